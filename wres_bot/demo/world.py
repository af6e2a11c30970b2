"""Owns what lies behind the demo page: a bot on a temporary store, with a clock visitors move. Must not know pages."""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal, Protocol

from wres_bot.admin import examples
from wres_bot.app import App, tick
from wres_bot.chat.local.room import PLATFORM, Message, Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.commands import digest, dispatch, indicators  # noqa: F401  # here, so that no answer waits for an import
from wres_bot.config import Settings
from wres_bot.delivery.worker import Pace, deliver_all
from wres_bot.domain.access import AUDIENCES, Audience
from wres_bot.domain.dates import WorkingDays, london_day, london_instant, quarter_of
from wres_bot.domain.errors import UserError
from wres_bot.domain.ports import Answer, Incoming, PlaceFacts, PlaceKind, Via
from wres_bot.domain.reminder_rules import digest_day
from wres_bot.resources import find_shipped
from wres_bot.store import actions, people, places, plans
from wres_bot.store.engine import Store, make_engine, migrate
from wres_bot.store.models import Plan
from wres_bot.views.wording import join_words, pluralise, pluralise_in_words

Moment = Literal["day", "reminder", "quarter"]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody the visitor may be. `hint` says in a few words what they do; one of them is `default`."""

    email: str
    name: str
    hint: str = ""
    default: bool = False


@dataclass(frozen=True, slots=True)
class DemoChannel:
    """A channel the person sees; `external` is its name in the room, `name` what people call it."""

    external: str
    name: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """`name` is "esneft-2020-21"; `trust` is the trust's key, the room's workspace; `example` an open action's ref."""

    name: str
    title: str
    trust: str
    example: str = "2.3"


class DemoWorld(Protocol):
    """A bot with its own temporary store, room and clock. Refusals are `UserError`s, worded for the visitor."""

    @property
    def room(self) -> Room: ...

    @property
    def now(self) -> datetime: ...

    @property
    def plan(self) -> DemoPlan:
        """The plan being tried."""
        ...

    def people(self) -> Sequence[DemoPerson]:
        """Everybody the visitor may be, in the order they are offered."""
        ...

    def channels(self, email: str) -> Sequence[DemoChannel]:
        """The channels this person would see."""
        ...

    def plans(self) -> Sequence[DemoPlan]: ...

    async def say(
        self, email: str, place: str | None, text: str, version: int | None = None, origin: str = ""
    ) -> Answer | None:
        """Answer one typed line or click. `place` is a channel, or None for direct messages.

        The page shows the answer; letters it causes are put into the room by delivery before this returns.
        """
        ...

    async def advance(self, to: Moment | date) -> str:
        """Move the clock forward, deliver what falls due, and say what happened: "3 reminders arrived"."""
        ...

    async def switch(self, plan: str) -> None:
        """Begin afresh with another plan, nine months in."""
        ...


FIRST_HOUR, LATER = time(9, 0), time(10, 0)
"""The first day begins when reminders go out; each later one when digests have gone out too."""
LOOK_AHEAD = 400
"""Days that "next reminder" looks for before it says there is none."""


@dataclass
class MovableClock:
    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


