"""Owns the bot's door in Teams for tests: a middle that says what a test wants, a key server, and activities as Teams
makes them. Knows no verb."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from aiohttp import web
from aiohttp.test_utils import TestServer
from fastapi import FastAPI

from tests.chat.teams.connector import Connector, connector
from tests.patience import PATIENCE
from tests.standins.teams_keys import Keys
from tests.torture.small_teams import TENANT, Answer, account
from wres_bot.chat.teams.credentials import make_sdk
from wres_bot.chat.teams.send import TeamsPlatform
from wres_bot.chat.teams.webhook import TeamsListener
from wres_bot.conversation_memory import ConversationMemory
from wres_bot.domain.cards import Card, text
from wres_bot.domain.ports import Answer as Said
from wres_bot.domain.ports import Incoming
from wres_bot.store.engine import Store, make_engine

NOW = datetime(2021, 1, 4, 9, 30, tzinfo=UTC)
CLIENT = "5f0c1d2e-0000-4000-8000-0000000000b0"
BOT = f"28:{CLIENT}"
OWNER = "head.of.resourcing@esneft.example"
LEAD = "head.of.edi@esneft.example"


@dataclass
class KeyServer:
    """Microsoft's key server, which can be away (`broken`) or never answer (`hangs`)."""

    keys: Keys
    asked: int = 0
    broken: bool = False
    hangs: bool = False
    published: Any = None
    url: str = ""
    free: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["KeyServer"]:
        async def answer(_: web.Request) -> web.Response:
            self.asked += 1
            if self.hangs:
                await self.free.wait()
            said = self.keys.published() if self.published is None else self.published
            return web.json_response(said, status=500 if self.broken else 200)

        app = web.Application()
        app.router.add_get("/keys", answer)
        async with TestServer(app) as server:
            self.url = str(server.make_url("/keys"))
            yield self
            self.free.set()


@dataclass
class Door:
    """Teams on one side, a middle that says what the test wants on the other."""

    there: Connector
    keys: KeyServer
    memory: ConversationMemory
    platform: TeamsPlatform
    listener: TeamsListener
    http: httpx.AsyncClient
    heard: list[Incoming] = field(default_factory=list)
    answer: Said | None = field(default_factory=lambda: Said(Card("2.3 is done", (text("Thank you."),))))
    handle: Callable[[Incoming], Awaitable[Said | None]] | None = None
    number: int = 0

    async def middle(self, incoming: Incoming) -> Said | None:
        self.heard.append(incoming)
        return await self.handle(incoming) if self.handle else self.answer

    async def post(self, activity: Answer, token: str | None = None, **headers: str) -> httpx.Response:
        token = self.keys.keys.token(activity["serviceUrl"]) if token is None else token
        return await self.raw(activity, **{"authorization": f"Bearer {token}", **headers})

    async def raw(self, activity: Any, **headers: str) -> httpx.Response:
        how: dict[str, Any] = {"content": activity} if isinstance(activity, bytes) else {"json": activity}
        return await self.http.post("/teams/messages", headers=headers, **how)

    def impatient(self) -> None:
        """From now on whoever waits is told at once that it is on it. Else nobody is, however busy the machine."""
        self.listener._patience = 0.0

    async def settled(self) -> None:
        assert await self.listener.close(PATIENCE) == 0

    # What Teams sends

    @property
    def channel(self) -> str:
        return self.there.teams.channels["network"]

    def base(self, kind: str, by: str = OWNER, **more: Any) -> Answer:
        """What every activity has, in the person's own chat with the bot."""
        self.number += 1
        return {
            "type": kind, "id": f"16097526{self.number:05}", "channelId": "msteams", "serviceUrl": self.there.url,
            "timestamp": "2021-01-04T09:30:00Z", "locale": "en-GB",
            "from": {"id": f"29:{account(by)}", "name": "Owner", "aadObjectId": account(by)},
            "recipient": {"id": BOT, "name": "WRES"},
            "conversation": {"id": self.there.teams.chat(by), "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            **more,
        }  # fmt: skip

    def in_channel(self, activity: Answer, thread: str | None = None, **channel: str) -> Answer:
        there = self.channel + f";messageid={thread or activity['id']}"
        team = {"id": self.there.teams.team, "name": "Race equality", "aadGroupId": self.there.teams.group}
        data = {"team": team, "channel": {"id": self.channel, **channel}, "tenant": {"id": TENANT}}
        conversation = {"id": there, "conversationType": "channel", "isGroup": True, "tenantId": TENANT}
        return {**activity, "conversation": conversation, "channelData": {**activity["channelData"], **data}}

    def message(self, words: str, **more: Any) -> Answer:
        return self.base("message", text=words, textFormat="plain", **more)

    def mention(self, words: str, thread: str | None = None, name: str = "WRES", **more: Any) -> Answer:
        own = {"type": "mention", "mentioned": {"id": BOT, "name": name}, "text": f"<at>{name}</at>"}
        entities = [own, *more.pop("entities", [])]
        return self.in_channel(self.message(f"<at>{name}</at> {words}", entities=entities, **more), thread)

    def click(self, data: Any, **more: Any) -> Answer:
        action = {"type": "Action.Execute", "verb": "say", "data": data}
        value = {"action": action, "trigger": "manual"}
        return self.base("invoke", name="adaptiveCard/action", replyToId="1609750000001", value=value) | more

    def said_to(self, who: str) -> list[str]:
        return [str(m.get("summary") or m.get("text")) for m in self.there.teams.to(who)]

    def said_in_channel(self) -> list[str]:
        return [str(m.get("summary") or m.get("text")) for m in self.there.teams.within("network")]


@asynccontextmanager
async def opened(database: str, **options: Any) -> AsyncIterator[Door]:
    store = Store(make_engine(database))
    keys = KeyServer(Keys(audience=CLIENT))
    async with connector([OWNER, LEAD], ["network", "steering"]) as there, keys.serving():
        memory = ConversationMemory(store, "teams", lambda: NOW)
        sdk = make_sdk(CLIENT, None, TENANT, there.url)
        platform = TeamsPlatform(sdk, memory, tenant=TENANT, service_url=there.url, timeout=PATIENCE)

        async def handle(incoming: Incoming) -> Said | None:
            return await made.middle(incoming)

        given = {"patience": PATIENCE, "keys_url": keys.url, **options}
        listener = TeamsListener(platform=platform, handle=handle, clock=lambda: NOW, **given)
        listener.tokens.keys._timeout = PATIENCE
        api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        listener.mount(api)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://127.0.0.1") as http:
            made = Door(there, keys, memory, platform, listener, http)
            yield made
            await listener.close()
        await platform.close()
    store.close()
