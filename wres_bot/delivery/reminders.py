"""Owns who is reminded today and of what: one letter a person a working day. Must not word or send."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from wres_bot.delivery.due_work import A_MONTH, MARGIN, find_due_dates, group_by_owner, load_coordinators
from wres_bot.delivery.reminder_history import NO_REMINDER, Recipient, load_reminder_history, reminder_prefix
from wres_bot.delivery.unreachable import find_last_notice_day, is_anybody_unreachable, unreachable_prefix
from wres_bot.domain.dates import WorkingDays, london_day, london_instant
from wres_bot.store import actions, due_dates, outbox, people
from wres_bot.store.due_dates import OpenAction
from wres_bot.store.models import Snooze, Trust
from wres_bot.store.outbox import held_digests


def put_reminders(db: Connection, now: datetime) -> int:
    """Puts today's reminders where the hour has come; how many are new. Again the same day it puts nothing."""
    today = london_day(now)
    awake = [trust for trust in people.load_trusts(db) if _is_time(trust, today, now)]
    if not awake:
        return 0
    ahead = max(max(trust.policy.lead_days, default=0) for trust in awake)
    near: defaultdict[int, list[OpenAction]] = defaultdict(list)
    for action in due_dates.load_due_actions(db, today + timedelta(days=ahead) + MARGIN, today):
        near[action.trust_id].append(action)
    if not near:
        return 0
    off = people.find_people_preferring(db, "reminders", "off")
    snoozes: defaultdict[int, list[Snooze]] = defaultdict(list)
    for each in actions.load_snoozes(db, today - A_MONTH):
        snoozes[each.person_id].append(each)
    return sum(_put_trust(db, trust, near[trust.id], off, snoozes, now) for trust in awake if near[trust.id])


def _is_time(trust: Trust, today: date, now: datetime) -> bool:
    return WorkingDays(trust.policy.extra_holidays).is_working(today) and now >= london_instant(
        today, trust.policy.remind_at
    )


def _put_trust(
    db: Connection,
    trust: Trust,
    near: Sequence[OpenAction],
    off: set[int],
    snoozes: dict[int, list[Snooze]],
    now: datetime,
) -> int:
    today = london_day(now)
    waiting = group_by_owner(near, off)
    leads = [lead.id for lead in load_coordinators(db, trust, today)]
    keys: dict[Recipient, str] = {}
    for person in sorted(waiting.people):
        for reader in leads if trust.rehearsing else [person]:
            keys[person, reader] = reminder_prefix(trust, person, reader) + today.isoformat()
    known = due_dates.find_existing_keys(db, keys.values())
    pairs = [pair for pair, key in keys.items() if key not in known]
    history = load_reminder_history(db, trust, pairs)
    letters: dict[Recipient, dict[str, Any]] = {}
    for pair in pairs:
        person, reader = pair
        last = history.last.get(pair, NO_REMINDER)
        points = find_due_dates(trust, waiting.people[person], today, last, snoozes.get(person, ()))
        if not points:
            continue
        letters[pair] = {
            "on": today.isoformat(),
            "actions": sorted({action.id for action, _, _ in points}),
            "milestones": [milestone.id for _, milestone, _ in points],
        }
        if reader != person or trust.rehearsing:
            letters[pair]["for"] = person
    # Another process may have put the same since we looked; its letters are no older ones for ours to replace.
    since = due_dates.find_existing_keys(db, (keys[pair] for pair in letters))
    letters = {pair: about for pair, about in letters.items() if keys[pair] not in since}
    put = outbox.put_all(
        db, trust.id, "reminder", ((keys[pair], pair[1], about) for pair, about in letters.items()), now
    )
    due_dates.mark_moot(db, (id for pair in letters for id in history.unsent.get(pair, ())))
    for lead in leads:
        prefix = unreachable_prefix(trust, lead)
        key = prefix + today.isoformat()
        if due_dates.find_existing_keys(db, [key]):
            continue
        if is_anybody_unreachable(db, trust, today, find_last_notice_day(db, prefix, lead), waiting):
            put += outbox.put(
                db, key, trust.id, "notice", {"what": "unreachable", "on": today.isoformat()}, now, person_id=lead
            )
            if letter := outbox.find_letter_by_key(db, key):
                held_digests.supersede_before(db, prefix, letter.id)
    return put
