"""Owns delivery: claim, word, keep what is said, send, settle. The only job that waits for a network.

Must not hold a transaction while it waits, and must not know what any letter says. The promise: a letter is sent at
least once or its end is known, and never twice unless a platform cannot tell whether the first one arrived.
"""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy import Connection

from wres_bot.core.errors import DeliveryError, Unsure
from wres_bot.core.ports import Address, Clock, Directory, Platform, Receipt
from wres_bot.jobs import desk, settle
from wres_bot.jobs.address import Nowhere, address
from wres_bot.jobs.settle import TIMING, Timing
from wres_bot.jobs.word import Worded, word
from wres_bot.store import outbox, people
from wres_bot.store.db import Store
from wres_bot.store.facts import LetterFacts

log = structlog.get_logger(__name__)
T = TypeVar("T")

LEASE, QUIET = TIMING.lease, TIMING.quiet
IN_FLIGHT, BATCH = 32, 100


@dataclass(frozen=True, slots=True)
class Counts:
    """What one pass did with the letters it claimed."""

    sent: int = 0
    retry: int = 0
    unsure: int = 0
    dead: int = 0
    moot: int = 0

    @property
    def claimed(self) -> int:
        return sum(getattr(self, each.name) for each in fields(self))

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(slots=True)
class Pace:
    """About one message a second to one place, which is what chat platforms ask for. `sleep` is given by tests."""

    gap: float = 1.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _next: dict[tuple[str, str], float] = field(default_factory=dict)

    async def turn(self, to: Address) -> None:
        now, place = asyncio.get_running_loop().time(), (to.platform, to.external)
        at = max(now, self._next.get(place, now))
        if len(self._next) > 10_000:
            self._next = {each: when for each, when in self._next.items() if when > now}
        self._next[place] = at + self.gap
        if at > now:
            await self.sleep(at - now)


@dataclass(frozen=True, slots=True)
class Ready:
    letter: LetterFacts
    to: Address
    worded: Worded


@dataclass(frozen=True, slots=True)
class Lost:
    letter: LetterFacts
    why: Nowhere
    worded: Worded


@dataclass(slots=True)
class _Pass:
    """What one pass has in its hands. `slow`: platforms that asked for time, and until when.

    `ends` wait while those before them are written, and are then written together.
    """

    store: Store
    platforms: Mapping[str, Platform]
    now: Clock
    holder: str
    pace: Pace
    jitter: Callable[[], float]
    timing: Timing
    slow: dict[str, datetime] = field(default_factory=dict)
    ends: list[tuple[LetterFacts, settle.End, "asyncio.Future[None]"]] = field(default_factory=list)
    settling: "asyncio.Task[None] | None" = None
    began: datetime = field(init=False)
    began_here: float = field(init=False)

    def __post_init__(self) -> None:
        self.began, self.began_here = self.now(), asyncio.get_running_loop().time()

    @property
    def over(self) -> bool:
        """Nothing may be begun any more: what leaves now could arrive after the lease, when others look for it.

        By both clocks: the wall's may be set, the loop's stands still while the machine sleeps.
        """
        most = self.timing.lease - self.timing.quiet
        here = timedelta(seconds=asyncio.get_running_loop().time() - self.began_here)
        return max(self.now() - self.began, here) > most

    @property
    def quiet_over(self) -> datetime:
        return self.now() + self.timing.quiet

    async def write(self, call: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self.store.submit(call))

    async def settle(self, letter: LetterFacts, end: settle.End) -> Counts:
        written = asyncio.get_running_loop().create_future()
        self.ends.append((letter, end, written))
        if self.settling is None:
            self.settling = asyncio.create_task(self._settle())
        await written
        return Counts(**{end.state: 1})

    async def _settle(self) -> None:
        """A crash before this leaves a sent letter to be looked for, and so do many as well as one."""
        while self.ends:
            batch, self.ends = self.ends, []
            ends = [(letter, end) for letter, end, _ in batch]
            try:
                lost = await self.write(partial(settle.settle_all, ends=ends, holder=self.holder, now=self.now()))
            except Exception as error:
                for _, _, written in batch:
                    if not written.done():
                        written.set_exception(error)
                continue
            if lost:  # the lease ran out, and somebody else decides what became of them
                log.warning("letters no longer ours", letters=lost)
            for _, _, written in batch:
                if not written.done():
                    written.set_result(None)
        self.settling = None


