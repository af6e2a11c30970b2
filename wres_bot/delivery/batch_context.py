"""Owns what a pass of delivery needs to word and address its letters, read once for all of them. Words nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from wres_bot.delivery.due_reminders import A_MONTH
from wres_bot.delivery.reminder_history import (
    NO_REMINDER,
    LastReminder,
    Recipient,
    load_reminder_history,
    recipient_of,
)
from wres_bot.domain.dates import london_day
from wres_bot.domain.letters import ReminderSubject
from wres_bot.store import actions, people
from wres_bot.store.models import Action, Letter, Snooze, Trust
from wres_bot.store.people import Identity, PersonDetails, recipients


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who the letters' people are and how each is reached."""

    trusts: Mapping[int, Trust]
    persons: Mapping[int, PersonDetails]
    identities: Mapping[int, list[Identity]]
    preferences: Mapping[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class BatchContext:
    """A hundred letters are not a hundred times the queries of one."""

    today: date
    recipients: Recipients
    posts: Mapping[tuple[int, int], list[str]]
    actions_of: Mapping[int, Sequence[Action]]
    last_reminders: Mapping[tuple[int, Recipient], LastReminder]
    snoozes: Mapping[int, list[Snooze]]

    def last_reminder_of(self, trust: Trust, pair: Recipient) -> LastReminder:
        return self.last_reminders.get((trust.id, pair), NO_REMINDER)

    def owned_actions(self, person_id: int, trust: Trust, among: Iterable[int]) -> list[Action]:
        """Those of the actions that are the person's today, in the order of their plans."""
        chosen = set(among)
        return [
            each for each in self.actions_of.get(person_id, ()) if each.id in chosen and each.plan.trust_id == trust.id
        ]


def load_recipients(db: Connection, letters: Iterable[Letter]) -> Recipients:
    given = list(letters)
    everybody = {person for letter in given for person in recipient_of(letter) or ()}
    return Recipients(
        trusts={id: people.load_trust(db, id) for id in {letter.trust_id for letter in given}},
        persons=recipients.load_people(db, everybody),
        identities=recipients.load_identities(db, everybody),
        preferences=recipients.load_preferences(db, everybody),
    )


def load_batch_context(db: Connection, letters: Iterable[Letter], now: datetime) -> BatchContext:
    today = london_day(now)
    given = list(letters)
    known = load_recipients(db, given)
    pairs: defaultdict[int, set[Recipient]] = defaultdict(set)
    chosen: set[int] = set()
    for letter in given:
        subject = letter.subject
        if isinstance(subject, ReminderSubject) and letter.card is None and (pair := recipient_of(letter)):
            pairs[letter.trust_id].add(pair)
            chosen.update(subject.actions)
    asked = {person for some in pairs.values() for person, _ in some}
    theirs = recipients.find_owned_actions(db, asked, chosen, today)
    snoozes: defaultdict[int, list[Snooze]] = defaultdict(list)
    for snooze in actions.load_snoozes(db, today - A_MONTH) if asked else ():
        snoozes[snooze.person_id].append(snooze)
    whose: defaultdict[int, list[int]] = defaultdict(list)
    for person, action in theirs:
        whose[action].append(person)
    mine: defaultdict[int, list[Action]] = defaultdict(list)
    for each in actions.load_actions_by_id(db, whose, today):
        for person in whose[each.id]:
            mine[person].append(each)
    return BatchContext(
        today=today,
        recipients=known,
        posts=recipients.load_posts(db, asked, today),
        actions_of=mine,
        last_reminders={
            (id, pair): last
            for id, some in pairs.items()
            for pair, last in load_reminder_history(db, known.trusts[id], some).last.items()
        },
        snoozes=snoozes,
    )
