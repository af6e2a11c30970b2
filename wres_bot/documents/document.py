"""Owns what a file says, whatever format it came in: tables of cells as shown, the text between them, and notes.

The contract between readers of files and whoever gives cells a meaning (plans, people, figures):

- `formats.read_document` gives a `Document`, in process; `reading_process.read_document_apart` gives the same one from
  a child process with limits, and is what a file from outside goes through. Both raise `Unreadable` for a whole file.
- A document is `blocks` in their order: `TableBlock`s and `TextBlock`s. A workbook has a table for each sheet; a PDF
  one for each table, however many pages it runs over.
- A cell is the text its reader would see: "Jan-26", "17.5%", "1.10", "#N/A", lines divided by "\\n". A formula that was
  never calculated shows itself ("=B2+30"). Nothing is guessed, filled down or cleaned: a zero-width space is there yet.
- Merged cells have their text at the top left and "" elsewhere; `TableBlock.find_merge` says how far it reaches.
- What was not read, or read in a way somebody has to know of, is a `Note` with its place. Nothing is dropped unsaid.

Must not know columns, plans or people; words of a note are made from its kind and fields, and never repeat a cell.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from wres_bot.documents.cell_colours import Colour, name_colour
from wres_bot.documents.tables import Place, column_letters

Progress = Callable[[int, int], None]
"""Told how much of a file is read, of how much: pages or sheets."""
ERROR_VALUES = frozenset(
    (
        "#N/A",
        "#NAME?",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
    )
)
"""What a spreadsheet shows where it has no value. As text of a CSV file they are the same."""


class NoteKind(StrEnum):
    """What there is to know of a place. Those of `NOT_READ` are text that is in no block."""

    ERROR_VALUE = "error_value"
    NOT_CALCULATED = "not_calculated"
    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_SLIDE = "hidden_slide"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    EMPTY_SHEET = "empty_sheet"
    TRACKED_CHANGES = "tracked_changes"
    STRUCK_THROUGH = "struck_through"
    STRUCK_CELLS = "struck_cells"
    AS_STORED = "as_stored"
    HIDDEN_TEXT = "hidden_text"
    NESTED_TABLE = "nested_table"
    COMMENTS = "comments"
    PAGE_MARGINS = "page_margins"
    PICTURES = "pictures"
    EMBEDDED = "embedded"
    SPEAKER_NOTES = "speaker_notes"
    PAGE_WITHOUT_TEXT = "page_without_text"
    STRANGE_LETTERS = "strange_letters"
    ALIGNED_TABLE = "aligned_table"
    OVERLAPPING_WORDS = "overlapping_words"
    ROW_OVER_PAGES = "row_over_pages"


_WORDS: Mapping[NoteKind, str] = {
    NoteKind.ERROR_VALUE: "a spreadsheet's error, {shown}, in place of a value",
    NoteKind.NOT_CALCULATED: "a formula that was never calculated; open the file in a spreadsheet and save it again",
    NoteKind.HIDDEN_SHEET: "a hidden sheet, read all the same",
    NoteKind.HIDDEN_SLIDE: "a hidden slide, read all the same",
    NoteKind.HIDDEN_ROWS: "hidden rows, read all the same: {which}",
    NoteKind.HIDDEN_COLUMNS: "hidden columns, read all the same: {which}",
    NoteKind.EMPTY_SHEET: "a sheet with nothing in its cells",
    NoteKind.TRACKED_CHANGES: "tracked changes, read as if accepted: {where}",
    NoteKind.STRUCK_THROUGH: "words struck through, not read: {where}",
    NoteKind.STRUCK_CELLS: "whole cells struck through, read all the same: {where}",
    NoteKind.AS_STORED: "numbers and dates read as stored, not as shown, so 1.10 may be 1.1: {where}; .xlsx keeps both",
    NoteKind.HIDDEN_TEXT: "hidden words, not read: {where}",
    NoteKind.NESTED_TABLE: "a table inside a cell, read as a table of its own: {where}",
    NoteKind.COMMENTS: "review comments, not read: {count}",
    NoteKind.PAGE_MARGINS: "words at the head or foot of the pages, not read",
    NoteKind.PICTURES: "pictures, whose words are not read: {count}",
    NoteKind.EMBEDDED: "charts, diagrams or documents inside the document, not read: {count}",
    NoteKind.SPEAKER_NOTES: "words for the speaker, not read",
    NoteKind.PAGE_WITHOUT_TEXT: "a page that is a picture, such as a scan, not read",
    NoteKind.STRANGE_LETTERS: "letters that the file gives no meaning, not read: {count}",
    NoteKind.ALIGNED_TABLE: "a table with no lines between its columns, read by where its words stand",
    NoteKind.OVERLAPPING_WORDS: "words drawn over each other, so what is read here may be mixed up: {count}",
    NoteKind.ROW_OVER_PAGES: "a row cut by the end of the page, read as one with its rest on the next",
}
NOT_READ = frozenset(
    (
        NoteKind.STRUCK_THROUGH,
        NoteKind.HIDDEN_TEXT,
        NoteKind.COMMENTS,
        NoteKind.PAGE_MARGINS,
        NoteKind.PICTURES,
        NoteKind.EMBEDDED,
        NoteKind.SPEAKER_NOTES,
        NoteKind.PAGE_WITHOUT_TEXT,
        NoteKind.STRANGE_LETTERS,
    )
)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to know: its kind, where, and the kind's own fields."""

    kind: NoteKind
    place: Place
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_unread(self) -> bool:
        """Whether something stands there that is in none of the document's blocks."""
        return self.kind in NOT_READ

    @property
    def words(self) -> str:
        """ "a sheet with nothing in its cells" """
        return _WORDS[self.kind].format(**self.fields)


