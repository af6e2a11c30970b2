"""Owns what is forgotten and when: letters, what came in, pictures, chats with nobody known. Plans are never tidied."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from wres_bot.store import conversations, disclosure_log, inbox, outbox, pictures, plan_drafts
from wres_bot.store.outbox import rate_limits
from wres_bot.store.people import unknown_accounts

LETTERS = timedelta(days=400)
"""A year and a quarter: last year's digest stays to be compared with."""
DRAFTS = timedelta(days=7)
"""A plan's file that was sent and not imported is sent again as easily."""
INBOX = timedelta(days=30)
"""Platforms repeat themselves for hours, not weeks."""


def delete_expired(db: Connection, now: datetime) -> int:
    """How many rows went."""
    return (
        disclosure_log.move_answers_of_release_0_1_0(db)
        + outbox.forget(db, now - LETTERS)
        + inbox.delete_old_incoming(db, now - INBOX)
        + unknown_accounts.delete_old_unknown_accounts(db, now - INBOX)
        + rate_limits.forget(db, now - INBOX)
        + pictures.delete_expired_pictures(db, now)
        + plan_drafts.delete_expired_drafts(db, now - DRAFTS)
        + conversations.delete_unused_conversations(db, now - LETTERS)
    )
