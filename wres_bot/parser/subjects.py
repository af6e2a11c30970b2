"""Owns where a sentence divides into clauses, and which actions each names: by refs, places, together, or not at all.

Reads no status: `clauses` does. The words it knows are the tables `statuses`, `doubts` and `subjects`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

from wres_bot.domain.refs import ActionRef
from wres_bot.domain.statuses import STATUS_SYNONYMS
from wres_bot.parser.command_types import MIDDLE, OTHER, Subject, SubjectKind
from wres_bot.parser.signs import Lexicon, Word, load_kinds
from wres_bot.parser.vocabulary import load_table, split_phrases

SOFT = re.compile(r"[,:;(\[/\n]|\s-+\s|(?<=\w)-\s|\.\.+|=|[.!?]+\s")
_JOINING = frozenset((
    "and", "but", "then", "while", "whereas", "plus", "also", "though", "although", "however", "&", "+", "so",
    "because", "yet",
))  # fmt: skip
_KINDS: Mapping[str, SubjectKind] = {each: each for each in get_args(SubjectKind)} | {"neither": "both"}


@cache
def status_words() -> Lexicon:
    """Statuses, what leans to one, doubts and what is harmless: the longest phrase is what is meant."""
    kinds = load_kinds("statuses")
    for phrase, status in STATUS_SYNONYMS.items():
        kinds.setdefault(f"status {status}", []).append(phrase)
    for emoji, says in load_table("spoken")["emoji_words"].items():
        if says in STATUS_SYNONYMS:
            kinds[f"status {STATUS_SYNONYMS[says]}"].append(emoji)
    small = load_table("small_talk")["calm"]
    harmless = [p for name in ("praise", "temper", "ok", "thanks") for p in split_phrases(small[name]) if " " in p]
    doubts = load_kinds("doubts")
    doubts["harmless"] += [p for p in harmless if {"done", "progress"} & {*p.split()}]
    return Lexicon(kinds | doubts)


@cache
def subject_words() -> Lexicon:
    table = load_table("subjects")
    return Lexicon(
        {f"place {place}": split_phrases(cell) for place, cell in table["places"].items()}
        | {kind: split_phrases(cell) for kind, cell in table["together"].items()}
    )


@cache
def subject_table(name: str) -> frozenset[str]:
    return frozenset(split_phrases(load_table("subjects")["words"][name]))


@cache
def fillers() -> frozenset[str]:
    words = frozenset(split_phrases(load_table("subjects")["fillers"]["words"]))
    return words | _JOINING


@dataclass(slots=True)
class Run:
    """Words `first` to `last` are a clause about `subject`, whose naming words are `naming`."""

    first: int
    last: int
    subject: Subject
    naming: frozenset[int]


_COUNTING = frozenset(("except", "part", "leans done", "leans in progress"))
"""Kinds of words that say how many rather than how an action is going."""
_CALLED = ("action", "number")
_PLACES = {"last": -1, "before": -2, "other": OTHER, "middle": MIDDLE}


class Divider:
    """Finds where in a sentence one clause ends and the next begins."""

    def __init__(self, text: str, low: str, words: Sequence[Word], unknown: frozenset[str] = frozenset()) -> None:
        self.text, self.low, self.words, self.unknown = text, low, words, unknown
        self.plain = [word.plain for word in words]
        self.signs = {sign.first: sign for sign in status_words().find_signs(self.plain)}
        self.starts = {
            at
            for at in range(1, len(words))
            if words[at].start > words[at - 1].start
            and (self.plain[at] in _JOINING or SOFT.search(low, words[at - 1].end, words[at].start))
        }

    def divide(self) -> list[Run]:
        runs: list[Run] = []
        pending: Run | None = None
        at = 0
        while at < len(self.words):
            stop = self._end_of_segment(at)
            for piece in self._split_segment(at, stop):
                pending = self._add(runs, pending, piece)
            at = stop
        if pending is not None and runs and self._goes_on_naming(runs[-1], pending):
            last = runs[-1]
            runs[-1] = Run(
                last.first, pending.last, _join_subjects(last.subject, pending.subject), last.naming | pending.naming
            )
        elif pending is not None:
            runs.append(pending)
        return runs

    def _goes_on_naming(self, run: Run, pending: Run) -> bool:
        """ "done DR1 and DR2": the status came first, and only refs follow it."""
        if not run.naming or run.subject.kind != "refs" or pending.subject.kind != "refs":
            return False
        before = range(run.first, min(run.naming))
        behind = range(min(run.naming), run.last)
        return any(self._is_status(at) for at in before) and all(
            at in run.naming or self.plain[at] in fillers() for at in behind
        )

    def _end_of_segment(self, at: int) -> int:
        return next((stop for stop in range(at + 1, len(self.words)) if stop in self.starts), len(self.words))

    def _split_segment(self, first: int, last: int) -> list[Run]:
        """ "1.3 done 1.7 in progress" without a comma: another ref behind a status, with a status of its own."""
        cuts = [first]
        said = False
        for at in range(first, last):
            if self._is_status(at) or self.plain[at] in ("yes", "no"):
                said = True
            elif (
                said and at != first and (self._names(at) or self._names_place(at))
                and any(self._is_status(i) or self.plain[i] in ("yes", "no") for i in range(at, last))
                and self._has_subject(cuts[-1], at)
            ):  # fmt: skip
                cuts.append(at)
                said = False
        return [self._read_run(a, b) for a, b in zip(cuts, [*cuts[1:], last], strict=True)]

    def _names_place(self, at: int) -> bool:
        """ "1st done 2nd in progress" """
        found = subject_words().find_at(self.plain, at)
        return any(name.startswith("place") for stop, names in found for name in names if self._stands(stop, names))

    def _is_status(self, at: int) -> bool:
        sign = self.signs.get(at)
        return sign is not None and any(name.startswith("status") for name in sign.names)

    def _names(self, at: int) -> bool:
        """Whether what stands there names an action. What no plan at hand has does only where it is said to be one."""
        word = self.words[at]
        if word.ref is None:
            return False
        if word.ref.plan is None and word.ref.key in self.unknown:
            return not self._is_other_number(at) and self._is_said_to_be_one(at)
        return word.kind == "ref" or not self._is_other_number(at)

    def _is_said_to_be_one(self, at: int) -> bool:
        """ "9.9 done", "action 5", "no. 5 is done" and a message that begins with it; not "done, 5 of us"."""
        word = self.words[at]
        if (at == 0 or (word.ref is not None and "." in word.ref.ref)) and not self._counts(at):
            return True
        if at == 1 and self.words[0].kind == word.kind == "number":
            return True  # "2,3 done", which may be 2.3
        called = self.plain[at - 1] in _CALLED or self.low[word.start - 1] == "#"
        return called and any(self._is_status(i) for i in range(self._head(at), self._end_of_segment(at)))

    def _counts(self, at: int) -> bool:
        """Whether more follows a number than could follow an action's name: "1.5 days a week", "v2 of it"."""
        return at + 1 < len(self.words) and not self._may_follow_subject(at + 1)

    def _is_other_number(self, at: int) -> bool:
        """A number alone is an action only where it stands first, or behind "action" or another ref."""
        if at and self.plain[at - 1] in subject_table("numbered"):
            return True
        if at and self.plain[at - 1] in ("action", "number"):
            return False
        if at and self.words[at - 1].ref is not None and self._may_follow_subject(at + 1):
            return False
        return any(self.plain[i] not in fillers() and not self._is_status(i) for i in range(self._head(at), at)) or (
            at + 1 < len(self.words) and not self._may_follow_subject(at + 1)
        )

    def _head(self, at: int) -> int:
        return max((start for start in self.starts if start <= at), default=0)

    def _may_follow_subject(self, at: int) -> bool:
        """Whether what stands there can follow the name of an action: a verb, a status, a join, nothing."""
        return (
            at >= len(self.words)
            or at in self.starts
            or self._names_ref(at)
            or (self.words[at].kind == "date" and self.words[at - 1].kind != "number")
            or (self.plain[at] in subject_table("behind") and not self._is_counted(at))
            or (at in self.signs and not self._is_counted(at))
        )

    def _is_counted(self, at: int) -> bool:
        """ "5 of us", "5 left", "3 trained": a number before these counts, and is no action's name."""
        if self.words[at - 1].kind != "number":
            return False
        sign = self.signs.get(at)
        return sign.names <= _COUNTING if sign is not None else self.plain[at] in subject_table("counted")

    def _names_ref(self, at: int) -> bool:
        return self.words[at].kind in ("ref", "number")

    def _has_subject(self, first: int, last: int) -> bool:
        return self._read_run(first, last).subject.kind not in ("none", "words")

    def _read_run(self, first: int, last: int) -> Run:
        """The words of one piece with what names its actions."""
        if (but := self._read_exception(first, last)) is not None:
            return but
        refs: list[ActionRef] = []
        naming: set[int] = set()
        for at in range(first, last):
            ref = self.words[at].ref
            if ref is not None and self._names(at) and (not refs or self._joins(max(naming), at)):
                refs.append(ref)
                naming |= {at}
        if refs:
            return Run(
                first, last, Subject("refs", tuple(dict.fromkeys(self._with_between(refs, naming)))), frozenset(naming)
            )
        subject, naming = self._read_together(first, last)
        return Run(first, last, subject, frozenset(naming))

    def _with_between(self, refs: list[ActionRef], naming: set[int]) -> list[ActionRef]:
        """ "1.3 to 1.5" names 1.4 too."""
        first, last = min(naming), max(naming)
        between = self.low[self.words[first].end : self.words[last].start].strip()
        if len(refs) != 2 or between not in ("to", "-"):
            return refs
        one, other = (ref.ref.rpartition(".") for ref in refs)
        if one[0] != other[0] or not (one[2].isdigit() and other[2].isdigit()):
            return refs
        return [
            replace(refs[0], ref=f"{one[0]}.{n}") for n in range(int(one[2]), min(int(other[2]), int(one[2]) + 20) + 1)
        ]

    def _read_exception(self, first: int, last: int) -> Run | None:
        """ "everything except 1.7": the others are meant."""
        refs = [at for at in range(first, last) if self._names(at)]
        if not refs or not any(
            "except" in s.names and s.last <= refs[0] for s in self.signs.values() if s.first >= first
        ):
            return None
        subject, naming = self._read_together(first, refs[0])
        if subject.kind not in ("all", "both", "rest"):
            return None
        but = tuple(ref for at in refs if (ref := self.words[at].ref))
        return Run(first, last, replace(subject, but=but), frozenset({*naming, *refs}))

    def _joins(self, one: int, other: int) -> bool:
        """Whether two refs are of one list."""
        return all(
            self.plain[i] in ("and", "plus", "&", "also", "or", "action", "to", "<ref>", "<number>")
            for i in range(one + 1, other)
        )

    def _read_together(self, first: int, last: int) -> tuple[Subject, set[int]]:
        places: list[int] = []
        naming: set[int] = set()
        kind: SubjectKind = "none"
        at = first
        while at < last:
            found = [one for one in subject_words().find_at(self.plain, at) if one[0] <= last and self._stands(*one)]
            if found and not self._in_status(at) and not self._is_number_of(at):
                stop, names = found[0]
                naming |= {*range(at, stop)}
                name = min(names)
                if name.startswith("place"):
                    places += [_PLACES.get(place) or int(place) for place in name.split()[1:]]
                    kind = "places"
                elif kind == "none":
                    kind = _KINDS[name]
                at = stop
            else:
                at += 1
        spoken = range(first, last)
        if (
            kind == "none"
            and any(self._is_status(at) for at in spoken)
            and any(self.plain[at] == "all" for at in spoken)
        ):
            kind = "all"
        return Subject(kind, places=tuple(places) if kind == "places" else ()), naming

    def _is_number_of(self, at: int) -> bool:
        """ "3 of them" is not all of them."""
        return at > 1 and self.plain[at - 1] == "of" and self.words[at - 2].kind == "number"

    def _in_status(self, at: int) -> bool:
        return any(s.first <= at < s.last and self._is_status(s.first) for s in self.signs.values())

    def _stands(self, stop: int, names: frozenset[str]) -> bool:
        """ "the first is done" names an action; "the first cohort is done" does not."""
        return self._may_follow_subject(stop)

    def _add(self, runs: list[Run], pending: Run | None, piece: Run) -> Run | None:
        """Puts a piece where it belongs; returns what still waits for its status."""
        if (
            piece.subject.kind == "places"
            and any(run.subject.kind == "refs" for run in runs)
            and not self._has_status(piece)
        ):
            piece = Run(piece.first, piece.last, Subject(), frozenset())  # "third later" among refs is only words
        bare = all(self.plain[at] == "all" for at in piece.naming)
        if piece.subject.kind == "all" and bare and any(run.subject.kind == "refs" for run in runs):
            piece = Run(piece.first, piece.last, Subject(), frozenset())  # "2.3 done, all signed off"
        says = any(self._is_status(at) or self._says_more(at, piece) for at in range(piece.first, piece.last))
        named = piece.subject.kind in ("refs", "places", "both", "all", "rest")
        if pending is not None:
            subject = _join_subjects(pending.subject, piece.subject) if named else pending.subject
            piece = Run(pending.first, piece.last, subject, pending.naming | piece.naming)
            if not says:
                return piece
            runs.append(piece)
            return None
        if named and not says:
            if runs and runs[-1].subject.kind in ("none", "all") and self._only_says_status(runs[-1]):
                runs[-1] = Run(runs[-1].first, piece.last, piece.subject, piece.naming)
                return None
            return piece
        if runs and (not named or not self._begins(piece)) and not self._tells_of_another(runs[-1], piece):
            runs[-1] = _replace_last(runs[-1], piece.last)
            return None
        runs.append(piece)
        return None

    def _tells_of_another(self, run: Run, piece: Run) -> bool:
        """ "interview questions in progress, panels done": each part names its action by words, and says something."""
        if run.subject.kind != "none" or piece.subject.kind != "none" or not self._titled(run):
            return False
        words = [at for at in range(piece.first, piece.last) if self.plain[at] not in _JOINING]
        if self._titled(piece):
            return True
        signs = {name for at in words if at in self.signs for name in self.signs[at].names}
        return bool(words) and self.plain[words[0]] in ("the", "our") and bool(signs & {"not", "later"})

    def _titled(self, run: Run) -> bool:
        """Whether words that may be of a title stand before a status."""
        said = next((at for at in range(run.first, run.last) if self._is_status(at)), run.first)
        signed = {at for sign in self.signs.values() for at in range(sign.first, sign.last)}
        return any(self._says_more(at, run) for at in range(run.first, said) if at not in signed)

    def _has_status(self, run: Run) -> bool:
        return any(self._is_status(at) for at in range(run.first, run.last))

    def _only_says_status(self, run: Run) -> bool:
        """ "done: 1.3 1.7" """
        return all(self._in_status(at) or self.plain[at] in fillers() for at in range(run.first, run.last))

    def _says_more(self, at: int, piece: Run) -> bool:
        word = self.words[at]
        return at not in piece.naming and word.plain not in fillers() and word.kind == "word" and word.plain.isalnum()

    def _begins(self, piece: Run) -> bool:
        """Whether the piece is about other actions: it names them before it says anything, or right behind a status."""
        if not piece.naming:
            return piece.subject.kind == "all"
        first = min(piece.naming)
        signed = {at for sign in self.signs.values() for at in range(sign.first, sign.last)}
        return all(
            self.plain[at] in fillers() or self._in_status(at) or at in signed for at in range(piece.first, first)
        )


def _replace_last(run: Run, last: int) -> Run:
    return Run(run.first, last, run.subject, run.naming)


def _join_subjects(one: Subject, other: Subject) -> Subject:
    if other.kind != one.kind:
        return other if one.kind in ("none", "all") else one
    return replace(one, refs=(*one.refs, *other.refs), places=(*one.places, *other.places))
