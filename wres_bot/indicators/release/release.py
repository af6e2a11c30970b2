"""Owns what an audience is told of the indicators: the figures, their years, what is kept back; must not word them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wres_bot.domain.access import AUDIENCES, Audience
from wres_bot.domain.policy import Policy
from wres_bot.indicators.compute.catalogue import INDICATORS
from wres_bot.indicators.compute.compare import Short, counts_of
from wres_bot.indicators.compute.figures import Figure, Series, figures, known_by, quarterly, series
from wres_bot.indicators.compute.significance import Part
from wres_bot.indicators.release.contributing_counts import Counted, CountedValue, Key, counted
from wres_bot.indicators.release.disclosure import Decision, Limits, Posted, decide
from wres_bot.indicators.release.shortfalls import Aim, aims_told, own_families


@dataclass(frozen=True, slots=True)
class Telling:
    """`figures` may be kept back, and say so; `series` hold only the years that may be shown.

    `quarters`: what was computed for the newest quarter. `aims`: people short of a target. `parts` gives the counts
    that may be said.
    """

    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    counted: Counted
    decision: Decision
    quarters: tuple[Figure, ...] = ()
    aims: tuple[Aim, ...] = ()

    def posted(self, code: str = "") -> dict[str, list[list[Any]]]:
        """To be kept with a post of these figures, so that a later one does not tell what this one kept back; or of one
        indicator."""
        keys: set[Key] = {(s.indicator.code, year) for s in self.series for year in (*s.years, *s.kept)}
        told = (*self.figures, *self.quarters)
        keys |= {f.key for f in told} | {key for f in told if (key := f.before_key)}
        held = self.counted
        mine = [key for key in keys if code in ("", key[0])]
        names = {name for key in mine for name, _ in (*held.needs.get(key, ()), *held.more.get(key, ()))}
        for aim in self.aims:
            names |= {f"WRES 1 {aim.as_of}: {what}" for what in ("staff", "in post")}
        return self.decision.posted(names)

    def answered(self, code: str = "") -> dict[str, list[list[Any]]]:
        """The same of an answer: what one keeps back it says nothing of, not even its total."""
        return {name: blocks for name, blocks in self.posted(code).items() if blocks and self._shown(name)}

    def _shown(self, family: str) -> bool:
        """Is any figure shown that rests on these counts?"""
        return any(
            name == family and self.may(key) for key, needs in self.counted.needs.items() for name, _ in needs
        ) or any(not aim.kept for aim in self.aims if family.startswith(f"WRES 1 {aim.as_of}: "))

    def may(self, key: Key) -> bool:
        return all(self.decision.may(family, *cells) for family, cells in self.counted.needs.get(key, ()))

    def parts(self, key: Key) -> Mapping[str, Part]:
        """How many of each group out of how many, where every one of these numbers may be told."""
        if not self.may(key):
            return {}
        more = self.counted.more.get(key, ())
        return self.counted.parts.get(key, {}) if all(self.decision.may(name, *cells) for name, cells in more) else {}


def tell(
    values: Sequence[CountedValue],
    day: date,
    audience: Audience,
    policy: Policy,
    earlier: Sequence[Posted] = (),
    shorts: Sequence[Short] = (),
) -> Telling:
    """The one way from stored values to what a card, picture or export may say."""
    held = counted(values)
    limits = Limits(policy.small_counts, policy.least_base)
    shorts = shorts if audience != "network" else ()
    families = [*held.families.values(), *own_families(shorts, held)]
    telling = Telling((), (), held, decide(audience, families, earlier, limits))
    return replace(
        telling,
        figures=tuple(_told(f, telling) for f in _and_silent(values, telling, day) if _for(f, audience)),
        series=tuple(_years(s, telling, day) for s in series(values, day) if _for(s, audience)),
        quarters=tuple(_told(f, telling) for f in quarterly(values, day) if _for(f, audience)),
        aims=aims_told(shorts, held, telling.decision),
    )


def heard_by(audience: Audience) -> tuple[Audience, ...]:
    """Whose posts an audience has read: its own, and those of whoever is told less."""
    return AUDIENCES[: AUDIENCES.index(audience) + 1]


def _for(found: Figure | Series, audience: Audience) -> bool:
    """A network gets nothing that is made of bands."""
    return audience != "network" or found.indicator.shape != "disparity"


def _silent(code: str, telling: Telling, day: date) -> list[int]:
    """Years whose counts are kept back. In one of them a ratio may be wanting because nobody of a group is counted:
    were nothing said of it then, and "kept back" said where somebody is, saying nothing would tell."""
    years = (when for known, when in telling.counted.needs if known == code and not isinstance(when, str))
    return sorted(year for year in years if known_by(year, day) and not telling.may((code, year)))


def _and_silent(values: Sequence[CountedValue], telling: Telling, day: date) -> list[Figure]:
    by = {figure.indicator.code: figure for figure in figures(values, day)}
    for each in INDICATORS:
        years = _silent(each.code, telling, day) if each.shape == "ratio" else []
        if years and (each.code not in by or by[each.code].year < years[-1]):
            which = ("WRES", each.code, str(years[-1]), "published")
            source = next((v.source for v in values if (v.standard, v.code, v.period, v.basis) == which), "")
            by[each.code] = Figure(each, years[-1], {}, None, {}, source=source)
    return [by[each.code] for each in INDICATORS if each.code in by]


def _told(figure: Figure, telling: Telling) -> Figure:
    if not telling.may(figure.key):
        # Nothing is left by which a figure that is there could be told from one that is not.
        return Figure(figure.indicator, figure.year, {}, None, {}, kept_back=True, source=figure.source,
                      period=figure.period)  # fmt: skip
    if figure.before_key is not None and not telling.may(figure.before_key):
        return replace(figure, before={}, before_year=None, before_period="")
    return figure


def _years(found: Series, telling: Telling, day: date) -> Series:
    code = found.indicator.code
    shown = tuple(p for p in found.points if telling.may((code, p.year)))
    silent = _silent(code, telling, day) if found.indicator.shape == "ratio" else []
    kept = tuple(sorted({*silent, *(p.year for p in found.points if p not in shown)}))
    known = {p.year: telling.parts((code, p.year)) for p in shown}
    # An interval is drawn only around the figure that its counts give.
    parts = {p.year: known[p.year] for p in shown if counts_of(found.indicator, p.values, known[p.year])}
    return replace(found, points=shown, kept=kept, parts=parts)
