"""Owns what a stored value says, however it was written: kind, group, part, period, counts in its words.

A value that is given and not understood has None in the place of what is not. Must not decide what may be told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Protocol, TypeVar

from wres_bot.domain.dates import parse_quarter
from wres_bot.domain.measures import MeasureId, NoValueCode, identify_measure
from wres_bot.domain.pay_bands import MEDICAL, parse_band
from wres_bot.indicators.compute.figures import StoredValue
from wres_bot.indicators.compute.significance import Proportion
from wres_bot.indicators.dimensions import NOT_KNOWN, STANDARDS, WHOLE, is_whole

Period = int | str
"""A WRES year, or the name of a quarter."""
OVERALL = "overall"
OF_OTHERS = ("benchmark", "target")
"""Bases whose percentages and ratios are not the trust's own."""


class Kind(Enum):
    COUNT = auto()
    SHARE = auto()
    RATIO = auto()
    POINTS = auto()


@dataclass(frozen=True, slots=True)
class Fact:
    """One stored value as it is understood; None for what is given and is not.

    `periods`: the years or quarters it may be of; none where that is not understood, so that it may be of any.
    `written`: how many of how many, as its words have it. `heads`: other numbers of people in its words. `loose`:
    numbers there that may be of people, and nobody says so. `kept_back`: a count that is given as too small to say.
    """

    code: str
    measure: str
    measure_id: MeasureId | None
    part: str | None
    group: str | None
    periods: frozenset[Period]
    basis: str
    kind: Kind | None
    value: float | None
    exact: bool
    written: tuple[Proportion, ...] = ()
    heads: tuple[int, ...] = ()
    loose: tuple[int, ...] = ()
    revision: int = 1
    kept_back: bool = False

    @property
    def numbers(self) -> tuple[int, ...]:
        """All numbers in its words that are, or may be, people."""
        return *self.heads, *self.loose

    @property
    def unclear(self) -> bool:
        """Could it be a count of what a figure rests on, and nobody can say of whom?"""
        given = self.value is not None or self.written
        if self.basis in OF_OTHERS and self.kind is not Kind.COUNT:
            return False
        counted = self.kind in (Kind.COUNT, None)
        return bool(given) and (self.kind is None or self.group is None or (counted and self.part is None)
                                or not self.periods)  # fmt: skip


class ValueInWords(StoredValue, Protocol):
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...


def read_facts(values: Iterable[ValueInWords], standard: str) -> list[Fact]:
    """Every value of a standard as it was last revised, the oldest first."""
    mine = [v for v in values if v.standard.strip().casefold() == standard.casefold()]
    return [_read(v, standard) for v in sorted(keep_newest(mine), key=lambda v: v.revision)]


V = TypeVar("V", bound=StoredValue)


def keep_newest(values: Sequence[V]) -> list[V]:
    """Each value as it was last revised."""
    newest: dict[tuple[str, ...], int] = {}
    for v in values:
        newest[_row(v)] = max(v.revision, newest.get(_row(v), v.revision))
    return [v for v in values if v.revision == newest[_row(v)]]


def _row(v: StoredValue) -> tuple[str, ...]:
    return v.standard, v.code, v.measure, v.breakdown, v.group, v.period, v.basis


def _read(v: ValueInWords, standard: str) -> Fact:
    kind, basis, group = read_kind(v.unit), v.basis.strip().casefold(), read_group(v.group, standard)
    if kind is Kind.RATIO and group not in ("ratio", OVERALL):
        kind = None  # a ratio is of both groups: this may be a count under a wrong unit
    printed = _without_the_value(v.published_text, v.value)
    words = (getattr(v, "note", None), printed, getattr(v, "commentary", None), getattr(v, "recomputed", None),
             v.no_value.detail if v.no_value else None, getattr(v, "reason", None))  # fmt: skip
    said = read_counts_in_words(tuple(each for each in words if each))
    written, heads = said.pairs, said.heads
    if v.numerator is not None and v.denominator:
        written = (Proportion(round(v.numerator), round(v.denominator)), *written)
    elif v.denominator:
        heads = (round(v.denominator), *heads)
    measure = " ".join(v.measure.split())
    return Fact(
        v.code.strip().upper(),
        measure,
        v.measure_id or identify_measure(v.code, _canonical_unit(kind), measure),
        read_part(v.breakdown),
        group if v.group.strip() or kind is not Kind.RATIO else "ratio",
        read_periods(v.period),
        basis,
        kind,
        v.value,
        _is_exact(v),
        written,
        heads,
        () if basis in OF_OTHERS else said.loose,
        v.revision,
        _is_kept_back(v, kind) or (said.few and basis not in OF_OTHERS),
    )


