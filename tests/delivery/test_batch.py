"""Proves how long a batch may go on, and whose turn comes when at one place."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wres_bot.delivery.batch import Batch, Counts, Pace
from wres_bot.delivery.outcomes import TIMING
from wres_bot.domain.ports import Address

BEGAN = datetime(2021, 1, 4, 9, 30, tzinfo=UTC)
TO = Address("slack", "T1", "C1")


def batch(now: Callable[[], datetime], pace: Pace | None = None, **platforms: Any) -> Batch:
    store: Any = None
    return Batch(store, platforms, now, "one", pace or Pace(), lambda: 0.5, TIMING)


@pytest.mark.parametrize(("minutes", "seconds", "over"), [(2, 59, False), (3, 0, False), (3, 1, True), (-60, 0, False)])
def test_nothing_is_begun_in_the_last_two_minutes_of_the_lease(minutes: int, seconds: int, over: bool) -> None:
    async def run() -> bool:
        clock = [BEGAN]
        made = batch(lambda: clock[0])
        clock[0] += timedelta(minutes=minutes, seconds=seconds)
        return made.over

    assert asyncio.run(run()) is over


def test_a_wall_clock_put_back_does_not_make_a_batch_longer() -> None:
    async def run() -> bool:
        made = batch(lambda: BEGAN)
        made.began_here -= (TIMING.lease - TIMING.quiet).total_seconds() + 1
        return made.over

    assert asyncio.run(run())


def test_at_a_stop_nothing_is_begun() -> None:
    async def run() -> bool:
        return batch(lambda: BEGAN, Pace(stopping=True)).over

    assert asyncio.run(run())


def test_a_workspace_is_busy_until_the_moment_it_named() -> None:
    async def run() -> list[bool]:
        clock, found = [BEGAN], []
        made = batch(lambda: clock[0])
        made.asked_for_time(TO, 10)
        for second in (9, 10, 11):
            clock[0] = BEGAN + timedelta(seconds=second)
            found.append(await made.paused_until(TO) is not None)
        return found

    assert asyncio.run(run()) == [True, False, False]


def test_a_platform_that_cannot_be_asked_is_known_as_that() -> None:
    class Blind:
        cannot_tell = True

    async def run() -> frozenset[str]:
        return batch(lambda: BEGAN, teams=Blind(), slack=object()).unsearchable

    assert asyncio.run(run()) == {"teams"}


def test_turns_at_one_place_are_a_second_apart_and_another_place_waits_for_none() -> None:
    async def run() -> list[float]:
        pace = Pace()
        first = [round(pace.book(TO), 2) for _ in range(3)]
        return [*first, round(pace.book(Address("slack", "T1", "C2")), 2), round(pace.book(TO, 10.0), 2)]

    assert asyncio.run(run()) == [0.0, 1.0, 2.0, 0.0, 10.0]


def test_counts_add_up() -> None:
    both = Counts(sent=1, dead=2) + Counts(sent=3, retry=1, unsure=1, moot=1)
    assert both == Counts(sent=4, retry=1, unsure=1, dead=2, moot=1)
    assert both.claimed == 9
