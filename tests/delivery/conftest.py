"""Owns the office the jobs are tried in, on both databases."""

from collections.abc import Iterator

import pytest

from tests.delivery.office import Office, make


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    yield from make(database_url)
