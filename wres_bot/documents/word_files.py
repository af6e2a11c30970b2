"""Owns DOCX: paragraphs and tables as Word shows them with every tracked change accepted; knows no column.

Straight from the markup, which alone says what is deleted, merged, moved or hidden. A table's cells stand by the
columns of its grid, so that a row that begins further right, or has a cell over two columns, stays under its headings.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    pick_colours,
)
from wres_bot.documents.packages import Package, iterate, join_numbers
from wres_bot.documents.tables import Limits, Place, Reason, Source, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_GONE = {W + name for name in ("del", "moveFrom")}
_ADDED = {W + name for name in ("ins", "moveTo")}
_AROUND = {W + name for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "dir", "bdo", "customXml")}
_CHARACTERS = {W + "tab": " ", W + "ptab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_SYMBOLS = {"FC": "✓", "FB": "✗", "FE": "☑", "FD": "☒", "A8": "☐", "6F": "☐", "B7": "•", "E0": "→"}
_BULLET = "•"
_STRUCK = "\0"
"""Stands around words struck through until it is known what stands beside them; no markup can hold it."""
_NARROWEST = 100
"""Columns of the grid narrower than this, in twentieths of a point, come from edges not drawn quite in line."""
_LARGE_PICTURE = 40 * 360_000**2
"""Forty square centimetres: a table may have been pasted as a picture; a logo is smaller."""


def read_word(source: Source, place: Place, limits: Limits, _: Progress) -> Document:
    """The body in its order, then text boxes' and notes' text where it stands."""
    package = Package(source, place, limits)
    name = next((n for n in package.links("").values() if n.endswith("document.xml")), "word/document.xml")
    tree = package.parse(name)
    body = None if tree is None else tree.find(W + "body")
    if body is None:
        raise Unreadable(Reason.DAMAGED, place)
    links = list(package.links(name).values())
    reader = _Reader(place, _Styles(package, links))
    reader.read_blocks(body)
    reader.read_footnotes(package, links)
    reader.note_left_out(package, links, body)
    return Document(place.file, "DOCX", reader.blocks, reader.notes)


class _Reader:
    def __init__(self, place: Place, styles: "_Styles") -> None:
        self.place, self.styles = place, styles
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self.tables = 0
        self.seen: Counter[NoteKind] = Counter()
        self.boxes: list[Element] = []
        self.nested: list[Element] = []

    def read_blocks(self, parent: "Element") -> None:
        """Paragraphs and tables among its children, and what stands in their text boxes."""
        for node in _content(parent):
            if node.tag == W + "tbl":
                self._read_table(node)
            elif text := self._settle(self._paragraph(node)):
                self.blocks.append(TextBlock(self.place, text, self.styles.heading(node)))
            self._read_boxes()

    def read_footnotes(self, package: Package, links: Sequence[str]) -> None:
        """Foot- and endnotes as text at the end."""
        for name in links:
            if name.endswith(("/footnotes.xml", "/endnotes.xml")):
                for note in iterate(package.parse(name), W + "footnote", W + "endnote"):
                    if note.get(W + "type") is None:
                        self.read_blocks(note)

    def note_left_out(self, package: Package, links: Sequence[str], body: "Element") -> None:
        """What a document holds beside its text."""
        for kind in self.seen:
            self._note(kind, self.place, where="in the text")
        for name in links:
            if name.endswith("/comments.xml") and (n := len(list(iterate(package.parse(name), W + "comment")))):
                self._note(NoteKind.COMMENTS, self.place, count=n)
        margins = [n for n in links if n.rpartition("/")[2].startswith(("header", "footer")) and n.endswith(".xml")]
        words = [t.text for name in margins for t in iterate(package.parse(name), W + "t")]
        if any(any(c.isalpha() for c in text or "") for text in words):
            self._note(NoteKind.PAGE_MARGINS, self.place)
        if pictures := sum(_area(extent) >= _LARGE_PICTURE for extent in body.iter(_DRAWN)):
            self._note(NoteKind.PICTURES, self.place, count=pictures)
        if objects := len(list(body.iter(W + "object"))):
            self._note(NoteKind.EMBEDDED, self.place, count=objects)

    def _note(self, kind: NoteKind, place: Place, **fields: object) -> None:
        self.notes.append(Note(kind, place, {name: str(value) for name, value in fields.items()}))

    def _read_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.read_blocks(box)

    # Tables

    def _read_table(self, node: "Element") -> None:
        outside, self.seen = self.seen, Counter()
        grid = _Grid(node)
        rows: list[list[str]] = []
        grounds: dict[tuple[int, int], str] = {}
        seen_in: dict[NoteKind, list[int]] = defaultdict(list)
        for cells in grid.rows:
            row = [""] * grid.wide
            for cell in cells:
                at = min(cell.column, grid.wide - 1)  # one too narrow to be seen shares its neighbour's column
                if (shade := cell.node.find(f"{W}tcPr/{W}shd")) is not None:
                    grounds[len(rows), at] = str(shade.get(W + "fill") or "")
                row[at] = " ".join(filter(None, (row[at], "" if cell.continues else self._cell(cell.node))))
            rows.append(row)
            for kind in self.seen:
                seen_in[kind].append(len(rows))
            self.seen.clear()
        if grid.changed:
            seen_in[NoteKind.TRACKED_CHANGES] += grid.changed
        self.seen = outside
        place = replace(self.place, table=self.tables + 1)
        if even := make_even(rows):  # else it is a frame around another table
            self.tables += 1
            merges = clip_merges(grid.merges(), even)
            self.blocks.append(table := TableBlock(place, even, merges, colours=pick_colours(grounds)))
            self.notes += find_error_values(table)
        for kind, numbers in seen_in.items():
            self._note(kind, place, where=f"rows {join_numbers(numbers)}")
        nested, self.nested = self.nested, []
        for inner in nested:
            if even:
                self._note(NoteKind.NESTED_TABLE, place, where=f"table {self.tables + 1}")
            self._read_table(inner)

    def _cell(self, node: "Element") -> str:
        lines = []
        for child in _content(node):
            if child.tag == W + "tbl":
                self.nested.append(child)
            else:
                lines.append(self._paragraph(child))
        return self._settle("\n".join(lines)).strip()

    # Text

    def _paragraph(self, node: "Element") -> str:
        text = "".join(self._inline(node)).strip()
        number = self.styles.number(node)
        if _STRUCK in text and not _without_struck(text).strip():
            number = f"{_STRUCK}{number}{_STRUCK}" if number else ""
        return f"{number} {text}".strip() if text or number != _BULLET else ""

    def _settle(self, text: str) -> str:
        """Words struck through beside others are left out, and said; what is struck through whole is read, and said."""
        if _STRUCK not in text:
            return text
        left = _without_struck(text)
        self.seen[NoteKind.STRUCK_THROUGH if left.strip() else NoteKind.STRUCK_CELLS] += 1
        return left if left.strip() else "\n".join(line.strip() for line in text.replace(_STRUCK, "").splitlines())

    def _inline(self, node: "Element") -> Iterator[str]:
        for child in node:
            if child.tag in _GONE:
                self.seen[NoteKind.TRACKED_CHANGES] += 1
            elif child.tag in _ADDED:
                self.seen[NoteKind.TRACKED_CHANGES] += 1
                yield from self._inline(child)
            elif child.tag in _AROUND:
                yield from self._inline(child)
            elif child.tag == W + "r":
                yield self._run(child)
            elif child.tag == _MC + "AlternateContent":
                yield from self._inline(_chosen(child))

    def _run(self, node: "Element") -> str:
        if _is_on(node, "vanish"):
            self.seen[NoteKind.HIDDEN_TEXT] += bool(_plain(node).strip())
            return ""
        if _is_on(node, "strike") or _is_on(node, "dstrike"):
            words = _plain(node)
            return f"{_STRUCK}{words}{_STRUCK}" if words.strip() else words
        text = []
        for child in node:
            if child.tag == _MC + "AlternateContent":
                child = _chosen(child)
            if child.tag == W + "br" and child.get(W + "type") in ("page", "column"):
                text.append(" ")
            else:
                text.append(_character(child))
            # A box within a box is found when the outer one is read.
            inner = set(child.iter(W + "txbxContent"))
            self.boxes += [box for box in inner if not inner & set(box.iterancestors())]
        return "".join(text)


@dataclass(frozen=True, slots=True)
class _Cell:
    node: "Element"
    column: int
    end: int
    continues: bool
    starts: bool


class _Grid:
    """A table's cells by the columns they stand in. `changed`: rows that a tracked change put in, or took out after."""

    def __init__(self, table: "Element") -> None:
        self.changed: list[int] = []
        edges = [0]
        for column in iterate(table.find(W + "tblGrid"), W + "gridCol"):
            edges.append(edges[-1] + _number(column, "w"))
        rows: list[list[_Cell]] = []
        for row in _content(table, W + "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.changed.append(max(len(rows), 1))
                continue
            rows.append(list(self._cells(row)))
            if row.find(f"{W}trPr/{W}ins") is not None:
                self.changed.append(len(rows))
        last = max((cell.end for row in rows for cell in row), default=0)
        used = {edge for row in rows for cell in row for edge in (cell.column, cell.end)}
        column_of = _snap(edges, last, used)
        self.wide = max(column_of.values(), default=0)
        self.rows = [
            [replace(cell, column=column_of[cell.column], end=column_of[cell.end]) for cell in row] for row in rows
        ]

    def merges(self) -> Iterator[Merge]:
        """Cells over several columns, and over the rows in which they are said to go on."""
        for top, row in enumerate(self.rows):
            for cell in row:
                if cell.continues:
                    continue
                bottom = top
                while cell.starts and any(
                    below.continues and below.column == cell.column
                    for below in (self.rows[bottom + 1] if bottom + 1 < len(self.rows) else ())
                ):
                    bottom += 1
                if bottom > top or cell.end > cell.column + 1:
                    yield Merge(top, cell.column, bottom, cell.end - 1)

    @staticmethod
    def _cells(row: "Element") -> Iterator[_Cell]:
        column = _value(row, "trPr", "gridBefore") or 0
        for node in _content(row, W + "tc"):
            span = max(_value(node, "tcPr", "gridSpan") or 1, 1)
            merge = node.find(f"{W}tcPr/{W}vMerge")
            starts = merge is not None and merge.get(W + "val") == "restart"
            yield _Cell(node, column, column + span, merge is not None and not starts, starts)
            column += span


def _snap(edges: Sequence[int], last: int, used: set[int]) -> dict[int, int]:
    """The column at each edge of the grid that a cell uses; edges that nearly meet are one."""
    column_of: dict[int, int] = {}
    column, at = -1, None
    for edge in sorted(used):
        here = edges[edge] if last < len(edges) else None
        if at is None or here is None or here - at >= _NARROWEST:
            column, at = column + 1, here
        column_of[edge] = column
    return column_of


class _Styles:
    """What a paragraph's style says: whether it is a heading, and the number Word would put before it."""

    def __init__(self, package: Package, links: Sequence[str]) -> None:
        def part(name: str) -> "Element | None":
            return package.parse(next((link for link in links if link.endswith(name)), name))

        self._styles = {str(s.get(W + "styleId")): s for s in iterate(part("/styles.xml"), W + "style")}
        numbering = part("/numbering.xml")
        self._abstract = {a.get(W + "abstractNumId"): a for a in iterate(numbering, W + "abstractNum")}
        self._lists = {n.get(W + "numId"): n for n in iterate(numbering, W + "num")}
        self._counts: dict[str, list[int]] = {}

    def heading(self, paragraph: "Element") -> int:
        """1 for the highest; 0 for what is none. A title is the highest."""
        for properties, name in self._properties(paragraph):
            level = properties.find(W + "outlineLvl") if properties is not None else None
            if level is not None:
                return _number(level, "val") + 1 if _number(level, "val") < 9 else 0
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:])
            if name == "title":
                return 1
        return 0

    def number(self, paragraph: "Element") -> str:
        """ "2.1", "(b)", "•"; nothing before a paragraph that is in no list. Counts on: to be asked for once each."""
        found = self._list_of(paragraph)
        if found is None:
            return ""
        list_id, level = found
        levels = self._levels(list_id)
        about = levels.get(level)
        if about is None:
            return ""
        counts = self._counts.setdefault(self._key(list_id), [])
        while len(counts) <= level:
            counts.append(_start(levels.get(len(counts))) - 1)
        counts[level] += 1
        del counts[level + 1 :]
        shown = about.find(W + "lvlText")
        text = "" if shown is None else str(shown.get(W + "val") or "")
        if _format(about) in ("bullet", "none"):
            return _BULLET if text and _format(about) == "bullet" else text
        for n, count in enumerate(counts):
            text = text.replace(f"%{n + 1}", _counted(count, _format(levels.get(n))))
        return text

    def _list_of(self, paragraph: "Element") -> tuple[str, int] | None:
        list_id, level = "", -1
        for properties, _ in self._properties(paragraph):
            numbered = properties.find(W + "numPr") if properties is not None else None
            if numbered is None:
                continue
            at, which = numbered.find(W + "ilvl"), numbered.find(W + "numId")
            level = _number(at, "val") if at is not None and level < 0 else level
            list_id = str(which.get(W + "val")) if which is not None and not list_id else list_id
        return (list_id, max(level, 0)) if list_id not in ("", "0") and list_id in self._lists else None

    def _properties(self, paragraph: "Element") -> "Iterator[tuple[Element | None, str]]":
        """The paragraph's own, then its style's, then those that the style is based on, with their names."""
        own = paragraph.find(W + "pPr")
        yield own, ""
        named = own.find(W + "pStyle") if own is not None else None
        style = self._styles.get(str(named.get(W + "val"))) if named is not None else None
        for _ in range(20):
            if style is None:
                return
            name = style.find(W + "name")
            yield style.find(W + "pPr"), "" if name is None else str(name.get(W + "val")).lower()
            based = style.find(W + "basedOn")
            style = self._styles.get(str(based.get(W + "val"))) if based is not None else None

    def _key(self, list_id: str) -> str:
        """Lists made from one definition count on, unless one says that it starts again."""
        entry = self._lists[list_id]
        if entry.find(f"{W}lvlOverride/{W}startOverride") is not None:
            return f"own {list_id}"
        abstract = entry.find(W + "abstractNumId")
        return list_id if abstract is None else str(abstract.get(W + "val"))

    def _levels(self, list_id: str) -> "dict[int, Element]":
        entry = self._lists[list_id]
        abstract = entry.find(W + "abstractNumId")
        base = self._abstract.get(abstract.get(W + "val")) if abstract is not None else None
        return {_number(level, "ilvl"): level for parent in (base, entry) for level in iterate(parent, W + "lvl")}


