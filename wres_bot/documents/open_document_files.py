"""Owns OpenDocument files (ODT, ODS, ODP): their one part of content, which holds what is shown beside what is stored.

A sheet's cell is the text it shows; a day it stands for is kept beside it. Must not know a column.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from wres_bot.documents.document import (
    Block,
    Document,
    Merge,
    Note,
    NoteKind,
    Progress,
    TableBlock,
    TextBlock,
    clip_merges,
    find_error_values,
    make_even,
)
from wres_bot.documents.packages import Package, iterate, join_numbers
from wres_bot.documents.tables import Limits, Place, Reason, Source, Unreadable, column_letters

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE = (f"{{{_NS}{name}:1.0}}" for name in ("office", "text", "table"))
_DRAW, _STYLE, _MANIFEST = (f"{{{_NS}{name}:1.0}}" for name in ("drawing", "style", "manifest"))
_NOTES = f"{{{_NS}presentation:1.0}}notes"
_NAMES = {"text": "ODT", "spreadsheet": "ODS", "presentation": "ODP"}
_AROUND = {_TEXT + "section", _TEXT + "list", _TEXT + "list-item", _TEXT + "list-header", _TEXT + "numbered-paragraph"}
_PARAGRAPHS = {_TEXT + "p", _TEXT + "h"}
_ROWS_AROUND = {_TABLE + name for name in ("table-header-rows", "table-row-group", "table-rows")}
_CELLS = {_TABLE + "table-cell", _TABLE + "covered-table-cell"}
_NOT_SHOWN = {_OFFICE + "annotation", _TEXT + "note-citation", _TEXT + "tracked-changes", _DRAW + "frame"}
_MOST_REPEATS = 16_384


def read_open_document(source: Source, place: Place, limits: Limits, on_progress: Progress) -> Document:
    """A text, the sheets of a workbook, or the slides of a presentation."""
    package = Package(source, place, limits)
    if next(iterate(package.parse("META-INF/manifest.xml"), _MANIFEST + "encryption-data"), None) is not None:
        raise Unreadable(Reason.LOCKED, place)
    content = package.parse("content.xml")
    body = content.find(_OFFICE + "body") if content is not None else None
    if content is None or body is None or not len(body):
        raise Unreadable(Reason.DAMAGED, place)
    kind = str(body[0].tag).rpartition("}")[2]
    reader = _Reader(place, [tree for tree in (content, package.parse("styles.xml")) if tree is not None], limits)
    if kind == "spreadsheet":
        sheets = [child for child in body[0] if child.tag == _TABLE + "table"]
        for n, sheet in enumerate(sheets):
            reader.read_sheet(sheet)
            on_progress(n + 1, len(sheets))
    elif kind == "presentation":
        for number, slide in enumerate(iterate(body[0], _DRAW + "page"), 1):
            reader.read_slide(slide, number)
    else:
        reader.read_blocks(body[0], place)
    reader.note_seen(body[0])
    if not reader.blocks:
        raise Unreadable(Reason.EMPTY_WORKBOOK if kind == "spreadsheet" else Reason.EMPTY_FILE, place)
    return Document(place.file, _NAMES.get(kind, "ODT"), reader.blocks, reader.notes)


class _Reader:
    def __init__(self, place: Place, parts: "Sequence[Element]", limits: Limits) -> None:
        self.place, self.limits = place, limits
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self.tables = 0
        styles = {str(s.get(_STYLE + "name")): s for part in parts for s in part.iter(_STYLE + "style")}
        self.struck = {name for name, style in styles.items() if _is_struck(style)}
        self.unseen = {name for name, style in styles.items() if _is_unseen(style)}
        self.lists = {str(s.get(_STYLE + "name")): s for part in parts for s in part.iter(_TEXT + "list-style")}
        self.counts: dict[tuple[str, int], int] = {}
        self.seen: Counter[NoteKind] = Counter()

    def read_blocks(self, parent: "Element", place: Place) -> None:
        """Paragraphs, lists and tables among its children, in their order."""
        for child, number in self._content(parent):
            if child.tag == _TABLE + "table":
                self._read_table(child, place)
                continue
            heading = child.get(_TEXT + "outline-level") if child.tag == _TEXT + "h" else None
            if text := self._paragraph(child):
                self.blocks.append(TextBlock(place, f"{number} {text}".strip(), int(heading or 0)))
            self._read_frames(child, place)

    def _content(self, parent: "Element", style: str = "", level: int = -1) -> "Iterator[tuple[Element, str]]":
        """Its paragraphs and tables, with what stands before one that begins an entry of a list."""
        number = ""
        for child in parent:
            if child.tag in _PARAGRAPHS or child.tag == _TABLE + "table":
                yield child, number if child.tag in _PARAGRAPHS else ""
            elif child.tag == _TEXT + "list":
                own = str(child.get(_TEXT + "style-name") or style)
                if not (child.get(_TEXT + "continue-numbering") == "true" or child.get(_TEXT + "continue-list")):
                    self.counts.pop((own, level + 1), None)
                yield from self._content(child, own, level + 1)
            elif child.tag == _TEXT + "list-item":
                entries = list(self._content(child, style, level))
                if entries:
                    yield entries[0][0], entries[0][1] or self._number(style, level)
                    yield from entries[1:]
            elif child.tag in _AROUND:
                yield from self._content(child, style, level)

    def read_sheet(self, sheet: "Element") -> None:
        """One sheet of a workbook."""
        name = str(sheet.get(_TABLE + "name") or "")
        place = replace(self.place, sheet=name)
        hidden = sheet.get(_TABLE + "style-name") in self.unseen
        before = self.tables
        self._read_table(sheet, place, hidden=hidden)
        if self.tables == before:
            self.notes.append(Note(NoteKind.EMPTY_SHEET, place))
        elif hidden:
            self.notes.append(Note(NoteKind.HIDDEN_SHEET, place))

    def read_slide(self, slide: "Element", number: int) -> None:
        """One slide: what stands in its frames."""
        self._read_frames(slide, replace(self.place, page=number))

    def note_seen(self, body: "Element") -> None:
        """What a file holds beside its text, and how some of it was read."""
        if next(iterate(body, _TEXT + "tracked-changes"), None) is not None:
            self.notes.append(Note(NoteKind.TRACKED_CHANGES, self.place, {"where": "in the text"}))
        if comments := sum(1 for _ in iterate(body, _OFFICE + "annotation")):
            self.notes.append(Note(NoteKind.COMMENTS, self.place, {"count": str(comments)}))
        if pictures := sum(1 for image in iterate(body, _DRAW + "image") if _is_alone(image)):
            self.notes.append(Note(NoteKind.PICTURES, self.place, {"count": str(pictures)}))
        if objects := sum(1 for _ in iterate(body, _DRAW + "object")):
            self.notes.append(Note(NoteKind.EMBEDDED, self.place, {"count": str(objects)}))
        for kind in self.seen:
            self.notes.append(Note(kind, self.place, {"where": "in the text"}))

    def _read_frames(self, parent: "Element", place: Place) -> None:
        for frame in parent.iter(_DRAW + "frame", _DRAW + "custom-shape"):
            above = {up.tag for up in frame.iterancestors()}
            if _NOTES in above and any(True for _ in frame.iter(_TEXT + "span", _TEXT + "p") if _.text):
                self.notes.append(Note(NoteKind.SPEAKER_NOTES, place))
            if above & {_DRAW + "text-box", _OFFICE + "annotation", _NOTES}:
                continue
            for child in (frame, *frame):
                if child.tag == _TABLE + "table":
                    self._read_table(child, place)
                elif child.tag in (_DRAW + "text-box", _DRAW + "custom-shape"):
                    self.read_blocks(child, place)

    # Tables

    def _read_table(self, table: "Element", place: Place, hidden: bool = False) -> None:
        place = replace(place, table=self.tables + 1)
        outside, self.seen = self.seen, Counter()
        read = _Cells(self, place)
        for row in _rows(table):
            read.add_row(row)
        self.seen = outside
        if rows := make_even(read.rows):
            self.tables += 1
            days = {at: day for at, day in read.days.items() if at[0] < len(rows)}
            self.blocks.append(block := TableBlock(place, rows, clip_merges(read.merges, rows), days, hidden))
            self.notes += [*find_error_values(block), *read.notes(rows)]
        for inner in read.nested:
            if rows:
                self.notes.append(Note(NoteKind.NESTED_TABLE, place, {"where": f"table {self.tables + 1}"}))
            self._read_table(inner, replace(place, table=None))

    def cell_text(self, cell: "Element", nested: "list[Element]") -> str:
        """A cell's paragraphs and lists, a line each."""
        lines = []
        for child, number in self._content(cell):
            if child.tag == _TABLE + "table":
                nested.append(child)
            else:
                text = self._paragraph(child)
                lines.append(f"{number} {text}".strip() if text else "")
        return "\n".join(lines).strip()

    # Text

    def _paragraph(self, node: "Element") -> str:
        parts = list(self._inline(node, False))
        struck = [out for text, out in parts if text.strip()]
        if any(struck):
            self.seen[NoteKind.STRUCK_CELLS if all(struck) else NoteKind.STRUCK_THROUGH] += 1
        whole = bool(struck) and all(struck)
        return "".join(text for text, out in parts if whole or not out).strip()

    def _inline(self, node: "Element", struck: bool) -> Iterator[tuple[str, bool]]:
        yield node.text or "", struck
        for child in node:
            if child.tag in (_TEXT + "s", _TEXT + "tab", _TEXT + "line-break"):
                count = min(_count(child, _TEXT + "c"), 100)
                yield "\n" if child.tag == _TEXT + "line-break" else " " * count, struck
            elif child.tag not in _NOT_SHOWN:
                yield from self._inline(child, struck or child.get(_TEXT + "style-name") in self.struck)
            yield child.tail or "", struck

    def _number(self, style: str, level: int) -> str:
        """What stands before the next entry of a list: "2.", "•". Counts on."""
        found = self.lists.get(style)
        about = found[level] if found is not None and 0 <= level < len(found) else None
        shown = str(about.get(_STYLE + "num-format") or "") if about is not None else ""
        if about is None or not shown:
            return "•"
        n = self.counts[style, level] = self.counts.get((style, level), 0) + 1
        number = chr(ord(shown) + n - 1) if shown in ("a", "A") and n <= 26 else str(n)
        return f"{about.get(_STYLE + 'num-prefix') or ''}{number}{about.get(_STYLE + 'num-suffix') or ''}"


