"""Owns accounts that wrote and that nobody knows, until somebody places them. Keeps nothing of what they say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy.dialects.postgresql import insert

from wres_bot.domain.ports import Incoming
from wres_bot.store import sql
from wres_bot.store.trusts import load_trusts

P, J, B, M, H, U = (
    sql.persons.c, sql.addresses.c, sql.inbox.c, sql.memberships.c, sql.holdings.c, sql.unknown_accounts.c,
)  # fmt: skip
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
    where = (B.platform == incoming.platform) & (B.workspace == incoming.workspace)
    if db.execute(select(B.id).where(where, B.external == OLD_MARK + incoming.sender)).scalar() is not None:
        return False
    put = insert(sql.unknown_accounts).values(
        trust_id=trust_id, platform=incoming.platform, workspace=incoming.workspace, external=incoming.sender,
        email=email.strip().lower(), at=now,
    )  # fmt: skip
    put = put.on_conflict_do_nothing(index_elements=["platform", "workspace", "external"])
    return db.execute(put.returning(U.id)).scalar() is not None


def load_unknown_accounts(db: Connection, trust_id: int, limit: int = 20) -> list[UnknownAccount]:
    """The newest first, without those whom somebody has joined or added since."""
    newest = select(U.platform, U.workspace, U.external, U.email, U.at).where(U.trust_id == trust_id)
    found = [UnknownAccount(*row) for row in db.execute(newest.order_by(U.at.desc(), U.id.desc()).limit(limit * 5))]
    found += _load_old(db, trust_id, found, limit * 5)
    known = _find_known(db, [each.email for each in found])
    placed = [each for each in found if each.email not in known]
    return sorted(placed, key=lambda each: each.at, reverse=True)[:limit]


def delete_old_unknown_accounts(db: Connection, before: datetime) -> int:
    """Those nobody has placed for so long. One that writes again is recorded again."""
    return db.execute(sql.unknown_accounts.delete().where(U.at < before)).rowcount


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


def _load_old(db: Connection, trust_id: int, new: Iterable[UnknownAccount], limit: int) -> list[UnknownAccount]:
    """What a process of release 0.1.0 wrote, still running or before the migration."""
    copied = {(each.platform, each.workspace, each.external) for each in new}
    rows = db.execute(
        select(B.platform, B.workspace, B.external, B.said, B.at)
        .where(B.external.startswith(OLD_MARK), B.said.is_not(None))
        .order_by(B.at.desc(), B.id.desc())
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
    belongs = or_(select(M.id).where(M.person_id == P.id).exists(), select(H.id).where(H.person_id == P.id).exists())
    own: Any = select(P.email).where(P.email.in_(emails), belongs)
    return set(db.execute(own).scalars()) | set(db.execute(select(J.email).where(J.email.in_(emails))).scalars())
