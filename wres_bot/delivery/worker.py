"""Owns delivery: claim, word, keep what is said, send, settle. The only job that waits for a network.

Must not hold a transaction while it waits, and must not know what any letter says. The promise: a letter is sent at
least once or its end is known, and never twice unless a platform cannot tell whether the first one arrived.
"""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy import Connection

from wres_bot.delivery import outcomes, prepare
from wres_bot.delivery.batch import IN_FLIGHT, Batch, Counts, Pace
from wres_bot.delivery.outcomes import TIMING, Timing
from wres_bot.delivery.prepare import Lost, Ready
from wres_bot.delivery.refresh import redraw_all
from wres_bot.delivery.route import Nowhere, address
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Clock, Platform, Receipt
from wres_bot.store import outbox
from wres_bot.store.engine import Store
from wres_bot.store.models import LetterFacts

__all__ = ["Counts", "Pace", "deliver", "deliver_all", "drain", "keep_delivering", "lane_of"]

log = structlog.get_logger(__name__)
T = TypeVar("T")
R = TypeVar("R")

LEASE, QUIET = TIMING.lease, TIMING.quiet
MOST = 250
LANES = 2
"""When much is waiting, one batch is worded and written down while another is under way."""
NO_RUSH = 86_400.0
"""Seconds: whoever delivers all there is, and then ends, waits for every turn."""


async def deliver(
    store: Store,
    platforms: Mapping[str, Platform],
    now: Clock,
    holder: str,
    *,
    limit: int = MOST,
    pace: Pace | None = None,
    jitter: Callable[[], float] = random.random,
    timing: Timing = TIMING,
) -> Counts:
    """One pass: first what may have arrived, then what is ready to go."""
    work = Batch(store, platforms, now, holder, pace or Pace(), jitter, timing)
    take = partial(outbox.claim, holder=holder, limit=limit, lease=timing.lease, quiet=timing.quiet)
    look = partial(outbox.claim_unsure, holder=holder, limit=limit, lease=timing.lease)
    at = now()

    def begin(db: Connection) -> tuple[list[LetterFacts], list[LetterFacts]]:
        """In one commit where nothing has to be looked for, which is nearly always."""
        doubtful = look(db, now=at)
        return doubtful, [] if doubtful else take(db, now=at)

    doubtful, claimed = await work.write(begin)
    counts = Counts()
    if doubtful:
        await work.ask()
        await _each(_look_for, doubtful, work)
        counts = await work.settled()
        work = Batch(store, platforms, now, holder, work.pace, jitter, timing)
        claimed = await work.write(partial(take, now=now()))
    if claimed:
        counts += await _deliver(claimed, work)
        log.info("delivered", **{each.name: getattr(counts, each.name) for each in fields(counts)})
    return counts


async def deliver_all(
    store: Store, platforms: Mapping[str, Platform], now: Clock, holder: str, *, pace: Pace | None = None
) -> Counts:
    """Passes until nothing is ready any more; then what changed meanwhile is drawn again."""
    pace = pace or Pace(most=NO_RUSH)

    async def one(lane: int) -> Counts:
        return await deliver(store, platforms, now, lane_of(holder, lane), pace=pace)

    async def run(lane: int) -> Counts:
        counts = Counts()
        while (found := await one(lane)).claimed:
            counts += found
        return counts

    first = await one(0)
    lanes = LANES if first.claimed >= MOST else 1
    counts = sum(await asyncio.gather(*map(run, range(lanes))), first)
    await redraw_all(store, platforms, now, pace)
    return counts


async def keep_delivering(one: Callable[[int], Awaitable[Counts]], stopping: asyncio.Event, every: float) -> None:
    """Pass after pass until told to stop. What breaks one, such as a database away, breaks no other.

    It keeps its own beat by the loop's clock: an alarm set on the wall's would sleep an hour when that is put back.
    """

    async def run(lane: int) -> bool:
        """Whether there is more."""
        try:
            counts = await one(lane)
        except Exception as error:
            log.warning("delivery pauses", error=type(error).__name__)
            return False
        return counts.claimed >= MOST and not stopping.is_set()

    async def rush(lane: int) -> None:
        while await run(lane):
            pass

    while not stopping.is_set():
        if await run(0):
            await asyncio.gather(*map(rush, range(LANES)))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), every)


def lane_of(holder: str, lane: int) -> str:
    """Each lane holds its letters by itself: what one lost by its lease, another of the same process may hold."""
    return f"{holder}/{lane}" if lane else holder


async def drain(running: "asyncio.Task[object] | None", store: Store, holder: str, within: float = 8.0) -> None:
    """Lets a pass under way end, then hands back what is still claimed: what was begun stays unsure."""
    if running is not None and not running.done():
        _, late = await asyncio.wait({running}, timeout=within)
        for task in late:
            task.cancel()
        await asyncio.gather(running, return_exceptions=True)
    for lane in range(LANES):
        await asyncio.wrap_future(store.submit(partial(outbox.release, holder=lane_of(holder, lane))))


