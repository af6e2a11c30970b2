"""Owns reading what plans aim at, their own targets and their actions'; must not know what was reached."""

from sqlalchemy import Connection, bindparam, select

from wres_bot.store import sql
from wres_bot.store.models import TargetFacts

T = sql.targets.c
_FIELDS = ("id", "action_id", "text", "op", "value", "unit", "scope", "by", "baseline", "current", "upper",
           "baseline_date", "step", "recomputed", "agrees", "note")  # fmt: skip
_OF_PLAN = (
    select(*(T[name] for name in _FIELDS))
    .where(T.plan_id == bindparam("plan"))
    .order_by(T.action_id.is_not(None), T.position, T.id)
)


def targets(db: Connection, plan_id: int) -> list[TargetFacts]:
    """The plan's own first, then its actions'."""
    return [TargetFacts(*row) for row in db.execute(_OF_PLAN, {"plan": plan_id})]
