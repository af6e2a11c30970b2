"""Holds the figures at /metrics to what became of real letters."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from prometheus_client import generate_latest

from tests.standins.letters import SOMETHING
from tests.world.vocabulary import EDI, at
from tests.world.world import World, one_trust
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError
from wres_bot.store import outbox
from wres_bot.web.metrics import Metrics

MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    yield from one_trust(database_url)


def figures(world: World) -> dict[str, float]:
    said = generate_latest(Metrics(world.store, lambda: world.now).registry).decode()
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in said.splitlines() if line[0] != "#"}


def put(world: World, key: str) -> None:
    with world.store.write() as db:
        outbox.put(db, key, world.trust, SOMETHING["notice"], world.now, card=Card(key), person_id=world.ids[EDI])


def test_every_state_is_counted_and_all_of_them_are_what_was_put(world: World) -> None:
    for number in range(3):
        put(world, f"n{number}")
    world.platform.before = [DeliveryError("busy"), DeliveryError("gone", permanent=True)]
    world.one_pass()
    put(world, "later")
    found = figures(world)
    states = {state: found[f'wres_letters{{state="{state}"}}'] for state in outbox.STATES}
    assert (states["retry"], states["dead"], states["sent"]) == (1, 1, 1)
    assert sum(states.values()) == len(world.letters())


def test_the_age_is_that_of_the_letter_that_could_have_gone_first(world: World) -> None:
    assert figures(world)["wres_oldest_letter_seconds"] == 0
    put(world, "first")
    world.now += 3 * MINUTE
    put(world, "second")
    world.now += 2 * MINUTE
    assert figures(world)["wres_oldest_letter_seconds"] == 300


def test_the_lag_runs_from_when_a_letter_could_first_have_gone_however_often_it_was_tried(world: World) -> None:
    put(world, "quick")
    world.one_pass()
    put(world, "slow")
    world.platform.before = [DeliveryError("busy", retry_after=60)]
    world.one_pass()
    world.now += 4 * MINUTE
    world.one_pass()
    found = figures(world)
    assert found['wres_letter_lag_seconds{of="longest"}'] == 240
    world.now += 16 * MINUTE
    assert figures(world)['wres_letter_lag_seconds{of="longest"}'] == 0  # nothing was sent lately


def test_a_digest_is_not_late_for_having_been_put_days_before_its_time(world: World) -> None:
    world.add_channel("network", "network")
    world.add_action("1.3", "2021-07-30")
    world.tick("2021-01-06", "10:00")
    world.put("2021-01-08", "10:00")
    world.now = at("2021-01-08", "10:02")
    world.deliver()
    assert figures(world)['wres_letter_lag_seconds{of="longest"}'] == 120
