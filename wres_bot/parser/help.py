"""Owns what help says of each verb, as plain data; must not know how it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from wres_bot.parser.command_types import Verb
from wres_bot.parser.suggest import find_nearest
from wres_bot.parser.verbs import GROUPS

_FEW = 5


@dataclass(frozen=True, slots=True)
class About:
    """One verb explained: what it does, other ways to say it, a command that works."""

    name: str
    sentence: str
    also: tuple[str, ...]
    example: str
    needs: str


def overview(verbs: Sequence[Verb]) -> tuple[tuple[str, tuple[About, ...]], ...]:
    """The verbs people may type, in groups; a verb that belongs to no group comes under "More"."""
    shown = [verb for verb in verbs if not verb.hidden]
    grouped = [(title, [verb for verb in group if verb in shown]) for title, group in GROUPS]
    left = [verb for verb in shown if not any(verb in group for _, group in grouped)]
    return tuple((title, tuple(map(about, group))) for title, group in [*grouped, ("More", left)] if group)


def about(verb: Verb) -> About:
    also = tuple(word for word in verb.words if word not in (verb.name, "?"))[:_FEW]
    return About(verb.name, verb.help, also, verb.example, verb.needs)


def find_verb(words: str, verbs: Sequence[Verb]) -> Verb | None:
    """The verb that "help WORDS" asks about, forgiving a slip of the finger."""
    asked = " ".join(words.lower().strip(" .?!\"'").removeprefix("with ").split())
    spelled = {spelling: verb for verb in reversed(verbs) for spelling in verb.words}
    for typed in (asked, asked.split(" ")[0] if asked else ""):
        if found := spelled.get(typed):
            return found
    near = find_nearest(asked, spelled)
    return spelled[near] if near else None
