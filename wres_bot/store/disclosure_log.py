"""Owns what figures earlier digests and answers have told an audience; must not decide what that keeps back."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from wres_bot.store import sql

L = sql.letters.c
ANSWERED = "told:"
"""How the keys begin under which is kept what an answer told. It went with the answer, so there is nothing to send."""
_MAY_HAVE_BEEN_READ = ("sent", "unsure", "claimed")
_SAID = (
    select(L.said)
    .where((L.kind == "digest") | L.key.startswith(ANSWERED), L.state.in_(_MAY_HAVE_BEEN_READ), L.said.is_not(None))
    .order_by(L.id)
)


def load_disclosed_figures(db: Connection, trust_id: int, audiences: Iterable[str]) -> list[Mapping[str, Any]]:
    """One mapping a post, the oldest first. A rehearsal was read by those who hold the data, so it told nobody."""
    heard = set(audiences)
    posts = []
    for (said,) in db.execute(_SAID.where(L.trust_id == trust_id)):
        if said.get("audience") in heard and said.get("figures") and not said.get("rehearsal"):
            posts.append(said["figures"])
    return posts


def record_disclosure(
    db: Connection, trust_id: int, person_id: int, audience: str, figures: Mapping[str, Any], now: datetime
) -> None:
    """What somebody was told when they asked counts as told to all who may ask: kept once, however often they do."""
    if not figures:
        return
    said = {"audience": audience, "figures": figures}
    mark = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]
    row = {"key": f"{ANSWERED}{trust_id}:{mark}", "trust_id": trust_id, "person_id": person_id, "kind": "answer",
           "about": {"what": "figures"}, "said": said, "state": "sent", "sent_at": now, "put_at": now,
           "not_before": now, "attempts": 0, "rank": 2}  # fmt: skip
    db.execute(insert(sql.letters).values(row).on_conflict_do_nothing(index_elements=["key"]))
