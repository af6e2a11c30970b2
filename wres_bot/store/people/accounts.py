"""Owns whose account is whose: addresses joined to a person, and their accounts. Keeps nothing of what is said."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, or_, select, union

from wres_bot.store import schema, statements

JOIN_ASKED = "asked to link"
_EVER = union(
    select(schema.memberships.c.trust_id.label("trust"), schema.memberships.c.ends.label("ends")).where(
        schema.memberships.c.person_id == bindparam("person")
    ),
    select(schema.posts.c.trust_id, schema.holdings.c.ends)
    .join(schema.posts, schema.holdings.c.post_id == schema.posts.c.id)
    .where(schema.holdings.c.person_id == bindparam("person")),
)


@dataclass(frozen=True, slots=True)
class PersonPast:
    """What stands under one person's name: the trusts they are in, or will be; those they ever were in; any history."""

    now: frozenset[int]
    ever: frozenset[int]
    history: bool


def load_joined_addresses(db: Connection, person_id: int) -> list[str]:
    """The addresses that were joined to a person's own."""
    return list(
        db.execute(
            select(schema.addresses.c.email)
            .where(schema.addresses.c.person_id == person_id)
            .order_by(schema.addresses.c.at, schema.addresses.c.id)
        ).scalars()
    )


def find_person_by_joined_address(db: Connection, email: str) -> int | None:
    """Whom a joined address belongs to; None when it was never joined to anybody."""
    return db.execute(
        select(schema.addresses.c.person_id).where(schema.addresses.c.email == email.strip().lower())
    ).scalar()


def find_joined_outsider(db: Connection, email: str, trust_id: int, today: date) -> int | None:
    """Whom a joined address belongs to, when that is nobody of the trust: then the trust cannot mean them by it."""
    person = find_person_by_joined_address(db, email)
    return None if person is None or trust_id in load_person_past(db, person, today).now else person


def find_trusts_of_domain(db: Connection, email: str) -> set[int]:
    """The trusts that have, or had, people with an address of the same domain."""
    here = schema.persons.c.email.endswith("@" + email.strip().lower().rpartition("@")[2], autoescape=True)
    belong = select(schema.memberships.c.trust_id).join(
        schema.persons, schema.memberships.c.person_id == schema.persons.c.id
    )
    held = (
        select(schema.posts.c.trust_id)
        .join(schema.holdings, schema.holdings.c.post_id == schema.posts.c.id)
        .join(schema.persons, schema.holdings.c.person_id == schema.persons.c.id)
    )
    return set(db.execute(union(belong.where(here), held.where(here))).scalars())


def find_person_by_own_address(db: Connection, email: str) -> int | None:
    """The person whose own address it is, left or not."""
    return db.execute(select(schema.persons.c.id).where(schema.persons.c.email == email.strip().lower())).scalar()


def find_person_by_account(db: Connection, platform: str, workspace: str, external: str) -> int | None:
    """The person an account is known as."""
    mine = (
        (schema.identities.c.platform == platform)
        & (schema.identities.c.workspace == workspace)
        & (schema.identities.c.external == external)
    )
    return db.execute(select(schema.identities.c.person_id).where(mine)).scalar()


def find_account_address(db: Connection, platform: str, workspace: str, external: str) -> str | None:
    """What an account was joined by; None for a person's own."""
    mine = (
        (schema.identities.c.platform == platform)
        & (schema.identities.c.workspace == workspace)
        & (schema.identities.c.external == external)
    )
    return db.execute(select(schema.identities.c.address).where(mine)).scalar()


def find_person_by_account_address(db: Connection, platform: str, workspace: str, address: str) -> int | None:
    """The person an account was joined to by hand, without an address."""
    mine = (
        (schema.identities.c.platform == platform)
        & (schema.identities.c.workspace == workspace)
        & (schema.identities.c.address == address)
    )
    return db.execute(select(schema.identities.c.person_id).where(mine)).scalar()


def load_person_past(db: Connection, person_id: int, today: date) -> PersonPast:
    rows = db.execute(_EVER, {"person": person_id}).all()
    told = or_(
        select(schema.events.c.id).where(schema.events.c.who_id == person_id).exists(),
        select(schema.letters.c.id).where(schema.letters.c.person_id == person_id).exists(),
        select(schema.disclosures.c.id).where(schema.disclosures.c.person_id == person_id).exists(),
    )
    return PersonPast(
        frozenset(row[0] for row in rows if row[1] is None or row[1] >= today),
        frozenset(row[0] for row in rows),
        bool(rows) or bool(db.execute(select(told)).scalar()),
    )


def join_address(db: Connection, person_id: int, email: str, now: datetime) -> None:
    """From now on whoever has that address verified is this person; so are the accounts it was known by."""
    email = email.strip().lower()
    statements.upsert(db, schema.addresses, ("email",), {"email": email, "person_id": person_id, "at": now})
    before = select(schema.persons.c.id).where(schema.persons.c.email == email).scalar_subquery()
    db.execute(
        schema.identities.update()
        .where(schema.identities.c.person_id == before)
        .values(person_id=person_id, address=email)
    )


def find_trusts_asking_to_join(db: Connection, words: str, since: datetime) -> set[int]:
    """The trusts whose leads have asked for this very join lately."""
    e = schema.events.c
    asked = (e.field == "person") & (e.new == JOIN_ASKED) & (e.words == words) & (e.at >= since)
    return set(db.execute(select(e.trust_id).where(asked)).scalars())


def remove_address(db: Connection, person_id: int, address: str) -> int:
    """Takes a joined address, and the accounts known by it, from a person. How many accounts."""
    db.execute(
        schema.addresses.delete().where(schema.addresses.c.email == address, schema.addresses.c.person_id == person_id)
    )
    return db.execute(
        schema.identities.delete().where(
            schema.identities.c.person_id == person_id, schema.identities.c.address == address
        )
    ).rowcount


def find_own_platform(db: Connection, person_id: int) -> str | None:
    """Where a person was last seen by an account of their own, not by a joined one."""
    own = select(schema.identities.c.platform).where(
        schema.identities.c.person_id == person_id, schema.identities.c.address.is_(None), schema.identities.c.reachable
    )
    return db.execute(
        own.order_by(schema.identities.c.used_at.desc().nulls_last(), schema.identities.c.id).limit(1)
    ).scalar()


@dataclass(frozen=True, slots=True)
class Account:
    """One account somebody is known by."""

    id: int
    person_id: int
    platform: str
    external: str
    reachable: bool


def load_accounts_to_check(db: Connection, platform: str, before: datetime, most: int) -> list[Account]:
    """Accounts of people who have not left that nobody asked about since then, those never asked about first."""
    i = schema.identities.c
    due = (
        select(i.id, i.person_id, i.platform, i.external, i.reachable)
        .join(schema.persons, schema.persons.c.id == i.person_id)
        .where(i.platform == platform, schema.persons.c.active, or_(i.asked_at.is_(None), i.asked_at <= before))
        .order_by(i.asked_at.asc().nulls_first(), i.id)
    )
    return [Account(*row) for row in db.execute(due.limit(most))]


def mark_checked(db: Connection, account: Account, now: datetime, *, reachable: bool | None = None) -> None:
    """It was asked about now. reachable: what it has become, where that is something else."""
    values = {"asked_at": now} if reachable is None else {"asked_at": now, "reachable": reachable}
    db.execute(schema.identities.update().where(schema.identities.c.id == account.id).values(**values))


def part_account(db: Connection, account: Account) -> None:
    """It is nobody's from now on."""
    db.execute(schema.identities.delete().where(schema.identities.c.id == account.id))
