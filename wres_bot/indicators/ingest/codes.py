"""Owns the words and codes that extracts use for ethnicity, disability, bands and yes or no; must not know files."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from wres_bot.indicators.compute.formulas import MEDICAL, NOT_KNOWN

WHITE_CODES = frozenset("ABC")
BME_CODES = frozenset("DEFGHJKLMNPRS")
UNKNOWN_CODES = frozenset("Z9")
"""The NHS data dictionary's letters; the staff record adds a second character for its own detail. (check)"""

_UNKNOWN = {
    "", "z", "9", "99", "n/a", "na", "null", "none", "nan", "?", "-", "unknown", "not known", "not stated",
    "undeclared", "unspecified", "not specified", "not declared", "not disclosed", "not given", "blank",
    "undefined", "not known / not stated", "prefer not to say", "prefer not to answer",
    "i do not wish to disclose my ethnic origin", "not known/not stated",
    "not stated/not known", "do not wish to disclose",
}  # fmt: skip
_BME = {
    "bme", "bame", "ethnic minority", "ethnic minorities", "global majority", "black", "asian", "mixed", "chinese",
    "other", "other ethnic group arab", "other ethnic group any other ethnic group", "any other ethnic group",
    "other ethnic group", "other ethnic groups", "arab",
}  # fmt: skip
WHOLE_GROUPS = {"white": "white", "bme": "bme", "bame": "bme", "ethnic minority": "bme", "ethnic minorities": "bme",
                "global majority": "bme"}  # fmt: skip
"""Words for all of a group: beside rows for parts of it they count people twice."""
_WHITE = {"white", "british", "white british", "white irish", "any other white background", "roma", "irish"}


def ethnic_group(words: str, extra: Mapping[str, str] | None = None) -> str | None:
    """ "white", "bme" or "not known"; None for a code we do not know."""
    text = " ".join(words.split()).casefold().strip(" .*")
    if extra and text in extra:
        return extra[text]
    if text in _UNKNOWN:
        return NOT_KNOWN
    code = re.fullmatch(r"([a-z])([a-z0-9])?(?:\s*[-–:.)]\s*.+|\s+.+)?", text)
    if code and text not in _WHITE | _BME:
        letter = code[1].upper()
        return "white" if letter in WHITE_CODES else "bme" if letter in BME_CODES else (
            NOT_KNOWN if letter in UNKNOWN_CODES else None)  # fmt: skip
    plain = re.sub(r"\s*[-–:,/()&]\s*", " ", text).strip()
    # Mixed backgrounds begin with "white and …" as often as with "mixed": they are asked about first.
    if re.match(r"mixed|multiple|white (?:and )?(?:black|asian)|asian|black|african|caribbean|indian|pakistani"
                r"|bangladeshi|chinese|any other (?:asian|black|mixed|ethnic)", plain) or plain in _BME:  # fmt: skip
        return "bme"
    if plain in _WHITE or re.match(r"white\b|gypsy|(?:english|welsh|scottish|northern irish)", plain):
        return "white"
    return None


def ethnic_row(words: str) -> str:
    """What tells rows of counts apart: "A" and "A White - British" are one, "BME" and "BAME" too."""
    text = " ".join(words.split()).casefold().strip(" .*")
    if text in _UNKNOWN:
        return NOT_KNOWN if len(text) != 1 else text
    if text in WHOLE_GROUPS:
        return WHOLE_GROUPS[text]
    code = re.fullmatch(r"([a-z][a-z0-9]?)(?:\s*[-–:.)]\s*.+|\s+.+)?", text)
    return code[1] if code else re.sub(r"\W+", " ", text).strip()


def disability_group(words: str, extra: Mapping[str, str] | None = None) -> str | None:
    text = " ".join(words.split()).casefold().strip(" .*")
    if extra and text in extra:
        return extra[text]
    if text in _UNKNOWN:
        return NOT_KNOWN
    if text in {"yes", "y", "1", "true", "disabled"}:
        return "disabled"
    return "not disabled" if text in {"no", "n", "0", "false", "not disabled", "non-disabled"} else None


def band_named(words: str, extra: Mapping[str, str] | None = None) -> str | None:
    """ "Band 8a" of "8A", "Band 8 - Range A", "XR08", "Review Body Band 5"; "" of an empty cell; None if unknown."""
    text = " ".join(words.split()).casefold().strip(" .*")
    if extra and text in extra:
        return extra[text]
    if text in {"", "n/a", "none", "null", "nan", "-"}:
        return ""
    if text in {"vsm", "very senior manager", "very senior managers", "vsm*"}:
        return "VSM"
    if re.match(r"medical|doctor|consultant|m&d\b|dental", text):
        return MEDICAL
    if text in {"under band 1", "under 1", "<1", "below band 1", "band 0", "0", "apprentice"}:
        return "Under Band 1"
    found = re.fullmatch(
        r"(?:nhs\|)?(?:xr0?\d{1,2}\|?)?(?:(?:review body|non review body|afc|agenda for change)\s*)*"
        r"(?:band\s*)?([1-9])(?:\s*-?\s*(?:range\s*)?([a-d]))?",
        text,
    ) or re.fullmatch(r"xr0?([1-9])([a-d])?", text)
    if found is None or (found[1] == "8") != bool(found[2]):
        return None
    return f"Band {found[1]}{found[2] or ''}"


def yes_or_no(words: str, extra: Mapping[str, str] | None = None) -> str | None:
    text = " ".join(words.split()).casefold().strip(" .*")
    if extra and text in extra:
        return extra[text]
    if text in {"yes", "y", "true", "1", "x", "voting", "executive", "clinical", "medical", "appointed", "shortlisted"}:
        return "yes"
    if re.match(r"no\b|non\b|n$|false$|0$|$|n/a$|not\b", text):
        return "no"
    # A date stands in many systems where others write yes: it was done on that day.
    return "yes" if day_named(text) else None


def number_named(words: str) -> Decimal | None:
    """ "34.3 %", "*2.14*", "▶26.7%", "1,467"; None of "n/a", "<5", "(1)" that stands for -1, and what is no number."""
    text = words.replace("−", "-").replace("\u00a0", " ")
    if re.search(r"[<>≤≥~≈]|^\W*\(.*\)\W*$", text):
        return None
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    found = re.fullmatch(r"[^\w%+.-]*([+-]?(?:\d{1,15}(?:\.\d{1,15})?|\.\d{1,15}))[^\w%.]*%?[^\w%.]*", text, re.A)
    return Decimal(found[1]) if found else None


def no_number(words: str) -> bool:
    """Words that say there is no value."""
    return words.strip().casefold().strip(" .*") in {"", "n/a", "na", "-", "–", "null", "none", "nan", "not available",
                                                      "suppressed", "*", "**"}  # fmt: skip


_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y",
          "%d-%b-%y", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M")  # fmt: skip


def day_named(words: str) -> date | None:
    """A day as text, the day before the month; a spreadsheet's day number is one too."""
    text = words.strip()
    if re.fullmatch(r"[2-6]\d{4}", text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    if not 6 <= len(text) <= 30:
        return None
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
