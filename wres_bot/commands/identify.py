"""Owns who is speaking, where, and for which trust. Must not read what they say."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection

from wres_bot.commands.context import Context
from wres_bot.commands.unknown_account import record_first_use
from wres_bot.domain.access import Person
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import london_day
from wres_bot.domain.policy import Labels
from wres_bot.domain.ports import Incoming, Needs
from wres_bot.store import people, places, plans
from wres_bot.store.models import Place
from wres_bot.views import refusals

TOUCH_INTERVAL = timedelta(hours=1)
"""Reminders go where a person was last seen; that is written down once in this time, not at every command."""


@dataclass(frozen=True, slots=True)
class Unidentified:
    """Somebody who gets no further, and what they are told. `trust`: whose channel it was said in, where known."""

    card: Card
    trust: int | None = None


def identify(
    db: Connection, incoming: Incoming, now: datetime, today: date, default_trust: str | None, *, noted: bool = False
) -> Context | Unidentified:
    """The context of a command. `noted`: that they spoke is written down already.

    Raises `Needs("profile")` when only the platform can say who this is.
    """
    place = _find_place(db, incoming)
    known, used = people.find_speaker(db, incoming.platform, incoming.workspace, incoming.sender, today)
    who = known or _identify_newcomer(db, incoming, now, today, default_trust)
    if isinstance(who, Unidentified):
        return replace(who, trust=_likely_trust(db, incoming, default_trust))
    if not who.trusts:
        return Unidentified(refusals.render_no_post(_likely_labels(db, incoming, default_trust)))
    if not noted:
        _note_use(db, incoming, now, used if known else now)
    own = place if place and place.trust_id in who.trusts else None
    trust = people.load_trust(db, _choose_trust(db, who, own, incoming, default_trust))
    batch = f"{incoming.platform}:{incoming.workspace}:{incoming.id}" if incoming.id else uuid4().hex
    return Context(db, who, trust, own, now, today, incoming, batch)


def note_use(db: Connection, incoming: Incoming, now: datetime) -> None:
    """An account that somebody is known by has spoken: reminders go where they were last."""
    known, used = people.find_speaker(db, incoming.platform, incoming.workspace, incoming.sender, london_day(now))
    if known is not None and known.trusts:
        _note_use(db, incoming, now, used)


def _note_use(db: Connection, incoming: Incoming, now: datetime, used: datetime | None) -> None:
    direct = incoming.via == "message" and incoming.place_kind == "direct"
    if direct or used is None or now - used > TOUCH_INTERVAL:
        people.update_identity(
            db, incoming.platform, incoming.workspace, incoming.sender, now,
            direct=incoming.place if direct else None, reachable=True,
        )  # fmt: skip


def _find_place(db: Connection, incoming: Incoming) -> Place | None:
    if incoming.place_kind == "direct":
        return None
    return places.find_place(db, incoming.platform, incoming.workspace, incoming.place)


def _trust_nearby(db: Connection, incoming: Incoming) -> int | None:
    """The trust of where this was said: of the place itself, or of the other channels of its team."""
    if incoming.place_kind == "direct":
        return None
    where = (incoming.platform, incoming.workspace, incoming.place)
    place = places.find_place(db, *where)
    return place.trust_id if place else places.find_team_trust(db, *where)


def _likely_trust(db: Connection, incoming: Incoming, default_trust: str | None) -> int | None:
    near = _trust_nearby(db, incoming)
    trust = people.find_trust_by_key(db, default_trust) if default_trust and near is None else None
    return trust.id if trust else near


def _likely_labels(db: Connection, incoming: Incoming, default_trust: str | None) -> Labels:
    """Whom to ask is said in the words of the trust whose channel this is."""
    trust = _likely_trust(db, incoming, default_trust)
    return people.load_trust(db, trust).policy.labels if trust is not None else Labels()


def _identify_newcomer(
    db: Connection, incoming: Incoming, now: datetime, today: date, default_trust: str | None
) -> Person | Unidentified:
    """Somebody new on this platform: known by the e-mail address that the platform has verified, or not at all."""
    profile = incoming.profile
    if profile is None:
        raise Needs("profile")
    labels = _likely_labels(db, incoming, default_trust)
    if profile.guest:
        return Unidentified(refusals.render_guest_refused())
    if not profile.active:
        return Unidentified(refusals.render_inactive(labels))
    if not profile.email:
        return Unidentified(refusals.render_unverified(labels))
    person = people.find_person_by_email(db, profile.email, today)
    if person is None:
        return Unidentified(refusals.render_unknown_person(profile.email, labels))
    record_first_use(db, person, incoming, profile.email, now)
    return person


def _choose_trust(
    db: Connection, who: Person, place: Place | None, incoming: Incoming, default_trust: str | None
) -> int:
    """The place's trust; the only one; its team's; that of the chosen plan; the default; else the first."""
    if place:
        return place.trust_id
    if len(who.trusts) == 1:
        return next(iter(who.trusts))
    near = _trust_nearby(db, incoming)
    if near in who.trusts:
        return near
    chosen = people.load_preference(db, who.id, "plan")
    plan = plans.find_plan_by_name(db, chosen) if chosen else None
    if plan and plan.trust_id in who.trusts:
        return plan.trust_id
    named = people.find_trust_by_key(db, default_trust) if default_trust else None
    return named.id if named and named.id in who.trusts else min(who.trusts)
