"""Owns which counts of people an audience may be told; pure, and must not know where a count came from or is shown.

The rule, which may itself be known. People are counted in ever coarser ways: by band and group, by tier and group, all
together. Told is the finest way in which no number is 1 to 4 and no base is under 11; the coarser ways leave numbers
out by adding them up, never by a blank that the others around it would fill. What an earlier message to the same
audience kept back stays back: a later one only says again what was said, or less. A percentage, ratio, interval or
picture may be told only where each count it is built on may be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wres_bot.domain.access import Audience

CellSet = frozenset[str]
"""Some of the smallest cells of a family, counted together."""

PastDisclosure = Mapping[str, Sequence[Sequence[Any]]]
"""What one digest or answer told: by family, cells counted together and their number. An empty list: kept back."""


@dataclass(frozen=True, slots=True)
class Aggregation:
    """One way to count a family. `bases` are what percentages of it are taken of."""

    cell_sets: tuple[CellSet, ...]
    bases: tuple[CellSet, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """People counted once each, in cells that do not overlap, and the ways to count them, each coarser than the last.

    `name` stays the same for the same facts, whichever way they are cut, so that messages can be held side by side.
    """

    name: str
    cells: Mapping[str, int]
    aggregations: tuple[Aggregation, ...]

    def count(self, block: Iterable[str]) -> int:
        return sum(self.cells.get(cell, 0) for cell in block)


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts from 1 to `small` are masked, and bases from 1 to below `base`."""

    small: int = 4
    base: int = 11


@dataclass(frozen=True, slots=True)
class Decision:
    """What may be told, by family: the blocks whose numbers may be said. A family with none is kept back."""

    released: Mapping[str, tuple[CellSet, ...]]
    families: Mapping[str, Family]

    def may_release(self, family: str, *cells: str) -> bool:
        """May the number of these cells together be said? Only where it is a sum of numbers that are told."""
        wanted = frozenset(cells)
        inside = [block for block in self.released.get(family, ()) if block <= wanted]
        return bool(wanted) and frozenset().union(*inside) == wanted

    def disclosed(self, names: Iterable[str]) -> dict[str, list[list[Any]]]:
        """What a digest or answer built on these families has told, to be kept with it."""
        return {
            name: [[sorted(block), self.families[name].count(block)] for block in self.released[name]]
            for name in sorted(set(names) & set(self.released))
        }


def decide_disclosure(
    audience: Audience, families: Iterable[Family], earlier: Sequence[PastDisclosure] = (), limits: Limits | None = None
) -> Decision:
    """What of these counts an audience may be told, after all that it was told before.

    Those who hold the data are told everything.
    """
    by_name = {family.name: family for family in families}
    released = {}
    for name, family in by_name.items():
        if audience == "leads":
            released[name] = tuple(frozenset((cell,)) for cell in family.cells)
        else:
            past = [message[name] for message in earlier if name in message]
            released[name] = _finest(family, past, limits or Limits())
    return Decision(released, by_name)


def _finest(family: Family, earlier: Sequence[Sequence[Sequence[Any]]], limits: Limits) -> tuple[CellSet, ...]:
    for rung in family.aggregations:
        if _large(family, rung, limits) and all(_no_news(family, rung, message) for message in earlier):
            return rung.cell_sets
    return ()


def _large(family: Family, rung: Aggregation, limits: Limits) -> bool:
    return not any(1 <= family.count(block) <= limits.small for block in rung.cell_sets) and not any(
        1 <= family.count(base) < limits.base for base in rung.bases
    )


def _no_news(family: Family, rung: Aggregation, message: Sequence[Sequence[Any]]) -> bool:
    """Everything said is a sum of what that message said. Of figures corrected since, only in the very same cut:
    else what did not change in the correction would give away what was kept back."""
    said = {frozenset(cells): count for cells, count in message}
    for block in rung.cell_sets:
        if frozenset().union(*(each for each in said if each <= block)) != block:
            return False
    same = all(family.count(block) == count for block, count in said.items())
    return same or set(rung.cell_sets) == set(said)


def implied_counts(per_cent: float, base: int, decimals: int = 1) -> tuple[int, ...]:
    """The numbers of people a published percentage may stand for: over a small base mostly just one."""
    half = 0.5 * 10**-decimals
    lowest = max(0, int((per_cent - half) * base / 100) - 1)
    highest = min(base, int((per_cent + half) * base / 100) + 1)
    return tuple(n for n in range(lowest, highest + 1) if abs(100 * n / base - per_cent) <= half + 1e-9)
