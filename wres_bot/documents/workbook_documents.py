"""Owns workbooks read whole: every sheet as its reader sees it, and what it hides; knows no column.

calamine reads the values; one pass over a sheet's markup finds what it leaves out: how a number is shown, errors,
formulas that were never calculated, hidden rows, words struck through, text boxes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache, reduce
from typing import TYPE_CHECKING

from wres_bot.documents.cell_colours import name_colour
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
from wres_bot.documents.number_formats import BUILT_IN, Shown, show_general, show_number
from wres_bot.documents.packages import Package, iterate, join_numbers, parse_xml
from wres_bot.documents.tables import Limits, Place, Reason, Source, Unreadable, cell_text, column_letters
from wres_bot.documents.workbooks import Workbook

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TABLE_STYLES = frozenset(("General", "@", ""))
# A program may put a prefix before every name of the markup, and quote either way.
_CELL = rb"""<(?:\w+:)?c\s(?=[^>]*\b%s)([^>]*[^/>])>(.*?)</(?:\w+:)?c>"""
_STYLE = rb"""s=["'](?:%s)["']"""
# Numbers are the many, so all there is to know of one is found at once: style, column, row, value.
_NUMBER = (
    rb"""<(?:\w+:)?c\s(?=[^>]*\bs=["'](%s)["'])(?=[^>]*\br=["']([A-Z]{1,3})(\d+))(?![^>]*\bt=["'](?!n["']))[^>]*[^/>]>"""
    rb"""(?:<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v[^>]*>([^<]+)<"""
)
_STYLED = re.compile(rb"""<(?:\w+:)?c ([^>]*\bs=[^>]*)>""")
_STYLE_OF = re.compile(rb"""\bs=["'](\d+)["']""")
_THEME = {"4": "4472C4", "5": "ED7D31", "7": "FFC000", "8": "5B9BD5", "9": "70AD47"}
_PALETTE = {
    "10": "FF0000", "11": "00FF00", "13": "FFFF00", "17": "008000", "50": "99CC00", "51": "FFCC00", "52": "FF9900",
    "53": "FF6600", "57": "339966",
}  # fmt: skip
"""Colours that a workbook gives by number, as Office shows them: of the theme, and of the palette before 2007."""
_REF = re.compile(rb"""\br=["']([A-Za-z]{1,3})(\d+)["']""")
_TYPE = re.compile(rb"""\bt=["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)</)")
_ROW = re.compile(rb"""<(?:\w+:)?row\s([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_COLUMN = re.compile(rb"""<(?:\w+:)?col\s([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c(?:>|\s(?![^>]*\br=))")
_OTHER_CELL = re.compile(rb"<c>|:c[ >]")
_ENTITIES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))


def read_workbook(source: Source, place: Place, limits: Limits, on_progress: Progress) -> Document:
    """A table for each sheet with anything in its cells, its text boxes before it."""
    book = Workbook(source, place, limits)
    about = _About(Package(source, place, limits))
    blocks: list[Block] = []
    notes: list[Note] = []
    tables = 0
    for n, (name, hidden) in enumerate(zip(book.names, book.hidden, strict=True)):
        on_progress(n, len(book.names))
        sheet = _Sheet(book, about, replace(place, sheet=name, table=tables + 1))
        blocks += sheet.texts()
        if sheet.rows:
            tables += 1
            blocks.append(table := replace(sheet.table(), hidden=hidden))
            notes += [*find_error_values(table), *sheet.notes()]
        notes += sheet.notes_beside(hidden)
    if not tables:
        raise Unreadable(Reason.EMPTY_WORKBOOK, place)
    return Document(place.file, "XLSX", blocks, notes)


class _About:
    """What a workbook says once for all its sheets: styles, and the words it keeps apart from the cells."""

    def __init__(self, package: Package) -> None:
        self.package = package
        styles = package.parse("xl/styles.xml")
        own = {str(f.get("numFmtId")): str(f.get("formatCode")) for f in iterate(styles, _S + "numFmt")}
        fonts = _children(styles, "fonts")
        struck = {str(n) for n, font in enumerate(fonts) if _is_on(font.find(_S + "strike"))}
        self.codes: list[str] = []
        self.shown: dict[tuple[bytes, bytes], Shown | None] = {}
        self.struck: set[int] = set()
        fills = [_ground(fill) for fill in _children(styles, "fills")]
        self.grounds: dict[int, str] = {}
        for n, style in enumerate(_children(styles, "cellXfs")):
            number = str(style.get("numFmtId") or "0")
            self.codes.append(own.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "yyyy-mm-dd"))
            if style.get("fontId") in struck:
                self.struck.add(n)
            fill = str(style.get("fillId") or "0")
            if fill.isdecimal() and int(fill) < len(fills) and name_colour(fills[int(fill)]):
                self.grounds[n] = fills[int(fill)]
        properties = next(iterate(package.parse("xl/workbook.xml"), _S + "workbookPr"), None)
        self.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")

    def show(self, number: float, style: int) -> Shown | None:
        """What a cell of this style shows; None of a format unlike any."""
        try:
            return show_number(number, self.codes[style], from_1904=self.from_1904)
        except (ValueError, ArithmeticError, IndexError):
            return None

    @cached_property
    def struck_words(self) -> Mapping[bytes, tuple[str, bool]]:
        """By their number, shared texts some or all of which is struck through: what is left, and whether all was."""
        raw = self.package.read("xl/sharedStrings.xml")
        found: dict[bytes, tuple[str, bool]] = {}
        if b"strike" not in raw:
            return found
        for n, entry in enumerate(iterate(self.package.parse("xl/sharedStrings.xml"), _S + "si")):
            if left := _read_struck_words(entry):
                found[str(n).encode()] = left
        return found


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    attributes: bytes
    inside: bytes


class _Sheet:
    """One sheet: its cells as shown. What was seen on the way is kept by row."""

    def __init__(self, book: Workbook, about: _About, place: Place) -> None:
        self.place, self.about = place, about
        xml = book.markup(place.sheet)
        self.xml = xml if _has_places(xml) else _with_places(xml, place)
        self.part = book.part_of(place.sheet)
        self.days: dict[tuple[int, int], date] = {}
        self.seen: dict[NoteKind, list[int]] = {}
        self.uncalculated: list[tuple[int, int]] = []
        sheet = book.sheet(place.sheet)
        self.merges = [Merge(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
        self.rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        self._read_markup(about)
        self.rows = make_even(self.rows)

    def table(self) -> TableBlock:
        """Its cells."""
        grounds = dict(self._grounds())
        return TableBlock(
            self.place, self.rows, clip_merges(self.merges, self.rows), self.days, colours=pick_colours(grounds)
        )

    def _grounds(self) -> Iterator[tuple[tuple[int, int], str]]:
        """The ground of each coloured cell within the table, empty ones too."""
        styles = {str(n).encode(): code for n, code in self.about.grounds.items()}
        for attributes in _STYLED.findall(self.xml) if styles else ():
            style, at = _STYLE_OF.search(attributes), _REF.search(attributes)
            if style is None or at is None or (code := styles.get(style[1])) is None:
                continue
            row, column = int(at[2]) - 1, _column_number(at[1])
            if row < len(self.rows) and column < len(self.rows[row]):
                yield (row, column), code

    def notes(self) -> Iterator[Note]:
        """What to know of its cells."""
        place = self.place
        for row, column in self.uncalculated:
            yield Note(NoteKind.NOT_CALCULATED, place.at(row + 1, column_letters(column)))
        for kind, numbers in self.seen.items():
            yield Note(kind, place, {"where": f"rows {join_numbers(numbers)}"})
        if rows := [n for n in self._hidden(_ROW, b"r", b"r") if n <= len(self.rows) and any(self.rows[n - 1])]:
            yield Note(NoteKind.HIDDEN_ROWS, place, {"which": join_numbers(rows)})
        filled = {n + 1 for row in self.rows for n, cell in enumerate(row) if cell}
        if columns := [n for n in self._hidden(_COLUMN, b"min", b"max") if n in filled]:
            which = ", ".join(column_letters(n - 1) for n in sorted(columns))
            yield Note(NoteKind.HIDDEN_COLUMNS, place, {"which": which})

    def texts(self) -> Iterator[TextBlock]:
        """Its text boxes."""
        for drawing in self._linked("/drawing"):
            for shape in iterate(drawing, _XDR + "txBody"):
                lines = ["".join(t.text or "" for t in p.iter(_A + "t")) for p in shape.iter(_A + "p")]
                if text := "\n".join(lines).strip():
                    yield TextBlock(self.place.at(), text)

    def notes_beside(self, hidden: bool) -> Iterator[Note]:
        """What to know of the sheet beside its cells."""
        place = replace(self.place, table=None)
        if not self.rows:
            yield Note(NoteKind.EMPTY_SHEET, place)
        elif hidden:
            yield Note(NoteKind.HIDDEN_SHEET, place)
        if pictures := sum(1 for drawing in self._linked("/drawing") for _ in iterate(drawing, _XDR + "pic")):
            yield Note(NoteKind.PICTURES, place, {"count": str(pictures)})
        if comments := sum(1 for part in self._linked("/comments") for _ in iterate(part, _S + "comment")):
            yield Note(NoteKind.COMMENTS, place, {"count": str(comments)})

    def _linked(self, what: str) -> "Iterator[Element | None]":
        if self.part:
            for name in self.about.package.links(self.part).values():
                if what in name and name.endswith(".xml"):
                    yield self.about.package.parse(name)

    # What calamine leaves out

    def _read_markup(self, about: _About) -> None:
        styled = [n for n, code in enumerate(about.codes) if code not in _TABLE_STYLES]
        if styled:
            self._show_numbers(about, _NUMBER % b"|".join(str(n).encode() for n in styled))
        for cell in self._cells(rb"""t=["']e["']""", b't="e"', b"t='e'"):
            if found := _VALUE.search(cell.inside):
                self._put(cell.row, cell.column, found[1].decode("utf-8", "replace"))
        for cell in self._cells(rb"""r=""", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/"):
            self._check_calculated(cell)
        self._read_struck(about)

    def _show_numbers(self, about: _About, pattern: bytes) -> None:
        for style, letters, number, value in re.findall(pattern, self.xml):
            key = value, style
            if key not in about.shown:
                about.shown[key] = about.show(float(value), int(style))
            shown, row, column = about.shown[key], int(number) - 1, _column_number(letters)
            if shown is None:
                self.seen.setdefault(NoteKind.AS_STORED, []).append(row + 1)
                continue
            self._put(row, column, shown.text)
            if shown.day:
                self.days[row, column] = shown.day

    def _check_calculated(self, cell: _Cell) -> None:
        formula = _FORMULA.search(cell.inside)
        kind = _TYPE.search(cell.attributes)
        if formula is None or _VALUE.search(cell.inside) or (kind and kind[1] == b"str"):
            return
        text = formula[1] or b""
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
        self._put(cell.row, cell.column, "=" + text.decode("utf-8", "replace"))
        self.uncalculated.append((cell.row, cell.column))

    def _read_struck(self, about: _About) -> None:
        """A whole cell struck through is read, and said; words struck through beside others are left out, and said."""
        for cell in self._cells(_any_style(about.struck)):
            if cell.row < len(self.rows) and any(self.rows[cell.row][cell.column : cell.column + 1]):
                self.seen.setdefault(NoteKind.STRUCK_CELLS, []).append(cell.row + 1)
        for cell in self._cells(rb"""t=["']s["']""" if about.struck_words else b""):
            value = _VALUE.search(cell.inside)
            self._put_struck(cell, about.struck_words.get(value[1]) if value else None)
        for cell in self._cells(rb"""t=["']inlineStr["']""", b"<strike", b":strike"):
            inside = b'<is xmlns="%s">%s</is>' % (_S[1:-1].encode(), cell.inside)
            self._put_struck(cell, _read_struck_words(parse_xml(inside, self.place)) if b"strike" in inside else None)

    def _put_struck(self, cell: _Cell, words: tuple[str, bool] | None) -> None:
        if words is None:
            return
        left, whole = words
        self.seen.setdefault(NoteKind.STRUCK_CELLS if whole else NoteKind.STRUCK_THROUGH, []).append(cell.row + 1)
        if not whole:
            self._put(cell.row, cell.column, left.strip())

    def _cells(self, attribute: bytes, *signs: bytes) -> Iterator[_Cell]:
        """Cells with this attribute. `signs`: none is looked for where none of them stands, which is found faster."""
        if not attribute or (signs and not any(sign in self.xml for sign in signs)):
            return
        for found in re.finditer(_CELL % attribute, self.xml, re.S):
            if at := _REF.search(found[1]):
                yield _Cell(int(at[2]) - 1, _column_number(at[1]), found[1], found[2])

    def _put(self, row: int, column: int, text: str) -> None:
        try:
            self.rows[row][column] = text
        except IndexError:  # beyond what calamine found anything in
            self.rows += [[] for _ in range(row + 1 - len(self.rows))]
            self.rows[row] += [""] * (column + 1 - len(self.rows[row]))
            self.rows[row][column] = text

    def _hidden(self, pattern: re.Pattern[bytes], first: bytes, last: bytes) -> Iterator[int]:
        for found in pattern.finditer(self.xml) if b"hidden=" in self.xml else ():
            ends = [re.search(rb"\b" + name + rb"""=["'](\d{1,7})""", found[1]) for name in (first, last)]
            if ends[0] and ends[1]:
                yield from range(int(ends[0][1]), min(int(ends[1][1]), 16_384 if first == b"min" else 1_048_576) + 1)


@lru_cache(20_000)
def _column_number(letters: bytes) -> int:
    """From 0, of "A"."""
    return reduce(lambda n, letter: n * 26 + letter - 64, letters.upper(), 0) - 1


def _has_places(xml: bytes) -> bool:
    """Whether each cell says where it stands; told by counting where programs write it first, as nearly all do."""
    return (xml.count(b"<c ") == xml.count(b'<c r="') and not _OTHER_CELL.search(xml)) or not _WITHOUT_PLACE.search(xml)


def _with_places(xml: bytes, place: Place) -> bytes:
    """The same markup, each cell with the place it has by being where it is: a program need not write it."""
    from lxml import etree  # it is there by now

    tree = parse_xml(xml, place)
    number = 0
    for row in tree.iter(_S + "row"):
        number = int(row.get("r") or number + 1)
        column = 0
        for cell in row.iter(_S + "c"):
            if at := re.match("[A-Z]{1,3}", cell.get("r") or ""):
                column = reduce(lambda n, letter: n * 26 + ord(letter) - 64, at[0], 0)
            else:
                column += 1
                cell.set("r", f"{column_letters(column - 1)}{number}")
    return etree.tostring(tree)


def _text(value: object) -> str:
    if type(value) is str:  # nearly always
        return value.strip()
    return show_general(value) if isinstance(value, float) else cell_text(value).strip()


def _read_struck_words(entry: "Element") -> tuple[str, bool] | None:
    """What is left of a text without its words struck through, and whether they were all; None where there are none."""
    runs = [(r.findtext(_S + "t") or "", _is_on(r.find(f"{_S}rPr/{_S}strike"))) for r in entry.iter(_S + "r")]
    if not any(struck and text.strip() for text, struck in runs):
        return None
    left = "".join(text for text, struck in runs if not struck)
    return left, not left.strip()


def _any_style(styles: "Sequence[int] | set[int]") -> bytes:
    return _STYLE % b"|".join(str(n).encode() for n in styles) if styles else b""


def _children(tree: "Element | None", name: str) -> "Sequence[Element]":
    found = next(iterate(tree, _S + name), None)
    return [] if found is None else list(found)


def _ground(fill: "Element") -> str:
    """The code of a filled ground's colour; one of the theme or of the old palette as Office shows it."""
    colour = fill.find(f"{_S}patternFill[@patternType='solid']/{_S}fgColor")
    if colour is None:
        return ""
    if code := colour.get("rgb"):
        return str(code)
    if abs(float(colour.get("tint") or 0)) > 0.5:
        return ""
    return _THEME.get(str(colour.get("theme")), _PALETTE.get(str(colour.get("indexed")), ""))


def _is_on(element: "Element | None") -> bool:
    return element is not None and element.get("val") not in ("0", "false")
