"""Owns the door that the tests knock at."""

from collections.abc import AsyncIterator

import pytest

from tests.chat.teams.door import Door, opened


@pytest.fixture
async def door(sqlite_url: str) -> AsyncIterator[Door]:
    async with opened(sqlite_url) as made:
        yield made
