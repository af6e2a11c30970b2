"""Owns queries about trusts; must not know their plans or people."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from json import dumps, loads
from typing import Any

from sqlalchemy import Connection, Text, bindparam, select, type_coerce

from wres_bot.domain.policy import Lowered, Policy, find_unusable, parse_stored_policy
from wres_bot.store import schema, statements
from wres_bot.store.models import Trust
from wres_bot.store.statements import CompiledStatement

# The settings as they are stored: read into a policy once, not at every command.
_ALL = select(
    schema.trusts.c.id,
    schema.trusts.c.key,
    schema.trusts.c.name,
    schema.trusts.c.rehearsing,
    type_coerce(schema.trusts.c.settings, Text),
).order_by(schema.trusts.c.key)
_BY_KEY = CompiledStatement(_ALL.where(schema.trusts.c.key == bindparam("key")))
_BY_ID = CompiledStatement(_ALL.where(schema.trusts.c.id == bindparam("id")))
_REHEARSE = schema.trusts.update().where(schema.trusts.c.id == bindparam("of")).values(rehearsing=bindparam("on"))


def find_trust_by_key(db: Connection, key: str) -> Trust | None:
    row = _BY_KEY.first(db, {"key": key.strip().casefold()})
    return _facts(row) if row else None


def load_trust(db: Connection, id: int) -> Trust:
    return _facts(_BY_ID.all(db, {"id": id})[0])


def load_trusts(db: Connection) -> list[Trust]:
    return [_facts(row) for row in db.execute(_ALL)]


def set_rehearsing(db: Connection, trust_id: int, on: bool) -> None:
    db.execute(_REHEARSE, {"of": trust_id, "on": on})


def save_trust(db: Connection, key: str, name: str, settings: Mapping[str, Any] | None = None) -> int:
    """`settings` replace the stored ones when given; None leaves them."""
    values = {"key": key, "name": name, "settings": dict(settings or {}), "rehearsing": False}
    return statements.upsert(
        db,
        schema.trusts,
        ("key",),
        values,
        keep=("rehearsing",) if settings is not None else ("rehearsing", "settings"),
    )


def has_settings(db: Connection, key: str, settings: Mapping[str, Any]) -> bool:
    """Whether the trust is there, and `set_settings` would change nothing."""
    stored = db.execute(select(schema.trusts.c.settings).where(schema.trusts.c.key == key.strip().casefold())).scalar()
    return stored is not None and _merged(stored, settings) == stored


def _merged(stored: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The file's word alone: a line taken out of it returns to its default. Only the trust's own words may have come
    with its plan as well, so those that the file does not name stay."""
    merged = dict(settings)
    if labels := {**stored.get("labels", {}), **settings.get("labels", {})}:
        merged["labels"] = labels
    return merged


def set_settings(db: Connection, key: str, settings: Mapping[str, Any]) -> bool:
    """The settings file's word on a trust. False when there is no such trust."""
    mine = schema.trusts.c.key == key.strip().casefold()
    stored = db.execute(select(schema.trusts.c.settings).where(mine)).scalar()
    if stored is None:
        return False
    merged = _merged(stored, settings)
    if merged != stored:
        db.execute(schema.trusts.update().where(mine).values(settings=merged))
    return True


def load_unusable_settings(db: Connection) -> dict[str, list[Lowered]]:
    """By trust the stored settings that cannot be, in whose place the default is in force."""
    rows = db.execute(select(schema.trusts.c.key, schema.trusts.c.settings))
    return {key: found for key, settings in rows if (found := find_unusable(settings))}


def _facts(row: Sequence[Any]) -> Trust:
    id, key, name, rehearsing, settings = row
    return Trust(id, key, name, rehearsing, _policy(settings if isinstance(settings, str) else dumps(settings)))


@lru_cache(maxsize=256)
def _policy(settings: str) -> Policy:
    return parse_stored_policy(loads(settings))
