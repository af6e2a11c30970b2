"""Owns the made-up world in a database: people and actions are added, things are said, time passes, letters arrive.

`one_trust` is ESNEFT with a plan to fill; `two_trusts` is ESNEFT and Kingston, each with its plan and people.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection

from tests.standins.databases import PostgresRows, copy_content, put_content
from tests.standins.letters import SOMETHING
from tests.world import vocabulary as words
from tests.world.faulty import FaultyPlatform
from tests.world.rows import IMPORTED, DateRow, insert_action
from tests.world.vocabulary import EDI, FIRST_DAY, LAST_DAY, MORNING, PLAN, POSTS, RESOURCING, TRUST, TRUST_NAME, at
from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.commands.dispatch import handle
from wres_bot.delivery import schedule
from wres_bot.delivery.reminders import put_reminders
from wres_bot.delivery.worker import Counts, Pace, deliver_all, deliver_batch
from wres_bot.domain.access import Audience
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import CARD, Button, Buttons, Card
from wres_bot.domain.dates import LONDON
from wres_bot.domain.letters import LetterKind
from wres_bot.domain.ports import Answer, Incoming, PlaceFacts, Platform, Profile, Via
from wres_bot.domain.statuses import Status
from wres_bot.store import actions, events, outbox, people, places, plans, schema
from wres_bot.store.engine import Store, make_engine
from wres_bot.store.models import Action, Letter

WORKSPACE = "demo"
"""Where people say things; what is sent to them arrives in the trust's own."""


@dataclass
class Running:
    """A bot with a local chat, whose time is what a test says it is."""

    store: Store
    now: datetime = MORNING
    room: Room = field(default_factory=Room)
    messages: int = 0

    def __post_init__(self) -> None:
        self.platform = FaultyPlatform(LocalPlatform(self.room, lambda: self.now))

    @property
    def platforms(self) -> Mapping[str, Platform]:
        return {"local": self.platform}

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    def answer(self, incoming: Incoming) -> Answer | None:
        return self.store.run(lambda db: handle(db, incoming, self.now))

    def later(self, **gap: float) -> None:
        self.now += timedelta(**gap)

    def put(self, day: str, time: str = "09:30") -> None:
        """A tick whose letters are not yet delivered."""
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

    def letters(self, kind: LetterKind | None = None) -> list[Letter]:
        """Oldest first."""
        with self.store.read() as db:
            return list(reversed(outbox.list_letters(db, kind=kind)))

    def states(self, kind: LetterKind | None = None) -> list[str]:
        return [letter.state for letter in self.letters(kind)]


