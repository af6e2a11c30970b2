"""Owns the period a snapshot is of: a WRES year or a quarter, and the twelve months before it; must not know values."""

import re
from dataclasses import dataclass
from datetime import date

from wres_bot.domain.dates import NhsYear, add_months, parse_nhs_year, parse_quarter


@dataclass(frozen=True, slots=True)
class Period:
    """`label` is "2021" for the WRES year with its snapshot on 31 March 2021, or "2020-21Q3".

    Applications, cases and training are those of the twelve months that end on `as_of`.
    """

    label: str
    as_of: date
    quarterly: bool = False

    @property
    def first(self) -> date:
        return add_months(date(self.as_of.year, self.as_of.month, 1), -11)

    @property
    def year(self) -> int:
        return self.as_of.year if self.as_of.month <= 3 else self.as_of.year + 1

    @property
    def words(self) -> str:
        return "quarter's last day, and the twelve months to it" if self.quarterly else "WRES year (31 March snapshot)"

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.as_of


def parse_period(words: str) -> Period | None:
    """ "2021", "2020-21" and "2020-21Q4"; the last is a quarter, whose survey figures do not exist."""
    text = words.strip()
    if re.fullmatch(r"20\d\d", text):
        return wres_year(int(text))
    if quarter := parse_quarter(text):
        return Period(f"{quarter.year}Q{quarter.number}", quarter.last, quarterly=True)
    start = parse_nhs_year(text)
    return None if start is None else wres_year(start + 1)


def wres_year(year: int) -> Period:
    return Period(str(year), NhsYear(f"{year - 1}-{year % 100:02d}").last)


def parse_year(words: str) -> int | None:
    """The WRES year a cell names: "2021", "2020-21", "2021-03-31"."""
    text = words.strip()
    if re.fullmatch(r"20\d\d(?:\.0)?", text):
        return int(text[:4])
    if re.fullmatch(r"20\d\d-\d\d-\d\d.*", text):
        day = date.fromisoformat(text[:10])
        return day.year if day.month <= 3 else day.year + 1
    start = parse_nhs_year(text)
    return None if start is None else start + 1
