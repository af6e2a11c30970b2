"""Owns what a verb, a command and a text not understood are; must not know how a text is read or what a verb does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from wres_bot.domain.access import Permission
from wres_bot.domain.refs import ActionRef
from wres_bot.domain.statuses import Status
from wres_bot.parser.arguments import Arguments

Argument = Literal["ref", "refs", "status", "words", "date", "filters", "rest"]
HelpGroup = Literal["own", "looking", "leading"]
"""Under which heading help shows a verb: for one's own actions, for looking, for those who lead the plan."""
AfterRef = Literal["no", "name", "any spelling"]
ShownAgain = Literal["never", "always", "without words"]


@dataclass(frozen=True, slots=True)
class Verb:
    """The spec of one verb: parser, help, dispatch and undo ask it, and know no verb by its name.

    name: its first spelling, by which buttons and history know it. `spellings` are all of them.
    arguments: what follows it. "refs" may be several with a status; a "ref" with nothing after it may be several too.
    help, example: one plain sentence, and one command that works.
    permission: who may say it of an action. `deed` is what a refusal calls it, where only those who lead may.
    question: what is asked, with {} for the ref, where the words it keeps are missing.
    changes: whether it can change anything. A question ("2.3 done?") never becomes such a verb.
    undone: whether `undo` takes it back.
    writes: the fields of the events it writes, so that taking one back asks for the same permission.
    group: where help shows it; None is said by buttons or in passing, and shown nowhere.
    read: how what follows it is read; without one it is kept as typed.
    after_ref: whether it may follow its ref ("2.3 note …"): by its name alone, or in any spelling.
    lists_actions: it asks about many actions; followed by one ref it means that one.
    open_spellings: those besides its name that any words may follow; `open_words`: they may follow its name.
    asks_before_keeping: its person is asked before words that name somebody are kept.
    begins_a_story: it is also how people begin to tell what happened to them ("help, my manager …").
    in_passing: said beside a command ("thanks, 2.3 done"), it is no command of its own.
    shown_again: whether its card is drawn again after a click on it; "without words" is when a ref alone was said.
    several_platforms: of use only to those who use the bot on two platforms.
    """

    name: str
    spellings: tuple[str, ...]
    arguments: tuple[Argument, ...]
    help: str
    example: str
    permission: Permission = "anyone"
    deed: str = ""
    question: str = ""
    changes: bool = False
    undone: bool = False
    writes: tuple[str, ...] = ()
    group: HelpGroup | None = None
    read: Callable[[str], Arguments] | None = None
    after_ref: AfterRef = "no"
    lists_actions: bool = False
    open_spellings: tuple[str, ...] = ()
    open_words: bool = False
    asks_before_keeping: bool = False
    begins_a_story: bool = False
    in_passing: bool = False
    shown_again: ShownAgain = "never"
    several_platforms: bool = False

    @property
    def takes_ref(self) -> bool:
        return bool(self.arguments) and self.arguments[0] in ("ref", "refs")

    @property
    def takes_words(self) -> bool:
        """Whether free words follow its ref, kept as they were typed."""
        return self.arguments == ("ref", "words") and self.read is None

    def read_arguments(self, rest: str) -> Arguments:
        return self.read(rest) if self.read else Arguments(rest=rest)


SubjectKind = Literal["none", "refs", "places", "both", "all", "rest", "words"]
Doubt = Literal["not", "except", "part", "hedge", "later", "past", "but", "or", "wait", "two statuses", "question",
                "another subject", "slip", "future date"]  # fmt: skip
"""Why a status that was said is not taken at once."""
Meaning = Literal[
    "status", "news", "left", "covering", "away", "extend", "later", "undo", "correct", "not mine", "need help", "drop",
    "close plan", "change owner", "decision", "ask network", "progress", "tell lead", "stop", "no", "yes", "evidence",
    "question", "reviewed", "same", "meeting", "chase", "write", "reopen", "hold",
]  # fmt: skip
"""What a clause seems to mean. Only a status nothing speaks against is done; every other is offered with one tap."""
Calm = Literal[
    "thanks", "praise", "temper", "greeting", "how_are_you", "ok", "bye", "sorry", "laugh", "who_made", "about",
    "privacy", "wres", "unheld", "listening",
]  # fmt: skip


OTHER = 99
"""The place of "the other one": what of the last message has not been answered."""
MIDDLE = 98
"""The place of "the middle one", where the last message named an odd number."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Which actions a clause is about, as they were named. `but`: those left out ("everything except 1.7").

    places: 1 is the first of the last message, -1 the last. words: what may be part of a title.
    """

    kind: SubjectKind = "none"
    refs: tuple[ActionRef, ...] = ()
    places: tuple[int, ...] = ()
    words: str = ""
    but: tuple[ActionRef, ...] = ()


NOBODY = Subject()
"""No action was named."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause that is asked about before anything is done: what it seems to mean, best first.

    statuses: those that fit, the likeliest first. said: what was said. doubts: what speaks against taking it.
    words: kept ready.
    """

    means: Meaning
    about: Subject = NOBODY
    statuses: tuple[Status, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    words: str = ""
    when: str = ""
    said: Status | None = None


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Said by the way: one calm sentence answers it."""

    kind: Calm


@dataclass(frozen=True, slots=True)
class Automatic:
    """Written by a machine, such as an out-of-office reply: nothing is said to it."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a person meant. `rest` is what follows the verb, as typed; `words` is the free text of a change.

    `filters` holds "section", "indicator", "owner", "status", "plan", "words", "quarter", "page", "when" …
    `question` is true when it was asked ("2.3 done?"): such a text never changes anything. `about`: the actions, where
    they were named otherwise than by refs.
    """

    verb: str
    refs: tuple[ActionRef, ...] = ()
    status: Status | None = None
    words: str = ""
    when: str = ""
    rest: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    question: bool = False
    about: Subject = NOBODY


WhyNot = Literal["empty", "unknown", "slip", "story", "too long"]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A text that is no command. `suggestions` are whole commands of which it is a slip of the finger.

    `kind`: "empty", "unknown", "slip", "story" (somebody tells what happened to them: never stored, never answered with
    "did you mean"), "too long". `refs`: named beside a story.
    """

    kind: WhyNot
    text: str = ""
    refs: tuple[ActionRef, ...] = ()
    suggestions: tuple[str, ...] = ()


Part = Command | Asked
Parsed = tuple[Part, ...] | SmallTalk | Automatic | NotUnderstood
