"""Owns who is speaking, where, and for which trust. Must not read what they say."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection

from wres_bot.commands.context import Context
from wres_bot.commands.unknown_account import welcome_account
from wres_bot.domain.access import Person
from wres_bot.domain.cards import Card
from wres_bot.domain.policy import Policy
from wres_bot.domain.ports import Incoming, Needs
from wres_bot.store import people, places, plans
from wres_bot.store.models import KnownPlace
from wres_bot.views import help

LATELY = timedelta(hours=1)
"""Reminders go where a person was last; so exact that is, and no more is written at every command."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who gets no further, and what they are told. `trust`: whose channel or house it was, where known."""

    card: Card
    trust: int | None = None


def arrive(
    db: Connection, incoming: Incoming, now: datetime, today: date, default_trust: str | None
) -> Context | Stranger:
    """The context of a command. Raises `Needs("profile")` when only the platform can say who this is."""
    place = _place(db, incoming)
    known, used = people.speaker(db, incoming.platform, incoming.workspace, incoming.sender, today)
    who = known or _introduced(db, incoming, now, today, default_trust)
    if isinstance(who, Stranger):
        return replace(who, trust=_house(db, incoming, default_trust))
    if not who.trusts:
        return Stranger(help.nowhere(f"the {_label(db, _house(db, incoming, default_trust))}"))
    direct = incoming.via == "message" and incoming.place_kind == "direct"
    if direct or (known and (used is None or now - used > LATELY)):
        people.touch_identity(
            db, incoming.platform, incoming.workspace, incoming.sender, now,
            direct=incoming.place if direct else None, reachable=True,
        )  # fmt: skip
    own = place if place and place.trust_id in who.trusts else None
    trust = people.trust(db, _trust(db, who, own, incoming, default_trust))
    batch = f"{incoming.platform}:{incoming.workspace}:{incoming.id}" if incoming.id else uuid4().hex
    return Context(db, who, trust, own, now, today, incoming, batch)


def _place(db: Connection, incoming: Incoming) -> KnownPlace | None:
    if incoming.place_kind == "direct":
        return None
    return places.place(db, incoming.platform, incoming.workspace, incoming.place)


def _near(db: Connection, incoming: Incoming) -> int | None:
    """The trust of where this was said: of the place itself, or of the other channels of its team."""
    if incoming.place_kind == "direct":
        return None
    where = (incoming.platform, incoming.workspace, incoming.place)
    place = places.place(db, *where)
    return place.trust_id if place else places.team_trust(db, *where)


def _house(db: Connection, incoming: Incoming, default_trust: str | None) -> int | None:
    near = _near(db, incoming)
    trust = people.trust_by_key(db, default_trust) if default_trust and near is None else None
    return trust.id if trust else near


def _label(db: Connection, house: int | None) -> str:
    """Whom to ask, in the words of the trust whose channel this is."""
    return (people.trust(db, house).policy if house is not None else Policy()).labels.coordinator


def _introduced(
    db: Connection, incoming: Incoming, now: datetime, today: date, default_trust: str | None
) -> Person | Stranger:
    """Somebody new on this platform: known by the e-mail address that the platform has verified, or not at all."""
    profile = incoming.profile
    if profile is None:
        raise Needs("profile")
    whom = f"your trust's {_label(db, _house(db, incoming, default_trust))}"
    if profile.guest:
        return Stranger(help.guest())
    if not profile.active:
        return Stranger(help.inactive(whom))
    if not profile.email:
        return Stranger(help.unverified(whom))
    person = people.person_by_email(db, profile.email, today)
    if person is None:
        return Stranger(help.stranger(whom, profile.email))
    welcome_account(db, person, incoming, profile.email, now)
    return person


def _trust(db: Connection, who: Person, place: KnownPlace | None, incoming: Incoming, default_trust: str | None) -> int:
    """The place's trust; the only one; its team's; that of the chosen plan; the default; else the first."""
    if place:
        return place.trust_id
    if len(who.trusts) == 1:
        return next(iter(who.trusts))
    near = _near(db, incoming)
    if near in who.trusts:
        return near
    chosen = people.preference(db, who.id, "plan")
    plan = plans.plan_by_name(db, chosen) if chosen else None
    if plan and plan.trust_id in who.trusts:
        return plan.trust_id
    named = people.trust_by_key(db, default_trust) if default_trust else None
    return named.id if named and named.id in who.trusts else min(who.trusts)
