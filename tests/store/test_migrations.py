"""The migrations make what the tables declare, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, text

from wres_bot.domain.errors import ConfigError
from wres_bot.store import engine as database
from wres_bot.store.engine import alembic_config, make_engine, migrate, schema_problem, schema_version
from wres_bot.store.schema import TrustTable


def test_upgrade_from_empty_equals_the_declared_tables(empty_database_url: str) -> None:
    migrate(empty_database_url)
    engine = make_engine(empty_database_url)
    with engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db, opts={"compare_type": True}), TrustTable.metadata) == []
    engine.dispose()


def test_every_declared_check_and_partial_index_is_there(empty_database_url: str) -> None:
    migrate(empty_database_url)
    engine = make_engine(empty_database_url)
    found = inspect(engine)
    for table in TrustTable.metadata.tables.values():
        declared = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        assert {c["name"] for c in found.get_check_constraints(table.name)} == declared
        partial = {str(i.name) for i in table.indexes if i.dialect_options[engine.dialect.name]["where"] is not None}
        where = f"{engine.dialect.name}_where"
        assert {
            i["name"] for i in found.get_indexes(table.name) if i.get("dialect_options", {}).get(where) is not None
        } == partial
    engine.dispose()


def test_checks_say_the_same_on_both(empty_database_url: str) -> None:
    """A value the declaration refuses is refused by the migrated database."""
    migrate(empty_database_url)
    engine = make_engine(empty_database_url)
    kinds = {c.name: str(c.sqltext) for t in TrustTable.metadata.tables.values() for c in t.constraints
             if isinstance(c, CheckConstraint)}  # fmt: skip
    assert "'cancelled'" in kinds["ck_action_status"]
    with engine.connect() as db, pytest.raises(Exception, match="ck_person_lower"):
        db.execute(text("INSERT INTO person (email, name, active) VALUES ('Head@esneft.example', 'Head', true)"))
    engine.dispose()


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == database.HEAD


def test_versions_have_four_digits() -> None:
    for revision in ScriptDirectory.from_config(alembic_config()).walk_revisions():
        assert len(revision.revision) == 4
        assert revision.revision.isdigit()


def test_an_empty_database_says_what_to_do(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    assert schema_problem(engine) == "The database has no tables yet. Run: wres-bot migrate"
    migrate(empty_database_url)
    assert schema_problem(engine) is None
    engine.dispose()


def test_a_newer_database_is_left_alone(empty_database_url: str) -> None:
    migrate(empty_database_url)
    engine = make_engine(empty_database_url)
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer" in str(schema_problem(engine))
    with pytest.raises(ConfigError, match="newer"):
        migrate(empty_database_url)
    engine.dispose()


@pytest.mark.parametrize(("newer", "accepted"), [(0, True), (1, True), (2, False)])
def test_a_database_one_migration_newer_is_worked_with(empty_database_url: str, newer: int, accepted: bool) -> None:
    """Processes are replaced one after another, and the old ones go on until they stop."""
    migrate(empty_database_url)
    engine = make_engine(empty_database_url)
    found = f"{int(database.HEAD) + newer:04}"
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
    assert (schema_problem(engine) is None) == accepted
    if accepted:
        migrate(empty_database_url)
        with engine.connect() as db:
            assert schema_version(db) == found
    engine.dispose()


def test_two_migrations_at_once_both_end_well(empty_database_url: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(migrate, [empty_database_url] * 2))
    engine = make_engine(empty_database_url)
    with engine.connect() as db:
        assert schema_version(db) == database.HEAD
    engine.dispose()


def test_a_failed_migration_changes_nothing(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = database._upgrade

    def half(db: object) -> None:
        upgrade(db)  # type: ignore[arg-type]
        raise RuntimeError("the power went")

    monkeypatch.setattr(database, "_upgrade", half)
    with pytest.raises(RuntimeError):
        migrate(empty_database_url)
    engine = make_engine(empty_database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "mysql://x/y", "sqlite:///not-a-folder/at-all/wres.db"])
def test_a_wrong_address_is_told_plainly(url: str) -> None:
    with pytest.raises(ConfigError, match="WRES_DATABASE_URL"):
        make_engine(url)


def test_letters_put_before_there_was_a_rank_get_theirs(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    config = alembic_config()
    with engine.execution_options(writes=True).begin() as db:
        config.attributes["connection"] = db
        command.upgrade(config, "0001")
        db.execute(text("INSERT INTO trust (id, key, name, settings, rehearsing) VALUES (1, 'a', 'A', '{}', false)"))
        db.execute(text("INSERT INTO person (id, email, name, active) VALUES (1, 'a@a.example', 'A', true)"))
        for kind in ("notice", "reminder", "digest"):
            db.execute(
                text(
                    "INSERT INTO letter (key, trust_id, kind, about, person_id, put_at, not_before, state, attempts) "
                    "VALUES (:kind, 1, :kind, '{}', 1, '2021-01-04', '2021-01-04', 'waiting', 0)"
                ),
                {"kind": kind},
            )
    migrate(empty_database_url)
    with engine.connect() as db:
        ranked = db.execute(text("SELECT key FROM letter ORDER BY rank")).scalars()
        assert list(ranked) == ["digest", "reminder", "notice"]
    engine.dispose()
