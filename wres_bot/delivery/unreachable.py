"""Owns the coordinators' list of those whom nobody could ask, once a working day. Must not word or send."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from wres_bot.delivery.due_work import MARGIN, A, Waiting, due_points, who_waits
from wres_bot.delivery.reminder_history import Told
from wres_bot.domain.dates import london
from wres_bot.domain.reminder_rules import Due
from wres_bot.store import actions, due_dates, people
from wres_bot.store.models import ActionFacts, LetterFacts, TrustFacts
from wres_bot.store.outbox import digests
from wres_bot.views.reminder import Entry, Unreached


def unreached_prefix(trust: TrustFacts, coordinator: int) -> str:
    return f"unreachable:{trust.key}:{coordinator}:"


def since_notice(db: Connection, prefix: str, coordinator: int, but: int = 0) -> date | None:
    found = digests.newest_of(db, prefix, but=but, person_id=coordinator)
    return date.fromisoformat(found[0].about["on"]) if found else None


def anybody_unreached(db: Connection, trust: TrustFacts, today: date, since: date | None, held: Waiting[A]) -> bool:
    return any(_found(db, trust, today, since, held))


def unreached(db: Connection, trust: TrustFacts, today: date, since: date | None) -> list[Unreached]:
    """Posts that could not be asked about what is due, and why; with those whose letters could not be delivered."""
    horizon = today + timedelta(days=max(trust.policy.lead_days, default=0)) + MARGIN
    near = actions.by_ids(db, actions.due_by(db, horizon, today, trust.id), today)
    held: Waiting[ActionFacts] = who_waits(near, people.who_prefers(db, "reminders", "off"))
    found = []
    for post, why, person, points in _found(db, trust, today, since, held):
        entries = tuple(Entry(*point) for point in points)
        found.append(Unreached(post if person is None else _post(entries, person), why, entries))
    return found


def _found(
    db: Connection, trust: TrustFacts, today: date, since: date | None, held: Waiting[A]
) -> Iterator[tuple[str, str, int | None, list[tuple[A, Any, Due]]]]:
    """Post, why, the person where a letter found no way to them, and what it is about."""
    for (post, why), owned in sorted(held.posts.items(), key=lambda each: each[0]):
        if points := due_points(trust, owned, today, Told(since)):
            yield post, why, None, points
    for person, letter in _undelivered(db, trust, today, since).items():
        about, asked = set(letter.about.get("actions", ())), set(letter.about.get("milestones", ()))
        mine = [action for action in held.people.get(person, ()) if action.id in about]
        told = Told(date.fromisoformat(letter.about["on"]) - timedelta(days=62))
        if points := [point for point in due_points(trust, mine, today, told) if point[1].id in asked]:
            yield "", letter.error or "no way to reach them", person, points


def _undelivered(db: Connection, trust: TrustFacts, today: date, since: date | None) -> dict[int, LetterFacts]:
    """The newest letter of each person that found no way to them since the last notice."""
    after = since or today - timedelta(days=31)
    begins: datetime = london(min(after, today), time())
    newest: dict[int, LetterFacts] = {}
    for letter in due_dates.given_up(db, trust.id, "reminder:", today, begins):
        fresh = after < date.fromisoformat(letter.about["on"]) <= today or letter.about["on"] == today.isoformat()
        if fresh and letter.person_id is not None and (letter.said or {}).get("unreachable"):
            newest.setdefault(letter.person_id, letter)
    return newest


def _post(entries: tuple[Entry, ...], person_id: int) -> str:
    for owner in entries[0].action.owners:
        if any(holder.person_id == person_id for holder in owner.holders):
            return owner.post
    return entries[0].action.owners[0].post if entries[0].action.owners else "Nobody yet"
