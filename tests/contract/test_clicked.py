"""Holds that a card whose button was pressed shows what is so now, where it stands, and only to whom it was shown."""

from tests.contract.chat import EDUCATION, Chat, Message
from tests.world.vocabulary import EDI, NETWORK


def shown(chat: Chat, person: str, title: str) -> Message:
    """The newest message of theirs that begins so."""
    return [message for message in chat.read_direct(person) if message.words.startswith(title)][-1]


def open_refs(message: Message) -> list[str]:
    return [press.about.split("Done: ")[-1].split()[0] for press in message.buttons if press.label == "Done"]


def test_a_list_shows_what_was_said_by_its_own_buttons(chat: Chat) -> None:
    chat.confirm(EDUCATION)
    chat.write(EDUCATION, "mine late")
    before = shown(chat, EDUCATION, "You look after 3 open actions")
    assert open_refs(before) == ["1.5", "2.1", "3.8"]
    said = len(chat.read_direct(EDUCATION))
    chat.later(minutes=1)
    answer = chat.click(EDUCATION, before, "Done", "1.5")
    assert "1.5" in answer.words
    after = shown(chat, EDUCATION, "You look after")
    assert "2 open actions" in after.words
    assert open_refs(after) == ["2.1", "3.8"]
    assert len([m for m in chat.read_direct(EDUCATION) if m.words.startswith("You look after")]) == 1
    assert len(chat.read_direct(EDUCATION)) <= said + 1  # the list itself came no second time


def test_what_was_drawn_again_can_be_pressed_and_an_old_copy_is_refused_kindly(chat: Chat) -> None:
    chat.confirm(EDUCATION)
    chat.write(EDUCATION, "mine late")
    old = shown(chat, EDUCATION, "You look after")
    chat.later(minutes=1)
    chat.click(EDUCATION, old, "Done", "1.5")
    chat.later(minutes=1)
    chat.click(EDUCATION, shown(chat, EDUCATION, "You look after"), "In progress", "2.1")
    assert "in progress" in shown(chat, EDUCATION, "You look after").words
    happened = chat.happened()
    chat.later(minutes=1)
    assert "already" in chat.click(EDUCATION, old, "Done", "1.5").words
    chat.later(minutes=1)
    chat.say(EDI, "3.8 in progress, dates agreed")
    chat.later(minutes=1)
    assert "Head of EDI" in chat.click(EDUCATION, old, "Done", "3.8").words
    assert chat.status("3.8") == "in progress"
    assert chat.happened() == happened + 1
    assert "3.8" in shown(chat, EDUCATION, "You look after").words


def test_one_action_is_drawn_again_too(chat: Chat) -> None:
    chat.confirm(EDUCATION)
    chat.write(EDUCATION, "show 1.5")
    before = shown(chat, EDUCATION, "1.5")
    chat.later(minutes=1)
    chat.click(EDUCATION, before, "In progress")
    after = [m for m in chat.read_direct(EDUCATION) if m.handle and "Done" in m.labels]
    assert all("In progress" not in message.labels for message in after)


def test_nothing_is_drawn_again_for_a_whole_channel(chat: Chat) -> None:
    chat.confirm(EDUCATION)
    before = chat.mention(EDUCATION, NETWORK, "mine late")
    posted = [message.words for message in chat.read_channel(NETWORK)]
    chat.later(minutes=1)
    chat.click(EDUCATION, before, "Done", "1.5")
    assert [message.words for message in chat.read_channel(NETWORK)] == posted
