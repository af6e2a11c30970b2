"""Owns Slack's text markup: escaping, links, mentions, lengths, splitting; must not know blocks or messages."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wres_bot.domain.cards import Bold, Line, Link, Mention, Span

MAX_SECTION = 3000
"""Characters in one text object."""

_WORD_JOINER = "\u2060"
_BOLD_LIMIT = 700
_URL_LIMIT = 1200
_PIECE = 400  # of a word so long that it has to be broken: five times this, escaped, still fits a section

# Characters that are not text: control codes, half characters that cannot be sent, and the marks that make
# text run backwards and so show something other than what it says.
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_LOOSE_AT = re.compile(r"(?<![\w.+-])@(?=\w|\Z)")
_CONTROL = re.compile(r"<(?=[!@#])")
_QUOTE = re.compile(r"^&gt;", re.M)
_USER = re.compile(r"[UW][A-Z0-9]{2,}")
_WORDS = re.compile(r"\s*\S+\s*|\s+")


class Chunk(NamedTuple):
    """One piece of a line: as Slack's markup, and as plain words."""

    markup: str
    plain: str


def remove_control(text: str) -> str:
    """Without what is not text."""
    return _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape(text: str) -> str:
    """Plain text as markup: exactly & < > are escaped, and @here, @name and quotes lose their meaning."""
    text = remove_control(text)
    if "@" in text:
        text = _LOOSE_AT.sub("@" + _WORD_JOINER, text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _QUOTE.sub(_WORD_JOINER + "&gt;", text) if "&gt;" in text else text


def escape_plain(text: str) -> str:
    """Plain text for Slack's `plain_text`, which is shown as it stands: nothing to escape, nothing left to misread."""
    text = remove_control(text)
    text = _CONTROL.sub("<" + _WORD_JOINER, text) if "<" in text else text
    return _LOOSE_AT.sub("@" + _WORD_JOINER, text) if "@" in text else text


def count_characters(text: str) -> int:
    """Length as Slack counts it at worst: an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def render_line(line: Line) -> str:
    """A whole line, however long."""
    if len(line) == 1 and isinstance(line[0], str):
        return escape(line[0])
    out = ""
    for span in line:
        drawn = _render_span(span)
        # Stars only work beside a space or a stop.
        opens = isinstance(span, Bold) and drawn.startswith("*") and out[-1:].isalnum()
        follows = out.endswith("*") and drawn[:1].isalnum()
        out += _WORD_JOINER + drawn if opens or follows else drawn
    return out


def plain_line(line: Line) -> str:
    return "".join(remove_control(_plain_span(span)) for span in line)


def split_line(line: Line, limit: int = MAX_SECTION) -> list[Chunk]:
    """A line in pieces of at most `limit` characters of markup, broken between words."""
    whole = render_line(line)
    if count_characters(whole) <= limit:
        return [Chunk(whole, plain_line(line))]
    out, drawn, plain, length = [], "", "", 0
    for atom in _split_spans(line):
        more = count_characters(atom.markup)
        if length and length + more > limit:
            out.append(Chunk(drawn, plain))
            drawn, plain, length = "", "", 0
        drawn, plain, length = drawn + atom.markup, plain + atom.plain, length + more
    return [*out, Chunk(drawn, plain)]


def _render_span(span: Span) -> str:
    match span:
        case str():
            return escape(span)
        case Bold(text=text):
            return _render_bold(text)
        case Link(text=text, url=url):
            return _render_link(text, url)
        case Mention(text=text, external=external):
            return f"<@{external}>" if _USER.fullmatch(external) else escape(text)


def _plain_span(span: Span) -> str:
    if isinstance(span, Link):
        return f"{span.text} ({span.url})" if span.text != span.url else span.url
    return span if isinstance(span, str) else span.text


def _render_bold(text: str) -> str:
    text = escape(text)
    inner = " ".join(text.split())
    if not inner or "*" in inner or count_characters(inner) > _BOLD_LIMIT:
        return text
    return f"{' ' if text[0].isspace() else ''}*{inner}*{' ' if text[-1].isspace() else ''}"


def _render_link(text: str, url: str) -> str:
    url = "".join(remove_control(url).split())
    shown = " ".join(escape(text).split())
    safe = url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    known = url.startswith(("https://", "http://", "mailto:"))
    if not known or count_characters(safe) > _URL_LIMIT or count_characters(shown) > _BOLD_LIMIT:
        return escape(_plain_span(Link(text, url)))
    return f"<{safe}|{shown.replace('|', '¦')}>" if shown else f"<{safe}>"


def _split_spans(line: Line) -> Iterator[Chunk]:
    for span in line:
        drawn = _render_span(span)
        if drawn != escape(_plain_span(span)):  # marked up: not to be broken, and short enough
            yield Chunk(drawn, remove_control(_plain_span(span)))
            continue
        for word in _WORDS.findall(_plain_span(span)):
            for start in range(0, len(word), _PIECE):
                part = word[start : start + _PIECE]
                yield Chunk(escape(part), remove_control(part))
