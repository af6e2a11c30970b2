"""Owns one bundled plan brought to life: its people, its two channels, its chat, a clock that only moves forward."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from tests.world.vocabulary import NETWORK, STEERING, at
from tests.world.world import Running
from wres_bot.admin import examples
from wres_bot.domain.cards import Button, Buttons, Card
from wres_bot.domain.ports import Incoming, PlaceFacts, Via
from wres_bot.resources import find_shipped
from wres_bot.store.engine import Store, make_engine


@dataclass
class Pilot(Running):
    """People are called by their post, as the plan's example has it."""

    trust: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.room.add_channel(PlaceFacts(NETWORK, NETWORK, "channel", False))
        self.room.add_channel(PlaceFacts(STEERING, STEERING, "channel", True))

    def email(self, post: str) -> str:
        return f"{post}@{self.trust}.example"

    def say(self, post: str, words: str, via: Via = "message", seen: int | None = None) -> str:
        """In the person's direct messages with the bot."""
        self.messages += 1
        who = self.email(post)
        incoming = Incoming("local", self.trust, who, who, words, f"m{self.messages}", via, "direct", seen=seen,
                            profile=self.room.find_person(who))  # fmt: skip
        answer = self.answer(incoming)
        self.deliver()
        return answer.card.plain() if answer else ""

    def press(self, post: str, label: str, number: int = 0, card: int = -1) -> str:
        """A button of one of the person's messages."""
        pressed = [button for button in self.buttons(post, card) if button.label == label][number]
        return self.say(post, pressed.says, "click", pressed.version)

    def buttons(self, post: str, card: int = -1) -> list[Button]:
        blocks = self.cards(self.email(post))[card].blocks
        return [button for block in blocks if isinstance(block, Buttons) for button in block.items]

    def days(self, first: str, last: str) -> None:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            self.tick(day.isoformat(), "10:00")
            day += timedelta(days=1)

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
        yield Pilot(store, at(day), trust=plan.split("-", maxsplit=1)[0])
    finally:
        store.close()
