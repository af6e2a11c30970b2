"""Owns tables of figures as reports print them: a column a year, the group and unit in the cells. Keeps no value."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wres_bot.documents.cell_parsing import read_indicators
from wres_bot.documents.known_columns import Grid, KnownRow
from wres_bot.domain.pay_bands import tidy_words
from wres_bot.domain.plan_rows import Problem
from wres_bot.domain.published_terms import (
    is_doubtful_group,
    read_breakdown,
    read_group,
    read_wres_year,
)

_INDICATOR = frozenset(("indicator", "metric", "wres indicator", "wdes metric", "wres metric", "no", "code",
                        "indicators", "metrics", "wdes indicator", "indicator number", "metric number"))  # fmt: skip
_ELSEWHERE = re.compile(r"\b(?:national|england|benchmark|nhs)\b(?:\s+(?:average|trusts?|figure))?", re.I)
_YEAR_HEADINGS = frozenset(("year", "wres year", "period", "reporting year"))
_NAMES: Mapping[tuple[str, str], str] = {
    ("1", "%"): "workforce share", ("9", "%"): "board membership", ("2", "ratio"): "relative likelihood of appointment",
    ("3", "ratio"): "relative likelihood of entering the formal disciplinary process",
    ("4", "ratio"): "relative likelihood of non-mandatory training", ("1", "people"): "headcount",
}  # fmt: skip
_OF_EVERYBODY = frozenset((
    "board", "members", "membership", "workforce", "of", "in", "the", "on", "at", "our", "trust", "staff", "overall",
    "total", "percentage", "per", "cent", "%", "proportion", "share", "representation", "all", "headcount", "number",
    "people", "numbers",
))  # fmt: skip
"""Words beside a group by which a figure is still of all of the workforce, or of all of the board."""
_PART = re.compile(r"clinical|\bbands?\b|\bafc\b|division|directorate|medical|international|site\b|voting|executive|"
                   r"internal|external|vsm|exclud|without|\bonly\b", re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AboutFile:
    """What is said once for a whole file: its standard and source, and what its own words for a group stand for."""

    standard: str = ""
    source: str = ""
    means: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _ValueColumn:
    """A column of values: the year and the group that its headings name, "" where rows say so; or the nation's."""

    year: str
    group: str = ""
    nation: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Where the values stand. `first`: the row below the headings. `unread`: headings of columns that are none."""

    first: int
    labels: tuple[int, ...]
    values: Mapping[int, _ValueColumn]
    year_column: int | None
    unread: tuple[str, ...]


def find_printed(grid: Grid) -> PrintedTable | None:
    """The layout of a table as it is printed, with its years in one or two rows of headings; None of another table."""
    for number, row in enumerate(grid[:10]):
        if not row or tidy_words(row[0]) not in _INDICATOR:
            continue
        below = grid[number + 1] if number + 1 < len(grid) else []
        two = bool(below) and not below[0] and any(below) and all(_is_heading(cell) for cell in below if cell)
        headings = _joined(row, below) if two else row
        years = [index for index, cell in enumerate(headings) if tidy_words(cell) in _YEAR_HEADINGS]
        values = {at: found for at, cell in enumerate(headings) if at and (found := _value_column(cell, bool(years)))}
        values = _with_the_nation(headings, values)
        if any(not each.nation for each in values.values()) and 0 not in values:
            first = min(at for at, each in values.items() if not each.nation)
            labels = tuple(at for at in range(1, first) if at not in values and at not in years)
            rest = (cell for at, cell in enumerate(headings) if at > first and at not in values and at not in years)
            year = years[0] if years else None
            return PrintedTable(number + 1 + two, labels, values, year, tuple(filter(None, rest)))
    return None


def _is_heading(cell: str) -> bool:
    return bool(_value_column(cell, True) or read_group(cell))


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two rows of headings as one: what stands above holds until the next."""
    joined, held = [], ""
    for at in range(max(len(above), len(below))):
        over, under = (row[at] if at < len(row) else "" for row in (above, below))
        held = over or held
        joined.append(f"{held} {under}" if under else over)
    return joined


