"""Owns tables that lie on their side: groups stand in the headings, and what is counted in the rows.

The national submission workbook, survey tables and summaries by a trust have this shape. Each becomes the tables of
people that it holds, row by row. Counts nothing and guesses no item: what is not known is named.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wres_bot.documents.tables import Reason, Table, Unreadable
from wres_bot.domain.pay_bands import MEDICAL, parse_band, tidy_words
from wres_bot.indicators.dimensions import NOT_KNOWN
from wres_bot.indicators.ingest.ethnicity import read_words
from wres_bot.indicators.ingest.findings import DataQuality, Finding, RefusedTable
from wres_bot.indicators.ingest.periods import Period
from wres_bot.indicators.ingest.pii import quote_value
from wres_bot.indicators.ingest.questions import read_question
from wres_bot.indicators.ingest.text_tables import HEADINGS_WITHIN, RawTable

COUNT, PERCENT, BASE = "count", "percent", "answered"
_WHAT = {
    **dict.fromkeys(("", "headcount", "head count", "number", "count", "staff", "total", "people", "colleagues", "no",
                     "applicants", "auto calculated"), COUNT),
    **dict.fromkeys(("%", "per cent", "percent", "percentage", "your org", "your organisation", "your trust", "trust",
                     "org", "organisation", "score", "result"), PERCENT),
    **dict.fromkeys(("n", "base", "responses", "respondents", "answered", "number of responses", "base size"), BASE),
}  # fmt: skip
_DATED = re.compile(r"(?:as (?:at|of) )?(?:\d{1,2}(?:st)? )?(?:march |mar )?\b(20\d\d)\b(?!-)")
_ELSEWHERE = re.compile(r"benchmark|national|average|median|peer|sector|previous|last year|difference")
_LEFT_OUT = re.compile(r"likelihood|ratio\b|difference|auto.?calculated|disparity|%\s*of|percentage of|overall %")
_STAGES = (
    (re.compile(r"appoint|offers? (?:made|accepted)"), "appointed"),
    (re.compile(r"short ?list"), "shortlisted"),
)
_BOARD = re.compile(r"board")


class Across(NamedTuple):
    """A heading that names a group: its column, the group, whether counts, percentages or bases stand under it, and
    the WRES year that it or the heading above it names."""

    column: int
    group: str
    what: str
    year: int | None = None


@dataclass
class LaidDown:
    """The tables that one sheet holds, each as rows of our columns, with the sheet's own row of each."""

    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    at: dict[str, list[int]] = field(default_factory=dict)

    def add(self, table: str, row: int, **cells: str) -> None:
        self.rows.setdefault(table, []).append(cells)
        self.at.setdefault(table, []).append(row)


def find_groups_across(rows: Sequence[Sequence[str]]) -> tuple[int, list[Across]] | None:
    """The row of headings in which at least white and another group stand, and where; None of any other table."""
    for number, row in enumerate(rows[:HEADINGS_WITHIN]):
        above = rows[number - 1] if number else ()
        across = [found for index, cell in enumerate(row) if (found := _across(index, cell, above))]
        if len({each.group for each in across if each.group != NOT_KNOWN}) > 1 and across[0].column > 0:
            return number, across
    return None


