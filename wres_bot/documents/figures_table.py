"""Owns the indicators table: one value a row, each with its own key; must not know formulas, encodings or store."""

import re
from decimal import Decimal
from typing import get_args

from wres_bot.documents.cell_wording import read_indicators, read_value
from wres_bot.documents.known_columns import Column, KnownRow, read_known_rows
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
BASES: tuple[str, ...] = tuple(basis for basis in get_args(SnapshotBasis) if basis != "computed")
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
        row, wrong = _snapshot(line)
        if not wrong and row.key in rows:
            found = f"the same value as row {rows[row.key].row}"
            expected = "another measure, breakdown, group, period, basis or source, or a higher revision"
            wrong.append(Problem(line.number, "measure", found, expected))
        problems += wrong
        if not wrong:
            rows[row.key] = row
    return IndicatorsFile(tuple(rows.values()), tuple(problems))


def _snapshot(line: KnownRow) -> tuple[SnapshotRow, list[Problem]]:
    wrong: list[Problem] = []

    def tell(column: str, expected: str) -> None:
        found = f"“{line[column][:60]}”" if line[column] else "an empty cell"
        wrong.append(Problem(line.number, column, found, expected))

    def number(column: str) -> Decimal | None:
        value = read_value(line[column]).value
        if line[column] and value is None:
            tell(column, "a number or nothing")
        return value

    def whole(column: str) -> int | None:
        if line[column] and not re.fullmatch(r"[0-9]{1,4}", line[column]):
            tell(column, "a whole number")
            return None
        return int(line[column]) if line[column] else None

    for column in ("standard", "measure", "period", "source", "unit"):
        if not line[column]:
            tell(column, f"the {column} of this value")
    codes = read_indicators(line["code"])
    if len(codes) != 1:
        tell("code", "one indicator, such as 5 or RDR")
    group = GROUPS.get(line["group"].lower().replace("_", " "))
    if group is None:
        tell("group", ", ".join(dict.fromkeys(GROUPS.values())))
    if line["basis"].lower() not in BASES:
        tell("basis", ", ".join(BASES))
    value = number("value")
    if not line["value"] and not line["reason"]:
        tell("value", "a number, or a reason under “reason” why there is none")
    agrees = {"yes": True, "no": False, "": None}.get(line["agrees"].lower(), "?")
    if agrees == "?":
        tell("agrees", "yes, no or nothing")
    row = SnapshotRow(
        standard=line["standard"].upper(),
        code=codes[0] if codes else "",
        measure=line["measure"],
        breakdown=line["breakdown"],
        group=group or "",
        period=line["period"],
        period_basis=line["period basis"],
        basis=line["basis"].lower(),  # type: ignore[arg-type]  # told above when it is none of them
        source=line["source"],
        revision=whole("revision") or 1,
        value=value,
        unit=line.words("unit"),
        national=number("national"),
        peer=number("peer"),
        survey_year=whole("survey year"),
        published_text=line.words("published text"),
        commentary=line.words("commentary"),
        recomputed=line.words("recomputed"),
        agrees=agrees if isinstance(agrees, bool) else None,
        note=line.words("note"),
        reason=line.words("reason"),
        measure_id=identify_measure(codes[0] if codes else "", line.words("unit"), line["measure"], line["breakdown"]),
        no_value=read_reason(line.words("reason")),
        row=line.number,
    )
    return row, wrong
