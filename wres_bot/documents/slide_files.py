"""Owns PPTX: the tables and the words of each slide, in the order they are read; knows no column."""

from collections.abc import Iterator
from dataclasses import replace
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
from wres_bot.documents.packages import Package, iterate
from wres_bot.documents.tables import Limits, Place, Reason, Source, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LARGE_PICTURE = 40 * 360_000**2
"""Forty square centimetres: a table may stand in a picture; a logo is smaller."""


def read_slides(source: Source, place: Place, limits: Limits, on_progress: Progress) -> Document:
    """Its slides in their order, hidden ones too."""
    package = Package(source, place, limits)
    name = next((n for n in package.links("").values() if n.endswith("presentation.xml")), "ppt/presentation.xml")
    presentation, links = package.parse(name), package.links(name)
    if presentation is None:
        raise Unreadable(Reason.DAMAGED, place)
    reader = _Reader(place)
    slides = [links.get(str(slide.get(_R + "id")), "") for slide in iterate(presentation, _P + "sldId")]
    for number, part in enumerate(slides, 1):
        slide = package.parse(part) if part else None
        if slide is not None:
            reader.read_slide(slide, number)
            notes = [n for n in package.links(part).values() if "notesSlide" in n and n.endswith(".xml")]
            reader.note_speaker(package.parse(notes[0]) if notes else None, number)
        on_progress(number, len(slides))
    if not reader.blocks:
        pictures = any(note.kind is NoteKind.PICTURES for note in reader.notes)
        raise Unreadable(Reason.NO_TEXT if pictures else Reason.EMPTY_FILE, place)
    return Document(place.file, "PPTX", reader.blocks, reader.notes)


class _Reader:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self.tables = 0

    def read_slide(self, slide: "Element", number: int) -> None:
        """Its shapes from the top; one that says nothing of where it stands keeps its place in the file."""
        place = replace(self.place, page=number)
        if slide.get("show") in ("0", "false"):
            self.notes.append(Note(NoteKind.HIDDEN_SLIDE, place))
        shapes = sorted(_shapes(slide), key=lambda shape: (not _is_title(shape), _top(shape)))
        for shape in shapes:
            table = next(iterate(shape, _A + "tbl"), None) if shape.tag == _P + "graphicFrame" else None
            if table is not None:
                self._read_table(table, place)
            elif text := self._text(shape, place):
                self.blocks.append(TextBlock(place, text, 1 if _is_title(shape) else 0))
        if pictures := sum(_area(shape) >= _LARGE_PICTURE for shape in shapes if shape.tag == _P + "pic"):
            self.notes.append(Note(NoteKind.PICTURES, place, {"count": str(pictures)}))
        drawn = [s for s in shapes if s.tag == _P + "graphicFrame" and next(iterate(s, _A + "tbl"), None) is None]
        if drawn:
            self.notes.append(Note(NoteKind.EMBEDDED, place, {"count": str(len(drawn))}))

    def note_speaker(self, notes: "Element | None", number: int) -> None:
        """Words for the speaker, which no slide shows."""
        for shape in iterate(notes, _P + "sp"):
            kind = next(iterate(shape, _P + "ph"), None)
            if kind is not None and kind.get("type") == "body" and any(t.text for t in shape.iter(_A + "t")):
                self.notes.append(Note(NoteKind.SPEAKER_NOTES, replace(self.place, page=number)))

    def _read_table(self, table: "Element", place: Place) -> None:
        place = replace(place, table=self.tables + 1)
        rows: list[list[str]] = []
        merges: list[Merge] = []
        grounds: dict[tuple[int, int], str] = {}
        for n, row in enumerate(table.iter(_A + "tr")):
            rows.append([])
            for column, cell in enumerate(row.iter(_A + "tc")):
                covered = cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")
                rows[-1].append("" if covered else self._text(cell, place.at(n + 1)))
                if (ground := cell.find(f"{_A}tcPr/{_A}solidFill/{_A}srgbClr")) is not None:
                    grounds[n, column] = str(ground.get("val") or "")
                down, across = _count(cell, "rowSpan"), _count(cell, "gridSpan")
                if down > 1 or across > 1:
                    merges.append(Merge(n, column, n + down - 1, column + across - 1))
        if even := make_even(rows):
            self.tables += 1
            self.blocks.append(
                block := TableBlock(place, even, clip_merges(merges, even), colours=pick_colours(grounds))
            )
            self.notes += find_error_values(block)

    def _text(self, parent: "Element", place: Place) -> str:
        """Its paragraphs, a line each. Words struck through beside others are left out, and said."""
        lines: list[list[tuple[str, bool]]] = []
        for paragraph in parent.iter(_A + "p"):
            lines.append(list(_runs(paragraph)))
            bullet = paragraph.find(f"{_A}pPr/{_A}buChar")
            if bullet is not None and any(text.strip() for text, _ in lines[-1]):
                lines[-1].insert(0, ("• ", all(struck for text, struck in lines[-1] if text.strip())))
        struck = [struck for line in lines for text, struck in line if text.strip()]
        if any(struck):
            kind = NoteKind.STRUCK_CELLS if all(struck) else NoteKind.STRUCK_THROUGH
            where = f"row {place.row}" if place.row else "in the text"
            self.notes.append(Note(kind, replace(place, row=None), {"where": where}))
        whole = all(struck)
        kept = ["".join(text for text, out in line if whole or not out).strip() for line in lines]
        return "\n".join(kept).strip()


def _shapes(parent: "Element") -> "Iterator[Element]":
    """What stands on a slide, out of its groups."""
    return parent.iter(_P + "sp", _P + "graphicFrame", _P + "pic")


def _runs(paragraph: "Element") -> Iterator[tuple[str, bool]]:
    for run in paragraph:
        if run.tag == _A + "br":
            yield "\n", False
        elif run.tag in (_A + "r", _A + "fld"):
            about = run.find(_A + "rPr")
            struck = about is not None and about.get("strike", "noStrike") != "noStrike"
            yield run.findtext(_A + "t") or "", struck


def _is_title(shape: "Element") -> bool:
    kind = next(iterate(shape, _P + "ph"), None)
    return kind is not None and kind.get("type") in ("title", "ctrTitle")


def _top(shape: "Element") -> int:
    offset = next(iterate(shape, _A + "off"), None)
    return _count(offset, "y") if offset is not None else 0


def _area(shape: "Element") -> int:
    size = next(iterate(shape, _A + "ext"), None)
    return _count(size, "cx") * _count(size, "cy") if size is not None else 0


def _count(element: "Element", name: str) -> int:
    text = str(element.get(name) or "1")
    return int(text) if text.isdecimal() and len(text) < 12 else 1
