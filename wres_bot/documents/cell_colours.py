"""Owns which colour a cell's ground is, as people name it who mark how far an action is; knows no file format."""

import colorsys
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

Colour = Literal["red", "amber", "green", "blue"]
COLOURS: tuple[Colour, ...] = get_args(Colour)
_HUES: tuple[tuple[float, float, Colour], ...] = (
    (0, 14, "red"), (14, 66, "amber"), (75, 170, "green"), (185, 255, "blue"), (345, 360, "red"),
)  # fmt: skip
"""Degrees of the circle of hues; yellow is amber."""
_NAMED: Mapping[str, Colour] = {"C6EFCE": "green", "FFEB9C": "amber", "FFC7CE": "red"}
"""Grounds of Excel's own styles "Good", "Neutral" and "Bad", which are pale and meant all the same."""


@lru_cache(1_000)
def name_colour(code: str) -> Colour | None:
    """The colour of "FF92D050" or "92D050"; None of grey, of pale or dark grounds, and of what is no code."""
    if not (found := re.fullmatch(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", code)):
        return None
    if named := _NAMED.get(found[1].upper()):
        return named
    hue, light, strength = colorsys.rgb_to_hls(*(int(found[1][n : n + 2], 16) / 255 for n in (0, 2, 4)))
    if strength < 0.35 or not 0.25 <= light <= 0.82:
        return None
    return next((name for low, high, name in _HUES if low <= hue * 360 < high), None)
