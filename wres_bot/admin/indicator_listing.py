"""Owns printing where a trust's indicators and targets stand, for whoever holds the data; must not compute them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from wres_bot.domain.access import AUDIENCES, Audience
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import london_day
from wres_bot.domain.errors import UserError
from wres_bot.indicators.release.benchmarks import benchmark_all, find_shortfalls
from wres_bot.indicators.release.release import audiences_heard_by, decide_release
from wres_bot.store import plans, snapshots, trusts
from wres_bot.store.actions import read
from wres_bot.store.disclosure_log import load_disclosed_figures
from wres_bot.store.models import Trust
from wres_bot.views.indicators.cards import indicators_card
from wres_bot.views.indicators.lines import SHORTFALLS, benchmark_words, shortfall_lines
from wres_bot.views.progress import overdue
from wres_bot.views.view import View


def find_trusts(db: Connection, key: str | None) -> list[Trust]:
    found = [t for t in trusts.load_trusts(db) if key is None or t.key == key.strip().casefold()]
    if key and not found:
        raise UserError(f"There is no trust {key!r}. wres-bot plan list shows those there are.")
    return found


def render_standings(db: Connection, chosen: Sequence[Trust], now: datetime) -> str:
    """Each trust with figures or targets: its indicators held against last year, chance, range, nation and peers."""
    return "\n\n".join(told for trust in chosen if (told := _render_trust(db, trust, now)))


def render_for_audience(db: Connection, chosen: Sequence[Trust], named: str, now: datetime) -> list[Card]:
    """What would be said to an audience of each trust's figures, after all that it has been told."""
    audience: Audience | None = next((each for each in AUDIENCES[:2] if each == named), None)
    if audience is None:
        raise UserError(f"{named!r} is no audience. Choose network or steering.")
    day, cards = london_day(now), []
    for trust in chosen:
        if values := snapshots.load_snapshots(db, trust.id):
            earlier = load_disclosed_figures(db, trust.id, audiences_heard_by(audience))
            cards.append(indicators_card(values, trust.name, View(day, trust.policy, audience), earlier))
    return cards


def _render_trust(db: Connection, trust: Trust, now: datetime) -> str:
    day = london_day(now)
    values = snapshots.load_snapshots(db, trust.id)
    policy = trust.policy
    mine = plans.load_plans(db, trust.id)
    actions = [a for plan in mine if plan.open for a in read.load_actions(db, plan.id, day)]
    told = [
        benchmark_words(s, policy)
        for s in benchmark_all(
            values, actions, day, policy.range_low, policy.range_high, lambda a: bool(overdue(a, day))
        )
    ]
    aims = [t for plan in mine for t in plans.load_targets(db, plan.id)]
    if found := decide_release(values, day, "leads", policy, shorts=find_shortfalls(aims, values, day)).shortfalls:
        told += [f"{SHORTFALLS}:", *(f"  {words}" for words in shortfall_lines(found, policy.labels))]
    return "\n".join([trust.name, *told]) if told else ""
