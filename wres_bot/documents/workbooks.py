"""Owns workbooks: their sheets, and what makes one unsafe or unfinished; in by calamine, out by openpyxl."""

import io
import re
import zipfile
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from wres_bot.documents.packages import BROKEN
from wres_bot.documents.tables import (
    Columns,
    Limits,
    Place,
    Reason,
    Source,
    Table,
    Unreadable,
    cell_text,
    clean_cell,
    column_letters,
    escape_formula,
)

if TYPE_CHECKING:
    import pandas as pd

_READ_HERE = re.compile(r"xl/worksheets/[^/]+\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/sharedStrings\.xml")
# Some programs put a prefix before every name of the sheet's markup.
_FORMULA = rb"(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
_UNCALCULATED = re.compile(rb"<(?:\w+:)?c [^>]*>" + _FORMULA + rb"</(?:\w+:)?c>")
_ERROR = re.compile(rb"""<(?:\w+:)?c [^>]*\bt=["']e["'][^>]*>""")
_MOST_ROWS = 1_048_576
"""A sheet has no more."""


def open_workbook(source: Source, place: Place, limits: Limits) -> Sequence[Table]:
    """A table for each sheet, hidden ones and empty ones too, in the workbook's order."""
    book = Workbook(source, place, limits)
    return [SheetTable(book, name) for name in book.names]


