"""When a date has passed, when red is fair, and which actions are due before what they need."""

from datetime import UTC, date, datetime

from tests.world.facts import PLAN, TODAY, VIEWER, make_action, make_milestone
from wres_bot.domain.overdue import find_clashes, find_coming, find_overdue, find_passed_review
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
