"""Owns turning a table's texts into groups, bands, flags and numbers, each different text read once. Counts nothing."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from wres_bot.domain.pay_bands import MEDICAL, parse_band, tidy_words
from wres_bot.indicators.dimensions import NOT_KNOWN
from wres_bot.indicators.ingest.columns import CHOICES, ColumnMap
from wres_bot.indicators.ingest.ethnicity import read_column as read_ethnicities
from wres_bot.indicators.ingest.findings import DataQuality
from wres_bot.indicators.ingest.periods import parse_year
from wres_bot.indicators.ingest.pii import LOOKED_AT, find_personal_data, quote_value
from wres_bot.indicators.ingest.text_tables import AS_TEXT, REFUSED, RawTable
from wres_bot.indicators.ingest.who_counts import BOARD_ROLES, STAFF_GROUPS, VOCABULARIES, Vocabulary

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 40
"""So many unknown values of a column are asked for, each with its count; after those something else is wrong."""
COUNTED = ("headcount", "cases", "yes", "answered", "number")
DAYS = ("date", "left", "started")
_TOTAL = r"(?i)^\s*(grand |sub-?)?totals?\s*$"
_TOTALS = re.compile(r"(?i)(?:grand |sub-?)?totals?|overall|all staff|all")
OVERALL = "overall"
_TOLD_BY_NUMBER = r"@|\d{3}[ -]?\d{3}[ -]?\d{4}|[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]"


def recode_table(raw: RawTable, config: ColumnMap, quality: DataQuality) -> "pd.DataFrame":
    """The table with our words in it. What cannot be read is a blocking finding, with its row."""
    import pandas as pd  # slow to import, and only an extract needs it

    frame = pd.DataFrame({column: _recode(raw, column, config, quality) for column in raw.frame.columns})
    if "staff_group" in frame:
        frame = _apply_staff_groups(frame)
    if "band" in frame and "medical" in frame:
        _call_medical(frame, frame["medical"] == "yes")
    return frame


def _call_medical(frame: "pd.DataFrame", doctors: "pd.Series[bool]") -> None:
    if MEDICAL not in frame["band"].cat.categories:
        frame["band"] = frame["band"].cat.add_categories(MEDICAL)
    frame.loc[doctors, "band"] = MEDICAL


def _recode(raw: RawTable, column: str, config: ColumnMap, quality: DataQuality) -> Any:
    if column in AS_TEXT:
        return check_ids(raw, column, quality)
    if column in ("trust", "division", "question"):
        refuse_people(raw, column, quality)
        return recode_column(raw, column, str.strip, "", quality)
    if column in COUNTED or (column in ("shortlisted", "appointed", "trained") and is_numeric(raw, column)):
        return parse_counts(raw, column, quality)
    if column == "percent":
        return raw.frame[column]
    read, expected = _reader(raw, column, config)
    return recode_column(raw, column, read, expected, quality)


def _reader(raw: RawTable, column: str, config: ColumnMap) -> "Read":
    if column in READERS:
        return READERS[column](config, raw)
    if column in DAYS:
        return parse_day_or_blank, "a day, such as 2021-03-31 or 31/03/2021"
    if column == "year":
        return parse_year_or_blank, "a year, such as 2021"
    if column in VOCABULARIES:
        vocabulary = VOCABULARIES[column]
        return partial(_read_vocabulary, vocabulary, config.own(vocabulary.section)), ""
    if column == "course":
        return _any_text, ""
    return (_once if column == "trained" and raw.name == "training" else _yes), "yes or no"


def _any_text(text: str) -> str:
    return text.strip()


def _read_vocabulary(vocabulary: Vocabulary, own: Mapping[str, str], text: str) -> str | None:
    low = " ".join(text.split()).casefold()
    return own[low] if low in own else vocabulary.words.get(tidy_words(text))


def _apply_staff_groups(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Clinical or not, as the staff group says, where no column of its own does. A band that is given goes before the
    group "medical and dental": only who has none is medical by it."""
    group = frame["staff_group"]
    if "clinical" not in frame:
        told = {"medical": "yes", "clinical": "yes", "non-clinical": "no", "": ""}
        frame["clinical"] = group.map({name: told[name] for name in group.cat.categories}).astype("category")
    doctors = group == "medical"
    if "band" in frame and "medical" not in frame:
        _call_medical(frame, doctors & (frame["band"].isna() | (frame["band"] == "")))
    elif "medical" not in frame:
        frame["medical"] = doctors.map({True: "yes", False: "no"}).astype("category")
    return frame.drop(columns="staff_group")


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


def _ethnicity(config: ColumnMap, raw: RawTable) -> Read:
    texts = [] if "ethnicity" not in raw.frame else _texts_of(raw.frame["ethnicity"])
    known = read_ethnicities(texts, config.own("ethnicity"))

    counts_people = not any(whose in raw.frame for whose in AS_TEXT)

    def read(text: str) -> str | None:
        if counts_people and _TOTALS.fullmatch(text.strip()):
            return OVERALL  # the sum of the rows around it: it is taken out, and held against them
        found = known[text] if text in known else read_ethnicities([text], config.own("ethnicity"))[text]
        return found.group if found else None

    return read, "a code or words of a published list: which group is it?"


def _texts_of(series: "pd.Series[Any]") -> list[str]:
    """The different texts of a column, blank ones too."""
    return ["" if text is None else str(text) for text in series.astype("category").cat.categories]


