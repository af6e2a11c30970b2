"""Owns the claims table: what a report says in words of its figures; must not know whether it is so."""

from decimal import Decimal
from typing import get_args

from wres_bot.documents.cell_wording import read_indicators, read_value
from wres_bot.documents.known_columns import Column, KnownRow, read_known_rows
from wres_bot.documents.tables import Source
from wres_bot.domain.plan_rows import ClaimKind, ClaimRow, ClaimsFile, Problem

COLUMNS = (
    Column("says", required=True, also=("claim",)),
    Column("words", required=True),
    Column("indicators", also=("indicator",)),
    Column("period", also=("year",)),
    Column("value"),
    Column("part"),
    Column("whole"),
)
KINDS: tuple[str, ...] = get_args(ClaimKind)


def read_claims(source: Source) -> ClaimsFile:
    """One sentence a row."""
    sheet = read_known_rows(source, COLUMNS)
    problems = list(sheet.problems)
    rows = []
    for line in sheet.lines:
        row, wrong = _claim(line)
        problems += wrong
        if not wrong:
            rows.append(row)
    return ClaimsFile(tuple(rows), tuple(problems))


def _claim(line: KnownRow) -> tuple[ClaimRow, list[Problem]]:
    wrong: list[Problem] = []

    def number(column: str) -> Decimal | None:
        value = read_value(line[column]).value
        if line[column] and value is None:
            wrong.append(Problem(line.number, column, f"“{line[column][:60]}”", "a number or nothing"))
        return value

    says = line["says"].lower()
    if says not in KINDS:
        wrong.append(Problem(line.number, "says", f"“{line['says'][:60]}”", ", ".join(KINDS)))
    value, part, whole = number("value"), number("part"), number("whole")
    row = ClaimRow(
        says=says,  # type: ignore[arg-type]  # told above when it is none of them
        words=line["words"],
        indicators=read_indicators(line["indicators"]),
        period=line["period"],
        value=value,
        part=None if part is None else int(part),
        whole=None if whole is None else int(whole),
        row=line.number,
    )
    return row, wrong
