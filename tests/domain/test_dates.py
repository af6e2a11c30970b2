"""NHS years, quarters, working days, London time, and the dates people type."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.domain.dates import (
    NhsYear,
    Quarter,
    WorkingDays,
    add_months,
    find_day,
    london_day,
    london_instant,
    month_end,
    nhs_year_of,
    parse_date,
    parse_instant,
    parse_month,
    parse_nhs_year,
    parse_quarter,
    quarter_of,
)

TODAY = date(2021, 1, 4)  # a Monday
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
WORKING = WorkingDays()


@pytest.mark.parametrize("name", ["2020-21", "2020/21", "2020–21", "2020-2021", "FY2020-21", "20-21"])
def test_nhs_year_has_one_name_however_it_is_written(name: str) -> None:
    year = NhsYear(name)
    assert (str(year), year.first, year.last) == ("2020-21", date(2020, 4, 1), date(2021, 3, 31))


@pytest.mark.parametrize("name", ["2020", "2020-22", "2021-20", "", "next year", "1980-81"])
def test_what_is_not_an_nhs_year_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not an NHS year"):
        NhsYear(name)


def test_the_century_turns_inside_an_nhs_year() -> None:
    assert str(nhs_year_of(date(2000, 3, 31))) == "1999-00"
    assert NhsYear("1999-00").last == date(2000, 3, 31)


@given(DAYS)
def test_each_day_lies_in_its_nhs_year_and_quarter(day: date) -> None:
    assert day in nhs_year_of(day)
    assert day in quarter_of(day)
    assert quarter_of(day).year == nhs_year_of(day)
    assert quarter_of(day).next().previous() == quarter_of(day)
    assert quarter_of(day).next().first == quarter_of(day).last + timedelta(days=1)
    assert parse_quarter(str(quarter_of(day))) == quarter_of(day)
    assert NhsYear(str(nhs_year_of(day))) == nhs_year_of(day)


@pytest.mark.parametrize("words", ["2020-21Q3", "2020-21 q3", "Q3 2020-21", "Q3 2020/21", "quarter 3 2020–21"])
def test_a_quarter_is_read_in_each_order(words: str) -> None:
    assert parse_quarter(words) == Quarter(2020, 3)


def test_a_bare_quarter_needs_a_year() -> None:
    assert parse_quarter("q3") is None
    assert parse_quarter("q3", year=NhsYear("2020-21")) == Quarter(2020, 3)
    assert parse_quarter("q5", year=NhsYear("2020-21")) is None
    assert parse_quarter("Q3 2021") is None


def test_a_quarter_speaks_in_months() -> None:
    assert Quarter(2020, 3).words == "October to December 2020"
    assert Quarter(2020, 4).words == "January to March 2021"
    assert (Quarter(2020, 4).first, Quarter(2020, 4).last) == (date(2021, 1, 1), date(2021, 3, 31))


def test_a_months_last_day_stays_a_last_day() -> None:
    assert add_months(date(2021, 2, 28), 1) == date(2021, 3, 31)
    assert add_months(date(2021, 1, 30), 1) == date(2021, 2, 28)
    assert add_months(date(2021, 1, 15), -2) == date(2020, 11, 15)
    assert month_end(2024, 2) == date(2024, 2, 29)


def test_england_rests_at_easter_and_not_on_a_scottish_holiday() -> None:
    assert not WORKING.is_working(date(2021, 4, 5))  # Easter Monday
    assert not WORKING.is_working(date(2021, 12, 27))  # for Christmas Day on a Saturday
    assert WORKING.is_working(date(2021, 11, 30))  # St Andrew's Day
    assert not WORKING.is_working(TODAY - timedelta(days=1))


def test_a_trusts_own_holiday_counts() -> None:
    assert not WorkingDays(frozenset({TODAY})).is_working(TODAY)
    assert WorkingDays(frozenset({TODAY})).on_or_before(TODAY) == date(2020, 12, 31)


def test_the_fifth_working_day_of_a_quarter() -> None:
    assert WORKING.nth_of(date(2021, 1, 1), 5) == date(2021, 1, 8)
    assert WORKING.nth_of(date(2021, 4, 1), 5) == date(2021, 4, 9)  # Good Friday and Easter Monday between
    with pytest.raises(ValueError, match="counted from 1"):
        WORKING.nth_of(TODAY, 0)


@given(DAYS, st.integers(-30, 30))
def test_working_days_add_up(day: date, count: int) -> None:
    there = WORKING.add(day, count)
    assert WORKING.is_working(there)
    assert WORKING.on_or_before(day) <= day <= WORKING.on_or_after(day)
    assert WORKING.is_working(WORKING.on_or_before(day))
    if count:
        assert (there > day) == (count > 0)
    between = sum(
        WORKING.is_working(day + timedelta(days=n))
        for n in (range(1, (there - day).days + 1) if count > 0 else range((there - day).days, 0))
    )
    assert count == 0 or between == abs(count)


def test_london_time_knows_summer() -> None:
    assert london_instant(date(2021, 1, 4), time(10)) == datetime(2021, 1, 4, 10, tzinfo=UTC)
    assert london_instant(date(2021, 7, 5), time(10)) == datetime(2021, 7, 5, 9, tzinfo=UTC)
    assert london_day(datetime(2021, 6, 30, 23, 30, tzinfo=UTC)) == date(2021, 7, 1)
    assert london_day(datetime(2020, 12, 31, 23, 30, tzinfo=UTC)) == date(2020, 12, 31)


@given(DAYS, st.times())
def test_a_london_time_falls_on_its_london_day_but_for_the_hour_that_is_not(day: date, at: time) -> None:
    instant = london_instant(day, at)
    assert instant.tzinfo is UTC
    assert london_day(instant) == day


@pytest.mark.parametrize(
    ("words", "day", "precision"),
    [
        ("30 June 2021", date(2021, 6, 30), "day"),
        ("30th of June, 2021", date(2021, 6, 30), "day"),
        ("30 jun 21", date(2021, 6, 30), "day"),
        ("30-Jun-2021", date(2021, 6, 30), "day"),
        ("June 30, 2021", date(2021, 6, 30), "day"),
        ("30/6/21", date(2021, 6, 30), "day"),
        ("31.03.2026", date(2026, 3, 31), "day"),
        ("2021-06-30", date(2021, 6, 30), "day"),
        ("by 1 Jan", date(2022, 1, 1), "day"),
        ("4 January", date(2021, 1, 4), "day"),
        ("3/1", date(2022, 1, 3), "day"),
        ("29 February", date(2024, 2, 29), "day"),
        ("tomorrow", date(2021, 1, 5), "day"),
        ("today", TODAY, "day"),
        ("7d", date(2021, 1, 11), "day"),
        ("2 weeks", date(2021, 1, 18), "day"),
        ("in 10 days", date(2021, 1, 14), "day"),
        ("a week", date(2021, 1, 11), "day"),
        ("two months", date(2021, 3, 4), "day"),
        ("next week", date(2021, 1, 11), "day"),
        ("next friday", date(2021, 1, 8), "day"),
        ("Mon", date(2021, 1, 11), "day"),
        ("June", date(2021, 6, 30), "month"),
        ("January", date(2021, 1, 31), "month"),
        ("end of June", date(2021, 6, 30), "month"),
        ("the end of sept 2021", date(2021, 9, 30), "month"),
        ("end of the month", date(2021, 1, 31), "month"),
        ("next month", date(2021, 2, 28), "month"),
        ("this quarter", date(2021, 3, 31), "quarter"),
        ("end of Q1 2021-22", date(2021, 6, 30), "quarter"),
        ("q4", date(2021, 3, 31), "quarter"),
        ("end of the financial year", date(2021, 3, 31), "year"),
        ("2021-22", date(2022, 3, 31), "year"),
    ],
)
def test_a_typed_date_is_read(words: str, day: date, precision: str) -> None:
    assert parse_date(words, today=TODAY) == (day, precision)


@pytest.mark.parametrize(
    "words", ["", "soon", "31.02.2021", "31/13/2021", "30 Juneteenth", "0d", "month of sundays", "99", "done"]
)
def test_what_is_no_date_is_not_guessed(words: str) -> None:
    assert parse_date(words, today=TODAY) is None


@given(st.text())
def test_no_text_breaks_the_reader(words: str) -> None:
    parse_date(words, today=TODAY)
    parse_quarter(words, year=NhsYear("2020-21"))


FORMATS = ("%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%B %d, %Y")


@given(DAYS, DAYS, st.sampled_from(FORMATS))
def test_a_full_date_reads_back_in_every_format(day: date, today: date, form: str) -> None:
    assert parse_date(day.strftime(form), today=today) == (day, "day")


@given(DAYS)
def test_a_short_date_is_never_before_today(today: date) -> None:
    for words in ("30 June", "1/1", "June", "friday", "tomorrow", "q3", "3 weeks"):
        read = parse_date(words, today=today)
        assert read is not None
        assert words == "q3" or read[0] >= today


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("2021-01-04", datetime(2021, 1, 4, 9, tzinfo=UTC)),
        ("2021-07-05 09:30", datetime(2021, 7, 5, 8, 30, tzinfo=UTC)),
        ("2021-07-05T09:30+00:00", datetime(2021, 7, 5, 9, 30, tzinfo=UTC)),
        ("0001-01-01", None),
        ("soon", None),
    ],
)
def test_a_moment_is_in_london_unless_it_says_otherwise(words: str, instant: datetime | None) -> None:
    assert parse_instant(words) == instant


@given(st.text())
def test_no_text_breaks_the_reading_of_a_moment(words: str) -> None:
    parse_instant(words)
    parse_instant(f"2021-01-04{words}")


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2021, 3, 31), "2020-21", "2020-21Q4"),
        (date(2021, 4, 1), "2021-22", "2021-22Q1"),
        (date(2021, 6, 30), "2021-22", "2021-22Q1"),
        (date(2021, 7, 1), "2021-22", "2021-22Q2"),
        (date(2021, 9, 30), "2021-22", "2021-22Q2"),
        (date(2021, 10, 1), "2021-22", "2021-22Q3"),
        (date(2021, 12, 31), "2021-22", "2021-22Q3"),
        (date(2022, 1, 1), "2021-22", "2021-22Q4"),
    ],
)
def test_the_edges_of_years_and_quarters(day: date, year: str, quarter: str) -> None:
    assert (str(nhs_year_of(day)), str(quarter_of(day))) == (year, quarter)
    assert (day in NhsYear("2021-22")) == (year == "2021-22")
    assert day in quarter_of(day)
    assert day not in quarter_of(day).next()
    assert day not in quarter_of(day).previous()


def test_a_year_begins_on_the_first_of_april_and_ends_on_the_last_of_march() -> None:
    year = NhsYear("2021-22")
    assert (year.first, year.last) == (date(2021, 4, 1), date(2022, 3, 31))
    assert (str(year.next()), str(year.previous())) == ("2022-23", "2020-21")
    assert Quarter(2021, 1).previous() == Quarter(2020, 4)
    assert Quarter(2020, 4).next() == Quarter(2021, 1)
    assert Quarter(2020, 4).year == NhsYear("2020-21")


@pytest.mark.parametrize("name", ["1989-90", "2099-00", "2020-22", "2020-20", "2020"])
def test_years_outside_what_plans_live_in_are_none(name: str) -> None:
    assert parse_nhs_year(name) is None


@pytest.mark.parametrize(
    ("name", "start"), [("1990-1991", 1990), ("2098-99", 2098), ("20/21", 2020), ("FY 2020-21", 2020)]
)
def test_years_that_plans_live_in(name: str, start: int) -> None:
    assert parse_nhs_year(name) == start


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2021, 1, 4, 23, 59, tzinfo=UTC), date(2021, 1, 4)),
        (datetime(2021, 1, 5, 0, 0, tzinfo=UTC), date(2021, 1, 5)),
        (datetime(2021, 7, 4, 22, 59, tzinfo=UTC), date(2021, 7, 4)),
        (datetime(2021, 7, 4, 23, 0, tzinfo=UTC), date(2021, 7, 5)),
    ],
)
def test_midnight_is_that_of_london(instant: datetime, day: date) -> None:
    assert london_day(instant) == day


@pytest.mark.parametrize(
    ("today", "words", "day"),
    [
        (date(2021, 4, 20), "21 April", date(2021, 4, 21)),
        (date(2021, 4, 21), "21 April", date(2021, 4, 21)),
        (date(2021, 4, 22), "21 April", date(2022, 4, 21)),
        (date(2021, 3, 31), "1 April", date(2021, 4, 1)),
        (date(2021, 4, 1), "31 March", date(2022, 3, 31)),
        (date(2021, 3, 31), "April", date(2021, 4, 30)),
        (date(2021, 4, 30), "April", date(2021, 4, 30)),
        (date(2021, 5, 1), "April", date(2022, 4, 30)),
        (date(2021, 3, 31), "year", date(2021, 3, 31)),
        (date(2021, 4, 1), "year", date(2022, 3, 31)),
        (date(2021, 3, 31), "q1", date(2020, 6, 30)),
        (date(2021, 4, 1), "q1", date(2021, 6, 30)),
        (date(2021, 3, 1), "29 February", date(2024, 2, 29)),
        (date(2020, 3, 1), "29 February", date(2024, 2, 29)),
        (date(2021, 4, 21), "wednesday", date(2021, 4, 28)),
        (date(2021, 4, 21), "thursday", date(2021, 4, 22)),
        (date(2021, 4, 21), "tue", date(2021, 4, 27)),
        (date(2021, 4, 21), "1 week", date(2021, 4, 28)),
        (date(2021, 4, 21), "2 months", date(2021, 6, 21)),
        (date(2021, 4, 21), "next quarter", date(2021, 9, 30)),
    ],
)
def test_a_date_without_its_year_is_the_next_one(today: date, words: str, day: date) -> None:
    read = parse_date(words, today=today)
    assert read is not None
    assert read[0] == day


@pytest.mark.parametrize(
    ("count", "day"),
    [
        (-5, date(2021, 3, 26)),
        (-1, date(2021, 4, 1)),
        (0, date(2021, 4, 1)),
        (1, date(2021, 4, 6)),
        (5, date(2021, 4, 12)),
    ],
)
def test_working_days_counted_from_easter_sunday(count: int, day: date) -> None:
    assert WORKING.add(date(2021, 4, 4), count) == day


def test_the_nearest_working_day_is_the_day_itself_where_it_is_one() -> None:
    assert WORKING.on_or_before(date(2021, 4, 6)) == WORKING.on_or_after(date(2021, 4, 6)) == date(2021, 4, 6)
    assert WORKING.on_or_after(date(2021, 4, 2)) == date(2021, 4, 6)
    assert WORKING.on_or_before(date(2021, 4, 5)) == date(2021, 4, 1)
    assert [WORKING.nth_of(date(2021, 4, 6), n) for n in (1, 2)] == [date(2021, 4, 6), date(2021, 4, 7)]


@pytest.mark.parametrize(("day", "real"), [(0, False), (1, True), (28, True), (29, False)])
def test_a_day_that_there_is(day: int, real: bool) -> None:
    assert (find_day(2021, 2, day) is not None) == real
    assert find_day(2024, 2, 29) == date(2024, 2, 29)
    assert find_day(2021, 0, 1) is find_day(2021, 13, 1) is find_day(1989, 1, 1) is find_day(2100, 1, 1) is None
    assert (find_day(1990, 1, 1), find_day(2099, 12, 31)) == (date(1990, 1, 1), date(2099, 12, 31))


def test_two_letters_name_no_month() -> None:
    assert [parse_month(word) for word in ("ma", "mar", "Sept.", "march", "marches")] == [None, 3, 9, 3, None]
