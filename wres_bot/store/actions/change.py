"""Owns what every change of an action shares: its state, its version, its line of history. Must not know permission."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.milestones import Milestone, earliest_open_due
from wres_bot.store import events, schema, statements
from wres_bot.store.actions.read import MILESTONE, build_milestone, load_action
from wres_bot.store.errors import ChangedLater, StaleAction
from wres_bot.store.models import ActionChange, EditableAction
from wres_bot.store.outbox import refresh_queue
from wres_bot.store.statements import CompiledStatement, columns_of

CLOCKS_DIFFER = timedelta(minutes=5)
"""So far apart two processes' clocks may be. Further back nothing is written: the time itself is in doubt."""
_LAST = (
    select(func.max(schema.events.c.at))
    .where(schema.events.c.action_id == schema.actions.c.id)
    .correlate(schema.actions)
    .scalar_subquery()
)
_ACTION = columns_of(
    EditableAction, schema.actions, leave=("milestones", "owners"), plan=schema.plans.c.name,
    trust_id=schema.plans.c.trust_id, last_at=_LAST,
)  # fmt: skip
# One row for each milestone not yet met and each person who holds one of the posts: a single trip reads it all.
_STATE = (
    select(*_ACTION, schema.holdings.c.person_id, *MILESTONE)
    .select_from(
        schema.actions.join(schema.plans, schema.actions.c.plan_id == schema.plans.c.id)
        .outerjoin(schema.ownerships, schema.ownerships.c.action_id == schema.actions.c.id)
        .outerjoin(
            schema.holdings,
            (schema.holdings.c.post_id == schema.ownerships.c.post_id)
            & statements.is_in_force(schema.holdings, statements.TODAY),
        )
        .outerjoin(
            schema.milestones,
            (schema.milestones.c.action_id == schema.actions.c.id) & schema.milestones.c.met_on.is_(None),
        )
    )
    .order_by(schema.milestones.c.position)
)
_BY_ID = CompiledStatement(_STATE.where(schema.actions.c.id == bindparam("action")))
_BY_KEY = CompiledStatement(
    _STATE.where(
        schema.actions.c.plan_id == bindparam("plan"),
        schema.actions.c.key == bindparam("key"),
        schema.actions.c.removed_at.is_(None),
    )
)
MILESTONE_WRITE = CompiledStatement(
    schema.milestones.update()
    .where(schema.milestones.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("met_on", "due", "until")})
)
_COLUMNS = [column.name for column in MILESTONE]


def load_editable_actions(db: Connection, plan_ids: Sequence[int], key: str, today: date) -> list[EditableAction]:
    """The actions of that ref in those plans, in the order of the plans: enough to permit and change them."""
    found = []
    for plan_id in plan_ids:
        rows = _BY_KEY.all(db, {"plan": plan_id, "key": key, "today": today})
        if rows:
            found.append(_build_editable_action(rows, today))
    return found


def load_editable_action(db: Connection, action_id: int, today: date) -> EditableAction:
    return _build_editable_action(_BY_ID.all(db, {"action": action_id, "today": today}), today)


def load_owner_ids(db: Connection, action_id: int, today: date) -> frozenset[int]:
    """The people who hold the action's posts."""
    return load_editable_action(db, action_id, today).owners


def _build_editable_action(rows: Sequence[tuple[Any, ...]], today: date) -> EditableAction:
    """From rows that each hold the action, one of its owners, and one of its milestones."""
    owner = len(_ACTION)
    owners = frozenset(row[owner] for row in rows if row[owner] is not None)
    unmet = {row[owner + 1]: row[owner + 1 :] for row in rows if row[owner + 1] is not None}
    points = tuple(build_milestone(dict(zip(_COLUMNS, each, strict=True)), today) for each in unmet.values())
    return EditableAction(*(*rows[0][:owner], points, owners))


