"""Owns finding a verb by its spellings, for `reader`, which parses the rest; must not know what follows it."""

import re

from wres_bot.parser.command_types import Verb
from wres_bot.parser.patterns import EDGE, FILLED, end_of_match, skip_edge


class VerbIndex:
    """The spellings of one list of verbs, by their first word."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self._names = {verb.name: verb for verb in verbs}
        self.spellings = tuple(spelling for verb in verbs for spelling in verb.spellings)
        self._heads: dict[str, list[tuple[str, Verb]]] = {}
        for verb in verbs:
            for spelling in verb.spellings:
                self._heads.setdefault(re.split(r"[ ,]", spelling)[0], []).append((spelling, verb))
        for heads in self._heads.values():
            heads.sort(key=lambda head: -len(head[0]))

    def find_at(self, low: str, at: int) -> tuple[Verb, str, int] | None:
        """The verb whose spelling begins at `at`, the longest first."""
        end = at
        while end < len(low) and low[end] not in " ,:.;\n!=>" and (low[end] != "-"):
            end += 1
        for spelling, verb in self._heads.get(low[at:end], ()):
            stop = at + len(spelling)
            if low.startswith(spelling, at) and (stop == len(low) or not (low[stop].isalnum() or low[stop] in "_'")):
                return verb, spelling, stop
        if low[at:] == "?" and "?" in self._heads:
            return self._heads["?"][0][1], "?", at + 1
        if low[at:end].endswith("?") and end > at + 1:  # "mine?"
            return self.find_at(low[: at + len(low[at:end].rstrip("?"))], at)
        return None

    def find_after_ref(self, low: str, at: int) -> tuple[Verb, int] | None:
        """The verb that may follow a ref: only in its plain spelling, for its words may be anything."""
        head = self.find_at(low, end_of_match(FILLED, low, at)) or self.find_at(low, skip_edge(low, at))
        if head is None:
            return None
        verb, spelling, end = head
        if spelling == "help" and "need help" in self._names:
            return self._names["need help"], end
        if verb.after_ref == "any spelling" or (verb.after_ref == "name" and spelling == verb.name):
            return verb, end
        return None

    def is_whole(self, piece: str) -> bool:
        low = piece.lower().strip(EDGE)
        return (head := self.find_at(low, 0)) is not None and head[2] == len(low)
