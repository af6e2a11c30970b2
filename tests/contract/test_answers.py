"""Holds that what people ask and say is answered, by every way there is, and seen by nobody but them."""

import pytest

from tests.contract.chat import CHAIR, COLLEAGUE, PARTNER, STRANGER, Chat
from tests.world.vocabulary import EDI, NETWORK, RELATIONS, RESOURCING, STEERING, at

# Asking


def test_help_has_an_example_for_every_command(chat: Chat) -> None:
    told = chat.say(RESOURCING, "help all")
    assert "What you can ask me" in told.words
    assert "update 1.3 done" in told.words
    assert "rehearse" not in told.words  # that is for leads
    assert "rehearse" in chat.say(EDI, "help all").words


def test_help_with_one_command_says_more_about_it(chat: Chat) -> None:
    assert "Also understood" in chat.write(RESOURCING, "help update").words


def test_nothing_at_all_is_greeted(chat: Chat) -> None:
    told = chat.say(RESOURCING, "")
    assert "Hello" in told.words
    assert told.labels == ["My actions", "Status", "Help"]


def test_a_list_is_read_page_by_page(chat: Chat) -> None:
    page = chat.say(RESOURCING, "list", NETWORK)
    refs = [line for line in page.words.splitlines() if "Seats for BAME network chairs" in line]
    assert len(refs) == 1
    seen = page.words
    while "More" in page.labels:
        page = chat.click(RESOURCING, page, "More")
        seen += page.words
    for ref in ("1.1 ", "1.9 ", "2.5 ", "3.8 "):
        assert ref in seen
    assert "22 of 22" in page.words
    assert chat.read_channel(NETWORK) == []


def test_the_last_page_offers_no_more(chat: Chat) -> None:
    assert "More" not in chat.say(RESOURCING, "list page 3").labels


def test_what_is_late_and_mine_and_due_is_asked_in_a_word(chat: Chat) -> None:
    assert "2.3" in chat.write(RELATIONS, "mine").words
    assert "1.6" in chat.write(RELATIONS, "late").words
    assert "1.1" in chat.write(RELATIONS, "due this quarter").words


def test_a_slip_of_the_finger_is_asked_about(chat: Chat) -> None:
    told = chat.write(RESOURCING, "updte 1.3 done")
    assert chat.status("1.3") == "no update"
    assert "Is 1.3 done?" in told.words
    chat.click(RESOURCING, told, "Done")
    assert chat.status("1.3") == "done"


# Saying how it goes, in four ways


def test_an_action_is_updated_by_command(chat: Chat) -> None:
    told = chat.say(RELATIONS, "update 2.3 done", NETWORK)
    assert chat.status("2.3") == "done"
    assert "2.3 is now done" in told.words
    assert told.only == RELATIONS
    assert chat.read_channel(NETWORK) == []


def test_an_action_is_updated_by_a_mention_that_only_the_asker_sees_answered(chat: Chat) -> None:
    told = chat.mention(RELATIONS, NETWORK, "2.3 in progress, eight people trained")
    assert chat.status("2.3") == "in progress"
    assert "eight people trained" in told.words
    assert told.only is not None
    assert chat.read_channel(NETWORK) == []


def test_an_action_is_updated_by_a_direct_message(chat: Chat) -> None:
    told = chat.write(RELATIONS, "2.3 done")
    assert chat.status("2.3") == "done"
    assert told.words in [message.words for message in chat.read_direct(RELATIONS)]


def test_an_action_is_updated_by_a_button(chat: Chat) -> None:
    asked = chat.say(RELATIONS, "update 2.3", NETWORK)
    assert chat.status("2.3") == "no update"
    told = chat.click(RELATIONS, asked, "In progress")
    assert chat.status("2.3") == "in progress"
    assert "Thank you" in told.words
    assert chat.read_channel(NETWORK) == []


def test_a_button_drawn_before_somebody_else_spoke_changes_nothing(chat: Chat) -> None:
    old = chat.say(RELATIONS, "update 2.3")
    chat.write(EDI, "2.3 delayed, waiting for the college")
    told = chat.click(RELATIONS, old, "Done")
    assert chat.status("2.3") == "delayed"
    assert "delayed" in told.words.casefold()


def test_what_is_delayed_before_it_was_to_start_has_not_started(chat: Chat) -> None:
    chat.write(EDI, "1.2 delayed, the system comes in May")
    told = chat.say(EDI, "show 1.2").words
    assert "tarts in April 2021" in told
    assert "met on" not in told
    chat.write(EDI, "1.2 in progress")
    assert "met on 4 January 2021" in chat.say(EDI, "show 1.2").words


def test_several_actions_are_updated_at_once(chat: Chat) -> None:
    chat.write(RESOURCING, "1.3 1.7 in progress")
    assert (chat.status("1.3"), chat.status("1.7")) == ("in progress", "in progress")


def test_undo_takes_the_whole_last_command_back(chat: Chat) -> None:
    chat.write(RESOURCING, "1.3 1.7 in progress")
    told = chat.write(RESOURCING, "undo")
    assert "taken that back" in told.words
    assert (chat.status("1.3"), chat.status("1.7")) == ("no update", "no update")
    assert "can't be taken back" in chat.write(RESOURCING, "undo").words


