"""Owns whether a difference can be told from chance; must not know where counts came from, nor word it."""

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from wres_bot.indicators.compute.catalogue import FEW_CASES

LEVEL = 0.95
SMALL_BASE = 11
"""A rate of fewer people than this says little, whatever it is. (check)"""
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


class Verdict(StrEnum):
    """TOP: the rate on top of the ratio is clearly higher; UNDER: the other one is."""

    TOO_FEW = "too_few"
    NO_CLEAR_DIFFERENCE = "no_clear_difference"
    TOP = "top"
    UNDER = "under"


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


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups' rates side by side. Where there is no ratio there is no interval, but chance can still be asked."""

    ratio: float | None
    interval: Interval | None
    p: float
    verdict: Verdict


def compare_rates(top: Proportion, under: Proportion) -> Comparison | None:
    """None where a group is empty: there is nothing to compare."""
    if min(top.of, under.of) <= 0:
        return None
    chance = fisher_p(top, under)
    interval = ratio_interval(top, under)
    ratio = (top.count * under.of) / (under.count * top.of) if top.count and under.count else None
    return Comparison(ratio, interval, chance, _verdict(top, under, ratio, interval, chance))


def ratio_interval(top: Proportion, under: Proportion) -> Interval | None:
    """The Katz log interval of a relative risk, at 95%; None where either count is 0."""
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
        return Verdict.TOP if ratio > 1 else Verdict.UNDER
    # Nobody in one group gives no ratio and no interval: then the exact test alone says it, unless all is few.
    enough = max(top.count, under.count) >= FEW_CASES and min(top.of, under.of) >= SMALL_BASE
    if interval is None and enough and p < 1 - LEVEL:
        return Verdict.TOP if top.count else Verdict.UNDER
    few = min(top.count, under.count) < FEW_CASES or min(top.of, under.of) < SMALL_BASE
    return Verdict.TOO_FEW if few else Verdict.NO_CLEAR_DIFFERENCE
