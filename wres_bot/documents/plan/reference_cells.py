"""Owns which framework and number a cell of indicators names, under its heading; must not know rows or files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wres_bot.domain.date_parsing import tidy_text
from wres_bot.domain.dates import parse_month
from wres_bot.domain.references import FRAMEWORKS, NAME, Reference, is_number_of

_TOKEN = re.compile(
    NAME.pattern + r"|(?P<from>\b\d{1,2})\s*(?:-|to|through)\s*(?P<to>\d{1,2}\b)(?![./-]\d)"
    r"|(?P<one>\b\d{1,2}(?:\.\d)?[a-h]?\b)(?![%./]\d|%)"
    r"|(?P<rdr>\brdr\b)|(?P<all>\ball\b(?=\W*$|\W+(?:\d|nine|ten|the |of |indicators|metrics|wres|wdes)|[,;(]))"
    r"|(?P<filler>\b(?:indicators?|metrics?|and|or|the|to|no|nos|number|numbers|domains?|outcomes?|actions?"
    r"|standards?|of|question|q|plus|both"
    r"|nhs|edi|improvement plan|links?|linked|relates?|supports?|high impact|years?|20\d\d)\b)|(?P<word>[^\W\d_]+)",
    re.I,
)
_DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:[T ].*)?|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?:\d{4}|\d{2})"
    r"|(?P<d3>\d{1,2})-(?P<m3>[A-Za-z]{3})(?:-\d{2,4})?|(?P<m4>[A-Za-z]{3})-(?P<y4>\d{2})"
)


@dataclass(frozen=True, slots=True)
class ReferencesReading:
    """What the cell refers to, each once, in the order named; and what is doubtful of it."""

    references: tuple[Reference, ...] = ()
    doubts: tuple[str, ...] = ()


def read_references(
    words: str, heading: str = "", *, usual: str = "WRES", day: date | None = None
) -> ReferencesReading:
    """The references of a cell. A number alone belongs to the framework named before it, or by the heading.

    usual: whose it is where neither says. day: what the file itself holds there, where "1-8" has become a day.
    """
    text = tidy_text(words)
    if not text:
        return ReferencesReading()
    if day or _DAY.fullmatch(text):
        return ReferencesReading(
            (), (f"indicators: the cell holds a day, “{text}”: was it {_name_numbers(text, day)}?",)
        )
    named = [found.lastgroup for found in NAME.finditer(heading) if found.lastgroup]
    reader = _Reader(usual if not named else named[0] if len(set(named)) == 1 else None)
    reader.read(text)
    return ReferencesReading(tuple(dict.fromkeys(reader.found)), tuple(reader.list_doubts(text)))


def _name_numbers(text: str, day: date | None) -> str:
    if day:
        return f"{day.day}-{day.month}"
    found = _DAY.fullmatch(text)
    part = found.groupdict() if found else {}
    first = part.get("d") or part.get("d2") or part.get("d3") or ""
    month = part.get("m") or part.get("m2") or ""
    if named := part.get("m3") or part.get("m4"):
        month = str(parse_month(named) or named)
    second = first or part.get("y4") or ""
    return f"{int(second)}-{int(month)}" if second.isdigit() and month.isdigit() else "two numbers"


class _Reader:
    """Reads along the cell, knowing which framework the numbers belong to."""

    def __init__(self, framework: str | None) -> None:
        self.framework, self.named = framework, False
        self.found: list[Reference] = []
        self.pending: str | None = None
        self.unknown: list[str] = []
        self.loose: list[str] = []

    def read(self, text: str) -> None:
        for token in _TOKEN.finditer(text):
            part = token.groupdict()
            if name := next((name for name in FRAMEWORKS if part[name]), None):
                self._close()
                self.framework, self.named, self.pending = name, True, name
            elif part["all"]:
                self._take(map(str, range(1, FRAMEWORKS[self.framework or "WRES"][1] + 1)))
            elif part["from"]:
                self._take(map(str, range(int(part["from"]), int(part["to"]) + 1)))
            elif part["one"] or part["rdr"]:
                self._take([part["one"] or "RDR"])
            elif part["word"]:
                self.unknown.append(part["word"])
        self._close()

    def _take(self, numbers: Iterator[str] | Sequence[str]) -> None:
        self.pending = None
        for number in numbers:
            if self.framework is None or (self.unknown and not self.named):
                self.loose.append(number)
            elif is_number_of(self.framework, number):
                self.found.append(Reference(self.framework, number.upper() if self.framework == "EDS" else number))
            else:
                self.loose.append(f"{self.framework} {number}")

    def _close(self) -> None:
        """A framework named without a number is meant as a whole."""
        if self.pending and not any(found.framework == self.pending for found in self.found):
            self.found.append(Reference(self.pending))
        self.pending = None

    def list_doubts(self, text: str) -> list[str]:
        doubts = []
        if self.loose:
            why = "of which framework?" if self.framework is None else "no such number"
            doubts.append(f"indicators: “{', '.join(self.loose)}” of “{text[:60]}” is not read: {why}")
        elif not self.found and (self.unknown or re.search(r"\d", text)):
            doubts.append(f"indicators: “{text[:60]}” names none we know; kept as words")
        elif self.unknown:
            doubts.append(f"indicators: of “{text[:60]}” the words “{' '.join(self.unknown)[:60]}” are not read")
        return doubts
