"""Owns what is forgotten and when: letters, what came in, pictures, chats with nobody known. Plans are never tidied."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from wres_bot.store import conversations, inbox, outbox, pictures
from wres_bot.store.outbox import rate_limits

LETTERS = timedelta(days=400)
"""A year and a quarter: last year's digest stays to be compared with."""
INBOX = timedelta(days=30)
"""Platforms repeat themselves for hours, not weeks."""


def delete_expired(db: Connection, now: datetime) -> int:
    """How many rows went."""
    gone = (
        outbox.forget(db, now - LETTERS)
        + inbox.delete_old_incoming(db, now - INBOX)
        + rate_limits.forget(db, now - INBOX)
    )
    return (
        gone + pictures.delete_expired_pictures(db, now) + conversations.delete_unused_conversations(db, now - LETTERS)
    )
