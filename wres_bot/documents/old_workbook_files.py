"""Owns workbooks in the format of before 2007 (.xls), read whole as their sheets show them; knows no column."""

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

from wres_bot.documents.document import (
    Document,
    Merge,
    Note,
    NoteKind,
    Progress,
    TableBlock,
    clip_merges,
    find_error_values,
    make_even,
)
from wres_bot.documents.number_formats import BUILT_IN, show_number
from wres_bot.documents.packages import join_numbers
from wres_bot.documents.tables import Limits, Place, Reason, Source, Unreadable, column_letters


def read_old_workbook(source: Source, place: Place, limits: Limits, on_progress: Progress) -> Document:
    """A table for each sheet with anything in its cells."""
    import xlrd  # a process that only answers chat never reads a workbook

    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    try:
        with redirect_stdout(io.StringIO()):  # it prints what it finds odd
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as wrong:
        locked = "encrypted" in str(wrong).lower()
        raise Unreadable(Reason.LOCKED if locked else Reason.DAMAGED, place) from wrong
    except Exception as wrong:  # whatever its reader meets in a file that is not whole
        raise Unreadable(Reason.DAMAGED, place) from wrong
    blocks: list[TableBlock] = []
    notes: list[Note] = []
    for n, sheet in enumerate(book.sheets()):
        on_progress(n + 1, book.nsheets)
        at = Place(place.file, sheet.name, table=len(blocks) + 1)
        if sheet.nrows * sheet.ncols > limits.cells:
            fields = {"rows": sheet.nrows, "columns": sheet.ncols, "only": limits.only}
            raise Unreadable(Reason.SHEET_TOO_LARGE, at, **fields)
        days: dict[tuple[int, int], date] = {}
        rows = make_even(
            [[_show(book, sheet, r, c, days) for c in range(sheet.row_len(r))] for r in range(sheet.nrows)]
        )
        beside = Place(place.file, sheet.name)
        if not rows:
            notes.append(Note(NoteKind.EMPTY_SHEET, beside))
            continue
        merges = [Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        blocks.append(table := TableBlock(at, rows, clip_merges(merges, rows), days, bool(sheet.visibility)))
        notes += [*find_error_values(table), *_notes(sheet, table)]
        notes += [Note(NoteKind.HIDDEN_SHEET, beside)] if table.hidden else []
    if not blocks:
        raise Unreadable(Reason.EMPTY_WORKBOOK, place)
    return Document(place.file, "XLS", blocks, notes)


def _show(book: Any, sheet: Any, row: int, column: int, days: dict[tuple[int, int], date]) -> str:
    import xlrd  # it is there by now

    cell = sheet.cell(row, column)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "yes" if cell.value else "no"
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return str(cell.value).strip()
    key = book.xf_list[cell.xf_index].format_key
    code = BUILT_IN.get(key) or book.format_map[key].format_str
    shown = show_number(float(cell.value), code, from_1904=bool(book.datemode))
    if shown.day:
        days[row, column] = shown.day
    return shown.text


def _notes(sheet: Any, table: TableBlock) -> Iterator[Note]:
    rows = [
        n + 1 for n, about in sheet.rowinfo_map.items() if about.hidden and n < len(table.rows) and any(table.rows[n])
    ]
    if rows:
        yield Note(NoteKind.HIDDEN_ROWS, table.place, {"which": join_numbers(rows)})
    filled = {n for row in table.rows for n, cell in enumerate(row) if cell}
    if columns := sorted(n for n, about in sheet.colinfo_map.items() if about.hidden and n in filled):
        yield Note(NoteKind.HIDDEN_COLUMNS, table.place, {"which": ", ".join(map(column_letters, columns))})
    if sheet.cell_note_map:
        yield Note(
            NoteKind.COMMENTS, Place(table.place.file, table.place.sheet), {"count": str(len(sheet.cell_note_map))}
        )
