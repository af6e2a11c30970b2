"""Owns queries about posts and who holds them; must not know how a person chats."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, union, union_all

from wres_bot.store import schema, statements
from wres_bot.store.models import Holder
from wres_bot.store.statements import CompiledStatement, columns_of

_TODAY = statements.TODAY
_HOLDERS = CompiledStatement(
    select(
        schema.holdings.c.post_id,
        *columns_of(
            Holder,
            schema.holdings,
            name=schema.persons.c.name,
            email=schema.persons.c.email,
            active=schema.persons.c.active,
            confirmed=schema.persons.c.confirmed_at.is_not(None),
        ),
    )
    .join(schema.persons, schema.holdings.c.person_id == schema.persons.c.id)
    .where(statements.is_among(schema.holdings.c.post_id, "posts"), statements.is_in_force(schema.holdings, _TODAY))
    .order_by(
        schema.holdings.c.covering.desc(),
        schema.holdings.c.contact.desc(),
        schema.holdings.c.starts.desc(),
        schema.holdings.c.id,
    )
)
_OF_PERSON = CompiledStatement(
    select(schema.posts.c.id, schema.posts.c.name, schema.posts.c.trust_id)
    .join(schema.holdings, schema.holdings.c.post_id == schema.posts.c.id)
    .where(schema.holdings.c.person_id == bindparam("person"), statements.is_in_force(schema.holdings, _TODAY))
    .order_by(schema.posts.c.name)
)
_NAMED = union_all(
    select(schema.posts.c.id, schema.posts.c.name, schema.posts.c.key).where(
        schema.posts.c.trust_id == bindparam("trust")
    ),
    select(schema.posts.c.id, schema.posts.c.name, schema.aliases.c.key)
    .join(schema.aliases, schema.aliases.c.post_id == schema.posts.c.id)
    .where(schema.posts.c.trust_id == bindparam("trust")),
)
_OF_TRUST = (
    select(schema.posts.c.id, schema.posts.c.name)
    .where(schema.posts.c.trust_id == bindparam("trust"))
    .order_by(schema.posts.c.name)
)
_VACANT = (
    select(schema.posts.c.id, schema.posts.c.name)
    .where(
        schema.posts.c.id.in_(
            select(schema.ownerships.c.post_id)
            .join(schema.actions, schema.ownerships.c.action_id == schema.actions.c.id)
            .where(schema.actions.c.plan_id == bindparam("plan"), schema.actions.c.removed_at.is_(None))
        ),
        ~select(schema.holdings.c.id)
        .join(schema.persons, schema.holdings.c.person_id == schema.persons.c.id)
        .where(
            schema.holdings.c.post_id == schema.posts.c.id,
            schema.persons.c.active,
            statements.is_in_force(schema.holdings, _TODAY),
        )
        .exists(),
    )
    .order_by(schema.posts.c.name)
)
_CLOSE = 0.6


def load_holders(db: Connection, post_id: int, today: date) -> tuple[Holder, ...]:
    """Who holds a post on the day; whoever covers it comes first."""
    return load_holders_of_posts(db, [post_id], today).get(post_id, ())


def load_holders_of_posts(db: Connection, post_ids: Iterable[int], today: date) -> dict[int, tuple[Holder, ...]]:
    found: dict[int, tuple[Holder, ...]] = {}
    for post_id, *rest in _HOLDERS.all(db, {"posts": set(post_ids), "today": today}):
        found[post_id] = (*found.get(post_id, ()), Holder(*rest))
    return found


def load_posts_of_person(db: Connection, person_id: int, today: date) -> list[tuple[int, str, int]]:
    """(id, name, trust) of each post the person holds on the day."""
    return [(row[0], row[1], row[2]) for row in _OF_PERSON.all(db, {"person": person_id, "today": today})]


def load_posts(db: Connection, trust_id: int) -> list[tuple[int, str]]:
    return [(row[0], row[1]) for row in db.execute(_OF_TRUST, {"trust": trust_id})]


def find_posts(db: Connection, trust_id: int, words: str) -> list[tuple[int, str]]:
    """The post of that name or alias alone; else the closest ones, best first, at most five."""
    key = fold_name(words)
    rows = db.execute(_NAMED, {"trust": trust_id}).all()
    for id, name, known in rows:
        if known == key:
            return [(id, name)]
    scores: dict[tuple[int, str], float] = {}
    for id, name, known in rows:
        scores[id, name] = max(scores.get((id, name), 0), _likeness(key, known))
    best = sorted((s for s in scores.items() if s[1] >= _CLOSE), key=lambda s: (-s[1], s[0][1]))
    return [post for post, _ in best[:5]]


def find_named_post(db: Connection, trust_id: int, words: str) -> tuple[int, str] | None:
    """The one post the words name, by its name, an alias, or words of either. One merely alike is not named."""
    key = fold_name(words)
    rows = db.execute(_NAMED, {"trust": trust_id}).all()
    exact = {(id, name) for id, name, known in rows if known == key}
    held = exact or {(id, name) for id, name, known in rows if key and set(key.split()) <= set(known.split())}
    return held.pop() if len(held) == 1 else None


def _likeness(key: str, known: str) -> float:
    """Every typed word being in the name counts most: "resourcing" is the Head of Resourcing."""
    if key and set(key.split()) <= set(known.split()):
        return 0.95
    return SequenceMatcher(None, key, known).ratio()


def load_vacant_posts(db: Connection, plan_id: int, today: date) -> list[tuple[int, str]]:
    """Posts that own something in the plan and that nobody active holds on the day."""
    return [(row[0], row[1]) for row in db.execute(_VACANT, {"plan": plan_id, "today": today})]


def count_owning_posts(db: Connection, plan_id: int) -> int:
    """How many posts own something in the plan."""
    return int(db.execute(_OWNING, {"plan": plan_id}).scalar_one())


_OWNING = (
    select(func.count(schema.ownerships.c.post_id.distinct()))
    .join(schema.actions, schema.ownerships.c.action_id == schema.actions.c.id)
    .where(schema.actions.c.plan_id == bindparam("plan"), schema.actions.c.removed_at.is_(None))
)


def fold_name(words: str) -> str:
    """What two spellings of one name share: "Head of HR & OD" and "head of hr and od" are the same post."""
    plain = re.sub(r"[^\w&+/]+", " ", words.casefold().replace("’", "").replace("'", ""))
    return re.sub(r"\s+", " ", re.sub(r"[&+]", " and ", plain).replace("/", " / ")).strip()


def load_post_keys(db: Connection) -> frozenset[str]:
    """What every post of every trust is called, folded as by `fold_name`."""
    return frozenset(db.execute(union(select(schema.posts.c.key), select(schema.aliases.c.key))).scalars())


def save_post(db: Connection, trust_id: int, name: str) -> int:
    """The post of that name or alias, made when there is none."""
    key = fold_name(name)
    known = db.execute(_ALIASED, {"trust": trust_id, "key": key}).scalar()
    if known is not None:
        return int(known)
    return statements.upsert(
        db, schema.posts, ("trust_id", "key"), {"trust_id": trust_id, "key": key, "name": name}, keep=["name"]
    )


_ALIASED = select(schema.aliases.c.post_id).where(
    schema.aliases.c.trust_id == bindparam("trust"), schema.aliases.c.key == bindparam("key")
)


def save_alias(db: Connection, trust_id: int, post_id: int, name: str) -> int:
    values = {"trust_id": trust_id, "post_id": post_id, "name": name, "key": fold_name(name)}
    return statements.upsert(db, schema.aliases, ("trust_id", "key"), values)


def save_holding(
    db: Connection,
    post_id: int,
    person_id: int,
    starts: date,
    ends: date | None = None,
    *,
    covering: bool = False,
    contact: bool = False,
) -> int:
    values: dict[str, Any] = {"post_id": post_id, "person_id": person_id, "starts": starts, "ends": ends}
    values |= {"covering": covering, "contact": contact}
    return statements.upsert(db, schema.holdings, ("post_id", "person_id", "starts"), values)


def set_holder(
    db: Connection,
    post_id: int,
    person_id: int,
    starts: date,
    covering: bool = False,
    ends_previous: bool = True,
) -> int:
    """The person holds the post from that day. Who held it before stops the day before, unless they are covered."""
    if ends_previous and not covering:
        others = (
            (schema.holdings.c.post_id == post_id)
            & (schema.holdings.c.person_id != person_id)
            & statements.is_in_force(schema.holdings, bindparam("day"))
        )
        before = {"day": starts, "last": starts - timedelta(days=1)}
        db.execute(schema.holdings.delete().where(others, schema.holdings.c.starts == starts), before)
        db.execute(schema.holdings.update().where(others).values(ends=bindparam("last")), before)
    mine = (
        (schema.holdings.c.post_id == post_id)
        & (schema.holdings.c.person_id == person_id)
        & statements.is_in_force(schema.holdings, bindparam("day"))
    )
    held = db.execute(select(schema.holdings.c.id).where(mine), {"day": starts}).scalar()
    if held is not None:
        db.execute(schema.holdings.update().where(schema.holdings.c.id == held).values(ends=None, covering=covering))
        return int(held)
    return save_holding(db, post_id, person_id, starts, covering=covering)


def end_holding(db: Connection, post_id: int, person_id: int, last: date) -> None:
    """The person holds the post up to that day."""
    current = (
        (schema.holdings.c.post_id == post_id)
        & (schema.holdings.c.person_id == person_id)
        & (schema.holdings.c.ends.is_(None) | (schema.holdings.c.ends > last))
    )
    db.execute(schema.holdings.delete().where(current, schema.holdings.c.starts > last))
    db.execute(schema.holdings.update().where(current).values(ends=last))
