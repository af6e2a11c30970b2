"""Owns who is reminded today and of what: one letter a person a working day. Must not word or send."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from wres_bot.core.dates import WorkingDays, london, london_day
from wres_bot.jobs.unreached import since_notice, unreached, unreached_prefix
from wres_bot.jobs.waiting import A_MONTH, coordinators, due_entries, who_waits
from wres_bot.store import actions, digests, outbox, people
from wres_bot.store.facts import ActionFacts, LetterFacts, SnoozeFacts, TrustFacts


def put_reminders(db: Connection, now: datetime) -> int:
    """Puts today's reminders where the hour has come; how many are new. Again the same day it puts nothing."""
    return sum(_put_trust(db, trust, now) for trust in people.trusts(db))


def _put_trust(db: Connection, trust: TrustFacts, now: datetime) -> int:
    today, days = london_day(now), WorkingDays(trust.policy.extra_holidays)
    if not days.is_working(today) or now < london(today, trust.policy.remind_at):
        return 0
    waiting = who_waits(db, trust, today)
    leads = coordinators(db, trust, today)
    ledger = _ledger(db, trust, today)
    put = 0
    for person_id, owned in sorted(waiting.people.items()):
        readers = [lead.id for lead in leads] if trust.rehearsing else [person_id]
        for reader in readers:
            put += _put_one(db, trust, person_id, reader, owned, now, ledger)
    for lead in leads:
        prefix = unreached_prefix(trust, lead.id)
        if unreached(db, trust, today, since_notice(db, prefix), waiting):
            put += _put(db, prefix, trust, "notice", lead.id, {"what": "unreachable", "on": today.isoformat()}, now)
    return put


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What the letters of one trust say, read once: thousands of people are not thousands of queries."""

    put: set[str]
    unsent: set[str]
    sent: dict[int, LetterFacts]
    dead: dict[int, LetterFacts]
    snoozes: dict[int, list[SnoozeFacts]]


def _ledger(db: Connection, trust: TrustFacts, today: date) -> _Ledger:
    prefix = f"{'rehearsal' if trust.rehearsing else 'reminder'}:{trust.key}:"
    unsent = digests.keys_of(db, prefix, states=("waiting", "retry"))
    snoozes: dict[int, list[SnoozeFacts]] = {}
    for each in actions.snoozes(db, today - A_MONTH):
        snoozes.setdefault(each.person_id, []).append(each)
    return _Ledger(
        put=digests.keys_of(db, prefix, ending=f":{today.isoformat()}"),
        unsent={key.rsplit(":", 1)[0] + ":" for key in unsent},
        sent={} if trust.rehearsing else digests.newest_each(db, prefix, "sent"),
        dead={} if trust.rehearsing else digests.newest_each(db, prefix, "dead"),
        snoozes=snoozes,
    )


def _put_one(
    db: Connection,
    trust: TrustFacts,
    person_id: int,
    reader: int,
    owned: list[ActionFacts],
    now: datetime,
    ledger: _Ledger,
) -> int:
    today = london_day(now)
    prefix = reminder_prefix(trust, person_id, reader)
    if prefix + today.isoformat() in ledger.put:
        return 0
    told = since(db, prefix, person_id) if trust.rehearsing else _told(db, person_id, ledger)
    entries = due_entries(trust, owned, today, told, ledger.snoozes.get(person_id, ()))
    if not entries:
        return 0
    about: dict[str, Any] = {
        "on": today.isoformat(),
        "actions": sorted({entry.action.id for entry in entries}),
        "milestones": [entry.milestone.id for entry in entries],
    }
    if reader != person_id or trust.rehearsing:
        about["for"] = person_id
    return _put(db, prefix, trust, "reminder", reader, about, now, replaces=prefix in ledger.unsent)


def _told(db: Connection, person_id: int, ledger: _Ledger) -> date | None:
    """As `since` says it."""
    sent, dead = ledger.sent.get(person_id), ledger.dead.get(person_id)
    newer = dead if dead and (dead.said or {}).get("unreachable") and (sent is None or dead.id > sent.id) else None
    if newer and not any(each.reachable for each in people.identities(db, person_id)):
        return date.fromisoformat(newer.about["on"])
    return date.fromisoformat(sent.about["on"]) if sent else None


def _put(
    db: Connection,
    prefix: str,
    trust: TrustFacts,
    kind: str,
    reader: int,
    about: Mapping[str, Any],
    now: datetime,
    *,
    replaces: bool = True,
) -> int:
    key = f"{prefix}{london_day(now).isoformat()}"
    if not outbox.put(db, key, trust.id, kind, about, now, person_id=reader):
        return 0
    if replaces and (letter := outbox.letter_by_key(db, key)):
        digests.moot_before(db, prefix, letter.id)
    return 1


def reminder_prefix(trust: TrustFacts, person_id: int, reader: int) -> str:
    """A rehearsal has keys of its own: what a coordinator has read in a rehearsal, nobody has been told."""
    if trust.rehearsing:
        return f"rehearsal:{trust.key}:{reader}:reminder:{person_id}:"
    return f"reminder:{trust.key}:{person_id}:"


def since(db: Connection, prefix: str, person_id: int, but: int = 0) -> date | None:
    """The day of the newest letter that told the person; None when none did.

    While a person cannot be reached, what the coordinators were told instead counts.
    """
    reachable = any(each.reachable for each in people.identities(db, person_id))
    states = ("sent",) if reachable else ("sent", "dead")
    for letter in digests.newest_of(db, prefix, states, but=but, limit=5):
        if letter.state == "sent" or (letter.said or {}).get("unreachable"):
            return date.fromisoformat(letter.about["on"])
    return None
