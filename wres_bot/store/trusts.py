"""Owns queries about trusts; must not know their plans or people."""

from collections.abc import Mapping
from functools import lru_cache
from json import dumps, loads
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select

from wres_bot.core.policy import Policy, read_policy
from wres_bot.store import sql
from wres_bot.store.facts import TrustFacts

T = sql.trusts.c
_ALL = select(sql.trusts).order_by(T.key)
_BY_KEY = _ALL.where(T.key == bindparam("key"))
_BY_ID = _ALL.where(T.id == bindparam("id"))
_REHEARSE = sql.trusts.update().where(T.id == bindparam("of")).values(rehearsing=bindparam("on"))


def trust_by_key(db: Connection, key: str) -> TrustFacts | None:
    row = db.execute(_BY_KEY, {"key": key.strip().casefold()}).mappings().one_or_none()
    return _facts(row) if row else None


def trust(db: Connection, id: int) -> TrustFacts:
    return _facts(db.execute(_BY_ID, {"id": id}).mappings().one())


def trusts(db: Connection) -> list[TrustFacts]:
    return [_facts(row) for row in db.execute(_ALL).mappings()]


def set_rehearsing(db: Connection, trust_id: int, on: bool) -> None:
    db.execute(_REHEARSE, {"of": trust_id, "on": on})


def save_trust(db: Connection, key: str, name: str, settings: Mapping[str, Any] | None = None) -> int:
    """`settings` replace the stored ones when given; None leaves them."""
    values = {"key": key, "name": name, "settings": dict(settings or {}), "rehearsing": False}
    return sql.save(
        db, sql.trusts, ("key",), values, keep=("rehearsing",) if settings is not None else ("rehearsing", "settings")
    )


def set_settings(db: Connection, key: str, settings: Mapping[str, Any]) -> bool:
    """The settings file's word on a trust. False when there is no such trust."""
    mine = T.key == key.strip().casefold()
    stored = db.execute(select(T.settings).where(mine)).scalar()
    if stored is None:
        return False
    merged = {**stored, **settings, "labels": {**stored.get("labels", {}), **settings.get("labels", {})}}
    if merged != stored:
        db.execute(sql.trusts.update().where(mine).values(settings=merged))
    return True


def _facts(row: RowMapping) -> TrustFacts:
    return TrustFacts(row["id"], row["key"], row["name"], row["rehearsing"], _policy(dumps(row["settings"])))


@lru_cache(maxsize=256)
def _policy(settings: str) -> Policy:
    """Every command asks; reading it anew each time would cost more than the command."""
    return read_policy(loads(settings))
