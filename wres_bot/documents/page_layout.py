"""Owns what words on a page say by where they stand: lines, cells, rows, paragraphs; knows no file format, no column.

A page knows only where each word is drawn. Three things are told from that: a line break in a cell is the author's own
where the next word would have fitted on the line before, and else came from the width of the cell; words in columns
with nothing drawn around them are a table where three or more columns begin under each other; what stands at the head
or foot of most pages is not the document's text.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from wres_bot.documents.document import Merge

_ITEM = re.compile(r"(?:[•●▪◦‣·o–-]|\(?\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])\s")
"""How an entry of a list begins."""
_NEAR = 3.0
"""Points within which two edges are one."""
_GAP = 1.4
"""Space between two words of one line, in heights of a line, from which they stand in different columns."""
_APART = 0.45
"""Space between two words, in heights of a line, below which they are of one sentence whatever they stand under."""
_FURTHEST = 4.0
"""Space between two lines, in heights of a line, beyond which they are not of one table."""
_BETWEEN = 11.0
"""Points that a word processor leaves between the words of two columns."""


class Word(NamedTuple):
    """One word, in points from the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Box(NamedTuple):
    """A rectangle, in points from the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float


Line = list[Word]


@dataclass(slots=True)
class PageTable:
    """A table of one page. `edges`: where its columns begin and end; one that goes on has the same overleaf."""

    box: Box
    edges: Sequence[float]
    rows: list[list[str]]
    merges: list[Merge] = field(default_factory=list)
    drawn: bool = True


@dataclass(slots=True)
class Paragraph:
    """Words that belong together outside tables, and the height of their letters."""

    box: Box
    text: str
    height: float


def group_lines(words: Iterable[Word]) -> list[Line]:
    """Words by lines from the top, each line from the left."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        height = word.bottom - word.top
        if lines and abs(lines[-1][0].middle - word.middle) < 0.5 * max(height, 1):
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda w: w.x0)
    return lines


def count_overlaps(words: Iterable[Word]) -> int:
    """Words drawn over others: what a cell shows of such text is no longer known."""
    return sum(word.x0 < before.x1 - 2 for line in group_lines(words) for before, word in pairwise(line))


def join_lines(lines: Sequence[Line], width: float) -> str:
    """The text of lines within a width: a break stands only where it was made on purpose."""
    if not lines:
        return ""
    text = _line_text(lines[0])
    for above, line in pairwise(lines):
        words = _line_text(line)
        if _is_own_break(above, line, width):
            text += "\n" + words
        elif text.endswith("-") and text[-2:-1].isalpha() and words[:1].islower():
            text += words
        else:
            text += " " + words
    return text


def join_cells(above: str, below: str) -> str:
    """A cell's text and its rest on the next page."""
    return ("\n" if _ITEM.match(below + " ") else " ").join(filter(None, (above, below)))


def _is_own_break(above: Line, line: Line, width: float) -> bool:
    height = above[0].bottom - above[0].top
    if _ITEM.match(_line_text(line) + " ") or line[0].top - above[0].bottom > 0.8 * height:
        return True
    taken = above[-1].x1 - above[0].x0
    return taken + 0.3 * height + (line[0].x1 - line[0].x0) < width


def _line_text(line: Line) -> str:
    return " ".join(word.text for word in line)


# Tables that are drawn


def read_drawn_table(cells: Sequence[Box], words: Sequence[Word]) -> tuple[PageTable, list[Word]]:
    """A table by the boxes of its cells, and the words that stand in none of them."""
    xs = _snap(edge for cell in cells for edge in (cell.x0, cell.x1))
    ys = _snap(edge for cell in cells for edge in (cell.top, cell.bottom))
    spans = [
        Merge(_nearest(ys, c.top), _nearest(xs, c.x0), _nearest(ys, c.bottom) - 1, _nearest(xs, c.x1) - 1)
        for c in cells
    ]
    owner = {
        (row, column): span
        for span in spans
        for row in range(span.top, span.bottom + 1)
        for column in range(span.left, span.right + 1)
    }
    inside: dict[Merge, list[Word]] = {}
    outside = []
    for word in words:
        at = (bisect_right(ys, word.middle) - 1, bisect_right(xs, (word.x0 + word.x1) / 2) - 1)
        if at in owner:
            inside.setdefault(owner[at], []).append(word)
        else:
            outside.append(word)
    lines = {span: of for whole, held in inside.items() for span, of in _divide_span(whole, group_lines(held), xs)}
    padding = min((line[0].x0 - xs[span.left] for span, of in lines.items() for line in of), default=0.0)
    rows = [[""] * (len(xs) - 1) for _ in ys[1:]]
    for span, of in lines.items():
        rows[span.top][span.left] = join_lines(of, xs[span.right + 1] - xs[span.left] - 2 * max(padding, 0))
    merges = [span for span in {*spans, *lines} - (set(inside) - set(lines)) if span[:2] != span[2:]]
    return PageTable(Box(xs[0], ys[0], xs[-1], ys[-1]), xs, rows, sorted(merges)), outside


