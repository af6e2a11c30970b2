"""Owns who waits to be asked today, about what, and whom nobody can ask. Must not put or word letters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Generic, Protocol, TypeVar

from wres_bot.delivery.reminder_history import LastReminder
from wres_bot.domain.dates import WorkingDays, london_day
from wres_bot.domain.delivery_failures import NobodyToAsk
from wres_bot.domain.overdue import last_day_of
from wres_bot.domain.policy import Policy
from wres_bot.domain.reminder_rules import REVIEWED, DueReminder, find_due_stages
from wres_bot.domain.statuses import NOT_BEGUN, Status
from wres_bot.store.models import Action, Snooze, Trust
from wres_bot.views.reminder import ReminderEntry

A_MONTH = timedelta(days=31)
MARGIN = timedelta(days=6)
"""A reminder moves earlier over a bank holiday weekend; so far ahead is looked for actions."""


class _Holder(Protocol):
    @property
    def person_id(self) -> int: ...
    @property
    def active(self) -> bool: ...


class _Owner(Protocol):
    @property
    def post(self) -> str: ...
    @property
    def holders(self) -> Sequence[_Holder]: ...


class DueAction(Protocol):
    """What is needed of an action to know whom to ask: read in bulk for planning, or whole to be worded."""

    @property
    def id(self) -> int: ...
    @property
    def status(self) -> Status: ...
    @property
    def continuing(self) -> bool: ...
    @property
    def milestones(self) -> Sequence[Any]: ...
    @property
    def owners(self) -> Sequence[_Owner]: ...


A = TypeVar("A", bound=DueAction)


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
    return [ReminderEntry(*point) for point in find_due_points(trust, owned, today, last, snoozes)]


def find_due_points(
    trust: Trust, owned: Iterable[A], today: date, last: LastReminder, snoozes: Iterable[Snooze] = ()
) -> list[tuple[A, Any, DueReminder]]:
    """What of these a person is to be reminded of today: the newest stage of each date since they were last told.

    `snoozes`: the person's own, with those that ended within a month.
    """
    paused, woken = _split_snoozes(snoozes, today, last)
    days = WorkingDays(trust.policy.extra_holidays)
    found = []
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
) -> list[tuple[A, Any, DueReminder]]:
    wanted = {m.id: m for m in action.milestones if is_worth_asking(action, m)}
    due = find_due_stages(wanted.values(), today, since, policy, days, last_asked)
    found = [(action, wanted[each.milestone_id], each) for each in due]
    # One action is asked about once: what has gone by unmet, else the nearest date.
    if len(found) > 1:
        found.sort(key=lambda f: (not f[2].after or f[1].kind in REVIEWED, last_day_of(f[1]) or today))
    return found[:1]


def is_worth_asking(action: DueAction, milestone: Any) -> bool:
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
