"""Owns pictures that messages point to, each once, until its day; must not know who may see one."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from wres_bot.store import schema

_PUT = insert(schema.pictures)
_KEEP = _PUT.on_conflict_do_update(
    index_elements=["digest"], set_={"until": _PUT.excluded.until}, where=schema.pictures.c.until < _PUT.excluded.until
)
_FIND = select(schema.pictures.c.png).where(
    schema.pictures.c.digest == bindparam("of"), schema.pictures.c.until > bindparam("now")
)


def save_picture(db: Connection, digest: str, png: bytes, until: datetime) -> None:
    """The same picture again is kept the longer."""
    db.execute(_KEEP, {"digest": digest, "png": png, "until": until})


def find_picture(db: Connection, digest: str, now: datetime) -> bytes | None:
    found = db.execute(_FIND, {"of": digest, "now": now}).scalar_one_or_none()
    return bytes(found) if found is not None else None


def delete_expired_pictures(db: Connection, now: datetime) -> int:
    """Those whose day has come. How many."""
    return db.execute(delete(schema.pictures).where(schema.pictures.c.until <= now)).rowcount
