"""Owns which quarterly digests and previews are put, and when they go. Must not word or send."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from wres_bot.domain.access import Person
from wres_bot.domain.dates import Quarter, WorkingDays, london_day, london_instant, quarter_of
from wres_bot.domain.letter_keys import DigestKey, PreviewKey, RehearsedDigestKey
from wres_bot.domain.letters import DigestSubject, NoWayThere, PreviewSubject
from wres_bot.domain.policy import Policy
from wres_bot.domain.reminder_rules import digest_day
from wres_bot.store import events, outbox, people, places, plans
from wres_bot.store.models import Place, Plan, Trust
from wres_bot.store.outbox import held_digests


@dataclass(frozen=True, slots=True)
class PlannedDigest:
    """One digest: the quarter it is about, the day it goes, and what tells it from others of that quarter."""

    quarter: Quarter
    day: date
    mark: str


def put_digests(db: Connection, now: datetime) -> int:
    """Puts the digests whose preview day has come, each to go at its time; how many are new.

    One that was missed by up to a quarter is still put, once, to go now. An older one never is.
    """
    put = 0
    for trust in people.load_trusts(db):
        leads = people.load_coordinators(db, trust.id, london_day(now))
        for going in _plan_digests(trust.policy, london_day(now)):
            for plan, place in _plans_and_places(db, trust, going):
                put += _put_digest(db, trust, plan, place, going, leads, now)
    return put


def _plan_digests(policy: Policy, today: date) -> list[PlannedDigest]:
    """The digests whose preview day is today or has gone, back to a quarter ago."""
    days = WorkingDays(policy.extra_holidays)
    if policy.digest_dates:
        chosen = [
            PlannedDigest(quarter_of(day).previous(), day, day.isoformat()) for day in sorted(policy.digest_dates)
        ]
        chosen = [going for going in chosen if quarter_of(today) == quarter_of(going.day)]
    else:
        quarter = quarter_of(today).previous()
        chosen = [PlannedDigest(quarter, digest_day(quarter, policy), str(quarter))]
    moved = [PlannedDigest(going.quarter, _first_day_unpaused(going.day, policy, days), going.mark) for going in chosen]
    return [going for going in moved if days.add(going.day, -policy.preview_working_days) <= today]


def _first_day_unpaused(day: date, policy: Policy, days: WorkingDays) -> date:
    """The first working day after a pause that holds the day."""
    for first, last in sorted(policy.digest_paused):
        if first <= day <= last:
            day = days.on_or_after(last + timedelta(days=1))
    return day


def _plans_and_places(db: Connection, trust: Trust, going: PlannedDigest) -> Iterator[tuple[Plan, Place]]:
    open_plans = [p for p in plans.load_open_plans(db, trust.id, going.day) if _is_reported(db, p, going.quarter)]
    for place in places.load_places(db, trust.id):
        if place.audience not in ("network", "steering") or place.state != "ok":
            continue
        for plan in open_plans:
            if place.plan_id in (None, plan.id):
                yield plan, place


def _is_reported(db: Connection, plan: Plan, quarter: Quarter) -> bool:
    """From its first quarter to the one after its last; then while anything is open or changes its status.

    A plan that nobody closes is thus told of for the last time when its last action has come to its end.
    """
    if plan.starts > quarter.last:
        return False
    if quarter.last <= quarter_of(plan.ends).next().last:
        return True
    return plans.has_open_actions(db, plan.id) or _has_status_changes(db, plan, quarter)


def _has_status_changes(db: Connection, plan: Plan, quarter: Quarter) -> bool:
    begins, ends = london_instant(quarter.first, time()), london_instant(quarter.next().first, time())
    return any(event.field == "status" for event in events.load_events_between(db, plan.id, begins, ends))


def _put_digest(
    db: Connection,
    trust: Trust,
    plan: Plan,
    place: Place,
    going: PlannedDigest,
    leads: list[Person],
    now: datetime,
) -> int:
    at = _time_to_send(db, trust, place, going, now)
    subject, key = (
        DigestSubject(plan.id, place.id, going.quarter, at),
        DigestKey(trust.key, plan.name, place.id, going.mark),
    )
    if trust.rehearsing:
        rehearsed, when = replace(subject, meant_for=place.id), max(at, now)
        keys = {lead.id: RehearsedDigestKey(lead.id, key) for lead in leads}
        return sum(
            outbox.put(db, each, trust.id, rehearsed, now, person_id=lead, not_before=when)
            for lead, each in keys.items()
        )
    newest = outbox.find_newest(db, key.of_place, outbox.STATES)
    if newest and newest.key != str(key) and isinstance(newest.subject, DigestSubject) and newest.subject.going > at:
        return 0  # the clock has been put back: a later one has said it all
    # A digest that was missed goes at once: nobody is asked again whether it may, except where approval is the rule.
    when = held_digests.HELD if trust.policy.digest_needs_approval else max(at, now)
    fresh = outbox.put(db, key, trust.id, subject, now, place_id=place.id, not_before=when)
    if fresh and (at > now or trust.policy.digest_needs_approval):
        preview = PreviewSubject(plan.id, place.id, going.quarter, at, str(key))
        for lead in leads:
            outbox.put(db, PreviewKey(key, lead.id), trust.id, preview, now, person_id=lead.id)
    if not fresh:
        _revive(db, key, now)
    return int(fresh)


def _time_to_send(db: Connection, trust: Trust, place: Place, going: PlannedDigest, now: datetime) -> datetime:
    """Its own time. One whose time came before the channel was in use, or in a rehearsal, is previewed first."""
    at = london_instant(going.day, trust.policy.digest_at)
    live = held_digests.find_live_since(db, trust.id, place, now)
    if trust.rehearsing or live is None or live <= at:
        return at
    days = WorkingDays(trust.policy.extra_holidays)
    return london_instant(days.add(london_day(now), trust.policy.preview_working_days), trust.policy.digest_at)


def _revive(db: Connection, key: DigestKey, now: datetime) -> None:
    """A channel that could not be posted to has been named again: its digest goes after all."""
    letter = outbox.find_letter_by_key(db, key)
    if letter is not None and letter.state == "dead" and isinstance(letter.content, NoWayThere):
        outbox.retry(db, [letter.id], now)
