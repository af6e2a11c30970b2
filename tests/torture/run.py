"""Owns `make torture`: the long ordeal on both databases, and its last line. Exits 1 unless everything came once."""

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.standins.databases import postgres_server
from tests.torture.child import LATE
from tests.torture.half_teams import HalfTeams
from tests.torture.ordeal import Outcome, Slack, ordeal, people
from tests.torture.small_slack import SmallSlack
from tests.torture.storm import Storm
from wres_bot.store.db import migrate

CROWD, ROUND = 120, 100
"""People written to, half of them on Teams; and kills between two looks at what has arrived."""


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
    print(outcome.policy_words)
    print(outcome.words)
    return 0 if outcome.sound else 1


def torture(folder: Path, kills: int, seed: int) -> Outcome:
    """A third of the deaths on SQLite, where one process serves; the rest on PostgreSQL, where three do."""
    lite = kills // 3
    outcome = Outcome()
    with postgres_server(folder / "pg", "torture") as server:
        for number, (processes, count) in enumerate(
            [*((1, n) for n in _rounds(lite)), *((3, n) for n in _rounds(kills - lite))]
        ):
            if processes == 1:
                url = f"sqlite:///{folder / f'{number}.db'}"
                migrate(url)
                outcome += _round(folder, url, 1, count, seed + number)
            else:
                with server.new(migrate) as url:
                    outcome += _round(folder, url, 3, count, seed + number)
            print(f"{'SQLite' if processes == 1 else 'PostgreSQL'}: {outcome.words} so far", flush=True)
            if not outcome.sound:
                break
    return outcome


def _rounds(kills: int) -> list[int]:
    whole, rest = divmod(kills, ROUND)
    return [ROUND] * whole + ([rest] if rest else [])


def _round(folder: Path, url: str, processes: int, kills: int, seed: int) -> Outcome:
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
        with (folder / "log.txt").open("wb") as log:
            return ordeal(url, slack, kills=kills, seed=seed, processes=processes, crowd=crowd, log=log)
    finally:
        print((folder / "log.txt").read_text()[-2000:], file=sys.stderr)
        storm.stop()


if __name__ == "__main__":
    sys.exit(main())
