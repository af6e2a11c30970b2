"""Owns how each block of a card looks in Teams, tables included, as pieces not to be parted; must not know messages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from zlib import crc32

from wres_bot.chat.teams.paginate import Piece
from wres_bot.chat.teams.text_runs import (
    Element,
    is_plain,
    json_size,
    mention_block,
    one_line,
    plain_line,
    remove_control,
    rich_text_block,
    split_line,
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

MAX_BUTTONS = 6
"""Buttons in one row of them. Teams shows no more of a row; the next row stands below it."""
MAX_LABEL = 40
"""Characters of a button's label that a telephone shows."""
MAX_VALUE = 4000
MAX_ALT = 3000
PICTURE_WIDTH = "400px"
"""Where there is that much room; a host shrinks it where there is less. It is not to fill a screen."""
QUIET: Element = {"size": "Small", "isSubtle": True}

_MAX_NAME = 14  # characters of a label that has room in the first column of facts
_MAX_ROW = 6000  # bytes of a row that had better be parted where its lines end
_MAX_TILES, _MAX_TILE_WORD = 5, 11  # how many counts stand side by side on a telephone, and the longest word below one


def render_pieces(card: Card, picture: Callable[[Picture], str | None], *, hanging: bool) -> Iterator[Piece]:
    """The whole card. `hanging`: the lines of a list stand clear of their bullet."""
    if card.title.strip():
        yield from _render_heading(card.title, "Default", size="Large")
    answered = False
    for each in card.blocks:
        for number, piece in enumerate(_render_block(each, picture, hanging=hanging)):
            if answered and not number:
                # What was asked stands closer to its answers than to what is asked next.
                piece.elements[0].setdefault("spacing", "Large")
            yield piece
        answered = isinstance(each, Buttons)
    if card.more:
        yield from _render_buttons([Button("More", card.more)])


def _render_block(each: Block, picture: Callable[[Picture], str | None], *, hanging: bool) -> Iterator[Piece]:
    match each:
        case Text(line=line, quiet=quiet):
            yield from _render_text(line, QUIET if quiet else {})
        case Heading(text=words):
            yield from _render_heading(words, "Large", size="Medium")
        case Facts(rows=rows):
            yield from _render_facts(rows)
        case Table():
            yield from _render_table(each)
        case Bullets():
            yield from _render_bullets(each, hanging=hanging)
        case Progress(parts=parts):
            yield from _render_progress(parts)
        case Picture():
            yield from _render_picture(each, picture(each))
        case Buttons(items=items):
            yield from _render_buttons(items)
        case Select():
            yield from _render_select(each)


def _render_text(line: Line, look: Element, spacing: str = "Default") -> Iterator[Piece]:
    for number, row in enumerate(split_line(line)):
        gap = "None" if number else spacing
        if mentioned := mention_block(row, **look):
            drawn, people = mentioned
            yield Piece([_spaced(drawn, gap)], plain_line(row), mentions=people)
        else:
            yield Piece([_spaced(rich_text_block(row, **look), gap)], plain_line(row))


def _render_heading(words: str, spacing: str, **look: Any) -> Iterator[Piece]:
    look = {"weight": "Bolder", **look}
    shown = one_line(words)
    if is_plain(shown) and json_size(shown) <= _MAX_ROW:
        # The one block that a screen reader can jump to.
        drawn = {"type": "TextBlock", "text": shown, "wrap": True, "style": "heading", **look}
        yield Piece([_spaced(drawn, spacing)], remove_control(words), with_next=True)
        return
    for number, row in enumerate(split_line((words,))):
        gap = "None" if number else spacing
        yield Piece([_spaced(rich_text_block(row, **look), gap)], plain_line(row), with_next=True)


def _render_facts(rows: Sequence[tuple[str, Line]]) -> Iterator[Piece]:
    """Labels in a column of their own where each is short; else before what they name."""
    short = all(len(one_line(label)) <= _MAX_NAME for label, _ in rows)
    for number, (label, value) in enumerate(rows):
        name = one_line(label)
        spacing = "Small" if number else "Default"
        plain = f"{name}: {plain_line(value)}" if name else plain_line(value)
        first = [rich_text_block((name,), isSubtle=True)] if name else []
        beside = _column_set(_column("104px", first), _column("stretch", _stacked(split_line(value) or [("–",)])))
        if short and json_size(beside) <= _MAX_ROW:
            yield Piece([_spaced(beside, spacing)], plain)
        else:
            yield from _render_text((Bold(f"{name}: "), *value) if name else value, {}, spacing)


