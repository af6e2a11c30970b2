"""Owns when each job runs, and what has to have run by a moment. Must not know what a job does.

The timetable is an alarm clock: any process may run it, twice or late, because every job puts what is missing and
nothing more. So it keeps no list of what ran.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Connection

from wres_bot.delivery.compose import compose
from wres_bot.delivery.digests import put_digests
from wres_bot.delivery.reminders import put_reminders
from wres_bot.delivery.retention import delete_expired
from wres_bot.delivery.security_notices import put_security_notices
from wres_bot.delivery.shown_figures import put_shown_figures
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import LONDON
from wres_bot.domain.ports import Clock
from wres_bot.store import outbox, people, places
from wres_bot.store.engine import Store
from wres_bot.store.models import Letter
from wres_bot.store.seals import seal_history

MISFIRE_GRACE = 3600
"""Seconds a row may be late and still run; each finds for itself what it missed."""


@dataclass(frozen=True, slots=True)
class Job:
    """One job: a name, when it wakes, and what it does in one transaction."""

    name: str
    trigger: Callable[[], BaseTrigger]
    run: Callable[[Connection, datetime], int]


JOBS: tuple[Job, ...] = (
    Job("remind", lambda: CronTrigger(minute="*/5", timezone=LONDON), put_reminders),
    Job("digest", lambda: CronTrigger(minute="*/10", timezone=LONDON), put_digests),
    Job("seal", lambda: CronTrigger(minute="7-59/10", timezone=LONDON), seal_history),
    Job("shown", lambda: CronTrigger(hour=9, minute=5, timezone=LONDON), put_shown_figures),
    Job("security", lambda: CronTrigger(hour=8, minute=40, timezone=LONDON), put_security_notices),
    Job("tidy", lambda: CronTrigger(hour=3, minute=20, timezone=LONDON), delete_expired),
)


def run_jobs(store: Store, now: datetime) -> None:
    """Everything that should have been put by this moment. Nothing is sent."""
    for row in JOBS:
        with store.write() as db:
            row.run(db, now)


class _RolledBack(Exception):
    """Undoes the transaction of a rehearsed tick."""


def rehearse_jobs(store: Store, now: datetime) -> list[tuple[str, Card]]:
    """What a tick would send, to whom, in its words. Writes nothing."""
    found: list[tuple[str, Card]] = []
    try:
        with store.write() as db:
            for row in JOBS:
                row.run(db, now)
            for letter in _ready_letters(db, now):
                if composed := compose(db, letter, now):
                    found.append((_recipient_name(db, letter), composed.card))
            raise _RolledBack
    except _RolledBack:
        return found


def _ready_letters(db: Connection, now: datetime) -> list[Letter]:
    letters = [
        letter
        for state in ("waiting", "retry")
        for letter in outbox.list_letters(db, state=state, limit=10_000)
        if letter.not_before <= now
    ]
    # In the order delivery takes them.
    return sorted(letters, key=lambda x: (outbox.RANK.get(x.kind, outbox.LAST_RANK), x.not_before, x.id))


def _recipient_name(db: Connection, letter: Letter) -> str:
    if letter.place_id is not None:
        return places.load_place(db, letter.place_id).name
    return people.load_person_details(db, letter.person_id or 0).email


def build_scheduler(store: Store, now: Clock) -> AsyncIOScheduler:
    """The rows, ready to be started in the loop that runs them. Delivery keeps its own beat."""
    scheduler = AsyncIOScheduler(
        timezone=LONDON, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": MISFIRE_GRACE}
    )
    for row in JOBS:
        scheduler.add_job(partial(_run, store, row, now), row.trigger(), id=row.name, name=row.name)
    return scheduler


async def _run(store: Store, row: Job, now: Clock) -> None:
    moment = now()

    def once() -> None:
        with store.write() as db:
            row.run(db, moment)

    await asyncio.to_thread(once)
