"""Owns how each block of a card looks in Teams, as pieces that are not to be parted; must not know messages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from wres_bot.chat.teams.paginate import Piece
from wres_bot.chat.teams.tables import beside_one_another, grid
from wres_bot.chat.teams.text_runs import Element, block, clean, is_plain, lines, mentioning, one_line, size, spoken
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

BUTTONS = 6
"""Buttons in one row of them. Teams shows no more of a row; the next row stands below it."""
LABEL = 40
"""Characters of a button's label that a telephone shows."""
VALUE = 4000
ALT = 3000
PICTURE = "400px"
"""Where there is that much room; a host shrinks it where there is less. It is not to fill a screen."""
QUIET: Element = {"size": "Small", "isSubtle": True}

_NAME = 14  # characters of a label that has room in the first column of facts
_BIG = 6000  # bytes of a row that had better be parted where its lines end
_TILES, _TILE_WORD = 5, 11  # how many counts stand side by side on a telephone, and the longest word below one


def pieces_of(card: Card, picture: Callable[[Picture], str | None], *, hanging: bool) -> Iterator[Piece]:
    """The whole card. `hanging`: the lines of a list stand clear of their bullet."""
    if card.title.strip():
        yield from _heading(card.title, "Default", size="Large")
    answered = False
    for each in card.blocks:
        for number, piece in enumerate(_block(each, picture, hanging=hanging)):
            if answered and not number:
                # What was asked stands closer to its answers than to what is asked next.
                piece.elements[0].setdefault("spacing", "Large")
            yield piece
        answered = isinstance(each, Buttons)
    if card.more:
        yield from _buttons([Button("More", card.more)])


def _block(each: Block, picture: Callable[[Picture], str | None], *, hanging: bool) -> Iterator[Piece]:
    match each:
        case Text(line=line, quiet=quiet):
            yield from _text(line, QUIET if quiet else {})
        case Heading(text=words):
            yield from _heading(words, "Large", size="Medium")
        case Facts(rows=rows):
            yield from _facts(rows)
        case Table():
            yield from _table(each)
        case Bullets():
            yield from _bullets(each, hanging=hanging)
        case Progress(parts=parts):
            yield from _progress(parts)
        case Picture():
            yield from _picture(each, picture(each))
        case Buttons(items=items):
            yield from _buttons(items)


def _text(line: Line, look: Element, spacing: str = "Default") -> Iterator[Piece]:
    for number, row in enumerate(lines(line)):
        gap = "None" if number else spacing
        if mentioned := mentioning(row, **look):
            drawn, people = mentioned
            yield Piece([_spaced(drawn, gap)], spoken(row), mentions=people)
        else:
            yield Piece([_spaced(block(row, **look), gap)], spoken(row))


def _heading(words: str, spacing: str, **look: Any) -> Iterator[Piece]:
    look = {"weight": "Bolder", **look}
    shown = one_line(words)
    if is_plain(shown) and size(shown) <= _BIG:
        # The one block that a screen reader can jump to.
        drawn = {"type": "TextBlock", "text": shown, "wrap": True, "style": "heading", **look}
        yield Piece([_spaced(drawn, spacing)], clean(words), with_next=True)
        return
    for number, row in enumerate(lines((words,))):
        yield Piece([_spaced(block(row, **look), "None" if number else spacing)], spoken(row), with_next=True)


def _facts(rows: Sequence[tuple[str, Line]]) -> Iterator[Piece]:
    """Labels in a column of their own where each is short; else before what they name."""
    short = all(len(one_line(label)) <= _NAME for label, _ in rows)
    for number, (label, value) in enumerate(rows):
        name = one_line(label)
        spacing = "Small" if number else "Default"
        said = f"{name}: {spoken(value)}" if name else spoken(value)
        first = [block((name,), isSubtle=True)] if name else []
        beside = _beside(_column("104px", first), _column("stretch", _stacked(lines(value) or [("–",)])))
        if short and size(beside) <= _BIG:
            yield Piece([_spaced(beside, spacing)], said)
        else:
            yield from _text((Bold(f"{name}: "), *value) if name else value, {}, spacing)


