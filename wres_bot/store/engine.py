"""Owns connections, transactions and the schema's version; must not know what is stored."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from wres_bot.domain.errors import ConfigError
from wres_bot.logs import describe_error
from wres_bot.store.writer import Writer

T = TypeVar("T")
HEAD = "0008"
"""The newest migration this release knows. A test holds it to what Alembic finds, so that a start need not load it."""
_NEXT = f"{int(HEAD) + 1:04}"
_MIGRATING = 7_364_019  # any number, the same in every process


def make_engine(url: str, *, all_upgraded: bool = False) -> Engine:
    """An engine whose transactions begin as what they are: see `Store` for the two kinds.

    What a statement was given stays out of its errors, which are logged: it may be what somebody wrote. `all_upgraded`:
    no process of an older release uses the database any more; the outbox asks for it.
    """
    options = {"all_upgraded": all_upgraded}
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        arguments: dict[str, Any] = {"timeout": 10, "check_same_thread": False}
        engine = create_engine(
            address, connect_args=arguments, pool_timeout=10, hide_parameters=True, execution_options=options
        )
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # Nothing is left on a connection: behind a pooler (PgBouncer, by transaction) the next one is another's.
    arguments = {"connect_timeout": 10, "application_name": "wres_bot", "prepare_threshold": None}
    engine = create_engine(
        address, connect_args=arguments, pool_pre_ping=True, pool_timeout=10, hide_parameters=True,
        execution_options=options,
    )  # fmt: skip
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # a ValueError would quote what it takes for a port: it may be a password
        raise ConfigError(
            "WRES_DATABASE_URL cannot be read. Write it like sqlite:///wres.db, or like "
            "postgresql://user:password@host/name with @ in a password as %40, : as %3A and / as %2F."
        ) from None
    if "\0" in url:
        raise ConfigError("WRES_DATABASE_URL has a character in it that no address has.")
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername == "sqlite":
        if address.database in (None, "", ":memory:"):
            raise ConfigError("WRES_DATABASE_URL needs a file, such as sqlite:///wres.db.")
        if not Path(str(address.database)).absolute().parent.is_dir():
            raise ConfigError(f"WRES_DATABASE_URL names a folder that is not there, for {address.database}. Make it.")
    elif address.drivername != "postgresql+psycopg":
        raise ConfigError("WRES_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return address


def _open_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: `_begin_sqlite` does
    for setting in ("busy_timeout=10000", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000"):
        connection.execute(f"PRAGMA {setting}")
    for _ in range(9):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:  # only this pragma does not wait its turn, so wait for it here
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
    raise sqlite3.OperationalError("database is locked")


def _begin_sqlite(db: Connection) -> None:
    writes = db.get_execution_options().get("writes", False)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(db: Connection) -> None:
    """How long a statement waits for whoever holds a lock, how long it runs, how long a transaction does nothing."""
    patience = _PATIENCE[db.get_execution_options().get("patience", "short")]
    db.exec_driver_sql(
        "SELECT set_config('TimeZone', 'UTC', true), set_config('lock_timeout', %s, true), "
        "set_config('statement_timeout', %s, true), set_config('idle_in_transaction_session_timeout', %s, true)",
        patience,
    )


_PATIENCE = {
    # people wait for the answer, and others for their turn
    "short": ("2s", "15s", "30s"),
    # the timetable and the command line, which reads files meanwhile
    "long": ("10s", "5min", "10min"),
    "migration": ("10s", "0", "0"),
}


def is_read_only(error: BaseException) -> bool:
    """The database takes no writing: a transaction that only reads, a standby after a failover, a file's mode."""
    original = getattr(error, "orig", None)
    code = getattr(original, "sqlstate", None)
    if code == "25006" or (code == "0A000" and "recovery" in str(original)):  # a statement, or already the beginning
        return True
    return isinstance(original, sqlite3.OperationalError) and "readonly" in str(original)


def is_unavailable(error: BaseException) -> bool:
    """Wrong is the database as a whole, or who holds it, and not what was to be written or looked up."""
    if isinstance(error, PoolTimeout):
        return True
    original = getattr(error, "orig", None)
    if isinstance(original, sqlite3.Error):
        return any(words in str(original) for words in _UNAVAILABLE_FILE)
    return isinstance(error, OperationalError | InternalError | InterfaceError | NotSupportedError)


_UNAVAILABLE_FILE = ("locked", "busy", "readonly", "full", "disk I/O", "unable to open")
"""SQLite has one kind of error for these and for a table that is not there."""


