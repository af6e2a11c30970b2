"""Owns the world that tests of conversations talk to, on each kind of database."""

from collections.abc import Iterator

import pytest

from tests.world.world import World, two_trusts


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    yield from two_trusts(database_url)
