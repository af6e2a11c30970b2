"""Holds how pieces are put on messages: Slack's limits on the dot, and what is never parted."""

import pytest

from wres_bot.chat.slack.mrkdwn import MAX_SECTION
from wres_bot.chat.slack.paginate import (
    MAX_BLOCKS,
    MAX_CHARACTERS,
    Piece,
    fits_one_section,
    merge_sections,
    mrkdwn_text,
    paginate,
)

_OVERHEAD = 80  # what a section and its text are counted for, beside the words


def section(words: str, **kept: bool) -> Piece:
    return Piece({"type": "section", "text": mrkdwn_text(words)}, words, **kept)


def sizes(pages: list[list[Piece]]) -> list[int]:
    return [len(page) for page in pages]


@pytest.mark.parametrize(("count", "pages"), [(47, [47]), (48, [48]), (49, [48, 1])])
def test_a_message_has_so_many_blocks_and_not_one_more(count: int, pages: list[int]) -> None:
    assert MAX_BLOCKS == 48  # of fifty, two are kept for the part's number and for more
    assert sizes(paginate([section("x") for _ in range(count)], MAX_CHARACTERS)) == pages


@pytest.mark.parametrize(("more", "pages"), [(-1, [2]), (0, [2]), (1, [1, 1])])
def test_a_message_has_so_many_characters_and_not_one_more(more: int, pages: list[int]) -> None:
    first = section("x" * 100)
    rest = section("x" * (MAX_CHARACTERS - 100 - 2 * _OVERHEAD + more))
    assert sizes(paginate([first, rest], MAX_CHARACTERS)) == pages


@pytest.mark.parametrize(("length", "fits"), [(-1, True), (0, False), (1, False)])
def test_two_paragraphs_share_a_section_that_also_holds_the_line_between(length: int, fits: bool) -> None:
    first, second = section("x" * 1000), section("x" * (MAX_SECTION - 1000 + length))
    assert fits_one_section(first, second) is fits
    assert len(merge_sections([first, second])) == (1 if fits else 2)


def test_an_emoji_counts_as_two() -> None:
    assert fits_one_section(section("x" * 1000), section("\N{GRINNING FACE}" * 999))
    assert not fits_one_section(section("x" * 1000), section("\N{GRINNING FACE}" * 1000))


def test_only_words_are_put_together() -> None:
    actions = Piece({"type": "actions", "elements": []}, "[Done]")
    assert not fits_one_section(section("x"), actions)
    assert not fits_one_section(actions, section("x"))
    assert len(merge_sections([section("x"), actions, section("y")])) == 3


def test_a_heading_goes_on_with_what_it_heads_and_buttons_stay_with_what_they_are_about() -> None:
    few = [section("x") for _ in range(46)]
    headed = [section("Heading", with_next=True), section("text"), section("[Done]", with_last=True)]
    assert sizes(paginate([*few, *headed], MAX_CHARACTERS)) == [46, 3]
    assert sizes(paginate([*few[1:], *headed], MAX_CHARACTERS)) == [48]


def test_what_is_kept_together_and_fits_no_message_is_parted_all_the_same() -> None:
    many = [section("x", with_next=True) for _ in range(60)]
    assert sizes(paginate(many, MAX_CHARACTERS)) == [48, 12]
