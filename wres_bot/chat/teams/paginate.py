"""Owns how the pieces of a card are put on messages: what stays together, how much fits; must not know their words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wres_bot.chat.teams.text_runs import json_size

MAX_MESSAGE = 28_000
"""Bytes of one message: Teams takes about 28 KB of card."""
_FRAME = 1_500  # what every message has: its own words, "Part 2 of 3", the space of lists and names

Element = dict[str, Any]


@dataclass(slots=True)
class Piece:
    """What is not to be parted: elements, what they say in words, and the people mentioned in them."""

    elements: list[Element]
    plain: str
    with_next: bool = False
    with_last: bool = False
    mentions: list[Element] = field(default_factory=list)

    @property
    def cost(self) -> int:
        # Its words go along twice more: as the message's summary, and as what is spoken.
        return json_size(self.elements) + 2 * json_size(self.plain) + json_size(self.mentions)


def paginate(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Messages within the limit. Buttons stay with what they are about, headings with what they head."""
    budget = MAX_MESSAGE - _FRAME
    costs = {id(piece): piece.cost for piece in pieces}

    def cost(some: Iterable[Piece]) -> int:
        return sum(costs[id(piece)] for piece in some)

    if cost(pieces) <= budget:
        return [list(pieces)]
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and (piece.with_last or groups[-1][-1].with_next):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    pages: list[list[Piece]] = [[]]
    room = budget
    for group in groups:
        for part in [group] if cost(group) <= budget else [[piece] for piece in group]:
            need = cost(part)
            if pages[-1] and need > room:
                pages.append([])
                room = budget
            pages[-1] += part
            room -= need
    return pages
