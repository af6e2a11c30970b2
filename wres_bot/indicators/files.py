"""Owns CSV, XLSX and Parquet as tables of text, their limits, and where a row stands; must not know what it means."""

import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wres_bot.indicators.columns import key, personal
from wres_bot.indicators.quality import Trouble, Unusable
from wres_bot.indicators.workbooks import Book

if TYPE_CHECKING:
    import pandas as pd

LARGEST_FILE = 600_000_000
MOST_ROWS = 20_000_000
AS_TEXT = ("person", "applicant")
"""Columns with an entry of its own in almost every row; all others hold few different ones."""


@dataclass(frozen=True)
class RawTable:
    """The known columns of one file or sheet as text, and where each row stood. `headings`: as the file has them."""

    name: str
    file: str
    sheet: str
    headings: Mapping[str, str]
    frame: "pd.DataFrame"
    row_of: Callable[[int], int]

    def trouble(self, found: str, expected: str, column: str = "", index: int | None = None, **more: Any) -> Trouble:
        row = None if index is None else self.row_of(int(index))
        return Trouble(found, expected, self.file, self.sheet, row, self.headings.get(column, column), **more)


@dataclass(frozen=True, slots=True)
class Place:
    """Which table stands where."""

    table: str
    path: Path
    sheet: str = ""


def read_table(place: Place, known: Mapping[str, str], only: Iterable[str] | None = None) -> RawTable:
    """The table's known columns, or `only` some of them. Raises `Unusable` with where and why."""
    path = place.path
    check_size(path)
    wanted = None if only is None else set(only)
    if path.suffix.lower() == ".parquet":
        return _parquet(place, known, wanted)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        return _sheet(place, known, wanted)
    return _csv(place, known, wanted)


def check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as wrong:
        raise Unusable(Trouble(f"no file that can be read ({wrong.strerror})", "a file", path.name)) from wrong
    if size > LARGEST_FILE:
        expected = f"at most {LARGEST_FILE // 1_000_000} MB; the whole country's staff fit in a tenth of that"
        raise Unusable(Trouble(f"a file of {size / 1_000_000:,.0f} MB", expected, path.name))
    if not size:
        raise Unusable(Trouble("an empty file", "a header row and rows below it", path.name))


def place_columns(
    headings: Sequence[str], known: Mapping[str, str], wanted: set[str] | None, where: Trouble
) -> dict[int, str]:
    """Column names by position. Raises for headings that name people, and for a column that is there twice."""
    if named := next((h for h in headings if personal(h)), None):
        expected = "no names, NHS numbers or addresses: take that column out. Nothing was stored"
        raise Unusable(
            Trouble("a column that tells who people are", expected, where.file, where.sheet, where.row, named)
        )
    placed: dict[int, str] = {}
    for index, heading in enumerate(headings):
        name = known.get(key(heading))
        if name is None or (wanted is not None and name not in wanted):
            continue
        if name in placed.values():
            raise Unusable(
                Trouble(f"two columns for {name}", "one; name it in the column map", where.file, where.sheet, where.row,
                        heading)
            )  # fmt: skip
        placed[index] = name
    if not placed:
        shown = ", ".join(filter(None, headings))[:120] or "nothing"
        raise Unusable(Trouble(f"the headings {shown}", "headings the column map names", where.file, where.sheet))
    return placed


def header_at(rows: Iterable[Sequence[str]], known: Mapping[str, str]) -> int:
    """The row naming most columns, among the first ten: a title may stand above."""
    scores = [(sum(key(cell) in known for cell in row), -index) for index, row in zip(range(10), rows, strict=False)]
    return -max(scores, default=(0, 0))[1]


def frame_of(columns: Mapping[str, Any]) -> "pd.DataFrame":
    import pandas as pd  # slow to import, and only an extract needs it

    return pd.DataFrame(dict(columns))


