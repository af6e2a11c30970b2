"""Holds that what people ask and say is answered, by every way there is, and seen by nobody but them."""

from tests.contract.chat import EDI, NETWORK, RELATIONS, RESOURCING, Chat


def test_help_has_an_example_for_every_command(chat: Chat) -> None:
    told = chat.say(RESOURCING, "help")
    assert "What you can ask me" in told.words
    assert "update 2.3 done" in told.words
    assert "rehearse" not in told.words  # that is for leads
    assert "rehearse" in chat.say(EDI, "help").words


def test_an_action_is_updated_by_command(chat: Chat) -> None:
    told = chat.say(RELATIONS, "update 2.3 done", NETWORK)
    assert chat.status("2.3") == "done"
    assert "2.3" in told.words and "done" in told.words.casefold()
    assert told.only == RELATIONS
    assert chat.read_channel(NETWORK) == []
