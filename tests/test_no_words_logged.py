"""Nothing that anybody wrote gets into a log, on whatever path: a database refuses each thing that is kept.

Each case is a process of its own, whose whole standard error is looked through.
"""

import subprocess
import sys
from pathlib import Path

from tests.world.vocabulary import RESOURCING
from tests.world.world import two_trusts

WORDS = "confidential-words-about-a-colleague"
WRITES = """
import asyncio, sys
from datetime import UTC, datetime
from sqlalchemy import text
from wres_bot.app import build_app
from wres_bot.config import read_settings
from wres_bot.domain.ports import Incoming
from wres_bot.logs import configure_logging, get_logger
import wres_bot.store.schema as schema

url, broken, sender, said = sys.argv[1:]
configure_logging()
app = build_app(read_settings({"WRES_DATABASE_URL": url}), lambda: datetime(2021, 1, 4, 9, 30, tzinfo=UTC))
with app.store.write() as db:
    db.execute(text(broken))
log = get_logger("wres_bot.some")

async def say(via):
    incoming = Incoming("local", "demo", sender, "D1", said, via, via=via, place_kind="direct")
    try:
        await app.handle(incoming)
    except Exception:
        log.exception("request_failed")

async def main():
    for via in ("command", "message"):
        await say(via)
    task = asyncio.ensure_future(app.handle(Incoming("local", "demo", sender, "D1", said, "x", place_kind="direct")))
    await asyncio.wait({task})
    del task
    import gc; gc.collect()

asyncio.run(main())
try:
    with app.store.write() as db:  # as the command line and the timetable write
        db.execute(schema.events.insert().values(trust_id=1, batch="b", field="note", words=said,
                   at=datetime(2021, 1, 4, tzinfo=UTC)))
except Exception:
    log.exception("job_failed")
import threading
def uncaught():
    raise ValueError(said)
thread = threading.Thread(target=uncaught); thread.start(); thread.join()
raise KeyError(said)
"""
REFUSED = {
    "sqlite": "CREATE TRIGGER no BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'refused'); END",
    # PostgreSQL names the whole row in its detail
    "postgresql": "ALTER TABLE event ADD CONSTRAINT refused CHECK (field <> 'note') NOT VALID",
}
TOO_LONG = "ALTER TABLE event ALTER COLUMN words TYPE varchar(3) USING left(words, 3)"


def test_what_a_database_refuses_is_logged_without_the_words(database_url: str) -> None:
    for _ in two_trusts(database_url):
        pass
    kind = database_url.partition(":")[0].partition("+")[0]
    ran = subprocess.run(
        [sys.executable, "-c", WRITES, database_url, REFUSED[kind], RESOURCING, f"note 1.3 {WORDS}"],
        capture_output=True, encoding="utf-8", timeout=120, check=False, cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    logged = ran.stderr + ran.stdout
    assert logged.count('"event": "request_failed"') == 2, logged
    assert "job_failed" in logged and "ValueError" in logged and "KeyError" in logged
    assert WORDS not in logged
    # and yet it can be seen what broke, and where
    assert "IntegrityError" in logged and ("23514 " in logged or "refused" in logged) and "events.py" in logged


def test_a_value_that_does_not_fit_is_not_quoted(postgresql_url: str) -> None:
    for _ in two_trusts(postgresql_url):
        pass
    said = f"note 1.3 {WORDS}"
    ran = subprocess.run(
        [sys.executable, "-c", WRITES, postgresql_url, TOO_LONG, RESOURCING, said],
        capture_output=True, encoding="utf-8", timeout=120, check=False, cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    assert "DataError" in ran.stderr and "22001" in ran.stderr
    assert WORDS not in ran.stderr
