"""Owns finding dates inside published wording, each with its window; must not know what a date is for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from wres_bot.domain.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    NhsYear,
    Precision,
    Quarter,
    expand_year,
    find_day,
    make_nhs_year,
    month_end,
    parse_month,
    parse_nhs_year,
)

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""The first month of each; a season lasts three."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_FY = r"\d{4} ?[-/] ?(?:\d{4}|\d{2})(?![-/.\d])"
_SHORT_FY = "|".join(f"{n}[/-]{n + 1}" for n in range(15, 60))  # 06/07 may be a day
_PATTERNS = {
    "iso": r"(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})(?!\d)",
    "numeric": r"(?P<nd>\d{1,2})[./-](?P<nm>\d{1,2})[./-](?P<ny>\d{4}|\d{2})(?!\d)",
    "quarter": rf"(?P<qbefore>{_FY} ?)?\b(?:q|qtr|quarter) ?(?P<qfrom>[1-4] ?(?:[-/&,]|to|and) ?(?:q|qtr"
               rf"|quarter)? ?)?"
    rf"(?P<q>[1-4])\b(?![-/]\d)(?:,? ?(?:of )?(?P<qafter>(?:FY ?)?{_FY}|(?:FY ?)?\d{{2}}[-/]\d{{2}}|\d{{4}}))?",
    "worded": rf"(?P<wd>\d{{1,2}})(?:st|nd|rd|th)?[ -]?(?:of )?(?P<wm>{_MONTH})"
    rf"(?:[, -]{{1,2}}(?P<wy>\d{{4}}|'?\d{{2}}(?=$|[);,.])))?(?!\d)",
    "american": rf"(?P<am>{_MONTH}) (?P<ad>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<ay>\d{{4}})(?!\d)",
    "month": rf"\b(?P<mm>{_MONTH})(?:[ ,/-]{{0,2}}(?P<my>\d{{4}}|'?\d{{2}}))?(?!\w|/ ?\d)",
    "season": r"\b(?P<s>spring|summer|autumn|winter)\b(?: (?:of )?(?P<sy>\d{4})(?![-/\d]))?",
    "year": rf"\b(?:FY ?)?(?P<fy>{_FY})|(?<![\d/.-])(?:FY ?)?(?P<fs>{_SHORT_FY})(?![\d/.-])",
    "monthly": r"(?<![\d.])(?P<ym>0[1-9]|1[0-2])[./](?P<yy>\d{4}|\d{2})(?![\d./%])",
    "this_year": r"\b(?P<ty>(?:throughout|through|within|during|in|by|by the end of|end of)[ -]?"
    r"(?:the |this )?(?:(?:financial |plan |fiscal )?year|FY)(?: end)?|(?:financial )?year[- ]end)\b(?! "
    r"?[\d\ue010-\ue019])",
    "calendar": r"(?:(?<=by )|(?<=in )|(?<=during )|(?<=end of )|(?<=end )|(?<=until )|(?<=before )|(?<=from )|^)"
    r"(?P<cy>(?:19|20)\d{2})\b(?![-/.]\d)",
}  # fmt: skip
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()), re.I)
_SPAN = re.compile(r"\s*(?:-|to|until|till|through(?: to)?|up to|and)\s*", re.I)
_YEARS = re.compile(r"(?<![\d/.-])(?P<from>20\d{2}) ?[-/] ?(?P<to>20\d{2}|\d{2})(?![-/.\d])")
_JOINER = re.compile(r"\s*(?:,|&|/|and|or)\s*|\s*,\s*and\s*", re.I)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Where a date stands in the text, and the days it may mean.

    span: from one date to another, in so many words. moved_from: the day that the text says it was before.
    """

    begins: int
    ends: int
    words: str
    first: date
    last: date
    precision: Precision
    period: str
    assumption: str | None = None
    span: bool = False
    moved_from: date | None = None


def tidy_text(words: str) -> str:
    """One line, plain dashes, quotes and spaces, words and years that a line break cut put together again."""
    text = re.sub(r"[‐-―−]", "-", words).translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    text = " ".join(text.split())
    text = re.sub(r"(?<=[a-z])- (?=[a-z])|(?<=\d)- (?=\d)", "-", text)
    return re.sub(r"(?<=\w\wie) (?=s\b)", "", text)


