"""Owns the indicators table: one value a row, each with its own key; must not know formulas, encodings or store."""

import re
from typing import get_args

from wres_bot.documents.cell_parsing import read_indicators
from wres_bot.documents.known_columns import CheckedRow, Column, read_known_rows
from wres_bot.documents.tables import Source
from wres_bot.domain.measures import identify_measure, read_reason
from wres_bot.domain.plan_rows import IndicatorsFile, Problem, SnapshotBasis, SnapshotRow

COLUMNS = (
    Column("standard", required=True),
    Column("code", required=True, also=("indicator", "metric")),
    Column("measure", required=True),
    Column("breakdown", also=("band",)),
    Column("group", required=True),
    Column("period", required=True, also=("year",)),
    Column("period basis"),
    Column("basis", required=True),
    Column("source", required=True),
    Column("revision"),
    Column("value", required=True),
    Column("unit", required=True),
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
GROUPS = {
    **dict.fromkeys(("bme", "bame", "ethnic minority", "ethnic minorities", "global majority"), "bme"),
    "white": "white",
    **dict.fromkeys(("not known", "unknown", "not stated", "not known / not stated"), "not known"),
    **dict.fromkeys(("overall", "all", "all staff", "total"), "overall"),
    "ratio": "ratio",
}  # fmt: skip


def read_indicators_file(source: Source) -> IndicatorsFile:
    """Values, benchmarks, targets and derived figures. No two rows have the same key."""
    sheet = read_known_rows(source, COLUMNS)
    problems = list(sheet.problems)
    rows: dict[tuple[str, ...], SnapshotRow] = {}
    for line in sheet.lines:
        checked = CheckedRow(line)
        row = _snapshot(checked)
        if not checked.problems and row.key in rows:
            found = f"the same value as row {rows[row.key].row}"
            expected = "another measure, breakdown, group, period, basis or source, or a higher revision"
            checked.problems.append(Problem(line.number, "measure", found, expected))
        problems += checked.problems
        if not checked.problems:
            rows[row.key] = row
    return IndicatorsFile(tuple(rows.values()), tuple(problems))


def _snapshot(row: CheckedRow) -> SnapshotRow:
    cells = row.row
    for column in ("standard", "measure", "period", "source", "unit"):
        row.require(column, f"the {column} of this value")
    codes = read_indicators(cells["code"])
    if len(codes) != 1:
        row.report("code", "one indicator, such as 5 or RDR")
    if not cells["value"] and not cells["reason"]:
        row.report("value", "a number, or a reason under “reason” why there is none")
    code = codes[0] if codes else ""
    return SnapshotRow(
        standard=cells["standard"].upper(),
        code=code,
        measure=cells["measure"],
        breakdown=cells["breakdown"],
        group=row.choice("group", GROUPS, ", ".join(dict.fromkeys(GROUPS.values()))) or "",
        period=cells["period"],
        period_basis=cells["period basis"],
        basis=row.choice("basis", BASES, ", ".join(BASES)) or "published",  # a row with a problem is left out
        source=cells["source"],
        revision=_whole(row, "revision") or 1,
        value=row.number("value"),
        unit=cells.words("unit"),
        national=row.number("national"),
        peer=row.number("peer"),
        survey_year=_whole(row, "survey year"),
        published_text=cells.words("published text"),
        commentary=cells.words("commentary"),
        recomputed=cells.words("recomputed"),
        agrees=row.yes_or_no("agrees"),
        note=cells.words("note"),
        reason=cells.words("reason"),
        measure_id=identify_measure(code, cells.words("unit"), cells["measure"], cells["breakdown"]),
        no_value=read_reason(cells.words("reason")),
        row=cells.number,
    )


def _whole(row: CheckedRow, column: str) -> int | None:
    text = row.row[column]
    if text and not re.fullmatch(r"[0-9]{1,4}", text):
        row.report(column, "a whole number")
        return None
    return int(text) if text else None
