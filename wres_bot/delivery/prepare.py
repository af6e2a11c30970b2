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
from wres_bot.delivery.batch import Batch, Pace, rate_key
from wres_bot.delivery.compose import Composed, compose
from wres_bot.delivery.route import NoRoute, find_address
from wres_bot.domain.cards import Card, text
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Directory
from wres_bot.store import people
from wres_bot.store.engine import Store
from wres_bot.store.models import Letter
from wres_bot.store.outbox import bulk_updates, rate_limits
from wres_bot.store.people import accounts

log = structlog.get_logger(__name__)
PAUSED = "The platform asked for time."


@dataclass(frozen=True, slots=True)
class Prepared:
    """`wait`: seconds until its turn at a place where others have just been sent."""

    letter: Letter
    address: Address
    composed: Composed
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Unrouted:
    letter: Letter
    no_route: NoRoute
    composed: Composed


LetterOutcome = tuple[Letter, outcomes.Outcome]


def prepare_batch(
    store: Store, claimed: Sequence[Letter], platforms: Collection[str], now: datetime
) -> list[Prepared | Unrouted | LetterOutcome]:
    """Each letter composed from the state of this moment. One that cannot be composed harms no other."""
    with store.read() as db:
        context, paused = batch_context.load_batch_context(db, claimed, now), rate_limits.load_busy(db, now)
        return [_prepare_one(db, letter, platforms, now, context, paused) for letter in claimed]


def _prepare_one(
    db: Connection,
    letter: Letter,
    platforms: Collection[str],
    now: datetime,
    context: batch_context.BatchContext,
    paused: dict[rate_limits.RateKey, datetime],
) -> Prepared | Unrouted | LetterOutcome:
    try:
        # A reminder asks the database nothing more; a failed query of the others must harm no neighbour.
        with contextlib.nullcontext() if letter.kind == "reminder" or letter.card else db.begin_nested():
            to, no_route = None, None
            try:
                to = find_address(db, letter, platforms, context.recipients)
            except NoRoute as why:
                no_route = why
            if to and (until := paused.get((to.platform, to.workspace, ""))):
                return letter, outcomes.Outcome("retry", PAUSED, retry_at=until, counts_as_attempt=False)
            composed = compose(db, letter, now, context)
            if composed is None:
                return letter, outcomes.Outcome("moot")
            if outcomes.is_sent_again(letter):
                composed = replace(composed, card=_say_it_may_be_twice(composed.card))
            return Prepared(letter, to, composed) if to else Unrouted(letter, no_route or NoRoute(""), composed)
    except Exception:
        log.exception("letter not composed", letter=letter.id, kind=letter.kind)
        return letter, outcomes.retry_or_give_up(
            letter, "It could not be composed; whoever runs the bot finds why in its log.", now
        )


def _say_it_may_be_twice(card: Card) -> Card:
    """Whoever gets it twice is told why."""
    words = "You may have had this from me before: I couldn't tell whether it arrived."
    return replace(card, blocks=(*card.blocks, text(words)))


async def find_account(unrouted: Unrouted, work: Batch) -> Prepared | LetterOutcome:
    """Somebody who has never written to the bot may be in a platform's directory."""
    letter, no_route, composed = unrouted.letter, unrouted.no_route, unrouted.composed
    trouble: DeliveryError | Unsure | None = None
    if no_route.email and letter.person_id is not None:
        joined = await asyncio.to_thread(_joined_addresses, work.store, letter.person_id)
        asked = [each for name, each in work.platforms.items() if name not in no_route.tried]
        for platform, email in product(asked, (no_route.email, *joined)):
            try:
                async with work.pace.gate:
                    to = await platform.find_address(email) if isinstance(platform, Directory) else None
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
                return Prepared(letter, to, composed)
    if trouble is not None:
        return letter, outcomes.retry_later(letter, trouble, work.now(), work.jitter(), work.timing)
    why = (no_route.tried and letter.error) or str(no_route)  # what a platform itself said is the better reason
    return letter, outcomes.Outcome("dead", why, unreachable=True)


def _joined_addresses(store: Store, person_id: int) -> list[str]:
    with store.read() as db:
        return accounts.load_joined_addresses(db, person_id)


def reserve_and_record(
    db: Connection,
    ready: Sequence[Prepared],
    holder: str,
    pace: Pace,
    now: datetime,
    unsearchable: Collection[str] = (),
) -> tuple[list[Prepared], list[LetterOutcome]]:
    """What is about to be said, kept first: a crash from here on leaves the letter unsure, not waiting.

    Each with its turn; and those whose turn is too far off to wait for. What goes to an `unsearchable` platform is kept
    by `record_before_sending`, at the last moment: nobody could find out which of a whole batch arrived.
    """
    begin = _reserve_turns(db, ready, pace, now)
    gap, numbered = timedelta(seconds=pace.gap), dict.fromkeys(begin, 0)
    going: list[Prepared] = []
    later: list[LetterOutcome] = []
    for each in ready:
        start, number = begin.get(rate_key(each.address), (now, len(ready)))
        place = numbered[rate_key(each.address)] = numbered.get(rate_key(each.address), 0) + 1
        if place > number:
            again = start + gap * (place - 1)
            later.append(
                (each.letter, outcomes.Outcome("retry", "Its turn comes.", retry_at=again, counts_as_attempt=False))
            )
        else:
            going.append(Prepared(each.letter, each.address, each.composed, (start - now).total_seconds()))
    said = {each.letter.id: _content(each) for each in going if each.address.platform not in unsearchable}
    mine = bulk_updates.record_contents(db, holder, said)
    return [each for each in going if each.letter.id in mine or each.address.platform in unsearchable], later


def record_before_sending(db: Connection, going: Prepared, holder: str) -> bool:
    """What is about to be said, kept right before it leaves. False when the letter is no longer this holder's."""
    return bool(bulk_updates.record_contents(db, holder, {going.letter.id: _content(going)}))


def _content(going: Prepared) -> dict[str, object]:
    """With where it goes: that is where it is drawn again."""
    via = [going.address.platform, going.address.workspace]
    return {**going.composed.content, "asked": list(going.composed.asked_actions), "via": via}


def _reserve_turns(
    db: Connection, ready: Sequence[Prepared], pace: Pace, now: datetime
) -> dict[rate_limits.RateKey, tuple[datetime, int]]:
    if not pace.gap:
        return {}
    wanted: dict[rate_limits.RateKey, int] = {}
    for each in ready:
        wanted[rate_key(each.address)] = wanted.get(rate_key(each.address), 0) + 1
    shared = {rate_key(each.address) for each in ready if each.address.kind != "direct"}
    return rate_limits.reserve_turns(db, wanted, shared, now, timedelta(seconds=pace.gap), timedelta(seconds=pace.most))
