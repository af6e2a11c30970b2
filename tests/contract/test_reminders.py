"""Holds that a reminder arrives where its person reads it, and can be answered there in every way it offers."""

from tests.contract.chat import EDUCATION, FIRST_MORNING, GOVERNANCE, Chat, Message, joined
from tests.world.vocabulary import EDI, RELATIONS, RESOURCING, at


def reminded(chat: Chat, person: str) -> Message:
    """The one reminder somebody finds on the first morning."""
    chat.tick(FIRST_MORNING)
    [message] = chat.read_direct(person)
    return message


def test_a_reminder_arrives_once_and_carries_its_key(chat: Chat) -> None:
    message = reminded(chat, RELATIONS)
    assert "One action you look after was to start in November 2020." in message.words
    assert "2.3 Introduce RCN Cultural Ambassadors" in message.words
    assert "Please leave out names" in message.words
    for label in ("Done", "In progress", "Need help", "Not mine", "Snooze"):
        assert label in message.labels
    assert message.key == f"reminder:esneft:{_letter(chat, message)}:2021-01-04"
    chat.tick(at("2021-01-04", "15:00"))
    assert len(chat.read_direct(RELATIONS)) == 1


def _letter(chat: Chat, message: Message) -> int | None:
    return next(letter.person_id for letter in chat.letters("reminder") if letter.key == message.key)


def test_nobody_is_reminded_before_the_working_day_or_on_a_weekend(chat: Chat) -> None:
    chat.tick(at("2021-01-02", "10:00"))
    chat.tick(at("2021-01-04", "08:00"))
    assert chat.read_direct(RELATIONS) == []


def test_who_has_nothing_due_hears_nothing(chat: Chat) -> None:
    chat.tick(FIRST_MORNING)
    assert chat.read_direct(RESOURCING) == []


def test_a_reminder_is_answered_by_a_button(chat: Chat) -> None:
    told = chat.click(RELATIONS, reminded(chat, RELATIONS), "Done", "2.3")
    assert "2.3 is now done" in told.words
    assert chat.status("2.3") == "done"


def test_an_answered_reminder_says_so_where_it_stands(chat: Chat) -> None:
    chat.confirm(RELATIONS)
    message = reminded(chat, RELATIONS)
    chat.click(RELATIONS, message, "Done", "2.3")
    chat.tick(at("2021-01-04", "09:45"))
    [now] = [each for each in chat.read_direct(RELATIONS) if each.key == message.key]
    assert "Done" not in now.labels
    assert "done" in now.words


def test_each_action_has_its_own_buttons(chat: Chat) -> None:
    message = reminded(chat, EDUCATION)
    chat.click(EDUCATION, message, "In progress", "2.1")
    assert [chat.status(ref) for ref in ("1.5", "2.1", "3.8")] == ["no update", "in progress", "no update"]


def test_a_reminder_is_answered_by_typing_under_it(chat: Chat) -> None:
    reminded(chat, EDUCATION)
    told = chat.write(EDUCATION, "1.5 in progress, training booked")
    assert chat.status("1.5") == "in progress"
    assert "training booked" in told.words
    assert chat.history("1.5")[-1].words == "training booked"


def test_a_bare_done_answers_the_one_action_it_named(chat: Chat) -> None:
    reminded(chat, RELATIONS)
    chat.write(RELATIONS, "done")
    assert chat.status("2.3") == "done"


def test_a_bare_done_asks_which_when_it_named_several(chat: Chat) -> None:
    reminded(chat, EDUCATION)
    asked = chat.write(EDUCATION, "done")
    assert asked.labels == ["1.5", "2.1", "3.8", "All"]
    assert "Nothing has changed" in asked.words
    chat.click(EDUCATION, asked, "2.1")
    assert [chat.status(ref) for ref in ("1.5", "2.1", "3.8")] == ["no update", "done", "no update"]


def test_a_bare_done_with_no_reminder_asks_too(chat: Chat) -> None:
    chat.write(RESOURCING, "done")
    assert (chat.status("1.3"), chat.status("1.7")) == ("no update", "no update")


