"""Holds the figures at /metrics to what became of real letters."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from prometheus_client import generate_latest

from tests.delivery.office import EDI, Office, at, make
from tests.standins.letters import SOMETHING
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError
from wres_bot.store import outbox
from wres_bot.web.metrics import Metrics

MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    yield from make(database_url)


def figures(office: Office) -> dict[str, float]:
    said = generate_latest(Metrics(office.store, lambda: office.now).registry).decode()
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in said.splitlines() if line[0] != "#"}


def put(office: Office, key: str) -> None:
    with office.store.write() as db:
        outbox.put(db, key, office.trust, SOMETHING["notice"], office.now, card=Card(key), person_id=office.ids[EDI])


def test_every_state_is_counted_and_all_of_them_are_what_was_put(office: Office) -> None:
    for number in range(3):
        put(office, f"n{number}")
    office.platform.before = [DeliveryError("busy"), DeliveryError("gone", permanent=True)]
    office.one_pass()
    put(office, "later")
    found = figures(office)
    states = {state: found[f'wres_letters{{state="{state}"}}'] for state in outbox.STATES}
    assert (states["retry"], states["dead"], states["sent"]) == (1, 1, 1)
    assert sum(states.values()) == len(office.letters())


def test_the_age_is_that_of_the_letter_that_could_have_gone_first(office: Office) -> None:
    assert figures(office)["wres_oldest_letter_seconds"] == 0
    put(office, "first")
    office.now += 3 * MINUTE
    put(office, "second")
    office.now += 2 * MINUTE
    assert figures(office)["wres_oldest_letter_seconds"] == 300


def test_the_lag_runs_from_when_a_letter_could_first_have_gone_however_often_it_was_tried(office: Office) -> None:
    put(office, "quick")
    office.one_pass()
    put(office, "slow")
    office.platform.before = [DeliveryError("busy", retry_after=60)]
    office.one_pass()
    office.now += 4 * MINUTE
    office.one_pass()
    found = figures(office)
    assert found['wres_letter_lag_seconds{of="longest"}'] == 240
    office.now += 16 * MINUTE
    assert figures(office)['wres_letter_lag_seconds{of="longest"}'] == 0  # nothing was sent lately


def test_a_digest_is_not_late_for_having_been_put_days_before_its_time(office: Office) -> None:
    office.channel("network", "network")
    office.action("1.3", "2021-07-30")
    office.tick("2021-01-06", "10:00")
    office.put("2021-01-08", "10:00")
    office.now = at("2021-01-08", "10:02")
    office.deliver()
    assert figures(office)['wres_letter_lag_seconds{of="longest"}'] == 120
