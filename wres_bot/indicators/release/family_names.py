"""Owns the names of families of counts, as they stand in the log of what has been told: made and parsed here alone.

A report may call the same count otherwise next year, and a trust may count it itself: the topic of a name stays.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

COMPUTED = " (computed)"
ALONE = "ratio alone"
"""What a ratio tells where no count stands beside it."""
_TOPICS: dict[str, tuple[tuple[str, str], ...]] = {
    "1": ((r"^(?:staff|headcount|in post)\b", "staff"),),
    "2": ((r"appoint|offer", "appointed"), (r"shortlist", "shortlisted"), (r"applica", "applications")),
    "3": ((r"headcount|in post|^staff$|workforce", "staff"),),
    "4": ((r"headcount|in post|^staff$|workforce", "staff"),),
    **dict.fromkeys(("5", "6", "7", "8"), ((r"respond|answer", "answered"),)),
}
_OTHERWISE = {"2": "appointed", "3": "cases", "4": "trained", "9": "board",
              **dict.fromkeys(("5", "6", "7", "8"), "said so")}  # fmt: skip
FLOW_BASES = ("shortlisted", "applications", "staff")
"""What is counted below the line."""
FLOWS = ("2", "3", "4")
"""Indicators that count what happened over twelve months, and not who is there on a day."""


class Topic(NamedTuple):
    """What is counted, however it is called: the same people in the same period."""

    standard: str
    code: str
    period: str
    what: str


@dataclass(frozen=True, slots=True)
class FamilyName:
    standard: str
    code: str
    period: str
    what: str

    @property
    def topic(self) -> Topic:
        first, of, rest = self.what.removesuffix(COMPUTED).casefold().partition(", ")
        if first == ALONE:
            return Topic(self.standard, self.code, self.period, ALONE)
        named = next((name for words, name in _TOPICS.get(self.code, ()) if re.search(words, first)), None)
        return Topic(self.standard, self.code, self.period, (named or _OTHERWISE.get(self.code, first)) + of + rest)


def make_family_name(standard: str, code: str, period: int | str, what: str) -> str:
    """ "WRES 3 2021: formal disciplinary cases" """
    return f"{standard} {code} {period}: {what}"


@lru_cache(maxsize=4096)
def parse_family_name(name: str) -> FamilyName:
    head, _, what = name.partition(": ")
    standard, code, period = [*head.split(" ", 2), "", ""][:3]
    return FamilyName(standard, code, period, what)


def is_computed(name: str) -> bool:
    """Are these our own counts, where there are published ones as well?"""
    return name.endswith(COMPUTED)
