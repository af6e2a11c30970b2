"""Figures that were told stay told: each once, to those who may have read them, digests and answers alike."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from tests.store.conftest import NOW, Sample
from wres_bot.store import schema
from wres_bot.store.disclosure_log import load_disclosed_figures, record_disclosure
from wres_bot.store.engine import Store

TWO = {"2": [["2021", "bme", 12]]}
THREE = {"3": [["2021", "bme", 7]]}


def put_digest(store: Store, sample: Sample, state: str, at: datetime, **said: Any) -> None:
    row = {"key": f"digest:{state}:{at}", "trust_id": sample.trust, "kind": "digest", "about": {}, "state": state,
           "person_id": sample.people["Head of EDI"], "put_at": at, "not_before": at, "said": said, "attempts": 0,
           "rank": 0, "sent_at": at if state == "sent" else None,
           "holder": "h", "lease_until": at if state == "claimed" else None}  # fmt: skip
    with store.write() as db:
        db.execute(insert(schema.letters).values(row))


def disclosed(store: Store, sample: Sample, *audiences: str) -> list[Any]:
    with store.read() as db:
        return load_disclosed_figures(db, sample.trust, audiences)


def tell(store: Store, sample: Sample, audience: str, figures: Any, at: datetime = NOW) -> None:
    with store.write() as db:
        record_disclosure(db, sample.trust, sample.people["Head of OD"], audience, figures, at)


def test_an_answer_told_twice_is_kept_once(store: Store, sample: Sample) -> None:
    tell(store, sample, "network", TWO)
    tell(store, sample, "network", TWO, NOW + timedelta(days=1))
    tell(store, sample, "steering", TWO)
    with store.read() as db:
        assert db.execute(select(func.count()).select_from(schema.disclosures)).scalar_one() == 2
    assert disclosed(store, sample, "network") == [TWO]
    assert disclosed(store, sample, "network", "steering") == [TWO, TWO]
    assert disclosed(store, sample, "leads") == []


def test_no_figures_are_no_disclosure(store: Store, sample: Sample) -> None:
    tell(store, sample, "network", {})
    with store.read() as db:
        assert db.execute(select(func.count()).select_from(schema.disclosures)).scalar_one() == 0


def test_another_trust_was_told_nothing(store: Store, sample: Sample) -> None:
    tell(store, sample, "network", TWO)
    with store.read() as db:
        assert load_disclosed_figures(db, sample.trust + 1, ["network"]) == []


def test_digests_and_answers_come_in_the_order_of_time(store: Store, sample: Sample) -> None:
    tell(store, sample, "network", THREE, NOW)
    put_digest(store, sample, "sent", NOW - timedelta(seconds=1), audience="network", figures=TWO)
    assert disclosed(store, sample, "network") == [TWO, THREE]
    put_digest(store, sample, "sent", NOW + timedelta(seconds=1), audience="network", figures=TWO)
    assert disclosed(store, sample, "network") == [TWO, THREE, TWO]


@pytest.mark.parametrize(("state", "told"), [("sent", True), ("unsure", True), ("claimed", True), ("waiting", False),
                                             ("retry", False), ("dead", False), ("moot", False)])  # fmt: skip
def test_only_what_may_have_been_read_was_told(store: Store, sample: Sample, state: str, told: bool) -> None:
    put_digest(store, sample, state, NOW, audience="network", figures=TWO)
    assert disclosed(store, sample, "network") == ([TWO] if told else [])


def test_a_rehearsal_told_nobody(store: Store, sample: Sample) -> None:
    put_digest(store, sample, "sent", NOW, audience="network", figures=TWO, rehearsal=True)
    assert disclosed(store, sample, "network") == []
