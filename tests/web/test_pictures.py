"""Holds the addresses of pictures: who has one sees the picture for a while; nobody can guess, change or list one."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from prometheus_client import CollectorRegistry

from wres_bot.delivery.retention import delete_expired
from wres_bot.store.engine import Store, make_engine
from wres_bot.web.api import make_api
from wres_bot.web.pictures import KEPT_FOR, PictureStore, mount

PNG, OTHER = b"\x89PNG one", b"\x89PNG other"
HOME = "https://wres.esneft.example"


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2021, 1, 8, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    made = Store(make_engine(database_url))
    yield made
    made.close()


@pytest.fixture
def kept(store: Store, clock: Clock) -> PictureStore:
    return PictureStore(store, "a secret", f"{HOME}/", clock)


def browser(kept: PictureStore) -> TestClient:
    api = make_api(ready={}, metrics=CollectorRegistry(), mounts=[lambda api: mount(api, kept)])
    return TestClient(api, base_url=HOME)


def token(address: str) -> str:
    return address.removeprefix(f"{HOME}/pictures/").removesuffix(".png")


def test_a_picture_is_at_its_address_for_whoever_has_it(kept: PictureStore) -> None:
    address = kept.publish(PNG)
    assert address.startswith(f"{HOME}/pictures/")
    seen = browser(kept).get(address)
    assert (seen.status_code, seen.content, seen.headers["content-type"]) == (200, PNG, "image/png")
    assert seen.headers["content-disposition"] == 'inline; filename="figures.png"'
    # Without this a browser would not show it on Teams' page; with "public", others on the way would keep it.
    assert seen.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "private" in seen.headers["cache-control"]
    assert seen.headers["x-content-type-options"] == "nosniff"


def test_every_process_with_the_secret_knows_it_and_no_other(kept: PictureStore, store: Store, clock: Clock) -> None:
    said = token(kept.publish(PNG))
    assert PictureStore(store, "a secret", "http://elsewhere.example", clock).find(said) == PNG
    assert PictureStore(store, "another", HOME, clock).find(said) is None


def test_the_same_picture_has_the_same_address_that_day(kept: PictureStore, clock: Clock) -> None:
    first = kept.publish(PNG)
    clock.moment += timedelta(hours=3)
    assert kept.publish(PNG) == first
    assert kept.publish(OTHER) != first


def test_an_address_that_was_changed_leads_nowhere(kept: PictureStore) -> None:
    said = token(kept.publish(PNG))
    raw = urlsafe_b64decode(said)
    changed = [urlsafe_b64encode(raw[:n] + bytes([raw[n] ^ 1]) + raw[n + 1 :]).decode() for n in range(len(raw))]
    for wrong in [*changed, said[:-1], said + "A", said.upper(), "", "A" * len(said), "é" * len(said), "../etc/passwd"]:
        assert kept.find(wrong) is None, wrong
    answers = [browser(kept).get(f"/pictures/{wrong}.png") for wrong in (*changed[:3], "x", "A" * 4000)]
    assert {(each.status_code, each.text) for each in answers} == {(404, answers[0].text)}


def test_pictures_cannot_be_listed(kept: PictureStore) -> None:
    kept.publish(PNG)
    assert {browser(kept).get(at).status_code for at in ("/pictures", "/pictures/", "/pictures/.png")} == {404}


def test_an_address_runs_out_and_what_it_led_to_is_forgotten(kept: PictureStore, store: Store, clock: Clock) -> None:
    said = token(kept.publish(PNG))
    clock.moment += KEPT_FOR
    assert kept.find(said) == PNG
    clock.moment += timedelta(days=1)
    assert kept.find(said) is None
    with store.write() as db:
        assert delete_expired(db, clock.moment) == 1


def test_a_picture_said_again_is_kept_the_longer(kept: PictureStore, store: Store, clock: Clock) -> None:
    first = token(kept.publish(PNG))
    clock.moment += timedelta(days=30)
    second = token(kept.publish(PNG))
    clock.moment += KEPT_FOR - timedelta(days=20)
    assert kept.find(first) is None
    assert kept.find(second) == PNG
    with store.write() as db:
        assert delete_expired(db, clock.moment) == 0
