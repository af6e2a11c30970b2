"""Owns where a letter goes at the moment it is sent, or why it cannot go anywhere. Must not word or send."""

from collections.abc import Collection
from typing import cast

from sqlalchemy import Connection

from wres_bot.delivery.batch_context import Recipients, load_recipients
from wres_bot.domain.ports import Address, PlaceKind
from wres_bot.store import places
from wres_bot.store.models import Letter
from wres_bot.views.accounts import format_platform

LOCAL = "local"
"""The built-in chat. It knows everybody by their e-mail, so nobody needs an account there."""


class NoRoute(Exception):
    """There is no way to whom it is for. The text says why, for a coordinator.

    `email`: the directory of a platform may know an account of theirs, but for those in `tried`: the one there is known
    and takes no messages.
    """

    def __init__(self, why: str, email: str | None = None, tried: Collection[str] = ()) -> None:
        super().__init__(why)
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
        raise NoRoute(f"{place.name} is out of use until somebody looks: {place.trouble or 'the last message failed'}")
    if place.platform not in platforms:
        raise NoRoute(f"{place.name} is on {place.platform}, which is not set up here")
    locator = {"thread": letter.thread} if letter.thread else {}
    secret = place.audience in ("steering", "leads")
    return Address(place.platform, place.workspace, place.external, cast(PlaceKind, place.kind), secret, locator)


def _find_person_address(on: Recipients, person_id: int, letter: Letter, platforms: Collection[str]) -> Address:
    person = on.persons[person_id]
    if not person.active:
        raise NoRoute("they have left")
    known = [each for each in on.identities.get(person_id, ()) if each.platform in platforms]
    liked = letter.platform or on.preferences.get((person_id, "platform"))
    known.sort(key=lambda each: each.platform != liked)  # stable: else the one used last comes first
    for each in known:
        if each.reachable:
            return Address(each.platform, each.workspace, each.external)
    if LOCAL in platforms and not known:
        return Address(LOCAL, on.trusts[letter.trust_id].key, person.email)
    if known:
        tried = sorted({each.platform for each in known})
        accounts = "account" if len(known) == 1 else "accounts"
        takes = "takes" if len(known) == 1 else "take"
        on_all = " and ".join(format_platform(name) for name in tried)
        raise NoRoute(f"their {accounts} on {on_all} {takes} no messages", person.email, tried)
    where = " or ".join(format_platform(name) for name in sorted(platforms)) or "any chat platform"
    raise NoRoute(f"no account of {person.email} is known on {where}", person.email)
