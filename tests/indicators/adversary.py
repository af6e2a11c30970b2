"""Owns an adversary who has read everything and works out what may still be so. Knows no rule of the product.

They know the trust's public numbers (staff by group, those shortlisted, the board's size, totals of everybody), have
read every card, table, picture and its words of every audience in every quarter, and solve for whole numbers of people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wres_bot.domain.dates import parse_quarter
from wres_bot.indicators.release.release import Release
from wres_bot.views.indicators.charts import ChartStyle, alt_text

GROUPS = ("white", "bme", "not known")
SMALL = frozenset((1, 2, 3, 4))
Key = tuple[str, int | str]
RATIO = {"2": ("white", "bme"), "3": ("bme", "white"), "4": ("white", "bme")}
"""Whose rate stands on top."""


@dataclass(frozen=True)
class Public:
    """What everybody knows of one indicator and period: how many there are of each group, how many in all had it."""

    of: Mapping[str, int]
    total: int | None = None


@dataclass
class Reader:
    """What has been read: ratios and percentages as they are shown, and counts where they are said."""

    shown: dict[Key, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    counts: dict[Key, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def read(self, release: Release) -> None:
        for figure in (*release.figures, *release.quarterly):
            if not figure.withheld:
                self._read_values(figure.key, figure.now)
                if figure.before_key:
                    self._read_values(figure.before_key, figure.before)
                for key in filter(None, (figure.key, figure.before_key)):
                    for group, part in release.proportions(key).items():
                        self.counts[key][group] = part.count
        for series in release.series:
            said = alt_text([series], ChartStyle()) if series.points else ""
            for point in series.points:
                key = (series.indicator.code, point.year)
                self._read_values(key, point.values)
                assert all(str(year) in said for year in series.withheld)
                if point.year in series.intervals:  # two bounds and a ratio are as good as the counts
                    for group, part in release.proportions(key).items():
                        self.counts[key][group] = part.count

    def forget(self, key: Key) -> None:
        self.shown.pop(key, None)
        self.counts.pop(key, None)

    def _read_values(self, key: Key, values: Mapping[str, Any]) -> None:
        # A correction takes the place of what was read before it.
        fresh = {(group, number.shown) for group, number in values.items()}
        self.shown[key] = {each for each in self.shown[key] if each[0] not in {g for g, _ in fresh}} | fresh


def possible_counts(key: Key, public: Public, reader: Reader | None = None) -> Iterator[dict[str, int]]:
    """Every way in which so many may have had it; after all that was read, or by what everybody knows alone."""
    top, under = RATIO[key[0]]
    said = dict(reader.shown.get(key, ())) if reader else {}
    wanted = round(100 * float(said["ratio"])) if "ratio" in said else None
    counts = reader.counts.get(key, {}) if reader else {}
    most = {g: public.of.get(g, 0) if public.total is None else min(public.of.get(g, 0), public.total) for g in GROUPS}
    for bme in _range(counts, "bme", most):
        for white in _range(counts, "white", most):
            rest = 0 if public.total is None else public.total - bme - white
            if not 0 <= rest <= most["not known"] or counts.get("not known", rest) != rest:
                continue
            had = {"bme": bme, "white": white, "not known": rest}
            if wanted is None or _hundredths(had[top], public.of[top], had[under], public.of[under]) == wanted:
                yield had


def _range(counts: Mapping[str, int], group: str, most: Mapping[str, int]) -> Iterable[int]:
    return (counts[group],) if group in counts else range(most[group] + 1)


def _hundredths(top: int, top_of: int, under: int, under_of: int) -> int:
    """A ratio to two decimals, halves up, a hundred times; 0 where there is none."""
    whole = top_of * under
    return (200 * top * under_of + whole) // (2 * whole) if top and whole else 0


def cells(had: Mapping[str, int], of: Mapping[str, int], code: str) -> dict[str, int]:
    """Who had it; and of applicants, who had not."""
    rest = {f"{g}, not": of[g] - n for g, n in had.items()} if code == "2" else {}
    return {**had, **rest}


def narrowed(key: Key, true: Mapping[str, int], public: Public, reader: Reader) -> list[str]:
    """The small counts of which what was read rules out some of 1 to 4 that were possible before."""
    mine = {name: n for name, n in cells(true, public.of, key[0]).items() if n in SMALL}
    if not mine or (key not in reader.shown and key not in reader.counts):
        return []
    after: dict[str, set[int]] = defaultdict(set)
    for had in possible_counts(key, public, reader):
        for name, n in cells(had, public.of, key[0]).items():
            after[name].add(n)
    if all(after[name] >= SMALL for name in mine):
        return []
    before: dict[str, set[int]] = defaultdict(set)
    for had in possible_counts(key, public):
        for name, n in cells(had, public.of, key[0]).items():
            before[name].add(n)
    return [f"{key} {name} = {n}: {sorted(after[name] & SMALL)}" for name, n in mine.items()
            if (before[name] & SMALL) - after[name]]  # fmt: skip


def quarter_of(period: int | str) -> int:
    """The last quarter of its twelve months, counted from the year 0."""
    if isinstance(period, int):
        return 4 * period - 1
    quarter = parse_quarter(period)
    assert quarter
    return 4 * quarter.start + quarter.number - 1


def narrowed_quarters(
    code: str, true: Mapping[int, Mapping[str, int]], public: Mapping[Key, Public], reader: Reader
) -> list[str]:
    """The same of the single quarters that twelve-month figures overlap in."""
    found = []
    for group in ("white", "bme", "not known"):
        sums: dict[int, tuple[int, int]] = {}
        for key in public:
            if key[0] == code and (key in reader.shown or key in reader.counts):
                values = {had[group] for had in possible_counts(key, public[key], reader)}
                if values:
                    end = quarter_of(key[1])
                    low, high = sums.get(end, (0, 10**6))
                    sums[end] = max(low, min(values)), min(high, max(values))
        bounds = solve(sums)
        for quarter, (low, high) in bounds.items():
            n = true.get(quarter, {}).get(group, 0)
            if n in SMALL and not (low <= 1 and high >= 4) and not _known_anyway(sums, quarter):
                found.append(f"{code} {group} in quarter {quarter} = {n}: {low} to {high} of {sums}")
    return found


def _known_anyway(sums: Mapping[int, tuple[int, int]], quarter: int) -> bool:
    """One twelve months alone, with fewer than four in them, and that was public: no other window was needed."""
    return any(end - 3 <= quarter <= end and high < 4 for end, (_, high) in sums.items())


def solve(sums: Mapping[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """The fewest and the most in each quarter, given bounds of the sums over four: nothing where they contradict."""
    if not sums:
        return {}
    first, last = min(sums) - 3, max(sums)
    points = range(first, last + 2)
    most = {(i, j): 0 if i == j else 10**9 for i in points for j in points}
    for i in points[:-1]:
        most[i + 1, i] = 0
    for end, (low, high) in sums.items():
        most[end - 3, end + 1] = min(most[end - 3, end + 1], high)
        most[end + 1, end - 3] = min(most[end + 1, end - 3], -low)
    for k in points:
        for i in points:
            for j in points:
                through = most[i, k] + most[k, j]
                if through < most[i, j]:
                    most[i, j] = through
    if any(most[i, i] < 0 for i in points):
        return {}
    return {q: (-most[q + 1, q], most[q, q + 1]) for q in range(first, last + 1)
            if any(end - 3 <= q <= end for end in sums)}  # fmt: skip
