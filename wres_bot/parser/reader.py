"""Owns how tidied text is read as commands: verb and ref in any order, several at once; must not know what they do."""

import re
from dataclasses import replace

from wres_bot.domain.refs import ActionRef, Found, ref_at, refs_at, refs_in, refs_with_words
from wres_bot.parser import accounts, arguments, suggest
from wres_bot.parser.arguments import STATUS, Read, lower, read_dated, read_filters, status_named
from wres_bot.parser.command_types import Command, Parsed, Unknown, Verb
from wres_bot.parser.patterns import (
    ABOUT,
    ASK_IN,
    ASKING,
    DENIED_AFTER,
    EDGE,
    FILLED,
    FILLED_STATUS,
    FREE,
    LATER,
    LEAD_IN,
    LISTS,
    NAMED_FILTERS,
    NOUNS,
    SHORT,
    SIGNS,
    SURE,
    TO_REF,
    WORDED,
    line,
    matched,
    named,
    speaks,
    status_at,
)
from wres_bot.parser.split import boundaries
from wres_bot.parser.verb_index import Heads

READERS = arguments.READERS | accounts.READERS


class Reader:
    """Reads texts with one list of verbs."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self.verbs = verbs
        self._names = {verb.name: verb for verb in verbs}
        self.heads = Heads(verbs)

    def piece(self, text: str, depth: int) -> Parsed:
        text = text.lstrip(EDGE)
        low = lower(text)
        if head := self.heads.at(low, 0):
            parsed = self._after_verb(head[0], head[1], text, low, head[2], depth)
            if parsed is not None:
                return parsed
        if found := STATUS.match(low):
            parsed = self._status_first(text, low, found)
            if parsed is not None:
                return parsed
        if ref_at(low, text, 0):
            return self._ref_first(text, low)
        return self._lost(text, low, depth)

    # the three orders

    def _after_verb(self, verb: Verb, spelling: str, text: str, low: str, end: int, depth: int) -> Parsed | None:
        rest = text[end:].lstrip(EDGE)
        if not verb.takes:
            if not speaks(rest) or rest.lower().rstrip("?!. ") in ("please", "now", "then"):
                return self._unless_asked(Command(verb.name), text)
            return None
        at = matched(TO_REF, low, end)
        found = ref_at(low, text, at)
        if verb.takes[0] in ("ref", "refs"):
            if found and not ("date" in verb.takes and SHORT.match(low, at)):
                return self._with_refs(verb, *self._run(verb, text, low, at), text, low)
            return self._without_ref(verb, spelling, text, low, end, depth)
        if found and (verb.name == "help" and (need := self._names.get("need help"))):
            return self._with_refs(need, *self._run(need, text, low, at), text, low)
        if found and verb.name in LISTS and not (verb.name == "due" and (found.bare or SHORT.match(low, at))):
            if verb.name == "late":
                return None
            _, stop = refs_at(low, text, at, goes_on=lambda i: not speaks(text[i:]))
            if verb.name == "status" or not speaks(text[stop:]):
                return self._ref_first(text[at:], low[at:])
        if verb.name == "who" and (about := refs_in(low, text)):
            return (Command("show", about, question=True),)
        if spelling == "next" and rest:
            rest = f"next {rest}"
        return self._filtered(verb, spelling, rest)

    def _filtered(self, verb: Verb, spelling: str, rest: str) -> Parsed | None:
        rest = rest.rstrip("? ")
        reader = READERS.get(verb.name)
        read = reader(rest) if reader else Read(rest=rest)
        loose = spelling != verb.name and spelling not in FREE and " " not in spelling
        if loose and (read.filters.get("words") or (reader and rest and not read.filters)):
            return None
        if verb.name == "list" and "late" in read.filters and "late" in self._names:
            verb = self._names["late"]
            read.filters.pop("late")
        return (Command(verb.name, words=read.words, when=read.when, rest=read.rest, filters=read.filters),)

    def _run(self, verb: Verb, text: str, low: str, at: int) -> tuple[list[Found], int]:
        if verb.takes[0] == "refs":
            return refs_at(low, text, at, goes_on=lambda i: not speaks(text[i:]) or status_at(low, i))
        if len(verb.takes) == 1:
            return refs_at(low, text, at, goes_on=lambda i: not speaks(text[i:]))
        return refs_with_words(low, text, at, dated=verb.takes[1] != "words")

    def _with_refs(self, verb: Verb, run: list[Found], end: int, text: str, low: str) -> Parsed:
        refs = tuple(dict.fromkeys(one.ref for one in run))
        rest = text[end:].lstrip(EDGE)
        if verb.name == "update":
            if found := FILLED_STATUS.match(low, end):
                return self._update(refs, found, found.end(), text, low, any(one.bare for one in run))
            if speaks(low[matched(FILLED, low, end) :]):
                return self._no_status(refs, rest, asked=text.endswith("?"))
            return self._unless_asked(Command("update", refs), text)
        if verb.name in WORDED:
            return (Command(verb.name, refs, words=rest, rest=rest),)
        reader = READERS.get(verb.name)
        read = reader(rest) if reader else Read(rest=rest)
        return self._unless_asked(
            Command(verb.name, refs, words=read.words, when=read.when, rest=read.rest, filters=read.filters), text
        )

    def _without_ref(self, verb: Verb, spelling: str, text: str, low: str, end: int, depth: int) -> Parsed | None:
        rest = text[end:].lstrip(EDGE)
        if not speaks(rest) or rest.lower() in ("please", "it", "that", "this"):
            if spelling != verb.name and " " not in spelling:
                return None
            return self._unless_asked(Command(verb.name), text)
        if verb.name == "update":
            found = FILLED_STATUS.match(low, end)
            return self._update((), found, found.end(), text, low, True) if found else None
        if verb.name in WORDED:
            if about := refs_in(lower(rest), rest):
                return Unknown("status", refs=about, meant=(f"{verb.name} {named(about)} {line(rest)}",))
            return (Command(verb.name, words=rest, rest=rest),)
        if verb.name == "snooze" and (read := read_dated(rest)).when:
            return (Command("snooze", words=read.words, when=read.when, rest=rest),)
        if verb.name == "show" and depth < 2:
            inner = self.piece(rest, depth + 1)
            if not isinstance(inner, Unknown) and not any(self._names[one.verb].changes for one in inner):
                return inner
            read = read_filters(rest.rstrip("? "))
            if "list" in self._names and ("words" not in read.filters or "action" in low):
                return self._filtered(self._names["list"], "list", rest)
        return None

    def _status_first(self, text: str, low: str, found: re.Match[str]) -> Parsed | None:
        at = matched(TO_REF, low, found.end())
        run, end = refs_at(low, text, at, goes_on=lambda i: SURE.match(low, i) is not None)
        if run and not (run[-1].bare and not SURE.match(low, end)):
            refs = tuple(dict.fromkeys(one.ref for one in run))
            return self._update(refs, found, end, text, low, any(one.bare for one in run))
        rest = text[found.end() :]
        status = status_named(found[0])
        if about := refs_in(lower(rest), rest):
            return Unknown("status", refs=about, meant=(f"update {named(about)} {status}",))
        if found[0] in NOUNS and not SURE.match(low, found.end()):
            return None
        return self._update((), found, found.end(), text, low, True)

    def _ref_first(self, text: str, low: str) -> Parsed:
        run, end = refs_at(
            low,
            text,
            0,
            goes_on=lambda i: not speaks(text[i:]) or status_at(low, i) or self.heads.after_ref(low, i) is not None,
        )
        refs = tuple(dict.fromkeys(one.ref for one in run))
        asked = text.endswith("?")
        if found := FILLED_STATUS.match(low, end):
            return self._update(refs, found, found.end(), text, low, any(one.bare for one in run))
        at = matched(FILLED, low, end)
        if not speaks(low[at:]) or ABOUT.match(low, at):
            return (Command("show", refs, question=asked or speaks(low[at:])),)
        rest = text[end:].lstrip(EDGE)
        if head := self.heads.after_ref(low, end):
            verb, stop = head
            if verb.name in ("show", "history", "status", "tell the lead"):
                if not speaks(text[stop:]) or low[stop:].strip(EDGE) in ("please", "now"):
                    return (Command("show" if verb.name == "status" else verb.name, refs),)
            else:
                return self._with_refs(verb, run, stop, text, low)
        return self._no_status(refs, rest, asked=asked)

    # what was meant

    def _update(
        self, refs: tuple[ActionRef, ...], found: re.Match[str], at: int, text: str, low: str, numbers: bool
    ) -> Parsed:
        """A status and its words, and the commands that may follow after a comma."""
        phrase = found["status"] if "status" in found.re.groupindex else found[0]
        status = status_named(phrase)
        if text.endswith("?") or low[at:].lstrip().startswith("?"):
            return self._question(refs, text)
        if DENIED_AFTER.match(low, at) or (status == "done" and LATER.match(low, at)):
            return self._no_status(refs, text[found.start() :].lstrip(EDGE), asked=False, later=True)
        if at == len(text):
            return (Command("update", refs, status),)
        for start, stop in boundaries(self.heads, text, low, at, numbers):
            first = Command("update", refs, status, words=text[at:start].strip(EDGE))
            then = self.piece(text[stop:], 0)
            alone = not isinstance(then, Unknown) and then[0].verb == "show" and ref_at(low, text, stop)
            if alone and start != at:
                continue
            if alone and not isinstance(then, Unknown):  # "2.3 done, 1.7": perhaps both
                every = named((*refs, *then[0].refs))
                return Unknown("status", refs=then[0].refs, meant=(f"update {every} {status}",))
            if not isinstance(then, Unknown):
                return (first, *then)
            if then.kind == "status" and then.refs:
                before = text[:start].strip(EDGE)
                return replace(then, meant=tuple(f"{before}; {one}" for one in then.meant))
        words = text[at:].lstrip(EDGE)
        return (Command("update", refs, status, words=words),)

    def _question(self, refs: tuple[ActionRef, ...], text: str) -> Parsed:
        if refs:
            return (Command("show", refs, question=True),)
        return Unknown("unknown", meant=("mine", "status"))

    def _unless_asked(self, said: Command, text: str) -> Parsed:
        verb = self._names[said.verb]
        if not text.endswith("?"):
            return (said,)
        if not verb.changes:
            return (replace(said, question=bool(said.refs), rest=said.rest.rstrip("? ")),)
        return self._question(said.refs, text) if said.refs else Unknown("unknown", meant=(verb.name,))

    def _no_status(self, refs: tuple[ActionRef, ...], words: str, *, asked: bool, later: bool = False) -> Parsed:
        """A ref with words that are no status: what they may have meant, never guessed."""
        if asked:
            return self._question(refs, words)
        return Unknown("status", refs=refs, meant=suggest.with_no_status(refs, words, later=later))

    def _lost(self, text: str, low: str, depth: int) -> Parsed:
        """Not plainly a command: without its opening words, as a question, as filters, as a slip of the finger."""
        if (opening := LEAD_IN.match(low) or SIGNS.match(low)) and depth < 3:
            left = text[opening.end() :]
            inner = self.piece(left, depth + 1) if speaks(left) else Unknown("empty")
            if not isinstance(inner, Unknown) or inner.refs or inner.kind == "status":
                return inner
            calm = self.heads.at(low, 0)
            if calm and calm[0].name in ("hello", "thanks"):
                return (Command(calm[0].name, rest=text[calm[2] :].lstrip(EDGE)),)
        if (opening := ASK_IN.match(low)) and depth < 3:
            inner = self.piece(text[opening.end() :], depth + 1)
            if not isinstance(inner, Unknown) and not any(self._names[one.verb].changes for one in inner):
                return tuple(replace(one, question=bool(one.refs)) for one in inner)
        refs = refs_in(low, text)
        if refs and (text.endswith("?") or ASKING.match(low)):
            return (Command("show", refs, question=True),)
        keyed = read_filters(text.rstrip("?")).filters
        if "words" not in keyed and "list" in self._names and keyed.keys() & NAMED_FILTERS:
            return (Command("list", rest=text, filters=keyed),)
        if (head := self.heads.at(low, 0)) and not head[0].takes and refs:
            return Unknown("unknown", meant=(head[0].name,))
        denied = suggest.denies(low) and suggest.has_status(low)
        if not denied and (slips := self._slips(text, low, depth, verbs_only=bool(refs))):
            return Unknown("status" if refs else "unknown", refs=refs, meant=slips)
        if refs:
            return self._no_status(refs, text, asked=False)
        if denied and len(low.split()) < 8:
            return Unknown("status", meant=("in progress", "not started"))
        return Unknown("unknown", meant=("help",))

    def _slips(self, text: str, low: str, depth: int, *, verbs_only: bool) -> tuple[str, ...]:
        """Whole commands that differ from the text by a slip in the verb or the status."""
        parts = text.split()
        if depth > 2 or len(parts) > 40 or ref_at(low, text, 0):
            return ()
        for count in range(min(3, len(parts)), 0, -1):
            typed = " ".join(parts[:count]).lower().strip(EDGE + "?")
            near = suggest.nearest(typed, self.heads.spellings)
            if near is None or near == typed or (count > 1 and abs(near.count(" ") + 1 - count) > 1):
                continue
            whole = " ".join((near, *parts[count:]))
            inner = self.piece(whole, depth + 2)
            if not isinstance(inner, Unknown):
                return (whole,)
            if inner.kind == "status":
                return inner.meant
        if verbs_only:
            return ()
        if len(parts) < 9 and (slip := suggest.nearest_status(text)):
            left = " ".join(parts[slip[1] :])
            return (f"{slip[0]}, {left}" if left else slip[0],)
        near = suggest.nearest(low, (verb.example.lower() for verb in self.verbs))
        return (near,) if near else ()