class Merge(NamedTuple):
    """Cells shown as one, within the table. Positions from 0; both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, or what else stands outside tables. `heading`: 1 for the highest, 0 for what is none."""

    place: Place
    text: str
    heading: int = 0


@dataclass(frozen=True)
class TableBlock:
    """Cells as shown; every row as wide as the widest. Positions in it count from 0, places from 1.

    days: cells that hold a day in the file itself, by (row, column), whatever they show: "01/02/2026" is no guess then.
    colours: grounds that people mark a status with, of cells by (row, column); never of a whole row. hidden: on a
    hidden sheet. row_places: page and row of each row, of a table that runs over pages.
    """

    place: Place
    rows: Sequence[Sequence[str]]
    merges: Sequence[Merge] = ()
    days: Mapping[tuple[int, int], date] = field(default_factory=dict)
    hidden: bool = False
    row_places: Sequence[tuple[int, int]] = ()
    colours: Mapping[tuple[int, int], Colour] = field(default_factory=dict)

    def place_of(self, row: int, column: int | None = None) -> Place:
        """Where a row or a cell of it stands, the column by its letter."""
        letters = "" if column is None else column_letters(column)
        if not self.row_places:
            return self.place.at(row + 1, letters)
        page, number = self.row_places[row]
        return self.place.at(number, letters, page=page)

    def find_merge(self, row: int, column: int) -> Merge | None:
        """The merged cells that this one is part of."""
        return self._merged.get((row, column))

    @cached_property
    def _merged(self) -> Mapping[tuple[int, int], Merge]:
        return {
            (row, column): merge
            for merge in self.merges
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, merge.right + 1)
        }


Block = TableBlock | TextBlock


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it reads. `format`: the name of its format, as in `formats.FORMATS`; "text" of text that is no CSV."""

    file: str
    format: str
    blocks: Sequence[Block]
    notes: Sequence[Note] = ()

    @property
    def tables(self) -> Sequence[TableBlock]:
        """In their order."""
        return [block for block in self.blocks if isinstance(block, TableBlock)]

    @property
    def texts(self) -> Sequence[TextBlock]:
        """In their order."""
        return [block for block in self.blocks if isinstance(block, TextBlock)]


def pick_colours(grounds: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], Colour]:
    """Colours by their codes, without those that a whole row has: they are how the table looks, and say nothing."""
    named = {at: colour for at, code in grounds.items() if (colour := name_colour(code))}
    beside = Counter((row, colour) for (row, _), colour in named.items())
    return {(row, column): colour for (row, column), colour in named.items() if beside[row, colour] <= 2}


def make_even(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows as wide as the widest, without empty rows at the end and empty columns at the right."""
    wide = max((n + 1 for row in rows for n, cell in enumerate(row) if cell), default=0)
    last = max((n + 1 for n, row in enumerate(rows) if any(row)), default=0)
    return [[*row[:wide], *[""] * (wide - len(row))] for row in rows[:last]]


def find_error_values(table: TableBlock) -> Iterator[Note]:
    """A note for each cell that shows a spreadsheet's error."""
    for n, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if cell[:1] == "#" and cell.strip() in ERROR_VALUES:
                yield Note(NoteKind.ERROR_VALUE, table.place_of(n, column), {"shown": cell.strip()})


def clip_merges(merges: Iterable[Merge], rows: Sequence[Sequence[str]]) -> tuple[Merge, ...]:
    """What of them lies within the rows, where that is more than one cell."""
    last, wide = len(rows) - 1, len(rows[0]) - 1 if rows else -1
    clipped = (Merge(m.top, m.left, min(m.bottom, last), min(m.right, wide)) for m in merges)
    return tuple(m for m in clipped if m.top <= m.bottom and m.left <= m.right and m[:2] != m[2:])
