"""Owns CSV as programs really write it: encodings, separators, quotes, ragged rows; must not know columns."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from wres_bot.documents.document import Document, Progress, TableBlock, find_error_values, make_even
from wres_bot.documents.tables import Columns, Limits, Place, Reason, Source, Unreadable, clean_cell, escape_formula
from wres_bot.documents.text_files import is_plain_text, read_plain_text

T = TypeVar("T")
ENCODINGS = ("utf-8", "cp1252", "latin-1")
"""Tried in this order. What Excel writes on an English Windows comes second; every byte is a letter in the third."""
_START = 1 << 16
_LINES_TRIED = 200


def open_csv(source: Source, place: Place, limits: Limits) -> Sequence["CsvTable"]:
    """The one table of a CSV file, looked at and not yet read."""
    start = source[:_START] if isinstance(source, bytes) else _read_start(source)
    if wide := _wide_encoding(start):
        whole = source if isinstance(source, bytes) else source.read_bytes()
        source = whole.decode(wide, "replace").removeprefix("\ufeff").encode()
    elif b"\x00" in start:
        raise Unreadable(Reason.NOT_TEXT, place, formats=limits.taken)
    return [CsvTable(source, place, limits)]


def read_text(source: Source, place: Place, limits: Limits, _: Progress) -> Document:
    """A CSV file as one table; other text by the tables there are in it."""
    (opened,) = open_csv(source, place, limits)
    start = opened.start
    divided = any(wide > 1 and share >= 0.5 for wide, share in _shares(start, opened.separator).items())
    if is_plain_text(start, divided):
        return read_plain_text(opened.text(), place)
    table = TableBlock(replace(place, table=1), make_even(opened.rows()))
    return Document(place.file, "CSV", [table], list(find_error_values(table)))


class CsvTable:
    """A `Table` of a CSV file. Its encoding is the first of `ENCODINGS` in which what has been read is text."""

    schema = None

    def __init__(self, source: Source, place: Place, limits: Limits) -> None:
        self.place = place
        self._source, self._limits = source, limits
        self._encodings = list(ENCODINGS)
        self.start = self._decoded(lambda text: text.read(_START))
        if not self.start.strip():
            raise Unreadable(Reason.EMPTY_FILE, place)
        self.separator = find_separator(self.start, limits.separators)

    def text(self) -> str:
        """All of it, undivided."""
        return self._decoded(lambda text: text.read())

    def head(self, rows: int) -> list[list[str]]:
        """As `Table.head`."""
        return self._decoded(lambda text: [row for row, _ in islice(self._parsed(text), rows)])

    def rows(self) -> list[list[str]]:
        """As `Table.rows`."""
        return self._decoded(lambda text: [row for row, _ in self._parsed(text)])

    def columns(self, header: int, names: Mapping[int, str], distinct: Container[str]) -> Columns:
        """As `Table.columns`."""
        import pyarrow as pa  # slow to import, and only an extract needs it

        heading_cells, lines_above = self._decoded(
            lambda text: next((len(row), line) for row, line in islice(self._parsed(text), header, None))
        )
        table = self._read_arrow(heading_cells, lines_above, header, names, distinct)
        if table is None or not table.num_rows:
            raise Unreadable(Reason.NO_ROWS, self.place)
        # Column by column, each freed as soon as it has been taken over.
        frame = table.rename_columns(list(names.values())).to_pandas(split_blocks=True, self_destruct=True)
        del table
        pa.default_memory_pool().release_unused()  # counting follows, and needs room of its own
        return Columns(frame, lambda index: self._row_of(index, header))

    def _read_arrow(
        self, cells: int, lines_above: int, header: int, names: Mapping[int, str], distinct: Container[str]
    ) -> Any:
        """An Arrow table, or None of a file that ends with its header."""
        import pyarrow as pa  # as above
        import pyarrow.csv as reader

        types = {
            f"c{index}": pa.string() if name in distinct else pa.dictionary(pa.int32(), pa.string())
            for index, name in names.items()
        }
        ragged: list[Any] = []

        def skip(row: Any) -> str:
            ragged.append(row)
            return "skip"

        def read(encoding: str, newlines: bool) -> Any:
            ragged.clear()
            return reader.read_csv(
                pa.BufferReader(self._source) if isinstance(self._source, bytes) else str(self._source),
                read_options=reader.ReadOptions(
                    skip_rows=lines_above,
                    column_names=[f"c{index}" for index in range(cells)],
                    encoding="utf8" if encoding == "utf-8" else encoding,
                ),
                parse_options=reader.ParseOptions(
                    delimiter=self.separator, invalid_row_handler=skip, newlines_in_values=newlines
                ),
                convert_options=reader.ConvertOptions(
                    column_types=types, include_columns=list(types), strings_can_be_null=False, check_utf8=True
                ),
            )

        table = None
        while True:
            try:
                table = read(self._encodings[0], newlines=False)
                if ragged:  # a cell may hold a line break, which makes reading slower
                    table = read(self._encodings[0], newlines=True)
                break
            except (UnicodeDecodeError, pa.ArrowInvalid) as wrong:
                if "Empty CSV" in str(wrong):
                    break
                # What the reader says may repeat a row, so it is not told.
                is_encoding = isinstance(wrong, UnicodeDecodeError) or "UTF8" in str(wrong)
                if not is_encoding or len(self._encodings) == 1:
                    raise Unreadable(Reason.NOT_A_TABLE, self.place) from wrong
                del self._encodings[0]
        if ragged:
            row, found = self._first_ragged(header, cells)
            raise Unreadable(Reason.RAGGED, self.place.at(row), cells=found, headings=cells)
        return table

    def _decoded(self, read: Callable[[io.TextIOBase], T]) -> T:
        """What `read` gives, in the first encoding in which it comes to its end."""
        while True:
            try:
                with self._text() as text:
                    return read(text)
            except UnicodeDecodeError:
                del self._encodings[0]  # in the last one every byte is a letter

    def _text(self) -> io.TextIOBase:
        encoding = self._encodings[0] if self._encodings[0] != "utf-8" else "utf-8-sig"
        raw = io.BytesIO(self._source) if isinstance(self._source, bytes) else self._source.open("rb")
        return io.TextIOWrapper(raw, encoding=encoding, newline="")

    def _parsed(self, text: io.TextIOBase) -> Iterator[tuple[list[str], int]]:
        """Each row, and the number of lines down to its end."""
        parsed = csv.reader(text, delimiter=self.separator)
        row = 0
        try:
            for cells in parsed:
                row += 1
                yield [cell.strip().removeprefix("\ufeff") for cell in cells], parsed.line_num
        except csv.Error as wrong:
            raise Unreadable(Reason.OPEN_QUOTE, self.place.at(row + 1)) from wrong

    def _row_of(self, index: int, header: int) -> int:
        """Blank lines are rows too, though none of the table's."""
        with self._text() as text:
            for number, row in enumerate(csv.reader(text, delimiter=self.separator), 1):
                if number > header + 1 and row:
                    index -= 1
                    if index < 0:
                        return number
        return 0

    def _first_ragged(self, header: int, cells: int) -> tuple[int, int]:
        with self._text() as text:
            for number, row in enumerate(csv.reader(text, delimiter=self.separator), 1):
                if number > header + 1 and row and len(row) != cells:
                    return number, len(row)
        return 0, 0


