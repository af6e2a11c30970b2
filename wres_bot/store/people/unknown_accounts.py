"""Owns accounts that wrote and that nobody knows, until somebody places them. Keeps nothing of what they say."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy.dialects.postgresql import insert

from wres_bot.domain.ports import Incoming
from wres_bot.store import schema
from wres_bot.store.people.accounts import find_trusts_of_domain
from wres_bot.store.statements import columns_of
from wres_bot.store.trusts import load_trusts

OLD_MARK = "stranger:"
"""Release 0.1.0 kept these accounts among what came in, with this before the id. They are forgotten as those are."""


@dataclass(frozen=True, slots=True)
class UnknownAccount:
    """An account that wrote, with the address its platform vouches for."""

    platform: str
    workspace: str
    external: str
    email: str
    at: datetime


def record_unknown_account(db: Connection, incoming: Incoming, email: str, trust_id: int, now: datetime) -> bool:
    """False when it has been recorded before."""
    where = (schema.inbox.c.platform == incoming.platform) & (schema.inbox.c.workspace == incoming.workspace)
    if (
        db.execute(
            select(schema.inbox.c.id).where(where, schema.inbox.c.external == OLD_MARK + incoming.sender)
        ).scalar()
        is not None
    ):
        return False
    put = insert(schema.unknown_accounts).values(
        trust_id=trust_id, platform=incoming.platform, workspace=incoming.workspace, external=incoming.sender,
        email=email.strip().lower(), at=now,
    )  # fmt: skip
    put = put.on_conflict_do_nothing(index_elements=["platform", "workspace", "external"])
    return db.execute(put.returning(schema.unknown_accounts.c.id)).scalar() is not None


def load_unknown_accounts(db: Connection, trust_id: int, limit: int = 20) -> list[UnknownAccount]:
    """The newest first, without those whom somebody has joined or added since."""
    newest = select(*columns_of(UnknownAccount, schema.unknown_accounts)).where(
        schema.unknown_accounts.c.trust_id == trust_id
    )
    found = [
        UnknownAccount(*row)
        for row in db.execute(
            newest.order_by(schema.unknown_accounts.c.at.desc(), schema.unknown_accounts.c.id.desc()).limit(limit * 5)
        )
    ]
    found += _load_old(db, trust_id, found, limit * 5)
    known = _find_known(db, [each.email for each in found])
    placed = [each for each in found if each.email not in known]
    return sorted(placed, key=lambda each: each.at, reverse=True)[:limit]


def delete_old_unknown_accounts(db: Connection, before: datetime, held: Collection[int] = ()) -> int:
    """Those nobody has placed for so long, but for held trusts. One that writes again is recorded again."""
    old = schema.unknown_accounts.c.at < before
    free = schema.unknown_accounts.c.trust_id.not_in(held)
    return db.execute(schema.unknown_accounts.delete().where(old, free)).rowcount


def guess_trust(db: Connection, email: str) -> int | None:
    """Whose plan somebody new may belong to: the only trust there is, or the only one with people of that domain."""
    every = load_trusts(db)
    if len(every) == 1:
        return every[0].id
    found = find_trusts_of_domain(db, email)
    return found.pop() if len(found) == 1 else None


def _load_old(db: Connection, trust_id: int, new: Iterable[UnknownAccount], limit: int) -> list[UnknownAccount]:
    """What a process of release 0.1.0 wrote, still running or before the migration."""
    copied = {(each.platform, each.workspace, each.external) for each in new}
    rows = db.execute(
        select(
            schema.inbox.c.platform,
            schema.inbox.c.workspace,
            schema.inbox.c.external,
            schema.inbox.c.said,
            schema.inbox.c.at,
        )
        .where(schema.inbox.c.external.startswith(OLD_MARK), schema.inbox.c.said.is_not(None))
        .order_by(schema.inbox.c.at.desc(), schema.inbox.c.id.desc())
        .limit(limit)
    )
    old = [
        UnknownAccount(row.platform, row.workspace, row.external.removeprefix(OLD_MARK), row.said["email"], row.at)
        for row in rows
        if row.said.get("trust") == trust_id
    ]
    return [each for each in old if (each.platform, each.workspace, each.external) not in copied]


def _find_known(db: Connection, emails: Sequence[str]) -> set[str]:
    """Those that are somebody's who belongs somewhere, or that were joined to somebody."""
    if not emails:
        return set()
    belongs = or_(
        select(schema.memberships.c.id).where(schema.memberships.c.person_id == schema.persons.c.id).exists(),
        select(schema.holdings.c.id).where(schema.holdings.c.person_id == schema.persons.c.id).exists(),
    )
    own: Any = select(schema.persons.c.email).where(schema.persons.c.email.in_(emails), belongs)
    return set(db.execute(own).scalars()) | set(
        db.execute(select(schema.addresses.c.email).where(schema.addresses.c.email.in_(emails))).scalars()
    )
