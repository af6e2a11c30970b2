"""How an action is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.domain.refs import (
    ActionRef,
    find_refs,
    match_ref,
    match_refs,
    match_refs_before_words,
    normalise_ref,
    parse_ref,
)

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


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("WE 3", "WE3"),
        ("WE 3 is done", "WE3"),
        ("WE 3 IS DONE", None),  # everything is in capitals, so these say nothing
        ("SAY WE 3", None),
        ("we 3", None),
        ("I 3", None),  # one letter is never enough
        ("WE3", "WE3"),
        ("we3", "WE3"),
    ],
)
def test_a_plain_word_in_capitals_may_be_a_ref(text: str, ref: str | None) -> None:
    at = text.casefold().index("we") if "SAY" in text else 0
    found = match_ref(text.lower(), text, at)
    assert (found.ref if found else None) == (ActionRef(ref) if ref else None)


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("2.3", ["2.3"]),
        ("2.3 and 2.4", ["2.3", "2.4"]),
        ("2.3, 2.4 & DR6", ["2.3", "2.4", "DR6"]),
        ("2.3 2.4", ["2.3", "2.4"]),
        ("2.3, 4", ["2.3"]),  # four what?
        ("2.3, 2.4, 4", ["2.3", "2.4"]),
    ],
)
def test_a_run_of_refs_ends_where_words_begin(text: str, refs: list[str]) -> None:
    words = f"{text} people trained"
    found, end = match_refs(words.lower(), words, 0, goes_on=lambda at: words[at:].strip().startswith("done"))
    assert [each.ref for each in found] == [ActionRef(ref) for ref in refs]
    assert end == found[-1].end


def test_a_number_alone_belongs_to_the_run_where_what_follows_can_follow_a_ref() -> None:
    found, _ = match_refs("2.3, 4 done", "2.3, 4 done", 0, goes_on=lambda at: True)
    assert [str(each.ref) for each in found] == ["2.3", "4"]
    assert [each.bare for each in found] == [False, True]


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("2.3 training booked", ["2.3"]),
        ("2.3 and 2.4 training booked", ["2.3", "2.4"]),
        ("2.3, 2.4 training booked", ["2.3", "2.4"]),
        ("2.3 2.4 training booked", ["2.3"]),  # not plainly joined
        ("2.3 and 4 people trained", ["2.3"]),  # a number alone is no ref here
    ],
)
def test_the_refs_before_free_words(text: str, refs: list[str]) -> None:
    found, _ = match_refs_before_words(text, text, 0)
    assert [str(each.ref) for each in found] == refs


def test_before_a_date_only_and_joins_refs() -> None:
    assert [str(each.ref) for each in match_refs_before_words("2.3, 2.4", "2.3, 2.4", 0, dated=True)[0]] == ["2.3"]
    both, _ = match_refs_before_words("2.3 and 2.4", "2.3 and 2.4", 0, dated=True)
    assert [str(each.ref) for each in both] == ["2.3", "2.4"]


def test_one_ref_has_one_key_and_one_hash() -> None:
    assert {ActionRef("2.iii"), ActionRef("2 III"), ActionRef("2iii")} == {ActionRef("2iii")}
    assert ActionRef("2iii", "esneft-2020-21") != ActionRef("2iii")
    assert ActionRef("2.3") != "2.3"
    assert normalise_ref("DR-6.") == normalise_ref("dr 6") == "dr6"
    assert str(ActionRef("2.3", "esneft-2020-21")) == "esneft-2020-21:2.3"
