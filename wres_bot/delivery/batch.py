"""Owns one batch of letters under way: how long it may take, who asked for time, and outcomes written together.

Must not word or send.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from wres_bot.delivery import outcomes
from wres_bot.delivery.outcomes import Timing
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.ports import Address, Clock, Platform
from wres_bot.logs import get_logger
from wres_bot.store import outbox
from wres_bot.store.engine import Store
from wres_bot.store.models import Letter
from wres_bot.store.outbox import rate_limits

log = get_logger(__name__)
T = TypeVar("T")
LetterOutcomes = list[tuple[Letter, outcomes.Outcome]]
IN_FLIGHT = 32
"""Requests at once to one platform. What waits for its turn or to be written down takes no place among them."""
STUCK_AFTER, STUCK_PAUSE = 3.0, 10.0
"""Seconds without an answer after which nothing more is begun on a platform; and after which it is tried again."""
MAX_UNANSWERED = 3
"""Requests one after another that a platform may leave unanswered before it counts as stuck."""
GATHER = 0.005
"""Seconds for which the first outcome waits for others: one commit for many costs as much as for one."""
WRITE_AGAIN = 1.0
"""Seconds after which outcomes are written once more where the database was away."""
ASK_AGAIN = 0.5
"""Seconds after which a batch reads again whether a platform has asked another process for time."""


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
class Gate:
    """The requests under way to one platform. One that hangs holds up its own letters, and no other platform's.

    size: how many at once. begun: when each of those under way began, by the loop's clock, oldest first.
    answered: when the platform last answered one. unanswered: how many it has left unanswered since, and since when.
    """

    size: int
    begun: list[float] = field(default_factory=list)
    answered: float = 0.0
    unanswered: int = 0
    unanswered_at: float = 0.0
    refused: str | None = None
    free: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self.free = asyncio.Semaphore(self.size)

    def is_stuck(self) -> bool:
        """Whatever is begun now would most likely wait for nothing."""
        now = asyncio.get_running_loop().time()
        if self.unanswered >= MAX_UNANSWERED and now - self.unanswered_at < STUCK_PAUSE:
            return True
        return bool(self.begun) and now - max(self.begun[0], self.answered) > STUCK_AFTER

    @contextlib.asynccontextmanager
    async def request(self) -> AsyncIterator[None]:
        """One request, from when there is room for it. Raises `Stuck` as soon as nothing should be begun any more."""
        await self._wait_for_room()
        began = asyncio.get_running_loop().time()
        self.begun.append(began)
        try:
            yield
        finally:
            self.begun.remove(began)
            self.free.release()

    async def _wait_for_room(self) -> None:
        while not self.is_stuck():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(STUCK_AFTER):
                    await self.free.acquire()
                if not self.is_stuck():
                    return
                self.free.release()
        raise Stuck

    def note_answer(self, *, answered: bool) -> None:
        now = asyncio.get_running_loop().time()
        if answered:
            self.answered, self.unanswered = now, 0
        else:
            self.unanswered, self.unanswered_at = self.unanswered + 1, now


class Stuck(Exception):
    """The platform answers nothing at present, so this was not begun."""


@dataclass(slots=True)
class Pace:
    """About one message a second to one place, which is what chat platforms ask for. `sleep` is given by tests.

    The store knows what other processes have sent there lately. One that would have to wait longer than `most` is put
    off, so that it holds up nobody else. `stopping`: what has not been begun is left to others.
    """

    gap: float = 1.0
    most: float = 3.0
    stopping: bool = False
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    gates: dict[str, Gate] = field(default_factory=dict)
    _next: dict[rate_limits.RateKey, float] = field(default_factory=dict)

    def gate(self, platform: str) -> Gate:
        """Each platform has its own."""
        if platform not in self.gates:
            self.gates[platform] = Gate(IN_FLIGHT)
        return self.gates[platform]

    async def turn(self, to: Address) -> None:
        if (wait := self.book(to)) > 0:
            await self.sleep(wait)

    def book(self, to: Address, wait: float = 0.0) -> float:
        """Takes the next turn there: in how many seconds it comes."""
        now, place = asyncio.get_running_loop().time(), rate_key(to)
        at = max(now + wait, self._next.get(place, now))
        if len(self._next) > 10_000:
            self._next = {each: when for each, when in self._next.items() if when > now}
        self._next[place] = at + self.gap
        return at - now


def rate_key(to: Address) -> rate_limits.RateKey:
    return to.platform, to.workspace, to.external


@dataclass(slots=True)
class Batch:
    """The letters one pass has claimed.

    paused: workspaces that asked for time, and until when.
    unwritten: outcomes that wait while those before them are written.
    writing: the task that writes them, while there are any.
    pauses_loaded: when `paused` was last read, by the loop's clock.
    """

    store: Store
    platforms: Mapping[str, Platform]
    now: Clock
    holder: str
    pace: Pace
    jitter: Callable[[], float]
    timing: Timing
    paused: dict[rate_limits.RateKey, datetime] = field(default_factory=dict)
    unwritten: LetterOutcomes = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    writing: "asyncio.Task[None] | None" = None
    began: datetime = field(init=False)
    began_here: float = field(init=False)
    pauses_loaded: float = field(init=False)
    unsearchable: frozenset[str] = field(init=False)
    """Platforms that cannot be asked whether a message arrived."""

    def __post_init__(self) -> None:
        self.began, self.began_here = self.now(), asyncio.get_running_loop().time()
        self.pauses_loaded = self.began_here
        self.unsearchable = frozenset(
            name for name, each in self.platforms.items() if getattr(each, "cannot_tell", False)
        )

    @property
    def over(self) -> bool:
        """Nothing may be begun any more: what leaves now could arrive after the lease, when others look for it.

        By both clocks: the wall's may be set, the loop's stands still while the machine sleeps.
        """
        most = self.timing.lease - self.timing.quiet
        here = timedelta(seconds=asyncio.get_running_loop().time() - self.began_here)
        return self.pace.stopping or max(self.now() - self.began, here) > most

    @property
    def quiet_over(self) -> datetime:
        return self.now() + self.timing.quiet

    @property
    def stuck_until(self) -> datetime:
        return self.now() + timedelta(seconds=STUCK_PAUSE)

    async def paused_until(self, to: Address) -> datetime | None:
        """Until when its workspace wants no message, whichever process was told so."""
        if asyncio.get_running_loop().time() - self.pauses_loaded > ASK_AGAIN:
            await self.reload_pauses()
        until = self.paused.get((to.platform, to.workspace, ""))
        return until if until and until > self.now() else None

    async def reload_pauses(self) -> None:
        """Whom other processes were asked to give time, as the store knows it."""
        self.pauses_loaded = asyncio.get_running_loop().time()
        self.paused |= await asyncio.to_thread(_load_paused, self.store, self.now())

    def asked_for_time(self, to: Address, seconds: float) -> datetime:
        """By its platform: until when."""
        until = self.paused[to.platform, to.workspace, ""] = self.now() + timedelta(seconds=seconds)
        return until

    async def write(self, call: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self.store.submit(call))

    def record_outcome(self, letter: Letter, outcome: outcomes.Outcome) -> None:
        """To be written down with whatever other outcomes come at about the same time."""
        outcome = outcomes.keep_sent_again(letter, outcome)
        outcome = outcomes.try_elsewhere(letter, outcome, self.platforms, self.now())
        self.unwritten.append((letter, outcome))
        if self.writing is None:
            self.writing = asyncio.create_task(self._write_unwritten())

    async def wait_until_written(self) -> Counts:
        """What became of the letters, once every outcome recorded so far is written to the store."""
        if self.writing is not None:
            await asyncio.shield(self.writing)
        return Counts(**self.counts)

    async def _write_unwritten(self) -> None:
        """Until none is left. A crash before this leaves a sent letter to be searched for: of many as of one."""
        await asyncio.sleep(GATHER)
        while self.unwritten:
            given, self.unwritten = self.unwritten, []
            try:
                await self._write_together(given)
            except OperationalError:
                if self._late:
                    log.exception("letters_left_to_lease", letters=[letter.id for letter, _ in given])
                    continue
                self.unwritten = given + self.unwritten  # what is known now, nobody may be able to find out later
                await asyncio.sleep(WRITE_AGAIN)
        self.writing = None

    async def _write_together(self, given: LetterOutcomes) -> None:
        """In one transaction; each by itself where that fails for another reason than a database that is away."""
        try:
            lost = await self.write(partial(outcomes.write_outcomes, ended=given, holder=self.holder, now=self.now()))
        except OperationalError:
            raise
        except Exception:
            if len(given) == 1:
                await self._give_up_unwritable(given[0][0])
            for each in given if len(given) > 1 else ():  # one that cannot be written harms no other
                await self._write_together([each])
            return
        self.counts.update(outcome.state for _, outcome in given)
        if lost:  # the lease ran out, and somebody else decides what became of them
            log.warning("lease_expired", letters=lost)

    async def _give_up_unwritable(self, letter: Letter) -> None:
        """What follows from its outcome cannot be written. It is left to its lease, but not for ever."""
        log.exception("settling_failed", letter=letter.id)
        if outcomes.is_too_old(letter, self.now()):
            failure = DeliveryFailure(FailureCode.INTERNAL_ERROR)
            dead = partial(
                outbox.settle, letter=letter, holder=self.holder, state="dead", now=self.now(), failure=failure
            )
            await self.write(dead)

    @property
    def _late(self) -> bool:
        """Whether others decide by now, or nobody waits for it any more."""
        here = timedelta(seconds=asyncio.get_running_loop().time() - self.began_here)
        return self.pace.stopping or here > self.timing.lease


def _load_paused(store: Store, now: datetime) -> dict[rate_limits.RateKey, datetime]:
    with store.read() as db:
        return {at: until for at, until in rate_limits.load_busy(db, now).items() if not at[2]}
