"""Owns the world that tests of commands talk to, on each kind of database."""

from collections.abc import Iterator

import pytest

from tests.commands.world import World, make


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    yield from make(database_url)
