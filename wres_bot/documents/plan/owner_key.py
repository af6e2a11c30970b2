"""Owns initials that stand for posts: the key a document gives for them, and an owner cell with them spelt out."""

import re
from collections.abc import Iterable, Mapping

from wres_bot.documents.plan.owner_cells import is_whole_post, read_owners

_SHORT = r"[A-Z][A-Za-z&]{0,5}[A-Z]"
_KEY = re.compile(
    rf"(?<![\w/])(?P<short>{_SHORT})\s*(?:=|:|\s[-–—])\s*(?P<post>[A-Z][^;\n|=]{{4,80}}?)"
    rf"(?=[;\n|.]|,\s*{_SHORT}\s*(?:=|:|\s[-–—])|$)"
)
_BETWEEN = re.compile(r"(\s*[,;/&+\n]\s*|\s+and\s+)")


def read_owner_key(pairs: Iterable[tuple[str, str]], texts: Iterable[str]) -> Mapping[str, str]:
    """What a document's own key says of the initials in its owner column: "HE" is "Head of EDI".

    pairs: cells that stand alone side by side. A person's name beside the post is left out.
    """
    found = [(short.strip(), post) for short, post in pairs if re.fullmatch(_SHORT, short.strip())]
    found += [(key["short"], key["post"]) for text in texts for key in _KEY.finditer(text)]
    key: dict[str, str] = {}
    for short, words in found:
        posts = [owner.name for owner in read_owners(words)]
        if len(posts) == 1 and len(posts[0].split()) > 1 and is_whole_post(posts[0]):
            key.setdefault(short, posts[0])
    return key


def spell_out(words: str, key: Mapping[str, str]) -> str:
    """An owner cell with posts in place of their initials, each on a line; as it was where it holds none."""
    parts = _BETWEEN.split(words.strip())
    if not any(part in key for part in parts[::2]):
        return words
    return "".join("\n" if n % 2 else key.get(part, part) for n, part in enumerate(parts))