def find_separator(text: str, separators: str) -> str:
    """The one that divides most lines into as many cells as each other; of equals the first given.

    A title above the table, or a sentence in its cells, has commas too, but not the same number in every line; and half
    a quote is left over in a cell that was divided wrongly.
    """

    def score(separator: str) -> float:
        return max((share**2 * (wide - 1) for wide, share in _shares(text, separator).items()), default=0.0)

    return max(separators, key=score)


def _shares(text: str, separator: str) -> Mapping[int, float]:
    """Which share of the first lines have so many cells, where more than one of them holds anything."""
    with suppress(csv.Error):  # an open quote: the lines before it tell enough
        rows = list(islice(filter(any, csv.reader(io.StringIO(text), delimiter=separator)), _LINES_TRIED))
        widths = Counter(len(row) for row in rows if not any(cell.count('"') % 2 for cell in row))
        divided = {len(row) for row in rows if sum(map(bool, row)) > 1}
        return {wide: n / len(rows) for wide, n in widths.items() if wide in divided}
    return {}


def _wide_encoding(start: bytes) -> str:
    """UTF-16 or UTF-32 with its mark or, in English text, UTF-16 without it: every other byte is nothing."""
    if start.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = start[::2], start[1::2]
    if len(start) > 3 and max(even.count(0), odd.count(0)) > 0.8 * len(odd) and 0 in (even.count(0), odd.count(0)):
        return "utf-16-le" if odd.count(0) else "utf-16-be"
    return ""


def _read_start(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(_START)


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark Excel needs to see it, and lines that end as its own do. No cell can run as a formula."""
    out = io.StringIO(newline="")
    cells = [[escape_formula(clean_cell(cell)) for cell in row] for row in rows]
    # In a file of one column nothing tells that a comma in a cell divides none.
    one_column = all(len(row) < 2 for row in cells)
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL if one_column else csv.QUOTE_MINIMAL).writerows(cells)
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8", errors="replace")
