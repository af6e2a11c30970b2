"""Owns how a card looks in Slack: Card -> messages of blocks within Slack's limits; must not send anything.

Nothing is ever cut silently: what does not fit one message goes into the next.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wres_bot.chat.slack.mrkdwn import SECTION, Chunk, chunks, clean, escape, literal, size
from wres_bot.chat.slack.paginate import BLOCKS, BUDGET, Piece, body, is_text, join, joined, markup, pages_of
from wres_bot.domain.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Line,
    Picture,
    Progress,
    Table,
    Text,
)

HEADER = 150
FIELDS = 10
FIELD = 2000
ASIDE = 2000
BUTTONS = 25
LABEL = 75
VALUE = 2000
ALT = 2000
_SHORT = 60  # a value that still reads well in half a column

_BAR = 16
_SHADES = "█▓▒░"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to post: `text` is its meaning in words, for notifications and screen readers."""

    blocks: list[dict[str, Any]]
    text: str


def render(card: Card, files: Sequence[str | None] = (), *, budget: int = BUDGET) -> list[Message]:
    """The card as one message or more. `files` are Slack's ids of its pictures, in order; without one, the
    picture is said in words."""
    pieces = [piece for piece in _pieces(card, files) if piece.plain.strip()]
    if len(pieces) > BLOCKS:
        pieces = joined(pieces)
    pages = pages_of(pieces, budget)
    if len(pages) == 1:
        return [_message(pages[0], clean(card.plain()))]
    out = []
    for number, page in enumerate(pages, 1):
        part = f"Part {number} of {len(pages)}"
        said = "\n".join([*(p.plain for p in page), part])
        out.append(_message([*page, _aside(Chunk(part, part))], said))
    return out


def plain_messages(card: Card) -> list[Message]:
    """The card in words alone: for when Slack refuses the blocks."""
    return [Message([], chunk.markup) for chunk in chunks((card.plain() or card.title or "…",))]


def _message(pieces: Sequence[Piece], said: str) -> Message:
    blocks = [piece.block for piece in pieces]
    count = 0
    for block in blocks:
        if block["type"] == "actions":
            for element in block["elements"]:
                element["action_id"] = f"say:{count}"
                count += 1
    return Message(blocks, escape(said.strip()) or "…")


def _pieces(card: Card, files: Sequence[str | None]) -> Iterator[Piece]:
    if card.title.strip():
        title = " ".join(literal(card.title).split())
        if size(title) <= HEADER:
            yield Piece({"type": "header", "text": _plain_text(title)}, clean(card.title))
        else:
            yield from _sections(chunks((Bold(card.title),)))
    left = iter(files)
    heading: Piece | None = None
    for block in card.blocks:
        # A heading stands in the same section as what it heads, where that fits: fewer blocks, closer together.
        if isinstance(block, Heading):
            if heading:
                yield heading
            drawn = list(_sections(chunks((Bold(block.text),))))
            yield from drawn[:-1]
            heading = drawn[-1] if drawn else None
            continue
        for piece in _block(block, left):
            if heading and is_text(piece) and size(body(heading)) + size(body(piece)) < SECTION:
                piece = join(heading, piece)
            elif heading:
                heading.with_next = True
                yield heading
            heading = None
            yield piece
    if heading:
        yield heading
    if card.more:
        yield from _buttons([Button("More", card.more)])


def _block(block: Block, files: Iterator[str | None]) -> Iterator[Piece]:
    match block:
        case Text(line=line, quiet=True):
            yield from map(_aside, chunks(line, ASIDE))
        case Text(line=line):
            yield from _sections(chunks(line))
        case Heading(text=text):
            yield from _sections(chunks((Bold(text),)))
        case Facts(rows=rows):
            yield from _facts(rows)
        case Table():
            yield from _sections(_lines(_rows(block)))
        case Bullets(items=items, ordered=ordered):
            marked = ((f"{n}. " if ordered else "• ", *item) for n, item in enumerate(items, 1))
            yield from _sections(_lines(marked))
        case Progress(parts=parts):
            yield from _sections(_packed(_progress(parts)))
        case Picture(alt=alt):
            yield from _picture(alt, next(files, None))
        case Buttons(items=items):
            yield from _buttons(items)


def _facts(rows: Sequence[tuple[str, Line]]) -> Iterator[Piece]:
    lines = [((Bold(label), ": ", *value) if label.strip() else value) for label, value in rows]
    if not all(sum(len(c.plain) for c in chunks((label, *value))) <= _SHORT for label, value in rows):
        yield from _sections(_lines(lines))
        return
    for start in range(0, len(rows), FIELDS):
        some = rows[start : start + FIELDS]
        drawn = [chunks((Bold(label or " "), "\n", *value), FIELD)[0] for label, value in some]
        said = "\n".join(c.plain.replace("\n", ": ", 1) for c in drawn)
        fields = [markup(c.markup.strip() or "–") for c in drawn]
        yield Piece({"type": "section", "fields": fields}, said)


