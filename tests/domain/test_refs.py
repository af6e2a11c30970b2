"""How an action is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.domain.refs import ActionRef, find_refs, match_ref, normalise_ref, parse_ref

PUBLISHED = ["1.1", "2.3", "5.10", "1.1b", "2.4e", "2i", "2ii", "2iv", "2viii", "2ix", "2x", "3", "7", "DR1", "ARC13",
             "ERL3", "CDP8", "WE9"]  # fmt: skip


@pytest.mark.parametrize("ref", PUBLISHED)
def test_every_published_kind_of_ref_is_read(ref: str) -> None:
    assert parse_ref(ref) == ActionRef(ref)
    found = match_ref(ref.lower(), ref, 0)
    assert found is not None
    assert (found.ref, found.end) == (ActionRef(ref), len(ref))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2.iii", "2iii"), ("2 iii", "2iii"), ("#2.3", "2.3"), ("action 2.3", "2.3"), ("Action #2.3.", "2.3"),
     ("(2.3)", "2.3"), ("dr 6", "DR6"), ("DR-6", "DR6"), ("1.1.b", "1.1b"), ("1.1B", "1.1b")],
)  # fmt: skip
def test_spellings_of_one_ref_are_equal(typed: str, meant: str) -> None:
    read = parse_ref(typed)
    assert read == ActionRef(meant)
    assert read.key == normalise_ref(meant)
    found = match_ref(typed.lower(), typed, 0)
    assert found is not None
    assert found.ref == ActionRef(meant)
    assert hash(found.ref) == hash(ActionRef(meant))


def test_the_full_form_names_its_plan() -> None:
    assert parse_ref("ESNEFT-2020-21:2.3") == ActionRef("2.3", "esneft-2020-21")
    assert str(ActionRef("2.3", "esneft-2020-21")) == "esneft-2020-21:2.3"
    assert ActionRef("2.3", "esneft-2020-21") != ActionRef("2.3")


@pytest.mark.parametrize("text", ["", "done", "2.3%", "31.03.2026", "2021", "2.3.4.5", "a:2.3", "٢.٣", "2.3 done"])
def test_what_is_no_ref_is_not_read(text: str) -> None:
    assert parse_ref(text) is None


@pytest.mark.parametrize(
    "text", ["band 8a", "31.03.26", "80%", "2021/14", "q3", "may21", "by 30 April", "page 2", "we 3 people", "2-day"]
)
def test_numbers_in_running_text_are_no_refs(text: str) -> None:
    assert match_ref(text, text, 0) is None


def test_refs_are_found_inside_a_sentence() -> None:
    text = "I think 2.3 and DR6 are like esneft-2020-21:1.1, for 4 people at £2.5"
    assert find_refs(text.lower(), text) == (ActionRef("2.3"), ActionRef("DR6"), ActionRef("1.1", "esneft-2020-21"))


@given(st.text(max_size=40))
def test_reading_a_ref_never_raises(text: str) -> None:
    read = parse_ref(text)
    if read is not None:
        assert parse_ref(str(read)) == read
