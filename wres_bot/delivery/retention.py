"""Owns what is forgotten and when: letters, typed words, what came in, pictures, chats with nobody known.

How long a trust keeps its own is in its settings (domain/policy.py). While a hold is in force in a trust nothing of it
goes, and nothing of which nobody can tell whose it is. Plans, figures and who changed what are never forgotten by age.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from wres_bot.domain.actor import Actor
from wres_bot.store import (
    conversations,
    disclosure_log,
    events,
    holds,
    inbox,
    outbox,
    pictures,
    plan_drafts,
    seals,
    security_log,
    trusts,
)
from wres_bot.store.models import Trust
from wres_bot.store.outbox import rate_limits
from wres_bot.store.people import unknown_accounts

CHATS = timedelta(days=400)
"""A conversation in which nothing was heard."""
DRAFTS = timedelta(days=7)
"""A plan's file that was sent and not imported is sent again as easily."""
INBOX = timedelta(days=30)
"""Platforms repeat themselves for hours, not weeks."""
SECURITY = timedelta(days=400)
YEAR = timedelta(days=365, hours=6)


def delete_expired(db: Connection, now: datetime) -> int:
    """How many rows went, or lost their words."""
    held = holds.find_held_trusts(db)
    gone = disclosure_log.move_answers_of_release_0_1_0(db)
    gone += sum(_delete_expired_of(db, trust, now) for trust in trusts.load_trusts(db) if trust.id not in held)
    gone += unknown_accounts.delete_old_unknown_accounts(db, now - INBOX, held)
    gone += plan_drafts.delete_expired_drafts(db, now - DRAFTS, held)
    gone += rate_limits.forget(db, now - INBOX)
    return gone if held else gone + _delete_expired_of_nobody(db, now)


def _delete_expired_of(db: Connection, trust: Trust, now: datetime) -> int:
    keep = trust.policy
    answers_before = now - timedelta(days=keep.keep_answer_days)
    gone = outbox.forget(db, trust.id, now - timedelta(days=keep.keep_letter_days), answers_before)
    notes, decisions = now - keep.keep_note_years * YEAR, now - keep.keep_decision_years * YEAR
    if expired := events.find_expired_words(db, trust.id, notes, decisions):
        gone += seals.redact_events(db, trust.id, expired, events.WORDS_EXPIRED, actor=Actor(None, now))
    return gone


def _delete_expired_of_nobody(db: Connection, now: datetime) -> int:
    """Of what no trust can be told."""
    return (
        inbox.delete_old_incoming(db, now - INBOX)
        + pictures.delete_expired_pictures(db, now)
        + conversations.delete_unused_conversations(db, now - CHATS)
        + security_log.delete_old_security_events(db, (now - SECURITY).date())
    )
