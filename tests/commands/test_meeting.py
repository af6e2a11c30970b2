"""What to look at first, and what a group is to decide."""

from tests.world.vocabulary import CHAIR, EDI, MEMBER, RELATIONS, RESOURCING
from tests.world.world import World, buttons, one_trust


def test_worries_are_few_the_most_pressing_first_and_say_why(world: World) -> None:
    world.say(RELATIONS, "need help 2.3 no trainer")
    first, *rows = world.say(CHAIR, "worry").splitlines()
    assert first == "Five things I would look at first in ESNEFT 2020-21."
    assert rows[0].startswith("1. 2.3 Cultural Ambassadors: help is asked for, “no trainer”.")
    assert "its date was 31 December 2020" in rows[1]
    assert "due 31 January, and not begun as far as I know" in rows[3]
    assert "No update is recorded for 2 more actions, so I can't tell there." in rows


def test_whether_somebody_was_asked_is_told_of_any_reminder(world: World) -> None:
    world.remind(EDI, "2.5")
    world.later(days=30)
    assert "its date was 31 January; asked on 4 January, no answer" in world.say(CHAIR, "worry")


def test_a_network_reads_no_words_and_no_posts(world: World) -> None:
    world.say(RELATIONS, "need help 2.3 no trainer")
    said = world.say(MEMBER, "worry")
    assert "help is asked for" in said
    assert "no trainer" not in said and "Head of" not in said
    assert "no trainer" not in world.say(MEMBER, "agenda")


def test_nothing_to_worry_about_is_said_with_what_is_not_known(sqlite_url: str) -> None:
    for world in one_trust(sqlite_url):
        world.add_person(CHAIR, role="chair", linked=True)
        world.add_action("1.1", "2021-12-31")
        said = world.say(CHAIR, "worry")
        assert said.startswith("Nothing stands out in ESNEFT 2020-21.")
        assert "No update is recorded for 1 action, so I can't tell there." in said


def test_the_agenda_begins_with_what_is_to_decide(world: World) -> None:
    world.say(RELATIONS, "need help 2.3 no trainer")
    world.say(RESOURCING, "1.3 done")
    world.later(days=1)
    card = world.card(CHAIR, "agenda")
    assert card
    first, *rows = card.plain().splitlines()
    assert first == "For the next meeting on ESNEFT 2020-21: one thing to decide."
    assert rows[0] == "1. 2.3 needs help: “no trainer”. Head of Employee Relations"
    assert rows[1] == "Since 1 January: one finished and one asked for help."
    assert rows[2] == "Next: 2 actions on 31 January."
    assert {"For the minutes", "Since last meeting"} <= buttons(card).keys()


def test_nothing_to_decide_is_said(world: World) -> None:
    assert world.say(CHAIR, "agenda").startswith(
        "Nothing in ESNEFT 2020-21 waits for a decision of the steering group."
    )
