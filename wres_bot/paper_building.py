"""Owns a committee paper before it is worded: what it tells of, its figures decided once. Words and writes nothing.

Chat and the command line both ask here, so that each tells the same of the same moment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from wres_bot.digest_building import decide_figures, load_gate
from wres_bot.domain.access import Audience
from wres_bot.domain.dates import london_day, london_instant, quarter_of
from wres_bot.domain.papers import CoverField
from wres_bot.domain.refs import normalise_ref
from wres_bot.domain.statuses import CLOSED
from wres_bot.indicators.release.release import audiences_heard_by
from wres_bot.plan_changes import find_changes, find_last_spoken, find_last_summary, find_start
from wres_bot.store import events
from wres_bot.store.actions.quarter import load_plan_quarter
from wres_bot.store.disclosure_log import load_disclosed_figures, record_disclosure
from wres_bot.store.models import Action, Event, Plan
from wres_bot.views import refusals
from wres_bot.views.changes import Changes
from wres_bot.views.paper import answers
from wres_bot.views.paper.paper import PaperFacts
from wres_bot.views.wording import format_plan


def load_paper(
    db: Connection,
    plan: Plan,
    audience: Audience,
    since: str,
    now: datetime,
    *,
    given: Mapping[CoverField, str] | None = None,
    quoted: Sequence[str] = (),
) -> PaperFacts:
    """Everything a paper says, as it is at this moment.

    Args:
        since: "last meeting", "quarter", a date and whatever else `since` takes in chat; empty is the last meeting.
        quoted: refs of the actions whose owners' last words a lead wants in it.

    Raises:
        UserError: the plan has not begun, `since` is no day, or a ref that is to be quoted is none.
    """
    today = london_day(now)
    if plan.starts > today:
        raise refusals.plan_begins_later(plan)
    day, understood = find_start(db, plan, since, today)
    facts = load_plan_quarter(db, plan, quarter_of(today), now)
    earlier = load_disclosed_figures(db, plan.trust_id, audiences_heard_by(audience))
    facts = replace(facts, disclosed_before=tuple(earlier))
    told = events.load_events_between(db, plan.id, _beginning(plan), now)
    start = london_instant(day, time(0)) - timedelta(microseconds=1)
    happened = [event for event in told if event.at > start]
    asked = Changes(format_plan(plan), day, understood, "", len(facts.now))
    spoken = find_last_spoken(told)
    return PaperFacts(
        trust=facts.trust,
        plan=plan,
        audience=audience,
        at=now,
        day=today,
        actions=facts.now,
        changes=find_changes(facts.now, happened, asked),
        happened=tuple(happened),
        unanswered=tuple(a for a in facts.now if _is_unanswered(a, spoken)),
        heard={action: london_day(at) for action, at in spoken.items()},
        last_summary=find_last_summary(db, plan, today),
        vacant=facts.vacant,
        releases=tuple(decide_figures(facts, audience, load_gate(db, plan.trust_id, facts.snapshots), today)),
        given=given or {},
        picked=_find_words(facts.now, told, quoted),
    )


def _beginning(plan: Plan) -> datetime:
    return london_instant(plan.starts, time(0)) - timedelta(microseconds=1)


def _is_unanswered(action: Action, spoken: Mapping[int, datetime]) -> bool:
    """Its owner was asked about a date that has passed, and nobody has said anything of it since."""
    if action.asked_at is None or action.status in CLOSED:
        return False
    return (heard := spoken.get(action.id)) is None or heard < action.asked_at


def _find_words(actions: Sequence[Action], told: Sequence[Event], refs: Sequence[str]) -> dict[int, str]:
    """By action what was last said of it in words, of those whose refs are picked. Raises for a ref that is none."""
    by_ref = {normalise_ref(action.ref): action for action in actions}
    found = {}
    for ref in refs:
        if (action := by_ref.get(normalise_ref(ref))) is None:
            raise answers.no_such_action(ref)
        said = [
            event.words for event in told if event.action_id == action.id and event.who_id is not None and event.words
        ]
        if words := action.need_help or (said[-1] if said else ""):
            found[action.id] = words
    return found


def keep_disclosure(db: Connection, facts: PaperFacts, person_id: int, now: datetime) -> None:
    """What a paper told of counts of people counts as told, so that nothing later gives away what it kept back."""
    if facts.audience == "leads":
        return
    figures = {name: counts for release in facts.releases for name, counts in release.disclosed_in_answer().items()}
    record_disclosure(db, facts.trust.id, person_id, facts.audience, figures, now)
