"""Owns queries about people: who they are, their roles, where they chat. Must not know actions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Connection, Select, bindparam, func, literal, select, union_all

from wres_bot.domain.access import ROLES, Person, Role
from wres_bot.store import schema, statements
from wres_bot.store.statements import CompiledStatement, columns_of

_TODAY = statements.TODAY


@dataclass(frozen=True, slots=True)
class Identity:
    platform: str
    workspace: str
    external: str
    direct: str | None
    reachable: bool


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """A person as the coordinator's lists see them."""

    id: int
    email: str
    name: str
    active: bool
    confirmed_at: datetime | None


def _roles(people: Any, *conditions: Any, more: Any = ()) -> Any:
    """The person once for each role and each post in force today: holding a post is belonging to its trust."""
    role = (
        select(
            schema.persons.c.id,
            schema.persons.c.name,
            schema.persons.c.email,
            schema.memberships.c.trust_id,
            schema.memberships.c.role,
            *more,
        )
        .select_from(
            people.outerjoin(
                schema.memberships,
                (schema.memberships.c.person_id == schema.persons.c.id)
                & statements.is_in_force(schema.memberships, _TODAY),
            )
        )
        .where(schema.persons.c.active, *conditions)
    )
    post = (
        select(
            schema.persons.c.id,
            schema.persons.c.name,
            schema.persons.c.email,
            schema.posts.c.trust_id,
            literal("member"),
            *more,
        )
        .select_from(
            people.join(schema.holdings, schema.holdings.c.person_id == schema.persons.c.id).join(
                schema.posts, schema.holdings.c.post_id == schema.posts.c.id
            )
        )
        .where(schema.persons.c.active, statements.is_in_force(schema.holdings, _TODAY), *conditions)
    )
    return union_all(role, post)


_BY_IDENTITY = CompiledStatement(
    _roles(
        schema.identities.join(schema.persons, schema.identities.c.person_id == schema.persons.c.id),
        schema.identities.c.platform == bindparam("platform"),
        schema.identities.c.workspace == bindparam("workspace"),
        schema.identities.c.external == bindparam("external"),
        more=(schema.identities.c.used_at,),
    )
)
_own = schema.persons.alias()
_BY_EMAIL = _roles(
    schema.persons,
    schema.persons.c.id
    == func.coalesce(  # an address that was joined to somebody is theirs, whoever had it before
        select(schema.addresses.c.person_id).where(schema.addresses.c.email == bindparam("email")).scalar_subquery(),
        select(_own.c.id).where(_own.c.email == bindparam("email")).scalar_subquery(),
    ),
)
_BY_IDS = _roles(schema.persons, statements.is_among(schema.persons.c.id, "ids"))
_WITH_ROLE = select(schema.memberships.c.person_id).where(
    schema.memberships.c.trust_id == bindparam("trust"),
    schema.memberships.c.role == bindparam("role"),
    statements.is_in_force(schema.memberships, _TODAY),
)
_OF_TRUST = union_all(
    select(schema.memberships.c.person_id).where(
        schema.memberships.c.trust_id == bindparam("trust"), statements.is_in_force(schema.memberships, _TODAY)
    ),
    select(schema.holdings.c.person_id)
    .join(schema.posts, schema.holdings.c.post_id == schema.posts.c.id)
    .where(schema.posts.c.trust_id == bindparam("trust"), statements.is_in_force(schema.holdings, _TODAY)),
)
_FACTS = select(*columns_of(PersonDetails, schema.persons))
_IDENTITIES: Select[Any] = (
    select(*columns_of(Identity, schema.identities))
    .where(schema.identities.c.person_id == bindparam("person"))
    .order_by(schema.identities.c.used_at.desc().nulls_last(), schema.identities.c.id)
)
_MINE = (
    (schema.identities.c.platform == bindparam("on_platform"))
    & (schema.identities.c.workspace == bindparam("on_workspace"))
    & (schema.identities.c.external == bindparam("on_external"))
)


def find_person_by_identity(db: Connection, platform: str, workspace: str, external: str, today: date) -> Person | None:
    """None when nobody has it, and for a person who has left."""
    return find_speaker(db, platform, workspace, external, today)[0]


def find_speaker(
    db: Connection, platform: str, workspace: str, external: str, today: date
) -> tuple[Person | None, datetime | None]:
    """The same, with when the account was last used."""
    where = {"platform": platform, "workspace": workspace, "external": external, "today": today}
    rows = _BY_IDENTITY.all(db, where)
    return _one(rows), rows[0][5] if rows else None


def find_person_by_email(db: Connection, email: str, today: date) -> Person | None:
    return _one(db.execute(_BY_EMAIL, {"email": email.strip().lower(), "today": today}).all())


def load_people(db: Connection, ids: Iterable[int], today: date) -> list[Person]:
    """The active ones, by name."""
    rows = db.execute(_BY_IDS, {"ids": sorted(set(ids)), "today": today}).all()
    by_id: dict[int, list[Sequence[Any]]] = {}
    for row in rows:
        by_id.setdefault(row[0], []).append(row)
    return sorted((person for found in by_id.values() if (person := _one(found))), key=lambda p: (p.name, p.id))


def load_people_with_role(db: Connection, trust_id: int, role: str, today: date) -> list[Person]:
    found = db.execute(_WITH_ROLE, {"trust": trust_id, "role": role, "today": today}).scalars()
    return load_people(db, found, today)


def load_coordinators(db: Connection, trust_id: int, today: date) -> list[Person]:
    """Who runs the plan; where nobody does, who looks after people and settings."""
    found = load_people_with_role(db, trust_id, "coordinator", today)
    return found or load_people_with_role(db, trust_id, "admin", today)


