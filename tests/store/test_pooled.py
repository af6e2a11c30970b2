"""Behind a real PgBouncer that gives each transaction any connection: nothing is left on one, nor relied on."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from tests.patience import PATIENCE
from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World, two_trusts
from wres_bot.store.engine import Store, make_engine, migrate

SETTINGS = """
[databases]
* = host={host} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
logfile = {folder}/log
pidfile = {folder}/pid
"""


@pytest.fixture
def pooled_url(postgresql_url: str, tmp_path: Path) -> Iterator[str]:
    """The same database by way of PgBouncer, with three connections for everybody."""
    parts = urlsplit(postgresql_url)
    host = parse_qs(parts.query)["host"][0]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path / "pgbouncer"
    folder.mkdir()
    (folder / "ini").write_text(SETTINGS.format(host=host, port=port, folder=folder))
    owner = Path(host).owner()
    user = {"user": owner} if os.geteuid() == 0 else {}  # it refuses to run as root, and has to reach the socket
    for path in (folder, *folder.parents) if user else ():
        if path.stat().st_uid == 0 and path.is_relative_to(Path(host).parent.parent):
            path.chmod(path.stat().st_mode | 0o755)
    if user:
        shutil.chown(folder, owner)
    running = subprocess.Popen(["pgbouncer", str(folder / "ini")], stderr=subprocess.PIPE, **user)  # type: ignore[call-overload]  # a user or nothing
    try:
        _wait_for(port, running)
        yield f"postgresql://{getpass.getuser()}@127.0.0.1:{port}/{parts.path.strip('/')}"
    finally:
        running.terminate()
        running.wait(PATIENCE)


def _ask(world: World, number: int) -> str:
    return world.say(RESOURCING, "mine", id=f"q{number}")


def _wait_for(port: int, running: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while running.poll() is None and time.monotonic() < until:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        Event().wait(0.02)
    raise AssertionError(f"PgBouncer did not start: {running.stderr.read() if running.stderr else ''!r}")


def test_everything_works_behind_a_pooler_by_transaction(pooled_url: str) -> None:
    migrate(pooled_url)  # as one that is run again at each start
    for world in two_trusts(pooled_url):
        other = World(Store(make_engine(pooled_url)), ids=world.ids)  # a second process

        def speak(number: int, worlds: tuple[World, World] = (world, other)) -> str:
            who = (RESOURCING, EDI)[number % 2]
            return worlds[number % 2].say(
                who, f"note {('1.3', '1.7')[number % 2]} words number {number}", id=f"m{number}"
            )

        with ThreadPoolExecutor(8) as many:
            said = list(many.map(speak, range(80)))
        assert all("kept" in each for each in said), [each for each in said if "kept" not in each]
        with ThreadPoolExecutor(8) as many:
            assert all(many.map(partial(_ask, world), range(20))) and all(many.map(partial(_ask, other), range(20, 40)))
        world.tick("2021-01-04")
        with other.store.read() as db:
            assert db.execute(text("SELECT count(*) FROM event WHERE field = 'note'")).scalar_one() == 80
            assert db.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar_one() == 0
        other.store.close()


def test_nothing_is_left_on_a_connection(postgresql_url: str) -> None:
    store = Store(make_engine(postgresql_url))
    with store.write() as db:
        assert db.execute(text("SHOW lock_timeout")).scalar_one() != "0"
    with store.engine.connect() as db:
        cursor = db.connection.cursor()  # outside any transaction of ours
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
    store.close()