async def deliver(
    store: Store,
    platforms: Mapping[str, Platform],
    now: Clock,
    holder: str,
    *,
    limit: int = BATCH,
    pace: Pace | None = None,
    jitter: Callable[[], float] = random.random,
    timing: Timing = TIMING,
) -> Counts:
    """One pass: first what may have arrived, then what is ready to go."""
    work = _Pass(store, platforms, now, holder, pace or Pace(), jitter, timing)
    doubtful = await work.write(partial(outbox.claim_unsure, holder=holder, now=now(), limit=limit, lease=timing.lease))
    counts = await _each(_look_for, doubtful, work)
    work = _Pass(store, platforms, now, holder, work.pace, jitter, timing)
    claimed = await work.write(
        partial(outbox.claim, holder=holder, now=now(), limit=limit, lease=timing.lease, quiet=timing.quiet)
    )
    if claimed:
        counts += await _deliver(claimed, work)
        log.info("delivered", **{each.name: getattr(counts, each.name) for each in fields(counts)})
    return counts


async def deliver_all(
    store: Store, platforms: Mapping[str, Platform], now: Clock, holder: str, *, pace: Pace | None = None
) -> Counts:
    """Passes until nothing is ready any more."""
    counts = Counts()
    pace = pace or Pace()
    while (one := await deliver(store, platforms, now, holder, pace=pace)).claimed:
        counts += one
    return counts


async def keep_delivering(one: Callable[[], Awaitable[Counts]], stopping: asyncio.Event, every: float) -> None:
    """Pass after pass until told to stop. What breaks one, such as a database away, breaks no other.

    It keeps its own beat by the loop's clock: an alarm set on the wall's would sleep an hour when that is put back.
    """
    while not stopping.is_set():
        try:
            counts = await one()
        except Exception as error:
            log.warning("delivery pauses", error=type(error).__name__)
            counts = Counts()
        if counts.claimed < BATCH:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), every)


async def drain(running: "asyncio.Task[object] | None", store: Store, holder: str, within: float = 8.0) -> None:
    """Lets a pass under way end, then hands back what is still claimed: what was begun stays unsure."""
    if running is not None and not running.done():
        _, late = await asyncio.wait({running}, timeout=within)
        for task in late:
            task.cancel()
        await asyncio.gather(running, return_exceptions=True)
    await asyncio.wrap_future(store.submit(partial(outbox.release, holder=holder)))


async def _deliver(claimed: Sequence[LetterFacts], work: _Pass) -> Counts:
    moment = work.now()
    worded = await asyncio.to_thread(_prepare, work.store, claimed, tuple(work.platforms), moment)
    found = [await _sought(each, work) for each in worded]
    ready = [each for each in found if isinstance(each, Ready)]
    ended = [each for each in found if not isinstance(each, Ready)]
    kept = await work.write(partial(_keep, ready=ready, holder=work.holder))
    counts = Counts()
    for letter, end in ended:
        counts += await work.settle(letter, end)
    return counts + await _each(_send, [each for each in ready if each.letter.id in kept], work)


_Prepared = Ready | tuple[LetterFacts, settle.End]


def _prepare(
    store: Store, claimed: Sequence[LetterFacts], platforms: Sequence[str], now: datetime
) -> list[_Prepared | Lost]:
    """Each letter worded from the state of this moment. One that cannot be worded harms no other."""
    with store.read() as db:
        on = desk.read(db, claimed, now)
        return [_prepare_one(db, letter, platforms, now, on) for letter in claimed]


def _prepare_one(
    db: Connection, letter: LetterFacts, platforms: Sequence[str], now: datetime, on: desk.Desk
) -> _Prepared | Lost:
    try:
        # A reminder asks the database nothing more; a failed query of the others must harm no neighbour.
        with contextlib.nullcontext() if letter.kind == "reminder" or letter.card else db.begin_nested():
            worded = word(db, letter, now, on)
            if worded is None:
                return letter, settle.End("moot")
            try:
                return Ready(letter, address(db, letter, platforms, on.reach), worded)
            except Nowhere as nowhere:
                return Lost(letter, nowhere, worded)
    except Exception:
        log.exception("letter not worded", letter=letter.id, kind=letter.kind)
        return letter, settle.trouble(letter, "It could not be worded; whoever runs the bot finds why in its log.", now)


