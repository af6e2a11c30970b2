"""Owns one answer for each question and group of a survey; two, or counts that contradict a percentage, stop it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from wres_bot.indicators.dimensions import CHARACTERISTICS
from wres_bot.indicators.ingest.ethnicity import WHOLE_GROUPS, tidy_ethnicity
from wres_bot.indicators.ingest.findings import DataQuality
from wres_bot.indicators.ingest.periods import Period
from wres_bot.indicators.ingest.pii import quote_safely, quote_value
from wres_bot.indicators.ingest.questions import read_question
from wres_bot.indicators.ingest.recode import is_no_number, parse_number
from wres_bot.indicators.ingest.text_tables import RawTable

if TYPE_CHECKING:
    import pandas as pd


class SurveyAnswer(NamedTuple):
    """What one group answered. `yes` is None where only a percentage was given; `words` is that as it stands."""

    yes: int | None
    answered: int | None
    percent: Decimal | None
    words: str
    rows: tuple[int, ...]


Answers = Mapping[tuple[str, str, str], SurveyAnswer]
"""By column of groups, question ("5") and group."""


def settle_survey(raw: RawTable, frame: "pd.DataFrame", period: Period, quality: DataQuality) -> Answers:
    """One answer under each key: the group's own row, or the sum of its parts where they are counts.

    A row that names a group under one column only is about that one, and says nothing of the other's "not known".
    """
    codes = {str(text): read_question(str(text), period.year - 1) for text in frame["question"].cat.categories}
    unknown = [text for text in frame["question"].astype(object) if not codes[str(text)]]
    if unknown:
        shown = ", ".join(quote_value(str(text), "question") for text in dict.fromkeys(unknown))
        quality.note(f"questions that are none of ours: {shown}", "they are left out", len(unknown), file=raw.file,
                     sheet=raw.sheet, column=raw.headings["question"])  # fmt: skip
    answers: dict[tuple[str, str, str], SurveyAnswer] = {}
    columns = [each for each in CHARACTERISTICS.values() if each in frame]
    for column in columns:
        others = [each for each in columns if each != column]
        keyed: dict[tuple[str, str], list[int]] = {}
        for index in frame.index:
            code, group = codes[str(frame["question"][index])], frame[column][index]
            elsewhere = not _text(raw, column, index) and any(_text(raw, other, index) for other in others)
            if code and isinstance(group, str) and not elsewhere:
                keyed.setdefault((code, group), []).append(int(index))
        for (code, group), rows in keyed.items():
            if answer := _settle(raw, frame, rows, column, f"{group}, {code}", quality):
                answers[column, code, group] = answer
    return answers


def _settle(
    raw: RawTable, frame: "pd.DataFrame", rows: list[int], column: str, key: str, quality: DataQuality
) -> SurveyAnswer | None:
    whole = [row for row in rows if tidy_ethnicity(_text(raw, column, row)) in WHOLE_GROUPS]
    if whole and len(whole) < len(rows):
        quality.note(f"parts of {key} beside the group itself", "the group's own row counts; they are left out",
                     len(rows) - len(whole), file=raw.file, sheet=raw.sheet, column=raw.headings[column])  # fmt: skip
        rows = whole
    found = [answer for row in rows if (answer := _read(raw, frame, row, quality))]
    if len(found) < len(rows):
        return None
    if len(found) == 1:
        return found[0]
    parts = not whole and len({_text(raw, column, row).casefold() for row in rows}) == len(rows)
    if parts and all(each.yes is not None for each in found):
        yes, answered = sum(each.yes or 0 for each in found), sum(each.answered or 0 for each in found)
        return SurveyAnswer(yes, answered, None, "", tuple(rows))
    expected = "one row for each; of parts the numbers who said yes and who answered, or the group's own row"
    quality.findings.append(raw.finding(f"two rows for {key}", expected, column, rows[1], count=len(rows) - 1))
    return None


def _text(raw: RawTable, column: str, row: int) -> str:
    if column not in raw.frame:
        return ""
    text = raw.frame[column][row]
    return str(text).strip() if isinstance(text, str) else ""


def _read(raw: RawTable, frame: "pd.DataFrame", row: int, quality: DataQuality) -> SurveyAnswer | None:
    """One row; None after a finding that stops everything."""
    words = _text(raw, "percent", row)
    percent = parse_number(words)
    yes = int(frame["yes"][row]) if _text(raw, "yes", row) and "yes" in frame else None
    answered = int(frame["answered"][row]) if _text(raw, "answered", row) and "answered" in frame else None
    if yes is not None and answered is None:
        quality.findings.append(raw.finding(f"{yes} who said yes, of nobody says how many", "how many answered", "yes",
                                            row))  # fmt: skip
        return None
    if yes is not None and answered is not None and yes > answered:
        quality.findings.append(raw.finding(f"{yes} of {answered} who answered", "no more than answered", "yes", row))
        return None
    if words and is_no_number(words):
        quality.note(f"“{words}”", "a percentage; there is no value", file=raw.file, sheet=raw.sheet,
                     row=raw.row_of(row), column=raw.headings["percent"])  # fmt: skip
    elif words and (percent is None or not 0 <= percent <= 100):
        quality.findings.append(raw.finding(quote_safely(words), "a percentage from 0 to 100, or n/a", "percent", row))
        return None
    if yes is not None and answered and percent is not None and not is_rounded(percent, Fraction(100 * yes, answered)):
        found = f"{words} beside {yes} of {answered}, which is {100 * yes / answered:.1f}%"
        quality.findings.append(raw.finding(found, "a percentage that its counts give", "percent", row))
        return None
    return SurveyAnswer(yes, answered, percent, words, (row,))


def is_rounded(printed: Decimal, exact: Fraction) -> bool:
    """Is this what somebody prints for it, however many decimals they give?"""
    exponent = printed.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return abs(Fraction(printed) - exact) <= Fraction(1, 2 * 10**places)
