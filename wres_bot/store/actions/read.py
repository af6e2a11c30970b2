"""Owns reading actions whole, now or as they stood: a fixed number of queries however many. Must not change any."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select

from wres_bot.domain.milestones import Milestone, next_due
from wres_bot.store import schema, statements
from wres_bot.store.actions.as_of import ActionRows, restore_rows
from wres_bot.store.models import Action, Owner, Plan, Target
from wres_bot.store.people.posts import load_holders_of_posts
from wres_bot.store.plans import load_plan as plan_facts
from wres_bot.store.plans import load_plans_by_id
from wres_bot.store.statements import CompiledStatement, columns_of

_replaced, _same, _needed = schema.actions.alias(), schema.actions.alias(), schema.actions.alias()
MILESTONE = tuple(columns_of(Milestone, schema.milestones))


@dataclass(frozen=True, slots=True)
class _Statements:
    actions: CompiledStatement
    owners: CompiledStatement
    milestones: CompiledStatement
    targets: CompiledStatement
    needs: CompiledStatement


def _statements(which: ColumnElement[bool]) -> _Statements:
    return _Statements(
        actions=CompiledStatement(
            select(
                schema.actions,
                schema.sections.c.title.label("section"),
                schema.sections.c.number.label("section_number"),
                _replaced.c.ref.label("replaced_by"),
                _same.c.ref.label("duplicate_of"),
            )
            .select_from(
                schema.actions.join(schema.sections, schema.actions.c.section_id == schema.sections.c.id)
                .outerjoin(_replaced, schema.actions.c.replaced_by_id == _replaced.c.id)
                .outerjoin(_same, schema.actions.c.duplicate_of_id == _same.c.id)
            )
            .where(which)
            .order_by(
                schema.actions.c.plan_id, schema.sections.c.position, schema.actions.c.position, schema.actions.c.id
            )
        ),
        owners=CompiledStatement(
            select(
                schema.ownerships.c.action_id,
                schema.ownerships.c.post_id,
                schema.posts.c.name,
                schema.ownerships.c.lead,
                schema.ownerships.c.basis,
                schema.ownerships.c.position,
            )
            .join(schema.posts, schema.ownerships.c.post_id == schema.posts.c.id)
            .join(schema.actions, schema.ownerships.c.action_id == schema.actions.c.id)
            .where(which)
            .order_by(schema.ownerships.c.lead.desc(), schema.ownerships.c.position, schema.ownerships.c.id)
        ),
        milestones=CompiledStatement(
            select(*MILESTONE)
            .join(schema.actions, schema.milestones.c.action_id == schema.actions.c.id)
            .where(which)
            .order_by(schema.milestones.c.position)
        ),
        targets=CompiledStatement(
            select(*columns_of(Target, schema.targets))
            .join(schema.actions, schema.targets.c.action_id == schema.actions.c.id)
            .where(which)
            .order_by(schema.targets.c.position, schema.targets.c.id)
        ),
        needs=CompiledStatement(
            select(schema.dependencies.c.action_id, _needed.c.ref)
            .join(schema.actions, schema.dependencies.c.action_id == schema.actions.c.id)
            .join(_needed, schema.dependencies.c.needs_id == _needed.c.id)
            .where(which)
            .order_by(schema.dependencies.c.id)
        ),
    )


_OF_PLAN = _statements(schema.actions.c.plan_id == bindparam("plan"))
_BY_IDS = _statements(statements.is_among(schema.actions.c.id, "ids"))
_OF_HOLDER = (
    select(schema.ownerships.c.action_id)
    .distinct()
    .join(schema.holdings, schema.holdings.c.post_id == schema.ownerships.c.post_id)
    .join(schema.actions, schema.ownerships.c.action_id == schema.actions.c.id)
    .join(schema.plans, schema.actions.c.plan_id == schema.plans.c.id)
    .where(
        schema.holdings.c.person_id == bindparam("person"),
        statements.is_in_force(schema.holdings, statements.TODAY),
        schema.actions.c.removed_at.is_(None),
    )
)
_OPEN_PLAN = (schema.plans.c.closed_at.is_(None)) & (schema.plans.c.starts <= statements.TODAY)
_OF_HOLDER_NOW = _OF_HOLDER.where(_OPEN_PLAN)
_OF_HOLDER_IN = _OF_HOLDER.where(statements.is_among(schema.actions.c.plan_id, "plans"))
_FIND = (
    select(schema.actions.c.id, schema.plans.c.name, schema.actions.c.ref)
    .join(schema.plans, schema.actions.c.plan_id == schema.plans.c.id)
    .where(
        statements.is_among(schema.actions.c.plan_id, "plans"),
        schema.actions.c.key == bindparam("key"),
        schema.actions.c.removed_at.is_(None),
    )
    .order_by(schema.plans.c.starts.desc(), schema.actions.c.id)
)
_KNOWN = (
    select(schema.actions.c.key)
    .where(
        statements.is_among(schema.actions.c.plan_id, "plans"),
        statements.is_among(schema.actions.c.key, "keys"),
        schema.actions.c.removed_at.is_(None),
    )
    .distinct()
)
_DUE = (
    select(schema.actions.c.id)
    .join(schema.plans, schema.actions.c.plan_id == schema.plans.c.id)
    .where(schema.actions.c.open_due <= bindparam("until"), schema.actions.c.removed_at.is_(None), _OPEN_PLAN)
    .where(or_(bindparam("any"), schema.plans.c.trust_id == bindparam("trust")))
    .order_by(schema.actions.c.id)
)


def load_action(db: Connection, action_id: int, today: date) -> Action:
    return load_actions_by_id(db, [action_id], today)[0]


def load_actions_by_id(db: Connection, ids: Iterable[int], today: date) -> list[Action]:
    """In the order of their plans, sections and positions, removed ones too."""
    wanted = sorted(set(ids))
    if not wanted:
        return []
    rows = _rows(db, _BY_IDS, {"ids": wanted})
    return _facts(db, rows, load_plans_by_id(db, (row["plan_id"] for row in rows.actions.values())), today)


def load_actions(db: Connection, plan_id: int, today: date, at: datetime | None = None) -> list[Action]:
    """A plan's actions in its order; with `at`, as they stood at that instant: read back from history."""
    rows = _rows(db, _OF_PLAN, {"plan": plan_id})
    if at is not None:
        restore_rows(db, rows, plan_id, at)
    else:
        rows.actions = {id: row for id, row in rows.actions.items() if row["removed_at"] is None}
    return _facts(db, rows, {plan_id: plan_facts(db, plan_id)}, today)


