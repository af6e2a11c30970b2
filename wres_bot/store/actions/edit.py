"""Owns the changes of an action besides its status: words, dates, owners, help, progress. Must not know permission."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.milestones import Milestone, find_met_by_words
from wres_bot.store import events, schema, statements
from wres_bot.store.actions.change import (
    MilestonesMet,
    begin_change,
    make_action_event,
    meet_milestones,
    record_change,
)
from wres_bot.store.actions.read import MILESTONE, build_milestone
from wres_bot.store.errors import DateMet, DateUnchanged, NoSuchTarget, OwnersUnchanged
from wres_bot.store.models import ActionChange, EditableAction, Snooze
from wres_bot.store.outbox import refresh_queue
from wres_bot.store.statements import columns_of

_MOVE = (
    schema.milestones.update()
    .where(schema.milestones.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("due", "until", "precision", "period", "original_due", "slips")})
)
_OWNERS = (
    select(
        schema.ownerships.c.post_id,
        schema.ownerships.c.lead,
        schema.ownerships.c.basis,
        schema.ownerships.c.position,
        schema.posts.c.name,
    )
    .join(schema.posts, schema.ownerships.c.post_id == schema.posts.c.id)
    .where(schema.ownerships.c.action_id == bindparam("action"))
    .order_by(schema.ownerships.c.lead.desc(), schema.ownerships.c.position, schema.ownerships.c.id)
)
_TARGET = select(schema.targets.c.current).where(
    schema.targets.c.id == bindparam("target"), schema.targets.c.action_id == bindparam("action")
)
_NAMES = select(schema.posts.c.id, schema.posts.c.name).where(statements.is_among(schema.posts.c.id, "posts"))
_SNOOZES = (
    select(*columns_of(Snooze, schema.snoozes, person=schema.persons.c.name))
    .join(schema.persons, schema.snoozes.c.person_id == schema.persons.c.id)
    .where(schema.snoozes.c.until >= statements.TODAY)
    .order_by(schema.snoozes.c.until, schema.snoozes.c.id)
)


def add_note(
    db: Connection,
    action_id: int,
    version: int,
    words: str,
    *,
    actor: Actor,
    already_read: EditableAction | None = None,
) -> ActionChange:
    """Words about progress. They meet a review whose first reminder has already been sent."""
    was = begin_change(db, action_id, version, actor, already_read)
    return _record_words(db, was, actor, make_action_event(was, actor, "note", words=words))


def add_evidence(
    db: Connection,
    action_id: int,
    version: int,
    link: str,
    *,
    actor: Actor,
    words: str | None = None,
    already_read: EditableAction | None = None,
) -> ActionChange:
    """Where it can be seen that something was done. It meets a review as a note does."""
    was = begin_change(db, action_id, version, actor, already_read)
    return _record_words(db, was, actor, make_action_event(was, actor, "evidence", new=link, words=words))


def _record_words(db: Connection, was: EditableAction, actor: Actor, event: dict[str, Any]) -> ActionChange:
    met = find_met_by_words(was.milestones, london_day(actor.at)) if was.status != "cancelled" else []
    return record_change(db, was, actor, event, meet_milestones(was, actor, met))


def record_not_mine(
    db: Connection,
    action_id: int,
    version: int,
    words: str | None,
    *,
    actor: Actor,
    already_read: EditableAction | None = None,
) -> ActionChange:
    """The owner says it is somebody else's; who owns it is for the coordinator to change."""
    was = begin_change(db, action_id, version, actor, already_read)
    event = make_action_event(was, actor, "not mine", words=words)
    return record_change(db, was, actor, event, meet_milestones(was, actor, ()))


def set_help(
    db: Connection,
    action_id: int,
    version: int,
    words: str,
    *,
    actor: Actor,
    already_read: EditableAction | None = None,
) -> ActionChange:
    """A call for help; it stands until it is cleared."""
    was = begin_change(db, action_id, version, actor, already_read)
    event = make_action_event(was, actor, "need help", old=was.need_help, new=words, words=words)
    return record_change(db, was, actor, event, meet_milestones(was, actor, ()), need_help=words)


def clear_help(
    db: Connection, action_id: int, version: int, *, actor: Actor, already_read: EditableAction | None = None
) -> ActionChange:
    was = begin_change(db, action_id, version, actor, already_read)
    event = make_action_event(was, actor, "need help", old=was.need_help, new=None)
    return record_change(db, was, actor, event, meet_milestones(was, actor, ()), need_help=None)


