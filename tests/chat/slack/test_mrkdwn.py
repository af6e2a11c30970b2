"""Holds Slack's markup at its limits: a section, a bold run, an address, a word too long for any line."""

import pytest

from wres_bot.chat.slack.mrkdwn import MAX_SECTION, count_characters, escape, render_line, split_line
from wres_bot.domain.cards import Bold, Link, Mention


@pytest.mark.parametrize(("length", "pieces"), [(2999, 1), (3000, 1), (3001, 2)])
def test_a_section_holds_three_thousand_characters(length: int, pieces: int) -> None:
    assert MAX_SECTION == 3000
    chunks = split_line((("word " * 700)[: length - 1] + "x",))
    assert len(chunks) == pieces
    assert all(count_characters(chunk.markup) <= 3000 for chunk in chunks)


@pytest.mark.parametrize(("length", "bold"), [(699, True), (700, True), (701, False)])
def test_a_bold_run_is_so_long_and_plain_beyond(length: int, bold: bool) -> None:
    assert render_line((Bold("x" * length),)).startswith("*") is bold


@pytest.mark.parametrize(("length", "linked"), [(1199, True), (1200, True), (1201, False)])
def test_an_address_is_so_long_and_words_beyond(length: int, linked: bool) -> None:
    url = ("https://e.example/" + "x" * 1300)[:length]
    assert render_line((Link("here", url),)).startswith("<https") is linked


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [("a & b", "a &amp; b"), ("<!here>", "&lt;!here&gt;"), ("@here", "@\u2060here"), ("me@x.example", "me@x.example")],
)
def test_words_are_words(typed: str, escaped: str) -> None:
    assert escape(typed) == escaped


@pytest.mark.parametrize("external", ["U12", "W12"])
def test_a_mention_is_of_a_person_of_slacks(external: str) -> None:
    assert render_line((Mention("Ann", external),)) == f"<@{external}>"


@pytest.mark.parametrize("external", ["U1", "B12", "u12", "!here"])
def test_a_mention_of_anything_else_is_a_name(external: str) -> None:
    assert render_line((Mention("Ann", external),)) == "Ann"


def test_words_with_a_star_in_them_are_not_put_between_stars() -> None:
    assert render_line((Bold("a*b"),)) == "a*b"
    assert render_line((Bold("  "),)) == "  "
