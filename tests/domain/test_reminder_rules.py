"""Checks when a reminder falls; knows nothing of who gets it."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.domain.dates import WorkingDays
from wres_bot.domain.policy import Policy
from wres_bot.domain.reminder_rules import FIRST_LOOK_BACK, REPEAT_GAP, DueReminder, find_due_stages, list_stages

DAYS = WorkingDays()
POLICY = Policy()


@dataclass(frozen=True)
class Point:
    due: date | None
    kind: str = "deadline"
    until: date | None = None
    met_on: date | None = None
    id: int = 1


def calendar(point: Point, first: date, last: date, policy: Policy = POLICY) -> list[tuple[date, str]]:
    """What a person told every working day is told, day by day."""
    told: list[tuple[date, str]] = []
    since: date | None = first - timedelta(days=1)
    day = first
    while day <= last:
        if DAYS.is_working(day) and (found := find_due_stages([point], day, since, policy, DAYS)):
            told += [(day, due.stage) for due in found]
            since = day
        day += timedelta(days=1)
    return told


def test_a_deadline_is_told_before_on_the_day_and_after() -> None:
    told = calendar(Point(date(2021, 3, 31)), date(2021, 2, 1), date(2021, 7, 1))
    assert told == [
        (date(2021, 3, 1), "30 days before"),
        (date(2021, 3, 24), "7 days before"),
        (date(2021, 3, 30), "1 working day before"),
        (date(2021, 3, 31), "on the day"),
        (date(2021, 4, 9), "after"),  # Good Friday and Easter Monday are no working days
        (date(2021, 5, 10), "monthly"),  # the fifth working day: 3 May is a bank holiday
        (date(2021, 6, 7), "monthly"),
    ]


def test_a_day_that_falls_on_good_friday_is_told_the_thursday_before() -> None:
    told = calendar(Point(date(2021, 4, 2)), date(2021, 3, 1), date(2021, 4, 3))
    assert told == [
        (date(2021, 3, 3), "30 days before"),
        (date(2021, 3, 26), "7 days before"),
        (date(2021, 4, 1), "on the day"),  # and it swallows "1 working day before", which is the same Thursday
    ]


def test_a_start_window_is_told_before_its_first_day_and_after_its_last() -> None:
    told = calendar(Point(date(2020, 11, 1), "start", date(2020, 11, 30)), date(2020, 9, 1), date(2020, 12, 31))
    assert told == [
        (date(2020, 10, 2), "30 days before"),
        (date(2020, 10, 23), "7 days before"),  # 25 October is a Sunday, and the clocks change on it
        (date(2020, 10, 30), "on the day"),
        (date(2020, 12, 7), "after"),
    ]


def test_what_comes_round_again_is_asked_gently_and_never_chased() -> None:
    told = calendar(Point(date(2021, 3, 31), "ongoing"), date(2021, 1, 1), date(2021, 8, 1))
    assert told == [(date(2021, 3, 24), "7 days before"), (date(2021, 3, 31), "on the day")]


def test_a_first_message_holds_everything_still_true() -> None:
    long_gone, soon, far = (
        Point(date(2020, 9, 30), id=1),
        Point(date(2021, 1, 31), id=2),
        Point(date(2021, 6, 30), id=3),
    )
    found = find_due_stages([long_gone, soon, far], date(2021, 1, 4), None, POLICY, DAYS)
    assert [(due.milestone_id, due.stage) for due in found] == [(1, "monthly"), (2, "30 days before")]


def test_all_passed_dates_are_asked_about_on_one_day_a_month() -> None:
    ends = [date(2020, 11, 30), date(2020, 12, 31), date(2021, 1, 15), date(2021, 1, 31), date(2021, 2, 26)]
    asked = {
        due.on
        for point in ends
        for due in list_stages(Point(point), date(2021, 12, 31), POLICY, DAYS)
        if due.stage == "monthly"
    }
    assert len({(on.year, on.month) for on in asked}) == len(asked) == 12


@given(due=st.dates(date(2019, 1, 1), date(2026, 12, 31)))
def test_nobody_is_asked_again_within_three_weeks_nor_left_for_longer_than_a_first_message_looks_back(
    due: date,
) -> None:
    asked = [d.on for d in list_stages(Point(due), due + timedelta(days=400), POLICY, DAYS) if d.after]
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert all(REPEAT_GAP <= gap < FIRST_LOOK_BACK for gap in gaps)


def test_what_was_told_is_not_told_again() -> None:
    point = Point(date(2021, 3, 31))
    assert find_due_stages([point], date(2021, 3, 1), None, POLICY, DAYS)
    assert not find_due_stages([point], date(2021, 3, 2), date(2021, 3, 1), POLICY, DAYS)


def test_after_days_of_silence_only_the_newest_stage_is_told() -> None:
    found = find_due_stages([Point(date(2021, 3, 31))], date(2021, 4, 1), date(2021, 2, 20), POLICY, DAYS)
    assert found == [DueReminder(1, "on the day", date(2021, 3, 31))]


def test_a_met_one_is_never_told() -> None:
    assert not find_due_stages(
        [Point(date(2021, 3, 31), met_on=date(2021, 3, 1))], date(2021, 3, 31), None, POLICY, DAYS
    )


def test_one_without_a_date_is_never_told() -> None:
    assert not find_due_stages([Point(None, "opportunistic")], date(2021, 3, 31), None, POLICY, DAYS)


@pytest.mark.parametrize("kind", ["deadline", "review", "start", "recurring", "ongoing"])
@given(due=st.dates(date(2019, 1, 1), date(2026, 12, 31)))
def test_every_stage_falls_on_a_working_day_and_they_are_in_order(kind: str, due: date) -> None:
    found = list_stages(Point(due, kind), due + timedelta(days=200), POLICY, DAYS)
    assert found
    assert all(DAYS.is_working(each.on) for each in found)
    assert [each.on for each in found] == sorted(each.on for each in found)


@given(due=st.dates(date(2020, 1, 1), date(2022, 12, 31)), ahead=st.integers(0, 400))
def test_a_passed_deadline_is_always_in_a_first_message(due: date, ahead: int) -> None:
    asked = DAYS.add(due, POLICY.grace_working_days)
    today = DAYS.on_or_after(asked + timedelta(days=ahead))
    assert find_due_stages([Point(due)], today, None, POLICY, DAYS)


@pytest.mark.parametrize(("days_ago", "asked"), [(13, False), (14, True), (15, True)])
def test_what_was_asked_late_is_not_asked_again_within_a_fortnight(days_ago: int, asked: bool) -> None:
    monthly = date(2021, 5, 10)  # the fifth working day of May, after a bank holiday
    last = {1: monthly - timedelta(days=days_ago)}
    found = find_due_stages([Point(date(2021, 3, 31))], monthly, date(2021, 5, 7), POLICY, DAYS, last)
    assert [due.stage for due in found] == (["monthly"] if asked else [])


def test_having_been_asked_about_a_date_that_has_not_passed_silences_nothing() -> None:
    found = find_due_stages(
        [Point(date(2021, 3, 31))], date(2021, 3, 24), date(2021, 3, 23), POLICY, DAYS, {1: date(2021, 3, 23)}
    )
    assert [due.stage for due in found] == ["7 days before"]


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2021, 2, 26), None),  # 30 days before 31 March is 1 March, a Monday
        (date(2021, 3, 1), "30 days before"),
        (date(2021, 3, 2), None),
        (date(2021, 3, 23), None),
        (date(2021, 3, 24), "7 days before"),
        (date(2021, 3, 30), "1 working day before"),
        (date(2021, 3, 31), "on the day"),
        (date(2021, 4, 8), None),  # four working days after, with Easter between
        (date(2021, 4, 9), "after"),
        (date(2021, 4, 12), None),
        (date(2021, 5, 7), None),
        (date(2021, 5, 10), "monthly"),
        (date(2021, 5, 11), None),
        (date(2021, 6, 7), "monthly"),
    ],
)
def test_each_stage_falls_on_its_own_day(today: date, stage: str | None) -> None:
    found = find_due_stages([Point(date(2021, 3, 31))], today, today - timedelta(days=1), POLICY, DAYS)
    assert [due.stage for due in found] == ([stage] if stage else [])


def test_a_trust_chooses_its_own_stages() -> None:
    own = Policy(lead_days=(14,), lead_working_days=0, on_the_day=False, grace_working_days=1, repeat_months=0)
    found = list_stages(Point(date(2021, 3, 31)), date(2021, 12, 31), own, DAYS)
    assert [(due.stage, due.on) for due in found] == [
        ("14 days before", date(2021, 3, 17)), ("after", date(2021, 4, 1)),
    ]  # fmt: skip
