"""What a status or a word meets, on the day, the day before and after; and when what repeats falls."""

from datetime import date

import pytest

from tests.world.facts import make_milestone
from wres_bot.domain.milestones import (
    earliest_open_due,
    find_met_by_status,
    find_met_by_words,
    first_occurrence,
    next_due,
)

TODAY = date(2021, 4, 21)
BEFORE, AFTER = date(2021, 4, 20), date(2021, 4, 22)
ANCHOR = date(2021, 3, 31)


@pytest.mark.parametrize(
    ("first", "falls"),
    [
        (date(2021, 3, 30), date(2021, 6, 30)),
        (ANCHOR, date(2021, 6, 30)),  # the anchor itself is not one
        (date(2021, 6, 29), date(2021, 6, 30)),
        (date(2021, 6, 30), date(2021, 6, 30)),
        (date(2021, 7, 1), date(2021, 9, 30)),
        (date(2022, 4, 1), date(2022, 6, 30)),
    ],
)
def test_what_repeats_falls_every_so_many_months_after_its_anchor(first: date, falls: date) -> None:
    assert first_occurrence(ANCHOR, 3, first) == falls


def test_a_stored_date_stands_until_it_is_past() -> None:
    assert next_due(TODAY, ANCHOR, 3, TODAY) == TODAY
    assert next_due(AFTER, ANCHOR, 3, TODAY) == AFTER
    assert next_due(BEFORE, ANCHOR, 3, TODAY) == date(2021, 6, 30)
    assert next_due(None, ANCHOR, 3, TODAY) == date(2021, 6, 30)


def test_a_date_that_comes_once_does_not_move_on() -> None:
    assert next_due(BEFORE, None, None, TODAY) == BEFORE
    assert next_due(BEFORE, ANCHOR, None, TODAY) == BEFORE
    assert next_due(BEFORE, None, 3, TODAY) == BEFORE
    assert next_due(None, None, None, TODAY) is None


KINDS = ("deadline", "start", "review", "opportunistic")


@pytest.mark.parametrize(
    ("status", "met"),
    [
        ("done", {"deadline", "start"}),
        ("in progress", {"start"}),
        ("delayed", {"start"}),
        ("not started", set()),
        ("no update", set()),
        ("cancelled", set()),
    ],
)
def test_what_each_status_meets(status: str, met: set[str]) -> None:
    # The review is far ahead, so that no word is about it.
    each = [make_milestone(date(2022, 3, 31) if kind == "review" else BEFORE, kind) for kind in KINDS]
    found = find_met_by_status(each, status, TODAY)
    assert {m.kind for m in found} == met
    assert {m.met_on for m in found} <= {TODAY}


@pytest.mark.parametrize(("due", "met"), [(BEFORE, True), (TODAY, True), (AFTER, False), (None, True)])
def test_what_is_delayed_before_it_was_to_start_has_not_started(due: date | None, met: bool) -> None:
    start = make_milestone(due, "start")
    assert bool(find_met_by_status([start], "delayed", TODAY)) == met
    assert find_met_by_status([start], "in progress", TODAY)


@pytest.mark.parametrize("status", ["done", "cancelled"])
def test_closing_an_action_leaves_its_reviews(status: str) -> None:
    assert find_met_by_status([make_milestone(TODAY, "review")], status, TODAY) == []


def test_a_word_meets_a_review_from_its_first_reminder_on_thirty_days_before() -> None:
    def met(due: date) -> bool:
        return bool(find_met_by_words([make_milestone(due, "review")], TODAY))

    assert not met(date(2021, 5, 22))  # 31 days
    assert met(date(2021, 5, 21))  # 30 days
    assert met(date(2021, 5, 20))
    assert met(date(2020, 12, 31))


def test_a_word_meets_no_deadline_and_no_start() -> None:
    assert find_met_by_words([make_milestone(TODAY), make_milestone(TODAY, "start")], TODAY) == []
    assert find_met_by_words([make_milestone(None, "review")], TODAY) == []


@pytest.mark.parametrize("kind", ["recurring", "ongoing"])
def test_a_word_moves_what_repeats_to_its_next_date(kind: str) -> None:
    near = make_milestone(date(2021, 5, 21), kind, interval_months=3, anchor=date(2021, 2, 21))
    [moved] = find_met_by_words([near], TODAY)
    assert (moved.due, moved.until, moved.met_on) == (date(2021, 8, 21), date(2021, 8, 21), None)
    far = make_milestone(date(2021, 5, 22), kind, interval_months=3, anchor=date(2021, 2, 22))
    assert find_met_by_words([far], TODAY) == []


def test_the_earliest_date_that_somebody_is_still_asked_about() -> None:
    met = make_milestone(date(2021, 1, 1), met_on=date(2021, 1, 1))
    dated = [met, make_milestone(AFTER), make_milestone(BEFORE, "start"), make_milestone(TODAY, "review")]
    assert earliest_open_due(dated, "in progress", False) == BEFORE
    assert earliest_open_due(dated, "done", True) == TODAY  # only the review
    assert earliest_open_due(dated, "done", False) is None
    assert earliest_open_due(dated, "cancelled", True) is None
    assert earliest_open_due([met, make_milestone()], "in progress", False) is None
