"""Owns `parse`, the only entrance to the parser, and the order of its stages; must not know what a verb does.

A text is made plain (`text`), heard for what needs care (`care`), taken as a command typed as such (`reader`) or
as an everyday question (`everyday`), or taken apart into clauses (`clauses`) of which each is decided (`decide`).
docs/how-a-sentence-is-read.md tells the same in words.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from wres_bot.domain.refs import find_refs, parse_ref
from wres_bot.domain.statuses import STATUSES
from wres_bot.parser import care, small_talk
from wres_bot.parser.arguments import STATUS, lower_keeping_length
from wres_bot.parser.clauses import Clause, forget_sentences, read_clauses
from wres_bot.parser.command_types import (
    Asked,
    Automatic,
    Command,
    NotUnderstood,
    Parsed,
    Part,
    SmallTalk,
    Subject,
    Verb,
)
from wres_bot.parser.decide import decide, find_act, find_act_beside
from wres_bot.parser.everyday import asks_anyhow, begins_with_request, is_question, read_question
from wres_bot.parser.patterns import EDGE
from wres_bot.parser.reader import Reader
from wres_bot.parser.safeguarding import is_story
from wres_bot.parser.signs import read_words
from wres_bot.parser.text import LONGEST, is_automatic, normalise, tidy

MOST_STATUSES = 60
"""Statuses in one message. More is a pasted report, not somebody's update."""
_readers: dict[int, Reader] = {}
"""By the tuple's identity, which the reader keeps alive: hashing all verbs for each text costs more than reading it."""


@dataclass(slots=True)
class Reading:
    """How a text was read, stage by stage, for `explain`."""

    text: str
    plain: str = ""
    heard: str = ""
    pieces: list[tuple[str, str]] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    parsed: Parsed = field(default_factory=lambda: NotUnderstood("empty"))


FindUnknown = Callable[[Collection[str]], frozenset[str]]
"""Tells which keys of refs no plan at hand has: what looks like a ref there may be a number of somebody's words."""


def parse(
    text: str, verbs: Sequence[Verb], *, pressed: bool = False, find_unknown: FindUnknown | None = None
) -> Parsed:
    """What a text means: its parts in order, or why it is none. Never raises, whatever was typed.

    pressed: a button says it, so that the words it carries are nobody's doubt about its status.
    find_unknown: asked only where something besides plain refs could be one; without it every ref is taken as there.
    """
    return read(text, verbs, pressed=pressed, find_unknown=find_unknown).parsed


def read(
    text: str, verbs: Sequence[Verb], *, pressed: bool = False, find_unknown: FindUnknown | None = None
) -> Reading:
    """The same, with what each stage made of it."""
    reading = Reading(text)
    if pressed and (parts := _read_pressed(text)):
        reading.parsed = parts
        return reading
    if len(text) > LONGEST:
        reading.parsed = NotUnderstood("too long")
        return reading
    if not pressed and is_automatic(text):
        reading.parsed = Automatic()
        return reading
    reading.plain = plain = tidy(text) if pressed else normalise(text)
    if not plain:
        reading.parsed = NotUnderstood("empty", text="" if not text.strip() else text)
        return reading
    if len(plain) > 400 and len(STATUS.findall(lower_keeping_length(plain))) > MOST_STATUSES:
        reading.parsed = NotUnderstood("too long")
        return reading
    try:
        unknown = _find_unknown_refs(plain, find_unknown) if find_unknown is not None and not pressed else frozenset()
        reading.parsed = _Text(reading, _reader_of(verbs), unknown).read()
    finally:
        forget_sentences()
    return reading


_MORE_THAN_ONE = 2


def _find_unknown_refs(plain: str, find_unknown: FindUnknown) -> frozenset[str]:
    """The refs of a text that no plan at hand has. A text with one ref alone needs no look: it says what it means."""
    words = read_words(plain, lower_keeping_length(plain))
    keys = {word.ref.key for word in words if word.ref is not None and word.ref.plan is None}
    first = words[0].ref if words else None
    alone = len(keys) < _MORE_THAN_ONE and first is not None and "." in first.ref
    return find_unknown(keys) if keys and not alone else frozenset()


_PRESSED = re.compile(
    rf"update (?P<refs>\S+) (?P<status>{'|'.join(STATUSES)})(?:, (?P<words>.*))?", re.IGNORECASE | re.DOTALL
)


def _read_pressed(text: str) -> tuple[Part, ...]:
    """What a button says that gives an action a status, with the words that were kept ready for it."""
    parts: list[Part] = []
    for piece in text.split("; ") if text.startswith("update ") and ", " not in text else (text,):
        found = _PRESSED.fullmatch(piece.strip())
        ref = parse_ref(found["refs"]) if found else None
        if found is None or ref is None:
            return ()
        status = next(one for one in STATUSES if one == found["status"].lower())
        words = found["words"] or ""
        if words and is_story(words, commanded=True):
            return ()
        parts.append(Command("update", (ref,), status, words=words, about=Subject("refs", (ref,))))
    return tuple(parts)