def _divide_span(span: Merge, lines: list[Line], xs: Sequence[float]) -> list[tuple[Merge, list[Line]]]:
    """A box over several columns whose words stand in each of them is a row with nothing drawn between its cells."""
    parts = [part for line in lines for part in _segments(line)]
    columns = [bisect_right(xs, part[0].x0 + 1) - 1 for part in parts]
    inside = all(part[-1].x1 <= xs[min(c, len(xs) - 2) + 1] + 1 for part, c in zip(parts, columns, strict=True))
    if span.right == span.left or len(set(columns)) < 2 or not inside:
        return [(span, lines)]
    divided: dict[int, list[Word]] = {}
    for part, column in zip(parts, columns, strict=True):
        divided.setdefault(column, []).extend(part)
    return [(Merge(span.top, c, span.bottom, c), group_lines(words)) for c, words in divided.items()]


def _snap(edges: Iterable[float]) -> list[float]:
    """Edges that nearly meet, as one each."""
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > _NEAR:
            kept.append(edge)
    return kept


def _nearest(edges: Sequence[float], at: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - at))


# Tables that are only aligned


def find_aligned_tables(words: Sequence[Word], rules: Sequence[float]) -> tuple[list[PageTable], list[Word]]:
    """Tables with nothing drawn around their cells, and the words that are in none. `rules`: where lines run across.

    Columns are what is left between the strips of empty page that run down through every line. A line that runs across
    them is a heading within the table where more of it follows, and its end where not.
    """
    tables: list[PageTable] = []
    left: list[Word] = []
    lines = group_lines(words)
    while lines:
        block, columns = _grow(lines)
        if len(block) < 3 or len(columns) < 3:
            left += lines.pop(0)
            continue
        tables.append(_read_aligned(block, columns, rules))
        lines = lines[len(block) :]
    return tables, left


class _Column(NamedTuple):
    x0: float
    x1: float


def _grow(lines: Sequence[Line]) -> tuple[list[Line], list[_Column]]:
    """The lines of a table that begins with the first of these, and its columns; none where three do not begin."""
    columns = [_Column(part[0].x0, part[-1].x1) for part in _segments(lines[0])]
    if len(columns) < 3:
        return [], []
    end = 1
    for n, line in enumerate(lines[1:], 2):
        parts = _divide(line, columns)
        if parts is None:
            if len(_segments(line)) > 1:
                break
            continue  # it runs across: part of the table where more of that follows
        if end < n - 2 or line[0].top - lines[n - 2][0].bottom > _FURTHEST * (line[0].bottom - line[0].top):
            break
        columns, end = _widen(columns, parts), n
    return list(lines[:end]), columns


def _divide(line: Line, columns: Sequence[_Column]) -> list[Line] | None:
    """A line's words by columns; None where one of them runs over from one column into the next."""
    parts: list[Line] = []
    for part in _segments(line):
        last = -1
        for word in part:
            hit = [n for n, column in enumerate(columns) if word.x0 < column.x1 and word.x1 > column.x0]
            if len(hit) > 1:
                return None
            begins = hit and last >= 0 and hit[0] != last
            if begins and word.x0 - parts[-1][-1].x1 < _APART * (word.bottom - word.top):
                return None
            if word is part[0] or begins:
                parts.append([word])
            else:
                parts[-1].append(word)
            last = hit[0] if hit else last
    return parts


def _widen(columns: Sequence[_Column], parts: Sequence[Line]) -> list[_Column]:
    merged: list[_Column] = []
    for x0, x1 in sorted([*columns, *(_Column(part[0].x0, part[-1].x1) for part in parts)]):
        if merged and x0 < merged[-1].x1:
            merged[-1] = _Column(merged[-1].x0, max(merged[-1].x1, x1))
        else:
            merged.append(_Column(x0, x1))
    return merged


def _segments(line: Line) -> list[Line]:
    """A line's words by columns: where the space between two is wider than between words."""
    parts = [[line[0]]]
    for before, word in pairwise(line):
        if word.x0 - before.x1 > _GAP * (word.bottom - word.top):
            parts.append([])
        parts[-1].append(word)
    return parts


