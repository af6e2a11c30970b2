"""Owns delivery: claim, word, keep what is said, send, record the outcome. The only job that waits for a network.

Must not hold a transaction while it waits, and must not know what any letter says. The promise: a letter is sent at
least once or its outcome is known, and never twice unless a platform cannot tell whether the first one arrived.
"""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from wres_bot.delivery import outcomes, prepare
from wres_bot.delivery.batch import IN_FLIGHT, Batch, Counts, Pace, Stuck
from wres_bot.delivery.outcomes import TIMING, Timing
from wres_bot.delivery.prepare import Prepared, Unrouted
from wres_bot.delivery.refresh_worker import refresh_all
from wres_bot.delivery.route import NoRoute, find_address
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Clock, Platform, Receipt
from wres_bot.logs import get_logger
from wres_bot.store import outbox
from wres_bot.store.engine import Store
from wres_bot.store.models import Letter

__all__ = ["Counts", "Pace", "deliver_all", "deliver_batch", "drain", "keep_delivering", "lane_of"]

log = get_logger(__name__)
T = TypeVar("T")
R = TypeVar("R")

LEASE, QUIET = TIMING.lease, TIMING.quiet
BATCH_LIMIT = 250
LANES, MAX_LANES = 2, 4
"""When much is waiting, one batch is composed and written down while another is under way. The other lanes are for when
these wait for a platform that answers nothing."""
NO_RUSH = 86_400.0
"""Seconds: whoever delivers all there is, and then ends, waits for every turn."""


async def deliver_batch(
    store: Store,
    platforms: Mapping[str, Platform],
    now: Clock,
    holder: str,
    *,
    limit: int = BATCH_LIMIT,
    pace: Pace | None = None,
    jitter: Callable[[], float] = random.random,
    timing: Timing = TIMING,
) -> Counts:
    """One pass: first what may have arrived, then what is ready to go."""
    work = Batch(store, platforms, now, holder, pace or Pace(), jitter, timing)
    take = partial(outbox.claim, holder=holder, limit=limit, lease=timing.lease, quiet=timing.quiet)
    look = partial(outbox.claim_unsure, holder=holder, limit=limit, lease=timing.lease)
    at = now()

    def begin(db: Connection) -> tuple[list[Letter], list[Letter]]:
        """In one commit where nothing has to be looked for, which is nearly always."""
        doubtful = look(db, now=at)
        return doubtful, [] if doubtful else take(db, now=at)

    doubtful, claimed = await work.write(begin)
    counts = Counts()
    if doubtful:
        await work.reload_pauses()
        await _gather(_search_for_unsure, doubtful, work)
        counts = await work.wait_until_written()
        work = Batch(store, platforms, now, holder, work.pace, jitter, timing)
        claimed = await work.write(partial(take, now=now()))
    if claimed:
        counts += await _deliver_claimed(claimed, work)
        log.info("letters_delivered", **{each.name: getattr(counts, each.name) for each in fields(counts)})
    return counts


async def deliver_all(
    store: Store, platforms: Mapping[str, Platform], now: Clock, holder: str, *, pace: Pace | None = None
) -> Counts:
    """Passes until nothing is ready any more; then what changed meanwhile is drawn again."""
    pace = pace or Pace(most=NO_RUSH)

    async def one(lane: int) -> Counts:
        return await deliver_batch(store, platforms, now, lane_of(holder, lane), pace=pace)

    async def run(lane: int) -> Counts:
        counts = Counts()
        while (found := await one(lane)).claimed:
            counts += found
        return counts

    first = await one(0)
    lanes = LANES if first.claimed >= BATCH_LIMIT else 1
    counts = sum(await asyncio.gather(*map(run, range(lanes))), first)
    await refresh_all(store, platforms, now, pace)
    return counts