def _reader_of(verbs: Sequence[Verb]) -> Reader:
    if not isinstance(verbs, tuple):
        return Reader(tuple(verbs))
    reader = _readers.get(id(verbs))
    if reader is None or reader.verbs is not verbs:
        if len(_readers) > 8:
            _readers.clear()
        reader = _readers[id(verbs)] = Reader(verbs)
    return reader


_BREAK = re.compile(r"\s*[\n;]+\s*")


def _split_lines(text: str) -> Iterator[tuple[str, str]]:
    """What may be a command each, with what stands between it and the one before."""
    parted, at = "", 0
    for end, following in [*((found.start(), found.end()) for found in _BREAK.finditer(text)), (len(text), len(text))]:
        line = text[at:end]
        if line.strip(EDGE):
            yield parted, line.strip()
            parted = ""
        else:
            parted += line
        parted += text[end:following]
        at = following


class _Text:
    """One text on its way through the stages behind `normalise`."""

    def __init__(self, reading: Reading, reader: Reader, unknown: frozenset[str]) -> None:
        self.reading, self.reader, self.unknown, self.text = reading, reader, unknown, reading.plain
        self.parts: list[Part] = []
        self.free: list[str] = []
        """Sentences said in free words that have not been taken apart yet, and what parts them, as typed."""
        self.said_by_the_way: SmallTalk | None = None

    def read(self) -> Parsed:
        if heard := care.hear(self.text, self.reader):
            self.reading.heard = heard.why
            return NotUnderstood("story", refs=heard.refs)
        whole = self.reader.index.is_whole(self.text) and len(self.text.split()) > 1
        if not whole and (answer := small_talk.read_answer(self.text)) and answer[1]:
            return (Asked("yes" if answer[0] == "yes" else "no"),)
        if (calm := small_talk.read_small_talk(self.text)) is not None:
            return self._answer_calm(calm)
        for parted, line in _split_lines(self.text):
            if not self._read_line(line, parted):
                return self._slip(line)
        self._take_apart()
        parts = [one for one in self.parts if not self._is_in_passing(one)] or self.parts[:1]
        if parts:
            return tuple(parts)
        return self.said_by_the_way or NotUnderstood("unknown", text=self.text)

    def _read_clauses(self, sentence: str) -> tuple[Clause, ...]:
        return read_clauses(sentence, self.unknown)

    def _answer_calm(self, calm: SmallTalk) -> Parsed:
        name = {"thanks": "thanks", "greeting": "hello"}.get(calm.kind)
        if name in self.reader.by_name:
            self.reading.pieces.append(("small talk", self.text))
            return (Command(name, rest=self.text if calm.kind == "greeting" else ""),)
        return calm

    def _is_in_passing(self, part: Part) -> bool:
        return isinstance(part, Command) and self.reader.by_name[part.verb].in_passing

    def _read_line(self, line: str, parted: str) -> bool:
        """Reads a line, which `parted` keeps from the one before; False where its first words are a slip of a verb."""
        if self._asks_who(line):
            return True
        if self._add_command(self.reader.read_command(line), line):
            return True
        if self._goes_on_with_words(line, parted):
            return True
        if not self.parts and not self.free and self.reader.find_slip(line):
            return False
        if line.endswith(":") and not any(c.said or c.subject.refs for c in self._read_clauses(line)):
            return True  # "From resourcing:" above a list
        for sentence in _split_sentences(line):
            at = self.reader.find_next_command(sentence) or 0
            for part in (sentence[:at], sentence[at:]):
                if part.strip(EDGE):
                    self._read_sentence(part.strip(), parted)
                    parted = ""
        return True

    def _slip(self, line: str) -> Parsed:
        meant = self.reader.find_slip(line) or ""
        command = self.reader.read_command(meant)
        if command is not None and not self.reader.by_name[command.verb].changes:
            return (command,)  # a guess may look
        if command is None:  # "updaet 2.3 done": what is said of an action, asked about
            parts = tuple(
                _ask_instead(part) for clause in self._read_clauses(meant) if (part := decide(clause)) is not None
            )
            if parts:
                return parts
        return NotUnderstood("slip", text=self.text, suggestions=(meant,))

    def _asks_who(self, line: str) -> bool:
        """ "who hasn't answered" is no post, though `who` takes any words."""
        if not line.lower().startswith("who") or find_refs(lower_keeping_length(line), line):
            return False
        asked = read_question(line, self.reader.by_name)
        if isinstance(asked, SmallTalk):
            self.said_by_the_way = asked
            return True
        return self._add_command(asked, line)

    def _add_command(self, command: Command | None, line: str) -> bool:
        if command is None:
            return False
        self._take_apart()
        self.reading.pieces.append(("command", line))
        self.parts.append(command)
        return True

    def _goes_on_with_words(self, line: str, parted: str) -> bool:
        """A line behind a verb that keeps words goes on with them as typed, unless it says more of actions."""
        if not self.parts or self.free:
            return False
        last = self.parts[-1]
        if not isinstance(last, Command) or not last.words or not self.reader.by_name[last.verb].takes_words:
            return False
        if any(clause.subject.refs or clause.said for clause in self._read_clauses(line)):
            return False
        self.parts[-1] = replace(last, words=f"{last.words}{parted}{line}", rest=f"{last.rest}{parted}{line}")
        return True

    def _read_sentence(self, sentence: str, parted: str) -> None:
        if small_talk.read_small_talk(sentence) is not None:
            return
        command = self.reader.read_command(sentence) or self._read_about_ref(sentence)
        if command is None and (temper := small_talk.find_temper(sentence)) is not None:
            self.said_by_the_way = temper
            return
        if command is None and _may_ask(sentence, self._read_clauses(sentence)):
            asked = read_question(sentence, self.reader.by_name)
            if isinstance(asked, SmallTalk):
                self.said_by_the_way = asked
                return
            if asked is not None:
                self._take_apart()
                self.reading.pieces.append(("question", sentence))
                self.parts.append(asked)
                return
        if not self._add_command(command, sentence):
            self.free += [parted or " ", sentence] if self.free else [sentence]

    def _read_about_ref(self, sentence: str) -> Command | None:
        """A question about an action that it names: "when is 2.3 due"."""
        low = lower_keeping_length(sentence)
        if not is_question(low):
            return None
        refs = find_refs(low, sentence)
        if not refs or any(find_act(clause) for clause in self._read_clauses(sentence) if not clause.said):
            return None
        return Command("show", refs, rest=sentence, question=True)

    def _take_apart(self) -> None:
        """The clauses of what was said in free words, each decided."""
        if not self.free:
            return
        clauses = self._read_clauses(_strip_verb("".join(self.free)))
        self.free = []
        self.reading.clauses += clauses
        decided: list[Part] = []
        for clause in clauses:
            calm = small_talk.find_feeling(clause.text) if not clause.said and not clause.subject.refs else None
            if calm is not None:
                self.said_by_the_way = calm
                continue
            part = decide(clause)
            decided += [part] if part is not None else []
            if isinstance(part, Command) and part.status and (beside := find_act_beside(clause)):
                decided.append(beside)
        if len(decided) > 1:
            decided = [_ask_of_dangling(decided, at) for at, part in enumerate(decided) if not _says_nothing(part)]
        self.parts += decided


