"""Owns a small trust to remind: posts, people, actions made by hand, and its local chat. Knows no policy."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, insert, update
from sqlmodel import SQLModel

from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.delivery import schedule
from wres_bot.delivery.reminders import put_reminders
from wres_bot.delivery.worker import Counts, Pace, deliver_all, deliver_batch
from wres_bot.domain.access import Audience
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import LONDON
from wres_bot.domain.letters import LetterKind
from wres_bot.domain.ports import Address, PlaceFacts, Platform, Receipt
from wres_bot.domain.refs import normalise_ref
from wres_bot.domain.statuses import CLOSED, Status
from wres_bot.store import actions, events, outbox, people, places, plans, schema
from wres_bot.store.engine import Store, make_engine
from wres_bot.store.models import Action, Letter

FIRST = date(2020, 4, 1)
EDI, RESOURCING, EDUCATION, SECOND = (
    f"{post}@esneft.example" for post in ("head.of.edi", "head.of.resourcing", "education", "second.holder")
)


class Faulty:
    """The local chat with faults: those in `before` are raised instead of sending, those in `after` once sent."""

    name = "local"

    def __init__(self, inner: LocalPlatform) -> None:
        self.inner = inner
        self.before: list[BaseException] = []
        self.after: list[BaseException] = []
        self.tries = 0

    async def fetch_profile(self, sender: str) -> Any:
        return await self.inner.fetch_profile(sender)

    async def fetch_place(self, place: str) -> PlaceFacts | None:
        return await self.inner.fetch_place(place)

    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        self.tries += 1
        if self.before:
            raise self.before.pop(0)
        receipt = await self.inner.send(to, card, key)
        if self.after:
            raise self.after.pop(0)
        return receipt

    async def find_sent(self, to: Address, key: str) -> Receipt | None:
        return await self.inner.find_sent(to, key)

    async def update(self, receipt: Receipt, card: Card) -> None:
        await self.inner.update(receipt, card)


def at(day: str, time: str = "09:30") -> datetime:
    """A moment in London."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=LONDON).astimezone(UTC)


