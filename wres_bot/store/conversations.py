"""Owns what platforms told of conversations, for coming back to them; must not know how a platform names them.

What a conversation is used for is a place's business, not theirs.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select

from wres_bot.domain.ports import Conversation
from wres_bot.store import schema, statements
from wres_bot.store.statements import CompiledStatement, columns_of

_COLUMNS = tuple(each.name for each in fields(Conversation))
_ALL = select(*columns_of(Conversation, schema.conversations), schema.conversations.c.seen_at).where(
    schema.conversations.c.platform == bindparam("platform")
)
_ONE = CompiledStatement(_ALL.where(schema.conversations.c.external == bindparam("external")))
# Somebody who took the app away and added it again may have two: the one last heard of counts.
_DIRECT = CompiledStatement(
    _ALL.where(schema.conversations.c.person == bindparam("person"), schema.conversations.c.kind == "direct")
    .order_by(schema.conversations.c.member.desc(), schema.conversations.c.seen_at.desc())
    .limit(1)
)
_KNOWN = CompiledStatement(
    _ALL.where(schema.conversations.c.member.is_(True)).order_by(
        schema.conversations.c.seen_at.desc(), schema.conversations.c.id.desc()
    )
)
SEEN = timedelta(days=1)
"""How exactly it is known when a conversation was last heard of."""


def find_conversation(db: Connection, platform: str, external: str) -> Conversation | None:
    row = _ONE.first(db, {"platform": platform, "external": external})
    return _facts(row) if row else None


def find_direct_conversation(db: Connection, platform: str, person: str) -> Conversation | None:
    row = _DIRECT.first(db, {"platform": platform, "person": person})
    return _facts(row) if row else None


def load_conversations(db: Connection, platform: str) -> list[Conversation]:
    """Those that the bot is in, the one last heard of first."""
    return [_facts(row) for row in _KNOWN.all(db, {"platform": platform})]


def merge_conversation(db: Connection, told: Conversation, now: datetime) -> Conversation | None:
    """What is to be kept of it from now on, where that is not kept already. A message tells less than an installation:
    what it leaves out stays."""
    row = _ONE.first(db, {"platform": told.platform, "external": told.external})
    if row is None:
        return told
    kept = _facts(row)
    new = replace(
        told,
        name=told.name or kept.name,
        team=told.team or kept.team,
        person=told.person or kept.person,
        locator={**kept.locator, **told.locator},
    )
    return None if new == kept and now - row[-1] < SEEN else new


def save_conversation(db: Connection, told: Conversation, now: datetime) -> None:
    new = merge_conversation(db, told, now)
    if new is not None:
        values: dict[str, Any] = {name: getattr(new, name) for name in _COLUMNS}
        statements.upsert(db, schema.conversations, ("platform", "external"), {**values, "seen_at": now})


def delete_unused_conversations(db: Connection, before: datetime) -> int:
    """Chats with people whom nobody knows, and what the bot was taken out of, when nothing was heard of them since."""
    account = (schema.identities.c.platform == schema.conversations.c.platform) & (
        schema.identities.c.external == schema.conversations.c.person
    )
    stranger = (schema.conversations.c.kind == "direct") & ~select(schema.identities.c.id).where(account).exists()
    return db.execute(
        schema.conversations.delete().where(
            schema.conversations.c.seen_at < before, stranger | ~schema.conversations.c.member
        )
    ).rowcount


def _facts(row: Sequence[Any]) -> Conversation:
    return Conversation(*row[:-1])
