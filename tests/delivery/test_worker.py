"""Checks that a letter is sent once, or that its end is known; faults are put in front of a real room."""

import asyncio
import contextlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from tests.standins.letters import SOMETHING
from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World
from wres_bot.delivery import outcomes, schedule
from wres_bot.delivery.worker import LEASE, QUIET, Pace, deliver_batch, drain
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Receipt
from wres_bot.store import outbox, people


def one(world: World, day: str = "2021-01-04") -> None:
    """One reminder, put and waiting."""
    world.add_action("1.3", "2021-01-31")
    world.put(day)


def test_a_crash_before_sending_loses_nothing(world: World) -> None:
    one(world)
    with world.store.write() as db:
        outbox.claim(db, "dead process", world.now, 10, LEASE)
    assert world.one_pass().claimed == 0  # its lease still runs
    world.now += LEASE + timedelta(seconds=1)
    assert world.one_pass().sent == 1
    assert len(world.got(RESOURCING)) == 1


def test_a_crash_after_sending_does_not_send_twice(world: World) -> None:
    one(world)
    world.platform.after = [asyncio.CancelledError()]
    with contextlib.suppress(asyncio.CancelledError):
        world.one_pass()
    assert world.states() == ["claimed"]
    world.now += LEASE + timedelta(seconds=1)
    world.one_pass()
    assert world.states() == ["unsure"]
    world.now += LEASE + QUIET
    assert world.one_pass().sent == 1
    assert len(world.got(RESOURCING)) == 1


def test_an_ambiguous_answer_is_looked_up_before_anything_is_sent_again(world: World) -> None:
    one(world)
    world.platform.after = [Unsure("no answer came back")]
    assert world.one_pass().unsure == 1
    assert world.one_pass().claimed == 0  # not before the quiet time is over
    world.now += QUIET
    assert world.one_pass().sent == 1
    assert world.platform.tries == 1
    assert len(world.got(RESOURCING)) == 1


def test_one_that_never_arrived_is_sent_after_looking(world: World) -> None:
    one(world)
    world.platform.before = [Unsure("no answer came back")]
    world.one_pass()
    world.now += QUIET
    world.one_pass()
    world.now += timedelta(seconds=1)
    world.one_pass()
    assert world.states() == ["sent"]
    assert len(world.got(RESOURCING)) == 1


def test_a_refusal_is_tried_again_later_and_later(world: World) -> None:
    one(world)
    waits = []
    for _ in range(3):
        world.platform.before = [DeliveryError("busy")]
        world.one_pass()
        [letter] = world.letters()
        waits.append(letter.not_before - world.now)
        world.now = letter.not_before
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(seconds=20)
    assert world.one_pass().sent == 1


def test_the_platform_is_given_the_time_it_asks_for(world: World) -> None:
    one(world)
    world.platform.before = [DeliveryError("slow down", retry_after=90)]
    world.one_pass()
    [letter] = world.letters()
    assert letter.state == "retry"
    assert letter.not_before >= world.now + timedelta(seconds=90)


