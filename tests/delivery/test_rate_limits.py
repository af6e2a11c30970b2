"""Checks who goes first and how fast: turns at a place, time a platform asked for, trusts alike, digests first."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.standins.letters import SOMETHING
from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World
from wres_bot.delivery.batch import Pace
from wres_bot.delivery.worker import LEASE, deliver_all, deliver_batch
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.letters import LetterKind
from wres_bot.store import outbox, people
from wres_bot.store.engine import Store
from wres_bot.store.outbox import rate_limits

SECOND = timedelta(seconds=1)


def put(world: World, key: str, kind: LetterKind = "notice", trust: int | None = None, **to: Any) -> None:
    with world.store.write() as db:
        to = to or {"person_id": world.ids[RESOURCING]}
        outbox.put(db, key, trust or world.trust, SOMETHING[kind], world.now, card=Card(key), **to)


def claimed(world: World, limit: int, holder: str = "one") -> list[str]:
    with world.store.write() as db:
        return [letter.key for letter in outbox.claim(db, holder, world.now, limit, LEASE)]


def one_pass(world: World, store: Store, holder: str, slept: list[float]) -> int:
    async def sleep(seconds: float) -> None:
        slept.append(round(seconds))

    made = deliver_batch(store, world.platforms, lambda: world.now, holder, pace=Pace(sleep=sleep), jitter=lambda: 0.0)
    return asyncio.run(made).sent


def test_one_place_gets_about_one_message_a_second_from_all_processes_together(world: World) -> None:
    place = world.add_channel("network", "network")
    for number in range(12):
        put(world, f"n{number}", place_id=place)
    another, slept, sent = Store(world.store.engine), list[float](), []
    for second in range(14):
        sent.append(one_pass(world, world.store, "one", slept) + one_pass(world, another, "two", slept))
        assert sum(sent) <= second + 4 + 1  # what it may send ahead of its turns, and waits with
        world.now += SECOND
    assert sum(sent) == 12
    assert world.states() == ["sent"] * 12
    assert max(letter.attempts for letter in world.letters()) == 1  # a letter put off was not tried


def test_a_crowded_place_holds_up_nobody_else(world: World) -> None:
    place = world.add_channel("network", "network")
    for number in range(30):
        put(world, f"n{number}", place_id=place)
    put(world, "other")
    slept: list[float] = []
    assert one_pass(world, world.store, "one", slept) == 5
    assert max(slept) <= 3
    assert world.got(RESOURCING) == ["other"]


def test_a_command_line_that_delivers_all_waits_for_every_turn(world: World) -> None:
    for number in range(6):
        put(world, f"n{number}")
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(round(seconds))

    pace = Pace(most=86_400, sleep=sleep)
    asyncio.run(deliver_all(world.store, world.platforms, lambda: world.now, "one", pace=pace))
    assert slept == [1, 2, 3, 4, 5]
    assert world.states() == ["sent"] * 6


def test_what_the_platform_asked_of_one_process_is_honoured_by_every_other(world: World) -> None:
    put(world, "first")
    world.platform.before = [DeliveryError("slow down", retry_after=90)]
    world.one_pass("one")
    tries = world.platform.tries
    put(world, "second", person_id=world.ids[EDI])
    world.now += timedelta(seconds=89)
    world.one_pass("two")
    assert world.platform.tries == tries  # not even asked
    second = next(letter for letter in world.letters() if letter.key == "second")
    assert second.not_before == world.now + SECOND
    world.now += timedelta(seconds=2)
    world.one_pass("two")
    assert world.states() == ["sent", "sent"]


def test_the_longest_time_asked_for_counts(world: World) -> None:
    with world.store.write() as db:
        rate_limits.record_pause(db, "slack", "T1", world.now, world.now + 60 * SECOND)
        rate_limits.record_pause(db, "slack", "T1", world.now + SECOND, world.now + 10 * SECOND)
        assert rate_limits.load_busy(db, world.now + 30 * SECOND) == {("slack", "T1", ""): world.now + 60 * SECOND}
        assert rate_limits.load_busy(db, world.now + 60 * SECOND) == {}


def test_a_clock_put_back_an_hour_stops_nobody(world: World) -> None:
    place = world.add_channel("network", "network")
    put(world, "before", place_id=place)
    world.one_pass()
    with world.store.write() as db:
        rate_limits.record_pause(db, "local", "esneft", world.now, world.now + 60 * SECOND)
    world.now -= timedelta(hours=1)
    put(world, "after", place_id=place)
    assert one_pass(world, world.store, "one", []) == 1


def test_trusts_are_served_alike_however_much_one_of_them_sends(world: World) -> None:
    with world.store.write() as db:
        other = people.save_trust(db, "whittington", "Whittington", {})
    for number in range(50):
        put(world, f"many{number}")
    world.now += SECOND
    for number in range(3):
        put(world, f"few{number}", trust=other)
    got = claimed(world, 10)
    assert len([key for key in got if key.startswith("few")]) == 3
    assert len(got) == 10  # and what the few leave, the many get


def test_with_more_trusts_than_letters_in_a_batch_each_has_its_turn(world: World) -> None:
    with world.store.write() as db:
        others = [people.save_trust(db, f"t{n}", f"Trust {n}", {}) for n in range(6)]
    for trust in others:
        put(world, f"of{trust}", trust=trust)
    assert len(set(claimed(world, 4) + claimed(world, 4))) == 6


def test_digests_go_before_reminders_and_reminders_before_the_rest(world: World) -> None:
    for kind in ("notice", "preview", "answer", "reminder", "digest"):
        put(world, kind, kind=kind)
        world.now += SECOND
    assert claimed(world, 2) == ["digest", "reminder"]
    assert claimed(world, 9) == ["notice", "preview", "answer"]