def _is_kept_back(v: ValueInWords, kind: Kind | None) -> bool:
    return (
        v.value is None and kind is Kind.COUNT and (v.no_value is None or v.no_value.code is NoValueCode.AS_PUBLISHED)
    )


def _without_the_value(text: str | None, value: float | None) -> str | None:
    """What a report prints besides the figure itself."""
    found = re.search(r"(\d+(?:,\d{3})*(?:\.\d+)?)(?:\s*:\s*1\b)?", text or "")
    if not text or not found or value is None or float(found[1].replace(",", "")) != value:
        return text
    return f"{text[: found.start()]} · {text[found.end() :]}"


def _is_exact(v: ValueInWords) -> bool:
    """A whole per cent may have been rounded to whole ones, unless its words say otherwise."""
    return v.basis == "computed" or "." in (v.published_text or "") or (v.value is not None and v.value != int(v.value))


def _canonical_unit(kind: Kind | None) -> str:
    return {Kind.COUNT: "people", Kind.SHARE: "%", Kind.RATIO: "ratio", Kind.POINTS: "pp", None: ""}[kind]


_COUNT_WORDS = frozenset((
    "people", "person", "persons", "staff", "headcount", "headcounts", "head", "heads", "cases", "case", "respondents",
    "respondent", "responses", "response", "answers", "answered", "applicants", "applicant", "applications",
    "application", "appointments", "appointment", "appointed", "appointees", "offers", "shortlisted", "members",
    "member", "seats", "seat", "employees", "employee", "workers", "worker", "individuals", "individual", "colleagues",
    "colleague",
    "posts", "trainees", "number", "numbers", "no", "count", "counts", "n", "wte", "fte", "bme", "white", "bame",
    "women", "men", "total", "totals", "starters", "leavers", "joiners", "candidates", "candidate", "directors",
    "records",
))  # fmt: skip
"""A unit with one of these words in it counts people, or what people did."""
_KINDS: tuple[tuple[str, Kind], ...] = (
    (r"\bpp\b|\bppts?\b|percentage points?|per cent points?|^points?$", Kind.POINTS),
    (r"%|per ?cent|percentage|\bpct\b|\bpc\b", Kind.SHARE),
    (r"ratio|likelihood|\btimes\b|^x$", Kind.RATIO),
)


@lru_cache(maxsize=512)
def read_kind(unit: str) -> Kind | None:
    """What a unit measures: "People", "staff in post", "head count" are counts; "% (implied)" is a share."""
    plain = re.sub(r"\s+", " ", unit).strip().casefold()
    for pattern, kind in _KINDS:
        if re.search(pattern, re.sub(r"\(.*?\)", "", plain) or plain):
            return kind
    words = set(re.findall(r"[a-z]+", plain))
    return Kind.COUNT if words & _COUNT_WORDS or plain == "#" else None


@lru_cache(maxsize=512)
def read_part(breakdown: str) -> str | None:
    """WHOLE for everybody, a pay band, another part of the trust by its name; None where it is none we know."""
    plain = " ".join(breakdown.split()).casefold()
    if is_whole(plain):
        return WHOLE
    if re.search(r"(?:without|exclud\w*|excl)\b.*(?:medic|dental|doctor|not known|unknown)", plain):
        return plain
    if re.match(r"(?:division|directorate|department|site|care group|business unit)\b.", plain):
        return plain
    if re.fullmatch(r"(?:non[- ]?)?clinical(?: staff)?|(?:afc |agenda for change )?band \w+, (?:non-)?clinical", plain):
        return plain
    if plain in ("voting", "executive", "non-executive", "voting members", "executive members"):
        return plain
    return MEDICAL if plain.startswith("medical") else parse_band(breakdown) or None


_MINORITY = ("bame", "ethnic minority", "ethnic minorities", "global majority", "minority ethnic",
             "black and minority ethnic", "black asian and minority ethnic")  # fmt: skip


