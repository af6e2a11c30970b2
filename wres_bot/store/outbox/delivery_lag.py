"""Owns how late letters went: from when each could first have gone. Must not know what a letter says."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from wres_bot.store import sql
from wres_bot.store.statements import CompiledStatement

L = sql.letters.c
_SENT_SINCE = CompiledStatement(
    select(L.kind, L.put_at, L.about, L.sent_at).where(
        L.state == "sent", L.sent_at >= bindparam("since", type_=L.sent_at.type)
    )
)


def load_delivery_lags(db: Connection, since: datetime) -> list[timedelta]:
    """Of every letter sent since then, the shortest first.

    `not_before` is no measure: it moves whenever a letter is tried again. A digest is put days before its time, which
    it knows; everything else could have gone when it was put.
    """
    found = []
    for kind, put_at, about, sent_at in _SENT_SINCE.all(db, {"since": since}):
        going = about.get("going") if kind == "digest" else None
        first = max(put_at, datetime.fromisoformat(going)) if going else put_at
        found.append(max(sent_at - first, timedelta()))
    return sorted(found)