@dataclass
class World(Running):
    """The made-up trusts. `ids` has those of trusts, plans and people by name, and of actions by ref and full ref."""

    ids: dict[str, int] = field(default_factory=dict)
    _building: Connection | None = None

    @property
    def trust(self) -> int:
        return self.ids[TRUST]

    @property
    def plan(self) -> int:
        return self.ids[PLAN]

    # What there is

    @contextmanager
    def building(self) -> Iterator[Connection]:
        """One transaction, into which all that is added meanwhile goes."""
        if self._building is not None:
            yield self._building
            return
        with self.store.write() as db:
            self._building = db
            try:
                yield db
            finally:
                self._building = None

    def add_trust(self, trust: str, name: str) -> None:
        with self.building() as db:
            self.ids[trust] = people.save_trust(db, trust, name, {})

    def add_plan(self, trust: str, year: str, title: str, starts: date, ends: date) -> None:
        with self.building() as db:
            name = f"{trust}-{year}"
            self.ids[name] = plans.save_plan(db, self.ids[trust], name, year, title, starts, ends)

    def add_person(
        self,
        email: str,
        *posts: str,
        trust: str = TRUST,
        name: str = "",
        role: str = "",
        starts: date = FIRST_DAY,
        confirmed: bool = True,
        linked: bool = False,
    ) -> int:
        """Somebody who holds those posts, and has that role in the trust.

        Args:
            confirmed: has said that it is them.
            linked: their account in `WORKSPACE` is known, and called as their address is.
        """
        with self.building() as db:
            id = self.ids[email] = people.save_person(db, email, name or email.split("@", maxsplit=1)[0])
            for post in posts:
                people.save_holding(db, people.save_post(db, self.ids[trust], post), id, starts)
            if role:
                self.add_role(email, trust, role)
            if linked:
                people.link_identity(db, id, "local", WORKSPACE, email, self.now)
            if confirmed:
                people.confirm_person(db, id, self.now)
        return id

    def add_role(self, email: str, trust: str, role: str) -> None:
        with self.building() as db:
            people.save_membership(db, self.ids[email], self.ids[trust], role, FIRST_DAY)

    def add_action(
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
        """An action of ESNEFT's plan with one date; the Head of Resourcing's unless `posts` says otherwise."""
        first = date.fromisoformat(due) if due else None
        last = date.fromisoformat(until) if until else first
        dated = DateRow(first, kind, last, months=months, anchor=FIRST_DAY if months else None)
        id = self.add_dated_action(
            PLAN, "1", ref, title or f"Action {ref}", posts or (POSTS[RESOURCING],), (dated,), status=status
        )
        with self.building() as db:
            events.append_event(
                db, actor=IMPORTED, trust_id=self.trust, plan_id=self.plan, action_id=id, field="status", new=status
            )
        return id

    def add_dated_action(
        self,
        plan: str,
        section: str,
        ref: str,
        title: str,
        posts: Sequence[str],
        dates: Sequence[DateRow],
        *,
        status: Status = "no update",
        indicators: Sequence[str] = (),
    ) -> int:
        trust, position = plan.split("-", maxsplit=1)[0], sum(name.startswith(f"{plan}:") for name in self.ids)
        with self.building() as db:
            section_id = plans.save_section(
                db, self.ids[plan], section, _SECTIONS.get(section, "Everything else"), int(section)
            )
            id = insert_action(
                db, (self.ids[trust], self.ids[plan], section_id), ref, title,
                position=position, posts=posts, dates=dates, status=status, indicators=indicators,
            )  # fmt: skip
        self.ids[f"{plan}:{ref}"] = id
        if plan == PLAN:
            self.ids[ref] = id
        return id

    def add_channel(self, name: str, audience: str, *, private: bool = True) -> int:
        """A channel of the trust's own workspace, in use for that audience."""
        facts = PlaceFacts(name, name, "channel", private)
        self.room.add_channel(facts)
        with self.building() as db:
            place = places.use_place(
                db, self.trust, "local", TRUST, facts, cast(Audience, audience), actor=Actor(None, self.now)
            )
        return place.id

    def set_policy(self, **settings: Any) -> None:
        with self.building() as db:
            people.save_trust(db, TRUST, TRUST_NAME, settings)

    def rehearse(self, on: bool) -> None:
        with self.building() as db:
            people.set_rehearsing(db, self.trust, on)
            actor = Actor(None, self.now)
            events.append_event(db, actor=actor, trust_id=self.trust, field="rehearsal", new="on" if on else "off")

    # What people do

    def say(self, who: str, words: str, **more: Any) -> str:
        card = self.card(who, words, **more)
        return card.plain() if card else ""

    def card(self, who: str, words: str, *, via: Via = "command", place: str = "", **more: Any) -> Card | None:
        """What somebody is shown who says that, directly unless `place` is a channel."""
        self.messages += 1
        direct = not place
        incoming = Incoming(
            platform=more.pop("platform", "local"), workspace=WORKSPACE, sender=more.pop("sender", who),
            place=place or f"D-{who}", text=words, id=more.pop("id", f"m{self.messages}"), via=via,
            place_kind="direct" if direct else "channel", **more,
        )  # fmt: skip
        answer = self.answer(incoming)
        if answer is not None:
            assert answer.only_asker
        return answer.card if answer else None

    def click(self, who: str, button: Button, **more: Any) -> str:
        card = self.card(who, button.says, via="click", seen=button.version, **more)
        return card.plain() if card else ""

    def set_status(self, ref: str, new: Status, who: str = RESOURCING) -> None:
        version = self.load_action(ref).version
        with self.store.write() as db:
            actor = Actor(self.ids[who], self.now, platform="local", place="D1")
            actions.set_status(db, self.ids[ref], version, new, actor=actor, words=None)

    def move_due(self, ref: str, due: str) -> None:
        found = self.load_action(ref)
        with self.store.write() as db:
            actor, day = Actor(self.ids[EDI], self.now, platform="local", place="D1"), date.fromisoformat(due)
            actions.move_due(db, found.id, found.version, found.milestones[0].id, day, actor=actor, words="moved")

    def remind(self, who: str, *refs: str) -> Letter:
        """A reminder that has been sent, naming those refs."""
        with self.store.write() as db:
            key = f"{TRUST}:reminder:{who}:{self.now.isoformat()}"
            outbox.put(db, key, self.trust, SOMETHING["reminder"], self.now, person_id=self.ids[who])
            letter = outbox.find_letter_by_key(db, key)
            assert letter
            said = {"refs": [f"{PLAN}:{ref}" for ref in refs]}
            db.execute(schema.letters.update().where(schema.letters.c.id == letter.id).values(
                state="sent", sent_at=self.now, said=said))  # fmt: skip
            return letter

    def days(self, first: str, last: str) -> list[str]:
        """The reminders of every day, weekends too; which days somebody got one."""
        day, end, reminded = date.fromisoformat(first), date.fromisoformat(last), []
        while day <= end:
            self.now = at(day.isoformat())
            with self.store.write() as db:
                put = put_reminders(db, self.now)
            if put and self.deliver().sent:
                reminded.append(day.isoformat())
            day += timedelta(days=1)
        return reminded

    # What came of it

    def load_action(self, ref: str) -> Action:
        with self.store.read() as db:
            return actions.load_action(db, self.ids[ref], self.today)

    def status(self, ref: str, plan: str = PLAN) -> str:
        return self.load_action(f"{plan}:{ref}").status

    def history(self, ref: str, plan: str = PLAN) -> list[str]:
        """Oldest first."""
        with self.store.read() as db:
            newest_first = events.load_history(db, self.ids[f"{plan}:{ref}"], 50)
        return [f"{e.field}: {e.old} -> {e.new}" + (f" ({e.words})" if e.words else "") for e in newest_first[::-1]]

    def count_events(self) -> int:
        with self.store.read() as db:
            return len(db.execute(schema.events.select()).all())

    def letter_cards(self, who: str, kind: LetterKind = "notice") -> list[Card]:
        """What was put for somebody, newest first."""
        with self.store.read() as db:
            mine = [x for x in outbox.list_letters(db, kind=kind) if x.person_id == self.ids[who]]
        return [CARD.validate_python(x.card) for x in mine]

    def cards(self, place: str) -> list[Card]:
        """What has arrived in somebody's conversation, or a channel, oldest first."""
        return [m.card for m in self.room.list_messages(TRUST, place) if m.card]

    def got(self, place: str) -> list[str]:
        return [card.plain() for card in self.cards(place)]


def buttons(card: Card | None) -> dict[str, Button]:
    assert card is not None
    return {b.label: b for block in card.blocks if isinstance(block, Buttons) for b in block.items}


def channel(external: str = "C1", name: str = "edi-steering", *, private: bool = True, **more: Any) -> PlaceFacts:
    return PlaceFacts(external, name, "channel", private, **more)


def profile(email: str | None, **more: Any) -> Profile:
    return Profile(external="U1", email=email, name="Somebody", **more)


def one_trust(url: str) -> Iterator[World]:
    """ESNEFT with its plan, still empty, its lead and the Head of Resourcing."""
    world = World(Store(make_engine(url)))
    with world.building():
        world.add_trust(TRUST, TRUST_NAME)
        world.add_plan(TRUST, words.YEAR, words.PLAN_TITLE, FIRST_DAY, LAST_DAY)
        world.add_person(EDI, POSTS[EDI], role="coordinator")
        world.add_person(RESOURCING, POSTS[RESOURCING])
    yield world
    world.store.close()


_SECTIONS = {"1": "Workforce data", "2": "Recruitment and training"}
APRIL = DateRow(date(2021, 4, 30), precision="month", words="April 2021")
_DECEMBER = DateRow(date(2020, 12, 31), precision="month", words="December 2020")
_JANUARY = DateRow(date(2021, 1, 31), precision="month", words="January 2021")
_NOVEMBER = DateRow(
    date(2020, 11, 1), "start", date(2020, 11, 30), "month", label="launch", words="November 2020 (launch)"
)
_MID_YEAR = DateRow(
    date(2021, 5, 31), "review", precision="month", label="mid-year review", words="May 2021 (mid-year review)"
)
ActionRow = tuple[str, str, str, tuple[str, ...], tuple[DateRow, ...]]
ACTIONS: tuple[ActionRow, ...] = (
    ("1", "1.3", "More interview panels with BAME members", ("Head of Resourcing",), (APRIL,)),
    ("1", "1.5", "EDI content in managers' courses", ("Assistant Director of Education",), (_DECEMBER,)),
    ("1", "1.6", "Seats for network chairs", ("Director of Governance", "Trust Board Chair"), (_JANUARY,)),
    ("1", "1.7", "A trained pool of BAME panel members", ("Head of Resourcing",), (APRIL,)),
    ("2", "2.1", "Report who gets training", ("Assistant Director of Education",), (_DECEMBER,)),
    ("2", "2.3", "Cultural Ambassadors", ("Head of Employee Relations",), (_NOVEMBER, _MID_YEAR)),
    ("2", "2.5", "Diversity in the talent strategy", ("Head of EDI",), (_JANUARY,)),
)
"""Of ESNEFT's plan: section, ref, title, posts and dates."""
OTHER_ACTIONS: tuple[ActionRow, ...] = (
    ("2", "2.3", "Kingston's own action", ("Head of HR",), (APRIL,)),
    ("9", "9.1", "Only in Kingston", ("Head of HR",), (APRIL,)),
)


_FILLED: dict[str, tuple[bytes | PostgresRows, Mapping[str, int]]] = {}
"""By dialect, what `two_trusts` has put into a database, and its ids: to copy it costs a hundredth of putting it."""


def two_trusts(url: str) -> Iterator[World]:
    """ESNEFT and Kingston, with their plans, posts and people, whose accounts are known; one person leads both."""
    dialect = url.partition(":")[0]
    if dialect in _FILLED:
        filled, ids = _FILLED[dialect]
        put_content(url, filled)
        world = World(Store(make_engine(url)), ids=dict(ids))
    else:
        world = World(Store(make_engine(url)))
        _fill_two(world)
        _FILLED[dialect] = copy_content(url), dict(world.ids)
    yield world
    world.store.close()


def _fill_two(world: World) -> None:
    with world.building():
        world.add_trust(TRUST, TRUST_NAME)
        world.add_trust(words.OTHER_TRUST, words.OTHER_TRUST_NAME)
        for email in (EDI, RESOURCING, words.RELATIONS, words.GOVERNANCE):
            role = "coordinator" if email == EDI else ""
            world.add_person(email, POSTS[email], name=POSTS[email], role=role, linked=True)
        world.add_person(words.CHAIR, name="Steering group chair", role="chair", linked=True)
        world.add_person(words.MEMBER, name="Network member", role="member", linked=True)
        post = POSTS[words.OTHER]
        world.add_person(words.OTHER, post, trust=words.OTHER_TRUST, name=post, linked=True)
        world.add_person(words.BOTH, name="EDI partner", role="coordinator", linked=True)
        world.add_role(words.BOTH, words.OTHER_TRUST, "coordinator")
        fill_plan(world, TRUST, words.YEAR, words.PLAN_TITLE, FIRST_DAY, ACTIONS)
        fill_plan(world, words.OTHER_TRUST, words.YEAR, words.OTHER_PLAN_TITLE, FIRST_DAY, OTHER_ACTIONS)


def fill_plan(world: World, trust: str, year: str, title: str, starts: date, rows: Sequence[ActionRow]) -> None:
    """A plan of one year with those actions."""
    with world.building():
        world.add_plan(trust, year, title, starts, date(starts.year + 1, 3, 31))
        for section, ref, action, posts, dates in rows:
            world.add_dated_action(f"{trust}-{year}", section, ref, action, posts, dates, indicators=("1", "9"))
