"""Owns parsing one piece of tidied text into commands: verb and ref in any order, several at once.

This is the parser itself; it is entered by `grammar.parse`. Must not know what a verb does.
"""

import re
from dataclasses import replace

from wres_bot.domain.refs import ActionRef, RefMatch, find_refs, match_ref, match_refs, match_refs_before_words
from wres_bot.parser import suggest
from wres_bot.parser.arguments import (
    DATE,
    STATUS,
    lower_keeping_length,
    read_dated,
    read_filters,
    status_from_phrase,
)
from wres_bot.parser.command_types import Command, NotUnderstood, Parsed, Verb
from wres_bot.parser.everyday import read_question
from wres_bot.parser.patterns import (
    ASK_IN,
    ASKING,
    DENIED_AFTER,
    DETAIL_ASKED,
    EDGE,
    END_OF_CLAUSE,
    FILLED,
    FILLED_STATUS,
    LATER,
    LEAD_IN,
    NAMED_FILTERS,
    NEXT_COMMAND,
    NOUNS,
    SHORT_SPAN,
    SIGNS,
    TO_REF,
    UNTIL,
    end_of_match,
    has_words,
    is_status_at,
    join_refs,
    skip_edge,
    to_one_line,
)
from wres_bot.parser.safeguarding import is_story
from wres_bot.parser.verb_index import VerbIndex


