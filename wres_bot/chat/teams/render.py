"""Owns how a card looks in Teams: Card -> messages of one Adaptive Card each, within Teams' limits; sends nothing.

Nothing is ever cut silently: what does not fit one message goes into the next. A picture that nobody outside can
fetch travels inside the card where it is small enough to, and is said in words otherwise.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from wres_bot.chat.teams.blocks import QUIET, render_pieces
from wres_bot.chat.teams.paginate import Piece, paginate
from wres_bot.chat.teams.text_runs import Element, is_plain, one_line, remove_control, rich_text_block
from wres_bot.domain.cards import Card, Picture

PictureAddress = Callable[[Picture], str | None]
"""The address of a picture: a link, or a small picture written out as one; None where there is neither."""

VERSION = "1.5"
OLD = "This Teams is too old to show it: update it, or open Teams in a browser."
_MAX_FALLBACK = 200


@dataclass(frozen=True, slots=True)
class Message:
    """One message to post: `card` is an Adaptive Card, `summary` its meaning in words, for notifications."""

    card: dict[str, Any]
    summary: str


def no_picture(_: Picture) -> str | None:
    """Nobody outside can fetch a picture."""
    return None


def render(card: Card, picture: PictureAddress = no_picture) -> list[Message]:
    """The card as one message or more. `picture` says where a picture is; without that it is said in words."""
    pages = _pages(card, picture)
    if len(pages) > 1:
        # A picture written out is worth its room only where it makes no message more.
        pages = min(pages, _pages(card, lambda each: _link(picture(each))), key=len)
    if len(pages) == 1:
        return [_message(pages[0], card.title, remove_control(card.plain()))]
    out = []
    for number, page in enumerate(pages, 1):
        part = f"Part {number} of {len(pages)}"
        plain = "\n".join([*(piece.plain for piece in page), part])
        end = Piece([{**rich_text_block((part,), **QUIET), "spacing": "Medium"}], part)
        out.append(_message([*page, end], card.title, plain))
    return out


def _pages(card: Card, picture: PictureAddress) -> list[list[Piece]]:
    pages = paginate(list(render_pieces(card, picture, hanging=True)))
    if len(pages) == 1:
        return pages
    # Lists whose bullets have no column of their own take less room, and may save a message.
    return min(pages, paginate(list(render_pieces(card, picture, hanging=False))), key=len)


def _link(found: str | None) -> str | None:
    return None if found and found.startswith("data:") else found


def _message(pieces: Sequence[Piece], title: str, plain: str) -> Message:
    plain = plain.strip() or "…"
    teams: Element = {"width": "Full"}
    if mentions := [each for piece in pieces for each in piece.mentions]:
        teams["entities"] = mentions
    card: Element = {
        "type": "AdaptiveCard",
        "version": VERSION,
        "fallbackText": _fallback(title),
        # Some hosts take angle brackets here for instructions to the voice, which says none anyway.
        "speak": plain.replace("<", " ").replace(">", " "),
        "msteams": teams,
        "body": [element for piece in pieces for element in piece.elements] or [rich_text_block((plain,))],
    }
    return Message(card, plain)


def _fallback(title: str) -> str:
    """The title, where it is plain: these words are read as Markdown."""
    shown = one_line(title)
    return f"{shown} – {OLD}" if shown and is_plain(shown) and len(shown) <= _MAX_FALLBACK else OLD


MAX_INLINE = 18_000
"""Characters that a picture may take of a card."""
_WIDTHS, _COLOURS = (720, 540, 400), 12


def inline_picture(picture: Picture) -> str | None:
    """The picture as an address that holds it; None where it would be too small to read."""
    # Loaded only when there is a picture, which matplotlib has drawn with it.
    from PIL import Image, UnidentifiedImageError

    try:
        drawn = Image.open(BytesIO(picture.png)).convert("RGB")
    except (UnidentifiedImageError, OSError):
        return None
    for width in _WIDTHS:
        if width < drawn.width:
            size = (width, round(drawn.height * width / drawn.width))
            small = drawn.resize(size, Image.Resampling.LANCZOS)
        else:
            small = drawn
        held = BytesIO()
        small.quantize(_COLOURS, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
        address = f"data:image/png;base64,{b64encode(held.getvalue()).decode()}"
        if len(address) <= MAX_INLINE:
            return address
    return None
