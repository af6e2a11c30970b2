"""Owns saying which rows of an extract made one value, and which were left out. Must not compute a value."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from wres_bot.domain.errors import UserError
from wres_bot.domain.pay_bands import tidy_words
from wres_bot.domain.published_terms import read_group
from wres_bot.indicators.compute.catalogue import Indicator, find_indicator
from wres_bot.indicators.compute.measures import parts_of
from wres_bot.indicators.dimensions import CHARACTERISTICS, NAMES, PARTS, is_whole
from wres_bot.indicators.ingest.extract import Extract
from wres_bot.views.wording import pluralise

if TYPE_CHECKING:
    import pandas as pd

MOST_RANGES = 40
TABLES_OF = {"staff": ("staff", ""), "cases": ("cases", ""), "capability": ("capability", ""),
"trained": ("training", ""),
             "shortlisted": ("recruitment", "shortlisted"), "appointed": ("recruitment", "appointed"),
             "board": ("board", "")}  # fmt: skip
"""Of each count the table it is of, and the column that has to say yes."""


def explain_value(extract: Extract, words: str) -> str:
    """The rows behind a value named as "3 bme", "1 bme Band 5" or "2 ratio".

    Raises: UserError, where the words name no indicator or nothing of it is in the extract.
    """
    indicator, groups, part = _parse(words)
    lines = [f"{indicator.ref} {indicator.title}{f', {part}' if part else ''}"]
    counted = dict.fromkeys((indicator.inputs.count, indicator.inputs.of))
    for what in counted:
        table, flag = TABLES_OF.get(what, ("survey", ""))
        frame = extract.frames.get(table)
        if frame is None:
            continue
        lines += [_line(extract, table, _rows(frame, indicator, group, part, flag), what, group) for group in groups]
    tables = [TABLES_OF.get(what, ("survey", ""))[0] for what in counted]
    for each in extract.left_out:
        if each.table in tables:
            rows = _ranges(_numbers(extract, each.table, each.index))
            lines.append(f"Left out of {extract.raw[each.table].file}: {each.why}: {rows}")
    if len(lines) == 1:
        raise UserError(f"Nothing of indicator {indicator.ref} is in this extract.")
    return "\n".join(lines)


def _parse(words: str) -> tuple[Indicator, tuple[str, ...], str]:
    """The indicator, the groups and the part of the trust that the words name."""
    tokens = words.replace(",", " ").split()
    for length in (2, 1):
        if (indicator := find_indicator(" ".join(tokens[:length]))) and tokens:
            rest = tokens[length:]
            break
    else:
        raise UserError(f"I can't tell which value {words!r} is. Write it like “3 bme” or “1 bme Band 5”.")
    both = (indicator.inputs.top, indicator.inputs.under)
    group = next((found for n in (2, 1) if (found := read_group(" ".join(rest[:n])))), None)
    if group is not None:
        rest = rest[2:] if read_group(" ".join(rest[:2])) else rest[1:]
    part = " ".join(rest)
    return indicator, (group,) if group in (*both, "not known") else both, "" if is_whole(part) else part


def _rows(frame: "pd.DataFrame", indicator: Indicator, group: str, part: str, flag: str) -> Sequence[int]:
    characteristic = CHARACTERISTICS[indicator.standard]
    if characteristic not in frame:
        return ()
    chosen = frame[frame[characteristic] == group]
    if flag and flag in chosen and chosen[flag].dtype.kind != "i":
        chosen = chosen[chosen[flag] == "yes"]
    if not part:
        return [int(index) for index in chosen.index]
    records = chosen[[each for each in PARTS if each in chosen]].astype(object).to_dict("records")
    of_rows = [{tidy_words(label) for label in parts_of({str(k): str(v) for k, v in row.items()})} for row in records]
    return [int(index) for index, labels in zip(chosen.index, of_rows, strict=True) if tidy_words(part) in labels]


def _line(extract: Extract, table: str, rows: Sequence[int], what: str, group: str) -> str:
    name = NAMES.get(group, group)
    of = f"{extract.raw[table].file} {extract.raw[table].sheet}".strip()
    if not rows:
        return f"{what}, {name}: no row of {of}"
    return f"{what}, {name}: {pluralise(len(rows), 'row')} of {of}: {_ranges(_numbers(extract, table, rows))}"


def _numbers(extract: Extract, table: str, rows: Iterable[int]) -> Iterator[int]:
    """As a spreadsheet counts them."""
    return (extract.raw[table].row_of(index) for index in rows)


def _ranges(numbers: Iterable[int]) -> str:
    """ "2 to 4, 9" """
    found = sorted(numbers)
    ends = [n for n, (one, two) in enumerate(pairwise(found), 1) if two != one + 1]
    runs = [found[start:end] for start, end in zip([0, *ends], [*ends, len(found)], strict=True)]
    shown = [f"{run[0]:,} to {run[-1]:,}" if len(run) > 1 else f"{run[0]:,}" for run in runs[:MOST_RANGES]]
    more = f" and {len(runs) - MOST_RANGES} more" if len(runs) > MOST_RANGES else ""
    return f"row {', '.join(shown)}{more}" if shown else "none"
