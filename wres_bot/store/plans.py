"""Owns queries about plans and their sections; must not know an action's status."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from wres_bot.domain.statuses import CLOSED
from wres_bot.store import sql
from wres_bot.store.events import append
from wres_bot.store.models import PlanFacts, SectionFacts
from wres_bot.store.statements import Quick

P, S = sql.plans.c, sql.sections.c
PLAN: Select[Any] = select(P.id, P.trust_id, P.name, P.year, P.title, P.starts, P.ends, P.closed_at.is_(None))
_BY_ID = Quick(PLAN.where(P.id == bindparam("id")))
_BY_NAME = Quick(PLAN.where(P.name == bindparam("name")))
_ALL = PLAN.order_by(P.starts, P.name)
_OF_TRUST = _ALL.where(P.trust_id == bindparam("trust"))
_OPEN = Quick(_OF_TRUST.where(P.closed_at.is_(None), P.starts <= sql.TODAY))
_ANY_OPEN = Quick(
    select(sql.actions.c.id)
    .where(
        sql.actions.c.plan_id == bindparam("plan"),
        sql.actions.c.removed_at.is_(None),
        *(sql.actions.c.status != closed for closed in sorted(CLOSED)),
    )
    .limit(1)
)
_SECTIONS = (
    select(S.id, S.number, S.title, S.position, S.objective)
    .where(S.plan_id == bindparam("plan"))
    .order_by(S.position, S.id)
)


def facts(row: Sequence[Any]) -> PlanFacts:
    return PlanFacts(*row)


def plan(db: Connection, id: int) -> PlanFacts:
    return facts(_BY_ID.all(db, {"id": id})[0])


def plan_by_name(db: Connection, name: str) -> PlanFacts | None:
    row = _BY_NAME.first(db, {"name": name.strip().casefold()})
    return facts(row) if row else None


def plans(db: Connection, trust_id: int | None = None) -> list[PlanFacts]:
    rows = db.execute(_ALL) if trust_id is None else db.execute(_OF_TRUST, {"trust": trust_id})
    return [facts(row) for row in rows]


def open_plans(db: Connection, trust_id: int, today: date) -> list[PlanFacts]:
    """Begun and not closed; a plan stays open after its year until somebody closes it."""
    return [facts(row) for row in _OPEN.all(db, {"trust": trust_id, "today": today})]


def anything_open(db: Connection, plan_id: int) -> bool:
    """Whether an action of the plan is neither done nor cancelled."""
    return _ANY_OPEN.first(db, {"plan": plan_id}) is not None


def plans_of(db: Connection, plan_ids: Iterable[int]) -> dict[int, PlanFacts]:
    return {row[0]: facts(row) for row in _BY_IDS.all(db, {"ids": set(plan_ids)})}


_BY_IDS = Quick(PLAN.where(sql.among(P.id, "ids")))


def sections(db: Connection, plan_id: int) -> list[SectionFacts]:
    return [SectionFacts(*row) for row in db.execute(_SECTIONS, {"plan": plan_id})]


def close_plan(
    db: Connection,
    plan_id: int,
    who: int | None,
    now: datetime,
    *,
    batch: str | None = None,
    platform: str | None = None,
    place: str | None = None,
) -> bool:
    """Stops its reminders. False when it was closed already."""
    update = sql.plans.update().where(P.id == plan_id, P.closed_at.is_(None))
    if not db.execute(update.values(closed_at=now, version=P.version + 1)).rowcount:
        return False
    found = plan(db, plan_id)
    append(
        db, trust_id=found.trust_id, plan_id=plan_id, field="plan", old="open", new="closed", who_id=who, at=now,
        batch=batch, platform=platform, place=place,
    )  # fmt: skip
    return True


def save_plan(db: Connection, trust_id: int, name: str, year: str, title: str, starts: date, ends: date) -> int:
    values = {"trust_id": trust_id, "name": name, "year": year, "title": title, "starts": starts, "ends": ends}
    return sql.save(db, sql.plans, ("name",), values | {"version": 1}, keep=("version",))


def save_section(
    db: Connection, plan_id: int, number: str, title: str, position: int, objective: str | None = None
) -> int:
    values = {"plan_id": plan_id, "number": number, "title": title, "position": position, "objective": objective}
    return sql.save(db, sql.sections, ("plan_id", "number"), values)
