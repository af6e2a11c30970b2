"""Owns `make torture`: the long ordeal on both databases, and its last line. Exits 1 unless everything came once."""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event, Lock

from tests.standins.databases import postgres_server
from tests.torture.child import LATE
from tests.torture.half_slack import Slack, people
from tests.torture.half_teams import HalfTeams
from tests.torture.ordeal import ordeal
from tests.torture.outcome import Outcome
from tests.torture.small_slack import SmallSlack
from tests.torture.storm import Storm
from wres_bot.store import engine

CROWD, ROUND = 120, 100
"""People written to, half of them on Teams; and kills between two looks at what has arrived."""
_MIGRATING = Lock()
"""Alembic knows one migration of a process at a time."""


def main() -> int:
    told = argparse.ArgumentParser()
    told.add_argument("--kills", type=int, default=1000)
    told.add_argument("--seed", type=int, default=20210104)
    given = told.parse_args()
    with tempfile.TemporaryDirectory(prefix="wres-torture-") as folder:
        # The PostgreSQL wheel keeps a lock file there, which another user's run would otherwise own.
        os.environ["TMPDIR"] = os.environ["XDG_RUNTIME_DIR"] = tempfile.tempdir = folder
        outcome = torture(Path(folder), given.kills, given.seed)
    for key in [*outcome.lost, *outcome.repeated][:20]:
        print(f"not once: {key}")
    for line in [*outcome.more_words, outcome.words]:
        print(line)
    return 0 if outcome.sound else 1


def torture(folder: Path, kills: int, seed: int) -> Outcome:
    """A third of the deaths on SQLite, where one process serves; the rest on PostgreSQL, where three do.

    Both at the same time: what takes long is waiting.
    """
    lite = kills // 3
    with postgres_server(folder / "pg", "torture") as server, ThreadPoolExecutor(2) as pool:
        stop = Event()

        def on_sqlite(number: int) -> AbstractContextManager[str]:
            return _sqlite(folder / f"{number}.db")

        def on_postgresql(_: int) -> AbstractContextManager[str]:
            return server.new(_migrate)

        lanes = [
            pool.submit(_lane, "SQLite", folder, on_sqlite, 1, lite, seed, stop),
            pool.submit(_lane, "PostgreSQL", folder, on_postgresql, 3, kills - lite, seed + 1000, stop),
        ]
        return sum((lane.result() for lane in lanes), Outcome())


def _lane(
    name: str,
    folder: Path,
    database: Callable[[int], AbstractContextManager[str]],
    processes: int,
    kills: int,
    seed: int,
    stop: Event,
) -> Outcome:
    """Round after round on one kind of database, each with a new one, until something is wrong in either lane."""
    outcome, began = Outcome(), time.monotonic()
    try:
        for number, count in enumerate(_rounds(kills)):
            with database(number) as url:
                outcome += _round(folder / f"{name}-{number}.log", url, processes, count, seed + number)
            print(f"{name}, {time.monotonic() - began:.0f} s: {outcome.words} so far", flush=True)
            if not outcome.sound:
                stop.set()
            if stop.is_set():
                break
    except BaseException:
        stop.set()
        raise
    return outcome


def _migrate(url: str) -> None:
    with _MIGRATING:
        engine.migrate(url)


@contextmanager
def _sqlite(file: Path) -> Iterator[str]:
    url = f"sqlite:///{file}"
    _migrate(url)
    yield url


def _rounds(kills: int) -> list[int]:
    whole, rest = divmod(kills, ROUND)
    return [ROUND] * whole + ([rest] if rest else [])


def _round(log: Path, url: str, processes: int, kills: int, seed: int) -> Outcome:
    crowd = people(CROWD // 2)
    small = SmallSlack([*crowd, "head.of.edi@esneft.example", "head.of.resourcing@esneft.example"], ["one", "two"])
    teams = HalfTeams.of(CROWD // 2)
    storm = Storm(lambda: "", seed, LATE, small.answer, teams.small)
    storm.start()

    def keys() -> Counter[str]:
        return Counter(
            m["metadata"]["event_payload"]["key"] for posted in small.posted.values() for m in posted if "metadata" in m
        )

    def account(email: str) -> tuple[str, str]:
        return small.people[email], "D" + small.people[email][1:]

    slack = Slack(storm, small.token, small.team, small.channels, keys, account, teams)
    try:
        with log.open("wb") as file:
            return ordeal(url, slack, kills=kills, seed=seed, processes=processes, crowd=crowd, log=file)
    except BaseException:
        print(log.read_text()[-2000:], file=sys.stderr)
        raise
    finally:
        storm.stop()


if __name__ == "__main__":
    sys.exit(main())
