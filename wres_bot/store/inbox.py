"""Owns what came in: that it came once, and work put off until later. Must not know what it says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from wres_bot.domain.ports import Via
from wres_bot.store import schema
from wres_bot.store.statements import CompiledStatement, columns_of


@dataclass(frozen=True, slots=True)
class InboxItem:
    """Something answered "on it", still to be done."""

    id: int
    platform: str
    workspace: str
    external: str
    via: str
    at: datetime
    said: dict[str, Any] | None


_COLUMNS = ("platform", "workspace", "external", "via", "state", "at", "said")
_REMEMBER = CompiledStatement(
    insert(schema.inbox)
    .values({name: bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["platform", "workspace", "external"])
    .inline()
)
_WAITING = (
    select(*columns_of(InboxItem, schema.inbox))
    .where(schema.inbox.c.state == "waiting")
    .order_by(schema.inbox.c.id)
    .limit(bindparam("limit"))
)


def record_incoming(
    db: Connection,
    platform: str,
    workspace: str,
    external: str,
    via: Via,
    now: datetime,
    *,
    later: dict[str, Any] | None = None,
) -> bool:
    """False when it was seen before. With `later` it waits to be done, and that is kept until then."""
    values = {"platform": platform, "workspace": workspace, "external": external, "via": via, "at": now}
    values |= {"state": "done" if later is None else "waiting", "said": later}
    return _REMEMBER.run(db, values) == 1


def load_waiting(db: Connection, limit: int = 100) -> list[InboxItem]:
    """The oldest first."""
    return [InboxItem(*row) for row in db.execute(_WAITING, {"limit": limit})]


def mark_done(db: Connection, id: int) -> bool:
    """False when another process has done it already. What was said goes."""
    update = schema.inbox.update().where(schema.inbox.c.id == id, schema.inbox.c.state == "waiting")
    return db.execute(update.values(state="done", said=None)).rowcount == 1


def delete_old_incoming(db: Connection, before: datetime) -> int:
    """Platforms repeat themselves for hours, not months."""
    return db.execute(schema.inbox.delete().where(schema.inbox.c.at < before, schema.inbox.c.state == "done")).rowcount
