"""Owns queries about indicator values; must not compute any."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from wres_bot.domain.measures import MeasureId, NoValue, NoValueCode, identify_measure, read_reason
from wres_bot.domain.plan_rows import SnapshotRow
from wres_bot.store import schema, statements
from wres_bot.store.models import Snapshot
from wres_bot.store.statements import columns_of

_KEY = ("trust_id", "standard", "code", "measure", "breakdown", "group", "period", "basis", "source", "revision")
_VALUES = ("value", "reason", "unit", "national", "peer", "survey_year", "published_text", "note", "period_basis",
           "commentary", "recomputed", "agrees", "numerator", "denominator", "as_of")  # fmt: skip
_IDENTITY = ("measure_id", "reason_code", "reason_detail")
_PUT = statements.upsert_statement(schema.snapshots, _KEY, (*_KEY, *_VALUES, *_IDENTITY), (*_VALUES, *_IDENTITY))
_ALL = (
    select(
        *columns_of(Snapshot, schema.snapshots, leave=("measure_id", "no_value")),
        *(schema.snapshots.c[name] for name in _IDENTITY),
    )
    .where(schema.snapshots.c.trust_id == bindparam("trust"))
    .order_by(
        schema.snapshots.c.standard,
        schema.snapshots.c.code,
        schema.snapshots.c.measure,
        schema.snapshots.c.breakdown,
        schema.snapshots.c.group,
        schema.snapshots.c.period,
        schema.snapshots.c.revision,
        schema.snapshots.c.id,
    )
)
_OF_CODE = _ALL.where(schema.snapshots.c.code == bindparam("code"))


def save_snapshots(db: Connection, trust_id: int, rows: Sequence[SnapshotRow]) -> int:
    """New ones are added; known ones say what they now say. How many were given."""
    if rows:
        db.execute(_PUT, [_values(trust_id, row) for row in rows])
    return len(rows)


def load_snapshots(db: Connection, trust_id: int, code: str | None = None) -> list[Snapshot]:
    """Every value of a trust, or those of one indicator's code, by what they measure and their period."""
    if code is None:
        return [_snapshot(row) for row in db.execute(_ALL, {"trust": trust_id})]
    return [_snapshot(row) for row in db.execute(_OF_CODE, {"trust": trust_id, "code": code})]


def _snapshot(row: Row[Any]) -> Snapshot:
    *values, measure, why, detail = tuple(row)
    held = Snapshot(*values)
    return replace(
        held,
        # A process of 0.1.0 that was running when the columns came writes rows without them.
        measure_id=MeasureId(measure) if measure else identify_measure(held.code, held.unit, *_name(held)),
        no_value=NoValue(NoValueCode(why), detail or "") if why else read_reason(held.reason),
    )


def _name(held: Snapshot) -> tuple[str, str]:
    """What a value is called. The part of the trust that one was computed for says nothing of what it measures."""
    return held.measure, "" if held.basis == "computed" else held.breakdown


def _values(trust_id: int, row: SnapshotRow) -> dict[str, Any]:
    values: dict[str, Any] = {"trust_id": trust_id}
    for name in (*_KEY[1:], *_VALUES):
        value = getattr(row, name)
        values[name] = float(value) if isinstance(value, Decimal) else value
    values["unit"] = values["unit"] or ""
    values["measure_id"] = row.measure_id
    values["reason_code"] = row.no_value.code if row.no_value else None
    values["reason_detail"] = row.no_value.detail if row.no_value else None
    return values
