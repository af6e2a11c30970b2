"""Owns telling leads, once, which figures channels may have read before such figures waited for a decision.

A digest of an earlier release does not say that its figures were held against what leads have decided. Must not send.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection

from wres_bot.digest_building import load_gate
from wres_bot.domain.access import Audience
from wres_bot.domain.dates import london_day
from wres_bot.domain.letter_keys import CardKey
from wres_bot.domain.letters import DigestContent, FiguresShownNotice
from wres_bot.indicators.dimensions import STANDARDS
from wres_bot.indicators.release.gate import find_waiting
from wres_bot.store import outbox, people
from wres_bot.store.models import Trust
from wres_bot.store.outbox import history
from wres_bot.store.snapshots import load_snapshots


def put_shown_figures(db: Connection, now: datetime) -> int:
    """How many notices are new: one for each lead of a trust whose channels have read such figures, and never again."""
    return sum(_put_for(db, trust, now) for trust in people.load_trusts(db))


def _put_for(db: Connection, trust: Trust, now: datetime) -> int:
    sent = [letter.content for letter in outbox.list_letters(db, trust.id, "sent", kind="digest")]
    digests = [each for each in sent if isinstance(each, DigestContent) and not each.gated and not each.rehearsal]
    leads = people.load_coordinators(db, trust.id, london_day(now)) if digests else []
    keys = {CardKey("notice", trust.key, lead.id, "figures-shown", "once"): lead.id for lead in leads}
    known = history.find_existing_keys(db, map(str, keys))
    left = {key: lead for key, lead in keys.items() if str(key) not in known}
    if not left or not (figures := _find_shown(db, trust, digests, london_day(now))):
        return 0
    subject = FiguresShownNotice(figures)
    return sum(outbox.put(db, key, trust.id, subject, now, person_id=lead) for key, lead in left.items())


def _find_shown(db: Connection, trust: Trust, digests: Iterable[DigestContent], today: date) -> tuple[str, ...]:
    """What these digests led with and would not be told today: "WRES 2 of 2021"."""
    values = load_snapshots(db, trust.id)
    gate = load_gate(db, trust.id, values)
    found: set[str] = set()
    for digest in digests:
        audience: Audience = "network" if digest.audience == "network" else "steering"
        for standard in STANDARDS:
            waiting = find_waiting(values, gate, standard, audience, digest.quarter.last, today)
            found |= {f"{standard} {code} of {year}" for code, year in waiting}
    return tuple(sorted(found))
