"""A platform that answers nothing delays its own letters, and nobody else's."""

import asyncio
from collections.abc import Callable
from functools import partial

import pytest

from tests.delivery.test_two_platforms import Chat
from tests.patience import PATIENCE
from tests.standins.letters import SOMETHING
from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World
from wres_bot.delivery import batch
from wres_bot.delivery.batch import Gate, Pace, Stuck
from wres_bot.delivery.worker import MAX_LANES, Counts, deliver_batch, drain, keep_delivering, lane_of
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import Unsure
from wres_bot.domain.ports import Address, Platform, Receipt
from wres_bot.store import outbox, people

MANY = 150


class Hanging(Chat):
    """Takes what it is given and says nothing, until `free`."""

    def __init__(self, name: str, world: World) -> None:
        super().__init__(name, world)
        self.free = asyncio.Event()
        self.begun = 0

    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        self.begun += 1
        await self.free.wait()
        raise Unsure("no answer")

    async def find_address(self, email: str) -> Address | None:
        await self.free.wait()
        return None

    async def find_sent(self, to: Address, key: str) -> Receipt | None:
        await self.free.wait()
        return None


def put(world: World, who: str, platform: str, count: int, what: str) -> None:
    with world.store.write() as db:
        for number in range(count):
            subject = SOMETHING["notice"]
            key = f"notice:{what}:{platform}:{number}"
            outbox.put(db, key, world.trust, subject, world.now, person_id=world.ids[who], platform=platform,
                       card=Card(f"{what} {number}"))  # fmt: skip


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.01)


@pytest.fixture
def two(world: World) -> World:
    with world.store.write() as db:
        for who, platform in ((EDI, "slack"), (RESOURCING, "teams")):
            people.link_identity(db, world.ids[who], platform, "w", f"U-{platform}@x", world.now)
    return world


async def test_letters_of_one_platform_go_while_the_other_hangs(two: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that waited with it, and those that are put meanwhile, however many wait for the other."""
    monkeypatch.setattr(batch, "STUCK_AFTER", 0.2)
    slack, teams = Chat("slack", two), Hanging("teams", two)
    platforms: dict[str, Platform] = {"teams": teams, "slack": slack}
    pace, stopping = Pace(gap=0), asyncio.Event()

    async def one(lane: int) -> Counts:
        return await deliver_batch(two.store, platforms, lambda: two.now, lane_of("x", lane), pace=pace)

    put(two, RESOURCING, "teams", MANY, "early")
    put(two, EDI, "slack", 20, "early")
    running = asyncio.create_task(keep_delivering(one, stopping, 0.02))
    await until(lambda: len(slack.got()) == 20)
    for number in range(MAX_LANES + 2):  # each time with more for the one that hangs
        put(two, RESOURCING, "teams", 5, f"later-{number}")
        put(two, EDI, "slack", 5, f"later-{number}")
        await until(partial(lambda count: len(slack.got()) == count, 25 + 5 * number))
        two.later(seconds=batch.STUCK_PAUSE)
    assert not teams.free.is_set()
    assert teams.begun <= batch.IN_FLIGHT * 2
    mine = two.ids[EDI]
    await until(lambda: {letter.state for letter in two.letters() if letter.person_id == mine} == {"sent"})
    teams.free.set()
    stopping.set()
    pace.stopping = True
    await drain(running, two.store, "x")
    assert "claimed" not in two.states()


async def test_a_directory_that_hangs_holds_up_nobody_whose_account_is_known(two: World) -> None:
    slack, teams = Chat("slack", two), Hanging("teams", two)
    with two.store.write() as db:
        stranger = people.save_person(db, "somebody.new@esneft.example", "Somebody new")
        two.ids["somebody"] = stranger
        subject = SOMETHING["notice"]
        outbox.put(db, "notice:new", two.trust, subject, two.now, person_id=stranger, card=Card("Hello"))
    put(two, EDI, "slack", 3, "known")
    passing = asyncio.create_task(
        deliver_batch(two.store, {"teams": teams, "slack": slack}, lambda: two.now, "x", pace=Pace(gap=0))
    )
    await until(lambda: len(slack.got()) == 3)
    assert not passing.done()
    teams.free.set()
    await passing


async def test_a_gate_is_stuck_when_nothing_is_answered_and_opens_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now)
    gate = Gate(2)
    async with gate.request():
        for more, stuck in ((batch.STUCK_AFTER - 0.1, False), (0.1, False), (0.1, True)):
            now += more
            assert gate.is_stuck() is stuck
        gate.note_answer(answered=True)
        assert not gate.is_stuck()
    for number in range(batch.MAX_UNANSWERED):
        assert not gate.is_stuck(), number
        gate.note_answer(answered=False)
    assert gate.is_stuck()
    with pytest.raises(Stuck):
        await gate.request().__aenter__()
    now += batch.STUCK_PAUSE
    assert not gate.is_stuck()
