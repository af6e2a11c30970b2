"""Owns where a letter goes at the moment it is sent, or why it cannot go anywhere. Must not word or send."""

from collections.abc import Collection
from typing import cast

from sqlalchemy import Connection

from wres_bot.delivery.batch_context import Recipients, load_recipients
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.ports import Address, PlaceKind
from wres_bot.store import places
from wres_bot.store.models import Letter

LOCAL = "local"
"""The built-in chat. It knows everybody by their e-mail, so nobody needs an account there."""


class NoRoute(Exception):
    """There is no way to whom it is for, and why.

    `email`: the directory of a platform may know an account of theirs, but for those in `tried`: the one there is known
    and takes no messages.
    """

    def __init__(self, failure: DeliveryFailure, email: str | None = None, tried: Collection[str] = ()) -> None:
        super().__init__(failure.code)
        self.failure = failure
        self.email = email
        self.tried = frozenset(tried)


def find_address(db: Connection, letter: Letter, platforms: Collection[str], on: Recipients | None = None) -> Address:
    """Raises `NoRoute`. With a chat platform set up nobody is written to in the built-in chat instead."""
    if letter.place_id is not None:
        return _find_place_address(db, letter.place_id, letter, platforms)
    assert letter.person_id is not None
    return _find_person_address(on or load_recipients(db, [letter]), letter.person_id, letter, platforms)


def _find_place_address(db: Connection, place_id: int, letter: Letter, platforms: Collection[str]) -> Address:
    place = places.load_place(db, place_id)
    if place.state == "quarantined":
        raise NoRoute(DeliveryFailure(FailureCode.PLACE_QUARANTINED, place.trouble or "", place=place.name))
    if place.platform not in platforms:
        missing = FailureCode.PLATFORM_MISSING
        raise NoRoute(DeliveryFailure(missing, place=place.name, platforms=(place.platform,)))
    locator = {"thread": letter.thread} if letter.thread else {}
    secret = place.audience in ("steering", "leads")
    return Address(place.platform, place.workspace, place.external, cast(PlaceKind, place.kind), secret, locator)


def _find_person_address(on: Recipients, person_id: int, letter: Letter, platforms: Collection[str]) -> Address:
    person = on.persons[person_id]
    if not person.active:
        raise NoRoute(DeliveryFailure(FailureCode.PERSON_LEFT))
    known = [each for each in on.identities.get(person_id, ()) if each.platform in platforms]
    liked = letter.platform or on.preferences.get((person_id, "platform"))
    known.sort(key=lambda each: each.platform != liked)  # stable: else the one used last comes first
    for each in known:
        if each.reachable:
            return Address(each.platform, each.workspace, each.external)
    if LOCAL in platforms and not known:
        return Address(LOCAL, on.trusts[letter.trust_id].key, person.email)
    if known:
        tried = tuple(sorted(each.platform for each in known))  # one an account
        raise NoRoute(DeliveryFailure(FailureCode.ACCOUNTS_CLOSED, platforms=tried), person.email, tried)
    looked_on = tuple(sorted(platforms))
    raise NoRoute(DeliveryFailure(FailureCode.NO_ACCOUNT, email=person.email, platforms=looked_on), person.email)
