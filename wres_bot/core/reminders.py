"""Owns when a milestone is worth a reminder; must not know who gets it, how it is said, or what was stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from wres_bot.core.dates import WorkingDays, add_months
from wres_bot.core.policy import Policy

BREATH = timedelta(days=21)
"""So long nobody is asked again about a date that has passed."""
FIRST_LOOK_BACK = BREATH + timedelta(days=39)
"""A first message holds everything still true: the next monthly day after a breath is at most so far off, with Easter
or Christmas in between."""

REPEATING = frozenset({"recurring", "ongoing"})
GENTLE = frozenset({"review", "recurring", "ongoing"})
"""Asked about as a review: nothing of these is missed when the day goes by."""


class Point(Protocol):
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
class Due:
    """A reminder of one milestone: the stage it is at, and the working day it falls on."""

    milestone_id: int
    stage: str
    on: date

    @property
    def after(self) -> bool:
        return self.stage in ("after", "monthly")


def due_stages(
    milestones: Iterable[Point], today: date, since: date | None, policy: Policy, days: WorkingDays
) -> list[Due]:
    """What to remind of today: for each milestone the newest stage after `since`, up to and including today.

    `since` is the day of the person's last sent reminder, None when there was none.
    """
    after = today - FIRST_LOOK_BACK if since is None else since
    found = []
    for milestone in milestones:
        past = [due for due in stages(milestone, today, policy, days) if after < due.on <= today]
        if past:
            found.append(past[-1])
    return found


def stages(milestone: Point, today: date, policy: Policy, days: WorkingDays) -> list[Due]:
    """Every stage of one milestone that falls up to today, in order of time."""
    if milestone.due is None or milestone.met_on is not None:
        return []
    plan = _before(milestone, milestone.due, policy, days)
    if milestone.kind not in REPEATING:
        plan += _after(milestone.until or milestone.due, today, policy, days)
    return [Due(milestone.id, stage, on) for on, stage in plan if on <= today]


def _before(milestone: Point, due: date, policy: Policy, days: WorkingDays) -> list[tuple[date, str]]:
    # What comes round again and again is asked about twice a round, not four times.
    leads = policy.lead_days if milestone.kind not in REPEATING else policy.lead_days[-1:]
    plan = [(days.on_or_before(due - timedelta(days=lead)), f"{lead} days before") for lead in sorted(leads)[::-1]]
    if policy.lead_working_days and milestone.kind not in REPEATING:
        plan.append((days.add(due, -policy.lead_working_days), f"{policy.lead_working_days} working day before"))
    if policy.on_the_day:
        plan.append((days.on_or_before(due), "on the day"))
    return sorted(plan, key=lambda each: each[0])  # stable: where two fall on one day the later stage wins


def _after(last: date, today: date, policy: Policy, days: WorkingDays) -> list[tuple[date, str]]:
    """Five working days after, then on one day a month that is the same for every date.

    So a person with several passed dates gets one message a month about all of them, together with what passed at the
    last month's end.
    """
    first = days.add(last, policy.grace_working_days)
    plan = [(first, "after")]
    if policy.repeat_months < 1:
        return plan
    months = policy.repeat_months
    while (on := _monthly(add_months(first.replace(day=1), months), policy, days)) <= today:
        if on - first >= BREATH:
            plan.append((on, "monthly"))
        months += policy.repeat_months
    return plan


def _monthly(month: date, policy: Policy, days: WorkingDays) -> date:
    return days.add(month - timedelta(days=1), max(policy.grace_working_days, 1))
