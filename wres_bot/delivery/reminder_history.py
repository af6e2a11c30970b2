"""Owns what each person was last told, read from letters for many people at once. Must not put, word or send."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from wres_bot.store import due_dates
from wres_bot.store.models import Letter, Trust

Recipient = tuple[int, int]
"""Whom a reminder is for, and who reads it: the same person, but for a rehearsal."""


@dataclass(frozen=True, slots=True)
class LastReminder:
    """`sent_on`: the day of the newest letter that told the person; None when none did.

    `overdue_asked`: passed dates (milestones) asked about not long before, each with its day.
    """

    sent_on: date | None = None
    overdue_asked: Mapping[int, date] = field(default_factory=dict)


NO_REMINDER = LastReminder()


@dataclass(frozen=True, slots=True)
class ReminderHistory:
    """`unsent`: ids of letters that still wait to be sent."""

    last: Mapping[Recipient, LastReminder]
    unsent: Mapping[Recipient, list[int]]


def reminder_prefix(trust: Trust, person_id: int, reader: int) -> str:
    """A rehearsal has keys of its own: what a coordinator has read in a rehearsal, nobody has been told."""
    if trust.rehearsing:
        return f"rehearsal:{trust.key}:{reader}:reminder:{person_id}:"
    return f"reminder:{trust.key}:{person_id}:"


def load_reminder_history(db: Connection, trust: Trust, pairs: Collection[Recipient]) -> ReminderHistory:
    """While a person cannot be reached, what the coordinators were told instead counts."""
    readers = [reader for _, reader in pairs]
    if trust.rehearsing:
        letters = due_dates.load_reminders(db, trust.id, "rehearsal:", readers)
    else:
        letters = due_dates.load_last_reminders(db, trust.id, "reminder:", readers)
        letters += due_dates.load_unsent_reminders(db, trust.id, "reminder:", readers)
    wanted = {reminder_prefix(trust, *pair): pair for pair in pairs}
    sent: dict[Recipient, Letter] = {}
    instead: dict[Recipient, Letter] = {}
    unsent: dict[Recipient, list[int]] = {}
    for letter in sorted(letters, key=lambda each: each.id):
        if (pair := wanted.get(letter.key.rsplit(":", 1)[0] + ":")) is None:
            continue
        if letter.state in ("waiting", "retry"):
            unsent.setdefault(pair, []).append(letter.id)
        elif letter.state == "sent":
            sent[pair] = letter
        elif letter.state == "dead" and (letter.said or {}).get("unreachable"):
            instead[pair] = letter
    newer = {pair: each for pair, each in instead.items() if pair not in sent or sent[pair].id < each.id}
    reached = due_dates.find_reachable_people(db, [person for person, _ in newer]) if newer else set()
    counted = sent | {pair: each for pair, each in newer.items() if pair[0] not in reached}
    return ReminderHistory({pair: _last_reminder(letter) for pair, letter in counted.items()}, unsent)


def _last_reminder(letter: Letter) -> LastReminder:
    passed: Mapping[str, Any] = (letter.said or {}).get("passed") or {}
    return LastReminder(
        date.fromisoformat(letter.about["on"]), {int(id): date.fromisoformat(day) for id, day in passed.items()}
    )
