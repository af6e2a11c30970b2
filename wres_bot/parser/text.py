"""Owns typed text as such: how it is made plain before anything is read in it; must not know any command.

What belongs to the platform or to mail goes (mentions, ids, quotes of others, signatures, struck-through words), what
is spoken becomes what is written ("two point three", names of emoji, Welsh). The table is `spoken`.
"""

import re
import unicodedata
from functools import cache

from wres_bot.parser.vocabulary import load_table, split_phrases

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
# The skin tone of an emoji says nothing.
_TABLE |= dict.fromkeys(range(0x1F3FB, 0x1F400))
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
    r"(?:<@[UWB][A-Z0-9]*(?:\|[^>\n]*)?>|<at>[^<>\n]{0,60}</at>|[@/]?wres(?:[ _-]?bot)?(?![\w-])[,:]?)[\s,:]*",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"([\"'`*_])([^\"'`*_]+)\1!*")
_STOPS = " \n.,;:…"


_STRUCK = re.compile(
    r"<(s|strike|del)\b[^>\n]{0,40}>.{0,2000}?</\1>|(?<![\w~])~(?=[^\s~])[^~\n]{0,2000}?(?<=[^\s~])~(?![\w~])",
    re.DOTALL | re.I,
)
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>|&gt;).*$", re.MULTILINE)
_WROTE = re.compile(r"^\s*(?:on .{4,80}\bwrote:|.{2,60} wrote:)\s*$", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|br|div|span|b|i|em|strong|u|li|ul|ol|blockquote)\b[^>\n]{0,80}/?>", re.IGNORECASE)
_QUOTE_BLOCK = re.compile(r"<blockquote\b.{0,3000}?</blockquote>", re.DOTALL | re.IGNORECASE)
_EMOJI_NAME = re.compile(r"(?<![\w:]):([a-z0-9_+'-]{1,40}):(?::?skin-tone-\d:?)?", re.IGNORECASE)
_ID = re.compile(
    r"<(?P<kind>[@#]|!subteam\^)(?P<id>[\w^-]*)(?:\|(?P<name>[^>\n]*))?>|<at[^>\n]{0,40}>(?P<at>[^<>\n]{0,60})</at>"
)
_NEUTRAL = {"@": "a colleague", "#": "a channel", "!subteam^": "a group"}
_SLACK_LINK = re.compile(r"<(https?://[^|>\s]+)(?:\|([^>\n]*))?>")
_GLUED = re.compile(r"(?<![\w.])(\d{1,2}\.\d{1,2})([a-z]{3,})(?!\w*\d)", re.IGNORECASE)
"""A ref with a word right behind it: "2.3done"."""
_GLUED_BEHIND = re.compile(r"(?<![\w.])([a-z]{4,12})(\d{1,2}\.\d{1,2})(?![\w.])", re.IGNORECASE)
"""A ref right behind a word: "done2.3"."""
_WORDED = re.compile(r"[^\W\d_]{3,}")
"""Where something is said in words, an emoji only goes with them, unless it stands right behind a ref."""
_ENTITY = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " "}
_LIST_NUMBER = re.compile(
    r"^[ \t]*(?:[-*+\u2022\u00b7][ \t]+)?(?:\(?(\d{1,2})\)|(\d{1,2})\.(?=[ \t]+(?:\w{1,4}[.]?\d|action\b|#)))[ \t]+",
    re.MULTILINE,
)
_HEADS_A_REF = re.compile(r"#?(?:action |ref )?(?:\d|[a-z]{1,4}[ .-]?\d)", re.IGNORECASE)
_TABLE_OF = ("link", "unlink", "join", "connect", "disconnect", "unjoin")
"""Commands that are told of an account by its id."""


