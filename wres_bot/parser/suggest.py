"""Owns "did you mean": the nearest thing we know to what was typed; must not know how commands are read."""

import re
from collections.abc import Iterable

from wres_bot.domain.refs import ActionRef
from wres_bot.domain.statuses import STATUS_SYNONYMS, Status
from wres_bot.parser.arguments import NEGATION, STATUS, lower_keeping_length, status_from_phrase
from wres_bot.parser.patterns import EDGE, HOPED, join_refs, to_one_line

_ALIKE, _ALIKE_WORDS = 0.75, 0.82
"""How near one word, and several, must be: short words share many letters by chance."""
_DENIED = re.compile(r"(?:un|in|non|never|not|mis)")
_ANYWHERE = re.compile(rf"(?<![\w'-])(?:{STATUS.pattern})")


def find_nearest(typed: str, known: Iterable[str]) -> str | None:
    """The one spelling that `typed` is a slip of, or None."""
    # Loaded here because most people, most of the time, never mistype.
    from difflib import get_close_matches

    if not 3 <= len(typed) <= 60:
        return None
    alike = _ALIKE if " " not in typed else _ALIKE_WORDS
    found = get_close_matches(typed, [one for one in known if abs(len(one) - len(typed)) < 4], n=1, cutoff=alike)
    return found[0] if found else None


def find_nearest_status(words: str) -> tuple[Status, int] | None:
    """The status whose name the first words are a slip of, and how many words that is."""
    parts = words.lower().split()[:3]
    for count in range(len(parts), 0, -1):
        typed = " ".join(parts[:count]).strip(".,;:!?-")
        near = find_nearest(typed, STATUS_SYNONYMS)
        if near is None or near == typed or abs(near.count(" ") - typed.count(" ")) > 1:
            continue
        return None if is_denied(typed) and not is_denied(near) else (STATUS_SYNONYMS[near], count)
    return None


def is_denied(words: str) -> bool:
    """Whether a status is denied, by a word or within one: "undone" is no slip of "done"."""
    if NEGATION.search(words):
        return True
    found = re.match(r"(?:un|in|non-?)([a-z]+)", words)
    return (
        found is not None
        and find_nearest(found[1], STATUS_SYNONYMS) is not None
        and words.split(maxsplit=1)[0] not in STATUS_SYNONYMS
    )


def has_status(low: str) -> bool:
    return _ANYWHERE.search(low) is not None


def suggest_commands(refs: tuple[ActionRef, ...], words: str, *, later: bool) -> tuple[str, ...]:
    """Whole commands that a ref with words which are no status may have meant; a denied status is never one."""
    words = to_one_line(words)
    which = f"{join_refs(refs)} " if refs else ""
    plain = words
    for ref in refs:
        plain = to_one_line(re.sub(rf"(?:(?:on|for|action)\s+)?(?<![\w.]){re.escape(str(ref))}(?![\w.]\w)", " ", plain))
    low = lower_keeping_length(plain)
    note = (f"note {which}{plain}",) if plain.strip(EDGE) else ()
    if later or HOPED.search(low) or is_denied(low):
        return (f"update {which}in progress", f"update {which}not started", *note)
    if near := find_nearest_status(plain):
        left = " ".join(plain.split()[near[1] :]).lstrip(EDGE)
        return (f"update {which}{near[0]}" + (f", {left}" if left else ""), *note)
    if said := _ANYWHERE.search(low):
        return (f"update {which}{status_from_phrase(said[0])}", *note)
    return (*note, f"update {which}in progress, {plain}")
