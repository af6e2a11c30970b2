"""OpenDocument files. Those in `files/` were made with LibreOffice; the others are written here."""

import io
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wres_bot.documents.document import Document, Merge, NoteKind
from wres_bot.documents.formats import read_document
from wres_bot.documents.tables import Place, Reason, Unreadable

FILES = Path(__file__).parent / "files"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "drawing", "style")
)
CELLS = st.text(st.sampled_from("ab1.–&<’\u200b"), max_size=6)


def written(kind: str, body: str, manifest: str = "") -> bytes:
    kinds = {"text": "text", "spreadsheet": "spreadsheet"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", f"application/vnd.oasis.opendocument.{kinds[kind]}")
        content = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        packed.writestr("content.xml", f"<office:document-content {SPACES}>{content}</office:document-content>")
        if manifest:
            packed.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def cell(text: str, attributes: str = "") -> str:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f"<table:table-cell {attributes}>{lines}</table:table-cell>"


def table(rows: list[list[str]], name: str = "Plan") -> str:
    made = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{made}</table:table>'


def kinds(read: Document) -> list[tuple[NoteKind, str, int | None]]:
    return [(note.kind, note.place.sheet, note.place.row) for note in read.notes]


@settings(deadline=None, max_examples=30)
@given(
    st.integers(1, 4).flatmap(lambda w: st.lists(st.lists(CELLS, min_size=w, max_size=w), max_size=4)),
    st.sampled_from(["text", "spreadsheet"]),
)
def test_a_table_reads_back_cell_by_cell(rows: list[list[str]], kind: str) -> None:
    wide = len(rows[0]) if rows else 2
    grid = [["heading"] * wide, *rows, ["end\nhere"] * wide]
    (found,) = read_document(written(kind, table(grid))).tables
    assert [list(row) for row in found.rows] == grid


def test_a_sheet_is_read_as_it_shows_itself() -> None:
    read = read_document(FILES / "formats.ods")
    plan, lists = read.tables
    assert [list(row) for row in plan.rows] == [
        ["Ref", "Action", "Lead", "Due", "Share"],
        ["1.10", "Action 1", "Head of HR", "Jan-26", "17.5%"],
        ["1.20", "Action 2", "", "01/02/2026", "17.5%"],
        ["1.30", "Action 3", "", "01-Aug", "17.5%"],
        ["x", "#DIV/0!", "", "", ""],
    ]
    assert plan.merges == (Merge(1, 2, 3, 2),)
    assert dict(plan.days) == {(2, 3): date(2026, 2, 1), (3, 3): date(2026, 8, 1)}
    assert (plan.hidden, lists.hidden, lists.place.sheet) == (False, True, "Lists")
    assert kinds(read) == [
        (NoteKind.ERROR_VALUE, "Plan", 5), (NoteKind.HIDDEN_ROWS, "Plan", None),
        (NoteKind.HIDDEN_SHEET, "Lists", None), (NoteKind.EMPTY_SHEET, "Empty", None),
    ]  # fmt: skip


def test_numbers_of_lists_and_words_struck_through_are_read_as_shown() -> None:
    read = read_document(FILES / "lists.odt")
    assert [(text.text, text.heading) for text in read.texts] == [("Plan", 1), ("1. one", 0), ("2. two", 0)]
    (found,) = read.tables
    assert [list(row) for row in found.rows] == [["00", "01"], ["HR", "July"], ["", "21\n• point"]]
    assert [note.kind for note in read.notes] == [NoteKind.STRUCK_THROUGH]


def test_a_slide_is_a_page() -> None:
    read = read_document(FILES / "merged.odp")
    (found,) = read.tables
    assert (found.place, found.merges) == (Place("merged.odp", page=1, table=1), (Merge(1, 0, 2, 0),))
    assert ([text.text for text in read.texts], read.notes) == (["Our plan"], [])


def test_rows_and_cells_said_to_be_repeated_are_written_out_and_the_rest_of_a_sheet_is_not() -> None:
    two, rest = ('table:number-columns-repeated="2"', 'table:number-columns-repeated="16000"')
    cells = cell("a") + cell("", two) + cell("b") + cell("", rest)
    rows = (
        f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    )
    (found,) = read_document(written("spreadsheet", f"<table:table>{rows}</table:table>")).tables
    assert found.rows == [["a", "", "", "b"]] * 2


def test_more_cells_than_a_sheet_may_have_are_refused_before_they_are_made() -> None:
    many = f'<table:table-row table:number-rows-repeated="1048576">{cell("a")}{cell("b")}{cell("c")}</table:table-row>'
    assert refused(written("spreadsheet", f"<table:table>{many}</table:table>")).reason is Reason.SHEET_TOO_LARGE


def test_a_formula_never_calculated_and_a_deletion_are_told() -> None:
    formula = '<table:table-cell table:formula="of:=[.A1]+30"/>'
    row = f"<table:table-row>{cell('x')}{formula}</table:table-row>"
    read = read_document(written("spreadsheet", f'<table:table table:name="P">{row}</table:table>'))
    assert read.tables[0].rows == [["x", "=[.A1]+30"]]
    assert kinds(read) == [(NoteKind.NOT_CALCULATED, "P", 1)]
    gone = "<text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>"
    gone = f"<text:tracked-changes>{gone}"
    changed = read_document(written("text", f"{gone}</text:tracked-changes><text:p>kept</text:p>"))
    assert [text.text for text in changed.texts] == ["kept"]
    assert [note.kind for note in changed.notes] == [NoteKind.TRACKED_CHANGES]


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as wrong:
        read_document(data)
    return wrong.value


def test_a_locked_or_empty_file_is_refused() -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    locked = f'<m:manifest xmlns:m="{space}"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    assert refused(written("text", "<text:p>x</text:p>", locked)).reason is Reason.LOCKED
    assert refused(written("text", "")).reason is Reason.EMPTY_FILE
    assert refused(written("spreadsheet", "<table:table/>")).reason is Reason.EMPTY_WORKBOOK