def _render_table(table: Table) -> Iterator[Piece]:
    """A table where every word has room on a telephone; else each row by itself, each figure with its heading."""
    if table.caption.strip():
        yield from _render_heading(table.caption, "Large", size="Medium")
    if fits_as_table(table):
        rows = [[(h, plain_line(c)) for h, c in zip(table.head, row, strict=True)] for row in table.rows]
        plain = "\n".join("; ".join(f"{h}: {c}" if h else c for h, c in row) for row in rows)
        yield Piece([table_element(table)], remove_control(plain))
        return
    for row in table.rows:
        name, *cells = zip(table.head, row, strict=True)
        first = tuple(Bold(span) if isinstance(span, str) else span for span in name[1])
        rest: list[Any] = []
        for head, cell in cells:
            rest += [" · " if rest else "", f"{head}: " if head.strip() else ""]
            rest += cell if plain_line(cell).strip() else ("–",)
        yield from _render_text(first, {})
        for piece in _render_text(tuple(rest), QUIET, "None"):
            piece.with_last = True
            yield piece


def _render_bullets(bullets: Bullets, *, hanging: bool) -> Iterator[Piece]:
    wide = "24px" if bullets.ordered and len(bullets.items) < 100 else "40px" if bullets.ordered else "12px"
    for number, item in enumerate(bullets.items, 1):
        mark, spacing = f"{number}." if bullets.ordered else "•", "Small" if number > 1 else "Default"
        plain = f"{mark if bullets.ordered else '-'} {plain_line(item)}"
        rows = split_line(item)
        if not rows:
            continue
        words = _column("stretch", _stacked(rows)) | {"spacing": "Small"}
        beside = _column_set(_column(wide, [rich_text_block((mark,))]), words)
        if hanging and json_size(beside) <= _MAX_ROW:
            yield Piece([_spaced(beside, spacing)], plain)
        else:
            yield from _render_text((f"{mark} ", *item), {}, spacing)


def _render_progress(parts: Sequence[tuple[str, int]]) -> Iterator[Piece]:
    """Each count above its name, side by side where there is room on a telephone."""
    plain = ", ".join(f"{one_line(name)} {count}" for name, count in parts)
    fits = max((len(word) for name, _ in parts for word in one_line(name).split()), default=0) <= _MAX_TILE_WORD
    if not parts:
        return
    if not fits or len(parts) > _MAX_TILES:
        yield from _render_text((" · ".join(f"{one_line(name)} {count}" for name, count in parts),), {})
        return
    yield Piece([_column_set(*(_column("stretch", _tile(name, count)) for name, count in parts))], plain)


def _tile(name: str, count: int) -> list[Element]:
    drawn = [rich_text_block((str(count),), size="ExtraLarge", weight="Bolder")]
    return [*drawn, _spaced(rich_text_block((one_line(name),), **QUIET), "None")] if one_line(name) else drawn


def _render_picture(picture: Picture, where: str | None) -> Iterator[Piece]:
    plain = remove_control(picture.alt).strip() or "a picture"
    if where is None:
        yield from _render_text((f"Picture: {plain}",), {})
        return
    short = plain if json_size(plain) <= MAX_ALT else "A picture; the words below say what it shows."
    image: Element = {"type": "Image", "url": where, "altText": short, "width": PICTURE_WIDTH}
    if where.startswith(("https://", "http://")):
        image["selectAction"] = {"type": "Action.OpenUrl", "url": where, "tooltip": "Open the picture"}
    yield Piece([_spaced(image, "Medium")], f"Picture: {short}", with_next=short != plain)
    if short != plain:
        yield from _render_text((plain,), {})


def _render_buttons(items: Iterable[Button]) -> Iterator[Piece]:
    row: list[Element] = []
    for button in items:
        label = one_line(button.label) or one_line(button.says)
        if not label:
            continue
        data = {"action": "say", "says": remove_control(button.says), "version": button.version}
        if button.origin:
            data["from"] = remove_control(button.origin)
        if len(label) > MAX_LABEL or json_size(data) > MAX_VALUE:
            # Too long for a button: then it is said what to type.
            yield from _render_text((f"{one_line(button.label)}: type {remove_control(button.says)}",), {})
            continue
        action: Element = {"type": "Action.Execute", "title": label, "verb": "say", "data": data}
        if button.about.strip():
            action["tooltip"] = f"{label}: {one_line(button.about)}"
        if button.strong:
            action["style"] = "positive"
        row.append(action)
        if len(row) == MAX_BUTTONS:
            yield _row(row)
            row = []
    if row:
        yield _row(row)


