"""Owns turning a table's texts into groups, bands, flags and numbers, each different text read once. Counts nothing."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from wres_bot.indicators.dimensions import MEDICAL, NOT_KNOWN
from wres_bot.indicators.ingest.columns import ColumnMap
from wres_bot.indicators.ingest.findings import DataQuality
from wres_bot.indicators.ingest.periods import parse_year
from wres_bot.indicators.ingest.pii import LOOKED_AT, find_personal_data, quote_safely
from wres_bot.indicators.ingest.text_tables import AS_TEXT, REFUSED, RawTable

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
"""So many unknown codes of a column are told with their rows; there is seldom one alone."""
COUNTED = ("headcount", "cases", "yes", "answered")
_TOTAL = r"(?i)^\s*(grand |sub-?)?totals?\s*$"
_TOLD_BY_NUMBER = r"@|\d{3}[ -]?\d{3}[ -]?\d{4}|[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]"


def recode_table(raw: RawTable, config: ColumnMap, quality: DataQuality) -> "pd.DataFrame":
    """The table with our words in it. What cannot be read is a blocking finding, with its row."""
    import pandas as pd  # slow to import, and only an extract needs it

    coded: dict[str, Any] = {}
    for column in raw.frame.columns:
        if column in AS_TEXT:
            coded[column] = check_ids(raw, column, quality)
        elif column in READERS:
            read, expected = READERS[column](config)
            coded[column] = recode_column(raw, column, read, expected, quality)
        elif column in ("trust", "division", "question"):
            refuse_people(raw, column, quality)
            coded[column] = recode_column(raw, column, str.strip, "", quality)
        elif column in COUNTED or (column in ("shortlisted", "appointed", "trained") and is_numeric(raw, column)):
            coded[column] = parse_counts(raw, column, quality)
        elif column == "percent":
            coded[column] = raw.frame[column]
        elif column in ("date", "year"):
            reader: Callable[[str], Any] = parse_day_or_blank if column == "date" else parse_year_or_blank
            expected = "a day, such as 2021-03-31 or 31/03/2021" if column == "date" else "a year, such as 2021"
            coded[column] = recode_column(raw, column, reader, expected, quality)
        else:
            often = column == "trained" and raw.name == "training"
            coded[column] = recode_column(raw, column, _once if often else _yes, "yes or no", quality)
    frame = pd.DataFrame(coded)
    if "band" in frame and "medical" in frame:
        doctors = frame["medical"] == "yes"
        if MEDICAL not in frame["band"].cat.categories:
            frame["band"] = frame["band"].cat.add_categories(MEDICAL)
        frame.loc[doctors, "band"] = MEDICAL
    return frame


def _yes(text: str) -> str | None:
    return parse_yes_no(text) if text else ""


def _once(text: str) -> str | None:
    """How many courses somebody did is yes: a person counts once."""
    value = parse_number(text)
    return _yes(text) if value is None or value < 2 else "yes"


def parse_day_or_blank(text: str) -> date | str | None:
    return parse_day(text) if text.strip() else ""


def parse_year_or_blank(text: str) -> int | str | None:
    return parse_year(text) if text.strip() else ""


Read = tuple[Callable[[str], Any], str]
READERS: Mapping[str, Callable[[ColumnMap], Read]] = {
    "ethnicity": lambda c: (partial(parse_ethnic_group, extra=c.ethnicity),
                            "an NHS ethnicity code A to S, Z, or a group; name others under [ethnicity] in the map"),
    "disability": lambda c: (partial(parse_disability_group, extra=c.disability), "yes, no or not stated"),
    "band": lambda c: (partial(parse_band, extra=c.bands),
                       "a band 1 to 9 (8a to 8d), VSM or medical; name others under [bands] in the map"),
}  # fmt: skip


def recode_column(
    raw: RawTable, column: str, read: Callable[[str], Any], expected: str, quality: DataQuality
) -> "pd.Series[Any]":
    """A column of few different texts as a column of our words; each text is read once, however often it stands."""
    import numpy as np
    import pandas as pd  # as above

    series = raw.frame[column]
    if not isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype("category")
    texts = ["" if text is None else str(text) for text in series.cat.categories]
    codes = series.cat.codes.to_numpy()
    values = [read(text) for text in (*texts, "")]  # the last is for a cell with nothing in it: its code is -1
    names = list(dict.fromkeys(value for value in values if value is not None))
    place = {name: n for n, name in enumerate(names)}
    unread = [n for n, value in enumerate(values[:-1]) if value is None]
    if unread:
        reported = 0
        for n in unread:
            at = codes == n
            if not (count := int(at.sum())):
                continue
            reported += 1
            if reported <= SHOWN:
                quality.findings.append(raw.finding(quote_safely(texts[n]), expected, column, int(at.argmax()),
                                                    count=count))  # fmt: skip
        if reported > SHOWN:
            quality.findings.append(raw.finding(f"{reported - SHOWN} more such values", expected, column))
    narrow = np.int16 if len(names) < 30_000 else np.int32
    lookup: np.ndarray[Any, np.dtype[np.integer[Any]]] = np.array(
        [place[value] if value is not None else -1 for value in values], dtype=narrow
    )
    return pd.Series(pd.Categorical.from_codes(lookup[codes], categories=pd.Index(names, dtype=object)))


def is_numeric(raw: RawTable, column: str) -> bool:
    """Counts, not a yes or no for each person: mostly numbers, with one above 1 among them."""
    if any(whose in raw.frame for whose in AS_TEXT):
        return False  # each row is one person, or one application
    texts = [str(text) for text in raw.frame[column].cat.categories if not is_no_number(str(text))]
    read = [value for text in texts if (value := parse_number(text)) is not None]
    return 2 * len(read) >= len(texts) and any(abs(value) > 1 for value in read)


def parse_counts(raw: RawTable, column: str, quality: DataQuality) -> "pd.Series[Any]":
    """Counts of people: whole, and never below zero. An empty cell counts nobody; what was kept back is no number."""
    import numpy as np
    import pandas as pd  # as above

    def read(text: str) -> int | None:
        if text.strip().casefold() in ("", "-", "–", "nan", "null", "none"):
            return 0
        value = parse_number(text)
        return int(value) if value is not None and value >= 0 and value == int(value) else None

    coded = recode_column(raw, column, read, "a whole number of people, 0 or more", quality)
    values = np.array([*(int(v) for v in coded.cat.categories), 0], dtype=np.int64)
    return pd.Series(values[coded.cat.codes.to_numpy()])


def check_ids(raw: RawTable, column: str, quality: DataQuality) -> "pd.Series[Any]":
    """Pseudonymous ids. E-mail addresses and NHS numbers are none, whatever their heading, in whichever row."""
    import pyarrow as pa  # it is there by now
    import pyarrow.compute as pc

    series = raw.frame[column]
    texts = pa.array(series, pa.large_string(), from_pandas=True)
    like = texts.filter(pc.fill_null(pc.match_substring_regex(texts, _TOLD_BY_NUMBER), False))
    if what := find_personal_data(str(text) for text in like.slice(0, LOOKED_AT).to_pylist()):
        quality.findings.append(raw.finding(what, REFUSED, column))
    sums = pc.fill_null(pc.match_substring_regex(texts, _TOTAL), False)
    if (at := pc.index(sums, True).as_py()) >= 0:
        quality.findings.append(raw.finding("a row of totals", "a row for each entry: take it out", column, at))
    return series


def refuse_people(raw: RawTable, column: str, quality: DataQuality) -> None:
    """Nor is anybody told by a part of the trust or a question."""
    kinds = raw.frame[column].cat.categories[:LOOKED_AT]
    if what := find_personal_data((str(text) for text in kinds if text is not None), used=True):
        quality.findings.append(raw.finding(what, REFUSED, column))


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


def parse_ethnic_group(words: str, extra: Mapping[str, str] | None = None) -> str | None:
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


def ethnic_row_key(words: str) -> str:
    """What tells rows of counts apart: "A" and "A White - British" are one, "BME" and "BAME" too."""
    text = " ".join(words.split()).casefold().strip(" .*")
    if text in _UNKNOWN:
        return NOT_KNOWN if len(text) != 1 else text
    if text in WHOLE_GROUPS:
        return WHOLE_GROUPS[text]
    code = re.fullmatch(r"([a-z][a-z0-9]?)(?:\s*[-–:.)]\s*.+|\s+.+)?", text)
    return code[1] if code else re.sub(r"\W+", " ", text).strip()


def parse_disability_group(words: str, extra: Mapping[str, str] | None = None) -> str | None:
    text = " ".join(words.split()).casefold().strip(" .*")
    if extra and text in extra:
        return extra[text]
    if text in _UNKNOWN:
        return NOT_KNOWN
    if text in {"yes", "y", "1", "true", "disabled"}:
        return "disabled"
    return "not disabled" if text in {"no", "n", "0", "false", "not disabled", "non-disabled"} else None


def parse_band(words: str, extra: Mapping[str, str] | None = None) -> str | None:
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
    match = re.fullmatch(
        r"(?:nhs\|)?(?:xr0?\d{1,2}\|?)?(?:(?:review body|non review body|afc|agenda for change)\s*)*"
        r"(?:band\s*)?([1-9])(?:\s*-?\s*(?:range\s*)?([a-d]))?",
        text,
    ) or re.fullmatch(r"xr0?([1-9])([a-d])?", text)
    if match is None or (match[1] == "8") != bool(match[2]):
        return None
    return f"Band {match[1]}{match[2] or ''}"


def parse_yes_no(words: str, extra: Mapping[str, str] | None = None) -> str | None:
    text = " ".join(words.split()).casefold().strip(" .*")
    if extra and text in extra:
        return extra[text]
    if text in {"yes", "y", "true", "1", "x", "voting", "executive", "clinical", "medical", "appointed", "shortlisted"}:
        return "yes"
    if re.match(r"no\b|non\b|n$|false$|0$|$|n/a$|not\b", text):
        return "no"
    # A date stands in many systems where others write yes: it was done on that day.
    return "yes" if parse_day(text) else None


def parse_number(words: str) -> Decimal | None:
    """ "34.3 %", "*2.14*", "▶26.7%", "1,467"; None of "n/a", "<5", "(1)" that stands for -1, and what is no number."""
    text = words.replace("−", "-").replace("\u00a0", " ")
    if re.search(r"[<>≤≥~≈]|^\W*\(.*\)\W*$", text):
        return None
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    match = re.fullmatch(r"[^\w%+.-]*([+-]?(?:\d{1,15}(?:\.\d{1,15})?|\.\d{1,15}))[^\w%.]*%?[^\w%.]*", text, re.A)
    return Decimal(match[1]) if match else None


def is_no_number(words: str) -> bool:
    """Words that say there is no value."""
    return words.strip().casefold().strip(" .*") in {"", "n/a", "na", "-", "–", "null", "none", "nan", "not available",
                                                      "suppressed", "*", "**"}  # fmt: skip


_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y",
          "%d-%b-%y", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M")  # fmt: skip


def parse_day(words: str) -> date | None:
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
