"""Owns the store of release 0.1.0 with half a year in it, on either database. data/README.md says how it was made."""

import json
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, MetaData, Table, func, insert, null, select

from wres_bot.store.engine import alembic_config, make_engine

DATA = Path(__file__).parent / "data" / "0.1.0.sql"
REVISION = "0003"
"""The newest migration of release 0.1.0."""


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as SQLite keeps them."""
    kept = sqlite3.connect(":memory:")
    kept.row_factory = sqlite3.Row
    kept.executescript(DATA.read_text(encoding="utf-8"))
    names = [row[0] for row in kept.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found = {name: [dict(row) for row in kept.execute(f'SELECT * FROM "{name}"')] for name in names}
    kept.close()
    return found


def restore(url: str) -> None:
    """Makes an empty database what release 0.1.0 left."""
    if url.startswith("sqlite"):
        there = sqlite3.connect(url.removeprefix("sqlite:///"))
        there.executescript(DATA.read_text(encoding="utf-8"))
        there.close()
        return
    engine = make_engine(url)
    config = alembic_config()
    with engine.begin() as db:
        config.attributes["connection"] = db
        command.upgrade(config, REVISION)
        _fill(db)
    engine.dispose()


def _fill(db: Connection) -> None:
    tables = MetaData()
    tables.reflect(db)
    kept = rows()
    for table in tables.sorted_tables:
        if table.name != "alembic_version" and kept[table.name]:
            for row in kept[table.name]:
                db.execute(insert(table).values({name: _value(table, name, value) for name, value in row.items()}))
            if "id" in table.c:
                highest = select(func.max(table.c.id)).scalar_subquery()
                db.execute(select(func.setval(func.pg_get_serial_sequence(f'"{table.name}"', "id"), highest)))


def _value(table: Table, name: str, value: Any) -> Any:
    """As PostgreSQL takes it: SQLite has neither booleans nor moments nor JSON of its own."""
    kind = table.c[name].type
    if value is None:
        return null()  # a column of JSON has a null of its own
    if isinstance(kind, JSON):
        return json.loads(value)
    if isinstance(kind, Boolean):
        return bool(value)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return value


def write_down(url: str, path: Path = DATA) -> None:
    """A SQLite database as SQL: its tables as they are, then its rows."""
    kept = sqlite3.connect(url.removeprefix("sqlite:///"))
    path.write_text("\n".join(kept.iterdump()) + "\n", encoding="utf-8")
    kept.close()
