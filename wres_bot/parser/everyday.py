"""Owns reading everyday questions as commands, by the table `questions`; must not know what a command does."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from wres_bot.parser.arguments import ANY_DATE, DATE, lower_keeping_length, read_filters
from wres_bot.parser.command_types import Calm, Command, SmallTalk, Verb
from wres_bot.parser.patterns import ASKING as ASKING_FIRST
from wres_bot.parser.patterns import LEAD_IN, SAME_AGAIN
from wres_bot.parser.signs import Lexicon, Word, load_kinds, read_words
from wres_bot.parser.subjects import fillers
from wres_bot.parser.vocabulary import load_table, split_phrases

ASKING = ("who", "what", "when", "how", "how_many", "where", "why", "any", "give")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a table: it fits where of each group in `has` one kind of words is there, and none of `lacks`."""

    means: str
    has: tuple[frozenset[str], ...]
    lacks: frozenset[str]
    takes: str = ""

    def fits(self, kinds: set[str]) -> bool:
        return all(group & kinds for group in self.has) and not self.lacks & kinds

    def __str__(self) -> str:
        return f"{self.means}: {', '.join('|'.join(sorted(group)) for group in self.has)}"


def load_rules(table: str, key: str) -> tuple[Rule, ...]:
    """The rows of a table in its order; `key` is the column that says what a row means."""
    return tuple(
        Rule(
            row[key],
            tuple(frozenset(part.strip() for part in group.split("|")) for group in split_phrases(row["has"])),
            frozenset(split_phrases(row.get("lacks", ""))),
            row.get("takes", ""),
        )
        for row in load_table(table)["rule"]
    )


@cache
def question_words() -> Lexicon:
    return Lexicon(load_kinds("questions"))


@cache
def question_rules() -> tuple[Rule, ...]:
    return load_rules("questions", "says")


def read_kinds(words: Sequence[Word], lexicon: Lexicon, *, asked: bool) -> set[str]:
    """The kinds of words in a sentence; "ref" and "date" where one is named, "asking" where something is asked."""
    kinds = lexicon.find_kinds([word.plain for word in words])
    kinds |= {word.kind for word in words if word.kind in ("ref", "date")}
    if asked or kinds & set(ASKING):
        kinds.add("asking")
    return kinds


_CALM: Mapping[str, Calm] = {each: each for each in get_args(Calm)}
"""By its name in a table: one that no code knows fails loudly."""


def read_question(text: str, verbs: Mapping[str, Verb]) -> Command | SmallTalk | None:
    """The command that an everyday question is, or what is answered in a sentence; None. It can only look."""
    low = lower_keeping_length(text)
    words = read_words(text, low)
    if not _is_asked_for(words, low):
        return None
    kinds = read_kinds(words, question_words(), asked=is_question(low))
    for rule in question_rules():
        if rule.fits(kinds) and rule.means.startswith("say "):
            return SmallTalk(_CALM[rule.means.removeprefix("say ")])
        if rule.fits(kinds) and (command := _make_command(rule, text, verbs)) is not None:
            return command
    return None


_ASKED_OF = frozenset([
    "i", "you", "we", "they", "he", "she", "it", "the", "this", "that", "there", "these", "those", "any",
    "anything", "anyone", "anybody", "some", "something", "someone", "my", "our", "your", "their", "everyone",
    "everybody", "somebody", "all", "each", "every", "both", "<ref>", "who", "what", "when", "where", "how", "why",
    "which", "is", "are", "action", "actions", "number", "section", "bme", "bame", "white", "black", "asian", "staff",
    "people", "more", "women", "applicants", "ethnic", "minority", "nurses", "colleagues", "there",
])  # fmt: skip
"""What follows "can", "is", "did" where they begin a question: "could do with help" is none."""
_ALWAYS_ASK = ("who", "what", "when", "where", "how", "why", "which", "whose", "any")


def is_question(low: str) -> bool:
    """Whether a sentence is put as a question, with or without its mark."""
    if low.rstrip(" .!)").endswith("?"):
        return True
    if SAME_AGAIN.match(low) or _ASKED_TO_DO.match(low):
        return False
    opening = LEAD_IN.match(low)
    at = opening.end() if opening else 0
    found = ASKING_FIRST.match(low, at)
    if found is None:
        return False
    if found[0].startswith(_ALWAYS_ASK):
        return True
    behind = low[found.end() :].split()[:1]
    return bool(behind) and (behind[0].strip("?,.") in _ASKED_OF or re.match(r"#?\d+\.\d", behind[0]) is not None)


