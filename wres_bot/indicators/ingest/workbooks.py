"""Owns workbooks of an extract: their sheets, what makes one unsafe or unfinished; must not know what a cell means."""

import io
import re
import zipfile
from collections.abc import Container
from datetime import date, datetime, time
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wres_bot.indicators.ingest.findings import Finding, UnreadableFile
from wres_bot.indicators.ingest.text_tables import letters

if TYPE_CHECKING:
    import pandas as pd

LARGEST_WORKBOOK = 100_000_000
LARGEST_UNPACKED = 500_000_000
MOST_CELLS = 40_000_000

# Some programs put a prefix before every name of the sheet's markup.
_FORMULA = rb"(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
_UNCALCULATED = re.compile(rb"<(?:\w+:)?c [^>]*>" + _FORMULA + rb"</(?:\w+:)?c>")
_ERROR = re.compile(rb"""<(?:\w+:)?c [^>]*\bt=["']e["'][^>]*>""")


class Book:
    """One workbook, looked through before the reader sees it: one stray cell makes a table no memory holds."""

    def __init__(self, path: Path) -> None:
        import python_calamine  # a process that only answers chat never reads a workbook

        self.path = path
        self._parts: dict[str, bytes] = {}
        self._sheets: dict[str, Any] = {}
        self._rows: dict[str, list[list[Any]]] = {}
        expected = "an XLSX file; open it in a spreadsheet and save it again, or save it as CSV"
        if path.stat().st_size > LARGEST_WORKBOOK:
            self._refuse(f"a workbook of {path.stat().st_size / 1_000_000:,.0f} MB", "at most 100 MB; save it as CSV")
        data = path.read_bytes()
        try:
            if data.startswith(b"PK"):
                self._look_through(data)
            self._book = python_calamine.load_workbook(io.BytesIO(data))
            self.names: list[str] = list(self._book.sheet_names)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, python_calamine.CalamineError, OSError, ValueError,
                RuntimeError, NotImplementedError, EOFError) as wrong:  # fmt: skip
            raise UnreadableFile(Finding("a workbook that cannot be opened", expected, path.name)) from wrong

    def _refuse(self, found: str, expected: str, **where: Any) -> None:
        raise UnreadableFile(Finding(found, expected, self.path.name, **where))

    def first(self) -> str:
        """The first sheet that holds anything."""
        for name in self.names:
            if any(cell not in ("", None) for row in self.rows(name) for cell in row):
                return name
        self._refuse("an empty workbook", "a header row and rows below it")
        raise AssertionError

    def rows(self, sheet: str) -> list[list[Any]]:
        if sheet not in self._rows:
            self._rows[sheet] = self._sheet(sheet).to_python(skip_empty_area=False)
        return self._rows[sheet]

    def _sheet(self, name: str) -> Any:
        """Opened once: to open a sheet is to read it."""
        import python_calamine  # it is there by now

        if name not in self._sheets:
            try:
                self._sheets[name] = self._book.get_sheet_by_name(name)
            except (python_calamine.CalamineError, ValueError, OSError) as wrong:
                expected = "open it in a spreadsheet and save it again, or save it as CSV"
                trouble = Finding("a sheet that cannot be read", expected, self.path.name, name)
                raise UnreadableFile(trouble) from wrong
        return self._sheets[name]

    def _look_through(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                self._refuse("a workbook that unpacks to a very large size", "the extract only; save it as CSV")
            for entry in packed.infolist():
                # Read here, where a size that was not as declared is an error, and not first by the reader.
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
                                r"|xl/sharedStrings\.xml", entry.filename):  # fmt: skip
                    self._parts[entry.filename] = packed.read(entry)
        for name, xml in self._parts.items():
            if name.startswith("xl/worksheets/"):
                self._check_extent(xml)

    def _check_extent(self, xml: bytes) -> None:
        """How far the cells reach, without reading each: few sheets go beyond column Z."""
        rows = max(map(int, re.findall(rb'<row [^>]*?\br="(\d+)"', xml)), default=1)
        if re.search(rb'r=["\'][A-Za-z]{1,3}\d{6}', xml):
            rows = max(rows, 1_048_576 if re.search(rb'r=["\'][A-Za-z]{1,3}\d{7}', xml) else 999_999)
        wide = set(re.findall(rb'r=["\']([A-Za-z]{2,3})\d', xml))
        columns = max((reduce(lambda n, letter: n * 26 + letter - 64, w.upper(), 0) for w in wide), default=26)
        if rows * columns > max(MOST_CELLS, 26 * 1_048_576):
            found = f"a sheet of {rows:,} rows and {columns:,} columns"
            self._refuse(found, "the extract only; delete the empty rows and columns beyond it")

    def check_merged(self, sheet: str, header: int, placed: Container[int]) -> None:
        """A merged header names one column where there are several; merged cells below it leave all but one empty."""
        for (top, left), (bottom, right) in self._sheet(sheet).merged_cell_ranges or ():
            cells = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
            if top <= header <= bottom:
                self._refuse(f"merged cells {cells} in the header", "one heading over each column: unmerge them",
                             sheet=sheet, row=header + 1, column=letters(left))  # fmt: skip
            if top > header and any(column in placed for column in range(left, right + 1)):
                self._refuse(f"merged cells {cells}", "the value in each of the rows: unmerge them and fill them",
                             sheet=sheet, row=top + 1, column=letters(left))  # fmt: skip

    def check_cells(self, sheet: str, columns: dict[int, str], header: int) -> None:
        """A formula without a value was never calculated, and one that went wrong has none: both would read as empty.

        A spreadsheet writes the value; a program that only writes formulas does not.
        """
        xml = self._parts.get(self._part(sheet), b"")
        # A plain search goes first: most sheets have neither, and a pattern over all of one takes its time.
        for pattern, signs, found, expected in (
            (_UNCALCULATED, (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/"), "a formula that was never calculated",
             "values: open it in a spreadsheet and save it"),
            (_ERROR, (b't="e"', b"t='e'"), "an error in place of a value", "a value, or an empty cell"),
        ):  # fmt: skip
            for cell in pattern.finditer(xml) if any(sign in xml for sign in signs) else ():
                at = re.search(rb"""\br=["']([A-Z]{1,3})(\d+)""", cell[0])
                index = reduce(lambda n, letter: n * 26 + letter - 64, at[1], 0) - 1 if at else -1
                if at and index in columns and int(at[2]) > header:
                    self._refuse(found, expected, sheet=sheet, row=int(at[2]), column=columns[index])

    def _part(self, sheet: str) -> str:
        book = self._parts.get("xl/workbook.xml", b"").decode("utf-8", "replace")
        links = self._parts.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")
        order = re.findall(r"<(?:\w+:)?sheet\b[^>]*?\br:id=\"([^\"]+)\"", book)
        if sheet not in self.names or len(order) != len(self.names):
            return ""
        for link in re.findall(r"<Relationship\b[^>]*>", links):
            if f'Id="{order[self.names.index(sheet)]}"' in link and (target := re.search(r'Target="([^"]+)"', link)):
                return "xl/" + target[1].removeprefix("/xl/")
        return ""

    @staticmethod
    def text(cell: object) -> str:
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

    def column(self, rows: list[list[Any]], index: int, *, whole: bool) -> "pd.Series[Any]":
        """One column as text; each different cell is read once."""
        import pandas as pd  # slow to import, and only an extract needs it

        cells = [row[index] for row in rows]
        if whole:
            return pd.Series([self.text(cell).strip() for cell in cells], dtype="str")
        known: dict[Any, int] = {}
        codes = [known.setdefault(cell, len(known)) for cell in cells]
        texts = [self.text(cell).strip() for cell in known]
        order = {text: n for n, text in enumerate(dict.fromkeys(texts))}
        lookup = [order[text] for text in texts]
        kinds: pd.Index[str] = pd.Index(list(order))
        return pd.Series(pd.Categorical.from_codes([lookup[code] for code in codes], categories=kinds))
