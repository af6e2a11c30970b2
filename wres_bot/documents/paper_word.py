"""Owns a committee paper as a Word file: real headings and lists, repeated table heads, pictures with their words."""

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, assert_never

from wres_bot.domain.cards import Bold, Bullets, Facts, Heading, Line, Link, Table, Text
from wres_bot.domain.dates import format_day
from wres_bot.domain.papers import DrawnFigure, Paper, PaperBlock, PaperSection, PlanGrid
from wres_bot.domain.statuses import Colour

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell

SHADES: dict[Colour, str] = {
    "blue": "CFE2F3", "green": "D9EAD3", "amber": "FCE5CD", "red": "F4CCCC", "grey": "EFEFEF"}  # fmt: skip
"""Light, so that black words on each of them stay easy to read."""
_FONT = "Arial"


def write_word_paper(paper: Paper) -> bytes:
    """The paper as DOCX."""
    import docx  # slow, and only a paper needs it

    document = docx.Document()
    _set_up(document, paper)
    document.add_heading(paper.title, 0)
    document.add_paragraph(paper.trust, "Subtitle")
    _add_pairs(document, paper.cover)
    for section in paper.sections:
        _add_section(document, section)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: "Document", paper: Paper) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.title, paper.author, "en-GB"
    properties.comments = ""  # python-docx's own template says who made it
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "List Number", "Caption"):
        style: Any = document.styles[name]
        style.font.name = _FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.color.rgb = RGBColor(0x21, 0x2B, 0x32)
        style.font.italic = False
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "en-GB"})
    normal.element.get_or_add_rPr().append(language)
    document.styles["Title"].font.size, document.styles["Title"].font.bold = Pt(18), True
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    page.header.paragraphs[0].text = paper.marking
    footer = page.footer.paragraphs[0]
    footer.add_run(f"{paper.title}. Position as at {format_day(paper.day)}. Page ")
    _add_page_number(footer)


def _add_page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)


def _add_section(document: "Document", section: PaperSection) -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION

    last = document.sections[-1]
    if section.wide and last.orientation != WD_ORIENT.LANDSCAPE:
        page = document.add_section(WD_SECTION.NEW_PAGE)
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = last.page_height, last.page_width
    heading = document.add_heading(section.heading, 1)
    heading.paragraph_format.page_break_before = section.new_page and not section.wide
    for block in section.blocks:
        _add_block(document, block)


def _add_block(document: "Document", block: PaperBlock) -> None:
    match block:
        case Text(line=spans, quiet=quiet):
            _add_spans(document.add_paragraph(), spans, quiet=quiet)
        case Heading(text=words):
            document.add_heading(words.strip(), 2)
        case Bullets(items=items, ordered=ordered):
            for item in items:
                _add_spans(document.add_paragraph(style="List Number" if ordered else "List Bullet"), item)
        case Facts(rows=rows):
            _add_pairs(document, [(label, _plain(value)) for label, value in rows])
        case Table(head=head, rows=cells, caption=caption):
            _add_table(document, head, cells, caption)
        case DrawnFigure():
            _add_picture(document, block)
        case PlanGrid():
            _add_grid(document, block)
        case never:
            assert_never(never)


def _add_spans(paragraph: Any, spans: Line, *, quiet: bool = False) -> None:
    from docx.shared import Pt

    for span in spans:
        words = span if isinstance(span, str) else span.text
        run = paragraph.add_run(_clean(words))
        run.bold = isinstance(span, Bold) or None
        if isinstance(span, Link):
            paragraph.add_run(_clean(f" ({span.url})"))
        if quiet:
            run.font.size = Pt(9)


def _plain(spans: Line) -> str:
    return "".join(span if isinstance(span, str) else span.text for span in spans)


def _clean(words: str) -> str:
    """Without what XML cannot hold."""
    return "".join(c for c in words if c in "\n\t" or (c >= " " and c not in "\ufffe\uffff"))


def _add_pairs(document: "Document", rows: Iterable[tuple[str, str]]) -> None:
    rows = list(rows)
    table = document.add_table(len(rows), 2, "Table Grid")
    _size(table, (5, 12))
    for row, (label, value) in zip(table.rows, rows, strict=True):
        _fill(row.cells[0], label, bold=True)
        _fill(row.cells[1], value)


def _add_table(document: "Document", head: Sequence[str], rows: Sequence[Sequence[Line]], caption: str) -> None:
    if caption:
        paragraph = document.add_paragraph(caption, "Caption")
        paragraph.paragraph_format.keep_with_next = True
    table = document.add_table(1, len(head), "Table Grid")
    _fill_head(table, head)
    longest = [max([len(h), *(len(_plain(row[n])) for row in rows)]) for n, h in enumerate(head)]
    for cells in rows:
        for cell, spans in zip(table.add_row().cells, cells, strict=True):
            _fill(cell, "")
            _add_spans(cell.paragraphs[0], spans)
    _size(table, [min(max(n, 8), 45) for n in longest])
    _keep_rows_whole(table)


def _add_grid(document: "Document", grid: PlanGrid) -> None:
    table = document.add_table(1, len(grid.columns), "Table Grid")
    _fill_head(table, [column.heading for column in grid.columns], small=True)
    for line in grid.rows:
        cells = table.add_row().cells
        if line.banner:
            merged = cells[0].merge(cells[-1])
            _fill(merged, line.banner, bold=True, small=True)
            _shade(merged, "E8EDEE")
            continue
        for cell, words, column in zip(cells, line.cells, grid.columns, strict=True):
            _fill(cell, words, small=True)
            if column.coloured and line.colour:
                _shade(cell, SHADES[line.colour])
    _size(table, [column.width for column in grid.columns], 25.7)
    _keep_rows_whole(table)


def _fill_head(table: "WordTable", head: Sequence[str], *, small: bool = False) -> None:
    from docx.oxml import OxmlElement

    for cell, words in zip(table.rows[0].cells, head, strict=True):
        _fill(cell, words, bold=True, small=small)
        _shade(cell, "D8DDE0")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill(cell: "_Cell", words: str, *, bold: bool = False, small: bool = False) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(_clean(words))
    run.bold = bold or None
    if small:
        run.font.size = Pt(8.5)


def _shade(cell: "_Cell", colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _size(table: "WordTable", widths: Sequence[int], whole: float = 17) -> None:
    """The columns share the page's width, in centimetres, as `widths` stand to one another."""
    from docx.shared import Cm

    table.autofit = False
    total = sum(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(whole * width / total)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            if len({id(c._tc) for c in row.cells}) == len(widths):
                cell.width = Cm(whole * width / total)


def _keep_rows_whole(table: "WordTable") -> None:
    from docx.oxml import OxmlElement

    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _add_picture(document: "Document", figure: DrawnFigure) -> None:
    from docx.shared import Cm

    shape = document.add_picture(io.BytesIO(figure.png), width=Cm(9.5))
    shape._inline.docPr.set("descr", _clean(figure.alt))
