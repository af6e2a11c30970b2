"""Owns `parse`, the only entrance to the parser; must not know what a verb does.

It divides a text into pieces (lines, and parts between semicolons) and refuses what is a story. `reader` parses each
piece: it finds the verb by `verb_index`, the turns of phrase around it by `patterns`, the rest by `arguments`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from wres_bot.domain.refs import find_refs
from wres_bot.parser.arguments import STATUS, lower_keeping_length
from wres_bot.parser.command_types import Command, NotUnderstood, Parsed, Verb
from wres_bot.parser.patterns import EDGE
from wres_bot.parser.reader import Reader
from wres_bot.parser.safeguarding import is_story
from wres_bot.parser.text import LONGEST, tidy

MOST_STATUSES = 60
"""Statuses in one message. More is a pasted report, not somebody's update."""
_readers: dict[int, Reader] = {}
"""By the tuple's identity, which the reader keeps alive: hashing all verbs for each text costs more than reading it."""


def parse(text: str, verbs: Sequence[Verb]) -> Parsed:
    """What a text means: its commands in order, or why it is none. Never raises, whatever was typed."""
    if len(text) > LONGEST:
        return NotUnderstood("too long")
    tidied = tidy(text)
    if not tidied:
        return NotUnderstood("empty")
    if len(tidied) > 400 and len(STATUS.findall(lower_keeping_length(tidied))) > MOST_STATUSES:
        return NotUnderstood("too long")
    if not isinstance(verbs, tuple):
        return _read_text(tidied, Reader(tuple(verbs)))
    reader = _readers.get(id(verbs))
    if reader is None or reader.verbs is not verbs:
        if len(_readers) > 8:
            _readers.clear()
        reader = _readers[id(verbs)] = Reader(verbs)
    return _read_text(tidied, reader)


def _read_text(text: str, reader: Reader) -> Parsed:
    parsed = _read_lines(text, reader) if "\n" in text or ";" in text else reader.read_piece(text, 0)
    if isinstance(parsed, NotUnderstood):
        if is_story(text, commanded=bool(parsed.refs)):
            return NotUnderstood("story")
        return replace(parsed, text=text)
    for command in parsed:
        spec = reader.by_name[command.verb]
        words = "" if command.refs else command.words or command.rest
        if words and is_story(words, commanded=not spec.begins_a_story, mine=spec.begins_a_story):
            return NotUnderstood("story")
    keeps_none = all(command.refs and not reader.by_name[command.verb].asks_before_keeping for command in parsed)
    if keeps_none and is_story(text, commanded=True):
        return NotUnderstood("story")  # behind a command that keeps no words: "show 2.3 I was harassed"
    return parsed


def _read_lines(text: str, reader: Reader) -> Parsed:
    """Each line, or part between semicolons, is a command, or goes on with the words of the one before."""
    said: list[Command] = []
    ended = 0
    for part in re.finditer(r"[^\n;]+", text):
        piece = part[0].strip()
        if not piece.strip(EDGE):
            continue
        parsed = reader.read_piece(piece, 0)
        if not isinstance(parsed, NotUnderstood) and (
            not said or any(one.refs for one in parsed) or reader.index.is_whole(piece)
        ):
            said.extend(parsed)
        elif said and (said[-1].status or said[-1].words) and not find_refs(lower_keeping_length(piece), piece):
            told = said[-1].words
            whole = told + text[ended : part.end()] if told else piece
            said[-1] = replace(said[-1], words=whole.strip())
        elif not said and piece.endswith(":") and isinstance(parsed, NotUnderstood) and not parsed.refs:
            continue  # "From resourcing:" above a list
        elif isinstance(parsed, NotUnderstood):
            return parsed
        else:
            return NotUnderstood("unknown", suggestions=("help",))
        ended = part.end()
    commands = [one for one in said if not reader.by_name[one.verb].in_passing]
    return tuple(commands or said[:1]) or NotUnderstood("empty")
