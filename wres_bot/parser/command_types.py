"""Owns what a verb, a command and an unknown text are; must not know how a text is read or what a verb does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from wres_bot.domain.refs import ActionRef
from wres_bot.domain.statuses import Status

Argument = Literal["ref", "refs", "status", "words", "date", "filters", "rest"]
Permission = Literal["anyone", "owner", "lead", "chair"]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: `name` is its first spelling, `words` are all spellings; `takes` says which arguments follow.

    `help` is one plain sentence, `example` one command that works. `needs` is who may say it; `changes` whether it can
    change anything; `hidden` keeps it out of the list (it is said by buttons).
    """

    name: str
    words: tuple[str, ...]
    takes: tuple[Argument, ...]
    help: str
    example: str
    needs: Permission = "anyone"
    changes: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """What a person meant. `rest` is what follows the verb, as typed; `words` is the free text of a change.

    `filters` holds "section", "indicator", "owner", "status", "plan", "words", "quarter", "page", "when" …
    `question` is true when it was asked ("2.3 done?"): such a text never changes anything.
    """

    verb: str
    refs: tuple[ActionRef, ...] = ()
    status: Status | None = None
    words: str = ""
    when: str = ""
    rest: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    question: bool = False


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A text that names nothing we do. `meant` are whole commands the person may have meant, best first.

    `kind`: "empty", "unknown" (perhaps a typing slip), "status" (a ref with words that are no status), "story" (a
    person telling what happened to them: never stored, never answered with "did you mean"), "too long".
    """

    kind: Literal["empty", "unknown", "status", "story", "too long"]
    text: str = ""
    refs: tuple[ActionRef, ...] = ()
    suggestions: tuple[str, ...] = ()


Parsed = tuple[Command, ...] | NotUnderstood
