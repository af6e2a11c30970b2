"""Owns which words stand in a text and which signs they are: words of one kind in the tables of `vocabulary`.

Reads no meaning: `clauses` and `everyday` do. A slip of one letter is forgiven and marked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Literal

from wres_bot.domain.refs import ActionRef, match_ref
from wres_bot.domain.statuses import STATUS_SYNONYMS
from wres_bot.parser.arguments import DATE
from wres_bot.parser.vocabulary import load_table, split_phrases

WordKind = Literal["word", "ref", "number", "date"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as the tables have it, and where it stands in the text. `slip`: it was a letter away from that."""

    plain: str
    start: int
    end: int
    kind: WordKind = "word"
    ref: ActionRef | None = None
    slip: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """Words first to last (not included) of a list of words are `names`: "not", "status done", …"""

    names: frozenset[str]
    first: int
    last: int


_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[\u2190-\U0001ffff]")
_MAYBE_REF = re.compile(r"\d|[a-z]{1,4}[ .-]?\d|[a-z][a-z0-9-]*-\d{4}-\d\d ?:")
_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)? ?(?:%|per ?cent\b)")
_AMOUNT = re.compile(r"(?:=|[£$€]|(?<![\w\])])[+-])$")
"""What stands before a number that is an amount and no action: "=1+1", "+1 trained", "-2 vacancies", "£4,500"."""
_NUMBERED = re.compile(r"no\. ?(?=\d)")
_THOUSANDS = re.compile(r",\d{3}(?!\d)")
_NO_DATE = re.compile(
    r"(?:^| )\d{1,2}\.\d{1,2}$|^(?:am|and|a?d|an? ?[dwm])$"
    r"|^(?:(?:is|on|for|in) )?(?:the )?(?:week|month|quarter|(?:financial )?year)$"
)
"""What looks like a date and is a ref behind a word, or no date at all."""
_ALSO_WORDS = frozenset(("may", "march", "mar", "sat", "sun", "spring", "second", "mon", "wed", "dec"))
"""Names in the calendar that are also other words: a date only behind a word of time."""
_BEFORE_DATES = frozenset((
    "in", "by", "until", "till", "to", "end", "of", "from", "since", "for", "on", "early", "late", "mid", "next",
    "last", "this", "before", "after", "due", "-",
))  # fmt: skip


@lru_cache(maxsize=32)
def read_words(text: str, low: str, *, only_words: bool = False) -> tuple[Word, ...]:
    """The words of a text in order; refs and dates are one word each. "isn't" is two: "is" and "not".

    only_words: a number or a date is a word like any other. Several stages look at the same sentence, so what was read
    is remembered until `forget_sentences`.
    """
    found: list[Word] = []
    end = 0
    for token in _TOKEN.finditer(low):
        at = token.start()
        if at < end:
            continue
        special = None if only_words else _read_ref(text, low, at) or _read_date(low, at, found)
        if special is not None:
            found.append(special)
            end = special.end
            continue
        end = token.end()
        for plain in ("number",) if _NUMBERED.match(low, at) else _expand(token[0]):
            found.append(Word(plain, at, end))
    return tuple(found)


def _read_ref(text: str, low: str, at: int) -> Word | None:
    if percent := _PERCENT.match(low, at):
        return Word("<percent>", at, percent.end(), "number")
    if not _MAYBE_REF.match(low, at) or _token_at(low, at) in _contractions():
        return None
    one = match_ref(low, text, at)
    if one is None or (one.bare and DATE.match(low, at)):
        return None
    if one.bare and (_AMOUNT.search(low, max(0, at - 2), at) or _THOUSANDS.match(low, one.end)):
        return Word("<number>", at, one.end, "number")
    return Word("<number>" if one.bare else "<ref>", at, one.end, "number" if one.bare else "ref", one.ref)


def _token_at(low: str, at: int) -> str:
    found = _TOKEN.match(low, at)
    return found[0] if found else ""


def _read_date(low: str, at: int, before: Sequence[Word]) -> Word | None:
    found = DATE.match(low, at)
    if found is None or _NO_DATE.search(found[0]):
        return None
    if found[0] in _ALSO_WORDS and not (before and before[-1].plain in _BEFORE_DATES):
        return None
    return Word("<date>", at, found.end(), "date")


@cache
def _contractions() -> dict[str, tuple[str, ...]]:
    table = load_table("spoken")
    short = {f"{word}'s": (word, "is") for word in split_phrases(table["short_is"]["words"])}
    return short | {typed: tuple(read.split()) for typed, read in table["contractions"].items()}


_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}


def _expand(word: str) -> tuple[str, ...]:
    """A word as the tables have it: "isn't" is "is not", "trust's" is "trust"."""
    if known := _contractions().get(word):
        return known
    if "'" in word:
        for ending, read in _ENDINGS.items():
            if word.endswith(ending) and len(word) > len(ending):
                return (word.removesuffix(ending), read)
        return (word.removesuffix("'s"),)
    return (word,)


