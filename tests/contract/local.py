"""Owns the local chat as the stories use it: the app in this process, speaking into a room. Knows no other platform."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from itertools import count
from typing import Any, TypeVar

from tests.contract.chat import CHANNELS, PNG, TURNING, Chat, Clock, Menu, Message, Press
from wres_bot.app import App, tick
from wres_bot.chat.local import room as rooms
from wres_bot.chat.local.html import render_html
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.chat.local.terminal import render_text
from wres_bot.config import read_settings
from wres_bot.delivery.worker import Pace, deliver_all
from wres_bot.domain.cards import Buttons, Card, Picture, Select
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.ports import Address, Answer, Incoming, PlaceFacts, Profile, Receipt, SentFile, Via
from wres_bot.store.engine import Store, make_engine

T = TypeVar("T")
WORKSPACE = "esneft"
HARMLESS = {
    "a", "b", "button", "caption", "dd", "div", "dl", "dt", "form", "h3", "h4", "h5", "input", "label", "li", "ol",
    "option", "p", "rect", "select", "span", "svg", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
"""What a card is made of on the page."""


class _Tags(HTMLParser):
    """Which elements a page would be made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


class _Away(LocalPlatform):
    """Nobody answers."""

    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        raise DeliveryError("Nobody answers.")


class LocalChat(Chat):
    name = "local"

    def __init__(self, url: str, clock: Clock) -> None:
        self.clock = clock
        self.room = rooms.Room(CHANNELS)
        self.app = App(read_settings({}), Store(make_engine(url)), clock, self.room)
        self.app.platforms[rooms.PLATFORM] = LocalPlatform(self.room, clock)
        self._runner = asyncio.Runner()
        self._number = count(1)
        self._last: Incoming | None = None

    def close(self) -> None:
        self._runner.close()
        self.app.store.close()

    def say(self, person: str, text: str, place: str | None = None) -> Message:
        return self._said(person, text, "command", place)

    def write(self, person: str, text: str) -> Message:
        return self._said(person, text, "message", None)

    def mention(self, person: str, channel: str, text: str) -> Message:
        return self._said(person, text, "mention", channel)

    def click(self, person: str, message: Message, label: str, about: str = "") -> Message:
        button = message.button(label, about).handle
        place = message.handle.place if message.handle and "@" not in message.handle.place else None
        return self._said(person, button.says, "click", place, button, message.handle)

    def choose(self, person: str, message: Message, label: str, option: str) -> Message:
        menu = message.menu(label).handle
        value = next(value for shown, value in menu.options if shown == option)
        return self._said(person, menu.say(value), "click", None, None, message.handle)

    def send_file(self, person: str, name: str, content: bytes, text: str = "") -> Message:
        incoming = Incoming(
            rooms.PLATFORM, WORKSPACE, person, person, text, id=f"m{next(self._number)}", via="message",
            place_kind="direct", files=(SentFile(name, name, len(content)),),
        )  # fmt: skip
        [shown] = self._handle(incoming)
        return shown

    def again(self) -> list[Message]:
        assert self._last
        return self._handle(self._last)

    def read_direct(self, person: str) -> list[Message]:
        return [_message(m) for m in self.room.list_since(0) if m.place == person and m.card]

    def read_channel(self, name: str) -> list[Message]:
        return [_message(m) for m in self.room.list_since(0) if m.place == name and m.card and m.only_for is None]

    def tick(self, moment: datetime) -> None:
        self.clock.moment = moment
        self._run(tick(self.app, Pace(gap=0)))

    def leave(self, person: str) -> None:
        self.room.add_person(Profile(person, person, active=False))

    def open_up(self, channel: str) -> None:
        facts: PlaceFacts = self.room.find_channel(channel)
        self.room.add_channel(replace(facts, private=False))

    def down(self) -> None:
        self.app.platforms[rooms.PLATFORM] = _Away(self.room, self.clock)

    def up(self) -> None:
        self.app.platforms[rooms.PLATFORM] = LocalPlatform(self.room, self.clock)

    def pictures(self, message: Message) -> list[str]:
        found = [block for block in message.handle.card.blocks if isinstance(block, Picture)]
        assert all(picture.png.startswith(PNG) for picture in found)
        return [picture.alt for picture in found]

    def draw(self, message: Message) -> str:
        return render_text(message.handle.card)

    def harmless(self, message: Message) -> None:
        shown = _Tags()
        shown.feed(render_html(message.handle.card))
        assert shown.tags <= HARMLESS, shown.tags - HARMLESS
        assert not any(name.startswith("on") for name in shown.attributes)
        assert not TURNING.search(render_html(message.handle.card) + render_text(message.handle.card))

    def _said(
        self, person: str, text: str, via: Via, place: str | None, button: Any = None, clicked: Any = None
    ) -> Message:
        self._last = Incoming(
            rooms.PLATFORM, WORKSPACE, person, place or person, text, id=f"m{next(self._number)}", via=via,
            place_kind="channel" if place else "direct", seen=button and button.version,
            origin=button.origin if button else "",
        )  # fmt: skip
        [shown] = self._handle(self._last, clicked)
        return shown

    def _handle(self, incoming: Incoming, clicked: Any = None) -> list[Message]:
        answer: Answer | None = self._run(self.app.handle(incoming))
        shown = []
        if answer is not None:
            if clicked and answer.redrawn and incoming.sender in (clicked.place, clicked.only_for):
                self.room.replace_card(clicked.id, answer.redrawn)
            only = incoming.sender if incoming.place_kind == "channel" and answer.only_asker else None
            shown = [self.room.add_card(incoming.workspace, incoming.place, answer.card, self.clock(), only_for=only)]
        self._run(deliver_all(self.app.store, self.app.platforms, self.clock, self.app.holder, pace=Pace(gap=0)))
        return [_message(each) for each in shown]

    def _run(self, work: Awaitable[T]) -> T:
        async def wait() -> T:
            return await work

        return self._runner.run(wait())


def _message(message: rooms.Message) -> Message:
    card = message.card
    assert card
    words = card.plain()
    menus = tuple(
        Menu(block.label, tuple(shown for shown, _ in block.options), block)
        for block in card.blocks
        if isinstance(block, Select)
    )
    return Message(words, _buttons(card), message.only_for, message.key, words, message, menus)


def _buttons(card: Card) -> tuple[Press, ...]:
    found = [b for block in card.blocks if isinstance(block, Buttons) for b in block.items]
    pressed = [Press(b.label, b.about, b) for b in found]
    if card.more:
        pressed.append(Press("More", "", _More(card.more)))
    return tuple(pressed)


class _More:
    """The next page, as the local page offers it."""

    version = None
    origin = ""

    def __init__(self, says: str) -> None:
        self.says = says
