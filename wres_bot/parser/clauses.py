"""Owns what a clause says: which status, by which words, and what speaks against taking it.

Decides nothing: `decide` does. Where clauses divide is `subjects`; the words are the tables `statuses` and `doubts`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import get_args

from wres_bot.domain.statuses import STATUSES, Status
from wres_bot.parser.arguments import DATE, lower_keeping_length
from wres_bot.parser.command_types import NOBODY, Doubt, Subject
from wres_bot.parser.patterns import EDGE, NOUNS, strip_edge
from wres_bot.parser.signs import Sign, Word, forgive_slips, load_kinds, read_words
from wres_bot.parser.subjects import SOFT, Divider, Run, fillers, status_words
from wres_bot.parser.vocabulary import load_table, split_phrases


@dataclass(frozen=True, slots=True)
class Said:
    """A status as it was said: by which words, and whether a "not" before them denies it."""

    status: Status
    first: int
    last: int
    denied: bool = False
    slip: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing said of some actions.

    before: what stands before the status beside them and says more ("the website is done"). after: what follows it, as
    typed. kinds: the kinds of words in it. leans: statuses that its words lean to without saying one.
    """

    text: str
    low: str
    words: tuple[Word, ...]
    subject: Subject = NOBODY
    said: tuple[Said, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    before: str = ""
    after: str = ""
    leans: tuple[Status, ...] = ()
    asked: bool = False
    dates: tuple[str, ...] = ()
    date_of_status: str = ""


_AHEAD = re.compile(r"(?:by|until|till|before|next|tomorrow|end of|at the end|this coming|coming)\b")
"""How a date begins that is a hope rather than news."""
_UP_TO = re.compile(r"^(?:(?:to|by|until|till|on|for|before|from|in|within|is|=|:) )+")
_STARTED = frozenset(("started", "begun", "commenced", "start"))


@cache
def _against() -> dict[str, frozenset[str]]:
    return {kind: frozenset(split_phrases(cell)) for kind, cell in load_table("doubts")["against"].items()}


@cache
def _dated_doubts() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for name, phrases in load_kinds("doubts").items():
        for phrase in phrases:
            if DATE.fullmatch(phrase):
                kinds.setdefault(phrase, set()).add(name)
    return {phrase: frozenset(names) for phrase, names in kinds.items()}


@lru_cache(maxsize=32)
def read_clauses(sentence: str, unknown: frozenset[str] = frozenset()) -> tuple[Clause, ...]:
    """The clauses of one sentence in order. Each has its actions; words that name none belong to the one before.

    unknown: keys of refs that no plan at hand has, so that a number beside them may be only a number.
    """
    low = lower_keeping_length(sentence)
    words = forgive_slips(read_words(sentence, low))
    if not words:
        return ()
    runs = Divider(sentence, low, words, unknown).divide()
    return _join_exceptions([_read_clause(sentence, low, words, run) for run in runs])


def forget_sentences() -> None:
    """What was read of a text is not kept once it has been answered."""
    read_clauses.cache_clear()
    read_words.cache_clear()


def _leave_out(before: Clause, clause: Clause) -> Clause:
    """ "everything's in progress apart from 1.7, which is done" """
    if before.subject.kind not in ("all", "both", "rest"):
        return before
    return replace(before, subject=replace(before.subject, but=clause.subject.refs), doubts=(*before.doubts, "except"))


_LEAVING_OUT = re.compile(
    r"(?:apart from|except(?: for)?|\bbar|excluding|other than|\bbut(?: not)?|minus)"
    r"[\s,]*(?:#|action|number|no\.)?[\s,]*$"
)
"""What stands before a ref that is left out: "everything apart from #1.7"."""


def _join_exceptions(clauses: list[Clause]) -> tuple[Clause, ...]:
    """ "all done but not 1.7": the second clause only says what the first leaves out."""
    joined: list[Clause] = []
    for clause in clauses:
        before = joined[-1] if joined else None
        if (
            before is not None and before.said and before.subject.kind in ("all", "both", "rest")
            and clause.subject.refs and not clause.said and not clause.before and not clause.leans
            and {*clause.doubts} & {"not", "except", "but"}
        ):  # fmt: skip
            joined[-1] = replace(
                before, subject=replace(before.subject, but=clause.subject.refs),
                doubts=tuple(dict.fromkeys((*before.doubts, "except"))), text=f"{before.text} {clause.text}",
            )  # fmt: skip
        else:
            if before is not None and clause.subject.refs and _LEAVING_OUT.search(before.low):
                joined[-1] = _leave_out(before, clause)
            joined.append(clause)
    return tuple(joined)


def _only_leans(sign: Sign) -> bool:
    return all(name.startswith("leans") for name in sign.names)


def _read_clause(text: str, low: str, words: Sequence[Word], run: Run) -> Clause:
    mine = tuple(words[run.first : run.last])
    start, end = mine[0].start, mine[-1].end
    if run.last == len(words):
        end = len(text)
    elif run.last < len(words):
        end = max(end, words[run.last].start)
    reader = _ClauseReader(text, low, mine, {at - run.first for at in run.naming})
    said = reader.read_statuses()
    leans = tuple(dict.fromkeys(status for status in STATUSES if f"leans {status}" in reader.kinds))
    after = text[mine[said[0].last - 1].end : end] if said else ""
    clause = Clause(
        text=text[start:end].strip(EDGE),
        low=low[start:end],
        words=mine,
        subject=run.subject,
        said=said,
        doubts=reader.find_doubts(said, leaves_out=bool(run.subject.but)),
        before=reader.read_before(said),
        after=_trim(_drop_subject(after, mine, run, said), last=run.last == len(words)),
        leans=leans,
        asked=text.rstrip(" .!)").endswith("?") and run.last == len(words),
        dates=tuple(low[word.start : word.end] for word in mine if word.kind == "date"),
        date_of_status=reader.read_date_of(said),
    )
    return clause


def _drop_subject(after: str, mine: Sequence[Word], run: Run, said: Sequence[Said]) -> str:
    """What follows a status, without the refs where they stand right behind it ("done 2.3, 4 trained")."""
    if not said:
        return strip_edge(after)
    last = said[0].last
    behind = [at - run.first for at in run.naming if at - run.first >= last]
    if behind and all(at in behind or mine[at].plain in fillers() for at in range(last, max(behind) + 1)):
        cut = mine[max(behind)].end - mine[last - 1].end
        after = after[cut:]
    return strip_edge(re.sub(r"^[\])\"'`*_]+(?=\s|$)", "", after))


_JOIN_LEFT = re.compile(r"(?:[\s,;:&(+-]|\bno\.|\b(?:and|but|while|then|also|plus|number))+$", re.IGNORECASE)


def _trim(words: str, *, last: bool) -> str:
    """Without the join to the next clause."""
    return words if last else _JOIN_LEFT.sub("", words)


class _ClauseReader:
    """Reads the statuses and doubts of one clause."""

    def __init__(self, text: str, low: str, words: Sequence[Word], naming: set[int]) -> None:
        self.text, self.low, self.words, self.naming = text, low, words, naming
        self.plain = [word.plain if at not in naming else "<named>" for at, word in enumerate(words)]
        self.signs = [*status_words().find_signs(self.plain), *self._find_dated_doubts()]
        self.kinds = {name for sign in self.signs for name in sign.names}
        self.parts = self._number_parts()

    def _find_dated_doubts(self) -> list[Sign]:
        """ "tomorrow", "last year": dates that are doubts as well; "three quarters" is no date at all."""
        dates = [(at, self.low[w.start : w.end]) for at, w in enumerate(self.words) if w.kind == "date"]
        return [Sign(names, at, at + 1) for at, said in dates if (names := _dated_doubts().get(_UP_TO.sub("", said)))]

    def _number_parts(self) -> list[int]:
        """Which comma part each word stands in."""
        parts: list[int] = []
        part = 0
        for at, word in enumerate(self.words):
            if (
                at
                and word.start > self.words[at - 1].start
                and (SOFT.search(self.low, self.words[at - 1].end, word.start) or word.plain == "but")
            ):
                part += 1
            parts.append(part)
        return parts

    def read_statuses(self) -> tuple[Said, ...]:
        found: list[Said] = []
        for sign in self.signs:
            if "leans in progress" in sign.names and self._is_percent(sign):
                found.append(Said("in progress", sign.first - 1, sign.last))
            for status in STATUSES:
                if f"status {status}" in sign.names:
                    found.append(self._read_status(status, sign))
                    break
        return tuple(found)

    def _read_status(self, status: Status, sign: Sign) -> Said:
        denied = self._is_denied(sign)
        if status == "done" and self._is_percent(sign):
            status = "in progress"
        if denied and status == "in progress" and {*self.plain[sign.first : sign.last]} & _STARTED:
            status, denied = "not started", False
        slip = any(word.slip for word in self.words[sign.first : sign.last])
        return Said(status, sign.first, sign.last, denied, slip)

    def _is_percent(self, sign: Sign) -> bool:
        """ "80% done" """
        before = self.words[sign.first - 1] if sign.first else None
        return before is not None and before.plain == "<percent>" and not self.low.startswith("100", before.start)

    def _is_denied(self, sign: Sign) -> bool:
        """Whether "not" stands within the four words before, in the same part of the sentence."""
        if {self.words[at].plain for at in self.naming} & {"neither", "none", "not"}:
            return True  # "none of them are done"
        return any(
            "not" in one.names
            and sign.first - 4 <= one.last - 1 < sign.first
            and self.parts[one.first] == self.parts[sign.first]
            for one in self.signs
        )

    def read_date_of(self, said: Sequence[Said]) -> str:
        """The date that stands in the same part of the sentence as the status."""
        part = self.parts[said[0].first] if said else -1
        return next(
            (
                self.low[w.start : w.end]
                for at, w in enumerate(self.words)
                if w.kind == "date" and self.parts[at] == part
            ),
            "",
        )

    def find_doubts(self, said: Sequence[Said], *, leaves_out: bool = False) -> tuple[Doubt, ...]:
        """What speaks against the first status, by the contradiction table."""
        if not said:
            return tuple(kind for kind in get_args(Doubt) if kind in self.kinds)
        main = said[0]
        found: set[Doubt] = {kind for kind in get_args(Doubt) if self._speaks_against(kind, main)}
        if self._competes(said):
            found.add("two statuses")
        if main.slip:
            found.add("slip")
        if self._has_object(main):
            found.add("part")
        if leaves_out:
            found.add("except")
        if main.status == "done" and any(w.kind == "date" and _AHEAD.match(self.low, w.start) for w in self.words):
            found.add("later")
        if self._is_loose(main):
            found.add("another subject")
        return tuple(kind for kind in get_args(Doubt) if kind in found)

    def _speaks_against(self, kind: Doubt, main: Said) -> bool:
        against = main.status in _against().get(kind, frozenset())
        return any(self._counts(kind, sign, main, against) for sign in self.signs if kind in sign.names)

    def _counts(self, kind: Doubt, sign: Sign, main: Said, against: bool) -> bool:
        """Whether a word of doubt counts from where it stands."""
        near = self.parts[sign.first] == self.parts[main.first]
        before = sign.first < main.first
        match kind:
            case "not":
                return against or (main.denied and before)
            case "part":
                return against and near
            case "past":
                return against and near and before
            case "hedge" | "wait" | "or":
                return against and (main.status in ("done", "cancelled") or near or before or self._alone(sign))
            case _:
                return against

    def _alone(self, sign: Sign) -> bool:
        """Whether nothing but that sign is said in its part of the sentence."""
        part = self.parts[sign.first]
        return all(
            sign.first <= at < sign.last or self.plain[at] in fillers()
            for at in range(len(self.words))
            if self.parts[at] == part
        )

    def _competes(self, said: Sequence[Said]) -> bool:
        """Whether another status than the first is said of the same actions."""
        main = said[0]
        for other in said[1:]:
            if other.status == main.status and other.denied == main.denied:
                continue
            if other.denied and main.status != "done" and other.status == "done":
                continue  # "delayed, not finished"
            if main.status in ("done", "cancelled") or self._adjoins(main, other):
                return True
        return False

    def _adjoins(self, main: Said, other: Said) -> bool:
        return all(
            self.plain[at] in fillers() or self.plain[at] in ("but", "no", "not", "now", "or", "wait", "then", "still")
            for at in range(main.last, other.first)
        )

    def _is_loose(self, main: Said) -> bool:
        """ "late shift tonight": a word that begins other sentences too, with more right behind it."""
        last = main.last
        if last >= len(self.words) or last - main.first != 1 or self.plain[main.first] not in NOUNS:
            return False
        behind = self.words[last]
        return (
            behind.kind == "word" and self.parts[last] == self.parts[main.first]
            and self.plain[last] not in fillers() and not any(s.first == last for s in self.signs)
        )  # fmt: skip

    def _has_object(self, main: Said) -> bool:
        """ "finished the draft" is done with a part; "finished it" and "finished today" are not."""
        if main.status != "done" or main.last >= len(self.words) or self.parts[main.last] != self.parts[main.first]:
            return False
        word = self.words[main.last]
        if main.last in self.naming or self.plain[main.last] == "<named>":
            return False
        if word.kind == "number":
            return True
        if word.plain in ("the", "our", "my", "a", "an", "their", "your", "his", "her", "that", "this"):
            following = self.plain[main.last + 1 : main.last + 2]
            return bool(following) and following[0] not in fillers() and following[0] != "<named>"
        return word.plain.endswith("ing") and word.plain not in ("during", "morning", "evening")

    def read_before(self, said: Sequence[Said]) -> str:
        """The words before the status (or of a clause without one) that name no action and say more than nothing."""
        stop = said[0].first if said else len(self.words)
        signed = {at for sign in self.signs if not _only_leans(sign) for at in range(sign.first, sign.last)}
        kept = [
            self.text[self.words[at].start : self.words[at].end]
            for at in range(stop)
            if at not in self.naming
            and at not in signed
            and self.plain[at] not in fillers()
            and self.words[at].kind == "word"
            and self.plain[at].isalnum()
        ]
        if said and not kept and self._has_object(said[0]):
            end = next(
                (at for at in range(said[0].last, len(self.words)) if self.parts[at] != self.parts[said[0].first]),
                len(self.words),
            )
            kept = [
                self.text[self.words[at].start : self.words[at].end]
                for at in range(said[0].last, end)
                if self.plain[at] not in fillers() and self.words[at].kind == "word"
            ]
        return " ".join(dict.fromkeys(kept))
