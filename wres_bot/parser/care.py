"""Owns hearing whether somebody tells of harm or distress, before anything else is read. Keeps nothing."""

from dataclasses import dataclass

from wres_bot.domain.refs import ActionRef, find_refs
from wres_bot.parser.arguments import lower_keeping_length
from wres_bot.parser.reader import Reader
from wres_bot.parser.safeguarding import is_story


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard, and the actions named beside it."""

    why: str
    refs: tuple[ActionRef, ...] = ()


def hear(text: str, reader: Reader) -> Heard | None:
    """Heard where a person tells of harm or distress; None for everything else."""
    low = lower_keeping_length(text)
    refs = find_refs(low, text)
    head = reader.index.find_at(low, 0)
    commanded = head is not None and (not head[0].begins_a_story or (head[0].asks_before_keeping and bool(refs)))
    return Heard("harm or distress", refs) if is_story(text, commanded=commanded) else None
