"""Owns reading a plan over one quarter: as it stood at the quarter's last instant, and since. Must not word it."""

from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from wres_bot.domain.dates import Quarter, london_day, london_instant
from wres_bot.domain.reminder_rules import digest_day
from wres_bot.store.actions.read import load_actions
from wres_bot.store.events import load_events_between, load_statuses_at
from wres_bot.store.models import Plan, PlanQuarter
from wres_bot.store.people.posts import load_vacant_posts
from wres_bot.store.plans import load_plans, load_targets
from wres_bot.store.snapshots import load_snapshots
from wres_bot.store.trusts import load_trust


def load_plan_quarter(db: Connection, plan: Plan, quarter: Quarter, now: datetime) -> PlanQuarter:
    """Asked for within the next quarter, it is told as of now; asked for later, as of the day it was due to go out.

    Otherwise "what comes next" in a digest of years ago would be in the past.
    """
    trust = load_trust(db, plan.trust_id)
    asked = london_day(now)
    if asked > quarter.next().last:
        now = london_instant(digest_day(quarter, trust.policy), trust.policy.digest_at)
    day = london_day(now)
    first = london_instant(quarter.first, time(0)) - timedelta(microseconds=1)
    end = min(london_instant(quarter.next().first, time(0)) - timedelta(microseconds=1), now)
    over = day > quarter.last
    past = day < asked
    return PlanQuarter(
        trust=trust,
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
            target
            for other in load_plans(db, plan.trust_id)
            if other.starts <= quarter.last
            for target in load_targets(db, other.id)
        ),
    )
