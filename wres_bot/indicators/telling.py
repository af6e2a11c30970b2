"""Owns what an audience is told of the indicators: the figures, their years, what is kept back; must not word them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wres_bot.core.access import AUDIENCES, Audience
from wres_bot.core.policy import Policy
from wres_bot.indicators.counted import Counted, CountedValue, Key, counted
from wres_bot.indicators.disclosure import Decision, Limits, Posted, decide
from wres_bot.indicators.reading import Figure, Series, figures, series


@dataclass(frozen=True, slots=True)
class Telling:
    """`figures` may be kept back, and say so; `series` hold only the years that may be shown.

    `counted` and `decision` are for whoever words a count: it may be said only where `decision.may`.
    """

    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    counted: Counted
    decision: Decision

    def posted(self) -> dict[str, list[list[Any]]]:
        """To be kept with a post of these figures, so that a later one does not tell what this one kept back."""
        keys = {(s.indicator.code, year) for s in self.series for year in (*s.years, *s.kept)}
        return self.decision.posted({name for key in keys for name, _ in self.counted.needs.get(key, ())})

    def may(self, key: Key) -> bool:
        return all(self.decision.may(family, *cells) for family, cells in self.counted.needs.get(key, ()))


def tell(
    values: Sequence[CountedValue], day: date, audience: Audience, policy: Policy, earlier: Sequence[Posted] = ()
) -> Telling:
    """The one way from stored values to what a card, picture or export may say."""
    held = counted(values)
    limits = Limits(policy.small_counts, policy.least_base)
    telling = Telling((), (), held, decide(audience, held.families.values(), earlier, limits))
    return replace(
        telling,
        figures=tuple(_told(f, telling) for f in figures(values, day) if _for(f, audience)),
        series=tuple(_years(s, telling) for s in series(values, day) if _for(s, audience)),
    )


def heard_by(audience: Audience) -> tuple[Audience, ...]:
    """Whose posts an audience has read: its own, and those of whoever is told less."""
    return AUDIENCES[: AUDIENCES.index(audience) + 1]


def _for(found: Figure | Series, audience: Audience) -> bool:
    """A network gets nothing that is made of bands."""
    return audience != "network" or found.indicator.shape != "disparity"


def _told(figure: Figure, telling: Telling) -> Figure:
    code = figure.indicator.code
    if not telling.may((code, figure.year)):
        return replace(figure, now={}, before={}, national=None, few=False, broken=None, kept_back=True)
    if figure.before_year is not None and not telling.may((code, figure.before_year)):
        return replace(figure, before={}, before_year=None)
    return figure


def _years(found: Series, telling: Telling) -> Series:
    code = found.indicator.code
    shown = tuple(p for p in found.points if telling.may((code, p.year)))
    kept = tuple(p.year for p in found.points if not telling.may((code, p.year)))
    return replace(found, points=shown, kept=kept, parts={p.year: telling.counted.parts[code, p.year] for p in shown
                                                         if (code, p.year) in telling.counted.parts})  # fmt: skip
