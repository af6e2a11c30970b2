"""Holds that a reminder shows what was answered, wherever it was answered, and that nobody else's changes by it."""

from tests.contract.chat import EDUCATION, FIRST_MORNING, GOVERNANCE, Chat, Message
from tests.world.vocabulary import EDI, RELATIONS, at


def reminder(chat: Chat, person: str) -> Message:
    """Their newest reminder, as it stands now."""
    return [message for message in chat.read_direct(person) if (message.key or "").startswith("reminder:")][-1]


def reminders(chat: Chat, person: str) -> int:
    return len([message for message in chat.read_direct(person) if (message.key or "").startswith("reminder:")])


def test_a_reminder_says_that_it_was_answered_once_its_button_is_pressed(chat: Chat) -> None:
    chat.confirm(RELATIONS)
    chat.tick(FIRST_MORNING)
    others = {person: reminder(chat, person).words for person in (EDUCATION, GOVERNANCE)}
    chat.click(RELATIONS, reminder(chat, RELATIONS), "Done", "2.3")
    told = reminder(chat, RELATIONS)
    assert "2.3 is done. Thank you." in told.words
    assert "done (you)" in told.words
    assert "Done" not in told.labels
    assert reminders(chat, RELATIONS) == 1
    assert {person: reminder(chat, person).words for person in others} == others


def test_what_is_still_open_keeps_its_buttons(chat: Chat) -> None:
    chat.confirm(EDUCATION)
    chat.tick(FIRST_MORNING)
    chat.click(EDUCATION, reminder(chat, EDUCATION), "In progress", "2.1")
    told = reminder(chat, EDUCATION)
    assert "2.1" in told.words
    assert "in progress (you)" in told.words
    done = [press.about for press in told.buttons if press.label == "Done"]
    assert [ref for ref in ("1.5", "2.1", "3.8") for about in done if ref in about] == ["1.5", "3.8"]
    chat.later(minutes=1)
    chat.click(EDUCATION, told, "Done", "1.5")
    chat.later(minutes=1)
    chat.click(EDUCATION, reminder(chat, EDUCATION), "Done", "3.8")
    assert "Three actions answered. Thank you." in reminder(chat, EDUCATION).words
    assert [chat.status(ref) for ref in ("1.5", "2.1", "3.8")] == ["done", "in progress", "done"]


def test_an_answer_in_words_or_by_somebody_else_shows_too(chat: Chat) -> None:
    chat.confirm(RELATIONS)
    chat.tick(FIRST_MORNING)
    chat.later(minutes=1)
    chat.say(EDI, "2.3 in progress, dates agreed")
    told = reminder(chat, RELATIONS)
    assert "2.3 is in progress. Thank you." in told.words
    assert "“dates agreed” (Head of EDI)" in told.words
    chat.later(minutes=1)
    chat.write(RELATIONS, "done")
    assert "2.3 is done. Thank you." in reminder(chat, RELATIONS).words


def test_taking_it_back_asks_again_in_the_same_message(chat: Chat) -> None:
    chat.confirm(RELATIONS)
    chat.tick(FIRST_MORNING)
    before = reminder(chat, RELATIONS)
    chat.later(minutes=1)
    chat.click(RELATIONS, before, "Done", "2.3")
    chat.later(minutes=1)
    chat.write(RELATIONS, "undo")
    again = reminder(chat, RELATIONS)
    assert again.labels == before.labels
    chat.later(minutes=1)
    chat.click(RELATIONS, again, "In progress", "2.3")
    assert chat.status("2.3") == "in progress"
    assert reminders(chat, RELATIONS) == 1


def test_is_this_you_is_asked_no_more_once_it_is_answered(chat: Chat) -> None:
    chat.tick(FIRST_MORNING)
    chat.click(RELATIONS, reminder(chat, RELATIONS), "Yes")
    told = reminder(chat, RELATIONS)
    assert "Is this you?" not in told.words
    assert "Done" in told.labels
    chat.click(EDUCATION, reminder(chat, EDUCATION), "Not me")
    assert reminder(chat, EDUCATION).labels == []
    assert "not you" in reminder(chat, EDUCATION).words


def test_a_notice_to_the_lead_says_what_has_happened_since(chat: Chat) -> None:
    chat.tick(FIRST_MORNING)
    chat.write(EDUCATION, "need help 1.5 no trainer until May")
    [notice] = [m for m in chat.read_direct(EDI) if "no trainer until May" in m.words]
    assert notice.labels == ["Show 1.5", "No longer needed"]
    chat.later(minutes=1)
    chat.write(EDUCATION, "1.5 done")
    [notice] = [m for m in chat.read_direct(EDI) if "no trainer until May" in m.words]
    assert "Since then:" in notice.words
    assert notice.labels == ["Show 1.5"]


def test_last_months_reminder_shows_it_as_well_as_todays(chat: Chat) -> None:
    chat.confirm(RELATIONS)
    chat.tick(FIRST_MORNING)
    chat.tick(at("2021-02-05"))
    assert reminders(chat, RELATIONS) == 2
    chat.write(RELATIONS, "2.3 done")
    shown = [m for m in chat.read_direct(RELATIONS) if (m.key or "").startswith("reminder:")]
    assert all("2.3 is done. Thank you." in message.words for message in shown)
