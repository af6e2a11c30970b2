"""One process that sends, in one of the ways compared: python -m benchmarks.send WAY DATABASE SINK COUNT.

Says "ready", waits for a line, sends until nothing is left, says "done". Every way posts the same bytes with the same
client, at most 32 at a time, each answer read.
"""

import asyncio
import gc
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp

IN_FLIGHT = 32
TEXT = "One action you look after reaches its date on Wednesday 31 March. " * 12
Post = Callable[[str], Awaitable[None]]
_GATE = asyncio.Semaphore(IN_FLIGHT)
_SESSION: list[aiohttp.ClientSession] = []


async def post(sink: str, key: str) -> None:
    async with _SESSION[0].post(sink, json={"text": TEXT}, headers={"X-Key": key}) as response:
        await response.read()
        response.raise_for_status()


async def go() -> None:
    gc.collect()  # every way alike, as `serve` does
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)


async def bare(database: str, sink: str, count: int) -> None:
    """Nothing is kept."""
    left = iter(range(count))

    async def worker() -> None:
        for n in left:
            await post(sink, str(n))

    await go()
    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))


class Sink:
    """The sink as one of our platforms."""

    name = "slack"

    def __init__(self, sink: str) -> None:
        self.sink = sink

    async def send(self, to: Any, card: Any, key: str) -> Any:
        from wres_bot.domain.ports import Receipt

        await post(self.sink, key)
        return Receipt(to.external, key)


async def ours(database: str, sink: str, count: int) -> None:
    """Letters claimed, worded, kept, sent and settled."""
    import logging

    import structlog

    from wres_bot.delivery.worker import Pace, deliver_all
    from wres_bot.store.engine import Store, make_engine

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    now = datetime.fromisoformat(os.environ["NOW"])
    made = Store(make_engine(database))
    with made.read():
        pass
    await go()
    await deliver_all(made, {"slack": Sink(sink)}, lambda: now, f"bench {os.getpid()}", pace=Pace())  # type: ignore[dict-item]
    made.close()


def procrastinate_app(database: str, sink: str) -> Any:
    import procrastinate

    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=database))

    @app.task(name="send")
    async def send(key: str) -> None:
        await post(sink, key)

    return app


async def procrastinate(database: str, sink: str, count: int) -> None:
    app = procrastinate_app(database, sink)
    async with app.open_async():
        await go()
        await app.run_worker_async(
            concurrency=IN_FLIGHT, wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="never"
        )


async def post_gated(sink: str, key: str) -> None:
    async with _GATE:
        await post(sink, key)
    _COUNT[0] -= 1
    if not _COUNT[0]:
        _DONE.set()


_COUNT = [0]
_DONE = asyncio.Event()


def scheduler(database: str) -> Any:
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    url = database.replace("postgresql://", "postgresql+psycopg://")
    return AsyncIOScheduler(
        jobstores={"default": SQLAlchemyJobStore(url)}, job_defaults={"misfire_grace_time": None}, timezone=UTC
    )


async def jobstore(database: str, sink: str, count: int) -> None:
    _COUNT[0] = count
    jobs = scheduler(database)
    await go()
    jobs.start()
    await _DONE.wait()
    while jobs.get_jobs():
        await asyncio.sleep(0.01)
    jobs.shutdown()


async def main() -> None:
    way, database, sink, count = sys.argv[1:]
    _SESSION.append(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=IN_FLIGHT)))
    ways: dict[str, Callable[[str, str, int], Awaitable[None]]] = {
        "bare": bare, "ours": ours, "procrastinate": procrastinate, "jobstore": jobstore,
    }  # fmt: skip
    await ways[way](database, sink, int(count))
    print("done", flush=True)
    await _SESSION[0].close()
