"""Owns what published values say: the latest, the one before, which way it moved, for whom; must not word a card."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Protocol

from wres_bot.domain.dates import Quarter, parse_quarter
from wres_bot.domain.measures import MeasureId, NoValue
from wres_bot.indicators.compute.catalogue import FEW_CASES, FIGURES_KNOWN, OF_STANDARD, Indicator, SeriesBreak
from wres_bot.indicators.compute.significance import Interval
from wres_bot.indicators.dimensions import is_whole

Moved = Literal["better", "worse", "same"]
Side = Literal["inside", "above", "below"]


class StoredValue(Protocol):
    """What is needed of a stored snapshot."""

    @property
    def standard(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def breakdown(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def value(self) -> float | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def national(self) -> float | None: ...
    @property
    def published_text(self) -> str | None: ...
    @property
    def measure_id(self) -> MeasureId | None: ...
    @property
    def no_value(self) -> NoValue | None: ...


class StoredTarget(Protocol):
    """What is needed of a stored target."""

    @property
    def text(self) -> str: ...
    @property
    def op(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def scope(self) -> str | None: ...
    @property
    def by(self) -> str | None: ...
    @property
    def baseline(self) -> float | None: ...
    @property
    def baseline_date(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Number:
    """One value as it should be shown."""

    value: Decimal
    shown: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The latest value of one indicator and the one before. `now` and `before` are by group, such as "ratio" or "bme".

    `few`: it rests on too few cases to say. `counted`: the counts behind it are known to us. `broken`: why it cannot
    be compared with the year before. `withheld`: its counts are too small to show; `source` may have published it.
    `period` and `before_period` are names of quarters, where it was computed for one. `missing`: why there is none,
    where the newest has no value but a reason; an older one does not stand in for it. `waits`: it is withheld because
    its own counts say otherwise and no lead has decided. `as_printed`: a lead has decided to tell it as it is printed.
    """

    indicator: Indicator
    year: int
    now: Mapping[str, Number]
    before_year: int | None
    before: Mapping[str, Number]
    national: Number | None = None
    few: bool = False
    counted: bool = False
    broken: SeriesBreak | None = None
    withheld: bool = False
    source: str = ""
    period: str = ""
    before_period: str = ""
    missing: NoValue | None = None
    waits: bool = False
    as_printed: bool = False

    @property
    def key(self) -> tuple[str, int | str]:
        return self.indicator.code, self.period or self.year

    @property
    def before_key(self) -> tuple[str, int | str] | None:
        before = self.before_period or self.before_year
        return None if before is None else (self.indicator.code, before)

    @property
    def ratio(self) -> Number | None:
        return self.now.get("ratio")

    def moved(self, group: str) -> Moved | None:
        """Better or worse than the year before for one group; None where that cannot be said."""
        now, before = self.now.get(group), self.before.get(group)
        if now is None or before is None or self.few:
            return None
        if now.value == before.value:
            return "same"
        if self.indicator.better == "equal":
            return "better" if _distance(now.value) < _distance(before.value) else "worse"
        if self.indicator.better == "even":
            return None
        return "better" if (now.value > before.value) == (self.indicator.better == "higher") else "worse"

    @property
    def lead(self) -> str:
        """The group whose value is led with: the ratio, or whom the standard is about."""
        return "ratio" if self.ratio else self.indicator.focus

    @property
    def gap(self) -> Decimal | None:
        """Percentage points between the groups."""
        return _gap(self.indicator, self.now)

    @property
    def gap_before(self) -> Decimal | None:
        return _gap(self.indicator, self.before)

    def side(self, low: float, high: float) -> Side | None:
        """Where a ratio lies against the range; both ends belong to it."""
        if self.ratio is None:
            return None
        if self.ratio.value < Decimal(str(low)):
            return "below"
        return "above" if self.ratio.value > Decimal(str(high)) else "inside"


@dataclass(frozen=True, slots=True)
class Point:
    """One year of an indicator's headline figure, by group, and the nation's beside it."""

    year: int
    values: Mapping[str, Number]
    national: Number | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The years of one indicator, oldest first.

    `withheld`: years kept back. `intervals`: by year where the ratio may well lie, where its counts are known.
    """

    indicator: Indicator
    points: tuple[Point, ...]
    withheld: tuple[int, ...] = ()
    intervals: Mapping[int, Interval] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(point.year for point in self.points)


def is_known_by(year: int, day: date) -> bool:
    """Were the figures of a WRES year known on a day?"""
    return date(year, *FIGURES_KNOWN) <= day


def latest_figures(values: Iterable[StoredValue], day: date, standard: str = "WRES") -> list[Figure]:
    """The headline figure of each indicator known on a day, in the catalogue's order; none is made up."""
    known_values = _known_yearly_values(values, day, standard)
    return [
        made
        for indicator in OF_STANDARD[standard]
        if (made := _figure(indicator, [v for v in known_values if v.code == indicator.code]))
    ]


def yearly_series(values: Iterable[StoredValue], day: date, standard: str = "WRES") -> list[Series]:
    """Every known year of each indicator's headline figure."""
    known_values = _known_yearly_values(values, day, standard)
    series = []
    for indicator in OF_STANDARD[standard]:
        lead = [
            v
            for v in _headline(indicator, [v for v in known_values if v.code == indicator.code])
            if v.value is not None
        ]
        years = sorted({int(v.period) for v in lead})
        if years:
            series.append(
                Series(indicator, tuple(Point(y, _year(lead, y), _nation(indicator, lead, y)) for y in years))
            )
    return series


