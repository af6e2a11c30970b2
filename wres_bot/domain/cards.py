"""Owns what we say, on no particular platform; must not know how any platform draws it.

A bare `str` span is plain text: renderers always escape it. `plain` carries the whole meaning in words, for
notifications, screen readers and the command line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Bold:
    text: str
    kind: Literal["bold"] = "bold"


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
    kind: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named so that the platform may notify them; `text` is what is read where it cannot."""

    text: str
    external: str
    kind: Literal["mention"] = "mention"


Span = str | Bold | Link | Mention
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph. `quiet` is for asides: shown small or grey, never left out."""

    line: Line
    quiet: bool = False
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs."""

    rows: tuple[tuple[str, Line], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Line, ...]
    ordered: bool = False
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of one whole by name, in the order they are read: (("Done", 12), ("Under way", 14), …)."""

    parts: tuple[tuple[str, int], ...]
    kind: Literal["progress"] = "progress"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG bytes; `alt` says in words what it says."""

    png: bytes
    alt: str
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Button:
    """A click says `says`, as if the person had typed it. `about` completes the label for a screen reader.

    `version` is the version of the action it was drawn from, so that an outdated click is noticed. `origin` is the
    command that shows the same card again, so that a clicked card can be drawn as it is now.
    """

    label: str
    says: str
    about: str = ""
    version: int | None = None
    strong: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Buttons:
    items: tuple[Button, ...]
    kind: Literal["buttons"] = "buttons"


MOST_READ_OUT = 6
"""Options that are said in words; a longer menu is only named."""


@dataclass(frozen=True, slots=True)
class Select:
    """One of several to be chosen: that says `says` with the option's value for "{}", as if it had been typed.

    `options` are (what is shown, the value). `chosen` is the value that is taken so far.
    """

    label: str
    says: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""
    kind: Literal["select"] = "select"

    def say(self, value: str) -> str:
        """The words of one choice."""
        return self.says.replace("{}", value)


Block = Text | Heading | Facts | Table | Bullets | Progress | Picture | Buttons | Select
Tone = Literal["plain", "good", "attention", "refused"]


@dataclass(frozen=True, slots=True)
class Card:
    """One message. `audience` is the lowest audience it may be shown to; `more` is the command for the next page."""

    title: str
    blocks: tuple[Block, ...] = ()
    tone: Tone = "plain"
    more: str | None = None

    def plain(self) -> str:
        """Everything the card means, as words on lines."""
        parts = [self.title] if self.title else []
        parts += [text for block in self.blocks if (text := _plain(block))]
        if self.more:
            parts.append(f"More: {self.more}")
        return "\n".join(parts)


def line(*spans: Span) -> Line:
    return spans


def text(*spans: Span, quiet: bool = False) -> Text:
    return Text(spans, quiet)


def bullets(items: Iterable[Span | Line], *, ordered: bool = False) -> Bullets:
    return Bullets(tuple(i if isinstance(i, tuple) else (i,) for i in items), ordered)


def plain_words(line: Line) -> str:
    """A line as plain words; a link keeps its address."""
    return "".join(s if isinstance(s, str) else f"{s.text} ({s.url})" if isinstance(s, Link) else s.text for s in line)


def _plain(block: Block) -> str:
    match block:
        case Text(line=spans):
            return plain_words(spans)
        case Heading(text=heading):
            return f"\n{heading}"
        case Facts(rows=rows):
            return "\n".join(f"{label}: {plain_words(value)}" for label, value in rows)
        case Table(head=head, rows=table, caption=caption):
            body = [
                "; ".join(f"{h}: {plain_words(c)}" if h else plain_words(c) for h, c in zip(head, row, strict=True))
                for row in table
            ]
            return "\n".join([caption, *body] if caption else body)
        case Bullets(items=items, ordered=ordered):
            return "\n".join(
                f"{n}. {plain_words(i)}" if ordered else f"- {plain_words(i)}" for n, i in enumerate(items, 1)
            )
        case Progress(parts=parts):
            return ", ".join(f"{name} {count}" for name, count in parts)
        case Picture(alt=alt):
            return f"Picture: {alt}"
        case Buttons(items=items):
            return " ".join(f"[{b.label}]" for b in items)
        case Select(label=label, options=options):
            few = len(options) <= MOST_READ_OUT
            return f"{label}: {' '.join(f'[{shown}]' for shown, _ in options) if few else '[Choose]'}"


CARD = TypeAdapter(Card)
"""Reads and writes a card as JSON, for letters that carry one."""
