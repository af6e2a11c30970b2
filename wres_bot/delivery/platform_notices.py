"""Owns telling those who lead that one platform refuses the bot, on another that takes it. Asks and sends nothing."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from wres_bot.domain.dates import london_day
from wres_bot.domain.letter_keys import CardKey
from wres_bot.domain.letters import PersonNotice
from wres_bot.store import outbox, people, trusts
from wres_bot.views.notices import render_platform_refuses


def put_platform_notices(db: Connection, *, platform: str, problem: str, others: Sequence[str], now: datetime) -> int:
    """One to each lead who can be reached elsewhere, once a day while it lasts. How many are new."""
    today, count = london_day(now), 0
    for trust in trusts.load_trusts(db):
        for lead in people.load_coordinators(db, trust.id, today):
            known = [each.platform for each in people.load_identities(db, lead.id) if each.reachable]
            elsewhere = next((name for name in known if name in others), None)
            if elsewhere is None or platform not in known:
                continue
            key = CardKey("notice", trust.key, lead.id, f"refused-{platform}", str(today))
            card = render_platform_refuses(platform, problem)
            put = outbox.put(
                db,
                key,
                trust.id,
                PersonNotice(lead.id, "platform"),
                now,
                person_id=lead.id,
                platform=elsewhere,
                card=card,
            )
            count += bool(put)
    return count
