"""Owns Slack as the stories use it: signed requests to a real server, and what then stands in Slack. Knows no verb."""

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
from prometheus_client import CollectorRegistry

from tests.contract.chat import PEOPLE, TURNING, Chat, Clock, Menu, Message, Press
from tests.contract.rim import Rim
from tests.patience import PATIENCE
from tests.standins.slack import SlackServer
from tests.standins.slack_payloads import Signed
from wres_bot.app import build_app, tick
from wres_bot.chat.slack.send import SlackPlatform
from wres_bot.chat.slack.webhook import SlackListener
from wres_bot.config import read_settings
from wres_bot.delivery.worker import Pace, deliver_all
from wres_bot.web.api import make_api

ANY = re.compile(r"<(?!https?://[^<>|]+\|[^<>]+>)")
"""An angle bracket left as it is begins a mention, a link or a call to everybody; only our own links may."""
CONTROL = re.compile(r"<[!@#]")
AT = re.compile(r"(?<![\w.+-])@\w")


class SlackChat(Chat):
    name = "slack"

    def __init__(self, url: str, clock: Clock, server: SlackServer, rim: Rim) -> None:
        self.clock, self.server, self._rim = clock, server, rim
        server.reset(PEOPLE)
        self.app = build_app(
            read_settings(
                {
                    "WRES_DATABASE_URL": url,
                    "SLACK_API_URL": server.api_url,
                    "SLACK_BOT_TOKEN": server.token,
                    "SLACK_SIGNING_SECRET": server.signing_secret,
                }
            ),
            clock,
        )
        platform = self.app.platforms["slack"]
        assert isinstance(platform, SlackPlatform)
        self.platform = platform
        # Patient, because a busy machine must not turn an answer into "on it".
        self.listener = SlackListener(
            signing_secret=server.signing_secret, platform=platform, handle=self.app.handle, clock=clock,
            patience=PATIENCE,
        )  # fmt: skip
        rim.app = make_api(ready={}, metrics=CollectorRegistry(), mounts=[self.listener.mount])
        self._last: Signed | None = None

    def close(self) -> None:
        self._rim.run(self.platform.close())
        self.app.store.close()

    def say(self, person: str, text: str, place: str | None = None) -> Message:
        signed = self.server.payloads.slash(
            _typed(text),
            user=self._user(person),
            channel=self._place(person, place),
            ts=self._ts,
            channel_name=place or "",
        )
        seen = len(self.server.responses())
        first = self._post(signed).json()
        shown = [first, *self.server.responses()[seen:]]
        assert all(each["response_type"] == "ephemeral" for each in shown)
        self._deliver()
        return replace(_together(shown), only=person)

    def write(self, person: str, text: str) -> Message:
        signed = self.server.payloads.message(
            _typed(text), user=self._user(person), channel=self.server.direct(self._user(person)), ts=self._ts
        )
        return self._one(self._shown(signed))

    def mention(self, person: str, channel: str, text: str) -> Message:
        signed = self.server.payloads.mention(
            _typed(text), user=self._user(person), channel=self.server.channels[channel], ts=self._ts
        )
        return self._one(self._shown(signed))

    def click(self, person: str, message: Message, label: str, about: str = "") -> Message:
        place = message.handle.get("channel") or self.server.direct(self._user(person))
        signed = self.server.payloads.click(
            message.button(label, about).handle, user=self._user(person), channel=place,
            message={"ts": "1609750000.000001", **message.handle}, ts=self._ts, ephemeral=message.only is not None,
        )  # fmt: skip
        return self._one(self._shown(signed))

    def choose(self, person: str, message: Message, label: str, option: str) -> Message:
        place = message.handle.get("channel") or self.server.direct(self._user(person))
        menu, block_id = message.menu(label).handle
        [chosen] = [each for each in menu["options"] if each["text"]["text"] == option]
        signed = self.server.payloads.choose(
            menu, chosen, block_id, user=self._user(person), channel=place,
            message={"ts": "1609750000.000001", **message.handle}, ts=self._ts,
        )  # fmt: skip
        return self._one(self._shown(signed))

    def send_file(self, person: str, name: str, content: bytes, text: str = "") -> Message:
        signed = self.server.payloads.message(
            _typed(text), user=self._user(person), channel=self.server.direct(self._user(person)), ts=self._ts,
            subtype="file_share", files=[self.server.proxy.keep_file(name, content)],
        )  # fmt: skip
        return self._one(self._shown(signed))

    def again(self) -> list[Message]:
        assert self._last
        retried = self._last.headers | {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
        return self._shown(Signed(self._last.body, retried))

    def read_direct(self, person: str) -> list[Message]:
        place = self.server.direct(self._user(person))
        return [_message(each, place) for each in self.server.history(place)]

    def read_channel(self, name: str) -> list[Message]:
        place = self.server.channels[name]
        return [_message(each, place) for each in self.server.history(place) if each.get("user") == self.server.bot]

    def tick(self, moment: datetime) -> None:
        self.clock.moment = moment
        self._rim.run(tick(self.app, Pace(gap=0)))

    def leave(self, person: str) -> None:
        self.server.proxy.people.left.add(self._user(person))

    def open_up(self, channel: str) -> None:
        self.server.proxy.people.opened.add(self.server.channels[channel])

    def down(self) -> None:
        self.server.faults.add("*", "server_error", times=10_000)

    def up(self) -> None:
        self.server.faults.clear()

    def pictures(self, message: Message) -> list[str]:
        blocks = [b for part in message.handle.get("parts") or [message.handle] for b in part["blocks"]]
        found = [block for block in blocks if block["type"] == "image"]
        ended = [call.fields["files"] for call in self.server.calls if call.method == "files.completeUploadExternal"]
        assert all(any(picture["slack_file"]["id"] in files for files in ended) for picture in found)
        return [picture["alt_text"] for picture in found]

    def harmless(self, message: Message) -> None:
        for part in message.handle.get("parts") or [message.handle]:
            for kind, text in [("mrkdwn", part.get("text", "")), *_texts(part["blocks"])]:
                assert not TURNING.search(text)
                assert not AT.search(text), text
                assert not (CONTROL if kind == "plain_text" else ANY).search(text), text

    def draw(self, message: Message) -> str:
        parts = message.handle.get("parts") or [message.handle]
        return "\n\n--- the next message ---\n\n".join(_drawn(part["blocks"]) for part in parts)

    # How Slack is reached

    @property
    def _ts(self) -> int:
        return int(self.clock().timestamp())

    def _user(self, person: str) -> str:
        found = self.server.user(person)
        assert found.startswith("U"), f"{person} has no account"
        return found

    def _place(self, person: str, place: str | None) -> str:
        return self.server.channels[place] if place else self.server.direct(self._user(person))

    def _post(self, signed: Signed) -> httpx.Response:
        self._last = signed
        response = self._rim.http.post("/slack/events", content=signed.body, headers=signed.headers)
        assert response.status_code == 200, response.text
        self._rim.run(self.listener.close(PATIENCE))
        return response

    def _shown(self, signed: Signed) -> list[Message]:
        """What Slack was told to show in return: to the asker in a channel, in their conversation, or by a click."""
        calls, answers = len(self.server.calls), len(self.server.responses())
        self._post(signed)
        found = []
        for call in self.server.calls[calls:]:
            if call.method in ("chat.postMessage", "chat.postEphemeral"):
                assert call.answer["ok"], call.answer
                only = call.fields["user"] if call.method == "chat.postEphemeral" else None
                shown: dict[str, Any] = {
                    "text": call.fields["text"],
                    "blocks": call.blocks,
                    "channel": call.fields["channel"],
                }
                found.append(_message({**call.answer.get("message", {}), **shown}, call.fields["channel"], only))
        for body in self.server.responses()[answers:]:
            if body["replace_original"]:
                continue  # the clicked message, drawn again
            found.append(_message(body, "", "asker" if body["response_type"] == "ephemeral" else None))
        self._deliver()
        return found

    def _one(self, found: list[Message]) -> Message:
        assert found, "nothing was shown"
        return found[0] if len(found) == 1 else _together([each.handle for each in found], found[0].only)

    def _deliver(self) -> None:
        """What the serving process does every two seconds."""
        app = self.app
        self._rim.run(deliver_all(app.store, app.platforms, self.clock, app.holder, pace=Pace(gap=0)))


def _typed(text: str) -> str:
    """As Slack passes on what somebody typed."""
    return html.escape(text, quote=False)


def _together(bodies: list[dict[str, Any]], only: str | None = None) -> Message:
    parts = [_message(body, "", only) for body in bodies]
    words = "\n".join(part.words for part in parts)
    buttons = tuple(button for part in parts for button in part.buttons)
    raw = "\n".join(part.raw for part in parts)
    menus = tuple(menu for part in parts for menu in part.menus)
    return Message(words, buttons, only, parts[0].key, raw, {**parts[0].handle, "parts": bodies}, menus)


def _message(body: Mapping[str, Any], place: str, only: str | None = None) -> Message:
    """A message as Slack holds it. Its words are those of its blocks: what is shown, not what is only announced."""
    blocks = body.get("blocks") or []
    words = "\n".join(_words(blocks)) if blocks else html.unescape(body.get("text", ""))
    metadata = body.get("metadata") or {}
    metadata = json.loads(metadata) if isinstance(metadata, str) else metadata
    handle = {**body, "blocks": blocks} | ({"channel": place} if place else {})
    return Message(
        words.replace("\u2060", ""), tuple(_buttons(blocks)), only, (metadata.get("event_payload") or {}).get("key"),
        json.dumps(dict(body), ensure_ascii=False), handle, tuple(_menus(blocks)),
    )  # fmt: skip


def _texts(blocks: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    """Every text of the blocks, with how Slack reads it."""
    for block in blocks:
        for part in [block.get("text"), *block.get("fields", ()), *block.get("elements", ())]:
            inner = part.get("text") if part else None
            if isinstance(inner, dict):
                yield inner["type"], inner["text"]
            elif part and isinstance(inner, str):
                yield part["type"], inner


def _buttons(blocks: Iterable[Mapping[str, Any]]) -> Iterable[Press]:
    for block in blocks:
        for element in block.get("elements", ()):
            if element.get("type") == "button":
                yield Press(element["text"]["text"], element.get("accessibility_label", ""), element)


def _menus(blocks: Iterable[Mapping[str, Any]]) -> Iterable[Menu]:
    for block in blocks:
        menu = block.get("accessory") or {}
        if menu.get("type") == "static_select":
            options = tuple(each["text"]["text"] for each in menu["options"])
            yield Menu(block["text"]["text"], options, (menu, block["block_id"]))


def _words(blocks: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for line in _drawn(blocks).split("\n"):
        yield line.replace("*", "").lstrip("# ").removeprefix("(quiet) ")


def _drawn(blocks: Iterable[Mapping[str, Any]]) -> str:
    """Blocks as text: # a header, (quiet) an aside, [Label] a button."""
    lines = []
    for block in blocks:
        match block["type"]:
            case "header":
                lines += ["# " + block["text"]["text"], ""]
            case "context":
                lines += ["(quiet) " + " ".join(e["text"] for e in block["elements"]), ""]
            case "actions":
                lines += [" ".join(f"[{e['text']['text']}]" for e in block["elements"]), ""]
            case "section" if "fields" in block:
                lines += [each["text"].replace("\n", ": ") for each in block["fields"]] + [""]
            case "section" if "accessory" in block:
                options = " ".join(f"[{each['text']['text']}]" for each in block["accessory"]["options"])
                lines += [f"{block['text']['text']}: {options}", ""]
            case "section":
                lines += [block["text"]["text"], ""]
            case other:
                lines += [f"({other})", ""]
    return html.unescape("\n".join(lines)).strip()
