"""Owns an extract as a whole: its files and sheets, and what they hold of one trust and period. Counts nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wres_bot.documents.formats import is_named_as_table, is_workbook, open_tables
from wres_bot.documents.tables import EXTRACT_LIMITS, Table, Unreadable
from wres_bot.indicators.dimensions import PARTS
from wres_bot.indicators.ingest.columns import FILES, ColumnMap, heading_key
from wres_bot.indicators.ingest.findings import DataQuality, Finding, RefusedTable, finding_of
from wres_bot.indicators.ingest.periods import Period
from wres_bot.indicators.ingest.pii import LOOKED_AT, quote_safely
from wres_bot.indicators.ingest.recode import recode_table
from wres_bot.indicators.ingest.text_tables import (
    RawTable,
    TableSource,
    first_filled,
    read_table,
    refuse_cells,
    refuse_headings,
)

if TYPE_CHECKING:
    import pandas as pd

NAMES = f"one of {', '.join(FILES)}, or named under [tables] in the map; it is left out"


@dataclass
class Extract:
    """The tables of an extract, in our words, for one trust and one period; and what is doubtful about them."""

    frames: dict[str, "pd.DataFrame"] = field(default_factory=dict)
    raw: dict[str, RawTable] = field(default_factory=dict)
    quality: DataQuality = field(default_factory=DataQuality)
    source: str = ""


def read_extract(path: Path, config: ColumnMap, period: Period, trust: tuple[str, ...] = ()) -> Extract:
    """Everything readable. Look at `quality.blocking` before using a number. `trust`: the names it may go by."""
    extract = Extract(source=path.name)
    try:
        sources = find_tables(path, config, extract.quality)
    except (Unreadable, RefusedTable) as wrong:
        extract.quality.findings.append(finding_of(wrong))
        return extract
    for source in sources:
        try:
            raw = read_table(source, config.headings(source.table))
        except (Unreadable, RefusedTable) as wrong:
            extract.quality.findings.append(finding_of(wrong))
            continue
        except MemoryError:
            extract.quality.findings.append(Finding("more rows than this machine's memory holds", "a smaller file",
                                                  source.path.name))  # fmt: skip
            continue
        if raw.unused:
            more = f" and {len(raw.unused) - 5} more" if len(raw.unused) > 5 else ""
            shown = ", ".join(quote_safely(heading) for heading in raw.unused[:5])
            extract.quality.note(f"headings that are none of ours: {shown}{more}", "they are left out", file=raw.file,
                               sheet=raw.sheet)  # fmt: skip
        frame = recode_table(raw, config, extract.quality)
        if not extract.quality.blocking:
            extract.frames[source.table] = _chosen(raw, frame, period, trust, extract.quality)
            extract.raw[source.table] = raw
    if not extract.quality.blocking:
        extract.frames = {name: join_staff(name, frame, extract) for name, frame in extract.frames.items()}
    return extract


def find_tables(path: Path, config: ColumnMap, quality: DataQuality) -> list[TableSource]:
    """The tables of a folder, a workbook or a single file, by the names of files and sheets; staff first."""
    if not path.exists():
        raise RefusedTable(Finding("nothing there", "a folder, a workbook or a file", path.name))
    files = sorted(p for p in path.iterdir() if _is_table(p)) if path.is_dir() else [path]
    sources: dict[str, TableSource] = {}
    for source in (each for file in files for each in _in_file(file, config, quality, alone=not path.is_dir())):
        if source.table in sources:
            other = sources[source.table]
            expected = f"one; the other is {other.path.name} {other.sheet}".rstrip()
            raise RefusedTable(Finding(f"a second {source.table} table", expected, source.path.name, source.sheet))
        sources[source.table] = source
    if not sources:
        expected = f"files or sheets named {', '.join(FILES)}; or name them under [tables] in the map"
        raise RefusedTable(Finding("no table of an extract", expected, path.name))
    # Staff first: cases and training are joined to it.
    return sorted(sources.values(), key=lambda source: source.table != "staff")


def _is_table(path: Path) -> bool:
    return path.is_file() and is_named_as_table(path)


def _in_file(path: Path, config: ColumnMap, quality: DataQuality, *, alone: bool) -> Iterator[TableSource]:
    if not _is_table(path):
        raise RefusedTable(Finding("a file of another kind", "CSV, XLSX or Parquet", path.name))
    named = _table_named(path.stem, config)
    if not is_workbook(path):
        if named or alone:
            yield TableSource(named or "staff", path)
        else:
            quality.note("a file that is no table of ours", NAMES, file=path.name)
        return
    sheets = open_tables(path, EXTRACT_LIMITS)
    table_of_sheet = {id(sheet): table for sheet in sheets if (table := _table_named(sheet.place.sheet, config))}
    if not table_of_sheet and (named or alone):
        table_of_sheet = {id(first_filled(sheets)): named or "staff"}
    for sheet in sheets:
        if id(sheet) in table_of_sheet:
            yield TableSource(table_of_sheet[id(sheet)], path, sheet.place.sheet, sheet)
        elif any(map(any, sheet.head(10))):
            _refuse_people(sheet)
            quality.note("a sheet that is no table of ours", NAMES, file=path.name, sheet=sheet.place.sheet)


def _refuse_people(sheet: Table) -> None:
    """A sheet nobody asked for, hidden perhaps, goes along with the file all the same: so it is looked at too."""
    rows = sheet.head(LOOKED_AT + 10)
    at = next((n for n, row in enumerate(rows[:10]) if sum(map(bool, row)) > 1), None)
    if at is not None and any(map(any, rows[at + 1 :])):  # a table, and not a line or two about who made it
        refuse_headings(rows[at], sheet.place.at(at + 1))
        refuse_cells(rows[at + 1 :], rows[at], {}, sheet.place)


def _table_named(name: str, config: ColumnMap) -> str | None:
    for table, own in config.tables.items():
        if heading_key(own) == heading_key(name) or heading_key(Path(own).stem) == heading_key(name):
            return table
    free = (table for table in FILES if table not in config.tables)
    return next((table for table in free if heading_key(name) in {heading_key(also) for also in FILES[table]}), None)


def _chosen(
    raw: RawTable, frame: "pd.DataFrame", period: Period, trust: tuple[str, ...], quality: DataQuality
) -> "pd.DataFrame":
    """The rows of this trust and period; how many others there were."""
    if "trust" in frame:
        mine = _of_trust(raw, frame, trust, quality)
        quality.note("rows of other trusts", "they are left out", int((~mine).sum()), file=raw.file, sheet=raw.sheet)
        frame = frame[mine]
    if "year" in frame:
        mine = frame["year"].astype(object) == period.year
        if not mine.any():
            years = sorted({str(y) for y in frame["year"].cat.categories if y})
            quality.findings.append(raw.finding(f"the years {', '.join(years)}", f"rows of {period.year}", "year"))
        quality.note("rows of other years", "they are left out", int((~mine).sum()), file=raw.file, sheet=raw.sheet)
        frame = frame[mine]
    if "date" in frame:
        inside = {day: day == "" or day in period for day in frame["date"].cat.categories}
        mine = frame["date"].map(inside).astype(bool)
        expected = f"{period.first:%-d %B %Y} to {period.as_of:%-d %B %Y}; they are left out"
        quality.note("rows dated outside the period", expected, int((~mine).sum()), file=raw.file, sheet=raw.sheet)
        frame = frame[mine]
    return frame


def _of_trust(raw: RawTable, frame: "pd.DataFrame", trust: tuple[str, ...], quality: DataQuality) -> Any:
    names = [str(name) for name in frame["trust"].cat.categories]
    own = {name for name in names if name.casefold() in {t.casefold() for t in trust}}
    if not own and len(names) > 1:
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        expected = f"one of them to be {' or '.join(trust) or 'named with --trust'}"
        quality.findings.append(raw.finding(f"the trusts {shown}", expected, "trust"))
    return frame["trust"].isin(own) if own else frame["trust"].notna()


def join_staff(name: str, frame: "pd.DataFrame", extract: Extract) -> "pd.DataFrame":
    """People of other tables, with the group and part of the trust that the staff extract has for them."""
    staff = extract.frames.get("staff")
    if name in ("staff", "board", "survey", "recruitment") or "person" not in frame:
        return frame
    import pandas as pd  # it is there by now

    quality, raw = extract.quality, extract.raw[name]
    if name == "training":
        if "trained" in frame and frame["trained"].dtype.kind != "i":
            frame = frame[frame["trained"] != "no"]
        if "mandatory" in frame:
            frame = frame[frame["mandatory"] != "yes"]
        # A person counts once, however much training they had.
        frame = frame.drop_duplicates("person")
    if staff is None or "person" not in staff:
        return frame
    once = staff.drop_duplicates("person").set_index("person")
    where = once.index.get_indexer(pd.Index(frame["person"]))
    strangers = int((where < 0).sum())
    frame = frame.copy()
    for column in ("ethnicity", "disability", *PARTS):
        if column in once and column not in frame:
            kinds = once[column].cat
            codes = kinds.codes.to_numpy()[where]
            codes[where < 0] = -1
            frame[column] = type(once[column].array).from_codes(codes, categories=kinds.categories)
    if name == "training":
        quality.note("people trained who are not staff", "they are left out", strangers, file=raw.file, sheet=raw.sheet)
        return frame[where >= 0]
    quality.note("cases of people who are not staff", "they count in no group unless the row names one", strangers,
                 file=raw.file, sheet=raw.sheet)  # fmt: skip
    return frame
