"""A document read again and again: nothing that people said since is lost."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection, event

from tests.store.conftest import DATES, NOW, START, Sample
from tests.world.vocabulary import TODAY
from wres_bot.domain.actor import Actor
from wres_bot.domain.milestones import PublishedMilestone
from wres_bot.domain.plan_rows import TargetRow
from wres_bot.store import actions, events, plans, schema
from wres_bot.store.actions import plan_import
from wres_bot.store.actions.date_import import merge_milestones
from wres_bot.store.engine import Store
from wres_bot.store.models import Action

LATER = NOW + timedelta(days=1)
APRIL = PublishedMilestone("deadline", date(2021, 4, 30), date(2021, 4, 30), "month", "2021-04")


def facts(db: Connection, sample: Sample, ref: str) -> Action:
    return actions.load_action(db, sample.actions[ref], TODAY)


def by(sample: Sample, batch: str = "b1") -> Actor:
    return Actor(sample.people["Head of EDI"], NOW, batch)


def read_again(db: Connection, sample: Sample, ref: str, dates: tuple[PublishedMilestone, ...] | None = None) -> int:
    given = DATES[ref] if dates is None else dates
    return merge_milestones(db, sample.actions[ref], given, actor=Actor(None, LATER, batch="again"))


def test_reading_the_same_document_again_changes_nothing(store: Store, sample: Sample) -> None:
    with store.write() as db:
        before = [facts(db, sample, ref) for ref in DATES]
        told = len(db.execute(schema.events.select()).all())
        for position, ref in enumerate(DATES):
            id, created = plan_import.save_action(
                db,
                sample.plan,
                sample.section,
                actor=Actor(None, LATER, batch="x"),
                ref=ref,
                position=position,
                title=f"Action {ref}",
            )
            assert (id, created) == (sample.actions[ref], False)
            assert read_again(db, sample, ref) == 0
        assert [facts(db, sample, ref) for ref in DATES] == before
        assert len(db.execute(schema.events.select()).all()) == told


def test_a_status_survives_a_document_read_again(store: Store, sample: Sample) -> None:
    with store.write() as db:
        actions.set_status(db, sample.actions["1.1"], facts(db, sample, "1.1").version, "done", actor=by(sample))
        before = facts(db, sample, "1.1")
        plan_import.save_action(
            db,
            sample.plan,
            sample.section,
            actor=Actor(None, LATER, batch="again"),
            ref="1.1",
            position=0,
            title="New words",
        )
        read_again(db, sample, "1.1")
        after = facts(db, sample, "1.1")
        assert (after.status, after.milestones, after.title) == ("done", before.milestones, "New words")
        assert actions.load_actions(db, sample.plan, TODAY, NOW)[0].title == "Action 1.1"


def test_a_changed_published_date_has_moved(store: Store, sample: Sample) -> None:
    with store.write() as db:
        assert read_again(db, sample, "1.2", (APRIL,)) == 1
        after = facts(db, sample, "1.2")
        moved = after.milestones[0]
        assert (moved.due, moved.original_due, moved.slips, after.slips) == (APRIL.due, date(2020, 12, 31), 1, 1)
        told = events.load_latest_event(db, after.id)
        assert told and (told.field, told.old, told.new) == ("due", "2020-12-31", "2021-04-30")
        assert actions.load_actions(db, sample.plan, TODAY, NOW)[1].milestones[0].due == date(2020, 12, 31)
        assert read_again(db, sample, "1.2", (APRIL,)) == 0


def test_a_date_moved_in_chat_is_not_moved_back_by_the_same_document(store: Store, sample: Sample) -> None:
    with store.write() as db:
        id, version = sample.actions["1.2"], facts(db, sample, "1.2").version
        actions.move_due(db, id, version, None, date(2021, 2, 26), actor=by(sample))
        assert read_again(db, sample, "1.2") == 0
        assert facts(db, sample, "1.2").milestones[0].due == date(2021, 2, 26)


def test_a_first_date_given_in_chat_stays(store: Store, sample: Sample) -> None:
    with store.write() as db:
        id, version = sample.actions["1.6"], facts(db, sample, "1.6").version
        actions.move_due(db, id, version, None, date(2021, 2, 26), actor=by(sample))
        read_again(db, sample, "1.6")
        read_again(db, sample, "1.6", (APRIL,))
        assert [m.due for m in facts(db, sample, "1.6").milestones] == [date(2021, 2, 26), APRIL.due]


def test_dates_change_places_without_losing_what_was_met(store: Store, sample: Sample) -> None:
    with store.write() as db:
        actions.set_status(db, sample.actions["1.1"], facts(db, sample, "1.1").version, "in progress", actor=by(sample))
        before = {m.id: replace(m) for m in facts(db, sample, "1.1").milestones}
        assert read_again(db, sample, "1.1", DATES["1.1"][::-1]) == 0
        after = facts(db, sample, "1.1").milestones
        assert [m.kind for m in after] == ["review", "deadline", "start"]
        assert {m.id: m for m in after} == before


def test_a_date_no_longer_published_goes_and_its_history_stays(store: Store, sample: Sample) -> None:
    with store.write() as db:
        actions.set_status(db, sample.actions["1.1"], facts(db, sample, "1.1").version, "done", actor=by(sample))
        read_again(db, sample, "1.1", DATES["1.1"][1:])
        assert [m.kind for m in facts(db, sample, "1.1").milestones] == ["deadline", "review"]
        assert [e.field for e in events.load_batch(db, "b1")] == ["status", "met", "met"]


def test_what_a_coordinator_assigned_stays_until_the_document_changes(store: Store, sample: Sample) -> None:
    resourcing, edi, od = (sample.posts[f"Head of {n}"] for n in ("Resourcing", "EDI", "OD"))
    with store.write() as db:
        id = sample.actions["1.1"]
        actions.set_owner(db, id, facts(db, sample, "1.1").version, edi, lead=True, replaces=True, actor=by(sample))
        same = [(resourcing, True, "only_owner")]
        assert not plan_import.save_ownerships(db, id, same, actor=Actor(None, LATER, batch="again"))
        assert [o.post_id for o in facts(db, sample, "1.1").owners] == [edi]
        assert plan_import.save_ownerships(db, id, [(od, True, "only_owner")], actor=Actor(None, LATER, batch="again"))
        assert [o.post_id for o in facts(db, sample, "1.1").owners] == [od]


def test_an_action_no_longer_published_leaves_the_plan_and_can_come_back(store: Store, sample: Sample) -> None:
    with store.write() as db:
        actions.set_status(db, sample.actions["1.1"], facts(db, sample, "1.1").version, "in progress", actor=by(sample))
        kept = [id for ref, id in sample.actions.items() if ref != "1.1"]
        assert plan_import.mark_actions_removed(db, sample.plan, kept, actor=Actor(None, LATER, batch="again")) == [
            sample.actions["1.1"]
        ]
        assert "1.1" not in {a.ref for a in actions.load_actions(db, sample.plan, TODAY)}
        assert "1.1" in {a.ref for a in actions.load_actions(db, sample.plan, TODAY, NOW)}
        assert actions.find_actions_by_ref(db, [sample.plan], "1.1") == []
        back, created = plan_import.save_action(
            db,
            sample.plan,
            sample.section,
            actor=Actor(None, LATER, batch="back"),
            ref="1.1",
            position=0,
            title="Action 1.1",
        )
        assert (back, created) == (sample.actions["1.1"], False)
        assert facts(db, sample, "1.1").status == "in progress"


@pytest.mark.parametrize("status", ["done", "in progress", "cancelled", "no update"])
def test_a_published_status_is_history_of_its_day(store: Store, sample: Sample, status: Any) -> None:
    with store.write() as db:
        plan_import.save_imported_status(
            db, sample.actions["1.1"], status, actor=Actor(None, START, batch="import"), words="Completed"
        )
        assert facts(db, sample, "1.1").status == status
        assert events.load_statuses_at(db, sample.plan, START)[sample.actions["1.1"]] == status
        before = START - timedelta(seconds=1)
        assert events.load_statuses_at(db, sample.plan, before) == {}
        assert actions.load_actions(db, sample.plan, TODAY, before) == []


def test_progress_told_stays_with_its_target(store: Store, sample: Sample) -> None:
    id = sample.actions["1.1"]
    rows = [TargetRow("80% of panels", op="at least", value=Decimal(80), unit="%"), TargetRow("fewer cases")]
    with store.write() as db:
        plan_import.save_targets(db, sample.trust, sample.plan, {id: rows, None: [TargetRow("Band 8a: 12")]})
        target = facts(db, sample, "1.1").targets[0]
        actions.set_target_progress(db, id, facts(db, sample, "1.1").version, target.id, 64, actor=by(sample))
        plan_import.save_targets(db, sample.trust, sample.plan, {id: rows[::-1]})
        assert [(t.text, t.current, t.op) for t in facts(db, sample, "1.1").targets] == [
            ("fewer cases", None, "result"), ("80% of panels", 64, "at least"),
        ]  # fmt: skip


def test_a_plan_of_any_size_is_read_in_the_same_number_of_queries(store: Store, sample: Sample) -> None:
    asked: list[str] = []
    with store.write() as db:
        event.listen(db, "before_cursor_execute", lambda *a: asked.append(a[2]))
        actions.load_actions(db, sample.plan, TODAY)
        few = len(asked)
        for n in range(60):
            id, _ = plan_import.save_action(
                db,
                sample.plan,
                sample.section,
                actor=Actor(None, START, batch="more"),
                ref=f"2.{n}",
                position=n,
                title="More",
            )
            merge_milestones(db, id, DATES["1.1"], actor=Actor(None, START, batch="more"))
            plan_import.save_ownerships(
                db, id, [(sample.posts["Head of OD"], True, None)], actor=Actor(None, START, batch="more"), created=True
            )
        asked.clear()
        found = actions.load_actions(db, sample.plan, TODAY)
        assert (len(found), len(asked)) == (66, few)
        assert few <= 8


def test_needs_are_refs(store: Store, sample: Sample) -> None:
    with store.read() as db:
        assert facts(db, sample, "1.1").needs == ("1.6",)


def test_closing_a_plan_happens_once(store: Store, sample: Sample) -> None:
    with store.write() as db:
        assert [p.id for p in plans.load_open_plans(db, sample.trust, TODAY)] == [sample.plan]
        assert plans.load_open_plans(db, sample.trust, date(2020, 3, 31)) == []
        assert actions.find_due_actions(db, date(2021, 12, 31), TODAY)
        assert plans.close_plan(db, sample.plan, actor=Actor(sample.people["Head of EDI"], NOW))
        assert not plans.close_plan(db, sample.plan, actor=Actor(sample.people["Head of EDI"], NOW))
        assert plans.load_open_plans(db, sample.trust, TODAY) == []
        assert actions.find_due_actions(db, date(2021, 12, 31), TODAY) == []


def test_what_planning_scans_is_what_has_a_date_to_come_or_gone(store: Store, sample: Sample) -> None:
    with store.read() as db:
        refs = {
            a.ref
            for a in actions.load_actions_by_id(
                db, actions.find_due_actions(db, date(2021, 2, 3), TODAY, sample.trust), TODAY
            )
        }
    assert refs == {"1.1", "1.2", "1.3", "1.4"}


def test_an_unknown_word_of_a_document_is_a_mistake_of_ours(store: Store, sample: Sample) -> None:
    with store.write() as db, pytest.raises(TypeError, match="colour"):
        plan_import.save_action(
            db,
            sample.plan,
            sample.section,
            actor=Actor(None, NOW, batch="b"),
            ref="9",
            position=0,
            title="T",
            colour="red",
        )
