"""Owns tables of published figures that stand in a plan's document: found, asked about once, read; must not know rows
of a plan or the store.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wres_bot.documents.document import TableBlock
from wres_bot.documents.figures_table import read_printed_figures
from wres_bot.documents.plan.layout import Leftover, clean_rows
from wres_bot.documents.plan.questions import Answers
from wres_bot.documents.printed_figures import AboutFile, find_printed
from wres_bot.domain.plan_rows import SnapshotRow

STANDARDS = ("WRES", "WDES")
_LEAVE = "leave them out"
_TRIED = AboutFile("WRES", "tried")


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table that holds figures and no action, and what its rows would be as text that went nowhere."""

    table: TableBlock
    leftovers: tuple[Leftover, ...]


def holds_figures(table: TableBlock) -> bool:
    """Whether a table gives values of an indicator, year by year."""
    grid = clean_rows(table)
    return find_printed(grid) is not None and bool(read_printed_figures([grid], _TRIED).rows)


def read_figures_beside(
    tables: Sequence[FigureTable], named: Sequence[str], source: str, answers: Answers
) -> tuple[tuple[SnapshotRow, ...], tuple[Leftover, ...], tuple[str, ...]]:
    """The values that come in with the plan, as is asked once; text that is then read as none; what to know of them.

    named: the standards that the document names. source: what the figures would be quoted from.
    """
    if not tables:
        return (), (), ()
    grids = [clean_rows(one.table) for one in tables]
    tried = read_printed_figures(grids, _TRIED).rows
    usual, *others = [*(s for s in STANDARDS if s in named), *(s for s in STANDARDS if s not in named)]
    choices = [f"as {standard} figures of “{source}”" for standard in (usual, *others)] + [_LEAVE]
    years = sorted({row.period for row in tried})
    when = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    asks = f"It holds {len(tried)} published figures of {when} too. Bring them in?"
    chosen = answers.ask("figures", asks, choices, choices[0])
    if chosen == _LEAVE:
        return (), tuple(left for one in tables for left in one.leftovers), ()
    standard = (usual, *others)[choices.index(chosen)]
    read = read_printed_figures(grids, AboutFile(standard, source))
    told = (
        f"{len(read.rows)} published {standard} figures come in with it, from “{source}”.",
        *(f"Figures: {problem}" for problem in read.problems),
    )
    bad = {problem.row for problem in read.problems if problem.severity == "error"}
    left = tuple(left for one in tables for left in one.leftovers if left.place.row in bad)
    return read.rows, left, told
