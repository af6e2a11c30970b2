"""Owns what delivery asks of many people at once: who they are, how they are reached, what is theirs. Sends nothing."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, select

from wres_bot.store import sql
from wres_bot.store.people import Identity, PersonDetails
from wres_bot.store.statements import CompiledStatement

P, A, F, H, W, N, S = (
    sql.persons.c, sql.identities.c, sql.preferences.c, sql.holdings.c, sql.ownerships.c, sql.actions.c, sql.plans.c,
)  # fmt: skip
_PERSONS = CompiledStatement(
    select(P.id, P.email, P.name, P.active, P.confirmed_at).where(sql.is_among(P.id, "people"))
)
_IDENTITIES = CompiledStatement(
    select(A.person_id, A.platform, A.workspace, A.external, A.direct, A.reachable)
    .where(sql.is_among(A.person_id, "people"))
    .order_by(A.used_at.desc().nulls_last(), A.id)
)
_PREFERENCES = CompiledStatement(select(F.person_id, F.name, F.value).where(sql.is_among(F.person_id, "people")))
_POSTS = CompiledStatement(
    select(H.person_id, sql.posts.c.name, sql.posts.c.trust_id)
    .join(sql.posts, H.post_id == sql.posts.c.id)
    .where(sql.is_among(H.person_id, "people"), sql.is_in_force(sql.holdings, sql.TODAY))
    .order_by(sql.posts.c.name)
)
_THEIRS = CompiledStatement(
    select(H.person_id, W.action_id)
    .distinct()
    .select_from(
        sql.ownerships.join(sql.holdings, H.post_id == W.post_id)
        .join(sql.actions, W.action_id == N.id)
        .join(sql.plans, N.plan_id == S.id)
    )
    .where(
        sql.is_in_force(sql.holdings, sql.TODAY),
        sql.is_among(W.action_id, "actions"),
        N.removed_at.is_(None),
        S.closed_at.is_(None),
        S.starts <= sql.TODAY,
    )
)


def load_people(db: Connection, people: Collection[int]) -> dict[int, PersonDetails]:
    return {row[0]: PersonDetails(*row) for row in _PERSONS.all(db, {"people": people})}


def load_identities(db: Connection, people: Collection[int]) -> dict[int, list[Identity]]:
    """Of each the one used last comes first."""
    found: defaultdict[int, list[Identity]] = defaultdict(list)
    for person, *identity in _IDENTITIES.all(db, {"people": people}):
        found[person].append(Identity(*identity))
    return found


def load_preferences(db: Connection, people: Collection[int]) -> dict[tuple[int, str], str]:
    return {(row[0], row[1]): row[2] for row in _PREFERENCES.all(db, {"people": people})}


def load_posts(db: Connection, people: Collection[int], today: date) -> dict[tuple[int, int], list[str]]:
    """Names of the posts they hold today, by person and trust."""
    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for person, name, trust in _POSTS.all(db, {"people": people, "today": today}):
        found[person, trust].append(name)
    return found


def find_owned_actions(
    db: Connection, people: Collection[int], actions: Collection[int], today: date
) -> set[tuple[int, int]]:
    """(person, action) where a post they hold owns it today, in plans begun and not closed."""
    if not actions:
        return set()
    # By the actions alone: asked for the people too, SQLite looks up each of them for every post.
    found = _THEIRS.all(db, {"today": today, "actions": actions})
    return {(row[0], row[1]) for row in found if row[0] in people}
