"""When a date has passed, when red is fair, and which actions are due before what they need."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.world.facts import PLAN, TODAY, VIEWER, make_action, make_milestone
from wres_bot.domain.dates import WorkingDays
from wres_bot.domain.overdue import (
    ColourReason,
    assess_action,
    find_clashes,
    find_coming,
    find_deadline,
    find_overdue,
    find_passed_review,
    has_reviews_ahead,
    last_day_of,
)
from wres_bot.domain.policy import Policy
from wres_bot.domain.statuses import Colour, Status
from wres_bot.views.viewer import Viewer


def test_a_deadline_has_passed_the_day_after() -> None:
    late = make_action(milestones=(make_milestone(due=date(2021, 4, 20)),))
    today = make_action(milestones=(make_milestone(due=TODAY),))
    assert find_overdue(late, TODAY)
    assert not find_overdue(today, TODAY)


def test_a_start_that_happened_is_not_overdue() -> None:
    start = make_milestone(date(2020, 11, 1), "start", until=date(2020, 11, 30))
    assert find_overdue(make_action(milestones=(start,)), TODAY)
    assert not find_overdue(make_action(milestones=(start,), status="in progress"), TODAY)


def test_a_review_is_never_overdue_but_is_noticed() -> None:
    reviewed = make_action(milestones=(make_milestone(date(2021, 1, 31), "review"),), status="in progress")
    assert not find_overdue(reviewed, TODAY)
    assert find_passed_review(reviewed, TODAY) is not None


def test_done_or_cancelled_work_has_no_passed_date() -> None:
    late = make_milestone(due=date(2020, 12, 31))
    assert not find_overdue(make_action(milestones=(late,), status="done"), TODAY)
    assert not find_overdue(make_action(milestones=(late,), status="cancelled", reason="merged"), TODAY)


def test_nothing_is_red_before_its_owner_was_asked_and_had_five_working_days() -> None:
    late = (make_milestone(due=date(2021, 3, 31)),)
    asked = datetime(2021, 4, 7, 8, tzinfo=UTC)
    never = make_action(milestones=late, status="in progress")
    told = make_action(milestones=late, status="in progress", asked_at=asked)
    assert VIEWER.format_colour(never) == "🟠 date passed"
    assert Viewer(date(2021, 4, 14)).format_colour(told) == "🟠 date passed, owner asked"
    assert Viewer(date(2021, 4, 15)).format_colour(told) == "🔴 past its date"


def test_a_done_action_keeps_only_its_reviews_ahead() -> None:
    both = make_action(
        status="done", milestones=(make_milestone(due=date(2021, 5, 1)), make_milestone(date(2021, 11, 30), "review"))
    )
    assert [m.kind for m in find_coming(both, TODAY)] == ["review"]


def test_an_action_due_before_the_one_it_needs_is_a_clash() -> None:
    first = make_action("DR4", milestones=(make_milestone(due=date(2026, 3, 31)),), needs=("WE9",), plan=PLAN)
    other = make_action("WE9", milestones=(make_milestone(due=date(2026, 6, 30)),))
    found = find_clashes([first, other])
    assert [(c.action.ref, c.needs.ref) for c in found] == [("DR4", "WE9")]
    done = make_action("WE9", status="done", milestones=other.milestones)
    assert not find_clashes([first, done])


BEFORE, AFTER = date(2021, 4, 20), date(2021, 4, 22)
OPEN: tuple[Status, ...] = ("no update", "not started", "in progress", "delayed")


@pytest.mark.parametrize("status", OPEN)
def test_a_deadline_on_the_day_before_the_day_and_the_day_after(status: Status) -> None:
    def stands(due: date) -> tuple[int, int]:
        action = make_action(status=status, milestones=(make_milestone(due),))
        return len(find_overdue(action, TODAY)), len(find_coming(action, TODAY))

    assert [stands(due) for due in (BEFORE, TODAY, AFTER)] == [(1, 0), (0, 1), (0, 1)]


@pytest.mark.parametrize("status", OPEN)
@pytest.mark.parametrize(
    ("today", "passed"), [(date(2020, 11, 29), 0), (date(2020, 11, 30), 0), (date(2020, 12, 1), 1)]
)
def test_a_start_in_november_has_passed_after_the_30th_where_nothing_has_begun(
    status: Status, today: date, passed: int
) -> None:
    november = make_milestone(date(2020, 11, 1), "start", until=date(2020, 11, 30))
    action = make_action(status=status, milestones=(november,))
    begun = status in ("in progress", "delayed")
    assert len(find_overdue(action, today)) == (0 if begun else passed)
    assert len(find_coming(action, today)) == (0 if begun else 1 - passed)
    assert last_day_of(november) == date(2020, 11, 30)


@pytest.mark.parametrize("kind", ["review", "recurring", "ongoing", "opportunistic"])
def test_only_deadlines_and_starts_are_overdue(kind: str) -> None:
    assert find_overdue(make_action(milestones=(make_milestone(BEFORE, kind),)), TODAY) == ()


def test_what_is_met_is_neither_overdue_nor_to_come() -> None:
    met = make_action(milestones=(make_milestone(BEFORE, met_on=BEFORE), make_milestone(AFTER, met_on=TODAY)))
    assert (find_overdue(met, TODAY), find_coming(met, TODAY)) == ((), ())
    reviewed = make_action(milestones=(make_milestone(BEFORE, "review", met_on=BEFORE),))
    assert find_passed_review(reviewed, TODAY) is None


def test_what_has_no_date_is_neither_overdue_nor_to_come() -> None:
    undated = make_action(milestones=(make_milestone(), make_milestone(None, "review")))
    assert (find_overdue(undated, TODAY), find_coming(undated, TODAY)) == ((), ())
    assert find_passed_review(undated, TODAY) is None


def test_the_earliest_comes_first() -> None:
    late, later = make_milestone(date(2021, 4, 1)), make_milestone(date(2021, 3, 1))
    assert find_overdue(make_action(milestones=(late, later)), TODAY) == (later, late)
    near, far = make_milestone(AFTER), make_milestone(date(2021, 5, 1))
    assert find_coming(make_action(milestones=(far, near)), TODAY) == (near, far)
    first, second = make_milestone(BEFORE, "review"), make_milestone(date(2021, 3, 1), "review")
    assert find_passed_review(make_action(milestones=(first, second)), TODAY) == second


@pytest.mark.parametrize(("due", "passed"), [(BEFORE, True), (TODAY, False), (AFTER, False)])
def test_a_review_has_passed_the_day_after(due: date, passed: bool) -> None:
    review = (make_milestone(due, "review"),)
    assert (find_passed_review(make_action(milestones=review), TODAY) is not None) == passed
    assert (find_passed_review(make_action(milestones=review, status="done"), TODAY) is not None) == passed
    assert find_passed_review(make_action(milestones=review, status="cancelled"), TODAY) is None


@pytest.mark.parametrize("kind", ["deadline", "start", "review", "recurring", "ongoing", "opportunistic"])
def test_what_is_left_ahead_of_closed_work(kind: str) -> None:
    ahead = (make_milestone(AFTER, kind),)
    kept = kind in ("review", "recurring", "ongoing")
    done = make_action(milestones=ahead, status="done")
    assert bool(find_coming(done, TODAY)) == has_reviews_ahead(done) == kept
    assert find_coming(make_action(milestones=ahead, status="cancelled"), TODAY) == ()
    assert not has_reviews_ahead(make_action(milestones=ahead, status="in progress"))


def test_the_last_unmet_deadline_of_an_open_action() -> None:
    unmet = make_milestone(BEFORE), make_milestone(TODAY), make_milestone()
    dated = (*unmet, make_milestone(AFTER, met_on=TODAY), make_milestone(date(2022, 1, 1), "review"))
    assert find_deadline(make_action(milestones=dated)) == TODAY
    assert find_deadline(make_action(milestones=dated, status="done")) is None
    assert find_deadline(make_action(milestones=())) is None


def test_red_waits_for_five_working_days_with_easter_between() -> None:
    # Asked on Wednesday 31 March 2021; Good Friday was 2 April and Easter Monday the 5th.
    asked = make_action(milestones=(make_milestone(date(2021, 3, 24)),), asked_at=datetime(2021, 3, 31, 9, tzinfo=UTC))

    def colour(today: date) -> Colour:
        return assess_action(asked, today, WorkingDays(), Policy()).colour

    assert [colour(date(2021, 4, day)) for day in (8, 9, 10)] == ["amber", "amber", "red"]
    own = WorkingDays(frozenset({date(2021, 4, 7)}))
    assert assess_action(asked, date(2021, 4, 10), own, Policy()).colour == "amber"
    assert assess_action(asked, date(2021, 4, 10), WorkingDays(), Policy(grace_working_days=6)).colour == "amber"


def test_the_day_of_asking_is_that_of_london() -> None:
    # Half past eleven at night in summer, in UTC, is the next day in London.
    asked = make_action(milestones=(make_milestone(BEFORE),), asked_at=datetime(2021, 4, 21, 23, 30, tzinfo=UTC))
    days, policy = WorkingDays(), Policy()
    assert assess_action(asked, date(2021, 4, 29), days, policy).colour == "amber"
    assert assess_action(asked, date(2021, 4, 30), days, policy).colour == "red"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"status": "done"}, None),
        ({"status": "done", "continuing": True}, ColourReason.DONE_AND_CONTINUING),
        ({"status": "cancelled"}, ColourReason.CANCELLED),
        ({"status": "in progress"}, None),
        ({"status": "no update", "milestones": ()}, None),
        ({"milestones": (make_milestone(BEFORE),)}, ColourReason.PASSED_NOT_ASKED),
        ({"milestones": (make_milestone(BEFORE),), "need_help": ""}, ColourReason.PASSED_NOT_ASKED),
        (
            {"milestones": (make_milestone(BEFORE),), "asked_at": datetime(2021, 4, 21, 8, tzinfo=UTC)},
            ColourReason.PASSED_ASKED,
        ),
        ({"milestones": (make_milestone(BEFORE),), "asked_at": datetime(2021, 3, 1, 8, tzinfo=UTC)}, None),  # red
        ({"status": "in progress", "need_help": ""}, ColourReason.HELP_ASKED),
        ({"status": "delayed", "need_help": "a trainer"}, ColourReason.HELP_ASKED),
        ({"status": "delayed"}, ColourReason.DELAYED),
        ({"status": "not started", "milestones": (make_milestone(TODAY),)}, ColourReason.DUE_SOON),
    ],
)
def test_why_an_action_has_its_colour(more: dict[str, Any], reason: ColourReason | None) -> None:
    assert assess_action(make_action(**more), TODAY, WorkingDays(), Policy()).reason == reason


def test_an_assessment_names_the_earliest_passed_and_the_next() -> None:
    passed, ahead = make_milestone(BEFORE), make_milestone(AFTER, "review")
    found = assess_action(make_action(milestones=(ahead, passed)), TODAY, WorkingDays(), Policy())
    assert (found.passed, found.next, found.passed_day, found.next_day) == (passed, ahead, BEFORE, AFTER)
    nothing = assess_action(make_action(milestones=()), TODAY, WorkingDays(), Policy())
    assert (nothing.passed_day, nothing.next_day) == (None, None)


@pytest.mark.parametrize(("gap", "clash"), [(-1, False), (0, False), (1, True)])
def test_what_is_needed_may_be_due_on_the_same_day(gap: int, clash: bool) -> None:
    needs = make_action("DR4", milestones=(make_milestone(TODAY),), needs=("WE9", "gone"))
    needed = make_action("WE9", milestones=(make_milestone(TODAY + timedelta(days=gap)),))
    found = find_clashes([needs, needed])
    assert bool(found) == clash
    for each in found:
        assert (each.due, each.needs_due) == (TODAY, AFTER)
