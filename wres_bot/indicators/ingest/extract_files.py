"""Owns XLSX and Parquet as tables of text, and the limits of every kind of file; must not know what a cell means."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wres_bot.indicators.ingest.csv_extracts import read_csv
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
from wres_bot.indicators.ingest.workbooks import Book

if TYPE_CHECKING:
    import pandas as pd

LARGEST_FILE = 600_000_000
LARGEST_UNPACKED = 4_000_000_000
MOST_ROWS = 20_000_000


def read_table(place: Place, known: Mapping[str, str], only: Iterable[str] | None = None) -> RawTable:
    """The table's known columns, or `only` some of them. Raises `Unusable` with where and why."""
    path = place.path
    check_size(path)
    wanted = None if only is None else set(only)
    if path.suffix.lower() == ".parquet":
        return _parquet(place, known, wanted)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        return _sheet(place, known, wanted)
    return read_csv(place, known, wanted)


def check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as wrong:
        raise UnreadableFile(Finding(f"no file that can be read ({wrong.strerror})", "a file", path.name)) from wrong
    if size > LARGEST_FILE:
        expected = f"at most {LARGEST_FILE // 1_000_000} MB; the whole country's staff fit in a tenth of that"
        raise UnreadableFile(Finding(f"a file of {size / 1_000_000:,.0f} MB", expected, path.name))
    if not size:
        raise UnreadableFile(Finding("an empty file", "a header row and rows below it", path.name))


def _parquet(place: Place, known: Mapping[str, str], wanted: set[str] | None) -> RawTable:
    import pyarrow as pa  # slow to import, and only an extract needs it
    import pyarrow.parquet as reader

    file = place.path.name
    try:
        with reader.ParquetFile(place.path) as opened:
            said = opened.metadata
            if said.num_rows > MOST_ROWS:
                raise UnreadableFile(Finding(f"{said.num_rows:,} rows", f"at most {MOST_ROWS:,}", file))
            if sum(said.row_group(n).total_byte_size for n in range(said.num_row_groups)) > LARGEST_UNPACKED:
                raise UnreadableFile(Finding("a file that unpacks to a very large size", "the extract only", file))
            headings = opened.schema_arrow.names
            where = Finding("", "", file)
            placed = place_columns(headings, known, wanted, where)
            first = next(opened.iter_batches(LOOKED_AT), None)
            if first is None or not said.num_rows:
                raise UnreadableFile(Finding("no rows", "one row for each entry", file))
            looked_at = [["" if cell is None else str(cell) for cell in column.to_pylist()] for column in first.columns]
            refuse_cells(list(zip(*looked_at, strict=True)), headings, placed, where)
            del first, looked_at
            text = [headings[i] for i, name in placed.items() if name not in AS_TEXT]
            # Few different words: kept once each, as the file has them.
            table = reader.read_table(place.path, columns=[headings[i] for i in placed], read_dictionary=text)
    except (pa.ArrowException, OSError, ValueError) as wrong:
        raise UnreadableFile(Finding("a Parquet file that cannot be read", "one written again", file)) from wrong
    columns = {}
    for index, name in placed.items():
        try:
            column = _texts(table.column(headings[index]))
        except (pa.ArrowException, ValueError) as wrong:
            expected = "text, numbers, dates, or yes and no"
            raise UnreadableFile(Finding("values of another kind", expected, file, column=headings[index])) from wrong
        columns[name] = column if name in AS_TEXT or pa.types.is_dictionary(column.type) else column.dictionary_encode()
    del table
    whole = pa.table(columns)
    del column, columns
    # Column by column, each freed as soon as it has been taken over.
    frame = whole.to_pandas(split_blocks=True, self_destruct=True)
    del whole
    pa.default_memory_pool().release_unused()
    shown = {name: headings[i] for i, name in placed.items()}
    return RawTable(place.table, file, "", shown, frame, lambda index: index + 1, others(headings, placed))


def _texts(column: Any) -> Any:
    """As somebody would have written it: whole numbers without a point, days without an hour."""
    import pyarrow as pa  # it is there by now
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_dictionary(kind):
        if pa.types.is_string(kind.value_type):
            return column
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_nan(column), None, column)
        if pc.all(pc.equal(pc.floor(column), column)).as_py() is not False:
            column = column.cast(pa.int64())
    elif pa.types.is_timestamp(kind):
        if kind.tz:
            column = pc.local_timestamp(column.cast(pa.timestamp("us", "Europe/London")))
        column = column.cast(pa.date32(), safe=False)
    return pc.fill_null(pc.cast(column, pa.string()), "")


def _sheet(place: Place, known: Mapping[str, str], wanted: set[str] | None) -> RawTable:
    book = Book(place.path)
    sheet = place.sheet or book.first()
    rows = book.rows(sheet)
    texts = [[book.text(cell).strip() for cell in row] for row in rows[: LOOKED_AT + 10]]
    at = header_at(texts, known)
    where = Finding("", "", place.path.name, sheet, at + 1)
    if not any(any(row) for row in texts):
        raise UnreadableFile(Finding("an empty sheet", "a header row and rows below it", place.path.name, sheet))
    headings = texts[at]
    placed = place_columns(headings, known, wanted, where)
    book.check_merged(sheet, at, placed)
    refuse_cells(texts[at + 1 :], headings, placed, where)
    book.check_cells(sheet, {index: headings[index] for index in placed}, at)
    body = rows[at + 1 :]
    blank = ("", None)
    numbers: Sequence[int] = range(at + 2, at + 2 + len(body))
    if any(all(row[i] in blank for i in placed) for row in body):
        kept = [n for n, row in enumerate(body) if any(row[i] not in blank for i in placed)]
        body, numbers = [body[n] for n in kept], [n + at + 2 for n in kept]
    if not body:
        raise UnreadableFile(Finding("a header and no rows", "one row for each entry", place.path.name, sheet))
    frame = frame_of({name: book.column(body, index, whole=name in AS_TEXT) for index, name in placed.items()})
    shown = {name: headings[index] for index, name in placed.items()}
    return RawTable(
        place.table, place.path.name, sheet, shown, frame, lambda index: numbers[index], others(headings, placed)
    )


def frame_of(columns: Mapping[str, Any]) -> "pd.DataFrame":
    import pandas as pd  # slow to import, and only an extract needs it

    return pd.DataFrame(dict(columns))


def is_table(path: Path) -> bool:
    suffixes = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet")
    return path.suffix.lower() in suffixes and not re.match(r"[.~]", path.name) and os.path.isfile(path)
