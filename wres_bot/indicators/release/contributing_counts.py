"""Owns which counts of people stand behind each figure, as families that can be held back; must not know audiences."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from wres_bot.domain.dates import parse_quarter
from wres_bot.domain.measures import MeasureId
from wres_bot.indicators.compute.figures import StoredValue
from wres_bot.indicators.compute.significance import Proportion
from wres_bot.indicators.dimensions import BANDS, MEDICAL, NOT_KNOWN, STANDARDS, TIERS, Standard
from wres_bot.indicators.release.disclosure import Aggregation, Family, implied_counts

PEOPLE = ("people", "cases", "respondents")
WHOLE = "All staff"

Key = tuple[str, int | str]
"""An indicator's code, and a WRES year or the name of a quarter."""


class ValueWithCounts(StoredValue, Protocol):
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class ContributingCounts:
    """`needs`: for each figure the cells of each family that must be tellable, counted together. `parts`: how many of
    each group out of how many, where that is known. `more`: what must be tellable besides before the parts may be said,
    where the figure itself can be told without."""

    families: dict[str, Family] = field(default_factory=dict)
    required: dict[Key, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    proportions: dict[Key, dict[str, Proportion]] = field(default_factory=dict)
    also_required: dict[Key, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)

    def require(self, key: Key, family: Family, *together: tuple[str, ...]) -> None:
        self.families[family.name] = family
        self.required.setdefault(key, []).extend((family.name, cells) for cells in together)


def find_contributing_counts(values: Iterable[ValueWithCounts], standard: str = "WRES") -> ContributingCounts:
    """Every headline figure's counts, of those we hold. A figure whose counts nobody gave us needs none."""
    of = STANDARDS[standard]
    counts = ContributingCounts()
    by: dict[tuple[Key, str], list[ValueWithCounts]] = {}
    for value in sorted(values, key=lambda v: v.revision):
        when = period_key(value)
        if value.standard == standard and value.basis in ("published", "computed") and when is not None:
            by.setdefault(((value.code, when), value.basis), []).append(value)
    # What a trust has published and what we have computed are two counts of the same people: they are never mixed, and
    # a figure is told only where both may be.
    staff = {(key[1], basis): _staff(same_basis, of) for (key, basis), same_basis in by.items() if key[0] == "1"}
    seats = _seats(by)
    for (key, basis), same_basis in by.items():
        heads = staff.get((key[1], basis)) or staff.get((key[1], "published"), {})
        same = _Same(of, key, "" if (key, "published") not in by else basis, heads, seats)
        if key[0] == "1":
            _bands(counts, same, same_basis)
        else:
            _stages(counts, same, same_basis)
            _rates(counts, same, same_basis)
    _cases_of_staff(counts, by, of)
    return counts


def period_key(value: StoredValue) -> int | str | None:
    """The WRES year of a yearly value, the quarter's name of one that was computed for a quarter."""
    if value.period.isdigit():
        return int(value.period)
    return value.period if value.basis == "computed" and parse_quarter(value.period) else None


@dataclass(frozen=True, slots=True)
class _Same:
    """What figures of one indicator, year and basis share: that year's staff by group, and a board's likely sizes.

    `basis` is named only where there are both.
    """

    standard: Standard
    key: Key
    basis: str
    staff: Mapping[str, int]
    seats: frozenset[int]

    @property
    def groups(self) -> tuple[str, ...]:
        return _groups(self.standard)

    def name(self, what: str) -> str:
        return _name(self.standard, self.key, f"{what} (computed)" if self.basis == "computed" else what)


def _groups(of: Standard) -> tuple[str, ...]:
    return of.other, of.focus, NOT_KNOWN


def _staff(values: Iterable[ValueWithCounts], of: Standard) -> dict[str, int]:
    """Everybody by group: as said of all, or added up over the bands."""
    whole: dict[str, int] = {}
    added: dict[str, dict[str, int]] = {}
    for v in values:
        group = v.group.casefold()
        if v.unit in PEOPLE and group in _groups(of) and v.value is not None:
            if v.breakdown in ("", WHOLE):
                whole[group] = round(v.value)
            elif v.breakdown in BANDS:
                added.setdefault(group, {})[v.breakdown] = round(v.value)
    return whole or {group: sum(bands.values()) for group, bands in added.items()}


BOARD_SHARES = (MeasureId.BOARD_MEMBERSHIP, MeasureId.BOARD_REPRESENTATION, MeasureId.BOARD_SHARE,
                MeasureId.BOARD_SHARE_OF_PART)  # fmt: skip
"""Percentages of a board's members."""
SEATS = 3
"""A board grows or shrinks by so many from one year to another."""


def _seats(by: Mapping[tuple[Key, str], list[ValueWithCounts]]) -> frozenset[int]:
    """How many members the board may have had in any year, from the years that say so."""
    said: set[int] = set()
    for (key, _), values in by.items():
        if key[0] != "9":
            continue
        said |= {round(v.denominator) for v in values if v.denominator}
        people = [round(v.value) for v in values if v.unit in PEOPLE and v.value]
        shares = [v.value for v in values if v.unit == "%" and v.value and v.measure_id in BOARD_SHARES]
        said |= {of for of in range(5, 31) for n in people for share in shares if n in implied_counts(share, of)}
    return frozenset(n for of in said for n in range(max(5, of - SEATS), of + SEATS + 1))


def _cases_of_staff(
    counts: ContributingCounts, by: Mapping[tuple[Key, str], list[ValueWithCounts]], of: Standard
) -> None:
    """A trust that publishes cases and staff apart has said how many of how many: each group's cases of its staff."""
    for key, basis in [pair for pair in by if pair[0][0] == "3" and pair[1] == "published"]:
        family = counts.families.get(_name(of, ("1", key[1]), "staff"))
        cases = {v.group.casefold(): round(v.value) for v in by[key, basis]
                 if v.unit == "cases" and not v.breakdown and v.value is not None}  # fmt: skip
        if key in counts.proportions or family is None or not {of.other, of.focus} <= cases.keys():
            continue
        cells = {g: tuple(c for c in family.cells if c.endswith(f"/{g}")) for g in (of.other, of.focus)}
        parts = {g: Proportion(cases[g], family.count(cells[g])) for g in cells}
        if all(part.count <= part.of for part in parts.values()):
            counts.proportions[key] = parts
            counts.also_required[key] = [(family.name, each) for each in cells.values()]


def _name(of: Standard, key: Key, what: str) -> str:
    return f"{of.name} {key[0]} {key[1]}: {what}"


def _bands(counts: ContributingCounts, same: _Same, values: list[ValueWithCounts]) -> None:
    """Staff by band and group: then by tier, then by tier with not known beside white, then all together."""
    cells: dict[str, int] = {}
    whole: dict[str, int] = {}
    for v in values:
        group = v.group.casefold()
        if v.unit in PEOPLE and group in same.groups and v.value is not None:
            if v.breakdown in BANDS:
                cells[f"{v.breakdown}/{group}"] = round(v.value)
            elif v.breakdown in ("", WHOLE):
                whole[f"{WHOLE}/{group}"] = round(v.value)
    cells = cells or whole
    if not cells:
        return
    tiers = {**TIERS, "medical": (MEDICAL,)}
    of_tier = [frozenset(c for c in cells if c.split("/")[0] in bands) for bands in tiers.values()]
    of_tier = [tier for tier in of_tier if tier] or [frozenset(cells)]

    def split(block: frozenset[str], *ways: tuple[str, ...]) -> list[frozenset[str]]:
        parts = [frozenset(c for c in block if c.split("/")[1] in way) for way in ways]
        return [part for part in parts if part]

    focus, rest = same.standard.focus, (same.standard.other, NOT_KNOWN)
    every = frozenset(cells)
    bands = [frozenset(c for c in cells if c.split("/")[0] == name) for name in {c.split("/")[0]: 0 for c in cells}]
    ladder = (
        Aggregation(tuple(frozenset((c,)) for c in cells), tuple(bands)),
        Aggregation(tuple(b for t in of_tier for b in split(t, *((g,) for g in same.groups))), tuple(of_tier)),
        Aggregation(tuple(b for t in of_tier for b in split(t, (focus,), rest)), tuple(of_tier)),
        Aggregation(tuple(split(every, (focus,), rest)), (every,)),
        Aggregation((every,), (every,)),
    )
    key = same.key
    family = Family(same.name("staff"), cells, ladder)
    about = tuple(c for c in cells if c.endswith(f"/{focus}"))
    counts.require(key, family, about, tuple(cells))
    ends = [tuple(c for c in cells if c.split("/")[0] in TIERS[t] and c.split("/")[1] == g)
            for t in ("lower", "upper") for g in (same.standard.other, focus)]  # fmt: skip
    if all(ends):
        counts.require(("RDR", key[1]), family, *ends)


def _stages(counts: ContributingCounts, same: _Same, values: list[ValueWithCounts]) -> None:
    """Counts by group as a trust publishes them: those appointed of those shortlisted, cases, members of a board."""
    key = same.key
    by: dict[str, dict[str, int]] = {}
    for v in values:
        group = v.group.casefold()
        if v.unit not in PEOPLE or group not in same.groups or v.value is None or v.breakdown:
            continue
        if v.measure_id is not MeasureId.APPLICATIONS:
            by.setdefault(v.measure, {})[group] = round(v.value)
    ordered = sorted(by, key=lambda measure: -sum(by[measure].values()))
    if key[0] in ("2", "4") and len(ordered) == 2 and _inside(by[ordered[1]], by[ordered[0]]):
        of, had = by[ordered[0]], by[ordered[1]]
        _had_of(counts, same, ordered[1], {group: Proportion(had[group], of[group]) for group in had})
        return
    for measure, groups in by.items():
        singles = tuple((group,) for group in groups)
        whole = frozenset(groups)
        rungs = (Aggregation(tuple(frozenset(cell) for cell in singles)), Aggregation((whole,), (whole,)))
        counts.require(key, Family(same.name(measure), groups, rungs[: len(groups)]), *singles)
        out_of = {g: Proportion(n, same.staff[g]) for g, n in groups.items() if n <= same.staff.get(g, -1)}
        both = (same.standard.other, same.standard.focus)
        if key[0] == "3" and set(both) <= out_of.keys():
            # A rate of very few people says too much of them, however many of them it is.
            _had_of(counts, same, f"{measure}, of staff", {g: out_of[g] for g in both}, known=False)


def _inside(had: Mapping[str, int], of: Mapping[str, int]) -> bool:
    return had.keys() == of.keys() and all(had[group] <= of[group] for group in had)


def _rates(counts: ContributingCounts, same: _Same, values: list[ValueWithCounts]) -> None:
    """Rates with their counts, and percentages of a known base: over a small base these tell the count as well."""
    by: dict[str, dict[str, Proportion]] = {}
    guessed: set[str] = set()
    for v in values:
        group = v.group.casefold()
        if group not in same.groups or v.breakdown:
            continue
        part, sure = _part(v, same, group)
        if part is not None:
            by.setdefault(v.measure, {})[group] = part
            guessed |= set() if sure else {v.measure}
    for measure, parts in by.items():
        _had_of(counts, same, measure, parts, known=measure not in guessed)


def _part(v: ValueWithCounts, same: _Same, group: str) -> tuple[Proportion | None, bool]:
    """How many of how many a rate stands for, and whether that is sure: else it is the number most to be feared."""
    if v.numerator is not None and v.denominator:
        return Proportion(round(v.numerator), round(v.denominator)), True
    if v.unit != "%" or v.value is None:
        return None, False
    if not v.denominator:
        return _without_base(v, same, group), False
    base = round(v.denominator)
    nearest = Proportion(min(base, max(0, round(v.value * base / 100))), base)
    return _feared(v, (base,)) or nearest, len(implied_counts(v.value, base)) == 1


def _without_base(v: ValueWithCounts, same: _Same, group: str) -> Proportion | None:
    """Of how many a percentage is, nobody says. A board's size is known from other years, more or less; and a survey
    asked no more than there are: where even of all of them so few said so, it was very few."""
    if same.key[0] == "9":
        return _feared(v, sorted(same.seats))
    staff = same.staff.get(group, 0)
    if v.value is None or not staff or same.key[0] not in ("5", "6", "7", "8"):
        return None
    most = staff * v.value / 100
    return Proportion(min(staff, math.ceil(most) if most < staff - most else math.floor(most)), staff)


def _feared(v: ValueWithCounts, bases: Iterable[int]) -> Proportion | None:
    """Of all the numbers a percentage may stand for, the one nearest to nobody or to everybody."""
    if v.value is None:
        return None
    # A whole per cent may have been rounded to whole ones, unless its words say otherwise.
    exact = v.basis == "computed" or "." in (v.published_text or "") or v.value != int(v.value)
    likely = [Proportion(n, base) for base in bases for n in implied_counts(v.value, base, 1 if exact else 0)]
    return min(likely, key=lambda p: min(p.count or p.of, p.of - p.count or p.of), default=None)


def _had_of(
    counts: ContributingCounts, same: _Same, measure: str, parts: Mapping[str, Proportion], *, known: bool = True
) -> None:
    """`known`: the counts are given, and not only feared."""
    cells = {f"{group}/{which}": n for group, part in parts.items()
             for which, n in (("had", part.count), ("had not", part.of - part.count))}  # fmt: skip
    of_groups = tuple(frozenset((f"{group}/had", f"{group}/had not")) for group in parts)
    ways = tuple(frozenset(f"{group}/{which}" for group in parts) for which in ("had", "had not"))
    every = frozenset(cells)
    rungs = [Aggregation(tuple(frozenset((cell,)) for cell in cells), of_groups)]
    if len(parts) > 1:
        rungs += [Aggregation(ways, (every,))]
    rungs += [Aggregation((every,), (every,))]
    counts.require(same.key, Family(same.name(measure), cells, tuple(rungs)), *((cell,) for cell in cells))
    if known:
        counts.proportions.setdefault(same.key, {}).update(parts)