def _read_aligned(block: Sequence[Line], columns: Sequence[_Column], rules: Sequence[float]) -> PageTable:
    words = [word for line in block for word in line]
    rows: list[list[list[Word]]] = []
    for group in _group_rows(block, columns, rules):
        cells: list[list[Word]] = [[] for _ in columns]
        for line in group:
            for part in _divide(line, columns) or [line]:
                cells[_column_of(part, columns)] += part
        rows.append(cells)
    kept = _join_columns(rows, columns)
    ends = [*(column.x0 for column in kept[1:]), max(kept[-1].x1 + _BETWEEN, kept[-1].x0)]
    texts = [
        [
            join_lines(group_lines(word for n in column.held for word in cells[n]), end - column.x0 - _BETWEEN)
            for column, end in zip(kept, ends, strict=True)
        ]
        for cells in rows
    ]
    box = Box(kept[0].x0, words[0].top, kept[-1].x1, max(w.bottom for w in words))
    return PageTable(box, [*(column.x0 for column in kept), box.x1], texts, drawn=False)


class _Joined(NamedTuple):
    x0: float
    x1: float
    held: tuple[int, ...]


def _join_columns(rows: Sequence[Sequence[Sequence[Word]]], columns: Sequence[_Column]) -> list[_Joined]:
    """Two beside each other that no row fills both of are one: a heading at the left over numbers at the right."""
    kept: list[_Joined] = []
    for n, column in enumerate(columns):
        before = kept[-1] if kept else None
        if before and not any(cells[n] and any(cells[m] for m in before.held) for cells in rows):
            kept[-1] = _Joined(before.x0, column.x1, (*before.held, n))
        else:
            kept.append(_Joined(column.x0, column.x1, (n,)))
    return kept


def _column_of(part: Line, columns: Sequence[_Column]) -> int:
    return next((n for n, c in enumerate(columns) if part[0].x0 < c.x1 and part[-1].x1 > c.x0), 0)


def _group_rows(block: Sequence[Line], columns: Sequence[_Column], rules: Sequence[float]) -> list[list[Line]]:
    """Lines by rows: divided by lines drawn across, else by wider space, else where the first column begins anew."""
    pairs = list(pairwise(block))
    ruled = [any(above[0].middle < rule < below[0].middle for rule in rules) for above, below in pairs]
    whites = [max(below[0].top - above[0].bottom, 0.0) for above, below in pairs]
    height = block[0][0].bottom - block[0][0].top
    spaced = [white > min(whites) + 0.35 * height for white in whites]
    begins = [below[0].x0 < columns[0].x1 for _, below in pairs]
    across = [_divide(line, columns) is None for line in block]
    divided = ruled if sum(ruled) >= 2 else spaced if any(spaced) else begins
    groups = [[block[0]]]
    for n, new in enumerate(divided):
        if new or across[n] or across[n + 1]:
            groups.append([])
        groups[-1].append(block[n + 1])
    return groups


# Text


def read_paragraphs(words: Iterable[Word], width: float) -> list[Paragraph]:
    """Lines joined to paragraphs by the space between them and the height of their letters."""
    groups: list[list[Line]] = []
    for line in group_lines(words):
        above = groups[-1][-1] if groups else None
        if above and _goes_on(above, line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, width) for group in groups]


def _goes_on(above: Line, line: Line) -> bool:
    heights = [line[0].bottom - line[0].top, above[0].bottom - above[0].top]
    near = line[0].top - above[0].bottom < 0.8 * min(heights)
    return near and max(heights) < 1.1 * min(heights) and line[0].top > above[0].top


def _paragraph(lines: Sequence[Line], width: float) -> Paragraph:
    words = [word for line in lines for word in line]
    box = Box(
        min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)
    )
    return Paragraph(box, join_lines(lines, min(width, box.x1 - box.x0 + 1)), median(w.bottom - w.top for w in words))


def find_margins(pages: Sequence[Sequence[tuple[float, str]]]) -> frozenset[str]:
    """Texts, figures aside, that stand in the head or foot of at least three pages and of half of all.

    pages: each paragraph's place on its page, from 0 at the top to 1, and its text.
    """
    seen = Counter(key for page in pages for key in {margin_key(text) for at, text in page if not 0.1 < at < 0.9})
    return frozenset(key for key, n in seen.items() if n >= 3 and 2 * n >= len(pages))


def margin_key(text: str) -> str:
    """A text without its figures, by which the foot of one page is known on the next."""
    return re.sub(r"\d+", "", text).strip()
