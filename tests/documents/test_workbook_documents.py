"""Workbooks as their reader sees them: what a cell shows, and what the sheet hides."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.documents.test_document import saved, workbook
from tests.documents.test_open_document_files import FILES
from wres_bot.documents.document import Document, Merge, NoteKind
from wres_bot.documents.formats import read_document
from wres_bot.documents.tables import Place, Reason, Unreadable


def made(change: Callable[[Any], None], *rows: list[Any]) -> Document:
    """The one sheet of a workbook, after `change`."""
    book = workbook(Plan=[["heading", "b", "c"], *rows])
    change(book["Plan"])
    return read_document(saved(book), name="plan.xlsx")


def told(read: Document) -> list[tuple[NoteKind, dict[str, str]]]:
    return [(note.kind, dict(note.fields)) for note in read.notes]


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.integers(-(10**9), 10**9),
                st.text(st.sampled_from("ab1 \n£–&<'\u200b"), max_size=6),
                st.booleans(),
            ),
            min_size=3,
            max_size=3,
        ),
        max_size=6,
    )
)
def test_a_sheet_reads_back_cell_by_cell(rows: list[list[Any]]) -> None:
    shown = {True: "yes", False: "no", None: ""}
    (table,) = made(lambda sheet: None, *rows, ["end", "end", "end"]).tables
    expected = [[shown[c] if isinstance(c, bool | None) else str(c).strip() for c in row] for row in rows]
    assert [list(row) for row in table.rows[1:-1]] == expected


@pytest.mark.parametrize(
    ("value", "code", "shown", "day"),
    [
        (date(2026, 1, 1), "mmm-yy", "Jan-26", None),
        (date(2026, 1, 1), "d mmmm yyyy", "1 January 2026", date(2026, 1, 1)),
        (date(2026, 8, 1), "dd-mmm", "01-Aug", date(2026, 8, 1)),
        (46_054 + 9.5 / 24, "dd/mm/yyyy hh:mm", "01/02/2026 09:30", date(2026, 2, 1)),
        (0.175, "0.0%", "17.5%", None),
        (0.8, "0%", "80%", None),
        (1.1, "0.00", "1.10", None),
        (1.8, "0.0", "1.8", None),
        (1234.5, "#,##0", "1,235", None),
        (7, "000", "007", None),
        (3, '0 "months"', "3 months", None),
        (45473, "General", "45473", None),
        (2.5, "@", "2.5", None),
        (0, ";;;", "", None),
    ],
)
def test_a_cell_is_read_as_the_sheet_shows_it(value: Any, code: str, shown: str, day: date | None) -> None:
    def change(sheet: Any) -> None:
        sheet["A2"].value, sheet["A2"].number_format, sheet["B2"].value = value, code, "end"

    (table,) = made(change).tables
    assert (table.rows[1][0], table.days.get((1, 0))) == (shown, day)


def test_the_short_date_of_the_system_is_british() -> None:
    def change(sheet: Any) -> None:
        sheet["A2"].value, sheet["A2"].number_format = (
            date(2026, 2, 1),
            "mm-dd-yy",
        )  # the fourteenth, as openpyxl names it

    assert made(change).tables[0].rows[1][0] == "01/02/2026"


def test_an_error_and_a_formula_never_calculated_are_told_at_their_cell() -> None:
    read = made(lambda sheet: None, ["a", "#N/A", "x"], ["b", '=IF(A1<2,"&",TODAY()+30)', "x"])
    assert [list(row[:2]) for row in read.tables[0].rows[1:]] == [["a", "#N/A"], ["b", '=IF(A1<2,"&",TODAY()+30)']]
    assert [(n.kind, n.place.row, n.place.column, n.place.sheet) for n in read.notes] == [
        (NoteKind.ERROR_VALUE, 2, "B", "Plan"),
        (NoteKind.NOT_CALCULATED, 3, "B", "Plan"),
    ]


def changed(data: bytes, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            old = source.read(entry)
            target.writestr(entry.filename, change(old) if entry.filename == part else old)
    return out.getvalue()


def test_a_formula_with_a_value_shows_it_and_one_may_give_nothing() -> None:
    data = changed(
        saved(workbook(Plan=[["a", "b", "c"], ["=1+1", '=""', "x"]])),
        lambda xml: (
            xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
            .replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
            .replace(b'r="B2"', b'r="B2" t="str"')
        ),
    )
    read = read_document(data)
    assert (read.tables[0].rows[1], read.notes) == (["2", "", "x"], [])


def test_hidden_rows_columns_and_sheets_are_read_and_told() -> None:
    book = workbook(Plan=[["a", "b", "c"], ["1", "x", "y"], ["2", "x", "y"], ["3", "x", "y"]], Lists=[["Green"]])
    plan = book["Plan"]
    for row in (2, 3, 9):
        plan.row_dimensions[row].hidden = True
    plan.column_dimensions["B"].hidden = True
    plan.column_dimensions["F"].hidden = True
    book["Lists"].sheet_state = "hidden"
    read = read_document(saved(book))
    assert [(t.place.sheet, len(t.rows), t.hidden) for t in read.tables] == [("Plan", 4, False), ("Lists", 1, True)]
    assert told(read) == [
        (NoteKind.HIDDEN_ROWS, {"which": "2 to 3"}),
        (NoteKind.HIDDEN_COLUMNS, {"which": "B"}),
        (NoteKind.HIDDEN_SHEET, {}),
    ]
    assert not any(note.is_unread for note in read.notes)


def test_a_whole_cell_struck_through_is_read_and_words_struck_through_beside_others_are_not() -> None:
    def change(sheet: Any) -> None:
        sheet["A2"].value, sheet["A2"].font = "Done long ago", Font(strike=True)
        sheet["B3"].value = CellRichText(
            TextBlock(InlineFont(strike=True), "June "), TextBlock(InlineFont(b=True), "July")
        )
        sheet["C4"].value = CellRichText(
            TextBlock(InlineFont(strike=True), "all"), TextBlock(InlineFont(strike=True), " gone")
        )

    read = made(change)
    assert [list(row) for row in read.tables[0].rows[1:]] == [
        ["Done long ago", "", ""], ["", "July", ""], ["", "", "all gone"],
    ]  # fmt: skip
    assert told(read) == [
        (NoteKind.STRUCK_CELLS, {"where": "rows 2, 4"}), (NoteKind.STRUCK_THROUGH, {"where": "rows 3"}),
    ]  # fmt: skip


def test_comments_are_told() -> None:
    def change(sheet: Any) -> None:
        sheet["A1"].comment = Comment("why?", "head.of.edi")

    (note,) = made(change).notes
    assert (note.kind, note.words, note.is_unread) == (NoteKind.COMMENTS, "review comments, not read: 1", True)
    assert note.place == Place("plan.xlsx", "Plan")


def test_text_boxes_of_a_sheet_are_read() -> None:
    a, xdr = (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    )
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{xdr}" xmlns:a="{a}"><xdr:sp><xdr:txBody><a:p><a:r><a:t>Version </a:t></a:r>'
        "<a:r><a:t>3</a:t></a:r></a:p><a:p/></xdr:txBody></xdr:sp><xdr:pic/></xdr:wsDr>"
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    out = io.BytesIO(saved(workbook(Plan=[["a"]])))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/drawings/drawing1.xml", drawing)
        packed.writestr("xl/worksheets/_rels/sheet1.xml.rels", links)
    read = read_document(out.getvalue())
    assert [(text.text, text.place.sheet) for text in read.texts] == [("Version 3", "Plan")]
    assert told(read) == [(NoteKind.PICTURES, {"count": "1"})]


def test_cells_without_a_place_of_their_own_stand_where_they_are() -> None:
    def change(xml: bytes) -> bytes:
        return xml.replace(b' r="A2"', b"").replace(b' r="B2"', b"").replace(b' r="C2"', b"")

    book = workbook(Plan=[["a", "b", "c"], ["#N/A", 0.175, "y"], ["x", "y", "z"]])
    book["Plan"]["B2"].number_format = "0.0%"
    read = read_document(changed(saved(book), change))
    assert read.tables[0].rows[1:] == [["#N/A", "17.5%", "y"], ["x", "y", "z"]]
    assert [(note.kind, note.place.row, note.place.column) for note in read.notes] == [(NoteKind.ERROR_VALUE, 2, "A")]


def test_a_workbook_of_before_2007_is_read_as_it_shows_itself() -> None:
    read = read_document(FILES / "formats.xls")
    plan, lists = read.tables
    assert [list(row) for row in plan.rows] == [
        ["Ref", "Action", "Lead", "Due", "Share"],
        ["1.10", "Action 1", "Head of HR", "Jan-26", "17.5%"],
        ["1.20", "Action 2", "", "01/02/2026", "17.5%"],
        ["1.30", "Action 3", "", "01-Aug", "17.5%"],
        ["x", "#DIV/0!", "", "", ""],
    ]
    assert (plan.merges, dict(plan.days)) == (
        (Merge(1, 2, 3, 2),), {(2, 3): date(2026, 2, 1), (3, 3): date(2026, 8, 1)},
    )  # fmt: skip
    assert (read.format, lists.hidden) == ("XLS", True)
    assert [note.kind for note in read.notes] == [
        NoteKind.ERROR_VALUE, NoteKind.HIDDEN_ROWS, NoteKind.HIDDEN_SHEET, NoteKind.EMPTY_SHEET,
    ]  # fmt: skip


def test_a_document_type_in_a_sheet_is_refused() -> None:
    data = saved(workbook(Plan=[["a"]]))
    with pytest.raises(Unreadable) as wrong:
        read_document(changed(data, lambda xml: b'<!DOCTYPE x [<!ENTITY a SYSTEM "x">]>' + xml))
    assert wrong.value.reason is Reason.EXTERNAL_PARTS
