"""Owns pictures that messages point to, each once, until its day; must not know who may see one."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from wres_bot.store import sql

P = sql.pictures.c
_PUT = insert(sql.pictures)
_KEEP = _PUT.on_conflict_do_update(
    index_elements=["digest"], set_={"until": _PUT.excluded.until}, where=P.until < _PUT.excluded.until
)
_FIND = select(P.png).where(P.digest == bindparam("of"), P.until > bindparam("now"))


def save_picture(db: Connection, digest: str, png: bytes, until: datetime) -> None:
    """The same picture again is kept the longer."""
    db.execute(_KEEP, {"digest": digest, "png": png, "until": until})


def find_picture(db: Connection, digest: str, now: datetime) -> bytes | None:
    found = db.execute(_FIND, {"of": digest, "now": now}).scalar_one_or_none()
    return bytes(found) if found is not None else None


def delete_expired_pictures(db: Connection, now: datetime) -> int:
    """Those whose day has come. How many."""
    return db.execute(delete(sql.pictures).where(P.until <= now)).rowcount
