"""Owns what came in: that it came once. Must not know what it says."""

from datetime import datetime

from sqlalchemy import Connection, bindparam
from sqlalchemy.dialects.postgresql import insert

from wres_bot.domain.ports import Via
from wres_bot.store import schema
from wres_bot.store.statements import CompiledStatement

_COLUMNS = ("platform", "workspace", "external", "via", "state", "at", "said")
_REMEMBER = CompiledStatement(
    insert(schema.inbox)
    .values({name: bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["platform", "workspace", "external"])
    .inline()
)


def record_incoming(
    db: Connection,
    platform: str,
    workspace: str,
    external: str,
    via: Via,
    now: datetime,
) -> bool:
    """False when it was seen before."""
    values = {"platform": platform, "workspace": workspace, "external": external, "via": via, "at": now}
    values |= {"state": "done", "said": None}
    return _REMEMBER.run(db, values) == 1


def delete_old_incoming(db: Connection, before: datetime) -> int:
    """Platforms repeat themselves for hours, not months."""
    return db.execute(schema.inbox.delete().where(schema.inbox.c.at < before, schema.inbox.c.state == "done")).rowcount