async def keep_delivering(one: Callable[[int], Awaitable[Counts]], stopping: asyncio.Event, every: float) -> None:
    """Pass after pass until told to stop. What breaks one, such as a database away, breaks no other; nor does one that
    waits for its platform hold up the next.

    It keeps its own beat by the loop's clock: an alarm set on the wall's would sleep an hour when that is put back.
    """
    running: dict[int, asyncio.Task[None]] = {}

    async def run(lane: int) -> bool:
        """Whether there is more."""
        try:
            counts = await one(lane)
        except Exception:
            log.exception("delivery_pass_failed")
            return False
        return counts.claimed >= BATCH_LIMIT and not stopping.is_set()

    async def rush(lane: int) -> None:
        while await run(lane):
            start(LANES)

    def start(most: int) -> None:
        """One more pass, unless so many are under way."""
        free = [lane for lane in range(MAX_LANES) if lane not in running or running[lane].done()]
        if MAX_LANES - len(free) < most:
            running[free[0]] = asyncio.create_task(rush(free[0]))

    try:
        while not stopping.is_set():
            start(MAX_LANES)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), every)
        await asyncio.gather(*running.values())
    finally:
        for task in running.values():
            task.cancel()
        await asyncio.gather(*running.values(), return_exceptions=True)


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
    for lane in range(MAX_LANES):
        await asyncio.wrap_future(store.submit(partial(outbox.release, holder=lane_of(holder, lane))))


async def _deliver_claimed(claimed: Sequence[Letter], work: Batch) -> Counts:
    prepared = await asyncio.to_thread(prepare.prepare_batch, work.store, claimed, tuple(work.platforms), work.now())
    unrouted = [each for each in prepared if isinstance(each, Unrouted)]
    try:
        await asyncio.gather(
            _carry([each for each in prepared if not isinstance(each, Unrouted)], work),
            _find_accounts_and_carry(unrouted, work),
        )
    finally:  # at a stop as well: what is known of those that have ended is not thrown away
        counts = await work.wait_until_written()
    return counts


async def _find_accounts_and_carry(unrouted: Sequence[Unrouted], work: Batch) -> None:
    """By themselves: a directory that takes its time holds up nobody whose account is known."""
    if unrouted:
        await _carry(await _gather(prepare.find_account, unrouted, work), work)


async def _carry(found: Sequence[Prepared | prepare.LetterOutcome], work: Batch) -> None:
    """Written down, then sent; with what has ended already."""
    going, later = await work.write(
        partial(
            prepare.reserve_and_record,
            ready=[each for each in found if isinstance(each, Prepared)],
            holder=work.holder,
            pace=work.pace,
            now=work.now(),
            unsearchable=work.unsearchable,
        )
    )
    for letter, outcome in later + [each for each in found if not isinstance(each, Prepared)]:
        work.record_outcome(letter, outcome)
    await _send_all(going, work)


async def _send_all(going: Sequence[Prepared], work: Batch) -> None:
    """Those whose turn it is, one after another by so many as may be under way; the others each in their time."""
    booked = [(each, work.pace.book(each.address, each.wait)) for each in going]
    now: dict[str, list[Prepared]] = {}
    for each, seconds in booked:
        if seconds <= 0:
            now.setdefault(each.address.platform, []).append(each)
    later = [(each, seconds) for each, seconds in booked if seconds > 0]

    async def carry(these: Iterator[Prepared]) -> None:
        for each in these:
            await _send(each, work)

    async def carry_later(each: Prepared, seconds: float) -> None:
        await work.pace.sleep(seconds)
        await _send(each, work)

    carriers = [carry(these) for of in now.values() for these in [iter(of)] * min(IN_FLIGHT, len(of))]
    await asyncio.gather(*carriers, *(carry_later(*each) for each in later))


async def _send(going: Prepared, work: Batch) -> None:
    """What goes wrong with one stops no other."""
    gate = work.pace.gate(going.address.platform)
    try:
        async with gate.request():
            outcome = await _send_one(going, work)
            gate.note_answer(answered=not outcomes.is_without_answer(outcome))
    except Stuck:
        outcome = outcomes.put_off(FailureCode.AWAITING_TURN, work.stuck_until)
    except Exception:  # it has not left: whatever goes wrong after that is an outcome
        log.exception("send_not_begun", letter=going.letter.id)
        code = FailureCode.INTERNAL_ERROR
        outcome = outcomes.retry_or_give_up(going.letter, code, work.now(), work.timing)
    work.record_outcome(going.letter, outcome)


