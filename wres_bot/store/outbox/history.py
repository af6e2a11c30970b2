"""Owns reading letters back: by key and its beginning, the reminders of many people, how late letters went.

Must not change a letter.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, literal_column, or_, select

from wres_bot.domain.letter_keys import KeyPrefix, LetterKey
from wres_bot.domain.letters import DigestSubject, LetterKind, read_subject
from wres_bot.store import schema, statements
from wres_bot.store.message_tables import LETTER_STATES
from wres_bot.store.models import Letter
from wres_bot.store.statements import CompiledStatement

STATES = LETTER_STATES
LETTER_COLUMNS = tuple(schema.letters.c[name] for name in Letter.COLUMNS)
_LETTERS = select(*LETTER_COLUMNS)
_BY_KEY = _LETTERS.where(schema.letters.c.key == bindparam("key"))
_NEWEST_SENT = (
    _LETTERS.where(
        schema.letters.c.person_id == bindparam("person"),
        schema.letters.c.kind == bindparam("kind"),
        schema.letters.c.state == "sent",
    )
    .order_by(schema.letters.c.sent_at.desc(), schema.letters.c.id.desc())
    .limit(1)
)
# Written out, not bound, so that both databases see that the partial index holds them.
# What has been tried could have gone since it was put: its `not_before` moves at each try.
_OLDEST = select(
    func.min(
        case((literal_column("state = 'retry'"), schema.letters.c.put_at), else_=schema.letters.c.not_before),
        type_=schema.letters.c.not_before.type,
    )
).where(
    or_(
        literal_column("state = 'retry'"),
        and_(literal_column("state = 'waiting'"), schema.letters.c.not_before <= bindparam("now")),
    )
)
_SENT_SINCE = CompiledStatement(
    select(schema.letters.c.kind, schema.letters.c.put_at, schema.letters.c.about, schema.letters.c.sent_at).where(
        schema.letters.c.state == "sent",
        schema.letters.c.sent_at >= bindparam("since", type_=schema.letters.c.sent_at.type),
    )
)


def find_letter(db: Connection, id: int) -> Letter | None:
    row = db.execute(_LETTERS.where(schema.letters.c.id == id)).one_or_none()
    return Letter.from_row(row) if row else None


def find_letter_by_key(db: Connection, key: LetterKey | str) -> Letter | None:
    row = db.execute(_BY_KEY, {"key": str(key)}).one_or_none()
    return Letter.from_row(row) if row else None


def find_newest_sent(db: Connection, person_id: int, kind: LetterKind = "reminder") -> Letter | None:
    """The newest letter of that kind that was sent to this person."""
    row = db.execute(_NEWEST_SENT, {"person": person_id, "kind": kind}).one_or_none()
    return Letter.from_row(row) if row else None


_OF_PERSON = (
    _LETTERS.where(schema.letters.c.person_id == bindparam("person"), schema.letters.c.state == "sent")
    .order_by(schema.letters.c.sent_at.desc(), schema.letters.c.id.desc())
    .limit(bindparam("limit"))
)
_LOOKED_BACK = 300


def find_sent_message(db: Connection, person_id: int, message: str) -> Letter | None:
    """The letter to this person that arrived as that message, or as several of which it is one."""
    rows = db.execute(_OF_PERSON, {"person": person_id, "limit": _LOOKED_BACK})
    return next((each for each in from_rows(rows) if message in (each.receipt_message or "").split(",")), None)


def begins_with(prefix: KeyPrefix) -> ColumnElement[bool]:
    return schema.letters.c.key.startswith(prefix, autoescape=True)


def find_newest(
    db: Connection,
    prefix: KeyPrefix,
    states: Sequence[str] = ("sent",),
    *,
    but: int = 0,
    person_id: int | None = None,
) -> Letter | None:
    """The newest letter whose key begins so, the letter `but` left out.

    With a person, who has few, only those to them are looked through.
    """
    found = _LETTERS.where(begins_with(prefix), schema.letters.c.state.in_(list(states)), schema.letters.c.id != but)
    if person_id is not None:
        found = found.where(schema.letters.c.person_id == person_id)
    row = db.execute(found.order_by(schema.letters.c.id.desc()).limit(1)).one_or_none()
    return Letter.from_row(row) if row else None


def list_letters(
    db: Connection,
    trust_id: int | None = None,
    state: str | None = None,
    *,
    kind: LetterKind | None = None,
    person_id: int | None = None,
    since: datetime | None = None,
    limit: int = 200,
) -> list[Letter]:
    """The newest first."""
    statement = _LETTERS.order_by(schema.letters.c.put_at.desc(), schema.letters.c.id.desc()).limit(limit)
    for column, value in (
        (schema.letters.c.trust_id, trust_id),
        (schema.letters.c.state, state),
        (schema.letters.c.kind, kind),
        (schema.letters.c.person_id, person_id),
    ):
        if value is not None:
            statement = statement.where(column == value)
    if since is not None:
        statement = statement.where(schema.letters.c.put_at >= since)
    return from_rows(db.execute(statement))


def from_rows(rows: Iterable[Sequence[object]]) -> list[Letter]:
    return [Letter.from_row(row) for row in rows]


def count_by_state(db: Connection, trust_id: int | None = None) -> dict[str, int]:
    """How many letters are in each state, every state named."""
    statement = select(schema.letters.c.state, func.count()).group_by(schema.letters.c.state)
    if trust_id is not None:
        statement = statement.where(schema.letters.c.trust_id == trust_id)
    return dict.fromkeys(STATES, 0) | {row[0]: row[1] for row in db.execute(statement)}


def find_oldest_ready(db: Connection, now: datetime) -> datetime | None:
    """Since when the letter waiting longest could have gone."""
    return db.execute(_OLDEST, {"now": now}).scalar()


def load_delivery_lags(db: Connection, since: datetime) -> list[timedelta]:
    """How late each letter sent since then went, the shortest first.

    `not_before` is no measure: it moves whenever a letter is tried again. A digest is put days before its time, which
    it knows; everything else could have gone when it was put.
    """
    found = []
    for kind, put_at, about, sent_at in _SENT_SINCE.all(db, {"since": since}):
        subject = read_subject(kind, about) if kind == "digest" else None
        first = max(put_at, subject.going) if isinstance(subject, DigestSubject) else put_at
        found.append(max(sent_at - first, timedelta()))
    return sorted(found)


# Reminders

_THESE = (
    (schema.letters.c.trust_id == bindparam("trust"))
    & (schema.letters.c.kind == "reminder")
    & schema.letters.c.key.startswith(bindparam("prefix"))
)  # the prefix has no sign that LIKE takes for another
# For each person the newest by the index on person, kind and time, not all that they ever got.
_NEWEST = select(*LETTER_COLUMNS).where(
    schema.letters.c.id.in_(
        select(
            select(schema.letters.c.id)
            .where(
                schema.letters.c.person_id == schema.persons.c.id,
                _THESE,
                schema.letters.c.sent_at.is_not(None),
                schema.letters.c.state == "sent",
            )
            .order_by(schema.letters.c.sent_at.desc(), schema.letters.c.id.desc())
            .limit(1)
            .correlate(schema.persons)
            .scalar_subquery()
        ).where(statements.is_among(schema.persons.c.id, "people"))
    )
)
_TO = select(*LETTER_COLUMNS).where(statements.is_among(schema.letters.c.person_id, "people"), _THESE)
_UNSENT = select(*LETTER_COLUMNS).where(
    statements.is_among(schema.letters.c.person_id, "people"),
    _THESE,
    schema.letters.c.sent_at.is_(None),
    schema.letters.c.state.in_(("waiting", "retry", "dead")),
)


def load_last_reminders(db: Connection, trust_id: int, prefix: KeyPrefix, people: Iterable[int]) -> list[Letter]:
    """The newest reminder that each of these people was sent, of keys that begin so."""
    return _load(db, _NEWEST, trust_id, prefix, people)


def load_unsent_reminders(db: Connection, trust_id: int, prefix: KeyPrefix, people: Iterable[int]) -> list[Letter]:
    """Reminders that have not gone to these people: waiting, put off, or given up."""
    return _load(db, _UNSENT, trust_id, prefix, people)


def load_reminders(db: Connection, trust_id: int, prefix: KeyPrefix, people: Iterable[int]) -> list[Letter]:
    """All reminders of these people of keys that begin so."""
    return _load(db, _TO, trust_id, prefix, people)


def _load(db: Connection, statement: Select[Any], trust: int, prefix: KeyPrefix, people: Iterable[int]) -> list[Letter]:
    wanted = set(people)
    return from_rows(db.execute(statement, {"people": wanted, "trust": trust, "prefix": prefix})) if wanted else []


_DEAD = CompiledStatement(
    select(*LETTER_COLUMNS)
    .where(
        schema.letters.c.person_id.in_(
            select(schema.holdings.c.person_id)
            .join(schema.posts, schema.holdings.c.post_id == schema.posts.c.id)
            .where(
                schema.posts.c.trust_id == bindparam("trust"), statements.is_in_force(schema.holdings, statements.TODAY)
            )
        ),
        _THESE,
        schema.letters.c.sent_at.is_(None),
        schema.letters.c.state == "dead",
        schema.letters.c.put_at >= bindparam("after"),
    )
    .order_by(schema.letters.c.id.desc())
)


def load_dead_reminders(db: Connection, trust_id: int, prefix: KeyPrefix, today: date, after: datetime) -> list[Letter]:
    """Reminders to those who hold posts today that were put after that moment and given up; the newest first."""
    where = {"trust": trust_id, "prefix": prefix, "today": today, "after": after}
    return from_rows(_DEAD.all(db, where))


_KEYS = select(schema.letters.c.key).where(statements.is_among(schema.letters.c.key, "keys"))


def find_existing_keys(db: Connection, keys: Iterable[str]) -> set[str]:
    """Those that a letter has been put under."""
    return set(db.execute(_KEYS, {"keys": set(keys)}).scalars())
