"""Owns a digest before it is worded: its quarter, its figures decided once, and which of them wait. Words nothing.

Commands, delivery and the command line all ask here, so that each tells the same of the same quarter.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from wres_bot.domain.access import Audience, lower_audience
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import Quarter, london_day
from wres_bot.domain.overdue import find_overdue
from wres_bot.indicators.audit.open_findings import find_open_findings
from wres_bot.indicators.dimensions import STANDARDS
from wres_bot.indicators.release.benchmarks import find_shortfalls
from wres_bot.indicators.release.gate import Gate
from wres_bot.indicators.release.normalise import keep_newest
from wres_bot.indicators.release.release import Release, audiences_heard_by, decide_release
from wres_bot.store.actions.quarter import load_plan_quarter
from wres_bot.store.decided_figures import load_figure_decisions
from wres_bot.store.disclosure_log import load_disclosed_figures
from wres_bot.store.models import Plan, PlanQuarter, Snapshot
from wres_bot.views import refusals
from wres_bot.views.digest.digest import Digest, render_digest


def load_gate(db: Connection, trust_id: int, values: Sequence[Snapshot]) -> Gate:
    """Which of a trust's figures wait: by what its leads have decided, and what `check` finds in them."""
    decisions = load_figure_decisions(db, trust_id)
    return Gate(decisions, frozenset(find_open_findings(keep_newest(values), decisions)))


def build_digest(db: Connection, plan: Plan, quarter: Quarter, audience: Audience, now: datetime) -> Card:
    """The digest of one quarter for a network, or for a group ("steering" and "leads" read the same)."""
    return render_digest(load_digest(db, plan, quarter, audience, now))


def load_digest(
    db: Connection,
    plan: Plan,
    quarter: Quarter,
    audience: Audience,
    now: datetime,
    figures_with: Plan | None = None,
) -> Digest:
    """All that a digest is worded from.

    Args:
        figures_with: the plan whose digest of that day has the trust's figures.

    Raises:
        UserError: the quarter has not begun, or the plan begins after it.
    """
    if quarter.first > london_day(now):
        raise refusals.quarter_not_begun(quarter, london_day(now))
    if plan.starts > quarter.last:
        raise refusals.plan_begins_later(plan)
    earlier = load_disclosed_figures(db, plan.trust_id, audiences_heard_by(lower_audience(audience, "steering")))
    facts = replace(
        load_plan_quarter(db, plan, quarter, now), disclosed_before=tuple(earlier), figures_with=figures_with
    )
    return decide_digest(facts, audience, load_gate(db, plan.trust_id, facts.snapshots))


def decide_digest(facts: PlanQuarter, audience: Audience, gate: Gate | None = None) -> Digest:
    """With the figures as they were known when the quarter ended, after all that audience was told before."""
    audience = lower_audience(audience, "steering")
    if facts.figures_with:
        return Digest(facts, audience, None)
    first, *others = decide_figures(facts, audience, gate, facts.quarter.last)
    return Digest(facts, audience, first, tuple(others))


def decide_figures(facts: PlanQuarter, audience: Audience, gate: Gate | None, day: date) -> list[Release]:
    """What an audience may be told, as it is known on `day`: of the WRES, then of each other standard with figures."""
    first, *others = (_decide_release(facts, audience, standard, gate, day) for standard in STANDARDS)
    return [first, *(release for release in others if release.figures or release.quarterly)]


def _decide_release(facts: PlanQuarter, audience: Audience, standard: str, gate: Gate | None, day: date) -> Release:
    shortfalls = find_shortfalls(facts.targets, facts.snapshots, day)
    return decide_release(
        facts.snapshots, day, audience, facts.policy, facts.disclosed_before, shortfalls, facts.then,
        lambda action: bool(find_overdue(action, day)), standard, gate,
    )  # fmt: skip
