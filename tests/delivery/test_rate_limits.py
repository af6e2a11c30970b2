"""Checks who goes first and how fast: turns at a place, time a platform asked for, trusts alike, digests first."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.delivery.office import EDI, RESOURCING, Office
from tests.standins.letters import SOMETHING
from wres_bot.delivery.batch import Pace
from wres_bot.delivery.worker import LEASE, deliver_all, deliver_batch
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.letters import LetterKind
from wres_bot.store import outbox, people
from wres_bot.store.engine import Store
from wres_bot.store.outbox import rate_limits

SECOND = timedelta(seconds=1)


def put(office: Office, key: str, kind: LetterKind = "notice", trust: int | None = None, **to: Any) -> None:
    with office.store.write() as db:
        to = to or {"person_id": office.ids[RESOURCING]}
        outbox.put(db, key, trust or office.trust, SOMETHING[kind], office.now, card=Card(key), **to)


def claimed(office: Office, limit: int, holder: str = "one") -> list[str]:
    with office.store.write() as db:
        return [letter.key for letter in outbox.claim(db, holder, office.now, limit, LEASE)]


def one_pass(office: Office, store: Store, holder: str, slept: list[float]) -> int:
    async def sleep(seconds: float) -> None:
        slept.append(round(seconds))

    made = deliver_batch(
        store, office.platforms, lambda: office.now, holder, pace=Pace(sleep=sleep), jitter=lambda: 0.0
    )
    return asyncio.run(made).sent


def test_one_place_gets_about_one_message_a_second_from_all_processes_together(office: Office) -> None:
    place = office.channel("network", "network")
    for number in range(12):
        put(office, f"n{number}", place_id=place)
    another, slept, sent = Store(office.store.engine), list[float](), []
    for second in range(14):
        sent.append(one_pass(office, office.store, "one", slept) + one_pass(office, another, "two", slept))
        assert sum(sent) <= second + 4 + 1  # what it may send ahead of its turns, and waits with
        office.now += SECOND
    assert sum(sent) == 12
    assert office.states() == ["sent"] * 12
    assert max(letter.attempts for letter in office.letters()) == 1  # a letter put off was not tried


def test_a_crowded_place_holds_up_nobody_else(office: Office) -> None:
    place = office.channel("network", "network")
    for number in range(30):
        put(office, f"n{number}", place_id=place)
    put(office, "other")
    slept: list[float] = []
    assert one_pass(office, office.store, "one", slept) == 5
    assert max(slept) <= 3
    assert office.got(RESOURCING) == ["other"]


def test_a_command_line_that_delivers_all_waits_for_every_turn(office: Office) -> None:
    for number in range(6):
        put(office, f"n{number}")
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(round(seconds))

    pace = Pace(most=86_400, sleep=sleep)
    asyncio.run(deliver_all(office.store, office.platforms, lambda: office.now, "one", pace=pace))
    assert slept == [1, 2, 3, 4, 5]
    assert office.states() == ["sent"] * 6


def test_what_the_platform_asked_of_one_process_is_honoured_by_every_other(office: Office) -> None:
    put(office, "first")
    office.platform.before = [DeliveryError("slow down", retry_after=90)]
    office.one_pass("one")
    tries = office.platform.tries
    put(office, "second", person_id=office.ids[EDI])
    office.now += timedelta(seconds=89)
    office.one_pass("two")
    assert office.platform.tries == tries  # not even asked
    second = next(letter for letter in office.letters() if letter.key == "second")
    assert second.not_before == office.now + SECOND
    office.now += timedelta(seconds=2)
    office.one_pass("two")
    assert office.states() == ["sent", "sent"]


def test_the_longest_time_asked_for_counts(office: Office) -> None:
    with office.store.write() as db:
        rate_limits.record_pause(db, "slack", "T1", office.now, office.now + 60 * SECOND)
        rate_limits.record_pause(db, "slack", "T1", office.now + SECOND, office.now + 10 * SECOND)
        assert rate_limits.load_busy(db, office.now + 30 * SECOND) == {("slack", "T1", ""): office.now + 60 * SECOND}
        assert rate_limits.load_busy(db, office.now + 60 * SECOND) == {}


def test_a_clock_put_back_an_hour_stops_nobody(office: Office) -> None:
    place = office.channel("network", "network")
    put(office, "before", place_id=place)
    office.one_pass()
    with office.store.write() as db:
        rate_limits.record_pause(db, "local", "esneft", office.now, office.now + 60 * SECOND)
    office.now -= timedelta(hours=1)
    put(office, "after", place_id=place)
    assert one_pass(office, office.store, "one", []) == 1


def test_trusts_are_served_alike_however_much_one_of_them_sends(office: Office) -> None:
    with office.store.write() as db:
        other = people.save_trust(db, "whittington", "Whittington", {})
    for number in range(50):
        put(office, f"many{number}")
    office.now += SECOND
    for number in range(3):
        put(office, f"few{number}", trust=other)
    got = claimed(office, 10)
    assert len([key for key in got if key.startswith("few")]) == 3
    assert len(got) == 10  # and what the few leave, the many get


def test_with_more_trusts_than_letters_in_a_batch_each_has_its_turn(office: Office) -> None:
    with office.store.write() as db:
        others = [people.save_trust(db, f"t{n}", f"Trust {n}", {}) for n in range(6)]
    for trust in others:
        put(office, f"of{trust}", trust=trust)
    assert len(set(claimed(office, 4) + claimed(office, 4))) == 6


def test_digests_go_before_reminders_and_reminders_before_the_rest(office: Office) -> None:
    for kind in ("notice", "preview", "answer", "reminder", "digest"):
        put(office, kind, kind=kind)
        office.now += SECOND
    assert claimed(office, 2) == ["digest", "reminder"]
    assert claimed(office, 9) == ["notice", "preview", "answer"]
