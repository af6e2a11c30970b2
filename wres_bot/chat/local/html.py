"""Owns how a Card looks on a page; must not know the page around it, nor what a button's words do.

Everything is escaped by Markup's own formatting: a card's words are never read as HTML.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup

from wres_bot.chat.local.terminal import render_text
from wres_bot.domain.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Line,
    Link,
    Mention,
    Picture,
    Progress,
    Select,
    Span,
    Table,
    Text,
    plain_words,
)

__all__ = ["render_html", "render_text"]

SAFE_LINKS = frozenset({"http", "https", "mailto"})
NO_FIELDS: Mapping[str, str] = {}
NARROW_COLUMNS = 3
"""Columns that a telephone shows side by side."""
EMPTY = ("", "–")
"""What stands in a cell for which there is nothing."""
MARKS = {"🔵": "blue", "🟢": "green", "🟠": "amber", "🔴": "red", "⚪": "grey"}
"""Colour marks are drawn, not written: not every computer has them, and the word beside each is what is read out."""


def render_html(
    card: Card, *, action: str = "/say", fields: Mapping[str, str] = NO_FIELDS, level: int = 3, id: str = "card"
) -> Markup:
    """The card as HTML. Its buttons post `says` to `action` beside `fields`; its title is a heading of `level`.

    `id` is unique on the page: names inside the card are made from it.
    """
    parts = [_render_heading(card.title, level, id)] if card.title else []
    inside = level + 1 if card.title else level
    for number, block in enumerate(card.blocks):
        parts.append(_render_block(block, inside, action, fields, f"{id}-{number}"))
    if card.more:
        more = Button("Show more", card.more)
        parts.append(_render_form((more,), action, fields, "More"))
    return Markup('<div class="card {}">{}</div>').format(card.tone, _join(parts))


def _render_block(block: object, level: int, action: str, fields: Mapping[str, str], id: str) -> Markup:
    match block:
        case Text(line=line, quiet=quiet):
            look = Markup(' class="quiet"' if quiet else "")
            return Markup('<p dir="auto"{}>{}</p>').format(look, _render_line(line))
        case Heading(text=words):
            return _render_heading(words, level, id)
        case Facts(rows=rows):
            pairs = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(k, _render_line(v)) for k, v in rows)
            return Markup("<dl>{}</dl>").format(_join(pairs))
        case Table():
            return _render_table(block, id)
        case Bullets(items=items, ordered=ordered):
            tag = Markup("ol" if ordered else "ul")
            listed = _join(Markup("<li>{}</li>").format(_render_line(item)) for item in items)
            return Markup("<{}>{}</{}>").format(tag, listed, tag)
        case Progress(parts=parts):
            return _render_progress(parts)
        case Picture(png=png, alt=alt):
            return Markup('<img src="data:image/png;base64,{}" alt="{}">').format(b64encode(png).decode(), alt)
        case Buttons(items=items):
            return _render_form(items, action, fields, "What you can do")
        case Select():
            return _render_select(block, action, fields)
    raise TypeError(f"no way to draw a {type(block).__name__}")


def _render_heading(words: str, level: int, id: str) -> Markup:
    return Markup('<h{} id="{}">{}</h{}>').format(level, id, words, level)


def _render_table(table: Table, id: str) -> Markup:
    """The first column names the row. Wide ones scroll inside a region that the keyboard reaches; on a telephone each
    row stands by itself, and each cell names its column."""
    head = _join(Markup('<th scope="col">{}</th>').format(h) for h in table.head)
    rows = _join(Markup("<tr>{}</tr>").format(_render_row(table.head, row)) for row in table.rows if row)
    caption = Markup('<caption id="{}">{}</caption>').format(id, table.caption) if table.caption else Markup()
    name = Markup('aria-labelledby="{}"').format(id) if table.caption else Markup('aria-label="Table"')
    drawn = Markup("<table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(caption, head, rows)
    broad = " broad" if len(table.head) > NARROW_COLUMNS else ""
    return Markup('<div class="wide{}" role="region" tabindex="0" {}>{}</div>').format(broad, name, drawn)


def _render_row(head: Sequence[str], row: Sequence[Line]) -> Markup:
    cells = (_render_cell(h, c) for h, c in zip(head[1:], row[1:], strict=False))
    return Markup('<th scope="row">{}</th>{}').format(_render_line(row[0]), _join(cells))


def _render_cell(head: str, cell: Line) -> Markup:
    """One that says nothing keeps its place in a column, and takes no line where each cell has its own."""
    nothing = Markup(' class="nothing"') if plain_words(cell).strip() in EMPTY else Markup()
    return Markup('<td data-head="{}"{}>{}</td>').format(head, nothing, _render_line(cell))


def _render_progress(parts: Iterable[tuple[str, int]]) -> Markup:
    """The counts as a list; the bar beside it only repeats them, so a screen reader skips it."""
    counted = list(parts)
    whole = sum(count for _, count in counted)
    fills = [MARKS.get(name[:1], f"part{n % 6}") for n, (name, _) in enumerate(counted)]
    listed = _join(
        Markup("<li>{}{} <b>{}</b></li>").format(_render_dot(fill), name.lstrip("".join(MARKS)).strip(), count)
        for fill, (name, count) in zip(fills, counted, strict=True)
    )
    bar, start = [], 0.0
    for fill, (_, count) in zip(fills, counted, strict=True):
        width = 100 * count / whole if whole else 0.0
        bar.append(Markup('<rect class="{}" x="{:.3f}" width="{:.3f}" height="6"/>').format(fill, start, width))
        start += width
    drawn = Markup('<svg class="bar" aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none">{}</svg>')
    return Markup('<div class="progress">{}<ul>{}</ul></div>').format(drawn.format(_join(bar)) if whole else "", listed)


def _render_form(buttons: Iterable[Button], action: str, fields: Mapping[str, str], name: str) -> Markup:
    """One form; the version a button was drawn from travels in its own address, as a button has one value only."""
    hidden = _join(Markup('<input type="hidden" name="{}" value="{}">').format(k, v) for k, v in fields.items())
    drawn = _join(_render_button(button, action) for button in buttons)
    return Markup('<form class="buttons" method="post" action="{}" aria-label="{}">{}{}</form>').format(
        action, name, hidden, drawn
    )


def _render_select(select: Select, action: str, fields: Mapping[str, str]) -> Markup:
    """A form of its own: choosing does nothing until it is saved, so that the keyboard can look through it."""
    hidden = _join(Markup('<input type="hidden" name="{}" value="{}">').format(k, v) for k, v in fields.items())
    options = _join(
        Markup('<option value="{}"{}>{}</option>').format(
            select.say(value), Markup(" selected") if value == select.chosen else Markup(), shown
        )
        for shown, value in select.options
    )
    return Markup(
        '<form class="buttons select" method="post" action="{}">{}<label>{} <select name="says">{}</select></label>'
        '<button type="submit">Save<span class="unseen"> {}</span></button></form>'
    ).format(action, hidden, select.label, options, select.label)


def _render_button(button: Button, action: str) -> Markup:
    about = Markup('<span class="unseen"> {}</span>').format(button.about) if button.about else Markup()
    goes = ""
    if button.version is not None:
        drawn = {"version": button.version} | ({"from": button.origin} if button.origin else {})
        goes = Markup(' formaction="{}"').format(f"{action}?{urlencode(drawn)}")
    strong = Markup(' class="strong"') if button.strong else Markup()
    return Markup('<button type="submit" name="says" value="{}"{}{}>{}{}</button>').format(
        button.says, goes, strong, button.label, about
    )


def _render_line(line: Line) -> Markup:
    return _join(_render_span(span) for span in line)


def _render_span(span: Span) -> Markup:
    match span:
        case Bold(text=words):
            return Markup("<b>{}</b>").format(_render_words(words))
        case Link(text=words, url=url):
            if _scheme(url) not in SAFE_LINKS:
                return Markup("{} ({})").format(words, url)
            return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, words)
        case Mention(text=words):
            return Markup('<span class="mention">{}</span>').format(words)
    return _render_words(span)


def _render_words(words: str) -> Markup:
    """Plain words, each colour mark in them drawn as a dot."""
    drawn = Markup.escape(words)
    for mark, fill in MARKS.items():
        drawn = drawn.replace(mark, _render_dot(fill))
    return drawn


def _render_dot(fill: str) -> Markup:
    return Markup('<span class="dot {}" aria-hidden="true"></span>').format(fill)


def _scheme(url: str) -> str:
    try:
        return urlsplit(url.strip()).scheme.casefold()
    except ValueError:
        return ""


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)
