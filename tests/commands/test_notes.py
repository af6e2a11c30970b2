"""Notes, calls for help, handing back, pausing: what an owner says besides a status."""

import pytest

from tests.world.vocabulary import BOTH, EDI, MEMBER, RELATIONS, RESOURCING
from tests.world.world import World, buttons


def test_a_note_is_kept_and_read_back(world: World) -> None:
    said = world.say(RESOURCING, "note 1.3 first cohort trained")
    assert said.startswith("Thank you. I've kept that with 1.3.")
    assert "“first cohort trained”" in said
    assert "4 January: note, “first cohort trained” (Head of Resourcing)" in world.say(MEMBER, "history 1.3")


def test_a_note_answers_a_review_that_is_near(world: World) -> None:
    world.say(RELATIONS, "2.3 in progress")
    world.later(days=130)  # 14 May: the review of 31 May has been reminded of
    assert "That also answers its review." in world.say(RELATIONS, "note 2.3 reviewed, nothing to change")


def test_a_note_without_words_asks_for_them(world: World) -> None:
    assert world.say(RESOURCING, "note 1.3").startswith("What would you like to note about 1.3?")


def test_only_owners_and_leads_add_notes(world: World) -> None:
    assert "1.3 sits with the Head of Resourcing" in world.say(MEMBER, "note 1.3 I heard it is done")
    assert "I've kept that with 1.3." in world.say(EDI, "note 1.3 seen at the steering group")


def test_evidence_is_kept_and_shown_wherever_the_action_is(world: World) -> None:
    link = "https://intranet.example/panels?page=2"
    said = world.say(RESOURCING, f"evidence 1.3 {link}")
    assert said.startswith("Thank you. I've kept that with 1.3.")
    assert f"“{link}”" in said
    for words in ("show 1.3", "history 1.3"):
        assert f"4 January: evidence, “{link}” (Head of Resourcing)" in world.say(MEMBER, words)


def test_evidence_is_taken_back_and_stays_in_history_as_such(world: World) -> None:
    world.say(RESOURCING, "add evidence 1.3 minutes of the board, item 4")
    assert "1.3 More interview panels with BAME members: your evidence is marked as taken back" in (
        world.say(RESOURCING, "undo")
    )
    assert "4 January: taken back: evidence, “minutes of the board, item 4” (you)" in world.say(
        RESOURCING, "history 1.3"
    )


def test_evidence_answers_a_review_that_is_near(world: World) -> None:
    world.say(RELATIONS, "2.3 in progress")
    world.later(days=130)
    assert "That also answers its review." in world.say(RELATIONS, "2.3 evidence reviewed at the board")


def test_evidence_without_words_asks_for_them(world: World) -> None:
    assert world.say(RESOURCING, "evidence 1.3") == (
        "What shows how far 1.3 is? A link or a few words will do.\n"
        "For example: evidence 1.3 https://intranet.example/panels"
    )


def test_evidence_that_names_a_person_is_asked_about_first(world: World) -> None:
    card = world.card(RESOURCING, "evidence 1.3 letter from Ada Byron")
    assert card and card.title == "Does that name a person or describe a case?"
    assert len(world.history("1.3")) == 1
    world.click(RESOURCING, buttons(card)["Keep it"])
    assert world.history("1.3")[-1] == "evidence: None -> letter from Ada Byron"


def test_a_story_behind_evidence_is_heard_and_not_kept(world: World) -> None:
    assert world.say(RESOURCING, "evidence my manager shouted at me").startswith("I'm sorry. That sounds hard")
    assert world.say(RESOURCING, "evidence 1.3 I was bullied by my manager").startswith("Does that name a person")
    assert len(world.history("1.3")) == 1


def test_a_call_for_help_reaches_the_coordinator(world: World) -> None:
    said = world.say(RESOURCING, "need help 1.3 waiting for a trainer")
    assert said.startswith("Thank you for asking. I've told the EDI lead about 1.3.")
    notice = world.letter_cards(EDI)[0]
    assert notice.title == "Head of Resourcing asks for help with 1.3."
    assert "“waiting for a trainer”" in notice.plain()
    assert "Help asked for: “waiting for a trainer”" in world.say(EDI, "show 1.3")


def test_help_without_words_is_marked_and_words_are_asked_for(world: World) -> None:
    said = world.say(RESOURCING, "need help 1.3")
    assert said.startswith("1.3 is marked as needing help. What would help?")
    assert "They have not said with what." in world.letter_cards(EDI)[0].plain()
    assert "Help is already asked for with 1.3." in world.say(RESOURCING, "need help 1.3")


def test_help_that_came_is_said_with_a_button(world: World) -> None:
    over = buttons(world.card(RESOURCING, "need help 1.3 no trainer"))["No longer needed"]
    assert world.click(RESOURCING, over).startswith("Good. 1.3 no longer asks for help.")


def test_a_lead_who_asks_for_help_is_not_written_to_about_it(world: World) -> None:
    assert world.say(EDI, "need help 2.5 no data").startswith("Thank you for asking.")
    assert not world.letter_cards(EDI)
    assert world.letter_cards(BOTH)


def test_handing_back_tells_the_coordinator_and_reassigns_nothing(world: World) -> None:
    said = world.say(RESOURCING, "not mine 1.7 head of edi")
    assert said.startswith("Thank you. I've told the EDI lead, who will decide about 1.7.")
    notice = world.letter_cards(EDI)[0]
    assert notice.title == "Head of Resourcing says 1.7 is not theirs."
    assert buttons(notice)["Give it to Head of EDI"].says == "assign esneft-2020-21:1.7 Head of EDI"
    assert "Owner: Head of Resourcing" in world.say(MEMBER, "show 1.7")
    assert "1.7 is now with Head of EDI." in world.click(EDI, buttons(notice)["Give it to Head of EDI"])


def test_what_is_not_yours_cannot_be_handed_back(world: World) -> None:
    assert "2.3 isn't down as yours" in world.say(RESOURCING, "not mine 2.3")


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