def _csv(place: Place, known: Mapping[str, str], wanted: set[str] | None) -> RawTable:
    import pyarrow as pa  # slow to import, and only an extract needs it

    path = place.path
    with path.open("rb") as opened:
        head = opened.read(1 << 16)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _arrow_csv(place, known, wanted, path.read_bytes().decode("utf-16", "replace").encode(), "utf8")
    if b"\x00" in head:
        raise Unusable(Trouble("a file that is not text", "a CSV, XLSX or Parquet file", path.name))
    last: Exception | None = None
    # What Excel writes on an English Windows comes second; every byte is a letter in the third.
    for encoding in ("utf8", "cp1252", "latin-1"):
        try:
            return _arrow_csv(place, known, wanted, path, encoding)
        except (UnicodeDecodeError, pa.ArrowInvalid) as wrong:
            last = wrong
            if "UTF8" not in str(wrong) and not isinstance(wrong, UnicodeDecodeError):
                break
    raise Unusable(Trouble(f"text that is no table ({last})"[:200], "a CSV file", path.name)) from last


def _arrow_csv(
    place: Place, known: Mapping[str, str], wanted: set[str] | None, source: "Path | bytes", encoding: str
) -> RawTable:
    import pyarrow as pa  # as above
    import pyarrow.csv as reader

    def opened() -> io.TextIOBase:
        if isinstance(source, bytes):
            return io.StringIO(source.decode(encoding, "replace"), newline="")
        code = "utf-8-sig" if encoding == "utf8" else encoding
        return source.open(encoding=code, errors="replace", newline="")

    file = place.path.name
    with opened() as text:
        start = text.read(1 << 16).removeprefix("\ufeff")
    if not start.strip():
        raise Unusable(Trouble("an empty file", "a header row and rows below it", file))
    separator = _separator(start)
    first: list[list[str]] = []
    lines: list[int] = []
    with opened() as text:
        parsed = csv.reader(text, delimiter=separator)
        try:
            for row in parsed:
                first.append([cell.strip().removeprefix("\ufeff") for cell in row])
                lines.append(parsed.line_num)
                if len(first) > 10:
                    break
        except csv.Error as wrong:
            raise Unusable(Trouble(f"text that is no table ({wrong})", "a CSV file", file)) from wrong
    at = header_at(first, known)
    headings = first[at]
    placed = place_columns(headings, known, wanted, Trouble("", "", file, row=at + 1))
    names = [f"c{index}" for index in range(len(headings))]
    types = {f"c{i}": pa.string() if name in AS_TEXT else pa.dictionary(pa.int32(), pa.string())
             for i, name in placed.items()}  # fmt: skip
    ragged: list[Any] = []

    def skip(row: Any) -> str:
        ragged.append(row)
        return "skip"

    def read(newlines: bool) -> Any:
        ragged.clear()
        return reader.read_csv(
            pa.BufferReader(source) if isinstance(source, bytes) else str(source),
            read_options=reader.ReadOptions(skip_rows=lines[at], column_names=names, encoding=encoding),
            parse_options=reader.ParseOptions(
                delimiter=separator, invalid_row_handler=skip, newlines_in_values=newlines
            ),
            convert_options=reader.ConvertOptions(
                column_types=types, include_columns=list(types), strings_can_be_null=False, check_utf8=True
            ),
        )

    try:
        table = read(False)
        if ragged:  # a cell may hold a line break, which makes reading slower
            table = read(True)
    except pa.ArrowInvalid as wrong:
        if "Empty CSV" not in str(wrong):
            raise
        table = None
    if ragged:
        place_row, cells = _first_ragged(opened, separator, at, len(headings))
        expected = f"{len(headings)} cells, as in the header; look for a quote that is never closed"
        raise Unusable(Trouble(f"{cells} cells", expected, file, row=place_row))
    if table is None or not table.num_rows:
        raise Unusable(Trouble("a header and no rows", "one row for each entry", file))
    # Column by column, each freed as soon as it has been taken over.
    frame = table.rename_columns(list(placed.values())).to_pandas(split_blocks=True, self_destruct=True)
    del table

    def row_of(index: int) -> int:
        """As a spreadsheet counts: blank lines are rows too, though none of the table's."""
        with opened() as text:
            for number, row in enumerate(csv.reader(text, delimiter=separator), 1):
                if number > at + 1 and row:
                    index -= 1
                    if index < 0:
                        return number
        return 0

    return RawTable(place.table, file, "", {name: headings[i] for i, name in placed.items()}, frame, row_of)


