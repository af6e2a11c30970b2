"""What those who lead may do: dates, owners, posts, plans, channels, rehearsal."""

from dataclasses import replace
from typing import Any

import pytest

from tests.world.vocabulary import CHAIR, EDI, MEMBER, OTHER, RESOURCING
from tests.world.world import World, buttons, channel
from wres_bot.domain.ports import Needs

LEADING = (
    "move 1.3 30 June 2021 panel dates were moved",
    "cancel 1.3 no longer needed",
    "assign 1.3 Head of EDI",
    'post "Head of EDI" is network.member@esneft.example',
    "plan close esneft-2020-21 yes",
    "rehearse on",
    "use this channel for network",
    "deliveries",
)


@pytest.mark.parametrize("who", [RESOURCING, MEMBER, CHAIR])
def test_only_those_who_lead_may(world: World, who: str) -> None:
    before = world.count_events()
    for words in LEADING:
        card = world.card(who, words, place="C1")
        assert card
        assert card.tone == "refused"
        assert "is for the EDI lead" in card.title
    assert world.count_events() == before


def test_a_moved_date_keeps_the_first_one_and_counts(world: World) -> None:
    said = world.say(EDI, "move 1.3 30 June 2021 panel dates were moved")
    assert said.startswith("1.3 is now due by 30 June 2021.")
    assert "It was 30 April 2021; the first date is kept. Why: “panel dates were moved”" in said
    assert "Due by 30 June 2021; moved once, first set for 30 April 2021" in world.say(EDI, "show 1.3")


def test_a_moved_start_is_called_a_start(world: World) -> None:
    said = world.say(EDI, "move 2.3 30 June 2021 panel dates were moved")
    assert said.startswith("The start of 2.3 is now 30 June 2021.")


def test_a_move_needs_a_date_ahead_and_words(world: World) -> None:
    before = world.count_events()
    assert world.say(EDI, "move 1.3 30 June 2021").startswith("Why does 1.3 move to 30 June 2021?")
    assert world.say(EDI, "move 1.3").startswith("Move 1.3 to when, and why?")
    assert world.say(EDI, "move 1.3 1 July 2020 because").startswith("1 July 2020 has passed.")
    assert world.count_events() == before


def test_a_cancelled_action_says_why_and_what_replaces_it(world: World) -> None:
    said = world.say(EDI, "cancel 1.7 no longer needed, replaced by 1.3")
    assert said.startswith("1.7 is cancelled. 1.3 takes its place.")
    assert "Why: No longer needed. Replaced by 1.3." in world.say(MEMBER, "show 1.7")


def test_cancelling_needs_a_reason_and_a_real_replacement(world: World) -> None:
    assert world.say(EDI, "cancel 1.7").startswith("Why is 1.7 cancelled?")
    assert "I can't find 9.9" in world.say(EDI, "cancel 1.7 merged, replaced by 9.9")
    assert "can't take its own place" in world.say(EDI, "cancel 1.7 merged, replaced by 1.7")
    assert world.status("1.7") == "no update"


def test_an_action_is_given_to_a_post(world: World) -> None:
    assert world.say(EDI, "assign 2.3 resourcing").startswith("2.3 is now with Head of Resourcing.")
    assert "2.3 is now done." in world.say(RESOURCING, "2.3 done")


def test_a_new_lead_joins_those_who_own_it(world: World) -> None:
    said = world.say(EDI, "assign 2.3 Head of EDI lead")
    assert said.startswith("2.3 is now with Head of EDI and Head of Employee Relations.")


def test_a_post_without_a_holder_is_said_when_it_is_given_something(world: World) -> None:
    said = world.say(EDI, "assign 2.3 Trust Board Chair")
    assert "Nobody holds Trust Board Chair yet, so I can't remind anybody there." in said


def test_a_post_that_is_not_clear_is_asked_about(world: World) -> None:
    card = world.card(EDI, "assign 2.3 head of")
    assert buttons(card)["Head of EDI"].says == "assign esneft-2020-21:2.3 Head of EDI"
    assert "I can't find a post called “Chief Wizard”." in world.say(EDI, "assign 2.3 Chief Wizard")


def test_a_new_holder_answers_from_their_first_day(world: World) -> None:
    said = world.say(
        EDI, 'post "Assistant Director of Education" is network.member@esneft.example from 11 January 2021'
    )
    assert said.startswith("Assistant Director of Education is Network member from 11 January.")
    assert "sits with" in world.say(MEMBER, "2.1 done")
    world.later(days=7)
    assert "2.1 is now done." in world.say(MEMBER, "2.1 done")


