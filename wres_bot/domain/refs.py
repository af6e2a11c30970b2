"""Owns how an action is named, "2.3" or "esneft-2020-21:2.3"; must not know whether such an action exists."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_PLAN = r"[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,6}-\d{4}-\d{2}"  # bounded: it is tried at many places of a text
_ROMAN = r"x{0,2}(?:ix|iv|v?i{1,3}|v)|x{1,2}"
_NUMBERED = rf"\d{{1,3}}(?:\.\d{{1,3}}){{0,2}}(?:\.?[a-h]|[. ]?(?:{_ROMAN}))?"
_LETTERED = r"[a-z]{1,4}[ .-]?\d{1,3}"
PLAN = re.compile(_PLAN, re.IGNORECASE | re.ASCII)
REF = re.compile(rf"(?:{_NUMBERED}|{_LETTERED})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class ActionRef:
    """`ref` as typed, tidied; `plan` when the full form was given. Two spellings of one ref are equal."""

    ref: str
    plan: str | None = None

    @property
    def key(self) -> str:
        """What two spellings of one ref share: "2.iii", "2 iii" and "2iii" are the same."""
        return normalise_ref(self.ref)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ActionRef) and (self.key, self.plan) == (other.key, other.plan)

    def __hash__(self) -> int:
        return hash((self.key, self.plan))

    def __str__(self) -> str:
        return f"{self.plan}:{self.ref}" if self.plan else self.ref


_BETWEEN = re.compile(r"[\s.\-]+(?=[a-z])|(?<=[a-z])[\s.\-]+(?=\d)")


def normalise_ref(ref: str) -> str:
    """The comparable form of a ref, stored beside it."""
    return _BETWEEN.sub("", ref.strip().strip(".").casefold())


_BEFORE = re.compile(r"(?:#|(?:actions?|ref|item|number|no)\.?\s+)+", re.IGNORECASE)


def parse_ref(text: str) -> ActionRef | None:
    """The ref that the whole of `text` names, or None: "#2.3", "action 2.3", "esneft-2020-21:2.3", "DR 6."."""
    tidy = text.strip().rstrip(".,;:!?").strip("()[]\"' ")
    if found := _BEFORE.match(tidy):
        tidy = tidy[found.end() :]
    plan: str | None = None
    if ":" in tidy:
        plan, _, tidy = tidy.partition(":")
        if not PLAN.fullmatch(plan.strip()):
            return None
        plan = plan.strip().casefold()
    tidy = tidy.strip("# ")
    return ActionRef(tidy, plan) if REF.fullmatch(tidy) else None


_QUOTES = "[\"'`*_(\\[]"
_ONE = re.compile(
    rf"{_QUOTES}{{0,3}}(?:#\s?|(?:wres )?actions?:? #?|ref\.? |item ){{0,3}}{_QUOTES}{{0,3}}"
    rf"(?:(?P<plan>{_PLAN})\s?:\s?)?#?"
    r"(?!\d{1,2}\.\d{1,2}\.(?:19|[23]\d)(?!\d))"  # 31.03.26 is a date
    rf"(?:(?P<dotted>\d{{1,3}}(?:(?:\.\d{{1,3}}){{1,2}}(?:\.?[a-h]|\.?(?:{_ROMAN})|\s(?:i[iv]+|vi+|ix))?"
    rf"|\.?[a-h]|\.?(?:{_ROMAN})|\s(?:i[iv]+|vi+|ix))(?![\w%]|\.\d))"
    r"|(?P<bare>\d{1,3}(?![\w%]|[.:/]\d|-\w))"
    r"|(?P<letters>[a-z]{1,4})(?P<gap>[ .-]?)\d{1,3}(?![\w%]|[.:/]\d))[\"'`*_)\]]{0,3}",
    re.ASCII,
)
_SEPARATOR = re.compile(r"\s*(?:[,&/+]\s*(?:and |& )?|and |plus )\s*|\s+")
_AND = re.compile(r"\s*(?:&|,?\s*and\b)\s*")
_PLAIN_WORDS = """
    a add ago all also am an and apr are area as ask at aug back band bay bed by can case cost day days dec
    did do does done due each feb fig find for from get give got had half has have he held help her his hold
    how i if in ind into is it its jan jul july jun june just keep last late led list log lost made mar mark
    may me met mine more most move my need new next no nor not note nov now oct of off on one only open or
    our out over p page paid part pay per plan plus post q ran room sat saw sec see sent sep sept set she
    show site so step still sun tell ten than that the them then they this tier till to top two undo unit up
    use via view vs want ward was we week went were who why will with won year yet you your zone
