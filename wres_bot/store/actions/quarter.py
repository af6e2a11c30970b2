"""Owns reading a plan over one quarter: as it stood at the quarter's last instant, and since. Must not word it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Connection

from wres_bot.domain.dates import Quarter, WorkingDays, london_day, london_instant
from wres_bot.domain.policy import Policy
from wres_bot.domain.statuses import Status
from wres_bot.store.actions.read import load_actions
from wres_bot.store.events import load_events_between, load_statuses_at
from wres_bot.store.models import Action, Event, Plan, Snapshot, Target, Trust
from wres_bot.store.people.posts import load_vacant_posts
from wres_bot.store.plans import load_plans, load_targets
from wres_bot.store.snapshots import load_snapshots
from wres_bot.store.trusts import load_trust

Db: TypeAlias = Connection
"""So that who only hands a connection on can name it."""


@dataclass(frozen=True, slots=True)
class PlanQuarter:
    """`then`: the actions at the quarter's last instant (or now, while it runs); `now`: on `day`, when it is told.

    `posted`: what earlier digests told of counts of people. `targets`: what the trust's plans aim at.
    `figures_with`: the newer plan whose digest of this quarter in this place has the trust's figures.
    `before`: the statuses when the quarter began. `during` and `after`: what happened in it, and since it ended.
    """

    trust: Trust
    plan: Plan
    quarter: Quarter
    day: date
    over: bool
    then: tuple[Action, ...]
    now: tuple[Action, ...]
    before: dict[int, Status]
    during: tuple[Event, ...]
    after: tuple[Event, ...]
    vacant: tuple[str, ...]
    snapshots: tuple[Snapshot, ...]
    posted: tuple[Mapping[str, Any], ...] = ()
    targets: tuple[Target, ...] = ()
    figures_with: Plan | None = None

    @property
    def policy(self) -> Policy:
        return self.trust.policy


def digest_day(quarter: Quarter, policy: Policy) -> date:
    """The day a quarter's digest goes out when nobody chose another: so many working days into the next one."""
    days = WorkingDays(policy.extra_holidays)
    return days.nth_of(quarter.next().first, policy.digest_working_day)


def load_plan_quarter(db: Connection, plan: Plan, quarter: Quarter, now: datetime) -> PlanQuarter:
    """Asked for within the next quarter, it is told as of now; asked for later, as of the day it was due to go out.

    Otherwise "what comes next" in a digest of years ago would be in the past.
    """
    held = load_trust(db, plan.trust_id)
    asked = london_day(now)
    if asked > quarter.next().last:
        now = london_instant(digest_day(quarter, held.policy), held.policy.digest_at)
    day = london_day(now)
    first = london_instant(quarter.first, time(0)) - timedelta(microseconds=1)
    end = min(london_instant(quarter.next().first, time(0)) - timedelta(microseconds=1), now)
    over = day > quarter.last
    past = day < asked
    return PlanQuarter(
        trust=held,
        plan=plan,
        quarter=quarter,
        day=day,
        over=over,
        then=tuple(load_actions(db, plan.id, min(quarter.last, day), at=end)),
        now=tuple(load_actions(db, plan.id, day, at=now if past else None)),
        before=load_statuses_at(db, plan.id, first),
        during=tuple(load_events_between(db, plan.id, first, end)),
        after=tuple(load_events_between(db, plan.id, end, now)) if over else (),
        vacant=tuple(name for _, name in load_vacant_posts(db, plan.id, day)),
        snapshots=tuple(load_snapshots(db, plan.trust_id)),
        targets=tuple(
            each for p in load_plans(db, plan.trust_id) if p.starts <= quarter.last for each in load_targets(db, p.id)
        ),
    )
