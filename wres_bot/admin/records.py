"""Owns what a records manager asks for on the command line: holds, and whether history is whole; deletes nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from wres_bot.admin.listings import require_trust
from wres_bot.domain.actor import Actor
from wres_bot.domain.errors import UserError
from wres_bot.store import holds, seals, security_log, trusts
from wres_bot.store.engine import Store, schema_problem
from wres_bot.store.holds import Hold
from wres_bot.store.people import accounts
from wres_bot.store.security_log import SecurityKind


def place_hold(db: Connection, trust: str, email: str | None, reason: str, now: datetime) -> str:
    """Stops every deletion in a trust. Raises: UserError for an unknown trust or person, or without a reason."""
    found = require_trust(db, trust)
    if not reason.strip():
        raise UserError("Say why with --reason: the number of the request, not what it is about.")
    person = None if email is None else require_person(db, email)
    number = holds.place_hold(db, found.id, person, reason.strip(), actor=Actor(None, now))
    who = found.name if email is None else f"{email} in {found.name}"
    return f"Hold {number} is on {who}: nothing is deleted until wres-bot hold lift {number}."


def lift_hold(db: Connection, number: int, now: datetime) -> str:
    if not holds.lift_hold(db, number, actor=Actor(None, now)):
        raise UserError(f"There is no hold {number} in force. wres-bot hold list shows those there are.")
    return f"Hold {number} is lifted. What has passed its time goes in the coming night."


def hold_rows(db: Connection, trust: str | None) -> list[dict[str, Any]]:
    """One row a hold: id, trust, person, reason, placed_at, lifted_at."""
    keys = {each.id: each.key for each in trusts.load_trusts(db)}
    wanted = None if trust is None else require_trust(db, trust).id
    return [
        {
            "id": each.id,
            "trust": keys[each.trust_id],
            "person": each.email,
            "reason": each.reason,
            "placed_at": each.placed_at.isoformat(),
            "lifted_at": each.lifted_at.isoformat() if each.lifted_at else None,
        }
        for each in holds.load_holds(db, wanted)
    ]


def require_person(db: Connection, email: str) -> int:
    """The person of an address, their own or a joined one, left or not. Raises: UserError."""
    found = accounts.find_person_by_joined_address(db, email) or accounts.find_person_by_own_address(db, email)
    if found is None:
        raise UserError(f"There is nobody with the address {email}. Nothing has changed.")
    return found


def refuse_held(found: Sequence[Hold]) -> None:
    """Raises: UserError while any hold is in force."""
    if found:
        numbers = ", ".join(str(each.id) for each in found)
        raise UserError(f"Nothing was deleted: held by number {numbers}. See wres-bot hold list.")


def verify_rows(db: Connection, trust: str | None, heads: Sequence[str]) -> list[dict[str, Any]]:
    """One row a trust: trust, whole, sealed, not_sealed_yet, head, broken.

    heads: links kept elsewhere; with several trusts each has to be one of some trust's.
    """
    wanted = [require_trust(db, trust)] if trust is not None else trusts.load_trusts(db)
    if heads and trust is None:
        raise UserError("Say with --trust whose history --head is of.")
    rows = []
    for each in wanted:
        found = seals.verify_history(db, each.id, heads)
        rows.append(
            {
                "trust": each.key,
                "whole": not found.broken,
                "sealed": found.sealed,
                "not_sealed_yet": found.unsealed,
                "head": found.head,
                "broken": "; ".join(
                    f"{one.problem} at {one.position}" + (f" ({one.column})" if one.column else "")
                    for one in found.broken[:20]
                ),
            }
        )
    return rows


def note_security_event(store: Store, now: datetime, kind: SecurityKind) -> None:
    """Writes down that something was done to the whole database, where its tables are those of this release."""
    if schema_problem(store.engine) is None:
        with store.write() as db:
            security_log.count_security_event(db, kind, now)