def load_people_of_trust(db: Connection, trust_id: int, today: date) -> list[Person]:
    """Everybody who belongs to a trust on the day."""
    return load_people(db, db.execute(_OF_TRUST, {"trust": trust_id, "today": today}).scalars(), today)


def load_roles_and_posts(db: Connection, trust_id: int) -> dict[str, set[tuple[Any, ...]]]:
    """Every role and post that anybody has had in a trust, by e-mail."""
    roles = select(
        schema.persons.c.email, schema.memberships.c.role, schema.memberships.c.starts, schema.memberships.c.ends
    ).join(schema.memberships, schema.memberships.c.person_id == schema.persons.c.id)
    held = select(
        schema.persons.c.email,
        schema.posts.c.name,
        schema.holdings.c.starts,
        schema.holdings.c.ends,
        schema.holdings.c.covering,
        schema.holdings.c.contact,
    ).join(schema.holdings, schema.holdings.c.person_id == schema.persons.c.id)
    held = held.join(schema.posts, schema.holdings.c.post_id == schema.posts.c.id).where(
        schema.posts.c.trust_id == trust_id
    )
    found: dict[str, set[tuple[Any, ...]]] = {}
    for row in (*db.execute(roles.where(schema.memberships.c.trust_id == trust_id)), *db.execute(held)):
        found.setdefault(row[0], set()).add(tuple(row[1:]))
    return found


def load_person_details(db: Connection, person_id: int) -> PersonDetails:
    return PersonDetails(*db.execute(_FACTS.where(schema.persons.c.id == person_id)).one())


def load_email(db: Connection, person_id: int) -> str:
    return load_person_details(db, person_id).email


def _one(rows: Sequence[Sequence[Any]]) -> Person | None:
    if not rows:
        return None
    id, name, email = rows[0][:3]
    roles = frozenset((row[3], cast(Role, row[4])) for row in rows if row[4] in ROLES)
    return Person(id, name, email, roles, frozenset(row[3] for row in rows if row[3] is not None))


def load_identities(db: Connection, person_id: int) -> list[Identity]:
    """The one used last comes first."""
    return [Identity(*row) for row in db.execute(_IDENTITIES, {"person": person_id})]


def link_identity(
    db: Connection,
    person_id: int,
    platform: str,
    workspace: str,
    external: str,
    now: datetime,
    address: str | None = None,
) -> None:
    """From now on this account is this person's. `address`: the joined one it is known by; None for their own."""
    values: dict[str, Any] = {"person_id": person_id, "platform": platform, "workspace": workspace}
    values |= {"external": external, "reachable": True, "used_at": now, "address": address}
    statements.upsert(db, schema.identities, ("platform", "workspace", "external"), values)


def update_identity(
    db: Connection,
    platform: str,
    workspace: str,
    external: str,
    now: datetime | None = None,
    *,
    direct: str | None = None,
    reachable: bool | None = None,
) -> None:
    """What was learnt of an account: used now, its direct conversation, whether messages arrive."""
    learnt = {"used_at": now, "direct": direct, "reachable": reachable}
    if values := {name: value for name, value in learnt.items() if value is not None}:
        where = {"on_platform": platform, "on_workspace": workspace, "on_external": external}
        db.execute(schema.identities.update().where(_MINE).values(**values), where)


def load_preference(db: Connection, person_id: int, name: str) -> str | None:
    row = _PREFERENCE.first(db, {"person": person_id, "name": name})
    return row[0] if row else None


_PREFERENCE = CompiledStatement(
    select(schema.preferences.c.value).where(
        schema.preferences.c.person_id == bindparam("person"), schema.preferences.c.name == bindparam("name")
    )
)


def find_people_preferring(db: Connection, name: str, value: str) -> set[int]:
    """Everybody who chose that."""
    chosen = (schema.preferences.c.name == name) & (schema.preferences.c.value == value)
    return set(db.execute(select(schema.preferences.c.person_id).where(chosen)).scalars())


def set_preference(db: Connection, person_id: int, name: str, value: str | None) -> None:
    """None forgets it."""
    if value is None:
        mine = (schema.preferences.c.person_id == person_id) & (schema.preferences.c.name == name)
        db.execute(schema.preferences.delete().where(mine))
        return
    statements.upsert(
        db, schema.preferences, ("person_id", "name"), {"person_id": person_id, "name": name, "value": value}
    )


def confirm_person(db: Connection, person_id: int, now: datetime) -> None:
    """They said "Yes, this is me". The first time counts."""
    update = schema.persons.update().where(schema.persons.c.id == person_id, schema.persons.c.confirmed_at.is_(None))
    db.execute(update.values(confirmed_at=now))


def save_person(db: Connection, email: str, name: str, *, active: bool = True) -> int:
    values = {"email": email.strip().lower(), "name": name, "active": active}
    return statements.upsert(db, schema.persons, ("email",), values)


def change_address(db: Connection, person_id: int, email: str) -> None:
    """The address people are known by from now on; what they hold and have said stays theirs."""
    db.execute(schema.persons.update().where(schema.persons.c.id == person_id).values(email=email.strip().lower()))


def set_active(db: Connection, person_id: int, active: bool) -> None:
    db.execute(schema.persons.update().where(schema.persons.c.id == person_id).values(active=active))


def save_membership(
    db: Connection, person_id: int, trust_id: int, role: str, starts: date, ends: date | None = None
) -> int:
    values = {"person_id": person_id, "trust_id": trust_id, "role": role, "starts": starts, "ends": ends}
    return statements.upsert(db, schema.memberships, ("person_id", "trust_id", "role", "starts"), values)
