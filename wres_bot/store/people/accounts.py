"""Owns whose account is whose: addresses joined to a person, accounts nobody knows. Keeps nothing of what is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, union

from wres_bot.domain.ports import Incoming
from wres_bot.store import sql
from wres_bot.store.trusts import load_trusts

P, A, J, B, M, H = (
    sql.persons.c, sql.identities.c, sql.addresses.c, sql.inbox.c, sql.memberships.c, sql.holdings.c,
)  # fmt: skip
JOIN_ASKED = "asked to link"
UNKNOWN_ACCOUNT = "stranger:"
"""Before the id of an account that nobody knows, among the ids of what came in: forgotten as soon as those are."""
_EVER = union(
    select(M.trust_id.label("trust"), M.ends.label("ends")).where(M.person_id == bindparam("person")),
    select(sql.posts.c.trust_id, H.ends)
    .join(sql.posts, H.post_id == sql.posts.c.id)
    .where(H.person_id == bindparam("person")),
)


@dataclass(frozen=True, slots=True)
class PersonPast:
    """What stands under one person's name: the trusts they are in, or will be; those they ever were in; any history."""

    now: frozenset[int]
    ever: frozenset[int]
    history: bool


@dataclass(frozen=True, slots=True)
class UnknownAccount:
    """An account that wrote, with the address its platform vouches for."""

    platform: str
    workspace: str
    external: str
    email: str
    at: datetime


def load_joined_addresses(db: Connection, person_id: int) -> list[str]:
    """The addresses that were joined to a person's own."""
    return list(db.execute(select(J.email).where(J.person_id == person_id).order_by(J.at, J.id)).scalars())


def find_person_by_joined_address(db: Connection, email: str) -> int | None:
    """Whom a joined address belongs to; None when it was never joined to anybody."""
    return db.execute(select(J.person_id).where(J.email == email.strip().lower())).scalar()


def find_person_by_own_address(db: Connection, email: str) -> int | None:
    """The person whose own address it is, left or not."""
    return db.execute(select(P.id).where(P.email == email.strip().lower())).scalar()


def find_person_by_account(db: Connection, platform: str, workspace: str, external: str) -> int | None:
    """The person an account is known as."""
    mine = (A.platform == platform) & (A.workspace == workspace) & (A.external == external)
    return db.execute(select(A.person_id).where(mine)).scalar()


def find_account_address(db: Connection, platform: str, workspace: str, external: str) -> str | None:
    """What an account was joined by; None for a person's own."""
    mine = (A.platform == platform) & (A.workspace == workspace) & (A.external == external)
    return db.execute(select(A.address).where(mine)).scalar()


def find_person_by_account_address(db: Connection, platform: str, workspace: str, address: str) -> int | None:
    """The person an account was joined to by hand, without an address."""
    mine = (A.platform == platform) & (A.workspace == workspace) & (A.address == address)
    return db.execute(select(A.person_id).where(mine)).scalar()


def load_person_past(db: Connection, person_id: int, today: date) -> PersonPast:
    rows = db.execute(_EVER, {"person": person_id}).all()
    told = or_(
        select(sql.events.c.id).where(sql.events.c.who_id == person_id).exists(),
        select(sql.letters.c.id).where(sql.letters.c.person_id == person_id).exists(),
    )
    return PersonPast(
        frozenset(row[0] for row in rows if row[1] is None or row[1] >= today),
        frozenset(row[0] for row in rows),
        bool(rows) or bool(db.execute(select(told)).scalar()),
    )


def join_address(db: Connection, person_id: int, email: str, now: datetime) -> None:
    """From now on whoever has that address verified is this person; so are the accounts it was known by."""
    email = email.strip().lower()
    sql.upsert(db, sql.addresses, ("email",), {"email": email, "person_id": person_id, "at": now})
    before = select(P.id).where(P.email == email).scalar_subquery()
    db.execute(sql.identities.update().where(A.person_id == before).values(person_id=person_id, address=email))


def find_trusts_asking_to_join(db: Connection, words: str, since: datetime) -> set[int]:
    """The trusts whose leads have asked for this very join lately."""
    e = sql.events.c
    asked = (e.field == "person") & (e.new == JOIN_ASKED) & (e.words == words) & (e.at >= since)
    return set(db.execute(select(e.trust_id).where(asked)).scalars())


def remove_address(db: Connection, person_id: int, address: str) -> int:
    """Takes a joined address, and the accounts known by it, from a person. How many accounts."""
    db.execute(sql.addresses.delete().where(J.email == address, J.person_id == person_id))
    return db.execute(sql.identities.delete().where(A.person_id == person_id, A.address == address)).rowcount


def find_own_platform(db: Connection, person_id: int) -> str | None:
    """Where a person was last seen by an account of their own, not by a joined one."""
    own = select(A.platform).where(A.person_id == person_id, A.address.is_(None), A.reachable)
    return db.execute(own.order_by(A.used_at.desc().nulls_last(), A.id).limit(1)).scalar()


# Accounts that nobody knows


def record_unknown_account(db: Connection, incoming: Incoming, email: str, trust_id: int, now: datetime) -> bool:
    """False when it has been noted before."""
    where = {
        "platform": incoming.platform,
        "workspace": incoming.workspace,
        "external": UNKNOWN_ACCOUNT + incoming.sender,
    }
    known = select(B.id).where(*(B[name] == value for name, value in where.items()))
    if db.execute(known).scalar() is not None:
        return False
    said = {"email": email.strip().lower(), "trust": trust_id}
    db.execute(sql.inbox.insert().values(**where, via=incoming.via, state="done", at=now, said=said))
    return True


def load_unknown_accounts(db: Connection, trust_id: int, limit: int = 20) -> list[UnknownAccount]:
    """The newest first, without those whom somebody has joined or added since."""
    rows = db.execute(
        select(B.platform, B.workspace, B.external, B.at, B.said)
        .where(B.external.startswith(UNKNOWN_ACCOUNT), B.said.is_not(None))
        .order_by(B.at.desc(), B.id.desc())
        .limit(limit * 5)
    ).all()
    mine = [row for row in rows if row[4].get("trust") == trust_id]
    known = _known(db, [row[4]["email"] for row in mine])
    found = [
        UnknownAccount(row[0], row[1], row[2].removeprefix(UNKNOWN_ACCOUNT), row[4]["email"], row[3])
        for row in mine
        if row[4]["email"] not in known
    ]
    return found[:limit]


def _known(db: Connection, emails: Sequence[str]) -> set[str]:
    """Those that are somebody's who belongs somewhere, or that were joined to somebody."""
    if not emails:
        return set()
    belongs = or_(select(M.id).where(M.person_id == P.id).exists(), select(H.id).where(H.person_id == P.id).exists())
    own: Any = select(P.email).where(P.email.in_(emails), belongs)
    return set(db.execute(own).scalars()) | set(db.execute(select(J.email).where(J.email.in_(emails))).scalars())


def guess_trust(db: Connection, email: str) -> int | None:
    """Whose plan somebody new may belong to: the only trust there is, or the only one with people of that domain."""
    every = load_trusts(db)
    if len(every) == 1:
        return every[0].id
    here = P.email.endswith("@" + email.strip().lower().rpartition("@")[2])
    found = set(db.execute(select(M.trust_id).join(sql.persons, M.person_id == P.id).where(here)).scalars())
    held = select(sql.posts.c.trust_id).join(sql.holdings, H.post_id == sql.posts.c.id)
    found |= set(db.execute(held.join(sql.persons, H.person_id == P.id).where(here)).scalars())
    return found.pop() if len(found) == 1 else None