class Reader:
    """Reads texts with one list of verbs."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self.verbs = verbs
        self.by_name = {verb.name: verb for verb in verbs}
        self.index = VerbIndex(verbs)

    def read_piece(self, text: str, depth: int) -> Parsed:
        text = text.lstrip(EDGE)
        low = lower_keeping_length(text)
        if head := self.index.find_at(low, 0):
            parsed = self._read_after_verb(head[0], head[1], text, low, head[2], depth)
            if parsed is not None:
                return parsed
        if found := STATUS.match(low):
            parsed = self._read_status_first(text, low, found)
            if parsed is not None:
                return parsed
        if match_ref(low, text, 0):
            return self._read_ref_first(text, low)
        return self._read_lost(text, low, depth)

    # the three orders

    def _read_after_verb(  # noqa: C901  # one branch for each shape
        self, verb: Verb, spelling: str, text: str, low: str, end: int, depth: int
    ) -> Parsed | None:
        rest = text[end:].lstrip(EDGE)
        if not verb.arguments:
            alone = not has_words(rest) or rest.lower().rstrip("?!. ") in ("please", "now", "then")
            return self._unless_asked(Command(verb.name), text) if alone else None
        at = end_of_match(TO_REF, low, end)
        found = match_ref(low, text, at)
        if verb.takes_ref:
            if found and not ("date" in verb.arguments and self._is_date(found, low, end, at)):
                return self._read_with_refs(verb, *self._read_refs(verb, text, low, at), text, low)
            return self._read_without_ref(verb, spelling, text, low, end, depth)
        if found and (verb.name == "help" and (need := self.by_name.get("need help"))):
            return self._read_with_refs(need, *self._read_refs(need, text, low, at), text, low)
        if found and verb.lists_actions and not (verb.name == "due" and (found.bare or SHORT_SPAN.match(low, at))):
            if verb.name == "late":
                return None
            _, stop = match_refs(low, text, at, goes_on=lambda i: not has_words(text[i:]))
            if verb.name == "status" or not has_words(text[stop:]):
                return self._read_ref_first(text[at:], low[at:])
        if verb.name == "who":
            about = find_refs(low, text)
            asked = Command("show", about, question=True) if about else read_question(text, self.by_name)
            if asked:
                return (asked,)
        if spelling == "next" and rest:
            rest = f"next {rest}"
        return self._read_filtered(verb, spelling, rest)

    def _is_date(self, found: RefMatch, low: str, end: int, at: int) -> bool:
        """Whether the number after a verb begins a date: "7d", "to 30 June"."""
        said = SHORT_SPAN.match(low, at) is not None
        return said or (found.bare and UNTIL.search(low, end, at) is not None and DATE.match(low, at) is not None)

    def _read_filtered(self, verb: Verb, spelling: str, rest: str) -> Parsed | None:
        if not verb.asks_before_keeping:
            rest = rest.rstrip("? ")
        read = verb.read_arguments(rest)
        loose = spelling != verb.name and spelling not in verb.open_spellings and " " not in spelling
        if loose and (read.filters.get("words") or (verb.read and rest and not read.filters)):
            return None
        if verb.name == "list" and "late" in read.filters and "late" in self.by_name:
            verb = self.by_name["late"]
            read.filters.pop("late")
        return (Command(verb.name, words=read.words, when=read.when, rest=read.rest, filters=read.filters),)

    def _read_refs(self, verb: Verb, text: str, low: str, at: int) -> tuple[list[RefMatch], int]:
        if verb.arguments[0] == "refs":
            return match_refs(low, text, at, goes_on=lambda i: not has_words(text[i:]) or is_status_at(low, i))
        if len(verb.arguments) == 1:
            return match_refs(low, text, at, goes_on=lambda i: not has_words(text[i:]))
        return match_refs_before_words(low, text, at, dated=verb.arguments[1] != "words")

    def _read_with_refs(self, verb: Verb, run: list[RefMatch], end: int, text: str, low: str) -> Parsed:
        refs = tuple(dict.fromkeys(one.ref for one in run))
        rest = text[end:].lstrip(EDGE)
        if verb.name == "update":
            if found := FILLED_STATUS.match(low, end):
                return self._read_update(refs, found, found.end(), text, low, any(one.bare for one in run))
            if has_words(low[end_of_match(FILLED, low, end) :]):
                return self._suggest_status(refs, rest, asked=text.endswith("?"))
            return self._unless_asked(Command("update", refs), text)
        if verb.takes_words:
            return (Command(verb.name, refs, words=rest, rest=rest),)
        read = verb.read_arguments(rest)
        return self._unless_asked(
            Command(verb.name, refs, words=read.words, when=read.when, rest=read.rest, filters=read.filters), text
        )

    def _read_without_ref(self, verb: Verb, spelling: str, text: str, low: str, end: int, depth: int) -> Parsed | None:
        rest = text[end:].lstrip(EDGE)
        if not has_words(rest) or rest.lower() in ("please", "it", "that", "this"):
            if spelling != verb.name and " " not in spelling:
                return None
            return self._unless_asked(Command(verb.name), text)
        if verb.name == "update":
            found = FILLED_STATUS.match(low, end)
            return self._read_update((), found, found.end(), text, low, True) if found else None
        if verb.takes_words:
            if about := find_refs(lower_keeping_length(rest), rest):
                return NotUnderstood(
                    "status", refs=about, suggestions=(f"{verb.name} {join_refs(about)} {to_one_line(rest)}",)
                )
            return (Command(verb.name, words=rest, rest=rest),)
        if verb.name in ("snooze", "extend") and (read := read_dated(rest)).when:
            return (Command(verb.name, words=read.words, when=read.when, rest=rest),)
        if verb.name == "show" and depth < 2:
            inner = self.read_piece(rest, depth + 1)
            if not isinstance(inner, NotUnderstood) and not any(self.by_name[one.verb].changes for one in inner):
                return inner
            read = read_filters(rest.rstrip("? "))
            if "list" in self.by_name and ("words" not in read.filters or "action" in low):
                return self._read_filtered(self.by_name["list"], "list", rest)
        return None

    def _read_status_first(self, text: str, low: str, found: re.Match[str]) -> Parsed | None:
        at = end_of_match(TO_REF, low, found.end())
        run, end = match_refs(low, text, at, goes_on=lambda i: END_OF_CLAUSE.match(low, i) is not None)
        if run and not (run[-1].bare and not END_OF_CLAUSE.match(low, end)):
            refs = tuple(dict.fromkeys(one.ref for one in run))
            return self._read_update(refs, found, end, text, low, any(one.bare for one in run))
        rest = text[found.end() :]
        status = status_from_phrase(found[0])
        if about := find_refs(lower_keeping_length(rest), rest):
            return NotUnderstood("status", refs=about, suggestions=(f"update {join_refs(about)} {status}",))
        if found[0] in NOUNS and not END_OF_CLAUSE.match(low, found.end()):
            return None
        return self._read_update((), found, found.end(), text, low, True)

    def _read_ref_first(self, text: str, low: str) -> Parsed:
        run, end = match_refs(
            low,
            text,
            0,
            goes_on=lambda i: (
                not has_words(text[i:]) or is_status_at(low, i) or self.index.find_after_ref(low, i) is not None
            ),
        )
        refs = tuple(dict.fromkeys(one.ref for one in run))
        asked = text.endswith("?")
        if found := FILLED_STATUS.match(low, end):
            return self._read_update(refs, found, found.end(), text, low, any(one.bare for one in run))
        at = end_of_match(FILLED, low, end)
        if not has_words(low[at:]) or DETAIL_ASKED.match(low, at):
            return (Command("show", refs, question=asked or has_words(low[at:])),)
        rest = text[end:].lstrip(EDGE)
        if head := self.index.find_after_ref(low, end):
            verb, stop = head
            if len(verb.arguments) == 1:
                if not has_words(text[stop:]) or low[stop:].strip(EDGE) in ("please", "now"):
                    return (Command("show" if verb.name == "status" else verb.name, refs),)
            else:
                return self._read_with_refs(verb, run, stop, text, low)
        return self._suggest_status(refs, rest, asked=asked)

    # what was meant

    def _read_update(
        self, refs: tuple[ActionRef, ...], found: re.Match[str], at: int, text: str, low: str, numbers: bool
    ) -> Parsed:
        """A status and its words, and the commands that may follow after a comma."""
        phrase = found["status"] if "status" in found.re.groupindex else found[0]
        status = status_from_phrase(phrase)
        if text.endswith("?") or low[at:].lstrip().startswith("?"):
            return self._answer_question(refs, text)
        if DENIED_AFTER.match(low, at) or (status == "done" and LATER.match(low, at)):
            return self._suggest_status(refs, text[found.start() :].lstrip(EDGE), asked=False, later=True)
        if at == len(text):
            return (Command("update", refs, status),)
        for start, stop in _find_boundaries(self.index, text, low, at, numbers):
            first = Command("update", refs, status, words=text[at:start].strip(EDGE))
            then = self.read_piece(text[stop:], 0)
            alone = not isinstance(then, NotUnderstood) and then[0].verb == "show" and match_ref(low, text, stop)
            if alone and start != at:
                continue
            if alone and not isinstance(then, NotUnderstood):  # "2.3 done, 1.7": perhaps both
                every = join_refs((*refs, *then[0].refs))
                return NotUnderstood("status", refs=then[0].refs, suggestions=(f"update {every} {status}",))
            if not isinstance(then, NotUnderstood):
                return (first, *then)
            if then.kind == "status" and then.refs:
                before = text[:start].strip(EDGE)
                return replace(then, suggestions=tuple(f"{before}; {one}" for one in then.suggestions))
        words = text[at:].lstrip(EDGE)
        return (Command("update", refs, status, words=words),)

    def _answer_question(self, refs: tuple[ActionRef, ...], text: str) -> Parsed:
        if refs:
            return (Command("show", refs, question=True),)
        return NotUnderstood("unknown", suggestions=("mine", "status"))

    def _unless_asked(self, said: Command, text: str) -> Parsed:
        verb = self.by_name[said.verb]
        if not text.endswith("?"):
            return (said,)
        if not verb.changes:
            return (replace(said, question=bool(said.refs), rest=said.rest.rstrip("? ")),)
        return (
            self._answer_question(said.refs, text) if said.refs else NotUnderstood("unknown", suggestions=(verb.name,))
        )

    def _suggest_status(self, refs: tuple[ActionRef, ...], words: str, *, asked: bool, later: bool = False) -> Parsed:
        """A ref with words that are no status: what they may have meant, never guessed."""
        if asked:
            return self._answer_question(refs, words)
        return NotUnderstood("status", refs=refs, suggestions=suggest.suggest_commands(refs, words, later=later))

    def _read_lost(self, text: str, low: str, depth: int) -> Parsed:
        """Not plainly a command: without its opening words, as a question, as filters, as a slip of the finger."""
        if depth == 0 and not is_story(text) and (asked := read_question(text, self.by_name)):
            return (asked,)
        inner = self._read_without_opening(text, low, depth)
        if inner is not None:
            return inner
        refs = find_refs(low, text)
        if refs and (text.endswith("?") or ASKING.match(low)):
            return (Command("show", refs, question=True),)
        keyed = read_filters(text.rstrip("?")).filters
        if "words" not in keyed and "list" in self.by_name and keyed.keys() & NAMED_FILTERS:
            return (Command("list", rest=text, filters=keyed),)
        if (head := self.index.find_at(low, 0)) and not head[0].arguments and refs:
            return NotUnderstood("unknown", suggestions=(head[0].name,))
        denied = suggest.is_denied(low) and suggest.has_status(low)
        if not denied and (slips := self._find_slips(text, low, depth, verbs_only=bool(refs))):
            return NotUnderstood("status" if refs else "unknown", refs=refs, suggestions=slips)
        if refs:
            return self._suggest_status(refs, text, asked=False)
        if denied and len(low.split()) < 8:
            return NotUnderstood("status", suggestions=("in progress", "not started"))
        return NotUnderstood("unknown", suggestions=("help",))

    def _read_without_opening(self, text: str, low: str, depth: int) -> Parsed | None:
        """What is left of the text without "hi, please" or "can you" before it, where that is a command."""
        if (opening := LEAD_IN.match(low) or SIGNS.match(low)) and depth < 3:
            left = text[opening.end() :]
            inner = self.read_piece(left, depth + 1) if has_words(left) else NotUnderstood("empty")
            if not isinstance(inner, NotUnderstood) or inner.refs or inner.kind == "status":
                return inner
            calm = self.index.find_at(low, 0)
            if calm and calm[0].in_passing:
                return (Command(calm[0].name, rest=text[calm[2] :].lstrip(EDGE)),)
        if (opening := ASK_IN.match(low)) and depth < 3:
            inner = self.read_piece(text[opening.end() :], depth + 1)
            if not isinstance(inner, NotUnderstood) and not any(self.by_name[one.verb].changes for one in inner):
                return tuple(replace(one, question=bool(one.refs)) for one in inner)
        return None

    def _find_slips(self, text: str, low: str, depth: int, *, verbs_only: bool) -> tuple[str, ...]:
        """Whole commands that differ from the text by a slip in the verb or the status."""
        parts = text.split()
        if depth > 2 or len(parts) > 40 or match_ref(low, text, 0):
            return ()
        for count in range(min(3, len(parts)), 0, -1):
            typed = " ".join(parts[:count]).lower().strip(EDGE + "?")
            near = suggest.find_nearest(typed, self.index.spellings)
            if near is None or near == typed or (count > 1 and abs(near.count(" ") + 1 - count) > 1):
                continue
            whole = " ".join((near, *parts[count:]))
            inner = self.read_piece(whole, depth + 2)
            if not isinstance(inner, NotUnderstood):
                return (whole,)
            if inner.kind == "status":
                return inner.suggestions
        if verbs_only:
            return ()
        if len(parts) < 9 and (slip := suggest.find_nearest_status(text)):
            left = " ".join(parts[slip[1] :])
            return (f"{slip[0]}, {left}" if left else slip[0],)
        near = suggest.find_nearest(low, (verb.example.lower() for verb in self.verbs))
        return (near,) if near else ()


def _find_boundaries(index: VerbIndex, text: str, low: str, at: int, numbers: bool) -> list[tuple[int, int]]:
    """Where another command begins inside the words of one."""
    found: list[tuple[int, int]] = []
    straight = match_ref(low, text, skip_edge(low, at))
    if straight and not straight.bare and is_status_at(low, straight.end):
        return [(at, skip_edge(low, at))]
    for gap in NEXT_COMMAND.finditer(low, at):
        stop = gap.end()
        if stop == gap.start() or stop == len(low):
            continue
        one = match_ref(low, text, stop)
        if one and " " not in low[stop : one.end].strip():
            _, end = match_refs(low, text, stop, goes_on=lambda i: is_status_at(low, i))
            plain = not one.bare and gap[0][0] != "&" and gap[0].strip() != "and"
            if (not one.bare or numbers) and (is_status_at(low, end) or (plain and not numbers)):
                found.append((gap.start(), stop))
        elif (said := STATUS.match(low, stop)) or ((head := index.find_at(low, stop)) and _may_follow(*head[:2])):
            end = said.end() if said else head[2] if head else stop
            other = match_ref(low, text, end_of_match(TO_REF, low, end))
            if other and not other.bare:
                found.append((gap.start(), stop))
    return found


def _may_follow(verb: Verb, spelling: str) -> bool:
    """Whether a verb in the middle of a text begins a command of its own, so plainly is it written."""
    return verb.after_ref == "name" and spelling == verb.name and verb.takes_ref
