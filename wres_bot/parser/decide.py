"""Owns what is made of a clause: done as said, or asked about, with the likeliest first. Does nothing by itself.

A status is taken only where nothing in its clause speaks against it and one meaning is left.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import get_args

from wres_bot.domain.statuses import Status
from wres_bot.parser.clauses import Clause, Said
from wres_bot.parser.command_types import NOBODY, Asked, Command, Doubt, Meaning, Part, Subject
from wres_bot.parser.everyday import Rule, begins_with_request, is_question, load_rules, read_kinds
from wres_bot.parser.patterns import strip_edge
from wres_bot.parser.signs import Lexicon, load_kinds, read_words
from wres_bot.parser.subjects import status_words

_OPEN: tuple[Status, ...] = ("in progress", "not started", "delayed")
_INSTEAD: dict[Status, tuple[Status, ...]] = {
    "done": ("in progress", "not started", "delayed"),
    "in progress": ("delayed", "not started", "done"),
    "delayed": ("in progress", "done", "not started"),
    "not started": ("in progress", "done", "delayed"),
    "cancelled": ("in progress", "delayed", "not started"),
    "no update": _OPEN,
}
"""What is offered first where a status is denied: never that status."""
_NEVER_DONE: frozenset[Doubt] = frozenset(("not", "later"))
"""Doubts under which "done" is not offered at all."""


@cache
def _act_words() -> Lexicon:
    return Lexicon(load_kinds("acts") | _asking_words())


def _asking_words() -> dict[str, list[str]]:
    kinds = load_kinds("questions")
    return {name: kinds[name] for name in ("who", "what", "when", "how", "where", "why")}


@cache
def _act_rules() -> tuple[Rule, ...]:
    return load_rules("acts", "means")


def decide(clause: Clause) -> Part | None:
    """The command a clause is, or what is asked about it; None where it says nothing that could be either."""
    if not clause.said:
        return _decide_without_status(clause)
    if (act := find_act(clause)) is not None:
        return act
    main = clause.said[0]
    taken = _only_one_left(clause) if "slip" not in clause.doubts else None
    doubts = tuple(d for d in _find_all_doubts(clause) if d != "not" or taken is None or not main.denied)
    if clause.asked or is_question(clause.low):
        if clause.subject.refs:
            return Command("show", clause.subject.refs, question=True)
        if not clause.asked:
            return Asked("question", _with_words(clause), words=clause.text)
        doubts = (*doubts, "question")
    if taken is not None and not doubts:
        plain = clause.subject.kind == "refs" and not clause.before
        when = clause.date_of_status if taken == "done" else ""
        return Command(
            "update", clause.subject.refs, taken, words=_drop_courtesy(clause.after), when=when,
            rest="" if plain and not when else clause.text, about=NOBODY if plain else _with_words(clause),
        )  # fmt: skip
    if taken is None and not doubts:
        doubts = ("not",)
    return Asked(
        "status", _with_words(clause), choose_statuses(clause, main, doubts), doubts, words=_carry(clause), said=taken
    )


_COURTESY = re.compile(
    r"(?:[\s,.;:!-]|\b(?:thanks?|thank you|ta|cheers|please|pls|many|very much|so much|a lot|now|mate|all|bot|you|too"
    r"|kind regards|regards|x+)\b)+",
    re.IGNORECASE,
)


def _drop_courtesy(words: str) -> str:
    """The words, unless they are nothing but thanks."""
    return "" if _COURTESY.fullmatch(words) else words


def _carry(clause: Clause) -> str:
    """The words of a clause kept ready beside what is offered: all of them, but the refs they begin with."""
    start = 0
    for word in clause.words:
        if (
            word.kind in ("ref", "number")
            and word.ref in clause.subject.refs
            and not clause.text[start : word.start].strip()
        ):
            start = word.end
    base = clause.words[0].start
    words = clause.text[max(0, start - base) :] if start else clause.text
    return _drop_courtesy(strip_edge(words)).strip()


def _with_words(clause: Clause) -> Subject:
    return replace(clause.subject, words=clause.before)


def _find_all_doubts(clause: Clause) -> tuple[Doubt, ...]:
    if clause.before and clause.subject.kind not in ("none",):
        return (*clause.doubts, "another subject")
    return clause.doubts


def _only_one_left(clause: Clause) -> Status | None:
    """The one status that is said and not denied."""
    said = {one.status for one in clause.said if not one.denied}
    main = clause.said[0]
    if not main.denied:
        return main.status
    return next(iter(said)) if len(said) == 1 and not said & {"done", "cancelled"} else None


def choose_statuses(clause: Clause, main: Said, doubts: tuple[Doubt, ...]) -> tuple[Status, ...]:
    """What fits, the likeliest first. What was denied is not among them; "done" is never first where it is in doubt."""
    said = [one.status for one in clause.said if not one.denied]
    left_out = {one.status for one in clause.said if one.denied}
    denies = "not" in doubts or "not" in _plain(clause) or "not" in status_words().find_kinds(_plain(clause))
    if denies and "done" not in said:
        left_out.add("done")
    if _NEVER_DONE & {*doubts} and "done" in said and "two statuses" not in doubts:
        left_out.add("done")
    found = _fit_said_alone(clause, main, doubts) or _fit_in_doubt(clause, main, said, doubts)
    return tuple(dict.fromkeys(status for status in found if status not in left_out))[:3]


def _fit_said_alone(clause: Clause, main: Said, doubts: tuple[Doubt, ...]) -> list[Status]:
    """Where what is in doubt is not the status: a slip, which of two actions, or that it is these alone."""
    if {*doubts} <= {"slip"} or (doubts == ("or",) and len(clause.subject.refs) > 1):
        return [main.status]
    if doubts == ("except",) and _names_only(clause):
        return [main.status, "in progress"]
    if {*doubts} <= {"slip", "another subject"} and main.status != "done":
        return [main.status, *_INSTEAD[main.status]]
    return []


def _fit_in_doubt(clause: Clause, main: Said, said: list[Status], doubts: tuple[Doubt, ...]) -> list[Status]:
    if clause.subject.but and said:
        return [*said, "in progress"]
    if main.denied and not said:
        leans: tuple[Status, ...] = ("delayed",) if clause.dates else clause.leans
        return [*leans, *_INSTEAD[main.status]]
    if "past" in doubts and main.status != "done":
        return [*(s for s in said if s != main.status), *_INSTEAD[main.status]]
    if {*said} == {"done"}:
        return [*(s for s in clause.leans if s != "done"), "in progress", *_INSTEAD["done"][1:2], "done"]
    others = [s for s in said if s != "done"]
    done: tuple[Status, ...] = ("done",) if "done" in said or len(others) == 1 else ()
    return [*others, "in progress", *done]


def _plain(clause: Clause) -> list[str]:
    return [word.plain for word in clause.words]


def _names_only(clause: Clause) -> bool:
    """ "only 1.3 is done": the others are left out, not a part of this one."""
    plain = _plain(clause)
    return any(one == "only" and two in ("<ref>", "<number>") for one, two in pairwise(plain))


def _decide_without_status(clause: Clause) -> Part | None:
    if (plain := find_act(clause) or _read_yes_or_no(clause)) is not None:
        return plain
    if clause.asked or is_question(clause.low) or begins_with_request(clause.text):
        if clause.subject.refs:
            return Command("show", clause.subject.refs, rest=clause.text, question=True)
        return Asked("question", _with_words(clause), words=_carry(clause))
    named = clause.subject.kind != "none"
    if not clause.before and not clause.leans and not clause.doubts:
        return _ask_about_named(clause)
    if "not started" in clause.leans and clause.subject.kind == "none" and not clause.before:
        return Asked("status", _with_words(clause), ("not started", "in progress"), clause.doubts, words=_carry(clause))
    if clause.doubts and not clause.before and not clause.leans:
        return Asked("status", _with_words(clause), _OPEN, clause.doubts)
    if "delayed" in clause.leans:
        return Asked("status", _with_words(clause), ("delayed", "in progress"), clause.doubts, words=_carry(clause))
    if "not started" in clause.leans:
        return Asked("status", _with_words(clause), ("not started", "in progress"), clause.doubts, words=_carry(clause))
    if "not" in clause.doubts:
        return Asked("news", _with_words(clause), ("in progress", "delayed"), clause.doubts, words=_carry(clause))
    says = len(clause.before.split()) > 1 or (clause.before and (named or clause.asked))
    means: Meaning = "news" if named or says or clause.leans else "status"  # "asdfgh" says nothing
    return Asked(means, _with_words(clause), ("in progress", "done"), clause.doubts, words=_carry(clause))


def _read_yes_or_no(clause: Clause) -> Asked | None:
    """ "1.3 yes, 1.7 no": whether it is done, asked of each."""
    said = {*_plain(clause)} & {"yes", "yep", "yeah", "no", "nope"}
    if clause.subject.kind == "none" or clause.before or clause.leans or len(said) != 1:
        return None
    statuses: tuple[Status, ...] = ("done", "in progress") if said & {"yes", "yep", "yeah"} else _OPEN
    return Asked("status", _with_words(clause), statuses, clause.doubts)


def _ask_about_named(clause: Clause) -> Part | None:
    """Actions are named and nothing is said of them."""
    if clause.subject.kind == "none":
        return None
    if clause.subject.refs:
        return Command("show", clause.subject.refs)
    return Asked("status", _with_words(clause), ("in progress", "done", "delayed"))


def find_act(clause: Clause) -> Asked | None:
    """What a clause tells besides a status, by the table `acts`."""
    kinds = read_kinds(clause.words, _act_words(), asked=clause.asked)
    kinds |= read_kinds(read_words(clause.text, clause.text.lower(), only_words=True), _act_words(), asked=False)
    kinds |= {"status"} if clause.said else set()
    if any(word.plain == "<percent>" for word in clause.words):
        kinds |= {"percent"}
        main = clause.words[clause.said[0].first : clause.said[0].last] if clause.said else ()
        kinds -= {"status"} if [word.plain for word in main] == ["progress"] else set()  # "progress 1.3 72%"
    kinds |= {"place"} if clause.subject.kind == "places" else set()
    kinds |= {"said_more"} if {*clause.before.lower().split()} - {"same", "ditto", "likewise", "goes"} else set()
    rule = next((rule for rule in _act_rules() if rule.fits(kinds)), None)
    if rule is None:
        return None
    return Asked(
        _MEANINGS[rule.means], _with_words(clause), clause.leans, clause.doubts, words=_carry(clause),
        when=next(iter(clause.dates), ""),
    )  # fmt: skip


def find_act_beside(clause: Clause) -> Asked | None:
    """What is told beside a status: "in progress but I'm off from tomorrow"."""
    if "not" in clause.doubts:
        return None
    beside = find_act(replace(clause, said=()))
    return beside if beside is not None and beside.means in _BESIDE else None


_BESIDE: frozenset[Meaning] = frozenset(("need help", "away", "left", "extend"))
"""Meanings that stand beside a status without speaking against it."""


_MEANINGS: Mapping[str, Meaning] = {each: each for each in get_args(Meaning)}
"""By its name in a table: one that no code knows fails loudly."""
