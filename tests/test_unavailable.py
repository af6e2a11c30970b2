"""A database that others hold, or that only reads: questions are answered, and people are told that nothing is kept."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import event, text

from tests.patience import PATIENCE
from tests.world.vocabulary import RESOURCING
from tests.world.world import World, two_trusts
from wres_bot.app import App, build_app
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.config import read_settings
from wres_bot.domain.errors import Unavailable
from wres_bot.domain.ports import Incoming, Via
from wres_bot.store import engine as engines
from wres_bot.store.engine import make_engine, write_problem


@pytest.fixture
def world(database_url: str) -> World:
    found = two_trusts(database_url)
    world = next(found)
    world.found = found  # type: ignore[attr-defined]  # kept alive as long as the test
    return world


@pytest.fixture
async def app(world: World, database_url: str) -> AsyncIterator[App]:
    made = build_app(read_settings({"WRES_DATABASE_URL": database_url}), lambda: world.now)
    made.platforms["local"] = LocalPlatform(made.room, lambda: world.now)
    yield made
    await asyncio.to_thread(made.store.close)


async def say(app: App, who: str, words: str, via: Via = "message", id: str = "") -> str:
    said = Incoming("local", "demo", who, f"D-{who}", words, id or words, via=via, place_kind="direct")
    async with asyncio.timeout(PATIENCE):
        answer = await app.handle(said)
    return answer.card.plain() if answer else ""


@pytest.mark.parametrize("words", ["mine", "show 1.3", "status", "late", "history 1.3", "who 1.3", "help", "plan"])
async def test_a_question_is_answered_while_another_session_holds_a_table(
    app: App, database_url: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds it: on PostgreSQL one table, on SQLite all writing."""
    monkeypatch.setattr("wres_bot.app.NOTED_WITHIN", 0.05)
    held = make_engine(database_url)
    with held.execution_options(writes=True).connect() as db:
        if held.dialect.name == "postgresql":
            db.execute(text("LOCK TABLE inbox"))
        else:
            db.execute(text("UPDATE trust SET name = name"))
        assert await say(app, RESOURCING, words)
        db.rollback()
    held.dispose()


async def test_a_change_waits_its_time_for_a_lock_and_then_says_that_nothing_was_kept(
    app: App, world: World, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if app.store.engine.dialect.name != "postgresql":
        return
    monkeypatch.setitem(engines._PATIENCE, "short", ("50ms", "1s", "10s"))
    with world.store.write() as db:
        db.execute(text("LOCK TABLE action IN SHARE ROW EXCLUSIVE MODE"))
        with pytest.raises(Unavailable, match="can't keep anything at the moment, so nothing has changed"):
            await say(app, RESOURCING, "1.3 done")
        assert await say(app, RESOURCING, "help")
    assert (await say(app, RESOURCING, "1.3 done", id="again")).startswith("1.3 is now done")


async def test_a_database_that_only_reads_answers_questions_and_says_that_it_keeps_nothing(app: App) -> None:
    only_reads(app)
    assert "1.3" in await say(app, RESOURCING, "mine")
    with pytest.raises(Unavailable):
        await say(app, RESOURCING, "1.3 done")
    problem = write_problem(app.store.engine)
    assert problem == "Nothing can be written to the database: it only reads, as a standby does after a failover."


def only_reads(app: App) -> None:
    """As a standby does, for every transaction that begins from now on."""
    engine = app.store.engine
    words = "PRAGMA query_only=ON" if engine.dialect.name == "sqlite" else "SET TRANSACTION READ ONLY"
    event.listen(engine, "begin", lambda db: db.exec_driver_sql(words))


async def test_a_question_brought_twice_is_answered_once(app: App) -> None:
    assert await say(app, RESOURCING, "mine", id="m1")
    assert await say(app, RESOURCING, "mine", id="m1") == ""