def _render_select(select: Select) -> Iterator[Piece]:
    """A menu with its own button: choosing by itself tells nobody anything in Teams."""
    says, label = remove_control(select.says), one_line(remove_control(select.label))
    options = tuple((one_line(remove_control(shown)) or "–", remove_control(value)) for shown, value in select.options)
    name = f"choice{crc32(says.encode()):08x}"
    choices = [{"title": shown, "value": value} for shown, value in options]
    menu: Element = {"type": "Input.ChoiceSet", "id": name, "style": "compact", "label": label, "choices": choices,
                     "placeholder": "Choose"}  # fmt: skip
    if any(value == select.chosen for _, value in select.options):
        menu["value"] = remove_control(select.chosen)
    data = {"action": "say", "says": says, "choice": name, "version": None}
    save: Element = {
        "type": "Action.Execute",
        "title": "Save",
        "verb": "say",
        "data": data,
        "tooltip": f"Save: {label}",
    }
    set_ = {"type": "ActionSet", "actions": [save], "spacing": "Small"}
    yield Piece([menu, set_], Card("", (replace(select, label=label, options=options),)).plain())


def _row(actions: list[Element]) -> Piece:
    plain = " ".join(f"[{action['title']}]" for action in actions)
    return Piece([{"type": "ActionSet", "actions": list(actions), "spacing": "Small"}], plain, with_last=True)


def _column_set(*columns: Element) -> Element:
    return {"type": "ColumnSet", "columns": list(columns)}


def _column(width: str, items: list[Element]) -> Element:
    return {"type": "Column", "width": width, "items": items}


def _stacked(rows: Sequence[Line]) -> list[Element]:
    """Lines under one another, with no gap between them."""
    return [_spaced(rich_text_block(row), "None" if number else "Default") for number, row in enumerate(rows)]


def _spaced(element: Element, spacing: str) -> Element:
    return element if spacing == "Default" else {**element, "spacing": spacing}


_CARD_WIDTH = 320  # pixels of a card on the narrowest telephone
_LETTER_WIDTH, _CELL_PADDING = 8.5, 17  # pixels of a letter, and of a cell beside its words
_MAX_TABLE = 7000


def fits_as_table(table: Table) -> bool:
    """Every column has room for its longest word, and the whole is short enough to stay in one piece."""
    if not table.rows or len(table.head) < 2:
        return False
    if sum(_min_width(table, n) for n in range(len(table.head))) > _CARD_WIDTH:
        return False
    return json_size(table_element(table)) <= _MAX_TABLE


def table_element(table: Table) -> Element:
    """The table itself; a column is as wide as what stands in it asks for."""
    widths = [max(_min_width(table, n), min(_max_width(table, n), _CARD_WIDTH)) for n in range(len(table.head))]
    head = {"type": "TableRow", "cells": [_table_cell((Bold(one_line(each) or "–"),)) for each in table.head]}
    rows = [{"type": "TableRow", "cells": [_table_cell(cell) for cell in row]} for row in table.rows]
    return {
        "type": "Table",
        "columns": [{"width": round(width)} for width in widths],
        "firstRowAsHeader": True,
        "showGridLines": False,
        "rows": [head, *rows],
    }


def _table_cell(line: Line) -> Element:
    items = [rich_text_block(row) for row in split_line(line)]
    return {"type": "TableCell", "items": items or [rich_text_block(("–",))]}


def _column_words(table: Table, number: int) -> list[str]:
    return [one_line(table.head[number]), *(plain_line(row[number]) for row in table.rows)]


def _min_width(table: Table, number: int) -> float:
    longest = max(len(word) for cell in _column_words(table, number) for word in cell.split() or ["–"])
    return longest * _LETTER_WIDTH + _CELL_PADDING


def _max_width(table: Table, number: int) -> float:
    return max(map(len, _column_words(table, number))) * _LETTER_WIDTH + _CELL_PADDING
