"""Owns what delivery asks of many people at once: who they are, how they are reached, what is theirs. Sends nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from wres_bot.store import sql
from wres_bot.store.people import IdentityFacts, PersonFacts

P, A, F, H, W, N, S = (
    sql.persons.c, sql.identities.c, sql.preferences.c, sql.holdings.c, sql.ownerships.c, sql.actions.c, sql.plans.c,
)  # fmt: skip
AT_ONCE = 500
"""People in one query. A pass of delivery has fewer."""
_PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
_PERSONS = select(P.id, P.email, P.name, P.active, P.confirmed_at).where(P.id.in_(_PEOPLE))
_IDENTITIES = (
    select(A.person_id, A.platform, A.workspace, A.external, A.direct, A.reachable)
    .where(A.person_id.in_(_PEOPLE))
    .order_by(A.used_at.desc().nulls_last(), A.id)
)
_PREFERENCES = select(F.person_id, F.name, F.value).where(F.person_id.in_(_PEOPLE))
_POSTS = (
    select(H.person_id, sql.posts.c.name, sql.posts.c.trust_id)
    .join(sql.posts, H.post_id == sql.posts.c.id)
    .where(H.person_id.in_(_PEOPLE), sql.in_force(sql.holdings, sql.TODAY))
    .order_by(sql.posts.c.name)
)
_THEIRS = (
    select(H.person_id, W.action_id)
    .distinct()
    .select_from(
        sql.ownerships.join(sql.holdings, H.post_id == W.post_id)
        .join(sql.actions, W.action_id == N.id)
        .join(sql.plans, N.plan_id == S.id)
    )
    .where(
        H.person_id.in_(_PEOPLE),
        sql.in_force(sql.holdings, sql.TODAY),
        W.action_id.in_(bindparam("actions", expanding=True)),
        N.removed_at.is_(None),
        S.closed_at.is_(None),
        S.starts <= sql.TODAY,
    )
)


def persons(db: Connection, people: Collection[int]) -> dict[int, PersonFacts]:
    return {row[0]: PersonFacts(*row) for row in _rows(db, _PERSONS, people)}


def identities(db: Connection, people: Collection[int]) -> dict[int, list[IdentityFacts]]:
    """Of each the one used last comes first."""
    found: defaultdict[int, list[IdentityFacts]] = defaultdict(list)
    for person, *identity in _rows(db, _IDENTITIES, people):
        found[person].append(IdentityFacts(*identity))
    return found


def preferences(db: Connection, people: Collection[int]) -> dict[tuple[int, str], str]:
    return {(row[0], row[1]): row[2] for row in _rows(db, _PREFERENCES, people)}


def posts(db: Connection, people: Collection[int], today: date) -> dict[tuple[int, int], list[str]]:
    """Names of the posts they hold today, by person and trust."""
    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for person, name, trust in _rows(db, _POSTS, people, today=today):
        found[person, trust].append(name)
    return found


def theirs(db: Connection, people: Collection[int], actions: Collection[int], today: date) -> set[tuple[int, int]]:
    """(person, action) where a post they hold owns it today, in plans begun and not closed."""
    if not actions:
        return set()
    return {(row[0], row[1]) for row in _rows(db, _THEIRS, people, today=today, actions=sorted(actions))}


def _rows(db: Connection, statement: Any, people: Collection[int], **where: Any) -> Iterator[Sequence[Any]]:
    ids = sorted(people)
    for start in range(0, len(ids), AT_ONCE):
        yield from db.execute(statement, {"people": ids[start : start + AT_ONCE], **where})
