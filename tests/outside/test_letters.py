"""Holds what stands in the database of a letter: its key, what it is about, what it said, as release 0.1.0 writes them.

Processes of two releases run beside each other for a while, so what one writes the other reads.
"""

from pathlib import Path

from sqlalchemy import create_engine

from tests.outside.agreed import agreed
from tests.outside.past import lived
from tests.outside.shapes import letter_shapes
from tests.store.release_0_1_0 import restore


def test_release_0_1_0_kept_its_letters_in_these_shapes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/wres.db"
    restore(url)
    engine = create_engine(url)
    with engine.connect() as db:
        agreed("letters-0.1.0", letter_shapes(db))
    engine.dispose()


def test_letters_are_kept_in_these_shapes(sqlite_url: str, tmp_path: Path) -> None:
    with lived(sqlite_url, tmp_path) as past, past.world.store.read() as db:
        agreed("letters", letter_shapes(db))