def _value_column(heading: str, year_elsewhere: bool) -> _ValueColumn | None:
    """ "2023", "BME 2023", "March 2023 White", "National 2023"; "BME" where the year stands in a column of its own."""
    plain = _ELSEWHERE.sub(" ", heading).strip(" -:()")
    nation = plain != heading.strip(" -:()")
    if year := read_wres_year(plain):
        return _ValueColumn(year, nation=nation)
    words = plain.split()
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            group = " ".join(words[at : at + length]).strip("-:()")
            rest = " ".join([*words[:at], *words[at + length :]]).strip(" -:()")
            if not (read_group(group) or is_doubtful_group(group)):
                continue
            if year := read_wres_year(rest):
                return _ValueColumn(year, group, nation)
            if not rest and year_elsewhere:
                return _ValueColumn("", group, nation)
    return None


def _with_the_nation(headings: Sequence[str], values: Mapping[int, _ValueColumn]) -> dict[int, _ValueColumn]:
    """A column headed "National average" is of the one year that there is."""
    years = {each.year for each in values.values()}
    found = dict(values)
    for at, heading in enumerate(headings):
        plain = heading.strip()
        if at not in values and plain and len(years) == 1 and not _ELSEWHERE.sub("", plain).strip(" -:()%"):
            found[at] = _ValueColumn(next(iter(years)), nation=True)
    return found


def unread_columns(table: PrintedTable) -> list[Problem]:
    """A line about the columns that hold no value of a year."""
    if not table.unread:
        return []
    shown = ", ".join(f"“{heading[:40]}”" for heading in table.unread)
    found = f"columns that name no year: {shown}"
    return [Problem(table.first, None, found, "they are left out", "warning")]


def read_printed(grid: Grid, table: PrintedTable, about: AboutFile) -> Iterator[KnownRow]:
    """One row a value, under the names of the columns that a file of values has. An indicator holds until the next."""
    held = ""
    for row_number, row in enumerate(grid[table.first :], table.first + 1):
        cells = dict(enumerate(row))
        code, words = _split_code(cells.get(0, ""))
        held = code or held
        label = " ".join(filter(None, (words, *(cells.get(at, "") for at in table.labels))))
        for at, column in table.values.items():
            text = cells.get(at, "")
            if column.nation or not text:
                continue
            year = column.year or (cells.get(table.year_column, "") if table.year_column is not None else "")
            national = next((cells.get(n, "") for n, each in table.values.items() if each.nation
                             and each.year == year and each.group in ("", column.group)), "")  # fmt: skip
            printed = _Printed(held, f"{column.group} {label}".strip(), text, year, national)
            for each in _two_in_one(printed):
                yield KnownRow(row_number, _cells(each, about))


def _split_code(text: str) -> tuple[str, str]:
    """ "5 BME" and "1. Percentage of BME staff" begin with the number of an indicator."""
    found = re.match(r"((?:wres |wdes )?(?:indicator|metric)?\s*(?:\d{1,2}(?:[a-f]i{0,3})?|RDR))\b[\s.:)–-]*(.*)", text,
                     re.I)  # fmt: skip
    return (found[1], found[2]) if found else (text, "")


@dataclass(frozen=True, slots=True)
class _Printed:
    """One cell of a table, with what its headings and labels say."""

    code: str
    label: str
    text: str
    year: str
    national: str
    note: str = ""