class Store:
    """The database as the rest sees it: read a snapshot, write a transaction, or hand a call to the one writer."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writes = engine.execution_options(writes=True, patience="long")
        postgresql = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._lite = engine.dialect.name == "sqlite"
        self._reads = engine if self._lite else engine.execution_options(**postgresql)
        self._writer = Writer(engine.execution_options(writes=True))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One moment of the database, whoever writes meanwhile. Writing in it is refused."""
        with self._reads.connect() as db:
            if self._lite:
                db.exec_driver_sql("PRAGMA query_only=ON")
            try:
                yield db
            finally:
                if self._lite and not db.invalidated:
                    db.exec_driver_sql("PRAGMA query_only=OFF")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction of its own, for jobs and the command line."""
        with self._writes.begin() as db:
            yield db

    def run(self, call: Callable[[Connection], T]) -> T:
        """What `call` returns or raises, once it is committed together with its neighbours."""
        return self.submit(call).result()

    def submit(self, call: Callable[[Connection], T]) -> Future[T]:
        """The same without waiting. A call that raises undoes only itself. Calls must bear being run again."""
        return self._writer.submit(call)

    def close(self) -> None:
        """Finishes what was accepted, then lets the connections go."""
        self._writer.close()
        self.engine.dispose()


def schema_version(db: Connection) -> str | None:
    """The migration the database is at; None when it has none."""
    try:
        return db.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError:
        db.rollback()
        if inspect(db).has_table("alembic_version"):
            raise
        return None


def schema_problem(engine: Engine) -> str | None:
    """None when this release can work with the database; else what to do about it.

    A database one migration newer is accepted, so that processes can be replaced one after another: a migration adds
    what the release before it need not know, and a release brings one migration at most.
    """
    with engine.connect() as db:
        found = schema_version(db)
    if found is not None and HEAD <= found <= _NEXT:
        return None
    if found is not None and found > HEAD:
        return f"The database is newer ({found}) than this version of wres-bot ({HEAD}). Install the newer one."
    state = "has no tables yet" if found is None else f"is at {found} and needs {HEAD}"
    return f"The database {state}. Run: wres-bot migrate"


def transport_problem(engine: Engine) -> str | None:
    """None where the way to the database is checked TLS, or on this machine; else what to ask for."""
    url = engine.url
    if url.get_backend_name() != "postgresql" or url.query.get("sslmode") in ("verify-full", "verify-ca"):
        return None
    hosts = [host for part in (url.host, url.query.get("host")) for host in _split_hosts(part)]
    elsewhere = sorted({host for host in hosts if not host.startswith("/") and host not in _THIS_MACHINE})
    if not elsewhere:
        return None
    return (
        f"The way to {', '.join(elsewhere)} need not be encrypted, nor is its certificate looked at. Unless it is in "
        "the bot's own private network, end WRES_DATABASE_URL in ?sslmode=verify-full"
    )


_THIS_MACHINE = ("", "localhost", "127.0.0.1", "::1")


def _split_hosts(part: str | tuple[str, ...] | None) -> list[str]:
    """libpq takes several at once, and host:port where SQLAlchemy puts them into the query."""
    listed = [part] if isinstance(part, str) else part or ()
    return [re.sub(r":\d+$", "", host) if host.count(":") == 1 else host for each in listed for host in each.split(",")]


def write_problem(engine: Engine) -> str | None:
    """None when something can be kept; else why not. It writes the least there is, and says nothing else by it."""
    try:
        with engine.execution_options(writes=True).begin() as db:
            db.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
    except DBAPIError as error:
        if is_read_only(error):
            return "Nothing can be written to the database: it only reads, as a standby does after a failover."
        return f"Nothing can be written to the database: {describe_error(error)}."
    return None


def reclaim_space(engine: Engine) -> bool:
    """Lets what was deleted leave the files too: SQLite's pages are written anew, PostgreSQL's are cleared of old rows.

    False where others keep it from being done now.
    """
    try:
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as db:
            db.exec_driver_sql("VACUUM")
            if db.dialect.name == "sqlite":
                db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    except DBAPIError:
        return False
    return True


def migrate(url: str) -> None:
    """Brings the database to HEAD. Two at once wait for each other; one that fails changes nothing.

    A database that is newer is left as it is. Raises ConfigError when this release cannot work with it.
    """
    engine = make_engine(url)
    try:
        with engine.execution_options(writes=True, patience="migration").connect() as db:
            found = schema_version(db)
            if found is not None and found >= HEAD:
                if problem := schema_problem(engine):
                    raise ConfigError(problem)
                return
            db.rollback()
            with db.begin():
                _lock(db)
                _upgrade(db)
    finally:
        engine.dispose()


def _lock(db: Connection) -> None:
    if db.dialect.name != "postgresql":
        return  # BEGIN IMMEDIATE holds the others back
    db.execute(text("SET LOCAL lock_timeout = '10s'"))
    try:
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
    except DBAPIError:
        raise ConfigError("Another migration is running. Wait for it, then run: wres-bot migrate") from None


def migrate_to(db: Connection, revision: str) -> None:
    """The tables as that migration left them, in the caller's transaction: for putting back what was kept then."""
    _lock(db)
    _upgrade(db, revision)


def _upgrade(db: Connection, revision: str = "head") -> None:
    # Alembic takes a quarter of a second to load, and most starts have nothing to migrate.
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = db
    command.upgrade(config, revision)


def alembic_config() -> Any:
    """Alembic's settings, with the migrations beside an installed package or in a checkout."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    return config


def migrations_folder() -> Path:
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_bundled" / "migrations", package.parent / "migrations"):
        if (folder / "env.py").is_file():
            return folder
    raise ConfigError("The migrations are missing. Install wres-bot again.")
