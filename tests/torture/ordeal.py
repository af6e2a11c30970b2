"""Owns one ordeal: processes killed at random while letters are put and Slack misbehaves; then what arrived is counted.

What was due is known here and not only from the bot's own table; what arrived is read back from Slack.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any

from tests.jobs.office import Office, at, make
from tests.torture.child import LATE
from tests.torture.storm import Storm
from wres_bot.core.cards import CARD, Card, text
from wres_bot.core.ports import PlaceFacts
from wres_bot.store import outbox, places

STARTS = at("2021-01-04", "09:30")
KINDS = ("digest", "reminder", "notice", "answer", "preview")
SHARE = 0.12  # of all calls something happens to
SETTLED_WITHIN = 120.0


@dataclass
class Slack:
    """What an ordeal needs of a Slack: who is there, and how to read back what was posted, past the storm."""

    storm: Storm
    token: str
    team: str
    channels: Mapping[str, str]
    keys: Callable[[], Counter[str]]


@dataclass
class Outcome:
    kills: int = 0
    faults: int = 0
    letters: int = 0
    lost: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    totals: list[dict[str, int]] = field(default_factory=list)

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.kills + other.kills,
            self.faults + other.faults,
            self.letters + other.letters,
            self.lost + other.lost,
            self.repeated + other.repeated,
            self.totals + other.totals,
        )

    @property
    def words(self) -> str:
        return (
            f"{self.kills} kills, {self.faults} faults, {self.letters} letters, "
            f"{len(self.lost)} lost, {len(self.repeated)} repeated"
        )

    @property
    def sound(self) -> bool:
        return not self.lost and not self.repeated and all(_reconcile(each) for each in self.totals)


def _reconcile(totals: dict[str, int]) -> bool:
    """Everything that was put has an end, and is where it should be."""
    return totals["put"] == totals["sent"] and sum(totals.values()) == 2 * totals["put"]


def people(number: int) -> list[str]:
    return [f"person{n}@esneft.example" for n in range(number)]


@dataclass
class Bots:
    """The processes. They log to `log`; one that ends by itself is a failure, whatever it has sent."""

    database: str
    slack: Slack
    gap: float
    log: IO[bytes]
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    alive: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )  # fmt: skip

    def start(self) -> None:
        told = {
            "database": self.database, "slack": f"{self.slack.storm.url}/api/", "token": self.slack.token,
            "began": self.began.isoformat(), "starts": STARTS.isoformat(), "gap": self.gap,
        }  # fmt: skip
        assert self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.write(json.dumps(told) + "\n")
        self._nursery.stdin.flush()
        self.alive.append(int(self._nursery.stdout.readline()))

    def kill(self, which: int) -> None:
        os.kill(self.alive.pop(which), signal.SIGKILL)

    def end(self) -> None:
        for which in reversed(range(len(self.alive))):
            self.kill(which)
        assert self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.close()
        self._nursery.wait(10)
        self._nursery.stdout.close()


def ordeal(
    database: str,
    slack: Slack,
    *,
    kills: int,
    seed: int,
    processes: int,
    crowd: Sequence[str],
    log: IO[bytes],
    letters_a_kill: int = 40,
    gap: float = 0.05,
) -> Outcome:
    """`kills` processes die; then the weather clears, and everything has to have arrived once."""
    dice = random.Random(seed)
    office = next(made := make(database))
    due = _prepare(office, crowd, slack)
    bots = Bots(database, slack, gap, log)
    before = sum(slack.storm.done.values())
    slack.storm.rage(SHARE)
    try:
        for _ in range(processes):
            bots.start()
        for kill in range(kills):
            due |= _put(office, dice, f"{seed}-{kill}", letters_a_kill, crowd, slack)
            _until_calls(slack.storm, dice.randrange(1, 2 * letters_a_kill))
            bots.kill(dice.randrange(len(bots.alive)))
            bots.start()
        _until_settled(office, within=6)  # what is left goes through the storm too, for a while
        slack.storm.calm()
        _until_settled(office, within=SETTLED_WITHIN)
    finally:
        bots.end()
    outcome = _count(office, due, slack, kills, sum(slack.storm.done.values()) - before)
    next(made, None)  # which closes its store
    return outcome


def _prepare(office: Office, crowd: Sequence[str], slack: Slack) -> set[str]:
    """Everybody has an action to be reminded of today, by the timetable's own tick. The keys those letters get."""
    for number, email in enumerate(crowd):
        office.person(email, f"Post {number}", confirmed=False)
        office.action(f"1.{number}", "2021-01-31", f"Post {number}")
    with office.store.write() as db:
        for name, id in slack.channels.items():
            facts = PlaceFacts(id, name, "channel", private=False)
            places.use_place(db, office.trust, "slack", slack.team, facts, "network", who=None, now=STARTS)
    return {f"reminder:esneft:{office.ids[email]}:{STARTS.date()}" for email in crowd}


def _put(office: Office, dice: random.Random, mark: str, number: int, crowd: Sequence[str], slack: Slack) -> set[str]:
    """Letters of every kind, as commands and jobs put them: each in its own transaction, known once it is committed."""
    put = set()
    ids = {name: office.ids[name] for name in crowd}
    with office.store.read() as db:
        where = [place.id for place in places.places(db, office.trust)]
    for one in range(number):
        kind, key = dice.choice(KINDS), f"torture:{mark}:{one}"
        card = CARD.dump_python(Card(f"Letter {mark} {one}", (text("Once, please."),)), mode="json")
        to: dict[str, Any] = {"place_id": dice.choice(where)}
        if dice.random() < 0.9:
            to = {"person_id": ids[dice.choice(crowd)]}
        with office.store.write() as db:
            assert outbox.put(db, key, office.trust, kind, {"on": "2021-01-04"}, STARTS, card=card, **to)
        put.add(key)
    return put


def _until_calls(storm: Storm, number: int) -> None:
    """A process dies in the midst of things: after so many more calls, or soon when nothing is going on."""
    end, seen = time.monotonic() + 1.5, storm.seen
    while storm.seen < seen + number and time.monotonic() < end:
        _pass_time(0.01)


def _pass_time(seconds: float) -> None:
    """The processes need real time to get somewhere before they die."""
    time.sleep(seconds)


def _until_settled(office: Office, within: float) -> None:
    end = time.monotonic() + within
    while time.monotonic() < end:
        with office.store.read() as db:
            totals = outbox.totals(db)
        if not any(totals[state] for state in ("waiting", "claimed", "retry", "unsure")):
            return
        _pass_time(0.3)


def _count(office: Office, due: set[str], slack: Slack, kills: int, faults: int) -> Outcome:
    _pass_time(LATE)  # nothing is on its way any more
    arrived = slack.keys()
    with office.store.read() as db:
        totals = outbox.totals(db)
        put = {letter.key for letter in outbox.letters(db, limit=1_000_000)}
    lost = sorted((due | put) - set(arrived))
    repeated = sorted(key for key, times in arrived.items() if times > 1)
    return Outcome(kills, faults, len(due | put), lost, repeated, [{"put": len(put), **totals}])
