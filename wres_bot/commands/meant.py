"""Owns which actions a person means who names them otherwise than by ref: "both", "the first", words of a title.

The last message names the actions; without one, those that the person looks after. Changes nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wres_bot.commands import find_action
from wres_bot.commands.context import Context
from wres_bot.domain.errors import UserError
from wres_bot.domain.refs import ActionRef
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser.command_types import MIDDLE, OTHER, Subject
from wres_bot.parser.subjects import fillers
from wres_bot.store import actions, events, outbox
from wres_bot.store.models import Action

_FEWEST = 2
"""So many words of a title name an action for certain; one may stand in it by chance."""
_SAME_LETTERS = 4
"""So many first letters make two words the same: "training" and "trained", "panel" and "panels"."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The actions meant, or (not `sure`) those that may be, the likeliest first. `left`: words that named none.

    titled: words of a title named them, if not for certain.
    """

    actions: tuple[Action, ...]
    sure: bool
    left: str = ""
    answered: bool = False
    titled: bool = False


def find_meant(ctx: Context, about: Subject, named: Collection[ActionRef] = ()) -> Meant:
    """Which actions a clause is about. `named`: refs that other clauses of the message name, left out of "the rest"."""
    if about.refs:
        return Meant(tuple(a for ref in about.refs for a in _find_all(ctx, ref)[:1]), True, about.words)
    letter = [a for ref in find_action.load_answered_refs(ctx) for a in _find_all(ctx, ref)[:1]]
    left = _not_yet_answered(ctx, letter) if about.kind in ("none", "rest", "places") and len(letter) > 1 else letter
    among = (left if about.kind in ("none", "rest") else letter) or load_own_open(ctx)
    match about.kind:
        case "both":
            return Meant(tuple(among), len(among) == 2, about.words, bool(letter))
        case "all":
            others = _without(among, about.but)
            return Meant(tuple(others), bool(letter) or len(among) == 1, about.words, bool(letter))
        case "rest":
            return Meant(tuple(_without(among, (*named, *about.but))), bool(letter), about.words, bool(letter))
        case "places":
            found = left if about.places == (OTHER,) and len(left) < len(letter) else _by_place(letter, about.places)
            return Meant(tuple(found or among), bool(found), about.words, bool(letter))
        case _:
            return _find_by_words(ctx, letter, among, about.words)


def find_named(ctx: Context, subjects: Sequence[Subject], refs: Sequence[ActionRef]) -> list[ActionRef]:
    """What the parts of one message name, by ref or by place: left out of "the rest"."""
    named = [*refs, *(ref for about in subjects for ref in about.refs)]
    if any(about.kind == "rest" for about in subjects):
        places = [find_meant(ctx, about) for about in subjects if about.kind == "places"]
        named += [ActionRef(a.ref, a.plan.name) for meant in places if meant.sure for a in meant.actions]
    return named


def _find_all(ctx: Context, ref: ActionRef) -> list[Action]:
    try:
        return find_action.find_in_each_plan(ctx, ref)
    except UserError:
        return []


def _not_yet_answered(ctx: Context, letter: Sequence[Action]) -> list[Action]:
    """Those of the last message that the person has said nothing of since."""
    newest = outbox.find_newest_sent(ctx.db, ctx.person.id)
    if newest is None or newest.sent_at is None:
        return list(letter)
    told = events.load_events_of_actions(ctx.db, [a.id for a in letter], newest.sent_at)
    answered = {e.action_id for e in told if e.who_id == ctx.person.id and e.field in ("status", "not mine")}
    return [a for a in letter if a.id not in answered] or list(letter)


def load_own_open(ctx: Context) -> list[Action]:
    """What the person's posts own in the open plans and is not done or cancelled."""
    ids = [p.id for p in ctx.find_open_plans()]
    owned = actions.load_owned_actions(ctx.db, ctx.person.id, ctx.today, ids) if ids else []
    return [a for a in owned if a.status not in CLOSED]


def load_all_open(ctx: Context) -> list[Action]:
    """Every action of the open plans of the trust at hand."""
    return [
        a
        for p in ctx.find_open_plans()
        if p.trust_id == ctx.trust.id
        for a in actions.load_actions(ctx.db, p.id, ctx.today)
    ]


def match_words(title: str, words: str) -> bool:
    """Whether every word of more than two letters is of the title."""
    wanted = [word for word in words.casefold().split() if len(word) > 3]
    return bool(wanted) and all(_is_in_title(word, title) for word in wanted)


def _without(among: Sequence[Action], refs: Collection[ActionRef]) -> list[Action]:
    keys = {ref.key for ref in refs}
    return [a for a in among if ActionRef(a.ref).key not in keys]


def _by_place(letter: Sequence[Action], places: Sequence[int]) -> list[Action]:
    """Those at the places of the last message; none where one of the places is not there."""
    if not letter:
        return []
    middle = (len(letter) + 1) // 2 if len(letter) % 2 else 0
    at = [len(letter) + 1 + p if p < 0 else middle if p == MIDDLE else p for p in places]
    return [letter[place - 1] for place in at] if all(0 < place <= len(letter) for place in at) else []


def _find_by_words(ctx: Context, letter: Sequence[Action], among: Sequence[Action], words: str) -> Meant:
    if not words:
        return Meant(tuple(among), len(among) == 1, "", bool(letter))
    for rows in (letter, load_own_open(ctx)) if letter else (among,):
        fits = match_titles(rows, words)
        if fits:
            best, whole = fits
            left = "" if whole or _all_fit(best, words) else words
            return Meant(tuple(best), whole and len(best) == 1, left, bool(letter), titled=True)
    return Meant(tuple(among), False, words, bool(letter))


def _all_fit(found: Sequence[Action], words: str) -> bool:
    return all(match_words(action.title, words) for action in found)


def match_titles(rows: Sequence[Action], words: str) -> tuple[list[Action], bool] | None:
    """The actions whose titles share most of the words, and whether every word is of the title; None where none is."""
    wanted = [w for word in words.casefold().split() if len(w := word.strip("'\"-,.?")) > 2 and w not in fillers()]
    scores = [(_score(wanted, a.title), a) for a in rows]
    most = max((score for score, _ in scores), default=(0, 0))
    if most[0] == 0:
        return None
    return [a for score, a in scores if score == most], most[0] == len(wanted) and most[0] >= _FEWEST


def _score(wanted: Sequence[str], title: str) -> tuple[int, int]:
    """How many words are of the title, and how many of those as they stand there."""
    parts = {part.rstrip("s") for part in title.casefold().replace("-", " ").replace("/", " ").split()}
    return sum(_is_in_title(word, title) for word in wanted), sum(word.rstrip("s") in parts for word in wanted)


def _is_in_title(word: str, title: str) -> bool:
    head = word[: max(_SAME_LETTERS, len(word) - 3)]
    return any(
        part == word or (len(word) >= _SAME_LETTERS and part.startswith(head))
        for part in title.casefold().replace("-", " ").replace("/", " ").split()
    )
