"""Owns reading commands typed as such: a verb with its ref, filters or words, and a ref with a verb behind it.

What is said in free words is read by `clauses` and `everyday`; both are entered by `grammar.parse`. Must not know what
a verb does.
"""

import re
from dataclasses import replace

from wres_bot.domain.refs import RefMatch, find_refs, match_ref, match_refs, match_refs_before_words
from wres_bot.parser import suggest
from wres_bot.parser.arguments import DATE, STATUS, lower_keeping_length, read_dated, read_filters
from wres_bot.parser.command_types import Command, Verb
from wres_bot.parser.patterns import (
    ASK_IN,
    EDGE,
    LEAD_IN,
    NAMED_FILTERS,
    NEXT_COMMAND,
    SAME_AGAIN,
    SHORT_SPAN,
    SIGNS,
    TO_REF,
    UNTIL,
    end_of_match,
    has_words,
    skip_edge,
    strip_edge,
)
from wres_bot.parser.signs import is_known_word
from wres_bot.parser.verb_index import VerbIndex

HELP_TOPICS = ("all", "more", "leads", "everything")
"""What help may be asked about beside commands."""
_ALONE = ("please", "now", "then", "it", "that", "this", "me", "thanks", "all", "for me", "please now", "again", "one")
"""What may follow a verb said alone and says nothing more."""
_POLITELY = ("please", "now", "then", "thanks")


_GOES_ON = re.compile(r"(?:is|are|was|were|will|has|have|of|from|for|that|which|so far)\b", re.IGNORECASE)
"""What follows a word that is the subject of a sentence, and no verb of ours."""


_FIGURE = re.compile(r"(?:our |the )*(?:indicator|metric|wres)s? \d{1,2}[ ?.]*")
""" "what is our indicator 2" asks for a figure, not for a list."""
_WAITED_FOR = re.compile(r"(?:for|on|to|until)\b", re.IGNORECASE)
""" "waiting for HR" tells something; "waiting section 2" asks."""


