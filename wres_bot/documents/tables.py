"""Owns what every reader of a file gives: tables of text cells that know their place, or why there is none.

The contract for extracts, whose tables hold millions of rows; documents that a person keeps are read whole, with the
text between their tables, by the contract of `documents/document.py`.

- `formats.open_tables` looks at what a file *is*, never at its name, checks it against `Limits` before anything is
  unpacked, and gives its tables in order: one of a CSV or Parquet file, one for each sheet of a workbook.
- A `Table` gives text only. Nothing is guessed: 2.10 stays "2.10", 007 stays "007", a day is "2021-03-31", a whole
  number has no point, an empty cell is "". What a cell means is for the caller.
- Rows count as a spreadsheet counts them: from 1, blank ones too. Columns count from 0 and are called by letter.
- Whatever keeps a file or a table out is an `Unreadable`: a reason, a place and the reason's own fields. Its words are
  made from them in this file and nowhere else; they never repeat a cell.

Must not know columns, plans, extracts or people's names.
"""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import pandas as pd

Source = bytes | Path
"""A file: where it is, or all of it as it was sent."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. `row` as a spreadsheet shows it; `column` by its heading, or its letter without one.

    page: of a PDF, or the slide of a presentation, from 1. table: from 1, of documents that hold several, counted
    through the whole file.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    page: int | None = None
    table: int | None = None

    def at(self, row: int | None = None, column: str = "", *, page: int | None = None) -> "Place":
        """The same file, sheet and table, at a row or a column of it; on another page where one is given."""
        return replace(self, row=row, column=column, page=self.page if page is None else page)


class Reason(StrEnum):
    """Why a file or a table cannot be read."""

    MISSING = "missing"
    TOO_LARGE = "too_large"
    WORKBOOK_TOO_LARGE = "workbook_too_large"
    EMPTY_FILE = "empty_file"
    EMPTY_WORKBOOK = "empty_workbook"
    EMPTY_SHEET = "empty_sheet"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_TEXT = "not_text"
    NOT_A_TABLE = "not_a_table"
    OPEN_QUOTE = "open_quote"
    RAGGED = "ragged"
    DAMAGED_WORKBOOK = "damaged_workbook"
    DAMAGED_SHEET = "damaged_sheet"
    DAMAGED_PARQUET = "damaged_parquet"
    DAMAGED = "damaged"
    LOCKED = "locked"
    MACROS = "macros"
    EXTERNAL_PARTS = "external_parts"
    OTHER_FORMAT = "other_format"
    NO_TEXT = "no_text"
    NO_TABLE = "no_table"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LONG = "too_long"
    TOO_MUCH_MEMORY = "too_much_memory"
    READER_FAILED = "reader_failed"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    SHEET_TOO_LARGE = "sheet_too_large"
    MERGED_HEADER = "merged_header"
    MERGED_CELLS = "merged_cells"
    NOT_CALCULATED = "not_calculated"
    ERROR_VALUE = "error_value"
    OTHER_VALUES = "other_values"


_RESAVE = "open it in a spreadsheet and save it again, or save it as CSV"
_SMALLER = "a file with the plan only; open it, save it again under a new name, or copy the table into a new document"
_WORDS: Mapping[Reason, tuple[str, str]] = {
    Reason.MISSING: ("no file that can be read ({why})", "{formats}"),
    Reason.TOO_LARGE: ("a file of {megabytes:,.0f} MB", "at most {most:,.0f} MB; {hint}"),
    Reason.WORKBOOK_TOO_LARGE: ("a workbook of {megabytes:,.0f} MB", "at most {most:,.0f} MB; save it as CSV"),
    Reason.EMPTY_FILE: ("an empty file", "a header row and one row for each entry"),
    Reason.EMPTY_WORKBOOK: ("an empty workbook", "a header row and one row for each entry"),
    Reason.EMPTY_SHEET: ("an empty sheet", "a header row and one row for each entry"),
    Reason.NO_ROWS: ("a header and no rows", "one row for each entry"),
    Reason.TOO_MANY_ROWS: ("{rows:,} rows", "at most {most:,}; split the file"),
    Reason.NOT_TEXT: ("a file that is not text", "{formats}"),
    Reason.NOT_A_TABLE: ("text that is no table", "a CSV file; save it again as CSV UTF-8"),
    Reason.OPEN_QUOTE: ("a cell without an end", "a CSV file; look for a quote that is never closed"),
    Reason.RAGGED: ("{cells} cells", "{headings} cells, as in the header; look for a quote that is never closed"),
    Reason.DAMAGED_WORKBOOK: ("a workbook that cannot be opened", f"an XLSX file; {_RESAVE}"),
    Reason.DAMAGED_SHEET: ("a sheet that cannot be read", _RESAVE),
    Reason.DAMAGED_PARQUET: ("a Parquet file that cannot be read", "one written again"),
    Reason.DAMAGED: (
        "a file that cannot be opened: it is damaged, or was cut short on its way",
        "the whole file; open it in the program that made it and save it again",
    ),
    Reason.LOCKED: ("a file locked with a password", "one without; save it again with the password taken off"),
    Reason.MACROS: (
        "a file with macros, which are programs",
        "one without; save it again as an ordinary document (.docx, .xlsx or .pptx)",
    ),
    Reason.EXTERNAL_PARTS: (
        "a file that asks for other files to be read",
        "one made by an office program; open it there and save it again",
    ),
    Reason.OTHER_FORMAT: ("{what}", "{formats}; {how}"),
    Reason.NO_TEXT: (
        "pages that are pictures of text, such as a scan",
        "the document it was made from, or the plan as a Word or Excel file",
    ),
    Reason.NO_TABLE: ("words and no table", "a table with a row for each entry"),
    Reason.TOO_LONG: ("a file that is not read after {seconds:.0f} seconds", _SMALLER),
    Reason.TOO_MUCH_MEMORY: ("a file that takes more memory than there is for one", _SMALLER),
    Reason.READER_FAILED: ("a file that its reader could not get through", _SMALLER),
    Reason.TOO_MANY_PAGES: ("{pages:,} pages", "at most {most:,}; a file with the pages of the plan only"),
    Reason.UNPACKS_TOO_LARGE: ("{what} that unpacks to a very large size", "{only}; save it as CSV"),
    Reason.SHEET_TOO_LARGE: (
        "a sheet of {rows:,} rows and {columns:,} columns",
        "{only}; delete the empty rows and columns beyond it",
    ),
    Reason.MERGED_HEADER: ("merged cells {cells} in the header", "one heading over each column: unmerge them"),
    Reason.MERGED_CELLS: ("merged cells {cells}", "the value in each of the rows: unmerge them and fill them"),
    Reason.NOT_CALCULATED: ("a formula that was never calculated", "values: open it in a spreadsheet and save it"),
    Reason.ERROR_VALUE: ("an error in place of a value", "a value, or an empty cell"),
    Reason.OTHER_VALUES: ("values of another kind", "text, numbers, dates, or yes and no"),
}


class Unreadable(Exception):
    """A file or a table that cannot be read: the reason, where, and the reason's fields as `found` and `expected`."""

    def __init__(self, reason: Reason, place: Place, **fields: object) -> None:
        self.reason, self.place, self.fields = reason, place, fields
        self.found, self.expected = (words.format(**fields) for words in _WORDS[reason])
        super().__init__(f"found {self.found}; expected {self.expected}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What may come in. Sizes are bytes; all of them are looked at before the file is unpacked or read.

    files: the largest file of each format that is taken, by the names of `formats.FORMATS`; `taken`: those in words.
    separators: of CSV, the likeliest first. unpacked: of all the markup in a packed file. cells: of a sheet, counting
    the rectangle that its cells span, empty ones too. rows: of a table. pages: of a PDF.
    only, hint: what is expected instead, for whoever sent something larger.
    """

    files: Mapping[str, int]
    taken: str
    separators: str
    unpacked: int
    cells: int
    rows: int
    pages: int
    only: str
    hint: str


_MB = 1_000_000
PLAN_LIMITS = Limits(
    files={
        "CSV": 10 * _MB,
        "XLSX": 30 * _MB,
        "XLS": 30 * _MB,
        "ODS": 30 * _MB,
        "DOCX": 50 * _MB,
        "PDF": 50 * _MB,
        "PPTX": 50 * _MB,
        "ODT": 50 * _MB,
        "ODP": 50 * _MB,
        "HTML": 10 * _MB,
    },
    taken="a Word, Excel, PowerPoint, PDF, OpenDocument or CSV file",
    separators=",;\t",  # not |, which divides entries inside a cell
    unpacked=60 * _MB,
    cells=2_000_000,
    rows=20_000,
    pages=500,
    only="a file with this table only",
    hint="a plan is far smaller, so this may be another file",
)
EXTRACT_LIMITS = Limits(
    files={
        "CSV": 600 * _MB,
        "XLSX": 100 * _MB,
        "XLS": 100 * _MB,
        "XLSB": 100 * _MB,
        "ODS": 100 * _MB,
        "Parquet": 600 * _MB,
    },
    taken="a CSV, Excel, ODS or Parquet file",
    separators=",;\t|",
    unpacked=500 * _MB,
    cells=40_000_000,
    rows=20_000_000,
    pages=0,
    only="the extract only",
    hint="the whole country's staff fit in a tenth of that",
)


class Columns(NamedTuple):
    """Columns as text, and the row at which each entry of them stood.

    frame: one column a name. What was asked for as `distinct` is plain text; the others are categories, kept once for
    each different text. row_of: the row of an entry, by its position in the frame from 0.
    """

    frame: "pd.DataFrame"
    row_of: Callable[[int], int]


class Table(Protocol):
    """One table of a file. Reading is put off until it is asked for; each call may raise `Unreadable`."""

    @property
    def place(self) -> Place:
        """The file and the sheet."""
        ...

    @property
    def schema(self) -> Sequence[str] | None:
        """The headings, of a format that has them apart from its rows; None where one of the rows holds them."""
        ...

    def head(self, rows: int) -> list[list[str]]:
        """The first rows, each as long as it is in the file."""
        ...

    def rows(self) -> list[list[str]]:
        """All of them. For tables of a few thousand rows, which a person keeps."""
        ...

    def columns(self, header: int, names: Mapping[int, str], distinct: Container[str]) -> Columns:
        """Some columns of all rows below the header, by the column's position: fast, for millions of rows.

        header: the row that holds the headings, from 0; any number where `schema` is given. distinct: names of
        columns with an entry of its own in almost every row. Raises where there is no row, and where a row is longer or
        shorter than the header.
        """
        ...


# Cells


def cell_text(cell: object) -> str:
    """A typed value as somebody would have written it: whole numbers without a point, days without an hour."""
    match cell:
        case str():
            return cell
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


FORMULA_STARTS = "=+-@\t\r"
"""A spreadsheet may run a cell that starts so."""


def clean_cell(text: str) -> str:
    """Without the characters no spreadsheet can hold, and without space around."""
    text = text.replace("\r\n", "\n").replace("\u00a0", " ")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]", "", text).strip()


def escape_formula(text: str) -> str:
    """The text with an apostrophe before anything that could start a formula; `unescape_formula` takes it off again."""
    could_run = text.startswith(tuple(FORMULA_STARTS))
    could_be_taken_off = len(text) > 1 and text[0] == "'" and text[1] in FORMULA_STARTS + "'"
    return f"'{text}" if could_run or could_be_taken_off else text


def unescape_formula(text: str) -> str:
    """What `escape_formula` was given."""
    if text.startswith("'") and len(text) > 1 and text[1] in FORMULA_STARTS + "'":
        return text[1:]
    return text


def column_letters(index: int) -> str:
    """ "A" of 0, "AA" of 26"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
