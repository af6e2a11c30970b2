"""Owns whether a difference can be told from chance, and the words for it; must not know where counts came from."""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import NormalDist
from typing import Literal

from wres_bot.indicators.compute.catalogue import FEW_CASES

LEVEL = 0.95
SMALL_BASE = 11
"""A rate of fewer people than this says little, whatever it is. (check)"""
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)

Verdict = Literal["too few to say", "no clear difference", "top", "under"]


@dataclass(frozen=True, slots=True)
class Proportion:
    """How many of a group, out of how many."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the ratio may well lie: 95 times of 100 such an interval holds it."""

    low: float
    high: float

    def words(self) -> str:
        return f"{round_ratio(self.low)} to {round_ratio(self.high)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups' rates side by side. Where there is no ratio there is no interval, but chance can still be asked."""

    ratio: float | None
    interval: Interval | None
    p: float
    verdict: Verdict

    def words(self) -> str:
        """ "1.30 (1.03 to 1.64)"; nothing where nobody in one group leaves no ratio."""
        if self.ratio is None or self.interval is None:
            return ""
        return f"{round_ratio(self.ratio)} ({self.interval.words()})"


def compare_rates(top: Proportion, under: Proportion) -> Comparison | None:
    """None where a group is empty: there is nothing to compare."""
    if min(top.of, under.of) <= 0:
        return None
    chance = fisher_p(top, under)
    interval = ratio_interval(top, under)
    ratio = (top.count * under.of) / (under.count * top.of) if top.count and under.count else None
    return Comparison(ratio, interval, chance, _verdict(top, under, ratio, interval, chance))


def ratio_interval(top: Proportion, under: Proportion) -> Interval | None:
    """The interval of a relative risk, on its logarithm; None where either count is 0."""
    if not top.count or not under.count:
        return None
    spread = _Z * math.sqrt(1 / top.count - 1 / top.of + 1 / under.count - 1 / under.of)
    middle = math.log(top.count / top.of) - math.log(under.count / under.of)
    return Interval(math.exp(middle - spread), math.exp(middle + spread))


def import_ahead() -> None:
    """Imports ahead what the first verdict needs: in a thread of its own, and not while somebody waits or writes."""
    fisher_p(Proportion(1, 2), Proportion(1, 2))


def fisher_p(top: Proportion, under: Proportion) -> float:
    """Fisher's exact test, two-sided."""
    # Slow to import, and a process that only answers chat may never be asked for a verdict.
    from numpy import array
    from scipy.stats import fisher_exact

    table = array([[top.count, top.of - top.count], [under.count, under.of - under.count]])
    return float(fisher_exact(table).pvalue)


def _verdict(top: Proportion, under: Proportion, ratio: float | None, interval: Interval | None, p: float) -> Verdict:
    # A difference is clear when the interval and the exact test both say so; where they disagree it is not.
    if ratio is not None and interval is not None and p < 1 - LEVEL and not interval.low <= 1 <= interval.high:
        return "top" if ratio > 1 else "under"
    # Nobody in one group gives no ratio and no interval: then the exact test alone says it, unless all is few.
    enough = max(top.count, under.count) >= FEW_CASES and min(top.of, under.of) >= SMALL_BASE
    if interval is None and enough and p < 1 - LEVEL:
        return "top" if top.count else "under"
    few = min(top.count, under.count) < FEW_CASES or min(top.of, under.of) < SMALL_BASE
    return "too few to say" if few else "no clear difference"


def verdict_words(found: Comparison, top: str) -> str:
    """ "white applicants more likely: 1.30 (1.03 to 1.64)"; `top` names the people of the rate on top.

    It is always said of those, so that the words and the number agree: below 1 they are less likely.
    """
    if found.verdict in ("too few to say", "no clear difference"):
        return found.verdict
    said = f"{top} {'more' if found.verdict == 'top' else 'less'} likely"
    return f"{said}: {figures}" if (figures := found.words()) else said


def round_ratio(value: float) -> str:
    """Two decimals, half up; one from 10 on, where the second says nothing."""
    places = Decimal("0.1") if value >= 10 else Decimal("0.01")
    return str(Decimal(repr(value)).quantize(places, ROUND_HALF_UP))
