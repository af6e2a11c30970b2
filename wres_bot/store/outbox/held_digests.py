"""Owns digests held back, sent at once, and left in doubt until a lead has looked; must not know what a digest says."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, func, select

from wres_bot.domain.actor import Actor
from wres_bot.domain.letter_keys import DigestKey, parse_digest_key
from wres_bot.domain.letters import DigestSubject
from wres_bot.store import events, schema
from wres_bot.store.models import Letter, Place
from wres_bot.store.outbox import refresh_queue
from wres_bot.store.outbox.history import LETTER_COLUMNS, find_letter_by_key, from_rows

HELD = datetime(9000, 1, 1, tzinfo=UTC)
"""Not before this: until somebody says so."""
_IS_DOUBTFUL: ColumnElement[bool] = (schema.letters.c.state == "unsure") & (schema.letters.c.not_before >= HELD)


def find_live_since(db: Connection, trust_id: int, place: Place, now: datetime) -> datetime | None:
    """Since when a digest there would have been for real: the channel named, and no rehearsal going on.

    None when nobody can tell: history begins later than the moment asked about.
    """
    named = (
        (schema.events.c.field == "place")
        & (schema.events.c.platform == place.platform)
        & (schema.events.c.place == place.external)
        & (schema.events.c.new == place.audience)
    )
    rehearsed = (schema.events.c.field == "rehearsal") & (schema.events.c.new == "off")
    found = select(func.max(schema.events.c.at)).where(
        schema.events.c.trust_id == trust_id, schema.events.c.at <= now, named | rehearsed
    )
    return db.execute(found).scalar()


def hold(db: Connection, key: str, *, actor: Actor) -> Letter | None:
    """Nothing goes until somebody sends it. None when there is nothing to hold: it has gone, or never was."""
    return _set_time(db, key, HELD, "waiting", "held", actor)


def send_now(db: Connection, key: str, *, actor: Actor) -> Letter | None:
    """It goes now, held or not; and again, where nobody could tell whether it had arrived."""
    return _set_time(db, key, actor.at, "held", "sent now", actor)


def refresh_previews(db: Connection, digest: Letter, now: datetime) -> None:
    """What leads were shown of a digest before it went is to be refreshed."""
    if isinstance(key := parse_digest_key(digest.key), DigestKey):
        refresh_queue.mark_previews(db, digest.trust_id, key.previews, now)


def record_arrival(db: Connection, key: str, *, actor: Actor) -> Letter | None:
    """A lead has seen it there. None when there was no doubt about it."""
    seen = {"state": "sent", "sent_at": actor.at, "not_before": actor.at, "error": None}
    if not db.execute(schema.letters.update().where(schema.letters.c.key == key, _IS_DOUBTFUL).values(**seen)).rowcount:
        return None
    letter = find_letter_by_key(db, key)
    if letter is not None:
        _record_event(db, letter, "unsure", "arrived", actor)
    return letter


def list_doubtful(db: Connection, trust_id: int) -> list[Letter]:
    """Digests of which nobody can tell whether they arrived, until a lead does."""
    found = (
        select(*LETTER_COLUMNS)
        .where(schema.letters.c.trust_id == trust_id, schema.letters.c.kind == "digest", _IS_DOUBTFUL)
        .order_by(schema.letters.c.id)
    )
    return from_rows(db.execute(found))


def is_held(letter: Letter) -> bool:
    return letter.state == "waiting" and letter.not_before >= HELD


def _set_time(db: Connection, key: str, when: datetime, old: str, new: str, actor: Actor) -> Letter | None:
    waiting: ColumnElement[bool] = schema.letters.c.state.in_(("waiting", "retry"))
    if when < HELD:
        waiting |= _IS_DOUBTFUL
    # Its time to be given up runs from now: it may have been held for weeks.
    changed = {"not_before": when, "state": "waiting", "said": None, "put_at": actor.at}
    if not db.execute(schema.letters.update().where(schema.letters.c.key == key, waiting).values(**changed)).rowcount:
        return None
    letter = find_letter_by_key(db, key)
    if letter is not None:
        _record_event(db, letter, old, new, actor)
    return letter


def _record_event(db: Connection, letter: Letter, old: str, new: str, actor: Actor) -> None:
    plan = letter.subject.plan if isinstance(letter.subject, DigestSubject) else None
    events.append_event(
        db, actor=actor, trust_id=letter.trust_id, plan_id=plan, field="digest", old=old,
        new=new, words=letter.key,
    )  # fmt: skip
    refresh_previews(db, letter, actor.at)
