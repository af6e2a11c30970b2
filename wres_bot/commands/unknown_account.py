"""Owns what follows when an account speaks for the first time: joined, or known to nobody. Keeps none of its words."""

from datetime import date, datetime

from sqlalchemy import Connection

from wres_bot.domain.access import Person
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import Card
from wres_bot.domain.letter_keys import CardKey, UnknownAccountsKey
from wres_bot.domain.letters import PersonNotice, UnknownAccountsNotice
from wres_bot.domain.ports import Incoming
from wres_bot.store import events, outbox, people
from wres_bot.store.models import Trust
from wres_bot.store.people import accounts, unknown_accounts
from wres_bot.views import accounts as views


def record_first_use(db: Connection, who: Person, incoming: Incoming, email: str, now: datetime) -> None:
    """The account is its person's from now on. A joined one is told of where they were known before, and here."""
    address = email.strip().lower() if accounts.find_person_by_joined_address(db, email) is not None else None
    before = accounts.find_own_platform(db, who.id)
    people.link_identity(db, who.id, incoming.platform, incoming.workspace, incoming.sender, now, address)
    if address is None or not who.trusts:
        return
    trust = people.load_trust(db, min(who.trusts))
    events.append_event(
        db,
        actor=Actor(who.id, now, platform=incoming.platform, place=incoming.place),
        trust_id=trust.id,
        field="person",
        new="first used",
        words=f"{address} on {incoming.platform}",
    )
    if before is not None:
        _put_notice(
            db,
            trust,
            who.id,
            "first-used",
            views.render_first_use_notice(address, incoming.platform),
            before,
            incoming,
            now,
        )
    here = views.render_recognised(who.name, incoming.platform)
    _put_notice(db, trust, who.id, "known-here", here, incoming.platform, incoming, now)


def _put_notice(
    db: Connection, trust: Trust, person: int, why: str, card: Card, platform: str, said: Incoming, now: datetime
) -> None:
    key = CardKey("notice", trust.key, person, why, f"{said.platform}:{said.workspace}:{said.sender}")
    outbox.put(db, key, trust.id, PersonNotice(person, why), now, person_id=person, platform=platform, card=card)


def record_unknown_account(
    db: Connection, incoming: Incoming, trust_id: int | None, now: datetime, today: date
) -> None:
    """Somebody nobody knows, for those who lead to place: their verified address, and that they wrote. Once."""
    profile = incoming.profile
    if profile is None or not profile.email or profile.guest or not profile.active:
        return
    of = trust_id if trust_id is not None else unknown_accounts.guess_trust(db, profile.email)
    if of is None or people.find_person_by_email(db, profile.email, today) is not None:
        return
    if not unknown_accounts.record_unknown_account(db, incoming, profile.email, of, now):
        return
    trust = people.load_trust(db, of)
    leads = people.load_coordinators(db, of, today)
    for lead in leads:  # worded when it is sent: a letter keeps no address of somebody who is in no plan
        key = UnknownAccountsKey(trust.key, today, lead.id)
        outbox.put(db, key, of, UnknownAccountsNotice(now), now, person_id=lead.id)
