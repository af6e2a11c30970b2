"""Owns where an indicator stands: against last year, the nation, peers, its range, chance and targets. Words nothing.

A break in series is not crossed, and what rests on counts nobody gave us is left open.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, Protocol

from wres_bot.domain.measures import MeasureId
from wres_bot.domain.pay_bands import parse_band
from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.compute.figures import Figure, Number, Side, StoredTarget, is_known_by
from wres_bot.indicators.compute.formulas import half_up
from wres_bot.indicators.compute.significance import Comparison, Proportion, Verdict, compare_rates
from wres_bot.indicators.release.change import Change, ChangeResult, find_change
from wres_bot.indicators.release.contributing_counts import Key, ValueWithCounts

_ROUNDED = 0.051
"""A percentage to one decimal is at most this far from its counts."""
Position = Literal["better", "worse", "the same"]
CLEAR = (Verdict.TOP, Verdict.UNDER)


class ValueWithPeer(ValueWithCounts, Protocol):
    @property
    def peer(self) -> float | None: ...


class LinkedAction(Protocol):
    @property
    def indicators(self) -> Sequence[str]: ...
    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LinkedActions:
    """The actions linked to an indicator that were not cancelled; late ones are open too."""

    done: int
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Benchmarked:
    """One indicator's latest figure beside everything it may honestly be held against.

    `counts`: how many of how many, of the group on top of the ratio and of the other, where they may be told.
    """

    figure: Figure
    side: Side | None
    chance: Comparison | None
    change: Change | None
    nation: Position | None
    peers: Position | None
    peer: Decimal | None
    linked_actions: LinkedActions
    counts: tuple[Proportion, Proportion] | None = None
    counts_before: tuple[Proportion, Proportion] | None = None

    @property
    def delivered_and_no_nearer(self) -> bool:
        """Every linked action is done, and nothing supports that the figure is better."""
        if not self.linked_actions.done or self.linked_actions.open or self.change is None:
            return False
        if self.change.result is ChangeResult.UNTESTED:
            return self.figure.moved(self.figure.lead) in ("same", "worse")
        return (
            self.change.result is ChangeResult.NO_CLEAR_CHANGE
            or self.change.ratio == "further"
            or (self.change.focus == "worse")
        )


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A target number of people in one band: how many there are, and how many are missing.

    `share`: the target is a share of all who work in the band, so that it tells how many those are.
    """

    band: str
    target: int
    now: int
    by: str
    as_of: str
    share: bool = False

    @property
    def short(self) -> int:
        return max(0, self.target - self.now)


def benchmark(
    figure: Figure,
    parts: Callable[[Key], Mapping[str, Proportion] | None],
    peer: Decimal | None,
    linked: Iterable[LinkedAction],
    low: float,
    high: float,
    late: Callable[[Any], bool] = lambda _: False,
) -> Benchmarked:
    """`parts`: the counts that may be told. Of a figure that is kept back nothing is compared but the actions."""
    lead = figure.now.get(figure.lead)
    before = figure.before_key
    proportions = parts(figure.key) or {}
    counts = counts_behind(figure.indicator, figure.now, proportions) or (
        counts_without_ratio(figure, proportions) if figure.missing else None
    )
    counts_before = counts_behind(figure.indicator, figure.before, parts(before) or {}) if before else None
    chance = compare_rates(*counts) if counts else None
    if chance and chance.verdict is Verdict.TOO_FEW and figure.indicator.shape == "ratio":
        figure = replace(figure, few=True)
    nation = figure.national
    return Benchmarked(
        figure,
        figure.side(low, high) if figure.indicator.shape == "ratio" else None,
        chance,
        find_change(figure, counts, counts_before),
        position_against(figure.indicator, lead.value, nation.value) if lead and nation else None,
        position_against(figure.indicator, lead.value, peer) if lead and peer is not None else None,
        peer if lead else None,
        count_linked_actions(figure.indicator.code, linked, late),
        counts,
        counts_before,
    )