@dataclass
class Office:
    store: Store
    now: datetime = field(default_factory=lambda: at("2021-01-04"))
    room: Room = field(default_factory=Room)
    trust: int = 0
    plan: int = 0
    section: int = 0
    made: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.platform = Faulty(LocalPlatform(self.room, lambda: self.now))

    @property
    def platforms(self) -> Mapping[str, Platform]:
        return {"local": self.platform}

    # What there is

    def person(self, email: str, *posts: str, starts: date = FIRST, confirmed: bool = True, role: str = "") -> int:
        with self.store.write() as db:
            id = self.ids[email] = people.save_person(db, email, email.split("@", maxsplit=1)[0])
            for post in posts:
                people.save_holding(db, people.save_post(db, self.trust, post), id, starts)
            if role:
                people.save_membership(db, id, self.trust, role, FIRST)
            if confirmed:
                people.confirm_person(db, id, self.now)
        return id

    def action(
        self,
        ref: str,
        due: str | None,
        *posts: str,
        kind: str = "deadline",
        until: str | None = None,
        status: Status = "no update",
        title: str = "",
        months: int | None = None,
    ) -> int:
        first = date.fromisoformat(due) if due else None
        last = date.fromisoformat(until) if until else first
        self.made += 1
        with self.store.write() as db:
            row = schema.ActionTable(
                plan_id=self.plan, section_id=self.section, position=self.made, ref=ref, key=normalise_ref(ref),
                title=title or f"Action {ref}", status=status, reason="dropped" if status == "cancelled" else None,
            )  # fmt: skip
            id = self.ids[ref] = _put(db, row)
            milestone = schema.MilestoneTable(
                action_id=id, position=0, kind=kind, due=first, until=last, interval_months=months,
                anchor=FIRST if months else None,
            )  # fmt: skip
            _put(db, milestone)
            for position, post in enumerate(posts or ("Head of Resourcing",)):
                post_id = people.save_post(db, self.trust, post)
                _put(db, schema.OwnershipTable(action_id=id, post_id=post_id, lead=position == 0, position=position))
            if status not in CLOSED:
                db.execute(update(schema.actions).where(schema.actions.c.id == id).values(open_due=first))
            events.append_event(
                db,
                actor=Actor(None, datetime(2020, 4, 1, tzinfo=UTC)),
                trust_id=self.trust,
                plan_id=self.plan,
                action_id=id,
                field="imported",
                new=status,
            )
            events.append_event(
                db,
                actor=Actor(None, datetime(2020, 4, 1, tzinfo=UTC)),
                trust_id=self.trust,
                plan_id=self.plan,
                action_id=id,
                field="status",
                new=status,
            )
        return id

    def channel(self, name: str, audience: str, *, private: bool = True) -> int:
        facts = PlaceFacts(name, name, "channel", private)
        self.room.add_channel(facts)
        with self.store.write() as db:
            place = places.use_place(
                db,
                self.trust,
                "local",
                "esneft",
                facts,
                cast(Audience, audience),
                actor=Actor(None, self.now),
            )
        return place.id

    def settings(self, **settings: Any) -> None:
        with self.store.write() as db:
            people.save_trust(db, "esneft", "ESNEFT", settings)

    def rehearse(self, on: bool) -> None:
        with self.store.write() as db:
            people.set_rehearsing(db, self.trust, on)
            events.append_event(
                db, actor=Actor(None, self.now), trust_id=self.trust, field="rehearsal", new="on" if on else "off"
            )

    # What happens

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    def facts(self, ref: str) -> Action:
        with self.store.read() as db:
            return actions.load_action(db, self.ids[ref], self.today)

    def status(self, ref: str, new: Status, who: str = RESOURCING) -> None:
        version = self.facts(ref).version
        with self.store.write() as db:
            actions.set_status(
                db,
                self.ids[ref],
                version,
                new,
                actor=Actor(self.ids[who], self.now, platform="local", place="D1"),
                words=None,
            )

    def move(self, ref: str, due: str) -> None:
        found = self.facts(ref)
        with self.store.write() as db:
            actions.move_due(
                db,
                found.id,
                found.version,
                found.milestones[0].id,
                date.fromisoformat(due),
                actor=Actor(self.ids[EDI], self.now, platform="local", place="D1"),
                words="moved",
            )

    def put(self, day: str, time: str = "09:30") -> None:
        """A tick that is not yet delivered."""
        self.now = at(day, time)
        schedule.run_jobs(self.store, self.now)

    def tick(self, day: str, time: str = "09:30") -> Counts:
        self.put(day, time)
        return self.deliver()

    def deliver(self) -> Counts:
        return asyncio.run(deliver_all(self.store, self.platforms, lambda: self.now, "test", pace=Pace(gap=0)))

    def one_pass(self, holder: str = "test") -> Counts:
        return asyncio.run(
            deliver_batch(self.store, self.platforms, lambda: self.now, holder, pace=Pace(gap=0), jitter=lambda: 0.5)
        )

    def days(self, first: str, last: str) -> list[str]:
        """The reminders of every day, weekends too; which days somebody got one."""
        day, end, told = date.fromisoformat(first), date.fromisoformat(last), []
        while day <= end:
            self.now = at(day.isoformat())
            with self.store.write() as db:
                put = put_reminders(db, self.now)
            if put and self.deliver().sent:
                told.append(day.isoformat())
            day += timedelta(days=1)
        return told

    # What was said

    def got(self, email: str) -> list[str]:
        return [m.card.plain() for m in self.room.list_messages("esneft", email) if m.card]

    def cards(self, email: str) -> list[Card]:
        return [m.card for m in self.room.list_messages("esneft", email) if m.card]

    def letters(self, kind: LetterKind | None = None) -> list[Letter]:
        with self.store.read() as db:
            return list(reversed(outbox.list_letters(db, kind=kind)))

    def states(self, kind: LetterKind | None = None) -> list[str]:
        return [letter.state for letter in self.letters(kind)]


def _put(db: Connection, row: SQLModel) -> int:
    values = row.model_dump(exclude={"id"})
    table = schema.table_of(type(row))
    return int(db.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())


def make(url: str) -> Iterator[Office]:
    office = Office(Store(make_engine(url)))
    with office.store.write() as db:
        office.trust = people.save_trust(db, "esneft", "ESNEFT", {})
        office.plan = plans.save_plan(
            db, office.trust, "esneft-2020-21", "2020-21", "ESNEFT 2020-21", FIRST, date(2021, 3, 31)
        )
        office.section = plans.save_section(db, office.plan, "1", "Recruitment", 1)
    office.person(EDI, "Head of EDI", role="coordinator")
    office.person(RESOURCING, "Head of Resourcing")
    yield office
    office.store.close()
