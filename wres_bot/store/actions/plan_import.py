"""Owns writing what a plan's document says of its actions, again and again. Must not lose what people said since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.milestones import earliest_open_due, find_met_by_status
from wres_bot.domain.plan_rows import TargetRow
from wres_bot.domain.refs import normalise_ref
from wres_bot.domain.statuses import Status
from wres_bot.store import events, schema
from wres_bot.store.actions.change import MILESTONE_WRITE, load_editable_action, make_action_event, meet_milestones
from wres_bot.store.actions.edit import replace_owners

FIELDS = (
    "label", "title", "objective", "indicators", "published_status", "published_due", "published_owners",
    "published_indicators", "monitored_by", "questions", "published",
)  # fmt: skip
"""What the document says of an action; all else is people's."""
_KNOWN = select(
    schema.actions.c.id,
    schema.actions.c.removed_at,
    schema.actions.c.section_id,
    schema.actions.c.position,
    *(schema.actions.c[name] for name in FIELDS),
).where(schema.actions.c.plan_id == bindparam("plan"), schema.actions.c.key == bindparam("key"))
_INSERT = insert(schema.actions)
_STATED = (
    schema.actions.update()
    .where(schema.actions.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("status", "continuing", "reason", "open_due")})
)
_TARGET = ("text", "op", "value", "upper", "unit", "scope", "by", "baseline", "baseline_date", "step", "recomputed",
           "agrees", "note")  # fmt: skip


def save_action(
    db: Connection,
    plan_id: int,
    section_id: int,
    *,
    ref: str,
    position: int,
    title: str,
    actor: Actor,
    at: datetime | None = None,
    **published: Any,
) -> tuple[int, bool]:
    """Its id, and whether it is new. A new one is in the plan from `at` on (or when it is written).

    `published`: see FIELDS.
    One that had been removed is back, as it was.
    """
    if unknown := set(published) - set(FIELDS):
        raise TypeError(f"not published: {', '.join(sorted(unknown))}")
    said = {"title": title, "section_id": section_id, "position": position, **published}
    key = normalise_ref(ref)
    known = db.execute(_KNOWN, {"plan": plan_id, "key": key}).mappings().one_or_none()
    if known is None:
        empty: dict[str, Any] = {"indicators": [], "questions": [], "published": {}, "published_posts": []}
        row = {"plan_id": plan_id, "ref": ref, "key": key, "status": "no update", "continuing": False, "slips": 0}
        made = db.execute(_INSERT, {**row, "version": 1, **empty, **said}).inserted_primary_key
        id = int(made[0]) if made else 0
        _imported(db, plan_id, id, "imported", replace(actor, at=at or actor.at), new=title)
        return id, True
    id = known["id"]
    changed = {name: value for name, value in said.items() if known[name] != value}
    if known["removed_at"] is not None:
        changed["removed_at"] = None
        _imported(db, plan_id, id, "removed", actor, old=title)
    if changed:
        db.execute(
            schema.actions.update()
            .where(schema.actions.c.id == id)
            .values(**changed, version=schema.actions.c.version + 1)
        )
    if "title" in changed:
        _imported(db, plan_id, id, "imported", actor, old=known["title"], new=title)
    return id, False


def _imported(db: Connection, plan_id: int, action_id: int, field: str, actor: Actor, **more: Any) -> None:
    trust = db.execute(_TRUST, {"plan": plan_id}).scalar_one()
    events.append_event(db, actor=actor, trust_id=trust, field=field, plan_id=plan_id, action_id=action_id, **more)


_TRUST = select(schema.plans.c.trust_id).where(schema.plans.c.id == bindparam("plan"))


def save_imported_status(
    db: Connection,
    action_id: int,
    status: Status,
    *,
    actor: Actor,
    continuing: bool = False,
    words: str | None = None,
) -> None:
    """The status the document gives a new action, as of the actor's moment, with the milestones it meets."""
    was = load_editable_action(db, action_id, london_day(actor.at))
    day = london_day(actor.at)
    finished = [
        m for m in find_met_by_status(was.milestones, status, day) if m.kind != "review" and m.interval_months is None
    ]
    # Delayed, and with a new start ahead: that start is still to come.
    meeting = meet_milestones(was, actor, [m for m in finished if status == "done" or m.due is None or m.due <= day])
    reason = (words or "Cancelled in the plan's document") if status == "cancelled" else None
    due = earliest_open_due(meeting.left, status, continuing)
    values = {"status": status, "continuing": continuing and status == "done", "reason": reason, "open_due": due}
    db.execute(_STATED, {"of": action_id, **values})
    if meeting.rows:
        MILESTONE_WRITE.run_all(db, meeting.rows)
    if status != was.status:
        told = make_action_event(was, actor, "status", old=was.status, new=status, words=words)
        events.append_events(db, [told, *meeting.lines])


