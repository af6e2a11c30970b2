"""Owns the refs of a plan's actions: the document's own where they serve, short ones made where they do not.

Made ones follow from the document alone, so that the same document gives the same refs again.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

from wres_bot.domain.refs import normalise_ref, parse_ref

_SMALL = frozenset([
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "our", "the", "to", "towards", "with",
    "&", "-",
])  # fmt: skip
_NUMBERED = re.compile(
    r"^\W*(?:(?:theme|section|objective|priority|goal|aim|pillar|action area|indicator|area|domain|part|strand"
    r"|outcome|workstream)s?\s*)?"
    r"(?:no\.?\s*)?(\d{1,2})(?=[\s.:)–-]|$)",
    re.I,
)
_NEVER = frozenset(["Q", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
"""Letters that a number after them makes a date of."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The ref of an action; the document's own number where that is another; what is doubtful of it."""

    ref: str
    label: str | None = None
    doubt: str | None = None
    made: bool = False


def number_actions(actions: Sequence[tuple[str, str]]) -> list[Numbered]:
    """A ref for each (number in the document, section), each once."""
    own = [_tidy(words) for words, _ in actions]
    own = _restore_zeros(own)
    sections = list(dict.fromkeys(section for _, section in actions))
    restarts = _restarts([(ref, section) for ref, (_, section) in zip(own, actions, strict=True) if ref])
    prefixes = name_sections(sections)
    taken = {normalise_ref(ref) for ref in own if ref} if not restarts else set()
    used: set[str] = set()
    counts: Counter[str] = Counter()
    made: list[Numbered] = []
    for ref, (words, section) in zip(own, actions, strict=True):
        label, doubt = words.strip() or None, None
        made_here = ref is None
        if ref and restarts and re.fullmatch(r"\d{1,3}[a-h]?", ref):
            ref = _join(prefixes[section], ref)
        elif ref is None:
            ref = _next(prefixes[section], section, counts, taken, used)
        if normalise_ref(ref) in used:
            doubt = f"ref {ref} stands twice"
            ref, made_here = find_free_ref(ref, taken | used), True
            doubt += f", so this one is {ref}"
            if re.fullmatch(r"\d+\.[1-9]", words.strip()):
                doubt += f"; if it was {words.strip()}0, a spreadsheet has lost the zero: type it as text"
        used.add(normalise_ref(ref))
        kept = label if label and normalise_ref(label) != normalise_ref(ref) else None
        made.append(Numbered(ref, kept, doubt, made_here))
    return made


def _tidy(words: str) -> str | None:
    """The document's number as a ref, where it can be one."""
    text = re.sub(r"(?<=\d)\.0$", "", " ".join(words.split()).strip(" .():"))
    found = parse_ref(text) if text and not re.search(r"[()/]", text) else None
    return found.ref.replace(" ", "") if found and not found.plan else None


def _restore_zeros(refs: Sequence[str | None]) -> list[str | None]:
    """2.1 after 2.9 was 2.10 before a spreadsheet took it for a number."""
    restored: list[str | None] = []
    seen: set[str] = set()
    for ref in refs:
        last = re.fullmatch(r"(\d+)\.(\d+)", restored[-1] or "") if restored else None
        this = re.fullmatch(r"(\d+)\.([1-9])", ref or "")
        if last and this and last[1] == this[1] and int(last[2]) == int(this[2]) * 10 - 1 and ref in seen:
            ref = f"{ref}0"
        restored.append(ref)
        seen.add(ref or "")
    return restored


def _restarts(refs: Sequence[tuple[str, str]]) -> bool:
    """Whether numbers begin again in another section."""
    sections: dict[str, set[str]] = {}
    for ref, section in refs:
        sections.setdefault(normalise_ref(ref), set()).add(section)
    return any(len(where) > 1 for where in sections.values())


def name_sections(sections: Sequence[str]) -> dict[str, str]:
    """What stands before the numbers made in each section: its own number, else its initials, each once."""
    numbers = {section: found[1] for section in sections if (found := _NUMBERED.match(section))}
    if len(numbers) == len(sections) and len(set(numbers.values())) == len(sections):
        return {section: f"{number}." for section, number in numbers.items()}
    names: dict[str, str] = {}
    for section in sections:
        words = [w for w in re.findall(r"[A-Za-z][A-Za-z-]*", section.replace("'", "")) if w.casefold() not in _SMALL]
        initials = "".join(word[0] for word in words[:3]).upper() or "A"
        more = (words[0] if len(words) == 1 else initials + words[-1][1:]).upper() if words else ""
        longer = [initials, *(more[:n] for n in range(len(initials) + 1, 5) if len(more) >= n)]
        longer += [f"{initials[:3]}{letter}" for letter in "BCDEFGHIJKLMNOPRSTUVWXYZ"]
        names[section] = next((name for name in longer if name not in names.values() and name not in _NEVER), initials)
    return names


def _join(prefix: str, ref: str) -> str:
    return f"{prefix}{ref}"


def _next(prefix: str, section: str, counts: Counter[str], *taken: set[str]) -> str:
    while True:
        counts[section] += 1
        ref = f"{prefix}{counts[section]}"
        if not any(normalise_ref(ref) in refs for refs in taken):
            return ref


def find_free_ref(ref: str, taken: set[str]) -> str:
    """The same ref with a letter, or the next number that is free."""
    letters = (ref + letter for letter in "bcdefgh" if ref[-1:].isdigit() and parse_ref(ref + letter))
    head = re.sub(r"\d+[a-z]*$", "", ref) or "X"
    others = (f"{head}{n}" for n in count(2))
    return next(new for new in chain(letters, others) if normalise_ref(new) not in taken)
