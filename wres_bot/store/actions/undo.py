"""Owns taking back one command by history: only where nobody has changed the same since. Must not word it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Executable, RowMapping, and_, bindparam, select

from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.milestones import earliest_open_due
from wres_bot.store import events, schema
from wres_bot.store.actions.as_of import parse_dates, read_due_before, read_met_before, read_status_before
from wres_bot.store.actions.change import begin_change, load_editable_action, make_action_event, update_action
from wres_bot.store.actions.edit import dump_dates, replace_owners
from wres_bot.store.errors import NothingToUndo
from wres_bot.store.models import EditableAction, Event

_LINES = (
    select(
        schema.events.c.id,
        schema.events.c.action_id,
        schema.events.c.milestone_id,
        schema.events.c.field,
        schema.events.c.old,
        schema.events.c.new,
        schema.events.c.detail,
        schema.events.c.who_id,
        schema.events.c.undoes,
    )
    .where(schema.events.c.batch == bindparam("batch"))
    .order_by(schema.events.c.id.desc())
)
_UNDONE = select(schema.events.c.id).where(schema.events.c.undoes == bindparam("batch")).limit(1)
_WORDS = ("note", "evidence", "not mine", "snooze")
"""One more of these takes nothing from another."""
_later = schema.events.alias()
_SINCE = (
    select(_later.c.id)
    .select_from(
        schema.events.join(
            _later,
            and_(
                _later.c.action_id == schema.events.c.action_id,
                _later.c.field == schema.events.c.field,
                _later.c.milestone_id.is_not_distinct_from(schema.events.c.milestone_id),
                _later.c.id > schema.events.c.id,
                _later.c.batch != schema.events.c.batch,
            ),
        )
    )
    .where(schema.events.c.batch == bindparam("batch"), schema.events.c.field.not_in(_WORDS))
    .order_by(_later.c.id)
)


def undo_batch(
    db: Connection,
    batch: str,
    *,
    actor: Actor,
) -> list[Event]:
    """Takes back everything a command changed, by new lines of history; words stay and are marked as taken back.

    Returns what others changed since, and then nothing is undone. An empty list: it is undone.
    """
    found = db.execute(_LINES, {"batch": batch}).mappings().all()
    if conflicts := list(db.execute(_SINCE, {"batch": batch}).scalars()):
        return events.load_events_by_id(db, conflicts)
    if already := list(db.execute(_UNDONE, {"batch": batch}).scalars()):
        return events.load_events_by_id(db, already)
    lines: dict[int, list[RowMapping]] = {}
    for row in found:
        if row["action_id"] is not None:
            lines.setdefault(row["action_id"], []).append(row)
    if not lines:
        raise NothingToUndo
    for action_id in sorted(lines):
        _undo_action(db, action_id, lines[action_id], actor, batch)
    return []


def _undo_action(db: Connection, action_id: int, lines: Sequence[RowMapping], actor: Actor, batch: str) -> None:
    seen = load_editable_action(db, action_id, london_day(actor.at))
    was = begin_change(db, action_id, seen.version, actor, seen)
    values: dict[str, Any] = {}
    told = []
    then: list[Executable] = []
    owners: list[list[Any]] | None = None
    for row in lines:
        values |= _read_action_before(row)
        if (statement := _restore_around(row)) is not None:
            then.append(statement)
        if row["field"] == "owner":
            owners = row["detail"]["owners"]
        told.append(_reversed(db, was, actor, row, batch))
    for statement in then:
        db.execute(statement)
    if owners is not None:
        replace_owners(db, action_id, owners)
    after = replace(was, **{name: value for name, value in values.items() if hasattr(was, name)})
    left = load_editable_action(db, action_id, london_day(actor.at)).milestones
    values["open_due"] = earliest_open_due(left, after.status, after.continuing)
    update_action(db, was, actor.at, **values)
    events.append_events(db, told)


def _read_action_before(row: RowMapping) -> dict[str, Any]:
    """The action's own values before that line of history."""
    before = row["detail"] or {}
    match row["field"]:
        case "status":
            return {"status": row["old"], **read_status_before(before)}
        case "need help":
            return {"need_help": row["old"]}
        case "due" if not before.get("new"):
            return read_due_before(before)
        case _:
            return {}


def _restore_around(row: RowMapping) -> Executable | None:
    """What puts a milestone, a target or a snooze back to where it was before that line of history."""
    before = row["detail"] or {}
    match row["field"]:
        case "due" if before.get("new"):
            of_date = schema.milestones.c.id == row["milestone_id"]
            return schema.milestones.update().where(of_date).values(due=None, until=None)
        case "due":
            return _milestone(row["milestone_id"], before)
        case "met":
            return _milestone(row["milestone_id"], read_met_before(row["old"], before))
        case "progress":
            current = None if row["old"] is None else float(row["old"])
            return schema.targets.update().where(schema.targets.c.id == before["target"]).values(current=current)
        case "snooze":
            return _snooze(row)
        case _:
            return None


def _reversed(db: Connection, was: EditableAction, actor: Actor, row: RowMapping, batch: str) -> dict[str, Any]:
    """The same line the other way round, with what reading history backwards needs to pass over it."""
    return make_action_event(
        was, actor, row["field"], milestone_id=row["milestone_id"], old=row["new"], new=row["old"],
        detail=_now(db, was, row), undoes=batch,
    )  # fmt: skip


def _now(db: Connection, was: EditableAction, row: RowMapping) -> dict[str, Any] | None:
    before = row["detail"] or {}
    match row["field"]:
        case "status":
            now = {"continuing": was.continuing, "reason": was.reason, "replaced_by": was.replaced_by_id}
            return {name: value for name, value in now.items() if value} or None
        case "met" if before:
            return {"due": before["next"], "until": before["next"], "next": before["due"]}
        case "due":
            found = next((m for m in was.milestones if m.id == row["milestone_id"]), None)
            return {**dump_dates(found), "action_slips": was.slips} if found else None
        case "owner":
            return {"owners": [list(owner) for owner in db.execute(_OWNERS, {"action": was.id})]}
        case "progress":
            return {"target": before["target"]}
    return None


_OWNERS = (
    select(*(schema.ownerships.c[name] for name in ("post_id", "lead", "basis", "position")))
    .where(schema.ownerships.c.action_id == bindparam("action"))
    .order_by(schema.ownerships.c.lead.desc(), schema.ownerships.c.position)
)


def _milestone(id: int, before: Mapping[str, Any]) -> Executable:
    values = {name: value for name, value in parse_dates(before).items() if name in schema.milestones.c}
    return schema.milestones.update().where(schema.milestones.c.id == id).values(**values)


def _snooze(row: RowMapping) -> Executable:
    mine = (schema.snoozes.c.person_id == row["who_id"]) & (schema.snoozes.c.action_id == row["action_id"])
    if row["old"] is None:
        return schema.snoozes.delete().where(mine)
    return schema.snoozes.update().where(mine).values(until=date.fromisoformat(row["old"]))
