"""Owns how a Card reads in a terminal: wrapped words, tables in columns; must not know who prints it."""

import re
from textwrap import fill

from wres_bot.domain.cards import (
    Bullets,
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
    plain_words,
)

WIDTH = 88
# A note may carry anything somebody pasted: nothing in it may steer the terminal or reverse the words around it.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
GAP = 2


def render_text(card: Card, width: int = WIDTH) -> str:
    """Everything the card means, for somebody reading it at a prompt."""
    parts = [_wrap(card.title, width)] if card.title else []
    for block in card.blocks:
        if drawn := _render_block(block, width):
            parts.append(f"\n{drawn}" if parts and _stands_apart(block) else drawn)
    if card.more:
        parts.append(f"\nMore: {_clean(card.more)}")
    return "\n".join(parts)


def _stands_apart(block: object) -> bool:
    return isinstance(block, Heading | Table | Buttons | Select)


def _render_block(block: object, width: int) -> str:
    match block:
        case Text(line=line):
            return _wrap(plain_words(line), width)
        case Heading(text=heading):
            return _wrap(heading, width)
        case Facts(rows=rows):
            return "\n".join(_wrap(f"{label}: {plain_words(value)}", width, "  ") for label, value in rows)
        case Table():
            return _render_table(block, width)
        case Bullets(items=items, ordered=ordered):
            marks = [f"{n}. " if ordered else "- " for n in range(1, len(items) + 1)]
            return "\n".join(_render_bullet(mark, item, width) for mark, item in zip(marks, items, strict=True))
        case Progress(parts=parts):
            return _wrap(", ".join(f"{name} {count}" for name, count in parts), width)
        case Picture(alt=alt):
            return _wrap(f"Picture: {alt}", width)
        case Buttons(items=buttons):
            return _wrap(" ".join(f"[{b.label}]" for b in buttons), width)
        case Select(label=label, options=options):
            typed = [
                f"{'* ' if value == block.chosen else '  '}{shown}: {block.say(value)}" for shown, value in options
            ]
            return _wrap("\n".join([f"{label}, type one of:", *typed]), width, "    ")
    raise TypeError(f"no words for a {type(block).__name__}")


def _render_bullet(mark: str, item: Line, width: int) -> str:
    return _wrap(mark + plain_words(item), width, " " * len(mark))


def _render_table(table: Table, width: int) -> str:
    """Columns while they fit; otherwise each row as its own few lines, so that nothing is cut."""
    head = [_clean(h).replace("\n", " ") for h in table.head]
    rows = [[_clean(plain_words(cell)).replace("\n", " ") for cell in row] for row in table.rows]
    caption = [_wrap(table.caption, width)] if table.caption else []
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    if sum(widths) + GAP * (len(widths) - 1) <= width:
        lines = [head, *rows] if any(head) else rows
        drawn = ["".join(c.ljust(w + GAP) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines]
        if any(head):
            drawn.insert(1, (" " * GAP).join("-" * w for w in widths))
        return "\n".join(caption + drawn)
    drawn = []
    for row in rows:
        pairs = [f"{h}: {c}" if h else c for h, c in zip(head, row, strict=True) if c]
        drawn.append(_wrap(pairs[0], width, "  ") if pairs else "")
        drawn += [fill(pair, width, initial_indent="  ", subsequent_indent="    ") for pair in pairs[1:]]
    return "\n".join(caption + drawn)


def _wrap(text: str, width: int, indent: str = "") -> str:
    """Each line wrapped by itself; `indent` begins the lines it spills onto. Long words and addresses stay whole."""
    lines = _clean(text).split("\n")
    return "\n".join(
        fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) for line in lines
    )


def _clean(text: str) -> str:
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