_ASKED_TO_DO = re.compile(
    r"(?:hi|hello|hey|please|thanks)?[\s,]*(?:can|could|would|will) you (?:please |kindly |just )*"
    r"(?:mark|set|update|put|record|log|change|show .{1,20} as)\b"
)
""" "can you mark 2.3 done" asks for a deed and not for an answer."""


def begins_with_request(text: str) -> bool:
    """ "show me …", "give me …" """
    return _REQUEST.match(text) is not None


_REQUEST = re.compile(
    r"\s*(?:please |can you |could you )*"
    r"(?:give|show|tell|list|get me|send me|remind me (?:what|who|when)|any|anything)\b(?! it\b)",
    re.IGNORECASE,
)


def _is_asked_for(words: Sequence[Word], low: str) -> bool:
    """Whether a sentence can ask at all: a question, "give me …", or a few words that name a subject."""
    if is_question(low):
        return True
    plain = [word.plain for word in words]
    if question_words().find_kinds(plain) & (_ASKED_ANYHOW | {"network_asks"}):
        return True
    if question_words().find_kinds(plain[:4]) & {"give", "any", "what", "how_many"}:
        return True
    return len(plain) <= 6 and not _SELF & {*plain}


_ASKED_ANYHOW = frozenset(("help_words", "privacy", "are_you", "minutes_asked", "missed_it", "complain_words"))
"""Kinds of words that ask, whatever else is in the sentence."""


def asks_anyhow(text: str) -> bool:
    """ "I need a paragraph for the board paper" """
    plain = [word.plain for word in read_words(text, lower_keeping_length(text))]
    return bool(question_words().find_kinds(plain) & _ASKED_ANYHOW)


_SELF = frozenset(("i", "me", "my", "we", "our", "us", "am", "it", "was", "been"))


_TOPIC = re.compile(
    r"(?<!\w)(?:on|with|about|for|of|in|regarding|re)(?: the| our| my)? (?!the plan\b|plan\b"
    r"|this (?:year|quarter|month)|us\b|me\b|section\b|it\b|this\b|that\b|general\b|total\b)([a-z][\w' -]{3,60})$"
)


def read_topic(text: str) -> str:
    """What a question is about, in its own words: "how are we doing with recruitment"."""
    low = lower_keeping_length(text).rstrip("?!. ")
    found = _TOPIC.search(low)
    topic = found[1].strip() if found else ""
    return "" if topic in ("list", "plate", "plan") or DATE.fullmatch(topic) else topic


def read_leftover(text: str) -> str:
    """The words of a question that no table knows: they may be of a title ("when is the reverse mentoring due")."""
    words = read_words(text, lower_keeping_length(text))
    known = question_words().words | fillers()
    left = [w.plain for w in words if w.kind == "word" and w.plain not in known and len(w.plain) >= _SHORTEST]
    return " ".join(left)


_SHORTEST = 4


@cache
def _indicator_words() -> Lexicon:
    return Lexicon(load_kinds("questions", "indicators"))


def read_indicator(text: str) -> str | None:
    """The WRES indicator that the words are about."""
    return min(_indicator_words().find_kinds([word.plain for word in read_words(text, text.lower())]), default=None)


_OF_TOPICS = ("status", "news", "since", "due", "late", "list")
"""What may be asked of a part of the plan, named by words of a section or of an action."""


def _make_command(rule: Rule, text: str, verbs: Mapping[str, Verb]) -> Command | None:
    name, _, rest = rule.means.partition(" ")
    verb = verbs.get(rule.means) or verbs.get(name)
    if verb is None:
        return None
    rest = rest if verb.name == name else ""
    filters: dict[str, str] = {}
    if verb.read is not None and (rest or rule.takes):
        filters = dict(verb.read_arguments(rest).filters) if rest else {}
    if rule.takes == "filters":
        keyed = read_filters(text.rstrip("?. ")).filters
        filters |= {key: value for key, value in keyed.items() if key in ("section", "indicator", "owner", "plan")}
    if rule.takes == "date" and (found := ANY_DATE.search(lower_keeping_length(text))):
        filters["when"] = text[found.start() : found.end()]
    rest = text if rule.takes == "all" else rest
    if verb.name == "indicators" and "indicator" not in filters and (code := read_indicator(text)):
        filters["indicator"] = code
    if rule.takes == "all" and verb.read is not None:
        filters |= verb.read_arguments(text.rstrip("? ")).filters
        filters.pop("words", None)
    if rule.takes and verb.name in _OF_TOPICS and not filters.keys() & {"section", "owner"}:
        filters |= {"topic": about} if (about := read_topic(text)) else {}
        filters |= {"perhaps": left} if not about and (left := read_leftover(text)) else {}
    return Command(verb.name, when=filters.get("when", ""), rest=rest, filters=filters, question=False)
