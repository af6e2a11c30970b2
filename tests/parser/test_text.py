"""Tidying typed text, and noticing a story or a name in it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.parser.safeguarding import is_story, names_a_person
from wres_bot.parser.text import tidy


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("  update 2.3   done. ", "update 2.3 done"),
        ("2.3 – done, ‘all’ “trained”…", "2.3 - done, 'all' \"trained\""),
        ("2.3\u00a0done\u200b", "2.3 done"),
        ("２.３ ｄｏｎｅ", "2.3 done"),
        ("<@U123> 2.3 done", "2.3 done"),
        ("<@U123|wres> wres: 2.3 done", "2.3 done"),
        ("<at>WRES</at> 2.3 done", "2.3 done"),
        ("@wres 2.3 done", "2.3 done"),
        ("/wres update 2.3 done", "update 2.3 done"),
        ("WRES bot, help", "help"),
        ("wresting 2.3", "wresting 2.3"),
        ('"2.3 done"', "2.3 done"),
        ("`update 2.3 done`", "update 2.3 done"),
        ("one\r\n\r\n  two", "one\ntwo"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("2.3 done \u202etxt", "2.3 done txt"),
        ("post X is <mailto:jo@x.example|jo@x.example>", "post X is jo@x.example"),
        ("cafe\u0301", "café"),
        ("\ud800 2.3", "2.3"),
        ("\x00", ""),
        ("  ", ""),
    ],
)
def test_typed_text_is_tidied(typed: str, tidied: str) -> None:
    assert tidy(typed) == tidied


@pytest.mark.parametrize("kept", ["2.3 done 🎉", "👩‍⚕️ trained", "مرحبا بكم", "می‌خواهم", "!", "2.3 done?"])
def test_emoji_and_other_scripts_are_kept(kept: str) -> None:
    assert tidy(kept) == kept


@given(st.text(max_size=80))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(max_size=80))
def test_tidied_text_holds_no_control_and_no_turning_characters(text: str) -> None:
    for char in tidy(text):
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")
        assert unicodedata.bidirectional(char) not in ("LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI", "FSI", "PDI")


@pytest.mark.parametrize(
    "words",
    ["Mr Smith is away", "Dr Jones said yes", "see case 2021/14", "a grievance by staff",
     "jo.bloggs@trust.example asked", "Jane Smith agreed", "asked Mary O'Neil", "Director Jane Smith",
     "employee no 12345", "staff number A1234",
     "ESR 20301123", "<@U0AB12> agreed", "my manager shouted at me", "J. Smith"],
)  # fmt: skip
def test_words_that_name_somebody_are_noticed(words: str) -> None:
    assert names_a_person(words)


@pytest.mark.parametrize(
    "words",
    ["panel training booked", "Head of Resourcing agreed", "Cultural Ambassadors trained", "Trust Board in May 2021",
     "Human Resources booked it", "2020/21 budget agreed", "20 of 25 panels, 80%", "Staff Network meeting on Monday",
     "Freedom to Speak Up Guardian told", "Assistant Director of Education", "first cohort 31.03.2026", "",
     "NHS England guidance out", "EDI Steering Group papers", "staff trained"],
)  # fmt: skip
def test_posts_groups_and_dates_are_nobody(words: str) -> None:
    assert not names_a_person(words)


@pytest.mark.parametrize(
    "text",
    ["my manager called me a name", "he keeps calling me that word", "I was passed over for promotion again",
     "someone made racist jokes in theatre", "I am scared to come in", "a patient touched my hair",
     "they think it's funny but I was crying", "our consultant shouts at us every day", "I want to raise a grievance"],
)  # fmt: skip
def test_a_story_is_heard(text: str) -> None:
    assert is_story(text)


@pytest.mark.parametrize(
    "text",
    ["I was told to go back to my own country", "bullied", "racism on ward 6", "I get treated differently",
     "something happened to me", "I want to report an incident", "he grabbed my arm", "I can't take this any more",
     "I was denied leave for Eid", "somebody used a slur", "it happened again today", "I feel like ending it all",
     "microaggressions every day", "I was told my English isn't good enough"],
)  # fmt: skip
def test_a_story_told_in_few_words_is_heard(text: str) -> None:
    assert is_story(text)


@pytest.mark.parametrize(
    "words",
    ["I have been signed off with stress after what my manager said", "being told I am too aggressive for raising it",
     "I was told to go back to my country"],
)  # fmt: skip
def test_a_story_in_the_words_of_an_update_is_noticed(words: str) -> None:
    assert is_story(words, commanded=True)
    assert names_a_person(words)


@pytest.mark.parametrize(
    "words",
    ["my manager has approved it", "I was told by finance that the budget is gone", "we go back to our divisions",
     "bullying and harassment training booked", "anti-racism workshop done"],
)  # fmt: skip
def test_work_against_racism_is_no_story(words: str) -> None:
    assert not is_story(words, commanded=True)


@pytest.mark.parametrize(
    "text", ["my actions", "we booked the training", "thanks", "who is my manager", "what can I do", "show me late"]
)
def test_everyday_talk_is_no_story(text: str) -> None:
    assert not is_story(text)