@cache
def _spoken() -> dict[str, re.Pattern[str]]:
    table = load_table("spoken")
    numbers = "|".join(table["numbers"])
    said = sorted([*table["welsh"], *table["heard"]], key=len, reverse=True)
    ends = [re.escape(phrase) for phrase in split_phrases(table["cut"]["signatures"])]
    marks = [re.escape(phrase) for phrase in split_phrases(table["cut"]["quoted"])]
    emoji = "|".join(map(re.escape, table["emoji_words"]))
    return {
        "point": re.compile(rf"(?<![\w.])(\d{{1,2}}|{numbers}) (?:point|dot|\.) (\d{{1,2}}|{numbers})(?![\w.])", re.I),
        "named": re.compile(rf"\b(sections?|themes?|objectives?|indicators?|action) ({numbers})\b(?! point)", re.I),
        "said": re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, said))})(?![\w'])", re.I),
        "signature": re.compile(rf"^[ \t]*(?:--+[ \t]*$|(?:{'|'.join(ends)})[,.!]?[ \t]*$)", re.I | re.M),
        "quoted": re.compile(rf"^[ \t]*(?:{'|'.join(marks)})", re.I | re.M),
        "disclaimer": re.compile("|".join(map(re.escape, split_phrases(table["cut"]["disclaimers"]))), re.I),
        "emoji": re.compile(f"({emoji})\ufe0f?"),
        "marked": re.compile(rf"(?<=\d) ?({emoji})\ufe0f?"),
        "automatic": re.compile("|".join(map(re.escape, split_phrases(table["cut"]["automatic"]))), re.I),
        "away": re.compile("|".join(map(re.escape, split_phrases(table["cut"]["away_signs"]))), re.I),
    }


def is_automatic(text: str) -> bool:
    """Whether a machine wrote it: an out-of-office reply, a message that could not be delivered."""
    plain = " ".join(text.translate(_TABLE).split()) if text else ""
    begins = _spoken()["automatic"].match(plain)
    if begins is None:
        return False
    begun = begins[0].lower()
    return not begun.startswith(("i am", "i'm")) or _spoken()["away"].search(plain) is not None


def normalise(text: str) -> str:
    """The text as it is read: what a platform or a mail puts around it is gone, and what was spoken is written out.

    Newlines stay: they part one command from the next.
    """
    plain = tidy(_drop_markup(text))
    for _ in range(4):
        cleaned = tidy(_write_out(_cut(_drop_markup(plain))))
        if cleaned == plain:
            break
        plain = cleaned
    return plain


def _drop_markup(text: str) -> str:
    text = _MENTION.sub("", text.lstrip(), count=1) if _MENTION.match(text.lstrip()) else text
    if "<" in text or "~" in text:
        text = _STRUCK.sub(" ", _QUOTE_BLOCK.sub("\n", text))
        if not text.lower().startswith(_TABLE_OF):
            text = _SLACK_LINK.sub(lambda link: link[1], _ID.sub(_name_neutrally, text))
        text = _TAG.sub(" ", text) if _TAG.match(text.lstrip()) else text
    if "&" in text:
        for entity, char in _ENTITY.items():
            text = text.replace(entity, char)
    if ":" in text:
        text = _EMOJI_NAME.sub(_read_emoji_name, text)
    return text


def _name_neutrally(found: re.Match[str]) -> str:
    """A name where the platform gave one for a channel or a group; people are named by nobody here."""
    if found["at"] is not None:
        return _NEUTRAL["@"]
    name = (found["name"] or "").strip("@# ")
    if found["kind"] in ("#", "!subteam^") and name:
        return f"#{name}" if found["kind"] == "#" else name
    return _NEUTRAL[found["kind"]]


def _read_emoji_name(found: re.Match[str]) -> str:
    emoji: str | None = load_table("spoken")["emoji"].get(found[1].lower())
    if emoji:
        return f" {emoji} "
    return " " if found[1].lower().startswith("skin-tone") or not found[1].isdigit() else found[0]


def _cut(text: str) -> str:
    """Without what others wrote, and without a signature."""
    if "\n" in text or text.startswith((">", "&gt;")):
        for pattern in (_WROTE, _spoken()["quoted"], _spoken()["signature"]):
            found = pattern.search(text)
            if found:
                text = text[: found.start()] if text[: found.start()].strip() else text[found.end() :]
        text = _QUOTED_LINE.sub("", text)
    if len(text) > 40 and (found := _spoken()["disclaimer"].search(text)) and found.start():
        text = text[: found.start()]
    return text


def _write_out(text: str) -> str:
    table = load_table("spoken")
    text = _spoken()["point"].sub(
        lambda said: (
            f"{table['numbers'].get(said[1].lower(), said[1])}.{table['numbers'].get(said[2].lower(), said[2])}"
        ),
        text,
    )
    text = _spoken()["named"].sub(lambda said: f"{said[1]} {table['numbers'][said[2].lower()]}", text)
    text = _spoken()["emoji" if not _WORDED.search(text) else "marked"].sub(
        lambda said: f" {table['emoji_words'][said[1]]} ", text
    )
    text = _GLUED_BEHIND.sub(r"\1 \2", _GLUED.sub(r"\1 \2", text))
    text = _spoken()["said"].sub(lambda said: (table["welsh"] | table["heard"])[said[0].lower()], text)
    return _LIST_NUMBER.sub(_read_list_number, text)


def _read_list_number(found: re.Match[str]) -> str:
    """A number of a list before a ref is no ref; before other words it is a place in the last message."""
    if found[2] or _HEADS_A_REF.match(found.string, found.end()):
        return ""
    return f"number {_ORDINALS.get(found[1], found[1])} "


_ORDINALS = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five"}


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