class _Cells:
    """A table as it is read row by row; rows and cells that are said to be repeated are written out."""

    def __init__(self, reader: _Reader, place: Place) -> None:
        self.reader, self.place = reader, place
        self.rows: list[list[str]] = []
        self.merges: list[Merge] = []
        self.days: dict[tuple[int, int], date] = {}
        self.nested: list[Element] = []
        self.uncalculated: list[tuple[int, int]] = []
        self.hidden: list[int] = []
        self.seen: dict[NoteKind, list[int]] = {}
        self.size = 0

    def add_row(self, row: "Element") -> None:
        cells = self._read_cells(row)
        while cells and not cells[-1]:
            cells.pop()
        times = _count(row, _TABLE + "number-rows-repeated")
        if not cells and times > _MOST_REPEATS:  # the rest of the sheet
            return
        self.size += max(len(cells), 1) * times
        if self.size > self.reader.limits.cells:
            fields = {"rows": len(self.rows) + times, "columns": len(cells), "only": self.reader.limits.only}
            raise Unreadable(Reason.SHEET_TOO_LARGE, self.place, **fields)
        first = len(self.rows)
        self.rows += [list(cells) for _ in range(times)]
        if row.get(_TABLE + "visibility") in ("collapse", "filter"):
            self.hidden += range(first + 1, first + times + 1)
        for kind in self.reader.seen:
            self.seen.setdefault(kind, []).append(first + 1)
        self.reader.seen.clear()

    def notes(self, rows: Sequence[Sequence[str]]) -> Iterator[Note]:
        """What to know of the cells."""
        for row, column in self.uncalculated:
            yield Note(NoteKind.NOT_CALCULATED, self.place.at(row + 1, column_letters(column)))
        for kind, numbers in self.seen.items():
            yield Note(kind, self.place, {"where": f"rows {join_numbers(numbers)}"})
        if hidden := [n for n in self.hidden if n <= len(rows) and any(rows[n - 1])]:
            yield Note(NoteKind.HIDDEN_ROWS, self.place, {"which": join_numbers(hidden)})

    def _read_cells(self, row: "Element") -> list[str]:
        cells: list[str] = []
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            column, top = len(cells), len(self.rows)
            text = "" if cell.tag == _TABLE + "covered-table-cell" else self.reader.cell_text(cell, self.nested)
            text = self._check_calculated(cell, text, column)
            times = _count(cell, _TABLE + "number-columns-repeated")
            cells += [text] * (min(times, _MOST_REPEATS) if text else min(times, 1024))
            down, across = _count(cell, _TABLE + "number-rows-spanned"), _count(cell, _TABLE + "number-columns-spanned")
            if down > 1 or across > 1:
                self.merges.append(Merge(top, column, top + down - 1, column + across - 1))
            if day := _shown_day(cell, text):
                self.days[top, column] = day
        return cells

    def _check_calculated(self, cell: "Element", text: str, column: int) -> str:
        formula = cell.get(_TABLE + "formula")
        if not formula or text or cell.get(_OFFICE + "value-type"):
            return text
        self.uncalculated.append((len(self.rows), column))
        return "=" + str(formula).partition("=")[2]


