"""Owns half a year of a made-up store: every kind of letter in every state, and all that can be said about a plan.

Posts stand for people. Everything is brought about as it is in earnest: said, ticked, delivered, lost on the way.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from tests.indicators.extracts import write
from tests.world.faulty import FaultyPlatform
from tests.world.vocabulary import BOTH, CHAIR, EDI, GOVERNANCE, MEMBER, OTHER, RELATIONS, RESOURCING, at
from tests.world.world import World, channel, two_trusts
from tests.world.world import profile as profile_of
from wres_bot.admin.compute_indicators import (
    compute_extract,
    find_trust,
    load_column_map,
    require_period,
    store_measures,
)
from wres_bot.admin.imports import import_indicators
from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.delivery import schedule
from wres_bot.delivery.worker import Pace, deliver_batch
from wres_bot.domain.actor import Actor
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Conversation, PlaceFacts, Receipt
from wres_bot.store import conversations, events, outbox, pictures, schema
from wres_bot.store.outbox import rate_limits

SECOND, THIRD = "second.address@esneft.example", "third.address@shared.example"
NETWORK, STEERING, LEADS, KINGSTON = "network", "steering", "leads", "kingston-network"
GONE = DeliveryError("This person cannot be reached here any more.", permanent=True)
BUSY = DeliveryError("It could not be reached.")
LOST = Unsure("no answer came back")
LONG = DeliveryError("This is too long.", permanent=True, concerns="message")
SHUT = DeliveryError("This channel is closed, or the bot is not in it.", permanent=True)
EXTRACT = {
    "staff": [
        "ethnicity,band,clinical,headcount",
        *(f"{who},Band {band},{clinical},{count}" for band, clinical, white, bme in
          ((5, "yes", 520, 130), (7, "yes", 210, 30), ("8a", "no", 90, 12))
          for who, count in (("white", white), ("bme", bme))),
    ],
    "recruitment": "ethnicity,shortlisted,appointed\nwhite,1467,391\nbme,322,66\n",
}  # fmt: skip
AGAIN = "Nobody could tell whether it arrived, so it is sent once more."
"""What release 0.1.0 writes beside a letter that it sends for a second time."""
SENT_AGAIN = """UPDATE letter SET state = 'retry', attempts = 1, error = :error
WHERE id = (SELECT max(id) FROM letter WHERE kind = 'notice')"""
BEGUN = """UPDATE letter SET said = '{"refs": [], "asked": [], "via": ["local", "demo"]}' WHERE id = :id"""
FIGURES = """\
standard,code,measure,group,period,period basis,basis,source,value,unit,numerator,denominator,breakdown,note
WRES,1,workforce share,bme,2020,WRES year (31 March snapshot),published,WRES report 2020,17,%,170,1000,,
WRES,1,workforce share,bme,2019,WRES year (31 March snapshot),published,WRES report 2020,16.1,%,161,1000,,
WRES,2,relative likelihood white/BME: being appointed from shortlisting,ratio,2020,WRES year (31 March snapshot),\
published,WRES report 2020,1.30,ratio,,,,
WRES,2,relative likelihood white/BME: being appointed from shortlisting,ratio,2019,WRES year (31 March snapshot),\
published,WRES report 2020,1.42,ratio,,,,
WRES,8,Discrimination at work,bme,2020,WRES year (31 March snapshot),published,WRES report 2020,14.2,%,,,,
WRES,8,Discrimination at work,white,2020,WRES year (31 March snapshot),published,WRES report 2020,6.1,%,,,,
WRES,9,voting board members,bme,2020,WRES year (31 March snapshot),published,WRES report 2020,7.7,%,1,13,,
"""


@dataclass
class Past:
    """Says, ticks and loses things, one after another."""

    world: World
    room: Room = field(default_factory=Room)

    def __post_init__(self) -> None:
        self.platform = FaultyPlatform(LocalPlatform(self.room, lambda: self.world.now))
        self.blind = False
        for name, private in ((NETWORK, False), (STEERING, True), (LEADS, True), (KINGSTON, False)):
            self.room.add_channel(PlaceFacts(name, name, "channel", private))
        self.platform.find_sent = self.find_sent  # type: ignore[method-assign]

    async def find_sent(self, to: Address, key: str) -> Receipt | None:
        if self.blind:
            raise Unsure("this platform keeps no record")
        return await self.platform.inner.find_sent(to, key)

    def name_channel(self, who: str, place: str, audience: str) -> None:
        facts = channel(place, place, private=place in (STEERING, LEADS))
        self.world.say(who, f"use this channel for {audience}", place=place, place_facts=facts)

    def put(self, day: str, time: str = "09:30") -> None:
        self.world.now = at(day, time)
        schedule.run_jobs(self.world.store, self.world.now)

    def deliver(self, passes: int = 3, limit: int = 250) -> None:
        """Passes until nothing is ready; an undelivered letter tells its coordinators in the next."""
        for _ in range(passes):
            asyncio.run(
                deliver_batch(
                    self.world.store, {"local": self.platform}, lambda: self.world.now, "process-1", pace=Pace(gap=0),
                    jitter=lambda: 0.5, limit=limit,
                )
            )  # fmt: skip

    def tick(self, day: str, time: str = "09:30") -> None:
        self.put(day, time)
        self.deliver()

    def say(self, who: str, *words: str) -> None:
        for each in words:
            self.world.say(who, each)
            self.world.later(minutes=7)


def live(past: Past, folder: Path) -> None:
    _begin(past, folder)
    _rehearse(past)
    _answer(past)
    _lose(past)
    _leave_undone(past)


def _begin(past: Past, folder: Path) -> None:
    """Plans are there already; figures come, and channels are named."""
    world = past.world
    world.now = at("2020-12-01", "10:00")
    figures, extract = folder / "figures.csv", write(folder / "extract", **EXTRACT)
    figures.write_text(FIGURES, encoding="utf-8")
    for trust in ("esneft", "kingston"):
        with world.store.write() as db:
            assert not import_indicators(db, figures, trust, world.now).refused
            named = find_trust(db, trust)
            counted = compute_extract(extract, named, require_period("2020"), load_column_map(None))
            assert not counted.refused
            store_measures(db, counted, world.now)
    past.name_channel(EDI, NETWORK, "network")
    past.name_channel(EDI, STEERING, "steering")
    past.name_channel(EDI, LEADS, "leads")
    past.say(BOTH, "plan use kingston-2020-21")
    past.name_channel(BOTH, KINGSTON, "network")
    past.tick("2020-12-01", "10:45")


def _rehearse(past: Past) -> None:
    """One trust begins with a rehearsal: its digest and, later, its reminders go to its coordinator."""
    past.say(BOTH, "rehearse on")
    past.tick("2021-01-06", "10:30")
    past.tick("2021-01-08", "10:30")


def _answer(past: Past) -> None:
    """The first quarter's letters have gone; people answer, ask, and take back."""
    world = past.world
    world.now = at("2021-01-11", "11:00")
    past.say(RESOURCING, "yes this is me", "1.3 in progress, eight people trained", "undo", "1.7 delayed, no room",
             "need help 1.7 no trainer", "snooze 1.3 7d", "stop", "start")  # fmt: skip
    past.say(RELATIONS, "not mine 2.3 Head of EDI", "2.3 in progress", "note 2.3 panel chair found", "undo", "covering")
    past.say(GOVERNANCE, "1.6 done", "undo", "tell the lead 2.3", "not me")
    past.say(CHAIR, "minutes", "status", "indicators")
    past.say(MEMBER, "indicators 2", "indicators", "tell the lead 1.3")
    past.say(EDI, "2.5 done", "move 2.1 30 April 2021 the system comes later", "cancel 1.7 no longer needed", "undo",
             "assign 2.1 Head of EDI instead", 'post "Director of Governance" is vacant', "plan use esneft-2020-21",
             f'post "Trust Board Chair" is {CHAIR} from 1 September 2021',
             )  # fmt: skip
    past.say(EDI, f"link {SECOND} to {RESOURCING}", f"link {THIRD} to {BOTH}")
    past.say(RESOURCING, "prefer local")
    world.say("S1", "mine", platform="slack", sender="S1", via="message", profile=profile_of(SECOND))
    past.say(RESOURCING, f"unlink {SECOND}")
    past.say(EDI, f"link {SECOND} to {RESOURCING}")
    _arrive(past, "2021-01-11")
    past.say(OTHER, "2.3 in progress", "9.1 done", "undo")
    past.deliver()


