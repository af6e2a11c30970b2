"""Owns sealed history: each trust's events in a chain of digests, and whether they still are what was sealed.

A seal is put some time after its event, in batches and a transaction of its own. It has two parts. `facts` is the
digest of what stays for ever: which action, which field, who by number, when. Each text (what it was and became, the
words, the place) has a digest made with a salt of its own. Of a text that was taken away the salt goes too, and an
event of field "records", sealed like every other, says which texts those were and the digest of what stands there now.
So erasing a person leaves the history whole, and a text changed by any other way does not. The id of a milestone is not
sealed: a plan imported again may make the milestone anew.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from wres_bot.domain.actor import Actor
from wres_bot.logs import get_logger
from wres_bot.store import events, schema

log = get_logger(__name__)

BATCH = 1000
"""Events sealed in one transaction at most: a writer waits for less than a tenth of a second."""
_FACTS = ("id", "trust_id", "plan_id", "action_id", "field", "who_id", "platform", "at")
TEXTS = ("batch", "old", "new", "words", "detail", "place", "undoes")
"""The columns that may hold what people wrote or what they are called by."""
REDACTED = "redacted"
"""In an event's detail: by event and column, the digest of what stands there now; None for nothing."""

_events, _seals, _checkpoints = schema.events, schema.sealed_events, schema.checkpoints
_LAST = select(_seals.c.position, _seals.c.chain).order_by(_seals.c.position.desc()).limit(1)


class SealProblem(StrEnum):
    """What is wrong with a sealed event, or with the chain."""

    EVENT_GONE = "event gone"
    FACTS_CHANGED = "facts changed"
    TEXT_CHANGED = "text changed"
    CHAIN_BROKEN = "chain broken"
    CHECKPOINT_BROKEN = "checkpoint broken"
    HEAD_UNKNOWN = "head unknown"


@dataclass(frozen=True, slots=True)
class Broken:
    """event_id: 0 where it is the chain itself."""

    problem: SealProblem
    position: int
    event_id: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """How many events of a trust are sealed and how many not yet; the newest link, to be kept elsewhere."""

    sealed: int
    unsealed: int
    head: str
    broken: tuple[Broken, ...]


def seal_history(db: Connection, now: datetime, limit: int = BATCH) -> int:
    """Seals what has happened in each trust by now and is not sealed yet, a batch of it. How many."""
    return sum(_seal_trust(db, trust, now, limit) for trust in db.execute(select(schema.trusts.c.id)).scalars().all())


def _seal_trust(db: Connection, trust_id: int, now: datetime, limit: int) -> int:
    unsealed = (
        select(_events)
        .outerjoin(_seals, _seals.c.event_id == _events.c.id)
        .where(_events.c.trust_id == trust_id, _seals.c.event_id.is_(None), _events.c.at <= now)
        .order_by(_events.c.id)
        .limit(limit)
    )
    if db.execute(unsealed.limit(1)).first() is None:
        return 0
    lock_history(db, trust_id)
    position, chain = _find_last(db, trust_id)
    made = []
    for event in db.execute(unsealed):
        position += 1
        salts = {name: secrets.token_hex(16) for name in TEXTS if _text(event, name) is not None}
        digests = {name: _digest(salts[name], name, _text(event, name)) for name in salts}
        chain = _link(chain, event.id, facts := _digest_facts(event), digests)
        made.append({"event_id": event.id, "trust_id": trust_id, "position": position, "facts": facts,
                     "digests": digests, "salts": salts, "chain": chain})  # fmt: skip
    if made:
        db.execute(_seals.insert(), made)
        db.execute(_checkpoints.insert().values(trust_id=trust_id, position=position, chain=chain, at=now))
        log.info("history_sealed", trust=trust_id, position=position, head=chain)
    return len(made)


def lock_history(db: Connection, trust_id: int) -> None:
    """Nobody else seals this trust's events or takes their texts away until the transaction ends. Commands go on."""
    db.execute(select(schema.trusts.c.id).where(schema.trusts.c.id == trust_id).with_for_update(key_share=True))


def redact_events(
    db: Connection, trust_id: int, texts: Mapping[int, Mapping[str, Any]], what: str, *, actor: Actor
) -> int:
    """Puts other texts, or none, in place of those of some events, and writes down that this was done. How many.

    texts: by event and column what is to stand there. what: why, as a code (`events.ERASED`, `events.WORDS_EXPIRED`).
    """
    lock_history(db, trust_id)
    sealed = {
        row.event_id: row.salts
        for ids in _slices(sorted(texts))
        for row in db.execute(select(_seals.c.event_id, _seals.c.salts).where(_seals.c.event_id.in_(ids)))
    }
    redacted: dict[str, dict[str, str | None]] = {}
    for event_id, changed in texts.items():
        db.execute(_events.update().where(_events.c.id == event_id).values(**changed))
        if event_id not in sealed:
            continue
        salts = {name: salt for name, salt in sealed[event_id].items() if name not in changed}
        salts |= {name: secrets.token_hex(16) for name, value in changed.items() if value is not None}
        db.execute(_seals.update().where(_seals.c.event_id == event_id).values(salts=salts))
        redacted[str(event_id)] = {
            name: None if value is None else _digest(salts[name], name, value) for name, value in changed.items()
        }
    detail = {REDACTED: redacted}
    events.append_event(
        db, actor=actor, trust_id=trust_id, field="records", new=what, words=str(len(texts)), detail=detail
    )
    return len(texts)


