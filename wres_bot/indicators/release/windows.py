"""Owns what twelve-month figures give away together: of windows that overlap, the quarters that one has and another has
not. Pure, and must not know audiences or indicators.

Of "5 to June, 9 to September" everybody can tell that there were four more from July to September than a year before.
So a window is told only where, after all the others that were told, each quarter may still have had any of 1 to 4
people, or surely has none or more.
"""

from collections.abc import Mapping
from itertools import product

from wres_bot.domain.dates import parse_quarter

LENGTH = 4
"""Quarters in a window."""
_FAR = 10**9


def window_end(period: int | str) -> int | None:
    """The last quarter of the twelve months a figure is of, counted from the year 0; of a WRES year its March."""
    if isinstance(period, int):
        return 4 * (period - 1) + 3
    quarter = parse_quarter(period)
    return None if quarter is None else 4 * quarter.start + quarter.number - 1


def is_safe(end: int, count: int, told: Mapping[int, int]) -> bool:
    """May the count of the window that ends so be told after these, by their ends? One that was told may be again, and
    one that was counted again since takes its own place."""
    linked = _linked(end, told)
    if not linked - {end} or told.get(end) == count:
        return True
    windows = {**{each: told[each] for each in linked}, end: count}
    bounds = quarter_bounds(windows)
    return bounds is not None and all(_keeps_small(low, high) for low, high in bounds.values())


def _linked(end: int, told: Mapping[int, int]) -> set[int]:
    """The windows that hang together with one by overlapping, each with the next."""
    found: set[int] = {end} & set(told)
    reach = {end}
    while reach:
        near = {other for other in told for each in reach if abs(other - each) < LENGTH} - found
        found |= near
        reach = near
    return found


def _keeps_small(low: int, high: int) -> bool:
    return low >= 5 or high == 0 or (low <= 1 and high >= 4)


def quarter_bounds(windows: Mapping[int, int]) -> dict[int, tuple[int, int]] | None:
    """The fewest and the most that each quarter may have had, given the sums over windows; None if they contradict.

    Differences between running totals: of such a system every whole number between the two is possible as well.
    """
    first, last = min(windows) - LENGTH + 1, max(windows) + 1
    points = range(last - first + 1)  # running totals before the first quarter, and after each
    apart = [[0 if i == j else _FAR for j in points] for i in points]  # apart[i][j]: the most that total j is above i

    def bound(lower: int, upper: int, most: int) -> None:
        apart[lower][upper] = min(apart[lower][upper], most)

    for i in points[:-1]:
        bound(i + 1, i, 0)
    for end, count in windows.items():
        start, stop = end - LENGTH + 1 - first, end + 1 - first
        bound(start, stop, count)
        bound(stop, start, -count)
    for k, i in product(points, points):
        through = apart[i][k]
        if through < _FAR:
            row, onward = apart[i], apart[k]
            for j in points:
                if through + onward[j] < row[j]:
                    row[j] = through + onward[j]
    if any(apart[i][i] < 0 for i in points):
        return None
    inside = {q for end in windows for q in range(end - LENGTH + 1, end + 1)}
    return {q: (-apart[q + 1 - first][q - first], apart[q - first][q + 1 - first]) for q in sorted(inside)}