def begin_change(
    db: Connection, action_id: int, version: int, actor: Actor, already_read: EditableAction | None
) -> EditableAction:
    """The action as it is, when the version still is what the caller saw and time goes forward.

    Processes' clocks differ a little: who comes later by the database is later, though their clock says otherwise.

    already_read: what `load_editable_actions` has just read in this transaction, which saves reading it again.
    """
    today = london_day(actor.at)
    was = already_read
    if was is None or was.id != action_id:
        was = load_editable_action(db, action_id, today)
    if was.version != version:
        raise StaleAction(load_action(db, action_id, today))
    if was.last_at is not None and actor.at + CLOCKS_DIFFER < was.last_at:
        raise ChangedLater(was.ref, was.last_at)
    return was


def update_action(db: Connection, was: EditableAction, now: datetime, **values: Any) -> int:
    """The action's new values, if nobody else has changed it meanwhile. Returns its new version."""
    if _update(tuple(values)).run(db, {"of": was.id, "seen": was.version, **values}) != 1:
        raise StaleAction(load_action(db, was.id, london_day(now)))
    refresh_queue.mark_action(db, was.id, now)
    return was.version + 1


@cache
def _update(names: tuple[str, ...]) -> CompiledStatement:
    new: dict[str, Any] = {name: bindparam(name) for name in names}
    same = (schema.actions.c.id == bindparam("of")) & (schema.actions.c.version == bindparam("seen"))
    return CompiledStatement(schema.actions.update().where(same).values(version=schema.actions.c.version + 1, **new))


def make_action_event(was: EditableAction, actor: Actor, field: str, **more: Any) -> dict[str, Any]:
    """One line of the action's history, not yet written. It is never earlier than the line before it."""
    at = actor.at if was.last_at is None else max(actor.at, was.last_at)
    return events.make_event(actor, was.trust_id, field, plan_id=was.plan_id, action_id=was.id, **{"at": at, **more})


@dataclass(frozen=True, slots=True)
class MilestonesMet:
    """Milestones met by a change, not yet written: the rows, the lines of history, and what is left unmet."""

    rows: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    left: tuple[Milestone, ...]


def meet_milestones(was: EditableAction, actor: Actor, met: Iterable[Milestone]) -> MilestonesMet:
    """`met` are the milestones as they are afterwards."""
    after = {m.id: m for m in met}
    if not after:
        return MilestonesMet([], [], was.milestones)
    rows = [{"of": m.id, "met_on": m.met_on, "due": m.due, "until": m.until} for m in after.values()]
    today = london_day(actor.at).isoformat()
    lines = []
    for before in was.milestones:
        if (now := after.get(before.id)) is not None:
            detail = None
            if before.interval_months is not None:
                detail = {"due": _iso(before.due), "until": _iso(before.until), "next": _iso(now.due)}
            lines.append(make_action_event(was, actor, "met", milestone_id=before.id, new=today, detail=detail))
    left = (after.get(m.id, m) for m in was.milestones)
    return MilestonesMet(rows, lines, tuple(m for m in left if m.met_on is None))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def record_change(
    db: Connection,
    was: EditableAction,
    actor: Actor,
    told: dict[str, Any],
    meeting: MilestonesMet,
    unmet: Sequence[int] = (),
    **values: Any,
) -> ActionChange:
    """Writes the action, then what else changed. The action comes first: whoever loses its version writes nothing."""
    status, continuing = values.get("status", was.status), values.get("continuing", was.continuing)
    values["open_due"] = earliest_open_due(meeting.left, status, continuing)
    version = update_action(db, was, actor.at, **values)
    if meeting.rows:
        MILESTONE_WRITE.run_all(db, meeting.rows)
    events.append_events(db, [told, *meeting.lines])
    met = tuple(each["of"] for each in meeting.rows if each["of"] not in unmet)
    return ActionChange(
        was.id,
        was.plan_id,
        was.ref,
        version,
        told["field"],
        told.get("old"),
        told.get("new"),
        actor.batch,
        actor.at,
        met,
        tuple(unmet),
    )