def _start(level: "Element | None") -> int:
    first = level.find(W + "start") if level is not None else None
    return 1 if first is None else _number(first, "val")


def _format(level: "Element | None") -> str:
    shown = level.find(W + "numFmt") if level is not None else None
    return "decimal" if shown is None else str(shown.get(W + "val"))


def _counted(n: int, shown: str) -> str:
    match shown:
        case "lowerLetter" | "upperLetter":
            text = chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman":
            text = _roman(n)
        case "decimalZero":
            text = f"{n:02}"
        case _:
            text = str(n)
    return text.upper() if shown.startswith("upper") else text


def _roman(n: int) -> str:
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        text += sign * (n // value)
        n %= value
    return text


def _content(parent: "Element", *tags: str) -> "Iterator[Element]":
    """Its paragraphs and tables, or children of these names, through whatever stands around them without a meaning."""
    wanted = tags or (W + "p", W + "tbl")
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _AROUND or child.tag in _ADDED:
            yield from _content(child, *wanted)


def _chosen(node: "Element") -> "Element":
    """Of what is written twice, for newer and older programs, the first."""
    return node[0] if len(node) else node


def _is_on(run: "Element", name: str) -> bool:
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(W + "val") not in ("0", "false", "off")


def _plain(node: "Element") -> str:
    return "".join(map(_character, node))


def _without_struck(text: str) -> str:
    return re.sub(f"{_STRUCK}[^{_STRUCK}]*{_STRUCK}", "", text)


def _character(node: "Element") -> str:
    if node.tag == W + "t":
        return node.text or ""
    if node.tag == W + "sym":
        code = str(node.get(W + "char") or "")[-2:].upper()
        return _SYMBOLS.get(code, "")
    if node.tag == W + "fldChar" and (box := node.find(f"{W}ffData/{W}checkBox")) is not None:
        ticked = box.find(W + "checked")
        return "☐" if ticked is None or ticked.get(W + "val") in ("0", "false") else "☒"
    return _CHARACTERS.get(str(node.tag), "")


def _number(node: "Element", name: str) -> int:
    text = str(node.get(W + name) or "")
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else 0


def _value(node: "Element", properties: str, name: str) -> int | None:
    found = node.find(f"{W}{properties}/{W}{name}")
    return None if found is None else _number(found, "val")


def _area(extent: "Element") -> int:
    sides = [str(extent.get(side) or "0") for side in ("cx", "cy")]
    return int(sides[0]) * int(sides[1]) if all(s.isdecimal() and len(s) < 12 for s in sides) else 0
