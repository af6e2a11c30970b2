"""A person's own pause of reminders."""

import pytest

from tests.world.vocabulary import EDI, MEMBER, RESOURCING
from tests.world.world import World


def test_a_pause_is_the_persons_own_and_visible_to_leads(world: World) -> None:
    assert world.say(RESOURCING, "snooze 1.3 7d").startswith("I won't remind you about 1.3 until after 11 January.")
    assert "Reminders: paused for Head of Resourcing until 11 January" in world.say(EDI, "show 1.3")
    assert "paused" not in world.say(MEMBER, "show 1.3")


def test_a_pause_has_a_limit_and_says_so(world: World) -> None:
    before = world.count_events()
    for words, said in (
        ("snooze 1.3 60d", "I can pause reminders for 28 days at most, until 1 February."),
        ("snooze 1.3 yesterday", "3 January is not ahead of us."),
        ("snooze 2.3 7d", "I don't remind you about 2.3, so there is nothing to pause."),
    ):
        assert world.say(RESOURCING, words).startswith(said)
    assert world.count_events() == before


@pytest.mark.parametrize(("days", "paused"), [(1, True), (27, True), (28, True), (29, False)])
def test_a_pause_is_of_28_days_at_most(world: World, days: int, paused: bool) -> None:
    before = world.count_events()
    said = world.say(RESOURCING, f"snooze 1.3 {days}d")
    assert said.startswith("I won't remind you about 1.3 until after") is paused
    assert said.startswith("I can pause reminders for 28 days at most, until 1 February.") is not paused
    assert (world.count_events() > before) is paused


def test_a_pause_ends_after_today_at_the_earliest(world: World) -> None:
    assert world.say(RESOURCING, "snooze 1.3 4 January 2021").startswith("4 January is not ahead of us.")
    assert world.say(RESOURCING, "snooze 1.3 5 January 2021").startswith("I won't remind you about 1.3 until after 5")


def test_a_done_action_is_not_paused(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    assert world.say(RESOURCING, "snooze 1.3 7d").startswith("1.3 is done, so I won't remind you about it.")
