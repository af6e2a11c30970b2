"""Owns what a whole file is asked once, its choices, and the one taken; must not know tables or words of cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wres_bot.domain.errors import UserError


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can say of a file. Until it is answered nothing is imported.

    question: its short name, as `--answer` takes it. taken: the choice this reading went by, the usual one first.
    """

    question: str
    asks: str
    choices: tuple[str, ...]
    taken: str
    answered: bool = False


class Answers:
    """What was answered so far, and every question that came up on the way."""

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self._given = {name.strip().casefold(): choice for name, choice in (given or {}).items()}
        self.asked: dict[str, Question] = {}

    def ask(self, question: str, asks: str, choices: Sequence[str], usual: str) -> str:
        """The choice to go by: the one answered, else the usual one. Asking again gives the same."""
        if question not in self.asked:
            given = self._given.get(question.casefold(), self._given.get(asks.casefold()))
            taken = usual if given is None else find_choice(question, given, choices)
            self.asked[question] = Question(question, asks, tuple(choices), taken, given is not None)
        return self.asked[question].taken

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(self.asked.values())

    def require_known(self) -> None:
        """Raises for an answer to a question that this file does not put."""
        known = {name.casefold() for q in self.asked.values() for name in (q.question, q.asks)}
        for name in self._given:
            if name not in known:
                there = ", ".join(self.asked) or "none"
                raise UserError(f"This file asks no question “{name}”. It asks: {there}.")


def find_choice(question: str, given: str, choices: Sequence[str]) -> str:
    """A choice by its words, the beginning of them, or its number."""
    plain = given.strip().casefold()
    same = [choice for choice in choices if choice.casefold() == plain]
    near = same or [choice for choice in choices if plain and choice.casefold().startswith(plain)]
    if not near and plain.isdigit() and 1 <= int(plain) <= len(choices):
        near = [choices[int(plain) - 1]]
    if len(near) != 1:
        raise UserError(f"“{given}” is none of the choices of {question}: {' | '.join(choices)}.")
    return near[0]
