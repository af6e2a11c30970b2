"""Owns tables of figures as reports print them: a column a year, the group and unit in the cells. Keeps no value."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wres_bot.documents.cell_parsing import read_indicators
from wres_bot.documents.known_columns import Grid, KnownRow
from wres_bot.domain.pay_bands import tidy_words
from wres_bot.domain.published_terms import is_doubtful_group, read_group, read_wres_year

_INDICATOR = frozenset(("indicator", "metric", "wres indicator", "wdes metric", "wres metric", "no", "code",
"indicators",
                        "wdes indicator", "indicator number", "metric number"))  # fmt: skip
_ELSEWHERE = re.compile(r"\b(?:national|england|benchmark|nhs)\b", re.I)
_NAMES: Mapping[tuple[str, str], str] = {
    ("1", "%"): "workforce share", ("9", "%"): "board membership", ("2", "ratio"): "relative likelihood of appointment",
    ("3", "ratio"): "relative likelihood of entering the formal disciplinary process",
    ("4", "ratio"): "relative likelihood of non-mandatory training",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AboutFile:
    """What is said once for a whole file: its standard and source, and what its own words for a group stand for."""

    standard: str = ""
    source: str = ""
    means: Mapping[str, str] = field(default_factory=dict)


def find_years(grid: Grid) -> tuple[int, dict[int, str], dict[int, str]] | None:
    """The row of headings, the year of each column, and of each column of national figures; None of another table."""
    for number, row in enumerate(grid[:10]):
        years, nation = {}, {}
        for index, cell in enumerate(row):
            if _ELSEWHERE.search(cell) and (year := read_wres_year(_ELSEWHERE.sub("", cell).strip())):
                nation[index] = year
            elif year := read_wres_year(cell):
                years[index] = year
        if years and tidy_words(row[0]) in _INDICATOR and 0 not in years:
            return number, years, nation
    return None


def read_printed(grid: Grid, about: AboutFile) -> Iterator[KnownRow]:
    """One row a value, under the names of the columns that a file of values has. An indicator holds until the next."""
    found = find_years(grid)
    assert found is not None
    number, years, nation = found
    code = ""
    for row_number, row in enumerate(grid[number + 1 :], number + 2):
        code = row[0] or code
        labels = [row[index] for index in range(1, min(years)) if index < len(row) and row[index]]
        label = " ".join(labels)
        for index, year in years.items():
            if index >= len(row) or not row[index]:
                continue
            national = next((row[at] for at, of in nation.items() if of == year and at < len(row)), "")
            yield KnownRow(row_number, _cells(code, label, row[index], year, national, about))


def _cells(code: str, label: str, text: str, year: str, national: str, about: AboutFile) -> dict[str, str]:
    unit = unit_in(text) or ("ratio" if _is_comparison(label) else "")
    group, rest = split_group(label, about)
    codes = read_indicators(code)
    name = _NAMES.get((codes[0] if codes else "", unit), "")
    plain = not rest or unit == "ratio" or tidy_words(rest) in ("board", "workforce", "of workforce")
    measure = name if plain else rest
    return {
        "standard": about.standard, "code": code, "measure": measure or label or f"indicator {code}",
        "group": "ratio" if unit == "ratio" else group, "period": year, "basis": "published", "source": about.source,
        "value": text, "unit": unit, "published text": text, "national": national,
    }  # fmt: skip


def _is_comparison(label: str) -> bool:
    return bool(re.search(r"\b(?:compared (?:to|with)|relative|likelihood|versus|vs|ratio)\b|/", label, re.I))


def unit_in(text: str) -> str:
    """The unit that a printed value carries itself."""
    low = text.casefold()
    if re.search(r"\btimes\b|\d\s*x$", low):
        return "ratio"
    if re.search(r"\bpp\b|percentage point", low):
        return "pp"
    return "%" if "%" in low or "per cent" in low else ""


def split_group(label: str, about: AboutFile) -> tuple[str, str]:
    """The group that a label names, as it is written, and the rest of it."""
    words = label.split()
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            part = " ".join(words[at : at + length])
            if read_group(part) or is_doubtful_group(part) or tidy_words(part) in about.means:
                return part, " ".join([*words[:at], *words[at + length :]])
    return label, ""


def missing_of_file(about: AboutFile) -> Sequence[str]:
    """What a printed table does not say itself and has to be said once."""
    said = {"--standard WRES": about.standard, "--source “name of the report”": about.source}
    return [option for option, value in said.items() if not value]