def find_dates(text: str, year: NhsYear) -> tuple[list[FoundDate], list[str]]:
    """Dates in the order they stand, a span as one, and the words that look like a date and are none."""
    found: list[FoundDate] = []
    broken: list[str] = []
    matches = [match for match in _ANY.finditer(text) if not _is_a_verb(match, text)]
    for index, match in enumerate(matches):
        read = _parse_match(match, year, _year_after(match, matches[index + 1 :], text))
        if read is None:
            broken.append(match[0].strip())
        elif found and _is_span(found[-1], read, text):
            begin = _begin_of_span(matches[index - 1], read, year)
            found[-1] = replace(
                read, begins=found[-1].begins, words=text[found[-1].begins : read.ends], first=begin, span=True
            )
        else:
            found.append(read)
    return found, broken


def _is_span(earlier: FoundDate, later: FoundDate, text: str) -> bool:
    """ "April 2024 - March 2025", "between April and June"."""
    gap = text[earlier.ends : later.begins]
    if gap.strip() == "/" and earlier.words.isalpha() and later.precision == "month":
        return True
    if not _SPAN.fullmatch(gap) or earlier.span:
        return False
    return "and" not in gap.lower() or re.search(r"\bbetween(?: the)?\s*$", text[: earlier.begins], re.I) is not None


def _begin_of_span(match: re.Match[str], later: FoundDate, year: NhsYear) -> date:
    """The first day of a span: its year is the one that follows the dash, or the one before that."""
    for shared in (later.last.year, later.last.year - 1):
        read = _parse_match(match, year, shared)
        if read is not None and read.first <= later.last:
            return read.first
    return later.first


def _is_a_verb(match: re.Match[str], text: str) -> bool:
    """ "may be", "march past", "in summer school": a month or season with no year needs a capital letter."""
    bare: str = (match["mm"] if not match["my"] else None) or (match["s"] if not match["sy"] else None) or ""
    return bare[:1].islower() and len(text.split()) > 3


def _year_after(match: re.Match[str], later: list[re.Match[str]], text: str) -> int | None:
    """In "January and March 2021" the year belongs to both months."""
    end = match.end()
    for other in later:
        if not _JOINER.fullmatch(text[end : other.start()]):
            return None
        if digits := other["my"] or other["wy"]:
            return expand_year(digits.strip("'"))
        end = other.end()
    return None


def _parse_match(match: re.Match[str], year: NhsYear, shared: int | None) -> FoundDate | None:
    part = match.groupdict()
    form = next(name for name in _PATTERNS if part[name])
    read = _READERS[form](part, year, shared)
    return read and replace(read, begins=match.start(), ends=match.end(), words=match[0].strip())


Parts = dict[str, str | None]


