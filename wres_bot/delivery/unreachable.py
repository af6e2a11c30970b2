"""Owns the coordinators' list of those whom nobody could ask, once a working day. Must not word or send."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from wres_bot.delivery.due_work import MARGIN, A, DueWork, find_due_dates, group_by_owner
from wres_bot.delivery.reminder_history import LastReminder
from wres_bot.domain.dates import london_instant
from wres_bot.domain.reminder_rules import DueReminder
from wres_bot.store import actions, due_dates, people
from wres_bot.store.models import Action, Letter, Trust
from wres_bot.store.outbox import held_digests
from wres_bot.views.reminder import ReminderEntry, UnreachableOwner


def unreachable_prefix(trust: Trust, coordinator: int) -> str:
    return f"unreachable:{trust.key}:{coordinator}:"


def find_last_notice_day(db: Connection, prefix: str, coordinator: int, but: int = 0) -> date | None:
    found = held_digests.find_newest(db, prefix, but=but, person_id=coordinator)
    return date.fromisoformat(found[0].about["on"]) if found else None


def is_anybody_unreachable(db: Connection, trust: Trust, today: date, since: date | None, held: DueWork[A]) -> bool:
    return any(_find_unreachable(db, trust, today, since, held))


def load_unreachable(db: Connection, trust: Trust, today: date, since: date | None) -> list[UnreachableOwner]:
    """Posts that could not be asked about what is due, and why; with those whose letters could not be delivered."""
    horizon = today + timedelta(days=max(trust.policy.lead_days, default=0)) + MARGIN
    near = actions.load_actions_by_id(db, actions.find_due_actions(db, horizon, today, trust.id), today)
    held: DueWork[Action] = group_by_owner(near, people.find_people_preferring(db, "reminders", "off"))
    found = []
    for post, why, person, points in _find_unreachable(db, trust, today, since, held):
        entries = tuple(ReminderEntry(*point) for point in points)
        found.append(UnreachableOwner(post if person is None else _post(entries, person), why, entries))
    return found


def _find_unreachable(
    db: Connection, trust: Trust, today: date, since: date | None, held: DueWork[A]
) -> Iterator[tuple[str, str, int | None, list[tuple[A, Any, DueReminder]]]]:
    """Post, why, the person where a letter found no way to them, and what it is about."""
    for (post, why), owned in sorted(held.posts.items(), key=lambda each: each[0]):
        if points := find_due_dates(trust, owned, today, LastReminder(since)):
            yield post, why, None, points
    for person, letter in _load_undelivered(db, trust, today, since).items():
        about, asked = set(letter.about.get("actions", ())), set(letter.about.get("milestones", ()))
        mine = [action for action in held.people.get(person, ()) if action.id in about]
        last = LastReminder(date.fromisoformat(letter.about["on"]) - timedelta(days=62))
        if points := [point for point in find_due_dates(trust, mine, today, last) if point[1].id in asked]:
            yield "", letter.error or "no way to reach them", person, points


def _load_undelivered(db: Connection, trust: Trust, today: date, since: date | None) -> dict[int, Letter]:
    """The newest letter of each person that found no way to them since the last notice."""
    after = since or today - timedelta(days=31)
    begins: datetime = london_instant(min(after, today), time())
    newest: dict[int, Letter] = {}
    for letter in due_dates.load_dead_reminders(db, trust.id, "reminder:", today, begins):
        fresh = after < date.fromisoformat(letter.about["on"]) <= today or letter.about["on"] == today.isoformat()
        if fresh and letter.person_id is not None and (letter.said or {}).get("unreachable"):
            newest.setdefault(letter.person_id, letter)
    return newest


def _post(entries: tuple[ReminderEntry, ...], person_id: int) -> str:
    for owner in entries[0].action.owners:
        if any(holder.person_id == person_id for holder in owner.holders):
            return owner.post
    return entries[0].action.owners[0].post if entries[0].action.owners else "Nobody yet"
