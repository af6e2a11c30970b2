"""Owns when a place, or a whole workspace, may be written to next, for every process alike. Must not wait or send.

A turn counts only between the moment it was written and its end: one from the future is a clock put back since.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from wres_bot.store import schema

RateKey = tuple[str, str, str]
"""Platform, workspace, and the place there; the empty place is the whole workspace."""
REFRESHING = "drawing again"
"""In a place's stead: drawing messages again has a limit of its own, and holds up nothing new."""

_BUSY = (
    select(schema.turns.c.platform, schema.turns.c.workspace, schema.turns.c.external, schema.turns.c.until)
    .where(schema.turns.c.until > bindparam("now"), schema.turns.c.since <= bindparam("now"))
    .order_by(schema.turns.c.platform, schema.turns.c.workspace, schema.turns.c.external)
)
_PUT = insert(schema.turns)
_SET = _PUT.on_conflict_do_update(
    index_elements=["platform", "workspace", "external"],
    set_={"since": _PUT.excluded.since, "until": _PUT.excluded.until},
)


def load_busy(db: Connection, now: datetime) -> dict[RateKey, datetime]:
    """Which may not be written to yet, and until when."""
    return {(row[0], row[1], row[2]): row[3] for row in db.execute(_BUSY, {"now": now})}


def reserve_turns(
    db: Connection,
    wanted: Mapping[RateKey, int],
    shared: Collection[RateKey],
    now: datetime,
    gap: timedelta,
    most: timedelta,
) -> dict[RateKey, tuple[datetime, int]]:
    """From when each place may have how many of the messages wanted, none later than `most` from now.

    Only what could come too fast is written down: a person's one message a day needs no turn, a `shared` place does.
    """
    busy = {(row[0], row[1], row[2]): row[3] for row in db.execute(_BUSY.with_for_update(), {"now": now})}
    found: dict[RateKey, tuple[datetime, int]] = {}
    for spot, number in sorted(wanted.items()):
        start = max(now, busy.get(spot, now))
        left = max(0, (now + most - start) // gap + 1) if start <= now + most else 0
        found[spot] = start, min(number, left)
    rows = [
        {"platform": spot[0], "workspace": spot[1], "external": spot[2], "since": now, "until": start + gap * number}
        for spot, (start, number) in found.items()
        if number and (wanted[spot] > 1 or spot in busy or spot in shared)
    ]
    if rows:
        db.execute(_SET, rows)
    return found


def record_pause(db: Connection, platform: str, workspace: str, now: datetime, until: datetime, what: str = "") -> None:
    """The platform has asked for time: for everything, or for one thing only. The longest it asked for counts."""
    spot = platform, workspace, what
    until = max(until, load_busy(db, now).get(spot, until))
    db.execute(_SET, {"platform": platform, "workspace": workspace, "external": what, "since": now, "until": until})


def forget(db: Connection, before: datetime) -> int:
    return db.execute(schema.turns.delete().where(schema.turns.c.until < before)).rowcount