def move_due(
    db: Connection,
    action_id: int,
    version: int,
    milestone_id: int | None,
    due: date,
    *,
    until: date | None = None,
    precision: str = "day",
    period: str | None = None,
    actor: Actor,
    words: str | None = None,
    already_read: EditableAction | None = None,
) -> ActionChange:
    """Moves one date; None means the earliest one not met. The original is kept, and a later date is a slip."""
    was = begin_change(db, action_id, version, actor, already_read)
    moved = _moved(was, milestone_id)
    if moved is None:
        return _first_date(db, was, due, until or due, precision, period, words, actor)
    before = moved.until or moved.due
    if (moved.due, moved.until or moved.due) == (due, until or due):
        raise DateUnchanged(was.ref)
    slip = int(before is not None and (until or due) > before)
    now = replace(
        moved, due=due, until=until or due, precision=precision, period=period,
        original_due=moved.original_due or before, slips=moved.slips + slip,
    )  # fmt: skip
    told = make_action_event(
        was, actor, "due", milestone_id=now.id, old=_iso(before), new=_iso(now.until), words=words,
        detail={**dump_dates(moved), "action_slips": was.slips, "asked_at": was.asked_at and was.asked_at.isoformat()},
    )  # fmt: skip
    left = [now if m.id == now.id else m for m in was.milestones]
    more: dict[str, Any] = {"asked_at": None} if not _passed(left, london_day(actor.at)) else {}
    change = record_change(db, was, actor, told, MilestonesMet([], [], tuple(left)), slips=was.slips + slip, **more)
    db.execute(_MOVE, {"of": now.id, **{name: getattr(now, name) for name in _DATED}})
    return change


_DATED = ("due", "until", "precision", "period", "original_due", "slips")


def dump_dates(m: Milestone) -> dict[str, Any]:
    """A milestone's dates as history keeps them."""
    return {name: value.isoformat() if isinstance(value := getattr(m, name), date) else value for name in _DATED}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moved(was: EditableAction, milestone_id: int | None) -> Milestone | None:
    if milestone_id is not None:
        found = next((m for m in was.milestones if m.id == milestone_id), None)
        if found is None:
            raise DateMet(was.ref)
        return found
    dates = [m for m in was.milestones if m.due is not None]
    once = [m for m in dates if m.interval_months is None]
    return min(once or dates, key=lambda m: (m.until or m.due or date.max, m.id), default=None)


def _passed(milestones: Iterable[Milestone], today: date) -> bool:
    return any(m.kind in ("deadline", "start") and (day := m.until or m.due) and day < today for m in milestones)


def _first_date(
    db: Connection,
    was: EditableAction,
    due: date,
    until: date,
    precision: str,
    period: str | None,
    words: str | None,
    actor: Actor,
) -> ActionChange:
    """The plan gave no date that could be moved, so this is its first."""
    position = db.execute(
        select(func.coalesce(func.max(schema.milestones.c.position), -1) + 1).where(
            schema.milestones.c.action_id == was.id
        )
    ).scalar()
    values = {"action_id": was.id, "position": position, "kind": "deadline", "due": due, "until": until}
    values |= {"precision": precision, "period": period, "words": "", "slips": 0}
    id = db.execute(insert(schema.milestones).values(**values).returning(schema.milestones.c.id)).scalar_one()
    made = build_milestone(
        dict(db.execute(select(*MILESTONE).where(schema.milestones.c.id == id)).mappings().one()), due
    )
    told = make_action_event(was, actor, "due", milestone_id=id, new=_iso(until), words=words, detail={"new": True})
    return record_change(db, was, actor, told, MilestonesMet([], [], (*was.milestones, made)))


def set_owner(
    db: Connection,
    action_id: int,
    version: int,
    post_id: int,
    *,
    lead: bool = False,
    replaces: bool = False,
    actor: Actor,
    already_read: EditableAction | None = None,
) -> ActionChange:
    """The post owns the action too, or leads it; `replaces` takes it from everybody else."""
    was = begin_change(db, action_id, version, actor, already_read)
    owners = db.execute(_OWNERS, {"action": action_id}).all()
    old = [list(row[:4]) for row in owners if row[0] != post_id and not replaces]
    first = lead or not old or any(row[0] == post_id and row[1] for row in owners)
    if first:
        new = [[post_id, True, "explicit", 0], *([p, False, None, n] for n, (p, *_) in enumerate(old, 1))]
    else:
        new = [*old, [post_id, False, None, 1 + max(row[3] for row in old)]]
    return _set_owners(db, was, owners, new, actor)


def drop_owner(
    db: Connection,
    action_id: int,
    version: int,
    post_id: int,
    *,
    actor: Actor,
    already_read: EditableAction | None = None,
) -> ActionChange:
    """The post no longer owns the action; the next one leads it when it did."""
    was = begin_change(db, action_id, version, actor, already_read)
    owners = db.execute(_OWNERS, {"action": action_id}).all()
    left = [list(row[:4]) for row in owners if row[0] != post_id]
    if left and not any(owner[1] for owner in left):
        left[0][1:3] = [True, "explicit"]
    return _set_owners(db, was, owners, left, actor)


