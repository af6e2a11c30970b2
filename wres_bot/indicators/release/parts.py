"""Owns what may be told of appointments by band group, and clinical or not: one family of counts. Words nothing.

All parts are decided together, and with them those of whom no band is known: beside the whole nobody can work out what
is left. Told are both divisions where even their crossing may be told; else band groups alone; else clinical or not.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from wres_bot.domain.pay_bands import MEDICAL, parse_band
from wres_bot.indicators.compute.significance import Proportion
from wres_bot.indicators.dimensions import NOT_KNOWN, TIERS, WHOLE
from wres_bot.indicators.release.disclosure import Aggregation, CellSet, Decision, Family
from wres_bot.indicators.release.family_names import make_family_name
from wres_bot.indicators.release.normalise import Fact, Kind

CODE = "2"
"""The indicator of which parts are told."""
GROUPS = ("white", "bme", NOT_KNOWN)
BAND_GROUPS = (*TIERS, "medical")
CLINICAL = ("clinical", "non-clinical")
REST = "no band"
_TIER_OF = {**{band: tier for tier, bands in TIERS.items() for band in bands}, MEDICAL: "medical"}
Cell = tuple[str, str, str, str]
"""Band group, clinical or not, group of people, had or had not."""


@dataclass(frozen=True, slots=True)
class PartRates:
    """Those appointed of those shortlisted in one part, of either group."""

    part: str
    white: Proportion
    bme: Proportion


def find_parts_family(facts: Iterable[Fact], year: int) -> Family | None:
    """The counts of one year by band group, and clinical or not where the bands say it; None where bands have none."""
    rates = {(f.part, f.group): f.written[0] for f in facts if f.code == CODE and year in f.periods and f.written
             and f.kind is Kind.SHARE and f.basis == "computed" and f.group in GROUPS and f.part}  # fmt: skip
    crossed = _count(rates, crossed=True)
    plain = _count(rates, crossed=False)
    cells = crossed if crossed and _of_tiers(crossed) == _of_tiers(plain) else plain
    if not cells:
        return None
    for group in GROUPS:
        whole = rates.get((WHOLE, group), Proportion(0, 0))
        had, had_not = (sum(n for (_, _, g, which), n in cells.items() if (g, which) == (group, name))
                        for name in ("had", "had not"))  # fmt: skip
        if had > whole.count or had_not > whole.of - whole.count:
            return None  # the parts are no parts of that whole
        cells[REST, "", group, "had"] = whole.count - had
        cells[REST, "", group, "had not"] = whole.of - whole.count - had_not
    name = make_family_name("WRES", CODE, year, "appointed, by part")
    return Family(name, {"/".join(cell): n for cell, n in cells.items()}, tuple(_ways(cells)))


def _count(rates: Mapping[tuple[str, str], Proportion], *, crossed: bool) -> Counter[Cell]:
    cells: Counter[Cell] = Counter()
    for (part, group), rate in rates.items():
        band, _, clinical = part.partition(", ")
        tier = _TIER_OF.get(parse_band(band) or "")
        if tier and bool(clinical) is crossed and clinical in ("", *CLINICAL):
            cells[tier, clinical, group, "had"] += rate.count
            cells[tier, clinical, group, "had not"] += rate.of - rate.count
    return cells


def _of_tiers(cells: Counter[Cell]) -> dict[tuple[str, ...], int]:
    found: Counter[tuple[str, ...]] = Counter()
    for (tier, _, group, which), n in cells.items():
        found[tier, group, which] += n
    return +found


def _ways(cells: Iterable[Cell]) -> Iterable[Aggregation]:
    every = list(cells)
    for columns in ((0, 1), (0,), (1,)):
        yield Aggregation(_blocks(every, (*columns, 2, 3)), _blocks([c for c in every if c[2] != NOT_KNOWN],
                                                                     (*columns, 2)))  # fmt: skip


def _blocks(cells: Iterable[Cell], columns: tuple[int, ...]) -> tuple[CellSet, ...]:
    """The cells that are alike in these."""
    found: dict[tuple[str, ...], set[str]] = {}
    for cell in cells:
        found.setdefault(tuple(cell[n] for n in columns), set()).add("/".join(cell))
    return tuple(frozenset(names) for names in found.values())


def release_parts(family: Family | None, decision: Decision) -> tuple[PartRates, ...]:
    """Each part whose counts may all be told; nothing of those of whom no band is known."""
    if family is None:
        return ()
    parts = [(name, 0) for name in BAND_GROUPS] + [(name, 1) for name in CLINICAL]
    found = ((name, _rates(family, decision, name, column)) for name, column in parts)
    return tuple(PartRates(name, *rates) for name, rates in found if rates)


def _rates(family: Family, decision: Decision, part: str, column: int) -> tuple[Proportion, Proportion] | None:
    counts: list[int] = []
    for group, which in product(GROUPS[:2], ("had", "had not")):
        mine = [cell for cell in family.cells if cell.split("/")[column] == part
                and cell.split("/", 2)[2] == f"{group}/{which}"]  # fmt: skip
        if not mine or not decision.may_release(family.name, *mine):
            return None
        counts.append(family.count(mine))
    white_had, white_not, bme_had, bme_not = counts
    if not white_had + white_not or not bme_had + bme_not:
        return None
    return Proportion(white_had, white_had + white_not), Proportion(bme_had, bme_had + bme_not)
