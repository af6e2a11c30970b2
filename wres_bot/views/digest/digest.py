"""Owns the quarterly digest as commands, delivery and the command line ask for it; must not word a line itself."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wres_bot.domain.access import Audience, lower_audience
from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.domain.dates import Quarter, format_day, london_day, quarter_of
from wres_bot.domain.errors import UserError
from wres_bot.domain.overdue import find_overdue
from wres_bot.domain.policy import Policy
from wres_bot.indicators.dimensions import STANDARDS
from wres_bot.indicators.release.benchmarks import find_shortfalls
from wres_bot.indicators.release.release import Release, audiences_heard_by, decide_release
from wres_bot.store.actions.quarter import Db, PlanQuarter, load_plan_quarter
from wres_bot.store.disclosure_log import load_disclosed_figures
from wres_bot.store.models import Plan
from wres_bot.views.digest.network import render_network_digest
from wres_bot.views.digest.steering import render_steering_digest
from wres_bot.views.wording import format_plan, format_short_weekday

__all__ = [
    "Digest",
    "build_digest",
    "collect_disclosed_figures",
    "decide_digest",
    "find_last_quarter",
    "load_digest",
    "render_digest",
    "render_preview",
]


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest before it is worded. `release`: its figures, decided once for its card, picture and log; none where
    another message of that day has them. `others`: those of other standards, where there are any. `audience`: network
    or steering."""

    facts: PlanQuarter
    audience: Audience
    release: Release | None
    others: tuple[Release, ...] = ()


def build_digest(
    db: Db, plan: Plan, quarter: Quarter, audience: Audience, now: datetime, policy: Policy | None = None
) -> Card:
    """The digest of one quarter for a network, or for a group ("steering" and "leads" read the same)."""
    return render_digest(load_digest(db, plan, quarter, audience, now, policy))


def load_digest(
    db: Db,
    plan: Plan,
    quarter: Quarter,
    audience: Audience,
    now: datetime,
    policy: Policy | None = None,
    figures_with: Plan | None = None,
) -> Digest:
    """All that a digest is worded from. `figures_with`: the plan whose digest of that day has the trust's figures."""
    if quarter.first > london_day(now):
        raise UserError(f"{quarter} has not begun. The quarter now is {quarter_of(london_day(now))}.")
    if plan.starts > quarter.last:
        first = quarter_of(plan.starts)
        raise UserError(f"{format_plan(plan)} begins on {format_day(plan.starts)}. Its first quarter is {first}.")
    posted = load_disclosed_figures(db, plan.trust_id, audiences_heard_by(lower_audience(audience, "steering")))
    facts = replace(load_plan_quarter(db, plan, quarter, now), posted=tuple(posted), figures_with=figures_with)
    if policy is not None:
        facts = replace(facts, trust=replace(facts.trust, policy=policy))
    return decide_digest(facts, audience)


def decide_digest(facts: PlanQuarter, audience: Audience) -> Digest:
    """With the figures as they were known when the quarter ended, after all that was posted to that audience before."""
    audience = lower_audience(audience, "steering")
    if facts.figures_with:
        return Digest(facts, audience, None)
    first, *others = (_decide_release(facts, audience, standard) for standard in STANDARDS)
    return Digest(facts, audience, first, tuple(each for each in others if each.figures or each.quarterly))


def _decide_release(facts: PlanQuarter, audience: Audience, standard: str) -> Release:
    last = facts.quarter.last
    shortfalls = find_shortfalls(facts.targets, facts.snapshots, last)
    return decide_release(
        facts.snapshots, last, audience, facts.policy, facts.posted, shortfalls, facts.then,
        lambda action: bool(find_overdue(action, last)), standard,
    )  # fmt: skip


def collect_disclosed_figures(digest: Digest) -> dict[str, Any]:
    """What a digest tells of counts of people: kept with it, so that no later one tells what it kept back."""
    releases = [digest.release, *digest.others] if digest.release else []
    figures = {family: told for release in releases for family, told in release.disclosed().items()}
    return {"audience": digest.audience, "figures": figures}


def render_digest(digest: Digest, *, pictured: bool = False) -> Card:
    """`pictured`: with its picture, which takes a second to draw and which only a letter can carry."""
    if digest.audience == "network":
        return render_network_digest(digest.facts, digest.release, digest.others)
    return render_steering_digest(digest.facts, digest.release, digest.others, pictured=pictured)


def find_last_quarter(now: datetime) -> Quarter:
    """The quarter that ended last."""
    return quarter_of(london_day(now)).previous()


def render_preview(shown: Card, place: str, going: datetime, key: str, *, held: bool, now: datetime) -> Card:
    """What a coordinator reads two working days before, with the ways to hold it or send it now."""
    when = format_short_weekday(london_day(going), london_day(now))
    if held:
        said = f"This is for {place}. It is held: nothing goes out until you press Send now."
    else:
        said = f"This goes to {place} on {when}. It goes by itself unless you hold it."
    items = (
        Button("Send now", f"digest send {key}", f"the digest for {place}"),
        Button("Hold", f"digest hold {key}", f"the digest for {place}"),
    )
    buttons = Buttons(items[:1] if held else items[::-1])
    return Card(f"Preview. {shown.title}", (text(said), buttons, *shown.blocks), shown.tone)


def render_held(key: str) -> Card:
    again = Button("Send now", f"digest send {key}")
    return Card("It is held.", (text("Nothing goes out until somebody sends it."), Buttons((again,))), tone="good")


def render_released() -> Card:
    return Card("It is on its way.", (text("It goes within a minute or so."),), tone="good")


def render_arrived() -> Card:
    return Card("Good, then it is done.", (text("I won't send that summary again."),), tone="good")


def render_sent_already() -> Card:
    return Card("It has gone already, so nothing has changed.", (Buttons((Button("Deliveries", "deliveries"),)),))
