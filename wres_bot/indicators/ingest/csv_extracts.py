"""Owns CSV files of an extract: their encodings, separators, ragged rows, which row is which; not what a cell means."""

import csv
import io
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from wres_bot.indicators.ingest.findings import Finding, UnreadableFile
from wres_bot.indicators.ingest.pii import LOOKED_AT
from wres_bot.indicators.ingest.text_tables import (
    AS_TEXT,
    Place,
    RawTable,
    header_at,
    others,
    place_columns,
    refuse_cells,
)

_NO_TABLE = "a CSV file; save it again as CSV UTF-8"


def read_csv(place: Place, known: Mapping[str, str], wanted: set[str] | None) -> RawTable:
    import pyarrow as pa  # slow to import, and only an extract needs it

    path = place.path
    with path.open("rb") as opened:
        head = opened.read(1 << 16)
    if wide := _two_bytes(head):
        return _arrow_csv(place, known, wanted, path.read_bytes().decode(wide, "replace").encode(), "utf8")
    if b"\x00" in head:
        raise UnreadableFile(Finding("a file that is not text", "a CSV, XLSX or Parquet file", path.name))
    last: Exception | None = None
    # What Excel writes on an English Windows comes second; every byte is a letter in the third.
    for encoding in ("utf8", "cp1252", "latin-1"):
        try:
            return _arrow_csv(place, known, wanted, path, encoding)
        except (UnicodeDecodeError, pa.ArrowInvalid) as wrong:
            last = wrong
            if "UTF8" not in str(wrong) and not isinstance(wrong, UnicodeDecodeError):
                break
    # What the reader says may repeat a row, so it is not told.
    raise UnreadableFile(Finding("text that is no table", _NO_TABLE, path.name)) from last


def _two_bytes(head: bytes) -> str:
    """UTF-16 with its mark or, in English text, without it: every other byte is nothing."""
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = head[::2], head[1::2]
    if len(head) > 3 and max(even.count(0), odd.count(0)) > 0.8 * len(odd) and 0 in (even.count(0), odd.count(0)):
        return "utf-16-le" if odd.count(0) else "utf-16-be"
    return ""


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
        raise UnreadableFile(Finding("an empty file", "a header row and rows below it", file))
    separator = _separator(start)
    first: list[list[str]] = []
    lines: list[int] = []
    with opened() as text:
        parsed = csv.reader(text, delimiter=separator)
        try:
            for row in islice(parsed, LOOKED_AT):
                first.append([cell.strip().removeprefix("\ufeff") for cell in row])
                lines.append(parsed.line_num)
        except csv.Error as wrong:
            raise UnreadableFile(Finding("a cell without an end", f"{_NO_TABLE}; look for a quote that is never closed",
                                   file, row=parsed.line_num)) from wrong  # fmt: skip
    at = header_at(first, known)
    headings = first[at]
    where = Finding("", "", file, row=at + 1)
    placed = place_columns(headings, known, wanted, where)
    refuse_cells(first[at + 1 :], headings, placed, where)
    below = lines[at]
    del first, lines
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
            read_options=reader.ReadOptions(skip_rows=below, column_names=names, encoding=encoding),
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
        raise UnreadableFile(Finding(f"{cells} cells", expected, file, row=place_row))
    if table is None or not table.num_rows:
        raise UnreadableFile(Finding("a header and no rows", "one row for each entry", file))
    # Column by column, each freed as soon as it has been taken over.
    frame = table.rename_columns(list(placed.values())).to_pandas(split_blocks=True, self_destruct=True)
    del table
    pa.default_memory_pool().release_unused()  # counting follows, and needs room of its own

    def row_of(index: int) -> int:
        """As a spreadsheet counts: blank lines are rows too, though none of the table's."""
        with opened() as text:
            for number, row in enumerate(csv.reader(text, delimiter=separator), 1):
                if number > at + 1 and row:
                    index -= 1
                    if index < 0:
                        return number
        return 0

    shown = {name: headings[i] for i, name in placed.items()}
    return RawTable(place.table, file, "", shown, frame, row_of, others(headings, placed))


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
