"""Holds that nothing anybody writes does harm: to the store, to the platform, or to whoever reads it later."""

import pytest

from tests.contract.chat import CHAIR, Chat, joined
from tests.world.vocabulary import EDI, RESOURCING

NASTY = {
    "everybody": "<!channel> and @here, please look",
    "a script": "<script>alert('1')</script><img src=x onerror=alert(1)>",
    "an emoji": "all trained 🎉👩🏽‍💼",
    "right to left": "تم التدريب \u202eevil\u202c",
    "sql": "'); DROP TABLE action; SELECT * FROM person WHERE ('1'='1",
    "markup": "*bold* _it_ `code` ~no~ > quoted [a](http://example.org) &amp;",
    "a link": "<http://evil.example|the plan>",
    "a format": "trained {} {words.__class__} {{x}} %s %(action)s %n ${HOME} {% x %}",
    "a null": "before\x00after",
}


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY.keys())
def test_a_note_with_anything_in_it_comes_back_harmless(chat: Chat, words: str) -> None:
    before = chat.happened()
    chat.write(RESOURCING, f"note 1.3 {words}")
    assert chat.happened() == before + 1
    shown = [chat.say(RESOURCING, "show 1.3"), chat.write(EDI, "history 1.3"), chat.write(EDI, f"1.3 done {words}")]
    for message in shown:
        chat.harmless(message)
    assert chat.status("1.3") == "done"


def test_words_are_kept_as_they_were_typed(chat: Chat) -> None:
    chat.write(RESOURCING, "note 1.3 ünïcode & <b>tags</b> 🎉 100% O'Neill")
    [event] = chat.history("1.3")
    assert event.words == "ünïcode & <b>tags</b> 🎉 100% O'Neill"
    assert "ünïcode & <b>tags</b> 🎉 100% O'Neill" in chat.say(RESOURCING, "show 1.3").words


def test_forty_thousand_letters_are_refused_kindly(chat: Chat) -> None:
    before = chat.happened()
    assert "more than I can take" in chat.write(RESOURCING, "note 1.3 " + "word " * 8000).words
    assert chat.happened() == before


def test_a_story_about_what_happened_is_heard_and_not_kept(chat: Chat) -> None:
    before = chat.happened()
    told = chat.write(RESOURCING, "my manager called me a racist name in front of the whole ward yesterday")
    assert "Freedom to Speak Up Guardian" in told.words
    assert "did you mean" not in told.words.casefold()
    assert chat.happened() == before
    assert "racist name" not in joined(chat.read_direct(EDI) + chat.read_direct(CHAIR))
    assert not any("racist name" in str(letter) for letter in chat.letters())


def test_a_status_nobody_knows_is_asked_about(chat: Chat) -> None:
    told = chat.write(RESOURCING, "update 1.3 purple")
    assert "Nothing has changed" in told.words
    assert chat.status("1.3") == "no update"


def test_a_question_changes_nothing(chat: Chat) -> None:
    chat.write(RESOURCING, "1.3 done?")
    assert chat.status("1.3") == "no update"
