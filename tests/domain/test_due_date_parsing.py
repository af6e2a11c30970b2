"""Published due wording becomes milestones: every wording we have met, and any text at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.domain.dates import NhsYear, add_months, month_end
from wres_bot.domain.due_date_parsing import ParsedDue, parse_due
from wres_bot.domain.milestones import PublishedMilestone, first_occurrence

YEAR = NhsYear("2020-21")
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def said(reading: ParsedDue) -> list[tuple[str, str | None, str, str | None]]:
    return [(m.kind, m.due.isoformat() if m.due else None, m.precision, m.label) for m in reading.milestones]


DATED = [
    ("January 2021", [("deadline", "2021-01-31", "month", None)]),
    ("Sept 2023", [("deadline", "2023-09-30", "month", None)]),
    ("April 2021 (commencing)", [("start", "2021-04-01", "month", "commencing")]),
    (
        "November 2020 (launch) May 2021 (mid- year review) November 2021 (annual review)",
        [
            ("start", "2020-11-01", "month", "launch"),
            ("review", "2021-05-31", "month", "mid-year review"),
            ("review", "2021-11-30", "month", "annual review"),
        ],
    ),
    (
        "November 2020 (launch); May 2021 (mid-\nyear review)",
        [("start", "2020-11-01", "month", "launch"), ("review", "2021-05-31", "month", "mid-year review")],
    ),
    ("January 2023 with first pilot", [("start", "2023-01-01", "month", "first pilot")]),
    ("Throughout year", [("ongoing", "2021-03-31", "year", None)]),
    ("Through 2021-22", [("ongoing", "2022-03-31", "year", None)]),
    ("Throughout 2021-22", [("ongoing", "2022-03-31", "year", None)]),
    ("Within year", [("deadline", "2021-03-31", "year", "within year")]),
    ("Delivery in 2020-\n21", [("deadline", "2021-03-31", "year", "delivery")]),
    ("Part of 2020-21 appraisals", [("deadline", "2021-03-31", "year", "part of 2020-21 appraisals")]),
    ("To be rolled out from Q3 2020-21", [("start", "2020-10-01", "quarter", "to be rolled out")]),
    ("From Autumn 2021", [("start", "2021-09-01", "season", None)]),
    ("Agree by end Sept 2020", [("deadline", "2020-09-30", "month", "agree")]),
    (
        "progress reports in January and March 2021",
        [
            ("review", "2021-01-31", "month", "progress reports"),
            ("review", "2021-03-31", "month", "progress reports"),
        ],
    ),
    (
        "Attain 95% compliance in all areas by 31.03.20",
        [("deadline", "2020-03-31", "day", "attain 95% compliance in all areas")],
    ),
    ("(20 October and develop", [("deadline", "2020-10-20", "day", None)]),
    (
        "February 2022 and ongoing",
        [("deadline", "2022-02-28", "month", "and ongoing"), ("ongoing", None, "none", None)],
    ),
    ("30.06.26", [("deadline", "2026-06-30", "day", None)]),
    ("30.06.2026", [("deadline", "2026-06-30", "day", None)]),
    ("31/03/2026", [("deadline", "2026-03-31", "day", None)]),
    ("2026-03-31", [("deadline", "2026-03-31", "day", None)]),
    ("31st March 2026", [("deadline", "2026-03-31", "day", None)]),
    (
        "Reviewed 08.25 Review 31.03.26",
        [("review", "2025-08-31", "month", "reviewed (past)"), ("review", "2026-03-31", "day", None)],
    ),
    ("Ongoing – progress review 31.03.2026", [("review", "2026-03-31", "day", "progress review")]),
    ("Ongoing 31.01.2026", [("review", "2026-01-31", "day", None)]),
    ("Completed 30.06.2026", [("review", "2026-06-30", "day", None)]),
    ("Completed", []),
    ("", []),
    ("   \n", []),
    ("By 2023", [("deadline", "2023-12-31", "year", None)]),
    ("by spring 2021", [("deadline", "2021-05-31", "season", None)]),
    ("before March 2021", [("deadline", "2021-02-28", "day", None)]),
    ("April 2021 onwards", [("start", "2021-04-01", "month", None)]),
    ("Review of policy by 31 March 2021", [("deadline", "2021-03-31", "day", "review of policy")]),
    ("Ongoing", [("ongoing", None, "none", None)]),
    ("As vacancie s arise", [("opportunistic", None, "none", "as vacancies arise")]),
    ("As opportunity arises", [("opportunistic", None, "none", "as opportunity arises")]),
    ("Quarterly", [("recurring", None, "none", "quarterly")]),
    ("Bi-monthly progress reports", [("recurring", None, "none", "bi-monthly progress reports")]),
    ("Ongoing Bi-annual review", [("recurring", None, "none", "bi-annual review")]),
    ("By 2023; Quarterly", [("deadline", "2023-12-31", "year", None), ("recurring", None, "none", "quarterly")]),
]


@pytest.mark.parametrize(("words", "expected"), DATED)
def test_published_wording_is_read(words: str, expected: list[tuple[str, str | None, str, str | None]]) -> None:
    reading = parse_due(words, year="2020-21")
    assert said(reading) == expected
    assert reading.unread is None


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("Quarterly", 3),
        ("Monthly", 1),
        ("Bi-monthly", 2),
        ("every two months", 2),
        ("bi-annual", 6),
        ("half-yearly", 6),
        ("at least twice a year", 6),
        ("Annual", 12),
        ("every two years", 24),
        ("every 4 months", 4),
    ],
)
def test_a_repeat_says_how_many_months_lie_between(words: str, months: int) -> None:
    (only,) = parse_due(words, year=YEAR).milestones
    assert (only.kind, only.interval_months, only.anchor) == ("recurring", months, date(2020, 3, 31))


def test_a_start_is_a_window_until_the_end_of_its_period() -> None:
    (launch,) = parse_due("November 2020 (launch)", year=YEAR).milestones
    assert (launch.due, launch.until, launch.period) == (date(2020, 11, 1), date(2020, 11, 30), "2020-11")
    (autumn,) = parse_due("From Autumn 2021", year=YEAR).milestones
    assert (autumn.due, autumn.until, autumn.period) == (date(2021, 9, 1), date(2021, 11, 30), "2021 autumn")
    assert autumn.assumption == "Autumn is taken as September to November 2021."
    (quarter,) = parse_due("From Q3 2020-21", year=YEAR).milestones
    assert (quarter.until, quarter.period) == (date(2020, 12, 31), "2020-21Q3")


def test_what_the_words_do_not_say_is_stated() -> None:
    assert (
        parse_due("Ongoing Bi-annual review", year=YEAR)
        .assumptions[0]
        .startswith("“Bi-annual” is taken as twice a year")
    )
    assert "taken as a review" in parse_due("Ongoing 31.01.2026", year=YEAR).assumptions[0]
    assert "taken as a review" in parse_due("Completed 30.06.2026", year=YEAR).assumptions[0]
    assert "inside 2020-21" in parse_due("20 October", year=YEAR).assumptions[0]
    assert parse_due("31.03.2021", year=YEAR).assumptions == ()
    assert parse_due("Completed Review 31.03.26", year=YEAR).assumptions == ()


def test_a_status_in_the_due_cell_is_told() -> None:
    assert parse_due("Completed 30.06.2026", year=YEAR).status == "done"
    assert parse_due("Completed", year=YEAR).status == "done"
    assert parse_due("Ongoing 31.01.2026", year=YEAR).status == "in progress"
    assert parse_due("Reviewed 08.25 Review 31.03.26", year=YEAR).status == "in progress"
    assert parse_due("Ongoing", year=YEAR).status is None
    assert parse_due("31.03.2026", year=YEAR).status is None


def test_a_review_that_has_happened_is_met() -> None:
    past, ahead = parse_due("Reviewed 08.25 Review 31.03.26", year="2025-26").milestones
    assert (past.met, ahead.met) == (True, False)


def test_plain_ongoing_is_looked_at_every_quarter() -> None:
    (ongoing,) = parse_due("Ongoing", year=YEAR).milestones
    assert _occurrences(ongoing, YEAR.first, YEAR.last) == [
        date(2020, 6, 30), date(2020, 9, 30), date(2020, 12, 31), date(2021, 3, 31),
    ]  # fmt: skip


def test_a_timing_phrase_in_the_status_cell_counts() -> None:
    (only,) = parse_due("Ongoing", year=YEAR, status="As vacancie s arise").milestones
    assert (only.kind, only.label) == ("opportunistic", "as vacancies arise")


def test_a_repeat_beside_a_date_is_counted_from_it() -> None:
    deadline, repeat = parse_due("September 2021; annual", year=YEAR).milestones
    assert repeat.anchor == deadline.due == date(2021, 9, 30)
    assert _occurrences(repeat, date(2020, 4, 1), date(2023, 12, 31)) == [date(2022, 9, 30), date(2023, 9, 30)]


@pytest.mark.parametrize(
    "words", ["TBC", "as soon as possible", "31.02.2026", "Q3 2021", "early 2022", "year 2", "tbd 2x"]
)
def test_what_cannot_be_read_is_kept_and_never_guessed(words: str) -> None:
    reading = parse_due(words, year=YEAR)
    assert (reading.milestones, reading.unread) == ((), words)


def test_a_second_date_in_brackets_is_kept_as_words() -> None:
    reading = parse_due("March 2022 (in Bands 8a by 2025)", year=YEAR)
    assert len(reading.milestones) == 1
    assert reading.unread == "in Bands 8a by 2025"


def test_may_and_march_are_not_always_months() -> None:
    assert parse_due("Sessions may be held by 31 March 2021", year=YEAR).milestones[0].due == date(2021, 3, 31)
    assert len(parse_due("Sessions may be held by 31 March 2021", year=YEAR).milestones) == 1


FRAGMENTS = (
    "January 2021",
    "and",
    "Ongoing",
    "review",
    "(launch)",
    "31.03.26",
    "Q3",
    "2020-21",
    ";",
    "by",
    "(",
    ")",
    "May",
    "quarterly",
    "Completed",
    "from",
    "Autumn 2021",
    "99.99.99",
    "as posts arise",
    "year",
    "\n",
)
PIECES = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(" ".join)


@given(st.text() | PIECES)
def test_any_text_is_read_without_harm(words: str) -> None:
    reading = parse_due(words, year=YEAR)
    for milestone in reading.milestones:
        assert milestone.words
        assert (milestone.due is None) == (milestone.until is None)
        assert milestone.due is None or milestone.until is None or milestone.due <= milestone.until
        assert milestone.due == milestone.until or milestone.kind == "start"
        assert milestone.kind not in ("recurring", "ongoing") or (milestone.interval_months and milestone.anchor)
        assert milestone.due is not None or milestone.kind in ("recurring", "ongoing", "opportunistic")
    if any(char.isalnum() for char in words):
        assert reading.milestones or reading.unread or reading.status


def test_forty_thousand_characters_are_kept_as_words() -> None:
    assert parse_due("March 2021 " * 4_000, year=YEAR).unread


@given(DAYS, st.sampled_from(["%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "by %d %b %Y", "%B %d, %Y"]))
def test_a_day_reads_back_in_every_format(day: date, form: str) -> None:
    (only,) = parse_due(day.strftime(form), year=YEAR).milestones
    assert (only.kind, only.due, only.precision, only.period) == ("deadline", day, "day", day.isoformat())


@given(DAYS, st.sampled_from(["%B %Y", "%b %Y", "by end of %B %Y", "end %b %Y", "%m.%Y"]))
def test_a_month_reads_back_in_every_format(day: date, form: str) -> None:
    (only,) = parse_due(day.strftime(form), year=YEAR).milestones
    assert (only.due, only.precision) == (month_end(day.year, day.month), "month")


@given(DAYS, st.integers(1, 36), DAYS)
def test_the_first_occurrence_is_the_first_after_the_anchor_from_that_day_on(
    anchor: date, step: int, first: date
) -> None:
    found = first_occurrence(anchor, step, first)
    count = next(n for n in range(1, 10_000) if add_months(anchor, step * n) >= first)
    assert found == add_months(anchor, step * count)


def _occurrences(milestone: PublishedMilestone, first: date, last: date) -> list[date]:
    assert milestone.anchor and milestone.interval_months
    found: list[date] = []
    while (day := first_occurrence(milestone.anchor, milestone.interval_months, first)) <= last:
        found.append(day)
        first = day + timedelta(days=1)
    return found


def points(words: str, begins: date | None = None) -> list[str]:
    """Each milestone in few words, as a plan of 2024-25 has it."""
    found = []
    for m in parse_due(words, year="2024-25", begins=begins).milestones:
        when = str(m.due) if m.due else ""
        if m.interval_months and m.anchor:
            when = f"every {m.interval_months} from {first_occurrence(m.anchor, m.interval_months, m.anchor + DAY)}"
        moved = f"was {m.moved_from}" if m.moved_from else ""
        found.append(" ".join(filter(None, (str(m.kind), when, moved))))
    return found


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Six monthly|6 monthly|Half yearly|Bi annually|Every six months", ["recurring every 6 from 2024-09-30"]),
        ("31 August (annually)|Every August|Annually in August", ["recurring every 12 from 2024-08-31"]),
        ("By end of March annually|March (annually)", ["recurring every 12 from 2025-03-31"]),
        ("Every April and October", ["recurring every 12 from 2024-04-30", "recurring every 12 from 2024-10-31"]),
        ("January – March 2025|Jan-Mar 2025|between January and March 2025|Q4|Q3/4|FY24/25|24/25|End of FY",
         ["deadline 2025-03-31"]),
        ("October – December 2023", ["deadline 2023-12-31"]),
        ("October 2024 to March 2025|from October 2024 to March 2025", ["deadline 2025-03-31"]),
        ("Phase 1 June 2024 Phase 2 Dec 2024|Stage 1: June 2024\nStage 2: Dec 2024",
         ["deadline 2024-06-30", "deadline 2024-12-31"]),
        ("Complete by March 25|To be completed by March 2025|March 31|31st Mar '25|31-Mar-25", ["deadline 2025-03-31"]),
        ("31/03/25 (revised from 31/12/24)|31/12/24 revised to 31/03/25|31/12/24 (extended to 31/03/25)",
         ["deadline 2025-03-31 was 2024-12-31"]),
        ("2024-2027", ["deadline 2027-03-31"]),
        ("45473", ["deadline 2024-06-30"]),
        ("Second cohort launched in year", ["deadline 2025-03-31"]),
        ("To the group bi-monthly\nQuarterly paper\nReviewed on an annual basis",
         ["recurring every 2 from 2024-05-31", "recurring every 3 from 2024-06-30",
          "recurring every 12 from 2025-03-31"]),
    ],
)  # fmt: skip
def test_wordings_of_published_plans_are_read(words: str, expected: list[str]) -> None:
    for one in words.split("|"):
        assert points(one) == expected, one


@pytest.mark.parametrize(
    ("words", "last"),
    [("Within 6 months", "2024-09-30"), ("Year 2", "2026-03-31"), ("Years 1-3", "2027-03-31"), ("ASAP", "2024-04-30"),
     ("Short term", "2024-09-30"), ("12 months", "2025-03-31")],
)  # fmt: skip
def test_words_that_count_from_a_beginning_are_read_only_with_one(words: str, last: str) -> None:
    assert points(words, date(2024, 4, 1)) == [f"deadline {last}"]
    assert parse_due(words, year="2024-25").unread == words


def test_completed_by_a_day_is_done_only_where_that_day_was_before_the_plan() -> None:
    assert parse_due("Completed by 30/06/2023", year="2024-25").status == "done"
    assert parse_due("Completed by 30/06/2024", year="2024-25").status is None
