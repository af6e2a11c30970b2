"""Changing a status: versions, milestones met and opened again, and history."""

from concurrent.futures import Future
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from tests.store.conftest import NOW, START, Sample
from tests.world.vocabulary import TODAY
from wres_bot.domain.actor import Actor
from wres_bot.store import actions, events, schema
from wres_bot.store.actions.change import CLOCKS_DIFFER
from wres_bot.store.engine import Store
from wres_bot.store.errors import ChangedLater, ReasonMissing, ReopeningNeedsWords, StaleAction, StatusUnchanged
from wres_bot.store.models import Action, ActionChange


def by(sample: Sample, now: datetime = NOW, batch: str = "b1") -> Actor:
    return Actor(sample.people["Head of Resourcing"], now, batch)


def read(store: Store, sample: Sample, ref: str, today: date = TODAY) -> Action:
    with store.read() as db:
        return actions.load_action(db, sample.actions[ref], today)


def say(
    store: Store, sample: Sample, ref: str, new: Any, now: datetime = NOW, batch: str = "b1", **more: Any
) -> ActionChange:
    id = sample.actions[ref]
    known = read(store, sample, ref)
    return store.run(lambda db: actions.set_status(db, id, known.version, new, actor=by(sample, now, batch), **more))


def open_due(store: Store, sample: Sample, ref: str) -> date | None:
    with store.read() as db:
        found: date | None = db.execute(
            select(schema.actions.c.open_due).where(schema.actions.c.id == sample.actions[ref])
        ).scalar_one()
        return found


def test_done_meets_starts_and_deadlines_and_leaves_reviews(store: Store, sample: Sample) -> None:
    change = say(store, sample, "1.1", "done", words="all trained")
    facts = read(store, sample, "1.1")
    assert facts.status == "done"
    assert {m.kind: m.met_on for m in facts.milestones} == {"start": TODAY, "deadline": TODAY, "review": None}
    assert len(change.met) == 2
    assert open_due(store, sample, "1.1") is None
    with store.read() as db:
        told = events.load_history(db, sample.actions["1.1"], 10)
    assert [e.field for e in told] == ["met", "met", "status", "imported"]
    status = told[2]
    assert (status.old, status.new, status.words) == ("no update", "done", "all trained")
    assert (status.who, status.post, status.batch) == ("Head of Resourcing", "Head of Resourcing", "b1")


def test_done_and_continuing_keeps_asking_about_its_reviews(store: Store, sample: Sample) -> None:
    say(store, sample, "1.1", "done", continuing=True)
    assert open_due(store, sample, "1.1") == date(2021, 6, 30)
    assert read(store, sample, "1.1").continuing


def test_in_progress_meets_the_start_only(store: Store, sample: Sample) -> None:
    say(store, sample, "1.1", "in progress")
    facts = read(store, sample, "1.1")
    assert [m.kind for m in facts.milestones if m.met_on] == ["start"]
    assert open_due(store, sample, "1.1") == date(2021, 3, 31)


def test_a_start_window_is_asked_about_from_its_first_day(store: Store, sample: Sample) -> None:
    assert open_due(store, sample, "1.1") == date(2020, 11, 1)


def test_opening_again_opens_what_done_had_met(store: Store, sample: Sample) -> None:
    say(store, sample, "1.1", "done")
    change = say(store, sample, "1.1", "not started", words="two divisions to do", batch="b2")
    facts = read(store, sample, "1.1")
    assert [m.met_on for m in facts.milestones] == [None, None, None]
    assert len(change.unmet) == 2
    assert open_due(store, sample, "1.1") == date(2020, 11, 1)


def test_opening_again_leaves_what_was_met_before(store: Store, sample: Sample) -> None:
    say(store, sample, "1.1", "in progress")
    say(store, sample, "1.1", "done", batch="b2")
    say(store, sample, "1.1", "not started", words="a slip", batch="b3")
    assert [m.kind for m in read(store, sample, "1.1").milestones if m.met_on] == ["start"]


def test_opening_again_needs_words(store: Store, sample: Sample) -> None:
    say(store, sample, "1.1", "done")
    with pytest.raises(ReopeningNeedsWords) as refused:
        say(store, sample, "1.1", "in progress", batch="b2")
    assert (refused.value.ref, refused.value.old, refused.value.new) == ("1.1", "done", "in progress")
    assert read(store, sample, "1.1").status == "done"


def test_the_same_status_is_no_change(store: Store, sample: Sample) -> None:
    with pytest.raises(StatusUnchanged):
        say(store, sample, "1.1", "no update")


def test_cancelled_needs_a_reason_and_stops_dates(store: Store, sample: Sample) -> None:
    for reason in (None, "", "  "):
        with pytest.raises(ReasonMissing):
            say(store, sample, "1.1", "cancelled", reason=reason)
    say(store, sample, "1.1", "cancelled", reason="merged", replaced_by=sample.actions["1.2"])
    facts = read(store, sample, "1.1")
    assert (facts.reason, facts.replaced_by) == ("merged", "1.2")
    assert open_due(store, sample, "1.1") is None


