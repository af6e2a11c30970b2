"""What a command costs: processor time from start to end, beside the least that its libraries cost.

`--help` is held against a typer app with as many groups and commands that do nothing; `plan list` and `say` against a
script that reads the same table with one SQLModel query. Each in a process of its own, in turns; the least of all
rounds counts, because a busy machine only adds.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from wres_bot.admin.examples import load_examples
from wres_bot.resources import find_shipped
from wres_bot.store.engine import Store, make_engine, migrate

ROUNDS = 9
AT_MOST = 2.0
"""Times the peer."""

BARE_TYPER = '''
import typer
cli = typer.Typer(help="As many groups and commands.", no_args_is_help=True, add_completion=False)
def command(words: str, number: int = 3) -> None:
    """Do nothing."""
for name in ("examples", "plan", "people", "indicators", "outbox", "teams"):
    group = typer.Typer(help=name, no_args_is_help=True)
    cli.add_typer(group, name=name)
    for each in ("one", "two", "three"):
        group.command(each)(command)
for name in ("serve", "demo", "migrate", "doctor", "say", "tick", "digest"):
    cli.command(name)(command)
cli()
'''
BARE_QUERY = """
import os
from sqlmodel import Field, Session, SQLModel, create_engine, select
class Plan(SQLModel, table=True):
    __tablename__ = "plan"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    year: str
    title: str
with Session(create_engine(os.environ["WRES_DATABASE_URL"])) as session:
    for plan in session.exec(select(Plan).order_by(Plan.name)):
        print(plan.name, plan.year, plan.title)
"""
OURS = ["-m", "wres_bot"]
SAY = ["say", "--as", "head.of.edi@esneft.example", "--at", "2021-01-04", "mine"]
PAIRS: Mapping[str, tuple[Sequence[str], Sequence[str], str]] = {
    "--help": ([*OURS, "--help"], ["-c", BARE_TYPER, "--help"], "a bare typer app"),
    "plan list": ([*OURS, "plan", "list"], ["-c", BARE_QUERY], "a bare SQLModel query"),
    "say": ([*OURS, *SAY], ["-c", BARE_QUERY], "a bare SQLModel query"),
}


def processor_time(words: Sequence[str], env: Mapping[str, str]) -> float:
    """Milliseconds of user and system time of one process, which has to end well."""
    process = subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(env),
        cwd=Path(__file__).resolve().parent.parent,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words[-1]} ended with {process.returncode}")
    return 1000 * (used.ru_utime + used.ru_stime)


def main() -> None:
    """Prints each command beside its peer; ends with 1 when one costs more than it may."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/wres.db"
        migrate(url)
        store = Store(make_engine(url))
        with store.write() as db:
            list(load_examples(db, find_shipped("config/examples"), [], datetime(2021, 1, 4, tzinfo=UTC), local=True))
        store.close()
        env = {**os.environ, "WRES_DATABASE_URL": url}
        least: dict[str, tuple[float, float]] = {}
        for _ in range(ROUNDS):
            for name, (ours, peer, _words) in PAIRS.items():
                now = processor_time(ours, env), processor_time(peer, env)
                before = least.get(name, now)
                least[name] = min(before[0], now[0]), min(before[1], now[1])
    print(f"\nStarting: processor time of a command, the least of {ROUNDS}\n")
    for name, (ours_ms, peer_ms) in least.items():
        print(
            f"  {name:<10} {ours_ms:6.0f} ms   {PAIRS[name][2]:<22} {peer_ms:6.0f} ms   {ours_ms / peer_ms:.2f} times"
        )
    if any(ours_ms > AT_MOST * peer_ms for ours_ms, peer_ms in least.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