def test_a_post_that_is_only_alike_is_asked_about_and_nothing_changes(world: World) -> None:
    before = world.count_events()
    for words in ("assign 1.3 Head of Wizardry", 'post "Head of Resoucing" is network.member@esneft.example'):
        said = world.say(EDI, words)
        assert "Nothing has changed" in said and ("Which post do you mean" in said or "can't find a post" in said)
    assert world.count_events() == before


def test_a_post_can_be_left_empty(world: World) -> None:
    assert world.say(EDI, 'post "Head of Resourcing" is vacant').startswith(
        "Nobody holds Head of Resourcing from today."
    )
    assert "Nobody holds it at the moment" in world.say(EDI, "who head of resourcing")
    assert "Nobody holds Head of Resourcing already" in world.say(EDI, "post Head of Resourcing is nobody")


def test_a_person_of_another_trust_is_nobody_here(world: World) -> None:
    assert "I don't know anybody called" in world.say(EDI, f'post "Head of EDI" is {OTHER}')


def test_who_names_people_only_to_those_who_may_see_names(world: World) -> None:
    assert "head.of.resourcing@esneft.example" in world.say(EDI, "who head of resourcing")
    assert "head.of.resourcing@esneft.example" not in world.say(MEMBER, "who is the head of resourcing?")
    assert "Nobody holds it at the moment" in world.say(MEMBER, "who trust board chair")


def test_closing_a_plan_is_asked_first(world: World) -> None:
    close = buttons(world.card(EDI, "plan close esneft-2020-21"))["Close it"]
    assert "ESNEFT 2020-21 is closed." in world.click(EDI, close)
    assert "closed already" in world.say(EDI, "plan close esneft-2020-21")


def test_another_trusts_plan_cannot_be_chosen_or_closed(world: World) -> None:
    for words in ("plan use kingston-2020-21", "plan close kingston-2020-21 yes", "status plan kingston"):
        assert "I can't find a plan called" in world.say(EDI, words)


def test_rehearsal_goes_on_and_off(world: World) -> None:
    assert world.say(EDI, "rehearse").startswith("Rehearsal is off.")
    assert world.say(EDI, "rehearse on").startswith("Rehearsal is on.")
    assert world.say(EDI, "rehearse").startswith("Rehearsal is on.")
    assert world.say(EDI, "rehearse off").startswith("Rehearsal is off.")


def test_a_channel_is_looked_at_before_it_is_used(world: World) -> None:
    with pytest.raises(Needs) as needs:
        world.card(EDI, "use this channel for steering", place="C1")
    assert needs.value.what == "place"
    said = world.say(EDI, "use this channel for steering", place="C1", place_facts=channel())
    assert said.startswith("#edi-steering will get the steering group's quarterly summary")


UNFIT: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("steering", {"private": False}, "Anybody can read this channel"),
    ("leads", {"private": False}, "Anybody can read this channel"),
    ("steering", {"shared": True}, "Another organisation is in this channel"),
    ("network", {"archived": True}, "This channel is archived"),
    ("network", {"member": False}, "I'm not in this channel yet"),
)


def test_an_unfit_channel_is_refused(world: World) -> None:
    before = world.count_events()
    for audience, facts, said in UNFIT:
        place = replace(channel(), **facts)
        assert world.say(EDI, f"use this channel for {audience}", place="C1", place_facts=place).startswith(said)
    assert world.count_events() == before


def test_a_public_channel_may_serve_the_network(world: World) -> None:
    open_to_all = channel(private=False)
    assert "network's quarterly summary" in world.say(
        EDI, "use this channel for network", place="C1", place_facts=open_to_all
    )


def test_a_channel_can_be_left(world: World) -> None:
    world.say(EDI, "use this channel for network", place="C1", place_facts=channel())
    assert world.say(EDI, "stop using this channel", place="C1").startswith("I'll send nothing more to #edi-steering.")
    assert "I don't send anything to this channel" in world.say(EDI, "stop using this channel", place="C1")


def test_deliveries_add_up_and_name_who_was_not_reached(world: World) -> None:
    world.remind(RESOURCING, "1.3")
    said = world.say(EDI, "deliveries")
    assert said.startswith("Deliveries: 1 message\nSent: 1\nAll: 1\nEverybody written to was reached")
    assert "Assistant Director of Education: nobody holds this post" in said