def _two_in_one(printed: _Printed) -> Iterator[_Printed]:
    """ "948 (9.5%)" is a number of people and their share; "28% (n=240)" a share, and of how many."""
    found = re.fullmatch(r"([^()]*\d[^()]*?)\s*\(([^()]*\d[^()]*)\)\W*", printed.text)
    if not found:
        yield printed
        return
    one, two = found[1].strip(), found[2].strip()
    if "%" in two and "%" not in one:
        one, two = two, one
    count = re.fullmatch(r"\d{1,3}(?:,\d{3})*|\d+", two)
    yield replace(printed, text=one, note=f"{two} people" if count else two)
    if count and "%" in one and [*read_indicators(printed.code)] == ["1"]:
        yield replace(printed, text=two, label=f"{printed.label} headcount", national="")


def _cells(printed: _Printed, about: AboutFile) -> dict[str, str]:
    label, text = printed.label, printed.text
    unit = unit_in(text) or ("ratio" if _is_comparison(label) else _unit_of_label(label, text))
    group, rest = split_group(label, about)
    codes = read_indicators(printed.code)
    code = codes[0] if codes else ""
    part = _part_of(rest if unit != "ratio" else label, code)
    name = _NAMES.get((code, unit), "")
    plain = unit == "ratio" or set(tidy_words(rest).split()) <= _OF_EVERYBODY
    measure = name if plain and not part else _of_part(unit, rest, name)
    return {
        "standard": about.standard, "code": printed.code, "measure": measure or label or f"indicator {printed.code}",
        "group": "ratio" if unit == "ratio" else group, "period": printed.year, "basis": "published",
        "source": about.source, "value": text, "unit": unit, "published text": text, "national": printed.national,
        "breakdown": part, "note": printed.note,
    }  # fmt: skip


def _of_part(unit: str, rest: str, name: str) -> str:
    return {"%": "percentage of band" if re.search(r"\bband|vsm", rest, re.I) else rest, "ratio": name}.get(unit, rest)


def _part_of(rest: str, code: str) -> str:
    """The part of the trust that a label names, as it is written: what is none we know is then told with its row."""
    if code == "9" or not _PART.search(rest):
        return ""
    words = rest.split()
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            part = " ".join(words[at : at + length]).strip("(),:")
            if _PART.search(part) and read_breakdown(part, code):
                return part
    return rest


def _unit_of_label(label: str, text: str) -> str:
    """The unit that a row's words name, where its cells have none. 0.28 under "percentage" may be 28%: it is asked."""
    low = label.casefold()
    if re.search(r"%|percentage|per cent", low):
        return "" if re.fullmatch(r"0?\.\d+|[01](?:\.0+)?", text.strip()) else "%"
    return "people" if re.search(r"\bhead ?count|\bnumber of|\btotal (?:staff|number)|\bstaff in post", low) else ""


def _is_comparison(label: str) -> bool:
    return bool(re.search(r"\b(?:compared (?:to|with)|relative|likelihood|likely|versus|vs?|ratio)\b|/", label, re.I))


def unit_in(text: str) -> str:
    """The unit that a printed value carries itself."""
    low = text.casefold()
    if re.search(r"\btimes\b|\d\s*x$|\d\s*:\s*1$", low):
        return "ratio"
    if re.search(r"\bpp\b|percentage point", low):
        return "pp"
    return "%" if "%" in low or "per cent" in low else ""


def split_group(label: str, about: AboutFile) -> tuple[str, str]:
    """The group that a label names, as it is written, and the rest of it."""
    words = label.split()
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            part = " ".join(words[at : at + length]).strip("(),:-")
            if part and (_names_a_group(part) or tidy_words(part) in about.means):
                return part, " ".join([*words[:at], *words[at + length :]])
    return label, ""


def _names_a_group(words: str) -> bool:
    """ "All staff" and "total" beside a group are of everybody in it, and no group of their own."""
    return bool(is_doubtful_group(words) or read_group(words) not in (None, "overall", "ratio"))


def missing_of_file(about: AboutFile) -> Sequence[str]:
    """What a printed table does not say itself and has to be said once."""
    said = {"--standard WRES": about.standard, "--source “name of the report”": about.source}
    return [option for option, value in said.items() if not value]