def _arrive(past: Past, day: str) -> None:
    """Accounts that nobody knows write: one without an address, one of a trust's people, one from elsewhere."""
    for number, address in enumerate((None, "new.address@esneft.example", "new.address@elsewhere.example")):
        profile = profile_of(address and f"{day}.{address}")
        past.world.say("", "mine", platform="teams", sender=f"T{number}-{day}", via="message", profile=profile)


def _lose(past: Past) -> None:
    """Letters that find no way, that are put off, that are overtaken, and of which nobody knows."""
    world = past.world
    past.put("2021-03-31")
    past.platform.before = [BUSY, GONE, LONG]
    past.deliver(1)
    past.deliver()
    past.tick("2021-04-01", "10:30")
    past.say(BOTH, "rehearse off", "plan use esneft-2020-21")
    past.tick("2021-04-07", "10:30")
    with world.store.read() as db:
        keys = [letter.key for letter in outbox.list_letters(db, kind="digest", state="waiting")]
    past.say(EDI, *(f"digest hold {key}" for key in keys if ":esneft:" in key), "deliveries")
    past.blind = True
    for key, fault in zip(sorted(keys), (LOST, LOST, SHUT), strict=False):
        past.platform.after, past.platform.before = ([], [fault]) if fault is SHUT else ([fault], [])
        past.say(EDI if ":esneft:" in key else BOTH, f"digest send {key}")
        past.deliver(1)
        world.later(minutes=3)
        past.deliver()
    past.say(EDI, "digest arrived" if len(keys) < 2 else f"digest arrived {min(keys)}")
    past.blind = False
    past.deliver()
    with world.store.write() as db:
        for kind in ("evidence", "progress", "removed"):
            events.append_event(
                db,
                actor=Actor(world.ids[EDI], world.now),
                trust_id=world.ids["esneft"],
                plan_id=world.ids["esneft-2020-21"],
                action_id=world.ids["esneft-2020-21:1.3"],
                field=kind,
                new="minutes of May",
            )


