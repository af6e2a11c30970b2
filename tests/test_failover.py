"""A PostgreSQL that dies, only reads, or is started anew while people write: what was told as kept is kept, once."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs
from structlog.typing import EventDict

from tests.patience import PATIENCE
from tests.standins.standby import Pair, postgres_pair
from tests.world.vocabulary import RESOURCING
from tests.world.world import World, two_trusts
from wres_bot.app import App, build_app
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.config import read_settings
from wres_bot.domain.errors import Unavailable
from wres_bot.domain.ports import Incoming
from wres_bot.store.engine import make_engine, migrate, write_problem


@pytest.fixture(scope="module")
def started() -> Iterator[Pair]:
    with postgres_pair() as made:
        migrate(made.url())
        yield made


@pytest.fixture
def world(started: Pair) -> Iterator[World]:
    yield from two_trusts(started.url(started.primary))


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[EventDict]]:
    """What a process says of all this; it is rendered by nobody."""
    with capture_logs() as lines:
        yield lines


@pytest.fixture
async def apps(started: Pair, world: World) -> AsyncIterator[tuple[App, App]]:
    """One process that knows both servers, as docs/running.md says; and one that knows the standby alone."""
    made = []
    for url in (started.url(), started.url(started.standby)):
        app = build_app(read_settings({"WRES_DATABASE_URL": url}), lambda: world.now)
        app.platforms["local"] = LocalPlatform(app.room, lambda: world.now)
        made.append(app)
    yield made[0], made[1]
    for app in made:
        await asyncio.to_thread(app.store.close)


def says(words: str) -> Incoming:
    return Incoming("local", "demo", RESOURCING, "D-1", words, words, via="message", place_kind="direct")


class Owner:
    """Somebody who writes note after note; what is not answered is brought again, as a platform brings it."""

    def __init__(self, app: App) -> None:
        self.app, self.kept, self.refused = app, 0, 0
        self.stopped = False

    async def write(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while not self.stopped:
                try:
                    await self.app.handle(says(f"note 1.3 cohort {self.kept} has begun"))
                    self.kept += 1
                except (Unavailable, DBAPIError):
                    self.refused += 1

    async def until(self, reached: Callable[["Owner"], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not reached(self):
                await asyncio.sleep(0.01)

    async def write_more(self, notes: int) -> None:
        enough = self.kept + notes
        await self.until(lambda now: now.kept >= enough)


def notes(url: str) -> list[int]:
    engine = make_engine(url)
    with engine.connect() as db:
        found = db.execute(text("SELECT words FROM event WHERE words LIKE 'cohort %' ORDER BY id")).scalars().all()
    engine.dispose()
    return [int(re.findall(r"\d+", words)[0]) for words in found]


async def test_nothing_told_as_kept_is_lost_when_the_server_is_started_anew_and_when_the_standby_takes_over(
    apps: tuple[App, App], started: Pair
) -> None:
    app, reader = apps
    owner = Owner(app)
    writing = asyncio.create_task(owner.write())
    await owner.write_more(5)
    await asyncio.to_thread(started.primary.restart)
    await owner.write_more(5)

    # The standby answers questions, and says that it can keep nothing.
    assert await reader.handle(says("mine")) is not None
    with pytest.raises(Unavailable):
        await reader.handle(says("1.3 done"))
    assert "it only reads" in str(write_problem(reader.store.engine))

    await asyncio.to_thread(started.primary.die)
    told = owner.refused
    await owner.until(lambda now: now.refused > told)
    await asyncio.to_thread(started.standby.promote)
    await owner.write_more(5)
    owner.stopped = True
    await writing
    assert notes(started.url(started.standby)) == list(range(owner.kept)), "each once, in its order"

    # Nobody had to start anything anew: who knew the standby alone may write there too.
    assert write_problem(reader.store.engine) is None
    answer = await reader.handle(says("1.3 done"))
    assert answer is not None
    assert answer.card.plain().startswith("1.3 is now done")