class Reader:
    """Reads texts with one list of verbs."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self.verbs = verbs
        self.by_name = {verb.name: verb for verb in verbs}
        self.index = VerbIndex(verbs)

    def read_command(self, text: str, depth: int = 0) -> Command | None:
        """The command that was typed as one, or None."""
        text = text.lstrip(EDGE)
        low = lower_keeping_length(text)
        if head := self.index.find_at(low, 0):
            command = self._read_after_verb(head[0], head[1], text, low, head[2], depth)
            if command is not None:
                return command
        if match_ref(low, text, 0) and (command := self._read_verb_after_ref(text, low)) is not None:
            return command
        keyed = read_filters(text.rstrip("? ")).filters
        if "words" not in keyed and "list" in self.by_name and keyed.keys() & NAMED_FILTERS:
            return Command("list", rest=text, filters=keyed)
        return self._read_without_opening(text, low, depth)

    def find_next_command(self, text: str) -> int | None:
        """Where another command typed as such begins behind a comma: "2.3 done, show 1.7"."""
        low = lower_keeping_length(text)
        for gap in NEXT_COMMAND.finditer(low):
            head = self.index.find_at(low, gap.end()) if gap.start() and gap.end() > gap.start() else None
            if head and head[0].takes_ref and head[0].after_ref != "no" and head[1] == head[0].name:
                ref = match_ref(low, text, end_of_match(TO_REF, low, head[2]))
                if ref and not ref.bare:
                    return gap.end()
        return None

    def find_slip(self, text: str) -> str | None:
        """The command that differs from the text by a slip in its verb."""
        low = lower_keeping_length(text)
        parts = text.split()
        if not parts or len(parts) > 40 or match_ref(low, text, 0) or is_known_word(parts[0].strip(EDGE + "?")):
            return None
        for count in range(min(3, len(parts)), 0, -1):
            typed = " ".join(parts[:count]).lower().strip(EDGE + "?")
            near = suggest.find_nearest(typed, self.index.spellings)
            if near is None or near == typed or (count > 1 and abs(near.count(" ") + 1 - count) > 1):
                continue
            whole = " ".join((near, *parts[count:]))
            if self.read_command(whole) is not None or self.index.find_at(near, 0) == (
                self.by_name.get("update"), near, len(near),
            ):  # fmt: skip
                return whole
        return None

    def _read_after_verb(self, verb: Verb, spelling: str, text: str, low: str, end: int, depth: int) -> Command | None:
        rest = text[end:].lstrip(EDGE)
        alone = not has_words(rest) or rest.lower().rstrip("?!. ") in _ALONE
        if not verb.arguments:
            return self._unless_asked(Command(verb.name), text) if alone else None
        at = end_of_match(TO_REF, low, end)
        found = match_ref(low, text, at)
        if verb.takes_ref:
            if found and not ("date" in verb.arguments and _is_date(found, low, end, at)):
                return self._read_with_refs(verb, *self._read_refs(verb, text, low, at), text, low)
            return self._read_without_ref(verb, spelling, text, low, end, depth)
        if found:
            return self._read_list_verb_with_ref(verb, text, low, end, at, found)
        if not has_words(rest) or rest.lower().rstrip("?!. ") in _POLITELY:
            return Command(verb.name, filters=verb.read_arguments("").filters)
        return self._read_filtered(verb, spelling, f"next {rest}" if spelling == "next" else rest)

    def _read_list_verb_with_ref(
        self, verb: Verb, text: str, low: str, end: int, at: int, found: RefMatch
    ) -> Command | None:
        """ "help 2.3" asks for help; "status 2.3" and "who owns 2.3" show it; "due 30" is a time."""
        if verb.name == "help":
            need = self.by_name.get("need help")
            return self._read_with_refs(need, *self._read_refs(need, text, low, at), text, low) if need else None
        if verb.name == "who":
            return Command("show", find_refs(low, text), question=True) if find_refs(low, text) else None
        if verb.lists_actions and not (verb.name == "due" and (found.bare or SHORT_SPAN.match(low, at))):
            if verb.name == "late":
                return None
            run, stop = match_refs(low, text, at, goes_on=lambda i: not has_words(text[i:]))
            if not has_words(text[stop:]):
                return Command("show", tuple(dict.fromkeys(one.ref for one in run)))
        rest = text[end:].lstrip(EDGE)
        return self._read_filtered(verb, verb.name, f"next {rest}" if low.startswith("next") else rest)

    def _read_filtered(self, verb: Verb, spelling: str, rest: str) -> Command | None:
        """A verb with its filters; None where words are left that it does not take, which may be a sentence."""
        if not verb.asks_before_keeping:
            rest = rest.rstrip("? ")
        read = verb.read_arguments(rest)
        if verb.name == "waiting" and read.filters.get("words") and _WAITED_FOR.match(rest):
            return None
        if verb.name == "who" and (about := find_refs(lower_keeping_length(rest), rest)):
            return Command("show", about, rest=rest, question=True)
        if verb.name == "keep":  # said by buttons, and of commands
            return Command("keep", rest=rest) if find_refs(lower_keeping_length(rest), rest) else None
        if verb.name == "help":
            known = rest.lower().strip(EDGE) in (*self.index.spellings, *HELP_TOPICS)
            return Command("help", rest=rest) if known else None
        takes_any = spelling in verb.open_spellings or (verb.open_words and spelling == verb.name)
        if spelling == verb.name and verb.group == "looking" and read.when and not STATUS.search(rest.lower()):
            takes_any = True  # "since 1 January on ambassadors"
        if not takes_any and (read.filters.get("words") or (rest and not read.filters and not read.when)):
            return None
        if verb.name == "list" and "late" in read.filters and "late" in self.by_name:
            verb = self.by_name["late"]
            read.filters.pop("late")
        return Command(verb.name, words=read.words, when=read.when, rest=read.rest, filters=read.filters)

    def _read_refs(self, verb: Verb, text: str, low: str, at: int) -> tuple[list[RefMatch], int]:
        if verb.arguments[0] == "refs":
            return match_refs(low, text, at, goes_on=lambda i: not has_words(text[i:]))
        if len(verb.arguments) == 1:
            return match_refs(low, text, at, goes_on=lambda i: not has_words(text[i:]))
        return match_refs_before_words(low, text, at, dated=verb.arguments[1] != "words")

    def _read_with_refs(self, verb: Verb, run: list[RefMatch], end: int, text: str, low: str) -> Command | None:
        refs = tuple(dict.fromkeys(one.ref for one in run))
        rest = strip_edge(text[end:])
        if verb.name == "update":  # with a status it is read as what is said of an action
            return None if has_words(rest) else self._unless_asked(Command("update", refs), text)
        if verb.takes_words:
            return Command(verb.name, refs, words=rest, rest=rest)
        read = verb.read_arguments(rest)
        return self._unless_asked(
            Command(verb.name, refs, words=read.words, when=read.when, rest=read.rest, filters=read.filters), text
        )

    def _read_without_ref(self, verb: Verb, spelling: str, text: str, low: str, end: int, depth: int) -> Command | None:
        rest = text[end:].lstrip(EDGE)
        if not has_words(rest) or rest.lower() in ("please", "it", "that", "this"):
            if spelling != verb.name and " " not in spelling:
                return None
            if verb.group == "leading" and rest.lower() in ("it", "that"):
                return None  # "cancel that" takes back what was said last
            return self._unless_asked(Command(verb.name), text)
        if _GOES_ON.match(rest):  # "evidence is on the shared drive" tells something
            return None
        if verb.takes_words and spelling == verb.name and verb.after_ref:
            return None if find_refs(lower_keeping_length(rest), rest) else Command(verb.name, words=rest, rest=rest)
        if verb.name in ("snooze", "extend") and (read := read_dated(rest)).when and not read.words:
            return Command(verb.name, words=read.words, when=read.when, rest=rest)
        if verb.name == "show" and depth < 2:
            inner = self.read_command(rest, depth + 1)
            if inner is not None and not self.by_name[inner.verb].changes:
                return inner
            read = read_filters(rest.rstrip("? "))
            if "list" in self.by_name and ("words" not in read.filters or "action" in low):
                return self._read_filtered(self.by_name["list"], "find", rest)
        return None

    def _read_verb_after_ref(self, text: str, low: str) -> Command | None:
        """ "2.3 note first cohort trained", "2.3 history", and a ref alone."""
        run, end = match_refs(
            low,
            text,
            0,
            goes_on=lambda i: not has_words(text[i:]) or self.index.find_after_ref(low, i) is not None,
        )
        refs = tuple(dict.fromkeys(one.ref for one in run))
        if not has_words(low[skip_edge(low, end) :]):
            return Command("show", refs, question=text.endswith("?"))
        head = self.index.find_after_ref(low, end)
        if head is None or head[0].name == "update":
            return None
        verb, stop = head
        if len(verb.arguments) != 1:
            return self._read_with_refs(verb, run, stop, text, low)
        if not has_words(text[stop:]) or low[stop:].strip(EDGE) in ("please", "now"):
            return Command("show" if verb.name == "status" else verb.name, refs)
        return None

    def _unless_asked(self, said: Command, text: str) -> Command | None:
        """What was asked ("cancel 2.3?") is only shown; what changes and names no action is no command."""
        verb = self.by_name[said.verb]
        if not text.endswith("?"):
            return said
        if not verb.changes:
            return replace(said, question=bool(said.refs), rest=said.rest.rstrip("? "))
        return Command("show", said.refs, question=True) if said.refs else None

    def _read_without_opening(self, text: str, low: str, depth: int) -> Command | None:
        """What is left of the text without "hi, please" or "can you" before it, where that is a command."""
        if depth > 2 or SAME_AGAIN.match(low):
            return None
        if opening := LEAD_IN.match(low) or SIGNS.match(low):
            left = text[opening.end() :]
            inner = self.read_command(left, depth + 1) if has_words(left) else None
            if inner is not None:
                return inner
        if (opening := ASK_IN.match(low)) and not _FIGURE.fullmatch(low, opening.end()):
            inner = self.read_command(text[opening.end() :], depth + 1)
            if inner is not None and not self.by_name[inner.verb].changes:
                return replace(inner, question=bool(inner.refs))
        return None


def _is_date(found: RefMatch, low: str, end: int, at: int) -> bool:
    """Whether the number after a verb begins a date: "7d", "to 30 June"."""
    said = SHORT_SPAN.match(low, at) is not None
    return said or (found.bare and UNTIL.search(low, end, at) is not None and DATE.match(low, at) is not None)