def plain_words(phrase: str) -> tuple[str, ...]:
    """A phrase of a table as the words it is looked for by."""
    low = phrase.lower()
    words: list[str] = []
    for token in _TOKEN.finditer(low):
        percent = _PERCENT.match(low, token.start())
        words += ["<percent>"] if percent else _expand(token[0])
    return tuple(words)


@cache
def _known() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Every word of the tables, and those that matter by what is left of them without one letter."""
    known = {word for table in _TABLES for word in _words_of(load_table(table))}
    known |= {word for phrase in STATUS_SYNONYMS for word in plain_words(phrase)}
    shorter: dict[str, list[str]] = {}
    for word in {w for table in _SPELT for w in _words_of(load_table(table))} | {
        word for phrase in STATUS_SYNONYMS for word in plain_words(phrase)
    }:
        if len(word) >= _SHORTEST and word.isalpha():
            for left in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
                shorter.setdefault(left, []).append(word)
    return frozenset(known), {left: tuple(sorted(words)) for left, words in shorter.items()}


_TABLES = ("statuses", "doubts", "acts", "questions", "small_talk", "subjects", "spoken", "english")
_SPELT = ("statuses", "doubts", "subjects")
"""Tables whose words are recognised with a slip."""
_SHORTEST = 4


def _words_of(table: Any) -> set[str]:
    if isinstance(table, str):
        return {*plain_words(table.replace(",", " "))}
    values = table.values() if isinstance(table, dict) else table
    return {word for value in values if not isinstance(value, bool | int) for word in _words_of(value)}


def is_known_word(word: str) -> bool:
    """Whether the word stands in a table, so that it is no slip of another."""
    return all(plain in _known()[0] for plain in _expand(word.lower()))


def forgive_slips(words: Sequence[Word]) -> list[Word]:
    """The words with those that are a letter away from one that matters read as that, and marked."""
    known, shorter = _known()
    return [
        replace(word, plain=meant, slip=True)
        if word.kind == "word" and word.plain not in known and (meant := _find_meant(word.plain, shorter))
        else word
        for word in words
    ]


def _find_meant(word: str, shorter: dict[str, tuple[str, ...]]) -> str | None:
    if not _SHORTEST - 1 <= len(word) <= 14 or not word.isalpha():
        return None
    for left in (word, *(word[:i] + word[i + 1 :] for i in range(len(word)))):
        for meant in shorter.get(left, ()):
            if _is_one_away(word, meant):
                return meant
    return None


def _is_one_away(typed: str, meant: str) -> bool:
    """One letter more, less or twice; two changed over; another letter only in a longer word. The first is right."""
    if typed[0] != meant[0] and sorted(typed) != sorted(meant):
        return False
    if len(typed) == len(meant):
        unlike = [i for i in range(len(typed)) if typed[i] != meant[i]]
        if len(unlike) == 1:
            return len(meant) >= 7
        return len(unlike) == 2 and unlike[1] - unlike[0] <= 2 and sorted(typed) == sorted(meant)
    longer, less = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    return any(longer[:i] + longer[i + 1 :] == less for i in range(len(longer)))


def _as_read(word: str) -> str:
    """A word of a phrase as `read_words` has it where numbers are read: "step 1" is a step and a number."""
    return "<number>" if word.isdigit() else word


class Lexicon:
    """Finds the phrases of some kinds in a list of words."""

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        phrases: dict[tuple[str, ...], set[str]] = {}
        for name, spellings in kinds.items():
            for spelling in spellings:
                for words in {plain_words(spelling), tuple(map(_as_read, plain_words(spelling)))} - {()}:
                    phrases.setdefault(words, set()).add(name)
        self._heads: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
        for words, names in phrases.items():
            self._heads.setdefault(words[0], []).append((words, frozenset(names)))
        for found in self._heads.values():
            found.sort(key=lambda one: -len(one[0]))
        self.words = frozenset(word for words in phrases for word in words)

    def find_at(self, plain: Sequence[str], at: int) -> list[tuple[int, frozenset[str]]]:
        """Every phrase that begins with that word, the longest first: where it ends, and its kinds."""
        heads = self._heads.get(plain[at])
        if heads is None:
            return []
        return [(at + len(words), names) for words, names in heads if tuple(plain[at : at + len(words)]) == words]

    def find_kinds(self, plain: Sequence[str]) -> set[str]:
        """All kinds of words that stand in the list, whatever they overlap."""
        kinds: set[str] = set()
        for at in range(len(plain)):
            for _, names in self.find_at(plain, at):
                kinds |= names
        return kinds

    def find_signs(self, plain: Sequence[str]) -> list[Sign]:
        """The signs from left to right, each the longest that begins where it does; none overlap."""
        found: list[Sign] = []
        at = 0
        while at < len(plain):
            longest = self.find_at(plain, at)
            if longest:
                found.append(Sign(longest[0][1], at, longest[0][0]))
                at = longest[0][0]
            else:
                at += 1
        return found


def load_kinds(table: str, part: str = "signs") -> dict[str, list[str]]:
    """The kinds of words of one table, each with its phrases."""
    return {name: split_phrases(cell) for name, cell in load_table(table)[part].items()}
