"""Owns what both digests count: dates to come, what finished, what changed since; must not know either's wording."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wres_bot.domain.overdue import find_coming, has_reviews_ahead, last_day_of
from wres_bot.domain.statuses import CLOSED
from wres_bot.store.models import Action, PlanQuarter
from wres_bot.views.wording import join_words

Purpose = Literal["finish", "start", "review"]


@dataclass(frozen=True, slots=True)
class NextDate:
    """One date to come and the actions it is for, by what is to happen. An action counts once a date."""

    day: date
    finish: tuple[Action, ...]
    start: tuple[Action, ...]
    review: tuple[Action, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(
            sorted((*self.finish, *self.start, *self.review), key=lambda a: (a.plan.id, a.section_id, a.position))
        )

    def count_by_purpose(self) -> list[tuple[int, Purpose]]:
        """How many to finish, to start and to review, without those that are none."""
        parts: tuple[tuple[tuple[Action, ...], Purpose], ...] = (
            (self.finish, "finish"),
            (self.start, "start"),
            (self.review, "review"),
        )
        return [(len(actions), what) for actions, what in parts if actions]


def find_next_dates(actions: Sequence[Action], today: date) -> list[NextDate]:
    """Dates that come once, from today on. What is looked at every few months has no date of its own here."""
    by: dict[date, dict[int, tuple[Purpose, Action]]] = {}
    for action in actions:
        for milestone in find_coming(action, today):
            last = last_day_of(milestone)
            if last is None or milestone.interval_months is not None:
                continue
            purpose: Purpose = (
                "finish" if milestone.kind == "deadline" else "start" if milestone.kind == "start" else "review"
            )
            earlier = by.setdefault(last, {}).get(action.id)
            if earlier is None or (earlier[0] == "review" and purpose != "review"):
                by[last][action.id] = (purpose, action)
    return [_group_by_purpose(day, list(by_action.values())) for day, by_action in sorted(by.items())]


def _group_by_purpose(day: date, purposes: Sequence[tuple[Purpose, Action]]) -> NextDate:
    def of(purpose: Purpose) -> tuple[Action, ...]:
        return tuple(action for what, action in purposes if what == purpose)

    return NextDate(day, of("finish"), of("start"), of("review"))


@dataclass(frozen=True, slots=True)
class ActionCounts:
    """A plan's actions by how they stand."""

    all: int
    done: int
    reviewed: int
    under_way: int
    delayed: int
    not_started: int
    no_update: int
    cancelled: int


def count_actions(actions: Sequence[Action]) -> ActionCounts:
    by = Counter(action.status for action in actions)
    return ActionCounts(
        len(actions), by["done"], sum(1 for a in actions if has_reviews_ahead(a)), by["in progress"], by["delayed"],
        by["not started"], by["no update"], by["cancelled"],
    )  # fmt: skip


def find_finished(facts: PlanQuarter) -> list[Action]:
    """Done at the quarter's end, and not when it began."""
    if facts.plan.starts >= facts.quarter.first:
        # The plan began in this quarter: what it calls done in its own document was done before.
        done_by_people = {
            e.action_id for e in facts.during if e.field == "status" and e.new == "done" and e.who_id is not None
        }
        return [a for a in facts.then if a.status == "done" and a.id in done_by_people]
    return [a for a in facts.then if a.status == "done" and facts.before.get(a.id) not in ("done", None)]


def find_changed_since(facts: PlanQuarter) -> tuple[list[Action], list[Action]]:
    """What was finished after the quarter ended, and what else changed its status."""
    was = {a.id: a.status for a in facts.then}
    moved = [a for a in facts.now if a.id in was and a.status != was[a.id]]
    done = [a for a in moved if a.status == "done"]
    return done, [a for a in moved if a.status != "done"]


def find_unanswered(facts: PlanQuarter) -> list[Action]:
    """Open actions whose owner was asked about a passed date and has said nothing since."""
    spoken = {"status", "note", "need help", "not mine", "progress", "due", "evidence"}
    last = {e.action_id: e.at for e in (*facts.during, *facts.after) if e.field in spoken and e.who_id is not None}
    unanswered = []
    for action in facts.now:
        if action.asked_at is None or action.status in CLOSED:
            continue
        heard = last.get(action.id)
        if heard is None or heard < action.asked_at:
            unanswered.append(action)
    return unanswered


def format_refs(actions: Sequence[Action], limit: int = 12) -> str:
    """ "DR2, DR4 and WE9"; a long list ends in how many more."""
    shown = [action.ref for action in actions[:limit]]
    if len(actions) > limit:
        return f"{', '.join(shown)} and {len(actions) - limit} more"
    return join_words(shown)
