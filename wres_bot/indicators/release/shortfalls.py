"""Owns how many people short of an aim may be told, by band or bands together; must not word it or decide the rule."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wres_bot.indicators.compute.compare import Short
from wres_bot.indicators.compute.formulas import BANDS, LOWER, MIDDLE, NOT_KNOWN, UPPER
from wres_bot.indicators.release.contributing_counts import Counted
from wres_bot.indicators.release.disclosure import Decision, Family, Rung

TOGETHER = (LOWER, MIDDLE, UPPER[:1], UPPER[1:])
"""Bands that are told together where one alone may not be."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Bands told together: how many people there are and should be. `kept`: the numbers may not be told."""

    bands: tuple[str, ...]
    now: int
    aim: int
    by: str
    as_of: str
    kept: bool = False

    @property
    def short(self) -> int:
        return max(0, self.aim - self.now)


def family_of(short: Short, held: Counted) -> str:
    """The people counted: the trust's staff of that year where we hold them, else those the target itself names."""
    staff = f"WRES 1 {short.as_of}: staff"
    return staff if staff in held.families else f"WRES 1 {short.as_of}: in post"


def own_families(shorts: Iterable[Short], held: Counted) -> list[Family]:
    """People in post of whom only the targets say how many there are."""
    cells: dict[str, dict[str, int]] = {}
    for short in shorts:
        if (name := family_of(short, held)) not in held.families:
            cells.setdefault(name, {})[_cell(short.band)] = short.now
    return [Family(name, found, _rungs(found)) for name, found in cells.items()]


def _rungs(cells: dict[str, int]) -> tuple[Rung, ...]:
    tiers = [frozenset(_cell(band) for band in bands if _cell(band) in cells) for bands in TOGETHER]
    return (
        Rung(tuple(frozenset((cell,)) for cell in cells)),
        Rung(tuple(tier for tier in tiers if tier)),
        Rung((frozenset(cells),)),
    )


def _cell(band: str, group: str = "bme") -> str:
    return f"{band}/{group}"


def aims_told(shorts: Sequence[Short], held: Counted, decision: Decision) -> tuple[Aim, ...]:
    """The finest way in which each band's number may be told; what may be told in none is kept back."""
    left = sorted(shorts, key=lambda s: BANDS.index(s.band))
    told: list[Aim] = []
    for group in _ways(left):
        fresh = [short for short in group if short in left]
        if len(fresh) == len(group) and _may(group, held, decision):
            told.append(_aim(group))
            left = [short for short in left if short not in group]
    told.sort(key=lambda aim: BANDS.index(aim.bands[0]))
    return (*told, _aim(left, kept=True)) if left else tuple(told)


def _ways(shorts: Sequence[Short]) -> Iterator[list[Short]]:
    yield from ([short] for short in shorts)
    for tiers in (TOGETHER, (LOWER, MIDDLE, UPPER), (BANDS,)):
        for bands in tiers:
            if len(group := [short for short in shorts if short.band in bands]) > 1:
                yield group


def _may(group: Sequence[Short], held: Counted, decision: Decision) -> bool:
    """An aim that is a share of a band tells how many work in it, so that number has to be tellable as well."""
    names = {family_of(short, held) for short in group}
    cells = [_cell(short.band) for short in group]
    every = [_cell(s.band, g) for s in group for g in ("white", "bme", NOT_KNOWN)]
    if len(names) != 1:
        return False
    [name] = names
    known = decision.families[name].cells
    shared = any(short.share for short in group)
    return decision.may(name, *cells) and (not shared or decision.may(name, *[c for c in every if c in known]))


def _aim(group: Sequence[Short], *, kept: bool = False) -> Aim:
    by, as_of = ({getattr(short, name) for short in group} for name in ("by", "as_of"))
    return Aim(
        tuple(short.band for short in group),
        0 if kept else sum(short.now for short in group),
        0 if kept else sum(short.aim for short in group),
        by.pop() if len(by) == 1 else "",
        as_of.pop() if len(as_of) == 1 else "",
        kept,
    )
