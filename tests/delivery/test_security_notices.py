"""A trust's admins hear the next day what was done to its protection and its records; nobody else does."""

from collections.abc import Iterator

import pytest

from tests.world.vocabulary import EDI, GOVERNANCE, TRUST
from tests.world.world import World, one_trust
from wres_bot.delivery.security_notices import MANY
from wres_bot.domain.actor import Actor
from wres_bot.store import holds
from wres_bot.store.security_log import SecurityKind, count_security_event


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    for world in one_trust(database_url):
        world.add_person(GOVERNANCE, role="admin")
        yield world


def told(world: World) -> list[str]:
    return [words for words in world.got(GOVERNANCE) if "wres-bot audit list" in words]


def test_an_admin_hears_once_of_a_hold_the_day_after(world: World) -> None:
    with world.store.write() as db:
        for _ in range(2):
            holds.place_hold(db, world.ids[TRUST], None, "FOI 1", actor=Actor(None, world.now))
    world.deliver()
    assert told(world) == []
    for time in ("09:00", "11:00"):
        world.tick("2021-01-05", time)
    [words] = told(world)
    assert words.startswith("4 January 2021: something was done") and "hold placed, 2 times" in words
    assert "FOI" not in words and world.got(EDI) == []
    world.tick("2021-01-06")
    assert len(told(world)) == 1


def test_many_refused_requests_are_told_and_few_are_not(world: World) -> None:
    with world.store.write() as db:
        count_security_event(db, SecurityKind.REQUEST_REFUSED, world.now, what="/slack 401", count=MANY - 1)
        count_security_event(db, SecurityKind.COMMAND_REFUSED, world.now, platform="slack", count=MANY)
    world.tick("2021-01-05")
    assert told(world) == []
    with world.store.write() as db:
        count_security_event(db, SecurityKind.REQUEST_REFUSED, world.now, what="/teams 401", count=MANY)
    world.tick("2021-01-06")
    assert [f"{MANY} requests refused" in words for words in told(world)] == [True]