def verify_history(db: Connection, trust_id: int, heads: Sequence[str] = ()) -> Verified:
    """Whether every sealed event is there, in its order and as it was, but for texts whose removal is itself written
    down. heads: links kept elsewhere, each of which the chain has to have."""
    redacted = _load_redactions(db, trust_id)
    links, broken, chain, position = {""}, list[Broken](), "", 0
    kept = db.execute(select(_checkpoints.c.position, _checkpoints.c.chain).where(_checkpoints.c.trust_id == trust_id))
    checkpoints: dict[int, str] = {row[0]: row[1] for row in kept}
    unseen = set(checkpoints)
    for seal, event in _walk(db, trust_id):
        position += 1
        chain = _link(chain, seal.event_id, seal.facts, seal.digests)
        if seal.position != position or seal.chain != chain:
            broken.append(Broken(SealProblem.CHAIN_BROKEN, position, seal.event_id))
            position, chain = seal.position, seal.chain  # what follows may be whole in itself
        links.add(chain)
        unseen.discard(position)
        if checkpoints.get(position, chain) != chain:
            broken.append(Broken(SealProblem.CHECKPOINT_BROKEN, position))
        broken += _check_event(seal, event, redacted.get(str(seal.event_id), {}), position)
    broken += [Broken(SealProblem.CHECKPOINT_BROKEN, lost) for lost in sorted(unseen)]
    if position and position not in checkpoints:
        broken.append(Broken(SealProblem.CHECKPOINT_BROKEN, position))
    broken += [Broken(SealProblem.HEAD_UNKNOWN, 0) for head in heads if head not in links]
    return Verified(position, _count_unsealed(db, trust_id), chain, tuple(broken))


def _check_event(seal: Any, event: Any, redacted: Mapping[str, str | None], position: int) -> Iterator[Broken]:
    if event.id is None:
        yield Broken(SealProblem.EVENT_GONE, position, seal.event_id)
        return
    if _digest_facts(event) != seal.facts:
        yield Broken(SealProblem.FACTS_CHANGED, position, seal.event_id)
    for name in TEXTS:
        value, salt = _text(event, name), seal.salts.get(name)
        wanted = redacted[name] if name in redacted else seal.digests.get(name)
        found = None if value is None else _digest(salt or "", name, value)
        if found != wanted:
            yield Broken(SealProblem.TEXT_CHANGED, position, seal.event_id, name)


def _load_redactions(db: Connection, trust_id: int) -> dict[str, dict[str, str | None]]:
    """What was taken away, the newest word on each text."""
    said = select(_events.c.detail).where(
        _events.c.trust_id == trust_id, _events.c.field == "records", _events.c.detail.is_not(None)
    )
    found: dict[str, dict[str, str | None]] = {}
    for detail in db.execute(said.order_by(_events.c.id)).scalars():
        for event_id, columns in (detail.get(REDACTED) or {}).items():
            found.setdefault(event_id, {}).update(columns)
    return found


def _walk(db: Connection, trust_id: int) -> Iterator[tuple[Any, Any]]:
    """Each seal with its event, of which every field is None where it is gone; a page at a time."""
    after = 0
    one = select(_seals, *(column.label(f"of_{column.name}") for column in _events.c)).select_from(
        _seals.outerjoin(_events, _seals.c.event_id == _events.c.id)
    )
    while rows := db.execute(
        one.where(_seals.c.trust_id == trust_id, _seals.c.position > after).order_by(_seals.c.position).limit(BATCH)
    ).all():
        for row in rows:
            yield row, _EventOf(row)
        after = rows[-1].position


class _EventOf:
    """The event's columns of a row that has both."""

    def __init__(self, row: Row[Any]) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, f"of_{name}")


def _find_last(db: Connection, trust_id: int) -> tuple[int, str]:
    row = db.execute(_LAST.where(_seals.c.trust_id == trust_id)).one_or_none()
    return (row.position, row.chain) if row else (0, "")


def _count_unsealed(db: Connection, trust_id: int) -> int:
    found = select(_events.c.id).outerjoin(_seals, _seals.c.event_id == _events.c.id)
    return len(db.execute(found.where(_events.c.trust_id == trust_id, _seals.c.event_id.is_(None))).all())


def _text(event: Any, name: str) -> Any:
    return getattr(event, name)


def _digest(salt: str, column: str, value: Any) -> str:
    return hmac.new(salt.encode(), f"{column}:{_canonical(value)}".encode(), hashlib.sha256).hexdigest()


def _digest_facts(event: Any) -> str:
    found = {name: getattr(event, name) for name in _FACTS}
    return hashlib.sha256(_canonical(found | {"at": event.at.astimezone(UTC).isoformat()}).encode()).hexdigest()


def _link(before: str, event_id: int, facts: str, digests: Mapping[str, str]) -> str:
    return hashlib.sha256(_canonical([before, event_id, facts, dict(digests)]).encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _slices(ids: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), size):
        yield ids[first : first + size]