def _staff_group(text: str, own: Mapping[str, str]) -> str | None:
    low = " ".join(text.split()).casefold()
    if low in own or not low:
        return own.get(low, "")
    kind = STAFF_GROUPS.get(tidy_words(text))
    return None if kind is None else {("yes", "yes"): "medical", ("yes", "no"): "clinical"}.get(kind, "non-clinical")


def _board_role(text: str, own: Mapping[str, str]) -> str | None:
    low = " ".join(text.split()).casefold()
    return own[low] if low in own else BOARD_ROLES.get(tidy_words(text)) or parse_yes_no(text)


READERS: Mapping[str, Callable[[ColumnMap, RawTable], Read]] = {
    "ethnicity": _ethnicity,
    "disability": lambda c, _: (partial(parse_disability_group, extra=c.own("disability")), "yes, no or not stated"),
    "band": lambda c, _: (partial(parse_band, extra=c.own("bands")),
                          "a band 1 to 9 (8a to 8d), VSM or medical: which is it?"),
    "staff_group": lambda c, _: (partial(_staff_group, own=c.own("staff_groups")), ""),
    "executive": lambda c, _: (partial(_board_role, own=c.own("board_roles")), "executive or not: which is it?"),
}  # fmt: skip
SECTIONS = {"ethnicity": "ethnicity", "disability": "disability", "band": "bands", "staff_group": "staff_groups",
            "executive": "board_roles", **{column: each.section for column, each in VOCABULARIES.items()}}  # fmt: skip
"""Where in the map file a trust says what its own words in a column stand for."""
TOLD = ("ethnicity", "disability", "band", "staff_group", *VOCABULARIES)
"""Columns of which the report says, always, what was taken for what."""


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
    # Of millions of rows a count of each text takes time: only where it is told.
    told = column in TOLD or None in values[:-1]
    counts = np.bincount(codes + 1, minlength=len(texts) + 1) if told else np.zeros(len(texts) + 1, dtype=np.int64)
    unread = [n for n, value in enumerate(values[:-1]) if value is None and counts[n + 1]]
    expected = expected or f"which of {', '.join(filter(None, _choices(column)))} is it?"
    for n in unread[:SHOWN]:
        at, count = int((codes == n).argmax()), int(counts[n + 1])
        quality.findings.append(raw.finding(quote_value(texts[n], column), expected, column, at, count=count))
        _ask(column, texts[n], count, quality)
    if len(unread) > SHOWN:
        quality.findings.append(raw.finding(f"{len(unread) - SHOWN} more such values", expected, column))
    if column in TOLD:
        taken = [(texts[n] if n < len(texts) else "", values[n], int(counts[n + 1] if n < len(texts) else counts[0]))
                 for n in range(len(values)) if values[n] is not None]  # fmt: skip
        quality.take(raw.name, column, [(text, value, count) for text, value, count in taken if count])
    narrow = np.int16 if len(names) < 30_000 else np.int32
    lookup: np.ndarray[Any, np.dtype[np.integer[Any]]] = np.array(
        [place[value] if value is not None else -1 for value in values], dtype=narrow
    )
    return pd.Series(pd.Categorical.from_codes(lookup[codes], categories=pd.Index(names, dtype=object)))


def _choices(column: str) -> tuple[str, ...]:
    return CHOICES.get(SECTIONS.get(column, ""), ("yes", "no"))


def _ask(column: str, text: str, count: int, quality: DataQuality) -> None:
    """A line ready for the map file, to be finished by whoever knows."""
    section = SECTIONS.get(column)
    if section and quote_value(text, column).startswith("“"):
        rows = "1 row" if count == 1 else f"{count:,} rows"
        value = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
        choices = ", ".join(choice or '""' for choice in CHOICES[section])
        quality.paste(section, f'"{value}" = "?"  # {rows}: {choices}')


def is_numeric(raw: RawTable, column: str) -> bool:
    """Counts, not a yes or no for each person: mostly numbers, with one above 1 among them or in its partner."""
    if any(whose in raw.frame for whose in AS_TEXT):
        return False  # each row is one person, or one application
    if column in ("shortlisted", "appointed"):
        both = [each for each in ("shortlisted", "appointed") if each in raw.frame]
        return _is_number_column(raw, column) and any(_goes_above_one(raw, each) for each in both)
    return _is_number_column(raw, column) and _goes_above_one(raw, column)


def _is_number_column(raw: RawTable, column: str) -> bool:
    texts = [str(text) for text in raw.frame[column].cat.categories if not is_no_number(str(text))]
    return 2 * sum(parse_number(text) is not None for text in texts) >= len(texts)


def _goes_above_one(raw: RawTable, column: str) -> bool:
    return any((value := parse_number(str(text))) is not None and abs(value) > 1
               for text in raw.frame[column].cat.categories)  # fmt: skip


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


_UNKNOWN = {
    "", "z", "9", "99", "n/a", "na", "null", "none", "nan", "?", "-", "unknown", "not known", "not stated",
    "undeclared", "unspecified", "not specified", "not declared", "not disclosed", "not given", "blank",
    "undefined", "not known / not stated", "prefer not to say", "prefer not to answer", "not known/not stated",
    "not stated/not known", "do not wish to disclose", "i do not wish to disclose whether or not i have a disability",
}  # fmt: skip


def parse_disability_group(words: str, extra: Mapping[str, str] | None = None) -> str | None:
    text = " ".join(words.split()).casefold().strip(" .*")
    if extra and text in extra:
        return extra[text]
    if text in _UNKNOWN:
        return NOT_KNOWN
    if text in {"yes", "y", "1", "true", "disabled"}:
        return "disabled"
    return "not disabled" if text in {"no", "n", "0", "false", "not disabled", "non-disabled"} else None


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
