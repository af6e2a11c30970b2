"""Which action a ref means: as written, as answered, of the place, of the chosen plan, of the trust's open plans."""

from datetime import date

import pytest

from tests.world.vocabulary import BOTH, EDI, OTHER, RESOURCING
from tests.world.world import APRIL, World, buttons, channel, fill_plan

NEXT_YEAR = (("1", "1.3", "Next year's panels", ("Head of Resourcing",), (APRIL,)),
             ("7", "7.1", "Only next year", ("Head of Resourcing",), (APRIL,)))  # fmt: skip
PLANS = ("esneft-2020-21", "esneft-2021-22", "kingston-2020-21")


@pytest.fixture
def two_plans(world: World) -> World:
    """One trust with two plans open at once, both with an action 1.3."""
    fill_plan(world, "esneft", "2021-22", "ESNEFT 2021-22", date(2020, 12, 1), NEXT_YEAR)
    return world


def changed(world: World, ref: str = "1.3") -> list[str]:
    return [name for name in PLANS if f"{name}:{ref}" in world.ids and world.status(ref, name) != "no update"]


def test_two_plans_with_the_ref_are_asked_about(two_plans: World) -> None:
    assert two_plans.say(EDI, "1.3 done").startswith("Which 1.3 do you mean?")
    assert changed(two_plans) == []


def test_the_plan_that_is_written_comes_before_every_other(two_plans: World) -> None:
    two_plans.say(EDI, "plan use esneft-2020-21")
    two_plans.say(EDI, "use this channel for network, plan esneft-2020-21", place="C9", place_facts=channel("C9"))
    two_plans.say(EDI, "esneft-2021-22:1.3 done", place="C9")
    assert changed(two_plans) == ["esneft-2021-22"]


def test_the_places_plan_comes_before_the_chosen_one(two_plans: World) -> None:
    two_plans.say(EDI, "plan use esneft-2020-21")
    two_plans.say(EDI, "use this channel for network, plan esneft-2021-22", place="C9", place_facts=channel("C9"))
    two_plans.say(EDI, "1.3 done", place="C9")
    assert changed(two_plans) == ["esneft-2021-22"]


def test_the_chosen_plan_comes_where_the_place_has_none(two_plans: World) -> None:
    two_plans.say(EDI, "plan use esneft-2021-22")
    two_plans.say(EDI, "use this channel for network, plan esneft-2020-21", place="C9", place_facts=channel("C9"))
    two_plans.say(EDI, "1.3 done")
    assert changed(two_plans) == ["esneft-2021-22"]


def test_a_ref_that_the_places_plan_has_not_is_looked_for_in_the_chosen_one(two_plans: World) -> None:
    two_plans.say(EDI, "plan use esneft-2021-22")
    two_plans.say(EDI, "use this channel for network, plan esneft-2020-21", place="C9", place_facts=channel("C9"))
    two_plans.say(EDI, "7.1 done", place="C9")
    assert changed(two_plans, "7.1") == ["esneft-2021-22"]


def test_the_reminder_answered_comes_before_the_chosen_plan_and_only_in_direct_messages(two_plans: World) -> None:
    two_plans.say(RESOURCING, "plan use esneft-2021-22")
    two_plans.remind(RESOURCING, "1.3")  # of esneft-2020-21
    two_plans.say(RESOURCING, "1.3 in progress", place="C1")
    assert changed(two_plans) == ["esneft-2021-22"]
    two_plans.say(RESOURCING, "1.3 in progress", via="message")
    assert changed(two_plans) == ["esneft-2020-21", "esneft-2021-22"]


def test_a_closed_plan_is_looked_in_last(two_plans: World) -> None:
    two_plans.say(EDI, "plan close esneft-2021-22 yes")
    two_plans.say(EDI, "1.3 done")
    assert changed(two_plans) == ["esneft-2020-21"]
    assert "Only next year" in two_plans.say(EDI, "show 7.1")


def test_the_ref_that_is_not_there_is_looked_for_in_the_places_plan_first(two_plans: World) -> None:
    two_plans.say(EDI, "plan use esneft-2020-21")
    two_plans.say(EDI, "use this channel for network, plan esneft-2021-22", place="C9", place_facts=channel("C9"))
    assert "I can't find 1.9 in ESNEFT 2021-22." in two_plans.say(EDI, "1.9 done", place="C9")
    assert "I can't find 1.9 in ESNEFT 2020-21." in two_plans.say(EDI, "1.9 done")


def test_several_refs_are_too_many_for_a_verb_that_takes_one(world: World) -> None:
    assert world.say(BOTH, "note 1.3, 1.7 and 2.1 booked").startswith("One action at a time, please: note 1.3")


def test_the_place_says_which_plan_is_meant(world: World) -> None:
    said = world.say(BOTH, "use this channel for network, plan kingston-2020-21", place="C9", place_facts=channel("C9"))
    assert "quarterly summary, in plain words, without names or counts of people about Kingston 2020-21." in said
    assert "2.3 is now done." in world.say(BOTH, "2.3 done", place="C9")
    assert (world.status("2.3"), world.status("2.3", "kingston-2020-21")) == ("no update", "done")
    assert world.say(BOTH, "status", place="C9").startswith("Kingston 2020-21")


def test_a_ref_of_two_plans_is_asked_about_before_anything_changes(world: World) -> None:
    card = world.card(BOTH, "2.3 done, all signed off")
    assert card and card.title == "Which 2.3 do you mean?"
    assert world.status("2.3") == "no update"
    world.click(BOTH, buttons(card)["Kingston 2020-21"])
    assert (world.status("2.3"), world.status("2.3", "kingston-2020-21")) == ("no update", "done")
    assert world.history("2.3", "kingston-2020-21")[-2].endswith("(all signed off)")


def test_the_chosen_plan_settles_which_one_is_meant(world: World) -> None:
    world.say(BOTH, "plan use kingston-2020-21")
    assert "2.3 is now done." in world.say(BOTH, "2.3 done")
    assert world.status("2.3", "kingston-2020-21") == "done"


def test_the_reminder_being_answered_comes_before_the_chosen_plan(world: World) -> None:
    world.say(BOTH, "plan use kingston-2020-21")
    world.remind(BOTH, "2.3")
    world.say(BOTH, "2.3 done", via="message")
    assert (world.status("2.3"), world.status("2.3", "kingston-2020-21")) == ("done", "no update")


def test_another_trusts_action_is_as_if_there_were_none(world: World) -> None:
    before = world.count_events()
    for words in ("1.3 done", "esneft-2020-21:1.3 done", "note esneft-2020-21:1.3 hello there"):
        assert "I can't find" in world.say(OTHER, words)
    assert (world.status("1.3"), world.count_events()) == ("no update", before)


def test_an_unknown_ref_says_which_there_are(world: World) -> None:
    card = world.card(RESOURCING, "2.9 done")
    assert card and card.plain() == (
        "I can't find 2.9 in ESNEFT 2020-21. Section 2 runs from 2.1 to 2.5. Nothing has changed.\n"
        "[My actions] [Section 2]"
    )
    assert buttons(card)["Section 2"].says == "list section 2 plan esneft-2020-21"
