"""Owns what can be worked out backwards: counts from a percentage or a ratio beside the numbers of people it is of.

Pure, and must not know audiences or where a number came from.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

SMALL = (1, 2, 3, 4)
BOARD_SIZES = range(8, 21)
"""How many sit on a trust's board, where nobody has said."""


def implied_counts(per_cent: float, base: int, decimals: int = 1) -> tuple[int, ...]:
    """The numbers of people a published percentage may stand for: over a small base mostly just one."""
    half = 0.5 * 10**-decimals
    lowest = max(0, int((per_cent - half) * base / 100) - 1)
    highest = min(base, int((per_cent + half) * base / 100) + 1)
    return tuple(n for n in range(lowest, highest + 1) if abs(100 * n / base - per_cent) <= half + 1e-9)


def is_narrowing(ratio: float, top_of: int, under_of: int) -> bool:
    """Does a ratio tell, beside how many there are of each group, which number under five somebody may be one of?

    It does unless, of each count behind it (who did and who did not, of either group), either none of 1 to 4 could have
    given that ratio or all of them could. However the report rounded: to two decimals, or to those it shows.
    """
    shown = Fraction(repr(ratio))
    return any(_narrows(shown, places, top_of, under_of) for places in _roundings(shown))


def _roundings(shown: Fraction) -> Iterable[int]:
    yield 2
    if shown * 10 == round(shown * 10):
        yield 1


def _narrows(shown: Fraction, places: int, top_of: int, under_of: int) -> bool:
    half = Fraction(5, 10 ** (places + 1))
    low, high = max(shown - half, Fraction(0)), shown + half
    for complement in (False, True):
        for of, other, least, most in (
            (top_of, under_of, low, high),
            (under_of, top_of, 1 / high, 1 / low if low else None),
        ):
            possible = [
                n for n in SMALL if n <= of and _has_partner(of - n if complement else n, of, other, least, most)
            ]
            if possible and len(possible) < min(len(SMALL), of):
                return True
    return False


def _has_partner(count: int, of: int, other: int, low: Fraction, high: Fraction | None) -> bool:
    """Is there a count of the other group with which this one's rate, over the other's, is from `low` to `high`?"""
    if not count:
        return False
    rate = Fraction(count, of)
    least = 1 if high is None else max(1, ceil(other * rate / high))
    most = other if not low else min(other, floor(other * rate / low))
    return least <= most