def test_need_help_and_not_mine_reach_the_coordinator(chat: Chat) -> None:
    message = reminded(chat, EDUCATION)
    chat.click(EDUCATION, message, "Need help", "1.5")
    chat.write(EDUCATION, "need help 1.5 no trainer until May")
    chat.click(EDUCATION, message, "Not mine", "3.8")
    told = joined(chat.read_direct(EDI))
    assert "no trainer until May" in told
    assert "3.8" in told


def test_a_snoozed_action_is_left_alone_for_a_week(chat: Chat) -> None:
    chat.click(RELATIONS, reminded(chat, RELATIONS), "Snooze", "2.3")
    assert "11 January" in chat.say(RELATIONS, "show 2.3").words


def test_what_is_done_is_not_reminded_of_again(chat: Chat) -> None:
    chat.click(GOVERNANCE, reminded(chat, GOVERNANCE), "Done", "1.6")
    before = len(chat.read_direct(GOVERNANCE))
    for day in ("2021-01-11", "2021-02-08", "2021-03-08"):
        chat.tick(at(day))
    assert len(chat.read_direct(GOVERNANCE)) == before


# The first time


def test_the_first_message_asks_is_this_you_and_yes_settles_it(chat: Chat) -> None:
    message = reminded(chat, RELATIONS)
    assert "Is this you?" in message.words
    told = chat.click(RELATIONS, message, "Yes")
    assert "Good to meet you" in told.words
    chat.tick(at("2021-02-08"))
    later = chat.read_direct(RELATIONS)[-1]
    assert later.key != message.key and later.key
    assert "2.3" in later.words
    assert "Is this you?" not in later.words


def test_not_me_stops_the_reminders_and_tells_the_coordinator(chat: Chat) -> None:
    message = reminded(chat, EDUCATION)
    assert "I've told the Head of EDI" in chat.click(EDUCATION, message, "Not me").words
    assert "do not hold Assistant Director of Education" in chat.read_direct(EDI)[-1].words
    before = len([m for m in chat.read_direct(EDUCATION) if m.key])
    chat.tick(at("2021-01-11"))
    assert len([m for m in chat.read_direct(EDUCATION) if m.key]) == before
    assert "Assistant Director of Education" in chat.read_direct(EDI)[-1].words


def test_stop_ends_the_reminders_and_start_begins_them_again(chat: Chat) -> None:
    reminded(chat, RELATIONS)
    assert "stopped your reminders" in chat.write(RELATIONS, "stop").words
    chat.tick(at("2021-02-08"))
    assert [m for m in chat.read_direct(RELATIONS) if m.key][1:] == []
    assert "on again" in chat.write(RELATIONS, "start").words


# Nobody there


def test_an_owner_whose_account_is_gone_is_the_coordinators_to_sort_out(chat: Chat) -> None:
    chat.leave(RELATIONS)
    chat.tick(FIRST_MORNING)
    assert chat.read_direct(RELATIONS) == []
    told = joined(chat.read_direct(EDI))
    assert "2.3" in told
    assert "Head of Employee Relations" in told
    assert "deliver" in chat.say(EDI, "deliveries").words.casefold()


# Practice


def test_in_a_rehearsal_the_coordinator_gets_every_message_and_nobody_else(chat: Chat) -> None:
    assert "Rehearsal is on" in chat.say(EDI, "rehearse on").words
    chat.tick(FIRST_MORNING)
    for person in (RELATIONS, EDUCATION, GOVERNANCE):
        assert chat.read_direct(person) == []
    told = chat.read_direct(EDI)
    mine = [message for message in told if "this would have gone to Head of Employee Relations" in message.words]
    assert len(mine) == 1
    assert "2.3" in mine[0].words
    assert "Not me" not in mine[0].labels  # it is not for the coordinator to say who somebody else is


def test_after_a_rehearsal_everybody_is_told_as_if_it_were_the_first_time(chat: Chat) -> None:
    chat.say(EDI, "rehearse on")
    chat.tick(FIRST_MORNING)
    assert "Rehearsal is off" in chat.say(EDI, "rehearse off").words
    chat.tick(at("2021-01-05"))
    [message] = chat.read_direct(RELATIONS)
    assert "2.3" in message.words
    assert "Rehearsal" not in message.words
