"""Sealed history: whole after every removal that is written down, broken by every other change, move or deletion."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, select, text

from tests.slices import times
from tests.store.conftest import NOW, Sample
from tests.store.release_0_1_0 import restore
from wres_bot.domain.actor import Actor
from wres_bot.store import events, schema, seals
from wres_bot.store.engine import Store, make_engine, migrate

E, S, C = schema.events, schema.sealed_events, schema.checkpoints
LATER = NOW + timedelta(hours=1)


def is_whole(db: Connection, trust: int, heads: Sequence[str] = ()) -> bool:
    return not seals.verify_history(db, trust, heads).broken


def write_history(store: Store, sample: Sample) -> None:
    """Three batches of everyday events, with every kind of text in them."""
    for batch in range(3):

        def write(db: Connection, batch: int = batch) -> None:
            for number in range(4):
                who = Actor(
                    sample.people["Head of OD"], NOW + timedelta(minutes=batch), f"b{batch}.{number}", "slack", "D1"
                )
                events.append_event(
                    db, actor=who, trust_id=sample.trust, plan_id=sample.plan, action_id=sample.actions["1.1"],
                    field="status", old="in progress", new="done", words=f"é “words” {number}",
                    detail={"was": [1, None]},
                )  # fmt: skip
            seals.seal_history(db, LATER)

        store.run(write)


def test_history_is_sealed_in_batches_and_stays_whole_as_it_grows(store: Store, sample: Sample) -> None:
    write_history(store, sample)
    with store.write() as db:
        first = seals.verify_history(db, sample.trust)
        assert first.broken == () and first.unsealed == 0 and first.sealed > 12
        assert seals.seal_history(db, LATER) == 0
        events.append_event(db, actor=Actor(None, NOW), trust_id=sample.trust, field="plan", new="closed")
        ahead = Actor(None, LATER + timedelta(days=1))
        events.append_event(db, actor=ahead, trust_id=sample.trust, field="plan", new="to come")
        assert seals.verify_history(db, sample.trust).unsealed == 2
        assert seals.seal_history(db, LATER) == 1  # what is dated ahead may still be dated anew
        then = seals.verify_history(db, sample.trust, [first.head])
        assert then.broken == () and then.sealed == first.sealed + 1 and then.head != first.head
        assert not is_whole(db, sample.trust, ["0" * 64])


def _set(table: Any, name: str, value: Any) -> Callable[[Connection, Any], None]:
    def change(db: Connection, row: Any) -> None:
        key = table.c.id if "id" in table.c else table.c.event_id
        db.execute(table.update().where(key == (row.id if "id" in table.c else row.event_id)).values({name: value}))

    return change


def _delete(table: Any) -> Callable[[Connection, Any], None]:
    def change(db: Connection, row: Any) -> None:
        key = table.c.id if "id" in table.c else table.c.event_id
        db.execute(table.delete().where(key == (row.id if "id" in table.c else row.event_id)))

    return change


def _swap(db: Connection, row: Any) -> None:
    """Two neighbours in the other order."""
    place = S.c.position
    for old, new in ((row.position, -1), (row.position + 1, row.position), (-1, row.position + 1)):
        db.execute(S.update().where(place == old).values(position=new))


TAMPERING: dict[str, tuple[Any, Callable[[Connection, Any], None]]] = {
    "facts: who": (E, _set(E, "who_id", None)),
    "facts: when": (E, _set(E, "at", NOW - timedelta(days=1))),
    "facts: field": (E, _set(E, "field", "note")),
    "facts: which": (E, _set(E, "action_id", None)),
    "facts: platform": (E, _set(E, "platform", "teams")),
    "old": (E, _set(E, "old", "not started")),
    "new": (E, _set(E, "new", "cancelled")),
    "words": (E, _set(E, "words", "other words")),
    "words gone": (E, _set(E, "words", None)),
    "detail": (E, _set(E, "detail", {"was": [2, None]})),
    "place": (E, _set(E, "place", "C1")),
    "batch": (E, _set(E, "batch", "b9")),
    "undoes": (E, _set(E, "undoes", "b1")),
    "event gone": (E, _delete(E)),
    "order": (S, _swap),
    "seal gone": (S, _delete(S)),
    "salts gone": (S, _set(S, "salts", {})),
    "digest": (S, _set(S, "digests", {"words": "0" * 64})),
    "seal of facts": (S, _set(S, "facts", "0" * 64)),
    "chain": (S, _set(S, "chain", "0" * 64)),
    "checkpoint": (C, _set(C, "chain", "0" * 64)),
}


def test_any_other_change_is_found(store: Store, sample: Sample) -> None:
    write_history(store, sample)
    chosen = Random(8)
    with store.write() as db:
        assert is_whole(db, sample.trust)
        for how, (table, change) in TAMPERING.items():
            found = select(table).order_by(*table.primary_key.columns)
            rows = db.execute(found.where(table.c.words.is_not(None)) if table is E else found).all()
            for row in chosen.sample(rows[:-1] if how == "order" else rows, min(times(2), len(rows) - 1)):
                tried = db.begin_nested()
                change(db, row)
                assert not is_whole(db, sample.trust), (how, row)
                tried.rollback()
        assert is_whole(db, sample.trust)


def test_a_tail_cut_off_with_its_checkpoint_is_found_by_a_head_kept_elsewhere(store: Store, sample: Sample) -> None:
    write_history(store, sample)
    with store.write() as db:
        head = seals.verify_history(db, sample.trust).head
        last = db.execute(select(C).order_by(C.c.id.desc()).limit(1)).one()
        before = db.execute(select(C.c.position).where(C.c.id < last.id).order_by(C.c.id.desc()).limit(1)).scalar_one()
        cut = db.execute(S.delete().where(S.c.position > before).returning(S.c.event_id)).scalars().all()
        db.execute(E.delete().where(E.c.id.in_(cut)))
        db.execute(C.delete().where(C.c.id == last.id))
        assert is_whole(db, sample.trust)
        assert not is_whole(db, sample.trust, [head])


def test_a_removal_that_is_written_down_leaves_it_whole_and_its_salt_goes(store: Store, sample: Sample) -> None:
    write_history(store, sample)
    with store.write() as db:
        said = db.execute(select(E.c.id).where(E.c.words.is_not(None)).order_by(E.c.id)).scalars().all()
        texts: dict[int, dict[str, Any]] = {said[0]: {"words": None}, said[1]: {"words": "Ask [name]", "old": None}}
        events.append_event(db, actor=Actor(None, NOW), trust_id=sample.trust, field="note", words="not sealed yet")
        newest = db.execute(select(E.c.id).order_by(E.c.id.desc()).limit(1)).scalar_one()
        texts[newest] = {"words": None}
        assert seals.redact_events(db, sample.trust, texts, events.WORDS_EXPIRED, actor=Actor(None, NOW)) == 3
        assert is_whole(db, sample.trust)
        kept = db.execute(select(S.c.salts).where(S.c.event_id == said[0])).scalar_one()
        assert "words" not in kept and "batch" in kept
        seals.seal_history(db, LATER)
        assert is_whole(db, sample.trust)
        seals.redact_events(db, sample.trust, {said[1]: {"words": None}}, events.WORDS_EXPIRED, actor=Actor(None, NOW))
        assert is_whole(db, sample.trust)  # the newest word on a text counts
        db.execute(E.update().where(E.c.id == said[1]).values(words="put back"))
        assert not is_whole(db, sample.trust)


def test_the_history_of_release_0_1_0_is_sealed_whole(empty_database_url: str) -> None:
    restore(empty_database_url)
    migrate(empty_database_url)
    engine: Engine = make_engine(empty_database_url)
    store = Store(engine)
    with store.write() as db:
        many = db.execute(text("SELECT count(*) FROM event")).scalar_one()
        seals.seal_history(db, LATER.replace(year=2040))
        trusts = db.execute(select(schema.trusts.c.id)).scalars().all()
        found = [seals.verify_history(db, trust) for trust in trusts]
        assert sum(each.sealed for each in found) == many
        assert not any(each.broken or each.unsealed for each in found)
    store.close()


def test_nobody_who_writes_waits_for_the_sealing(store: Store, sample: Sample) -> None:
    """The lock that keeps two from sealing at once lets events of the trust be written."""
    if store.engine.dialect.name == "sqlite":
        return  # one writer at a time, whatever they do
    with store.write() as db:
        seals.lock_history(db, sample.trust)
        store.run(lambda other: events.append_event(
            other, actor=Actor(None, NOW), trust_id=sample.trust, field="plan", new="closed"
        ))  # fmt: skip
