"""Owns what every chat platform brings along: its settings, its way out and its way in. Must not know any of them.

A platform is a folder beside this file and one row in `config.PLATFORMS`: docs/how-to-add-a-platform.md is the recipe.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol
from urllib.parse import urlsplit

from wres_bot.domain.ports import Answer, Clock, Incoming, Memory, Platform

if TYPE_CHECKING:
    from fastapi import FastAPI

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
Handle = Callable[[Incoming], Awaitable[Answer | None]]
"""Answers one thing a person said; None for one that was answered before. Raises `UserError` to refuse."""
Publish = Callable[[bytes], Awaitable[str | None]]
"""Makes a PNG reachable and gives its address; None when that failed."""


def is_safe_server(url: str) -> bool:
    """Whether what is sent there goes by TLS, or stays on this machine."""
    try:
        there = urlsplit(url)
    except ValueError:
        return False
    return there.scheme == "https" or (there.scheme == "http" and there.hostname in LOOPBACK)


@dataclass(frozen=True, slots=True)
class Host:
    """What an adapter is handed by the process it runs in.

    memory: by a platform's name, what it wants kept of its conversations.
    open_pictures: by a secret that every process of this bot has, how pictures are published; None without a public
    address. Without a secret an address is good for as long as the process runs.
    """

    handle: Handle
    clock: Clock
    memory: Callable[[str], Memory]
    open_pictures: Callable[[str | None], Publish | None]


class Listener(Protocol):
    """A platform's way in, while a process serves."""

    def mount(self, api: "FastAPI") -> None:
        """Add the addresses to which the platform sends, if it sends by HTTP."""
        ...

    async def run(self) -> None:
        """What goes on in the background: until cancelled, or until there is nothing more to do."""
        ...

    def find_problem(self) -> str | None:
        """For readiness: why nothing would come in, in words. Called from a thread."""
        ...

    async def close(self, within: float) -> int:
        """Finish the answers that are on their way, in so many seconds. Returns how many were not."""
        ...


class ChatAdapter(Protocol):
    """One platform of one process. Making it opens no connection.

    reads_store: it looks into its `Memory` to be checked, so the database has to be right first.
    """

    name: str
    reads_store: bool

    @property
    def platform(self) -> Platform:
        """The way out."""
        ...

    def listen(self) -> Listener:
        """The way in, for a process that serves; its libraries are loaded only then."""
        ...

    async def find_problems(self) -> list[str]:
        """What is wrong with the bot's account there, in words, for whoever runs it. Asks the platform."""
        ...

    async def close(self) -> None:
        """End its connections."""
        ...


class PlatformSettings(Protocol):
    """What the environment says of one platform. Reading it loads none of the platform's libraries."""

    name: ClassVar[str]

    @property
    def is_complete(self) -> bool:
        """All is given that the platform needs."""
        ...

    def check(self, host: str, public_url: str | None) -> None:
        """Raises `ConfigError` when what is given cannot work together, or where the process listens."""
        ...

    def find_dangers(self) -> list[str]:
        """What is allowed here that must not be where others reach it, in words, for `doctor`."""
        ...

    def make_adapter(self, host: Host) -> ChatAdapter: ...
