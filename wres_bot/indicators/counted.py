"""Owns which counts of people stand behind each figure, as families that can be held back; must not know audiences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from wres_bot.core.dates import read_quarter
from wres_bot.indicators.disclosure import Family, Rung, implied
from wres_bot.indicators.formulas import BANDS, MEDICAL, NOT_KNOWN, TIERS
from wres_bot.indicators.reading import Value
from wres_bot.indicators.significance import Part

GROUPS = ("white", "bme", NOT_KNOWN)
PEOPLE = ("people", "cases", "respondents")
WHOLE = "All staff"

Key = tuple[str, int | str]
"""An indicator's code, and a WRES year or the name of a quarter."""


class CountedValue(Value, Protocol):
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Counted:
    """`needs`: for each figure the cells of each family that must be tellable, counted together. `parts`: how many of
    each group out of how many, where that is known. `more`: what must be tellable besides before the parts may be said,
    where the figure itself can be told without."""

    families: dict[str, Family] = field(default_factory=dict)
    needs: dict[Key, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    parts: dict[Key, dict[str, Part]] = field(default_factory=dict)
    more: dict[Key, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)

    def need(self, key: Key, family: Family, *together: tuple[str, ...]) -> None:
        self.families[family.name] = family
        self.needs.setdefault(key, []).extend((family.name, cells) for cells in together)


def counted(values: Iterable[CountedValue]) -> Counted:
    """Every headline figure's counts, of those we hold. A figure whose counts nobody gave us needs none."""
    found = Counted()
    by: dict[Key, list[CountedValue]] = {}
    for value in sorted(values, key=lambda v: v.revision):
        when = period_key(value)
        if value.standard == "WRES" and value.basis in ("published", "computed") and when is not None:
            by.setdefault((value.code, when), []).append(value)
    for key, held in by.items():
        if key[0] == "1":
            _bands(found, key, held)
        else:
            _stages(found, key, held)
            _rates(found, key, held)
    _cases_of_staff(found, by)
    return found


def period_key(value: Value) -> int | str | None:
    """The WRES year of a yearly value, the quarter's name of one that was computed for a quarter."""
    if value.period.isdigit():
        return int(value.period)
    return value.period if value.basis == "computed" and read_quarter(value.period) else None


def _cases_of_staff(found: Counted, by: Mapping[Key, list[CountedValue]]) -> None:
    """A trust that publishes cases and staff apart has said how many of how many: each group's cases of its staff."""
    for key in [key for key in by if key[0] == "3" and key not in found.parts]:
        family = found.families.get(_name(("1", key[1]), "staff"))
        cases = {v.group.casefold(): round(v.value) for v in by[key]
                 if v.unit == "cases" and not v.breakdown and v.value is not None}  # fmt: skip
        if family is None or not {"white", "bme"} <= cases.keys():
            continue
        cells = {g: tuple(c for c in family.cells if c.endswith(f"/{g}")) for g in ("white", "bme")}
        parts = {g: Part(cases[g], family.count(cells[g])) for g in cells}
        if all(part.count <= part.of for part in parts.values()):
            found.parts[key] = parts
            found.more[key] = [(family.name, each) for each in cells.values()]


def _name(key: Key, what: str) -> str:
    return f"WRES {key[0]} {key[1]}: {what}"


def _bands(found: Counted, key: Key, held: list[CountedValue]) -> None:
    """Staff by band and group: then by tier, then by tier with not known beside white, then all together."""
    cells: dict[str, int] = {}
    whole: dict[str, int] = {}
    for v in held:
        group = v.group.casefold()
        if v.unit in PEOPLE and group in GROUPS and v.value is not None:
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

    rest = ("white", NOT_KNOWN)
    every = frozenset(cells)
    bands = [frozenset(c for c in cells if c.split("/")[0] == name) for name in {c.split("/")[0]: 0 for c in cells}]
    ladder = (
        Rung(tuple(frozenset((c,)) for c in cells), tuple(bands)),
        Rung(tuple(b for t in of_tier for b in split(t, *((g,) for g in GROUPS))), tuple(of_tier)),
        Rung(tuple(b for t in of_tier for b in split(t, ("bme",), rest)), tuple(of_tier)),
        Rung(tuple(split(every, ("bme",), rest)), (every,)),
        Rung((every,), (every,)),
    )
    family = Family(_name(key, "staff"), cells, ladder)
    bme = tuple(c for c in cells if c.endswith("/bme"))
    found.need(key, family, bme, tuple(cells))
    ends = [tuple(c for c in cells if c.split("/")[0] in TIERS[t] and c.split("/")[1] == g)
            for t in ("lower", "upper") for g in ("white", "bme")]  # fmt: skip
    if all(ends):
        found.need(("RDR", key[1]), family, *ends)


def _stages(found: Counted, key: Key, held: list[CountedValue]) -> None:
    """Counts by group as a trust publishes them: those appointed of those shortlisted, cases, members of a board."""
    by: dict[str, dict[str, int]] = {}
    for v in held:
        group = v.group.casefold()
        if v.unit in PEOPLE and group in GROUPS and v.value is not None and not v.breakdown:
            by.setdefault(v.measure, {})[group] = round(v.value)
    by = {measure: groups for measure, groups in by.items() if "application" not in measure.casefold()}
    ordered = sorted(by, key=lambda measure: -sum(by[measure].values()))
    if key[0] in ("2", "4") and len(ordered) == 2 and _inside(by[ordered[1]], by[ordered[0]]):
        of, had = by[ordered[0]], by[ordered[1]]
        _had_of(found, key, ordered[1], {group: Part(had[group], of[group]) for group in had})
        return
    for measure, groups in by.items():
        singles = tuple((group,) for group in groups)
        rungs = [Rung(tuple(frozenset(cell) for cell in singles))]
        if len(groups) > 1:
            whole = frozenset(groups)
            rungs.append(Rung((whole,), (whole,)))
        found.need(key, Family(_name(key, measure), groups, tuple(rungs)), *singles)


def _inside(had: Mapping[str, int], of: Mapping[str, int]) -> bool:
    return had.keys() == of.keys() and all(had[group] <= of[group] for group in had)


def _rates(found: Counted, key: Key, held: list[CountedValue]) -> None:
    """Rates with their counts, and percentages of a known base: over a small base these tell the count as well."""
    by: dict[str, dict[str, Part]] = {}
    for v in held:
        group = v.group.casefold()
        if group not in GROUPS or v.breakdown or not v.denominator:
            continue
        if v.numerator is not None:
            by.setdefault(v.measure, {})[group] = Part(round(v.numerator), round(v.denominator))
        elif v.unit == "%" and v.value is not None:
            base = round(v.denominator)
            likely = implied(v.value, base) or (round(v.value * base / 100),)
            # Where it may stand for several numbers, the one nearest to nobody or to everybody is feared.
            by.setdefault(v.measure, {})[group] = Part(
                min(likely, key=lambda n: min(n or base, base - n or base)), base
            )
    for measure, parts in by.items():
        _had_of(found, key, measure, parts)


def _had_of(found: Counted, key: Key, measure: str, parts: Mapping[str, Part]) -> None:
    cells = {f"{group}/{which}": n for group, part in parts.items()
             for which, n in (("had", part.count), ("had not", part.of - part.count))}  # fmt: skip
    each = tuple(frozenset((f"{group}/had", f"{group}/had not")) for group in parts)
    ways = tuple(frozenset(f"{group}/{which}" for group in parts) for which in ("had", "had not"))
    every = frozenset(cells)
    rungs = [Rung(tuple(frozenset((cell,)) for cell in cells), each)]
    if len(parts) > 1:
        rungs += [Rung(ways, (every,))]
    rungs += [Rung((every,), (every,))]
    found.need(key, Family(_name(key, measure), cells, tuple(rungs)), *((cell,) for cell in cells))
    found.parts.setdefault(key, {}).update(parts)
