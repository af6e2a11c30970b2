"""Owns XLSX workbooks, in by calamine and out by openpyxl; must not know columns or plans."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce

from wres_bot.documents.cell_text import Grid, Unreadable, clean_cell, escape_formula, unescape_formula

LARGEST_UNPACKED = 60_000_000
MOST_CELLS = 2_000_000


def is_workbook(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def read_grid(data: bytes) -> Grid:
    """The first sheet that holds anything."""
    import python_calamine  # a process that only answers chat never reads a workbook

    expected = "an XLSX file; open it in a spreadsheet, save it again, or save it as CSV"
    try:
        if data.startswith(b"PK"):
            _check_size(data)
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(cell not in ("", None) for row in rows for cell in row):
                return [[unescape_formula(clean_cell(_text(cell))) for cell in row] for row in rows]
    except (zipfile.BadZipFile, python_calamine.CalamineError, OSError, ValueError, RuntimeError) as wrong:
        raise Unreadable("a workbook that cannot be opened", expected) from wrong
    raise Unreadable("an empty workbook", "a header row and one row for each entry")


def _check_size(data: bytes) -> None:
    """Before the reader sees it: one stray cell far away makes a table that no memory holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
            raise Unreadable("a workbook that unpacks to a very large size", "a workbook with the plan only")
        for entry in packed.infolist():
            if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", entry.filename):
                continue
            rows = columns = 1
            for letters, digits in re.findall(rb'<c r="([A-Z]{1,3})(\d{1,7})"', packed.read(entry)):
                rows = max(rows, int(digits))
                columns = max(columns, reduce(lambda total, letter: total * 26 + letter - 64, letters, 0))
            if rows * columns > MOST_CELLS:
                found = f"a sheet of {rows:,} rows and {columns:,} columns"
                raise Unreadable(found, "a sheet with the plan only; delete the empty rows and columns beyond it")


def write_grid(rows: Iterable[Sequence[str]]) -> bytes:
    """Every cell is text, so that 2.10 stays 2.10."""
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


def _text(cell: object) -> str:
    match cell:
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
        case timedelta():
            return str(cell)
        case _:
            return str(cell)
