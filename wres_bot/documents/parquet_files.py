"""Owns Parquet files as tables of text; must not know what a cell means."""

import io
from collections.abc import Container, Mapping, Sequence
from typing import Any

from wres_bot.documents.tables import Columns, Limits, Place, Reason, Source, Table, Unreadable, cell_text

LARGEST_UNPACKED = 4_000_000_000


def open_parquet(source: Source, place: Place, limits: Limits) -> Sequence[Table]:
    """The one table of a Parquet file; its size is looked at before it is unpacked."""
    return [ParquetTable(source, place, limits)]


class ParquetTable:
    """A `Table` whose headings are the file's schema: its first row is the first entry."""

    def __init__(self, source: Source, place: Place, limits: Limits) -> None:
        import pyarrow as pa  # slow to import, and only an extract needs it
        import pyarrow.parquet as reader

        self.place = place
        self._source = source
        self._wrong = (pa.ArrowException, OSError, ValueError)
        try:
            with reader.ParquetFile(self._file()) as opened:
                about = opened.metadata
                self.schema: Sequence[str] = opened.schema_arrow.names
                unpacked = sum(about.row_group(n).total_byte_size for n in range(about.num_row_groups))
        except self._wrong as wrong:
            raise Unreadable(Reason.DAMAGED_PARQUET, place) from wrong
        if about.num_rows > limits.rows:
            raise Unreadable(Reason.TOO_MANY_ROWS, place, rows=about.num_rows, most=limits.rows)
        if unpacked > LARGEST_UNPACKED:
            raise Unreadable(Reason.UNPACKS_TOO_LARGE, place, what="a file", only=limits.only)
        if not about.num_rows:
            raise Unreadable(Reason.NO_ROWS, place)

    def head(self, rows: int) -> list[list[str]]:
        """As `Table.head`."""
        import pyarrow.parquet as reader  # it is there by now

        try:
            with reader.ParquetFile(self._file()) as opened:
                batch = next(opened.iter_batches(rows))
                texts = [[cell_text(cell) for cell in column.to_pylist()] for column in batch.columns]
        except self._wrong as wrong:
            raise Unreadable(Reason.DAMAGED_PARQUET, self.place) from wrong
        return [list(row) for row in zip(*texts, strict=True)]

    def rows(self) -> list[list[str]]:
        """As `Table.rows`."""
        frame, _ = self.columns(0, dict(enumerate(map(str, range(len(self.schema))))), ())
        return [[str(cell) for cell in row] for row in frame.itertuples(index=False)]

    def columns(self, header: int, names: Mapping[int, str], distinct: Container[str]) -> Columns:
        """As `Table.columns`; each row stands where it is in the file."""
        import pyarrow as pa  # it is there by now
        import pyarrow.parquet as reader

        # Few different words: kept once each, as the file has them.
        repeated = [self.schema[i] for i, name in names.items() if name not in distinct]
        wanted = [self.schema[i] for i in names]
        try:
            table = reader.read_table(self._file(), columns=wanted, read_dictionary=repeated)
        except self._wrong as wrong:
            raise Unreadable(Reason.DAMAGED_PARQUET, self.place) from wrong
        columns = {}
        for index, name in names.items():
            try:
                column = _texts(table.column(self.schema[index]))
            except (pa.ArrowException, ValueError) as wrong:
                raise Unreadable(Reason.OTHER_VALUES, self.place.at(column=self.schema[index])) from wrong
            plain = name in distinct or pa.types.is_dictionary(column.type)
            columns[name] = column if plain else column.dictionary_encode()
        del table
        whole = pa.table(columns)
        del column, columns
        # Column by column, each freed as soon as it has been taken over.
        frame = whole.to_pandas(split_blocks=True, self_destruct=True)
        del whole
        pa.default_memory_pool().release_unused()  # counting follows, and needs room of its own
        return Columns(frame, lambda index: index + 1)

    def _file(self) -> Any:
        return io.BytesIO(self._source) if isinstance(self._source, bytes) else self._source


def _texts(column: Any) -> Any:
    """As `cell_text`, for a whole column at once."""
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
