"""Owns drawing sent letters again after a change, on whichever platform each one stands. Must not word a card.

Anything here may be done twice, late or by another process: a letter is drawn from the facts of that moment, and one
whose facts moved on while it was drawn is drawn once more.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy import Connection

from wres_bot.core.cards import Card
from wres_bot.core.errors import DeliveryError, Unsure
from wres_bot.core.ports import Address, Clock, Platform, Receipt
from wres_bot.jobs.batch import Pace
from wres_bot.jobs.redrawn import redrawn
from wres_bot.store import redraws, turns
from wres_bot.store.db import Store
from wres_bot.store.facts import LetterFacts
from wres_bot.store.redraws import Taken

log = structlog.get_logger(__name__)
T = TypeVar("T")
LEASE = timedelta(minutes=2)
MOST, AT_ONCE = 50, 4
FIRST_WAIT, GIVE_UP = timedelta(seconds=30), timedelta(days=1)
"""A platform that fails is asked again, each time later, for a day: after that the next letter tells it."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """One letter on its way. `changed`: since when it shows the wrong thing. `busy`: until when nothing is wanted."""

    taken: Taken
    to: Address
    card: Card
    changed: datetime
    busy: datetime | None = None


async def redraw(store: Store, platforms: Mapping[str, Platform], now: Clock, pace: Pace, *, limit: int = MOST) -> int:
    """One pass: how many letters were taken."""
    if not platforms or not await asyncio.to_thread(_waiting, store, now()):
        return 0
    taken = await _write(store, partial(redraws.take, now=now(), limit=limit, lease=LEASE))
    prepared = await asyncio.to_thread(_prepare, store, taken, platforms, now())
    going = [each for each in prepared if isinstance(each, _Ready)]
    for each in prepared:
        if isinstance(each, Taken):
            await _write(store, partial(redraws.drawn, taken=each, now=now()))
    gate = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(_draw(each, store, platforms, now, pace, gate) for each in going))
    return len(taken)


async def redraw_all(store: Store, platforms: Mapping[str, Platform], now: Clock, pace: Pace) -> int:
    """Passes until nothing is to be drawn any more."""
    count = 0
    while found := await redraw(store, platforms, now, pace):
        count += found
    return count


def address_of(letter: LetterFacts) -> Address | None:
    """Where a letter stands; None for one sent before that was kept."""
    via = (letter.said or {}).get("via")
    if not via or letter.receipt_place is None or letter.receipt_message is None:
        return None
    return Address(via[0], via[1], letter.receipt_place)


def _waiting(store: Store, now: datetime) -> bool:
    with store.read() as db:
        return redraws.waiting(db, now)


def _prepare(
    store: Store, taken: list[Taken], platforms: Mapping[str, Platform], now: datetime
) -> list["_Ready | Taken"]:
    """Each with its card. One that has none, or that stands on a platform not set up here, is left as it is."""
    found: list[_Ready | Taken] = []
    with store.read() as db:
        slow = turns.taken(db, now)
        for each in taken:
            to = address_of(each.letter)
            card = None
            if to is not None and to.platform in platforms:
                try:
                    with db.begin_nested():
                        card = redrawn(db, each.letter, now)
                except Exception:
                    log.exception("letter not drawn again", letter=each.letter.id)
            if to is None or card is None:
                found.append(each)
            else:
                busy = slow.get((to.platform, to.workspace, ""))
                found.append(_Ready(each, to, card, redraws.changed_at(db, each.letter) or now, busy))
    return found


async def _draw(
    going: _Ready, store: Store, platforms: Mapping[str, Platform], now: Clock, pace: Pace, gate: asyncio.Semaphore
) -> None:
    letter, to = going.taken.letter, going.to
    if going.busy is not None and going.busy > now():
        await _write(store, partial(redraws.later, taken=going.taken, again=going.busy))
        return
    await pace.turn(to)
    async with gate:
        receipt = Receipt(letter.receipt_place or "", letter.receipt_message or "")
        try:
            await platforms[to.platform].update(receipt, going.card)
        except DeliveryError as error:
            if error.permanent and error.concerns != "bot":
                log.info("letter cannot be drawn again", letter=letter.id, error=str(error))
            else:
                await _later(going, store, now(), error.retry_after)
                return
        except Unsure:
            await _later(going, store, now(), None)
            return
        except Exception as error:
            log.warning("drawing again failed", letter=letter.id, error=type(error).__name__)
            await _later(going, store, now(), None)
            return
    await _write(store, partial(redraws.drawn, taken=going.taken, now=now()))


async def _later(going: _Ready, store: Store, now: datetime, asked: float | None) -> None:
    """Drawing the same again does no harm, so what nobody is sure of is simply tried again."""
    gone = now - going.changed
    if gone > GIVE_UP and asked is None:
        await _write(store, partial(redraws.drawn, taken=going.taken, now=now))
        return
    wait = max(FIRST_WAIT, gone)
    if asked is not None:
        wait = timedelta(seconds=max(asked, 1.0))
        to = going.to
        until = now + wait
        await _write(store, partial(turns.pause, platform=to.platform, workspace=to.workspace, now=now, until=until))
    await _write(store, partial(redraws.later, taken=going.taken, again=now + wait))


async def _write(store: Store, call: Callable[[Connection], T]) -> T:
    return await asyncio.wrap_future(store.submit(call))
