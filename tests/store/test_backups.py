"""A backup is taken while others write, is whole, private, and goes back as it was; a damaged one changes nothing."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from tests.store.conftest import NOW, Sample
from wres_bot.domain.actor import Actor
from wres_bot.domain.errors import UserError
from wres_bot.store import events, schema
from wres_bot.store.backups import count_rows, read_backup, restore_backup, write_backup
from wres_bot.store.engine import HEAD, Store

pytestmark = pytest.mark.usefixtures("sample")


def rows(store: Store) -> dict[str, list[Any]]:
    with store.read() as db:
        tables = schema.TrustTable.metadata.sorted_tables
        return {t.name: sorted((tuple(row) for row in db.execute(select(t))), key=repr) for t in tables}


def add_note(store: Store, sample: Sample, words: str) -> None:
    """An action's event and the trust's name change together, so that half of it would be seen."""

    def write(db: Any) -> None:
        events.append_event(db, actor=Actor(None, NOW), trust_id=sample.trust, field="records", new=words)
        db.execute(schema.trusts.update().values(name=words))

    store.run(write)


def test_what_was_backed_up_comes_back_row_by_row(store: Store, sample: Sample, tmp_path: Path) -> None:
    file, before = tmp_path / "kept", rows(store)
    made = write_backup(store.engine, file)
    assert made == read_backup(file) and made.schema == HEAD
    assert made.rows == sum(map(len, before.values())) == count_rows(store.engine)
    add_note(store, sample, "after")
    with pytest.raises(UserError, match="--replace"):
        restore_backup(store.engine, file)
    assert rows(store) != before
    restore_backup(store.engine, file, replace=True)
    assert rows(store) == before
    add_note(store, sample, "goes on")  # ids go on where they were
    assert len(rows(store)["event"]) == len(before["event"]) + 1


def test_a_backup_is_of_one_moment_though_others_write(store: Store, sample: Sample, tmp_path: Path) -> None:
    stop, count = threading.Event(), 0

    def keep_writing() -> None:
        nonlocal count
        while not stop.is_set():
            count += 1
            add_note(store, sample, f"note {count}")

    writing = threading.Thread(target=keep_writing)
    writing.start()
    try:
        for number in range(2):
            write_backup(store.engine, tmp_path / str(number))
    finally:
        stop.set()
        writing.join()
    for number in range(2):
        restore_backup(store.engine, tmp_path / str(number), replace=True)
        with store.read() as db:
            name = db.execute(select(schema.trusts.c.name)).scalar_one()
            notes = select(schema.events.c.new).where(schema.events.c.field == "records")
            newest = db.execute(notes.order_by(schema.events.c.id.desc())).scalar()
        assert newest is None or name == newest


def test_it_is_for_its_owner_alone_and_takes_no_others_place(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    write_backup(store.engine, file)
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UserError, match="there already"):
        write_backup(store.engine, file)
    with pytest.raises(UserError, match="cannot be written"):
        write_backup(store.engine, tmp_path / "nowhere" / "kept")
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]


def test_a_damaged_or_foreign_file_changes_nothing(store: Store, tmp_path: Path) -> None:
    file, before = tmp_path / "kept", rows(store)
    write_backup(store.engine, file)
    whole = file.read_bytes()
    page = whole.find(b"Head of Resourcing") if store.engine.dialect.name == "sqlite" else len(whole) // 3
    damaged = {
        "cut": whole[: len(whole) // 2],
        "changed": whole[: page // 4096 * 4096] + b"\x5a" * 4096 + whole[page // 4096 * 4096 + 4096 :],
        "empty": b"",
        "words": b"no backup at all, but long enough",
        "zip": b"PK\x05\x06" + b"\0" * 18,
    }
    for name, content in damaged.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UserError):
            restore_backup(store.engine, tmp_path / name, replace=True)
    with pytest.raises(UserError, match="no file"):
        read_backup(tmp_path / "nothing")
    assert rows(store) == before


def test_a_backup_goes_back_where_there_is_nothing_yet(store: Store, empty_database_url: str, tmp_path: Path) -> None:
    from wres_bot.store.engine import make_engine, schema_problem

    there = make_engine(empty_database_url)
    if there.dialect.name != store.engine.dialect.name:
        write_backup(store.engine, tmp_path / "kept")
        with pytest.raises(UserError, match="a backup of"):
            restore_backup(there, tmp_path / "kept")
    else:
        before = rows(store)
        write_backup(store.engine, tmp_path / "kept")
        restore_backup(there, tmp_path / "kept")
        assert rows(Store(there)) == before and schema_problem(there) is None
    there.dispose()


def test_a_backup_of_a_newer_release_is_not_put_back(store: Store, tmp_path: Path) -> None:
    with store.engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9000'"))
    write_backup(store.engine, tmp_path / "kept")
    with pytest.raises(UserError, match="newer"):
        restore_backup(store.engine, tmp_path / "kept", replace=True)