@lru_cache(maxsize=512)
def read_group(group: str, standard: str) -> str | None:
    """The standard's own word for a group; None where it is none of its groups."""
    plain = " ".join(re.sub(r"[^a-z ]", " ", group.casefold()).split())
    of = STANDARDS[standard]
    plain = re.sub(r"\b(?:staff|people|applicants|employees|colleagues|members|respondents)\b", "", plain).strip()
    if plain in (of.focus, of.other, "ratio"):
        return plain
    if plain in ("not known", "unknown", "not stated", "null", "unspecified", "not known not stated", "undisclosed",
                 "not disclosed", "prefer not to say"):  # fmt: skip
        return NOT_KNOWN
    if plain in (OVERALL, "", "all", "total", "everyone", "everybody"):
        return OVERALL
    if standard == "WRES" and plain in _MINORITY:
        return of.focus
    if standard == "WDES" and plain in ("non disabled", "without a disability"):
        return of.other
    return of.focus if standard == "WDES" and plain == "with a disability" else None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@lru_cache(maxsize=512)
def read_periods(words: str) -> frozenset[Period]:
    """The WRES years or the quarter a period may mean: "2020-21" and "As of 31 March 2021" are 2021."""
    text = " ".join(words.replace("–", "-").split()).casefold()
    if quarter := parse_quarter(text):
        return frozenset({str(quarter)})
    starts = [int(start) for start, end in re.findall(r"\b(20\d\d)\s*(?:-|/|to)\s*((?:20)?\d?\d)\b(?!-\d)", text)
              if (int(start) + 1) % 10 ** min(len(end), 2) == int(end) % 10 ** min(len(end), 2)]  # fmt: skip
    if starts:
        quarters = re.findall(r"\bq(?:uarter|tr)?\s*([1-4])\b", text)
        if len(quarters) == 1:
            return frozenset({f"{starts[0]}-{(starts[0] + 1) % 100:02d}Q{quarters[0]}"})
        return frozenset(start + 1 for start in starts)
    years = {int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", text)}
    if not years:
        short = re.fullmatch(r"(?:fy|wres|year|yr)?\s*'?(\d\d)(?:\s*[-/]\s*(\d\d))?", text)
        return frozenset({2000 + int(short[2] or short[1])}) if short else frozenset()
    # After March a day belongs to the year that ends next; a month in words may be either.
    late = re.search(r"20\d\d-(?:0[4-9]|1[0-2])\b|\b(?:0?[4-9]|1[0-2])/20\d\d", text) or any(
        re.search(rf"\b{month}", text) for month in _MONTHS[3:]
    )
    return frozenset(years | ({year + 1 for year in years} if late else set()))


_UNITS = ("nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_WORDS: Mapping[str, int] = {
    **{f"{ten}{mark}{unit}": 10 * t + u for t, ten in enumerate(_TENS, 2) for u, unit in enumerate(_UNITS[:10])
       for mark in "- " if u},
    **{ten: 10 * t for t, ten in enumerate(_TENS, 2)}, **{word: n for n, word in enumerate(_UNITS)}, "none": 0,
    "dozen": 12,
}  # fmt: skip
_DIGITS = rf"\b(\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(_IN_WORDS)})(?!\d)\b"
_NUMBER = rf"(?<![\d,/:–-]){_DIGITS}"
_PAIR = re.compile(
    rf"{_NUMBER}\s*(?:/|\b(?:out of|of|in|from)\b)\s*(?:the |all |a |total |base ){{0,3}}(?:of )?{_DIGITS}(?!/)",
    re.IGNORECASE,
)
_SUCH = "bme|bame|white|such|formal|disciplinary|eligible|shortlisted|board|new|other|more"
_COUNTED = "|".join(sorted(_COUNT_WORDS - {"no", "n", "number", "numbers", "count", "total", "totals", "head"}))
_HEADS = re.compile(rf"\bn\s*=\s*{_NUMBER}|{_NUMBER}\s+(?:(?:{_SUCH})\s+){{0,2}}(?:{_COUNTED})\b", re.IGNORECASE)
_LOOSE = re.compile(_DIGITS, re.IGNORECASE)
_FEW = re.compile(
    rf"(?:<|≤|\b(?:fewer|less|under|below)\b(?: than)?)\s*(?:5|five|10|ten|11|eleven)\b"
    rf"|\b(?:single|couple|handful|few|pair)\b(?: of)?(?: \w+){{0,2}} (?:{_COUNTED})\b",
    re.IGNORECASE,
)
"""Words that say of a count that it is small."""
_N = rf"(?:\d+|{'|'.join(_IN_WORDS)})"
_MONTH_NAMES = rf"(?:{'|'.join(_MONTHS)})[a-z]*"
_NO_PEOPLE = re.compile(
    "|".join((
        r"[-+]?\d+(?:\.\d+)?\s*(?:%|per ?cent\b|percentage points?\b|points?\b|ppts?\b|pp\b|times\b|x\b)",
        r"\d*\.\d+(?:\s*:\s*1\b)?",
        rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of )?{_MONTH_NAMES}(?:\s+(?:20)?\d\d)?\b",
        rf"{_MONTH_NAMES}\s+(?:20)?\d\d\b",
        r"20\d\d-\d\d-\d\d|\b\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d\b",
        r"\b20\d\d\s*(?:[-/–]|to)\s*(?:20)?\d\d?\b|\b20\d\d\b|\b(?:fy|')\s*\d\d\b",
        r"\b\d+(?:st|nd|rd|th)\b",
        rf"\b(?:pages?|pp?\.|fig(?:ure)?s?\.?|tables?|charts?|appendix|annex|sections?|para(?:graph)?s?|footnotes?|notes?|"
        rf"questions?|q|kf|indicators?|metrics?|wres|wdes|bands?|afc|rows?|columns?|slides?|items?|objectives?|goals?|"
        rf"actions?|versions?|revisions?|v|quarters?|tiers?|levels?|grades?|phases?|parts?|years?)\s*{_N}[a-d]?"
        rf"(?:\s*(?:,|and|to|[-–&+])\s*{_N}[a-d]?)*\b",
        rf"\b(?:{_N} (?:out )?of (?:the )?)?(?:(?:last|past|previous|next|all) )?{_N}[- ](?:year|month|quarter|week|"
        r"day|trust|indicator|metric|question|decimal|band|standard|report|third|hal[fv]|hundred|thousand|service|site)\w*",
        rf"\b(?:one|1) in {_N}\b",
        rf"\b(?:interval|ci)\b:?\s*{_N}(?:\.\d+)?\s*(?:to|[-–,])\s*{_N}(?:\.\d+)?|\bp(?:[- ]value)?\s*[<=:]?\s*[01]\b",
        rf"\b(?:{_N} (?:of|in|out of) )?(?:every|each|per) {_N}\b",
    )),
    re.IGNORECASE,
)  # fmt: skip
"""Numbers that count no people: percentages, ratios, days, years, ranks, what a test says, what is numbered itself."""


