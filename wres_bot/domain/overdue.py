"""Owns how an action stands on a day: what has passed, what comes next, its colour and why; must not word any of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from wres_bot.domain.dates import WorkingDays, london_day
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.policy import Policy
from wres_bot.domain.reminder_rules import ReminderPoint
from wres_bot.domain.statuses import CLOSED, NOT_BEGUN, Colour, ColourInputs, Status, choose_colour

REVIEW_KINDS = frozenset({"review", "recurring", "ongoing"})
"""Asked about as a review: a done action keeps these."""


class ActionState(Protocol):
    """What of an action decides how it stands."""

    @property
    def status(self) -> Status: ...
    @property
    def continuing(self) -> bool: ...
    @property
    def need_help(self) -> str | None: ...
    @property
    def asked_at(self) -> datetime | None: ...
    @property
    def milestones(self) -> tuple[Milestone, ...]: ...


class DependentAction(ActionState, Protocol):
    """`needs` are the refs, in the same plan, of what it depends on."""

    @property
    def ref(self) -> str: ...
    @property
    def needs(self) -> tuple[str, ...]: ...


class ColourReason(StrEnum):
    """Why an action has its colour, where the colour alone would leave the reader asking."""

    DONE_AND_CONTINUING = "done_and_continuing"
    CANCELLED = "cancelled"
    PASSED_NOT_ASKED = "passed_not_asked"
    PASSED_ASKED = "passed_asked"
    HELP_ASKED = "help_asked"
    DELAYED = "delayed"
    DUE_SOON = "due_soon"


@dataclass(frozen=True, slots=True)
class Assessment:
    """`passed`: the earliest deadline or start window that has gone by unmet. `next`: the earliest date to come."""

    colour: Colour
    reason: ColourReason | None
    passed: Milestone | None
    next: Milestone | None

    @property
    def next_day(self) -> date | None:
        return last_day_of(self.next) if self.next else None

    @property
    def passed_day(self) -> date | None:
        return last_day_of(self.passed) if self.passed else None


def last_day_of(milestone: ReminderPoint) -> date | None:
    """The day after which a milestone has passed: the last of its window. None where it has no date."""
    return milestone.until or milestone.due


def find_overdue(action: ActionState, today: date) -> tuple[Milestone, ...]:
    """Unmet deadlines that have passed, and starts whose window has while nothing has begun; earliest first."""
    if action.status in CLOSED:
        return ()
    gone = (
        m
        for m in action.milestones
        if m.met_on is None
        and (m.kind == "deadline" or (m.kind == "start" and action.status in NOT_BEGUN))
        and (last := last_day_of(m)) is not None
        and last < today
    )
    return tuple(sorted(gone, key=lambda m: (last_day_of(m) or today, m.id)))


def find_coming(action: ActionState, today: date) -> tuple[Milestone, ...]:
    """Unmet dates from today on, earliest first; a done action keeps its reviews, a cancelled one nothing."""
    if action.status == "cancelled":
        return ()
    ahead = (
        m
        for m in action.milestones
        if m.met_on is None
        and (action.status != "done" or m.kind in REVIEW_KINDS)
        and (m.kind != "start" or action.status in NOT_BEGUN)
        and (last := last_day_of(m)) is not None
        and last >= today
    )
    return tuple(sorted(ahead, key=lambda m: (last_day_of(m) or today, m.id)))


def find_passed_review(action: ActionState, today: date) -> Milestone | None:
    """A review whose day has gone by without a word since. Not overdue: a review asks, it does not end anything."""
    if action.status == "cancelled":
        return None
    gone = [
        m
        for m in action.milestones
        if m.kind == "review" and m.met_on is None and (last := last_day_of(m)) is not None and last < today
    ]
    return min(gone, key=lambda m: (last_day_of(m) or today, m.id), default=None)


def has_reviews_ahead(action: ActionState) -> bool:
    """Done, and still to be looked at again."""
    return action.status == "done" and any(m.met_on is None and m.kind in REVIEW_KINDS for m in action.milestones)


def assess_action(action: ActionState, today: date, days: WorkingDays, policy: Policy) -> Assessment:
    """How the action stands on `today`.

    Never red before the owner has been asked about the passed date and had `policy.grace_working_days` to answer.
    """
    gone, ahead = find_overdue(action, today), find_coming(action, today)
    answerable = days.add(london_day(action.asked_at), policy.grace_working_days) if gone and action.asked_at else None
    next_due = last_day_of(ahead[0]) if ahead else None
    inputs = ColourInputs(action.status, action.need_help is not None, bool(gone), answerable, next_due)
    colour = choose_colour(inputs, today)
    reason = _explain_colour(action, colour, passed=bool(gone))
    return Assessment(colour, reason, gone[0] if gone else None, ahead[0] if ahead else None)


def _explain_colour(action: ActionState, colour: Colour, *, passed: bool) -> ColourReason | None:
    if colour == "blue":
        return ColourReason.DONE_AND_CONTINUING if action.continuing else None
    if colour == "grey" and action.status == "cancelled":
        return ColourReason.CANCELLED
    if colour != "amber":
        return None
    if passed:
        return ColourReason.PASSED_NOT_ASKED if action.asked_at is None else ColourReason.PASSED_ASKED
    if action.need_help is not None:
        return ColourReason.HELP_ASKED
    return ColourReason.DELAYED if action.status == "delayed" else ColourReason.DUE_SOON


def find_deadline(action: ActionState) -> date | None:
    """The last unmet deadline of an open action."""
    if action.status in CLOSED:
        return None
    days = [last_day_of(m) for m in action.milestones if m.kind == "deadline" and m.met_on is None]
    return max((d for d in days if d), default=None)


Dependent = TypeVar("Dependent", bound=DependentAction)


@dataclass(frozen=True)  # without slots, as it is generic
class Clash(Generic[Dependent]):
    """`action` is due on `due`, before `needs`, which it depends on, is due."""

    action: Dependent
    due: date
    needs: Dependent
    needs_due: date


def find_clashes(actions: Sequence[Dependent]) -> tuple[Clash[Dependent], ...]:
    """Open actions that are due before one they depend on."""
    by_ref = {a.ref: a for a in actions}
    found = []
    for action in actions:
        due = find_deadline(action)
        for ref in action.needs:
            needed = by_ref.get(ref)
            needs_due = find_deadline(needed) if needed else None
            if due and needed and needs_due and due < needs_due:
                found.append(Clash(action, due, needed, needs_due))
    return tuple(found)
