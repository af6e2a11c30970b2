"""Owns who waits to be asked today, about what, and whom nobody can ask. Must not put or word letters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, NamedTuple, TypeVar

from wres_bot.delivery.reminder_history import LastReminder
from wres_bot.domain.dates import WorkingDays, london_day
from wres_bot.domain.delivery_failures import NobodyToAsk
from wres_bot.domain.overdue import last_day_of
from wres_bot.domain.policy import Policy
from wres_bot.domain.reminder_rules import REVIEWED, DueReminder, ReminderPoint, find_due_stages
from wres_bot.domain.statuses import NOT_BEGUN
from wres_bot.store.models import Action, Snooze, Trust
from wres_bot.store.near_dates import DueAction
from wres_bot.views.reminder import ReminderEntry

A_MONTH = timedelta(days=31)
MARGIN = timedelta(days=6)
"""A reminder moves earlier over a bank holiday weekend; so far ahead is looked for actions."""


A = TypeVar("A", DueAction, Action)
"""An action with a date near or gone: read in bulk for planning, or whole to be worded."""


class DuePoint(NamedTuple, Generic[A]):
    """One date that somebody is to be reminded of: its action, the date, and the stage it is at."""

    action: A
    milestone: ReminderPoint
    due: DueReminder


@dataclass(slots=True)
class DueWork(Generic[A]):
    """What is near or gone in one trust: by person, and for those whom nobody can ask, by post."""

    people: dict[int, list[A]] = field(default_factory=dict)
    posts: dict[tuple[str, NobodyToAsk], list[A]] = field(default_factory=dict)


def group_by_owner(near: Iterable[A], off: set[int]) -> DueWork[A]:
    """Actions by who holds the posts that own them. `off`: people who asked for no reminders."""
    found: DueWork[A] = DueWork()
    for action in near:
        for owner in action.owners:
            if not owner.holders:
                found.posts.setdefault((owner.post, NobodyToAsk.VACANT), []).append(action)
            for holder in owner.holders:
                mine = found.people.get(holder.person_id)
                if not holder.active or holder.person_id in off:
                    why = NobodyToAsk.SILENT if holder.active else NobodyToAsk.LEFT
                    found.posts.setdefault((owner.post, why), []).append(action)
                elif mine is None:
                    found.people[holder.person_id] = [action]
                elif mine[-1] is not action:  # two of its posts may be theirs
                    mine.append(action)
    return found


def find_due_entries(
    trust: Trust,
    owned: Iterable[Action],
    today: date,
    last: LastReminder,
    snoozes: Iterable[Snooze] = (),
) -> list[ReminderEntry]:
    """As `find_due_points`, of actions read whole."""
    return [make_entry(point) for point in find_due_points(trust, owned, today, last, snoozes)]


def find_entries_asked_again(owned: Iterable[Action], today: date) -> list[ReminderEntry]:
    """Of each action the date it is asked about once more: what has gone by unmet, else the nearest."""
    found = []
    for action in owned:
        unmet = [m for m in action.milestones if m.met_on is None and is_worth_asking(action, m) and last_day_of(m)]
        if unmet:
            nearest = min(unmet, key=lambda m: (m.kind in REVIEWED, last_day_of(m) or today))
            found.append(ReminderEntry(action, nearest, DueReminder(nearest.id, "again", today)))
    return found


def make_entry(point: DuePoint[Action]) -> ReminderEntry:
    """The point as a reminder shows it, with all that is known of its date."""
    milestone = next(each for each in point.action.milestones if each.id == point.milestone.id)
    return ReminderEntry(point.action, milestone, point.due)


def find_due_points(
    trust: Trust, owned: Iterable[A], today: date, last: LastReminder, snoozes: Iterable[Snooze] = ()
) -> list[DuePoint[A]]:
    """What of these a person is to be reminded of today: the newest stage of each date since they were last told.

    `snoozes`: the person's own, with those that ended within a month.
    """
    paused, woken = _split_snoozes(snoozes, today, last)
    days = WorkingDays(trust.policy.extra_holidays)
    found: list[DuePoint[A]] = []
    for action in owned:
        if action.id in paused:
            continue
        if (slept := woken.get(action.id)) is not None and last.sent_on is not None:
            # What fell due while it was paused is told when the pause is over, asked about before or not.
            found += _find_dates_of(action, today, min(last.sent_on, slept), {}, trust.policy, days)
        else:
            found += _find_dates_of(action, today, last.sent_on, last.last_asked, trust.policy, days)
    return found


def _find_dates_of(
    action: A, today: date, since: date | None, last_asked: Mapping[int, date], policy: Policy, days: WorkingDays
) -> list[DuePoint[A]]:
    wanted = {m.id: m for m in action.milestones if is_worth_asking(action, m)}
    due = find_due_stages(wanted.values(), today, since, policy, days, last_asked)
    found = [DuePoint(action, wanted[each.milestone_id], each) for each in due]
    # One action is asked about once: what has gone by unmet, else the nearest date.
    if len(found) > 1:
        found.sort(key=lambda p: (not p.due.after or p.milestone.kind in REVIEWED, last_day_of(p.milestone) or today))
    return found[:1]


def is_worth_asking(action: DueAction | Action, milestone: ReminderPoint) -> bool:
    """Done is never reminded, except the reviews of what goes on; a start is no question once something has begun."""
    if action.status == "cancelled" or (action.status == "done" and not action.continuing):
        return False
    if action.status == "done":
        return milestone.kind in REVIEWED
    return milestone.kind != "start" or action.status in NOT_BEGUN


def _split_snoozes(snoozes: Iterable[Snooze], today: date, last: LastReminder) -> tuple[set[int], dict[int, date]]:
    """Actions paused today, and those whose pause is over and untold, with the day before it began."""
    paused, woken = set(), {}
    for snooze in snoozes:
        if snooze.until >= today:
            paused.add(snooze.action_id)
        elif last.sent_on is not None and last.sent_on <= snooze.until:
            woken[snooze.action_id] = london_day(snooze.at) - timedelta(days=1)
    return paused, woken