class ExampleWorld:
    """One visitor's bot. Choosing another plan begins afresh with a copy of the same freshly loaded store."""

    def __init__(self, folder: Path, plan: str) -> None:
        self._folder = folder
        self._fresh = folder / "fresh.db"
        self._made = 0
        migrate(f"sqlite:///{self._fresh}")
        store = Store(make_engine(f"sqlite:///{self._fresh}"))
        with store.write() as db:
            # Loaded as on the first plan's first day, so that every moment of every plan lies ahead.
            first = london_instant(date(2020, 4, 1), time(0))
            list(examples.load_examples(db, find_shipped("config/examples"), [], first, local=True))
        with store.read() as db:
            self._plans = plans.load_plans(db)
            self._offered = [self._make_offer(store, p) for p in self._plans]
        store.close()
        self._begin(plan)

    def _make_offer(self, store: Store, plan: Plan) -> DemoPlan:
        with store.read() as db:
            trust = people.load_trust(db, plan.trust_id)
            loaded = actions.load_actions(db, plan.id, plan.starts)
        lead = next((a for a in loaded if a.ref == "2.3"), None) or next(
            (a for a in loaded if a.status not in ("done", "cancelled")), loaded[0]
        )
        return DemoPlan(plan.name, plan.title, trust.key, lead.ref)

    def _begin(self, name: str) -> None:
        chosen = next((p for p in self._plans if p.name == name), None)
        if chosen is None:
            raise UserError(f"There is no plan {name}. There are: {join_words(p.name for p in self._plans)}.")
        self._made += 1
        file = self._folder / f"{self._made}.db"
        shutil.copyfile(self._fresh, file)
        nine_months_in = date(chosen.starts.year + 1, 1, 1)
        self._days = WorkingDays()
        self._clock = MovableClock(london_instant(self._days.on_or_after(nine_months_in), FIRST_HOUR))
        self._facts = chosen
        self.plan = next(p for p in self._offered if p.name == name)
        store = Store(make_engine(f"sqlite:///{file}"))
        room = Room([PlaceFacts(n, n, "channel", private) for _, n, private in examples.CHANNELS])
        self.app = App(Settings(), store, self._clock, room)
        self.app.platforms[PLATFORM] = LocalPlatform(room, self._clock)
        with store.write() as db:
            for person in people.load_people_of_trust(db, chosen.trust_id, london_day(self.now)):
                people.set_preference(db, person.id, "plan", name)
        self._people = self._list_people()

    @property
    def room(self) -> Room:
        return self.app.room

    @property
    def now(self) -> datetime:
        return self._clock()

    def plans(self) -> Sequence[DemoPlan]:
        return self._offered

    def people(self) -> Sequence[DemoPerson]:
        return self._people

    def _list_people(self) -> list[DemoPerson]:
        """Leads and chairs first, then owners by how much they own, then the colleague."""
        today, trust = london_day(self.now), self._facts.trust_id
        with self.app.store.read() as db:
            label = people.load_trust(db, trust).policy.labels
            counts: dict[int, int] = {}
            for action in actions.load_actions(db, self._facts.id, today):
                for id_ in {h.person_id for o in action.owners for h in o.holders}:
                    counts[id_] = counts.get(id_, 0) + 1
            members = people.load_people_of_trust(db, trust, today)
        roles = {"coordinator": "runs the plan", "chair": f"chairs the {label.group}",
                 "network chair": f"chairs {label.network}"}  # fmt: skip
        listed = []
        for person in members:
            mine = [role for of, role in sorted(person.roles) if of == trust]
            owns = f"owns {pluralise(counts[person.id], 'action')}" if person.id in counts else ""
            hint = join_words([roles[r] for r in mine if r in roles] + [owns]) or "reads along"
            rank = min((list(roles).index(r) for r in mine if r in roles), default=3 if owns else 4)
            listed.append((rank, -counts.get(person.id, 0), person.name, person.email, hint))
        listed.sort()
        return [DemoPerson(email, name, hint, n == 0) for n, (_, _, name, email, hint) in enumerate(listed)]

    def channels(self, email: str) -> Sequence[DemoChannel]:
        """The network's for everybody; the group's for who runs, chairs or sits in it."""
        with self.app.store.read() as db:
            person = people.find_person_by_email(db, email, london_day(self.now))
            kept = places.load_places(db, self._facts.trust_id)
        trust = self._facts.trust_id
        inside = person is not None and (person.leads(trust) or person.chairs(trust) or "member.of" in email)
        seen: list[Audience] = ["network", "steering"] if inside else ["network"]
        visible = [DemoChannel(p.external, p.name, p.audience) for p in kept if p.audience in seen]
        return sorted(visible, key=lambda c: AUDIENCES.index(c.audience))

    async def start(self) -> None:
        """What the first morning brings."""
        await self._tick()

    async def say(
        self, email: str, place: str | None, text: str, version: int | None = None, origin: str = ""
    ) -> Answer | None:
        kind: PlaceKind = "channel" if place else "direct"
        via: Via = "message" if version is None else "click"
        trust = self.plan.trust
        incoming = Incoming(
            PLATFORM, trust, email, place or email, text, id="", via=via, place_kind=kind, seen=version, origin=origin
        )
        answer = await self.app.handle(incoming)
        await deliver_all(self.app.store, self.app.platforms, self._clock, self.app.holder, pace=Pace(gap=0))
        return answer

    async def advance(self, to: Moment | date) -> str:
        today = london_day(self.now)
        if isinstance(to, date):
            if to <= today:
                raise UserError("Time only moves forward. Choose a later day, or begin afresh by choosing a plan.")
            return await self._advance_until(to, stop=False)
        if to == "day":
            return await self._advance_until(today + timedelta(days=1), stop=False)
        if to == "reminder":
            return await self._advance_until(today + timedelta(days=LOOK_AHEAD), stop=True)
        return await self._advance_until(self._next_digest(today), stop=False)

    def _next_digest(self, today: date) -> date:
        """The day the next quarter's digest goes out: that is when a quarter's end is felt."""
        with self.app.store.read() as db:
            policy = people.load_trust(db, self._facts.trust_id).policy
        quarter = quarter_of(today).previous()
        while (day := digest_day(quarter, policy)) <= today:
            quarter = quarter.next()
        return day

    async def _advance_until(self, last: date, *, stop: bool) -> str:
        """Every day on the way, as it would have been: nothing is skipped. With `stop`, until a reminder arrives."""
        before, day = self.room.last_id, london_day(self.now)
        while day < last:
            day += timedelta(days=1)
            self._clock.moment = london_instant(day, LATER)
            await self._tick()
            if stop and any((m.key or "").startswith("reminder:") for m in self._list_arrivals(before)):
                break
        return self._describe_arrivals(before)

    def _list_arrivals(self, before: int) -> list[Message]:
        return [m for m in self.room.list_since(before) if m.workspace == self.plan.trust and m.card]

    def _describe_arrivals(self, before: int) -> str:
        kinds = {"reminder": "reminder", "digest": "digest", "preview": "preview"}
        counts: dict[str, int] = {}
        for message in self._list_arrivals(before):
            kind = kinds.get((message.key or "").split(":")[0], "other message")
            counts[kind] = counts.get(kind, 0) + 1
        if not counts:
            return "Nothing new arrived."
        words = join_words(pluralise_in_words(n, kind) for kind, n in counts.items())
        return f"{words[0].upper()}{words[1:]} arrived."

    async def _tick(self) -> None:
        await tick(self.app, Pace(gap=0))

    async def switch(self, plan: str) -> None:
        old = self.app.store
        self._begin(plan)
        await asyncio.to_thread(old.close)
        await self.start()
