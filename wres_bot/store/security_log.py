"""Owns security events: how often something was refused or noticed on a day, by kind. Keeps nothing of its content."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from wres_bot.domain.dates import london_day
from wres_bot.store import schema
from wres_bot.store.statements import columns_of

_table = schema.security_events


class SecurityKind(StrEnum):
    """What was noticed. The names stand in the database."""

    REQUEST_REFUSED = "request refused"
    COMMAND_REFUSED = "command refused"
    BACKED_UP = "backup taken"
    RESTORED = "backup put back"
    TRUST_DELETED = "trust deleted"


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """`trust`: a key, empty where it is nobody's. `what`: a code, such as the status a request was answered with."""

    day: date
    trust: str
    kind: str
    platform: str
    what: str
    count: int
    last_at: datetime


def count_security_event(
    db: Connection,
    kind: SecurityKind,
    now: datetime,
    *,
    trust: str = "",
    platform: str = "",
    what: str = "",
    count: int = 1,
) -> None:
    """One row a day for all that are alike, so that whoever tries a thousand times fills no table."""
    values = {"day": london_day(now), "trust": trust, "kind": kind.value, "platform": platform, "what": what}
    put = insert(_table).values(**values, count=count, last_at=now)
    again = {"count": _table.c.count + put.excluded.count, "last_at": put.excluded.last_at}
    db.execute(put.on_conflict_do_update(index_elements=list(values), set_=again))


def load_security_events(db: Connection, trust: str | None = None, limit: int = 200) -> list[SecurityEvent]:
    """The newest first; of one trust, or all with what is no trust's."""
    found = select(*columns_of(SecurityEvent, _table)).order_by(_table.c.last_at.desc(), _table.c.id.desc())
    if trust is not None:
        found = found.where(_table.c.trust == trust)
    return [SecurityEvent(*row) for row in db.execute(found.limit(limit))]


def count_on(db: Connection, day: date, kind: SecurityKind) -> int:
    """How many of a kind there were on a day."""
    found = select(func.sum(_table.c.count)).where(_table.c.day == day, _table.c.kind == kind.value)
    return int(db.execute(found).scalar() or 0)


def delete_old_security_events(db: Connection, before: date) -> int:
    return db.execute(_table.delete().where(_table.c.day < before)).rowcount
