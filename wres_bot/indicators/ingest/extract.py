"""Owns an extract as a whole: its files and sheets, and what they hold of one trust and period. Counts nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wres_bot.documents.formats import is_named_as_table, is_workbook, open_tables
from wres_bot.documents.tables import EXTRACT_LIMITS, Table, Unreadable
from wres_bot.indicators.ingest.columns import FILES, ColumnMap, heading_key, recognise_table
from wres_bot.indicators.ingest.findings import DataQuality, Finding, RefusedTable, finding_of
from wres_bot.indicators.ingest.groups_across import find_groups_across, lay_down
from wres_bot.indicators.ingest.periods import Period
from wres_bot.indicators.ingest.pii import LOOKED_AT, quote_heading
from wres_bot.indicators.ingest.population import (
    LeftOut,
    Population,
    join_staff,
    read_stages,
    refuse_stage_counts,
    require_groups,
    require_person,
    select_cases,
    select_staff,
    select_training,
)
from wres_bot.indicators.ingest.recode import OVERALL, recode_table
from wres_bot.indicators.ingest.text_tables import (
    HEADINGS_WITHIN,
    RawTable,
    TableSource,
    first_filled,
    open_source,
    read_headings,
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
    left_out: list[LeftOut] = field(default_factory=list)


def read_extract(path: Path, config: ColumnMap, period: Period, trust: tuple[str, ...] = ()) -> Extract:
    """Everything readable. Look at `quality.blocking` before using a number. `trust`: the names it may go by."""
    extract = Extract(source=path.name)
    quality = extract.quality
    of = Population(period, quality)
    try:
        sources = find_tables(path, config, quality)
    except (Unreadable, RefusedTable) as wrong:
        quality.findings.append(finding_of(wrong))
        return extract
    for source in sources:
        try:
            raws = _read_source(source, config, period, quality)
        except (Unreadable, RefusedTable) as wrong:
            quality.findings.append(finding_of(wrong))
            continue
        except MemoryError:
            quality.findings.append(Finding("more rows than this machine's memory holds", "a smaller file",
                                            source.path.name))  # fmt: skip
            continue
        for name, raw in raws.items():
            _add_table(extract, name, raw, config, of, trust)
    extract.left_out = of.left_out
    if not quality.blocking:
        _use_whole_staff(extract)
        extract.frames = {
            name: join_staff(extract.raw[name], frame, of) if name in ("cases", "capability", "training") else frame
            for name, frame in extract.frames.items()
        }
    return extract


def _read_source(source: TableSource, config: ColumnMap, period: Period, quality: DataQuality) -> dict[str, RawTable]:
    """The tables that stand in one: more than one where groups stand in the headings."""
    table = open_source(source)
    if table.schema is None and (across := find_groups_across(table.head(HEADINGS_WITHIN))):
        name = "" if source.guessed else source.table
        return lay_down(table, *across, name, period, quality)
    known = config.headings(source.table)
    raw = read_table(source, known)
    if (heading := raw.headings.get("ethnicity", "")) and heading_key(heading) not in known:
        quality.note(f"{quote_heading(heading)}, which speaks of ethnicity", "it is taken for the group of each row",
                     file=raw.file, sheet=raw.sheet)  # fmt: skip
    if raw.passed_over:
        shown = ", ".join(map(quote_heading, raw.passed_over))
        quality.note(f"a second heading of one column: {shown}", "the more telling one is used", file=raw.file,
                     sheet=raw.sheet)  # fmt: skip
    if raw.unused:
        shown = ", ".join(quote_heading(heading) for heading in raw.unused)
        quality.note(f"headings that are none of ours: {shown}", "they are left out", file=raw.file, sheet=raw.sheet)
    return {source.table: raw}


def _add_table(
    extract: Extract, name: str, raw: RawTable, config: ColumnMap, of: Population, trust: tuple[str, ...]
) -> None:
    quality = extract.quality
    if name in extract.raw:
        other = extract.raw[name]
        expected = f"one; the other is {other.file} {other.sheet}".rstrip()
        quality.findings.append(Finding(f"a second {name} table", expected, raw.file, raw.sheet))
        return
    frame = require_person(raw, recode_table(raw, config, quality), quality)
    require_groups(raw, frame, quality)
    if name == "recruitment":
        frame = refuse_stage_counts(raw, frame, quality)
    extract.raw[name] = raw
    if quality.blocking:
        return
    frame = _chosen(raw, frame, of, trust)
    if "ethnicity" in frame:
        frame = of.drop(raw, frame, frame["ethnicity"] == OVERALL, "rows of totals", "the rows that they add up")
    if name == "staff":
        frame = select_staff(raw, frame, of)
    elif name in ("cases", "capability"):
        frame = select_cases(raw, frame, of)
    elif name == "training":
        frame = select_training(raw, frame, of)
    elif name == "recruitment":
        frame = read_stages(raw, frame, of, config.columns.get(name, {}))
    extract.frames[name] = frame


def _use_whole_staff(extract: Extract) -> None:
    """A sheet may give all staff again beside the bands: it counts only where no band does."""
    whole = extract.frames.pop("staff whole", None)
    if whole is not None and "staff" not in extract.frames:
        extract.raw["staff"] = extract.raw["staff whole"]
        extract.frames["staff"] = whole.drop_duplicates("ethnicity")


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
    """By the name of the file or sheet; where that says nothing, by the headings."""
    if not _is_table(path):
        raise RefusedTable(Finding("a file of another kind", "CSV, XLSX or Parquet", path.name))
    named = _table_named(path.stem, config)
    if not is_workbook(path):
        if table := named or _by_headings(TableSource("", path)) or ("staff" if alone else None):
            yield TableSource(table, path, guessed=named is None)
        else:
            _note_unknown(TableSource("", path), quality)
        return
    sheets = open_tables(path, EXTRACT_LIMITS)
    table_of_sheet = {id(sheet): table for sheet in sheets if (table := _table_named(sheet.place.sheet, config))}
    by_name = set(table_of_sheet)
    for sheet in sheets:
        source = TableSource("", path, sheet.place.sheet, sheet)
        if id(sheet) not in table_of_sheet and (table := _by_headings(source)):
            table_of_sheet[id(sheet)] = named if named and not table_of_sheet else table
    if not table_of_sheet and (named or alone):
        table_of_sheet = {id(first_filled(sheets)): named or "staff"}
    for sheet in sheets:
        if id(sheet) in table_of_sheet:
            guessed = id(sheet) not in by_name and named is None
            yield TableSource(table_of_sheet[id(sheet)], path, sheet.place.sheet, sheet, guessed)
        elif any(map(any, sheet.head(10))):
            _refuse_people(sheet)
            _note_unknown(TableSource("", path, sheet.place.sheet, sheet), quality)


def _by_headings(source: TableSource) -> str | None:
    try:
        table = open_source(source)
        if table.schema is None and find_groups_across(table.head(HEADINGS_WITHIN)):
            return f"groups across {source.path.name} {source.sheet}"
        return recognise_table(read_headings(source))
    except Unreadable:
        return None  # its own reading will tell


def _note_unknown(source: TableSource, quality: DataQuality) -> None:
    what = "a sheet that is no table of ours" if source.sheet else "a file that is no table of ours"
    try:
        shown = ", ".join(quote_heading(heading) for heading in read_headings(source) if heading)
    except Unreadable:
        shown = ""
    quality.note(f"{what}, headed {shown}" if shown else what, NAMES, file=source.path.name, sheet=source.sheet)


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


def _chosen(raw: RawTable, frame: "pd.DataFrame", of: Population, trust: tuple[str, ...]) -> "pd.DataFrame":
    """The rows of this trust and period; how many others there were."""
    period, quality = of.period, of.quality
    if "trust" in frame:
        mine = _of_trust(raw, frame, trust, quality)
        frame = of.drop(raw, frame, ~mine, "rows of other trusts", "they are left out")
    if "year" in frame:
        mine = frame["year"].astype(object) == period.year
        if not mine.any():
            years = sorted({str(y) for y in frame["year"].cat.categories if y})
            quality.findings.append(raw.finding(f"the years {', '.join(years)}", f"rows of {period.year}", "year"))
        frame = of.drop(raw, frame, ~mine, "rows of other years", "they are left out")
    if "date" in frame:
        inside = {day: day == "" or day in period for day in frame["date"].cat.categories}
        mine = frame["date"].map(inside).astype(bool)
        expected = f"{period.first:%-d %B %Y} to {period.as_of:%-d %B %Y}; they are left out"
        frame = of.drop(raw, frame, ~mine, "rows dated outside the period", expected)
    return frame


def _of_trust(raw: RawTable, frame: "pd.DataFrame", trust: tuple[str, ...], quality: DataQuality) -> Any:
    names = sorted(str(name) for name in frame["trust"].cat.categories if name)
    own = {name for name in names if name.casefold() in {t.casefold() for t in trust}}
    if not own and len(names) > 1:
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        heading = raw.headings["trust"]
        expected = (f"one of them to be {' or '.join(trust) or 'named with --trust'}; if “{heading}” names parts "
                    "of one trust, say so in the map")  # fmt: skip
        quality.findings.append(raw.finding(f"the trusts {shown}", expected, "trust"))
        quality.paste(f"columns.{raw.name}", f'division = "{heading}"  # if these are parts of the trust')
    if not own and len(names) == 1:
        quality.note(f"“{names[0]}” under “{raw.headings['trust']}”", "it is taken for this trust; every row counts",
                     file=raw.file, sheet=raw.sheet)  # fmt: skip
    return frame["trust"].isin(own) if own else frame["trust"].notna()
