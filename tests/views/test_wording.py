"""How dates, plurals, statuses and milestones are worded."""

from datetime import date

import pytest

from tests.world.facts import TODAY, make_milestone
from wres_bot.domain.overdue import ColourReason
from wres_bot.domain.policy import Labels
from wres_bot.views.wording import (
    format_colour,
    format_milestone,
    format_milestone_in_full,
    format_short_day,
    format_short_weekday,
    format_status,
    join_words,
    pluralise,
    shorten,
    to_sentence,
)


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "", "b", "c"], "a, b and c")]
)
def test_lists_are_joined_as_people_say_them(parts: list[str], said: str) -> None:
    assert join_words(parts) == said


def test_one_is_not_many() -> None:
    assert (pluralise(1, "action"), pluralise(2, "action"), pluralise(0, "action")) == (
        "1 action",
        "2 actions",
        "0 actions",
    )


def test_the_year_is_left_out_only_when_it_is_this_one() -> None:
    assert format_short_day(date(2021, 4, 30), TODAY) == "30 April"
    assert format_short_day(date(2020, 12, 31), TODAY) == "31 December 2020"
    assert format_short_weekday(date(2021, 4, 30), TODAY) == "Friday 30 April"


def test_a_month_says_what_the_plan_says() -> None:
    due = make_milestone(due=date(2021, 4, 30), words="April 2021")
    assert format_milestone_in_full(due) == "due by 30 April 2021 (the plan says “April 2021”)"


def test_a_start_in_a_month_is_not_a_day() -> None:
    start = make_milestone(date(2020, 11, 1), "start", until=date(2020, 11, 30), label="launch")
    assert format_milestone(start) == "starts in November 2020 (launch)"


def test_a_start_in_a_quarter_names_both_ends() -> None:
    start = make_milestone(date(2020, 10, 1), "start", until=date(2020, 12, 31), precision="quarter")
    assert format_milestone(start) == "starts between October 2020 and December 2020"


def test_a_review_keeps_its_own_name() -> None:
    assert format_milestone(make_milestone(date(2021, 5, 31), "review")) == "review by 31 May 2021"
    named = make_milestone(date(2021, 5, 31), "review", label="mid-year review")
    assert format_milestone(named) == "mid-year review by 31 May 2021"


def test_repeating_work_says_how_often() -> None:
    looked = make_milestone(date(2021, 6, 30), "recurring", interval_months=3, anchor=date(2021, 3, 31))
    assert format_milestone(looked) == "every three months, next by 30 June 2021"
    assert format_milestone(make_milestone(kind="opportunistic")) == "when the chance comes"


def test_a_moved_date_keeps_the_first_one() -> None:
    moved = make_milestone(
        due=date(2021, 6, 30), original_due=date(2021, 4, 30), slips=2, precision="day", words="April 2021"
    )
    assert format_milestone_in_full(moved) == "due by 30 June 2021; moved twice, first set for 30 April 2021"


def test_a_trust_has_its_own_words() -> None:
    labels = Labels(statuses={"done": "complete"}, colours={"amber": "at risk"})
    assert format_status("done", labels, continuing=True) == "complete and continuing"
    assert format_colour("amber", labels, ColourReason.PASSED_NOT_ASKED) == "🟠 at risk (date passed)"
    assert format_colour("green", labels) == "🟢 on track"


def test_long_words_are_cut_between_words_and_say_so() -> None:
    assert shorten("one two three four", 12) == "one two …"
    assert to_sentence("training booked") == "Training booked."
    assert to_sentence("really?") == "Really?"