def _rows(table: "Element") -> "Iterator[Element]":
    for child in table:
        if child.tag == _TABLE + "table-row":
            yield child
        elif child.tag in _ROWS_AROUND:
            yield from _rows(child)


def _shown_day(cell: "Element", text: str) -> date | None:
    """The day of a cell that shows it, and not only its month."""
    stored = re.match(r"(\d{4})-(\d{2})-(\d{2})", str(cell.get(_OFFICE + "date-value") or ""))
    if stored is None or not re.search(rf"(?<!\d)0?{int(stored[3])}(?!\d)", text):
        return None
    try:
        return date(int(stored[1]), int(stored[2]), int(stored[3]))
    except ValueError:
        return None


def _is_struck(style: "Element") -> bool:
    found = next(iterate(style, _STYLE + "text-properties"), None)
    return found is not None and found.get(_STYLE + "text-line-through-style", "none") != "none"


def _is_alone(image: "Element") -> bool:
    """Not drawn in place of a table or an object, for programs that cannot show those."""
    frame = image.getparent()
    return frame is None or all(child.tag in (_DRAW + "image", image.tag) for child in frame)


def _is_unseen(style: "Element") -> bool:
    found = next(iterate(style, _STYLE + "table-properties"), None)
    return found is not None and found.get(_TABLE + "display") == "false"


def _count(element: "Element", name: str) -> int:
    text = str(element.get(name) or "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 9 else 1
