"""Owns the shape of what lies behind the demo page, which the composition root makes; must not know how it is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from wres_bot.chat.local.room import Room
from wres_bot.domain.access import Audience
from wres_bot.domain.ports import Answer

Moment = Literal["day", "reminder", "quarter"]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody the visitor may be. `hint` says in a few words what they do; one of them is `default`."""

    email: str
    name: str
    hint: str = ""
    default: bool = False


@dataclass(frozen=True, slots=True)
class DemoChannel:
    """A channel the person sees; `external` is its name in the room, `name` what people call it."""

    external: str
    name: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """`name` is "esneft-2020-21"; `trust` is the trust's key, the room's workspace; `example` an open action's ref."""

    name: str
    title: str
    trust: str
    example: str = "2.3"


class DemoWorld(Protocol):
    """A bot with its own temporary store, room and clock. Refusals are `UserError`s, worded for the visitor."""

    @property
    def room(self) -> Room: ...

    @property
    def now(self) -> datetime: ...

    @property
    def plan(self) -> DemoPlan:
        """The plan being tried."""
        ...

    def people(self) -> Sequence[DemoPerson]:
        """Everybody the visitor may be, in the order they are offered."""
        ...

    def channels(self, email: str) -> Sequence[DemoChannel]:
        """The channels this person would see."""
        ...

    def plans(self) -> Sequence[DemoPlan]: ...

    async def say(
        self, email: str, place: str | None, text: str, version: int | None = None, origin: str = ""
    ) -> Answer | None:
        """Answer one typed line or click. `place` is a channel, or None for direct messages.

        The page shows the answer; letters it causes are put into the room by delivery before this returns.
        """
        ...

    async def advance(self, to: Moment | date) -> str:
        """Move the clock forward, deliver what falls due, and say what happened: "3 reminders arrived"."""
        ...

    async def switch(self, plan: str) -> None:
        """Begin afresh with another plan, nine months in."""
        ...
