"""Owns NHS years, quarters, working days, London time and typed dates; must not know plans or the clock."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

Precision = Literal["day", "month", "quarter", "season", "year", "none"]

LONDON = ZoneInfo("Europe/London")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Plans live between these; anything outside is a typing error, not a date."""


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months on; a month's last day stays a last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = month_end(year, month + 1)
    return last if day == month_end(day.year, day.month) else last.replace(day=min(day.day, last.day))


def parse_month(word: str) -> int | None:
    """ "Sept" is 9. At least three letters, so that "ma" is nothing."""
    word = word.lower().rstrip(".")
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word)), None)


def expand_year(digits: str) -> int:
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def find_day(year: int, month: int, day: int) -> date | None:
    """The day, or None for the 31st of February."""
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


@dataclass(frozen=True, slots=True, order=True)
class NhsYear:
    """A year from 1 April to 31 March, named "2020-21"."""

    name: str

    def __post_init__(self) -> None:
        if (year := parse_nhs_year(self.name)) is None:
            raise ValueError(f"{self.name!r} is not an NHS year such as 2020-21")
        object.__setattr__(self, "name", f"{year}-{(year + 1) % 100:02d}")

    @property
    def start(self) -> int:
        return int(self.name[:4])

    @property
    def first(self) -> date:
        return date(self.start, 4, 1)

    @property
    def last(self) -> date:
        return date(self.start + 1, 3, 31)

    def next(self) -> "NhsYear":
        return make_nhs_year(self.start + 1)

    def previous(self) -> "NhsYear":
        return make_nhs_year(self.start - 1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.name


def parse_nhs_year(words: str) -> int | None:
    """2020 from "2020-21", "2020/21", "20/21", "FY 2020-21"; None unless the years follow."""
    found = re.fullmatch(r"\s*(?:FY\s*)?(\d{4}|\d{2})\s*[-/–]\s*(\d{4}|\d{2})\s*", words, re.I)
    if not found:
        return None
    start = expand_year(found[1])
    return start if FIRST_YEAR <= start < LAST_YEAR and expand_year(found[2]) == start + 1 else None


def make_nhs_year(start: int) -> NhsYear:
    return NhsYear(f"{start}-{(start + 1) % 100:02d}")


def nhs_year_of(day: date) -> NhsYear:
    return make_nhs_year(day.year if day.month >= 4 else day.year - 1)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of the NHS year that begins in April of `start`: Q1 is April to June."""

    start: int
    number: int

    @property
    def year(self) -> NhsYear:
        return make_nhs_year(self.start)

    @property
    def first(self) -> date:
        return add_months(date(self.start, 4, 1), 3 * (self.number - 1))

    @property
    def last(self) -> date:
        return add_months(self.first, 3) - timedelta(days=1)

    @property
    def words(self) -> str:
        """ "October to December 2020" """
        return f"{self.first:%B} to {self.last:%B %Y}"

    def next(self) -> "Quarter":
        return Quarter(self.start, self.number + 1) if self.number < 4 else Quarter(self.start + 1, 1)

    def previous(self) -> "Quarter":
        return Quarter(self.start, self.number - 1) if self.number > 1 else Quarter(self.start - 1, 4)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year if day.month >= 4 else day.year - 1, ((day.month - 4) % 12) // 3 + 1)


def parse_quarter(words: str, *, year: NhsYear | None = None) -> Quarter | None:
    """ "2020-21Q3", "Q3 2020-21", "quarter 3 2020/21"; plain "q3" in `year` when that is given."""
    text = words.strip().lower().replace("–", "-")
    found = re.fullmatch(
        r"(?:(?P<before>[\d/-]+)\s*,?\s*)?(?:q|qtr|quarter)\s*(?P<number>[1-4])(?:\s*,?\s*(?P<after>[\d/-]+))?",
        text,
    )
    if not found or (found["before"] and found["after"]):
        return None
    named = found["before"] or found["after"]
    if not named:
        return Quarter(year.start, int(found["number"])) if year else None
    start = parse_nhs_year(named)
    return None if start is None else Quarter(start, int(found["number"]))


@cache
def load_bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays from the library's table, once a year each."""
    from holidays import country_holidays  # it loads every calendar on earth, so only when a working day is asked for

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday without England's bank holidays and the trust's own `extra` days."""

    extra: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.extra and day not in load_bank_holidays(day.year)

    def on_or_before(self, day: date) -> date:
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def on_or_after(self, day: date) -> date:
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add(self, day: date, count: int) -> date:
        """So many working days later, or earlier when negative; for 0 the last working day up to `day`."""
        if count == 0:
            return self.on_or_before(day)
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def nth_of(self, first_day: date, number: int) -> date:
        """The fifth working day of a quarter is nth_of(quarter.first, 5)."""
        if number < 1:
            raise ValueError("working days are counted from 1")
        return self.add(first_day - timedelta(days=1), number)


def london_day(instant: datetime) -> date:
    """The day it is in London at an aware instant."""
    return instant.astimezone(LONDON).date()


def london_instant(day: date, at: time) -> datetime:
    """The UTC instant of a time on a London day. In the hour that happens twice it is the first."""
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)


def format_day(day: date) -> str:
    """ "30 April 2021" """
    return f"{day.day} {day:%B %Y}"


_MONTH, _YEAR = r"(?P<month>[a-z]{3,9})\.?", r"(?P<year>\d{4}|\d{2})"
_TYPED_DAYS = (
    r"(?P<year>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})",
    rf"(?P<day>\d{{1,2}})\s*[-/.]\s*(?P<m>\d{{1,2}})(?:\s*[-/.]\s*{_YEAR})?",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?[-/ ]?{_MONTH}(?:[-/, ]*{_YEAR})?",
    rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?",
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


def parse_date(words: str, *, today: date) -> tuple[date, Precision] | None:
    """A date as typed in chat, and how precise it was; None when it cannot be read.

    A day or month without its year is the next one. A month, quarter or year means its last day.
    """
    text = " ".join(words.lower().replace("–", "-").replace("’", "'").split()).strip(" .,!")
    text = re.sub(r"^(?:by|on|until|till|to|before the|for) ", "", text).removeprefix("the ")
    if len(text) > 60:
        return None
    return _parse_relative_day(text, today) or _parse_day(text, today) or _parse_period(text, today)


def _parse_relative_day(text: str, today: date) -> tuple[date, Precision] | None:
    named = {"today": 0, "tomorrow": 1, "yesterday": -1, "next week": 7}
    if text in named:
        return today + timedelta(days=named[text]), "day"
    found = re.fullmatch(r"(?:in |for )?(\d{1,3}|[a-z]+(?= )) ?(d|days?|w|wks?|weeks?|months?)(?: from now)?", text)
    if found:
        count = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1], 0)
        if not count:
            return None
        if found[2].startswith("m"):
            return add_months(today, count), "day"
        return today + timedelta(days=count * (7 if found[2].startswith("w") else 1)), "day"
    if found := re.fullmatch(r"(?:next |this |coming )?([a-z]{3,9})", text):
        ahead = next((n for n, name in enumerate(WEEKDAYS) if name == found[1] or name[:3] == found[1]), None)
        if ahead is not None:
            return today + timedelta(days=(ahead - today.weekday() - 1) % 7 + 1), "day"
    return None


def _parse_day(text: str, today: date) -> tuple[date, Precision] | None:
    for pattern in _TYPED_DAYS:
        if not (found := re.fullmatch(pattern, text)):
            continue
        parts = found.groupdict()
        month = int(parts["m"]) if parts.get("m") else parse_month(parts["month"])
        if month is None:
            return None
        if parts["year"]:
            day = find_day(expand_year(parts["year"]), month, int(parts["day"]))
            return (day, "day") if day else None
        soon = (find_day(today.year + n, month, int(parts["day"])) for n in range(5))  # five: 29 February
        return next(((day, "day") for day in soon if day and day >= today), None)
    return None


def _parse_period(text: str, today: date) -> tuple[date, Precision] | None:
    text = re.sub(r"^(?:the )?end (?:of )?(?:the )?", "", text)
    this_month = month_end(today.year, today.month)
    named: dict[str, tuple[date, Precision]] = {
        "month": (this_month, "month"),
        "next month": (add_months(this_month, 1), "month"),
        "quarter": (quarter_of(today).last, "quarter"),
        "next quarter": (quarter_of(today).next().last, "quarter"),
        "year": (nhs_year_of(today).last, "year"),
        "financial year": (nhs_year_of(today).last, "year"),
    }
    if found_name := named.get(text.removeprefix("this ")):
        return found_name
    if quarter := parse_quarter(text, year=nhs_year_of(today)):
        return quarter.last, "quarter"
    if (start := parse_nhs_year(text)) is not None:
        return date(start + 1, 3, 31), "year"
    found = re.fullmatch(rf"{_MONTH}(?:[ ,/-]*{_YEAR})?", text)
    if found and (month := parse_month(found["month"])):
        year = expand_year(found["year"]) if found["year"] else today.year + (month < today.month)
        return (month_end(year, month), "month") if FIRST_YEAR <= year <= LAST_YEAR else None
    return None


def parse_instant(words: str) -> datetime | None:
    """ "2021-01-04T09:00", "2021-01-04" (nine in the morning); in London unless it says otherwise."""
    try:
        found = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    if found.tzinfo is not None:
        return found.astimezone(UTC)
    at = found.time() if ":" in words else time(9, 0)
    return london_instant(found.date(), at)