def _parse_iso(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    return _day(find_day(_number(part["iy"]), _number(part["im"]), _number(part["id"])))


def _parse_numeric(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    return _day(find_day(_year(part["ny"]), _number(part["nm"]), _number(part["nd"])))


def _parse_american(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    return _day(find_day(_number(part["ay"]), _month_number(part["am"]), _number(part["ad"])))


def _parse_worded(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    """ "30 April": without its year that of the dates joined to it, or the one inside the plan's year."""
    month = _month_number(part["wm"])
    known = _year(part["wy"]) if part["wy"] else shared
    read = _day(find_day(known or _calendar_year_inside(month, year), month, _number(part["wd"])))
    return read if known else _assume_year(read, year)


def _parse_month_name(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    month = _month_number(part["mm"])
    if (digits := (part["my"] or "").strip("'")) and _is_day_of_month(part["my"] or "", year):
        read = _day(find_day(_calendar_year_inside(month, year), month, int(digits)))
        return read and replace(read, assumption=f"“{digits}” is taken as the day of the month, inside {year}.")
    known = _year(part["my"]) if part["my"] else shared
    read = _month(known or _calendar_year_inside(month, year), month)
    return read if known else _assume_year(read, year)


def _is_day_of_month(digits: str, year: NhsYear) -> bool:
    """ "March 31" beside a plan of 2024-25: nobody means the year 2031. "March 25" is a year there."""
    return len(digits) == 2 and int(digits) <= 31 and not year.start - 3 <= expand_year(digits) <= year.start + 6


def _parse_monthly(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    return _month(_year(part["yy"]), _number(part["ym"]))


def _parse_season(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    name, known = (part["s"] or "").lower(), part["sy"]
    read = _season(int(known) if known else _calendar_year_inside(SEASONS[name], year), name)
    return read if known else _assume_year(read, year)


def _parse_quarter(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    named = re.sub(r"FY|\s", "", part["qbefore"] or part["qafter"] or "", flags=re.I)
    if (part["qbefore"] and part["qafter"]) or re.fullmatch(r"\d{4}", named):
        return None  # Q3 2021 is one of two quarters
    start = parse_nhs_year(named) if named else year.start
    if start is None:
        return None
    quarter = Quarter(start, _number(part["q"]))
    stated = None if named else f"The year is taken as {year}."
    read = _blank(quarter.first, quarter.last, "quarter", str(quarter), stated)
    if earlier := re.match(r"[1-4]", part["qfrom"] or ""):
        return replace(read, first=Quarter(start, int(earlier[0])).first, span=True)
    return read


def _parse_nhs_year(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    words = (part["fy"] or part["fs"] or "").replace(" ", "")
    if (start := parse_nhs_year(words)) is not None:
        return _nhs_year(make_nhs_year(start))
    if (several := _YEARS.fullmatch(words)) and 0 < expand_year(several["to"]) - int(several["from"]) <= 10:
        first, last = make_nhs_year(int(several["from"])), make_nhs_year(expand_year(several["to"]) - 1)
        stated = f"{words} is taken as the financial years {first} to {last}, to their last day."
        return _blank(first.first, last.last, "year", str(last), stated)
    return None


def _parse_this_year(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    return _nhs_year(year)


def _parse_calendar_year(part: Parts, year: NhsYear, shared: int | None) -> FoundDate | None:
    return _calendar_year(_number(part["cy"]))


_READERS: dict[str, Callable[[Parts, NhsYear, int | None], FoundDate | None]] = {
    "iso": _parse_iso,
    "numeric": _parse_numeric,
    "quarter": _parse_quarter,
    "worded": _parse_worded,
    "american": _parse_american,
    "month": _parse_month_name,
    "season": _parse_season,
    "year": _parse_nhs_year,
    "monthly": _parse_monthly,
    "this_year": _parse_this_year,
    "calendar": _parse_calendar_year,
}
"""By the name of its pattern: what was found of it, the plan's year, and the year that stands behind dates joined."""


def _number(digits: str | None) -> int:
    return int(digits or 0)


def _year(digits: str | None) -> int:
    return expand_year((digits or "0").strip("'"))


def _month_number(word: str | None) -> int:
    return parse_month(word or "") or 0


def _blank(first: date, last: date, precision: Precision, period: str, assumption: str | None = None) -> FoundDate:
    return FoundDate(0, 0, "", first, last, precision, period, assumption)


def _day(day: date | None) -> FoundDate | None:
    return None if day is None else _blank(day, day, "day", day.isoformat())


def _month(year: int, month: int) -> FoundDate | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return _blank(date(year, month, 1), month_end(year, month), "month", f"{year}-{month:02d}")


def _season(year: int, name: str) -> FoundDate | None:
    if not FIRST_YEAR <= year < LAST_YEAR:
        return None
    first = date(year, SEASONS[name], 1)
    last = month_end(year + (name == "winter"), (SEASONS[name] + 1) % 12 + 1)
    stated = f"{name.capitalize()} is taken as {first:%B} to {last:%B %Y}."
    return _blank(first, last, "season", f"{year} {name}", stated)


def _nhs_year(year: NhsYear) -> FoundDate:
    return _blank(year.first, year.last, "year", str(year))


def _calendar_year(year: int) -> FoundDate | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return _blank(
        date(year, 1, 1),
        date(year, 12, 31),
        "year",
        str(year),
        f"{year} is taken as the calendar year, to its last day.",
    )


def _calendar_year_inside(month: int, year: NhsYear) -> int:
    """The calendar year that a month has inside an NHS year."""
    return year.start if month >= 4 else year.start + 1


def _assume_year(read: FoundDate | None, year: NhsYear) -> FoundDate | None:
    if read is None:
        return None
    stated = f"No year is given; taken as inside {year}."
    return replace(read, assumption=f"{read.assumption} {stated}" if read.assumption else stated)
