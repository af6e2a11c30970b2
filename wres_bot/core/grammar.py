"""Owns the one entrance to the command grammar; must not know what a verb does."""

from collections.abc import Sequence

from wres_bot.core.reader import Reader
from wres_bot.core.spoken import Argument, Command, Needs, Parsed, Unknown, Verb
from wres_bot.core.words import LONGEST, tidy

__all__ = ["Argument", "Command", "Needs", "Parsed", "Unknown", "Verb", "parse"]

_readers: dict[int, Reader] = {}
"""By the tuple's identity, which the reader keeps alive: hashing all verbs for each text costs more than reading it."""


def parse(text: str, verbs: Sequence[Verb]) -> Parsed:
    """What a text means: its commands in order, or why it is none. Never raises, whatever was typed."""
    if len(text) > LONGEST:
        return Unknown("too long")
    tidied = tidy(text)
    if not tidied:
        return Unknown("empty")
    if not isinstance(verbs, tuple):
        return Reader(tuple(verbs)).read(tidied)
    reader = _readers.get(id(verbs))
    if reader is None or reader.verbs is not verbs:
        if len(_readers) > 8:
            _readers.clear()
        reader = _readers[id(verbs)] = Reader(verbs)
    return reader.read(tidied)
