"""Owns the targets table: one number to reach a row; must not know encodings, store or chat."""

from decimal import Decimal, InvalidOperation
from typing import get_args

from wres_bot.documents.known_columns import Column, KnownRow, read_known_rows
from wres_bot.documents.tables import Source
from wres_bot.domain.plan_rows import Problem, TargetOp, TargetRow, TargetsFile
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
OPS: tuple[str, ...] = get_args(TargetOp)
_SIGNS = {"=": "exactly", ">=": "at least", "≥": "at least", "<=": "at most", "≤": "at most", "improves": "improve"}


def read_targets(source: Source, *, refs: frozenset[str] | None = None) -> TargetsFile:
    """Targets of actions, and of the whole plan where no ref is given. `refs` are the plan's, when they are known."""
    sheet = read_known_rows(source, COLUMNS)
    keys = None if refs is None else {normalise_ref(ref) for ref in refs}
    problems = list(sheet.problems)
    rows: list[TargetRow] = []
    for line in sheet.lines:
        row, wrong = _target(line, keys)
        problems += wrong
        if not wrong:
            rows.append(row)
    return TargetsFile(tuple(rows), tuple(problems))


def _target(line: KnownRow, keys: set[str] | None) -> tuple[TargetRow, list[Problem]]:
    wrong: list[Problem] = []

    def tell(column: str, expected: str) -> None:
        found = f"“{line[column][:60]}”" if line[column] else "an empty cell"
        wrong.append(Problem(line.number, column, found, expected))

    def number(column: str) -> Decimal | None:
        text = line[column].replace(",", "").removesuffix("%").strip()
        try:
            value = Decimal(text) if text else None
        except InvalidOperation:
            value = Decimal("NaN")
        if value is not None and not value.is_finite():
            tell(column, "a number, with its unit under “unit”")
            return None
        return value

    if not line["text"]:
        tell("text", "what is counted")
    if line["ref"] and keys is not None and normalise_ref(line["ref"]) not in keys:
        tell("ref", "the ref of an action in the plan, or nothing for the whole plan")
    op = _SIGNS.get(line["op"].lower(), line["op"].lower()) or None
    if op is not None and op not in OPS:
        tell("op", f"{', '.join(OPS)}, or nothing")
    value, upper = number("value"), number("upper")
    if op in ("at least", "at most", "exactly", "between", "result") and value is None and not wrong:
        tell("value", f"a number, for “{op}”")
    if (op == "between") != (upper is not None):
        tell("upper", "the higher number, and only for “between”")
    agrees = {"yes": True, "no": False, "": None}.get(line["agrees"].lower(), "?")
    if agrees == "?":
        tell("agrees", "yes, no or nothing")
    row = TargetRow(
        text=line["text"],
        ref=line.words("ref"),
        op=op,  # type: ignore[arg-type]  # told above when it is none of them
        value=value,
        upper=upper,
        unit=line.words("unit"),
        scope=line.words("scope"),
        by=line.words("by"),
        baseline=number("baseline"),
        baseline_date=line.words("baseline date"),
        step=line.words("step"),
        recomputed=number("recomputed"),
        agrees=agrees if isinstance(agrees, bool) else None,
        note=line.words("note"),
        row=line.number,
    )
    return row, wrong
