"""Owns asking each platform again what has become of the accounts people are known by; sends nothing.

Once a day for each account, a few at a time and slowly, so that the platform's rate is there for letters and answers.
An account that was switched off is tried again once it is on again. One that has become a guest's, or another
organisation's, is no longer its person's: whoever writes by it is somebody new.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.ports import Clock, Platform, Profile
from wres_bot.logs import get_logger
from wres_bot.store import events
from wres_bot.store.engine import Store
from wres_bot.store.people import accounts
from wres_bot.store.people.accounts import Account

log = get_logger(__name__)

EVERY = timedelta(days=1)
PASS_EVERY = 600.0
"""Seconds between two passes."""
MOST = 100
"""Accounts of each platform in a pass: 14,400 a day."""
GAP = 1.0
"""Seconds between two questions: half of what Slack allows, at most."""


@dataclass(slots=True)
class Checked:
    """How many accounts were asked about; how many were switched off, on again, and parted from their person."""

    asked: int = 0
    off: int = 0
    on: int = 0
    parted: int = 0


async def check_accounts(
    store: Store, platforms: Mapping[str, Platform], now: Clock, *, gap: float = GAP, most: int = MOST
) -> Checked:
    """One pass over the accounts that were not asked about for a day, those longest ago first."""
    done = Checked()
    for name, platform in platforms.items():
        for account in await asyncio.to_thread(_load_due, store, name, now(), most):
            try:
                profile = await platform.fetch_profile(account.external)
            except DeliveryError as error:
                log.warning("account_not_asked_about", platform=name, error=str(error))
                break  # the platform's own trouble: the rest in a later pass
            except Exception:
                log.exception("account_not_asked_about", platform=name)
                break
            await asyncio.to_thread(_apply, store, account, profile, now(), done)
            await asyncio.sleep(gap)
    return done


def _load_due(store: Store, platform: str, now: datetime, most: int) -> list[Account]:
    with store.read() as db:
        return accounts.load_accounts_to_check(db, platform, now - EVERY, most)


def _apply(store: Store, account: Account, profile: Profile | None, now: datetime, done: Checked) -> None:
    """What the platform says of an account is what is so, with a line in the history of each of its person's trusts."""
    done.asked += 1
    works = profile is not None and profile.active
    with store.write() as db:
        if profile is not None and profile.guest:
            accounts.part_account(db, account)
            done.parted += 1
            what = "account of a guest or outsider parted"
        elif works != account.reachable:
            accounts.mark_checked(db, account, now, reachable=works)
            done.on, done.off = done.on + works, done.off + (not works)
            what = "account works again" if works else "account switched off"
        else:
            accounts.mark_checked(db, account, now)
            return
        actor = Actor(None, now, platform=account.platform)
        for trust in sorted(accounts.load_person_past(db, account.person_id, london_day(now)).now):
            events.append_event(db, actor=actor, trust_id=trust, field="person", new=what)
