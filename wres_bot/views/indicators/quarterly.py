"""Owns how figures that the trust computed for a quarter are introduced; must not compute, compare or choose one."""

import re
from collections.abc import Sequence

from wres_bot.domain.dates import Quarter, format_day, parse_quarter
from wres_bot.domain.policy import Labels
from wres_bot.indicators.compute.figures import Figure
from wres_bot.store.models import PlanQuarter
from wres_bot.views.indicators.figures import quarter_of
from wres_bot.views.wording import join_words

YEARLY = "The staff survey comes once a year, so its figures wait for the next one."


def counted_in(figures: Sequence[Figure], quarter: Quarter) -> list[Figure]:
    """Those that were computed for this very quarter."""
    return [figure for figure in figures if quarter_of(figure) == quarter]


def counted_since(figures: Sequence[Figure], yearly: Sequence[Figure]) -> list[Figure]:
    """Those that are of a later day than the yearly figure of the same indicator; of the newest quarter only."""
    years = {figure.indicator.code: figure.year for figure in yearly}
    later = [(q, f) for f in figures if (q := quarter_of(f)) and q.start + 1 > years.get(f.indicator.code, 0)]
    newest = max((q for q, _ in later), key=lambda q: q.last, default=None)
    return [figure for q, figure in later if q == newest]


def intro(figures: Sequence[Figure]) -> str:
    """By whom and up to which day they were counted, and what stands in brackets."""
    quarter = quarter_of(figures[0])
    if quarter is None:
        return ""
    before = any(figure.before and parse_quarter(figure.before_period) == quarter.previous() for figure in figures)
    brackets = f" In brackets: the same up to {format_day(quarter.previous().last)}." if before else ""
    return (
        f"The trust counted these from its own records, up to {format_day(quarter.last)}. "
        f"They are not published.{brackets} Each is of the whole year to that day, so it changes slowly."
    )


def source_words(figures: Sequence[Figure], labels: Labels) -> str:
    """ "Computed from extract.xlsx on 8 January 2021, for the EDI lead." """
    sources = dict.fromkeys(re.sub(r"^computed from ", "", figure.source) for figure in figures if figure.source)
    return f"Computed from {join_words(sources)}. Ask the {labels.coordinator} about them." if sources else ""


def figures_elsewhere(facts: PlanQuarter) -> str:
    """Said in place of the figures, where a newer plan's digest has them."""
    newer = facts.figures_with
    if newer is None:
        return ""
    which = newer.title if newer.year == facts.plan.year else f"the plan for {newer.year}"
    return f"The figures are in the message about {which}."
