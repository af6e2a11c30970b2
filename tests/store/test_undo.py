"""Taking back a command, and reading a plan as it stood."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from tests.slices import times
from tests.store.conftest import NOW, START, Sample, make_sample
from tests.world.vocabulary import TODAY
from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.statuses import Status
from wres_bot.store import actions, events
from wres_bot.store.engine import Store
from wres_bot.store.errors import ChangeRefused
from wres_bot.store.models import Action, Event

HOUR = timedelta(hours=1)


def by(sample: Sample, now: datetime = NOW, batch: str = "b1", who: str = "Head of Resourcing") -> Actor:
    return Actor(sample.people[who], now, batch)


def change(store: Store, sample: Sample, ref: str, call: Any, *args: Any, **more: Any) -> None:
    id = sample.actions[ref]
    with store.read() as db:
        version = actions.load_action(db, id, TODAY).version
    store.run(lambda db: call(db, id, version, *args, **more))


def facts(store: Store, sample: Sample, ref: str) -> Action:
    with store.read() as db:
        return replace(actions.load_action(db, sample.actions[ref], TODAY), version=0)


def undo(store: Store, sample: Sample, batch: str, now: datetime = NOW + HOUR) -> list[Event]:
    who = sample.people["Head of Resourcing"]
    return store.run(lambda db: actions.undo_batch(db, batch, actor=Actor(who, now, batch=f"undo-{batch}")))


def test_undo_puts_a_status_and_its_dates_back(store: Store, sample: Sample) -> None:
    before = facts(store, sample, "1.1")
    change(store, sample, "1.1", actions.set_status, "done", actor=by(sample))
    assert undo(store, sample, "b1") == []
    assert facts(store, sample, "1.1") == before


def test_undo_puts_every_kind_of_change_back(store: Store, sample: Sample) -> None:
    before = facts(store, sample, "1.1")
    post = sample.posts["Head of OD"]
    change(store, sample, "1.1", actions.set_help, "panel members", actor=by(sample, batch="h"))
    change(store, sample, "1.1", actions.move_due, None, date(2021, 5, 31), actor=by(sample, batch="d"))
    change(store, sample, "1.1", actions.set_owner, post, lead=True, actor=by(sample, batch="o"))
    change(store, sample, "1.1", actions.set_status, "cancelled", reason="merged", actor=by(sample, batch="s"))
    for batch in ("s", "o", "d", "h"):
        assert undo(store, sample, batch) == []
    assert facts(store, sample, "1.1") == before


def test_undo_takes_what_repeats_back_to_its_date(store: Store, sample: Sample) -> None:
    now = datetime.fromisoformat("2021-03-10T10:00Z")
    before = facts(store, sample, "1.3")
    change(store, sample, "1.3", actions.add_note, "under way", actor=by(sample, now))
    assert facts(store, sample, "1.3").milestones != before.milestones
    assert undo(store, sample, "b1", now + HOUR) == []
    assert facts(store, sample, "1.3") == before


def test_undo_refuses_when_somebody_changed_the_same_since(store: Store, sample: Sample) -> None:
    change(store, sample, "1.1", actions.set_status, "done", actor=by(sample))
    other = by(sample, NOW + HOUR, "b2", "Head of EDI")
    change(store, sample, "1.1", actions.set_status, "in progress", words="not quite", actor=other)
    conflicts = undo(store, sample, "b1", NOW + 2 * HOUR)
    assert {(e.field, e.who) for e in conflicts} == {("status", "Head of EDI"), ("met", "Head of EDI")}
    assert facts(store, sample, "1.1").status == "in progress"


def test_another_field_is_no_conflict(store: Store, sample: Sample) -> None:
    change(store, sample, "1.1", actions.set_status, "done", actor=by(sample))
    change(store, sample, "1.1", actions.add_note, "well done", actor=by(sample, NOW + HOUR, "b2", "Head of EDI"))
    assert undo(store, sample, "b1", NOW + 2 * HOUR) == []
    assert facts(store, sample, "1.1").status == "no update"


def test_undoing_a_move_remembers_that_the_owner_was_asked(store: Store, sample: Sample) -> None:
    store.run(lambda db: actions.mark_asked(db, [sample.actions["1.2"]], NOW))
    before = facts(store, sample, "1.2")
    change(store, sample, "1.2", actions.move_due, None, date(2021, 5, 31), actor=by(sample))
    assert facts(store, sample, "1.2").asked_at is None
    assert undo(store, sample, "b1") == []
    assert facts(store, sample, "1.2") == before


def test_nothing_is_undone_twice(store: Store, sample: Sample) -> None:
    change(store, sample, "1.1", actions.set_status, "done", actor=by(sample))
    assert undo(store, sample, "b1") == []
    assert [e.undoes for e in undo(store, sample, "b1", NOW + 2 * HOUR)][:1] == ["b1"]
    with store.read() as db:
        last = events.load_last_batch(db, sample.people["Head of Resourcing"], START)
    assert {e.undoes for e in last} == {"b1"}


def test_several_actions_of_one_command_go_back_together(store: Store, sample: Sample) -> None:
    for ref in ("1.1", "1.2"):
        change(store, sample, ref, actions.set_status, "done", actor=by(sample))
    assert undo(store, sample, "b1") == []
    assert {facts(store, sample, ref).status for ref in ("1.1", "1.2")} == {"no update"}


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["1.1", "1.3", "1.4", "1.6"]),
        st.sampled_from(["not started", "in progress", "delayed", "done", "cancelled",
                         "note", "help", "no help", "move", "own", "undo", "asked"]),
        st.integers(1, 40),
    ),
    max_size=10,
)  # fmt: skip


def do(db: Connection, sample: Sample, ref: str, what: str, now: datetime, batch: str) -> None:
    id, today = sample.actions[ref], london_day(now)
    actor = Actor(sample.people["Head of Resourcing"], now, batch)
    version = actions.load_action(db, id, today).version
    match what:
        case "note":
            actions.add_note(db, id, version, "words", actor=actor)
        case "help":
            actions.set_help(db, id, version, "a room", actor=actor)
        case "asked":
            actions.mark_asked(db, [id], now)
        case "no help":
            actions.clear_help(db, id, version, actor=actor)
        case "move":
            actions.move_due(db, id, version, None, today + timedelta(days=60), actor=actor)
        case "own":
            actions.set_owner(db, id, version, sample.posts["Head of OD"], lead=True, actor=actor)
        case "undo":
            last = events.load_last_batch(db, sample.people["Head of Resourcing"], START)
            if last:
                actions.undo_batch(db, last[0].batch, actor=actor)
        case status:
            actions.set_status(db, id, version, cast(Status, status), reason="a reason", words="words", actor=actor)


@given(moves=MOVES)
@pytest.mark.simulation
@settings(max_examples=times(15), deadline=None)
def test_a_plan_is_read_as_it_stood_at_every_moment(store: Store, moves: Any) -> None:
    """Whatever happens, history read backwards gives what was really there at the time."""
    with store.write() as db:
        sample = make_sample(db)
        now, then = NOW, []
        for number, (ref, what, hours) in enumerate(moves):
            then.append((now, london_day(now), _plain(db, sample, london_day(now))))
            now += timedelta(hours=hours)
            try:
                do(db, sample, ref, what, now, f"b{number}")
            except ChangeRefused:
                continue
        for at, today, expected in then:
            assert _plain(db, sample, today, at) == expected
            statuses = events.load_statuses_at(db, sample.plan, at)
            assert statuses == {id: status for id, status, *_ in expected}
        db.rollback()


def _plain(db: Connection, sample: Sample, today: date, at: datetime | None = None) -> list[Any]:
    """All but the version, and owners' basis and order."""
    return [
        (a.id, a.status, a.continuing, a.reason, a.replaced_by, a.need_help, a.slips, a.asked_at, a.milestones,
         {(o.post, o.lead) for o in a.owners})
        for a in actions.load_actions(db, sample.plan, today, at)
    ]  # fmt: skip