def _across(index: int, heading: str, above: Sequence[str]) -> Across | None:
    """ "White: n", "BME %", "Ethnicity Unknown/Null", "BAME headcount 31 March 2021" """
    text = " ".join(heading.split()).casefold()
    year, over = _DATED.search(text), [cell for cell in above[: index + 1] if cell.strip()]
    if year is None and over:
        year = _DATED.search(over[-1].casefold())
    text = _DATED.sub("", text).strip(" -:()")
    if not text or _ELSEWHERE.search(text):
        return None
    parts = [part.strip() for part in re.split(r"\s*[:|–(),]\s*|\s+-\s+", text) if part.strip()]
    words = text.split()
    tries = [(parts[0], " ".join(parts[1:])), (text, "")] if parts else []
    tries += [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    tries += [(" ".join(words[n:]), " ".join(words[:n])) for n in range(1, len(words))]
    for group_words, rest in tries:
        group = read_words(group_words) if tidy_words(group_words) else None
        what = _WHAT.get(tidy_words(rest))
        if group and what and group_words.strip():
            return Across(index, group, what, int(year[1]) if year else None)
    return None


def lay_down(
    table: Table, number: int, across: Sequence[Across], name: str, period: Period, quality: DataQuality
) -> dict[str, RawTable]:
    """The tables of a sheet whose groups stand in row `number`.

    name: the table that the file is called by, "" where it says nothing. Items that are none of ours are named once.
    """
    grid = table.rows()
    if len(grid) <= number + 1:
        raise Unreadable(Reason.NO_ROWS, table.place)
    headings = grid[number]
    labels = [index for index in range(min(each.column for each in across)) if headings[index] or name or index < 4]
    across = _of_year(across, period, table, quality)
    # A number under such a heading is no band.
    numbered = any(re.search(r"indicator|metric|question", headings[index].casefold()) for index in labels)
    laid, unknown, section = LaidDown(), [], ""
    for row_number, row in enumerate(grid[number + 1 :], number + 1):
        texts = [row[index].strip() for index in labels if index < len(row) and row[index].strip()]
        if numbered:
            texts = [f"indicator {text}" if text.isdigit() else text for text in texts]
        values = {(each.group, _what_stands(each, row[each.column])): row[each.column].strip() for each in across
                  if each.column < len(row) and row[each.column].strip()}  # fmt: skip
        section = next((kind for text in texts if (kind := _section(text))), section)
        if not texts or not values or row == headings:
            continue
        if not _lay(laid, row_number, texts, values, section, name, period):
            unknown.append(texts[-1])
    if unknown:
        shown = ", ".join(quote_value(text, "item") for text in dict.fromkeys(unknown[:8]))
        quality.note(f"rows that are none of ours: {shown}", "they are left out", len(unknown), file=table.place.file,
                     sheet=table.place.sheet)  # fmt: skip
    return {each: _raw(table, headings, each, laid) for each in laid.rows}


def _what_stands(each: Across, text: str) -> str:
    """A cell with a per cent sign is no count of people, whatever its heading says."""
    return PERCENT if each.what == COUNT and "%" in text else each.what


def _of_year(across: Sequence[Across], period: Period, table: Table, quality: DataQuality) -> list[Across]:
    """The columns of the year asked for. Raises where two columns are of one group and nothing says which is meant."""
    others = [each for each in across if each.year not in (None, period.year)]
    if others and len(others) < len(across):
        quality.note(f"columns of {', '.join(sorted({str(each.year) for each in others}))}", "they are left out",
                     len(others), file=table.place.file, sheet=table.place.sheet)  # fmt: skip
        across = [each for each in across if each not in others]
    for each in across:
        if sum((other.group, other.what) == (each.group, each.what) for other in across) > 1:
            expected = f"one of {period.year}; take the others out"
            raise RefusedTable(Finding.at(table.place, f"two columns for {each.group}", expected))
    return list(across)


_SECTIONS = (("non-clinical", r"non[- ]?clinical"), ("medical", r"medical (?:&|and) dental|consultants|doctors"),
             ("clinical", r"clinical"))  # fmt: skip


def _section(text: str) -> str:
    low = text.casefold()
    if parse_band(text):
        return ""
    return next((kind for kind, pattern in _SECTIONS if re.search(pattern, low)), "")


Values = Mapping[tuple[str, str], str]


def _lay(
    laid: LaidDown, row: int, texts: Sequence[str], values: Values, section: str, name: str, period: Period
) -> bool:
    """Puts one row where it belongs; whether it has a place."""
    item = " ".join(texts)
    low = item.casefold()
    question = next((q for text in texts if (q := read_question(text, period.year - 1))), "")
    if (question and any(what == PERCENT for _, what in values)) or (question and name == "survey"):
        for group in dict.fromkeys(group for group, _ in values):
            percent, base = values.get((group, PERCENT), values.get((group, COUNT), "")), values.get((group, BASE), "")
            laid.add("survey", row, question=question, ethnicity=group, percent=percent, answered=base)
        return True
    counts = {group: text for (group, what), text in values.items() if what == COUNT}
    if not counts:
        return False
    if _LEFT_OUT.search(low):
        return True  # worked out from the rows around it
    for pattern, column in _STAGES:
        if pattern.search(low):
            for group, text in counts.items():
                laid.add("recruitment", row, ethnicity=group, stage_of=column, count=text)
            return True
    return _lay_staff(laid, row, texts, counts, low, section, name)


def _lay_staff(
    laid: LaidDown, row: int, texts: Sequence[str], counts: Mapping[str, str], low: str, section: str, name: str
) -> bool:
    if "disciplinary" in low or (name == "cases" and "case" in low):
        return _add_counts(laid, "cases", row, counts, "cases")
    if "non-mandatory" in low or "non mandatory" in low:
        return _add_counts(laid, "training", row, counts, "trained")
    if _BOARD.search(low) or name == "board":
        return _lay_board(laid, row, low, counts)
    band = next((band for text in reversed(texts) if (band := parse_band(text))), "")
    if band or (section == "medical" and re.search(r"consultant|trainee|career grade|other", low)):
        if "of which" in texts[-1].casefold():
            return True  # a part of the row above
        clinical = {"clinical": "yes", "non-clinical": "no", "medical": "yes"}.get(section, "")
        grade = band if band and band != MEDICAL else f"{MEDICAL}|{tidy_words(texts[-1])}"
        return _add_counts(laid, "staff", row, counts, "headcount", band=grade, clinical=clinical)
    if re.search(r"\bapplications?\b|\bapplicants\b", low):
        return True
    if name == "staff" or re.search(r"\b(?:workforce|staff|headcount|colleagues|employees)\b", low):
        return _add_counts(laid, "staff whole", row, counts, "headcount")
    return False


def _lay_board(laid: LaidDown, row: int, low: str, counts: Mapping[str, str]) -> bool:
    if "voting" in low and "non-voting" not in low and "non voting" not in low:
        return _add_counts(laid, "board voting", row, counts, "headcount")
    if "exec" in low and "non-exec" not in low and "non exec" not in low:
        return _add_counts(laid, "board executive", row, counts, "headcount")
    if "non" in low:
        return True  # what is left of the whole
    return _add_counts(laid, "board", row, counts, "headcount")


def _add_counts(laid: LaidDown, table: str, row: int, counts: Mapping[str, str], column: str, **more: str) -> bool:
    for group, text in counts.items():
        laid.add(table, row, ethnicity=group, **{column: text}, **more)
    return True


def _raw(table: Table, headings: Sequence[str], name: str, laid: LaidDown) -> RawTable:
    import pandas as pd  # slow to import, and only an extract needs it

    rows, at = laid.rows[name], laid.at[name]
    if name == "recruitment":
        rows, at = _stages_beside(rows, at)
    frame = pd.DataFrame(rows).fillna("").astype("category")
    place = table.place
    return RawTable(name, place.file, place.sheet, {column: column for column in frame.columns}, frame,
                    lambda index: at[index] + 1)  # fmt: skip


def _stages_beside(rows: Sequence[Mapping[str, str]], at: Sequence[int]) -> tuple[list[dict[str, str]], list[int]]:
    """A row a group, with how many were shortlisted and how many appointed."""
    groups = list(dict.fromkeys(row["ethnicity"] for row in rows))
    beside = [{"ethnicity": group, **{row["stage_of"]: row["count"] for row in rows if row["ethnicity"] == group}}
              for group in groups]  # fmt: skip
    return beside, [at[0]] * len(groups)