def _rows(table: Table) -> Iterator[Line]:
    """One line a row, each figure with its heading: a table that reads on a phone and aloud."""
    if table.caption.strip():
        yield (Bold(table.caption),)
    for row in table.rows:
        out: list[Any] = []
        for n, (head, cell) in enumerate(zip(table.head, row, strict=True)):
            if n:
                out.append(" · ")
            value = cell if any(c.plain.strip() for c in chunks(cell)) else ("–",)
            if n == 0:
                value = tuple(Bold(s) if isinstance(s, str) else s for s in value)
            out += [f"{head}{':' if n else ''} ", *value] if head.strip() else value
        yield tuple(out)


def _progress(parts: Sequence[tuple[str, int]]) -> Iterator[Chunk]:
    """The words first, for whoever listens; then a bar of shades, for whoever glances."""
    yield from chunks((" · ".join(f"{name} {count}" for name, count in parts),))
    total = sum(max(count, 0) for _, count in parts)
    if total and 1 < len(parts) <= len(_SHADES):
        bar, before = "", 0
        for shade, (_, count) in zip(_SHADES, parts, strict=False):
            before += max(count, 0)
            bar += shade * (round(before * _BAR / total) - len(bar))
        yield Chunk(bar, "")


def _picture(alt: str, file: str | None) -> Iterator[Piece]:
    said = clean(alt).strip() or "a picture"
    if file is None:
        yield from _sections(chunks((f"Picture: {said}",)))
        return
    short = said if size(said) <= ALT else "A picture; the words below say what it shows."
    image = {"type": "image", "slack_file": {"id": file}, "alt_text": short}
    yield Piece(image, f"Picture: {short}", with_next=short != said)
    if short != said:
        yield from _sections(chunks((said,)))


def _buttons(items: Iterable[Button]) -> Iterator[Piece]:
    row: list[dict[str, Any]] = []
    labels: list[str] = []
    for button in items:
        label = " ".join(literal(button.label).split()) or " ".join(literal(button.says).split())
        if not label:
            continue
        carried = {"says": clean(button.says), "version": button.version}
        if button.origin:
            carried["from"] = clean(button.origin)
        value = json.dumps(carried, ensure_ascii=False)
        if size(label) > LABEL or size(value) > VALUE:
            # Too long for a button: then it is said what to type.
            line = (clean(button.label), ": type ", clean(button.says))
            yield from _sections(chunks(line))
            continue
        element: dict[str, Any] = {"type": "button", "text": _plain_text(label), "value": value}
        if button.about.strip():
            # At most 75 characters; whole words, since it is read aloud.
            element["accessibility_label"] = _shorten(f"{label}: {literal(button.about)}", LABEL)
        if button.strong:
            element["style"] = "primary"
        row.append(element)
        labels.append(label)
        if len(row) == BUTTONS:
            yield _actions(row, labels)
            row, labels = [], []
    if row:
        yield _actions(row, labels)


def _actions(row: list[dict[str, Any]], labels: list[str]) -> Piece:
    said = " ".join(f"[{label}]" for label in labels)
    return Piece({"type": "actions", "elements": list(row)}, said, with_last=True)


def _lines(lines: Iterable[Line]) -> list[Chunk]:
    """Lines under one another, in as few pieces as they fit, broken between lines where possible."""
    return _packed(chunk for line in lines for chunk in chunks(line))


def _packed(parts: Iterable[Chunk]) -> list[Chunk]:
    out: list[Chunk] = []
    for part in parts:
        last = out[-1] if out else None
        if last and size(last.markup) + size(part.markup) < SECTION:
            out[-1] = Chunk(f"{last.markup}\n{part.markup}", f"{last.plain}\n{part.plain}".strip())
        else:
            out.append(part)
    return out


def _sections(parts: Iterable[Chunk]) -> Iterator[Piece]:
    for part in parts:
        if part.markup.strip():
            yield Piece({"type": "section", "text": markup(part.markup)}, part.plain)


def _aside(part: Chunk) -> Piece:
    return Piece({"type": "context", "elements": [markup(part.markup)]}, part.plain)


def _plain_text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _shorten(text: str, limit: int) -> str:
    text = " ".join(text.split())
    if size(text) <= limit:
        return text
    while size(text) > limit - 1:
        text = text[: text.rfind(" ")] if " " in text[1:] else text[: limit // 2]
    return text + "…"
