"""What is forgotten when: each kind at its boundary, by the trust's own settings; a hold stops all of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.world.vocabulary import EDI
from tests.world.world import World, two_trusts
from wres_bot.delivery.retention import YEAR, delete_expired
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import Card
from wres_bot.domain.letter_keys import CardKey
from wres_bot.domain.letters import PersonNotice, PlanAnswer
from wres_bot.store import events, holds, outbox, people, schema, seals, trusts

DAY = timedelta(days=1)


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    yield from two_trusts(database_url)


def count(db: Any, table: Any, *where: Any) -> int:
    return int(db.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def put_sent(db: Any, world: World, trust: int, subject: Any, mark: str) -> None:
    key = CardKey(subject.KIND, "esneft", 1, mark, "b")
    person = people.find_person_by_email(db, EDI, world.today)
    assert person is not None
    outbox.put(db, key, trust, subject, world.now, person_id=person.id, card=Card("A title", ()))
    db.execute(schema.letters.update().where(schema.letters.c.key == str(key)).values(state="sent", sent_at=world.now))


def test_letters_and_answers_go_at_the_trusts_own_time_and_a_hold_keeps_them(world: World) -> None:
    with world.store.write() as db:
        trust = trusts.find_trust_by_key(db, "esneft")
        assert trust is not None
        put_sent(db, world, trust.id, PlanAnswer(1, "minutes"), "answer")
        put_sent(db, world, trust.id, PersonNotice(1, "kept"), "notice")
        mine = schema.letters.c.state == "sent"
        delete_expired(db, world.now + 30 * DAY)
        assert count(db, schema.letters, mine) == 2  # on the day it is still there
        number = holds.place_hold(db, trust.id, None, "FOI 12", actor=Actor(None, world.now))
        delete_expired(db, world.now + 2000 * DAY)
        assert count(db, schema.letters, mine) == 2
        assert holds.lift_hold(db, number, actor=Actor(None, world.now))
        assert not holds.lift_hold(db, number, actor=Actor(None, world.now))
        delete_expired(db, world.now + 30 * DAY + timedelta(seconds=1))
        assert count(db, schema.letters, mine) == 1
        trusts.set_settings(db, "esneft", {"keep_letter_days": 500})
        delete_expired(db, world.now + 500 * DAY)
        assert count(db, schema.letters, mine) == 1
        delete_expired(db, world.now + 500 * DAY + timedelta(seconds=1))
        assert count(db, schema.letters, mine) == 0


def test_typed_words_go_before_those_of_decisions_and_history_stays_whole(world: World) -> None:
    e = schema.events.c
    with world.store.write() as db:
        trust = trusts.find_trust_by_key(db, "esneft")
        person = people.find_person_by_email(db, EDI, world.today)
        assert trust is not None and person is not None
        actor, plan = Actor(person.id, world.now), db.execute(select(schema.plans.c.id).limit(1)).scalar_one()
        for field, more in (
            ("note", {"words": "typed"}),
            ("note", {"words": f"{events.DECIDED}to wait"}),
            ("due", {"old": "2021-01-01", "new": "2021-02-01", "words": "agreed"}),
            ("status", {"old": "done", "new": "cancelled", "words": "given up"}),
            ("status", {"old": "done", "new": "in progress", "words": "typed"}),
            ("need help", {"new": "no room", "words": "no room"}),
        ):
            events.append_event(db, actor=actor, trust_id=trust.id, plan_id=plan, field=field, **more)
        rows = count(db, schema.events)
        seals.seal_history(db, world.now)
        delete_expired(db, world.now + 6 * YEAR)
        assert count(db, schema.events, e.words.is_not(None), e.who_id == person.id) == 6
        assert delete_expired(db, world.now + 6 * YEAR + DAY) >= 3
        left = db.execute(select(e.field, e.new, e.words).where(e.who_id == person.id).order_by(e.id)).all()
        assert [row.words for row in left] == [None, f"{events.DECIDED}to wait", "agreed", "given up", None, None]
        assert [row.new for row in left] == [None, None, "2021-02-01", "cancelled", "in progress", None]
        assert delete_expired(db, world.now + 6 * YEAR + DAY) == 0
        delete_expired(db, world.now + 20 * YEAR + DAY)
        assert count(db, schema.events, e.words.is_not(None), e.who_id == person.id) == 0
        assert count(db, schema.events) == rows + 2  # what was done is written down
        found = seals.verify_history(db, trust.id)
        assert found.broken == () and found.sealed
