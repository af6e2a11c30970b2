"""Owns the targets table: one number to reach a row; must not know encodings, store or chat."""

from decimal import Decimal, InvalidOperation
from typing import get_args

from wres_bot.documents.known_columns import CheckedRow, Column, read_known_rows
from wres_bot.documents.tables import Source
from wres_bot.domain.plan_rows import TargetOp, TargetRow, TargetsFile
from wres_bot.domain.refs import normalise_ref

COLUMNS = (
    Column("ref"),
    Column("text", required=True, also=("target", "what")),
    Column("op", also=("how",)),
    Column("value"),
    Column("upper"),
    Column("unit"),
    Column("scope"),
    Column("by"),
    Column("baseline"),
    Column("baseline date"),
    Column("step"),
    Column("recomputed"),
    Column("agrees"),
    Column("note", also=("notes",)),
)
_SIGNS: dict[str, TargetOp] = {"=": "exactly", ">=": "at least", "≥": "at least", "<=": "at most", "≤": "at most",
                               "improves": "improve"}  # fmt: skip
OPS: dict[str, TargetOp | None] = {op: op for op in get_args(TargetOp)} | _SIGNS | {"": None}
"""Words and signs of how a number is aimed at; nothing where none is."""
_NEEDS_VALUE = ("at least", "at most", "exactly", "between", "result")


def read_targets(source: Source, *, refs: frozenset[str] | None = None) -> TargetsFile:
    """Targets of actions, and of the whole plan where no ref is given. `refs` are the plan's, when they are known."""
    sheet = read_known_rows(source, COLUMNS)
    keys = None if refs is None else {normalise_ref(ref) for ref in refs}
    problems = list(sheet.problems)
    rows: list[TargetRow] = []
    for line in sheet.lines:
        checked = CheckedRow(line)
        row = _target(checked, keys)
        problems += checked.problems
        if not checked.problems:
            rows.append(row)
    return TargetsFile(tuple(rows), tuple(problems))


def _target(row: CheckedRow, keys: set[str] | None) -> TargetRow:
    cells = row.row
    row.require("text", "what is counted")
    if cells["ref"] and keys is not None and normalise_ref(cells["ref"]) not in keys:
        row.report("ref", "the ref of an action in the plan, or nothing for the whole plan")
    op = row.choice("op", OPS, f"{', '.join(get_args(TargetOp))}, or nothing")
    value, upper = _plain_number(row, "value"), _plain_number(row, "upper")
    if op in _NEEDS_VALUE and value is None and not row.problems:
        row.report("value", f"a number, for “{op}”")
    if (op == "between") != (upper is not None):
        row.report("upper", "the higher number, and only for “between”")
    return TargetRow(
        text=cells["text"],
        ref=cells.words("ref"),
        op=op,
        value=value,
        upper=upper,
        unit=cells.words("unit"),
        scope=cells.words("scope"),
        by=cells.words("by"),
        baseline=_plain_number(row, "baseline"),
        baseline_date=cells.words("baseline date"),
        step=cells.words("step"),
        recomputed=_plain_number(row, "recomputed"),
        agrees=row.yes_or_no("agrees"),
        note=cells.words("note"),
        row=cells.number,
    )


def _plain_number(row: CheckedRow, column: str) -> Decimal | None:
    """A number alone, with at most its commas and a %: the unit has a column of its own."""
    text = row.row[column].replace(",", "").removesuffix("%").strip()
    try:
        value = Decimal(text) if text else None
    except InvalidOperation:
        value = Decimal("NaN")
    if value is not None and not value.is_finite():
        row.report(column, "a number, with its unit under “unit”")
        return None
    return value
