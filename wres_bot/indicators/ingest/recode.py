"""Owns turning a table's texts into groups, bands, flags and numbers, each different text read once. Counts nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from wres_bot.indicators.compute.formulas import MEDICAL
from wres_bot.indicators.compute.periods import year_named
from wres_bot.indicators.ingest.codes import (
    band_named,
    day_named,
    disability_group,
    ethnic_group,
    no_number,
    number_named,
    yes_or_no,
)
from wres_bot.indicators.ingest.columns import Config
from wres_bot.indicators.ingest.findings import Quality
from wres_bot.indicators.ingest.pii import LOOKED_AT, cells, quoted
from wres_bot.indicators.ingest.text_tables import AS_TEXT, REFUSED, RawTable

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
"""So many unknown codes of a column are told with their rows; there is seldom one alone."""
COUNTED = ("headcount", "cases", "yes", "answered")
_TOTAL = r"(?i)^\s*(grand |sub-?)?totals?\s*$"
_TOLD_BY_NUMBER = r"@|\d{3}[ -]?\d{3}[ -]?\d{4}|[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]"


def code_table(raw: RawTable, config: Config, quality: Quality) -> "pd.DataFrame":
    """The table with our words in it. What cannot be read is told, with its row, as something hard."""
    import pandas as pd  # slow to import, and only an extract needs it

    coded: dict[str, Any] = {}
    for column in raw.frame.columns:
        if column in AS_TEXT:
            coded[column] = people(raw, column, quality)
        elif column in READERS:
            read, expected = READERS[column](config)
            coded[column] = recode(raw, column, read, expected, quality)
        elif column in ("trust", "division", "question"):
            no_people(raw, column, quality)
            coded[column] = recode(raw, column, str.strip, "", quality)
        elif column in COUNTED or (column in ("shortlisted", "appointed", "trained") and numeric(raw, column)):
            coded[column] = numbers(raw, column, quality)
        elif column == "percent":
            coded[column] = raw.frame[column]
        elif column in ("date", "year"):
            reader: Callable[[str], Any] = day_or_none if column == "date" else year_or_none
            expected = "a day, such as 2021-03-31 or 31/03/2021" if column == "date" else "a year, such as 2021"
            coded[column] = recode(raw, column, reader, expected, quality)
        else:
            often = column == "trained" and raw.name == "training"
            coded[column] = recode(raw, column, _once if often else _yes, "yes or no", quality)
    frame = pd.DataFrame(coded)
    if "band" in frame and "medical" in frame:
        doctors = frame["medical"] == "yes"
        if MEDICAL not in frame["band"].cat.categories:
            frame["band"] = frame["band"].cat.add_categories(MEDICAL)
        frame.loc[doctors, "band"] = MEDICAL
    return frame


def _yes(text: str) -> str | None:
    return yes_or_no(text) if text else ""


def _once(text: str) -> str | None:
    """How many courses somebody did is yes: a person counts once."""
    value = number_named(text)
    return _yes(text) if value is None or value < 2 else "yes"


def day_or_none(text: str) -> date | str | None:
    return day_named(text) if text.strip() else ""


def year_or_none(text: str) -> int | str | None:
    return year_named(text) if text.strip() else ""


Read = tuple[Callable[[str], Any], str]
READERS: Mapping[str, Callable[[Config], Read]] = {
    "ethnicity": lambda c: (partial(ethnic_group, extra=c.ethnicity),
                            "an NHS ethnicity code A to S, Z, or a group; name others under [ethnicity] in the map"),
    "disability": lambda c: (partial(disability_group, extra=c.disability), "yes, no or not stated"),
    "band": lambda c: (partial(band_named, extra=c.bands),
                       "a band 1 to 9 (8a to 8d), VSM or medical; name others under [bands] in the map"),
}  # fmt: skip


def recode(raw: RawTable, column: str, read: Callable[[str], Any], expected: str, quality: Quality) -> "pd.Series[Any]":
    """A column of few different texts as a column of our words; each text is read once, however often it stands."""
    import numpy as np
    import pandas as pd  # as above

    series = raw.frame[column]
    if not isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype("category")
    texts = ["" if text is None else str(text) for text in series.cat.categories]
    codes = series.cat.codes.to_numpy()
    found = [read(text) for text in (*texts, "")]  # the last is for a cell with nothing in it: its code is -1
    names = list(dict.fromkeys(value for value in found if value is not None))
    place = {name: n for n, name in enumerate(names)}
    unread = [n for n, value in enumerate(found[:-1]) if value is None]
    if unread:
        told = 0
        for n in unread:
            at = codes == n
            if not (count := int(at.sum())):
                continue
            told += 1
            if told <= SHOWN:
                quality.troubles.append(raw.trouble(quoted(texts[n]), expected, column, int(at.argmax()),
                                                    count=count))  # fmt: skip
        if told > SHOWN:
            quality.troubles.append(raw.trouble(f"{told - SHOWN} more such values", expected, column))
    narrow = np.int16 if len(names) < 30_000 else np.int32
    lookup: np.ndarray[Any, np.dtype[np.integer[Any]]] = np.array(
        [place[value] if value is not None else -1 for value in found], dtype=narrow
    )
    return pd.Series(pd.Categorical.from_codes(lookup[codes], categories=pd.Index(names, dtype=object)))


def numeric(raw: RawTable, column: str) -> bool:
    """Counts, not a yes or no for each person: mostly numbers, with one above 1 among them."""
    if any(whose in raw.frame for whose in AS_TEXT):
        return False  # each row is one person, or one application
    texts = [str(text) for text in raw.frame[column].cat.categories if not no_number(str(text))]
    read = [value for text in texts if (value := number_named(text)) is not None]
    return 2 * len(read) >= len(texts) and any(abs(value) > 1 for value in read)


def numbers(raw: RawTable, column: str, quality: Quality) -> "pd.Series[Any]":
    """Counts of people: whole, and never below zero. An empty cell counts nobody; what was kept back is no number."""
    import numpy as np
    import pandas as pd  # as above

    def read(text: str) -> int | None:
        if text.strip().casefold() in ("", "-", "–", "nan", "null", "none"):
            return 0
        value = number_named(text)
        return int(value) if value is not None and value >= 0 and value == int(value) else None

    coded = recode(raw, column, read, "a whole number of people, 0 or more", quality)
    values = np.array([*(int(v) for v in coded.cat.categories), 0], dtype=np.int64)
    return pd.Series(values[coded.cat.codes.to_numpy()])


def people(raw: RawTable, column: str, quality: Quality) -> "pd.Series[Any]":
    """Pseudonymous ids. E-mail addresses and NHS numbers are none, whatever their heading, in whichever row."""
    import pyarrow as pa  # it is there by now
    import pyarrow.compute as pc

    series = raw.frame[column]
    texts = pa.array(series, pa.large_string(), from_pandas=True)
    like = texts.filter(pc.fill_null(pc.match_substring_regex(texts, _TOLD_BY_NUMBER), False))
    if found := cells(str(text) for text in like.slice(0, LOOKED_AT).to_pylist()):
        quality.troubles.append(raw.trouble(found, REFUSED, column))
    sums = pc.fill_null(pc.match_substring_regex(texts, _TOTAL), False)
    if (at := pc.index(sums, True).as_py()) >= 0:
        quality.troubles.append(raw.trouble("a row of totals", "a row for each entry: take it out", column, at))
    return series


def no_people(raw: RawTable, column: str, quality: Quality) -> None:
    """Nor is anybody told by a part of the trust or a question."""
    kinds = raw.frame[column].cat.categories[:LOOKED_AT]
    if found := cells((str(text) for text in kinds if text is not None), used=True):
        quality.troubles.append(raw.trouble(found, REFUSED, column))
