"""Owns which counts of people stand behind each figure, as families that can be held back; must not know audiences.

One principle: whatever the store knows or can work out about a count counts, however it was written. What is given for
a figure and not understood keeps that figure back.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from wres_bot.domain.measures import MeasureId
from wres_bot.domain.pay_bands import BANDS, MEDICAL
from wres_bot.indicators.compute.catalogue import OF_STANDARD, Indicator
from wres_bot.indicators.compute.figures import StoredValue
from wres_bot.indicators.compute.significance import Proportion
from wres_bot.indicators.dimensions import NOT_KNOWN, STANDARDS, TIERS, WHOLE, Standard
from wres_bot.indicators.release.disclosure import Aggregation, Family
from wres_bot.indicators.release.family_names import (
    ALONE,
    COMPUTED,
    FLOW_BASES,
    FLOWS,
    make_family_name,
    parse_family_name,
)
from wres_bot.indicators.release.inversion import BOARD_SIZES, SMALL, implied_counts, is_narrowing
from wres_bot.indicators.release.normalise import OF_OTHERS, OVERALL, Fact, Kind, Period, read_facts

Key = tuple[str, int | str]
"""An indicator's code, and a WRES year or the name of a quarter."""
BOARD_SHARES = (MeasureId.BOARD_MEMBERSHIP, MeasureId.BOARD_REPRESENTATION, MeasureId.BOARD_SHARE)
"""Percentages of all of a board's members."""
_SHARES_OF_ALL = (MeasureId.WORKFORCE_SHARE, MeasureId.APPLICATIONS_SHARE, MeasureId.SHORTLISTED_SHARE,
                  MeasureId.APPOINTED_SHARE)  # fmt: skip
"""Percentages of everybody who is counted, whatever their group."""
SEATS = 3
"""A board grows or shrinks by so many from one year to another."""
_PARTITIONS = (BANDS, ("clinical", "non-clinical"), ("clinical staff", "non-clinical staff"))
"""Parts that together are everybody. Divisions are the fourth, by how they begin."""


