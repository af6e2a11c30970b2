"""Owns a table as text, before anything in it is understood: its columns, where a row stood, what keeps it out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wres_bot.indicators.ingest import pii
from wres_bot.indicators.ingest.columns import heading_key
from wres_bot.indicators.ingest.findings import Finding, UnreadableFile

if TYPE_CHECKING:
    import pandas as pd

AS_TEXT = ("person", "applicant")
"""Columns with an entry of its own in almost every row; all others hold few different ones."""
REFUSED = "no names, NHS numbers or addresses: take that column out. Nothing was stored"


@dataclass(frozen=True)
class RawTable:
    """The known columns of one file or sheet as text, and where each row stood. `headings`: as the file has them.

    `unused`: headings nobody here has a use for.
    """

    name: str
    file: str
    sheet: str
    headings: Mapping[str, str]
    frame: "pd.DataFrame"
    row_of: Callable[[int], int]
    unused: Sequence[str] = ()

    def finding(self, found: str, expected: str, column: str = "", index: int | None = None, **more: Any) -> Finding:
        row = None if index is None else self.row_of(int(index))
        return Finding(found, expected, self.file, self.sheet, row, self.headings.get(column, column), **more)


@dataclass(frozen=True, slots=True)
class Place:
    """Which table stands where."""

    table: str
    path: Path
    sheet: str = ""


def place_columns(
    headings: Sequence[str], known: Mapping[str, str], wanted: set[str] | None, where: Finding
) -> dict[int, str]:
    """Column names by position. Raises for headings that name people, and for a column that is there twice."""
    refuse_headings(headings, where)
    placed: dict[int, str] = {}
    for index, heading in enumerate(headings):
        name = known.get(heading_key(heading))
        if name is None or (wanted is not None and name not in wanted):
            continue
        if name in placed.values():
            raise UnreadableFile(
                Finding(f"two columns for {name}", "one; name it in the column map", where.file, where.sheet, where.row,
                        heading)
            )  # fmt: skip
        placed[index] = name
    if not placed:
        # A file without headings begins with somebody's row.
        shown = ", ".join(pii.quote_safely(h) for h in headings[:8] if h) or "nothing"
        raise UnreadableFile(Finding(f"the headings {shown}", "headings the column map names", where.file, where.sheet))
    return placed


def refuse_headings(headings: Iterable[str], where: Finding) -> None:
    if named := next((h for h in headings if pii.heading_names_people(h)), None):
        raise UnreadableFile(
            Finding("a column that tells who people are", REFUSED, where.file, where.sheet, where.row, named)
        )


def refuse_cells(
    rows: Sequence[Sequence[str]], headings: Sequence[str], placed: Mapping[int, str], where: Finding
) -> None:
    """Raises where the first rows of any column, used or not, whatever its heading, say who people are."""
    for index in range(max(map(len, rows), default=0)):
        ids = placed.get(index) in AS_TEXT
        cells = (row[index] for row in rows if index < len(row))
        found = pii.find_personal_data(cells, ids=ids, used=index in placed and not ids)
        if found:
            heading = headings[index] if index < len(headings) and headings[index] else letters(index)
            raise UnreadableFile(Finding(found, REFUSED, where.file, where.sheet, None, heading))


def header_at(rows: Iterable[Sequence[str]], known: Mapping[str, str]) -> int:
    """The row naming most columns, among the first ten: a title may stand above."""
    scores = [
        (sum(heading_key(cell) in known for cell in row), -index) for index, row in zip(range(10), rows, strict=False)
    ]
    return -max(scores, default=(0, 0))[1]


def others(headings: Sequence[str], placed: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(heading for index, heading in enumerate(headings) if heading and index not in placed)


def letters(index: int) -> str:
    """ "A" of 0, "AA" of 26"""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found