async def _send_one(going: Prepared, work: Batch) -> outcomes.Outcome:
    letter, to = going.letter, going.address
    if until := await work.paused_until(to):
        return outcomes.put_off(FailureCode.PLATFORM_PAUSED, until)
    if work.over:
        return outcomes.put_off(FailureCode.OUT_OF_TIME, work.now())
    if to.platform in work.unsearchable and not await work.write(
        partial(prepare.record_before_sending, going=going, holder=work.holder)
    ):
        return outcomes.put_off(FailureCode.LEASE_EXPIRED, work.now())
    try:
        receipt = await work.platforms[to.platform].send(to, going.composed.card, letter.key)
    except DeliveryError as error:
        if error.retry_after is not None:
            work.asked_for_time(to, error.retry_after)
        if error.concerns == "bot":
            work.pace.gate(to.platform).refused = str(error)
        return outcomes.outcome_of_failure(letter, to, error, work.now(), work.jitter(), work.timing)
    except Unsure as error:
        return outcomes.Outcome("unsure", outcomes.failure_of(error, to.platform), retry_at=work.quiet_over)
    except Exception:
        log.exception("sending_broke_off", letter=letter.id, platform=to.platform)
        broken = DeliveryFailure(FailureCode.SENDING_BROKE_OFF)
        return outcomes.Outcome("unsure", broken, retry_at=work.quiet_over)
    work.pace.gate(to.platform).refused = None
    return outcomes.Outcome("sent", receipt=receipt, asked_actions=going.content.asked)


async def _search_for_unsure(letter: Letter, work: Batch) -> None:
    """It may have arrived: its platform is searched before it is sent again."""
    try:
        to = await asyncio.to_thread(_load_address, work.store, letter, _platforms_to_search(letter, work))
        if until := await work.paused_until(to):
            work.record_outcome(
                letter, outcomes.Outcome("unsure", letter.failure, retry_at=until, counts_as_attempt=False)
            )
            return
        async with work.pace.gate(to.platform).request():
            receipt: Receipt | None = await work.platforms[to.platform].find_sent(to, letter.key)
    except Stuck:
        outcome = outcomes.Outcome("unsure", letter.failure, retry_at=work.stuck_until, counts_as_attempt=False)
    except NoRoute as no_route:
        outcome = outcomes.Outcome("dead", no_route.failure)
    except Exception as error:
        log.warning("search_failed", letter=letter.id, exc_info=True)
        outcome = outcomes.outcome_of_doubt(letter, error, work.now(), work.timing)
        if isinstance(error, DeliveryError) and error.retry_after is not None and not outcome.needs_decision:
            until = work.asked_for_time(to, error.retry_after)
            outcome = replace(outcome, retry_at=until, paused=(to, until))
    else:
        asked = letter.content.asked if letter.content else ()
        outcome = outcomes.Outcome("sent", receipt=receipt, asked_actions=asked)
        if receipt is None:
            outcome = outcomes.retry_or_give_up(letter, FailureCode.NOT_ARRIVED, work.now(), at_once=True)
    work.record_outcome(letter, outcome)


def _platforms_to_search(letter: Letter, work: Batch) -> Sequence[str]:
    """Looked for where it went, though its person may have used another platform since."""
    via = letter.content.via if letter.content else None
    return (via[0],) if via and via[0] in work.platforms else tuple(work.platforms)


def _load_address(store: Store, letter: Letter, platforms: Sequence[str]) -> Address:
    with store.read() as db:
        return find_address(db, letter, platforms)


async def _gather(call: Callable[[T, Batch], Awaitable[R]], items: Sequence[T], work: Batch) -> list[R]:
    """All of them; what one raises stops no other and leaves its letter to its lease."""
    done: list[R] = []
    results = await asyncio.gather(*(call(item, work) for item in items), return_exceptions=True)
    for item, found in zip(items, results, strict=True):
        if isinstance(found, Exception):
            letter = item if isinstance(item, Letter) else getattr(item, "letter", None)
            log.error("letter_left_to_lease", letter=letter.id if letter else None, exc_info=found)
        elif isinstance(found, BaseException):
            raise found
        else:
            done.append(found)
    return done
