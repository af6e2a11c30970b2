"""Workbooks as spreadsheets make them: typed cells as text, several sheets, and what is unsafe or unfinished in one."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest

from wres_bot.documents.formats import open_tables
from wres_bot.documents.tables import EXTRACT_LIMITS, Place, Reason, Table, Unreadable, cell_text

DAY = date(2021, 3, 31)
HEADER = ["id", "group", "count"]


def made(*grid: list[Any], change: Callable[[Any], None] = lambda _: None) -> Table:
    """The one sheet of a workbook, after `change`."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Staff"
    for row in grid:
        sheet.append(row)
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    (found,) = open_tables(out.getvalue(), EXTRACT_LIMITS)
    return found


def refused(table: Table, header: int = 0) -> Unreadable:
    with pytest.raises(Unreadable) as wrong:
        table.columns(header, {0: "id", 1: "group"}, ())
    return wrong.value


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("", ""), (" a ", " a "), (2.0, "2"), (2.5, "2.5"), (7, "7"), (True, "yes"), (False, "no"),
     (DAY, "2021-03-31"), (datetime.combine(DAY, time()), "2021-03-31"),
     (datetime.combine(DAY, time(0, 1)), "2021-03-31T00:01:00"), (time(9, 30), "09:30:00")],
)  # fmt: skip
def test_a_typed_value_is_what_somebody_would_have_written(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_typed_cells_are_read_as_text_in_rows_and_columns() -> None:
    table = made(HEADER, [1.0, "white", True], ["007", datetime.combine(DAY, time()), None])
    assert table.rows() == [HEADER, ["1", "white", "yes"], ["007", "2021-03-31", ""]]
    frame, row_of = made(*table.rows()).columns(0, {0: "id", 1: "group"}, ("id",))
    assert (list(frame["id"]), list(frame["group"].astype(str)), row_of(1)) == (
        ["1", "007"],
        ["white", "2021-03-31"],
        3,
    )


def test_every_sheet_is_a_table_of_its_own() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Hidden").sheet_state = "hidden"
    book["Hidden"].append(["x"])
    out = io.BytesIO()
    book.save(out)
    tables = open_tables(out.getvalue(), EXTRACT_LIMITS)
    assert [(t.place, t.rows()) for t in tables] == [(Place("", "Sheet"), []), (Place("", "Hidden"), [["x"]])]


def test_a_merged_header_is_refused_at_its_place() -> None:
    wrong = refused(made(["Staff"], HEADER, ["1", "a", "2"], change=lambda s: s.merge_cells("B2:C2")), header=1)
    assert (wrong.reason, wrong.place.row, wrong.place.column) == (Reason.MERGED_HEADER, 2, "B")
    assert wrong.found == "merged cells B2:C2 in the header"


def test_merged_cells_below_are_refused_only_in_columns_that_are_read() -> None:
    grid = (HEADER, ["1", "a", "2"], ["2", "b", "3"])
    wrong = refused(made(*grid, change=lambda s: s.merge_cells("B2:B3")))
    assert (wrong.reason, wrong.place.row, wrong.place.column) == (Reason.MERGED_CELLS, 2, "B")
    frame, _ = made(*grid, change=lambda s: s.merge_cells("C2:C3")).columns(0, {0: "id", 1: "group"}, ())
    assert len(frame) == 2
    above = made(["Staff", "", ""], *grid, change=lambda s: s.merge_cells("A1:C1"))
    assert len(above.columns(1, {0: "id"}, ()).frame) == 2


@pytest.mark.parametrize(("value", "reason"), [("=1+1", Reason.NOT_CALCULATED), ("#N/A", Reason.ERROR_VALUE)])
def test_what_would_read_as_empty_is_refused_only_in_columns_that_are_read(value: str, reason: Reason) -> None:
    wrong = refused(made(HEADER, ["1", "a", "2"], ["2", value, "3"]))
    assert (wrong.reason, wrong.place.row, wrong.place.column) == (reason, 3, "group")
    frame, _ = made(HEADER, ["1", "a", value]).columns(0, {0: "id", 1: "group"}, ())
    assert list(frame["id"].astype(str)) == ["1"]


def test_a_sheet_with_a_header_alone_has_no_rows() -> None:
    assert refused(made(HEADER)).reason is Reason.NO_ROWS
    assert refused(made(HEADER, [None, None, "only here"])).reason is Reason.NO_ROWS
