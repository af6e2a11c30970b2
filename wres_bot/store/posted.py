"""Owns what figures earlier digests have told an audience; must not decide what that keeps back."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from wres_bot.store import sql

L = sql.letters.c
_MAY_HAVE_BEEN_READ = ("sent", "unsure", "claimed")
_SAID = select(L.said).where(L.kind == "digest", L.state.in_(_MAY_HAVE_BEEN_READ), L.said.is_not(None)).order_by(L.id)


def figures_posted(db: Connection, trust_id: int, audiences: Iterable[str]) -> list[Mapping[str, Any]]:
    """One mapping a post, the oldest first. A rehearsal was read by those who hold the data, so it told nobody."""
    heard = set(audiences)
    posts = []
    for (said,) in db.execute(_SAID.where(L.trust_id == trust_id)):
        if said.get("audience") in heard and said.get("figures") and not said.get("rehearsal"):
            posts.append(said["figures"])
    return posts
