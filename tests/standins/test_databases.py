"""Checks the databases the other tests stand on; knows nothing of what is stored in them."""

import pytest
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import OperationalError

from tests.standins.databases import PostgresServer
from wres_bot.store.engine import make_engine, migrate


def test_each_test_gets_a_database_of_its_own(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (id integer)"))
    engine.dispose()


def test_nothing_is_left_from_the_test_before(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


@pytest.mark.parametrize("again", [1, 2])
def test_a_migrated_database_has_tables_and_no_trust(engine: Engine, again: int) -> None:
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM trust")).scalar_one() == 0
        connection.execute(text("CREATE TABLE left_behind (id integer)"))


def test_postgresql_is_the_real_thing(postgresql_url: str) -> None:
    engine = make_engine(postgresql_url)
    with engine.connect() as connection:
        assert "PostgreSQL" in str(connection.execute(text("SELECT version()")).scalar_one())
    engine.dispose()


@pytest.mark.parametrize("left", ["a row", "a column", "a version"])
def test_a_database_is_used_again_as_if_it_were_new(postgresql: PostgresServer, left: str) -> None:
    with postgresql.new(migrate) as before:
        engine = make_engine(before)
        with engine.begin() as connection:
            match left:
                case "a row":
                    connection.execute(
                        text("INSERT INTO trust (key, name, settings, rehearsing) VALUES ('a', 'A', '{}', false)")
                    )
                case "a column":
                    connection.execute(text("ALTER TABLE trust ADD COLUMN left_behind integer"))
                case "a version":
                    connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))
        still_open = engine.connect()
    with postgresql.new(migrate) as url:
        new = make_engine(url)
        with new.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM trust")).scalar_one() == 0
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() != "newer"
        assert "left_behind" not in {each["name"] for each in inspect(new).get_columns("trust")}
        new.dispose()
        with pytest.raises(OperationalError):
            still_open.execute(text("SELECT 1"))
        still_open.close()
        with pytest.raises(OperationalError, match="does not exist"):
            engine.connect()
    engine.dispose()
