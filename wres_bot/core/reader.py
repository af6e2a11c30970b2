"""Owns how tidied text is read as commands: verb and ref in any order, several at once; must not know what they do."""

import re
from dataclasses import replace

from wres_bot.core import guess
from wres_bot.core.arguments import NEGATION, READERS, STATUS, Read, lower, read_dated, read_filters, status_named
from wres_bot.core.refs import ActionRef, Found, ref_at, refs_at, refs_in, refs_with_words
from wres_bot.core.spoken import Command, Parsed, Unknown, Verb
from wres_bot.core.words import is_story

_EDGE = " \n.,;:-!>=…•·"
_FILLERS = (
    r"(?:[\s:,=>\-]|(?:is|are|as|to|now|marked|mark|please|pls|has|have|been|it's|its|all|both|currently|just|status"
    r"|set|still|finally)(?![\w']))"
)
_FILLED_STATUS = re.compile(rf"{_FILLERS}*?(?P<status>{STATUS.pattern})")
_FILLED = re.compile(rf"{_FILLERS}*")
_TO_REF = re.compile(r"(?:[\s:,=\-]|(?:for|on|with|about|of|the|please|pls|my|our|is|needed|wanted|me|to)\b)*")
_ASKING = re.compile(
    r"(?:is|are|was|were|has|have|had|did|does|do|when|why|what|how|who|whose|which|where|will|would|should|could|can"
    r"|any|shall)(?:'s|'re)?(?!\w)"
)
_LEAD_IN = re.compile(
    r"(?:(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|morning|afternoon|evening|ok|okay|yes|yep|yeah"
    r"|right|so|well|also|and|then|please|pls|just|thanks|thank you|there|all|team|bot|everyone|i've|i have|we've"
    r"|we have|i'm|i am|we're|we are|it's|it is|that's|that is|this is|i'd like to|i want to|i would like to|sorry"
    r"|great)(?![\w'])[\s,.!:;-]*)+"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LATER = re.compile(  # what turns "done" into a plan, a hope or a denial
    r"[\s,:-]*(?:soon|shortly|tomorrow|next (?:day|week|month|quarter|year)|(?:by|end of|at the end of)"
    rf" (?:the )?(?:end|next|mid|early|late|start|spring|summer|autumn|winter|{_MONTHS}|mon|tue|wed|thu|fri|week|month"
    r"|quarter|year|\d)\w*|if|when|once|unless|until|hopefully|or|almost|nearly|mostly|ish"
    r"|(?:no|not|nope|never|not (?:yet|really|quite|at all)|yet|false)[\s.!]*$)(?!\w)"
)
_HOPED = re.compile(
    r"(?<!\w)(?:will|would|should|could|might|may|must|going to|to be|hope\w*|expect\w*|plan\w*|need\w*)(?!\w)"
)
_NEXT = re.compile(r"(?:[,;&]\s*|\.\s+|(?<!\w)(?=and\s))(?:(?:and|then|also|but)\s+)*")
_SURE = re.compile(r"\s*(?:$|[,.;:!?()-])")
_ABOUT = re.compile(r"(?:due|when|who|how|why|what)(?: is it| is that| due| by)*\W*$")
_SHORT = re.compile(r"\d{1,3} ?[dw](?!\w)")

_NOUNS = frozenset(("complete", "progress", "closed", "delay", "pending", "behind", "late", "dropped", "sorted"))
"""Statuses that begin other sentences too ("complete list of actions"): alone with words they want a comma."""
_LISTS = frozenset(("list", "mine", "late", "due", "status", "minutes"))
_FREE = frozenset(("find", "search", "list actions", "list all", "overdue"))
_AFTER_REF = frozenset(("update", "note", "show", "history", "move", "cancel", "assign", "snooze"))
_WORDED = frozenset(("note", "need help", "not mine"))
_NAMED_FILTERS = frozenset(("section", "indicator", "owner", "plan"))
_HEARD = frozenset(("help", "note", "need help", "not mine", "stop", "keep", "snooze"))
"""Verbs that also begin a story: "help, my manager …"."""


class Reader:
    """Reads texts with one list of verbs."""

    def __init__(self, verbs: tuple[Verb, ...]) -> None:
        self.verbs = verbs
        self._names = {verb.name: verb for verb in verbs}
        self._heads: dict[str, list[tuple[str, Verb]]] = {}
        for verb in verbs:
            for spelling in verb.words:
                self._heads.setdefault(re.split(r"[ ,]", spelling)[0], []).append((spelling, verb))
        for heads in self._heads.values():
            heads.sort(key=lambda head: -len(head[0]))

    def read(self, text: str) -> Parsed:
        parsed = self._lines(text) if "\n" in text or ";" in text else self._piece(text, 0)
        if isinstance(parsed, Unknown):
            if is_story(text, commanded=bool(parsed.refs)):
                return Unknown("story")
            return replace(parsed, text=text)
        for said in parsed:
            told = "" if said.refs else said.words or said.rest
            heard = said.verb in _HEARD
            if told and is_story(told, commanded=not heard, mine=heard):
                return Unknown("story")
        return parsed

    def _lines(self, text: str) -> Parsed:
        """Each line, or part between semicolons, is a command, or goes on with the words of the one before."""
        said: list[Command] = []
        ended = 0
        for part in re.finditer(r"[^\n;]+", text):
            piece = part[0].strip()
            if not piece.strip(_EDGE):
                continue
            parsed = self._piece(piece, 0)
            if not isinstance(parsed, Unknown) and (
                not said or any(one.refs for one in parsed) or self._spelled(piece)
            ):
                said.extend(parsed)
            elif said and (said[-1].status or said[-1].words) and not refs_in(lower(piece), piece):
                told = said[-1].words
                whole = told + text[ended : part.end()] if told else piece
                said[-1] = replace(said[-1], words=whole.strip())
            elif not said and piece.endswith(":") and isinstance(parsed, Unknown) and not parsed.refs:
                continue  # "From resourcing:" above a list
            elif isinstance(parsed, Unknown):
                return parsed
            else:
                return Unknown("unknown", meant=("help",))
            ended = part.end()
        matter = [one for one in said if one.verb not in ("hello", "thanks")]
        return tuple(matter or said[:1]) or Unknown("empty")

    def _spelled(self, piece: str) -> bool:
        low = piece.lower().strip(_EDGE)
        return (head := self._head(low, 0)) is not None and head[2] == len(low)

    def _head(self, low: str, at: int) -> tuple[Verb, str, int] | None:
        """The verb whose spelling begins at `at`, the longest first."""
        end = at
        while end < len(low) and low[end] not in " ,:.;\n!=>" and (low[end] != "-"):
            end += 1
        for spelling, verb in self._heads.get(low[at:end], ()):
            stop = at + len(spelling)
            if low.startswith(spelling, at) and (stop == len(low) or not (low[stop].isalnum() or low[stop] in "_'")):
                return verb, spelling, stop
        if low[at:] == "?" and "?" in self._heads:
            return self._heads["?"][0][1], "?", at + 1
        if low[at:end].endswith("?") and end > at + 1:  # "mine?"
            return self._head(low[: at + len(low[at:end].rstrip("?"))], at)
        return None

    def _piece(self, text: str, depth: int) -> Parsed:
        text = text.lstrip(_EDGE)
        low = lower(text)
        if head := self._head(low, 0):
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
        rest = text[end:].lstrip(_EDGE)
        if not verb.takes:
            if not _speaks(rest) or rest.lower().rstrip("?!. ") in ("please", "now", "then"):
                return self._unless_asked(Command(verb.name), text)
            return None
        at = _matched(_TO_REF, low, end)
        found = ref_at(low, text, at)
        if verb.takes[0] in ("ref", "refs"):
            if found and not ("date" in verb.takes and _SHORT.match(low, at)):
                return self._with_refs(verb, *self._run(verb, text, low, at), text, low)
            return self._without_ref(verb, spelling, text, low, end, depth)
        if found and (verb.name == "help" and (need := self._names.get("need help"))):
            return self._with_refs(need, *self._run(need, text, low, at), text, low)
        if found and verb.name in _LISTS and not (found.bare and verb.name == "due"):
            if verb.name == "late":
                return None
            _, stop = refs_at(low, text, at, goes_on=lambda i: not _speaks(text[i:]))
            if verb.name == "status" or not _speaks(text[stop:]):
                return self._ref_first(text[at:], low[at:])
        if verb.name == "who" and (named := refs_in(low, text)):
            return (Command("show", named, question=True),)
        if spelling == "next" and rest:
            rest = f"next {rest}"
        return self._filtered(verb, spelling, rest)

    def _filtered(self, verb: Verb, spelling: str, rest: str) -> Parsed | None:
        rest = rest.rstrip("? ")
        reader = READERS.get(verb.name)
        read = reader(rest) if reader else Read(rest=rest)
        loose = spelling != verb.name and spelling not in _FREE and " " not in spelling
        if loose and (read.filters.get("words") or (reader and rest and not read.filters)):
            return None
        if verb.name == "list" and "late" in read.filters and "late" in self._names:
            verb = self._names["late"]
            read.filters.pop("late")
        return (Command(verb.name, words=read.words, when=read.when, rest=read.rest, filters=read.filters),)

    def _run(self, verb: Verb, text: str, low: str, at: int) -> tuple[list[Found], int]:
        if verb.takes[0] == "refs":
            return refs_at(low, text, at, goes_on=lambda i: not _speaks(text[i:]) or _status_at(low, i))
        if len(verb.takes) == 1:
            return refs_at(low, text, at, goes_on=lambda i: not _speaks(text[i:]))
        return refs_with_words(low, text, at, dated=verb.takes[1] != "words")

    def _with_refs(self, verb: Verb, run: list[Found], end: int, text: str, low: str) -> Parsed:
        refs = tuple(dict.fromkeys(one.ref for one in run))
        rest = text[end:].lstrip(_EDGE)
        if verb.name == "update":
            if found := _FILLED_STATUS.match(low, end):
                return self._update(refs, found, found.end(), text, low, any(one.bare for one in run))
            if _speaks(low[_matched(_FILLED, low, end) :]):
                return self._no_status(refs, rest, asked=text.endswith("?"))
            return self._unless_asked(Command("update", refs), text)
        if verb.name in _WORDED:
            return (Command(verb.name, refs, words=rest, rest=rest),)
        reader = READERS.get(verb.name)
        read = reader(rest) if reader else Read(rest=rest)
        return self._unless_asked(
            Command(verb.name, refs, words=read.words, when=read.when, rest=read.rest, filters=read.filters), text
        )

    def _without_ref(self, verb: Verb, spelling: str, text: str, low: str, end: int, depth: int) -> Parsed | None:
        rest = text[end:].lstrip(_EDGE)
        if not _speaks(rest) or rest.lower() in ("please", "it", "that", "this"):
            if spelling != verb.name and " " not in spelling:
                return None
            return self._unless_asked(Command(verb.name), text)
        if verb.name == "update":
            found = _FILLED_STATUS.match(low, end)
            return self._update((), found, found.end(), text, low, True) if found else None
        if verb.name in _WORDED:
            if named := refs_in(lower(rest), rest):
                return Unknown("status", refs=named, meant=(f"{verb.name} {_named(named)} {_line(rest)}",))
            return (Command(verb.name, words=rest, rest=rest),)
        if verb.name == "snooze" and (read := read_dated(rest)).when:
            return (Command("snooze", words=read.words, when=read.when, rest=rest),)
        if verb.name == "show" and depth < 2:
            inner = self._piece(rest, depth + 1)
            if not isinstance(inner, Unknown) and not any(self._names[one.verb].changes for one in inner):
                return inner
            read = read_filters(rest.rstrip("? "))
            if "list" in self._names and ("words" not in read.filters or "action" in low):
                return self._filtered(self._names["list"], "list", rest)
        return None

    def _status_first(self, text: str, low: str, found: re.Match[str]) -> Parsed | None:
        at = _matched(_TO_REF, low, found.end())
        run, end = refs_at(low, text, at, goes_on=lambda i: _SURE.match(low, i) is not None)
        if run and not (run[-1].bare and not _SURE.match(low, end)):
            refs = tuple(dict.fromkeys(one.ref for one in run))
            return self._update(refs, found, end, text, low, any(one.bare for one in run))
        rest = text[found.end() :]
        status = status_named(found[0])
        if named := refs_in(lower(rest), rest):
            return Unknown("status", refs=named, meant=(f"update {_named(named)} {status}",))
        if found[0] in _NOUNS and not _SURE.match(low, found.end()):
            return None
        return self._update((), found, found.end(), text, low, True)

    def _ref_first(self, text: str, low: str) -> Parsed:
        run, end = refs_at(
            low,
            text,
            0,
            goes_on=lambda i: not _speaks(text[i:]) or _status_at(low, i) or self._verb_next(low, i) is not None,
        )
        refs = tuple(dict.fromkeys(one.ref for one in run))
        asked = text.endswith("?")
        if found := _FILLED_STATUS.match(low, end):
            return self._update(refs, found, found.end(), text, low, any(one.bare for one in run))
        at = _matched(_FILLED, low, end)
        if not _speaks(low[at:]) or _ABOUT.match(low, at):
            return (Command("show", refs, question=asked or _speaks(low[at:])),)
        rest = text[end:].lstrip(_EDGE)
        if head := self._verb_next(low, end):
            verb, stop = head
            if verb.name in ("show", "history", "status", "tell the lead"):
                if not _speaks(text[stop:]) or low[stop:].strip(_EDGE) in ("please", "now"):
                    return (Command("show" if verb.name == "status" else verb.name, refs),)
            else:
                return self._with_refs(verb, run, stop, text, low)
        return self._no_status(refs, rest, asked=asked)

    def _verb_next(self, low: str, at: int) -> tuple[Verb, int] | None:
        """The verb that may follow a ref: only in its plain spelling, for its words may be anything."""
        head = self._head(low, _matched(_FILLED, low, at)) or self._head(low, _skip(low, at))
        if head is None:
            return None
        verb, spelling, end = head
        if spelling == "help" and "need help" in self._names:
            return self._names["need help"], end
        if verb.name in ("need help", "not mine") or (spelling == verb.name and verb.name in (*_AFTER_REF, "status")):
            return verb, end
        return None

    # what was meant

    def _update(
        self, refs: tuple[ActionRef, ...], found: re.Match[str], at: int, text: str, low: str, numbers: bool
    ) -> Parsed:
        """A status and its words, and the commands that may follow after a comma."""
        phrase = found["status"] if "status" in found.re.groupindex else found[0]
        status = status_named(phrase)
        if text.endswith("?") or low[at:].lstrip().startswith("?"):
            return self._question(refs, text)
        if _LATER.match(low, at):
            return self._no_status(refs, text[found.start() :].lstrip(_EDGE), asked=False, later=True)
        if at == len(text):
            return (Command("update", refs, status),)
        for start, stop in self._boundaries(text, low, at, numbers):
            first = Command("update", refs, status, words=text[at:start].strip(_EDGE))
            then = self._piece(text[stop:], 0)
            if not isinstance(then, Unknown):
                return (first, *then)
            if then.kind == "status" and then.refs:
                before = text[:start].strip(_EDGE)
                return replace(then, meant=tuple(f"{before}; {one}" for one in then.meant))
        words = text[at:].lstrip(_EDGE)
        return (Command("update", refs, status, words=words),)

    def _boundaries(self, text: str, low: str, at: int, numbers: bool) -> list[tuple[int, int]]:
        """Where another command begins inside the words of one."""
        found: list[tuple[int, int]] = []
        straight = ref_at(low, text, _skip(low, at))
        if straight and not straight.bare and _status_at(low, straight.end):
            return [(at, _skip(low, at))]
        for gap in _NEXT.finditer(low, at):
            stop = gap.end()
            if stop == gap.start() or stop == len(low):
                continue
            one = ref_at(low, text, stop)
            if one and " " not in low[stop : one.end].strip():
                _, end = refs_at(low, text, stop, goes_on=lambda i: _status_at(low, i))
                plain = not one.bare and gap[0][0] != "&" and gap[0].strip() != "and"
                if (not one.bare or numbers) and (_status_at(low, end) or (plain and not numbers)):
                    found.append((gap.start(), stop))
            elif (said := STATUS.match(low, stop)) or ((head := self._head(low, stop)) and head[1] in _AFTER_REF):
                end = said.end() if said else head[2] if head else stop
                other = ref_at(low, text, _matched(_TO_REF, low, end))
                if other and not other.bare:
                    found.append((gap.start(), stop))
        return found

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
        named, line = _named(refs), _line(words)
        low = lower(line)
        note = f"note {named} {line}".replace("  ", " ")
        if later or NEGATION.search(low) or _HOPED.search(low):
            meant: tuple[str, ...] = guess.when_denied(named, line)
        elif near := guess.nearest_status(line):
            left = " ".join(line.split()[near[1] :]).lstrip(_EDGE)
            meant = (f"update {named} {near[0]}" + (f", {left}" if left else ""), note)
        elif said := re.search(rf"(?<![\w'-])(?:{STATUS.pattern})", low):
            meant = (f"update {named} {status_named(said[0])}", note)
        else:
            meant = (note, f"update {named} in progress, {line}")
        return Unknown("status", refs=refs, meant=tuple(" ".join(one.split()) for one in meant))

    def _lost(self, text: str, low: str, depth: int) -> Parsed:
        """Not plainly a command: without its opening words, as a question, as filters, as a slip of the finger."""
        if (opening := _LEAD_IN.match(low)) and opening.end() < len(text) and depth < 3:
            inner = self._piece(text[opening.end() :], depth + 1)
            if not isinstance(inner, Unknown) or inner.refs or inner.kind == "status":
                return inner
            calm = self._head(low, 0)
            if calm and calm[0].name in ("hello", "thanks"):
                return (Command(calm[0].name, rest=text[calm[2] :].lstrip(_EDGE)),)
        refs = refs_in(low, text)
        if refs and (text.endswith("?") or _ASKING.match(low)):
            return (Command("show", refs, question=True),)
        keyed = read_filters(text.rstrip("?")).filters
        if "words" not in keyed and "list" in self._names and keyed.keys() & _NAMED_FILTERS:
            return (Command("list", rest=text, filters=keyed),)
        if refs:
            return self._no_status(refs, text, asked=False)
        if NEGATION.search(low) and re.search(rf"(?<!\w)(?:{STATUS.pattern})", low) and len(low.split()) < 8:
            return Unknown("status", meant=("in progress", "not started"))
        return Unknown("unknown", meant=self._slips(text, low, depth) or ("help",))

    def _slips(self, text: str, low: str, depth: int) -> tuple[str, ...]:
        """Whole commands that differ from the text by a slip in the verb or the status."""
        parts = text.split()
        if depth > 2 or len(parts) > 40:
            return ()
        spellings = [spelling for heads in self._heads.values() for spelling, _ in heads]
        for count in range(min(3, len(parts)), 0, -1):
            typed = " ".join(parts[:count]).lower().strip(_EDGE + "?")
            near = guess.nearest(typed, spellings)
            if near is None or near == typed or (count > 1 and abs(near.count(" ") + 1 - count) > 1):
                continue
            whole = " ".join((near, *parts[count:]))
            inner = self._piece(whole, depth + 2)
            if not isinstance(inner, Unknown):
                return (whole,)
            if inner.kind == "status":
                return inner.meant
        if not NEGATION.search(low) and len(parts) < 9 and (slip := guess.nearest_status(text)):
            left = " ".join(parts[slip[1] :])
            return (f"{slip[0]}, {left}" if left else slip[0],)
        near = guess.nearest(low, (verb.example.lower() for verb in self.verbs))
        return (near,) if near else ()


def _speaks(text: str) -> bool:
    """Whether anything is said beyond signs and emoji."""
    return any(char.isalnum() for char in text)


def _skip(low: str, at: int) -> int:
    while at < len(low) and low[at] in _EDGE:
        at += 1
    return at


def _matched(pattern: re.Pattern[str], low: str, at: int) -> int:
    found = pattern.match(low, at)
    return found.end() if found else at


def _status_at(low: str, at: int) -> bool:
    return _FILLED_STATUS.match(low, at) is not None


def _named(refs: tuple[ActionRef, ...]) -> str:
    return ", ".join(map(str, refs))


def _line(words: str) -> str:
    return " ".join(words.split())
