"""Owns telling what a file is by its content, never by its name; reads none of them."""

import io
import re
import zipfile
from enum import StrEnum

from wres_bot.documents.packages import BROKEN
from wres_bot.documents.tables import Source

START = 8192
"""How much of a file's beginning is looked at."""


class Kind(StrEnum):
    """What a file is. TEXT is what is none of the others."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"
    PARQUET = "parquet"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    ODT = "odt"
    PPTX = "pptx"
    ODP = "odp"
    MACROS = "macros"
    LOCKED = "locked"
    OLD_WORD = "old_word"
    OLD_POWERPOINT = "old_powerpoint"
    RICH_TEXT = "rich_text"
    PICTURE = "picture"
    ARCHIVE = "archive"


_STARTS = (
    (b"PAR1", Kind.PARQUET),
    (b"{\\rtf", Kind.RICH_TEXT),
    (b"\x89PNG\r\n", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"Rar!", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
)
_MAIN_PARTS = (
    (b"spreadsheetml.sheet.main+xml", Kind.XLSX),
    (b"spreadsheetml.template.main+xml", Kind.XLSX),
    (b"ms-excel.sheet.binary.macroEnabled.main", Kind.XLSB),
    (b"wordprocessingml.document.main+xml", Kind.DOCX),
    (b"wordprocessingml.template.main+xml", Kind.DOCX),
    (b"presentationml.presentation.main+xml", Kind.PPTX),
    (b"presentationml.slideshow.main+xml", Kind.PPTX),
    (b"presentationml.template.main+xml", Kind.PPTX),
    (b"macroEnabled", Kind.MACROS),
)
"""Types of an Office document's main part, as its list of parts names them."""
_OPEN_DOCUMENTS = {"spreadsheet": Kind.ODS, "text": Kind.ODT, "presentation": Kind.ODP}
_FOLDERS = {"xl": Kind.XLSX, "word": Kind.DOCX, "ppt": Kind.PPTX}
_STREAMS = (
    ("EncryptedPackage", Kind.LOCKED),
    ("_VBA_PROJECT", Kind.MACROS),
    ("WordDocument", Kind.OLD_WORD),
    ("PowerPoint Document", Kind.OLD_POWERPOINT),
)
"""Names that the older container has for what is in it."""
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|table|div)\b", re.I | re.S
)


def find_kind(source: Source, start: bytes) -> Kind:
    """What a file is whose first `START` bytes are these. One that is damaged may be told only by its reader."""
    if start.startswith(b"PK\x03\x04"):
        return _find_packed(source)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return _find_compound(source)
    if b"%PDF-" in start[:1024]:
        return Kind.PDF
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if _WEB_PAGE.match(start.removeprefix(b"\xef\xbb\xbf")):
        return Kind.HTML
    return next((kind for beginning, kind in _STARTS if start.startswith(beginning)), Kind.TEXT)


def _find_packed(source: Source) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as packed:
            names = set(packed.namelist())
            if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names):
                return Kind.MACROS
            if "mimetype" in names:
                with packed.open("mimetype") as opened:
                    said = opened.read(200).decode("ascii", "replace")
                return next((k for n, k in _OPEN_DOCUMENTS.items() if f"opendocument.{n}" in said), Kind.ARCHIVE)
            if "[Content_Types].xml" in names:
                with packed.open("[Content_Types].xml") as opened:
                    listed = opened.read(2_000_000)
                return next((kind for part, kind in _MAIN_PARTS if part in listed), Kind.ARCHIVE)
            folders = {name.partition("/")[0] for name in names}
            return next((kind for folder, kind in _FOLDERS.items() if folder in folders), Kind.ARCHIVE)
    except BROKEN:
        return Kind.XLSX  # whose reader says that it is damaged


def _find_compound(source: Source) -> Kind:
    data = source if isinstance(source, bytes) else source.read_bytes()
    return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), Kind.XLS)