class ValueWithCounts(StoredValue, Protocol):
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class ContributingCounts:
    """`required`: for each figure the cells of each family that must be tellable, counted together. `proportions`: how
    many of each group out of how many, where that is known. `also_required`: what must be tellable besides before these
    may be said, where the figure itself can be told without. `unclear`: figures beside which something is stored that
    is not understood, or that would give away a count with what else is known; of a code alone, in whatever period."""

    families: dict[str, Family] = field(default_factory=dict)
    required: dict[Key, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    proportions: dict[Key, dict[str, Proportion]] = field(default_factory=dict)
    also_required: dict[Key, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    unclear: set[Key | str] = field(default_factory=set)

    def require(self, key: Key, family: Family, *together: tuple[str, ...]) -> None:
        self.families[family.name] = family
        self.required.setdefault(key, []).extend((family.name, cells) for cells in together)

    def is_unclear(self, key: Key) -> bool:
        return key in self.unclear or key[0] in self.unclear


@dataclass(frozen=True)
class _Stored:
    """What is stored of one indicator, period and basis; the staff of that time by group; a board's possible sizes.

    `basis` is named only where there are both.
    """

    standard: Standard
    key: Key
    basis: str
    facts: Sequence[Fact]
    staff: Mapping[str, int]
    seats: Sequence[int]
    seats_known: bool

    @property
    def of_staff(self) -> bool:
        """Is its rate one of all the staff there are?"""
        indicator = _indicator(self.standard, self.key[0])
        return indicator is not None and indicator.shape == "ratio" and indicator.inputs.of == "staff"

    @property
    def groups(self) -> tuple[str, ...]:
        return _groups(self.standard)

    def name(self, what: str) -> str:
        return _name(self.standard, self.key, f"{what}{COMPUTED}" if self.basis == "computed" else what)

    @cached_property
    def tables(self) -> dict[str, dict[str, int]]:
        """Counts by what they measure and group, of everybody: as given, or added up over parts that are everybody."""
        return _tables([f for f in self.facts if f.kind is Kind.COUNT])

    @cached_property
    def written(self) -> list[tuple[Fact, Proportion]]:
        return [(f, pair) for f in self.facts if f.part == WHOLE and f.kind is not Kind.COUNT for pair in f.written]

    def bases(self, fact: Fact) -> set[int]:
        """Numbers of people that a percentage may be of: all that are counted, or those of its own group."""
        group = fact.group
        of_tables = {sum(table.values()) for table in self.tables.values()}
        if fact.measure_id not in _SHARES_OF_ALL:
            of_tables |= {table[group] for table in self.tables.values() if group in table}
            of_tables |= {self.staff.get(str(group), 0)} if self.of_staff else set()
        in_words = {n for f in self.facts if f.group in (group, OVERALL, "ratio") for n in f.numbers}
        return {n for n in of_tables | in_words if n > 0}


def find_contributing_counts(values: Iterable[ValueWithCounts], standard: str = "WRES") -> ContributingCounts:
    """Every headline figure's counts, of those we hold or can work out. Where nobody gave any, a figure needs none."""
    of = STANDARDS[standard]
    counts = ContributingCounts()
    facts = read_facts(values, standard)
    by: dict[tuple[Key, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        keys: list[Key | str] = [(fact.code, period) for period in fact.periods] or [fact.code]
        if fact.unclear or fact.kept_back:
            counts.unclear.update(keys)
        elif fact.basis not in OF_OTHERS or fact.kind is Kind.COUNT:
            for period in fact.periods:
                by[(fact.code, period), "computed" if fact.basis == "computed" else "published"].append(fact)
    # What a trust has published and what we have computed are two counts of the same people: they are never mixed, and
    # a figure is told only where both may be.
    staff = {(key[1], basis): _staff(mine, of) for (key, basis), mine in by.items() if key[0] == "1"}
    seats = _seats(by)
    for (key, basis), mine in by.items():
        heads = staff.get((key[1], basis)) or staff.get((key[1], "published")) or staff.get((key[1], "computed"), {})
        sizes, known = _sizes(seats, key[1])
        stored = _Stored(of, key, "" if (key, "published") not in by else basis, mine, heads, sizes, known)
        if key[0] == "1":
            _bands(counts, stored)
        else:
            _stages(counts, stored)
        if key[0] != "1" or not any(of.focus in table for table in stored.tables.values()):
            _rates(counts, stored)
        _ratios(counts, stored)
    _cases_of_staff(counts, by, of)
    _join_years_and_their_last_quarters(counts)
    return counts


def _join_years_and_their_last_quarters(counts: ContributingCounts) -> None:
    """Of what happened, the twelve months of a WRES year are those of its fourth quarter: neither is told without the
    other."""
    for code, year in [key for key in _keys(counts) if key[0] in FLOWS and isinstance(key[1], int)]:
        assert isinstance(year, int)
        both: tuple[Key, Key] = (code, year), (code, f"{year - 1}-{year % 100:02d}Q4")
        if both[1] not in _keys(counts):
            continue
        required = list(dict.fromkeys(each for key in both for each in counts.required.get(key, ())))
        for key in both:
            counts.required[key] = list(required)
            if any(each in counts.unclear for each in both):
                counts.unclear.add(key)


def _keys(counts: ContributingCounts) -> set[Key]:
    return {*counts.required, *(key for key in counts.unclear if not isinstance(key, str))}


def _indicator(standard: Standard, code: str) -> Indicator | None:
    return next((each for each in OF_STANDARD[standard.name] if each.code == code), None)


def _groups(of: Standard) -> tuple[str, ...]:
    return of.other, of.focus, NOT_KNOWN


def _name(of: Standard, key: Key, what: str) -> str:
    return make_family_name(of.name, key[0], key[1], what)


def _count(fact: Fact) -> int | None:
    return None if fact.value is None or fact.value < 0 else round(fact.value)


def _measure(fact: Fact) -> str:
    """One name for what is counted: the closed list's, or the report's own words."""
    return str(fact.measure_id or fact.measure.casefold())


def _tables(facts: Sequence[Fact]) -> dict[str, dict[str, int]]:
    names: dict[str, str] = {}
    by_part: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for fact in facts:
        n = _count(fact)
        if n is not None and fact.part is not None and fact.group is not None:
            name = names.setdefault(_measure(fact), fact.measure)
            by_part[name][fact.part][fact.group] = n
    tables = {}
    for name, parts in by_part.items():
        table = parts.get(WHOLE) or _add_up(parts)
        if table:
            tables[name] = _with_the_rest(table)
    return tables


def _add_up(parts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    divisions = [part for part in parts if part.startswith(("division", "directorate", "department", "site"))]
    for partition in (*_PARTITIONS, divisions):
        inside = [parts[part] for part in partition if part in parts]
        if inside:
            return {g: sum(part.get(g, 0) for part in inside) for g in {g for part in inside for g in part}}
    return {}


def _with_the_rest(table: Mapping[str, int]) -> dict[str, int]:
    """A total beside its parts tells the part that nobody wrote down."""
    groups = {g: n for g, n in table.items() if g != OVERALL}
    if OVERALL not in table or NOT_KNOWN in groups or not groups:
        return groups or dict(table)
    return {**groups, NOT_KNOWN: max(0, table[OVERALL] - sum(groups.values()))}


def _staff(facts: Iterable[Fact], of: Standard) -> dict[str, int]:
    """Everybody by group: as said of all, or added up over the bands."""
    tables = _tables([f for f in facts if f.kind is Kind.COUNT and f.measure_id in (MeasureId.HEADCOUNT, None)])
    whole = max(tables.values(), key=lambda table: sum(table.values()), default={})
    return {group: whole[group] for group in _groups(of) if group in whole}


def _seats(by: Mapping[tuple[Key, str], Sequence[Fact]]) -> dict[Period, set[int]]:
    """How many members the board had, by year, of the years that say so."""
    seats: dict[Period, set[int]] = defaultdict(set)
    for (key, _), facts in by.items():
        if key[0] != "9":
            continue
        whole = [f for f in facts if f.part == WHOLE]
        seats[key[1]] |= {pair.of for f in whole for pair in f.written} | {n for f in whole for n in f.heads}
        people = [n for f in whole if f.kind is Kind.COUNT and (n := _count(f))]
        seats[key[1]] |= {n for f in whole if f.kind is Kind.COUNT and f.group == OVERALL and (n := _count(f))}
        if len(groups := {f.group: _count(f) or 0 for f in whole if f.kind is Kind.COUNT and f.group != OVERALL}) > 1:
            seats[key[1]].add(sum(groups.values()))
        shares = [f.value for f in whole if f.kind is Kind.SHARE and f.value and f.measure_id in BOARD_SHARES]
        seats[key[1]] |= {of for of in range(5, 31) for n in people for s in shares if n in implied_counts(s, of)}
    return {period: sizes for period, sizes in seats.items() if sizes}


def _sizes(seats: Mapping[Period, set[int]], period: Period) -> tuple[Sequence[int], bool]:
    """The sizes a board may have had, and whether somebody has said: it is public, so that silence hides nothing."""
    if period in seats:
        return sorted(seats[period]), True
    near = {n for sizes in seats.values() for of in sizes for n in range(max(5, of - SEATS), of + SEATS + 1)}
    return sorted({*near, *BOARD_SIZES}), False


def _cases_of_staff(counts: ContributingCounts, by: Mapping[tuple[Key, str], Sequence[Fact]], of: Standard) -> None:
    """A trust that publishes cases and staff apart has said how many of how many: each group's cases of its staff."""
    for key, basis in [pair for pair in by if pair[0][0] == "3" and pair[1] == "published"]:
        family = counts.families.get(_name(of, ("1", key[1]), "staff"))
        facts = [f for f in by[key, basis] if f.kind is Kind.COUNT and f.measure_id in (MeasureId.CASES, None)]
        cases = next(iter(_tables([f for f in facts if f.part == WHOLE]).values()), {})
        if key in counts.proportions or family is None or not {of.other, of.focus} <= cases.keys():
            continue
        cells = {g: tuple(c for c in family.cells if c.endswith(f"/{g}")) for g in (of.other, of.focus)}
        parts = {g: Proportion(cases[g], family.count(cells[g])) for g in cells}
        if all(part.count <= part.of for part in parts.values()):
            counts.proportions[key] = parts
            counts.also_required[key] = [(family.name, each) for each in cells.values()]


def _bands(counts: ContributingCounts, stored: _Stored) -> None:
    """Staff by band and group: then by tier, then by tier with not known beside white, then all together."""
    heads: dict[str, dict[str, int]] = defaultdict(dict)
    others: list[Fact] = []
    for fact in stored.facts:
        n = _count(fact)
        if fact.kind is not Kind.COUNT or n is None or fact.group is None or fact.part is None:
            continue
        if fact.measure_id not in (MeasureId.HEADCOUNT, None):
            others.append(fact)
        elif fact.part in (*BANDS, WHOLE):
            heads[fact.part][fact.group] = n
    _singles(counts, stored, _tables(others))
    whole = {f"{WHOLE}/{g}": n for g, n in _with_the_rest(heads.pop(WHOLE, {})).items() if g != OVERALL}
    cells = {
        f"{band}/{g}": n for band, table in heads.items() for g, n in _with_the_rest(table).items() if g != OVERALL
    }
    cells = cells or whole
    if not cells:
        return
    tiers = {**TIERS, "medical": (MEDICAL,)}
    of_tier = [frozenset(c for c in cells if c.split("/")[0] in bands) for bands in tiers.values()]
    of_tier = [tier for tier in of_tier if tier] or [frozenset(cells)]

    def split(block: frozenset[str], *ways: tuple[str, ...]) -> list[frozenset[str]]:
        parts = [frozenset(c for c in block if c.split("/")[1] in way) for way in ways]
        return [part for part in parts if part]

    focus, rest = stored.standard.focus, (stored.standard.other, NOT_KNOWN)
    every = frozenset(cells)
    bands = [frozenset(c for c in cells if c.split("/")[0] == name) for name in {c.split("/")[0]: 0 for c in cells}]
    ladder = (
        Aggregation(tuple(frozenset((c,)) for c in cells), tuple(bands)),
        Aggregation(tuple(b for t in of_tier for b in split(t, *((g,) for g in stored.groups))), tuple(of_tier)),
        Aggregation(tuple(b for t in of_tier for b in split(t, (focus,), rest)), tuple(of_tier)),
        Aggregation(tuple(split(every, (focus,), rest)), (every,)),
        Aggregation((every,), (every,)),
    )
    key = stored.key
    family = Family(stored.name("staff"), cells, ladder)
    about = tuple(c for c in cells if c.endswith(f"/{focus}"))
    counts.require(key, family, about, tuple(cells))
    ends = [tuple(c for c in cells if c.split("/")[0] in TIERS[t] and c.split("/")[1] == g)
            for t in ("lower", "upper") for g in (stored.standard.other, focus)]  # fmt: skip
    if all(ends):
        counts.require(("RDR", key[1]), family, *ends)


def _stages(counts: ContributingCounts, stored: _Stored) -> None:
    """Counts by group as a trust publishes them: those appointed of those shortlisted, cases, members of a board."""
    key = stored.key
    tables = {name: table for name, table in stored.tables.items() if table.keys() & set(stored.groups)}
    ordered = sorted(tables, key=lambda name: -sum(tables[name].values()))
    paired: set[str] = set()
    if key[0] in ("2", "4"):
        for outer, inner in pairwise(ordered):
            of, had = tables[outer], tables[inner]
            if _inside(had, of):
                last = inner == ordered[-1]
                parts = {group: Proportion(had[group], of[group]) for group in had}
                _had_of(counts, stored, inner if last else f"{inner}, of {outer}", parts, known=last)
                paired |= {outer, inner}
    alone = {name: table for name, table in tables.items() if name not in paired}
    _singles(counts, stored, alone)
    for name, groups in alone.items():
        out_of = {g: Proportion(n, stored.staff[g]) for g, n in groups.items() if n <= stored.staff.get(g, -1)}
        both = (stored.standard.other, stored.standard.focus)
        if key[0] == "3" and set(both) <= out_of.keys():
            # A rate of very few people says too much of them, however many of them it is.
            _had_of(counts, stored, f"{name}, of staff", {g: out_of[g] for g in both}, known=False)


def _singles(counts: ContributingCounts, stored: _Stored, tables: Mapping[str, Mapping[str, int]]) -> None:
    for name, groups in tables.items():
        cells = tuple((group,) for group in groups)
        whole = frozenset(groups)
        # How many were asked is a base: what is said of very few people says too much of them.
        bases = tuple(frozenset(cell) for cell in cells) if stored.key[0] in ("5", "6", "7", "8") else ()
        rungs = (Aggregation(tuple(frozenset(cell) for cell in cells), bases), Aggregation((whole,), (whole,)))
        counts.require(stored.key, Family(stored.name(name), groups, rungs[: len(groups)]), *cells)


def _inside(had: Mapping[str, int], of: Mapping[str, int]) -> bool:
    return had.keys() == of.keys() and all(had[group] <= of[group] for group in had)


def _rates(counts: ContributingCounts, stored: _Stored) -> None:
    """Rates with their counts, and percentages of a known base: over a small base these tell the count as well."""
    by: dict[str, dict[str, Proportion]] = {}
    guessed: set[str] = set()
    for fact in stored.facts:
        if fact.part != WHOLE or fact.kind is Kind.COUNT or fact.group is None:
            continue
        if any(n in SMALL for n in fact.numbers) or (fact.kind is not Kind.SHARE and fact.written):
            _in_words(counts, stored, fact)
        if fact.kind is Kind.SHARE and fact.group in stored.groups:
            part, sure = _part(fact, stored)
            if part is not None:
                by.setdefault(fact.measure, {})[fact.group] = part
                guessed |= set() if sure else {fact.measure}
    for measure, parts in by.items():
        _had_of(counts, stored, measure, parts, known=measure not in guessed)


def _in_words(counts: ContributingCounts, stored: _Stored, fact: Fact) -> None:
    """Counts in a note: of whom they are nobody can say, so that each has to be tellable."""
    for number, pair in enumerate(fact.written, 1):
        _had_of(counts, stored, f"{fact.measure}, in words {number}", {str(fact.group): pair}, known=False)
    if any(n in SMALL for n in fact.numbers):
        counts.unclear.add(stored.key)


def _part(fact: Fact, stored: _Stored) -> tuple[Proportion | None, bool]:
    """How many of how many a rate stands for, and whether that is sure: else it is the number most to be feared."""
    if fact.written:
        return min(fact.written, key=_nearness), len(fact.written) == 1
    if fact.value is None:
        return None, False
    if stored.key[0] == "9":
        return _of_a_board(fact, stored), False
    group = str(fact.group)
    bases = stored.bases(fact)
    if fact.heads:
        base = fact.heads[0]
        nearest = Proportion(min(base, max(0, round(fact.value * base / 100))), base)
        return _feared(fact, bases) or nearest, len(implied_counts(fact.value, base)) == 1
    return _feared(fact, bases) or _of_all_staff(fact, stored, group), False


def _of_a_board(fact: Fact, stored: _Stored) -> Proportion:
    """A board's size is public, said here or not, so that its percentage is a number of people."""
    feared = _feared(fact, stored.seats)
    if feared is None:
        return Proportion(1, BOARD_SIZES[-1])  # of no size we can think of: the most to be feared
    if not stored.seats_known and not feared.count:
        return Proportion(0, max(stored.seats))  # nobody, of however many
    return feared


def _of_all_staff(fact: Fact, stored: _Stored, group: str) -> Proportion | None:
    """Of how many a survey's percentage is, nobody says; but it asked no more than there are: where even of all of them
    so few said so, it was very few."""
    staff = stored.staff.get(group, 0)
    if fact.value is None or not staff or stored.key[0] not in ("5", "6", "7", "8"):
        return None
    most = staff * fact.value / 100
    return Proportion(min(staff, math.ceil(most) if most < staff - most else math.floor(most)), staff)


def _feared(fact: Fact, bases: Iterable[int]) -> Proportion | None:
    """Of all the numbers a percentage may stand for, the one nearest to nobody or to everybody."""
    if fact.value is None:
        return None
    decimals = 1 if fact.exact else 0
    likely = [Proportion(n, base) for base in bases for n in implied_counts(fact.value, base, decimals)]
    return min(likely, key=_nearness, default=None)


def _nearness(part: Proportion) -> int:
    return min(part.count or part.of, part.of - part.count or part.of)


def _had_of(
    counts: ContributingCounts, stored: _Stored, measure: str, parts: Mapping[str, Proportion], *, known: bool = True
) -> None:
    """`known`: the counts are given, and not only feared."""
    cells = {f"{group}/{which}": n for group, part in parts.items()
             for which, n in (("had", part.count), ("had not", part.of - part.count))}  # fmt: skip
    # Nothing is said of those whose group is not known, so that they need not be many.
    of_groups = tuple(frozenset((f"{g}/had", f"{g}/had not")) for g in parts if g != NOT_KNOWN)
    ways = tuple(frozenset(f"{group}/{which}" for group in parts) for which in ("had", "had not"))
    every = frozenset(cells)
    rungs = [Aggregation(tuple(frozenset((cell,)) for cell in cells), of_groups)]
    if len(parts) > 1:
        rungs += [Aggregation(ways, (every,))]
    rungs += [Aggregation((every,), (every,))]
    counts.require(stored.key, Family(stored.name(measure), cells, tuple(rungs)), *((cell,) for cell in cells))
    if known:
        counts.proportions.setdefault(stored.key, {}).update(parts)


def _ratios(counts: ContributingCounts, stored: _Stored) -> None:
    """A ratio beside known numbers of people is turned round: where it tells a small count, it is not told."""
    indicator = _indicator(stored.standard, stored.key[0])
    if indicator is None or indicator.shape != "ratio" or stored.key in counts.proportions:
        return
    for fact in stored.facts:
        if fact.kind is Kind.RATIO and fact.part == WHOLE and fact.value and fact.value > 0:
            compared = _people_compared(indicator, stored)
            if any(_gives(fact.value, had, of) for had in _counted(indicator, stored) for of in compared):
                continue
            if not _has_counts(stored, indicator):
                # How many had it can be found out, if not exactly: other twelve months that overlap must know of it.
                alone = Aggregation((frozenset({ALONE}),))
                counts.require(stored.key, Family(stored.name(ALONE), {ALONE: 0}, (alone,)), (ALONE,))
            if not _rates_are_large(indicator, stored):
                counts.unclear.update(stored.key for top, under in compared if is_narrowing(fact.value, top, under))


def _has_counts(stored: _Stored, indicator: Indicator) -> bool:
    """Is there a table of both groups' counts above the line? Then it is looked at as such."""
    both = {indicator.inputs.top, indicator.inputs.under}
    topics = [
        parse_family_name(stored.name(name)).topic for name, table in stored.tables.items() if both <= table.keys()
    ]
    return any(topic.what not in FLOW_BASES for topic in topics)


def _rates_are_large(indicator: Indicator, stored: _Stored) -> bool:
    """Are both groups' rates stored as percentages of known numbers of people? Then these say what is small."""
    rates = [f for f in stored.facts if f.kind is Kind.SHARE and f.part == WHOLE and f.measure_id is MeasureId.RATE]
    groups = {f.group for f in rates if _feared(f, stored.bases(f))}
    return {indicator.inputs.top, indicator.inputs.under} <= groups


_ABOVE = (MeasureId.CASES, MeasureId.APPOINTED, MeasureId.APPLICATIONS)
_ROUNDED = 0.0051


def _counted(indicator: Indicator, stored: _Stored) -> list[tuple[int, int]]:
    """The counts above the line, which are looked at as what they are."""
    return [(t[top], t[under]) for t in stored.tables.values()
            if (top := indicator.inputs.top) in t and (under := indicator.inputs.under) in t]  # fmt: skip


def _gives(ratio: float, had: tuple[int, int], of: tuple[int, int]) -> bool:
    return bool(had[1]) and had != of and abs(had[0] * of[1] / (of[0] * had[1]) - ratio) <= _ROUNDED


def _people_compared(indicator: Indicator, stored: _Stored) -> list[tuple[int, int]]:
    """What a ratio's rates may be of: staff where it is of staff, else the counts beside it that are not above the
    line themselves."""
    names = {f.measure for f in stored.facts if f.kind is Kind.COUNT and f.measure_id in _ABOVE}
    tables = [table for name, table in stored.tables.items() if name not in names]
    if indicator.inputs.of == "staff":
        tables.append(dict(stored.staff))
    top, under = indicator.inputs.top, indicator.inputs.under
    return [(t[top], t[under]) for t in tables if t.get(top) and t.get(under)]
