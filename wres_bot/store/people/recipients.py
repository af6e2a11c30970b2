"""Owns what delivery asks of many people at once: who they are, how they are reached, what is theirs. Sends nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Connection, select

from wres_bot.store import schema, statements
from wres_bot.store.people import Identity, PersonDetails
from wres_bot.store.statements import CompiledStatement, columns_of

_PERSONS = CompiledStatement(
    select(*columns_of(PersonDetails, schema.persons)).where(statements.is_among(schema.persons.c.id, "people"))
)
_IDENTITIES = CompiledStatement(
    select(schema.identities.c.person_id, *columns_of(Identity, schema.identities))
    .where(statements.is_among(schema.identities.c.person_id, "people"))
    .order_by(schema.identities.c.used_at.desc().nulls_last(), schema.identities.c.id)
)
_PREFERENCES = CompiledStatement(
    select(schema.preferences.c.person_id, schema.preferences.c.name, schema.preferences.c.value).where(
        statements.is_among(schema.preferences.c.person_id, "people")
    )
)
_POSTS = CompiledStatement(
    select(schema.holdings.c.person_id, schema.posts.c.name, schema.posts.c.trust_id)
    .join(schema.posts, schema.holdings.c.post_id == schema.posts.c.id)
    .where(
        statements.is_among(schema.holdings.c.person_id, "people"),
        statements.is_in_force(schema.holdings, statements.TODAY),
    )
    .order_by(schema.posts.c.name)
)
_THEIRS = CompiledStatement(
    select(schema.holdings.c.person_id, schema.ownerships.c.action_id)
    .distinct()
    .select_from(
        schema.ownerships.join(schema.holdings, schema.holdings.c.post_id == schema.ownerships.c.post_id)
        .join(schema.actions, schema.ownerships.c.action_id == schema.actions.c.id)
        .join(schema.plans, schema.actions.c.plan_id == schema.plans.c.id)
    )
    .where(
        statements.is_in_force(schema.holdings, statements.TODAY),
        statements.is_among(schema.ownerships.c.action_id, "actions"),
        schema.actions.c.removed_at.is_(None),
        schema.plans.c.closed_at.is_(None),
        schema.plans.c.starts <= statements.TODAY,
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


_REACHABLE = select(schema.identities.c.person_id).where(
    statements.is_among(schema.identities.c.person_id, "people"), schema.identities.c.reachable
)


def find_reachable_people(db: Connection, people: Iterable[int]) -> set[int]:
    """Those whom messages reach on some platform."""
    return set(db.execute(_REACHABLE, {"people": set(people)}).scalars())
