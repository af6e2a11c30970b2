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
from wres_bot.parser.command_types import OTHER, Subject, SubjectKind
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


_PLACES = {"last": -1, "before": -2, "other": OTHER}


class Divider:
    """Finds where in a sentence one clause ends and the next begins."""

    def __init__(self, text: str, low: str, words: Sequence[Word]) -> None:
        self.text, self.low, self.words = text, low, words
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
            if self._is_status(at):
                said = True
            elif (
                said and at != first and self._names(at) and any(self._is_status(i) for i in range(at, last))
                and self._has_subject(cuts[-1], at)
            ):  # fmt: skip
                cuts.append(at)
                said = False
        return [self._read_run(a, b) for a, b in zip(cuts, [*cuts[1:], last], strict=True)]

    def _is_status(self, at: int) -> bool:
        sign = self.signs.get(at)
        return sign is not None and any(name.startswith("status") for name in sign.names)

    def _names(self, at: int) -> bool:
        return self.words[at].kind == "ref" or (
            self.words[at].kind == "number" and self.words[at].ref is not None and not self._is_other_number(at)
        )

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
            or self.plain[at] in subject_table("behind")
            or at in self.signs
        )

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
        if len(refs) != 2 or [self.plain[at] for at in range(first + 1, last)] != ["to"]:
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
            self.plain[i] in ("and", "plus", "&", "also", "action", "to", "<ref>", "<number>")
            for i in range(one + 1, other)
        )

    def _read_together(self, first: int, last: int) -> tuple[Subject, set[int]]:
        places: list[int] = []
        naming: set[int] = set()
        kind: SubjectKind = "none"
        at = first
        while at < last:
            found = [one for one in subject_words().find_at(self.plain, at) if one[0] <= last and self._stands(*one)]
            if found and not self._in_status(at):
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
        if runs and (not named or not self._begins(piece)):
            runs[-1] = _replace_last(runs[-1], piece.last)
            return None
        runs.append(piece)
        return None

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
        return all(
            self.plain[at] in fillers() or self._in_status(at) or at in self.signs for at in range(piece.first, first)
        )


def _replace_last(run: Run, last: int) -> Run:
    return Run(run.first, last, run.subject, run.naming)


def _join_subjects(one: Subject, other: Subject) -> Subject:
    if other.kind != one.kind:
        return other if one.kind in ("none", "all") else one
    return replace(one, refs=(*one.refs, *other.refs), places=(*one.places, *other.places))