def test_an_update_meets_a_review_whose_first_reminder_has_gone(store: Store, sample: Sample) -> None:
    say(store, sample, "1.4", "in progress")
    assert read(store, sample, "1.4").milestones[0].met_on == TODAY


def test_an_update_before_the_first_reminder_leaves_the_review(store: Store, sample: Sample) -> None:
    say(store, sample, "1.4", "in progress", now=NOW - timedelta(days=5))
    assert read(store, sample, "1.4").milestones[0].met_on is None


def test_an_update_takes_what_repeats_to_its_next_date(store: Store, sample: Sample) -> None:
    assert read(store, sample, "1.3").milestones[0].due == date(2021, 3, 31)
    say(store, sample, "1.3", "in progress", now=datetime.fromisoformat("2021-03-10T10:00Z"))
    after = read(store, sample, "1.3", date(2021, 3, 10)).milestones[0]
    assert (after.due, after.met_on) == (date(2021, 6, 30), None)
    assert open_due(store, sample, "1.3") == date(2021, 6, 30)


def test_what_repeats_is_not_missed_when_a_date_goes_by(store: Store, sample: Sample) -> None:
    assert read(store, sample, "1.3", date(2020, 7, 1)).milestones[0].due == date(2020, 9, 30)


@pytest.mark.parametrize(("back", "refused"), [(CLOCKS_DIFFER, False), (CLOCKS_DIFFER + timedelta(seconds=1), True)])
def test_clocks_may_differ_a_little_and_no_more(store: Store, sample: Sample, back: timedelta, refused: bool) -> None:
    """Who comes later by the database is later: the moment is clamped, and history keeps its order."""
    say(store, sample, "1.1", "in progress")
    if refused:
        with pytest.raises(ChangedLater) as error:
            say(store, sample, "1.1", "done", now=NOW - back, batch="b2")
        assert (error.value.ref, error.value.last) == ("1.1", NOW)
        return
    say(store, sample, "1.1", "done", now=NOW - back, batch="b2")
    with store.read() as db:
        told = [(e.new, e.at) for e in events.load_history(db, sample.actions["1.1"]) if e.field == "status"]
    assert told[:2] == [("done", NOW), ("in progress", NOW)]


def test_an_older_version_is_refused_with_how_it_is_now(store: Store, sample: Sample) -> None:
    id = sample.actions["1.1"]
    seen = read(store, sample, "1.1").version
    say(store, sample, "1.1", "in progress")
    with pytest.raises(StaleAction) as stale:
        store.run(lambda db: actions.set_status(db, id, seen, "done", actor=by(sample)))
    assert stale.value.current.status == "in progress"


def test_of_two_writers_one_wins(store: Store, sample: Sample) -> None:
    """Two that read the same version at once, as two processes would."""
    id, seen = sample.actions["1.1"], read(store, sample, "1.1").version
    second = Store(store.engine)

    def change(new: Any) -> Any:
        return lambda db: actions.set_status(db, id, seen, new, actor=by(sample))

    tries: list[Future[ActionChange]] = [store.submit(change("done")), second.submit(change("in progress"))]
    failures = [t.exception(20) for t in tries]
    assert sorted(type(f).__name__ for f in failures) == ["NoneType", "StaleAction"]
    assert read(store, sample, "1.1").version == seen + 1
    second.close()


def test_a_lost_race_writes_nothing_at_all(store: Store, sample: Sample) -> None:
    """The version is checked again by the write itself, after the read that came too early."""
    with store.read() as db:
        known = actions.load_editable_actions(db, [sample.plan], "1.1", TODAY)[0]
    say(store, sample, "1.1", "in progress")

    def late(db: Connection) -> None:
        with pytest.raises(StaleAction):
            actions.set_status(db, known.id, known.version, "done", already_read=known, actor=by(sample, batch="late"))

    store.run(late)
    assert [m.kind for m in read(store, sample, "1.1").milestones if m.met_on] == ["start"]
    with store.read() as db:
        assert events.load_batch(db, "late") == []


def test_for_update_knows_owners_and_what_is_unmet(store: Store, sample: Sample) -> None:
    with store.read() as db:
        found = actions.load_editable_actions(db, [sample.plan], "1.2", TODAY)
        assert actions.load_editable_actions(db, [sample.plan], "9.9", TODAY) == []
        assert actions.load_editable_actions(db, [sample.plan, 999], "1.2", TODAY) == found
    assert [f.ref for f in found] == ["1.2"]
    assert found[0].owners == {sample.people["Head of OD"]}
    assert [m.kind for m in found[0].milestones] == ["deadline"]
    assert found[0].last_at == START
