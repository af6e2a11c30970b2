"""Owns hearing small talk: a text in which nothing is said of a plan. Its words are the table `small_talk`."""

from functools import cache
from typing import cast

from wres_bot.parser.arguments import lower_keeping_length
from wres_bot.parser.command_types import Calm, SmallTalk
from wres_bot.parser.signs import Lexicon, load_kinds, read_words
from wres_bot.parser.vocabulary import load_table, split_phrases

_ORDER: tuple[Calm, ...] = (
    "temper", "how_are_you", "who_made", "sorry", "praise", "laugh", "thanks", "bye", "greeting", "ok",
)  # fmt: skip
"""Of several, the first is answered."""


@cache
def _calm_words() -> Lexicon:
    return Lexicon(load_kinds("small_talk", "calm"))


@cache
def _around() -> frozenset[str]:
    return frozenset(split_phrases(load_table("small_talk")["around"]["words"]))


def read_small_talk(text: str) -> SmallTalk | None:
    """What kind of small talk the whole text is, or None where it says more."""
    if len(text) > 160:
        return None
    words = read_words(text, lower_keeping_length(text), only_words=True)
    plain = [word.plain for word in words]
    if not plain:
        return None
    kinds: set[str] = set()
    signed: set[int] = set()
    for sign in _calm_words().find_signs(plain):
        kinds |= sign.names
        signed |= {*range(sign.first, sign.last)}
    if 0 not in signed and plain[0] in _ASKS:
        return None
    if not kinds or any(at not in signed and plain[at] not in _around() for at in range(len(plain))):
        return None
    return SmallTalk(next(kind for kind in _ORDER if cast(str, kind) in kinds))


@cache
def _answers() -> Lexicon:
    return Lexicon(load_kinds("small_talk", "answers"))


def read_answer(text: str) -> tuple[str, bool] | None:
    """ "yes" or "no" where the text begins with it, and whether it says nothing else."""
    words = read_words(text[:200], lower_keeping_length(text[:200]))
    plain = [word.plain for word in words]
    if not plain:
        return None
    found = _answers().find_at(plain, 0)
    if not found:
        return None
    stop, names = found[0]
    alone = all(word in _around() for word in plain[stop:])
    name = min(names).removesuffix("_alone")
    return (name, alone) if alone or name in names else None


def find_feeling(text: str) -> SmallTalk | None:
    """Temper, or praise in more than a word, in a sentence that says other things too."""
    plain = [word.plain for word in read_words(text, lower_keeping_length(text), only_words=True)]
    signs = _calm_words().find_signs(plain)
    if any("temper" in sign.names for sign in signs):
        return SmallTalk("temper")
    praised = any("praise" in sign.names and sign.last - sign.first > 1 for sign in signs)
    return SmallTalk("praise") if praised and len(plain) < _LONGEST_PRAISE else None


_LONGEST_PRAISE = 8
_SURE = 3
"""So many words of temper are meant, even in a question."""
_ASKS = frozenset(("what", "who", "when", "where", "which", "why"))


def find_temper(text: str) -> SmallTalk | None:
    """Temper put as a question: "how many times do I have to answer this"."""
    plain = [word.plain for word in read_words(text, lower_keeping_length(text), only_words=True)]
    meant = any("temper" in s.names and s.last - s.first >= _SURE for s in _calm_words().find_signs(plain))
    return SmallTalk("temper") if meant else None