def load_owned_actions(
    db: Connection, person_id: int, today: date, plan_ids: Sequence[int] | None = None
) -> list[Action]:
    """What the person's posts own today, in plans begun and not closed unless plans are named."""
    where: dict[str, Any] = {"person": person_id, "today": today}
    if plan_ids is None:
        found = db.execute(_OF_HOLDER_NOW, where)
    else:
        found = db.execute(_OF_HOLDER_IN, where | {"plans": list(plan_ids)})
    return load_actions_by_id(db, found.scalars(), today)


def find_actions_by_ref(db: Connection, plan_ids: Sequence[int], key: str) -> list[tuple[int, str, str]]:
    """(id, plan's name, ref), the newest plan first."""
    rows = db.execute(_FIND, {"plans": list(plan_ids), "key": key})
    return [(row[0], row[1], row[2]) for row in rows]


def load_known_keys(db: Connection, plan_ids: Sequence[int], keys: Collection[str]) -> frozenset[str]:
    """Those of the keys that an action of these plans has."""
    return frozenset(db.execute(_KNOWN, {"plans": list(plan_ids), "keys": list(keys)}).scalars())


def find_due_actions(db: Connection, until: date, today: date, trust_id: int | None = None) -> list[int]:
    """Ids of actions with a date not yet met up to `until`, in plans begun and not closed: what planning looks at."""
    where = {"until": until, "today": today, "any": trust_id is None, "trust": trust_id}
    return list(db.execute(_DUE, where).scalars())


def count_actions_by_plan(db: Connection) -> dict[int, int]:
    """How many actions each plan has now."""
    return {row[0]: row[1] for row in db.execute(_COUNTS)}


_COUNTS = (
    select(schema.actions.c.plan_id, func.count())
    .where(schema.actions.c.removed_at.is_(None))
    .group_by(schema.actions.c.plan_id)
)


def _rows(db: Connection, statements: _Statements, where: dict[str, Any]) -> ActionRows:
    rows = ActionRows(_named(db, statements.actions, where))
    for row in statements.owners.all(db, where):
        rows.owners.setdefault(row[0], []).append(list(row[1:]))
    rows.milestones = _named(db, statements.milestones, where)
    rows.targets = _named(db, statements.targets, where)
    for row in statements.needs.all(db, where):
        rows.needs.setdefault(row[0], []).append(row[1])
    return rows


def _named(db: Connection, statement: CompiledStatement, where: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """By id, which comes first, with the columns' names."""
    return {row[0]: dict(zip(statement.names, row, strict=True)) for row in statement.all(db, where)}


def _facts(db: Connection, rows: ActionRows, plans: dict[int, Plan], today: date) -> list[Action]:
    posts = {owner[0] for owners in rows.owners.values() for owner in owners}
    holders = load_holders_of_posts(db, posts, today) if posts else {}
    milestones = _grouped(build_milestone(row, today) for row in rows.milestones.values() if not _taken_back(row))
    targets = _grouped(Target(**row) for row in rows.targets.values())
    return [
        Action(
            plan=plans[row["plan_id"]],
            owners=tuple(
                Owner(post, name, lead, basis, holders.get(post, ()))
                for post, name, lead, basis, _ in rows.owners.get(id, ())
            ),
            milestones=tuple(milestones.get(id, ())),
            targets=tuple(targets.get(id, ())),
            needs=tuple(rows.needs.get(id, ())),
            indicators=tuple(row["indicators"]),
            questions=tuple(row["questions"]),
            **{name: row[name] for name in _PLAIN},
        )
        for id, row in rows.actions.items()
    ]


_COMPOSED = ("plan", "owners", "milestones", "targets", "needs", "indicators", "questions")
_PLAIN = tuple(each.name for each in fields(Action) if each.name not in _COMPOSED)
"""The fields of an action that come from one row, by their names."""


def build_milestone(row: dict[str, Any], today: date) -> Milestone:
    """For what repeats, the next occurrence: nothing is missed when one goes by."""
    if row["interval_months"] is not None:
        due = next_due(row["due"], row["anchor"], row["interval_months"], today)
        row = row | {"due": due, "until": due}
    return Milestone(**row)


def _taken_back(row: dict[str, Any]) -> bool:
    """A date that somebody gave an action without one, and undid."""
    return row["kind"] == "deadline" and row["due"] is None and not row["words"]


def _grouped(facts: Iterable[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for each in facts:
        groups.setdefault(each.action_id, []).append(each)
    return groups


def load_published_rows(db: Connection, plan_id: int) -> dict[int, dict[str, Any]]:
    """What the plan's file says of each action that nothing but the export asks for."""
    return {
        row[0]: row[1]
        for row in db.execute(
            select(schema.actions.c.id, schema.actions.c.published).where(schema.actions.c.plan_id == plan_id)
        )
    }
