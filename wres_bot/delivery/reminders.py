"""Owns who is reminded today and of what: one letter a person a working day. Must not word or send."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from wres_bot.delivery.due_reminders import A_MONTH, MARGIN, DueWork, find_due_points, group_by_owner
from wres_bot.delivery.reminder_history import NO_REMINDER, Recipient, load_reminder_history
from wres_bot.delivery.unreachable import find_last_notice_day, is_anybody_unreachable
from wres_bot.domain.dates import WorkingDays, london_day, london_instant
from wres_bot.domain.letter_keys import LetterKey, RehearsedReminderKey, ReminderKey, UnreachableKey
from wres_bot.domain.letters import ReminderSubject, UnreachableNotice
from wres_bot.store import actions, near_dates, outbox, people
from wres_bot.store.models import Snooze, Trust
from wres_bot.store.near_dates import DueAction
from wres_bot.store.outbox import history as letters


def put_reminders(db: Connection, now: datetime) -> int:
    """Puts today's reminders where the hour has come; how many are new. Again the same day it puts nothing."""
    today = london_day(now)
    awake = [trust for trust in people.load_trusts(db) if _is_time(trust, today, now)]
    if not awake:
        return 0
    ahead = max(max(trust.policy.lead_days, default=0) for trust in awake)
    near: defaultdict[int, list[DueAction]] = defaultdict(list)
    for action in near_dates.load_due_actions(db, today + timedelta(days=ahead) + MARGIN, today):
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
    near: Sequence[DueAction],
    off: set[int],
    snoozes: dict[int, list[Snooze]],
    now: datetime,
) -> int:
    today = london_day(now)
    waiting = group_by_owner(near, off)
    leads = [lead.id for lead in people.load_coordinators(db, trust.id, today)]
    keys: dict[Recipient, LetterKey] = {}
    for person in sorted(waiting.people):
        for reader in leads if trust.rehearsing else [person]:
            keys[Recipient(person, reader)] = _reminder_key(trust, person, reader, today)
    known = letters.find_existing_keys(db, map(str, keys.values()))
    recipients = [recipient for recipient, key in keys.items() if str(key) not in known]
    history = load_reminder_history(db, trust, recipients)
    subjects: dict[Recipient, ReminderSubject] = {}
    for recipient in recipients:
        last = history.last.get(recipient, NO_REMINDER)
        owned = waiting.people[recipient.person]
        points = find_due_points(trust, owned, today, last, snoozes.get(recipient.person, ()))
        if points:
            subjects[recipient] = ReminderSubject(
                today,
                actions=tuple(sorted({point.action.id for point in points})),
                milestones=tuple(point.milestone.id for point in points),
                meant_for=recipient.person if trust.rehearsing else None,
            )
    # Another process may have put the same since we looked; its letters are no older ones for ours to replace.
    since = letters.find_existing_keys(db, (str(keys[recipient]) for recipient in subjects))
    fresh = {recipient: subject for recipient, subject in subjects.items() if str(keys[recipient]) not in since}
    put = outbox.put_all(db, trust.id, ((keys[who], who.reader, subject) for who, subject in fresh.items()), now)
    outbox.supersede(db, (id for recipient in fresh for id in history.unsent.get(recipient, ())))
    return put + sum(_put_unreachable_notice(db, trust, lead, waiting, now) for lead in leads)


def _reminder_key(trust: Trust, person: int, reader: int, today: date) -> LetterKey:
    if trust.rehearsing:
        return RehearsedReminderKey(trust.key, reader, person, today)
    return ReminderKey(trust.key, person, today)


def _put_unreachable_notice(
    db: Connection, trust: Trust, lead: int, waiting: DueWork[DueAction], now: datetime
) -> bool:
    """The list of those whom nobody could ask, where there is somebody on it: once a day, in place of older ones."""
    today = london_day(now)
    key = UnreachableKey(trust.key, lead, today)
    if letters.find_existing_keys(db, [str(key)]):
        return False
    if not is_anybody_unreachable(db, trust, today, find_last_notice_day(db, trust, lead), waiting):
        return False
    put = outbox.put(db, key, trust.id, UnreachableNotice(today), now, person_id=lead)
    if letter := outbox.find_letter_by_key(db, key):
        outbox.supersede_before(db, key.of_reader, letter.id)
    return put
