"""Owns changing an action's status, with what that meets or opens again. Must not know permission or wording."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.milestones import FINISHED, Milestone, find_met_by_status
from wres_bot.domain.statuses import CLOSED, NOT_BEGUN, STATUSES, Status, is_reopening
from wres_bot.store import schema
from wres_bot.store.actions.change import begin_change, make_action_event, meet_milestones, record_change
from wres_bot.store.actions.read import MILESTONE, build_milestone
from wres_bot.store.errors import ReasonMissing, ReopeningNeedsWords, StatusUnchanged
from wres_bot.store.models import ActionChange, EditableAction

_CLOSING = (
    select(schema.events.c.batch)
    .where(
        schema.events.c.action_id == bindparam("action"),
        schema.events.c.field == "status",
        schema.events.c.new == "done",
    )
    .order_by(schema.events.c.at.desc(), schema.events.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_MET_BY_CLOSING = select(*MILESTONE).where(
    schema.milestones.c.id.in_(
        select(schema.events.c.milestone_id).where(
            schema.events.c.action_id == bindparam("action"),
            schema.events.c.field == "met",
            schema.events.c.batch == _CLOSING,
        )
    ),
    schema.milestones.c.met_on.is_not(None),
    schema.milestones.c.kind.in_(FINISHED),
)


def set_status(
    db: Connection,
    action_id: int,
    version: int,
    new: Status,
    *,
    actor: Actor,
    continuing: bool | None = None,
    reason: str | None = None,
    replaced_by: int | None = None,
    words: str | None = None,
    already_read: EditableAction | None = None,
) -> ActionChange:
    """Checks the version, appends the event, meets or opens milestones. Raises StaleAction or ChangeRefused."""
    was = begin_change(db, action_id, version, actor, already_read)
    words = (words or "").strip() or None
    going_on = bool(continuing) and new == "done"
    _check(was, new, going_on, words, reason)
    today = london_day(actor.at)
    opened = _opened_again(db, was, new, today)
    if opened:
        was = replace(was, milestones=(*was.milestones, *(replace(m, met_on=None) for m in opened)))
    status = make_action_event(
        was, actor, "status", old=was.status, new=new, words=words or reason, detail=_before(was, new)
    )
    meeting = meet_milestones(was, actor, find_met_by_status(was.milestones, new, today))
    for m in opened:
        meeting.rows.append({"of": m.id, "met_on": None, "due": m.due, "until": m.until})
        meeting.lines.append(make_action_event(was, actor, "met", milestone_id=m.id, old=str(m.met_on), new=None))
    values: dict[str, Any] = {"status": new, "continuing": going_on}
    if new == "cancelled" or was.status == "cancelled":
        values["reason"] = reason if new == "cancelled" else None
        values["replaced_by_id"] = replaced_by if new == "cancelled" else None
    if new in CLOSED and was.asked_at is not None:
        values["asked_at"] = None
    return record_change(db, was, actor, status, meeting, [m.id for m in opened], **values)


def _check(was: EditableAction, new: Status, going_on: bool, words: str | None, reason: str | None) -> None:
    if new not in STATUSES:
        raise ValueError(f"{new!r} is not a status")
    if new == was.status and going_on == was.continuing:
        raise StatusUnchanged(was.ref, new)
    if new == "cancelled" and not (reason or "").strip():
        raise ReasonMissing(was.ref)
    if is_reopening(was.status, new) and not words:
        raise ReopeningNeedsWords(was.ref, was.status, new)


def _before(was: EditableAction, new: Status) -> dict[str, Any] | None:
    """What an undo needs besides the old status; nothing, nearly always."""
    before = {
        "continuing": was.continuing,
        "reason": was.reason,
        "replaced_by": was.replaced_by_id,
        "asked_at": was.asked_at.isoformat() if was.asked_at and new in CLOSED else None,
    }
    return {name: value for name, value in before.items() if value} or None


def _opened_again(db: Connection, was: EditableAction, new: Status, today: date) -> list[Milestone]:
    """Starts and deadlines that being done had met, except a start that the new status meets as well."""
    if was.status != "done" or new in CLOSED:
        return []
    rows = db.execute(_MET_BY_CLOSING, {"action": was.id}).mappings()
    found = [build_milestone(dict(row), today) for row in rows]
    return [m for m in found if m.kind != "start" or new in NOT_BEGUN]
