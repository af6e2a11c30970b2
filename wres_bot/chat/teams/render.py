"""Owns how a card looks in Teams: Card -> messages of one Adaptive Card each, within Teams' limits; sends nothing.

Nothing is ever cut silently: what does not fit one message goes into the next.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from wres_bot.chat.teams.blocks import QUIET, pieces_of
from wres_bot.chat.teams.paginate import Piece, pages_of
from wres_bot.chat.teams.text_runs import Element, block, clean, is_plain, one_line
from wres_bot.domain.cards import Card, Picture

Where = Callable[[Picture], str | None]
"""The address of a picture: a link, or a small picture written out as one; None where there is neither."""

VERSION = "1.5"
OLD = "This Teams is too old to show it: update it, or open Teams in a browser."
_FALLBACK = 200


@dataclass(frozen=True, slots=True)
class Message:
    """One message to post: `card` is an Adaptive Card, `summary` its meaning in words, for notifications."""

    card: dict[str, Any]
    summary: str


def nowhere(_: Picture) -> str | None:
    """Nobody outside can fetch a picture."""
    return None


def render(card: Card, picture: Where = nowhere) -> list[Message]:
    """The card as one message or more. `picture` says where a picture is; without that it is said in words."""
    pages = _pages(card, picture)
    if len(pages) > 1:
        # A picture written out is worth its room only where it makes no message more.
        pages = min(pages, _pages(card, lambda each: _link(picture(each))), key=len)
    if len(pages) == 1:
        return [_message(pages[0], card.title, clean(card.plain()))]
    out = []
    for number, page in enumerate(pages, 1):
        part = f"Part {number} of {len(pages)}"
        said = "\n".join([*(piece.plain for piece in page), part])
        end = Piece([{**block((part,), **QUIET), "spacing": "Medium"}], part)
        out.append(_message([*page, end], card.title, said))
    return out


def _pages(card: Card, picture: Where) -> list[list[Piece]]:
    pages = pages_of(list(pieces_of(card, picture, hanging=True)))
    if len(pages) == 1:
        return pages
    # Lists whose bullets have no column of their own take less room, and may save a message.
    return min(pages, pages_of(list(pieces_of(card, picture, hanging=False))), key=len)


def _link(found: str | None) -> str | None:
    return None if found and found.startswith("data:") else found


def _message(pieces: Sequence[Piece], title: str, said: str) -> Message:
    said = said.strip() or "…"
    teams: Element = {"width": "Full"}
    if mentions := [each for piece in pieces for each in piece.mentions]:
        teams["entities"] = mentions
    card: Element = {
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": _fallback(title),
        # Some hosts take angle brackets here for instructions to the voice, which says none anyway.
        "speak": said.replace("<", " ").replace(">", " "),
        "msteams": teams,
        "body": [element for piece in pieces for element in piece.elements] or [block((said,))],
    }
    return Message(card, said)


def _fallback(title: str) -> str:
    """The title, where it is plain: these words are read as Markdown."""
    shown = one_line(title)
    return f"{shown} – {OLD}" if shown and is_plain(shown) and len(shown) <= _FALLBACK else OLD