async def _deliver(claimed: Sequence[LetterFacts], work: Batch) -> Counts:
    prepared = await asyncio.to_thread(prepare.prepare, work.store, claimed, tuple(work.platforms), work.now())
    found = [each for each in prepared if not isinstance(each, Lost)]
    found += await _each(prepare.seek, [each for each in prepared if isinstance(each, Lost)], work)
    going = [each for each in found if isinstance(each, Ready)]
    going, later = await work.write(
        partial(prepare.keep, ready=going, holder=work.holder, pace=work.pace, now=work.now(), mute=work.mute)
    )
    for letter, end in later + [each for each in found if not isinstance(each, Ready)]:
        work.settle(letter, end)
    try:
        await _send_all(going, work)
    finally:  # at a stop as well: what is known of those that have ended is not thrown away
        counts = await work.settled()
    return counts


async def _send_all(going: Sequence[Ready], work: Batch) -> None:
    """Those whose turn it is, one after another by so many as may be under way; the others each in their time."""
    waits = [work.pace.book(each.to, each.wait) for each in going]
    now = iter([each for each, wait in zip(going, waits, strict=True) if wait <= 0])
    later = [(each, wait) for each, wait in zip(going, waits, strict=True) if wait > 0]

    async def carry() -> None:
        for each in now:
            await _send(each, work)

    async def wait(each: Ready, seconds: float) -> None:
        await work.pace.sleep(seconds)
        await _send(each, work)

    await asyncio.gather(*(carry() for _ in range(min(IN_FLIGHT, len(going)))), *(wait(*each) for each in later))


async def _send(going: Ready, work: Batch) -> None:
    """What goes wrong with one stops no other, and leaves its letter to its lease."""
    try:
        async with work.pace.gate:
            end = await _try(going, work)
        work.settle(going.letter, end)
    except Exception as error:
        log.error("letter left to its lease", error=type(error).__name__)


async def _try(going: Ready, work: Batch) -> outcomes.End:
    letter, to = going.letter, going.to
    if until := await work.busy(to):
        return outcomes.End("retry", prepare.SLOW, again=until, tried=False)
    if work.over:
        return outcomes.End("retry", "There was no time left to send it.", again=work.now(), tried=False)
    if to.platform in work.mute and not await work.write(partial(prepare.begin, going=going, holder=work.holder)):
        return outcomes.End("retry", "Somebody else has it.", again=work.now(), tried=False)
    try:
        receipt = await work.platforms[to.platform].send(to, going.worded.card, letter.key)
    except DeliveryError as error:
        if error.retry_after is not None:
            work.asked_for_time(to, error.retry_after)
        return outcomes.failed(letter, to, error, work.now(), work.jitter(), work.timing)
    except Unsure as error:
        return outcomes.End("unsure", str(error), again=work.quiet_over)
    except Exception:
        log.exception("sending failed", letter=letter.id, platform=to.platform)
        return outcomes.End("unsure", "Sending broke off.", again=work.quiet_over)
    return outcomes.End("sent", receipt=receipt, asked=going.worded.asked)


async def _look_for(letter: LetterFacts, work: Batch) -> None:
    """It may have arrived: look before sending again."""
    try:
        to = await asyncio.to_thread(_address, work.store, letter, _where(letter, work))
        if until := await work.busy(to):
            work.settle(letter, outcomes.End("unsure", letter.error, again=until, tried=False))
            return
        async with work.pace.gate:
            receipt: Receipt | None = await work.platforms[to.platform].find(to, letter.key)
    except Nowhere as nowhere:
        end = outcomes.End("dead", str(nowhere))
    except Exception as error:
        log.warning("could not look for a letter", letter=letter.id, error=type(error).__name__)
        end = outcomes.not_told(letter, error, work.now(), work.timing)
        if isinstance(error, DeliveryError) and error.retry_after is not None and not end.decide:
            until = work.asked_for_time(to, error.retry_after)
            end = replace(end, again=until, slow=(to, until))
    else:
        asked = tuple((letter.said or {}).get("asked", ()))
        end = outcomes.End("sent", receipt=receipt, asked=asked)
        if receipt is None:
            end = outcomes.trouble(letter, "It did not arrive.", work.now(), at_once=True)
    work.settle(letter, end)


def _where(letter: LetterFacts, work: Batch) -> Sequence[str]:
    """Looked for where it went, though its person may have used another platform since."""
    via = (letter.said or {}).get("via")
    return (via[0],) if via and via[0] in work.platforms else tuple(work.platforms)


def _address(store: Store, letter: LetterFacts, platforms: Sequence[str]) -> Address:
    with store.read() as db:
        return address(db, letter, platforms)


async def _each(call: Callable[[T, Batch], Awaitable[R]], items: Sequence[T], work: Batch) -> list[R]:
    """All of them; what one raises stops no other and leaves its letter to its lease."""
    done: list[R] = []
    for found in await asyncio.gather(*(call(item, work) for item in items), return_exceptions=True):
        if isinstance(found, Exception):
            log.error("letter left to its lease", error=type(found).__name__)
        elif isinstance(found, BaseException):
            raise found
        else:
            done.append(found)
    return done
