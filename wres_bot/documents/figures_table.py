"""Owns the indicators table: one value a row, each with its own key; must not know formulas, encodings or store."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import get_args

from wres_bot.documents.cell_parsing import read_indicators, read_value
from wres_bot.documents.known_columns import CheckedRow, Column, Grid, KnownRows, read_grid, read_known_rows
from wres_bot.documents.printed_figures import (
    AboutFile,
    find_printed,
    missing_of_file,
    read_printed,
    unit_in,
    unread_columns,
)
from wres_bot.documents.tables import Source, Unreadable
from wres_bot.domain.measures import COUNTED, PERCENT, RATIO, identify_measure, read_reason
from wres_bot.domain.pay_bands import tidy_words
from wres_bot.domain.plan_rows import IndicatorsFile, Problem, SnapshotBasis, SnapshotRow
from wres_bot.domain.published_terms import is_doubtful_group, read_breakdown, read_group, read_period, read_unit

COLUMNS = (
    Column("standard"),
    Column("code", required=True, also=("indicator", "metric")),
    Column("measure", required=True),
    Column("breakdown", also=("band",)),
    Column("group", required=True),
    Column("period", required=True, also=("year",)),
    Column("period basis"),
    Column("basis", required=True),
    Column("source"),
    Column("revision"),
    Column("value", required=True),
    Column("unit"),
    Column("national"),
    Column("peer"),
    Column("survey year"),
    Column("published text"),
    Column("commentary"),
    Column("recomputed"),
    Column("agrees"),
    Column("note", also=("notes",)),
    Column("reason"),
)
BASES: dict[str, SnapshotBasis] = {basis: basis for basis in get_args(SnapshotBasis) if basis != "computed"}
"""What a file may say of its values: computed ones come from counts only."""
ASKED_OF_NON_BME = "white, or white and those not known: which is it? Say so with --means"


def read_indicators_file(source: Source, about: AboutFile | None = None) -> IndicatorsFile:
    """Values, benchmarks, targets and derived figures. No two rows have the same key.

    about: what is said once for the file, where the file does not say it itself.
    """
    about = about or AboutFile()
    return _check_rows(_read_rows(source, about), about)


def read_printed_figures(grids: Iterable[Grid], about: AboutFile) -> IndicatorsFile:
    """The values of tables as reports print them, that stand in a document beside other things."""
    printed = [(grid, table) for grid in grids if (table := find_printed(grid))]
    lines = tuple(line for grid, table in printed for line in read_printed(grid, table, about))
    return _check_rows(KnownRows(lines, tuple(p for _, table in printed for p in unread_columns(table))), about)


def _check_rows(sheet: KnownRows, about: AboutFile) -> IndicatorsFile:
    problems = list(sheet.problems)
    rows: dict[tuple[str, ...], SnapshotRow] = {}
    for line in sheet.lines:
        checked = CheckedRow(line)
        row = _snapshot(checked, about)
        if not checked.problems and row.key in rows:
            found = f"the same value as row {rows[row.key].row}"
            expected = "another measure, breakdown, group, period, basis or source, or a higher revision"
            checked.problems.append(Problem(line.number, "measure", found, expected))
        problems += checked.problems
        if not checked.problems:
            rows[row.key] = row
            problems += _unknown_measure(row)
    bad = [problem for row in rows.values() if (problem := _zero_ratio(row, rows.values()))]
    left_out = {problem.row for problem in bad}
    kept = tuple(row for row in rows.values() if row.row not in left_out)
    return IndicatorsFile(kept, (*problems, *bad))


def _unknown_measure(row: SnapshotRow) -> list[Problem]:
    """Of WRES every measure is known by its name; one that is not is kept, and says nothing to anybody."""
    if (
        row.measure_id
        or (row.standard, row.basis) != ("WRES", "published")
        or row.unit not in (PERCENT, RATIO, *COUNTED)
    ):
        return []
    found = f"“{row.measure[:60]}”, which is no measure we know"
    return [Problem(row.row, "measure", found, "it is kept, and no figure is made of it", "warning")]


def _read_rows(source: Source, about: AboutFile) -> KnownRows:
    """A value a row; of a table as reports print it the same, made of its cells."""
    try:
        grid = read_grid(source)
    except Unreadable:
        return read_known_rows(source, COLUMNS)  # which says why
    table = find_printed(grid)
    if table is None:
        return read_known_rows(source, COLUMNS)
    if missing := missing_of_file(about):
        found = "a table as it is printed, which does not name its standard or source"
        return KnownRows(problems=(Problem(None, None, found, f"once for the file: {' and '.join(missing)}"),))
    return KnownRows(tuple(read_printed(grid, table, about)), tuple(unread_columns(table)))


def _zero_ratio(row: SnapshotRow, rows: Iterable[SnapshotRow]) -> Problem | None:
    """A ratio of exactly 0 is nobody at all, or a blank that became one: counts of the same file tell."""
    if row.unit != RATIO or row.value != 0:
        return None
    nobody = any(each.unit in COUNTED and each.value == 0 and (each.standard, each.code, each.period) ==
                 (row.standard, row.code, row.period) for each in rows)  # fmt: skip
    if nobody:
        return None
    expected = "counts beside it in which one group has nobody; or no value and a reason"
    return Problem(row.row, "value", "a ratio of exactly 0", expected)


def _snapshot(row: CheckedRow, about: AboutFile) -> SnapshotRow:
    cells = row.row
    standard, source = cells["standard"] or about.standard, cells["source"] or about.source
    for column, given in (("standard", standard), ("measure", cells["measure"]), ("period", cells["period"]),
                          ("source", source)):  # fmt: skip
        if not given:
            row.require(column, f"the {column} of this value")
    code = _code(row, standard.upper())
    no_value = is_no_value(cells["value"])
    if no_value and not cells["reason"] and not cells["value"]:
        row.report("value", "a number, or a reason under “reason” why there is none")
    reason = cells.words("reason") or (f"the report gives “{cells['value']}”" if no_value and cells["value"] else None)
    unit = _unit(row, required=not no_value)
    breakdown = read_breakdown(cells["breakdown"], code)
    if breakdown is None:
        row.report("breakdown", "all staff, a band, clinical or non-clinical, or “division NAME”, “staff group NAME”")
    value = None if no_value else _value(row, unit)
    return SnapshotRow(
        standard=standard.upper(),
        code=code,
        measure=cells["measure"],
        breakdown=breakdown or "",
        group=_group(row, unit, about),
        period=read_period(cells["period"]),
        period_basis=cells["period basis"],
        basis=row.choice("basis", BASES, ", ".join(BASES)) or "published",  # a row with a problem is left out
        source=source,
        revision=_whole(row, "revision") or 1,
        value=value,
        unit=unit,
        national=row.number("national"),
        peer=row.number("peer"),
        survey_year=_whole(row, "survey year"),
        published_text=cells.words("published text"),
        commentary=cells.words("commentary"),
        recomputed=cells.words("recomputed"),
        agrees=row.yes_or_no("agrees"),
        note=cells.words("note"),
        reason=reason,
        measure_id=identify_measure(code, unit, cells["measure"], breakdown or ""),
        no_value=read_reason(reason),
        row=cells.number,
    )


def _code(row: CheckedRow, standard: str) -> str:
    """One indicator: of WRES by its number or RDR; of another standard with its letter too, such as 4a."""
    text = row.row["code"].strip()
    other = re.fullmatch(r"(?:indicator|metric)?\s*(\d{1,2}(?:[a-f]i{0,3})?)", text, re.I)
    if standard != "WRES" and other:
        return other[1].lower()
    codes = read_indicators(text)
    if len(codes) != 1:
        row.report("code", "one indicator, such as 5 or RDR")
    return codes[0] if codes else ""


def _unit(row: CheckedRow, *, required: bool) -> str | None:
    """From the closed list, or as the value carries it. Two that differ are told."""
    words, inside = row.row["unit"], unit_in(row.row["value"])
    unit = read_unit(words) if words else inside or None
    if words and unit is None:
        row.report("unit", "%, ratio, people, cases, respondents or pp")
    elif unit is None and required:
        row.report("unit", "the unit of this value: %, ratio, people, cases, respondents or pp")
    elif inside and unit and unit[:2] != inside[:2] and (inside, unit[:2]) != ("%", "pp"):
        row.report("value", f"a value in {unit}, as its unit says")
    return unit or None


def _group(row: CheckedRow, unit: str | None, about: AboutFile) -> str:
    words = row.row["group"]
    group = about.means.get(tidy_words(words)) or read_group(words)
    if group is None:
        row.report("group", ASKED_OF_NON_BME if is_doubtful_group(words) else
                   "bme, white, not known, disabled, not disabled, overall or ratio")  # fmt: skip
    return group or ""


_LIMITS = {PERCENT: (0, 100, "a percentage from 0 to 100"), RATIO: (0, None, "a ratio, which is never below 0"),
           "pp": (-100, 100, "points from -100 to 100")}  # fmt: skip


def _value(row: CheckedRow, unit: str | None) -> Decimal | None:
    """The number, if it can be one of its unit: people are whole, and nothing is less than nobody."""
    units = r"(?i)\btimes\b.*|(?<=\d)\s*x$|(?<=\d)\s*:\s*1$|per ?cent|percentage points?|points?$"
    words = re.sub(units, "", row.row["value"]).strip()
    value = read_value(words).value
    if value is None:
        row.report("value", "a number, or n/a with a reason")
        return None
    low, high, expected = _LIMITS.get(unit or "", (None, None, ""))
    if unit in COUNTED and (value < 0 or value != int(value)):
        row.report("value", "a whole number of people, 0 or more")
    elif (low is not None and value < low) or (high is not None and value > high):
        row.report("value", expected)
    return value


def is_no_value(words: str) -> bool:
    """Words that say there is no value, and an empty cell."""
    return tidy_words(words) in ("", "n a", "na", "not available", "not applicable", "null", "none", "suppressed",
                                 "no data",
                                 "not published", "too few", "low numbers")  # fmt: skip


def _whole(row: CheckedRow, column: str) -> int | None:
    text = row.row[column]
    if text and not re.fullmatch(r"[0-9]{1,4}", text):
        row.report(column, "a whole number")
        return None
    return int(text) if text else None