def _first_ragged(opened: Callable[[], io.TextIOBase], separator: str, at: int, cells: int) -> tuple[int, int]:
    with opened() as text:
        for number, found in enumerate(csv.reader(text, delimiter=separator), 1):
            if number > at + 1 and found and len(found) != cells:
                return number, len(found)
    return 0, 0


def _separator(text: str) -> str:
    for line in text.splitlines()[:10]:
        outside = "".join(line.split('"')[::2])
        counts = {separator: outside.count(separator) for separator in ",;\t|"}
        best = max(counts, key=lambda separator: counts[separator])
        if counts[best]:
            return best
    return ","


def _parquet(place: Place, known: Mapping[str, str], wanted: set[str] | None) -> RawTable:
    import pyarrow as pa  # as above
    import pyarrow.compute as pc
    import pyarrow.parquet as reader

    file = place.path.name
    try:
        with reader.ParquetFile(place.path) as opened:
            said = opened.metadata
            if said.num_rows > MOST_ROWS:
                raise Unusable(Trouble(f"{said.num_rows:,} rows", f"at most {MOST_ROWS:,}", file))
            headings = opened.schema_arrow.names
            placed = place_columns(headings, known, wanted, Trouble("", "", file))
            text = [headings[i] for i, name in placed.items() if name not in AS_TEXT]
            # Few different words: kept once each, as the file has them.
            table = reader.read_table(place.path, columns=[headings[i] for i in placed], read_dictionary=text)
    except (pa.ArrowException, OSError, ValueError) as wrong:
        raise Unusable(Trouble("a Parquet file that cannot be read", "one written again", file)) from wrong
    if not table.num_rows:
        raise Unusable(Trouble("no rows", "one row for each entry", file))
    columns = {}
    for index, name in placed.items():
        column = table.column(headings[index])
        if not pa.types.is_dictionary(column.type):
            column = pc.fill_null(pc.cast(column, pa.string()), "")
            column = column if name in AS_TEXT else column.dictionary_encode()
        columns[name] = column
    frame = pa.table(columns).to_pandas()
    return RawTable(place.table, file, "", {n: headings[i] for i, n in placed.items()}, frame, lambda index: index + 1)


def _sheet(place: Place, known: Mapping[str, str], wanted: set[str] | None) -> RawTable:
    book = Book(place.path)
    sheet = place.sheet or book.first()
    rows = book.rows(sheet)
    texts = [[book.text(cell).strip() for cell in row] for row in rows[:10]]
    at = header_at(texts, known)
    if not any(any(row) for row in texts):
        raise Unusable(Trouble("an empty sheet", "a header row and rows below it", place.path.name, sheet))
    book.check_merged(sheet, at)
    headings = texts[at]
    placed = place_columns(headings, known, wanted, Trouble("", "", place.path.name, sheet, at + 1))
    book.check_formulas(sheet, {index: headings[index] for index in placed}, at)
    body = rows[at + 1 :]
    blank = ("", None)
    numbers: Sequence[int] = range(at + 2, at + 2 + len(body))
    if any(all(row[i] in blank for i in placed) for row in body):
        kept = [n for n, row in enumerate(body) if any(row[i] not in blank for i in placed)]
        body, numbers = [body[n] for n in kept], [n + at + 2 for n in kept]
    if not body:
        raise Unusable(Trouble("a header and no rows", "one row for each entry", place.path.name, sheet))
    frame = frame_of({name: book.column(body, index, whole=name in AS_TEXT) for index, name in placed.items()})
    shown = {name: headings[index] for index, name in placed.items()}
    return RawTable(place.table, place.path.name, sheet, shown, frame, lambda index: numbers[index])


def is_table(path: Path) -> bool:
    suffixes = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet")
    return path.suffix.lower() in suffixes and not re.match(r"[.~]", path.name) and os.path.isfile(path)
