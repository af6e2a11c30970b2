"""Three trusts in one database: whatever people say, in whatever order, nobody gains a voice or reads another's plan.

Random histories of typed and clicked commands in one workspace that all share, with joining and parting of addresses,
people who move, accounts that nobody knows, and people files that are imported. After each command:

- nobody reads a word of a trust that they are not in, in an answer or a letter;
- what is written down in a trust's history was done by somebody of that trust;
- no account speaks in a trust where it did not before, unless somebody who leads there made it so.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from tests.slices import TIMES, times
from tests.world.vocabulary import FIRST_DAY
from tests.world.world import APRIL, WORKSPACE, World, fill_plan
from wres_bot.admin.imports import import_people, tell_claimed
from wres_bot.commands.dispatch import handle
from wres_bot.domain.access import Person
from wres_bot.domain.letters import PersonNotice
from wres_bot.domain.ports import Answer, Incoming, Needs, PlaceFacts, Profile
from wres_bot.store import outbox, people, schema
from wres_bot.store.engine import Store, make_engine
from wres_bot.store.people import accounts

TRUSTS = ("alpha", "beta", "gamma")
SHARED = "shared.example"
SAYS = (
    "mine", "status", "late", "due", "help", "plan", "history {ref}", "show {ref}", "show {plan}:{ref}", "list {word}",
    "status {plan}", "who {post}", "who {ref}", "list owner {post}", "digest", "indicators", "deliveries", "link",
    "note {ref} we met", "note {plan}:{ref} we met", "{ref} done", "{plan}:{ref} in progress", "need help {ref} money",
    "not mine {ref} {post}", "snooze {ref} 7d", "undo", "plan use {plan}", "plan close {plan}",
    "move {plan}:{ref} 30 June 2021 later", "cancel {plan}:{ref} over", "assign {ref} {post}",
    "post {post} is {email}", "post {post} is vacant", "link {email} to {email}", "link {new} to {email}",
    "link {new} to me", "link <@{account}> to {email}", "unlink {new}", "unlink <@{account}>", "rehearse on",
    "rehearse off", "use this channel for network", "use this channel for steering", "stop using this channel",
    "yes me", "covering", "tell the lead {ref}", "minutes", "digest hold 2020-21Q3", "evidence {ref} a link",
)  # fmt: skip
OF_BOTH = {"asked to link", "linked", "unlinked"}
"""Notices that tell leads of one trust who of another asks to join an address to a person of both."""


@dataclass
class Trusts:
    """The three, and who is in them. `directory`: each account of the workspace, and what the platform says of it.

    names: what stands in nobody's words and in one person's name, and whose.
    """

    world: World
    chance: random.Random
    folder: Path
    directory: dict[str, Profile] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    said: int = 0
    letters: int = 0
    events: int = 0

    def mark(self, trust: str) -> str:
        """What stands in each title and name of a trust, and is typed by nobody."""
        return f"{trust.title()}ish"

    def name(self, email: str) -> str:
        """A name that nobody else has, and nobody types."""
        made = f"Person{len(self.names)}ish"
        self.names[made] = email
        return made

    def voices(self) -> dict[str, frozenset[int]]:
        """In which trusts each account speaks."""
        return {account: person.trusts if person else frozenset() for account, person in self.speakers().items()}

    def speakers(self) -> dict[str, Person | None]:
        today = self.world.today
        with self.world.store.read() as db:
            return {who: people.find_speaker(db, "local", WORKSPACE, who, today)[0] for who in self.directory}

    def _answer(self, said: Incoming, db: Connection) -> Answer | None:
        return handle(db, said, self.world.now)

    def handle(self, said: Incoming) -> Answer | None:
        for _ in range(4):
            try:
                return self.world.store.run(partial(self._answer, said))
            except Needs as need:
                if need.what == "profile":
                    said = replace(said, profile=self.find(said.sender))
                elif need.what == "mentioned":
                    said = replace(said, mentioned=self.find(need.account))
                else:
                    said = replace(said, place_facts=PlaceFacts(said.place, said.place, "channel", private=True))
        raise AssertionError("asked too often")

    def find(self, account: str) -> Profile:
        return self.directory.get(account, Profile(account, None, active=False))

    def words(self) -> str:
        choose, emails = self.chance.choice, [each.email for each in self.directory.values() if each.email]
        trust = choose(TRUSTS)
        return choose(SAYS).format(
            ref=choose(("1.1", "1.2", "2.1", "9.9")), plan=f"{trust}-2020-21", post=f'"{trust} post {choose("12")}"',
            email=choose(emails), new=f"new.{choose('123')}@{choose((*TRUSTS, 'nhs', 'shared'))}.example",
            account=choose(list(self.directory)), word=choose(("plan", "action", trust)),
        )  # fmt: skip


@pytest.fixture
def trusts(database_url: str, tmp_path: Path) -> Iterator[Trusts]:
    world = World(Store(make_engine(database_url)))
    made = Trusts(world, random.Random(4), tmp_path)
    with world.building():
        for trust in TRUSTS:
            name = made.mark(trust)
            world.add_trust(trust, name)
            for number in "12":
                world.add_person(
                    f"p{number}@{trust}.example", f"{trust} post {number}", trust=trust, name=f"{name} {number}"
                )
            world.add_person(
                f"lead@{trust}.example", trust=trust, name=made.name(f"lead@{trust}.example"), role="coordinator"
            )
            world.add_person(
                f"member@{trust}.example", trust=trust, name=made.name(f"member@{trust}.example"), role="member"
            )
            rows = [("1", "1.1", f"{name} panels", (f"{trust} post 1",), (APRIL,)),
                    ("1", "1.2", f"{name} mentors", (f"{trust} post 2",), (APRIL,)),
                    ("2", "2.1", f"{name} figures", (f"{trust} post 1", f"{trust} post 2"), (APRIL,))]  # fmt: skip
            fill_plan(world, trust, "2020-21", f"{name} 2020-21", FIRST_DAY, rows)
        world.add_person(f"both@{SHARED}", trust="alpha", name=made.name(f"both@{SHARED}"), role="coordinator")
        world.add_role(f"both@{SHARED}", "beta", "member")
    for email in [key for key in world.ids if "@" in key]:
        made.directory[email.replace("@", "_")] = Profile(email, email)
    for number in "123":
        for host in (*TRUSTS, "nhs", "shared"):
            made.directory[f"n{number}_{host}"] = Profile("n", f"new.{number}@{host}.example")
    made.directory |= {"guest": Profile("g", "guest@alpha.example", guest=True), "nameless": Profile("x", None)}
    yield made
    world.store.close()


def speak(all_: Trusts) -> None:
    account, words = all_.chance.choice(list(all_.directory)), all_.words()
    speakers, voices = all_.speakers(), all_.voices()
    person, before = speakers[account], voices[account]
    led = {trust for trust in person.trusts if person.leads(trust)} if person else set()
    place = all_.chance.choice(("", "", "C-alpha", "C-beta"))
    all_.said += 1
    said = Incoming("local", WORKSPACE, account, place or f"D-{account}", words, f"m{all_.said}",
                    via=all_.chance.choice(("command", "message", "click")) if not place else "mention",
                    place_kind="channel" if place else "direct")  # fmt: skip
    answer = all_.handle(said)
    now = all_.voices()
    after = now[account]
    if answer is not None:
        read = answer.card.plain() + (answer.redrawn.plain() if answer.redrawn else "")
        _look(all_, read, before | after, f"{account} said {words!r}")
    for other, trusts in now.items():
        gained = trusts - voices[other] - led
        # One who speaks for the first time speaks as whoever has their address: that is no gift of anybody's.
        if other != account or voices[other]:
            assert not gained, (account, words, other, gained)
    _look_at_history(all_, account, before | after, words)
    _look_at_letters(all_, words)


def _look(all_: Trusts, read: str, may: frozenset[int], why: str) -> None:
    for trust in TRUSTS:
        if all_.world.ids[trust] not in may:
            assert all_.mark(trust) not in read, (why, read)
    for name in set(re.findall(r"Person\d+ish", read)):
        with all_.world.store.read() as db:
            person = accounts.find_person_by_own_address(db, all_.names[name])
            of = accounts.load_person_past(db, person or 0, all_.world.today).ever
        assert of & may, (why, name, all_.names[name], read)


def _look_at_history(all_: Trusts, account: str, may: frozenset[int], words: str) -> None:
    with all_.world.store.read() as db:
        rows = db.execute(select(schema.events.c.id, schema.events.c.trust_id).where(
            schema.events.c.id > all_.events, schema.events.c.who_id.is_not(None))).all()  # fmt: skip
    for id, trust in rows:
        all_.events = max(all_.events, id)
        assert trust in may, (account, words)


def _look_at_letters(all_: Trusts, words: str) -> None:
    with all_.world.store.read() as db:
        new = [each for each in outbox.list_letters(db, limit=30) if each.id > all_.letters and each.person_id]
        readers = {each.person_id for each in new if each.person_id}
        reading = {each.id: each for each in people.load_people(db, readers, all_.world.today)}
    for letter in new:
        all_.letters = max(all_.letters, letter.id)
        reader = reading.get(letter.person_id or 0)
        shared = isinstance(letter.subject, PersonNotice) and letter.subject.why in OF_BOTH
        if reader is not None and letter.card is not None and not shared:
            _look(all_, str(letter.card), reader.trusts, f"letter {letter.key} after {words!r}")


def move_somebody(all_: Trusts) -> None:
    """A role or a post ends, or somebody comes back; as time and those who run the bot would have it."""
    table = all_.chance.choice((schema.memberships, schema.holdings))
    with all_.world.store.write() as db:
        ids = list(db.execute(select(table.c.id)).scalars())
        ends = all_.chance.choice((None, all_.world.today - timedelta(days=1)))
        keep = table.c.starts <= date(2020, 12, 1)
        db.execute(table.update().where(table.c.id == all_.chance.choice(ids), keep).values(ends=ends))


def import_somebody(all_: Trusts) -> None:
    """A trust's people file, with an address that may be joined to somebody of another trust."""
    trust = all_.chance.choice(TRUSTS)
    email = all_.chance.choice([each.email for each in all_.directory.values() if each.email])
    voices = all_.voices()
    file = all_.folder / "people.csv"
    file.write_text(
        f"email,name,post,role\n{email},{all_.name(email)},,{all_.chance.choice(('coordinator', 'member'))}\n"
    )
    with all_.world.store.write() as db:
        report = import_people(db, file, trust, all_.world.now, skip_bad=True)
        tell_claimed(db, report, trust, all_.world.now)
    gained = {account: trusts - voices[account] for account, trusts in all_.voices().items()}
    for account, trusts in gained.items():
        assert trusts <= {all_.world.ids[trust]}, (email, account)
        # Whoever has that address, and nobody to whom it was joined in another trust.
        assert not (trusts and report.claimed), (email, account)
    _look_at_letters(all_, f"import {email} to {trust}")


@pytest.mark.simulation
def test_no_history_gives_anybody_a_voice_or_a_word_of_another_trust(trusts: Trusts) -> None:
    for _ in range(30 if TIMES == 1 else times(500)):
        what = trusts.chance.random()
        if what < 0.04:
            move_somebody(trusts)
        elif what < 0.07:
            import_somebody(trusts)
        else:
            speak(trusts)
        if what > 0.97:
            trusts.world.later(hours=trusts.chance.randint(1, 30))
