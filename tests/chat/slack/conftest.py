"""Owns the agreed looks, and a listener whose `handle` a test chooses, before Slack's local server.

`WRES_TEST_GOLDEN=1 pytest tests/chat/slack` writes the looks again, to be read in the diff.
"""

import json
import os
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.patience import PATIENCE
from tests.standins.slack import SlackServer
from tests.standins.slack_payloads import Payloads, Signed
from wres_bot.chat.slack.send import SlackPlatform
from wres_bot.chat.slack.webhook import SlackListener
from wres_bot.domain.cards import Card, text
from wres_bot.domain.ports import Answer, Incoming

FOLDER = Path(__file__).parent / "golden"
NOW = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
TS = int(NOW.timestamp())


@pytest.fixture
def golden() -> Callable[[str, Any], None]:
    def check(name: str, drawn: Any) -> None:
        path = FOLDER / f"{name}.json"
        if os.environ.get("WRES_TEST_GOLDEN"):
            path.write_text(json.dumps(drawn, indent=2, ensure_ascii=False) + "\n")
        assert drawn == json.loads(path.read_text())

    return check


@dataclass
class Desk:
    """Slack on one side, a middle that says what the test wants on the other."""

    server: SlackServer
    platform: SlackPlatform
    listener: SlackListener
    http: httpx.AsyncClient
    heard: list[Incoming] = field(default_factory=list)
    answer: Answer | None = field(default_factory=lambda: Answer(Card("2.3 is done", (text("Thank you."),))))
    handle: Callable[[Incoming], Any] | None = None

    async def post(self, signed: Signed, **headers: str) -> httpx.Response:
        return await self.http.post("/slack/events", content=signed.body, headers={**signed.headers, **headers})

    async def slash(self, said: str, *, ts: int = TS) -> httpx.Response:
        return await self.post(self.made.slash(said, ts=ts, user=self.user, channel=self.channel))

    async def mention(
        self, said: str, *, thread: str | None = None, at: str | None = None, event: str | None = None, retry: int = 0
    ) -> httpx.Response:
        where = {"user": self.user, "channel": self.channel}
        signed = self.made.mention(said, ts=TS, retry=retry, thread_ts=thread, message_ts=at, event_id=event, **where)
        return await self.post(signed)

    async def click(
        self, button: Mapping[str, Any], message: Mapping[str, Any], *, place: str = "", ephemeral: bool = False
    ) -> httpx.Response:
        where = place or self.channel
        signed = self.made.click(button, user=self.user, channel=where, message=message, ts=TS, ephemeral=ephemeral)
        return await self.post(signed)

    @property
    def made(self) -> Payloads:
        return self.server.payloads

    async def middle(self, incoming: Incoming) -> Answer | None:
        self.heard.append(incoming)
        if self.handle is not None:
            return await self.handle(incoming)  # type: ignore[no-any-return]
        return self.answer

    def impatient(self) -> None:
        """From now on whoever waits is told at once that it is on it. Else nobody is, however busy the machine."""
        self.listener._patience = 0.0

    async def settled(self) -> None:
        assert await self.listener.close(PATIENCE) == 0

    @property
    def user(self) -> str:
        return self.server.users["network.member"]

    @property
    def channel(self) -> str:
        return self.server.channels["race-equality-network"]


@pytest.fixture
async def platform(slack_server: SlackServer) -> AsyncIterator[SlackPlatform]:
    made = SlackPlatform(slack_server.token, slack_server.api_url, timeout=PATIENCE)
    yield made
    await made.close()


@pytest.fixture
async def desk(slack_server: SlackServer, platform: SlackPlatform) -> AsyncIterator[Desk]:
    async def handle(incoming: Incoming) -> Answer | None:
        return await made.middle(incoming)

    listener = SlackListener(
        signing_secret=slack_server.signing_secret,
        platform=platform,
        handle=handle,
        clock=lambda: NOW,
        patience=PATIENCE,
    )
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    listener.mount(api)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://wres") as http:
        made = Desk(slack_server, platform, listener, http)
        yield made
        await listener.close()
