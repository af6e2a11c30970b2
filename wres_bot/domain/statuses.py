"""Owns the statuses, their everyday names, and the colour an action shows; must not know where they are stored."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

Status = Literal["no update", "not started", "in progress", "delayed", "done", "cancelled"]
STATUSES: tuple[Status, ...] = get_args(Status)
Colour = Literal["blue", "red", "amber", "grey", "green"]
COLOURS: tuple[Colour, ...] = get_args(Colour)

CLOSED: frozenset[str] = frozenset({"done", "cancelled"})
NOT_BEGUN: frozenset[str] = frozenset({"no update", "not started"})

STATUS_NAMES: dict[Status, str] = {
    "no update": "no update recorded",
    "not started": "not started",
    "in progress": "in progress",
    "delayed": "delayed",
    "done": "done",
    "cancelled": "cancelled",
}

STATUS_SYNONYMS: dict[str, Status] = {
    "done": "done", "complete": "done", "completed": "done", "finished": "done", "achieved": "done",
    "delivered": "done", "closed": "done", "all done": "done", "fully done": "done", "all complete": "done",
    "fully complete": "done", "all finished": "done", "accomplished": "done", "sorted": "done",
    "implemented": "done", "done and dusted": "done",
    "in progress": "in progress", "progress": "in progress", "in hand": "in progress", "progressing": "in progress",
    "started": "in progress", "begun": "in progress", "commenced": "in progress",
    "on track": "in progress", "ontrack": "in progress", "on schedule": "in progress", "on target": "in progress",
    "under way": "in progress", "underway": "in progress", "ongoing": "in progress", "on-going": "in progress",
    "part done": "in progress", "partly done": "in progress", "half done": "in progress",
    "partially done": "in progress", "mostly done": "in progress", "nearly done": "in progress",
    "almost done": "in progress", "part complete": "in progress", "partly complete": "in progress",
    "partially complete": "in progress", "nearly complete": "in progress", "almost complete": "in progress",
    "nearly finished": "in progress", "almost finished": "in progress", "part achieved": "in progress",
    "partly achieved": "in progress", "partially achieved": "in progress", "nearly there": "in progress",
    "almost there": "in progress", "getting there": "in progress", "working on it": "in progress",
    "being worked on": "in progress", "still in progress": "in progress", "still ongoing": "in progress",
    "wip": "in progress", "work in progress": "in progress",
    "delayed": "delayed", "delay": "delayed", "late": "delayed", "running late": "delayed", "slipping": "delayed",
    "slipped": "delayed", "behind": "delayed", "behind schedule": "delayed", "off track": "delayed",
    "blocked": "delayed", "stalled": "delayed", "on hold": "delayed", "paused": "delayed",
    "held up": "delayed",
    "not started": "not started", "not begun": "not started", "unstarted": "not started", "pending": "not started",
    "to do": "not started", "todo": "not started", "not yet started": "not started",
    "not started yet": "not started", "not yet begun": "not started", "yet to start": "not started",
    "yet to begin": "not started", "hasn't started": "not started", "has not started": "not started",
    "hasn't begun": "not started", "haven't started": "not started",
    "cancelled": "cancelled", "canceled": "cancelled", "dropped": "cancelled", "withdrawn": "cancelled",
    "abandoned": "cancelled", "scrapped": "cancelled", "no longer needed": "cancelled",
    "no longer required": "cancelled",
    "no update": "no update",
}  # fmt: skip
"""What people write, and the status they mean. "not done" and "not complete" are left out: they name no status."""


@dataclass(frozen=True, slots=True)
class ColourInputs:
    """What a colour is computed from.

    `passed`: the earliest unmet deadline or start window has passed on the day asked about. `answerable`: the day from
    which red is fair: five working days after the owner was asked about it, None while they have not been.
    `next_due`: the earliest unmet dated milestone not yet passed.
    """

    status: Status
    need_help: bool
    passed: bool
    answerable: date | None
    next_due: date | None


def choose_colour(facts: ColourInputs, today: date) -> Colour:
    """Blue done; red passed and asked; amber at risk or not yet asked; grey nothing known; green otherwise."""
    if facts.status == "done":
        return "blue"
    if facts.status == "cancelled":
        return "grey"
    if facts.passed:
        return "red" if facts.answerable is not None and today > facts.answerable else "amber"
    if facts.status == "delayed" or facts.need_help:
        return "amber"
    soon = facts.next_due is not None and facts.next_due <= today + timedelta(days=30)
    if soon and facts.status in NOT_BEGUN:
        return "amber"
    return "grey" if facts.status == "no update" else "green"


def is_reopening(old: Status, new: Status) -> bool:
    """A closed action opened again needs words saying why."""
    return old in CLOSED and new not in CLOSED
