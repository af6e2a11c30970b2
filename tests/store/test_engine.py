"""Transactions: one writer, many calls in one commit, each alone; snapshots; connections that come back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError

from tests.patience import PATIENCE
from wres_bot.domain.errors import UserError
from wres_bot.store import people
from wres_bot.store.engine import Store, make_engine, transport_problem
from wres_bot.store.statements import CompiledStatement

COUNT = "SELECT name FROM trust WHERE key = 'n'"


def start(store: Store) -> None:
    store.run(lambda db: people.save_trust(db, "n", "0"))


def add(db: Connection) -> int:
    number = int(db.execute(text(COUNT)).scalar_one()) + 1
    db.execute(text("UPDATE trust SET name = :n WHERE key = 'n'"), {"n": str(number)})
    return number


def counted(store: Store) -> int:
    with store.read() as db:
        return int(db.execute(text(COUNT)).scalar_one())


def test_concurrent_increments_lose_none(store: Store) -> None:
    start(store)
    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(lambda _: store.run(add), range(200)))
    assert sorted(got) == list(range(1, 201))
    assert counted(store) == 200


def test_calls_that_wait_share_one_commit(store: Store) -> None:
    start(store)
    commits = []
    event.listen(store.engine, "commit", lambda db: commits.append(db))
    hold = Event()
    first = store.submit(lambda db: hold.wait(PATIENCE))
    others = [store.submit(add) for _ in range(30)]
    hold.set()
    assert first.result(PATIENCE)
    assert [each.result(PATIENCE) for each in others] == list(range(1, 31))
    assert 1 <= len(commits) <= 2


def test_a_call_that_fails_undoes_only_itself(store: Store) -> None:
    start(store)
    hold = Event()
    store.submit(lambda db: hold.wait(PATIENCE))

    def fail(db: Connection) -> None:
        add(db)
        raise UserError("no")

    def broken(db: Connection) -> None:
        add(db)
        db.execute(text("SELECT nonsense"))

    tries = [store.submit(call) for call in (add, fail, add, broken, add)]
    hold.set()
    assert tries[0].result(PATIENCE) == 1
    with pytest.raises(UserError):
        tries[1].result(PATIENCE)
    assert tries[2].result(PATIENCE) == 2
    with pytest.raises(DBAPIError):
        tries[3].result(PATIENCE)
    assert tries[4].result(PATIENCE) == 3
    assert counted(store) == 3


def test_nothing_is_told_before_it_is_committed(store: Store) -> None:
    start(store)
    store.submit(add).add_done_callback(lambda done: seen.append(counted(store)))
    seen: list[int] = []
    store.close()
    assert seen == [1]


def test_a_commit_that_fails_is_told_to_everybody(store: Store) -> None:
    start(store)

    def refuse(db: Connection) -> None:
        raise RuntimeError("disk full")

    event.listen(store.engine, "commit", refuse)
    with pytest.raises(RuntimeError, match="disk full"):
        store.run(add)
    event.remove(store.engine, "commit", refuse)
    assert store.run(add) == 1


def test_closing_finishes_what_was_accepted(store: Store) -> None:
    start(store)
    waiting = [store.submit(add) for _ in range(100)]
    store.close()
    assert [each.result(0) for each in waiting] == list(range(1, 101))
    with pytest.raises(RuntimeError, match="closed"):
        store.submit(add)


def test_a_call_given_up_before_its_turn_is_not_made(store: Store) -> None:
    start(store)
    hold = Event()
    store.submit(lambda db: hold.wait(PATIENCE))
    given_up = store.submit(add)
    assert given_up.cancel()
    hold.set()
    store.close()
    assert counted(store) == 0


def test_a_call_cannot_wait_for_another(store: Store) -> None:
    with pytest.raises(RuntimeError, match="cannot wait"):
        store.run(lambda db: store.run(add))


def test_a_reader_sees_one_moment(store: Store) -> None:
    start(store)
    with store.read() as db:
        before = db.execute(text(COUNT)).scalar_one()
        store.run(add)
        assert db.execute(text(COUNT)).scalar_one() == before
    assert counted(store) == 1


def test_a_reader_cannot_write(store: Store) -> None:
    start(store)
    with store.read() as db, pytest.raises(DBAPIError):
        add(db)
    assert store.run(add) == 1


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    start(store)

    def half() -> None:
        with store.write() as db:
            add(db)
            raise UserError("no")

    with pytest.raises(UserError):
        half()
    assert counted(store) == 0


def test_a_lost_connection_comes_back_without_a_restart(postgresql_url: str) -> None:
    engine = make_engine(postgresql_url)
    store = Store(engine)
    start(store)
    other = make_engine(postgresql_url)
    with other.connect() as db:
        for _ in range(2):
            db.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                            "WHERE datname = current_database() AND pid <> pg_backend_pid()"))  # fmt: skip
            assert store.run(add)
            assert counted(store)
    assert counted(store) == 2
    store.close()
    other.dispose()


def test_a_connection_lost_inside_a_call_is_tried_once_more(postgresql_url: str) -> None:
    """Nothing had been committed, so nothing is doubled."""
    store = Store(make_engine(postgresql_url))
    start(store)
    kill = make_engine(postgresql_url)
    tries: list[int] = []

    def unlucky(db: Connection) -> int:
        number = add(db)
        tries.append(number)
        if len(tries) == 1:
            pid = db.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with kill.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
            add(db)
        return number

    assert store.run(unlucky) == 1
    assert tries == [1, 1]
    assert counted(store) == 1
    store.close()
    kill.dispose()


def test_a_call_that_a_deadlock_failed_is_made_again(postgresql_url: str) -> None:
    """PostgreSQL breaks a deadlock of two processes by failing one of them."""
    store = Store(make_engine(postgresql_url))
    start(store)
    tries: list[int] = []

    def unlucky(db: Connection) -> int:
        tries.append(add(db))
        if len(tries) < 3:
            db.execute(text("DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$"))
        return tries[-1]

    assert store.run(unlucky) == 1
    assert tries == [1, 1, 1]
    tries.clear()
    assert counted(store) == 1
    store.close()


def test_quick_statements_speak_as_core_does(store: Store) -> None:
    """The same values in and out as the ordinary way, and the same errors."""
    from sqlalchemy import insert, select

    from wres_bot.store import schema

    now = datetime(2021, 1, 4, 10, 0, 0, 5, UTC)
    values: Any = {"email": "a@esneft.example", "name": "Ä", "active": False, "confirmed_at": now}
    write, read = CompiledStatement(insert(schema.persons).values(**values).inline()), select(schema.persons)
    with store.write() as db:
        assert write.run(db, {}) == 1
        plain = [tuple(row) for row in db.execute(read)]
        assert CompiledStatement(read).all(db, {}) == plain
        assert plain[0][1:] == ("a@esneft.example", "Ä", False, now)
    with store.write() as db, pytest.raises(DBAPIError, match=r"uq_person_email|person\.email"):
        write.run(db, {})


@pytest.mark.parametrize(
    ("where", "named"),
    [
        ("db.esneft.example/wres", "db.esneft.example"),
        ("db.esneft.example/wres?sslmode=require", "db.esneft.example"),  # encrypted, with whoever answers
        ("db.esneft.example/wres?sslmode=verify-ca", None),
        ("db.esneft.example/wres?sslmode=verify-full&sslrootcert=ca.pem", None),
        ("/wres?host=a.example:5432&host=b.example:5432", "a.example, b.example"),
        ("/wres?host=/run/postgresql", None),
        ("localhost/wres", None),
        ("127.0.0.1:6432/wres", None),
        ("[::1]/wres", None),
        ("10.0.0.7/wres", "10.0.0.7"),
    ],
)
def test_a_way_to_the_database_that_anybody_could_read_is_named(where: str, named: str | None) -> None:
    said = transport_problem(make_engine(f"postgresql://wres:hunter2@{where}"))
    assert (said is None) if named is None else (said is not None and f"The way to {named} need not" in said)
    assert "hunter2" not in str(said)


def test_a_file_has_no_way_that_anybody_could_read(sqlite_url: str) -> None:
    assert transport_problem(make_engine(sqlite_url)) is None
