"""Owns which formats there are, telling one by its content, and the limits of every file; knows no column.

A new format is a file beside this one with a reader of a `Document`, or of `Table`s, and a row in `FORMATS`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from wres_bot.documents.content import START, Kind, find_kind
from wres_bot.documents.csv_files import open_csv, read_text, write_csv
from wres_bot.documents.document import Document, Progress
from wres_bot.documents.old_workbook_files import read_old_workbook
from wres_bot.documents.open_document_files import read_open_document
from wres_bot.documents.parquet_files import open_parquet
from wres_bot.documents.pdf_files import read_pdf
from wres_bot.documents.slide_files import read_slides
from wres_bot.documents.tables import PLAN_LIMITS, Limits, Place, Reason, Source, Table, Unreadable
from wres_bot.documents.text_files import read_html
from wres_bot.documents.word_files import read_word
from wres_bot.documents.workbook_documents import read_workbook
from wres_bot.documents.workbooks import open_workbook, write_workbook

Grid = Iterable[Sequence[str]]


Kinds = tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what its files are called and what they are; how they are read as an extract, and whole."""

    name: str
    suffixes: tuple[str, ...]
    kinds: Kinds
    open: Callable[[Source, Place, Limits], Sequence[Table]] | None = None
    read: Callable[[Source, Place, Limits, Progress], Document] | None = None
    write: Callable[[Grid], bytes] | None = None


CSV = Format("CSV", (".csv", ".tsv", ".txt"), (Kind.TEXT,), open_csv, read_text, write_csv)
XLSX = Format("XLSX", (".xlsx", ".xlsm"), (Kind.XLSX,), open_workbook, read_workbook, write_workbook)
XLS = Format("XLS", (".xls",), (Kind.XLS,), open_workbook, read_old_workbook)
XLSB = Format("XLSB", (".xlsb",), (Kind.XLSB,), open_workbook)
ODS = Format("ODS", (".ods",), (Kind.ODS,), open_workbook, read_open_document)
PARQUET = Format("Parquet", (".parquet",), (Kind.PARQUET,), open_parquet)
DOCX = Format("DOCX", (".docx",), (Kind.DOCX,), read=read_word)
PDF = Format("PDF", (".pdf",), (Kind.PDF,), read=read_pdf)
PPTX = Format("PPTX", (".pptx",), (Kind.PPTX,), read=read_slides)
ODT = Format("ODT", (".odt",), (Kind.ODT,), read=read_open_document)
ODP = Format("ODP", (".odp",), (Kind.ODP,), read=read_open_document)
HTML = Format("HTML", (".html", ".htm"), (Kind.HTML,), read=read_html)
FORMATS = (XLSX, XLS, XLSB, ODS, PARQUET, DOCX, PDF, PPTX, ODT, ODP, HTML, CSV)
WORKBOOKS = (XLSX, XLS, XLSB, ODS)

_AS_OFFICE = "open it and save it as .docx, .xlsx or .pptx"
_REFUSED: Mapping[Kind, tuple[Reason, str, str]] = {
    Kind.LOCKED: (Reason.LOCKED, "", ""),
    Kind.MACROS: (Reason.MACROS, "", ""),
    Kind.OLD_WORD: (Reason.OTHER_FORMAT, "a Word document in the format of before 2007", _AS_OFFICE),
    Kind.OLD_POWERPOINT: (Reason.OTHER_FORMAT, "a presentation in the format of before 2007", _AS_OFFICE),
    Kind.RICH_TEXT: (Reason.OTHER_FORMAT, "a rich text file", _AS_OFFICE),
    Kind.PICTURE: (Reason.OTHER_FORMAT, "a picture", "words in a picture are not read"),
    Kind.ARCHIVE: (Reason.OTHER_FORMAT, "a packed folder or another program's file", "unpack it and send one document"),
}
"""What is known and not taken: why, what it is, and what to do."""


