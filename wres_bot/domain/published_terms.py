"""Owns the closed lists by which a published value is read: units, breakdowns, groups and periods, with their other
names. What stands in none is a question for whoever imports it. Pure; reads no file."""

import re

from wres_bot.domain.dates import parse_nhs_year
from wres_bot.domain.measures import PERCENT, RATIO
from wres_bot.domain.pay_bands import parse_band, tidy_words, word_table

WHOLE = "All staff"
UNITS = word_table(
    (PERCENT, "%|per cent|percent|percentage|pct|% of staff|percentage of staff"),
    (RATIO, "ratio|times|x|times as likely|likelihood|relative likelihood|likelihood ratio|number ratio"),
    ("people", "people|person|persons|staff|headcount|head count|heads|colleagues|employees|members|board members|"
               "applicants|applications|appointments|candidates|individuals|workforce|count|counts|number|no|n|wte"),
    ("cases", "cases|case|disciplinary cases|formal cases|disciplinaries|capability cases"),
    ("respondents", "respondents|respondent|responses|answers|answered|base|replies|completed surveys"),
    ("pp", "pp|percentage points|percentage point|points|ppt|pts|% points|%pt"),
    ("% (implied)", "% implied"),
    ("pp (published as %)", "pp published as %"),
)  # fmt: skip
"""The units there are. The last two are of values that a report prints as something they are not."""
GROUPS = word_table(
    ("bme", "bme|bame|ethnic minority|ethnic minorities|minority ethnic|global majority|global ethnic majority|"
            "black and minority ethnic|black asian and minority ethnic|black & minority ethnic|ethnically diverse"),
    ("white", "white"),
    ("not known", "not known|unknown|not stated|not known not stated|null not stated|not stated null|unknown null|null|"
                  "not stated not known|not declared|undeclared|ethnicity unknown|ethnicity not known|undisclosed|"
                  "not disclosed|unspecified|prefer not to say|blank|null unknown"),
    ("disabled", "disabled|disability|with a disability|disabled people|with ltc or illness|with disability|"
                 "with a long term condition|ltc"),
    ("not disabled", "not disabled|non disabled|nondisabled|without a disability|no disability|without disability|"
                     "without ltc or illness"),
    ("overall", "overall|all|total|everyone|everybody|all staff|organisation|trust|combined"),
    ("ratio", "ratio|likelihood|relative likelihood"),
)  # fmt: skip
DOUBTFUL_GROUPS = {"non bme": "bme", "non bame": "bme", "not bme": "bme", "not bame": "bme", "non white": "white",
                   "not white": "white", "non ethnic minority": "bme"}  # fmt: skip
"""What is left without one group: the other one alone, or with those whose group is not known. It is asked about."""
_SAID_BESIDE = re.compile(
    r"\b(?:staff|people|members?|applicants?|employees|colleagues|candidates|respondents|group)\b"
)
_WHOLES = frozenset(("", "all staff", "all", "total", "overall", "workforce", "whole trust", "trust", "whole workforce",
                     "all workforce", "grand total", "trust wide", "trustwide", "organisation",
                     "all employees"))  # fmt: skip
_PARTS = {"clinical": "clinical", "non clinical": "non-clinical", "nonclinical": "non-clinical",
          "without medical": "without medical", "excluding medical": "without medical", "voting": "voting",
          "grand total without medical": "Grand Total without medical", "executive": "executive",
          "non medical": "without medical"}  # fmt: skip


def read_unit(words: str) -> str | None:
    return UNITS.get(tidy_words(words)) or UNITS.get(" ".join(words.split()).casefold())


def read_group(words: str) -> str | None:
    """ "bme" of "BAME staff", "not known" of "Null/Not stated"; None of any other, and of "Non-BAME"."""
    text = tidy_words(words)
    return GROUPS.get(text) or GROUPS.get(" ".join(_SAID_BESIDE.sub(" ", text).split()))


def is_doubtful_group(words: str) -> bool:
    text = " ".join(_SAID_BESIDE.sub(" ", tidy_words(words)).split())
    return text in DOUBTFUL_GROUPS


def read_breakdown(words: str, code: str) -> str | None:
    """The part of the trust that a value is of: a band, clinical or not, a division or staff group by its name.

    The whole trust is "All staff" for indicator 1, whose bands stand beside it, and "" for any other.
    """
    text = tidy_words(words)
    if text in _WHOLES:
        return WHOLE if code == "1" and text else ""
    if text in _PARTS:
        return _PARTS[text]
    if found := re.fullmatch(r"(division|staff group|directorate|care group|site)\s*[:-]?\s+(.+)", words.strip(), re.I):
        return f"{found[1].lower()} {found[2].strip()}"
    band, _, part = (each.strip() for each in words.partition(","))
    if parse_band(band) and (not part or tidy_words(part) in _PARTS):
        return ", ".join(filter(None, (parse_band(band), _PARTS.get(tidy_words(part), ""))))
    return None


_SNAPSHOT = re.compile(
    r"(?:(?:as )?(?:of|at|on)|at the|year (?:ended|ending|to)|snapshot|wres|wdes|y/?e)?\s*:?\s*"
    r"(?:31(?:st)?[\s/.-]*)?(?:(?P<month>mar(?:ch)?)|0?3)?[\s/.-]*(?P<year>20\d\d)",
    re.I,
)


def read_wres_year(words: str) -> str | None:
    """ "2021" of "2021", "2020-21", "March 2021", "As of 31 March 2021", "31/03/2021" and "2021-03-31"."""
    text = " ".join(words.split())
    if re.fullmatch(r"20\d\d-03-31", text):
        return text[:4]
    text = re.sub(r"(?i)(\bmar(?:ch)?|\b31[\s/.-]0?3)[\s/.'’-]*(\d\d)$", r"\1 20\2", text)
    start = parse_nhs_year(re.sub(r"^(?:wres|wdes|year)\s+", "", text, flags=re.I))
    if start is not None:
        return str(start + 1)
    found = _SNAPSHOT.fullmatch(text)
    return found["year"] if found else None


def read_period(words: str) -> str:
    """A WRES year however it is written; any other period as it stands, which nothing is then compared with."""
    return read_wres_year(words) or " ".join(words.split())
