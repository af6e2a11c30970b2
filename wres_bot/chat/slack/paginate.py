"""Owns how the pieces of a card are put on messages: what stays together, how much fits; must not know cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wres_bot.chat.slack.mrkdwn import MAX_SECTION, count_characters

MAX_BLOCKS = 48
"""Blocks in one message. Slack allows 50; two are kept for "part 2 of 3" and "more"."""
MAX_CHARACTERS = 10_500
"""Characters of text in one message, with something for each container. Slack refuses a message somewhere above
11,000, documents no number, and says itself that containers count a little. A message it refuses all the same is
sent again in halves."""
_CONTAINER = 40


@dataclass(slots=True)
class Piece:
    block: dict[str, Any]
    plain: str
    with_next: bool = False
    with_last: bool = False


def mrkdwn_text(text: str) -> dict[str, Any]:
    # verbatim: Slack then makes no links, channels or mentions of its own out of plain words.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def is_text_section(piece: Piece) -> bool:
    return piece.block["type"] == "section" and "text" in piece.block and "accessory" not in piece.block


def section_text(piece: Piece) -> str:
    return str(piece.block["text"]["text"])


def fits_one_section(first: Piece, second: Piece) -> bool:
    if not (is_text_section(first) and is_text_section(second)):
        return False
    return count_characters(section_text(first)) + count_characters(section_text(second)) < MAX_SECTION


def join_sections(first: Piece, second: Piece) -> Piece:
    block = {"type": "section", "text": mrkdwn_text(f"{section_text(first)}\n{section_text(second)}")}
    return Piece(block, f"{first.plain}\n{second.plain}", with_next=second.with_next)


def merge_sections(pieces: list[Piece]) -> list[Piece]:
    """Fewer blocks: paragraphs that follow one another share a section."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last and fits_one_section(last, piece):
            out[-1] = join_sections(last, piece)
        else:
            out.append(piece)
    return out


def paginate(pieces: Iterable[Piece], budget: int) -> list[list[Piece]]:
    """Messages within the limits. Buttons stay with what they are about, headings with what they head."""
    pieces = list(pieces)
    if len(pieces) <= MAX_BLOCKS and sum(map(_cost, pieces)) <= budget:
        return [pieces]
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and (piece.with_last or groups[-1][-1].with_next):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    pages: list[list[Piece]] = [[]]
    room, free = budget, MAX_BLOCKS
    for group in groups:
        whole = sum(map(_cost, group)) <= budget and len(group) <= MAX_BLOCKS
        for part in [group] if whole else [[piece] for piece in group]:
            need = sum(map(_cost, part))
            if pages[-1] and (need > room or len(part) > free):
                pages.append([])
                room, free = budget, MAX_BLOCKS
            pages[-1] += part
            room, free = room - need, free - len(part)
    return pages


def _cost(piece: Piece) -> int:
    block = piece.block
    parts = [*block.get("elements", ()), *block.get("fields", ())] or [block]
    options = sum(count_characters(_text(option)) for option in block.get("accessory", {}).get("options", ()))
    return _CONTAINER + options + sum(_CONTAINER + count_characters(_text(part)) for part in parts)


def _text(part: dict[str, Any]) -> str:
    text = part.get("text") or part.get("alt_text") or ""
    return text if isinstance(text, str) else str(text["text"])
