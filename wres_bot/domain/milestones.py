"""Owns the dated points of an action: what the plan published, what stands, when one counts as met, what comes next.

Must not know published wording or any query.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from wres_bot.domain.dates import Precision, add_months
from wres_bot.domain.statuses import CLOSED

MilestoneKind = Literal["deadline", "review", "start", "recurring", "ongoing", "opportunistic"]


@dataclass(frozen=True, slots=True)
class PublishedMilestone:
    """`due` to `until` is the window: one day, except for a start inside a month, quarter, season or year.

    A recurring or ongoing one falls every `interval_months` after `anchor`. `words` are the published ones;
    `assumption` says in plain English what they did not. `met`: the words say it has happened already. `moved_from`:
    the day they say it was due before. `interval_weeks`: how often it comes round where that is too
    often to ask: it is asked about monthly.
    """

    kind: MilestoneKind
    due: date | None = None
    until: date | None = None
    precision: Precision = "none"
    period: str | None = None  # "2020-11-30", "2020-11", "2020-21Q3", "2021 autumn", "2020-21", "2023"
    label: str | None = None
    words: str = ""
    assumption: str | None = None
    interval_months: int | None = None
    anchor: date | None = None
    met: bool = False
    moved_from: date | None = None
    interval_weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """`due`..`until` is the window; for recurring and ongoing ones the next occurrence not yet met."""

    id: int
    action_id: int
    kind: str
    due: date | None
    until: date | None
    original_due: date | None
    precision: str
    period: str | None
    label: str | None
    words: str
    assumption: str | None
    interval_months: int | None
    anchor: date | None
    met_on: date | None
    slips: int


FIRST_REMINDER = timedelta(days=30)
"""From here on a note or an update is about the review that is coming."""
FINISHED = ("start", "deadline")
"""What done meets. Reviews stay."""


def next_due(due: date | None, anchor: date | None, interval: int | None, today: date) -> date | None:
    """The next occurrence of something that repeats: the stored one, or the first that is not yet past."""
    if interval is None or anchor is None or (due is not None and due >= today):
        return due
    return first_occurrence(anchor, interval, today)


def first_occurrence(anchor: date, interval: int, first: date) -> date:
    """The first occurrence on or after a day; the anchor itself is not one."""
    months = (first.year - anchor.year) * 12 + first.month - anchor.month
    count = max(1, months // interval)
    while (day := add_months(anchor, count * interval)) < first:
        count += 1
    return day


def find_met_by_status(milestones: Iterable[Milestone], status: str, today: date) -> list[Milestone]:
    """The unmet ones that a new status meets, as they are afterwards."""
    kinds = FINISHED if status == "done" else ("start",) if status in ("in progress", "delayed") else ()
    # What is delayed before it was to start has not started.
    ahead = {m.id for m in milestones if status == "delayed" and m.due is not None and m.due > today}
    met = [
        replace(m, met_on=today)
        for m in milestones
        if m.kind in kinds and m.interval_months is None and m.id not in ahead
    ]
    return met if status in CLOSED else met + find_met_by_words(milestones, today)


def find_met_by_words(milestones: Iterable[Milestone], today: date) -> list[Milestone]:
    """Reviews whose first reminder has gone are met by any word; what repeats goes on to its next date."""
    met = []
    for m in milestones:
        due = next_due(m.due, m.anchor, m.interval_months, today)
        if due is None or today < due - FIRST_REMINDER:
            continue
        if m.interval_months is not None and m.anchor is not None:
            following = first_occurrence(m.anchor, m.interval_months, due + timedelta(days=1))
            met.append(replace(m, due=following, until=following))
        elif m.kind == "review":
            met.append(replace(m, met_on=today))
    return met


def earliest_open_due(milestones: Iterable[Milestone], status: str, continuing: bool) -> date | None:
    """The earliest date that somebody still has to be asked about."""
    if status == "cancelled" or (status == "done" and not continuing):
        return None
    wanted = [m for m in milestones if m.met_on is None and (status != "done" or m.kind not in FINISHED)]
    return min((m.due for m in wanted if m.due), default=None)  # a window is asked about before its first day
