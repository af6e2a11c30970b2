"""What has changed since a day or the last meeting, and the news of it for a network."""

import pytest

from tests.world.vocabulary import CHAIR, EDI, MEMBER, RESOURCING
from tests.world.world import World


def _busy(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    world.say(RESOURCING, "1.7 in progress, halfway")
    world.say(EDI, "move 1.5 30 June 2021 trainers left")
    world.say(EDI, "note 2.5 met the network")
    world.later(days=1)


def test_the_first_line_counts_what_changed(world: World) -> None:
    _busy(world)
    first, *rows = world.say(CHAIR, "since 1 January").splitlines()
    assert first == (
        "Since 1 January: one finished, one in progress, one date moved and one with news in ESNEFT 2020-21."
    )
    assert "Finished: 1.3 More interview panels with BAME members." in rows


def test_what_was_taken_back_is_no_change(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    world.say(RESOURCING, "undo")
    world.say(RESOURCING, "note 1.7 panels booked")
    world.say(RESOURCING, "undo")
    world.later(days=1)
    assert world.say(CHAIR, "since 1 January").startswith("Since 1 January: nothing new is recorded in ESNEFT 2020-21.")


@pytest.mark.parametrize(
    ("words", "day"),
    [("since 4 January", "4 January"), ("since 3 January 2021", "3 January"), ("since 1 December", "1 December 2020"),
     ("since December", "1 December 2020"), ("since yesterday", "4 January"), ("since last week", "29 December 2020"),
     ("since Christmas", "25 December 2020"), ("since last month", "1 December 2020"),
     ("since this quarter", "1 January"), ("since last quarter", "1 October 2020")],
)  # fmt: skip
def test_from_when_is_read_as_people_say_it_and_told(world: World, words: str, day: str) -> None:
    world.later(days=1)
    assert world.say(CHAIR, words).startswith(f"Since {day}: nothing new")


def test_when_the_last_meeting_was_is_not_made_up(world: World) -> None:
    said = world.say(CHAIR, "since last meeting")
    assert "I don't know when the last meeting was, so this is from the start of the quarter." in said


def test_the_last_meeting_is_when_the_group_had_its_summary(world: World) -> None:
    world.add_channel("edi-steering", "steering")
    world.tick("2021-01-08", "10:30")
    world.later(days=3)
    assert world.say(CHAIR, "since last meeting").startswith("Since 8 January: ")


def test_of_one_section_or_subject_it_says_what_it_looked_at(world: World) -> None:
    _busy(world)
    assert world.say(CHAIR, "since 1 January section 2").startswith("Since 1 January, on section 2: one with news")
    said = world.say(CHAIR, "since 1 January on ambassadors")
    assert said.startswith("Since 1 January, on “ambassadors”: nothing new is recorded")
    assert "I looked at one action." in said


def test_an_import_is_no_change_of_anybodys(world: World) -> None:
    world.add_action("7.1", "2021-04-30")
    world.later(days=1)
    assert "nothing new is recorded" in world.say(CHAIR, "since 1 January")


def test_a_network_hears_titles_of_what_was_done_and_nothing_that_was_asked_for(world: World) -> None:
    _busy(world)
    world.say(EDI, "need help 2.5 no budget")
    said = world.say(MEMBER, "news")
    assert said.splitlines()[0] == "Since October one action has been finished."
    assert "Finished: More interview panels with BAME members." in said
    assert "1.3" not in said and "help" not in said
    since = world.say(MEMBER, "since 1 January")
    assert "budget" not in since and "help" not in since and "with news" not in since
