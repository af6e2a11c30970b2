"""Owns which sent letters are to be drawn again and who draws them now; must not know what they say or how.

A change marks letters in its own transaction: one statement, by the index on what letters show. `redraw_at` is from
when one is to be drawn; whoever takes it pushes that ahead by a lease, so that another takes it over after a crash.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import insert

from wres_bot.domain.letter_keys import KeyPrefix
from wres_bot.store import schema
from wres_bot.store.models import Letter
from wres_bot.store.statements import CompiledStatement

RECENT = timedelta(days=35)
"""Letters older than this are left as they were sent: a newer one has said it all."""
_COLUMNS = [schema.letters.c[name] for name in Letter.COLUMNS]
_IS_THERE = (
    (schema.letters.c.state == "sent")
    & (schema.letters.c.sent_at >= bindparam("since", type_=schema.letters.c.sent_at.type))
    & schema.letters.c.receipt_message.is_not(None)
)  # fmt: skip
_IS_UNDER_WAY = literal_column("state IN ('claimed', 'unsure')") & schema.letters.c.said.is_not(None)
"""Worded before the change and perhaps read by now: to be drawn again once it is known to be there."""
_AT: Any = bindparam("now", type_=schema.letters.c.redraw_at.type)
_SHOW = CompiledStatement(
    insert(schema.shown)
    .values({"action_id": bindparam("action"), "letter_id": bindparam("letter")})
    .on_conflict_do_nothing(index_elements=["action_id", "letter_id"])
    .inline()
)
_SHOWING = schema.letters.c.id.in_(
    select(schema.shown.c.letter_id).where(schema.shown.c.action_id == bindparam("action"))
)
_OF_ACTION = CompiledStatement(schema.letters.update().where(_SHOWING, _IS_THERE | _IS_UNDER_WAY).values(redraw_at=_AT))
_OF_PERSON = (
    schema.letters.update()
    .where(
        schema.letters.c.person_id == bindparam("person"),
        schema.letters.c.kind == "reminder",
        _IS_THERE | _IS_UNDER_WAY,
    )
    .values(redraw_at=_AT)
)
_PREVIEWS = (
    schema.letters.update()
    .where(
        schema.letters.c.trust_id == bindparam("trust"),
        schema.letters.c.kind == "preview",
        schema.letters.c.key.startswith(bindparam("prefix")),
        _IS_THERE,
    )
    .values(redraw_at=_AT)
)
_IS_WAITING = (
    (schema.letters.c.redraw_at <= _AT)
    & (schema.letters.c.state == "sent")
    & schema.letters.c.receipt_message.is_not(None)
)
_TAKE = (
    schema.letters.update()
    .where(
        schema.letters.c.id.in_(
            select(
                select(schema.letters.c.id)
                .where(_IS_WAITING)
                .order_by(schema.letters.c.redraw_at, schema.letters.c.id)
                .limit(bindparam("limit"))
                .with_for_update(skip_locked=True)
                .cte("ready")
                .c.id
            )
        ),
        _IS_WAITING,
    )
    .values(redraw_at=bindparam("until", type_=schema.letters.c.redraw_at.type))
    .returning(*_COLUMNS)
)
_IS_CLAIMED = (schema.letters.c.id == bindparam("of")) & (
    schema.letters.c.redraw_at == bindparam("held", type_=schema.letters.c.redraw_at.type)
)
_DRAWN = schema.letters.update().where(_IS_CLAIMED).values(redraw_at=None)
_LATER = (
    schema.letters.update()
    .where(_IS_CLAIMED)
    .values(redraw_at=bindparam("again", type_=schema.letters.c.redraw_at.type))
)
_CHANGED = schema.letters.update().where(schema.letters.c.id == bindparam("of")).values(redraw_at=_AT)
_ANY = CompiledStatement(select(schema.letters.c.id).where(_IS_WAITING).limit(1))


_CHANGED_AT = select(func.max(schema.events.c.at)).where(
    schema.events.c.action_id.in_(
        select(schema.shown.c.action_id).where(schema.shown.c.letter_id == bindparam("letter"))
    )
)


class RefreshClaim(NamedTuple):
    """A letter to be drawn again, this process's until `held`."""

    letter: Letter
    held: datetime


def record_shown(db: Connection, letters: Mapping[int, Iterable[int]]) -> None:
    """What each letter shows, by its id: kept when it is about to be said."""
    rows = [{"letter": letter, "action": action} for letter, actions in letters.items() for action in set(actions)]
    if rows:
        _SHOW.run_all(db, rows)


def mark_action(db: Connection, action_id: int, now: datetime) -> None:
    """An action has changed: every recent letter that shows it is to be drawn again."""
    _OF_ACTION.run(db, {"action": action_id, "now": now, "since": now - RECENT})


def mark_person(db: Connection, person_id: int, now: datetime) -> None:
    """Somebody said whether it is them: their recent reminders ask it no more."""
    db.execute(_OF_PERSON, {"person": person_id, "now": now, "since": now - RECENT})


def mark_previews(db: Connection, trust_id: int, prefix: KeyPrefix, now: datetime) -> None:
    """A digest was held, sent, or has gone."""
    db.execute(_PREVIEWS, {"trust": trust_id, "prefix": prefix, "now": now, "since": now - RECENT})


def find_changed_at(db: Connection, letter: Letter) -> datetime | None:
    """When an action it shows was changed last; None when none was since it was sent, but something else."""
    last: datetime | None = db.execute(_CHANGED_AT, {"letter": letter.id}).scalar()
    return last if last and letter.sent_at and last > letter.sent_at else None


def is_anything_waiting(db: Connection, now: datetime) -> bool:
    return _ANY.first(db, {"now": now}) is not None


def claim_refreshes(db: Connection, now: datetime, limit: int, lease: timedelta) -> list[RefreshClaim]:
    """Each goes to one taker only, whose they are until the lease ends."""
    until = now + lease
    rows = db.execute(_TAKE, {"now": now, "limit": limit, "until": until})
    return sorted((RefreshClaim(Letter.from_row(row), until) for row in rows), key=lambda taken: taken.letter.id)


def record_refreshed(db: Connection, taken: RefreshClaim, now: datetime) -> None:
    """It shows what was so when it was taken. Where that has changed since, it is drawn once more."""
    if not db.execute(_DRAWN, {"of": taken.letter.id, "held": taken.held}).rowcount:
        db.execute(_CHANGED, {"of": taken.letter.id, "now": now})


def postpone(db: Connection, taken: RefreshClaim, again: datetime) -> None:
    """Not now. A change since then wants it sooner, and keeps its own time."""
    db.execute(_LATER, {"of": taken.letter.id, "held": taken.held, "again": again})
