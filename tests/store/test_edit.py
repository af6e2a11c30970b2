"""Moves, words, help and owners of an action: what each keeps of what was there before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.store.conftest import NOW, Sample
from tests.world.vocabulary import TODAY
from wres_bot.domain.actor import Actor
from wres_bot.store import actions, events
from wres_bot.store.engine import Store
from wres_bot.store.errors import DateMet, DateUnchanged, NoSuchTarget, OwnersUnchanged
from wres_bot.store.models import Action

FIRST = date(2020, 12, 31)
"""The date of 1.2 in the plan."""


def load(store: Store, sample: Sample, ref: str) -> Action:
    with store.read() as db:
        return actions.load_action(db, sample.actions[ref], TODAY)


def move(store: Store, sample: Sample, ref: str, due: date, hours: int = 0, milestone: int | None = None) -> None:
    action = load(store, sample, ref)
    actor = Actor(sample.people["Head of OD"], NOW + timedelta(hours=hours))
    with store.write() as db:
        actions.move_due(db, action.id, action.version, milestone, due, actor=actor)


def test_the_first_date_of_all_is_kept_through_every_move(store: Store, sample: Sample) -> None:
    for hours, due in enumerate((date(2021, 2, 26), date(2021, 5, 28), date(2021, 4, 30))):
        move(store, sample, "1.2", due, hours)
        [moved] = load(store, sample, "1.2").milestones
        assert (moved.due, moved.until, moved.original_due) == (due, due, FIRST)


@pytest.mark.parametrize(("days", "slips"), [(-1, 0), (1, 1)])
def test_only_a_later_date_is_a_slip(store: Store, sample: Sample, days: int, slips: int) -> None:
    move(store, sample, "1.2", FIRST + timedelta(days=days))
    action = load(store, sample, "1.2")
    assert (action.slips, action.milestones[0].slips) == (slips, slips)


def test_the_same_date_is_no_move(store: Store, sample: Sample) -> None:
    with pytest.raises(DateUnchanged):
        move(store, sample, "1.2", FIRST)


def test_a_date_that_was_met_does_not_move(store: Store, sample: Sample) -> None:
    start = load(store, sample, "1.1").milestones[0]
    actor = Actor(sample.people["Head of OD"], NOW)
    with store.write() as db:
        actions.set_status(db, sample.actions["1.1"], 1, "in progress", actor=actor)
    with pytest.raises(DateMet):
        move(store, sample, "1.1", date(2021, 6, 1), 1, start.id)


@pytest.mark.parametrize(("days", "asked"), [(-1, True), (0, False), (1, False)])
def test_who_was_asked_about_a_passed_date_is_asked_again_only_when_none_has_passed(
    store: Store, sample: Sample, days: int, asked: bool
) -> None:
    with store.write() as db:
        actions.mark_asked(db, [sample.actions["1.2"]], NOW)
    move(store, sample, "1.2", TODAY + timedelta(days=days), 1)
    assert (load(store, sample, "1.2").asked_at is not None) == asked


def test_the_first_asking_counts(store: Store, sample: Sample) -> None:
    with store.write() as db:
        actions.mark_asked(db, [sample.actions["1.2"]], NOW)
        actions.mark_asked(db, [sample.actions["1.2"], sample.actions["1.3"]], NOW + timedelta(days=1))
    assert load(store, sample, "1.2").asked_at == NOW
    assert load(store, sample, "1.3").asked_at == NOW + timedelta(days=1)


def test_an_owner_is_added_replaced_and_leads(store: Store, sample: Sample) -> None:
    id, posts = sample.actions["1.2"], sample.posts
    actor = Actor(sample.people["Head of EDI"], NOW)

    def owners() -> list[tuple[str, bool]]:
        return [(o.post, o.lead) for o in load(store, sample, "1.2").owners]

    with store.write() as db:
        actions.set_owner(db, id, 1, posts["Head of EDI"], actor=actor)
    assert owners() == [("Head of OD", True), ("Vacant Post", False), ("Head of EDI", False)]
    with store.write() as db:
        actions.set_owner(db, id, 2, posts["Head of EDI"], lead=True, actor=actor)
    assert owners() == [("Head of EDI", True), ("Head of OD", False), ("Vacant Post", False)]
    with store.write() as db:
        actions.set_owner(db, id, 3, posts["Head of OD"], replaces=True, actor=actor)
    assert owners() == [("Head of OD", True)]
    with store.write() as db, pytest.raises(OwnersUnchanged):
        actions.set_owner(db, id, 4, posts["Head of OD"], replaces=True, actor=actor)


def test_a_snooze_is_a_persons_own_and_runs_to_its_last_day(store: Store, sample: Sample) -> None:
    person, until = sample.people["Head of OD"], date(2021, 1, 11)
    with store.write() as db:
        actions.record_snooze(db, sample.actions["1.2"], date(2021, 1, 8), actor=Actor(person, NOW, "a"))
        actions.record_snooze(db, sample.actions["1.2"], until, actor=Actor(person, NOW, "b"))
        for day, running in ((until - timedelta(days=1), 1), (until, 1), (until + timedelta(days=1), 0)):
            found = actions.load_snoozes(db, day, person_id=person)
            assert [each.until for each in found] == [until] * running
        assert actions.load_snoozes(db, until, person_id=sample.people["Head of EDI"]) == []
        assert [(e.old, e.new) for e in events.load_batch(db, "b")] == [("2021-01-08", "2021-01-11")]


def test_an_actor_stands_in_history_with_moment_command_and_place(store: Store, sample: Sample) -> None:
    actor = Actor(sample.people["Head of OD"], NOW, "b1", "slack", "C1")
    with store.write() as db:
        actions.add_note(db, sample.actions["1.6"], 1, "under way", actor=actor)
        [event] = events.load_batch(db, "b1")
    assert (event.who_id, event.at, event.platform, event.place) == (actor.person_id, NOW, "slack", "C1")
    assert (event.field, event.words, event.post) == ("note", "under way", "Head of OD")
    assert replace(actor).batch == "b1" and Actor(None, NOW).batch != Actor(None, NOW).batch


def test_a_target_of_another_action_is_refused(store: Store, sample: Sample) -> None:
    with store.write() as db, pytest.raises(NoSuchTarget):
        actions.set_target_progress(db, sample.actions["1.1"], 1, 99, 5, actor=Actor(None, NOW))
