"""Owns what an audience is told of the indicators: the figures, their years, what is kept back; must not word them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wres_bot.domain.access import AUDIENCES, Audience
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.catalogue import INDICATORS
from wres_bot.indicators.compute.figures import (
    Figure,
    Series,
    is_known_by,
    latest_figures,
    latest_quarterly_figures,
    yearly_series,
)
from wres_bot.indicators.compute.significance import Proportion
from wres_bot.indicators.release.benchmarks import Shortfall, counts_behind
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
    """`figures` may be kept back, and say so; `series` hold only the years that may be shown.

    `quarters`: what was computed for the newest quarter. `aims`: people short of a target. `parts` gives the counts
    that may be said.
    """

    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    counted: ContributingCounts
    decision: Decision
    quarterly: tuple[Figure, ...] = ()
    shortfalls: tuple[ReleasedShortfall, ...] = ()

    def disclosed(self, code: str = "") -> dict[str, list[list[Any]]]:
        """To be kept with a post of these figures, so that a later one does not tell what this one kept back; or of one
        indicator."""
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
        """The same of an answer: what one keeps back it says nothing of, not even its total."""
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
    values: Sequence[ValueWithCounts],
    day: date,
    audience: Audience,
    policy: Policy,
    earlier: Sequence[PastDisclosure] = (),
    shorts: Sequence[Shortfall] = (),
) -> Release:
    """The one way from stored values to what a card, picture or export may say."""
    held = find_contributing_counts(values)
    limits = Limits(policy.small_counts, policy.least_base)
    shorts = shorts if audience != "network" else ()
    families = [*held.families.values(), *families_of_targets(shorts, held)]
    telling = Release((), (), held, decide_disclosure(audience, families, earlier, limits))
    return replace(
        telling,
        figures=tuple(_told(f, telling) for f in _and_silent(values, telling, day) if _for(f, audience)),
        series=tuple(_years(s, telling, day) for s in yearly_series(values, day) if _for(s, audience)),
        quarterly=tuple(_told(f, telling) for f in latest_quarterly_figures(values, day) if _for(f, audience)),
        shortfalls=release_shortfalls(shorts, held, telling.decision),
    )


def audiences_heard_by(audience: Audience) -> tuple[Audience, ...]:
    """Whose posts an audience has read: its own, and those of whoever is told less."""
    return AUDIENCES[: AUDIENCES.index(audience) + 1]


def _for(found: Figure | Series, audience: Audience) -> bool:
    """A network gets nothing that is made of bands."""
    return audience != "network" or found.indicator.shape != "disparity"


def _silent(code: str, telling: Release, day: date) -> list[int]:
    """Years whose counts are kept back. In one of them a ratio may be wanting because nobody of a group is counted:
    were nothing said of it then, and "kept back" said where somebody is, saying nothing would tell."""
    years = (when for known, when in telling.counted.required if known == code and not isinstance(when, str))
    return sorted(year for year in years if is_known_by(year, day) and not telling.may_release((code, year)))


def _and_silent(values: Sequence[ValueWithCounts], telling: Release, day: date) -> list[Figure]:
    by = {figure.indicator.code: figure for figure in latest_figures(values, day)}
    for each in INDICATORS:
        years = _silent(each.code, telling, day) if each.shape == "ratio" else []
        if years and (each.code not in by or by[each.code].year < years[-1]):
            which = ("WRES", each.code, str(years[-1]), "published")
            source = next((v.source for v in values if (v.standard, v.code, v.period, v.basis) == which), "")
            by[each.code] = Figure(each, years[-1], {}, None, {}, source=source)
    return [by[each.code] for each in INDICATORS if each.code in by]


def _told(figure: Figure, telling: Release) -> Figure:
    if not telling.may_release(figure.key):
        # Nothing is left by which a figure that is there could be told from one that is not.
        return Figure(figure.indicator, figure.year, {}, None, {}, withheld=True, source=figure.source,
                      period=figure.period)  # fmt: skip
    if figure.before_key is not None and not telling.may_release(figure.before_key):
        return replace(figure, before={}, before_year=None, before_period="")
    return figure


def _years(found: Series, telling: Release, day: date) -> Series:
    code = found.indicator.code
    shown = tuple(p for p in found.points if telling.may_release((code, p.year)))
    silent = _silent(code, telling, day) if found.indicator.shape == "ratio" else []
    kept = tuple(sorted({*silent, *(p.year for p in found.points if p not in shown)}))
    known = {p.year: telling.proportions((code, p.year)) for p in shown}
    # An interval is drawn only around the figure that its counts give.
    parts = {p.year: known[p.year] for p in shown if counts_behind(found.indicator, p.values, known[p.year])}
    return replace(found, points=shown, withheld=kept, proportions=parts)
