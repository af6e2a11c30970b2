"""Owns what an audience is told of the indicators: the figures, their years, what is kept back; must not word them.

It is decided once for each question: the log of what was told, the card, the picture and the listing take the same
`Release`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from wres_bot.domain.access import AUDIENCES, Audience
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.catalogue import OF_STANDARD
from wres_bot.indicators.compute.figures import (
    Figure,
    Series,
    is_known_by,
    latest_figures,
    latest_quarterly_figures,
    yearly_series,
)
from wres_bot.indicators.compute.significance import Proportion, ratio_interval
from wres_bot.indicators.release.benchmarks import (
    Benchmarked,
    LinkedAction,
    Shortfall,
    ValueWithPeer,
    benchmark,
    counts_behind,
    find_peer,
)
from wres_bot.indicators.release.contributing_counts import (
    ContributingCounts,
    Key,
    ValueWithCounts,
    find_contributing_counts,
)
from wres_bot.indicators.release.disclosure import Decision, Family, Limits, PastDisclosure, decide_disclosure
from wres_bot.indicators.release.gate import Gate
from wres_bot.indicators.release.normalise import read_facts
from wres_bot.indicators.release.parts import CODE as PARTS_OF
from wres_bot.indicators.release.parts import PartRates, find_parts_family, release_parts
from wres_bot.indicators.release.shortfalls import ReleasedShortfall, families_of_targets, release_shortfalls


@dataclass(frozen=True, slots=True)
class ReleasedCounts:
    """The counts behind every figure, and which of them one audience may be told."""

    counts: ContributingCounts
    decision: Decision
    to_holders: bool = False
    waiting: frozenset[Key] = frozenset()
    as_printed: frozenset[Key] = frozenset()

    def may_release(self, key: Key) -> bool:
        """May every number be told that this figure rests on, and is all understood that stands beside it?"""
        if self.to_holders:
            return True
        if key in self.waiting:
            return False
        if key[0] == "9" and key in self.as_printed:  # a board's percentage, by a lead's decision with its source
            return True
        if self.counts.is_unclear(key):
            return False
        return all(self.decision.may_release(family, *cells) for family, cells in self.counts.required.get(key, ()))

    def proportions(self, key: Key) -> Mapping[str, Proportion]:
        """How many of each group out of how many, where every one of these numbers may be told."""
        besides = self.counts.also_required.get(key, ())
        if not self.may_release(key) or not all(self.decision.may_release(name, *cells) for name, cells in besides):
            return {}
        return self.counts.proportions.get(key, {})


@dataclass(frozen=True, slots=True)
class Release:
    """What one audience may be told on one day in answer to one question.

    figures: the newest of each indicator; one that is kept back says so.
    series: of each indicator the years that may be shown.
    quarterly: what was computed for the newest quarter.
    shortfalls: people short of a target.
    parts: appointments by band group, and clinical or not, of the newest year; `parts_family`: their counts' name.
    """

    standard: str
    audience: Audience
    day: date
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    counted: ReleasedCounts
    quarterly: tuple[Figure, ...] = ()
    shortfalls: tuple[ReleasedShortfall, ...] = ()
    parts: tuple[PartRates, ...] = ()
    parts_family: str = ""
    _benchmark: Callable[[Figure], Benchmarked] = field(kw_only=True, repr=False, compare=False)

    def benchmarked_of(self, figures: Iterable[Figure]) -> list[Benchmarked]:
        """Figures of this release, each beside what it may be held against."""
        # Worked out when it is asked for: the exact test is slow to load, and pictures need none.
        return [self._benchmark(figure) for figure in figures]

    def find_series(self, code: str) -> Series | None:
        """The years of one indicator; None where there are none to show."""
        return next((series for series in self.series if series.indicator.code == code), None)

    def disclosed(self, code: str = "") -> dict[str, list[list[Any]]]:
        """The counts told, kept with a digest or answer so that a later one does not tell what this one kept back.

        `code`: of one indicator only. Returns: by family of counts, each set of cells that was told and its number.
        """
        keys: set[Key] = {(s.indicator.code, year) for s in self.series for year in (*s.years, *s.withheld)}
        figures = (*self.figures, *self.quarterly)
        keys |= {f.key for f in figures} | {key for f in figures if (key := f.before_key)}
        counts = self.counted.counts
        asked = [key for key in keys if code in ("", key[0])]
        names = {name for key in asked for needs in (counts.required, counts.also_required)
                 for name, _ in needs.get(key, ())}  # fmt: skip
        if code == PARTS_OF and self.parts_family:
            names.add(self.parts_family)
        for aim in self.shortfalls:
            names |= {f"WRES 1 {aim.as_of}: {what}" for what in ("staff", "in post")}
        return self.counted.decision.disclosed(names)

    def disclosed_in_answer(self, code: str = "") -> dict[str, list[list[Any]]]:
        """The same of an answer, which says nothing at all of what it keeps back, not even its total. Parts that were
        kept back beside the whole are kept in mind: after a correction they would tell by difference."""
        return {name: cell_sets for name, cell_sets in self.disclosed(code).items()
                if name == self.parts_family or (cell_sets and self._shown(name))}  # fmt: skip

    def _shown(self, family: str) -> bool:
        """Is any figure shown that rests on these counts?"""
        return any(
            name == family and self.counted.may_release(key)
            for key, needs in self.counted.counts.required.items()
            for name, _ in needs
        ) or any(not aim.withheld for aim in self.shortfalls if family.startswith(f"WRES 1 {aim.as_of}: "))

    def proportions(self, key: Key) -> Mapping[str, Proportion]:
        """How many of each group out of how many, where every one of these numbers may be told."""
        return self.counted.proportions(key)


def decide_release(
    values: Sequence[ValueWithPeer],
    day: date,
    audience: Audience,
    policy: Policy,
    earlier: Sequence[PastDisclosure] = (),
    shorts: Sequence[Shortfall] = (),
    actions: Iterable[LinkedAction] = (),
    is_late: Callable[[Any], bool] = lambda _: False,
    standard: str = "WRES",
    gate: Gate | None = None,
) -> Release:
    """The one way from stored values to what a card, picture or listing may say.

    Args:
        day: figures that were not known then are left out.
        earlier: what this audience has been told before, the oldest first.
        shorts: targets that are missed by a number of people; a plan states them for WRES.
        actions: those linked to an indicator of WRES are counted beside it; `is_late` says of an open one whether its
            date has passed.
        gate: which figures wait for a decision of the leads; none where nothing is to wait.
        standard: the one whose figures are asked for. Nothing of another is read.
    """
    counts = find_contributing_counts(values, standard)
    shorts = shorts if audience != "network" and standard == "WRES" else ()
    families = [*counts.families.values(), *families_of_targets(shorts, counts)]
    parts = None if audience == "network" or standard != "WRES" else _find_parts(values, day)
    families += [parts] if parts else []
    decision = decide_disclosure(audience, families, earlier, Limits(policy.small_counts, policy.least_base))
    counted = ReleasedCounts(counts, decision, audience == "leads")
    if gate:
        counted = replace(counted, waiting=gate.waiting(standard), as_printed=gate.as_printed(standard))
        values = gate.without_embargoed(values, audience, day)
    figures = _add_withheld_ratios(latest_figures(values, day, standard), values, counted, day, standard)
    quarterly = latest_quarterly_figures(values, day, standard)
    linked = list(actions) if standard == "WRES" else []

    def benchmark_figure(figure: Figure) -> Benchmarked:
        peer = find_peer(values, figure)
        return benchmark(figure, counted.proportions, peer, linked, policy.range_low, policy.range_high, is_late)

    return Release(
        standard,
        audience,
        day,
        figures=tuple(_withhold_if_needed(f, counted) for f in figures if _is_for_audience(f, audience)),
        series=tuple(
            _release_series(s, counted, day)
            for s in yearly_series(values, day, standard)
            if _is_for_audience(s, audience)
        ),
        counted=counted,
        quarterly=tuple(_withhold_if_needed(f, counted) for f in quarterly if _is_for_audience(f, audience)),
        shortfalls=release_shortfalls(shorts, counts, decision),
        parts=_release_parts(parts, decision, figures, counted),
        parts_family=parts.name if parts else "",
        _benchmark=benchmark_figure,
    )


def _find_parts(values: Sequence[ValueWithCounts], day: date) -> Family | None:
    newest = next((f for f in latest_figures(values, day, "WRES") if f.indicator.code == PARTS_OF), None)
    return find_parts_family(read_facts(values, "WRES"), newest.year) if newest else None


def _release_parts(
    family: Family | None, decision: Decision, figures: Sequence[Figure], counted: ReleasedCounts
) -> tuple[PartRates, ...]:
    """Nothing of a year whose own figure is not told."""
    told = any(f.indicator.code == PARTS_OF and counted.may_release(f.key) for f in figures)
    return release_parts(family, decision) if told else ()


def audiences_heard_by(audience: Audience) -> tuple[Audience, ...]:
    """Whose messages whoever reads one of an audience may have read as well.

    Some sit in the group and in the network, so that either's messages are held against both's. Those who hold the data
    are told everything, and nothing of it is kept back from them.
    """
    return AUDIENCES if audience == "leads" else AUDIENCES[:2]


def _is_for_audience(of_indicator: Figure | Series, audience: Audience) -> bool:
    """A network gets nothing that is made of bands."""
    return audience != "network" or of_indicator.indicator.shape != "disparity"


def _withheld_years(code: str, counted: ReleasedCounts, day: date) -> list[int]:
    """Years known on `day` whose counts are kept back, the oldest first.

    If a missing ratio stayed silent while small ones say 'kept back', the silence itself would tell that nobody was
    counted.
    """
    keys = {*counted.counts.required, *(key for key in counted.counts.unclear if not isinstance(key, str))}
    years = {when for of, when in keys if of == code and not isinstance(when, str)}
    return sorted(year for year in years if is_known_by(year, day) and not counted.may_release((code, year)))


def _add_withheld_ratios(
    figures: Iterable[Figure], values: Sequence[ValueWithCounts], counted: ReleasedCounts, day: date, standard: str
) -> list[Figure]:
    """The figures, and an empty one for each ratio whose newest counts are kept back; in the catalogue's order."""
    by_code = {figure.indicator.code: figure for figure in figures}
    for indicator in OF_STANDARD[standard]:
        code = indicator.code
        years = _withheld_years(code, counted, day) if indicator.shape == "ratio" else []
        if years and (code not in by_code or by_code[code].year < years[-1]):
            wanted = (standard, code, str(years[-1]), "published")
            source = next((v.source for v in values if (v.standard, v.code, v.period, v.basis) == wanted), "")
            by_code[code] = Figure(indicator, years[-1], {}, None, {}, source=source)
    return [by_code[indicator.code] for indicator in OF_STANDARD[standard] if indicator.code in by_code]