def counts_behind(
    indicator: Indicator, shown: Mapping[str, Number], parts: Mapping[str, Proportion]
) -> tuple[Proportion, Proportion] | None:
    """The counts behind what is shown, the group on top of the ratio first; None where they give another figure."""
    top, under = parts.get(indicator.inputs.top), parts.get(indicator.inputs.under)
    if top is None or under is None or indicator.shape not in ("ratio", "survey") or not (top.of and under.of):
        return None
    if ratio := shown.get("ratio"):
        whole = top.of * under.count
        fits = whole > 0 and half_up(Fraction(top.count * under.of, whole), 2) == Decimal(ratio.shown)
    else:
        fits = all(
            g in shown and abs(100 * part.count / part.of - float(shown[g].value)) <= _ROUNDED
            for g, part in ((indicator.inputs.top, top), (indicator.inputs.under, under))
        )
    return (top, under) if fits else None


def counts_without_ratio(figure: Figure, parts: Mapping[str, Proportion]) -> tuple[Proportion, Proportion] | None:
    """The counts behind a ratio that there is none of, because nobody of one group is counted: chance can be asked."""
    top, under = parts.get(figure.indicator.inputs.top), parts.get(figure.indicator.inputs.under)
    if figure.indicator.shape != "ratio" or top is None or under is None or not (top.of and under.of):
        return None
    return None if top.count and under.count else (top, under)


def position_against(indicator: Indicator, value: Decimal, other: Decimal) -> Position | None:
    """For a ratio nearer to 1 is better; None where more is not better and less is not either."""
    if value == other:
        return "the same"
    if indicator.better == "equal":
        if value <= 0 or other <= 0:
            return None
        # As far from equal on either side: 0.8 and 1.25 are the same ratio seen from each group.
        far, other_far = (max(Fraction(v), 1 / Fraction(v)) for v in (value, other))
        return "the same" if far == other_far else "better" if far < other_far else "worse"
    if indicator.better == "even" and indicator.shape != "board":
        return None
    return "better" if (value < other) == (indicator.better == "lower") else "worse"


def find_peer(values: Sequence[ValueWithPeer], figure: Figure) -> Decimal | None:
    """What similar trusts had in the same year, where the trust's report says so."""
    if figure.period:
        return None
    key = (figure.indicator.standard, figure.indicator.code, str(figure.year), figure.lead)
    mine = [v for v in values if (v.standard, v.code, v.period, v.group) == key]
    return next((Decimal(repr(v.peer)) for v in mine if v.peer is not None), None)


def count_linked_actions(code: str, actions: Iterable[LinkedAction], late: Callable[[Any], bool]) -> LinkedActions:
    mine = [a for a in actions if code in a.indicators and a.status != "cancelled"]
    left = [a for a in mine if a.status != "done"]
    return LinkedActions(len(mine) - len(left), len(left), sum(late(a) for a in left))


def find_shortfalls(targets: Sequence[StoredTarget], values: Sequence[ValueWithCounts], day: date) -> list[Shortfall]:
    """Trajectories of people in a band: a number to reach, or a share of the band's total. Each band once.

    Held against the newest counts that were known on that day.
    """
    values = [v for v in values if _headcount(v) and is_known_by(int(v.period), day)]
    latest = max((v.period for v in values), default="")
    heads: dict[str, dict[str, int]] = {}
    for v in values:
        if v.period == latest and v.value is not None:
            heads.setdefault(v.breakdown, {})[v.group] = int(v.value)
    share = next((t.value for t in targets if t.unit == "%" and "aspirational" in t.text and t.value), None)
    shortfalls: dict[str, Shortfall] = {}
    for t in targets:
        band = parse_band(t.scope or "")
        if t.value is None or t.unit != "people" or not band or band in shortfalls:
            continue
        people = heads.get(band, {})
        if "aspirational" in t.text and share is not None and "overall" in people:
            aim = int(half_up(Fraction(repr(share)) * people["overall"] / 100, 0))
            shortfalls[band] = Shortfall(band, aim, people.get("bme", 0), t.by or "", latest, share=True)
        elif t.op == "at least" and re.search(r"\bin post\b", t.text):
            now = people.get("bme", None if t.baseline is None else int(t.baseline))
            if now is not None:
                shortfalls[band] = Shortfall(
                    band, int(t.value), now, t.by or "", latest if people else t.baseline_date or ""
                )
    return list(shortfalls.values())


def _headcount(v: ValueWithCounts) -> bool:
    return (
        (v.standard, v.code) == ("WRES", "1")
        and v.measure_id is MeasureId.HEADCOUNT
        and v.period.isdigit()
        and v.basis in ("published", "computed")
    )
