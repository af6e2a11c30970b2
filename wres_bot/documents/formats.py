"""Owns which formats there are, telling one by its content, and the limits of every file; knows no column.

A new format is a file beside this one with a reader of a `Document`, or of `Table`s, and a row in `FORMATS`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wres_bot.documents.csv_files import open_csv, read_csv, write_csv
from wres_bot.documents.document import Document
from wres_bot.documents.parquet_files import open_parquet
from wres_bot.documents.tables import PLAN_LIMITS, Limits, Place, Reason, Source, Table, Unreadable
from wres_bot.documents.workbooks import open_workbook, read_workbook, write_workbook

Grid = Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `suffixes`: what its files are called. `starts`: how they begin; none for text, which is the rest."""

    name: str
    suffixes: tuple[str, ...]
    starts: tuple[bytes, ...]
    open: Callable[[Source, Place, Limits], Sequence[Table]]
    read: Callable[[Source, Place, Limits], Document] | None = None
    write: Callable[[Grid], bytes] | None = None


CSV = Format("CSV", (".csv", ".tsv", ".txt"), (), open_csv, read_csv, write_csv)
XLSX = Format(
    "XLSX",
    (".xlsx", ".xlsm", ".xls", ".ods"),
    (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    open_workbook,
    read_workbook,
    write_workbook,
)
PARQUET = Format("Parquet", (".parquet",), (b"PAR1",), open_parquet)
FORMATS = (XLSX, PARQUET, CSV)


def find_format(start: bytes) -> Format:
    """The format of a file that begins so."""
    return next((each for each in FORMATS if each.starts and start.startswith(each.starts)), CSV)


def find_writer(suffix: str) -> Callable[[Grid], bytes] | None:
    """What writes files of that suffix, such as ".csv"; None where nothing here does."""
    return next((each.write for each in FORMATS if each.suffixes[0] == suffix.lower()), None)


def open_tables(source: Source, limits: Limits) -> Sequence[Table]:
    """The tables of a file, in its order; at least one. Raises `Unreadable` for what is not within the limits."""
    place = Place(source.name if isinstance(source, Path) else "")
    start = _checked_start(source, place, limits)
    return _find_accepted(start, place, limits).open(source, place, limits)


def read_document(source: Source, limits: Limits = PLAN_LIMITS, *, name: str = "") -> Document:
    """What a file says, with the text between its tables. Raises `Unreadable` for what is not within the limits.

    name: what a file that is not on disk is called.
    """
    place = Place(source.name if isinstance(source, Path) else name)
    start = _checked_start(source, place, limits)
    found = _find_accepted(start, place, limits)
    if found.read is None:
        raise Unreadable(Reason.NOT_TEXT, place, formats=limits.accepted())
    return found.read(source, place, limits)


def _find_accepted(start: bytes, place: Place, limits: Limits) -> Format:
    found = find_format(start)
    if found.name not in limits.formats:
        raise Unreadable(Reason.NOT_TEXT, place, formats=limits.accepted())
    return found


def is_workbook(path: Path) -> bool:
    """By its content; a file that cannot be opened is none."""
    try:
        with path.open("rb") as opened:
            return find_format(opened.read(8)) is XLSX
    except OSError:
        return False


def is_named_as_table(path: Path) -> bool:
    """Whether a file of a folder is one to look at: by its name, and not another program's lock or leftover."""
    return path.suffix.lower() in {s for each in FORMATS for s in each.suffixes} and path.name[0] not in ".~"


def _checked_start(source: Source, place: Place, limits: Limits) -> bytes:
    if isinstance(source, Path):
        try:
            size = source.stat().st_size
            with source.open("rb") as opened:
                start = opened.read(4096)
        except OSError as wrong:
            raise Unreadable(Reason.MISSING, place, why=wrong.strerror, formats=limits.accepted()) from wrong
    else:
        size, start = len(source), source[:4096]
    if size > limits.file:
        fields = {"megabytes": size / 1_000_000, "most": limits.file / 1_000_000, "hint": limits.hint}
        raise Unreadable(Reason.TOO_LARGE, place, **fields)
    if not size:
        raise Unreadable(Reason.EMPTY_FILE, place)
    return start
