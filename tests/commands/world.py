"""Owns a small made-up world to talk to: two trusts, three plans, posts and people. Knows no command."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert
from sqlmodel import SQLModel

from tests.standins.letters import SOMETHING
from wres_bot.commands.dispatch import handle
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import CARD, Button, Buttons, Card
from wres_bot.domain.letters import LetterKind
from wres_bot.domain.ports import Incoming, PlaceFacts, Profile, Via
from wres_bot.domain.refs import normalise_ref
from wres_bot.store import events, outbox, people, plans, schema
from wres_bot.store.engine import Store, make_engine
from wres_bot.store.models import Letter

T0 = datetime(2021, 1, 4, 9, 30, tzinfo=UTC)
FIRST = date(2020, 4, 1)
EDI, RESOURCING, RELATIONS = (
    f"{post}@esneft.example" for post in ("head.of.edi", "head.of.resourcing", "head.of.employee.relations")
)
CHAIR, MEMBER, GOVERNANCE = (f"{who}@esneft.example" for who in ("steering.chair", "network.member", "governance"))
OTHER = "head.of.hr@kingston.example"
BOTH = "edi.partner@shared.example"

NOVEMBER = ("start", date(2020, 11, 1), date(2020, 11, 30), "month", "launch", "November 2020 (launch)")
MID_YEAR = ("review", date(2021, 5, 31), date(2021, 5, 31), "month", "mid-year review", "May 2021 (mid-year review)")
APRIL = ("deadline", date(2021, 4, 30), date(2021, 4, 30), "month", None, "April 2021")
DECEMBER = ("deadline", date(2020, 12, 31), date(2020, 12, 31), "month", None, "December 2020")
JANUARY = ("deadline", date(2021, 1, 31), date(2021, 1, 31), "month", None, "January 2021")

ACTIONS: tuple[tuple[str, str, str, tuple[str, ...], tuple[tuple[Any, ...], ...]], ...] = (
    ("1", "1.3", "More interview panels with BAME members", ("Head of Resourcing",), (APRIL,)),
    ("1", "1.5", "EDI content in managers' courses", ("Assistant Director of Education",), (DECEMBER,)),
    ("1", "1.6", "Seats for network chairs", ("Director of Governance", "Trust Board Chair"), (JANUARY,)),
    ("1", "1.7", "A trained pool of BAME panel members", ("Head of Resourcing",), (APRIL,)),
    ("2", "2.1", "Report who gets training", ("Assistant Director of Education",), (DECEMBER,)),
    ("2", "2.3", "Cultural Ambassadors", ("Head of Employee Relations",), (NOVEMBER, MID_YEAR)),
    ("2", "2.5", "Diversity in the talent strategy", ("Head of EDI",), (JANUARY,)),
)


@dataclass
class World:
    """Says things to the bot as people do, and keeps the time."""

    store: Store
    now: datetime = T0
    said: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    def say(self, who: str, words: str, **more: Any) -> str:
        card = self.card(who, words, **more)
        return card.plain() if card else ""

    def card(self, who: str, words: str, *, via: Via = "command", place: str = "", **more: Any) -> Card | None:
        self.said += 1
        direct = not place
        incoming = Incoming(
            platform=more.pop("platform", "local"), workspace="demo", sender=more.pop("sender", who),
            place=place or f"D-{who}", text=words, id=more.pop("id", f"m{self.said}"), via=via,
            place_kind="direct" if direct else "channel", **more,
        )  # fmt: skip
        answer = self.store.run(lambda db: handle(db, incoming, self.now))
        if answer is not None:
            assert answer.only_asker
        return answer.card if answer else None

    def click(self, who: str, button: Button, **more: Any) -> str:
        card = self.card(who, button.says, via="click", seen=button.version, **more)
        return card.plain() if card else ""

    def later(self, **gap: float) -> None:
        self.now += timedelta(**gap)

    def status(self, ref: str, plan: str = "esneft-2020-21") -> str:
        with self.store.read() as db:
            rows = db.execute(
                schema.actions.select().where(schema.actions.c.plan_id == self.ids[plan], schema.actions.c.ref == ref)
            ).mappings()
            return str(rows.one()["status"])

    def history(self, ref: str, plan: str = "esneft-2020-21") -> list[str]:
        with self.store.read() as db:
            told = events.load_history(db, self.ids[f"{plan}:{ref}"], 50)
        return [f"{e.field}: {e.old} -> {e.new}" + (f" ({e.words})" if e.words else "") for e in reversed(told)]

    def events(self) -> int:
        with self.store.read() as db:
            return len(db.execute(schema.events.select()).all())

    def letters(self, who: str, kind: LetterKind = "notice") -> list[Card]:
        with self.store.read() as db:
            found = [x for x in outbox.list_letters(db, kind=kind) if x.person_id == self.ids[who]]
        return [CARD.validate_python(x.card) for x in found]

    def remind(self, who: str, *refs: str) -> Letter:
        """A reminder that has been sent, naming those refs."""
        with self.store.write() as db:
            key = f"esneft:reminder:{who}:{self.now.isoformat()}"
            outbox.put(db, key, self.ids["esneft"], SOMETHING["reminder"], self.now, person_id=self.ids[who])
            letter = outbox.find_letter_by_key(db, key)
            assert letter
            said = {"refs": [f"esneft-2020-21:{ref}" for ref in refs]}
            db.execute(schema.letters.update().where(schema.letters.c.id == letter.id).values(
                state="sent", sent_at=self.now, said=said))  # fmt: skip
            return letter


def buttons(card: Card | None) -> dict[str, Button]:
    assert card is not None
    return {b.label: b for block in card.blocks if isinstance(block, Buttons) for b in block.items}


def make(url: str) -> Iterator[World]:
    store = Store(make_engine(url))
    world = World(store)
    with store.write() as db:
        _trusts(db, world)
    yield world
    store.close()


def _trusts(db: Connection, world: World) -> None:
    ids = world.ids
    ids["esneft"] = people.save_trust(db, "esneft", "ESNEFT", {})
    ids["kingston"] = people.save_trust(db, "kingston", "Kingston", {})
    held = {
        "Head of EDI": EDI, "Head of Resourcing": RESOURCING, "Head of Employee Relations": RELATIONS,
        "Director of Governance": GOVERNANCE,
    }  # fmt: skip
    for post, email in held.items():
        ids[email] = _person(db, email, post)
        people.save_holding(db, people.save_post(db, ids["esneft"], post), ids[email], FIRST)
    for email, name, role in ((CHAIR, "Steering group chair", "chair"), (MEMBER, "Network member", "member")):
        ids[email] = _person(db, email, name)
        people.save_membership(db, ids[email], ids["esneft"], role, FIRST)
    people.save_membership(db, ids[EDI], ids["esneft"], "coordinator", FIRST)
    ids[OTHER] = _person(db, OTHER, "Head of HR")
    people.save_holding(db, people.save_post(db, ids["kingston"], "Head of HR"), ids[OTHER], FIRST)
    ids[BOTH] = _person(db, BOTH, "EDI partner")
    for trust in ("esneft", "kingston"):
        people.save_membership(db, ids[BOTH], ids[trust], "coordinator", FIRST)
    plan(db, world, "esneft", "2020-21", "ESNEFT 2020-21", date(2020, 4, 1), ACTIONS)
    plan(db, world, "kingston", "2020-21", "Kingston 2020-21", date(2020, 4, 1), (
        ("2", "2.3", "Kingston's own action", ("Head of HR",), (APRIL,)),
        ("9", "9.1", "Only in Kingston", ("Head of HR",), (APRIL,)),
    ))  # fmt: skip


def _person(db: Connection, email: str, name: str) -> int:
    id = people.save_person(db, email, name)
    people.link_identity(db, id, "local", "demo", email, T0)
    people.confirm_person(db, id, T0)
    return id


def plan(db: Connection, world: World, trust: str, year: str, title: str, starts: date, rows: Any) -> None:
    ids, name = world.ids, f"{trust}-{year}"
    ids[name] = plans.save_plan(db, ids[trust], name, year, title, starts, date(starts.year + 1, 3, 31))
    for position, (section, ref, said, owners, dates) in enumerate(rows):
        title_of = {"1": "Workforce data", "2": "Recruitment and training"}.get(section, "Everything else")
        section_id = plans.save_section(db, ids[name], section, title_of, int(section))
        due = min((d[2] for d in dates), default=None)
        row = schema.ActionTable(
            plan_id=ids[name], section_id=section_id, position=position, ref=ref, key=normalise_ref(ref), title=said,
            indicators=["1", "9"], open_due=due,
        )  # fmt: skip
        action = _put(db, row)
        ids[f"{name}:{ref}"] = action
        for at, (kind, first, last, precision, label, words) in enumerate(dates):
            _put(db, schema.MilestoneTable(
                action_id=action, position=at, kind=kind, due=first, until=last, precision=precision, label=label,
                words=words,
            ))  # fmt: skip
        for at, post in enumerate(owners):
            post_id = people.save_post(db, ids[trust], post)
            _put(db, schema.OwnershipTable(action_id=action, post_id=post_id, lead=at == 0, position=at))
        events.append_event(
            db,
            actor=Actor(None, datetime(2020, 4, 1, tzinfo=UTC)),
            trust_id=ids[trust],
            plan_id=ids[name],
            action_id=action,
            field="imported",
            new="no update",
        )


def _put(db: Connection, row: SQLModel) -> int:
    """Stored with the table's own defaults."""
    values = row.model_dump(exclude={"id"})
    table = schema.table_of(type(row))
    return int(db.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())


def channel(external: str = "C1", name: str = "edi-steering", *, private: bool = True, **more: Any) -> PlaceFacts:
    return PlaceFacts(external, name, "channel", private, **more)


def profile(email: str | None, **more: Any) -> Profile:
    return Profile(external="U1", email=email, name="Somebody", **more)
