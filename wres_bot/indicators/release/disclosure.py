"""Owns which counts of people an audience may be told; pure, and must not know where a count came from or is shown.

The rule, which may itself be known. People are counted in ever coarser ways: by band and group, by tier and group, all
together. Told is the finest way in which no number is 1 to 4 and no base is under 11; the coarser ways leave numbers
out by adding them up, never by a blank that the others around it would fill. What an earlier message kept back stays
back, whoever read it: a later one only says again what was said, or less. Of twelve months that share some with others
that were told, nothing is told that gives a single quarter away. A percentage, ratio, interval or picture may be told
only where each count it is built on may be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wres_bot.domain.access import Audience
from wres_bot.indicators.release.family_names import ALONE, FLOWS, Topic, is_computed, parse_family_name
from wres_bot.indicators.release.windows import LENGTH, is_safe, window_end

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
    if audience == "leads":
        return Decision({n: tuple(frozenset((c,)) for c in family.cells) for n, family in by_name.items()}, by_name)
    memory = _Memory.of(earlier)
    released = {}
    # What was told before is decided before what is new, and the older twelve months before the newer.
    for name in sorted(by_name, key=lambda name: (not memory.has_told(name), _end(name) or 0)):
        released[name] = _finest(by_name[name], memory, limits or Limits())
        memory.remember(name, [(block, by_name[name].count(block)) for block in released[name]])
    return Decision(released, by_name)


Said = Mapping[CellSet, int]
HAD, HAD_NOT = "/had", "/had not"


def _end(name: str) -> int | None:
    """The last quarter of the twelve months a family is of; None of one that is of a day."""
    parsed = parse_family_name(name)
    if parsed.code not in FLOWS:
        return None
    return window_end(int(parsed.period) if parsed.period.isdigit() else parsed.period)


@dataclass(frozen=True, slots=True)
class _Memory:
    """What was told: of each topic each message's blocks; and of each flow, by where its twelve months end, the
    newest."""

    messages: dict[Topic, list[Said]]
    names: set[str]
    windows: dict[tuple[Topic, bool], dict[int, Said]]

    @classmethod
    def of(cls, earlier: Sequence[PastDisclosure]) -> "_Memory":
        memory = cls({}, set(), {})
        for message in earlier:
            for name, blocks in message.items():
                said = [(frozenset(cells), count) for cells, count in blocks]
                memory.messages.setdefault(parse_family_name(name).topic, []).append(dict(said))
                memory.remember(name, said)
        return memory

    def remember(self, name: str, said: Iterable[tuple[CellSet, int]]) -> None:
        blocks = {_plain(block): count for block, count in said}
        if blocks:
            self.names.add(name)
        if blocks and (end := _end(name)) is not None:
            flow = self.windows.setdefault((_flow(name), is_computed(name)), {})
            flow[end] = {**flow.get(end, {}), **blocks}

    def has_told(self, name: str) -> bool:
        return name in self.names

    def told_windows(self, name: str, block: CellSet) -> dict[int, int]:
        """How many of these cells together there were in each window of which that was told, or can be added up.

        What the trust published and what we computed are of the same people; of one window the family's own goes first.
        """
        mine, other = (
            self.windows.get((_flow(name), computed), {}) for computed in (is_computed(name), not is_computed(name))
        )
        sums = {}
        for end, said in {**{e: said for e, said in other.items() if e != _end(name)}, **mine}.items():
            inside = [each for each in said if each <= block]
            if frozenset().union(*inside) == block and sum(map(len, inside)) == len(block):
                sums[end] = sum(said[each] for each in inside)
            elif block in said:
                sums[end] = said[block]
        return sums

    def overlaps_unknown(self, name: str, end: int) -> bool:
        """Does it share quarters with twelve months whose counts stand behind a ratio alone, or is it such a ratio?"""
        mine = _flow(name)
        return any(
            0 < abs(other - end) < LENGTH
            for (flow, _), windows in self.windows.items()
            if flow[:2] == mine[:2] and ALONE in (flow.what, mine.what)
            for other in windows
        )


def _flow(name: str) -> Topic:
    """The topic, of all periods together."""
    return parse_family_name(name).topic._replace(period="")


def _plain(block: CellSet) -> CellSet:
    """Those who had it are the same people, beside those who had not and alone."""
    return frozenset(cell.removesuffix(HAD) for cell in block)


def _finest(family: Family, memory: _Memory, limits: Limits) -> tuple[CellSet, ...]:
    earlier = memory.messages.get(parse_family_name(family.name).topic, [])
    for rung in family.aggregations:
        if (
            _large(family, rung, limits)
            and all(_no_news(family, rung, message) for message in earlier)
            and _hides_quarters(family, rung, memory)
        ):
            return rung.cell_sets
    return ()


def _hides_quarters(family: Family, rung: Aggregation, memory: _Memory) -> bool:
    end = _end(family.name)
    if end is None:
        return True
    if memory.overlaps_unknown(family.name, end):
        return False
    whole = frozenset().union(*rung.cell_sets)
    for block in dict.fromkeys((*rung.cell_sets, whole)):
        # Who had not is of a day, except of those who applied.
        if parse_family_name(family.name).code != "2" and any(cell.endswith(HAD_NOT) for cell in block):
            continue
        if not is_safe(end, family.count(block), memory.told_windows(family.name, _plain(block))):
            return False
    return True


def _large(family: Family, rung: Aggregation, limits: Limits) -> bool:
    return not any(1 <= family.count(block) <= limits.small for block in rung.cell_sets) and not any(
        1 <= family.count(base) < limits.base for base in rung.bases
    )


def _no_news(family: Family, rung: Aggregation, message: Said) -> bool:
    """Everything said is a sum of what that message said. Of figures corrected since, only in the very same cut:
    else what did not change in the correction would give away what was kept back."""
    said = {_plain(block): count for block, count in message.items()}
    cuts = {_plain(block): family.count(block) for block in rung.cell_sets}
    if said and not any(cell.endswith(HAD_NOT) for block in said for cell in block):
        # That message knew nothing of who had not.
        cuts = {block: n for block, n in cuts.items() if not all(cell.endswith(HAD_NOT) for cell in block)}
    for block in cuts:
        if frozenset().union(*(each for each in said if each <= block)) != block:
            return False
    counts = {cell.removesuffix(HAD): n for cell, n in family.cells.items()}
    same = all(sum(counts.get(cell, -1) for cell in block) == count for block, count in said.items())
    return same or set(cuts) == set(said)
