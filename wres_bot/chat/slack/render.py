"""Owns how a card looks in Slack: Card -> messages of blocks within Slack's limits; must not send anything.

Nothing is ever cut silently: what does not fit one message goes into the next.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wres_bot.chat.slack.mrkdwn import (
    MAX_SECTION,
    Chunk,
    count_characters,
    escape,
    escape_plain,
    remove_control,
    split_line,
)
from wres_bot.chat.slack.paginate import (
    MAX_BLOCKS,
    MAX_CHARACTERS,
    Piece,
    fits_one_section,
    join_sections,
    merge_sections,
    mrkdwn_text,
    paginate,
)
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
    Select,
    Table,
    Text,
)

MAX_HEADER = 150
MAX_FIELDS = 10
MAX_FIELD = 2000
MAX_CONTEXT = 2000
MAX_BUTTONS = 25
MAX_LABEL = 75
MAX_VALUE = 2000
MAX_OPTIONS = 100
MAX_OPTION = 75
MAX_BLOCK_ID = 255
MAX_ALT = 2000
_SHORT = 60  # a value that still reads well in half a column

SELECT_MARK = ":"
"""Parts the number of a choice's block from the words it says."""

_BAR = 16
_SHADES = "█▓▒░"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to post: `text` is its meaning in words, for notifications and screen readers."""

    blocks: list[dict[str, Any]]
    text: str


def render(card: Card, files: Sequence[str | None] = (), *, budget: int = MAX_CHARACTERS) -> list[Message]:
    """The card as one message or more. `files` are Slack's ids of its pictures, in order; without one, the
    picture is said in words."""
    pieces = [piece for piece in _render_pieces(card, files) if piece.plain.strip()]
    if len(pieces) > MAX_BLOCKS:
        pieces = merge_sections(pieces)
    pages = paginate(pieces, budget)
    if len(pages) == 1:
        return [_message(pages[0], remove_control(card.plain()))]
    out = []
    for number, page in enumerate(pages, 1):
        part = f"Part {number} of {len(pages)}"
        plain = "\n".join([*(p.plain for p in page), part])
        out.append(_message([*page, _context_piece(Chunk(part, part))], plain))
    return out


def _message(pieces: Sequence[Piece], plain: str) -> Message:
    blocks = [piece.block for piece in pieces]
    count = 0
    for block in blocks:
        for element in block["elements"] if block["type"] == "actions" else [*filter(None, [block.get("accessory")])]:
            element["action_id"] = f"say:{count}"
            count += 1
        if "accessory" in block:
            block["block_id"] = f"{count}{block['block_id']}"
    return Message(blocks, escape(plain.strip()) or "…")


def _render_pieces(card: Card, files: Sequence[str | None]) -> Iterator[Piece]:
    yield from _render_title(card.title)
    left = iter(files)
    heading: Piece | None = None
    for block in card.blocks:
        pieces = list(_render_block(block, left))
        if heading and pieces:
            pieces = _join_heading(heading, pieces, parted=isinstance(block, Heading))
            heading = None
        if isinstance(block, Heading) and pieces:
            heading = pieces.pop()
        yield from pieces
    if heading:
        yield heading
    if card.more:
        yield from _render_buttons([Button("More", card.more)])


def _render_title(title: str) -> Iterator[Piece]:
    header = " ".join(escape_plain(title).split())
    if header and count_characters(header) <= MAX_HEADER:
        yield Piece({"type": "header", "text": _plain_text(header)}, remove_control(title))
    elif title.strip():
        yield from _sections(split_line((Bold(title),)))


def _join_heading(heading: Piece, pieces: list[Piece], *, parted: bool) -> list[Piece]:
    """A heading stands in the same section as what it heads, where that fits: fewer blocks, closer together.

    parted: what follows is a heading itself.
    """
    first, *rest = pieces
    if parted:
        return [heading, *pieces]
    if fits_one_section(heading, first):
        return [join_sections(heading, first), *rest]
    heading.with_next = True
    return [heading, *pieces]


def _render_block(block: Block, files: Iterator[str | None]) -> Iterator[Piece]:
    match block:
        case Text(line=line, quiet=quiet):
            yield from map(_context_piece, split_line(line, MAX_CONTEXT)) if quiet else _sections(split_line(line))
        case Heading(text=text):
            yield from _sections(split_line((Bold(text),)))
        case Facts(rows=rows):
            yield from _render_facts(rows)
        case Table():
            yield from _sections(_pack_lines(_table_lines(block)))
        case Bullets(items=items, ordered=ordered):
            marked = ((f"{n}. " if ordered else "• ", *item) for n, item in enumerate(items, 1))
            yield from _sections(_pack_lines(marked))
        case Progress(parts=parts):
            yield from _sections(_pack_chunks(_render_progress(parts)))
        case Picture(alt=alt):
            yield from _render_picture(alt, next(files, None))
        case Buttons(items=items):
            yield from _render_buttons(items)
        case Select():
            yield from _render_select(block)


def _render_facts(rows: Sequence[tuple[str, Line]]) -> Iterator[Piece]:
    lines = [((Bold(label), ": ", *value) if label.strip() else value) for label, value in rows]
    if not all(sum(len(c.plain) for c in split_line((label, *value))) <= _SHORT for label, value in rows):
        yield from _sections(_pack_lines(lines))
        return
    for start in range(0, len(rows), MAX_FIELDS):
        some = rows[start : start + MAX_FIELDS]
        drawn = [split_line((Bold(label or " "), "\n", *value), MAX_FIELD)[0] for label, value in some]
        plain = "\n".join(c.plain.replace("\n", ": ", 1) for c in drawn)
        fields = [mrkdwn_text(c.markup.strip() or "–") for c in drawn]
        yield Piece({"type": "section", "fields": fields}, plain)


def _table_lines(table: Table) -> Iterator[Line]:
    """One line a row, each figure with its heading: a table that reads on a phone and aloud."""
    if table.caption.strip():
        yield (Bold(table.caption),)
    for row in table.rows:
        out: list[Any] = []
        for n, (head, cell) in enumerate(zip(table.head, row, strict=True)):
            if n:
                out.append(" · ")
            value = cell if any(c.plain.strip() for c in split_line(cell)) else ("–",)
            if n == 0:
                value = tuple(Bold(s) if isinstance(s, str) else s for s in value)
            out += [f"{head}{':' if n else ''} ", *value] if head.strip() else value
        yield tuple(out)


def _render_progress(parts: Sequence[tuple[str, int]]) -> Iterator[Chunk]:
    """The words first, for whoever listens; then a bar of shades, for whoever glances."""
    yield from split_line((" · ".join(f"{name} {count}" for name, count in parts),))
    total = sum(max(count, 0) for _, count in parts)
    if total and 1 < len(parts) <= len(_SHADES):
        bar, before = "", 0
        for shade, (_, count) in zip(_SHADES, parts, strict=False):
            before += max(count, 0)
            bar += shade * (round(before * _BAR / total) - len(bar))
        yield Chunk(bar, "")


def _render_picture(alt: str, file: str | None) -> Iterator[Piece]:
    plain = remove_control(alt).strip() or "a picture"
    if file is None:
        yield from _sections(split_line((f"Picture: {plain}",)))
        return
    short = plain if count_characters(plain) <= MAX_ALT else "A picture; the words below say what it shows."
    image = {"type": "image", "slack_file": {"id": file}, "alt_text": short}
    yield Piece(image, f"Picture: {short}", with_next=short != plain)
    if short != plain:
        yield from _sections(split_line((plain,)))


def _render_buttons(items: Iterable[Button]) -> Iterator[Piece]:
    row: list[dict[str, Any]] = []
    labels: list[str] = []
    for button in items:
        label = " ".join(escape_plain(button.label).split()) or " ".join(escape_plain(button.says).split())
        if not label:
            continue
        carried = {"says": remove_control(button.says), "version": button.version}
        if button.origin:
            carried["from"] = remove_control(button.origin)
        value = json.dumps(carried, ensure_ascii=False)
        if count_characters(label) > MAX_LABEL or count_characters(value) > MAX_VALUE:
            # Too long for a button: then it is said what to type.
            line = (remove_control(button.label), ": type ", remove_control(button.says))
            yield from _sections(split_line(line))
            continue
        element: dict[str, Any] = {"type": "button", "text": _plain_text(label), "value": value}
        if button.about.strip():
            # At most 75 characters; whole words, since it is read aloud.
            element["accessibility_label"] = _shorten(f"{label}: {escape_plain(button.about)}", MAX_LABEL)
        if button.strong:
            element["style"] = "primary"
        row.append(element)
        labels.append(label)
        if len(row) == MAX_BUTTONS:
            yield _actions_piece(row, labels)
            row, labels = [], []
    if row:
        yield _actions_piece(row, labels)


def _render_select(select: Select) -> Iterator[Piece]:
    """The block carries the words, each option its value: that is all Slack brings back of a choice."""
    says = SELECT_MARK + remove_control(select.says)
    fits = all(0 < count_characters(remove_control(value)) <= MAX_OPTION for _, value in select.options)
    if not fits or count_characters(says) > MAX_BLOCK_ID - 4:
        yield from _sections(split_line((Bold(select.label),)))
        yield from _sections(_pack_lines((f"{shown}: type ", select.say(value)) for shown, value in select.options))
        return
    for start in range(0, len(select.options), MAX_OPTIONS):
        some = select.options[start : start + MAX_OPTIONS]
        options = [
            {"text": _plain_text(_shorten(escape_plain(shown), MAX_OPTION) or "–"), "value": remove_control(value)}
            for shown, value in some
        ]
        menu: dict[str, Any] = {"type": "static_select", "placeholder": _plain_text("Choose"), "options": options}
        for (_, value), option in zip(some, options, strict=True):
            if value == select.chosen:
                menu["initial_option"] = option
        [first, *rest] = split_line((select.label,)) or [Chunk("–", "–")]
        plain = Card("", (Select(first.plain, select.says, some),)).plain()
        section = {
            "type": "section",
            "block_id": says,
            "text": mrkdwn_text(first.markup.strip() or "–"),
            "accessory": menu,
        }
        yield Piece(section, plain)
        yield from _sections(rest)


def _actions_piece(row: list[dict[str, Any]], labels: list[str]) -> Piece:
    plain = " ".join(f"[{label}]" for label in labels)
    return Piece({"type": "actions", "elements": list(row)}, plain, with_last=True)


def _pack_lines(lines: Iterable[Line]) -> list[Chunk]:
    """Lines under one another, in as few pieces as they fit, broken between lines where possible."""
    return _pack_chunks(chunk for line in lines for chunk in split_line(line))


def _pack_chunks(parts: Iterable[Chunk]) -> list[Chunk]:
    out: list[Chunk] = []
    for part in parts:
        last = out[-1] if out else None
        if last and count_characters(last.markup) + count_characters(part.markup) < MAX_SECTION:
            out[-1] = Chunk(f"{last.markup}\n{part.markup}", f"{last.plain}\n{part.plain}".strip())
        else:
            out.append(part)
    return out


def _sections(parts: Iterable[Chunk]) -> Iterator[Piece]:
    for part in parts:
        if part.markup.strip():
            yield Piece({"type": "section", "text": mrkdwn_text(part.markup)}, part.plain)


def _context_piece(part: Chunk) -> Piece:
    return Piece({"type": "context", "elements": [mrkdwn_text(part.markup)]}, part.plain)


def _plain_text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _shorten(text: str, limit: int) -> str:
    text = " ".join(text.split())
    if count_characters(text) <= limit:
        return text
    while count_characters(text) > limit - 1:
        text = text[: text.rfind(" ")] if " " in text[1:] else text[: limit // 2]
    return text + "…"
