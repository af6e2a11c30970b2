"""What every reader of a document gives: tables as shown, where their cells stand, and what to know of them."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from wres_bot.documents.csv_files import write_csv
from wres_bot.documents.document import Merge, NoteKind, TableBlock, clip_merges, make_even
from wres_bot.documents.formats import read_document
from wres_bot.documents.tables import Place, Reason, Unreadable


def workbook(**sheets: list[list[Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_sheet_with_cells_is_a_table_and_the_others_are_told() -> None:
    read = read_document(saved(workbook(Cover=[], Plan=[["a"], [], ["b", "c"]], Careers=[["d"]])), name="plan.xlsx")
    assert [(t.place, t.rows) for t in read.tables] == [
        (Place("plan.xlsx", "Plan", table=1), [["a", ""], ["", ""], ["b", "c"]]),
        (Place("plan.xlsx", "Careers", table=2), [["d"]]),
    ]
    assert [(n.kind, n.place) for n in read.notes] == [(NoteKind.EMPTY_SHEET, Place("plan.xlsx", "Cover"))]


def test_merged_cells_are_read_with_their_extent() -> None:
    book = workbook(Plan=[["Who", "What"], ["Head of HR", "one"], ["", "two"]])
    book["Plan"].merge_cells("A2:A3")
    book["Plan"].merge_cells("B3:D9")
    (table,) = read_document(saved(book)).tables
    assert table.find_merge(2, 0) == table.find_merge(1, 0) == Merge(1, 0, 2, 0)
    assert table.find_merge(0, 0) is table.find_merge(2, 1) is None


def test_merges_end_where_the_table_ends() -> None:
    merges = [Merge(0, 0, 999, 999), Merge(1, 1, 1, 5), Merge(7, 7, 8, 8)]
    assert clip_merges(merges, [["", ""], ["", ""]]) == (Merge(0, 0, 1, 1),)
    assert clip_merges(merges, []) == ()


@pytest.mark.parametrize("shown", ["#N/A", "#NAME?", "#REF!", "#DIV/0!"])
def test_an_error_of_a_spreadsheet_is_told_in_text_files_too(shown: str) -> None:
    read = read_document(write_csv([["what", "who"], ["a", shown], ["#1", "b"]]), name="plan.csv")
    (note,) = read.notes
    assert (note.kind, note.place) == (NoteKind.ERROR_VALUE, Place("plan.csv", row=2, column="B", table=1))
    assert note.words == f"a spreadsheet's error, {shown}, in place of a value" and not note.is_unread
    assert read.tables[0].rows[1] == ["a", shown]


def test_rows_are_as_wide_as_the_widest_and_end_with_the_last_that_holds_anything() -> None:
    assert make_even([["a"], ["", "b", ""], [], ["", ""]]) == [["a", ""], ["", "b"]]
    assert make_even([["", ""], []]) == []


def test_a_row_knows_its_page_where_a_table_runs_over_pages() -> None:
    table = TableBlock(Place("plan.pdf", page=2, table=3), [["a"], ["b"]], row_places=[(2, 7), (3, 1)])
    assert table.place_of(0) == Place("plan.pdf", row=7, page=2, table=3)
    assert table.place_of(1, 0) == Place("plan.pdf", row=1, column="A", page=3, table=3)
    assert TableBlock(Place(), [["a"]]).place_of(0, 27) == Place(row=1, column="AB")


def test_a_workbook_without_a_cell_is_refused() -> None:
    with pytest.raises(Unreadable) as wrong:
        read_document(saved(workbook(A=[], B=[[None]])))
    assert wrong.value.reason is Reason.EMPTY_WORKBOOK


def test_cells_that_hold_a_day_keep_it_beside_what_they_show() -> None:
    book = workbook(Plan=[["due"], [date(2026, 1, 1)], ["January"]])
    (table,) = read_document(saved(book)).tables
    assert dict(table.days) == {(1, 0): date(2026, 1, 1)}
