"""Owns queries about posts and who holds them; must not know how a person chats."""

from collections.abc import Iterable
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, union_all

from wres_bot.store import sql
from wres_bot.store.models import Holder
from wres_bot.store.statements import CompiledStatement

P, H, W = sql.posts.c, sql.holdings.c, sql.ownerships.c
N = sql.persons.c
_TODAY = sql.TODAY
_HOLDERS = CompiledStatement(
    select(H.post_id, N.id, N.name, N.email, N.active, H.covering, N.confirmed_at.is_not(None), H.starts, H.ends)
    .join(sql.persons, H.person_id == N.id)
    .where(sql.is_among(H.post_id, "posts"), sql.is_in_force(sql.holdings, _TODAY))
    .order_by(H.covering.desc(), H.contact.desc(), H.starts.desc(), H.id)
)
_OF_PERSON = CompiledStatement(
    select(P.id, P.name, P.trust_id)
    .join(sql.holdings, H.post_id == P.id)
    .where(H.person_id == bindparam("person"), sql.is_in_force(sql.holdings, _TODAY))
    .order_by(P.name)
)
_NAMED = union_all(
    select(P.id, P.name, P.key).where(P.trust_id == bindparam("trust")),
    select(P.id, P.name, sql.aliases.c.key)
    .join(sql.aliases, sql.aliases.c.post_id == P.id)
    .where(P.trust_id == bindparam("trust")),
)
_OF_TRUST = select(P.id, P.name).where(P.trust_id == bindparam("trust")).order_by(P.name)
_VACANT = (
    select(P.id, P.name)
    .where(
        P.id.in_(
            select(W.post_id)
            .join(sql.actions, W.action_id == sql.actions.c.id)
            .where(sql.actions.c.plan_id == bindparam("plan"), sql.actions.c.removed_at.is_(None))
        ),
        ~select(H.id)
        .join(sql.persons, H.person_id == N.id)
        .where(H.post_id == P.id, N.active, sql.is_in_force(sql.holdings, _TODAY))
        .exists(),
    )
    .order_by(P.name)
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
    key = sql.fold_name(words)
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
    key = sql.fold_name(words)
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
    select(func.count(W.post_id.distinct()))
    .join(sql.actions, W.action_id == sql.actions.c.id)
    .where(sql.actions.c.plan_id == bindparam("plan"), sql.actions.c.removed_at.is_(None))
)


def save_post(db: Connection, trust_id: int, name: str) -> int:
    """The post of that name or alias, made when there is none."""
    key = sql.fold_name(name)
    known = db.execute(_ALIASED, {"trust": trust_id, "key": key}).scalar()
    if known is not None:
        return int(known)
    return sql.upsert(
        db, sql.posts, ("trust_id", "key"), {"trust_id": trust_id, "key": key, "name": name}, keep=["name"]
    )


_ALIASED = select(sql.aliases.c.post_id).where(
    sql.aliases.c.trust_id == bindparam("trust"), sql.aliases.c.key == bindparam("key")
)


def save_alias(db: Connection, trust_id: int, post_id: int, name: str) -> int:
    values = {"trust_id": trust_id, "post_id": post_id, "name": name, "key": sql.fold_name(name)}
    return sql.upsert(db, sql.aliases, ("trust_id", "key"), values)


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
    return sql.upsert(db, sql.holdings, ("post_id", "person_id", "starts"), values)


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
        others = (H.post_id == post_id) & (H.person_id != person_id) & sql.is_in_force(sql.holdings, bindparam("day"))
        before = {"day": starts, "last": starts - timedelta(days=1)}
        db.execute(sql.holdings.delete().where(others, H.starts == starts), before)
        db.execute(sql.holdings.update().where(others).values(ends=bindparam("last")), before)
    mine = (H.post_id == post_id) & (H.person_id == person_id) & sql.is_in_force(sql.holdings, bindparam("day"))
    held = db.execute(select(H.id).where(mine), {"day": starts}).scalar()
    if held is not None:
        db.execute(sql.holdings.update().where(H.id == held).values(ends=None, covering=covering))
        return int(held)
    return save_holding(db, post_id, person_id, starts, covering=covering)


def end_holding(db: Connection, post_id: int, person_id: int, last: date) -> None:
    """The person holds the post up to that day."""
    current = (H.post_id == post_id) & (H.person_id == person_id) & (H.ends.is_(None) | (H.ends > last))
    db.execute(sql.holdings.delete().where(current, H.starts > last))
    db.execute(sql.holdings.update().where(current).values(ends=last))
