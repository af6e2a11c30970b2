"""Owns drawing sent letters again after a change, on whichever platform each one stands. Must not word a card.

Anything here may be done twice, late or by another process: a letter is drawn from the facts of that moment, and one
whose facts moved on while it was drawn is drawn once more.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from wres_bot.delivery.batch import Gate, Pace, Stuck
from wres_bot.delivery.compose_refreshed import compose_refreshed
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.ports import Address, Clock, Platform, Receipt
from wres_bot.logs import get_logger
from wres_bot.store.engine import Store
from wres_bot.store.models import Letter
from wres_bot.store.outbox import rate_limits, refresh_queue
from wres_bot.store.outbox.refresh_queue import RefreshClaim

log = get_logger(__name__)
T = TypeVar("T")
LEASE = timedelta(minutes=2)
MOST, AT_ONCE = 50, 4
FIRST_WAIT, GIVE_UP = timedelta(seconds=30), timedelta(days=1)
"""A platform that fails is asked again, each time later, for a day: after that the next letter tells it."""
NOW_AND_THEN = timedelta(hours=1)
"""How often, where nobody knows since when it shows the wrong thing."""


@dataclass(frozen=True, slots=True)
class _PreparedRefresh:
    """One letter on its way. `changed`: since when it shows the wrong thing, where that is known."""

    taken: RefreshClaim
    to: Address
    card: Card
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class _Pass:
    """`paused`: who asked for time, and until when; known to all of a pass as soon as one was told."""

    store: Store
    platforms: Mapping[str, Platform]
    now: Clock
    pace: Pace
    paused: dict[rate_limits.RateKey, datetime] = field(default_factory=dict)
    gates: dict[str, Gate] = field(default_factory=dict)

    def gate(self, platform: str) -> Gate:
        return self.gates.setdefault(platform, Gate(AT_ONCE))

    def paused_until(self, to: Address) -> datetime | None:
        """Until when nothing is wanted there, or nothing of this kind."""
        found = [self.paused.get((to.platform, to.workspace, what)) for what in ("", rate_limits.REFRESHING)]
        return max((until for until in found if until and until > self.now()), default=None)


async def refresh_batch(
    store: Store, platforms: Mapping[str, Platform], now: Clock, pace: Pace, *, limit: int = MOST
) -> int:
    """One pass: how many letters were taken."""
    if not platforms or not await asyncio.to_thread(_is_anything_waiting, store, now()):
        return 0
    taken = await _write(store, partial(refresh_queue.claim_refreshes, now=now(), limit=limit, lease=LEASE))
    prepared = await asyncio.to_thread(_prepare, store, taken, platforms, now())
    work = _Pass(store, platforms, now, pace, await asyncio.to_thread(_load_paused, store, now()))
    going = [each for each in prepared if isinstance(each, _PreparedRefresh)]
    for each in prepared:
        if isinstance(each, RefreshClaim):
            await _write(store, partial(refresh_queue.record_refreshed, taken=each, now=now()))
    await asyncio.gather(*(_refresh_letter(each, work) for each in going))
    return len(taken)


async def keep_refreshing(one: Callable[[], Awaitable[int]], stopping: asyncio.Event, every: float) -> None:
    """Pass after pass until told to stop, beside delivery: however much is to be drawn, what is new waits for none."""
    while not stopping.is_set():
        found = 0
        try:
            found = await one()
        except Exception:
            log.exception("refresh_pass_failed")
        if found < MOST:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), every)


async def refresh_all(store: Store, platforms: Mapping[str, Platform], now: Clock, pace: Pace) -> int:
    """Passes until nothing is to be drawn any more."""
    count = 0
    while found := await refresh_batch(store, platforms, now, pace):
        count += found
    return count


def sent_address(letter: Letter) -> Address | None:
    """Where a letter stands; None for one sent before that was kept."""
    via = letter.content.via if letter.content else None
    if via is None or letter.receipt_place is None or letter.receipt_message is None:
        return None
    return Address(via[0], via[1], letter.receipt_place)


def _is_anything_waiting(store: Store, now: datetime) -> bool:
    with store.read() as db:
        return refresh_queue.is_anything_waiting(db, now)


def _load_paused(store: Store, now: datetime) -> dict[rate_limits.RateKey, datetime]:
    with store.read() as db:
        return rate_limits.load_busy(db, now)


def _prepare(
    store: Store, taken: list[RefreshClaim], platforms: Mapping[str, Platform], now: datetime
) -> list["_PreparedRefresh | RefreshClaim"]:
    """Each with its card. One that has none, or that stands on a platform not set up here, is left as it is."""
    found: list[_PreparedRefresh | RefreshClaim] = []
    with store.read() as db:
        for each in taken:
            to = sent_address(each.letter)
            card = None
            if to is not None and to.platform in platforms:
                try:
                    with db.begin_nested():
                        card = compose_refreshed(db, each.letter, now)
                except Exception:
                    log.exception("refresh_compose_failed", letter=each.letter.id)
            if to is None or card is None:
                found.append(each)
            else:
                found.append(_PreparedRefresh(each, to, card, refresh_queue.find_changed_at(db, each.letter)))
    return found


async def _refresh_letter(going: _PreparedRefresh, work: _Pass) -> None:
    to = going.to
    if work.paused_until(to) is None:
        await work.pace.turn(to)
    gate = work.gate(to.platform)
    try:
        async with gate.request():
            gate.note_answer(answered=await _redraw(going, work))
    except Stuck:
        await _postpone(going, work, None)


async def _redraw(going: _PreparedRefresh, work: _Pass) -> bool:
    """Whether its platform had an answer."""
    letter, to = going.taken.letter, going.to
    if until := work.paused_until(to):
        await _write(work.store, partial(refresh_queue.postpone, taken=going.taken, again=until))
        return True
    receipt = Receipt(letter.receipt_place or "", letter.receipt_message or "")
    try:
        await work.platforms[to.platform].update(receipt, going.card)
    except DeliveryError as error:
        if not error.permanent or error.concerns == "bot":
            await _postpone(going, work, error.retry_after)
            return error.retry_after is not None or error.permanent
        log.info("refresh_refused", letter=letter.id, platform=to.platform, reason=error.reason or error.concerns)
    except Exception:
        log.exception("refresh_failed", letter=letter.id, platform=to.platform)
        await _postpone(going, work, None)
        return False
    await _write(work.store, partial(refresh_queue.record_refreshed, taken=going.taken, now=work.now()))
    return True


async def _postpone(going: _PreparedRefresh, work: _Pass, asked: float | None) -> None:
    """Drawing the same again does no harm, so what nobody is sure of is simply tried again."""
    to, now = going.to, work.now()
    sent = going.taken.letter.sent_at or now
    gone = now - (going.changed or sent)
    if asked is not None:
        until = now + timedelta(seconds=max(asked, 1.0))
        work.paused[to.platform, to.workspace, rate_limits.REFRESHING] = until
        pause = partial(rate_limits.record_pause, what=rate_limits.REFRESHING)
        await _write(work.store, partial(pause, platform=to.platform, workspace=to.workspace, now=now, until=until))
        await _write(work.store, partial(refresh_queue.postpone, taken=going.taken, again=until))
    elif gone > (GIVE_UP if going.changed else refresh_queue.RECENT):
        await _write(work.store, partial(refresh_queue.record_refreshed, taken=going.taken, now=now))
    else:
        wait = max(FIRST_WAIT, gone if going.changed else min(gone, NOW_AND_THEN))
        await _write(work.store, partial(refresh_queue.postpone, taken=going.taken, again=now + wait))


async def _write(store: Store, call: Callable[[Connection], T]) -> T:
    return await asyncio.wrap_future(store.submit(call))