"""
_NOT_LETTERS = frozenset(_PLAIN_WORDS.split())
"""Words that may stand before a number without naming an action: "band 8", "by 30", "page 2"."""
_DATED = frozenset((
    "q", "jan", "feb", "mar", "apr", "may", "jun", "june", "jul", "july", "aug", "sep", "sept", "oct", "nov", "dec",
))  # fmt: skip
"""Never a ref, with a space or without: "Q3", "May21"."""


@dataclass(frozen=True, slots=True)
class RefMatch:
    """One ref read in a text: where it ends, and whether it is a number alone, which may be no ref at all."""

    ref: ActionRef
    end: int
    bare: bool


def match_ref(low: str, text: str, at: int) -> RefMatch | None:
    """The ref that begins at `at`; `low` is `text` in lower case, of the same length."""
    found = _ONE.match(low, at)
    if found is None:
        return None
    kind = found.lastgroup
    letters = found["letters"]
    if letters:
        gap = found["gap"]
        if letters in _DATED or (gap and letters in _NOT_LETTERS and not _is_in_capitals(text, found)):
            return None
        start, end = found.start("letters"), found.end("gap")
        ref = text[start:end].rstrip(" .-").upper() + _digits(low, end)
    else:
        ref = found[kind] if kind else ""
    return RefMatch(ActionRef(ref.replace(" ", ""), found["plan"]), found.end(), found["bare"] is not None)


def _is_in_capitals(text: str, found: re.Match[str]) -> bool:
    """ "WE 3" is a ref where "we 3" is not; one letter is never enough."""
    typed = text[found.start("letters") : found.end("letters")]
    alone = found.start() == 0 and found.end() == len(text)
    return len(typed) > 1 and typed.isupper() and (alone or not text.isupper())


def _digits(low: str, at: int) -> str:
    end = at
    while end < len(low) and low[end] in "0123456789":
        end += 1
    return low[at:end]


def match_refs(low: str, text: str, at: int, *, goes_on: Callable[[int], bool]) -> tuple[list[RefMatch], int]:
    """The run of refs that begins at `at` and where it ends.

    A number alone after the first ref ("2.3, 4 people trained") belongs to the run only when `goes_on` says that what
    follows it can follow a ref.
    """
    run: list[RefMatch] = []
    one = match_ref(low, text, at)
    while one is not None:
        run.append(one)
        gap = _SEPARATOR.match(low, one.end)
        one = match_ref(low, text, gap.end()) if gap else None
    if len(run) > 1 and not goes_on(run[-1].end):
        while len(run) > 1 and (run[-1].bare or goes_on(run[-2].end)):
            run.pop()
            if goes_on(run[-1].end):
                break
    return run, run[-1].end if run else at


def match_refs_before_words(low: str, text: str, at: int, *, dated: bool = False) -> tuple[list[RefMatch], int]:
    """The refs before free words: one, and more only when plainly joined and dotted or lettered."""
    run: list[RefMatch] = []
    joined = _AND if dated else _SEPARATOR
    one = match_ref(low, text, at)
    while one is not None:
        run.append(one)
        gap = joined.match(low, one.end)
        one = match_ref(low, text, gap.end()) if gap and gap[0].strip() else None
        if one is not None and (one.bare or " " in low[gap.end() if gap else 0 : one.end].strip()):
            break
    return run, run[-1].end if run else at


_WORD_START = re.compile(r"(?<![\w.,£/:@-])(?=[#\da-z(\[\"'`*])")


def find_refs(low: str, text: str) -> tuple[ActionRef, ...]:
    """Every ref written out anywhere in the text; a number alone is none."""
    found: list[ActionRef] = []
    end = 0
    for start in _WORD_START.finditer(low):
        one = match_ref(low, text, start.start()) if start.start() >= end else None
        if one is not None and not one.bare and " " not in low[start.start() : one.end].strip():
            found.append(one.ref)
            end = one.end
    return tuple(dict.fromkeys(found))
