"""Owns reading the dates that are near or gone, of every trust in a fixed number of queries; must not know when a
reminder falls. Of an action only what that depends on is read here.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from wres_bot.domain.milestones import next_due
from wres_bot.domain.statuses import Status
from wres_bot.store import schema, statements
from wres_bot.store.statements import CompiledStatement


class _Outward(FunctionElement[Any]):
    """A column that leads out of its table, never into it: SQLite then begins at the dates, not at the plans."""

    inherit_cache = True


@compiles(_Outward)
def _plain(element: _Outward, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(_Outward, "sqlite")
def _marked(element: _Outward, compiler: SQLCompiler, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"


class DueDate(NamedTuple):
    """One unmet date of such an action; for what repeats, the next one."""

    id: int
    kind: str
    due: date | None
    until: date | None
    met_on: date | None = None


class DueActionHolder(NamedTuple):
    """Somebody who holds a post today. `active`: they have not left."""

    person_id: int
    active: bool


class DueActionOwner(NamedTuple):
    """A post that owns actions, and who holds it today (nobody: vacant)."""

    post: str
    holders: list[DueActionHolder]


@dataclass(slots=True)
class DueAction:
    """An action with a date near or gone, and who holds the posts that own it."""

    id: int
    trust_id: int
    status: Status
    continuing: bool
    milestones: list[DueDate] = field(default_factory=list)
    owners: list[DueActionOwner] = field(default_factory=list)


_NEAR = (
    schema.actions.c.open_due <= bindparam("until"),
    schema.actions.c.removed_at.is_(None),
    schema.plans.c.closed_at.is_(None),
    schema.plans.c.starts <= statements.TODAY,
)
_DATES = CompiledStatement(
    select(
        schema.actions.c.id,
        schema.plans.c.trust_id,
        schema.actions.c.status,
        schema.actions.c.continuing,
        schema.milestones.c.id,
        schema.milestones.c.kind,
        schema.milestones.c.due,
        schema.milestones.c.until,
        schema.milestones.c.interval_months,
        schema.milestones.c.anchor,
    )
    .select_from(
        schema.actions.join(schema.plans, schema.plans.c.id == _Outward(schema.actions.c.plan_id))
        .join(schema.sections, schema.sections.c.id == _Outward(schema.actions.c.section_id))
        .join(schema.milestones, schema.milestones.c.action_id == _Outward(schema.actions.c.id))
    )
    .where(*_NEAR, schema.milestones.c.met_on.is_(None), schema.milestones.c.due.is_not(None))
    .order_by(
        _Outward(schema.actions.c.plan_id),
        schema.sections.c.position,
        schema.actions.c.position,
        schema.actions.c.id,
        schema.milestones.c.position,
    )
)
_OWNING = schema.actions.join(schema.plans, schema.plans.c.id == _Outward(schema.actions.c.plan_id)).join(
    schema.ownerships, schema.ownerships.c.action_id == _Outward(schema.actions.c.id)
)
_OWNERS = CompiledStatement(
    select(schema.ownerships.c.action_id, schema.ownerships.c.post_id)
    .select_from(_OWNING)
    .where(*_NEAR)
    .order_by(schema.ownerships.c.action_id, schema.ownerships.c.position, schema.ownerships.c.id)
)
_HOLDERS = CompiledStatement(
    select(schema.posts.c.id, schema.posts.c.name, schema.persons.c.id, schema.persons.c.active)
    .select_from(
        schema.posts.outerjoin(
            schema.holdings,
            (schema.holdings.c.post_id == schema.posts.c.id)
            & statements.is_in_force(schema.holdings, statements.TODAY),
        ).outerjoin(schema.persons, schema.holdings.c.person_id == schema.persons.c.id)
    )
    .where(schema.posts.c.id.in_(select(schema.ownerships.c.post_id).select_from(_OWNING).where(*_NEAR)))
)


def load_due_actions(db: Connection, until: date, today: date) -> list[DueAction]:
    """Of every trust, in the order of plans, sections and positions: plans begun and not closed, dates up to `until`.

    The index on the date of what is open gives these alone, among however many others.
    """
    found: dict[int, DueAction] = {}
    where = {"until": until, "today": today}
    for id, trust, status, continuing, milestone, kind, due, last, interval, anchor in _DATES.all(db, where):
        if (action := found.get(id)) is None:
            action = found[id] = DueAction(id, trust, status, bool(continuing))
        if interval is not None:
            due = last = next_due(due, anchor, interval, today)
        action.milestones.append(DueDate(milestone, kind, due, last))
    if found:
        posts: dict[int, DueActionOwner] = {}
        for post, name, person, active in _HOLDERS.all(db, where):
            owner = posts.setdefault(post, DueActionOwner(name, []))
            if person is not None:
                owner.holders.append(DueActionHolder(person, bool(active)))
        for id, post in _OWNERS.all(db, where):
            if (action := found.get(id)) is not None:
                action.owners.append(posts[post])
    return list(found.values())
