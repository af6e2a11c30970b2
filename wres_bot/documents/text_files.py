"""Owns text as people paste or save it: tables of Markdown or HTML, columns kept apart by spaces, or only sentences.

CSV is the other kind of text, which has a separator in most of its lines. Must not know a column.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median
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
from wres_bot.documents.tables import Limits, Place, Reason, Source, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
_WIDE_GAP = re.compile(r"\t+|\s{2,}")
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "dt", "dd", "blockquote", "pre", "div")


def read_plain_text(text: str, place: Place) -> Document:
    """Text that is no CSV: its tables by bars, or by wide space that stands at the same place in each line."""
    blocks: list[Block] = []
    notes: list[Note] = []
    lines_of_text = text.splitlines()
    bars = 1 if any(map(_is_rule, lines_of_text)) else 2
    for kind, group in groupby(lines_of_text, key=lambda line: _kind_of(line, bars)):
        lines = list(group)
        table = _read_bars(lines) if kind == "bars" else _read_columns(lines) if kind == "text" else None
        if table:
            at = replace(place, table=1 + sum(isinstance(block, TableBlock) for block in blocks))
            block = TableBlock(at, make_even(table))
            blocks.append(block)
            notes += find_error_values(block)
            notes += [Note(NoteKind.ALIGNED_TABLE, at)] if kind == "text" else []
        elif kind != "blank":
            blocks += _paragraphs(lines, place)
    return Document(place.file, "text", blocks, notes)


def read_html(source: Source, place: Place, limits: Limits, _: Progress) -> Document:
    """Tables and text of a page of HTML, or of what a browser or a mail program has put on the clipboard."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    from lxml import etree  # a process that only answers chat never reads a document

    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding=_encoding_of(data))
    tree = etree.fromstring(data, parser)
    if tree is None:
        raise Unreadable(Reason.EMPTY_FILE, place)
    reader = _HtmlReader(place)
    reader.read(tree)
    if not reader.blocks:
        raise Unreadable(Reason.EMPTY_FILE, place)
    return Document(place.file, "HTML", reader.blocks, reader.notes)


