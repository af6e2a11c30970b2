"""Owns reading actions whole, now or as they stood: a fixed number of queries however many. Must not change any."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select

from wres_bot.domain.milestones import Milestone, next_due
from wres_bot.store import sql
from wres_bot.store.actions.as_of import ActionRows, restore_rows
from wres_bot.store.models import Action, Owner, Plan, Target
from wres_bot.store.people.posts import load_holders_of_posts
from wres_bot.store.plans import load_plan as plan_facts
from wres_bot.store.plans import load_plans_by_id
from wres_bot.store.statements import CompiledStatement

A, S, W, M, T, D = (
    sql.actions.c, sql.sections.c, sql.ownerships.c, sql.milestones.c, sql.targets.c, sql.dependencies.c,
)  # fmt: skip
_replaced, _same, _needed = sql.actions.alias(), sql.actions.alias(), sql.actions.alias()
MILESTONE = (
    M.id, M.action_id, M.kind, M.due, M.until, M.original_due, M.precision, M.period, M.label, M.words, M.assumption,
    M.interval_months, M.anchor, M.met_on, M.slips,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Statements:
    actions: CompiledStatement
    owners: CompiledStatement
    milestones: CompiledStatement
    targets: CompiledStatement
    needs: CompiledStatement


def _statements(which: ColumnElement[bool]) -> _Statements:
    return _Statements(
        actions=CompiledStatement(select(
            sql.actions, S.title.label("section"), S.number.label("section_number"),
            _replaced.c.ref.label("replaced_by"), _same.c.ref.label("duplicate_of"),
        ).select_from(
            sql.actions.join(sql.sections, A.section_id == S.id)
            .outerjoin(_replaced, A.replaced_by_id == _replaced.c.id)
            .outerjoin(_same, A.duplicate_of_id == _same.c.id)
        ).where(which).order_by(A.plan_id, S.position, A.position, A.id)),
        owners=CompiledStatement(select(W.action_id, W.post_id, sql.posts.c.name, W.lead, W.basis, W.position)
        .join(sql.posts, W.post_id == sql.posts.c.id).join(sql.actions, W.action_id == A.id)
        .where(which).order_by(W.lead.desc(), W.position, W.id)),
        milestones=CompiledStatement(
            select(*MILESTONE).join(sql.actions, M.action_id == A.id).where(which).order_by(M.position)
        ),
        targets=CompiledStatement(select(
            T.id, T.action_id, T.text, T.op, T.value, T.unit, T.scope, T.by, T.baseline, T.current, T.upper,
            T.baseline_date, T.step, T.recomputed, T.agrees, T.note,
        ).join(sql.actions, T.action_id == A.id).where(which).order_by(T.position, T.id)),
        needs=CompiledStatement(select(D.action_id, _needed.c.ref).join(sql.actions, D.action_id == A.id)
        .join(_needed, D.needs_id == _needed.c.id).where(which).order_by(D.id)),
    )  # fmt: skip


_OF_PLAN = _statements(A.plan_id == bindparam("plan"))
_BY_IDS = _statements(sql.is_among(A.id, "ids"))
_OF_HOLDER = (
    select(W.action_id)
    .distinct()
    .join(sql.holdings, sql.holdings.c.post_id == W.post_id)
    .join(sql.actions, W.action_id == A.id)
    .join(sql.plans, A.plan_id == sql.plans.c.id)
    .where(
        sql.holdings.c.person_id == bindparam("person"),
        sql.is_in_force(sql.holdings, sql.TODAY),
        A.removed_at.is_(None),
    )
)
_OPEN_PLAN = (sql.plans.c.closed_at.is_(None)) & (sql.plans.c.starts <= sql.TODAY)
_OF_HOLDER_NOW = _OF_HOLDER.where(_OPEN_PLAN)
_OF_HOLDER_IN = _OF_HOLDER.where(A.plan_id.in_(bindparam("plans", expanding=True)))
_FIND = (
    select(A.id, sql.plans.c.name, A.ref)
    .join(sql.plans, A.plan_id == sql.plans.c.id)
    .where(A.plan_id.in_(bindparam("plans", expanding=True)), A.key == bindparam("key"), A.removed_at.is_(None))
    .order_by(sql.plans.c.starts.desc(), A.id)
)
_DUE = (
    select(A.id)
    .join(sql.plans, A.plan_id == sql.plans.c.id)
    .where(A.open_due <= bindparam("until"), A.removed_at.is_(None), _OPEN_PLAN)
    .where(or_(bindparam("any"), sql.plans.c.trust_id == bindparam("trust")))
    .order_by(A.id)
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


def find_due_actions(db: Connection, until: date, today: date, trust_id: int | None = None) -> list[int]:
    """Ids of actions with a date not yet met up to `until`, in plans begun and not closed: what planning looks at."""
    where = {"until": until, "today": today, "any": trust_id is None, "trust": trust_id}
    return list(db.execute(_DUE, where).scalars())


def count_actions_by_plan(db: Connection) -> dict[int, int]:
    """How many actions each plan has now."""
    return {row[0]: row[1] for row in db.execute(_COUNTS)}


_COUNTS = select(A.plan_id, func.count()).where(A.removed_at.is_(None)).group_by(A.plan_id)


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


_PLAIN = (
    "id", "section_id", "section", "section_number", "position", "ref", "label", "title", "objective", "status",
    "continuing", "reason", "replaced_by", "need_help", "slips", "published_status", "published_due",
    "published_owners", "published_indicators", "monitored_by", "duplicate_of", "asked_at", "version", "published",
)  # fmt: skip


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
    return {row[0]: row[1] for row in db.execute(select(A.id, A.published).where(A.plan_id == plan_id))}
