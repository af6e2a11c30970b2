"""Owns the coordinators' list of those whom nobody could ask, once a working day. Must not word or send."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from wres_bot.delivery.due_reminders import (
    A_MONTH,
    MARGIN,
    A,
    DuePoint,
    DueWork,
    find_due_points,
    group_by_owner,
    make_entry,
)
from wres_bot.delivery.reminder_history import LastReminder
from wres_bot.domain.dates import london_instant
from wres_bot.domain.delivery_failures import DeliveryFailure, NobodyToAsk
from wres_bot.domain.letter_keys import REMINDERS, UnreachableKey
from wres_bot.domain.letters import NoWayThere, ReminderSubject, UnreachableNotice
from wres_bot.store import actions, outbox, people
from wres_bot.store.models import Action, Letter, Trust
from wres_bot.store.outbox import history
from wres_bot.views.reminder import ReminderEntry, UnreachableOwner

TWO_MONTHS = timedelta(days=62)
"""An undelivered reminder told nothing: its dates are looked for as if the last one had been so long ago."""
_ORDER = {why: n for n, why in enumerate(NobodyToAsk)}


def find_last_notice_day(db: Connection, trust: Trust, coordinator: int, but: int = 0) -> date | None:
    """The day of the last list that this coordinator was sent, the letter `but` left out."""
    prefix = UnreachableKey(trust.key, coordinator, date.min).of_reader
    found = outbox.find_newest(db, prefix, but=but, person_id=coordinator)
    return found.subject.on if found and isinstance(found.subject, UnreachableNotice) else None


def is_anybody_unreachable(db: Connection, trust: Trust, today: date, since: date | None, held: DueWork[A]) -> bool:
    return any(_find_unreachable(db, trust, today, since, held))


def load_unreachable(db: Connection, trust: Trust, today: date, since: date | None) -> list[UnreachableOwner]:
    """Posts that could not be asked about what is due, and why; with those whose letters could not be delivered."""
    horizon = today + timedelta(days=max(trust.policy.lead_days, default=0)) + MARGIN
    near = actions.load_actions_by_id(db, actions.find_due_actions(db, horizon, today, trust.id), today)
    held: DueWork[Action] = group_by_owner(near, people.find_people_preferring(db, "reminders", "off"))
    found = []
    for post, why, person, points in _find_unreachable(db, trust, today, since, held):
        entries = tuple(make_entry(point) for point in points)
        found.append(UnreachableOwner(post if person is None else _post(entries, person), why, entries))
    return found


def _find_unreachable(
    db: Connection, trust: Trust, today: date, since: date | None, held: DueWork[A]
) -> Iterator[tuple[str, DeliveryFailure | NobodyToAsk, int | None, list[DuePoint[A]]]]:
    """Post, why, the person where a letter found no way to them, and what it is about."""
    for (post, why), owned in sorted(held.posts.items(), key=lambda each: (each[0][0], _ORDER[each[0][1]])):
        if points := find_due_points(trust, owned, today, LastReminder(since)):
            yield post, why, None, points
    for person, (letter, subject) in _load_undelivered(db, trust, today, since).items():
        about, asked = set(subject.actions), set(subject.milestones)
        mine = [action for action in held.people.get(person, ()) if action.id in about]
        last = LastReminder(subject.on - TWO_MONTHS)
        if points := [point for point in find_due_points(trust, mine, today, last) if point.milestone.id in asked]:
            yield "", letter.failure or NobodyToAsk.NO_WAY, person, points


def _load_undelivered(
    db: Connection, trust: Trust, today: date, since: date | None
) -> dict[int, tuple[Letter, ReminderSubject]]:
    """The newest letter of each person that found no way to them since the last notice."""
    after = since or today - A_MONTH
    begins: datetime = london_instant(min(after, today), time())
    newest: dict[int, tuple[Letter, ReminderSubject]] = {}
    for letter in history.load_dead_reminders(db, trust.id, REMINDERS, today, begins):
        subject = letter.subject
        if not isinstance(subject, ReminderSubject) or letter.person_id is None:
            continue
        fresh = after < subject.on <= today or subject.on == today
        if fresh and isinstance(letter.content, NoWayThere):
            newest.setdefault(letter.person_id, (letter, subject))
    return newest


def _post(entries: tuple[ReminderEntry, ...], person_id: int) -> str:
    for owner in entries[0].action.owners:
        if any(holder.person_id == person_id for holder in owner.holders):
            return owner.post
    return entries[0].action.owners[0].post if entries[0].action.owners else "Nobody yet"
