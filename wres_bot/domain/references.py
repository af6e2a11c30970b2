"""Owns what an action answers to: a framework and a number in it. Nothing crosses from one framework to another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FRAMEWORKS: dict[str, tuple[str, int]] = {
    "WRES": ("Workforce Race Equality Standard", 9),
    "WDES": ("Workforce Disability Equality Standard", 10),
    "MWRES": ("Medical Workforce Race Equality Standard", 11),
    "BWRES": ("Bank Workforce Race Equality Standard", 9),
    "HIA": ("High Impact Action of the NHS EDI improvement plan", 6),
    "EDS": ("Equality Delivery System", 3),
    "PSED": ("Public Sector Equality Duty", 0),
}
"""By its short name: the whole one, and its highest number."""
DISPARITY = "RDR"
"""The race disparity ratio, which stands beside the WRES's numbers."""


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """ "WRES 2", "WDES 4a", "HIA 6", "EDS 1C", or a whole framework: "PSED"."""

    framework: str
    number: str = ""

    def __str__(self) -> str:
        return f"{self.framework} {self.number}".strip()


def is_number_of(framework: str, number: str) -> bool:
    """Whether the framework has such a number: 1 to 9, "4a", and "RDR" of the WRES."""
    if framework == "WRES" and number.upper() == DISPARITY:
        return True
    found = re.fullmatch(r"(\d{1,2})(?:[a-hA-H]|\.\d)?" if framework in ("WDES", "EDS") else r"(\d{1,2})", number)
    return found is not None and 1 <= int(found[1]) <= FRAMEWORKS[framework][1]


_NAMES: tuple[tuple[str, str], ...] = (
    ("MWRES", r"m-?wres|medical wres"),
    ("BWRES", r"b-?wres|bank wres"),
    ("WRES", r"wres|workforce race equality standard|race equality standard"),
    ("WDES", r"wdes|workforce disability equality standard|disability equality standard"),
    ("HIA", r"hias?|high impact actions?"),
    ("EDS", r"eds ?(?:2022|2|3)?(?![\w.])|equality delivery system(?: 2022| 2)?"),
    ("PSED", r"psed|public sector equality duty|equality duty"),
)
NAME = re.compile("|".join(rf"(?P<{name}>\b(?:nhs )?(?:{pattern})(?!\w))" for name, pattern in _NAMES), re.I)
"""A framework's name in words, as a group of its short name."""


def find_framework(words: str) -> str | None:
    """The framework that the words name first."""
    found = NAME.search(words)
    return found.lastgroup if found else None


def find_numbered_frameworks(texts: Iterable[str]) -> tuple[str, ...]:
    """Frameworks named in the texts whose indicators people also write as a number alone, each once."""
    named = (found.lastgroup for text in texts for found in NAME.finditer(text.replace("_", " ").replace("-", " ")))
    return tuple(name for name in dict.fromkeys(named) if name in ("WRES", "WDES", "MWRES", "BWRES"))


def write_reference(reference: Reference) -> str:
    """As it is stored and exported: numbers alone are the WRES's."""
    return reference.number if reference.framework == "WRES" and reference.number else str(reference)


def read_reference(code: str) -> Reference:
    """What `write_reference` wrote."""
    framework, _, number = code.partition(" ")
    return Reference(framework, number) if framework in FRAMEWORKS else Reference("WRES", code)


def parse_reference(words: str) -> Reference | None:
    """ "HIA 2", "high impact action 2", "WDES"; None for anything else."""
    text = words.strip()
    name, _, number = text.partition(" ")
    if name.upper() in FRAMEWORKS and is_number_of(name.upper(), number):
        return Reference(name.upper(), number.upper() if name.upper() == "EDS" else number)
    found = NAME.match(text)
    if not found or not found.lastgroup:
        return None
    rest = re.sub(r"^\W*(?:indicators?|metrics?|domain|outcome|no\.?|number)?\W*", "", text[found.end() :], flags=re.I)
    if not rest:
        return Reference(found.lastgroup)
    number = rest.upper() if found.lastgroup in ("EDS",) or rest.upper() == DISPARITY else rest.lower()
    return Reference(found.lastgroup, number) if is_number_of(found.lastgroup, number) else None