def is_plain_text(text: str, divided: bool) -> bool:
    """Whether text is no CSV. `divided`: whether a separator divides most of its lines into as many cells."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any(map(_is_rule, lines)):
        return True
    spaced = sum(bool(re.search(r"\S\s{2,}\S", line)) for line in lines) > len(lines) / 2
    return not divided and (spaced or median(len(line.split()) for line in lines) >= 6)


# Text


def _is_rule(line: str) -> bool:
    return "|" in line and _RULE.fullmatch(line) is not None


def _kind_of(line: str, bars: int) -> str:
    """bars: how many a row of a table has at least."""
    if not line.strip():
        return "blank"
    return "bars" if len(_BAR.findall(line)) >= bars else "text"


def _read_bars(lines: Sequence[str]) -> list[list[str]] | None:
    """Markdown: a row a line, without the line of dashes. None of a single line, which is a sentence with bars."""
    rows = [
        [_unmark(cell) for cell in _BAR.split(line.strip().removeprefix("|").removesuffix("|"))]
        for line in lines
        if not _is_rule(line)
    ]
    return rows if len(rows) > 1 else None


def _unmark(cell: str) -> str:
    """Without the signs for bold and code; a break written as HTML is one."""
    text = re.sub(r"<br\s*/?>", "\n", cell.replace("\\|", "|"), flags=re.IGNORECASE)
    return re.sub(r"\*\*|__|`", "", text).strip()


def _read_columns(lines: Sequence[str]) -> list[list[str]] | None:
    """Lines of three columns or more, as many in each; as a table comes from a PDF or a terminal. Else None."""
    rows = [_WIDE_GAP.split(line.strip()) for line in lines]
    same = {len(row) for row in rows}
    return rows if len(rows) > 2 and len(same) == 1 and min(same) > 2 else None


def _paragraphs(lines: Sequence[str], place: Place) -> list[Block]:
    """Lines as they are; a heading of Markdown is one."""
    blocks: list[Block] = []
    for line in lines:
        marks = re.match(r"#{1,6}(?=\s)", line)
        if marks:
            blocks.append(TextBlock(place, line.lstrip("# ").strip(), len(marks[0])))
        elif blocks and isinstance(blocks[-1], TextBlock) and not blocks[-1].heading:
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text}\n{line.strip()}")
        else:
            blocks.append(TextBlock(place, line.strip()))
    return blocks


# HTML


class _HtmlReader:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self.tables = 0

    def read(self, node: "Element") -> None:
        """Its tables, and the text between them."""
        for child in node:
            if child.tag in ("script", "style", "head", "template"):
                continue
            if child.tag == "table":
                self._read_table(child)
            elif child.tag in _BLOCKS and next(child.iter("table"), None) is None:
                heading = str(child.tag)
                level = int(heading[1]) if re.fullmatch(r"h[1-6]", heading) else 0
                self._add_text(_html_text(child), level)
            else:
                self._add_text(child.text or "", 0)
                self.read(child)
            self._add_text(child.tail or "", 0)

    def _add_text(self, text: str, heading: int) -> None:
        if text := text.strip():
            self.blocks.append(TextBlock(self.place, text, heading))

    def _read_table(self, table: "Element") -> None:
        place = replace(self.place, table=self.tables + 1)
        cells: dict[tuple[int, int], str] = {}
        merges: list[Merge] = []
        nested: list[Element] = []
        for n, row in enumerate(row for row in table.iter("tr") if _table_of(row) is table):
            column = 0
            for cell in row.iter("td", "th"):
                if _table_of(cell) is not table:
                    continue
                while (n, column) in cells:
                    column += 1
                down, across = _span(cell, "rowspan"), _span(cell, "colspan")
                for at in ((r, c) for r in range(n, n + down) for c in range(column, column + across)):
                    cells[at] = ""
                cells[n, column] = _html_text(cell)
                merges += [Merge(n, column, n + down - 1, column + across - 1)] if down * across > 1 else []
                nested += [inner for inner in cell.iter("table") if _table_of(inner) is table]
                column += across
        tall, wide = (max((at[side] for at in cells), default=-1) + 1 for side in (0, 1))
        rows = make_even([[cells.get((r, c), "") for c in range(wide)] for r in range(tall)])
        if rows:
            self.tables += 1
            self.blocks.append(block := TableBlock(place, rows, clip_merges(merges, rows)))
            self.notes += find_error_values(block)
        for inner in nested:
            if rows:
                self.notes.append(Note(NoteKind.NESTED_TABLE, place, {"where": f"table {self.tables + 1}"}))
            self._read_table(inner)


def _table_of(node: "Element") -> "Element | None":
    return next(node.iterancestors("table"), None)


def _span(cell: "Element", name: str) -> int:
    text = str(cell.get(name) or "1")
    return min(max(int(text), 1), 1000) if text.isdecimal() and len(text) < 6 else 1


def _html_text(node: "Element") -> str:
    """Its words as shown: space is one space, and what stands in a block of its own begins a line."""
    text = "".join(_html_words(node)).replace("\u00a0", " ")
    lines = (re.sub(r"[ \t\r]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


def _html_words(node: "Element") -> Iterator[str]:
    yield re.sub(r"\s+", " ", node.text or "")
    for child in node:
        if child.tag == "br":
            yield "\n"
        elif child.tag == "table" or child.tag in ("script", "style"):
            pass
        elif child.tag in _BLOCKS:
            yield "\n• " if child.tag == "li" else "\n"
            yield from _html_words(child)
            yield "\n"
        elif child.tag not in ("s", "strike", "del"):
            yield from _html_words(child)
        yield re.sub(r"\s+", " ", child.tail or "")


def _encoding_of(data: bytes) -> str:
    said = re.search(rb"charset=[\"']?([\w-]+)", data[:2048], re.IGNORECASE)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return said[1].decode("ascii") if said and said[1].lower() not in (b"utf-8", b"utf8") else "cp1252"
    return "utf-8"
