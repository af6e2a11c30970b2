"""Owns how many people short of an aim may be told, by band or bands together; must not word it or decide the rule."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wres_bot.domain.pay_bands import BANDS, LOWER, MIDDLE, UPPER
from wres_bot.indicators.dimensions import NOT_KNOWN
from wres_bot.indicators.release.benchmarks import Shortfall
from wres_bot.indicators.release.contributing_counts import ContributingCounts
from wres_bot.indicators.release.disclosure import Aggregation, Decision, Family

TOGETHER = (LOWER, MIDDLE, UPPER[:1], UPPER[1:])
"""Bands that are told together where one alone may not be."""


@dataclass(frozen=True, slots=True)
class ReleasedShortfall:
    """Bands told together: how many people there are and should be. `kept`: the numbers may not be told."""

    bands: tuple[str, ...]
    now: int
    target: int
    by: str
    as_of: str
    withheld: bool = False

    @property
    def short(self) -> int:
        return max(0, self.target - self.now)


def family_of(short: Shortfall, counts: ContributingCounts) -> str:
    """The people counted: the trust's staff of that year where we hold them, else those the target itself names."""
    staff = f"WRES 1 {short.as_of}: staff"
    return staff if staff in counts.families else f"WRES 1 {short.as_of}: in post"


def families_of_targets(shorts: Iterable[Shortfall], counts: ContributingCounts) -> list[Family]:
    """People in post of whom only the targets say how many there are."""
    cells: dict[str, dict[str, int]] = {}
    for short in shorts:
        if (name := family_of(short, counts)) not in counts.families:
            cells.setdefault(name, {})[_cell(short.band)] = short.now
    return [Family(name, people, _rungs(people)) for name, people in cells.items()]


def _rungs(cells: dict[str, int]) -> tuple[Aggregation, ...]:
    tiers = [frozenset(_cell(band) for band in bands if _cell(band) in cells) for bands in TOGETHER]
    return (
        Aggregation(tuple(frozenset((cell,)) for cell in cells)),
        Aggregation(tuple(tier for tier in tiers if tier)),
        Aggregation((frozenset(cells),)),
    )


def _cell(band: str, group: str = "bme") -> str:
    return f"{band}/{group}"


def release_shortfalls(
    shorts: Sequence[Shortfall], counts: ContributingCounts, decision: Decision
) -> tuple[ReleasedShortfall, ...]:
    """The finest way in which each band's number may be told; what may be told in none is kept back."""
    left = sorted(shorts, key=lambda s: BANDS.index(s.band))
    released: list[ReleasedShortfall] = []
    for group in _ways(left):
        fresh = [short for short in group if short in left]
        if len(fresh) == len(group) and _may(group, counts, decision):
            released.append(_aim(group))
            left = [short for short in left if short not in group]
    released.sort(key=lambda aim: BANDS.index(aim.bands[0]))
    return (*released, _aim(left, withheld=True)) if left else tuple(released)


def _ways(shorts: Sequence[Shortfall]) -> Iterator[list[Shortfall]]:
    yield from ([short] for short in shorts)
    for tiers in (TOGETHER, (LOWER, MIDDLE, UPPER), (BANDS,)):
        for bands in tiers:
            if len(group := [short for short in shorts if short.band in bands]) > 1:
                yield group


def _may(group: Sequence[Shortfall], counts: ContributingCounts, decision: Decision) -> bool:
    """An aim that is a share of a band tells how many work in it, so that number has to be tellable as well."""
    names = {family_of(short, counts) for short in group}
    cells = [_cell(short.band) for short in group]
    every = [_cell(s.band, g) for s in group for g in ("white", "bme", NOT_KNOWN)]
    if len(names) != 1:
        return False
    [name] = names
    family_cells = decision.families[name].cells
    shared = any(short.share for short in group)
    return decision.may_release(name, *cells) and (
        not shared or decision.may_release(name, *[c for c in every if c in family_cells])
    )


def _aim(group: Sequence[Shortfall], *, withheld: bool = False) -> ReleasedShortfall:
    by, as_of = ({getattr(short, name) for short in group} for name in ("by", "as_of"))
    return ReleasedShortfall(
        tuple(short.band for short in group),
        0 if withheld else sum(short.now for short in group),
        0 if withheld else sum(short.target for short in group),
        by.pop() if len(by) == 1 else "",
        as_of.pop() if len(as_of) == 1 else "",
        withheld,
    )
