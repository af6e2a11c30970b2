"""Holds what stands in the database of a letter (key, about, said) and of an event, as release 0.1.0 writes them.

Processes of two releases run beside each other for a while, so what one writes the other reads.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from tests.outside.agreed import agreed
from tests.outside.past import lived
from tests.outside.shapes import event_shapes, letter_shapes
from tests.standins.databases import SqliteFiles
from tests.store.release_0_1_0 import restore
from wres_bot.store.engine import migrate


@pytest.fixture(scope="module")
def now(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The store that this release leaves."""
    with lived(sqlite_files.new(migrate), tmp_path_factory.mktemp("past")) as past, past.world.store.read() as db:
        yield db


@pytest.fixture
def then(tmp_path: Path) -> Iterator[Connection]:
    """The store that release 0.1.0 left."""
    url = f"sqlite:///{tmp_path}/wres.db"
    restore(url)
    engine = create_engine(url)
    with engine.connect() as db:
        yield db
    engine.dispose()


def test_release_0_1_0_kept_its_letters_in_these_shapes(then: Connection) -> None:
    agreed("letters-0.1.0", letter_shapes(then))


def test_letters_are_kept_in_these_shapes(now: Connection) -> None:
    agreed("letters", letter_shapes(now))


def test_events_say_what_changed_in_these_words(now: Connection, then: Connection) -> None:
    """A report that counts "sent now", "linked" or "on" counts the same after the next release."""
    agreed("events", event_shapes(now))
    assert event_shapes(then) == event_shapes(now)
