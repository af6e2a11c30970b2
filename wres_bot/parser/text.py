"""Owns typed text as such: how it is tidied before anything is read in it; must not know any command."""

import re
import unicodedata

LONGEST = 4000
"""Characters we read. A longer text is a document, not a command."""

_KEPT_CONTROLS = {"\n": "\n", "\t": " ", "\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n"}
_TABLE: dict[int, str | None] = dict.fromkeys((*range(32), *range(127, 160)))
_TABLE |= {ord(char): kept for char, kept in _KEPT_CONTROLS.items()}
_TABLE |= dict.fromkeys(map(ord, "‘’‚‛′ʼ＇"), "'")
_TABLE |= dict.fromkeys(map(ord, "“”„‟″«»＂"), '"')
_TABLE |= dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_TABLE |= dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_TABLE |= dict.fromkeys((0x2028, 0x2029), "\n")
# Soft hyphens, zero-width spaces and the characters that turn the direction of what follows.
_TABLE |= dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, 0x61C), None)
_TABLE |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), None)
_TABLE |= {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if wide not in _TABLE}

_BROKEN = re.compile("[\ud800-\udfff]")
_LONE_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f])")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_MAIL = re.compile(r"<mailto:[^|>\s]*\|([^>\n]*)>")
_MENTION = re.compile(
    r"(?:<@[UWB][A-Z0-9]*(?:\|[^>\n]*)?>|<at>[^<>\n]{0,60}</at>|[@/]?wres(?:[ -]?bot)?(?![\w-])[,:]?)[\s,:]*",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"([\"'`*_])([^\"'`*_]+)\1!*")
_STOPS = " \n.,;:…"


def tidy(text: str) -> str:
    """The text in plain characters: quotes, dashes and spaces as on a keyboard, no bot mention, no trailing stop.

    Newlines stay: they part one command from the next. Emoji and other scripts stay; what hides or turns text goes.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", _BROKEN.sub("", text)).translate(_TABLE)
        text = unicodedata.normalize("NFC", _LONE_JOINER.sub("", text))
    elif not text.isprintable():
        text = text.translate(_TABLE)
    if "<mailto:" in text:
        text = _MAIL.sub(r"\1", text)
    text = " ".join(text.split(" ")) if "\n" not in text else _LINES.sub("\n", text)
    text = _SPACES.sub(" ", text).strip(_STOPS)
    while True:
        start = found.end() if (found := _MENTION.match(text)) else 0
        shorter = text[start:].strip(_STOPS)
        if found := _WRAPPED.fullmatch(shorter):
            shorter = found[2].strip(_STOPS)
        if shorter == text:
            return text
        text = shorter
