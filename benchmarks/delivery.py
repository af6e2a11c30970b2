"""The same 10,000 messages to a local sink: by ours, by procrastinate, by APScheduler's job store, and with none.

Each way sends in processes of its own, one way after the other, all of them in every round; the sink is a process too
and counts that each message came once. Ours claims, words, keeps what is said, sends and settles: `ready` letters were
worded when they were put, as the peers' jobs are; `worded` ones are reminders made from the plan's state as they go.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import psycopg
from sqlalchemy import insert

from benchmarks import senders
from benchmarks.databases import fill, folder, new_database, postgresql, settled, store
from wres_bot.delivery.reminders import put_reminders
from wres_bot.domain.cards import CARD, Card, text
from wres_bot.store import schema
from wres_bot.store.engine import Store

COUNT = int(os.environ.get("COUNT", "10000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Way:
    """`ready` puts the messages, unmeasured; then so many processes send them."""

    name: str
    sender: str
    database: str
    put: Callable[[], None]
    processes: int = 1


def put_ready(made: Store) -> None:
    card = CARD.dump_python(Card("One action", (text(senders.TEXT),)), mode="json")
    rows = [
        {"key": f"answer:bench:{n}", "trust_id": 1, "kind": "answer", "about": {}, "person_id": n, "card": card,
         "put_at": NOW, "not_before": NOW, "state": "waiting", "attempts": 0}
        for n in range(1, COUNT + 1)
    ]  # fmt: skip
    with made.write() as db:
        db.exec_driver_sql("DELETE FROM letter")
        db.execute(insert(schema.letters), rows)
    settled(made)


def put_worded(made: Store) -> None:
    with made.write() as db:
        db.exec_driver_sql("DELETE FROM letter")
        put_reminders(db, NOW)
    settled(made)


def put_procrastinate(database: str, sink: str) -> None:
    async def put() -> None:
        app = senders.procrastinate_app(database, sink)
        async with app.open_async():
            with psycopg.connect(database, autocommit=True) as db:
                if not db.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()[0]:  # type: ignore[index]
                    await app.schema_manager.apply_schema_async()
                db.execute("TRUNCATE procrastinate_jobs CASCADE")
            await app.tasks["send"].batch_defer_async(*({"key": str(n)} for n in range(COUNT)))

    asyncio.run(put())


def put_jobstore(database: str, sink: str) -> None:
    async def put() -> None:
        jobs = senders.scheduler(database)
        jobs.start(paused=True)  # what is added is stored at once, and nothing runs
        jobs.remove_all_jobs()
        for n in range(COUNT):
            jobs.add_job(senders.post_gated, "date", run_date=datetime.now(UTC) - timedelta(seconds=1),
                         args=[sink, str(n)], id=str(n))  # fmt: skip
        jobs.shutdown()

    asyncio.run(put())


@contextmanager
def running_sink() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sink"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdin
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}/"
    finally:
        process.stdin.close()
        process.wait(10)


def run(way: Way, sink: str) -> float:
    """Messages a second from the word go until the last process says that nothing is left."""
    way.put()
    urllib.request.urlopen(urllib.request.Request(sink, method="DELETE")).read()
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.send", way.sender, way.database, sink, str(COUNT)]
    started = [
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "NOW": NOW.isoformat()},
        )
        for _ in range(way.processes)
    ]
    try:
        _hear(started, "ready")
        begun = time.perf_counter()
        for process in started:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        _hear(started, "done")
        took = time.perf_counter() - begun
    finally:
        for process in started:
            process.kill()
            process.wait(10)
    counted = urllib.request.urlopen(sink).read()
    if counted != b'{"seen": %d, "again": 0}' % COUNT:
        raise SystemExit(f"{way.name}: the sink saw {counted!r}")
    return COUNT / took


def _hear(processes: list["subprocess.Popen[str]"], word: str) -> None:
    for process in processes:
        assert process.stdout
        if (said := process.stdout.readline().strip()) != word:
            raise SystemExit(f"a sender said {said!r}, not {word!r}")


def main() -> None:
    with ExitStack() as stack:
        where = stack.enter_context(folder())
        server = stack.enter_context(postgresql(where))
        sink = stack.enter_context(running_sink())
        urls = {"sqlite": f"sqlite:///{where}/delivery.db", "postgresql": new_database(server, "ours")}
        made = {name: stack.enter_context(store(url)) for name, url in urls.items()}
        for each in made.values():
            with each.write() as db:
                fill(db, COUNT, COUNT, COUNT, date(2026, 4, 1), date(2027, 3, 31))
        peers = new_database(server, "peers")
        ways = [Way("bare aiohttp", "bare", "none", lambda: None)]
        for kind, put in (("ready", put_ready), ("worded", put_worded)):
            ways.append(Way(f"ours, {kind}, sqlite", "ours", urls["sqlite"], lambda p=put: p(made["sqlite"])))  # type: ignore[misc]
            for count in (1, 2, 4):
                ways.append(
                    Way(f"ours, {kind}, postgresql, {count}", "ours", urls["postgresql"],
                        lambda p=put: p(made["postgresql"]), count)  # type: ignore[misc]
                )  # fmt: skip
        ways.append(Way("procrastinate", "procrastinate", peers, lambda: put_procrastinate(peers, sink)))
        ways.append(Way("job store, postgresql", "jobstore", peers, lambda: put_jobstore(peers, sink)))
        only = os.environ.get("ONLY")
        ways = [way for way in ways if not only or way.name == "bare aiohttp" or only in way.name]
        print(f"{COUNT} messages, {ROUNDS} rounds, {datetime.now(UTC):%Y-%m-%d}", flush=True)
        rates: dict[str, list[float]] = {way.name: [] for way in ways}
        for _ in range(ROUNDS):
            for way in ways:
                rates[way.name].append(run(way, sink))
                print(f"  {way.name:28}{rates[way.name][-1]:10.0f}", file=sys.stderr, flush=True)
    bases = [name for name in ("bare aiohttp", "procrastinate", "job store, postgresql") if name in rates]
    print(f"{'':28}{'a second':>10}" + "".join(f"{'of ' + base.split(',')[0]:>18}" for base in bases))
    for name, found in rates.items():
        ratios = [statistics.median(a / b for a, b in zip(found, rates[base], strict=True)) for base in bases]
        print(f"{name:28}{statistics.median(found):10.0f}" + "".join(f"{ratio:18.2f}" for ratio in ratios))
