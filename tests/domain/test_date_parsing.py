"""A date without its year lies inside the plan's year, on each side of 31 March and 1 April."""

from datetime import date

import pytest

from wres_bot.domain.date_parsing import find_dates, tidy_text
from wres_bot.domain.dates import MONTHS, NhsYear, month_end

YEAR = NhsYear("2020-21")


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_without_its_year_lies_inside_the_plans_year(month: int) -> None:
    [found], broken = find_dates(f"by {MONTHS[month - 1].capitalize()}", YEAR)
    year = 2020 if month in (4, 5, 6, 7, 8, 9, 10, 11, 12) else 2021
    assert (found.first, found.last, found.precision) == (date(year, month, 1), month_end(year, month), "month")
    assert found.first in YEAR
    assert found.last in YEAR
    assert (found.assumption, broken) == ("No year is given; taken as inside 2020-21.", [])


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("31 March", date(2021, 3, 31)),
        ("1 April", date(2020, 4, 1)),
        ("30th of April", date(2020, 4, 30)),
        ("31 December", date(2020, 12, 31)),
        ("1 January", date(2021, 1, 1)),
    ],
)
def test_a_day_without_its_year_lies_inside_the_plans_year(words: str, day: date) -> None:
    [found], _ = find_dates(words, YEAR)
    assert (found.first, found.last, found.precision) == (day, day, "day")
    assert found.assumption == "No year is given; taken as inside 2020-21."


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("spring", date(2021, 3, 1), date(2021, 5, 31)),  # March is the plan's last month
        ("summer", date(2020, 6, 1), date(2020, 8, 31)),
        ("autumn", date(2020, 9, 1), date(2020, 11, 30)),
        ("winter", date(2020, 12, 1), date(2021, 2, 28)),
        ("autumn 2021", date(2021, 9, 1), date(2021, 11, 30)),
    ],
)
def test_a_season_has_three_months(words: str, first: date, last: date) -> None:
    [found], _ = find_dates(words, YEAR)
    assert (found.first, found.last, found.precision) == (first, last, "season")
    assert found.assumption is not None
    assert ("No year is given" in found.assumption) == (words[-1].isalpha())


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Q1", date(2020, 4, 1), date(2020, 6, 30)),
        ("Q4", date(2021, 1, 1), date(2021, 3, 31)),
        ("Q1 2021/22", date(2021, 4, 1), date(2021, 6, 30)),
        ("2019-20 Q4", date(2020, 1, 1), date(2020, 3, 31)),
    ],
)
def test_a_quarter_is_one_of_the_nhs_year(words: str, first: date, last: date) -> None:
    [found], _ = find_dates(words, YEAR)
    assert (found.first, found.last, found.precision) == (first, last, "quarter")
    assert (found.assumption is not None) == (len(words) == 2)


def test_whole_years_are_told_apart() -> None:
    [nhs], _ = find_dates("during 2021-22", YEAR)
    assert (nhs.first, nhs.last, nhs.assumption) == (date(2021, 4, 1), date(2022, 3, 31), None)
    [calendar], _ = find_dates("by 2023", YEAR)
    assert (calendar.first, calendar.last) == (date(2023, 1, 1), date(2023, 12, 31))
    assert calendar.assumption == "2023 is taken as the calendar year, to its last day."
    [this], _ = find_dates("by the end of the financial year", YEAR)
    assert (this.first, this.last) == (YEAR.first, YEAR.last)


def test_two_months_share_the_year_that_stands_behind_them() -> None:
    january, march = find_dates("January and March 2022", YEAR)[0]
    assert (january.first, march.last) == (date(2022, 1, 1), date(2022, 3, 31))
    assert january.assumption is None
    april, march = find_dates("April; March 2022", YEAR)[0]
    assert april.first == date(2020, 4, 1)


@pytest.mark.parametrize("words", ["31.02.2021", "30 February 2021", "Q3 2021", "32.01.2021"])
def test_what_looks_like_a_date_and_is_none_is_told(words: str) -> None:
    assert find_dates(words, YEAR) == ([], [words])


@pytest.mark.parametrize(("words", "read"), [("31.12.1989", 0), ("1.1.1990", 1), ("31.12.2099", 1), ("1.1.2100", 0)])
def test_plans_live_between_1990_and_2099(words: str, read: int) -> None:
    assert len(find_dates(words, YEAR)[0]) == read


def test_a_verb_is_no_month_in_running_words() -> None:
    assert find_dates("teams may then march on", YEAR) == ([], [])
    assert len(find_dates("may", YEAR)[0]) == 1
    assert len(find_dates("teams start in May then", YEAR)[0]) == 1


def test_where_a_date_stands_in_the_text() -> None:
    text = "launch by 30 June 2021 (pilot)"
    [found], _ = find_dates(text, YEAR)
    assert text[found.begins : found.ends] == found.words == "30 June 2021"


def test_words_cut_by_a_line_break_are_put_together() -> None:
    assert tidy_text("by  30\nJune –\t2021") == "by 30 June - 2021"
    assert tidy_text("half- yearly, 2020- 21") == "half-yearly, 2020-21"
