"""Owns words in Teams' cards: what is not text, what Markdown could read, runs of text; must not know blocks or pages.

A RichTextBlock's runs are shown as they stand. A TextBlock is read as Markdown, by other rules on each kind of device,
and what escapes a star on one shows a backslash on another. So nothing is escaped: words that Markdown could read as
anything but words are drawn as runs, and a TextBlock is kept for what only it can do, a heading or a mention.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from wres_bot.domain.cards import Bold, Line, Link, Mention, Span, plain_words

Element = dict[str, Any]

MAX_BLOCK = 6000
"""Bytes of words in one block: longer ones are broken between words, so that they can go on in the next message."""
_MAX_WORD = 400  # characters of a word so long that it has to be broken; each is twelve bytes at worst
_MAX_URL = 1500

_WORD_JOINER = "\u2060"
# Control codes, half characters that cannot be sent, and the marks that make text show something other than it says.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# A card fills in {{DATE(…)}} and {{TIME(…)}} by itself, in runs too.
_FILLED_IN = re.compile(r"\{(?=\{)")
_MARKS = re.compile(r"[*_~`\[\]<>|\\#^={}@]|&[#\w]|://|www\.|\]\(|[a-z]:[a-z]", re.I)
_LISTED = re.compile(r"\s*([-+•]|\d{1,9}[.)])(\s|$)|\s*(-\s*){3,}$| {4}")
_WORDS = re.compile(r"\s*\S+\s*|\s+")
_PERSON = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|29:[\w-]{10,}", re.I)


def remove_control(text: str) -> str:
    """Without what is not text; every line ends the same way."""
    return _NOT_TEXT.sub("", _ENDS.sub("\n", text))


def escape_run(text: str) -> str:
    """Words as they stand in a run, a button or a tooltip."""
    text = remove_control(text)
    return _FILLED_IN.sub("{" + _WORD_JOINER, text) if "{{" in text else text


def one_line(text: str) -> str:
    return " ".join(escape_run(text).split())


def is_plain(text: str) -> bool:
    """No reader of Markdown, however eager, makes anything but words of it."""
    return not (_MARKS.search(text) or _LISTED.match(text) or "\n" in text)


def json_size(what: object) -> int:
    """Bytes as JSON, at worst: some write all but plain letters out in six or twelve."""
    return len(json.dumps(what))


def plain_line(line: Line) -> str:
    """A line in words, for whoever listens."""
    return remove_control(plain_words(line))


def split_line(line: Line) -> list[Line]:
    """Split where a new line begins, and where it is too long for one block; empty lines are left out."""
    out: list[list[Span]] = [[]]
    room = MAX_BLOCK
    for span in line:
        for part in _split_span(span):
            need = json_size(part if isinstance(part, str) else part.text) if part is not None else 0
            if part is None or (need > room and out[-1]):
                out.append([])
                room = MAX_BLOCK
            if part is not None:
                out[-1] = _append_run(out[-1], part)
                room -= need
    return [tuple(row) for row in out if any(_span_text(span).strip() for span in row)]


def rich_text_block(line: Line, **look: Any) -> Element:
    """One line drawn: runs that are shown as they stand. `look` is for every run in it."""
    return {"type": "RichTextBlock", "inlines": [run for span in line if (run := _text_run(span, look))]}


def mention_block(line: Line, **look: Any) -> tuple[Element, list[Element]] | None:
    """The line as the only block that can notify somebody, and whom; None when words of it would be read as more."""
    people = [span for span in line if isinstance(span, Mention)]
    known = all(_PERSON.fullmatch(person.external) for person in people)
    if not people or not known or any(isinstance(s, Link) or not is_plain(_span_text(s)) for s in line):
        return None
    if not is_plain("".join(map(_span_text, line))):
        return None
    shown = "".join(f"<at>{s.text}</at>" if isinstance(s, Mention) else _span_text(s) for s in line)
    named = [
        {"type": "mention", "text": f"<at>{p.text}</at>", "mentioned": {"id": p.external, "name": p.text}}
        for p in people
    ]
    return {"type": "TextBlock", "text": shown, "wrap": True, **look}, named


def _split_span(span: Span) -> Iterator[Span | None]:
    """Pieces short enough to be put on lines; None is the end of a line."""
    if isinstance(span, Link) and not _is_link(span):
        span = plain_words((span,))
    if isinstance(span, Link | Mention):
        yield span
        return
    for number, row in enumerate(remove_control(_span_text(span)).split("\n")):
        if number:
            yield None
        for part in _split_words(row):
            yield Bold(part) if isinstance(span, Bold) else part


def _split_words(row: str) -> Iterator[str]:
    if len(row) <= _MAX_WORD:
        yield row
        return
    for word in _WORDS.findall(row):
        for start in range(0, len(word), _MAX_WORD):
            yield word[start : start + _MAX_WORD]


def _append_run(row: list[Span], part: Span) -> list[Span]:
    """One run is shorter than two that look the same."""
    last = row[-1] if row else None
    if isinstance(last, str) and isinstance(part, str):
        return [*row[:-1], last + part]
    if isinstance(last, Bold) and isinstance(part, Bold):
        return [*row[:-1], Bold(last.text + part.text)]
    return [*row, part]


def _text_run(span: Span, look: Element) -> Element | None:
    shown = escape_run(_span_text(span)).replace("\n", " ")
    if not shown:
        return None
    run: Element = {"type": "TextRun", "text": shown, **look}
    if isinstance(span, Bold | Mention):
        run["weight"] = "Bolder"
    if isinstance(span, Link):
        run |= {"color": "Accent", "underline": True, "selectAction": {"type": "Action.OpenUrl", "url": span.url}}
    return run


def _is_link(link: Link) -> bool:
    """Written as an address is: nothing in it that is not, and a website's."""
    try:
        parts = urlsplit(link.url)
    except ValueError:
        return False
    fits = link.url.isascii() and link.url.isprintable() and not set(' <>"\\^`{|}') & set(link.url)
    shown = bool(remove_control(link.text).strip()) and len(link.text) <= _MAX_WORD
    return fits and shown and parts.scheme in ("http", "https") and bool(parts.hostname) and len(link.url) <= _MAX_URL


def _span_text(span: Span) -> str:
    return span if isinstance(span, str) else span.text
