"""Owns reading what a person typed in Teams: markup, mentions, what they quote; must not know activities or commands.

Teams hands on a message as text with bits of HTML in it: mentions, quotes, spaces that are none. Everything is read
once from left to right, so that no text, however made, takes long.
"""

import html
import re
from collections.abc import Collection

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_LINES = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "pre"}
_PLAIN = {"a", "b", "i", "u", "s", "em", "strong", "span", "font", "ul", "ol", "code", "table", "tbody", "td", "th",
          "hr", "img", "emoji", "readonly", "quoted"}  # fmt: skip
_DROPPED = {"blockquote", "attachment", "systemeventmessage"}
"""What stands inside is not what the person said: a message they answer, a file."""
_SPACES = re.compile(r"[^\S\n]+")
_EDGE = " \n\t,:"
_MENTION = "\x00"  # stands for the bot's own name while the text is read; it cannot be typed


def typed(text: str, own: Collection[str]) -> str:
    """The words, without the bot's own name before or after them. Other people's names stay where they are."""
    names = {_name(name) for name in own} - {""}
    out: list[str] = []
    at, inside, mention = 0, 0, -1
    for tag in _TAG.finditer(text):
        closing, name = bool(tag[1]), tag[2].lower()
        if name not in _LINES | _PLAIN | _DROPPED | {"at"}:
            continue  # somebody typed it
        if not inside:
            out.append(_words(text[at : tag.start()]))
        at = tag.end()
        if name in _DROPPED and not tag[0].endswith("/>"):
            inside = max(0, inside + (-1 if closing else 1))
        elif inside:
            continue
        elif name == "at" and not closing:
            mention = len(out)
        elif name == "at" and mention >= 0:
            said = "".join(out[mention:])
            out[mention:] = [_MENTION if _name(said) in names else said]
            mention = -1
        elif name in _LINES:
            out.append("\n")
    if not inside:
        out.append(_words(text[at:]))
    return _without_edges(_SPACES.sub(" ", "".join(out)))


def _words(text: str) -> str:
    return (html.unescape(text) if "&" in text else text).replace(_MENTION, "")


def _name(text: str) -> str:
    return " ".join(_words(_TAG.sub("", text)).split()).casefold()


def _without_edges(text: str) -> str:
    text = text.strip()
    while text.startswith(_MENTION):
        text = text[1:].lstrip(_EDGE)
    while text.endswith(_MENTION):
        text = text[:-1].rstrip(_EDGE)
    return text.replace(_MENTION, "").strip()
