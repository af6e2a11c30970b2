"""Owns the world the jobs are tried in, on both databases."""

from collections.abc import Iterator

import pytest

from tests.world.world import World, one_trust


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    yield from one_trust(database_url)
