"""Owns how large a difference is, from counts that may be told: what it would have taken, what could be seen at all.

Computes a measure of size, looking back; must not set a target, word anything, or get a count that is kept back.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

from wres_bot.indicators.compute.significance import LEVEL, Interval, Proportion, ratio_interval

_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
YEARS = (1, 5)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many of a group would have been appointed, where the ratio would be the bound of the range, or equal: the
    number in all, and where the ratio would then likely lie."""

    count: int
    ratio: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class WhatItTakes:
    """Appointments of the group with the lower rate. `added` to those made; or `instead`, in place of others'. Each to
    inside the range, and to equal."""

    made: Proportion
    inside_added: Taken
    equal_added: Taken
    inside_instead: Taken
    equal_instead: Taken


def find_what_it_takes(top: Proportion, under: Proportion, high: float) -> WhatItTakes | None:
    """None where the group on top is not above the range, so that nothing is missing, or a count is nobody's.

    Args:
        top: the group on top of the ratio, appointed of shortlisted.
        high: the upper bound of the range.
    """
    if not top.count or not under.count or _ratio(top, under) <= high:
        return None
    found = [_reach(top, under, bound, instead=instead) for instead in (False, True) for bound in (high, 1.0)]
    inside_added, equal_added, inside_instead, equal_instead = found
    if not (inside_added and equal_added and inside_instead and equal_instead):
        return None
    return WhatItTakes(under, inside_added, equal_added, inside_instead, equal_instead)


def _reach(top: Proportion, under: Proportion, bound: float, *, instead: bool) -> Taken | None:
    for more in range(1, under.of - under.count + 1):
        then = Proportion(under.count + more, under.of)
        other = Proportion(top.count - more, top.of) if instead else top
        if other.count <= 0:
            return None
        if _ratio(other, then) <= bound + 1e-12:
            interval = ratio_interval(other, then)
            return Taken(then.count, _ratio(other, then), interval) if interval else None
    return None


def _ratio(top: Proportion, under: Proportion) -> float:
    return top.count * under.of / (top.of * under.count)


@dataclass(frozen=True, slots=True)
class Seen:
    """How likely a true doubling would be to show, from the least to the most, over what is not known."""

    years: int
    low: float
    high: float


def find_what_could_be_seen(top: Proportion, under: Proportion) -> tuple[Seen, ...]:
    """Of a true doubling of one group's rate over the other's, with these numbers of people, within one year and five.

    The true rate is not known: the range is over where the rate of all people counted together likely lies (Wilson),
    and over which of the two groups has the doubled rate. Power of the two-sided test of the logarithm of the relative
    risk at 5% (normal approximation, Katz variance under the alternative).
    """
    rates = _wilson(top.count + under.count, top.of + under.of)
    powers = {
        years: [_power(rate, years * first, years * second)
                for rate in rates for first, second in ((top.of, under.of), (under.of, top.of))]
        for years in YEARS
    }  # fmt: skip
    return tuple(Seen(years, min(found), max(found)) for years, found in powers.items())


def _wilson(count: int, of: int) -> tuple[float, float]:
    rate, z2 = count / of, _Z**2 / of
    middle, spread = rate + z2 / 2, _Z * math.sqrt(rate * (1 - rate) / of + z2 / (4 * of))
    return (middle - spread) / (1 + z2), (middle + spread) / (1 + z2)


def _power(overall: float, doubled_of: int, other_of: int) -> float:
    """`overall`: the rate of all together, of which the doubled group has twice the other's."""
    base = overall * (doubled_of + other_of) / (2 * doubled_of + other_of)
    if base <= 0 or 2 * base >= 1:
        return 0.0 if base <= 0 else 1.0
    spread = math.sqrt((1 - 2 * base) / (2 * base * doubled_of) + (1 - base) / (base * other_of))
    return NormalDist().cdf(math.log(2) / spread - _Z)
