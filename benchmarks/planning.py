"""What a tick costs: 10,000 actions due among 10,000, 100,000 and 1,000,000 open ones, again, and with nothing due.

The due ones are spread evenly and the others have dates a year away. They belong to 1,000 people (one letter each), or
with `OWNERS` of 10,000 to a person each. Put and committed; then the tick of five minutes later, which puts nothing;
then the tick of a day with nothing due.
"""

import os
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime

from benchmarks.databases import fill, folder, new_database, postgresql, settled, store
from wres_bot.delivery.reminders import put_reminders
from wres_bot.store.engine import Store

SIZES = (10_000, 100_000, 1_000_000)
DUE = 10_000
OWNERS = int(os.environ.get("OWNERS", "1000"))
ROUNDS = 3
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
QUIET = datetime(2025, 11, 3, 9, 30, tzinfo=UTC)


def tick(made: Store, now: datetime, expected: int) -> float:
    begun = time.perf_counter()
    with made.write() as db:
        put = put_reminders(db, now)
    took = time.perf_counter() - begun
    if put != expected:
        raise SystemExit(f"{put} letters were put, not {expected}")
    return took


def measure(made: Store, rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Medians in seconds: all due, again, nothing due."""
    found: list[tuple[float, float, float]] = []
    for _ in range(rounds):
        found.append((tick(made, NOW, OWNERS), tick(made, NOW, 0), min(tick(made, QUIET, 0) for _ in range(20))))
        with made.write() as db:
            db.exec_driver_sql("DELETE FROM letter")
    return tuple(statistics.median(column) for column in zip(*found, strict=True))  # type: ignore[return-value]


def main(sizes: tuple[int, ...] = SIZES) -> None:
    print(f"{DUE} actions due of {OWNERS} people, {ROUNDS} rounds, {datetime.now(UTC):%Y-%m-%d}")
    print(f"{'':12}{'open':>10}{'due s':>10}{'again ms':>10}{'nothing ms':>12}{'of the first':>14}")
    with ExitStack() as stack:
        where = stack.enter_context(folder())
        server = stack.enter_context(postgresql(where))
        urls: dict[str, Callable[[int], str]] = {
            "sqlite": lambda size: f"sqlite:///{where}/planning{size}.db",
            "postgresql": lambda size: new_database(server, f"planning{size}"),
        }
        for name, url in urls.items():
            first = 0.0
            for size in sizes:
                with store(url(size)) as made:
                    with made.write() as db:
                        fill(db, size, DUE, OWNERS, date(2026, 4, 1), date(2027, 3, 31))
                    settled(made)
                    due, again, nothing = measure(made)
                first = first or due
                print(
                    f"{name:12}{size:10}{due:10.3f}{again * 1e3:10.1f}{nothing * 1e3:12.2f}{due / first:14.2f}",
                    flush=True,
                )
