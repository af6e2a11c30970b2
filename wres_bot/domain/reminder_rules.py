"""Owns when a milestone is worth a reminder, and when a digest goes; must not know to whom, or in what words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, Protocol

from wres_bot.domain.dates import Quarter, WorkingDays, add_months
from wres_bot.domain.policy import Policy

REPEAT_GAP = timedelta(days=21)
"""So long nobody is asked again about a date that has passed."""
LATE_FIRST_GAP = timedelta(days=14)
"""And when the first time was late, this long: what somebody has just read is not repeated at its next day."""
FIRST_LOOK_BACK = REPEAT_GAP + timedelta(days=39)
"""A first message holds everything still true: the next monthly day after a breath is at most so far off, with Easter
or Christmas in between."""

REPEATING = frozenset({"recurring", "ongoing"})
REVIEWED = frozenset({"review", "recurring", "ongoing"})
"""Asked about as a review: nothing of these is missed when the day goes by."""


class ReminderPoint(Protocol):
    """What is needed of a milestone. For a repeating one `due` is its next occurrence."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def due(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...
    @property
    def met_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder of one milestone: the stage it is at, and the working day it falls on."""

    milestone_id: int
    stage: str
    on: date

    @property
    def after(self) -> bool:
        return self.stage in ("after", "monthly")


def find_due_stages(
    milestones: Iterable[ReminderPoint],
    today: date,
    since: date | None,
    policy: Policy,
    days: WorkingDays,
    last_asked: Mapping[int, date] | None = None,
) -> list[DueReminder]:
    """What to remind of today: for each milestone the newest stage after `since`, up to and including today.

    `since` is the day of the person's last sent reminder, None when there was none. `last_asked`: the day on which each
    passed date was last asked about, as far as that is not long ago.
    """
    after = today - FIRST_LOOK_BACK if since is None else since
    found = []
    for milestone in milestones:
        past = list_stages(milestone, today, policy, days)
        if past and past[-1].on > after and not _was_asked_lately(past[-1], last_asked):
            found.append(past[-1])
    return found


def _was_asked_lately(due: DueReminder, last_asked: Mapping[int, date] | None) -> bool:
    before = last_asked.get(due.milestone_id) if last_asked and due.after else None
    return before is not None and due.on - before < LATE_FIRST_GAP


def list_stages(milestone: ReminderPoint, today: date, policy: Policy, days: WorkingDays) -> list[DueReminder]:
    """Every stage of one milestone that falls up to today, in order of time."""
    if milestone.due is None or milestone.met_on is not None:
        return []
    how = _StageRule(
        policy.lead_days, policy.lead_working_days, policy.on_the_day, policy.grace_working_days, policy.repeat_months,
        days, milestone.kind in REPEATING,
    )  # fmt: skip
    plan = _plan_stages(milestone.due, milestone.until or milestone.due, today, how)
    return [DueReminder(milestone.id, stage, on) for on, stage in plan]


class _StageRule(NamedTuple):
    """What of a policy decides when."""

    lead_days: tuple[int, ...]
    lead_working_days: int
    on_the_day: bool
    grace: int
    repeat_months: int
    days: WorkingDays
    repeating: bool


@lru_cache(maxsize=10_000)
def _plan_stages(due: date, last: date, today: date, how: _StageRule) -> tuple[tuple[date, str], ...]:
    """Thousands of actions share a few hundred dates: their working days are counted once."""
    plan = _stages_before(due, how) if how.repeating else _stages_before(due, how) + _stages_after(last, today, how)
    return tuple((on, stage) for on, stage in plan if on <= today)


def _stages_before(due: date, how: _StageRule) -> list[tuple[date, str]]:
    days = how.days
    # What comes round again and again is asked about twice a round, not four times.
    leads = how.lead_days[-1:] if how.repeating else how.lead_days
    plan = [(days.on_or_before(due - timedelta(days=lead)), f"{lead} days before") for lead in sorted(leads)[::-1]]
    if how.lead_working_days and not how.repeating:
        plan.append((days.add(due, -how.lead_working_days), f"{how.lead_working_days} working day before"))
    if how.on_the_day:
        plan.append((days.on_or_before(due), "on the day"))
    return sorted(plan, key=lambda each: each[0])  # stable: where two fall on one day the later stage wins


def _stages_after(last: date, today: date, how: _StageRule) -> list[tuple[date, str]]:
    """Five working days after, then on one day a month that is the same for every date.

    So a person with several passed dates gets one message a month about all of them, together with what passed at the
    last month's end.
    """
    first = how.days.add(last, how.grace)
    plan = [(first, "after")]
    if how.repeat_months < 1:
        return plan
    months = how.repeat_months
    while (on := _monthly_day(add_months(first.replace(day=1), months), how)) <= today:
        if on - first >= REPEAT_GAP:
            plan.append((on, "monthly"))
        months += how.repeat_months
    return plan


def _monthly_day(month: date, how: _StageRule) -> date:
    return how.days.add(month - timedelta(days=1), max(how.grace, 1))


def digest_day(quarter: Quarter, policy: Policy) -> date:
    """The day a quarter's digest goes out when nobody chose another: so many working days into the next one."""
    days = WorkingDays(policy.extra_holidays)
    return days.nth_of(quarter.next().first, policy.digest_working_day)
