"""Owns CSV text as spreadsheets really write it: encodings, separators, quotes; must not know columns or plans."""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence

from wres_bot.documents.cell_text import Grid, Unreadable, clean_cell, escape_formula, unescape_formula


def read_grid(data: bytes) -> Grid:
    text = _decode(data)
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    grid: Grid = []
    try:
        for row in reader:
            grid.append([unescape_formula(clean_cell(cell)) for cell in row])
    except csv.Error as wrong:
        raise Unreadable(
            f"text that is no table ({wrong})", "a CSV file; look for a quote that is never closed", len(grid) + 1
        ) from wrong
    return grid


def write_grid(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark Excel needs to see it, and lines that end as its own do."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([escape_formula(clean_cell(cell)) for cell in row] for row in rows)
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8", errors="replace")


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data[:4096]:
        raise Unreadable("a file that is not text", "a CSV or XLSX file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what Excel writes on an English Windows


def _separator(text: str) -> str:
    """The one that stands most often in the first line that holds any, outside quotes."""
    for line in text.splitlines()[:10]:
        outside = "".join(line.split('"')[::2])
        counts = {separator: outside.count(separator) for separator in ",;\t"}
        best = max(counts, key=lambda separator: counts[separator])
        if counts[best]:
            return best
    return ","
