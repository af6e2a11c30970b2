"""The colour of an action on each side of every boundary, and which moves of a status need words."""

from datetime import date, timedelta

import pytest

from wres_bot.domain.statuses import (
    CLOSED,
    NOT_BEGUN,
    STATUS_NAMES,
    STATUS_SYNONYMS,
    STATUSES,
    Colour,
    ColourInputs,
    Status,
    choose_colour,
    is_reopening,
)

TODAY = date(2021, 4, 21)
DAY = timedelta(days=1)


def colour_of(
    status: Status,
    *,
    need_help: bool = False,
    passed: bool = False,
    answerable: date | None = None,
    next_due: date | None = None,
) -> Colour:
    return choose_colour(ColourInputs(status, need_help, passed, answerable, next_due), TODAY)


def test_done_is_blue_and_cancelled_is_grey_whatever_else_is_so() -> None:
    assert colour_of("done", need_help=True, passed=True, answerable=TODAY - DAY, next_due=TODAY) == "blue"
    assert colour_of("cancelled", need_help=True, passed=True, answerable=TODAY - DAY, next_due=TODAY) == "grey"


@pytest.mark.parametrize("status", ["no update", "not started", "in progress", "delayed"])
def test_a_passed_date_is_amber_until_the_last_day_to_answer_has_gone(status: Status) -> None:
    assert colour_of(status, passed=True) == "amber"
    assert colour_of(status, passed=True, answerable=TODAY + DAY) == "amber"
    assert colour_of(status, passed=True, answerable=TODAY) == "amber"
    assert colour_of(status, passed=True, answerable=TODAY - DAY) == "red"


def test_having_been_asked_about_nothing_passed_makes_nothing_red() -> None:
    assert colour_of("in progress", answerable=TODAY - DAY) == "green"


@pytest.mark.parametrize("status", ["no update", "not started"])
def test_what_has_not_begun_is_amber_from_thirty_days_before_its_date(status: Status) -> None:
    quiet = "grey" if status == "no update" else "green"
    assert colour_of(status, next_due=TODAY + 31 * DAY) == quiet
    assert colour_of(status, next_due=TODAY + 30 * DAY) == "amber"
    assert colour_of(status, next_due=TODAY + 29 * DAY) == "amber"
    assert colour_of(status, next_due=TODAY) == "amber"
    assert colour_of(status) == quiet


def test_work_in_progress_is_green_on_its_last_day() -> None:
    assert colour_of("in progress", next_due=TODAY) == "green"


def test_delay_and_help_are_amber_with_any_date() -> None:
    assert colour_of("delayed") == "amber"
    assert colour_of("in progress", need_help=True, next_due=TODAY + 90 * DAY) == "amber"
    assert colour_of("no update", need_help=True) == "amber"


@pytest.mark.parametrize("old", STATUSES)
@pytest.mark.parametrize("new", STATUSES)
def test_only_what_was_closed_is_opened_again(old: Status, new: Status) -> None:
    closed = ("done", "cancelled")
    assert is_reopening(old, new) == (old in closed and new not in closed)


def test_each_status_has_its_name_and_is_among_what_people_write() -> None:
    assert set(STATUS_NAMES) == set(STATUSES) == set(STATUS_SYNONYMS.values())
    assert STATUS_NAMES["no update"] == "no update recorded"
    assert set(CLOSED) == {"done", "cancelled"}
    assert set(NOT_BEGUN) == {"no update", "not started"}
    assert [STATUS_SYNONYMS[said] for said in ("pending", "ongoing", "complete")] == [
        "not started", "in progress", "done",
    ]  # fmt: skip
    assert "not done" not in STATUS_SYNONYMS
