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
from wres_bot.indicators.release.disclosure import Decision, Limits, PastDisclosure, decide_disclosure
from wres_bot.indicators.release.shortfalls import ReleasedShortfall, families_of_targets, release_shortfalls


@dataclass(frozen=True, slots=True)
class Release:
    """What one audience may be told on one day in answer to one question.

    figures: the newest of each indicator; one that is kept back says so.
    series: of each indicator the years that may be shown.
    quarterly: what was computed for the newest quarter.
    shortfalls: people short of a target.
    """

    standard: str
    audience: Audience
    day: date
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    counted: ContributingCounts
    decision: Decision
    quarterly: tuple[Figure, ...] = ()
    shortfalls: tuple[ReleasedShortfall, ...] = ()
    _benchmark: Callable[[Figure], Benchmarked] | None = field(default=None, repr=False, compare=False)

    def benchmarked_of(self, figures: Iterable[Figure]) -> list[Benchmarked]:
        """Figures of this release, each beside what it may be held against."""
        assert self._benchmark is not None
        # Worked out when it is asked for: the exact test is slow to load, and pictures need none.
        return [self._benchmark(figure) for figure in figures]

    def find_series(self, code: str) -> Series | None:
        """The years of one indicator; None where there are none to show."""
        return next((each for each in self.series if each.indicator.code == code), None)

    def disclosed(self, code: str = "") -> dict[str, list[list[Any]]]:
        """The counts told, to be kept with a post so that a later one does not tell what this one kept back.

        `code`: of one indicator only. Returns: by family of counts, each set of cells that was told and its number.
        """
        keys: set[Key] = {(s.indicator.code, year) for s in self.series for year in (*s.years, *s.withheld)}
        told = (*self.figures, *self.quarterly)
        keys |= {f.key for f in told} | {key for f in told if (key := f.before_key)}
        held = self.counted
        mine = [key for key in keys if code in ("", key[0])]
        names = {name for key in mine for name, _ in (*held.required.get(key, ()), *held.also_required.get(key, ()))}
        for aim in self.shortfalls:
            names |= {f"WRES 1 {aim.as_of}: {what}" for what in ("staff", "in post")}
        return self.decision.disclosed(names)

    def disclosed_in_answer(self, code: str = "") -> dict[str, list[list[Any]]]:
        """The same of an answer, which says nothing at all of what it keeps back, not even its total."""
        return {name: blocks for name, blocks in self.disclosed(code).items() if blocks and self._shown(name)}

    def _shown(self, family: str) -> bool:
        """Is any figure shown that rests on these counts?"""
        return any(
            name == family and self.may_release(key)
            for key, needs in self.counted.required.items()
            for name, _ in needs
        ) or any(not aim.withheld for aim in self.shortfalls if family.startswith(f"WRES 1 {aim.as_of}: "))

    def may_release(self, key: Key) -> bool:
        return all(self.decision.may_release(family, *cells) for family, cells in self.counted.required.get(key, ()))

    def proportions(self, key: Key) -> Mapping[str, Proportion]:
        """How many of each group out of how many, where every one of these numbers may be told."""
        if not self.may_release(key):
            return {}
        more = self.counted.also_required.get(key, ())
        return (
            self.counted.proportions.get(key, {})
            if all(self.decision.may_release(name, *cells) for name, cells in more)
            else {}
        )


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
) -> Release:
    """The one way from stored values to what a card, picture or listing may say.

    Args:
        day: figures that were not known then are left out.
        earlier: what this audience has been told before, the oldest first.
        shorts: targets that are missed by a number of people; a plan states them for WRES.
        actions: those linked to an indicator of WRES are counted beside it; `is_late` says of an open one whether its
            date has passed.
        standard: the one whose figures are asked for. Nothing of another is read.
    """
    held = find_contributing_counts(values, standard)
    limits = Limits(policy.small_counts, policy.least_base)
    shorts = shorts if audience != "network" and standard == "WRES" else ()
    families = [*held.families.values(), *families_of_targets(shorts, held)]
    decision = decide_disclosure(audience, families, earlier, limits)
    release = Release(standard, audience, day, (), (), held, decision)
    made = replace(
        release,
        figures=tuple(_told(f, release) for f in _and_silent(values, release, day) if _for(f, audience)),
        series=tuple(_years(s, release, day) for s in yearly_series(values, day, standard) if _for(s, audience)),
        quarterly=tuple(
            _told(f, release) for f in latest_quarterly_figures(values, day, standard) if _for(f, audience)
        ),
        shortfalls=release_shortfalls(shorts, held, release.decision),
    )
    linked, low_high = list(actions) if standard == "WRES" else [], (policy.range_low, policy.range_high)

    def against(figure: Figure) -> Benchmarked:
        return benchmark(figure, made.proportions, find_peer(values, figure), linked, *low_high, is_late)

    return replace(made, _benchmark=against)


def audiences_heard_by(audience: Audience) -> tuple[Audience, ...]:
    """Whose posts an audience has read: its own, and those of whoever is told less."""
    return AUDIENCES[: AUDIENCES.index(audience) + 1]


def _for(found: Figure | Series, audience: Audience) -> bool:
    """A network gets nothing that is made of bands."""
    return audience != "network" or found.indicator.shape != "disparity"


def _silent(code: str, release: Release, day: date) -> list[int]:
    """Years whose counts are kept back. In one of them a ratio may be wanting because nobody of a group is counted:
    were nothing said of it then, and "kept back" said where somebody is, saying nothing would tell."""
    years = (when for known, when in release.counted.required if known == code and not isinstance(when, str))
    return sorted(year for year in years if is_known_by(year, day) and not release.may_release((code, year)))


def _and_silent(values: Sequence[ValueWithCounts], release: Release, day: date) -> list[Figure]:
    by = {figure.indicator.code: figure for figure in latest_figures(values, day, release.standard)}
    for each in OF_STANDARD[release.standard]:
        years = _silent(each.code, release, day) if each.shape == "ratio" else []
        if years and (each.code not in by or by[each.code].year < years[-1]):
            which = (release.standard, each.code, str(years[-1]), "published")
            source = next((v.source for v in values if (v.standard, v.code, v.period, v.basis) == which), "")
            by[each.code] = Figure(each, years[-1], {}, None, {}, source=source)
    return [by[each.code] for each in OF_STANDARD[release.standard] if each.code in by]


def _told(figure: Figure, release: Release) -> Figure:
    if not release.may_release(figure.key):
        # Nothing is left by which a figure that is there could be told from one that is not.
        return Figure(figure.indicator, figure.year, {}, None, {}, withheld=True, source=figure.source,
                      period=figure.period)  # fmt: skip
    if figure.before_key is not None and not release.may_release(figure.before_key):
        return replace(figure, before={}, before_year=None, before_period="")
    return figure


def _years(found: Series, release: Release, day: date) -> Series:
    code = found.indicator.code
    shown = tuple(p for p in found.points if release.may_release((code, p.year)))
    silent = _silent(code, release, day) if found.indicator.shape == "ratio" else []
    kept = tuple(sorted({*silent, *(p.year for p in found.points if p not in shown)}))
    intervals = {}
    for point in shown if found.indicator.shape == "ratio" else ():
        # An interval is only around the figure that its counts give.
        counts = counts_behind(found.indicator, point.values, release.proportions((code, point.year)))
        if counts and (interval := ratio_interval(*counts)):
            intervals[point.year] = interval
    return replace(found, points=shown, withheld=kept, intervals=intervals)