def test_one_who_cannot_be_reached_is_told_of_to_the_coordinator_and_stops_nobody_else(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.add_action("1.4", "2021-01-31", "Head of EDI")
    world.put("2021-01-04")
    with world.store.write() as db:
        people.link_identity(db, world.ids[RESOURCING], "local", "esneft", RESOURCING, world.now)
    person = world.room.find_person(RESOURCING)
    assert person
    world.room.add_person(person.__class__(RESOURCING, RESOURCING, active=False))
    world.deliver()
    assert sorted(world.states("reminder")) == ["dead", "sent"]
    notice = next(words for words in world.got(EDI) if "I had nobody to ask" in words)
    assert "1.3" in notice
    assert "cannot be reached" in notice


def test_a_token_taken_back_is_nobodys_fault_and_shuts_nothing(world: World) -> None:
    one(world)
    with world.store.write() as db:
        people.link_identity(db, world.ids[RESOURCING], "local", "esneft", RESOURCING, world.now)
    world.platform.before = [DeliveryError("the token was taken back", permanent=True, concerns="bot")]
    world.one_pass()
    assert world.states() == ["retry"]
    world.now += timedelta(minutes=5)
    assert world.one_pass().sent == 1


def test_without_an_account_on_the_platform_in_use_nobody_is_written_to_elsewhere(world: World) -> None:
    one(world)

    class Elsewhere:
        """A platform with nobody on it but the coordinator."""

        name = "slack"
        profile = describe = find = update = None

        async def find_address(self, email: str) -> Address | None:
            return Address("slack", "T1", "U1") if email == EDI else None

        async def send(self, to: Address, card: Card, key: str) -> object:
            return await world.platform.send(Address("local", "esneft", EDI), card, key)

    async def run() -> None:
        for _ in range(2):
            await deliver_batch(world.store, {"slack": Elsewhere()}, lambda: world.now, "x", pace=Pace(gap=0))  # type: ignore[dict-item]

    asyncio.run(run())
    assert world.states("reminder") == ["dead"]
    assert f"No account of {RESOURCING} is known on Slack" in world.got(EDI)[0].replace("no account", "No account")
    with world.store.read() as db:
        assert people.load_identities(db, world.ids[EDI])[0].external == "U1"  # found in the directory, and kept


def test_a_card_that_fails_to_be_worded_stops_no_other(world: World) -> None:
    one(world)
    with world.store.write() as db:
        outbox.put(db, "broken", world.trust, SOMETHING["digest"], world.now, person_id=world.ids[EDI])
    counts = world.one_pass()
    assert (counts.sent, counts.retry) == (1, 1)


def test_an_answer_carries_its_own_words(world: World) -> None:
    with world.store.write() as db:
        card = Card("For the minutes")
        outbox.put(db, "a", world.trust, SOMETHING["answer"], world.now, person_id=world.ids[EDI], card=card)
    world.deliver()
    assert world.got(EDI) == ["For the minutes"]


def test_two_processes_share_the_work_and_send_each_letter_once(world: World) -> None:
    for number in range(8):
        world.add_person(f"p{number}@esneft.example", f"Post {number}")
        world.add_action(f"1.{number}", "2021-01-31", f"Post {number}")
    world.put("2021-01-04")

    async def both() -> int:
        passes = [
            deliver_batch(world.store, world.platforms, lambda: world.now, holder, limit=5, pace=Pace(gap=0))
            for holder in ("one", "two")
        ]
        return sum(counts.sent for counts in await asyncio.gather(*passes))

    assert asyncio.run(both()) == 8
    assert all(len(world.got(f"p{number}@esneft.example")) == 1 for number in range(8))


def test_one_place_gets_about_one_message_a_second(world: World) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def turns() -> None:
        pace, one, other = Pace(sleep=sleep), Address("slack", "T", "C1"), Address("slack", "T", "C2")
        for to in (one, one, one, other):
            await pace.turn(to)

    asyncio.run(turns())
    assert [round(each) for each in slept] == [1, 2]


def test_at_a_stop_what_was_sent_is_written_down_and_what_was_not_begun_is_left_to_others(world: World) -> None:
    for number in range(3):
        world.add_person(f"p{number}@esneft.example", f"Post {number}")
        world.add_action(f"1.{number}", "2021-01-31", f"Post {number}")
    world.put("2021-01-04")
    pace, send = Pace(gap=0), world.platform.send

    async def stopping(to: Address, card: Card, key: str) -> Receipt:
        pace.stopping = True
        return await send(to, card, key)

    world.platform.send = stopping  # type: ignore[method-assign]
    asyncio.run(deliver_batch(world.store, world.platforms, lambda: world.now, "test", pace=pace))
    assert sorted(world.states()) == ["retry", "retry", "sent"]
    assert world.deliver().sent == 2  # at once, by whoever is there


def test_a_pass_that_is_broken_off_writes_down_what_it_knows(world: World) -> None:
    for number in range(2):
        world.add_person(f"p{number}@esneft.example", f"Post {number}")
        world.add_action(f"1.{number}", "2021-01-31", f"Post {number}")
    world.put("2021-01-04")
    send = world.platform.send

    async def broken() -> None:
        begun = asyncio.Event()

        async def hangs(to: Address, card: Card, key: str) -> Receipt:
            if world.platform.tries:
                begun.set()
                await asyncio.Event().wait()
            return await send(to, card, key)

        world.platform.send = hangs  # type: ignore[method-assign]
        running = asyncio.create_task(
            deliver_batch(world.store, world.platforms, lambda: world.now, "test", pace=Pace(gap=0))
        )
        await begun.wait()
        await drain(running, world.store, "test", within=0)

    asyncio.run(broken())
    assert sorted(world.states()) == ["sent", "unsure"]


def test_what_became_of_a_letter_is_written_once_the_database_is_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one(world)
    world.put("2021-01-04")
    away, whole = [OperationalError("", {}, Exception("the server is away"))] * 6, outcomes.write_outcomes

    def settled(*given: Any, **more: Any) -> list[int]:
        if away:
            raise away.pop()
        return whole(*given, **more)

    monkeypatch.setattr(outcomes, "write_outcomes", settled)
    monkeypatch.setattr("wres_bot.delivery.batch.WRITE_AGAIN", 0.0)
    monkeypatch.setattr("wres_bot.store.writer._WAITS", (0.0,) * 4)
    assert world.one_pass().sent == 1
    assert world.states() == ["sent"]


def test_a_letter_that_cannot_be_settled_leaves_no_other_in_doubt(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        world.add_person(f"p{number}@esneft.example", f"Post {number}")
        world.add_action(f"1.{number}", "2021-01-31", f"Post {number}")
    world.platform.before = [DeliveryError("gone", permanent=True)]
    world.put("2021-01-04")
    monkeypatch.setattr(outcomes, "_record_no_way", lambda *_: 1 / 0)
    world.one_pass()
    assert sorted(world.states()) == ["claimed", "sent", "sent"]


def test_a_shutdown_hands_back_what_was_not_sent(world: World) -> None:
    one(world)
    with world.store.write() as db:
        outbox.claim(db, "test", world.now, 10, LEASE)
    asyncio.run(drain(None, world.store, "test"))
    assert world.states() == ["waiting"]


def test_every_letter_is_in_one_state_and_none_is_lost(world: World) -> None:
    for number in range(6):
        world.add_person(f"p{number}@esneft.example", f"Post {number}")
        world.add_action(f"1.{number}", "2021-01-31", f"Post {number}")
    world.platform.before = [DeliveryError("busy"), Unsure("?"), DeliveryError("gone", permanent=True)]
    world.tick("2021-01-04")
    with world.store.read() as db:
        totals = outbox.count_by_state(db)
    assert sum(totals.values()) == len(world.letters())
    assert totals["claimed"] == 0


def test_a_dry_run_says_what_would_go_and_writes_nothing(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    would = schedule.rehearse_jobs(world.store, world.now)
    assert [to for to, _ in would] == [RESOURCING]
    assert "1.3" in would[0][1].plain()
    assert world.letters() == []
    assert world.load_action("1.3").asked_at is None
