"""A store that release 0.1.0 has written for half a year is taken over whole, on both databases."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from tests.store.release_0_1_0 import REVISION, restore, rows
from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.delivery import schedule
from wres_bot.delivery.retention import delete_expired
from wres_bot.delivery.worker import Pace, deliver_all
from wres_bot.domain.delivery_failures import FailureCode
from wres_bot.domain.measures import MeasureId, NoValue, NoValueCode, identify_measure
from wres_bot.domain.ports import Incoming, PlaceFacts
from wres_bot.store import events, outbox, snapshots
from wres_bot.store.disclosure_log import load_disclosed_figures
from wres_bot.store.engine import Store, make_engine, migrate, schema_version
from wres_bot.store.people import unknown_accounts
from wres_bot.store.schema import TrustTable

MORNING = datetime(2021, 7, 6, 10, 0, tzinfo=UTC)
UNSETTLED = {"waiting", "retry", "claimed", "unsure"}
CHANNELS = (("network", False), ("steering", True), ("leads", True), ("kingston-network", False))


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    restore(empty_database_url)
    made = make_engine(empty_database_url)
    with made.connect() as db:
        assert schema_version(db) == REVISION
    migrate(empty_database_url)
    yield made
    made.dispose()


@pytest.fixture
def store(engine: Engine) -> Iterator[Store]:
    made = Store(engine)
    yield made
    made.close()


def test_it_holds_what_the_readme_says() -> None:
    found = rows()
    letters, kept = found["letter"], found["inbox"]
    assert {each["kind"] for each in letters} == {"reminder", "digest", "preview", "answer", "notice"}
    assert {each["state"] for each in letters} == {"waiting", "claimed", "sent", "retry", "unsure", "dead", "moot"}
    assert {each["key"].split(":")[0] for each in letters} == {
        "reminder", "digest", "preview", "answer", "notice", "rehearsal", "told", "unreachable", "strangers", "arrived",
        "trouble",
    }  # fmt: skip
    assert [each["said"] is None for each in letters if each["state"] == "claimed"].count(True) == 1
    assert any(str(each["error"]).startswith("Nobody could tell") for each in letters if each["state"] == "retry")
    assert sum(each["not_before"].startswith("9000") for each in letters) == 2
    assert any(each["external"].startswith("stranger:") for each in kept)
    assert any(each["state"] == "waiting" for each in kept)
    assert {each["basis"] for each in found["snapshot"]} == {"published", "computed"}
    assert any(each["undoes"] for each in found["event"])


def test_every_row_is_there_after_the_migrations(engine: Engine) -> None:
    kept = rows()
    with engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db, opts={"compare_type": True}), TrustTable.metadata) == []
        for table in ("trust", "person", "post", "plan", "action", "milestone", "event", "snapshot", "place"):
            assert db.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one() == len(kept[table]), table


def test_every_letter_keeps_its_key_kind_and_state(store: Store) -> None:
    was = {
        each["key"]: (each["kind"], each["state"]) for each in rows()["letter"] if not each["key"].startswith("told:")
    }
    with store.read() as db:
        found = {each.key: (each.kind, each.state) for each in outbox.list_letters(db, limit=1000)}
    assert was.items() <= found.items()


def test_what_was_told_to_whom_still_counts(store: Store) -> None:
    was = [
        json.loads(each["said"])
        for each in rows()["letter"]
        if each["said"] and (each["kind"] == "digest" or each["key"].startswith("told:"))
        and each["trust_id"] == 1 and each["state"] in ("sent", "unsure", "claimed")
    ]  # fmt: skip
    with store.read() as db:
        for audience in ("network", "steering"):
            heard = [said["figures"] for said in was if said.get("audience") == audience and said["figures"]]
            assert heard
            assert load_disclosed_figures(db, 1, [audience]) == heard


def test_accounts_nobody_knows_are_still_to_be_placed(store: Store) -> None:
    with store.read() as db:
        assert [each.email for each in unknown_accounts.load_unknown_accounts(db, 1)] == [
            "2021-07-05.new.address@esneft.example"
        ]


def test_an_old_process_still_running_writes_where_it_always_did_and_all_of_it_counts(store: Store) -> None:
    """0.1.0 keeps answered figures as letters and unknown accounts among what came in, until the last of it stops."""
    with store.write() as db:
        before = load_disclosed_figures(db, 1, ["network"])
        db.execute(text(
            "INSERT INTO letter (key, trust_id, person_id, kind, about, said, state, sent_at, put_at, not_before,"
            " attempts, rank) VALUES ('told:1:0123', 1, 1, 'answer', '{\"what\": \"figures\"}',"
            " '{\"audience\": \"network\", \"figures\": {\"7\": [1]}}', 'sent', :now, :now, :now, 0, 2)"
        ), {"now": MORNING})  # fmt: skip
        db.execute(text(
            "INSERT INTO inbox (platform, workspace, external, via, state, at, said) VALUES ('slack', 'W1',"
            " 'stranger:U77', 'command', 'done', :now, '{\"email\": \"late@esneft.example\", \"trust\": 1}')"
        ), {"now": MORNING})  # fmt: skip
    incoming = Incoming("slack", "W1", "U77", "D1", "mine", "x")
    with store.write() as db:
        assert load_disclosed_figures(db, 1, ["network"]) == [*before, {"7": [1]}]
        assert unknown_accounts.load_unknown_accounts(db, 1)[0].email == "late@esneft.example"
        assert not unknown_accounts.record_unknown_account(db, incoming, "late@esneft.example", 1, MORNING)
        delete_expired(db, MORNING)
        assert [each for each in outbox.list_letters(db, limit=1000) if each.key.startswith("told:")]
        assert load_disclosed_figures(db, 1, ["network"]) == [*before, {"7": [1]}]
        delete_expired(db.execution_options(all_upgraded=True), MORNING)
        assert load_disclosed_figures(db, 1, ["network"]) == [*before, {"7": [1]}]
        assert not [each for each in outbox.list_letters(db, limit=1000) if each.key.startswith("told:")]


def test_the_history_of_every_action_is_read_as_before(store: Store) -> None:
    was = Counter(each["action_id"] for each in rows()["event"] if each["action_id"])
    with store.read() as db:
        assert {action: len(events.load_history(db, action, 200)) for action in was} == was


def test_what_waited_is_delivered_by_the_next_release(store: Store) -> None:
    """None is dead of being unreadable; what may have arrived is looked for; what is held stays held."""
    room = Room()
    for name, private in CHANNELS:
        room.add_channel(PlaceFacts(name, name, "channel", private))
    hand = [MORNING]
    platforms = {"local": LocalPlatform(room, lambda: hand[0])}
    for minutes in (0, 5):
        hand[0] = MORNING + timedelta(minutes=minutes)
        schedule.run_jobs(store, hand[0])
        asyncio.run(deliver_all(store, platforms, lambda: hand[0], "next", pace=Pace(gap=0)))
    with store.read() as db:
        after = {each.key: each for each in outbox.list_letters(db, limit=1000)}
    broken = {FailureCode.COMPOSE_FAILED, FailureCode.UNREADABLE, FailureCode.INTERNAL_ERROR}
    assert not [each for each in after.values() if each.failure and each.failure.code in broken]
    was = {each["key"] for each in rows()["letter"] if not each["key"].startswith("told:")}
    forgotten = {each["key"]: each["state"] for each in rows()["letter"] if each["key"] in was - after.keys()}
    assert all(key.startswith("answer:") and state not in UNSETTLED for key, state in forgotten.items()), "30 days"
    still = {key for key in was & after.keys() if after[key].state in UNSETTLED}
    assert still == {
        "digest:esneft:esneft-2020-21:1:2021-22Q1",  # held
        "digest:esneft:esneft-2020-21:2:2021-22Q1",  # its day is tomorrow
        "digest:esneft:esneft-2020-21:2:2020-21Q4",  # for a lead to say whether it arrived
    }


def test_every_figure_says_what_it_measures_and_why_one_is_missing(store: Store) -> None:
    was = {each["id"]: each for each in rows()["snapshot"]}
    with store.read() as db:
        held = list(db.execute(text("SELECT id, measure_id, reason_code, reason_detail FROM snapshot")))
        found = snapshots.load_snapshots(db, 1)
    assert {row.id for row in held} == set(was)
    for row in held:
        value = was[row.id]
        breakdown = "" if value["basis"] == "computed" else value["breakdown"]
        assert row.measure_id == identify_measure(value["code"], value["unit"], value["measure"], breakdown)
        assert bool(row.reason_code) == bool(value["reason"])
    assert {v.measure_id for v in found if v.basis == "computed" and v.unit == "ratio"} >= {MeasureId.LIKELIHOOD_RATIO}


def test_a_process_of_the_old_release_that_is_still_running_writes_figures_without_their_measure(store: Store) -> None:
    with store.write() as db:
        db.execute(text(
            "INSERT INTO snapshot (trust_id, standard, code, measure, breakdown, \"group\", period, basis, source,"
            " revision, value, reason, unit, period_basis) VALUES (1, 'WRES', '2', 'Relative likelihood', '', 'ratio',"
            " '2035', 'published', 'a report', 1, NULL, 'nobody was appointed.', 'ratio', '')"
        ))  # fmt: skip
    with store.read() as db:
        [found] = [v for v in snapshots.load_snapshots(db, 1, "2") if v.period == "2035"]
    assert found.measure_id is MeasureId.LIKELIHOOD_RATIO
    assert found.no_value == NoValue(NoValueCode.AS_PUBLISHED, "nobody was appointed")