def _ask_of_dangling(parts: list[Part], at: int) -> Part:
    """ "2.3 done, 1.7": whether the second is done too is asked."""
    part, before = parts[at], parts[at - 1] if at else None
    if not isinstance(part, Command) or part.verb != "show" or part.question:
        return part
    if not isinstance(before, Command) or not before.status:
        return part
    return Asked("status", Subject("refs", part.refs), (before.status, "in progress"), ("another subject",))


def _says_nothing(part: Part) -> bool:
    """A clause that only denies that it is about an action ("not the first one, …"), beside others that say more."""
    return isinstance(part, Asked) and part.means == "news" and not part.about.words and part.about.kind == "none"


_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")
_UPDATE = re.compile(r"(?i)^(?:please |pls )?(?:update|set|mark)(?=[\s:,-])[\s:,-]*")


_ASKED_BEHIND = re.compile(r",\s*(?:and |but )?(?=(?:when|what|who|how|where|why|which)\b[^,]*\?\s*$)", re.IGNORECASE)
"""Where a question follows what was said: "1.3 done, when is 1.7 due?"."""


def _split_sentences(line: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(line):
        for part in _ASKED_BEHIND.split(sentence, maxsplit=1):
            if part.strip(EDGE):
                yield part


def _strip_verb(text: str) -> str:
    return _UPDATE.sub("", text)


def _may_ask(sentence: str, clauses: Sequence[Clause]) -> bool:
    """Whether a sentence can be a question of the plan: it says no status of an action, and tells nothing else."""
    if is_question(lower_keeping_length(sentence)) or asks_anyhow(sentence):
        return True
    if begins_with_request(sentence) and not any(clause.said for clause in clauses):
        return True
    if any(clause.said for clause in clauses):
        return not any(clause.subject.kind != "none" for clause in clauses) and begins_with_request(sentence)
    return not any(clause.doubts or clause.leans or find_act(clause) for clause in clauses)


def _ask_instead(part: Part) -> Part:
    """What a slip may have meant is asked about, also where it would be plain."""
    if isinstance(part, Command) and part.verb == "update" and part.status:
        return Asked(
            "status", replace(part.about, kind="refs" if part.refs else part.about.kind, refs=part.refs),
            (part.status,), ("slip",), words=part.words,
        )  # fmt: skip
    return part
