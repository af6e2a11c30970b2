"""Owns queries about plans, their sections and what they aim at; must not know an action's status."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from wres_bot.domain.actor import Actor
from wres_bot.domain.statuses import CLOSED
from wres_bot.store import schema, statements
from wres_bot.store.events import append_event
from wres_bot.store.models import Plan, Target
from wres_bot.store.statements import CompiledStatement, columns_of

PLAN: Select[Any] = select(*columns_of(Plan, schema.plans, open=schema.plans.c.closed_at.is_(None)))
_BY_ID = CompiledStatement(PLAN.where(schema.plans.c.id == bindparam("id")))
_BY_NAME = CompiledStatement(PLAN.where(schema.plans.c.name == bindparam("name")))
_ALL = PLAN.order_by(schema.plans.c.starts, schema.plans.c.name)
_OF_TRUST = _ALL.where(schema.plans.c.trust_id == bindparam("trust"))
_OPEN = CompiledStatement(
    _OF_TRUST.where(schema.plans.c.closed_at.is_(None), schema.plans.c.starts <= statements.TODAY)
)
_ANY_OPEN = CompiledStatement(
    select(schema.actions.c.id)
    .where(
        schema.actions.c.plan_id == bindparam("plan"),
        schema.actions.c.removed_at.is_(None),
        *(schema.actions.c.status != closed for closed in sorted(CLOSED)),
    )
    .limit(1)
)


def load_plan(db: Connection, id: int) -> Plan:
    return Plan(*_BY_ID.all(db, {"id": id})[0])


def find_plan_by_name(db: Connection, name: str) -> Plan | None:
    row = _BY_NAME.first(db, {"name": name.strip().casefold()})
    return Plan(*row) if row else None


def load_plans(db: Connection, trust_id: int | None = None) -> list[Plan]:
    rows = db.execute(_ALL) if trust_id is None else db.execute(_OF_TRUST, {"trust": trust_id})
    return [Plan(*row) for row in rows]


def load_open_plans(db: Connection, trust_id: int, today: date) -> list[Plan]:
    """Begun and not closed; a plan stays open after its year until somebody closes it."""
    return [Plan(*row) for row in _OPEN.all(db, {"trust": trust_id, "today": today})]


def has_open_actions(db: Connection, plan_id: int) -> bool:
    """Whether an action of the plan is neither done nor cancelled."""
    return _ANY_OPEN.first(db, {"plan": plan_id}) is not None


def load_plans_by_id(db: Connection, plan_ids: Iterable[int]) -> dict[int, Plan]:
    return {row[0]: Plan(*row) for row in _BY_IDS.all(db, {"ids": set(plan_ids)})}


_BY_IDS = CompiledStatement(PLAN.where(statements.is_among(schema.plans.c.id, "ids")))


def close_plan(
    db: Connection,
    plan_id: int,
    *,
    actor: Actor,
) -> bool:
    """Stops its reminders. False when it was closed already."""
    update = schema.plans.update().where(schema.plans.c.id == plan_id, schema.plans.c.closed_at.is_(None))
    if not db.execute(update.values(closed_at=actor.at, version=schema.plans.c.version + 1)).rowcount:
        return False
    found = load_plan(db, plan_id)
    append_event(db, actor=actor, trust_id=found.trust_id, plan_id=plan_id, field="plan", old="open", new="closed")
    return True


def save_plan(db: Connection, trust_id: int, name: str, year: str, title: str, starts: date, ends: date) -> int:
    values = {"trust_id": trust_id, "name": name, "year": year, "title": title, "starts": starts, "ends": ends}
    return statements.upsert(db, schema.plans, ("name",), values | {"version": 1}, keep=("version",))


def save_section(
    db: Connection, plan_id: int, number: str, title: str, position: int, objective: str | None = None
) -> int:
    values = {"plan_id": plan_id, "number": number, "title": title, "position": position, "objective": objective}
    return statements.upsert(db, schema.sections, ("plan_id", "number"), values)


_OF_PLAN = (
    select(*columns_of(Target, schema.targets))
    .where(schema.targets.c.plan_id == bindparam("plan"))
    .order_by(schema.targets.c.action_id.is_not(None), schema.targets.c.position, schema.targets.c.id)
)


def load_targets(db: Connection, plan_id: int) -> list[Target]:
    """The plan's own first, then its actions'."""
    return [Target(*row) for row in db.execute(_OF_PLAN, {"plan": plan_id})]