def _withhold_if_needed(figure: Figure, counted: ReleasedCounts) -> Figure:
    if figure.key in counted.as_printed:
        figure = replace(figure, as_printed=True)
    if not counted.may_release(figure.key):
        # Nothing is left by which a figure that is there could be told from one that is not.
        return Figure(figure.indicator, figure.year, {}, None, {}, withheld=True, source=figure.source,
                      period=figure.period, waits=figure.key in counted.waiting)  # fmt: skip
    if figure.before_key is not None and not counted.may_release(figure.before_key):
        return replace(figure, before={}, before_year=None, before_period="")
    return figure


def _release_series(series: Series, counted: ReleasedCounts, day: date) -> Series:
    """The years that may be shown, with the intervals that may; the others are named as withheld."""
    code, is_ratio = series.indicator.code, series.indicator.shape == "ratio"
    shown = tuple(point for point in series.points if counted.may_release((code, point.year)))
    silent = _withheld_years(code, counted, day) if is_ratio else []
    withheld = tuple(sorted({*silent, *(point.year for point in series.points if point not in shown)}))
    intervals = {}
    for point in shown if is_ratio else ():
        # An interval is only around the figure that its counts give.
        counts = counts_behind(series.indicator, point.values, counted.proportions((code, point.year)))
        if counts and (interval := ratio_interval(*counts)):
            intervals[point.year] = interval
    return replace(series, points=shown, withheld=withheld, intervals=intervals)