def find_format(source: Source, place: Place, limits: Limits) -> Format:
    """The format of a file by its content. Raises `Unreadable` for what is not taken, and says what to do instead."""
    start, size = _look_at(source, place, limits)
    kind = find_kind(source, start)
    found = next((each for each in FORMATS if kind in each.kinds), None)
    if found is None or found.name not in limits.files:
        default = (Reason.OTHER_FORMAT, f"a {found.name} file" if found else "a file of another kind", _AS_OFFICE)
        reason, what, how = _REFUSED.get(kind, default)
        raise Unreadable(reason, place, what=what, how=how, formats=limits.taken)
    if size > limits.files[found.name]:
        _refuse_size(size, limits.files[found.name], place, limits, found in WORKBOOKS)
    return found


def find_writer(suffix: str) -> Callable[[Grid], bytes] | None:
    """What writes files of that suffix, such as ".csv"; None where nothing here does."""
    return next((each.write for each in FORMATS if each.suffixes[0] == suffix.lower()), None)


def open_tables(source: Source, limits: Limits) -> Sequence[Table]:
    """The tables of an extract, in its order; at least one. Raises `Unreadable` for what is not within the limits."""
    place = Place(source.name if isinstance(source, Path) else "")
    found = find_format(source, place, limits)
    if found.open is None:
        raise Unreadable(Reason.OTHER_FORMAT, place, what=f"a {found.name} file", how=_AS_OFFICE, formats=limits.taken)
    return found.open(source, place, limits)


def read_document(
    source: Source, limits: Limits = PLAN_LIMITS, *, name: str = "", on_progress: Progress = lambda done, of: None
) -> Document:
    """What a file says, with the text between its tables. Raises `Unreadable` for what is not within the limits.

    name: what a file that is not on disk is called. on_progress: told how much is read, of how much: pages or sheets.
    """
    place = Place(source.name if isinstance(source, Path) else name)
    found = find_format(source, place, limits)
    if found.read is None:
        raise Unreadable(Reason.OTHER_FORMAT, place, what=f"a {found.name} file", how=_AS_OFFICE, formats=limits.taken)
    document = found.read(source, place, limits, on_progress)
    for table in document.tables:
        if len(table.rows) > limits.rows:
            raise Unreadable(Reason.TOO_MANY_ROWS, table.place, rows=len(table.rows), most=limits.rows)
    return document


def is_workbook(path: Path) -> bool:
    """By its content; a file that cannot be opened is none."""
    try:
        with path.open("rb") as opened:
            return find_kind(path, opened.read(START)) in {kind for each in WORKBOOKS for kind in each.kinds}
    except OSError:
        return False


def is_named_as_table(path: Path) -> bool:
    """Whether a file of a folder is one to look at: by its name, and not another program's lock or leftover."""
    return (
        path.suffix.lower() in {s for each in FORMATS if each.open for s in each.suffixes} and path.name[0] not in ".~"
    )


def _look_at(source: Source, place: Place, limits: Limits) -> tuple[bytes, int]:
    """The beginning of a file and its size. Raises for one that is missing, empty, or larger than any may be."""
    if isinstance(source, Path):
        try:
            size = source.stat().st_size
            with source.open("rb") as opened:
                start = opened.read(START)
        except OSError as wrong:
            raise Unreadable(Reason.MISSING, place, why=wrong.strerror, formats=limits.taken) from wrong
    else:
        size, start = len(source), source[:START]
    if size > (most := max(limits.files.values())):
        _refuse_size(size, most, place, limits, False)
    if not size:
        raise Unreadable(Reason.EMPTY_FILE, place)
    return start, size


def _refuse_size(size: int, most: int, place: Place, limits: Limits, workbook: bool) -> NoReturn:
    reason = Reason.WORKBOOK_TOO_LARGE if workbook else Reason.TOO_LARGE
    raise Unreadable(reason, place, megabytes=size / 1_000_000, most=most / 1_000_000, hint=limits.hint)