def _set_owners(
    db: Connection,
    was: EditableAction,
    before: Iterable[Any],
    new: list[list[Any]],
    actor: Actor,
) -> ActionChange:
    old = [list(row) for row in before]
    if [row[:2] for row in old] == [row[:2] for row in new]:
        raise OwnersUnchanged(was.ref)
    names = (
        dict(
            db.execute(
                select(schema.posts.c.id, schema.posts.c.name).where(schema.posts.c.id.in_([r[0] for r in new]))
            ).all()
        )
        if new
        else {}
    )
    told = make_action_event(
        was, actor, "owner", old="; ".join(row[4] for row in old) or None,
        new="; ".join(names[row[0]] for row in new) or None,
        detail={"owners": [row[:4] for row in old]},
    )  # fmt: skip
    change = record_change(db, was, actor, told, meet_milestones(was, actor, ()))
    replace_owners(db, was.id, new)
    return change


def replace_owners(db: Connection, action_id: int, owners: Iterable[Iterable[Any]]) -> None:
    """(post, lead, basis, position) of each, instead of what is there."""
    db.execute(schema.ownerships.delete().where(schema.ownerships.c.action_id == action_id))
    rows = [dict(zip(("post_id", "lead", "basis", "position"), owner, strict=True)) for owner in owners]
    if rows:
        db.execute(insert(schema.ownerships), [row | {"action_id": action_id} for row in rows])


def set_target_progress(
    db: Connection,
    action_id: int,
    version: int,
    target_id: int,
    value: float,
    *,
    actor: Actor,
    words: str | None = None,
    already_read: EditableAction | None = None,
) -> ActionChange:
    """How far a target has come, in its own unit."""
    was = begin_change(db, action_id, version, actor, already_read)
    row = db.execute(_TARGET, {"target": target_id, "action": action_id}).one_or_none()
    if row is None:
        raise NoSuchTarget(was.ref)
    old = None if row[0] is None else f"{row[0]:g}"
    told = make_action_event(
        was, actor, "progress", old=old, new=f"{value:g}", words=words, detail={"target": target_id}
    )
    met = find_met_by_words(was.milestones, london_day(actor.at))
    change = record_change(db, was, actor, told, meet_milestones(was, actor, met))
    db.execute(schema.targets.update().where(schema.targets.c.id == target_id).values(current=value))
    return change


def mark_asked(db: Connection, action_ids: Iterable[int], at: datetime) -> None:
    """Their owners have been asked about a passed date; the first time counts. The letter is the record of it.

    The version stays: buttons in that very letter were drawn from it.
    """
    ids = list(action_ids)
    if ids:
        db.execute(
            schema.actions.update()
            .where(schema.actions.c.id.in_(ids), schema.actions.c.asked_at.is_(None))
            .values(asked_at=at)
        )


def record_snooze(db: Connection, action_id: int, until: date, *, actor: Actor) -> None:
    """The person's own pause, up to and including the day; a new one replaces the old."""
    mine = {"person_id": actor.person_id, "action_id": action_id}
    old = db.execute(
        select(schema.snoozes.c.until).where(
            schema.snoozes.c.person_id == actor.person_id, schema.snoozes.c.action_id == action_id
        )
    ).scalar()
    statements.upsert(db, schema.snoozes, ("person_id", "action_id"), mine | {"until": until, "at": actor.at})
    plan, trust = db.execute(_WHOSE, {"action": action_id}).one()
    events.append_event(
        db, actor=actor, trust_id=trust, plan_id=plan, action_id=action_id, field="snooze", old=_iso(old),
        new=_iso(until),
    )  # fmt: skip
    refresh_queue.mark_action(db, action_id, actor.at)


_WHOSE = (
    select(schema.actions.c.plan_id, schema.plans.c.trust_id)
    .join(schema.plans, schema.actions.c.plan_id == schema.plans.c.id)
    .where(schema.actions.c.id == bindparam("action"))
)


def load_snoozes(
    db: Connection, today: date, *, person_id: int | None = None, action_id: int | None = None
) -> list[Snooze]:
    """Those still running."""
    statement = _SNOOZES
    if person_id is not None:
        statement = statement.where(schema.snoozes.c.person_id == person_id)
    if action_id is not None:
        statement = statement.where(schema.snoozes.c.action_id == action_id)
    return [Snooze(*row) for row in db.execute(statement, {"today": today})]