def _leave_undone(past: Past) -> None:
    """The moment at which the old release stops: some letters wait, another process holds some, some are in doubt."""
    world, store = past.world, past.world.store
    past.put("2021-04-30")
    past.platform.before = [BUSY]
    past.deliver(1)
    past.tick("2021-06-30")
    past.put("2021-07-05", "10:30")
    past.say(RELATIONS, "note 2.3 the second cohort has begun", "undo", "need help 2.3 no room")
    past.say(RESOURCING, "1.3 in progress", "snooze 1.7 7d", "minutes", "indicators 2")
    with store.read() as db:
        held = min(letter.key for letter in outbox.list_letters(db, kind="digest", state="waiting"))
    past.say(EDI, f"digest hold {held}")
    _arrive(past, "2021-07-05")
    with store.write() as db:
        begun, _ = outbox.claim(db, "process-2", world.now, 2, timedelta(minutes=5))
        db.execute(text(BEGUN), {"id": begun.id})
        waiting = {"platform": "slack", "workspace": "T1", "external": "E-waiting", "via": "message", "at": world.now}
        db.execute(schema.inbox.insert().values(**waiting, state="waiting", said={"text": "mine"}))
        pictures.save_picture(db, "00" * 8, b"PNG", world.now + timedelta(days=30))
        rate_limits.record_pause(db, "slack", "T1", world.now, world.now + timedelta(minutes=5))
        there = Conversation("teams", "tenant", "a:1", "direct", person="T1", locator={"serviceUrl": "https://nowhere"})
        conversations.save_conversation(db, there, world.now)
    past.platform.before, past.platform.after = [BUSY], [LOST]
    past.deliver(1, limit=5)
    with store.write() as db:
        db.execute(text(SENT_AGAIN), {"error": AGAIN})
    past.put("2021-07-06", "09:30")
    past.say(BOTH, "plan use kingston-2020-21", "plan close kingston-2020-21 yes")


@contextmanager
def lived(url: str, folder: Path) -> Iterator[Past]:
    for world in two_trusts(url):
        world.set_policy(keep_answer_days=400)  # so that what is read at the end has every kind of letter
        past = Past(world)
        live(past, folder)
        yield past
