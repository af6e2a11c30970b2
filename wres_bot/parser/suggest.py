"""Owns finding the spelling that a verb is a slip of; must not know how commands are read."""

from collections.abc import Iterable

_ALIKE, _ALIKE_WORDS = 0.75, 0.82
"""How near one word, and several, must be: short words share many letters by chance."""


def find_nearest(typed: str, known: Iterable[str]) -> str | None:
    """The one spelling that `typed` is a slip of, or None."""
    # Loaded here because most people, most of the time, never mistype.
    from difflib import get_close_matches

    if not 3 <= len(typed) <= 60:
        return None
    alike = _ALIKE if " " not in typed else _ALIKE_WORDS
    found = get_close_matches(typed, [one for one in known if abs(len(one) - len(typed)) < 4], n=1, cutoff=alike)
    return found[0] if found else None
