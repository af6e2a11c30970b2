"""Owns telling a trust's admins what happened to its protection and its records yesterday; must not decide on it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from wres_bot.domain.dates import london_day
from wres_bot.domain.letter_keys import CardKey
from wres_bot.domain.letters import PersonNotice
from wres_bot.store import events, outbox, people, security_log, trusts
from wres_bot.store.security_log import SecurityKind
from wres_bot.views.notices import render_security_notice

MANY = 50
"""Requests refused in a day that are worth a word: fewer come of scanners and mistyped addresses."""


def put_security_notices(db: Connection, now: datetime) -> int:
    """One to each admin about the day before, where there is anything to tell; once, however often it runs."""
    day, count = london_day(now) - timedelta(days=1), 0
    refused = security_log.count_on(db, day, SecurityKind.REQUEST_REFUSED)
    for trust in trusts.load_trusts(db):
        done = [e.new for e in events.load_records_events(db, trust.id, now) if london_day(e.at) == day and e.new]
        if not done and refused < MANY:
            continue
        card = render_security_notice(day, done, refused if refused >= MANY else 0)
        for admin in people.load_people_with_role(db, trust.id, "admin", london_day(now)):
            key = CardKey("notice", trust.key, admin.id, "security", str(day))
            put = outbox.put(db, key, trust.id, PersonNotice(admin.id, "security"), now, person_id=admin.id, card=card)
            count += bool(put)
    return count