def _table(table: Table) -> Iterator[Piece]:
    """A table where every word has room on a telephone; else each row by itself, each figure with its heading."""
    if table.caption.strip():
        yield from _heading(table.caption, "Large", size="Medium")
    if beside_one_another(table):
        rows = [[(h, spoken(c)) for h, c in zip(table.head, row, strict=True)] for row in table.rows]
        said = "\n".join("; ".join(f"{h}: {c}" if h else c for h, c in row) for row in rows)
        yield Piece([grid(table)], clean(said))
        return
    for row in table.rows:
        name, *cells = zip(table.head, row, strict=True)
        first = tuple(Bold(span) if isinstance(span, str) else span for span in name[1])
        rest: list[Any] = []
        for head, cell in cells:
            rest += [" · " if rest else "", f"{head}: " if head.strip() else ""]
            rest += cell if spoken(cell).strip() else ("–",)
        yield from _text(first, {})
        for piece in _text(tuple(rest), QUIET, "None"):
            piece.with_last = True
            yield piece


def _bullets(bullets: Bullets, *, hanging: bool) -> Iterator[Piece]:
    wide = "24px" if bullets.ordered and len(bullets.items) < 100 else "40px" if bullets.ordered else "12px"
    for number, item in enumerate(bullets.items, 1):
        mark, spacing = f"{number}." if bullets.ordered else "•", "Small" if number > 1 else "Default"
        said = f"{mark if bullets.ordered else '-'} {spoken(item)}"
        rows = lines(item)
        if not rows:
            continue
        beside = _beside(_column(wide, [block((mark,))]), _column("stretch", _stacked(rows)) | {"spacing": "Small"})
        if hanging and size(beside) <= _BIG:
            yield Piece([_spaced(beside, spacing)], said)
        else:
            yield from _text((f"{mark} ", *item), {}, spacing)


def _progress(parts: Sequence[tuple[str, int]]) -> Iterator[Piece]:
    """Each count above its name, side by side where there is room on a telephone."""
    said = ", ".join(f"{one_line(name)} {count}" for name, count in parts)
    fits = max((len(word) for name, _ in parts for word in one_line(name).split()), default=0) <= _TILE_WORD
    if not parts:
        return
    if not fits or len(parts) > _TILES:
        yield from _text((" · ".join(f"{one_line(name)} {count}" for name, count in parts),), {})
        return
    yield Piece([_beside(*(_column("stretch", _tile(name, count)) for name, count in parts))], said)


def _tile(name: str, count: int) -> list[Element]:
    drawn = [block((str(count),), size="ExtraLarge", weight="Bolder")]
    return [*drawn, _spaced(block((one_line(name),), **QUIET), "None")] if one_line(name) else drawn


def _picture(picture: Picture, where: str | None) -> Iterator[Piece]:
    said = clean(picture.alt).strip() or "a picture"
    if where is None:
        yield from _text((f"Picture: {said}",), {})
        return
    short = said if size(said) <= ALT else "A picture; the words below say what it shows."
    image: Element = {"type": "Image", "url": where, "altText": short, "width": PICTURE}
    if where.startswith(("https://", "http://")):
        image["selectAction"] = {"type": "Action.OpenUrl", "url": where, "tooltip": "Open the picture"}
    yield Piece([_spaced(image, "Medium")], f"Picture: {short}", with_next=short != said)
    if short != said:
        yield from _text((said,), {})


def _buttons(items: Iterable[Button]) -> Iterator[Piece]:
    row: list[Element] = []
    for button in items:
        label = one_line(button.label) or one_line(button.says)
        if not label:
            continue
        data = {"action": "say", "says": clean(button.says), "version": button.version}
        if button.origin:
            data["from"] = clean(button.origin)
        if len(label) > LABEL or size(data) > VALUE:
            # Too long for a button: then it is said what to type.
            yield from _text((f"{one_line(button.label)}: type {clean(button.says)}",), {})
            continue
        action: Element = {"type": "Action.Execute", "title": label, "verb": "say", "data": data}
        if button.about.strip():
            action["tooltip"] = f"{label}: {one_line(button.about)}"
        if button.strong:
            action["style"] = "positive"
        row.append(action)
        if len(row) == BUTTONS:
            yield _row(row)
            row = []
    if row:
        yield _row(row)


def _row(actions: list[Element]) -> Piece:
    said = " ".join(f"[{action['title']}]" for action in actions)
    return Piece([{"type": "ActionSet", "actions": list(actions), "spacing": "Small"}], said, with_last=True)


def _beside(*columns: Element) -> Element:
    return {"type": "ColumnSet", "columns": list(columns)}


def _column(width: str, items: list[Element]) -> Element:
    return {"type": "Column", "width": width, "items": items}


def _stacked(rows: Sequence[Line]) -> list[Element]:
    """Lines under one another, with no gap between them."""
    return [_spaced(block(row), "None" if number else "Default") for number, row in enumerate(rows)]


def _spaced(element: Element, spacing: str) -> Element:
    return element if spacing == "Default" else {**element, "spacing": spacing}
