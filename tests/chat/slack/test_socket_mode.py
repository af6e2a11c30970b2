"""Holds Socket Mode to a small server of its own: Slack's local server has none."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from tests.chat.slack.conftest import NOW
from tests.patience import PATIENCE
from wres_bot.chat.slack.send import SlackPlatform
from wres_bot.chat.slack.socket_mode import SafeHandler, SocketMode
from wres_bot.chat.slack.webhook import SlackListener
from wres_bot.domain.cards import Card, text
from wres_bot.domain.errors import ConfigError
from wres_bot.domain.ports import Answer, Incoming

COMMAND = {
    "envelope_id": "e1",
    "type": "slash_commands",
    "accepts_response_payload": True,
    "payload": {
        "command": "/wres", "text": "2.3 done", "team_id": "T1", "user_id": "U1", "channel_id": "C1",
        "channel_name": "somewhere", "trigger_id": "1.2.3", "response_url": "http://127.0.0.1:9/",
    },
}  # fmt: skip


@dataclass
class Office:
    """Slack's end of the line."""

    url: str = ""
    names: str = ""
    lines: list[web.WebSocketResponse] = field(default_factory=list)
    said: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)
    connected: asyncio.Queue[int] = field(default_factory=asyncio.Queue)

    async def open(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "url": self.names or self.url.replace("http", "ws") + "/line"})

    async def line(self, request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse()
        await line.prepare(request)
        self.lines.append(line)
        await line.send_json({"type": "hello", "num_connections": 1})
        self.connected.put_nowait(len(self.lines))
        async for message in line:
            self.said.put_nowait(json.loads(message.data))
        return line


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    made = Office()
    app = web.Application()
    app.router.add_post("/api/apps.connections.open", made.open)
    app.router.add_get("/line", made.line)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@dataclass
class Now:
    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
async def socket(office: Office, now: Now) -> AsyncIterator[SocketMode]:
    async def handle(incoming: Incoming) -> Answer | None:
        return Answer(Card("", (text(f"{incoming.via} {incoming.text}"),)))

    platform = SlackPlatform("xoxb-x", f"{office.url}/api/", timeout=PATIENCE)
    listener = SlackListener(signing_secret=None, platform=platform, handle=handle, clock=now)
    made = SocketMode(listener, "xapp-x", now, quiet=timedelta(seconds=0.2))
    running = asyncio.create_task(made.run())
    yield made
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await platform.close()


async def test_a_command_over_the_socket_is_answered_in_its_acknowledgement(office: Office, socket: SocketMode) -> None:
    await asyncio.wait_for(office.connected.get(), PATIENCE)
    await office.lines[0].send_json(COMMAND)
    acknowledged = await asyncio.wait_for(office.said.get(), PATIENCE)
    assert acknowledged["envelope_id"] == "e1"
    assert acknowledged["payload"]["text"] == "command 2.3 done"
    assert acknowledged["payload"]["response_type"] == "ephemeral"
    assert socket.last_heard == NOW
    assert socket.find_problem() is None


async def test_a_deaf_connection_is_made_anew(office: Office, socket: SocketMode, now: Now) -> None:
    await asyncio.wait_for(office.connected.get(), PATIENCE)
    async with asyncio.timeout(PATIENCE):
        while socket.last_heard is None:
            await asyncio.sleep(0.01)
    now.at += timedelta(hours=1)
    assert socket.find_problem() == "Slack has said nothing for a long time"
    assert await asyncio.wait_for(office.connected.get(), PATIENCE) == 2
    await office.lines[1].send_json(COMMAND)
    assert (await asyncio.wait_for(office.said.get(), PATIENCE))["envelope_id"] == "e1"
    assert socket.find_problem() is None


def test_before_it_is_connected_it_is_not_ready(now: Now) -> None:
    async def handle(_: Incoming) -> Answer | None:
        return None

    listener = SlackListener(signing_secret=None, platform=SlackPlatform("xoxb-x"), handle=handle, clock=now)
    assert SocketMode(listener, "xapp-x", now).find_problem() == "Socket Mode is not connected to Slack"


@pytest.mark.parametrize(
    ("names", "safe"),
    [
        ("wss://wss-primary.slack.com/link/?ticket=1", True),
        ("ws://127.0.0.1:9/line", True),
        ("ws://wss-primary.slack.com/link/?ticket=1", False),
        ("ws://0.0.0.0:9/line", False),
        ("http://wss.slack.com/", False),
        ("file:///wss", False),
    ],
)
async def test_a_socket_that_others_could_read_is_not_made(office: Office, now: Now, names: str, safe: bool) -> None:
    async def handle(_: Incoming) -> Answer | None:
        return None

    office.names = names
    platform = SlackPlatform("xoxb-x", f"{office.url}/api/", timeout=PATIENCE)
    listener = SlackListener(signing_secret=None, platform=platform, handle=handle, clock=now)
    client = SafeHandler(listener.app, "xapp-x").client
    try:
        if safe:
            assert await client.issue_new_wss_url() == names
        else:
            with pytest.raises(ConfigError, match="without TLS"):
                await client.issue_new_wss_url()
    finally:
        await client.close()  # type: ignore[no-untyped-call]  # the library's
        await platform.close()
