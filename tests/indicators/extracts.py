"""Owns making extracts to test with: a small trust, and workbooks of any shape. Checks nothing."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from wres_bot.indicators.compute.measures import Measures, compute_measures
from wres_bot.indicators.ingest.columns import ColumnMap
from wres_bot.indicators.ingest.extract import Extract, read_extract
from wres_bot.indicators.ingest.periods import wres_year

YEAR = wres_year(2021)
STAFF = "person,ethnicity,band,clinical,division"
SMALL = (
    "P1,A,Band 5,yes,North", "P2,B,5,yes,North", "P3,C3,8a,no,South", "P4,A,VSM,no,South", "P5,A,Medical,yes,South",
    "P6,D,Band 5,yes,North", "P7,Asian,Band 6,yes,North", "P8,N,8A,no,South", "P9,Z,Band 2,no,South", "P10,,Band 2,no,",
)  # fmt: skip


def write(folder: Path, **tables: str | Sequence[str]) -> Path:
    """A folder with one CSV file for each table."""
    folder.mkdir(exist_ok=True)
    for name, lines in tables.items():
        text = lines if isinstance(lines, str) else "\n".join(lines) + "\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def workbook(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def patch(path: Path, part: str, change: Mapping[bytes, bytes]) -> None:
    """The workbook with one of its parts changed, as no spreadsheet would write it."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for old, new in change.items():
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)


def read(path: Path, config: ColumnMap | None = None, trust: tuple[str, ...] = ("here",)) -> tuple[Extract, Measures]:
    config = config or ColumnMap()
    extract = read_extract(path, config, YEAR, trust)
    return extract, compute_measures(extract, config, YEAR)


def told(path: Path, config: ColumnMap | None = None) -> str:
    """What stops it, as one sentence; there must be no number then."""
    extract, found = read(path, config)
    assert found == [], "nothing is computed from what is refused"
    return "\n".join(map(str, extract.quality.blocking))


def value(found: Measures, code: str, group: str, part: str = "", name: str = "") -> Any:
    [one] = [m for each, m in found if each.standard == "WRES" and each.code == code and m.group == group
             and m.breakdown == part and name in m.name]  # fmt: skip
    return one
