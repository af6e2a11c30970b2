"""Owns the table of all there is to each figure, for a group or whoever holds the data; must not compute a cell."""

from collections.abc import Sequence

from wres_bot.domain.cards import Table, line
from wres_bot.domain.policy import Labels, Policy
from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.compute.figures import Figure
from wres_bot.indicators.compute.significance import Comparison
from wres_bot.indicators.release.benchmarks import Benchmarked
from wres_bot.views.indicators.comparisons import chance_words, interval_words, p_words, peer_words
from wres_bot.views.indicators.figures import earlier, gap_points, group_names, short_name

NOTHING = "–"


def full_tables(benchmarked: Sequence[Benchmarked], policy: Policy, now: str, before: str) -> list[Table]:
    """Everything there is to each figure: the ratios, then the percentages of both groups and the gap between them."""
    ratios = [s for s in benchmarked if s.figure.indicator.shape in ("ratio", "disparity")]
    rest = [s for s in benchmarked if s.figure.indicator.shape not in ("ratio", "disparity")]
    low_high = f"{policy.range_low:g} to {policy.range_high:g}"
    names = list(group_names(benchmarked[0].figure.indicator, policy.labels).values()) if benchmarked else ["", ""]
    groups = [f"{name} {when}" for when in (now, before) for name in names]
    last = ("Chance", "National", "Similar trusts")
    wide = ("Indicator", now, before, low_high, "Likely range", *last)
    pairs = ("Indicator", *groups, "Gap", *last)
    return [
        *_table("The ratios in full", wide, [_ratio_row(s, policy, now) for s in ratios]),
        *_table("The percentages in full", pairs, [_share_row(s, policy, now) for s in rest]),
    ]


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Table]:
    """A column that nothing stands in is left out."""
    wanted = [n for n in range(len(head)) if n < 2 or any(row[n] != NOTHING for row in rows)]
    cells = tuple(tuple(line(row[n]) for n in wanted) for row in rows)
    return [Table(tuple(head[n] for n in wanted), cells, caption)] if rows else []


def _ratio_row(standing: Benchmarked, policy: Policy, now: str) -> list[str]:
    figure, chance = standing.figure, standing.chance
    if figure.withheld:
        return [_row_name(figure, policy.labels), "not shown", *[NOTHING] * 6]
    return [
        _row_name(figure, policy.labels), _cell(figure, "ratio", now), _cell_before(figure, "ratio"),
        standing.side or NOTHING, interval_words(chance.interval) if chance and chance.interval else NOTHING,
        *_last_cells(standing, policy.labels),
    ]  # fmt: skip


def _share_row(standing: Benchmarked, policy: Policy, now: str) -> list[str]:
    figure, each = standing.figure, standing.figure.indicator
    if figure.withheld:
        return [_row_name(figure, policy.labels), "not shown", *[NOTHING] * 7]
    return [
        _row_name(figure, policy.labels), _cell(figure, each.focus, now), _cell(figure, each.other, now),
        _cell_before(figure, each.focus), _cell_before(figure, each.other), gap_points(figure) or NOTHING,
        *_last_cells(standing, policy.labels),
    ]  # fmt: skip


def _row_name(figure: Figure, labels: Labels) -> str:
    name = short_name(figure.indicator, labels)
    return f"{figure.indicator.code}. {name}" if figure.indicator.code.isdigit() else name


def _cell(figure: Figure, group: str, now: str) -> str:
    value = figure.now.get(group)
    year = "" if figure.period or str(figure.year) == now else f"{figure.year}: "
    return f"{year}{value.shown}" if value else "no figure" if figure.missing else NOTHING


def _cell_before(figure: Figure, group: str) -> str:
    value = figure.before.get(group)
    return f"{earlier(figure)}{value.shown}" if value else NOTHING


def _last_cells(standing: Benchmarked, labels: Labels) -> list[str]:
    figure, chance = standing.figure, standing.chance
    return [
        f"{_verdict(figure.indicator, chance, labels)}, {p_words(chance.p)}" if chance else NOTHING,
        figure.national.shown if figure.national else NOTHING,
        peer_words(standing) or NOTHING,
    ]


def _verdict(indicator: Indicator, chance: Comparison, labels: Labels) -> str:
    """The verdict without its figures, which stand in columns of their own."""
    return chance_words(indicator, chance, labels).partition(":")[0]
