"""Owns history: appending to it and reading it. Must not know what a change means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, Insert, Select, bindparam, insert, null, select

from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.statuses import Status
from wres_bot.store import schema, statements
from wres_bot.store.models import Event
from wres_bot.store.statements import CompiledStatement, columns_of

_COLUMNS = ("trust_id", "plan_id", "action_id", "milestone_id", "batch", "field", "old", "new", "words", "detail",
            "who_id", "platform", "place", "at", "undoes")  # fmt: skip
_EMPTY: dict[str, Any] = dict.fromkeys(_COLUMNS)
_INSERT: Insert = insert(schema.events).values({name: bindparam(name) for name in _COLUMNS})
_ADD = CompiledStatement(_INSERT.inline())
_EVENTS: Select[Any] = select(
    *columns_of(Event, schema.events, ref=schema.actions.c.ref, who=schema.persons.c.name, post=null()),
    schema.events.c.trust_id,
).select_from(
    schema.events.outerjoin(schema.actions, schema.events.c.action_id == schema.actions.c.id).outerjoin(
        schema.persons, schema.events.c.who_id == schema.persons.c.id
    )
)
_HISTORY = CompiledStatement(
    _EVENTS.where(schema.events.c.action_id == bindparam("action"))
    .order_by(schema.events.c.at.desc(), schema.events.c.id.desc())
    .limit(bindparam("limit"))
)
_OF_BATCH = _EVENTS.where(schema.events.c.batch == bindparam("batch")).order_by(schema.events.c.id)
_BY_IDS = _EVENTS.where(statements.is_among(schema.events.c.id, "ids")).order_by(schema.events.c.id)
_LAST_BATCH = (
    select(schema.events.c.batch)
    .where(schema.events.c.who_id == bindparam("who"), schema.events.c.at >= bindparam("since"))
    .order_by(schema.events.c.at.desc(), schema.events.c.id.desc())
    .limit(1)
)
_SINCE = _EVENTS.where(
    schema.events.c.plan_id == bindparam("plan"),
    schema.events.c.at > bindparam("since"),
    schema.events.c.at <= bindparam("until"),
).order_by(schema.events.c.at, schema.events.c.id)
_OF_ACTIONS = _EVENTS.where(
    statements.is_among(schema.events.c.action_id, "actions"), schema.events.c.at >= bindparam("since")
).order_by(schema.events.c.at, schema.events.c.id)
_STATUS_AT = (
    select(schema.events.c.action_id, schema.events.c.new)
    .where(
        schema.events.c.plan_id == bindparam("plan"),
        schema.events.c.field == "status",
        schema.events.c.at <= bindparam("until"),
    )
    .order_by(schema.events.c.at, schema.events.c.id)
)
_ACTIONS_AT = select(schema.events.c.action_id).where(
    schema.events.c.plan_id == bindparam("plan"),
    schema.events.c.field == "imported",
    schema.events.c.at <= bindparam("until"),
)
_POSTS = (
    select(
        schema.holdings.c.person_id,
        schema.posts.c.trust_id,
        schema.posts.c.name,
        schema.holdings.c.starts,
        schema.holdings.c.ends,
    )
    .join(schema.posts, schema.holdings.c.post_id == schema.posts.c.id)
    .where(statements.is_among(schema.holdings.c.person_id, "people"))
    .order_by(schema.holdings.c.covering, schema.holdings.c.starts, schema.holdings.c.id)
)


def make_event(actor: Actor, trust_id: int, field: str, **more: Any) -> dict[str, Any]:
    """One line of history, not yet written. `more`: the other columns of an event that it has."""
    return {
        "trust_id": trust_id,
        "field": field,
        "batch": actor.batch,
        "who_id": actor.person_id,
        "platform": actor.platform,
        "place": actor.place,
        "at": actor.at,
        **more,
    }


def append_event(db: Connection, *, actor: Actor, trust_id: int, field: str, **more: Any) -> int:
    """One line of history. Returns its id."""
    key = db.execute(_INSERT, _EMPTY | make_event(actor, trust_id, field, **more)).inserted_primary_key
    return int(key[0]) if key else 0


def append_events(db: Connection, lines: Sequence[Mapping[str, Any]]) -> None:
    """Several lines in one statement. Each must name its batch."""
    _ADD.run_all(db, lines)


def bring_imported_forward(db: Connection, plan_id: int, now: datetime) -> None:
    """What an import has dated later than now is dated now: an event to come would bar every change until then."""
    imported = (schema.events.c.plan_id == plan_id) & schema.events.c.who_id.is_(None)
    db.execute(
        schema.events.update()
        .where(imported, schema.events.c.action_id.is_not(None), schema.events.c.at > now)
        .values(at=now)
    )


def load_history(db: Connection, action_id: int, limit: int = 20) -> list[Event]:
    """Newest first."""
    return _with_posts(db, _HISTORY.all(db, {"action": action_id, "limit": limit}))


def load_latest_event(db: Connection, action_id: int) -> Event | None:
    return next(iter(load_history(db, action_id, 1)), None)


def load_batch(db: Connection, batch: str) -> list[Event]:
    """In the order they were written."""
    return _with_posts(db, db.execute(_OF_BATCH, {"batch": batch}).all())


def load_message_events(db: Connection, person_id: int, batch: str, since: datetime) -> list[Event]:
    """All that the commands of one message have changed, in the order they were written."""
    of = (schema.events.c.batch == batch) | schema.events.c.batch.startswith(f"{batch}.", autoescape=True)
    mine = (schema.events.c.who_id == person_id) & (schema.events.c.at >= since)
    return _with_posts(db, db.execute(_EVENTS.where(mine, of).order_by(schema.events.c.id)).all())


AUDITED = ("person", "post", "place", "rehearsal", "plan", "digest", "settings", "records")
"""Fields of what decides who may speak, who is told, what leaves, and what is kept."""

# What an event of field "records" says was done.
HOLD_PLACED, HOLD_LIFTED = "hold placed", "hold lifted"
ERASED, WORDS_EXPIRED = "somebody erased", "words past their time removed"
TRUST_EXPORTED, PERSON_EXPORTED = "everything exported", "person exported"

DECIDED = "Decided: "
"""How a note begins that keeps what a group has decided."""
_TYPED = ("note", "need help", "not mine", "status", "snooze", "person")
_CHANGED_BY_DECISION = ("due", "owner")


def find_expired_words(
    db: Connection, trust_id: int, notes_before: datetime, decisions_before: datetime, limit: int = 1000
) -> dict[int, dict[str, None]]:
    """By event, the texts that people typed and that are past their time: of decisions, and of everything else.

    What a plan's own document brought is the plan, and stays with it.
    """
    e = schema.events.c
    decided = (
        e.field.in_(_CHANGED_BY_DECISION)
        | ((e.field == "status") & (e.new == "cancelled"))
        | ((e.field == "note") & e.words.startswith(DECIDED, autoescape=True))
    )
    past = (decided & (e.at < decisions_before)) | (e.field.in_(_TYPED) & ~decided & (e.at < notes_before))
    found = select(e.id, e.field).where(e.trust_id == trust_id, e.who_id.is_not(None), e.words.is_not(None), past)
    help_too = {"words": None, "old": None, "new": None}
    rows = db.execute(found.order_by(e.id).limit(limit))
    return {row.id: help_too if row.field == "need help" else {"words": None} for row in rows}


def load_audit(db: Connection, trust_id: int | None, limit: int) -> list[tuple[Event, int]]:
    """What decided who may speak and who is told, newest first, each with its trust."""
    found = _EVENTS.where(schema.events.c.field.in_(AUDITED))
    if trust_id is not None:
        found = found.where(schema.events.c.trust_id == trust_id)
    rows = db.execute(found.order_by(schema.events.c.id.desc()).limit(limit)).all()
    return list(zip(_with_posts(db, rows), [row[-1] for row in rows], strict=True))


def load_records_events(db: Connection, trust_id: int, now: datetime) -> list[Event]:
    """What was done in two days to a trust's settings and records, the first first."""
    e = schema.events.c
    found = _EVENTS.where(e.trust_id == trust_id, e.field.in_(("settings", "records")), e.new != WORDS_EXPIRED)
    return _with_posts(db, db.execute(found.where(e.at > now - timedelta(days=2)).order_by(e.id)).all())


