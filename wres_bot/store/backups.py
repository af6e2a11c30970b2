"""Owns a copy of the whole database at one moment, taken while others write, and putting it back; knows no table's use.

SQLite's is made by its own online backup. PostgreSQL's is one transaction's view of every table, as PostgreSQL's COPY
writes it, in a zip with a manifest: no other program is needed, and none has to fit the server's version.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, func, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from wres_bot.domain.errors import UserError
from wres_bot.logs import describe_error
from wres_bot.store import schema  # noqa: F401  # declares the tables
from wres_bot.store.engine import HEAD, migrate_to, schema_version

FORMAT = "wres-bot backup 1"
_MANIFEST = "manifest.json"
_VERSIONS = "alembic_version"
_OURS = frozenset(SQLModel.metadata.tables) | {_VERSIONS}


@dataclass(frozen=True, slots=True)
class Backup:
    """What a copy holds. `schema`: the migration it is at."""

    database: str
    schema: str
    rows: int


@contextmanager
def private_file(path: Path) -> Iterator[Path]:
    """A file beside `path` that its owner alone reads; it takes the place of `path` once all has gone well."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # made with mode 0600
    except OSError as wrong:
        raise UserError(f"{path} cannot be written: {wrong.strerror}.") from None
    os.close(handle)
    try:
        yield Path(name)
        with open(name, "rb+") as written:
            os.fsync(written.fileno())
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def write_backup(engine: Engine, path: Path) -> Backup:
    """A copy as at one moment, for its owner alone to read (0600), read through before it is called whole.

    Raises: UserError when there is a file already or none can be written.
    """
    if path.exists():
        raise UserError(f"{path} is there already. Name a new file: a backup takes no other's place.")
    with private_file(path) as making:
        if engine.dialect.name == "sqlite":
            _copy_sqlite(_sqlite_path(engine), making)
            return _read_sqlite(making)
        return _write_postgresql(engine, making)


def read_backup(path: Path) -> Backup:
    """What a backup holds, every byte of it checked. Raises: UserError for a file that is none, or is damaged."""
    if not path.is_file():
        raise UserError(f"There is no file {path}. Look at its name and its folder.")
    with path.open("rb") as file:
        begins = file.read(16)
    if begins.startswith(b"SQLite format 3"):
        return _read_sqlite(path)
    if begins.startswith(b"PK"):
        return _read_zip(path)
    raise UserError(f"{path} is no backup of wres-bot.")


def restore_backup(engine: Engine, path: Path, *, replace: bool = False) -> Backup:
    """Puts a backup in place of an empty database, or with `replace` of what is there. All of it, or nothing changes.

    Raises: UserError when it is damaged, of the other kind of database, of a newer release, or something is there.
    """
    backup = read_backup(path)
    if backup.database != engine.dialect.name:
        raise UserError(f"This is a backup of {backup.database}, and WRES_DATABASE_URL names {engine.dialect.name}.")
    if backup.schema > HEAD:
        raise UserError(f"The backup is of a newer version of wres-bot ({backup.schema}). Install that one first.")
    there = count_rows(engine)
    if there and not replace:
        raise UserError(f"The database holds {there} rows. Add --replace to put the backup in their place.")
    if backup.database == "sqlite":
        _copy_sqlite(path, _sqlite_path(engine))
    else:
        _restore_postgresql(engine, path, backup)
    return backup


def count_rows(engine: Engine) -> int:
    """Of all tables of ours but the schema's version; 0 of a database without them."""
    with engine.connect() as db:
        return sum(_count(db, table) for table in _tables(db) if table.name != _VERSIONS)


def _tables(db: Connection) -> list[Table]:
    """Ours, as they are in the database, each after those it points to."""
    found = MetaData()
    found.reflect(db, only=lambda name, _: name in _OURS)
    return found.sorted_tables


def _count(db: Connection, table: Table) -> int:
    return int(db.execute(select(func.count()).select_from(table)).scalar_one())


def _sqlite_path(engine: Engine) -> Path:
    return Path(str(engine.url.database)).absolute()


def _copy_sqlite(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=60)) as there, closing(sqlite3.connect(target, timeout=60)) as here:
        here.execute("PRAGMA synchronous=FULL")
        there.backup(here, pages=-1)  # in one go: whoever writes meanwhile waits a moment, and it never begins again


