"""Owns reading letters back: one, many, by the beginning of their key, and how late they went. Changes nothing."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, func, literal_column, select

from wres_bot.domain.letter_keys import KeyPrefix, LetterKey
from wres_bot.domain.letters import DigestSubject, LetterKind, read_subject
from wres_bot.store import sql
from wres_bot.store.models import Letter
from wres_bot.store.schema import LETTER_STATES
from wres_bot.store.statements import CompiledStatement

STATES = LETTER_STATES
L = sql.letters.c
LETTER_COLUMNS = tuple(L[name] for name in Letter.COLUMNS)
_LETTERS = select(*LETTER_COLUMNS)
_BY_KEY = _LETTERS.where(L.key == bindparam("key"))
_NEWEST_SENT = (
    _LETTERS.where(L.person_id == bindparam("person"), L.kind == bindparam("kind"), L.state == "sent")
    .order_by(L.sent_at.desc(), L.id.desc())
    .limit(1)
)
# Written out, not bound, so that both databases see that the partial index holds them.
_OLDEST = select(func.min(L.not_before)).where(
    literal_column("state IN ('waiting', 'retry')"), L.not_before <= bindparam("now")
)
_SENT_SINCE = CompiledStatement(
    select(L.kind, L.put_at, L.about, L.sent_at).where(
        L.state == "sent", L.sent_at >= bindparam("since", type_=L.sent_at.type)
    )
)


def find_letter(db: Connection, id: int) -> Letter | None:
    row = db.execute(_LETTERS.where(L.id == id)).one_or_none()
    return Letter.from_row(row) if row else None


def find_letter_by_key(db: Connection, key: LetterKey | str) -> Letter | None:
    row = db.execute(_BY_KEY, {"key": str(key)}).one_or_none()
    return Letter.from_row(row) if row else None


def find_newest_sent(db: Connection, person_id: int, kind: LetterKind = "reminder") -> Letter | None:
    """The newest letter of that kind that was sent to this person."""
    row = db.execute(_NEWEST_SENT, {"person": person_id, "kind": kind}).one_or_none()
    return Letter.from_row(row) if row else None


def begins_with(prefix: KeyPrefix) -> ColumnElement[bool]:
    return L.key.startswith(prefix, autoescape=True)


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
    found = _LETTERS.where(begins_with(prefix), L.state.in_(list(states)), L.id != but)
    if person_id is not None:
        found = found.where(L.person_id == person_id)
    row = db.execute(found.order_by(L.id.desc()).limit(1)).one_or_none()
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
    statement = _LETTERS.order_by(L.put_at.desc(), L.id.desc()).limit(limit)
    for column, value in ((L.trust_id, trust_id), (L.state, state), (L.kind, kind), (L.person_id, person_id)):
        if value is not None:
            statement = statement.where(column == value)
    if since is not None:
        statement = statement.where(L.put_at >= since)
    return from_rows(db.execute(statement))


def from_rows(rows: Iterable[Sequence[object]]) -> list[Letter]:
    return [Letter.from_row(row) for row in rows]


def count_by_state(db: Connection, trust_id: int | None = None) -> dict[str, int]:
    """How many letters are in each state, every state named."""
    statement = select(L.state, func.count()).group_by(L.state)
    if trust_id is not None:
        statement = statement.where(L.trust_id == trust_id)
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
