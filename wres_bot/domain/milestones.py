"""Owns the milestone: one dated point of an action, and when a repeating one falls; must not know published wording."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from wres_bot.domain.dates import Precision, add_months

MilestoneKind = Literal["deadline", "review", "start", "recurring", "ongoing", "opportunistic"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """`due` to `until` is the window: one day, except for a start inside a month, quarter, season or year.

    A recurring or ongoing one falls every `interval_months` after `anchor`. `words` are the published ones;
    `assumption` says in plain English what they did not. `met`: the words say it has happened already.
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


def occurrences(milestone: Milestone, first: date, last: date) -> list[date]:
    """The days a recurring or ongoing milestone falls on, from `first` to `last`; the anchor itself is not one."""
    step, anchor = milestone.interval_months, milestone.anchor
    if not step or step < 1 or anchor is None:
        return []
    months = (first.year - anchor.year) * 12 + first.month - anchor.month
    count = max(1, (months - 1) // step)
    days = []
    while (day := add_months(anchor, count * step)) <= last:
        if day >= first:
            days.append(day)
        count += 1
    return days