def _read_sqlite(path: Path) -> Backup:
    try:
        with closing(sqlite3.connect(f"file:{path.absolute()}?mode=ro&immutable=1", uri=True)) as kept:
            whole = [row[0] for row in kept.execute("PRAGMA integrity_check")]
            if whole != ["ok"] or kept.execute("PRAGMA foreign_key_check").fetchone():
                raise UserError(f"{path} is damaged: SQLite's own check finds it so. Take another backup.")
            names = [row[0] for row in kept.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if _VERSIONS not in names:
                raise UserError(f"{path} is a SQLite file, but no backup of wres-bot.")
            version = kept.execute(f"SELECT version_num FROM {_VERSIONS}").fetchone()
            quoted = (name.replace('"', '""') for name in names if name not in (_VERSIONS, "sqlite_sequence"))
            rows = sum(kept.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in quoted)
    except sqlite3.DatabaseError:
        raise UserError(f"{path} is damaged: it cannot be read to its end. Take another backup.") from None
    return Backup("sqlite", version[0] if version else "", rows)


def _write_postgresql(engine: Engine, path: Path) -> Backup:
    snapshot = engine.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True, patience="migration"
    )
    listed: list[dict[str, Any]] = []
    with snapshot.connect() as db, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        version = schema_version(db) or ""
        for table in _tables(db):
            columns = [column.name for column in table.columns]
            digest = hashlib.sha256()
            with (
                made.open(f"{table.name}.copy", "w", force_zip64=True) as out,
                _cursor(db).copy(f"COPY {_named(table, columns)} TO STDOUT") as copying,
            ):
                for block in copying:
                    out.write(block)
                    digest.update(block)
            rows = _count(db, table)
            listed.append({"table": table.name, "columns": columns, "rows": rows, "sha256": digest.hexdigest()})
        about = {"format": FORMAT, "database": "postgresql", "schema": version, "tables": listed}
        made.writestr(_MANIFEST, json.dumps(about, indent=1))
    return _backup(about)


def _cursor(db: Connection) -> Any:
    return db.connection.cursor()  # psycopg's own: SQLAlchemy has no word for COPY


def _named(table: Table, columns: list[str]) -> str:
    """A table and its columns as PostgreSQL reads them; the names are the database's own, or the manifest's checked."""
    quoted = ", ".join(f'"{each}"' for each in columns)
    return f'"{table.name}" ({quoted})'


def _backup(about: dict[str, Any]) -> Backup:
    rows = sum(each["rows"] for each in about["tables"] if each["table"] != _VERSIONS)
    return Backup(about["database"], about["schema"], rows)


def _read_manifest(kept: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    if _MANIFEST not in kept.namelist():
        raise UserError(f"{path} is no backup of wres-bot: it has no {_MANIFEST}.")
    about: dict[str, Any] = json.loads(kept.read(_MANIFEST))
    if about.get("format") != FORMAT:
        raise UserError(f"{path} is no backup that this version of wres-bot can read.")
    return about


def _read_zip(path: Path) -> Backup:
    try:
        with zipfile.ZipFile(path) as kept:
            about = _read_manifest(kept, path)
            for each in about["tables"]:
                digest = hashlib.sha256()
                with kept.open(f"{each['table']}.copy") as rows:
                    while block := rows.read(1 << 16):
                        digest.update(block)
                if digest.hexdigest() != each["sha256"]:
                    raise UserError(f"{path} is damaged: table {each['table']}. Take another backup.")
            return _backup(about)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError):
        raise UserError(f"{path} is damaged: it cannot be read to its end. Take another backup.") from None


def _restore_postgresql(engine: Engine, path: Path, backup: Backup) -> None:
    import psycopg  # COPY goes past SQLAlchemy, and so do its errors

    writes = engine.execution_options(writes=True, patience="migration")
    try:
        with writes.begin() as db, zipfile.ZipFile(path) as kept:
            _clear(db)
            migrate_to(db, backup.schema)
            known = {table.name: table for table in _tables(db)}
            about = {each["table"]: each for each in _read_manifest(kept, path)["tables"]}
            for name in [name for name in known if name in about and name != _VERSIONS]:
                table, columns = known[name], about[name]["columns"]
                if not set(columns) <= {column.name for column in table.columns}:
                    raise UserError(f"Table {name} of the backup is not as its version of wres-bot had it.")
                with (
                    kept.open(f"{name}.copy") as rows,
                    _cursor(db).copy(f"COPY {_named(table, columns)} FROM STDIN") as copying,
                ):
                    shutil.copyfileobj(rows, _Written(copying), 1 << 16)
                _set_sequence(db, table)
    except (DBAPIError, psycopg.Error) as wrong:
        raise UserError(f"The backup cannot be put there. Nothing has changed: {describe_error(wrong)}.") from None


class _Written:
    """A COPY under way, as a file that is written to."""

    def __init__(self, copying: Any) -> None:
        self._copying = copying

    def write(self, block: bytes) -> None:
        self._copying.write(block)


def _clear(db: Connection) -> None:
    """No table of ours as another release left it."""
    if names := [name for name in inspect(db).get_table_names() if name in _OURS]:
        db.execute(text("DROP TABLE " + ", ".join(f'"{name}"' for name in names) + " CASCADE"))


def _set_sequence(db: Connection, table: Table) -> None:
    """The next id is one that no row has."""
    if "id" in table.c:
        highest = select(func.max(table.c.id)).scalar_subquery()
        of = func.pg_get_serial_sequence(f'"{table.name}"', "id")
        db.execute(select(func.setval(of, func.coalesce(highest, 1), highest.is_not(None))))
