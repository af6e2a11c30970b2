"""Who was asked and has not answered, asked again, or written to."""

import pytest

from tests.world.vocabulary import CHAIR, EDI, GOVERNANCE, MEMBER, RESOURCING, TRUST
from tests.world.world import WORKSPACE, World, buttons
from wres_bot.domain.cards import Card


def _got(world: World) -> list[Card]:
    return [m.card for m in world.room.list_messages(WORKSPACE, GOVERNANCE) if m.card]


def test_before_anything_was_asked_it_says_so(world: World) -> None:
    assert world.say(EDI, "waiting").startswith("I haven't asked anybody anything in ESNEFT 2020-21 yet.")


def test_the_oldest_question_stands_first_with_whom_what_and_when(world: World) -> None:
    world.remind(RESOURCING, "1.3", "1.7")
    world.later(days=9)
    world.remind(GOVERNANCE, "1.6")
    card = world.card(EDI, "who hasn't answered")
    assert card
    first, *rows = card.plain().splitlines()
    assert first == "Three questions in ESNEFT 2020-21 have no answer yet, the oldest since 4 January."
    assert rows[0] == "- 1.3 More interview panels with BAME members: Head of Resourcing, asked 4 January"
    assert {"Remind again", "Write to Head of Resourcing"} <= buttons(card).keys()


@pytest.mark.parametrize(
    "said",
    ["1.3 in progress", "1.3 note panels booked", "need help 1.3 no trainer", "not mine 1.3", "snooze 1.3 7d",
     "extend 1.3 30 June 2021 the trainer left", "evidence 1.3 https://intranet.example/panels"],
)  # fmt: skip
def test_any_word_of_an_owner_is_an_answer(world: World, said: str) -> None:
    world.remind(RESOURCING, "1.3")
    world.later(hours=1)
    world.say(RESOURCING, said)
    assert world.say(EDI, "waiting").startswith("Nobody: everything I asked in ESNEFT 2020-21 has an answer.")


def test_who_is_asked_again_after_answering_is_waited_for_again(world: World) -> None:
    world.remind(RESOURCING, "1.3")
    world.later(hours=1)
    world.say(RESOURCING, "1.3 in progress")
    world.later(days=23)
    world.remind(RESOURCING, "1.3")
    assert "asked 27 January" in world.say(EDI, "waiting")


def test_one_action_or_post_can_be_asked_about(world: World) -> None:
    world.remind(RESOURCING, "1.3", "1.7")
    assert world.say(EDI, "unanswered 1.3").startswith("One question about 1.3 has no answer yet")
    assert world.say(EDI, "waiting Head of Resourcing").startswith("Two questions about the Head of Resourcing have")
    assert world.say(EDI, "unanswered 2.3").startswith("I haven't asked anybody anything about 2.3 yet.")


def test_a_network_sees_neither_posts_nor_ways_to_chase(world: World) -> None:
    world.remind(RESOURCING, "1.3")
    card = world.card(MEMBER, "waiting")
    assert card
    assert "Head of Resourcing" not in card.plain()
    assert not buttons(card)
    assert not buttons(world.card(CHAIR, "waiting"))


def test_remind_again_sends_one_reminder_that_can_be_answered(world: World) -> None:
    world.remind(GOVERNANCE, "1.6")
    world.later(days=2)
    again = buttons(world.card(EDI, "waiting"))["Remind again"]
    assert world.click(EDI, again).startswith("I'm asking the Director of Governance again, about one action.")
    world.deliver()
    [card] = _got(world)
    assert "The EDI lead asks once more." in card.plain()
    assert "1.6 is now done." in world.click(GOVERNANCE, buttons(card)["Done"])


def test_nobody_is_written_to_twice_on_one_day(world: World) -> None:
    world.remind(GOVERNANCE, "1.6")
    world.later(days=2)
    world.say(EDI, "remind 1.6")
    assert "The Director of Governance had a message today" in world.say(EDI, "remind 1.6")
    world.deliver()
    assert len(_got(world)) == 1


def test_what_was_answered_meanwhile_is_not_asked_again(world: World) -> None:
    world.remind(GOVERNANCE, "1.6")
    world.later(days=2)
    world.say(EDI, "remind 1.6")
    world.say(GOVERNANCE, "1.6 done")
    world.deliver()
    assert _got(world) == []


def test_a_rehearsal_reminds_nobody(world: World) -> None:
    world.rehearse(True)
    assert world.say(EDI, "remind 1.6").startswith("Rehearsal is on")


def test_finished_actions_are_nothing_to_remind_of(world: World) -> None:
    world.say(RESOURCING, "1.3 done")
    assert world.say(EDI, "remind 1.3").startswith("There is nothing to remind anybody of about 1.3.")


def test_words_are_passed_on_to_whoever_holds_the_post_and_back(world: World) -> None:
    assert "passed that on to the Director of Governance" in world.say(
        EDI, "write to Director of Governance: can we speak on Friday?"
    )
    [card] = world.letter_cards(GOVERNANCE)
    assert card.title == "A message from the Head of EDI"
    assert "“can we speak on Friday?”" in card.plain()
    assert world.click(GOVERNANCE, buttons(card)["Answer the EDI lead"]).startswith("What shall I ask the EDI lead?")


@pytest.mark.parametrize("words", ["write to Head of Nothing: hello", "write to"])
def test_whoever_is_not_known_is_not_written_to(world: World, words: str) -> None:
    assert world.say(EDI, words).startswith("Which post shall I write to? Nothing has been sent.")
    assert TRUST not in [c.title for c in world.letter_cards(RESOURCING)]