async def _sought(found: _Prepared | Lost, work: _Pass) -> _Prepared:
    """Somebody who has never written to the bot may be in a platform's directory."""
    if not isinstance(found, Lost):
        return found
    letter, nowhere, worded = found.letter, found.why, found.worded
    if nowhere.email and letter.person_id is not None:
        for platform in work.platforms.values():
            try:
                to = await platform.seek(nowhere.email) if isinstance(platform, Directory) else None
            except (DeliveryError, Unsure) as error:
                return letter, settle.again(letter, error, work.now(), work.jitter(), work.timing)
            if to is not None:
                await work.write(
                    partial(
                        people.link_identity, person_id=letter.person_id, platform=to.platform,
                        workspace=to.workspace, external=to.external, now=work.now(),
                    )
                )  # fmt: skip
                return Ready(letter, to, worded)
    return letter, settle.End("dead", str(nowhere), unreachable=True)


def _keep(db: Connection, ready: Sequence[Ready], holder: str) -> set[int]:
    """What is about to be said, kept first: a crash from here on leaves the letter unsure, not waiting."""
    return {
        each.letter.id
        for each in ready
        if outbox.say(db, each.letter.id, holder, {**each.worded.said, "asked": list(each.worded.asked)})
    }


async def _send(ready: Ready, work: _Pass) -> Counts:
    letter, to = ready.letter, ready.to
    await work.pace.turn(to)
    if (until := work.slow.get(to.platform)) and until > work.now():
        return await work.settle(letter, settle.End("retry", "The platform asked for time.", again=until))
    if work.over:
        return await work.settle(letter, settle.End("retry", "There was no time left to send it.", again=work.now()))
    try:
        receipt = await work.platforms[to.platform].send(to, ready.worded.card, letter.key)
    except DeliveryError as error:
        if error.retry_after is not None:
            work.slow[to.platform] = work.now() + timedelta(seconds=error.retry_after)
        return await work.settle(letter, settle.failed(letter, to, error, work.now(), work.jitter(), work.timing))
    except Unsure as error:
        return await work.settle(letter, settle.End("unsure", str(error), again=work.quiet_over))
    except Exception:
        log.exception("sending failed", letter=letter.id, platform=to.platform)
        return await work.settle(letter, settle.End("unsure", "Sending broke off.", again=work.quiet_over))
    return await work.settle(letter, settle.End("sent", receipt=receipt, asked=ready.worded.asked))


async def _look_for(letter: LetterFacts, work: _Pass) -> Counts:
    """It may have arrived: look before sending again."""
    try:
        to = await asyncio.to_thread(_address, work.store, letter, tuple(work.platforms))
        receipt: Receipt | None = await work.platforms[to.platform].find(to, letter.key)
    except Nowhere as nowhere:
        return await work.settle(letter, settle.End("dead", str(nowhere)))
    except Exception as error:
        log.warning("could not look for a letter", letter=letter.id, error=type(error).__name__)
        return await work.settle(letter, settle.still_unsure(letter, work.now(), work.timing.quiet))
    if receipt is None:
        return await work.settle(letter, settle.trouble(letter, "It did not arrive.", work.now(), at_once=True))
    asked = tuple((letter.said or {}).get("asked", ()))
    return await work.settle(letter, settle.End("sent", receipt=receipt, asked=asked))


def _address(store: Store, letter: LetterFacts, platforms: Sequence[str]) -> Address:
    with store.read() as db:
        return address(db, letter, platforms)


async def _each(call: Callable[[T, _Pass], Awaitable[Counts]], items: Sequence[T], work: _Pass) -> Counts:
    """All of them, so many at a time; what one raises stops no other and leaves its letter to its lease."""
    gate = asyncio.Semaphore(IN_FLIGHT)

    async def one(item: T) -> Counts:
        async with gate:
            return await call(item, work)

    counts = Counts()
    for found in await asyncio.gather(*(one(item) for item in items), return_exceptions=True):
        if isinstance(found, Counts):
            counts += found
        elif not isinstance(found, Exception):
            raise found
        else:
            log.error("letter left to its lease", error=type(found).__name__)
    return counts
