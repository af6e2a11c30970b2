"""What can be taken back, and what cannot."""

from datetime import timedelta

import pytest

from tests.world.vocabulary import EDI, POSTS, RELATIONS, RESOURCING, at
from tests.world.world import World, buttons
from wres_bot.commands.undo import find_undo_end
from wres_bot.domain.policy import Policy
from wres_bot.store import schema


def test_undo_takes_back_the_last_command(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    said = world.say(RESOURCING, "undo")
    assert said.startswith("I've taken that back.")
    assert "no update recorded again" in said
    assert world.status("1.3") == "no update"


def test_undo_takes_back_everything_that_one_command_did(world: World) -> None:
    world.say(RESOURCING, "1.3 1.7 done")
    world.say(RESOURCING, "undo")
    assert (world.status("1.3"), world.status("1.7")) == ("no update", "no update")


def test_undo_cannot_undo_itself(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    world.say(RESOURCING, "undo")
    assert world.say(RESOURCING, "undo").startswith("Your last change was already an undo")
    assert world.status("1.3") == "no update"


def test_what_others_changed_since_is_left_and_both_are_shown(world: World) -> None:
    world.say(RESOURCING, "1.3 in progress")
    world.later(minutes=5)
    world.say(EDI, "1.3 delayed")
    said = world.say(RESOURCING, "undo")
    assert said.startswith("1.3 has changed since, so I've left it as it is.")
    assert "Yours: 1.3, 4 January: in progress (you)" in said
    assert "Since then: 1.3, 4 January: delayed (Head of EDI)" in said
    assert world.status("1.3") == "delayed"


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("2021-01-04 09:00", "2021-01-06 00:00"),  # Monday: to the end of Tuesday
        ("2021-01-05 23:59", "2021-01-07 00:00"),  # the day is London's, however late
        ("2021-01-08 16:00", "2021-01-12 00:00"),  # Friday: to the end of Monday
        ("2021-01-09 10:00", "2021-01-12 00:00"),  # Saturday: to the end of Monday
        ("2021-04-01 10:00", "2021-04-07 00:00"),  # Maundy Thursday: over Easter to the end of Tuesday
    ],
)
def test_it_lasts_to_the_end_of_the_next_working_day(said: str, until: str) -> None:
    assert find_undo_end(at(*said.split()), Policy()) == at(*until.split())


@pytest.mark.parametrize(("seconds", "undone"), [(-1, True), (0, True), (1, False)])
def test_after_that_it_is_history(world: World, seconds: int, undone: bool) -> None:
    world.say(RESOURCING, "1.3 done")
    world.now = at("2021-01-06", "00:00") + timedelta(seconds=seconds)
    answer = world.say(RESOURCING, "undo")
    assert ("there is nothing to take back" in answer) is not undone
    assert world.status("1.3") == ("no update" if undone else "done")


def test_a_trust_may_make_it_longer(world: World) -> None:
    world.set_policy(undo_hours=100)
    world.say(RESOURCING, "1.3 done")
    world.later(hours=100)
    assert world.say(RESOURCING, "undo").startswith("I've taken that back.")


def test_whoever_no_longer_looks_after_it_takes_nothing_back(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    world.say(EDI, f"assign 1.3 {POSTS[RELATIONS]} instead")
    assert "I've left it as it was" in world.say(RESOURCING, "undo")
    assert world.status("1.3") == "done"


def test_what_is_for_leads_is_taken_back_by_leads_alone(world: World) -> None:
    """Whoever owns it may update it, but what a lead decided stands once they lead no more."""
    for words in ("move 1.3 30 June 2021 panel dates were moved", "cancel 1.3 no longer needed"):
        world.say(EDI, words)
        with world.store.write() as db:
            db.execute(schema.memberships.update().values(ends=world.today - timedelta(days=1)))
        before = world.count_events()
        assert world.say(EDI, "undo")
        assert world.count_events() == before
        with world.store.write() as db:
            db.execute(schema.memberships.update().values(ends=None))
        assert world.say(EDI, "undo").startswith("I've taken that back.")


def test_nobody_undoes_what_another_did(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    assert "there is nothing to take back" in world.say(EDI, "undo")


def test_two_commands_of_one_message_are_two(world: World) -> None:
    world.say(RESOURCING, "1.3 done\n1.7 done")
    world.say(RESOURCING, "undo")
    assert (world.status("1.3"), world.status("1.7")) == ("done", "no update")


def test_a_moved_date_goes_back(world: World) -> None:
    world.say(EDI, "move 1.3 30 June 2021 panel dates were moved")
    assert "its date is as it was" in world.say(EDI, "undo")
    assert "Due by 30 April 2021" in world.say(EDI, "show 1.3")


def test_what_is_not_an_action_says_how_to_put_it_right(world: World) -> None:
    world.say(EDI, "rehearse on")
    assert "rehearse off" in world.say(EDI, "undo")


def test_an_older_undo_button_does_not_take_back_a_newer_change(world: World) -> None:
    first = buttons(world.card(RESOURCING, "1.3 done"))["Undo"]
    second = world.card(RESOURCING, "1.7 done")
    said = world.card(RESOURCING, first.says, via="click", seen=first.version)
    assert said
    assert said.title == "That button belongs to an earlier change, so nothing has changed."
    assert "The last one you made: 1.7, 4 January: done (you)." in said.plain()
    assert (world.status("1.3"), world.status("1.7")) == ("done", "done")
    world.click(RESOURCING, buttons(second)["Undo"])
    assert (world.status("1.3"), world.status("1.7")) == ("done", "no update")


def test_undo_pressed_twice_is_done_once(world: World) -> None:
    undo = buttons(world.card(RESOURCING, "1.3 done"))["Undo"]
    assert world.click(RESOURCING, undo).startswith("I've taken that back.")
    assert world.click(RESOURCING, undo).startswith("Your last change was already an undo")
    assert world.status("1.3") == "no update"


def test_a_process_whose_clock_is_behind_is_heard_all_the_same(world: World) -> None:
    """Notes, another's update and undo, in the order in which they came."""
    world.say(RESOURCING, "1.3 in progress")
    world.later(seconds=-3)
    assert "kept" in world.say(RESOURCING, "note 1.3 rooms are booked")
    assert world.say(EDI, "1.3 delayed").startswith("1.3 is now delayed")
    world.later(seconds=-3)
    assert world.say(EDI, "undo").startswith("I've taken that back.")
    assert world.status("1.3") == "in progress"
