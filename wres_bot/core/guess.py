"""Owns "did you mean": the nearest thing we know to what was typed; must not know how commands are read."""

import re
from collections.abc import Iterable

from wres_bot.core.statuses import EVERYDAY, Status

_ALIKE = 0.75
_DENIED = re.compile(r"(?:un|in|non|never|not|mis)")
_CAUTIOUS = ("in progress", "not started", "delayed")


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """The one spelling that `typed` is a slip of, or None."""
    # difflib is loaded here because most runs of most people never mistype.
    from difflib import get_close_matches

    if not 3 <= len(typed) <= 40:
        return None
    found = get_close_matches(typed, [one for one in known if abs(len(one) - len(typed)) < 4], n=1, cutoff=_ALIKE)
    return found[0] if found else None


def nearest_status(words: str) -> tuple[Status, int] | None:
    """The status whose name the first words are a slip of, and how many words that is.

    A denial is never a slip: "undone" and "incomplete" are near "done" and "complete" and mean the opposite.
    """
    parts = words.lower().split()[:3]
    for count in range(len(parts), 0, -1):
        typed = " ".join(parts[:count]).strip(".,;:!?-")
        if (near := nearest(typed, EVERYDAY)) is None:
            continue
        if _DENIED.match(typed) and not _DENIED.match(near):
            return None
        if abs(near.count(" ") - typed.count(" ")) < 2:
            return EVERYDAY[near], count
    return None


def when_denied(refs: str, words: str) -> tuple[str, ...]:
    """What to offer when a status was denied: never that status."""
    offers = tuple(f"update {refs} {status}" for status in _CAUTIOUS[:2])
    return (*offers, f"note {refs} {words}") if words else offers
