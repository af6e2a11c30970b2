"""Draws one document of paragraphs and tables as Word, PowerPoint, Excel, comma-separated text, PDF and OpenDocument.

Owns how a plan looks in each kind of file. PDF and OpenDocument are made by LibreOffice from the first three.
"""

import csv
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from pptx.util import Cm as SlideCm
from pptx.util import Pt as SlidePt

Value = str | int | float | date | None


@dataclass(frozen=True)
class Cell:
    """One drawn cell. `across` and `down`: merged over so many; `shown_as`: the spreadsheet's number format."""

    value: Value
    across: int = 1
    down: int = 1
    shown_as: str | None = None
    bold: bool = False


@dataclass
class Table:
    rows: list[list[Any]]
    """Of cells and plain values."""
    headings: int = 1
    widths: list[float] = field(default_factory=list)
    sheet: str | None = None
    """Begins a sheet or a slide of this name."""


@dataclass(frozen=True)
class Text:
    """A paragraph, or a heading of some level; `break_before` begins a page, a slide or a sheet."""

    words: str
    level: int = 0
    break_before: bool = False


Document = list[Table | Text]


def place_cells(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with its row and column, those below and beside merged ones moved along."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(table.rows):
        c = 0
        for value in row:
            while (r, c) in taken:
                c += 1
            cell = value if isinstance(value, Cell) else Cell(value)
            taken |= {(r + i, c + j) for i in range(cell.down) for j in range(cell.across)}
            yield r, c, cell
            c += cell.across


def count_columns(table: Table) -> int:
    return max(c + cell.across for _, c, cell in place_cells(table))


def say(cell: Cell) -> str:
    return "" if cell.value is None else str(cell.value)


def draw_word(
    document: Document, path: Path, landscape: bool = True, finish: Callable[[Any], None] | None = None
) -> None:
    word = docx.Document()
    page = word.sections[0]
    if landscape:
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
    page.left_margin = page.right_margin = Cm(1.5)
    word.styles["Normal"].font.size = Pt(9)
    word.styles["Normal"].font.name = "Liberation Sans"
    for block in document:
        if isinstance(block, Text):
            if block.break_before:
                word.add_page_break()  # type: ignore[no-untyped-call]  # python-docx has no types there
            if block.level:
                word.add_heading(block.words, block.level)
            else:
                word.add_paragraph(block.words)
            continue
        drawn = word.add_table(len(block.rows), count_columns(block), style="Table Grid")
        for r, c, cell in place_cells(block):
            here = drawn.cell(r, c)
            if cell.across > 1 or cell.down > 1:
                here = here.merge(drawn.cell(r + cell.down - 1, c + cell.across - 1))
            here.text = say(cell)
            if cell.bold or r < block.headings:
                for run in (run for paragraph in here.paragraphs for run in paragraph.runs):
                    run.bold = True
        for r in range(block.headings):
            drawn.rows[r]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        drawn.autofit = not block.widths
        for c, width in enumerate(block.widths):
            drawn.columns[c].width = Cm(width)
        word.add_paragraph()
    if finish:
        finish(word)
    word.save(str(path))


def draw_slides(document: Document, path: Path) -> None:
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = SlideCm(33.9), SlideCm(19.1)
    for block in document:
        slide = deck.slides.add_slide(deck.slide_layouts[5 if isinstance(block, Table) else 1])
        assert slide.shapes.title is not None
        if isinstance(block, Text):
            head, _, rest = block.words.partition("\n")
            slide.shapes.title.text = head
            slide.placeholders[1].text_frame.text = rest
            continue
        slide.shapes.title.text = block.sheet or "Action plan"
        rows, columns = len(block.rows), count_columns(block)
        shape = slide.shapes.add_table(rows, columns, SlideCm(1), SlideCm(3.5), SlideCm(31.5), SlideCm(rows * 1.2))
        for r, c, cell in place_cells(block):
            here = shape.table.cell(r, c)
            if cell.across > 1 or cell.down > 1:
                here.merge(shape.table.cell(r + cell.down - 1, c + cell.across - 1))
            here.text = say(cell)
            for run in (run for paragraph in here.text_frame.paragraphs for run in paragraph.runs):
                run.font.size = SlidePt(10)
        for c, width in enumerate(block.widths):
            shape.table.columns[c].width = SlideCm(width)
    deck.save(str(path))


def draw_workbook(document: Document, path: Path, finish: Callable[[Any], None] | None = None) -> None:
    book = openpyxl.Workbook()
    sheet: Any = None
    for block in document:
        name = block.sheet if isinstance(block, Table) else None
        if sheet is None or name or (isinstance(block, Text) and block.break_before):
            sheet = book.create_sheet(name or f"Sheet{len(book.sheetnames)}")
            row = 1
        if isinstance(block, Text):
            sheet.cell(row, 1, block.words).font = Font(bold=bool(block.level))
            row += 1
            continue
        for r, c, cell in place_cells(block):
            here = sheet.cell(row + r, c + 1, cell.value)
            here.alignment = Alignment(wrap_text=True, vertical="top")
            if cell.shown_as:
                here.number_format = cell.shown_as
            if cell.bold or r < block.headings:
                here.font, here.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6F0")
            if cell.across > 1 or cell.down > 1:
                sheet.merge_cells(
                    start_row=row + r,
                    start_column=c + 1,
                    end_row=row + r + cell.down - 1,
                    end_column=c + cell.across,
                )
        for c, width in enumerate(block.widths):
            sheet.column_dimensions[get_column_letter(c + 1)].width = width * 5
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        row += len(block.rows) + 1
    del book["Sheet"]
    if finish:
        finish(book)
    book.save(path)


def draw_text(document: Document, path: Path, separator: str = ",", encoding: str = "utf-8") -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for block in document:
        if isinstance(block, Text):
            writer.writerow([block.words] if block.words else [])
            continue
        grid = [[""] * count_columns(block) for _ in block.rows]
        for r, c, cell in place_cells(block):
            grid[r][c] = say(cell)
        writer.writerows(grid)
    path.write_bytes(out.getvalue().encode(encoding))


def convert(source: Path, kind: str, target: Path) -> None:
    """By LibreOffice, with a profile of its own so that two may run at once."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice is not installed: libreoffice-writer, libreoffice-calc, libreoffice-impress")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
             "--outdir", folder, str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        shutil.move(Path(folder) / f"{source.stem}.{kind}", target)


def track_change(word: Any, old: str, new: str) -> None:
    """In every run that holds the old words: deleted, and the new ones inserted, as somebody who reviews does."""
    for paragraph in word.element.body.iter(qn("w:p")):
        for run in list(paragraph.findall(qn("w:r"))):
            text = run.find(qn("w:t"))
            if text is None or old not in (text.text or ""):
                continue
            before, _, after = text.text.partition(old)
            parts = [(before, None), (old, "w:del"), (new, "w:ins"), (after, None)]
            for words, mark in [part for part in parts if part[0]]:
                copied = deepcopy(run)
                said = copied.find(qn("w:t"))
                said.text = words
                said.set(qn("xml:space"), "preserve")
                if mark is None:
                    run.addprevious(copied)
                    continue
                if mark == "w:del":
                    said.tag = qn("w:delText")
                change = OxmlElement(mark)
                change.set(qn("w:id"), "7")
                change.set(qn("w:author"), "Reviewer")
                change.append(copied)
                run.addprevious(change)
            paragraph.remove(run)


def indent_row(word: Any, table: int, row: int) -> None:
    """Leaves out the row's first cell, as Word writes a row that begins further right."""
    drawn = word.tables[table].rows[row]._tr
    drawn.remove(drawn.findall(qn("w:tc"))[0])
    properties = drawn.get_or_add_trPr()
    before = OxmlElement("w:gridBefore")
    before.set(qn("w:val"), "1")
    properties.insert(0, before)
