"""Checks the databases the other tests stand on; knows nothing of what is stored in them."""

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from wres_bot.store.engine import make_engine


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
