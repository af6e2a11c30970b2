"""The composition root: hands every room what it needs. The only file that knows everyone, and the only clock."""

import asyncio
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import cast

from sqlalchemy import Connection

from wres_bot.chat.local.room import PLATFORM as LOCAL
from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.chat.slack.send import SlackPlatform
from wres_bot.commands import dispatch
from wres_bot.core.access import Audience
from wres_bot.core.cards import Card
from wres_bot.core.dates import Quarter
from wres_bot.core.errors import ConfigError, UserError
from wres_bot.core.ports import Answer, Clock, Incoming, Needs, Platform, Profile
from wres_bot.messages import digest
from wres_bot.settings import Settings
from wres_bot.store import db as store_db
from wres_bot.store import plans
from wres_bot.store.db import Store, make_engine, schema_problem


def clock() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


@dataclass
class App:
    """What a process has in its hands: the store, the platforms it may speak on, and a clock.

    `room` is the local chat, spoken in only by the demo and by a command line with no platform set up.
    """

    settings: Settings
    store: Store
    now: Clock
    room: Room = field(default_factory=Room)
    platforms: dict[str, Platform] = field(default_factory=dict)
    holder: str = field(default_factory=lambda: f"{socket.gethostname()}-{secrets.token_hex(3)}")

    async def handle(self, incoming: Incoming) -> Answer | None:
        """Answer one thing a person said. What only the platform knows is asked for outside the transaction."""
        for _ in range(3):
            call = partial(dispatch.handle, incoming=incoming, now=self.now())
            try:
                return await asyncio.wrap_future(self.store.submit(call))
            except Needs as need:
                incoming = await self._learn(incoming, need.what)
        raise RuntimeError("a command asked for the same fact twice")

    async def _learn(self, incoming: Incoming, what: str) -> Incoming:
        platform = self.platforms[incoming.platform]
        if what == "profile":
            profile = await platform.profile(incoming.sender)
            return replace(incoming, profile=profile or Profile(incoming.sender, None, active=False))
        return replace(incoming, place_facts=await platform.describe(incoming.place))


def build(settings: Settings, now: Clock = clock) -> App:
    """The app of one process. Opens nothing yet."""
    app = App(settings, Store(make_engine(settings.database_url)), now)
    if settings.slack:
        app.platforms["slack"] = SlackPlatform(str(settings.slack_bot_token), settings.slack_api_url)
    return app


@contextmanager
def opened(settings: Settings, now: Clock = clock, *, migrated: bool = True) -> Iterator[App]:
    """The app for one command. With no platform set up, people are spoken to in the local room, which is printed."""
    app = build(settings, now)
    if not app.platforms:
        app.platforms[LOCAL] = LocalPlatform(app.room, now)
    try:
        if migrated and (problem := schema_problem(app.store.engine)):
            raise ConfigError(problem)
        yield app
    finally:
        app.store.close()


def migrate(settings: Settings) -> None:
    store_db.migrate(settings.database_url)


async def say(app: App, email: str, words: str) -> Answer:
    """One command as if the person had typed it in their own conversation with the bot."""
    who = email.strip().lower()
    said = Incoming(
        LOCAL, LOCAL, who, who, words, id=secrets.token_hex(8), via="command", place_kind="direct", profile=Profile(who, who)
    )
    answer = await app.handle(said)
    assert answer is not None  # only a repeat has no answer, and the id is new
    return answer


def digest_card(app: App, db: Connection, quarter: Quarter, audience: str, name: str | None) -> Card:
    """A quarter's digest of the named plan, or of the only one that had begun by then."""
    if audience not in ("network", "steering"):
        raise UserError(f"{audience!r} is no audience. Choose network or steering.")
    if name is not None:
        chosen = plans.plan_by_name(db, name)
        if chosen is None:
            raise UserError(f"There is no plan {name!r}. wres-bot plan list shows those there are.")
    else:
        running = [p for p in plans.plans(db) if p.starts <= quarter.last and quarter.first <= p.ends]
        if len(running) != 1:
            names = ", ".join(p.name for p in running) or "none ran in that quarter"
            raise UserError(f"Say which plan with --plan: {names}.")
        chosen = running[0]
    # Without --at, a past quarter is told as on the day it went out; quarter_facts sees to that.
    return digest.build(db, chosen, quarter, cast(Audience, audience), app.now())
