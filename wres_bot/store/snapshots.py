"""Owns queries about indicator values; must not compute any."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, select

from wres_bot.domain.plan_rows import SnapshotRow
from wres_bot.store import sql
from wres_bot.store.models import Snapshot

S = sql.snapshots.c
_KEY = ("trust_id", "standard", "code", "measure", "breakdown", "group", "period", "basis", "source", "revision")
_VALUES = ("value", "reason", "unit", "national", "peer", "survey_year", "published_text", "note", "period_basis",
           "commentary", "recomputed", "agrees", "numerator", "denominator", "as_of")  # fmt: skip
_PUT = sql.upsert_statement(sql.snapshots, _KEY, (*_KEY, *_VALUES), _VALUES)
_ALL = (
    select(*(S[name] for name in (*_KEY[1:], *_VALUES)))
    .where(S.trust_id == bindparam("trust"))
    .order_by(S.standard, S.code, S.measure, S.breakdown, S.group, S.period, S.revision, S.id)
)
_OF_CODE = _ALL.where(S.code == bindparam("code"))


def save_snapshots(db: Connection, trust_id: int, rows: Sequence[SnapshotRow]) -> int:
    """New ones are added; known ones say what they now say. How many were given."""
    if rows:
        db.execute(_PUT, [_values(trust_id, row) for row in rows])
    return len(rows)


def load_snapshots(db: Connection, trust_id: int, code: str | None = None) -> list[Snapshot]:
    if code is None:
        return [Snapshot(*tuple(row)) for row in db.execute(_ALL, {"trust": trust_id})]
    return [Snapshot(*tuple(row)) for row in db.execute(_OF_CODE, {"trust": trust_id, "code": code})]


def _values(trust_id: int, row: SnapshotRow) -> dict[str, Any]:
    values: dict[str, Any] = {"trust_id": trust_id}
    for name in (*_KEY[1:], *_VALUES):
        value = getattr(row, name)
        values[name] = float(value) if isinstance(value, Decimal) else value
    values["unit"] = values["unit"] or ""
    return values
