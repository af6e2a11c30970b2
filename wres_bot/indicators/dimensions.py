"""Owns what people are counted by: the groups of each standard, pay bands and their tiers, the parts of a trust.

Nothing is counted here, and no file is known.
"""

from dataclasses import dataclass

from wres_bot.domain.pay_bands import LOWER, MIDDLE, UPPER


@dataclass(frozen=True, slots=True)
class Standard:
    """What a standard compares people by (the column of an extract), and its two groups: whom it is about, and the
    other. Nothing crosses from one standard to another."""

    name: str
    title: str
    characteristic: str
    focus: str
    other: str


STANDARDS = {
    each.name: each
    for each in (
        Standard("WRES", "Workforce Race Equality Standard", "ethnicity", "bme", "white"),
        Standard("WDES", "Workforce Disability Equality Standard", "disability", "disabled", "not disabled"),
    )
}
CHARACTERISTICS = {name: each.characteristic for name, each in STANDARDS.items()}
"""What each standard compares people by: the column of an extract."""

ALL = ""
WHOLE = "All staff"
_WHOLE_WORDS = frozenset((
    "", "all", "all staff", "everybody", "everyone", "overall", "total", "totals", "grand total", "whole trust",
    "trust", "trust total", "trust wide", "trustwide", "trust-wide", "whole workforce", "workforce", "all workforce",
    "all bands", "whole organisation", "organisation", "all employees", "all people", "all groups", "all applicants",
    "all respondents", "n/a", "none", "-",
))  # fmt: skip
TIERS = {"lower": LOWER, "middle": MIDDLE, "upper": UPPER}
NOT_KNOWN = "not known"


def is_whole(breakdown: str) -> bool:
    """Is that everybody, and not a part of the trust?"""
    return " ".join(breakdown.split()).casefold() in _WHOLE_WORDS


NAMES = {"bme": "BME", "disabled": "disabled", "not disabled": "not disabled", "white": "white"}
PARTS = ("band", "clinical", "medical", "division")
