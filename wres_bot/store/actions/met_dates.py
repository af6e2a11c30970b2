"""Owns when a milestone counts as met and what is then the next date; pure, must not hold a query."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from wres_bot.domain.dates import add_months
from wres_bot.domain.statuses import CLOSED
from wres_bot.store.models import MilestoneFacts

FIRST_REMINDER = timedelta(days=30)
"""From here on a note or an update is about the review that is coming."""
FINISHED = ("start", "deadline")
"""What done meets. Reviews stay."""


def rolled(due: date | None, anchor: date | None, interval: int | None, today: date) -> date | None:
    """The next occurrence of something that repeats: the stored one, or the first that is not yet past."""
    if interval is None or anchor is None or (due is not None and due >= today):
        return due
    return occurrence(anchor, interval, today)


def occurrence(anchor: date, interval: int, first: date) -> date:
    """The first occurrence on or after a day; the anchor itself is not one."""
    months = (first.year - anchor.year) * 12 + first.month - anchor.month
    count = max(1, months // interval)
    while (day := add_months(anchor, count * interval)) < first:
        count += 1
    return day


def met_by_status(milestones: Iterable[MilestoneFacts], status: str, today: date) -> list[MilestoneFacts]:
    """The unmet ones that a new status meets, as they are afterwards."""
    kinds = FINISHED if status == "done" else ("start",) if status in ("in progress", "delayed") else ()
    # What is delayed before it was to start has not started.
    ahead = {m.id for m in milestones if status == "delayed" and m.due is not None and m.due > today}
    met = [
        replace(m, met_on=today)
        for m in milestones
        if m.kind in kinds and m.interval_months is None and m.id not in ahead
    ]
    return met if status in CLOSED else met + met_by_word(milestones, today)


def met_by_word(milestones: Iterable[MilestoneFacts], today: date) -> list[MilestoneFacts]:
    """Reviews whose first reminder has gone are met by any word; what repeats goes on to its next date."""
    met = []
    for m in milestones:
        due = rolled(m.due, m.anchor, m.interval_months, today)
        if due is None or today < due - FIRST_REMINDER:
            continue
        if m.interval_months is not None and m.anchor is not None:
            following = occurrence(m.anchor, m.interval_months, due + timedelta(days=1))
            met.append(replace(m, due=following, until=following))
        elif m.kind == "review":
            met.append(replace(m, met_on=today))
    return met


def open_due(milestones: Iterable[MilestoneFacts], status: str, continuing: bool) -> date | None:
    """The earliest date that somebody still has to be asked about."""
    if status == "cancelled" or (status == "done" and not continuing):
        return None
    wanted = [m for m in milestones if m.met_on is None and (status != "done" or m.kind not in FINISHED)]
    return min((m.due for m in wanted if m.due), default=None)  # a window is asked about before its first day
