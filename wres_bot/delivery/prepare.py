"""Owns making letters ready: where each goes and what it says at this moment, or why it goes nowhere. Must not send."""

import asyncio
import contextlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import product

import structlog
from sqlalchemy import Connection

from wres_bot.delivery import batch_context, outcomes
from wres_bot.delivery.batch import Batch, Pace, spot
from wres_bot.delivery.compose import Worded, word
from wres_bot.delivery.route import Nowhere, address
from wres_bot.domain.cards import Card, text
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Directory
from wres_bot.store import people
from wres_bot.store.engine import Store
from wres_bot.store.models import LetterFacts
from wres_bot.store.outbox import bulk_updates, rate_limits
from wres_bot.store.people import accounts

log = structlog.get_logger(__name__)
SLOW = "The platform asked for time."


@dataclass(frozen=True, slots=True)
class Ready:
    """`wait`: seconds until its turn at a place where others have just been sent."""

    letter: LetterFacts
    to: Address
    worded: Worded
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Lost:
    letter: LetterFacts
    why: Nowhere
    worded: Worded


Ended = tuple[LetterFacts, outcomes.End]


def prepare(
    store: Store, claimed: Sequence[LetterFacts], platforms: Collection[str], now: datetime
) -> list[Ready | Lost | Ended]:
    """Each letter worded from the state of this moment. One that cannot be worded harms no other."""
    with store.read() as db:
        on, taken = batch_context.read(db, claimed, now), rate_limits.taken(db, now)
        return [_prepare_one(db, letter, platforms, now, on, taken) for letter in claimed]


def _prepare_one(
    db: Connection,
    letter: LetterFacts,
    platforms: Collection[str],
    now: datetime,
    on: batch_context.Desk,
    taken: dict[rate_limits.Spot, datetime],
) -> Ready | Lost | Ended:
    try:
        # A reminder asks the database nothing more; a failed query of the others must harm no neighbour.
        with contextlib.nullcontext() if letter.kind == "reminder" or letter.card else db.begin_nested():
            to, nowhere = None, None
            try:
                to = address(db, letter, platforms, on.reach)
            except Nowhere as why:
                nowhere = why
            if to and (until := taken.get((to.platform, to.workspace, ""))):
                return letter, outcomes.End("retry", SLOW, again=until, tried=False)
            worded = word(db, letter, now, on)
            if worded is None:
                return letter, outcomes.End("moot")
            if outcomes.was_sent_again(letter):
                worded = replace(worded, card=_again(worded.card))
            return Ready(letter, to, worded) if to else Lost(letter, nowhere or Nowhere(""), worded)
    except Exception:
        log.exception("letter not worded", letter=letter.id, kind=letter.kind)
        return letter, outcomes.trouble(
            letter, "It could not be worded; whoever runs the bot finds why in its log.", now
        )


def _again(card: Card) -> Card:
    """Whoever gets it twice is told why."""
    words = "You may have had this from me before: I couldn't tell whether it arrived."
    return replace(card, blocks=(*card.blocks, text(words)))


async def seek(lost: Lost, work: Batch) -> Ready | Ended:
    """Somebody who has never written to the bot may be in a platform's directory."""
    letter, nowhere, worded = lost.letter, lost.why, lost.worded
    trouble: DeliveryError | Unsure | None = None
    if nowhere.email and letter.person_id is not None:
        joined = await asyncio.to_thread(_joined, work.store, letter.person_id)
        asked = [each for name, each in work.platforms.items() if name not in nowhere.tried]
        for platform, email in product(asked, (nowhere.email, *joined)):
            try:
                async with work.pace.gate:
                    to = await platform.seek(email) if isinstance(platform, Directory) else None
            except (DeliveryError, Unsure) as error:
                trouble = error  # another platform may know them
                continue
            if to is not None:
                await work.write(
                    partial(
                        people.link_identity, person_id=letter.person_id, platform=to.platform,
                        workspace=to.workspace, external=to.external, now=work.now(),
                        address=email if email in joined else None,
                    )
                )  # fmt: skip
                return Ready(letter, to, worded)
    if trouble is not None:
        return letter, outcomes.again(letter, trouble, work.now(), work.jitter(), work.timing)
    why = (nowhere.tried and letter.error) or str(nowhere)  # what a platform itself said is the better reason
    return letter, outcomes.End("dead", why, unreachable=True)


def _joined(store: Store, person_id: int) -> list[str]:
    with store.read() as db:
        return accounts.joined(db, person_id)


def keep(
    db: Connection, ready: Sequence[Ready], holder: str, pace: Pace, now: datetime, mute: Collection[str] = ()
) -> tuple[list[Ready], list[Ended]]:
    """What is about to be said, kept first: a crash from here on leaves the letter unsure, not waiting.

    Each with its turn; and those whose turn is too far off to wait for. What goes to a `mute` platform is kept by
    `begin`, at the last moment: nobody could find out which of a whole batch arrived.
    """
    begin = _turns(db, ready, pace, now)
    gap, numbered = timedelta(seconds=pace.gap), dict.fromkeys(begin, 0)
    going: list[Ready] = []
    later: list[Ended] = []
    for each in ready:
        start, number = begin.get(spot(each.to), (now, len(ready)))
        place = numbered[spot(each.to)] = numbered.get(spot(each.to), 0) + 1
        if place > number:
            again = start + gap * (place - 1)
            later.append((each.letter, outcomes.End("retry", "Its turn comes.", again=again, tried=False)))
        else:
            going.append(Ready(each.letter, each.to, each.worded, (start - now).total_seconds()))
    said = {each.letter.id: _said(each) for each in going if each.to.platform not in mute}
    mine = bulk_updates.say(db, holder, said)
    return [each for each in going if each.letter.id in mine or each.to.platform in mute], later


def begin(db: Connection, going: Ready, holder: str) -> bool:
    """What is about to be said, kept right before it leaves. False when the letter is no longer this holder's."""
    return bool(bulk_updates.say(db, holder, {going.letter.id: _said(going)}))


def _said(going: Ready) -> dict[str, object]:
    """With where it goes: that is where it is drawn again."""
    via = [going.to.platform, going.to.workspace]
    return {**going.worded.said, "asked": list(going.worded.asked), "via": via}


def _turns(
    db: Connection, ready: Sequence[Ready], pace: Pace, now: datetime
) -> dict[rate_limits.Spot, tuple[datetime, int]]:
    if not pace.gap:
        return {}
    wanted: dict[rate_limits.Spot, int] = {}
    for each in ready:
        wanted[spot(each.to)] = wanted.get(spot(each.to), 0) + 1
    shared = {spot(each.to) for each in ready if each.to.kind != "direct"}
    return rate_limits.take(db, wanted, shared, now, timedelta(seconds=pace.gap), timedelta(seconds=pace.most))
