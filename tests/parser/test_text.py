"""How typed text is tidied before anything is read in it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
