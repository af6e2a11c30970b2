"""Owns the figures in a steering group's digest: the actions beside each, the full table, aims; must not choose one."""

from collections.abc import Sequence

from wres_bot.domain.cards import Bullets, Heading, Picture, Table, Text, bullets, text
from wres_bot.domain.dates import format_day
from wres_bot.indicators.compute.figures import Figure
from wres_bot.indicators.release.release import Release
from wres_bot.store.models import PlanQuarter
from wres_bot.views.indicators.comparisons import SHORTFALLS, chance_notes, delivery_line, shortfall_lines
from wres_bot.views.indicators.figures import common_year, quarter_of, where_published, years_words
from wres_bot.views.indicators.figures_table import full_tables
from wres_bot.views.indicators.pictures import years_picture
from wres_bot.views.indicators.quarterly import (
    YEARLY,
    counted_in,
    figures_elsewhere,
    intro,
    source_words,
)

Block = Text | Heading | Bullets | Table | Picture
READING = (
    "Likely range: 95 times of 100 such a range holds the true ratio. p: how often chance alone would give a "
    "difference as large (Fisher's exact test, two-sided); under 0.05 it is called clear."
)


def render_figures(facts: PlanQuarter, release: Release | None, *, pictured: bool) -> list[Block]:
    """Delivery beside outcome: the actions complete for each indicator, and what its figure did; then all in full."""
    if release is None:
        return [text(figures_elsewhere(facts))]
    labels = facts.policy.labels
    yearly, new = release.figures, release.quarterly
    tested = any(release.proportions(figure.key) for figure in (*yearly, *counted_in(new, facts.quarter)))
    blocks: list[Block] = _quarterly_blocks(new, release, facts)
    blocks.append(Heading("Delivery beside outcome"))
    if not yearly:
        which = "yearly figures" if new else "indicator figures"
        blocks.append(text(f"There are no {which} for this trust yet."))
        return [*blocks, *([text(READING, quiet=True)] if tested else []), *where_published(new, labels)]
    benchmarked = release.benchmarked_of(yearly)
    year = common_year(yearly)
    blocks += [
        text(f"Figures for {years_words(yearly)}"),
        bullets([delivery_line(each, facts.policy) for each in benchmarked]),
    ]
    blocks += full_tables(benchmarked, facts.policy, str(year), str(year - 1))
    if tested:
        blocks.append(text(READING, quiet=True))
    if said := chance_notes(benchmarked):
        blocks.append(text(said, quiet=True))
    if release.shortfalls:
        blocks += [Heading(SHORTFALLS), bullets(shortfall_lines(release.shortfalls, labels))]
    blocks += where_published([*yearly, *new], labels)
    return blocks + (list(years_picture(release, facts.policy)) if pictured else [])


def _quarterly_blocks(figures: Sequence[Figure], release: Release, facts: PlanQuarter) -> list[Block]:
    """What the trust computed for this quarter; or, where it has done so before, that it has not yet."""
    new = counted_in(figures, facts.quarter)
    if not new:
        last = max((q.last for figure in figures if (q := quarter_of(figure))), default=None)
        said = f"Nothing has been counted for this quarter yet; last up to {format_day(last)}." if last else ""
        return [Heading("Counted this quarter"), text(said)] if said else []
    benchmarked = release.benchmarked_of(new)
    now, before = facts.quarter.last, facts.quarter.previous().last
    return [
        Heading("Counted this quarter"),
        text(f"{intro(new)} {source_words(new, facts.policy.labels)}"),
        bullets([delivery_line(each, facts.policy) for each in benchmarked]),
        *full_tables(benchmarked, facts.policy, format_day(now), format_day(before)),
        text(YEARLY, quiet=True),
    ]
