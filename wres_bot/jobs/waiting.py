"""Owns who waits to be asked today, about what, and whom nobody can ask. Must not put or word letters."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection

from wres_bot.core.access import Person
from wres_bot.core.dates import WorkingDays, london_day
from wres_bot.core.policy import Policy
from wres_bot.core.reminders import GENTLE, due_stages
from wres_bot.core.statuses import NOT_BEGUN
from wres_bot.messages.phrases import last_day
from wres_bot.messages.reminder import Entry
from wres_bot.store import actions, people
from wres_bot.store.facts import ActionFacts, MilestoneFacts, SnoozeFacts, TrustFacts

A_MONTH = timedelta(days=31)
MARGIN = timedelta(days=6)
"""A reminder moves earlier over a bank holiday weekend; so far ahead is looked for actions."""

VACANT = "nobody holds this post"
LEFT = "the person who held it has left"
SILENT = "the person who holds it asked me not to write, or said it is not them"


@dataclass(slots=True)
class Waiting:
    """What is due today in one trust: by person, and for those whom nobody can ask, by post."""

    people: dict[int, list[ActionFacts]] = field(default_factory=dict)
    posts: dict[tuple[str, str], list[ActionFacts]] = field(default_factory=dict)


def who_waits(db: Connection, trust: TrustFacts, today: date) -> Waiting:
    """The open actions with a date near or gone, by who holds the posts that own them."""
    horizon = today + timedelta(days=max(trust.policy.lead_days, default=0)) + MARGIN
    found = Waiting()
    off = people.who_prefers(db, "reminders", "off")
    for action in actions.by_ids(db, actions.due_by(db, horizon, today, trust.id), today):
        for owner in action.owners:
            if not owner.holders:
                found.posts.setdefault((owner.post, VACANT), []).append(action)
            for holder in owner.holders:
                mine = found.people.get(holder.person_id)
                if not holder.active or holder.person_id in off:
                    why = SILENT if holder.active else LEFT
                    found.posts.setdefault((owner.post, why), []).append(action)
                elif mine is None:
                    found.people[holder.person_id] = [action]
                elif mine[-1] is not action:  # two of its posts may be theirs
                    mine.append(action)
    return found


def is_off(db: Connection, person_id: int) -> bool:
    return people.preference(db, person_id, "reminders") == "off"


def due_entries(
    trust: TrustFacts,
    owned: Iterable[ActionFacts],
    today: date,
    since: date | None,
    snoozes: Iterable[SnoozeFacts] = (),
) -> list[Entry]:
    """What of these a person is to be reminded of today: the newest stage of each date since they were last told.

    `snoozes`: the person's own, with those that ended within a month.
    """
    paused, woken = _snoozed(snoozes, today)
    days = WorkingDays(trust.policy.extra_holidays)
    entries = []
    for action in owned:
        if action.id in paused:
            continue
        told = since
        if (slept := woken.get(action.id)) is not None and told is not None:
            told = min(told, slept)  # what fell due while it was paused is told when the pause is over
        entries += _entries(action, today, told, trust.policy, days)
    return entries


def _entries(action: ActionFacts, today: date, since: date | None, policy: Policy, days: WorkingDays) -> list[Entry]:
    wanted = {m.id: m for m in action.milestones if worth_asking(action, m)}
    found = [Entry(action, wanted[due.milestone_id], due) for due in
             due_stages(wanted.values(), today, since, policy, days)]  # fmt: skip
    # One action is asked about once: what has gone by unmet, else the nearest date.
    found.sort(key=lambda e: (not e.due.after or e.milestone.kind in GENTLE, last_day(e.milestone) or today))
    return found[:1]


def worth_asking(action: ActionFacts, milestone: MilestoneFacts) -> bool:
    """Done is never reminded, except the reviews of what goes on; a start is no question once something has begun."""
    if action.status == "cancelled" or (action.status == "done" and not action.continuing):
        return False
    if action.status == "done":
        return milestone.kind in GENTLE
    return milestone.kind != "start" or action.status in NOT_BEGUN


def _snoozed(snoozes: Iterable[SnoozeFacts], today: date) -> tuple[set[int], dict[int, date]]:
    """Actions paused today, and those whose pause is over with the day before it began."""
    paused, woken = set(), {}
    for snooze in snoozes:
        if snooze.until >= today:
            paused.add(snooze.action_id)
        else:
            woken[snooze.action_id] = london_day(snooze.at) - timedelta(days=1)
    return paused, woken


def coordinators(db: Connection, trust: TrustFacts, today: date) -> list[Person]:
    """Who runs the plan; where nobody does, who looks after people and settings."""
    return people.people_with_role(db, trust.id, "coordinator", today) or people.people_with_role(
        db, trust.id, "admin", today
    )
