"""What `examples load` costs: six plans and their figures read, understood and stored, beside pandas that only copies.

Into a new SQLite file each, round by round. The peer reads the same CSV files and writes every row that is in the store
afterwards, table by table, understanding nothing.
"""

import sqlite3
import statistics
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from benchmarks.databases import folder, store
from wres_bot.admin import examples
from wres_bot.resources import find_shipped
from wres_bot.store.engine import Store

ROUNDS = 5
AT = datetime(2020, 4, 1, tzinfo=UTC)


def load(made: Store) -> float:
    begun = time.perf_counter()
    with made.write() as db:
        list(examples.load_examples(db, find_shipped("config/examples"), [], AT, local=False))
    return time.perf_counter() - begun


def copy(file: Path, to: Path) -> float:
    with closing(sqlite3.connect(file)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {name: pd.read_sql(f'SELECT * FROM "{name}"', db) for name in names}
    begun = time.perf_counter()
    for path in find_shipped("config/examples").rglob("*.csv"):
        pd.read_csv(path, dtype=str)
    with closing(sqlite3.connect(to)) as db:
        for name, frame in tables.items():
            frame.to_sql(name, db, index=False)
        db.commit()
    return time.perf_counter() - begun


def main() -> None:
    took: dict[str, list[float]] = {"examples load": [], "pandas copies": []}
    with folder() as where:
        for number in range(ROUNDS):
            file = where / f"loading{number}.db"
            with store(f"sqlite:///{file}") as made:
                took["examples load"].append(load(made))
            took["pandas copies"].append(copy(file, where / f"copied{number}.db"))
    print(f"Six plans and their figures into a new SQLite file, {ROUNDS} rounds, {datetime.now(UTC):%Y-%m-%d}")
    peer = statistics.median(took["pandas copies"])
    for name, each in took.items():
        print(f"{name:16}{statistics.median(each):10.3f} s{statistics.median(each) / peer:8.2f}")