def load_events_by_id(db: Connection, ids: Iterable[int]) -> list[Event]:
    return _with_posts(db, db.execute(_BY_IDS, {"ids": list(ids)}).all())


def load_last_batch(db: Connection, person_id: int, since: datetime) -> list[Event]:
    """Everything the person's newest command changed; an undo among them has `undoes`."""
    batch = db.execute(_LAST_BATCH, {"who": person_id, "since": since}).scalar()
    return [] if batch is None else load_batch(db, batch)


def load_events_between(db: Connection, plan_id: int, instant: datetime, until: datetime | None = None) -> list[Event]:
    """After the instant, up to and including `until`, oldest first."""
    where = {"plan": plan_id, "since": instant, "until": until or _END}
    return _with_posts(db, db.execute(_SINCE, where).all())


def load_events_of_actions(db: Connection, action_ids: Iterable[int], since: datetime) -> list[Event]:
    """What has happened to any of these from that moment on, oldest first."""
    wanted = sorted(set(action_ids))
    return _with_posts(db, db.execute(_OF_ACTIONS, {"actions": wanted, "since": since}).all()) if wanted else []


def load_statuses_at(db: Connection, plan_id: int, instant: datetime) -> dict[int, Status]:
    """The status of every action that was in the plan at the instant."""
    where = {"plan": plan_id, "until": instant}
    found: dict[int, Status] = {row[0]: "no update" for row in db.execute(_ACTIONS_AT, where)}
    found.update((row[0], cast(Status, row[1])) for row in db.execute(_STATUS_AT, where))
    return found


_END = datetime.max.replace(year=9000, tzinfo=UTC)


def _with_posts(db: Connection, rows: Sequence[Sequence[Any]]) -> list[Event]:
    """With the post that each person held in that trust on that day: what others see instead of the name."""
    events = [(Event(*row[:-1]), row[-1]) for row in rows]
    held = _held(db, {event.who_id for event, _ in events if event.who_id is not None})
    return [
        replace(event, post=_post(held[event.who_id, trust], event.at)) if (event.who_id, trust) in held else event
        for event, trust in events
    ]


_Posts = Sequence[tuple[str, date, date | None]]


def _held(db: Connection, people: Iterable[int]) -> dict[tuple[int | None, int], _Posts]:
    found: dict[tuple[int | None, int], list[tuple[str, date, date | None]]] = {}
    if ids := sorted(people):
        for person, trust, name, starts, ends in db.execute(_POSTS, {"people": ids}):
            found.setdefault((person, trust), []).append((name, starts, ends))
    return dict(found)


def _post(posts: _Posts, at: datetime) -> str | None:
    day = london_day(at)
    return next((name for name, starts, ends in posts if starts <= day and (ends is None or day <= ends)), None)
