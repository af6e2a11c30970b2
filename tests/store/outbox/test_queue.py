"""Letters: put once, claimed by one, settled by who holds them; and what came in, once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar, Literal, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from tests.slices import times
from tests.standins.letters import SOMETHING
from tests.store.conftest import NOW, Sample, make_sample
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.letter_keys import KeyPrefix
from wres_bot.domain.letters import LetterKind, ReminderContent, ReminderSubject
from wres_bot.domain.ports import Receipt
from wres_bot.store import inbox, outbox, people
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


# Leases


def test_a_lease_that_ends_this_instant_is_still_held(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k")
    claim(store)
    assert claim(store, "two", LEASE) == []
    assert len(claim(store, "two", LEASE + timedelta(microseconds=1))) == 1


def test_what_was_begun_is_looked_for_once_it_was_quiet_so_long(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k")
        [letter] = outbox.claim(db, "one", NOW, 1, LEASE)
        outbox.record_content(db, letter.id, "one", SAID)
        lost = NOW + LEASE + MINUTE
        assert outbox.claim(db, "two", lost, 1, LEASE, quiet=5 * MINUTE) == []
        assert outbox.claim_unsure(db, "two", lost + 5 * MINUTE - timedelta(seconds=1), 1, LEASE) == []
        assert len(outbox.claim_unsure(db, "two", lost + 5 * MINUTE, 1, LEASE)) == 1


def test_nothing_is_written_about_a_letter_by_one_who_does_not_hold_it(store: Store, sample: Sample) -> None:
    """Not what it is about to say, one or many, nor that it was sent, one or many."""
    with store.write() as db:
        put(db, sample, "k")
        [letter] = outbox.claim(db, "one", NOW, 1, LEASE)
        assert not outbox.record_content(db, letter.id, "two", SAID)
        assert outbox.record_contents(db, "two", {letter.id: SAID}) == set()
        assert outbox.settle_sent(db, "two", [(letter.id, Receipt("D1", "1"))], NOW) == set()
        assert not outbox.settle(db, letter, "two", state="dead", now=NOW)
        kept = outbox.find_letter(db, letter.id)
    assert kept == letter


def test_nothing_is_written_about_a_letter_that_is_settled(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k")
        [letter] = outbox.claim(db, "one", NOW, 1, LEASE)
        assert outbox.settle_sent(db, "one", [(letter.id, Receipt("D1", "1"))], NOW) == {letter.id}
        assert outbox.record_contents(db, "one", {letter.id: SAID}) == set()
        assert outbox.settle_sent(db, "one", [(letter.id, Receipt("D1", "2"))], NOW) == set()
        sent = outbox.find_letter(db, letter.id)
    assert sent
    assert (sent.state, sent.receipt_message, sent.holder, sent.sent_at) == ("sent", "1", None, NOW)


def test_many_are_written_at_once_and_only_those_that_are_held(store: Store, sample: Sample) -> None:
    with store.write() as db:
        for name in ("a", "b", "c"):
            put(db, sample, name)
        a, b = outbox.claim(db, "one", NOW, 2, LEASE)
        [c] = outbox.claim(db, "two", NOW, 1, LEASE)
        said = {each.id: ReminderContent(refs=(each.key,)) for each in (a, b, c)}
        assert outbox.record_contents(db, "one", said) == {a.id, b.id}
        assert outbox.record_contents(db, "one", {}) == set()
        contents = [outbox.find_letter(db, each.id) for each in (a, b, c)]
    assert [each.content for each in contents if each] == [said[a.id], said[b.id], None]


def test_putting_off_counts_as_no_attempt_and_trying_does(store: Store, sample: Sample) -> None:
    with store.write() as db:
        put(db, sample, "k")
        [letter] = outbox.claim(db, "one", NOW, 1, LEASE)
        outbox.settle(db, letter, "one", state="retry", now=NOW, not_before=NOW, tried=False)
        [again] = outbox.claim(db, "one", NOW, 1, LEASE)
        outbox.settle(db, again, "one", state="retry", now=NOW, not_before=NOW)
        [last] = outbox.claim(db, "one", NOW, 1, LEASE)
    assert (letter.attempts, again.attempts, last.attempts) == (1, 1, 2)


# Trusts


def crowd(db: Connection, sample: Sample, **letters: int) -> dict[str, int]:
    """Trusts, by key, with so many letters each."""
    made = {}
    for key, number in letters.items():
        made[key] = people.save_trust(db, key, key, {})
        for n in range(number):
            put(db, replace(sample, trust=made[key]), f"{key}:{n}")
    return made


def counted(letters: list[Letter]) -> dict[str, int]:
    return dict(Counter(letter.key.split(":")[0] for letter in letters))


@pytest.mark.parametrize(("limit", "shares"), [
    (3, {"a": 1, "b": 1, "c": 1}),
    (6, {"a": 2, "b": 2, "c": 2}),
    (9, {"a": 5, "b": 2, "c": 2}),  # what two cannot use goes to the third
    (99, {"a": 20, "b": 2, "c": 2}),
])  # fmt: skip
def test_every_trust_has_its_share_of_a_batch(store: Store, sample: Sample, limit: int, shares: dict[str, int]) -> None:
    with store.write() as db:
        crowd(db, sample, a=20, b=2, c=2)
        assert counted(outbox.claim(db, "one", NOW, limit, LEASE)) == shares
        db.rollback()


def test_trusts_take_turns_at_being_first(store: Store, sample: Sample) -> None:
    """With more trusts than letters in a batch nobody waits for ever: each second another begins."""
    first = []
    with store.write() as db:
        crowd(db, sample, a=5, b=5, c=5)
        for second in range(3):
            now = NOW + timedelta(seconds=second)
            first += [letter.key[0] for letter in outbox.claim(db, "one", now, 1, LEASE)]
        db.rollback()
    assert sorted(first) == ["a", "b", "c"]


def test_a_digest_goes_before_a_reminder_and_a_reminder_before_the_rest(store: Store, sample: Sample) -> None:
    person = sample.people["Head of Resourcing"]
    with store.write() as db:
        for kind in ("notice", "answer", "preview", "reminder", "digest"):
            outbox.put(db, kind, sample.trust, SOMETHING[kind], NOW, person_id=person)
        found = outbox.claim(db, "one", NOW, 5, LEASE)
        db.rollback()
    assert [letter.kind for letter in found] == ["digest", "reminder", "notice", "answer", "preview"]


# Forgetting


@pytest.mark.parametrize(("state", "gone"), [("sent", 1), ("dead", 1), ("moot", 1), ("retry", 0), ("unsure", 0)])
def test_only_what_is_settled_is_forgotten_and_only_once_it_is_old(
    store: Store, sample: Sample, state: Any, gone: int
) -> None:
    with store.write() as db:
        put(db, sample, "k")
        [letter] = outbox.claim(db, "one", NOW, 1, LEASE)
        outbox.settle(db, letter, "one", state=state, now=NOW)
        assert outbox.forget(db, sample.trust, NOW, NOW) == 0
        later = NOW + timedelta(microseconds=1)
        assert outbox.forget(db, sample.trust + 1, later, later) == 0
        assert outbox.forget(db, sample.trust, later, NOW) == gone
        db.rollback()


# While an older release may run


@dataclass(frozen=True, slots=True)
class OfTomorrow:
    """Something that release 0.1.0 knows nothing of."""

    KIND: ClassVar[LetterKind] = "notice"
    what: Literal["of tomorrow"] = "of tomorrow"


@pytest.mark.parametrize("all_upgraded", [False, True])
def test_what_the_old_release_would_drop_is_put_once_all_processes_are_upgraded(
    store: Store, sample: Sample, all_upgraded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wres_bot.store.outbox.queue.dump_subject", asdict)
    with store.write() as db:
        person, newer = sample.people["Head of EDI"], cast(Any, OfTomorrow())
        upgraded = db.execution_options(all_upgraded=all_upgraded)
        assert outbox.put(upgraded, "k", sample.trust, newer, NOW, person_id=person) is all_upgraded
        assert outbox.put(upgraded, "old", sample.trust, SOMETHING["notice"], NOW, person_id=person)
        db.rollback()
