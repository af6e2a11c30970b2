"""Owns one bundled plan brought to life: its people, its two channels, its chat, a clock that only moves forward."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from wres_bot.admin import examples
from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.commands.dispatch import handle
from wres_bot.delivery import schedule
from wres_bot.delivery.worker import Pace, deliver_all
from wres_bot.domain.cards import Button, Buttons, Card
from wres_bot.domain.dates import LONDON
from wres_bot.domain.ports import Incoming, PlaceFacts, Platform, Via
from wres_bot.resources import find_shipped
from wres_bot.store.engine import Store, make_engine

NETWORK, STEERING = "race-equality-network", "edi-steering-group"


def at(day: str, time: str = "09:30") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=LONDON).astimezone(UTC)


@dataclass
class Pilot:
    store: Store
    trust: str
    now: datetime
    room: Room = field(default_factory=Room)
    said: int = 0

    def __post_init__(self) -> None:
        self.room.add_channel(PlaceFacts(NETWORK, NETWORK, "channel", False))
        self.room.add_channel(PlaceFacts(STEERING, STEERING, "channel", True))

    @property
    def platforms(self) -> Mapping[str, Platform]:
        return {"local": LocalPlatform(self.room, lambda: self.now)}

    def email(self, post: str) -> str:
        return f"{post}@{self.trust}.example"

    def say(self, post: str, words: str, via: Via = "message", seen: int | None = None) -> str:
        """In the person's direct messages with the bot."""
        self.said += 1
        who = self.email(post)
        incoming = Incoming("local", self.trust, who, who, words, f"m{self.said}", via, "direct", seen=seen,
                            profile=self.room.find_person(who))  # fmt: skip
        answer = self.store.run(lambda db: handle(db, incoming, self.now))
        self.deliver()
        return answer.card.plain() if answer else ""

    def press(self, post: str, label: str, number: int = 0, card: int = -1) -> str:
        """A button of one of the person's messages."""
        pressed = [button for button in self.buttons(post, card) if button.label == label][number]
        return self.say(post, pressed.says, "click", pressed.version)

    def buttons(self, post: str, card: int = -1) -> list[Button]:
        blocks = self.cards(self.email(post))[card].blocks
        return [button for block in blocks if isinstance(block, Buttons) for button in block.items]

    def tick(self, day: str, time: str = "09:30") -> None:
        self.now = at(day, time)
        schedule.run_jobs(self.store, self.now)
        self.deliver()

    def days(self, first: str, last: str) -> None:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            self.tick(day.isoformat(), "10:00")
            day += timedelta(days=1)

    def deliver(self) -> None:
        asyncio.run(deliver_all(self.store, self.platforms, lambda: self.now, "test", pace=Pace(gap=0)))

    def cards(self, place: str) -> list[Card]:
        return [m.card for m in self.room.list_messages(self.trust, place) if m.card]

    def got(self, post: str) -> list[str]:
        return [card.plain() for card in self.cards(self.email(post))]

    def posted(self, channel: str) -> list[str]:
        return [card.plain() for card in self.cards(channel)]


@contextmanager
def pilot(url: str, plan: str, day: str) -> Iterator[Pilot]:
    """A bundled plan as it is some morning, with nothing said since it was loaded."""
    store = Store(make_engine(url))
    with store.write() as db:
        list(examples.load_examples(db, find_shipped("config/examples"), [plan], at(day, "08:00"), local=True))
    try:
        yield Pilot(store, plan.split("-", maxsplit=1)[0], at(day))
    finally:
        store.close()
