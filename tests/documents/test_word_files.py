"""Word documents: tables and text as Word shows them, whatever the markup hides; made by python-docx and by hand."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from wres_bot.documents.document import Document, Merge, NoteKind, TableBlock
from wres_bot.documents.formats import read_document
from wres_bot.documents.tables import Place, Reason, Unreadable

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORDS = st.text(st.sampled_from("ab1 .–&<>’\u200b"), max_size=6).map(lambda text: " ".join(text.split(" ")).strip(" "))
CELLS = st.lists(WORDS, min_size=1, max_size=2).map(lambda lines: "\n".join(lines).strip())


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def made(fill: Callable[[Any], None]) -> Document:
    document = docx.Document()
    fill(document)
    return read_document(saved(document), name="plan.docx")


def with_body(markup: str) -> Document:
    """A document whose body is this markup."""

    def fill(document: Any) -> None:
        for element in parse_xml(f"<w:body {NS}>{markup}</w:body>"):
            document.element.body.insert_element_before(element, "w:sectPr")

    return made(fill)


def para(*runs: str) -> str:
    return "<w:p>" + "".join(runs) + "</w:p>"


def run(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content) or para()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def plain(*texts: str) -> str:
    return row(*(cell(para(run(text))) for text in texts))


def kinds(read: Document) -> list[tuple[NoteKind, str]]:
    return [(note.kind, note.fields.get("where", "")) for note in read.notes]


@settings(deadline=None, max_examples=40)
@given(
    grid=st.integers(1, 4).flatmap(
        lambda wide: st.lists(st.lists(CELLS, min_size=wide, max_size=wide), min_size=1, max_size=5)
    ),
    before=WORDS,
)
def test_a_table_of_a_document_reads_back_cell_by_cell(grid: list[list[str]], before: str) -> None:
    grid[0] = ["heading"] * len(grid[0])
    grid.append(["end"] * len(grid[0]))

    def fill(document: Any) -> None:
        document.add_paragraph(before)
        made_table = document.add_table(len(grid), len(grid[0]))
        for n, cells in enumerate(grid):
            for column, text in enumerate(cells):
                made_table.cell(n, column).text = text
        document.add_paragraph("after")

    read = made(fill)
    (found,) = read.tables
    assert [list(cells) for cells in found.rows] == [[text.strip() for text in cells] for cells in grid]
    assert [text.text for text in read.texts] == [*filter(None, [before.strip()]), "after"]
    assert (found.place, read.notes) == (Place("plan.docx", table=1), [])


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_merged_cells_have_one_text_and_an_extent(data: st.DataObject) -> None:
    tall, wide = data.draw(st.integers(2, 4)), data.draw(st.integers(2, 4))
    top, left = data.draw(st.integers(1, tall - 1)), data.draw(st.integers(0, wide - 1))
    bottom, right = data.draw(st.integers(top, tall - 1)), data.draw(st.integers(left, wide - 1))

    def fill(document: Any) -> None:
        made_table = document.add_table(tall, wide)
        for n in range(tall):
            for column in range(wide):
                made_table.cell(n, column).text = (
                    "" if top <= n <= bottom and left <= column <= right else f"{n} {column}"
                )
        made_table.cell(top, left).merge(made_table.cell(bottom, right)).text = "one"

    (found,) = made(fill).tables
    hidden = {(n, c) for n in range(top, bottom + 1) for c in range(left, right + 1)} - {(top, left)}
    for n in range(len(found.rows)):
        for column in range(len(found.rows[0])):
            expected = "one" if (n, column) == (top, left) else "" if (n, column) in hidden else f"{n} {column}"
            assert found.rows[n][column] == expected
    last, end = min(bottom, len(found.rows) - 1), min(right, len(found.rows[0]) - 1)
    expected_merge = Merge(top, left, last, end)
    assert found.find_merge(top, left) == (expected_merge if (last, end) != (top, left) else None)


def test_headings_and_paragraphs_stand_between_tables_in_their_order() -> None:
    def fill(document: Any) -> None:
        document.add_heading("Action plan", 0)
        document.add_heading("Recruitment", 1)
        document.add_table(1, 1).cell(0, 0).text = "a"
        document.add_heading("Careers", 2)
        document.add_table(1, 1).cell(0, 0).text = "b"
        document.add_paragraph("   ")

    shown = [(b.rows[0][0] if isinstance(b, TableBlock) else (b.text, b.heading)) for b in made(fill).blocks]
    assert shown == [("Action plan", 1), ("Recruitment", 1), "a", ("Careers", 2), "b"]


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    changed = para(run("Head of "), f"<w:del>{run('HR', tag='delText')}</w:del>", f"<w:ins>{run('People')}</w:ins>")
    read = with_body(
        table(
            plain("who", "what"),
            row(cell(changed), cell(para(run("a")))),
            row(cell(para(run("gone"))), cell(), properties="<w:del/>"),
            row(cell(para(run("new"))), cell(), properties="<w:ins/>"),
        )
        + para(f"<w:moveFrom>{run('x')}</w:moveFrom>", f"<w:moveTo>{run('moved')}</w:moveTo>")
    )
    assert read.tables[0].rows == [["who", "what"], ["Head of People", "a"], ["new", ""]]
    assert [text.text for text in read.texts] == ["moved"]
    assert kinds(read) == [(NoteKind.TRACKED_CHANGES, "rows 2 to 3"), (NoteKind.TRACKED_CHANGES, "in the text")]
    assert not read.notes[0].is_unread


def test_a_cell_stands_by_the_grid_whatever_comes_before_it() -> None:
    read = with_body(
        table(
            plain("ref", "action", "who"),
            row(cell(para(run("later"))), cell(para(run("HR"))), properties='<w:gridBefore w:val="1"/>'),
            row(cell(para(run("Recruitment")), properties='<w:gridSpan w:val="2"/>'), cell(para(run("OD")))),
            widths=(1000, 3000, 2000),
        )
    )
    assert read.tables[0].rows == [["ref", "action", "who"], ["", "later", "HR"], ["Recruitment", "", "OD"]]
    assert read.tables[0].merges == (Merge(2, 0, 2, 1),)


def test_edges_that_are_not_quite_in_line_make_no_column() -> None:
    """Word gives a grid column of its own to the sliver between two edges."""
    read = with_body(
        table(
            row(cell(para(run("action")), properties='<w:gridSpan w:val="2"/>'), cell(para(run("who")))),
            row(cell(para(run("train"))), cell(para(run("HR")), properties='<w:gridSpan w:val="2"/>')),
            widths=(3000, 40, 2000),
        )
    )
    assert (read.tables[0].rows, read.tables[0].merges) == ([["action", "who"], ["train", "HR"]], ())


def test_a_cell_that_goes_on_below_is_one_cell() -> None:
    goes_on = cell(para(run("never shown")), properties="<w:vMerge/>")
    read = with_body(
        table(
            plain("who", "what"),
            row(cell(para(run("HR")), properties='<w:vMerge w:val="restart"/>'), cell(para(run("a")))),
            row(goes_on, cell(para(run("b")))),
            row(goes_on, cell(para(run("c")))),
            plain("OD", "d"),
        )
    )
    assert read.tables[0].rows == [["who", "what"], ["HR", "a"], ["", "b"], ["", "c"], ["OD", "d"]]
    assert read.tables[0].merges == (Merge(1, 0, 3, 0),)


def test_words_struck_through_beside_others_or_hidden_are_left_out_and_told() -> None:
    read = with_body(
        table(
            plain("what"),
            row(cell(para(run("June", "<w:strike/>"), run(" July")))),
            row(cell(para(run("All ", "<w:strike/>")), para(run("gone", "<w:dstrike/>")))),
            row(cell(para(run("secret", "<w:vanish/>"), run("kept", '<w:strike w:val="0"/>')))),
        )
    )
    assert read.tables[0].rows == [["what"], ["July"], ["All\ngone"], ["kept"]]
    assert [(note.kind, note.fields["where"], note.is_unread) for note in read.notes] == [
        (NoteKind.STRUCK_THROUGH, "rows 2", True),
        (NoteKind.STRUCK_CELLS, "rows 3", False),
        (NoteKind.HIDDEN_TEXT, "rows 4", True),
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = table(plain("when", "who"), plain("June", "HR"))
    framed = with_body(table(row(cell(inner, para()))))
    assert [t.rows for t in framed.tables] == [[["when", "who"], ["June", "HR"]]] and framed.notes == []
    beside = with_body(table(row(cell(para(run("dates")), inner))))
    assert [(t.place.table, t.rows[0]) for t in beside.tables] == [(1, ["dates"]), (2, ["when", "who"])]
    assert kinds(beside) == [(NoteKind.NESTED_TABLE, "table 2")]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{para(run('In a box'))}</w:txbxContent>"
    twice = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert [text.text for text in with_body(para(run("Before"), twice)).texts] == ["Before", "In a box"]


def test_links_fields_breaks_and_ticks_are_read_as_shown() -> None:
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>', "<w:instrText>DATE</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>June 2026</w:t>", '<w:fldChar w:fldCharType="end"/>',
        )
    )  # fmt: skip
    link = f"<w:hyperlink>{run('our page')}</w:hyperlink>"
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    box = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    boxed = f'<w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r>'
    read = with_body(para(field, "<w:r><w:br/></w:r>", link, "<w:r><w:noBreakHyphen/></w:r>", tick, boxed))
    assert read.texts[0].text == "June 2026\nour page-✓☒"


@pytest.mark.parametrize(
    ("shown", "form", "numbers"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("lowerLetter", "(%1)", ["(a)", "(b)", "(c)"]),
        ("upperRoman", "%1", ["I", "II", "III"]),
        ("bullet", "\uf0b7", ["•", "•", "•"]),
    ],
)
def test_numbers_that_word_makes_are_read_as_shown(shown: str, form: str, numbers: list[str]) -> None:
    def fill(document: Any) -> None:
        numbering = document.part.numbering_part.element
        numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {NS} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{shown}"/><w:lvlText w:val="{form}"/></w:lvl></w:abstractNum>'
            ),
        )
        numbering.append(parse_xml(f'<w:num {NS} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        filled = document.add_table(3, 2)
        for n in range(3):
            paragraph = filled.cell(n, 0).paragraphs[0]
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {NS}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
            )
            filled.cell(n, 1).text = "action"
            if shown == "bullet":
                paragraph.add_run("point")

    (found,) = made(fill).tables
    tail = " point" if shown == "bullet" else ""
    assert [cells[0] for cells in found.rows] == [f"{number}{tail}" for number in numbers]


def test_numbers_of_two_levels_count_within_each_other() -> None:
    def fill(document: Any) -> None:
        numbering = document.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{form}"/></w:lvl>'
            for n, form in enumerate(("%1", "%1.%2"))
        )
        numbering.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="78">{levels}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {NS} w:numId="78"><w:abstractNumId w:val="78"/></w:num>'))
        for level in (0, 1, 1, 0, 1):
            paragraph = document.add_paragraph("x")
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="78"/></w:numPr>')
            )

    assert [text.text for text in made(fill).texts] == ["1 x", "1.1 x", "1.2 x", "2 x", "2.1 x"]


def test_what_stands_beside_the_text_is_told() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("text")
        document.sections[0].header.paragraphs[0].text = "Board paper"
        paragraph = document.add_paragraph()
        document.add_comment(paragraph.add_run("x"), "why?")
        picture = OxmlElement("w:drawing")
        extent = parse_xml(
            '<wp:extent xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
            f' cx="{Cm(10)}" cy="{Cm(8)}"/>'
        )
        picture.append(extent)
        paragraph.add_run()._r.append(picture)
        paragraph.add_run()._r.append(OxmlElement("w:object"))

    read = made(fill)
    assert {note.kind for note in read.notes} == {
        NoteKind.COMMENTS, NoteKind.PAGE_MARGINS, NoteKind.PICTURES, NoteKind.EMBEDDED,
    }  # fmt: skip
    assert all(note.is_unread for note in read.notes)


def test_a_zero_width_space_is_kept_for_whoever_knows_what_a_cell_means() -> None:
    assert with_body(para(run("Head\u200b of HR"))).texts[0].text == "Head\u200b of HR"


def repacked(change: Callable[[str, bytes], bytes | None], *more: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("x")
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(document))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            if (data := change(entry.filename, source.read(entry))) is not None:
                target.writestr(entry.filename, data)
        for name in more:
            target.writestr(name, b"x")
    return out.getvalue()


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as wrong:
        read_document(data)
    return wrong.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
    )
    data = repacked(lambda name, old: text.encode(encoding) if name == "word/document.xml" else old)
    assert refused(data).reason is Reason.EXTERNAL_PARTS


def test_a_document_that_is_not_whole_or_not_ours_is_refused_with_what_to_do() -> None:
    whole = repacked(lambda name, old: old)
    assert refused(whole[: len(whole) // 2]).reason in (Reason.DAMAGED, Reason.DAMAGED_WORKBOOK)
    assert refused(repacked(lambda name, old: b"<w" if name == "word/document.xml" else old)).reason is Reason.DAMAGED
    assert refused(repacked(lambda name, old: None if name == "word/document.xml" else old)).reason is Reason.DAMAGED
    big = refused(repacked(lambda name, old: b"<a>" + b" " * 120_000_000 if name == "word/document.xml" else old))
    assert big.reason is Reason.UNPACKS_TOO_LARGE
    macros = refused(repacked(lambda name, old: old, "word/vbaProject.bin"))
    assert (macros.reason, macros.found) == (Reason.MACROS, "a file with macros, which are programs")
    locked = refused(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    assert (locked.reason, locked.found) == (Reason.LOCKED, "a file locked with a password")
