"""Owns which rows of each table are a trust's: to hand all of them out, and to delete them. Knows no row's meaning."""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, exists, literal, or_, select, union

from wres_bot.store import schema

NOBODYS = frozenset({"inbox", "picture", "turn"})
"""Of these nobody can tell whose a row is: ids of messages, drawn pictures, who wrote where last. They go by age."""
_SHARED = frozenset({"person", "person_address", "identity", "preference", "conversation"})
"""Rows about people, who may be in several trusts."""
_MENTIONS: tuple[tuple[Table, str], ...] = (
    (schema.memberships, "trust_id"), (schema.letters, "trust_id"), (schema.plan_drafts, "trust_id"),
    (schema.disclosures, "trust_id"), (schema.holds, "trust_id"), (schema.events, "trust_id"),
)  # fmt: skip
"""Tables that name a person and a trust."""


def select_rows(table: Table, trust_id: int) -> Select[Any] | None:
    """The rows of a table that are a trust's, or are about people in it; None for a table that is nobody's."""
    if table.name in NOBODYS:
        return None
    return select(table).where(_is_of(table, trust_id)).order_by(*table.primary_key.columns)


def delete_trust(db: Connection, trust_id: int) -> Counter[str]:
    """Everything of a trust, its people too unless they are in another one. How many rows of each table."""
    gone: Counter[str] = Counter()
    people = set(db.execute(_people(trust_id)).scalars())
    for table in reversed(schema.TrustTable.metadata.sorted_tables):
        if table.name not in NOBODYS | _SHARED | {schema.security_events.name}:  # these outlive it
            gone[table.name] = db.execute(delete(table).where(_is_of(table, trust_id))).rowcount
    alone = sorted(people - _still_somewhere(db, people))
    accounts = _accounts_of(alone)
    chats = schema.conversations
    gone[chats.name] = db.execute(delete(chats).where(exists(accounts))).rowcount
    for table in (schema.preferences, schema.identities, schema.addresses):
        gone[table.name] = db.execute(delete(table).where(table.c.person_id.in_(alone))).rowcount
    gone[schema.persons.name] = db.execute(delete(schema.persons).where(schema.persons.c.id.in_(alone))).rowcount
    return gone


def _is_of(table: Table, trust_id: int) -> ColumnElement[bool]:
    """In the order of how closely: its own column, its plan's, its action's, its people's."""
    plans = select(schema.plans.c.id).where(schema.plans.c.trust_id == trust_id)
    actions = select(schema.actions.c.id).where(schema.actions.c.plan_id.in_(plans))
    posts = select(schema.posts.c.id).where(schema.posts.c.trust_id == trust_id)
    match table.name:
        case "trust":
            return table.c.id == trust_id
        case "security_event":
            key = select(schema.trusts.c.key).where(schema.trusts.c.id == trust_id).scalar_subquery()
            return table.c.trust == key
        case "holding":
            return table.c.post_id.in_(posts)
        case "person":
            return table.c.id.in_(_people(trust_id))
        case "conversation":
            return exists(_accounts_of(_people(trust_id)))
    if "trust_id" in table.c:
        return table.c.trust_id == trust_id
    if "plan_id" in table.c:
        return table.c.plan_id.in_(plans)
    if "action_id" in table.c:
        return table.c.action_id.in_(actions)
    return table.c.person_id.in_(_people(trust_id))


def _people(trust_id: int) -> Any:
    """Everybody who was ever in a trust, or whom something of it names."""
    held = select(schema.holdings.c.person_id).join(schema.posts, schema.holdings.c.post_id == schema.posts.c.id)
    named = [
        select(person).where(table.c[of] == trust_id, person.is_not(None))
        for table, of in _MENTIONS
        for person in [table.c.who_id if "who_id" in table.c else table.c.person_id]
    ]
    return union(held.where(schema.posts.c.trust_id == trust_id), *named)


def _still_somewhere(db: Connection, people: set[int]) -> set[int]:
    """Those of them whom what is left still names."""
    found = set()
    for table, _ in (*_MENTIONS, (schema.holdings, ""), (schema.snoozes, "")):
        column = table.c.who_id if "who_id" in table.c else table.c.person_id
        found |= set(db.execute(select(column).distinct().where(column.in_(people))).scalars())
    return found


def _accounts_of(people: Any) -> Select[Any]:
    """The accounts of these people that a conversation is with."""
    with_them = or_(
        schema.identities.c.external == schema.conversations.c.person,
        schema.identities.c.direct == schema.conversations.c.external,
    )
    return (
        select(literal(1))
        .where(
            schema.identities.c.platform == schema.conversations.c.platform,
            with_them,
            schema.identities.c.person_id.in_(people),
        )
        .correlate(schema.conversations)
    )
