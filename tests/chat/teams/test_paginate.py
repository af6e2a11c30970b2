"""Holds how pieces are put on messages of Teams: 28 KB on the dot, and what is never parted."""

import pytest

from wres_bot.chat.teams.paginate import MAX_MESSAGE, Piece, paginate

BUDGET = MAX_MESSAGE - 1_500  # what every message has beside its pieces


def piece(cost: int, *, with_next: bool = False, with_last: bool = False) -> Piece:
    """One that is counted for so many bytes."""
    made = Piece(["x"], "", with_next, with_last)  # type: ignore[list-item]
    made.elements = ["x" * (cost - made.cost + 1)]  # type: ignore[list-item]
    assert made.cost == cost
    return made


def sizes(pages: list[list[Piece]]) -> list[int]:
    return [len(page) for page in pages]


@pytest.mark.parametrize(("more", "pages"), [(-1, [2]), (0, [2]), (1, [1, 1])])
def test_a_message_is_so_large_and_not_a_byte_more(more: int, pages: list[int]) -> None:
    assert MAX_MESSAGE == 28_000
    assert sizes(paginate([piece(1000), piece(BUDGET - 1000 + more)])) == pages


@pytest.mark.parametrize(("more", "pages"), [(0, [3, 1]), (1, [2, 2])])
def test_the_last_of_a_full_message_still_fits_it(more: int, pages: list[int]) -> None:
    third = BUDGET - 2000 + more
    assert sizes(paginate([piece(1000), piece(1000), piece(third), piece(500)])) == pages


def test_a_heading_goes_on_with_what_it_heads_and_buttons_stay_with_what_they_are_about() -> None:
    first = piece(BUDGET - 100)
    rest = [piece(50, with_next=True), piece(50), piece(50, with_last=True)]
    assert sizes(paginate([first, *rest])) == [1, 3]


def test_what_is_kept_together_and_fits_no_message_is_parted_all_the_same() -> None:
    half = BUDGET // 2 + 1
    assert sizes(paginate([piece(half, with_next=True), piece(half, with_next=True), piece(half)])) == [1, 1, 1]


def test_words_are_counted_twice_more_and_mentions_once() -> None:
    plain, said = Piece([], ""), Piece([], "x" * 10)
    assert said.cost - plain.cost == 2 * 10
    assert Piece([], "", mentions=[{"a": "b"}]).cost - plain.cost == len('{"a": "b"}')
