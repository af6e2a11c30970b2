"""Letters: put once, claimed by one, settled by who holds them; and what came in, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from tests.slices import times
from tests.store.conftest import NOW, Sample, make_sample
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.letter_keys import KeyPrefix
from wres_bot.domain.letters import ReminderContent, ReminderSubject
from wres_bot.domain.ports import Receipt
from wres_bot.store import inbox, outbox
from wres_bot.store.engine import Store
from wres_bot.store.models import Letter

LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)
ABOUT, SAID = ReminderSubject(date(2021, 1, 4), actions=(1,)), ReminderContent(refs=("2.3",))
BUSY = DeliveryFailure(FailureCode.REFUSED, "busy")


def put(db: Connection, sample: Sample, key: str, **more: Any) -> bool:
    person = sample.people["Head of Resourcing"]
    given = {"person_id": person, **more}
    return outbox.put(db, key, sample.trust, ABOUT, NOW, **given)


def claim(store: Store, holder: str = "one", after: timedelta = timedelta(), limit: int = 100) -> list[Letter]:
    with store.write() as db:
        return outbox.claim(db, holder, NOW + after, limit, LEASE)


def settle(store: Store, letter: Letter, holder: str = "one", **how: Any) -> bool:
    with store.write() as db:
        return outbox.settle(db, letter, holder, **{"now": NOW, **how})


def totals(store: Store) -> dict[str, int]:
    with store.read() as db:
        return {state: n for state, n in outbox.count_by_state(db).items() if n}


def test_a_letter_of_one_key_is_put_once(store: Store, sample: Sample) -> None:
    with store.write() as db:
        assert put(db, sample, "k") is True
        assert put(db, sample, "k") is False
    assert totals(store) == {"waiting": 1}


def test_a_letter_is_for_one_person_or_one_place(store: Store, sample: Sample) -> None:
    with store.write() as db, pytest.raises(IntegrityError):
        put(db, sample, "k", person_id=None)


def test_a_sent_letter_keeps_its_receipt_and_what_it_said(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k")
    letter = claim(store)[0]
    assert (letter.state, letter.holder, letter.attempts, letter.subject) == ("claimed", "one", 1, ABOUT)
    with store.write() as db:
        assert outbox.record_content(db, letter.id, "one", SAID)
    assert settle(store, letter, state="sent", receipt=Receipt("D1", "17.1"))
    with store.read() as db:
        newest = outbox.find_newest_sent(db, sample.people["Head of Resourcing"])
        assert newest is not None
        assert (newest.receipt_place, newest.receipt_message, newest.sent_at) == ("D1", "17.1", NOW)
        assert newest.content == SAID
        assert outbox.find_newest_sent(db, sample.people["Head of Resourcing"], "digest") is None


def test_a_letter_waits_for_its_time(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k", not_before=NOW + MINUTE)
    assert claim(store) == []
    assert len(claim(store, after=MINUTE)) == 1


def test_a_claimed_letter_is_nobody_elses(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k")
    letter = claim(store)[0]
    assert claim(store, "two") == []
    assert not settle(store, letter, "two", state="sent")
    assert totals(store) == {"claimed": 1}


def test_a_lost_holder_settles_nothing(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k")
    letter = claim(store)[0]
    again = claim(store, "two", LEASE + MINUTE)
    assert [a.id for a in again] == [letter.id]
    assert not settle(store, letter, "one", state="sent")
    assert settle(store, again[0], "two", state="moot")


def test_a_letter_begun_by_a_lost_holder_is_unsure_and_stays_so_for_a_while(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k")
    letter = claim(store)[0]
    with store.write() as db:
        outbox.record_content(db, letter.id, "one", SAID)
    later = LEASE + MINUTE
    assert claim(store, "two", later) == []
    assert totals(store) == {"unsure": 1}
    with store.write() as db:
        assert outbox.claim_unsure(db, "two", NOW + later, 10, LEASE) == []
        assert len(outbox.claim_unsure(db, "two", NOW + later + LEASE, 10, LEASE)) == 1


def test_a_letter_to_be_tried_again_forgets_what_nobody_read(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k")
    letter = claim(store)[0]
    with store.write() as db:
        outbox.record_content(db, letter.id, "one", SAID)
    assert settle(store, letter, state="retry", not_before=NOW + MINUTE, failure=BUSY)
    assert claim(store) == []
    again = claim(store, after=MINUTE)[0]
    assert (again.content, again.attempts, again.failure) == (None, 2, BUSY)


def test_a_holder_going_away_hands_back(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "a")
        put(db, sample, "b")
    letters = claim(store)
    with store.write() as db:
        outbox.record_content(db, letters[0].id, "one", SAID)
        assert outbox.release(db, "one") == 2
    assert totals(store) == {"waiting": 1, "unsure": 1}


def test_what_a_holder_going_away_had_begun_is_not_looked_for_while_it_may_still_arrive(
    store: Store, sample: Sample
) -> None:
    with store.write() as db:
        put(db, sample, "a")
    [letter] = claim(store)
    with store.write() as db:
        outbox.record_content(db, letter.id, "one", SAID)
        outbox.release(db, "one")
        assert outbox.claim_unsure(db, "two", NOW + MINUTE, 10, LEASE) == []
        assert len(outbox.claim_unsure(db, "two", NOW + LEASE, 10, LEASE)) == 1


def test_an_older_letter_is_moot_once_a_newer_is_put(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "mine:1")
        put(db, sample, "mine:2")
        put(db, sample, "other:3")
        newer = outbox.find_letter_by_key(db, "mine:2")
        assert newer
        assert outbox.supersede_before(db, KeyPrefix("mine:"), newer.id) == 1
    assert [letter.key for letter in claim(store)] == ["mine:2", "other:3"]


def test_two_claimers_never_get_the_same_letter(store: Store, sample: Sample) -> None:
    with store.write() as db:
        for n in range(60):
            put(db, sample, f"k{n}")
    others = [Store(store.engine) for _ in range(4)]

    def take(number: int) -> list[int]:
        got: list[int] = []
        while found := claim(others[number], f"holder {number}", limit=7):
            got += [letter.id for letter in found]
        return got

    with ThreadPoolExecutor(4) as pool:
        got = [id for ids in pool.map(take, range(4)) for id in ids]
    assert len(got) == len(set(got)) == 60


def test_a_dead_letter_can_be_sent_again_by_hand(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k")
    letter = claim(store)[0]
    settle(store, letter, state="dead", failure=BUSY)
    with store.write() as db:
        assert outbox.retry(db, [letter.id], NOW) == 1
        assert outbox.find_oldest_ready(db, NOW) == NOW
    assert claim(store)[0].attempts == 1


STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "claim", "say", "sent", "retry", "unsure", "dead", "moot", "release", "again"]),
              st.integers(0, 3), st.integers(0, 5)),
    max_size=30,
)  # fmt: skip


@given(steps=STEPS)
@pytest.mark.simulation
@settings(max_examples=times(20), deadline=None)
def test_every_letter_put_is_in_one_state_whatever_happens(store: Store, steps: Any) -> None:
    with store.write() as db:
        sample, now, puts = make_sample(db), NOW, 0
        for what, who, minutes in steps:
            now += minutes * MINUTE
            holder = f"holder {who}"
            mine = [x for x in outbox.list_letters(db, state="claimed") if x.holder == holder]
            if what == "put":
                puts += put(db, sample, f"k{puts}")
            elif what == "claim":
                outbox.claim(db, holder, now, 2, LEASE)
            elif what == "again":
                outbox.claim_unsure(db, holder, now, 2, LEASE)
            elif what == "release":
                outbox.release(db, holder)
            elif mine and what == "say":
                outbox.record_content(db, mine[0].id, holder, SAID)
            elif mine:
                state: Any = what
                assert outbox.settle(db, mine[0], holder, state=state, now=now)
            assert sum(outbox.count_by_state(db).values()) == puts
        db.rollback()


def test_what_came_in_twice_is_seen_once(store: Store, sample: Sample) -> None:
    with store.write() as db:
        assert inbox.record_incoming(db, "slack", "W", "1", "click", NOW)
        assert not inbox.record_incoming(db, "slack", "W", "1", "click", NOW)
        assert inbox.record_incoming(db, "teams", "W", "1", "click", NOW)


def test_work_put_off_waits_until_one_does_it(store: Store, sample: Sample) -> None:
    with store.write() as db:
        inbox.record_incoming(db, "slack", "W", "1", "command", NOW, later={"text": "status"})
        waiting = inbox.load_waiting(db)
        assert [w.said for w in waiting] == [{"text": "status"}]
        assert inbox.mark_done(db, waiting[0].id)
        assert not inbox.mark_done(db, waiting[0].id)
        assert inbox.delete_old_incoming(db, NOW + MINUTE) == 1
