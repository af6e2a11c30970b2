"""Owns how an action stands on a day: what has passed, what comes next, its colour and why; must not word a card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wres_bot.domain.dates import WorkingDays, london_day
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.policy import Labels, Policy
from wres_bot.domain.statuses import CLOSED, NOT_BEGUN, Colour, ColourInputs, choose_colour
from wres_bot.store.models import Action
from wres_bot.views.wording import format_colour, last_day_of


@dataclass(frozen=True, slots=True)
class Assessment:
    """`passed`: the earliest deadline or start window that has gone by unmet. `next`: the earliest date to come."""

    colour: Colour
    why: str
    passed: Milestone | None
    next: Milestone | None

    @property
    def next_day(self) -> date | None:
        return last_day_of(self.next) if self.next else None

    @property
    def passed_day(self) -> date | None:
        return last_day_of(self.passed) if self.passed else None

    def words(self, labels: Labels | None = None) -> str:
        """The colour's mark with its word, always together."""
        return format_colour(self.colour, labels, self.why)


def find_overdue(action: Action, today: date) -> tuple[Milestone, ...]:
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


def find_coming(action: Action, today: date) -> tuple[Milestone, ...]:
    """Unmet dates from today on, earliest first; a done action keeps its reviews, a cancelled one nothing."""
    if action.status == "cancelled":
        return ()
    ahead = (
        m
        for m in action.milestones
        if m.met_on is None
        and (action.status != "done" or m.kind in ("review", "recurring", "ongoing"))
        and (m.kind != "start" or action.status in NOT_BEGUN)
        and (last := last_day_of(m)) is not None
        and last >= today
    )
    return tuple(sorted(ahead, key=lambda m: (last_day_of(m) or today, m.id)))


def assess_action(action: Action, today: date, days: WorkingDays, policy: Policy) -> Assessment:
    """Never red before the owner has been asked and had five working days to answer."""
    gone, ahead = find_overdue(action, today), find_coming(action, today)
    answerable = days.add(london_day(action.asked_at), policy.grace_working_days) if gone and action.asked_at else None
    next_due = last_day_of(ahead[0]) if ahead else None
    shown = choose_colour(
        ColourInputs(action.status, action.need_help is not None, bool(gone), answerable, next_due), today
    )
    return Assessment(
        shown, _explain_colour(action, shown, bool(gone)), gone[0] if gone else None, ahead[0] if ahead else None
    )


def _explain_colour(action: Action, shown: Colour, passed: bool) -> str:
    """More than the colour's own word, where the colour alone would leave the reader asking."""
    if shown == "blue":
        return "done and continuing" if action.continuing else ""
    if shown == "grey" and action.status == "cancelled":
        return "cancelled"
    if shown != "amber":
        return ""
    if passed:
        return "date passed" if action.asked_at is None else "date passed, owner asked"
    if action.need_help is not None:
        return "help asked for"
    return "delayed" if action.status == "delayed" else "due soon, not started"


def find_passed_review(action: Action, today: date) -> Milestone | None:
    """A review whose day has gone by without a word since. Not overdue: a review asks, it does not end anything."""
    if action.status == "cancelled":
        return None
    gone = [
        m
        for m in action.milestones
        if m.kind == "review" and m.met_on is None and (last := last_day_of(m)) is not None and last < today
    ]
    return min(gone, key=lambda m: (last_day_of(m) or today, m.id), default=None)


def find_deadline(action: Action) -> date | None:
    """The last unmet deadline of an open action."""
    if action.status in CLOSED:
        return None
    days = [last_day_of(m) for m in action.milestones if m.kind == "deadline" and m.met_on is None]
    return max((d for d in days if d), default=None)


@dataclass(frozen=True, slots=True)
class Clash:
    """`action` is due on `due`, before `needs`, which it depends on, is due."""

    action: Action
    due: date
    needs: Action
    needs_due: date


def find_clashes(actions: Sequence[Action]) -> tuple[Clash, ...]:
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
