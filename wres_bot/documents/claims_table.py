"""Owns the claims table: what a report says in words of its figures; must not know whether it is so."""

from typing import get_args

from wres_bot.documents.cell_parsing import read_indicators
from wres_bot.documents.known_columns import CheckedRow, Column, read_known_rows
from wres_bot.documents.tables import Source
from wres_bot.domain.plan_rows import ClaimKind, ClaimRow, ClaimsFile

COLUMNS = (
    Column("says", required=True, also=("claim",)),
    Column("words", required=True),
    Column("indicators", also=("indicator",)),
    Column("period", also=("year",)),
    Column("value"),
    Column("part"),
    Column("whole"),
)
KINDS: dict[str, ClaimKind] = {kind: kind for kind in get_args(ClaimKind)}


def read_claims(source: Source) -> ClaimsFile:
    """One sentence a row."""
    sheet = read_known_rows(source, COLUMNS)
    problems = list(sheet.problems)
    rows = []
    for line in sheet.lines:
        checked = CheckedRow(line)
        row = _claim(checked)
        problems += checked.problems
        if not checked.problems:
            rows.append(row)
    return ClaimsFile(tuple(rows), tuple(problems))


def _claim(row: CheckedRow) -> ClaimRow:
    cells = row.row
    says = row.choice("says", KINDS, ", ".join(KINDS))
    part, whole = row.number("part"), row.number("whole")
    return ClaimRow(
        says=says or "left",  # a row with a problem is left out
        words=cells["words"],
        indicators=read_indicators(cells["indicators"]),
        period=cells["period"],
        value=row.number("value"),
        part=None if part is None else int(part),
        whole=None if whole is None else int(whole),
        row=cells.number,
    )