@dataclass(frozen=True, slots=True)
class WrittenCounts:
    """What words beside a figure say of numbers of people.

    pairs: how many of how many. heads: so many people. loose: numbers of which nobody says what they count, so that
    each may be people. few: that there are few, without a number.
    """

    pairs: tuple[Proportion, ...] = ()
    heads: tuple[int, ...] = ()
    loose: tuple[int, ...] = ()
    few: bool = False


@lru_cache(maxsize=2048)
def read_counts_in_words(texts: tuple[str, ...]) -> WrittenCounts:
    """ "3/24", "three of 24", "3 out of the 24" in a note; "n = 24", "24 staff" where they stand alone; and every other
    number that is no percentage, year or reference."""
    pairs: list[Proportion] = []
    heads: list[int] = []
    loose: list[int] = []
    for text in texts:
        plain = re.sub(r"\s*[\u2044\u00f7]\s*", "/", text.replace("\u00a0", " "))
        plain = re.sub(r"(?i)\bn\s*[:=]?\s*(?=\d)", "n = ", plain)
        left = _NO_PEOPLE.sub(" · ", plain)
        for part, whole in _PAIR.findall(left):
            count, of = _number(part), _number(whole)
            if count <= of and of and not (of == count + 1 and 15 <= count < 40):  # "24/25" is a year
                pairs.append(Proportion(count, of))
        left = _PAIR.sub(" · ", left)
        heads += [_number(a or b) for a, b in _HEADS.findall(left)]
        # "One" is mostly a pronoun: it counts beside people only.
        found = (match[1] for match in _LOOSE.finditer(_HEADS.sub(" · ", left)))
        loose += [_number(each) for each in found if each.casefold() not in ("one", "nobody", "none")]
    few = any(map(_FEW.search, texts))
    once = tuple(dict.fromkeys(pairs)), tuple(dict.fromkeys(heads)), tuple(dict.fromkeys(loose))
    return WrittenCounts(*once, few)


def _number(words: str) -> int:
    return _IN_WORDS.get(words.casefold(), 0) if not words[0].isdigit() else int(words.replace(",", ""))
