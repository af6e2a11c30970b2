"""Reminder history: the last reminder each recipient received. Reads letters; never writes, composes or sends."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from wres_bot.domain.letter_keys import REHEARSALS, REMINDERS
from wres_bot.domain.letters import NoWayThere, ReminderContent, ReminderSubject
from wres_bot.store.models import Letter, Trust
from wres_bot.store.outbox import history
from wres_bot.store.people import recipients as people


class Recipient(NamedTuple):
    """Whom a reminder is for, and who reads it: the same person, but in a rehearsal."""

    person: int
    reader: int


@dataclass(frozen=True, slots=True)
class LastReminder:
    """The newest reminder that reached somebody.

    sent_on: the day it was put, in London; None where there was none.
    last_asked: milestone id -> the day its owner was last asked about it after it had passed.
    """

    sent_on: date | None = None
    last_asked: Mapping[int, date] = field(default_factory=dict)


NO_REMINDER = LastReminder()


@dataclass(frozen=True, slots=True)
class ReminderHistory:
    """last: of recipients who had a reminder. unsent: ids of letters that still wait to be sent."""

    last: Mapping[Recipient, LastReminder]
    unsent: Mapping[Recipient, list[int]]


def load_reminder_history(db: Connection, trust: Trust, recipients: Collection[Recipient]) -> ReminderHistory:
    """The last reminder of each recipient, in a fixed number of queries.

    A letter that could not be delivered counts as received while its recipient is still unreachable: the coordinators
    were told in its place, and would be told again every day otherwise.

    Returns: recipients who never had a reminder are absent from `last`; letters not sent yet are in `unsent`.
    """
    wanted = set(recipients)
    sent: dict[Recipient, Letter] = {}
    undelivered: dict[Recipient, Letter] = {}
    unsent: dict[Recipient, list[int]] = {}
    for letter in sorted(_load_letters(db, trust, wanted), key=lambda each: each.id):
        recipient = recipient_of(letter)
        if recipient is None or recipient not in wanted:
            continue
        if letter.state in ("waiting", "retry"):
            unsent.setdefault(recipient, []).append(letter.id)
        elif letter.state == "sent":
            sent[recipient] = letter
        elif letter.state == "dead" and isinstance(letter.content, NoWayThere):
            undelivered[recipient] = letter
    newer = {who: each for who, each in undelivered.items() if who not in sent or sent[who].id < each.id}
    reached = people.find_reachable_people(db, [who.person for who in newer]) if newer else set()
    counted = sent | {who: each for who, each in newer.items() if who.person not in reached}
    return ReminderHistory({who: _last_reminder(letter) for who, letter in counted.items()}, unsent)


def recipient_of(letter: Letter) -> Recipient | None:
    """Whom a letter is for and who reads it; None for a place."""
    if letter.person_id is None:
        return None
    meant_for = letter.subject.meant_for if isinstance(letter.subject, ReminderSubject) else None
    return Recipient(letter.person_id if meant_for is None else meant_for, letter.person_id)


def _load_letters(db: Connection, trust: Trust, recipients: Collection[Recipient]) -> list[Letter]:
    readers = [who.reader for who in recipients]
    if trust.rehearsing:
        return history.load_reminders(db, trust.id, REHEARSALS, readers)
    newest = history.load_last_reminders(db, trust.id, REMINDERS, readers)
    return newest + history.load_unsent_reminders(db, trust.id, REMINDERS, readers)


def _last_reminder(letter: Letter) -> LastReminder:
    last_asked = letter.content.last_asked if isinstance(letter.content, ReminderContent) else {}
    return LastReminder(letter.subject.on if isinstance(letter.subject, ReminderSubject) else None, last_asked)