def test_undo_is_refused_once_somebody_else_has_spoken(chat: Chat) -> None:
    chat.write(RELATIONS, "2.3 in progress")
    chat.write(EDI, "2.3 delayed, waiting for the college")
    assert "changed since" in chat.write(RELATIONS, "undo").words
    assert chat.status("2.3") == "delayed"


def test_undo_by_button(chat: Chat) -> None:
    chat.click(RELATIONS, chat.say(RELATIONS, "2.3 done"), "Undo")
    assert chat.status("2.3") == "no update"


# Asked back


def test_an_unknown_ref_is_told_where_the_section_ends(chat: Chat) -> None:
    told = chat.say(RESOURCING, "update 2.9 done")
    assert "I can't find 2.9 in ESNEFT 2020-21" in told.words
    assert "Nothing has changed" in told.words
    assert told.labels == ["My actions", "Section 2"]
    assert "2.5" in chat.click(RESOURCING, told, "Section 2").words


def test_a_ref_that_two_plans_have_is_asked_about_with_buttons(chat: Chat) -> None:
    chat.belongs(PARTNER, "esneft", "coordinator")
    chat.belongs(PARTNER, "nscht", "coordinator")
    chat.tick(at("2021-05-04"))
    before = chat.happened()
    asked = chat.write(PARTNER, "1.1 in progress")
    assert chat.happened() == before
    assert len(asked.labels) >= 2
    chosen = next(button for button in asked.buttons if "ESNEFT" in button.label)
    told = chat.click(PARTNER, asked, chosen.label)
    assert "ESNEFT 2020-21" in told.words
    assert chat.status("1.1") == "in progress"
    assert chat.status("1.1", "nscht-2021-22") == "no update"


# Who may


def test_a_stranger_learns_nothing_of_any_plan(chat: Chat) -> None:
    for told in (chat.say(STRANGER, "status", NETWORK), chat.write(STRANGER, "show 2.3"), chat.say(STRANGER, "help")):
        assert "I don't know you yet" in told.words
        assert "2.3" not in told.words
        assert "ESNEFT" not in told.words


def test_somebody_who_has_left_is_told_so_and_changes_nothing(chat: Chat) -> None:
    chat.leave(RELATIONS)
    told = chat.say(RELATIONS, "2.3 done")
    assert "no longer active" in told.words
    assert chat.status("2.3") == "no update"


def test_a_colleague_may_read_an_action_but_not_change_it(chat: Chat) -> None:
    told = chat.say(COLLEAGUE, "update 2.3 done", NETWORK)
    assert "2.3 sits with the Head of Employee Relations, so I've left it as it was." in told.words
    assert chat.status("2.3") == "no update"
    assert "Cultural Ambassadors" in chat.say(COLLEAGUE, "show 2.3").words
    chat.click(COLLEAGUE, told, told.labels[0])
    assert "2.3" in chat.read_direct(EDI)[-1].words


@pytest.mark.parametrize(
    "said", ["rehearse on", "move 1.3 31 May 2021 later", "cancel 1.3 no longer needed", "deliveries"]
)
def test_what_is_for_leads_is_refused_to_others(chat: Chat, said: str) -> None:
    before = chat.happened()
    assert "Head of EDI" in chat.write(RESOURCING, said).words
    assert chat.happened() == before


def test_a_chair_reads_but_does_not_change(chat: Chat) -> None:
    assert "22" in chat.say(CHAIR, "status", STEERING).words
    chat.say(CHAIR, "2.3 done", STEERING)
    assert chat.status("2.3") == "no update"


def test_evidence_is_kept_however_it_is_said(chat: Chat) -> None:
    link = "https://intranet.example/panels"
    for said in (chat.say(RESOURCING, f"evidence 1.3 {link}"), chat.write(RESOURCING, "evidence 1.3 board paper 7"),
                 chat.mention(RESOURCING, NETWORK, "1.3 evidence board paper 8")):  # fmt: skip
        assert "I've kept that with 1.3." in said.words
    asked = chat.write(RESOURCING, "evidence 1.3 letter from Ada Byron")
    assert "I've kept that with 1.3." in chat.click(RESOURCING, asked, "Keep it").words
    assert [event.new for event in chat.history("1.3") if event.field == "evidence"] == [
        link, "board paper 7", "board paper 8", "letter from Ada Byron",
    ]  # fmt: skip
    assert "evidence, “letter from Ada Byron” (you)" in chat.say(RESOURCING, "show 1.3").words
    assert link in chat.say(RESOURCING, "history 1.3").words


# Twice


def test_a_message_brought_twice_is_taken_once(chat: Chat) -> None:
    chat.mention(RELATIONS, NETWORK, "note 2.3 the first course is full")
    assert chat.again() == []
    chat.write(RELATIONS, "note 2.3 the second course is full")
    assert chat.again() == []
    assert [event.words for event in chat.history("2.3")] == ["the first course is full", "the second course is full"]


def test_a_click_brought_twice_is_taken_once(chat: Chat) -> None:
    chat.click(RELATIONS, chat.say(RELATIONS, "update 2.3"), "Done")
    assert chat.again() == []
    assert len([event for event in chat.history("2.3") if event.field == "status"]) == 1
