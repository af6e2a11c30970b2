"""Owns reading everyday questions as commands, by the table `questions`; must not know what a command does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from wres_bot.parser.arguments import DATE, lower_keeping_length, read_filters
from wres_bot.parser.command_types import Command, Verb
from wres_bot.parser.signs import Lexicon, Word, load_kinds, read_words
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


def read_question(text: str, verbs: Mapping[str, Verb], words: Sequence[Word] | None = None) -> Command | None:
    """The command that an everyday question is, or None. What it says can only look."""
    low = lower_keeping_length(text)
    words = words if words is not None else read_words(text, low)
    kinds = read_kinds(words, question_words(), asked=text.rstrip().endswith("?"))
    for rule in question_rules():
        if rule.fits(kinds) and (command := _make_command(rule, text, verbs)) is not None:
            return command
    return None


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
    if rule.takes == "date" and (found := DATE.search(lower_keeping_length(text))):
        filters["when"] = text[found.start() : found.end()]
    rest = text if rule.takes == "all" else rest
    if rule.takes == "all" and verb.read is not None:
        filters |= verb.read_arguments(text.rstrip("? ")).filters
        filters.pop("words", None)
    return Command(verb.name, when=filters.get("when", ""), rest=rest, filters=filters, question=False)
