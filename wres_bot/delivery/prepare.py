"""Owns making letters ready: where each goes and what it says at this moment, or why it goes nowhere. Must not send."""

import asyncio
import contextlib
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import product

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from wres_bot.delivery import batch_context, outcomes
from wres_bot.delivery.batch import Batch, Pace, Stuck, rate_key
from wres_bot.delivery.compose import Composed, UnreadableLetter, compose
from wres_bot.delivery.route import NoRoute, find_address
from wres_bot.domain.delivery_failures import FailureCode
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.letters import Content
from wres_bot.domain.ports import Address, Directory
from wres_bot.logs import get_logger
from wres_bot.store import outbox, people
from wres_bot.store.engine import Store
from wres_bot.store.models import Letter
from wres_bot.store.outbox import rate_limits
from wres_bot.store.people import accounts
from wres_bot.views.deliveries import add_may_be_twice

log = get_logger(__name__)
MOST_ATTEMPTS = 100
"""A letter that was claimed so often and is too old besides is given up: whoever composes it may be dying of it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """`wait`: seconds until its turn at a place where others have just been sent."""

    letter: Letter
    address: Address
    composed: Composed
    wait: float = 0.0

    @property
    def content(self) -> Content:
        """With the way it goes: that is where it is refreshed."""
        return replace(self.composed.content, via=(self.address.platform, self.address.workspace))


@dataclass(frozen=True, slots=True)
class Unrouted:
    letter: Letter
    no_route: NoRoute
    composed: Composed


LetterOutcome = tuple[Letter, outcomes.Outcome]


def prepare_batch(
    store: Store, claimed: Sequence[Letter], platforms: Collection[str], now: datetime
) -> list[Prepared | Unrouted | LetterOutcome]:
    """Each letter composed from the state of this moment. One that cannot be composed harms no other.

    Returns, for each letter in order: `Prepared`, which can be sent; `Unrouted`, composed, but its person's account has
    to be searched for first (`find_account`); or the letter with its outcome, where there is nothing to send now: put
    off, moot, tried again later or given up.
    """
    try:
        with store.read() as db:
            context, paused = batch_context.load_batch_context(db, claimed, now), rate_limits.load_busy(db, now)
            return [_prepare_one(db, letter, platforms, now, context, paused) for letter in claimed]
    except OperationalError:
        raise  # nobody's fault: all of them are tried again
    except Exception:
        if len(claimed) > 1:  # what breaks what is read for all is found in the one that breaks it alone
            return [each for letter in claimed for each in prepare_batch(store, [letter], platforms, now)]
        return [_compose_failed(letter, now) for letter in claimed]


def _prepare_one(
    db: Connection,
    letter: Letter,
    platforms: Collection[str],
    now: datetime,
    context: batch_context.BatchContext,
    paused: dict[rate_limits.RateKey, datetime],
) -> Prepared | Unrouted | LetterOutcome:
    try:
        if letter.attempts > MOST_ATTEMPTS and outcomes.is_too_old(letter, now):
            return letter, outcomes.retry_or_give_up(letter, FailureCode.COMPOSE_FAILED, now)
        # A reminder asks the database nothing more; a failed query of the others must harm no neighbour.
        with contextlib.nullcontext() if letter.kind == "reminder" or letter.card else db.begin_nested():
            to, no_route = _find_route(db, letter, platforms, context)
            if to and (until := paused.get((to.platform, to.workspace, ""))):
                return letter, outcomes.put_off(FailureCode.PLATFORM_PAUSED, until)
            composed = compose(db, letter, now, context)
            if composed is None:
                return letter, outcomes.Outcome("moot")
            if outcomes.is_sent_again(letter):
                composed = replace(composed, card=add_may_be_twice(composed.card))
            if to is not None:
                return Prepared(letter, to, composed)
            assert no_route is not None
            return Unrouted(letter, no_route, composed)
    except Exception:
        return _compose_failed(letter, now)


def _find_route(
    db: Connection, letter: Letter, platforms: Collection[str], context: batch_context.BatchContext
) -> tuple[Address, None] | tuple[None, NoRoute]:
    try:
        return find_address(db, letter, platforms, context.recipients), None
    except NoRoute as no_route:
        return None, no_route


def _compose_failed(letter: Letter, now: datetime) -> LetterOutcome:
    """While the error is being handled. It is tried again for as long as letters of its kind are, then given up."""
    unreadable = isinstance(sys.exception(), UnreadableLetter)
    code = FailureCode.UNREADABLE if unreadable else FailureCode.COMPOSE_FAILED
    log.exception(code.value, letter=letter.id, kind=letter.kind, attempts=letter.attempts)
    return letter, outcomes.retry_or_give_up(letter, code, now)


async def find_account(unrouted: Unrouted, work: Batch) -> Prepared | LetterOutcome:
    """Somebody who has never written to the bot may be in a platform's directory.

    Returns the letter prepared for the account found, or with its outcome where there is none or nobody can tell.
    """
    try:
        return await _search_directories(unrouted, work)
    except Exception:
        letter = unrouted.letter
        log.exception("account_search_failed", letter=letter.id)
        return letter, outcomes.retry_or_give_up(letter, FailureCode.INTERNAL_ERROR, work.now(), work.timing)


async def _search_directories(unrouted: Unrouted, work: Batch) -> Prepared | LetterOutcome:
    letter, no_route = unrouted.letter, unrouted.no_route
    failed: outcomes.Outcome | None = None
    if no_route.email and letter.person_id is not None:
        joined = await asyncio.to_thread(_joined_addresses, work.store, letter.person_id)
        asked = [(name, each) for name, each in work.platforms.items() if name not in no_route.tried]
        for (name, platform), email in product(asked, (no_route.email, *joined)):
            try:
                async with work.pace.gate(name).request():
                    to = await platform.find_address(email) if isinstance(platform, Directory) else None
            except Stuck:
                failed = outcomes.put_off(FailureCode.AWAITING_TURN, work.stuck_until)
                continue
            except (DeliveryError, Unsure) as error:  # another platform may know them
                failed = outcomes.retry_later(
                    letter, outcomes.failure_of(error, name), work.now(), work.jitter(), work.timing,
                    retry_after=getattr(error, "retry_after", None),
                )  # fmt: skip
                continue
            if to is not None:
                await work.write(
                    partial(
                        people.link_identity, person_id=letter.person_id, platform=to.platform,
                        workspace=to.workspace, external=to.external, now=work.now(),
                        address=email if email in joined else None,
                    )
                )  # fmt: skip
                return Prepared(letter, to, unrouted.composed)
    if failed is not None:
        return letter, failed
    # What a platform itself said is the better reason.
    failure = letter.failure if no_route.tried and letter.failure else no_route.failure
    return letter, outcomes.Outcome("dead", failure, unreachable=True)


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

    Returns those to send, each with the seconds until its turn; and those put off, whose turn is too far away to wait
    for. One that is no longer this holder's is in neither. What goes to an `unsearchable` platform is kept
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
            later.append((each.letter, outcomes.put_off(FailureCode.AWAITING_TURN, again)))
        else:
            going.append(replace(each, wait=(start - now).total_seconds()))
    contents = {each.letter.id: each.content for each in going if each.address.platform not in unsearchable}
    ours = outbox.record_contents(db, holder, contents)
    return [each for each in going if each.letter.id in ours or each.address.platform in unsearchable], later


def record_before_sending(db: Connection, going: Prepared, holder: str) -> bool:
    """What is about to be said, kept right before it leaves. False when the letter is no longer this holder's."""
    return bool(outbox.record_contents(db, holder, {going.letter.id: going.content}))


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
