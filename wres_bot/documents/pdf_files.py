"""Owns PDF files that hold text: pages by pdfplumber, tables that run over pages as one; knows no column.

A page is closed when it has been read, so that a long file takes no more memory than its longest page. What is only a
picture of text is not read and is said; a file of nothing else is refused.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from wres_bot.documents.page_layout import (
    Box,
    PageTable,
    Paragraph,
    Word,
    count_overlaps,
    find_aligned_tables,
    find_margins,
    join_cells,
    margin_key,
    read_drawn_table,
    read_paragraphs,
)
from wres_bot.documents.tables import Limits, Place, Reason, Source, Unreadable

if TYPE_CHECKING:
    from pdfplumber.page import Page

_BROKEN = (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError, ArithmeticError, OSError)
"""What its reader meets in a file that is not whole."""
_SIGN = re.compile(r"^(?:\(cid:\d+\)|[\uf000-\uf0ff])$")
_SIGNS = {"\uf0fc": "✓", "\uf0fb": "✗", "\uf0fe": "☑", "\uf0fd": "☒"}
_EDGES_MEET = 6.0
_FEWEST_LETTERS = 8
_LARGE_PICTURE = 40 * (72 / 2.54) ** 2
"""Forty square centimetres, in points: a table may stand in a picture; a logo is smaller."""


@dataclass(slots=True)
class _PageParts:
    number: int
    height: float
    parts: list[PageTable | Paragraph]
    letters: int = 0
    pictures: int = 0
    strange: int = 0
    overlaps: int = 0


def read_pdf(source: Source, place: Place, limits: Limits, on_progress: Progress) -> Document:
    """Its pages in their order. Raises for a file that is locked, damaged, too long, or only pictures."""
    import pdfplumber  # a process that only answers chat never reads a document
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(source) if isinstance(source, bytes) else Path(source)) as opened:
            if len(opened.pages) > limits.pages:
                raise Unreadable(Reason.TOO_MANY_PAGES, place, pages=len(opened.pages), most=limits.pages)
            pages = []
            for page in opened.pages:
                pages.append(_read_page(page))
                page.close()
                on_progress(len(pages), len(opened.pages))
    except PdfminerException as wrong:
        locked = "Password" in repr(wrong)
        raise Unreadable(Reason.LOCKED if locked else Reason.DAMAGED, place) from wrong
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        AssertionError,
        OSError,
    ) as wrong:
        raise Unreadable(Reason.DAMAGED, place) from wrong  # whatever its reader meets in a file that is not whole
    if not any(page.letters >= _FEWEST_LETTERS for page in pages):
        raise Unreadable(
            Reason.NO_TEXT if any(page.pictures or page.strange for page in pages) else Reason.EMPTY_FILE, place
        )
    return _assemble(pages, place)


def _read_page(page: "Page") -> _PageParts:
    words = [
        Word(w["x0"], w["top"], w["x1"], w["bottom"], _SIGN.sub(_read_sign, w["text"]))
        for w in page.extract_words(x_tolerance=2, y_tolerance=2)
    ]
    read = _PageParts(page.page_number, float(page.height), [])
    text = "".join(word.text for word in words)
    read.strange = text.count("(cid:")
    read.letters = sum(map(str.isalnum, text)) - 5 * read.strange
    read.overlaps = count_overlaps(words)
    read.pictures = sum(_size(image) >= _LARGE_PICTURE for image in page.images)
    for table in page.find_tables():
        inside = [word for word in words if _is_in(word, table.bbox)]
        if len(table.cells) < 2 or not inside:
            continue  # a frame around text is no table
        found, outside = read_drawn_table([Box(*cell) for cell in table.cells], inside)
        read.parts.append(found)
        taken = set(inside) - set(outside)
        words = [word for word in words if word not in taken]
    across = [e["top"] for e in page.horizontal_edges if e["x1"] - e["x0"] > page.width / 4]
    aligned, words = find_aligned_tables(words, across)
    read.parts += [*aligned, *read_paragraphs(words, float(page.width))]
    read.parts.sort(key=lambda part: (part.box.top, part.box.x0))
    return read


def _read_sign(found: re.Match[str]) -> str:
    """The sign before an entry of a list often has no letter of its own in the file."""
    return _SIGNS.get(found[0], "•")


def _is_in(word: Word, box: Sequence[float]) -> bool:
    return box[0] <= (word.x0 + word.x1) / 2 <= box[2] and box[1] <= word.middle <= box[3]


def _size(image: dict[str, Any]) -> float:
    return float(image["width"]) * float(image["height"])


# Pages put together


@dataclass(slots=True)
class _Joined:
    """A table as it has been read down to some page."""

    first_page: int
    last_page: int
    edges: Sequence[float]
    rows: list[list[str]]
    merges: list[Merge]
    places: list[tuple[int, int]] = field(default_factory=list)
    split: list[int] = field(default_factory=list)
    drawn: bool = True


def _assemble(pages: Sequence[_PageParts], place: Place) -> Document:
    margins = find_margins(
        [[(p.box.top / page.height, p.text) for p in page.parts if isinstance(p, Paragraph)] for page in pages]
    )
    body = _body_height(pages)
    parts: list[_Joined | TextBlock] = []
    for page in pages:
        kept = [p for p in page.parts if isinstance(p, PageTable) or margin_key(p.text) not in margins]
        for n, part in enumerate(kept):
            if isinstance(part, Paragraph):
                heading = 1 if part.height > 1.5 * body else 2 if part.height > 1.15 * body else 0
                parts.append(TextBlock(replace(place, page=page.number), part.text, heading))
                continue
            before = parts[-1] if parts and n == 0 else None
            if not (isinstance(before, _Joined) and before.last_page == page.number - 1 and _go_on(before, part, page)):
                joined = _Joined(page.number, page.number, part.edges, [], [], drawn=part.drawn)
                _add_rows(joined, part, page.number, 0)
                parts.append(joined)
    return _as_document(parts, [*_notes(pages, place), *_margin_note(margins, place)], place)


def _as_document(parts: Sequence["_Joined | TextBlock"], notes: list[Note], place: Place) -> Document:
    blocks: list[Block] = []
    tables = 0
    for part in parts:
        if isinstance(part, TextBlock):
            blocks.append(part)
        elif rows := make_even(part.rows):
            tables += 1
            at = replace(place, page=part.first_page, table=tables)
            table = TableBlock(at, rows, clip_merges(part.merges, rows), row_places=part.places[: len(rows)])
            blocks.append(table)
            notes += [
                *find_error_values(table),
                *([] if part.drawn else [Note(NoteKind.ALIGNED_TABLE, at)]),
                *(Note(NoteKind.ROW_OVER_PAGES, table.place_of(n)) for n in part.split),
            ]
    return Document(place.file, "PDF", blocks, notes)


def _go_on(table: _Joined, part: PageTable, page: _PageParts) -> bool:
    """Adds the next page's rows to a table whose columns stand where the last page's did; says whether they do."""
    if len(table.edges) != len(part.edges):
        return False
    # The right edge of a table with nothing drawn around it is only where its longest words end.
    if any(abs(a - b) > _EDGES_MEET for a, b in zip(table.edges[:-1], part.edges[:-1], strict=True)):
        return False
    repeated = 0
    while repeated < min(len(part.rows), len(table.rows), 3) and part.rows[repeated] == table.rows[repeated]:
        repeated += 1
    rest = part.rows[repeated:]
    if rest and _is_rest_of_row(table.rows[-1], rest[0]):
        table.rows[-1] = [join_cells(*cells) for cells in zip(table.rows[-1], rest[0], strict=True)]
        table.split.append(len(table.rows) - 1)
        repeated += 1
    _add_rows(table, part, page.number, repeated)
    table.last_page = page.number
    return True


def _add_rows(table: _Joined, part: PageTable, page: int, first: int) -> None:
    down = len(table.rows) - first
    table.rows += part.rows[first:]
    table.places += [(page, n + 1) for n in range(first, len(part.rows))]
    table.merges += [Merge(m.top + down, m.left, m.bottom + down, m.right) for m in part.merges if m.top >= first]


def _is_rest_of_row(above: Sequence[str], row: Sequence[str]) -> bool:
    """A row cut by the end of the page: nothing in its first cell, and words that go on in small letters."""
    filled = [(a, b) for a, b in zip(above, row, strict=True) if b]
    goes_on = any(b[0].islower() and a[-1:] not in ".!?" for a, b in filled if a)
    return bool(filled) and not row[0] and all(a for a, _ in filled) and goes_on


def _body_height(pages: Sequence[_PageParts]) -> float:
    """The height of most letters outside tables."""
    heights: dict[float, int] = {}
    for page in pages:
        for part in page.parts:
            if isinstance(part, Paragraph):
                heights[round(part.height, 1)] = heights.get(round(part.height, 1), 0) + len(part.text)
    return max(heights, key=lambda height: heights[height], default=float("inf"))


def _notes(pages: Sequence[_PageParts], place: Place) -> Iterator[Note]:
    for page in pages:
        at = replace(place, page=page.number)
        if page.letters < _FEWEST_LETTERS and (page.pictures or page.strange):
            yield Note(NoteKind.PAGE_WITHOUT_TEXT, at)
        elif page.pictures:
            yield Note(NoteKind.PICTURES, at, {"count": str(page.pictures)})
        if page.overlaps:
            yield Note(NoteKind.OVERLAPPING_WORDS, at, {"count": str(page.overlaps)})
        if page.letters >= _FEWEST_LETTERS and page.strange:
            yield Note(NoteKind.STRANGE_LETTERS, at, {"count": str(page.strange)})


def _margin_note(margins: frozenset[str], place: Place) -> list[Note]:
    words = any(any(c.isalpha() for c in key.casefold().replace("page", "").replace("of", "")) for key in margins)
    return [Note(NoteKind.PAGE_MARGINS, place)] if words else []