def latest_quarterly_figures(values: Iterable[StoredValue], day: date, standard: str = "WRES") -> list[Figure]:
    """The newest quarter of each indicator that was computed for quarters, beside the quarter before that.

    A survey comes once a year, so its figures have none.
    """
    ends = {v.period: quarter.last for v in values if (quarter := _quarter(v, standard)) and quarter.last <= day}
    quarterly = [v for v in values if v.period in ends and _quarter(v, standard)]
    figures = []
    for indicator in OF_STANDARD[standard]:
        lead = [
            v for v in _headline(indicator, [v for v in quarterly if v.code == indicator.code]) if _says_something(v)
        ]
        names = sorted({v.period for v in lead}, key=lambda name: ends[name], reverse=True)
        if not names:
            continue
        past = next((name for name in names[1:] if any(v.period == name and v.value is not None for v in lead)), "")
        now, before = ([v for v in lead if v.period == name] for name in (names[0], past))
        figures.append(
            Figure(indicator, ends[names[0]].year, _latest(now), None, _latest(before), source=now[0].source,
                   period=names[0], before_period=past, missing=_missing(now))
        )  # fmt: skip
    return figures


def _quarter(v: StoredValue, standard: str) -> Quarter | None:
    return parse_quarter(v.period) if v.standard == standard and v.basis == "computed" and "Q" in v.period else None


def _known_yearly_values(values: Iterable[StoredValue], day: date, standard: str) -> list[StoredValue]:
    yearly = [
        v for v in values if v.standard == standard and v.basis in ("published", "computed") and v.period.isdigit()
    ]
    return [v for v in yearly if is_known_by(int(v.period), day)]


def _figure(indicator: Indicator, values: list[StoredValue]) -> Figure | None:
    lead = [v for v in _headline(indicator, values) if _says_something(v)]
    years = sorted({int(v.period) for v in lead}, reverse=True)
    if not years:
        return None
    year = years[0]
    earlier = next((y for y in years[1:] if any(int(v.period) == y and v.value is not None for v in lead)), None)
    broken = next((b for b in indicator.breaks if earlier is not None and earlier < b.year <= year), None)
    if broken:
        earlier = None
    now = _year(lead, year)
    cases = [v.value for v in values if v.unit in ("cases", "people") and int(v.period) == year
             and v.group in (indicator.focus, indicator.other) and v.value is not None]  # fmt: skip
    few = indicator.shape == "ratio" and len(cases) >= 2 and min(cases) < FEW_CASES
    before = _year(lead, earlier) if earlier is not None else {}
    source = next((v.source for v in lead if int(v.period) == year and v.basis == "published"), "")
    return Figure(
        indicator, year, now, earlier, before, _nation(indicator, lead, year), few, len(cases) >= 2, broken,
        source=source, missing=_missing([v for v in lead if int(v.period) == year]),
    )  # fmt: skip


def _says_something(v: StoredValue) -> bool:
    return v.value is not None or v.no_value is not None


def _missing(lead: list[StoredValue]) -> NoValue | None:
    """Why none of these has a value, as the newest of them says it."""
    if any(v.value is not None for v in lead):
        return None
    return next((v.no_value for v in sorted(lead, key=lambda v: -v.revision) if v.no_value), None)


def _nation(indicator: Indicator, lead: list[StoredValue], year: int) -> Number | None:
    """Of the group whose figure is led with: the nation's figure for the other one would be another comparison."""
    mine = (v for v in lead if int(v.period) == year and v.group.casefold() in ("ratio", indicator.focus))
    nation = next((v for v in mine if v.national is not None), None)
    return None if nation is None or nation.national is None else _number(nation.national, nation.unit, whole=False)


def _headline(indicator: Indicator, values: list[StoredValue]) -> list[StoredValue]:
    """The values a trust leads with, among all it publishes of an indicator."""
    unit, groups = (
        ("ratio", {"ratio"}) if indicator.shape in ("ratio", "disparity") else ("%", {indicator.focus, indicator.other})
    )
    fit = [
        v
        for v in values
        if v.unit == unit
        # What is said of a part of the trust is no headline, whatever it measures.
        and is_whole(v.breakdown)
        and v.group.casefold() in groups
    ]
    for measure in indicator.headline:
        if chosen := [v for v in fit if v.measure_id is measure]:
            return chosen
    return []


def _year(values: list[StoredValue], year: int) -> dict[str, Number]:
    """By group; of several revisions the newest."""
    return _latest([v for v in values if int(v.period) == year])


def _latest(values: list[StoredValue]) -> dict[str, Number]:
    # What the trust has published goes before what we have computed since: that is what people have read.
    mine = sorted(values, key=lambda v: (v.basis == "computed", -v.revision))
    newest: dict[str, Number] = {}
    for v in mine:
        if v.value is not None:
            # A trust that publishes whole per cents is not made more exact than it is.
            whole = "." not in v.published_text if v.published_text else v.code == "1"
            newest.setdefault(v.group.casefold(), _number(v.value, v.unit, whole=whole))
    return newest


def _number(value: float, unit: str, *, whole: bool) -> Number:
    exact = Decimal(str(value))
    if unit == "ratio":
        return Number(exact, str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP)))
    whole = whole and exact == exact.to_integral_value()
    shown = exact.quantize(Decimal("1") if whole else Decimal("0.1"), ROUND_HALF_UP)
    return Number(exact, f"{shown}%")


def _gap(indicator: Indicator, values: Mapping[str, Number]) -> Decimal | None:
    if indicator.focus not in values or indicator.other not in values:
        return None
    return abs(values[indicator.focus].value - values[indicator.other].value)


def _distance(ratio: Decimal) -> float:
    # 0.8 and 1.25 are equally far from equal: one is the other seen from the other side.
    return abs(math.log(ratio)) if ratio > 0 else math.inf
