"""Owns a table of an extract as text, before anything in it is understood: its columns, and what keeps it out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wres_bot.documents.formats import open_tables
from wres_bot.documents.tables import EXTRACT_LIMITS, Place, Reason, Table, Unreadable, column_letters
from wres_bot.indicators.ingest.columns import ONE_ONLY, TABLES, ColumnMap, heading_key, heading_rank
from wres_bot.indicators.ingest.findings import Finding, RefusedTable
from wres_bot.indicators.ingest.pii import LOOKED_AT, find_personal_data, heading_names_people, quote_safely

if TYPE_CHECKING:
    import pandas as pd

AS_TEXT = ("person", "assignment", "applicant")
"""Columns with an entry of its own in almost every row; all others hold few different ones."""
HEADINGS_WITHIN = 20
"""So many rows may stand above and among the headings: a title, a date, who made it."""
REFUSED = "no names, NHS numbers or addresses: take that column out. Nothing was stored"


@dataclass(frozen=True)
class RawTable:
    """The known columns of one file or sheet as text, and where each row stood. `headings`: as the file has them.

    `unused`: headings nobody here has a use for. `passed_over`: headings of a column that another one stands for.
    """

    name: str
    file: str
    sheet: str
    headings: Mapping[str, str]
    frame: "pd.DataFrame"
    row_of: Callable[[int], int]
    unused: Sequence[str] = ()
    passed_over: Sequence[str] = ()

    def finding(self, found: str, expected: str, column: str = "", index: int | None = None, **more: Any) -> Finding:
        """Something found in this table, in one of its columns and at one of its rows."""
        row = None if index is None else self.row_of(int(index))
        return Finding(found, expected, self.file, self.sheet, row, self.headings.get(column, column), **more)


@dataclass(frozen=True, slots=True)
class TableSource:
    """Which table of an extract stands where. `opened`: when it has been opened already, as a workbook's sheets are.
    `guessed`: by its headings, since its name says nothing."""

    table: str
    path: Path
    sheet: str = ""
    opened: Table | None = None
    guessed: bool = False


def read_table(source: TableSource, known: Mapping[str, str], only: Iterable[str] | None = None) -> RawTable:
    """The table's known columns, or `only` some of them.

    known: column names by the key of each heading that may stand for them.
    Raises: `Unreadable` for a file that cannot be read, `RefusedTable` for a table that may not come in.
    """
    table = source.opened or _open(source)
    first = table.head(LOOKED_AT)
    if not any(map(any, first)):
        raise Unreadable(Reason.EMPTY_SHEET if table.place.sheet else Reason.EMPTY_FILE, table.place)
    headings: Sequence[str]
    if table.schema is None:
        header = find_header(first, known)
        headings, below, place = first[header], first[header + 1 :], table.place.at(header + 1)
    else:
        header, headings, below, place = 0, table.schema, first, table.place
    placed, passed_over = place_columns(source.table, headings, known, None if only is None else set(only), place)
    refuse_cells(below, headings, placed, place)
    frame, row_of = table.columns(header, placed, AS_TEXT)
    shown = {name: headings[index] for index, name in placed.items()}
    unused = tuple(
        heading
        for index, heading in enumerate(headings)
        if heading and index not in placed and heading not in passed_over
    )
    return RawTable(source.table, table.place.file, table.place.sheet, shown, frame, row_of, unused, passed_over)


def read_headings(source: TableSource) -> Sequence[str]:
    """The row of a table that looks most like headings of any table of ours; nothing of an empty one."""
    table = source.opened or _open(source)
    if table.schema is not None:
        return table.schema
    known = {key: name for each in TABLES for key, name in ColumnMap().headings(each).items()}
    rows = table.head(HEADINGS_WITHIN)
    return rows[find_header(rows, known)] if rows else ()


def open_source(source: TableSource) -> Table:
    """The table itself."""
    return source.opened or _open(source)


def _open(source: TableSource) -> Table:
    """The named sheet, or the first table that holds anything."""
    tables = open_tables(source.path, EXTRACT_LIMITS)
    if source.sheet:
        return next(table for table in tables if table.place.sheet == source.sheet)
    return first_filled(tables)


def first_filled(tables: Sequence[Table]) -> Table:
    """The first table that holds anything; one table alone whatever it holds, which its own reading will tell."""
    if len(tables) > 1:
        # Nearly always in its first rows.
        filled = next((t for t in tables if any(map(any, t.head(50))) or any(map(any, t.rows()))), None)
        if filled is None:
            raise Unreadable(Reason.EMPTY_WORKBOOK, Place(tables[0].place.file))
        return filled
    return tables[0]


def place_columns(
    table: str, headings: Sequence[str], known: Mapping[str, str], wanted: set[str] | None, place: Place
) -> tuple[dict[int, str], tuple[str, ...]]:
    """Column names by position, and the headings passed over for a more telling one.

    Raises for headings that name people, and for a column that is there twice where that is a question.
    """
    refuse_headings(headings, place)
    placed: dict[int, str] = {}
    passed_over: list[str] = []
    for index, heading in enumerate(headings):
        name = known.get(heading_key(heading))
        if name is None or (wanted is not None and name not in wanted):
            continue
        at = next((at for at, other in placed.items() if other == name), None)
        if at is not None and name in ONE_ONLY:
            expected = "one; name it in the column map"
            raise RefusedTable(Finding.at(place.at(place.row, heading), f"two columns for {name}", expected))
        if at is not None:
            first = heading_rank(table, name, headings[at]) <= heading_rank(table, name, heading)
            passed_over.append(heading if first else headings[at])
            if first:
                continue
            del placed[at]
        placed[index] = name
    if (
        "ethnicity" in known.values()
        and "ethnicity" not in placed.values()
        and (wanted is None or "ethnicity" in wanted)
    ):
        placed.update(_speaking_of_ethnicity(headings, placed, place))
    if not placed:
        # A file without headings begins with somebody's row.
        shown = ", ".join(quote_safely(h) for h in headings[:8] if h) or "nothing"
        raise RefusedTable(Finding.at(place.at(), f"the headings {shown}", "headings the column map names"))
    return placed, tuple(passed_over)


def _speaking_of_ethnicity(headings: Sequence[str], placed: Mapping[int, str], place: Place) -> dict[int, str]:
    """The one heading that has the word in it, where none is known. Raises where there are two."""
    found = [at for at, heading in enumerate(headings) if "ethnic" in heading.casefold() and at not in placed]
    if len(found) > 1:
        shown = " and ".join(f"“{headings[at]}”" for at in found)
        raise RefusedTable(
            Finding.at(place.at(), f"two headings that speak of ethnicity, {shown}", "one; name it in the column map")
        )
    return dict.fromkeys(found, "ethnicity")


def refuse_headings(headings: Iterable[str], place: Place) -> None:
    """Raises for a heading under which people could be told by name or number."""
    if named := next((h for h in headings if heading_names_people(h)), None):
        raise RefusedTable(Finding.at(place.at(place.row, named), "a column that tells who people are", REFUSED))


def refuse_cells(
    rows: Sequence[Sequence[str]], headings: Sequence[str], placed: Mapping[int, str], place: Place
) -> None:
    """Raises where the first rows of any column, used or not, whatever its heading, say who people are."""
    for index in range(max(map(len, rows), default=0)):
        ids = placed.get(index) in AS_TEXT
        cells = (row[index] for row in rows if index < len(row))
        if what := find_personal_data(cells, ids=ids, used=index in placed and not ids):
            heading = headings[index] if index < len(headings) and headings[index] else column_letters(index)
            raise RefusedTable(Finding.at(place.at(column=heading), what, REFUSED))


def find_header(rows: Iterable[Sequence[str]], known: Mapping[str, str]) -> int:
    """The row naming most columns, among the first ones: a title may stand above."""
    scores = [
        (len({known[key] for cell in row if (key := heading_key(cell)) in known}), -index)
        for index, row in zip(range(HEADINGS_WITHIN), rows, strict=False)
    ]
    return -max(scores, default=(0, 0))[1]