class Workbook:
    """One workbook, looked through before the reader sees it: one stray cell makes a table no memory holds."""

    def __init__(self, source: Source, place: Place, limits: Limits) -> None:
        import python_calamine  # a process that only answers chat never reads a workbook

        self.place, self.limits = place, limits
        self.parts: dict[str, bytes] = {}
        data = source if isinstance(source, bytes) else source.read_bytes()
        try:
            if data.startswith(b"PK"):
                self._look_through(data)
            self._book = python_calamine.load_workbook(io.BytesIO(data))
            sheets = self._book.sheets_metadata
            self.names: list[str] = [sheet.name for sheet in sheets]
            self.hidden = [sheet.visible != python_calamine.SheetVisibleEnum.Visible for sheet in sheets]
        except (*BROKEN, python_calamine.CalamineError) as wrong:
            raise Unreadable(Reason.DAMAGED_WORKBOOK, place) from wrong
        if not self.names:
            raise Unreadable(Reason.EMPTY_WORKBOOK, place)

    def sheet(self, name: str) -> Any:
        """calamine's own sheet: to open one is to read it."""
        import python_calamine  # it is there by now

        try:
            return self._book.get_sheet_by_name(name)
        except (python_calamine.CalamineError, ValueError, OSError) as wrong:
            raise Unreadable(Reason.DAMAGED_SHEET, Place(self.place.file, name)) from wrong

    def markup(self, name: str) -> bytes:
        """A sheet's own XML; nothing where it cannot be told which part that is."""
        return self.parts.get(self.part_of(name), b"")

    def part_of(self, name: str) -> str:
        """The part of the file that holds a sheet; nothing where it cannot be told which."""
        book = self.parts.get("xl/workbook.xml", b"").decode("utf-8", "replace")
        links = self.parts.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")
        order = re.findall(r"<(?:\w+:)?sheet\b[^>]*?\br:id=\"([^\"]+)\"", book)
        if len(order) != len(self.names):
            return ""
        for link in re.findall(r"<Relationship\b[^>]*>", links):
            if f'Id="{order[self.names.index(name)]}"' in link and (target := re.search(r'Target="([^"]+)"', link)):
                return "xl/" + target[1].removeprefix("/xl/")
        return ""

    def _look_through(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if any(entry.flag_bits & 1 for entry in packed.infolist()):
                raise Unreadable(Reason.LOCKED, self.place)
            if sum(entry.file_size for entry in packed.infolist()) > self.limits.unpacked:
                raise Unreadable(Reason.UNPACKS_TOO_LARGE, self.place, what="a workbook", only=self.limits.only)
            for entry in packed.infolist():
                # Read here, where a size that was not as declared is an error, and not first by the reader.
                if _READ_HERE.fullmatch(entry.filename):
                    self.parts[entry.filename] = packed.read(entry)
        for name, xml in self.parts.items():
            if b"<!DOCTYPE" in xml[:4096]:
                raise Unreadable(Reason.EXTERNAL_PARTS, self.place)
            if name.startswith("xl/worksheets/"):
                self._check_extent(xml)

    def _check_extent(self, xml: bytes) -> None:
        """How far the cells reach, without reading each: few sheets go beyond column Z."""
        row = b":row " if b":row " in xml else b"<row "  # a plain beginning, which is looked for fastest
        rows = max(map(int, re.findall(row + rb'[^>]*?\br=["\'](\d{1,7})["\']', xml)), default=1)
        if re.search(rb'r=["\'][A-Za-z]{1,3}\d{6}', xml):
            rows = max(rows, _MOST_ROWS if re.search(rb'r=["\'][A-Za-z]{1,3}\d{7}', xml) else 999_999)
        wide = set(re.findall(rb'r=["\']([A-Za-z]{2,3})\d', xml))
        columns = max((reduce(lambda n, letter: n * 26 + letter - 64, w.upper(), 0) for w in wide), default=26)
        if rows * columns > self.limits.cells:
            fields = {"rows": rows, "columns": columns, "only": self.limits.only}
            raise Unreadable(Reason.SHEET_TOO_LARGE, self.place, **fields)


class SheetTable:
    """A `Table` of one sheet. Its rows are kept from the first time they are asked for until its columns are taken."""

    schema = None

    def __init__(self, book: Workbook, name: str) -> None:
        self.place = Place(book.place.file, name)
        self._book = book
        self._sheet: Any = None
        self._cells: list[list[Any]] | None = None

    def head(self, rows: int) -> list[list[str]]:
        """As `Table.head`."""
        return [[cell_text(cell).strip() for cell in row] for row in self._rows()[:rows]]

    def rows(self) -> list[list[str]]:
        """As `Table.rows`."""
        return self.head(len(self._rows()))

    def columns(self, header: int, names: Mapping[int, str], distinct: Container[str]) -> Columns:
        """As `Table.columns`. Rows with nothing in any of the columns are left out.

        Refuses what would read as empty or in the wrong place: merged cells, formulas without a value, errors.
        """
        import pandas as pd  # slow to import, and only an extract needs it

        rows = self._rows()
        headings = {index: cell_text(rows[header][index]).strip() for index in names}
        self._check_merged(header, names)
        self._check_values(header, headings)
        body = rows[header + 1 :]
        self._cells = self._sheet = None
        numbers: Sequence[int] = range(header + 2, header + 2 + len(body))
        blank = ("", None)
        if any(all(row[i] in blank for i in names) for row in body):
            kept = [n for n, row in enumerate(body) if any(row[i] not in blank for i in names)]
            body, numbers = [body[n] for n in kept], [n + header + 2 for n in kept]
        if not body:
            raise Unreadable(Reason.NO_ROWS, self.place)
        frame = pd.DataFrame({name: _as_text(body, index, name in distinct) for index, name in names.items()})
        return Columns(frame, lambda index: numbers[index])

    def _opened(self) -> Any:
        if self._sheet is None:
            self._sheet = self._book.sheet(self.place.sheet)
        return self._sheet

    def _rows(self) -> list[list[Any]]:
        if self._cells is None:
            self._cells = self._opened().to_python(skip_empty_area=False)
        return self._cells

    def _check_merged(self, header: int, columns: Container[int]) -> None:
        """A merged header names one column where there are several; merged cells below it leave all but one empty."""
        for (top, left), (bottom, right) in self._opened().merged_cell_ranges or ():
            cells = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
            place = self.place.at(header + 1, column_letters(left))
            if top <= header <= bottom:
                raise Unreadable(Reason.MERGED_HEADER, place, cells=cells)
            if top > header and any(column in columns for column in range(left, right + 1)):
                raise Unreadable(Reason.MERGED_CELLS, self.place.at(top + 1, column_letters(left)), cells=cells)

    def _check_values(self, header: int, headings: Mapping[int, str]) -> None:
        """A formula without a value was never calculated, and one that went wrong has none: both would read as empty.

        A spreadsheet writes the value; a program that only writes formulas does not.
        """
        xml = self._book.markup(self.place.sheet)
        # A plain search goes first: most sheets have neither, and a pattern over all of one takes its time.
        for pattern, signs, reason in (
            (_UNCALCULATED, (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/"), Reason.NOT_CALCULATED),
            (_ERROR, (b't="e"', b"t='e'"), Reason.ERROR_VALUE),
        ):
            for cell in pattern.finditer(xml) if any(sign in xml for sign in signs) else ():
                at = re.search(rb"""\br=["']([A-Z]{1,3})(\d+)""", cell[0])
                index = reduce(lambda n, letter: n * 26 + letter - 64, at[1], 0) - 1 if at else -1
                if at and index in headings and int(at[2]) > header:
                    raise Unreadable(reason, self.place.at(int(at[2]), headings[index]))


def _as_text(rows: Sequence[Sequence[Any]], index: int, distinct: bool) -> "pd.Series[Any]":
    """One column; each different cell is read once."""
    import pandas as pd  # it is there by now

    cells = [row[index] for row in rows]
    if distinct:
        return pd.Series([cell_text(cell).strip() for cell in cells], dtype="str")
    known: dict[Any, int] = {}
    codes = [known.setdefault(cell, len(known)) for cell in cells]
    texts = [cell_text(cell).strip() for cell in known]
    order = {text: n for n, text in enumerate(dict.fromkeys(texts))}
    lookup = [order[text] for text in texts]
    kinds: pd.Index[str] = pd.Index(list(order))
    return pd.Series(pd.Categorical.from_codes([lookup[code] for code in codes], categories=kinds))


def write_workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet with its first row frozen. Every cell is text, so that 2.10 stays 2.10, and none can run."""
    import openpyxl  # slow to import, and only an export needs it

    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("plan")
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = []
        for text in row:
            cell = openpyxl.cell.WriteOnlyCell(sheet, value=escape_formula(clean_cell(text))[:32_767] or None)
            cell.number_format = "@"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
