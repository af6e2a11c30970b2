"""Owns the shapes that chat platforms, the store and the middle hand one another; knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol, runtime_checkable

from wres_bot.domain.cards import Card

Via = Literal["command", "mention", "message", "click"]
PlaceKind = Literal["channel", "group", "direct"]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the platform vouches for about a person. `email` is None unless the platform has verified it."""

    external: str
    email: str | None
    name: str = ""
    active: bool = True
    guest: bool = False


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What the platform says of a conversation now."""

    external: str
    name: str
    kind: PlaceKind
    private: bool
    shared: bool = False
    archived: bool = False
    member: bool = True


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file somebody sent, not fetched yet. `source` is the platform's own address of it; `size` in bytes, if told."""

    name: str
    source: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What came of fetching and reading one: its document as JSON, or why there is none, in words."""

    name: str
    document: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person said or clicked. `place` is the platform's conversation id; `id` is unique per platform.

    `seen` is the version a clicked button was drawn from, `origin` the command that shows its card again.
    `profile`, `mentioned` and `place_facts` are filled by the rim when the middle asks for them (`Needs`): who
    speaks, an account that they name, and where they are. `thread` is kept so that an answer can be put beside the
    question. `unasked`: they said nothing themselves; the platform told that the bot was added for them. `answers`:
    the message under which this one stands, or that it quotes. `corrects`: the `id` of what they said before, which
    they have changed to this; without a text they took it away. `again`: the platform brings it once more because
    whoever had it first broke off, so its answer may never have been shown.
    `files` were sent along; `read` is the first of them, once the middle has asked for it (`Needs`).
    """

    platform: str
    workspace: str
    sender: str
    place: str
    text: str
    id: str
    via: Via = "command"
    place_kind: PlaceKind = "channel"
    thread: str | None = None
    seen: int | None = None
    profile: Profile | None = None
    mentioned: Profile | None = None
    place_facts: PlaceFacts | None = None
    unasked: bool = False
    again: bool = False
    origin: str = ""
    answers: str | None = None
    corrects: str | None = None
    files: tuple[SentFile, ...] = ()
    read: ReadFile | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a card, and who may see it. `redrawn` is the clicked card as it is now.

    `direct` is for what must outlive the moment: it is put as a letter by the verb, so it is not part of the answer.
    `read_as`: the commands and questions that the text was taken for, for `say --explain` and tests.
    """

    card: Card
    only_asker: bool = True
    redrawn: Card | None = None
    read_as: tuple[str, ...] = ()


class CommandOutcome(StrEnum):
    """What came of something a person said, as it is counted."""

    ANSWERED = "answered"
    REFUSED = "refused"
    SILENT = "silent"
    """Nothing is said: it was answered before, or the bot was not spoken to."""
    FAILED = "failed"


class Needs(Exception):
    """The middle cannot go on without what only the platform has: who somebody is, what a place is, a file sent.

    account: whose profile, where that is not whoever speaks.
    """

    def __init__(self, what: Literal["profile", "mentioned", "place", "file"], account: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.account = account


@dataclass(frozen=True, slots=True)
class Address:
    """Where a letter goes: a person (their direct messages) or a conversation, by the platform's own id."""

    platform: str
    workspace: str
    external: str
    kind: PlaceKind = "direct"
    must_be_private: bool = False
    locator: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of a sent message: the platform's conversation id and message id."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation that a platform lets us come back to only by what it told us of it, such as Teams.

    `person`: in a direct one, the other person's id. `team`: the team that a channel belongs to. `shared`: people of
    other organisations are in it. `member` is false once the bot was taken out. `locator` is the platform's own.
    """

    platform: str
    workspace: str
    external: str
    kind: PlaceKind
    name: str = ""
    team: str | None = None
    person: str | None = None
    private: bool = False
    shared: bool = False
    member: bool = True
    locator: dict[str, str] = field(default_factory=dict)


class Memory(Protocol):
    """What a platform wants kept of the conversations it has seen. Each call is a short transaction of its own."""

    async def save(self, conversation: Conversation) -> None:
        """New, or in place of what was kept of it."""
        ...

    async def find(self, external: str) -> Conversation | None: ...

    async def find_direct(self, person: str) -> Conversation | None:
        """The direct conversation with a person, by the platform's id of theirs."""
        ...

    async def list_all(self) -> list[Conversation]:
        """Every conversation on this platform that the bot is in."""
        ...


@runtime_checkable
class Directory(Protocol):
    """A platform that can find somebody who has never written to the bot."""

    async def find_address(self, email: str) -> Address | None:
        """Where the one account with this verified address gets direct messages; None when there is none."""
        ...


@runtime_checkable
class FileSource(Protocol):
    """A platform on which people can send the bot a file."""

    async def fetch_file(self, file: SentFile, most: int) -> bytes:
        """Its bytes, at most so many. Raises `UserError` for one the bot does not fetch, `DeliveryError` for now."""
        ...


class Platform(Protocol):
    """One chat platform. Every call may take network time; none is made while a transaction is open."""

    name: str

    async def fetch_profile(self, sender: str) -> Profile | None:
        """The person's verified e-mail and state; None when the platform does not know them."""
        ...

    async def fetch_place(self, place: str) -> PlaceFacts | None:
        """What the conversation is now; None when it is gone or the bot cannot see it."""
        ...

    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        """Deliver once. Raises `DeliveryError` when it certainly was not delivered, `Unsure` when nobody knows."""
        ...

    async def find_sent(self, to: Address, key: str) -> Receipt | None:
        """The message sent under this key, if the platform can tell."""
        ...

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Redraw a message already sent."""
        ...
