"""Owns what figures digests and answers have told an audience; must not decide what that keeps back.

Digests keep theirs with their letters, answers in a table of their own. Release 0.1.0 kept the answers' as letters too.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from wres_bot.store import schema

ANSWERED = "told:"
"""How the keys begin of the letters in which release 0.1.0 kept what answers told: trust and digest follow."""
_MAY_HAVE_BEEN_READ = ("sent", "unsure", "claimed")
_ANSWERS = select(
    schema.disclosures.c.trust_id,
    schema.disclosures.c.audience,
    schema.disclosures.c.figures,
    schema.disclosures.c.digest,
    schema.disclosures.c.at,
).order_by(schema.disclosures.c.id)
_DIGESTS = (
    select(schema.letters.c.said, schema.letters.c.put_at)
    .where(
        schema.letters.c.kind == "digest",
        schema.letters.c.state.in_(_MAY_HAVE_BEEN_READ),
        schema.letters.c.said.is_not(None),
    )
    .order_by(schema.letters.c.id)
)
_OLD_ANSWERS = (
    select(
        schema.letters.c.key,
        schema.letters.c.said,
        schema.letters.c.trust_id,
        schema.letters.c.person_id,
        schema.letters.c.put_at,
    )
    .where(schema.letters.c.key.startswith(ANSWERED))
    .order_by(schema.letters.c.id)
)


def load_disclosed_figures(db: Connection, trust_id: int, audiences: Iterable[str]) -> list[Mapping[str, Any]]:
    """The figures of each digest and answer that one of the audiences may have read, the oldest first.

    A rehearsal was read by those who hold the data, so it told nobody.
    """
    found: list[tuple[datetime, Any, Any]] = []
    known = set()
    for answer in db.execute(_ANSWERS.where(schema.disclosures.c.trust_id == trust_id)):
        known.add(answer.digest)
        found.append((answer.at, answer.audience, answer.figures))
    for row in db.execute(_OLD_ANSWERS.where(schema.letters.c.trust_id == trust_id)):
        if row.said and _digest_of(row.key) not in known:
            found.append((row.put_at, row.said["audience"], row.said["figures"]))
    for digest in db.execute(_DIGESTS.where(schema.letters.c.trust_id == trust_id)):
        if not digest.said.get("rehearsal"):
            found.append((digest.put_at, digest.said.get("audience"), digest.said.get("figures")))
    heard = set(audiences)
    found.sort(key=lambda each: each[0])
    return [figures for _, audience, figures in found if audience in heard and figures]


def load_told_answers(db: Connection, trust_id: int) -> list[tuple[datetime, str, list[str]]]:
    """When an answer first told an audience some figures, and of which families they were."""
    rows = db.execute(_ANSWERS.where(schema.disclosures.c.trust_id == trust_id))
    return [(row.at, row.audience, sorted(row.figures)) for row in rows]


def record_disclosure(
    db: Connection, trust_id: int, person_id: int, audience: str, figures: Mapping[str, Any], now: datetime
) -> None:
    """What somebody was told when they asked counts as told to all who may ask: kept once, however often they do."""
    if not figures:
        return
    said = {"audience": audience, "figures": figures}
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]
    _put(db, trust_id, person_id, said, digest, now)


def move_answers_of_release_0_1_0(db: Connection) -> int:
    """Puts into the table what processes of 0.1.0 wrote as letters. How many letters went.

    None goes while a process of 0.1.0 may still run (WRES_ALL_UPGRADED): it looks there for what must stay kept back.
    """
    rows = db.execute(_OLD_ANSWERS).all()
    for row in rows:
        if row.said:
            _put(db, row.trust_id, row.person_id, row.said, _digest_of(row.key), row.put_at)
    if not rows or not db.get_execution_options().get("all_upgraded"):
        return 0
    return db.execute(schema.letters.delete().where(schema.letters.c.key.startswith(ANSWERED))).rowcount


def _put(db: Connection, trust_id: int, person_id: int, said: Mapping[str, Any], digest: str, at: datetime) -> None:
    row = {"trust_id": trust_id, "person_id": person_id, "audience": said["audience"], "figures": said["figures"]}
    put = insert(schema.disclosures).values(**row, digest=digest, at=at)
    db.execute(put.on_conflict_do_nothing(index_elements=["trust_id", "digest"]))


def _digest_of(key: str) -> str:
    return key.rpartition(":")[2]
