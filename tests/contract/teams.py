"""Owns Teams as the stories use it: signed requests to a real server, and what then stands in Teams. Knows no verb."""

import html
import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry

from tests.contract import adaptive
from tests.contract.chat import PNG, Chat, Clock, Message
from tests.contract.rim import Rim
from tests.patience import PATIENCE
from tests.standins.teams import TeamsServer
from tests.standins.teams_proxy import Arrived
from wres_bot.app import build_app, tick
from wres_bot.chat.teams.send import TeamsPlatform
from wres_bot.chat.teams.webhook import TeamsListener
from wres_bot.config import read_settings
from wres_bot.delivery.worker import Pace, deliver_all
from wres_bot.web.api import make_api
from wres_bot.web.pictures import mount as mount_pictures

POINTER = "I've answered you in our own chat."
"""All that a channel is told when the answer is for one person."""


class TeamsChat(Chat):
    name = "teams"

    def __init__(self, url: str, clock: Clock, server: TeamsServer, rim: Rim) -> None:
        self.clock, self.server, self._rim = clock, server, rim
        server.reset(f"{rim.url}/teams/messages")
        self.app = build_app(
            read_settings(
                {
                    "WRES_DATABASE_URL": url,
                    "WRES_PUBLIC_URL": rim.url,
                    "TEAMS_CLIENT_ID": server.world.client_id,
                    "TEAMS_CLIENT_SECRET": "secret-of-the-tests",
                    "TEAMS_TENANT_ID": server.world.tenant,
                    "TEAMS_SERVICE_URL": server.service_url,
                }
            ),
            clock,
        )
        platform, pictures = self.app.platforms["teams"], self.app.pictures
        assert isinstance(platform, TeamsPlatform)
        assert pictures
        self.platform = platform
        # Patient, because a busy machine must not turn an answer into "on it".
        self.listener = TeamsListener(
            platform=platform, handle=self.app.handle, clock=clock, patience=PATIENCE, keys_url=server.keys_url
        )
        self.listener.tokens.keys._timeout = PATIENCE
        mounts = [self.listener.mount, lambda api: mount_pictures(api, pictures)]
        rim.app = make_api(ready={}, metrics=CollectorRegistry(), mounts=mounts)
        self.last: Arrived | None = None
        # What it says of being added is kept for the stories that are about that.
        self.greetings = {name: self.add(name) for name in server.world.channels if name not in server.world.not_in}
        server.proxy.forget()

    def close(self) -> None:
        self._rim.run(self.platform.close())
        self.app.store.close()

    def say(self, person: str, text: str, place: str | None = None) -> Message:
        return self.mention(person, place, text) if place else self.write(person, text)

    def write(self, person: str, text: str) -> Message:
        return self._one(self._shown(lambda: self.server.write(person, _typed(text))))

    def mention(self, person: str, channel: str, text: str) -> Message:
        return self._one(self._shown(lambda: self.server.mention(person, channel, _typed(text))))

    def click(self, person: str, message: Message, label: str, about: str = "") -> Message:
        button = message.button(label, about).handle
        conversation = button["conversation"]
        if self.server.world.chats.get(conversation, person) != person:
            conversation = self.server.direct(person)  # as if it had been passed on to them
        shown = self._shown(lambda: self.server.press(person, conversation, button["id"], button["action"]))
        assert self.last
        assert self.last.answer["type"] == "application/vnd.microsoft.activity.message"
        # The few words under the card are all there is when nothing can be posted.
        return self._one(shown or [Message(self.last.answer["value"], only=person)])

    def choose(self, person: str, message: Message, label: str, option: str) -> Message:
        menu = message.menu(label).handle
        [value] = [each["value"] for each in menu["choices"] if each["title"] == option]
        save = next(b.handle for b in message.buttons if b.handle["action"]["data"].get("choice") == menu["id"])
        action = {**save["action"], "data": {**save["action"]["data"], menu["id"]: value}}
        return self._one(self._shown(lambda: self.server.press(person, save["conversation"], save["id"], action)))

    def send_file(self, person: str, name: str, content: bytes, text: str = "") -> Message:
        return self._one(self._shown(lambda: self.server.send_file(person, name, content, _typed(text))))

    def again(self) -> list[Message]:
        last = self.last
        assert last
        return self._shown(lambda: self.server.again(last))

    def read_direct(self, person: str) -> list[Message]:
        return [self._message(each) for each in self.server.history(self.server.direct(person))]

    def read_channel(self, name: str) -> list[Message]:
        """Signs that an answer lies elsewhere are left out."""
        found = [self._message(each) for each in self.server.history(name)]
        return [message for message in found if message.words != POINTER]

    def tick(self, moment: datetime) -> None:
        self.clock.moment = moment
        self._rim.run(tick(self.app, Pace(gap=0)))

    def leave(self, person: str) -> None:
        self.server.world.left.add(person)

    def open_up(self, channel: str) -> None:
        self.server.world.opened.add(channel)

    def add(self, place: str | None = None, by: str | None = None) -> list[Message]:
        """The app is added, to a channel's team, to the group chat, or for somebody alone."""
        return self._shown(lambda: self.server.install(place, by))

    def down(self) -> None:
        self.server.faults.add("*", "server_error", times=10_000)

    def up(self) -> None:
        self.server.faults.clear()

    def pictures(self, message: Message) -> list[str]:
        found = [
            each for card in message.handle["cards"] for each in adaptive.parts(card["body"]) if each["type"] == "Image"
        ]
        assert all(self._fetched(each["url"]).startswith(PNG) for each in found)
        return [each["altText"] for each in found]

    def _fetched(self, url: str) -> bytes:
        """A picture as Teams would get it: written out in the card, or from the bot."""
        if url.startswith("data:image/png;base64,"):
            return b64decode(url.partition(",")[2])
        return self._rim.http.get(url).raise_for_status().content

    def draw(self, message: Message) -> str:
        return "\n\n--- the next message ---\n\n".join(adaptive.drawn(card) for card in message.handle["cards"])

    def harmless(self, message: Message) -> None:
        for card in message.handle["cards"]:
            adaptive.check(card)

    # How Teams is reached

    def _heard(self, arrived: Arrived) -> Arrived:
        assert arrived.status == 200, arrived
        self._rim.run(self.listener.close(PATIENCE))
        return arrived

    def _shown(self, act: Callable[[], Arrived]) -> list[Message]:
        """What Teams was told to show in return, wherever: what is only a sign to look elsewhere is no answer."""
        before = len(self.server.calls)
        self.last = self._heard(act())
        found = []
        for call in self.server.calls[before:]:
            if call.what == "post":
                if call.status >= 300:
                    place = self.server.world.channel(call.conversation)
                    assert call.fault or (place and place.name in self.server.world.not_in), call
                    continue
                found.append(self._message({**call.body, "id": call.answer.get("id", ""), "in": call.conversation}))
        self._deliver()
        return [message for message in found if message.words != POINTER]

    def _one(self, found: list[Message]) -> Message:
        assert found, "nothing was shown"
        if len(found) == 1:
            return found[0]
        words = "\n".join(each.words for each in found)
        buttons = tuple(button for each in found for button in each.buttons)
        raw = "\n".join(each.raw for each in found)
        cards = [card for each in found for card in each.handle["cards"]]
        menus = tuple(menu for each in found for menu in each.menus)
        return Message(words, buttons, found[0].only, found[0].key, raw, {**found[0].handle, "cards": cards}, menus)

    def _message(self, told: Mapping[str, Any]) -> Message:
        """A message as Teams holds it. Its words are those of its card: what is shown, not what is only announced."""
        cards = [each["content"] for each in told.get("attachments") or []]
        words = "\n".join(map(adaptive.words, cards)) if cards else str(told.get("text", ""))
        place = {"conversation": told["in"], "id": told["id"]}
        buttons = tuple(
            replace(press, handle={"action": press.handle, **place})
            for card in cards
            for press in adaptive.buttons(card)
        )
        only = self.server.world.chats.get(told["in"])
        raw = json.dumps(dict(told), ensure_ascii=False)
        menus = tuple(menu for card in cards for menu in adaptive.menus(card))
        return Message(words, buttons, only, self._key(told["id"]), raw, {"cards": cards, **place}, menus)

    def _key(self, message: str) -> str | None:
        """Teams keeps nothing of ours with a message, so whose letter it was is told by its receipt."""
        sent = {id_: each.key for each in self.letters() for id_ in (each.receipt_message or "").split(",")}
        return sent.get(message)

    def _deliver(self) -> None:
        """What the serving process does every two seconds."""
        app = self.app
        self._rim.run(deliver_all(app.store, app.platforms, self.clock, app.holder, pace=Pace(gap=0)))


def _typed(text: str) -> str:
    """As Teams passes on what somebody typed."""
    return html.escape(text, quote=False)
