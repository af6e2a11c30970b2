"""Owns whether a figure has changed since the one before, or chance alone could have moved it. Words nothing.

Of ratios: the difference of their logarithms over its standard error (Katz). Of percentages: first whether anything has
moved in either group (the squares of both differences over their standard errors, chi-squared with two degrees of
freedom), and only then in which group, and whether the gap has (the difference of the differences). So a figure that
has not changed gets a word of change at most one time in twenty, however many words there are to choose from.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import Literal

from wres_bot.indicators.compute.catalogue import FEW_CASES, Indicator
from wres_bot.indicators.compute.figures import Figure
from wres_bot.indicators.compute.significance import LEVEL, SMALL_BASE, Proportion
from wres_bot.indicators.release.windows import LENGTH, window_end

Pair = tuple[Proportion, Proportion]
"""The group on top of the ratio, and the other."""
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
_EITHER = -2 * math.log(1 - LEVEL)
"""What chi-squared with two degrees of freedom exceeds one time in twenty."""
Direction = Literal["better", "worse"]


class ChangeResult(StrEnum):
    """UNTESTED: the counts are not known, or not to be told. OVERLAPPING: both are of some of the same months."""

    CLEAR = "clear"
    NO_CLEAR_CHANGE = "no_clear_change"
    TOO_FEW = "too_few"
    UNTESTED = "untested"
    OVERLAPPING = "overlapping"


@dataclass(frozen=True, slots=True)
class Change:
    """What a test of change supports: of a ratio, `ratio`; of percentages the groups it is better or worse for, and the
    gap between them. All of them are None where it supports none."""

    result: ChangeResult
    ratio: Literal["closer", "further"] | None = None
    focus: Direction | None = None
    other: Direction | None = None
    gap: Literal["wider", "narrower"] | None = None


def find_change(figure: Figure, now: Pair | None, before: Pair | None) -> Change | None:
    """None where there is nothing before to compare with: the first figure, or the first after a break in series."""
    if figure.broken or not figure.before or not figure.now or figure.indicator.shape == "disparity":
        return None
    if _overlap(figure):
        return Change(ChangeResult.OVERLAPPING)
    if now is None or before is None:
        return Change(ChangeResult.UNTESTED)
    if figure.indicator.shape == "survey":
        return change_of_percentages(figure.indicator, now, before)
    return change_of_ratio(now, before)


def _overlap(figure: Figure) -> bool:
    if not figure.period or figure.indicator.inputs.yearly or figure.indicator.shape != "ratio":
        return False
    end, earlier = window_end(figure.period), window_end(figure.before_period)
    return end is not None and earlier is not None and end - earlier < LENGTH


def change_of_ratio(now: Pair, before: Pair) -> Change:
    parts = (*now, *before)
    if min(part.count for part in parts) < FEW_CASES or min(part.of for part in parts) < SMALL_BASE:
        return Change(ChangeResult.TOO_FEW)
    far, was = _log_ratio(now), _log_ratio(before)
    spread = math.sqrt(sum(1 / part.count - 1 / part.of for part in parts))
    if not spread or abs(far - was) / spread <= _Z:
        return Change(ChangeResult.NO_CLEAR_CHANGE)
    return Change(ChangeResult.CLEAR, ratio="closer" if abs(far) < abs(was) else "further")


def _log_ratio(pair: Pair) -> float:
    return math.log(pair[0].count / pair[0].of) - math.log(pair[1].count / pair[1].of)


def change_of_percentages(indicator: Indicator, now: Pair, before: Pair) -> Change:
    if min(part.of for part in (*now, *before)) < SMALL_BASE:
        return Change(ChangeResult.TOO_FEW)
    top, under = (_steps(new, old) for new, old in zip(now, before, strict=True))
    if top**2 + under**2 <= _EITHER:
        return Change(ChangeResult.NO_CLEAR_CHANGE)
    by_group = {indicator.inputs.top: _direction(indicator, top), indicator.inputs.under: _direction(indicator, under)}
    found = Change(ChangeResult.CLEAR, None, by_group[indicator.focus], by_group[indicator.other], _gap(now, before))
    return found if found.focus or found.other or found.gap else Change(ChangeResult.NO_CLEAR_CHANGE)


def _steps(new: Proportion, old: Proportion) -> float:
    """How many standard errors a percentage has moved."""
    rate = (new.count + old.count) / (new.of + old.of)
    spread = math.sqrt(rate * (1 - rate) * (1 / new.of + 1 / old.of))
    return (new.count / new.of - old.count / old.of) / spread if spread else 0.0


def _direction(indicator: Indicator, steps: float) -> Direction | None:
    if abs(steps) <= _Z:
        return None
    return "better" if (steps > 0) == (indicator.better == "higher") else "worse"


def _gap(now: Pair, before: Pair) -> Literal["wider", "narrower"] | None:
    rates = [part.count / part.of for part in (*now, *before)]
    spread = math.sqrt(sum(r * (1 - r) / part.of for r, part in zip(rates, (*now, *before), strict=True)))
    apart, was = rates[0] - rates[1], rates[2] - rates[3]
    # Where it has turned round, it is said for whom it is better and worse.
    if not spread or abs(apart - was) / spread <= _Z or apart * was < 0:
        return None
    return "wider" if abs(apart) > abs(was) else "narrower"