def save_ownerships(
    db: Connection,
    action_id: int,
    owners: Sequence[tuple[int, bool, str | None]],
    *,
    actor: Actor,
    created: bool = False,
) -> bool:
    """(post, lead, basis) of each owner in order. What a coordinator assigned since stays until the document changes.

    True when the document's owners changed.
    """
    posts = [[post, lead, basis] for post, lead, basis in owners]
    stored = db.execute(select(schema.actions.c.published_posts).where(schema.actions.c.id == action_id)).scalar_one()
    if stored == posts:
        return False
    before = [list(row) for row in db.execute(_OWNERS, {"action": action_id})]
    replace_owners(db, action_id, [[*owner, n] for n, owner in enumerate(posts)])
    db.execute(schema.actions.update().where(schema.actions.c.id == action_id).values(published_posts=posts))
    if not created and before:
        was = load_editable_action(db, action_id, london_day(actor.at))
        after = db.execute(_OWNERS, {"action": action_id}).all()
        if [row[:2] for row in before] == [list(row)[:2] for row in after]:
            return True  # the document now says what a coordinator had assigned
        told = make_action_event(
            was, actor, "owner", old="; ".join(row[4] for row in before),
            new="; ".join(row[4] for row in after) or None, detail={"owners": [row[:4] for row in before]},
        )  # fmt: skip
        events.append_events(db, [told])
    return True


_OWNERS = (
    select(*(schema.ownerships.c[name] for name in ("post_id", "lead", "basis", "position")), schema.posts.c.name)
    .join(schema.posts, schema.ownerships.c.post_id == schema.posts.c.id)
    .where(schema.ownerships.c.action_id == bindparam("action"))
    .order_by(schema.ownerships.c.lead.desc(), schema.ownerships.c.position)
)


def save_dependencies(db: Connection, actions: Iterable[int], pairs: Iterable[tuple[int, int]]) -> None:
    """(action, what it needs): all that these actions need."""
    theirs = schema.dependencies.c.action_id.in_(list(actions))
    stored = {(row.action_id, row.needs_id) for row in db.execute(select(schema.dependencies).where(theirs))}
    stated = dict.fromkeys(pairs)
    if stored == set(stated):
        return
    db.execute(schema.dependencies.delete().where(theirs))
    if stated:
        db.execute(insert(schema.dependencies), [{"action_id": action, "needs_id": needs} for action, needs in stated])


def save_duplicate(db: Connection, action_id: int, duplicate_of: int | None) -> None:
    db.execute(schema.actions.update().where(schema.actions.c.id == action_id).values(duplicate_of_id=duplicate_of))


def save_replacement(db: Connection, action_id: int, replaced_by: int) -> None:
    """Which action stands in the place of a cancelled one; of one that is not cancelled nothing is kept."""
    cancelled = (schema.actions.c.id == action_id) & (schema.actions.c.status == "cancelled")
    if action_id != replaced_by:
        db.execute(schema.actions.update().where(cancelled).values(replaced_by_id=replaced_by))


def save_targets(
    db: Connection, trust_id: int, plan_id: int, rows: Mapping[int | None, Sequence[TargetRow]], *, whole: bool = True
) -> None:
    """Targets of a plan, by action (None: the plan's own). Progress told since stays with its words.

    `whole`: they are all there are, so others go.
    """
    known: dict[tuple[int | None, str], list[int]] = {}  # several targets of an action may share their words
    stored = db.execute(_TARGETS, {"plan": plan_id}).all()
    for id, action_id, text in stored:
        known.setdefault((action_id, text), []).append(id)
    for action_id, targets in rows.items():
        for position, target in enumerate(targets):
            values = {name: _number(getattr(target, name)) for name in _TARGET}
            values |= {"op": target.op or "result", "position": position}
            if found := known.get((action_id, target.text)):
                db.execute(schema.targets.update().where(schema.targets.c.id == found.pop(0)).values(**values))
            else:
                values |= {"trust_id": trust_id, "plan_id": plan_id, "action_id": action_id}
                db.execute(insert(schema.targets).values(**values))
    if whole and (gone := [id for ids in known.values() for id in ids]):
        db.execute(schema.targets.delete().where(schema.targets.c.id.in_(gone)))


_TARGETS = (
    select(schema.targets.c.id, schema.targets.c.action_id, schema.targets.c.text)
    .where(schema.targets.c.plan_id == bindparam("plan"))
    .order_by(schema.targets.c.position, schema.targets.c.id)
)


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def mark_actions_removed(db: Connection, plan_id: int, keep: Iterable[int], *, actor: Actor) -> list[int]:
    """Actions the document no longer has: out of every list, their history kept."""
    here = db.execute(
        select(schema.actions.c.id, schema.actions.c.title)
        .where(schema.actions.c.plan_id == plan_id, schema.actions.c.removed_at.is_(None))
        .order_by(schema.actions.c.id)
    ).all()
    kept = set(keep)
    gone = [(id, title) for id, title in here if id not in kept]
    for id, title in gone:
        db.execute(
            schema.actions.update()
            .where(schema.actions.c.id == id)
            .values(removed_at=actor.at, version=schema.actions.c.version + 1)
        )
        _imported(db, plan_id, id, "removed", actor, new=title)
    return [id for id, _ in gone]
