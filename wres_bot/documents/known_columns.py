"""Owns a table of text cells under known column names, whatever file it came from; must not know what a row means."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

from wres_bot.documents.cell_parsing import read_value
from wres_bot.documents.formats import read_document
from wres_bot.documents.tables import PLAN_LIMITS, Place, Reason, Source, Unreadable, clean_cell, unescape_formula
from wres_bot.domain.plan_rows import Problem

T = TypeVar("T")
LONGEST_CELL = 4_000
Grid = list[list[str]]


class Column(NamedTuple):
    name: str
    required: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownRow:
    """One row of the sheet, its number as a spreadsheet shows it."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def words(self, column: str) -> str | None:
        return self.cells.get(column) or None

    def entries(self, column: str) -> tuple[str, ...]:
        """A cell with several entries divides them by | or by lines."""
        return tuple(part for raw in re.split(r"[|\n]", self[column]) if (part := raw.strip()))


class CheckedRow:
    """Reads the cells of one row as what they should hold, and gathers a problem for each that does not."""

    def __init__(self, row: KnownRow) -> None:
        self.row = row
        self.problems: list[Problem] = []

    def report(self, column: str, expected: str) -> None:
        """What is in that cell is not what is expected there."""
        found = f"“{self.row[column][:60]}”" if self.row[column] else "an empty cell"
        self.problems.append(Problem(self.row.number, column, found, expected))

    def require(self, column: str, expected: str) -> str:
        """The cell's text, which may not be empty."""
        if not self.row[column]:
            self.report(column, expected)
        return self.row[column]

    def number(self, column: str) -> Decimal | None:
        """A number as reports print it; None of an empty cell and of one that holds none."""
        value = read_value(self.row[column]).value
        if self.row[column] and value is None:
            self.report(column, "a number or nothing")
        return value

    def choice(self, column: str, options: Mapping[str, T], expected: str) -> T | None:
        """What the cell's words stand for, in capitals or joined by underscores too; None where they are no option."""
        word = self.row[column].lower().replace("_", " ")
        if word not in options:
            self.report(column, expected)
        return options.get(word)

    def yes_or_no(self, column: str) -> bool | None:
        """None of an empty cell."""
        return self.choice(column, {"yes": True, "no": False, "": None}, "yes, no or nothing")


@dataclass(frozen=True, slots=True)
class KnownRows:
    lines: tuple[KnownRow, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_known_rows(source: Source, columns: Sequence[Column]) -> KnownRows:
    """The rows of a CSV or XLSX file under the columns it has of these; its first sheet that holds anything.

    Never raises: what keeps the whole file out is a problem too.
    """
    try:
        grid = read_grid(source)
        if len(grid) > PLAN_LIMITS.rows:
            raise Unreadable(Reason.TOO_MANY_ROWS, Place(), rows=len(grid), most=PLAN_LIMITS.rows)
    except Unreadable as wrong:
        return KnownRows(problems=(Problem(wrong.place.row, None, wrong.found, wrong.expected),))
    return _match_columns(grid, columns)


def read_grid(source: Source) -> Grid:
    """The first table that holds anything, each cell as `write_csv` and `write_workbook` were given it."""
    document = read_document(source)
    for table in document.tables:
        grid = [[unescape_formula(clean_cell(cell)) for cell in row] for row in table.rows]
        if any(map(any, grid)):
            return grid
    raise Unreadable(Reason.NO_TABLE if document.texts else Reason.EMPTY_FILE, Place())


def _key(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.casefold())


def _match_columns(grid: Grid, columns: Sequence[Column]) -> KnownRows:
    known = {_key(name): column.name for column in columns for name in (column.name, *column.also)}
    header = _header(grid, known)
    if header is None:
        first = next((row for row in grid if any(row)), [])
        names = ", ".join(column.name for column in columns if column.required)
        found, expected = f"“{', '.join(filter(None, first))[:120]}”", f"a first row that names the columns: {names}"
        return KnownRows(problems=(Problem(None, None, found, expected),))
    placed: dict[int, str] = {}
    problems: list[Problem] = []
    unknown: list[str] = []
    for index, heading in enumerate(grid[header]):
        name = known.get(_key(heading))
        if name and name in placed.values():
            problems.append(Problem(header + 1, name, "the column twice", "each column once"))
        elif name:
            placed[index] = name
        elif heading:
            unknown.append(heading)
    problems += _missing(columns, placed.values(), unknown, header + 1)
    problems += [
        Problem(header + 1, heading[:60], "a column we do not know", "it is left out", "warning") for heading in unknown
    ]
    if any(problem.severity == "error" for problem in problems):
        return KnownRows(problems=tuple(problems))
    lines: list[KnownRow] = []
    for number, row in enumerate(grid[header + 1 :], header + 2):
        if not any(row) or row == grid[header]:
            continue
        cells = {name: row[index] for index, name in placed.items() if index < len(row)}
        problems += _check_cells(number, cells)
        lines.append(KnownRow(number, {name: text[:LONGEST_CELL] for name, text in cells.items()}))
    return KnownRows(tuple(lines), tuple(problems))


def _header(grid: Grid, known: dict[str, str]) -> int | None:
    """The row naming most columns, among the first ten: documents put a title above their table."""
    scores = [(sum(_key(cell) in known for cell in row), -index) for index, row in enumerate(grid[:10])]
    best, index = max(scores, default=(0, 0))
    return -index if best >= 1 else None


def _missing(columns: Sequence[Column], placed: Iterable[str], unknown: list[str], row: int) -> list[Problem]:
    problems = []
    for column in columns:
        if column.required and column.name not in set(placed):
            near = difflib.get_close_matches(_key(column.name), [_key(name) for name in unknown], 1, 0.6)
            nearest = next((name for name in unknown if near and _key(name) == near[0]), None)
            found = f"no column “{column.name}”" + (f"; the nearest is “{nearest}”" if nearest else "")
            problems.append(Problem(row, column.name, found, f"a column headed “{column.name}”"))
    return problems


def _check_cells(number: int, cells: dict[str, str]) -> list[Problem]:
    problems = []
    for name, text in cells.items():
        if len(text) > LONGEST_CELL:
            found = f"{len(text):,} characters"
            problems.append(Problem(number, name, found, f"at most {LONGEST_CELL:,}; put the rest in a document"))
        elif text.startswith("=") and len(text) > 1:
            problems.append(
                Problem(
                    number,
                    name,
                    f"a formula, “{text[:40]}”",
                    "it is kept as text, not worked out",
                    "warning",
                )
            )
    return problems
