"""Owns one ordeal: processes killed at random while letters are put and platforms misbehave; then what came is counted.

What was due is known here and not only from the bot's own table; what arrived is read back from Slack and from Teams.
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
from datetime import UTC, datetime, timedelta
from typing import IO, Any

from tests.jobs.office import Office, at, make
from tests.standins.slack_payloads import Payloads
from tests.torture.callers import SECRET, Caller, Callers, free_port
from tests.torture.child import LATE
from tests.torture.half_teams import HalfTeams, doubtful
from tests.torture.storm import Storm
from wres_bot.core.cards import CARD, Card, text
from wres_bot.core.ports import PlaceFacts
from wres_bot.store import events, outbox, places

CALLERS = 4
STARTS = at("2021-01-04", "09:30")
NEXT_DAY = "2021-01-05"
KINDS = ("digest", "reminder", "notice", "answer", "preview")
SHARE = 0.12  # of all calls something happens to
SETTLED_WITHIN = 120.0


@dataclass
class Slack:
    """What an ordeal needs of a Slack: who is there, and how to read back what was posted, past the storm.

    `account`: somebody's id, and the channel in which they write to the bot.
    """

    storm: Storm
    token: str
    team: str
    channels: Mapping[str, str]
    keys: Callable[[], Counter[str]]
    account: Callable[[str], tuple[str, str]]
    teams: HalfTeams

    @property
    def teams_url(self) -> str:
        return f"{self.storm.url}/teams"


@dataclass
class Outcome:
    kills: int = 0
    faults: int = 0
    letters: int = 0
    commands: int = 0
    lost: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    totals: list[dict[str, int]] = field(default_factory=list)
    on_teams: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.kills + other.kills,
            self.faults + other.faults,
            self.letters + other.letters,
            self.commands + other.commands,
            self.lost + other.lost,
            self.repeated + other.repeated,
            self.totals + other.totals,
            self.on_teams + other.on_teams,
        )

    @property
    def words(self) -> str:
        return (
            f"{self.kills} kills, {self.faults} faults, {self.letters} letters, {self.commands} commands, "
            f"{len(self.lost)} lost, {len(self.repeated)} repeated"
        )

    @property
    def policy_words(self) -> str:
        """What the written policy did where Teams could not tell."""
        found = self.on_teams
        return (
            f"on Teams, which cannot tell: {found['letters']} messages, {found['twice']} of them once more, "
            f"{found['by hand']} sent again by people, {found['next day']} reminders left to the next day"
        )

    @property
    def sound(self) -> bool:
        return not self.lost and not self.repeated and all(_reconcile(each) for each in self.totals)


def _reconcile(totals: dict[str, int]) -> bool:
    """Everything that was put has an end, and is where it should be. `told`: people know what nobody else can."""
    states = {state: number for state, number in totals.items() if state not in ("put", "told")}
    return totals["put"] == totals["sent"] + totals["told"] and sum(states.values()) == totals["put"]


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
    alive: list[tuple[int, int]] = field(default_factory=list)
    """Process and port of each."""

    def __post_init__(self) -> None:
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )  # fmt: skip

    @property
    def ports(self) -> list[int]:
        return [port for _, port in self.alive]

    def now(self) -> datetime:
        return STARTS + (datetime.now(UTC) - self.began)

    def start(self) -> None:
        port = free_port()
        told = {
            "database": self.database, "slack": f"{self.slack.storm.url}/api/", "token": self.slack.token,
            "teams": self.slack.teams_url, "began": self.began.isoformat(), "starts": STARTS.isoformat(),
            "gap": self.gap, "port": port,
        }  # fmt: skip
        assert self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.write(json.dumps(told) + "\n")
        self._nursery.stdin.flush()
        self.alive.append((int(self._nursery.stdout.readline()), port))

    def kill(self, which: int) -> None:
        os.kill(self.alive[which][0], signal.SIGKILL)

    def replace(self, which: int) -> None:
        """Killed, and another started in its place; there is never nobody to call."""
        self.kill(which)
        self.start()
        self.alive.pop(which)

    def end(self) -> None:
        for which in range(len(self.alive)):
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
    due = _prepare(office, crowd, slack) | slack.teams.prepare(office, slack.teams_url, STARTS)
    bots = Bots(database, slack, gap, log)
    callers = _callers(office, crowd[:CALLERS], slack, bots, seed)
    before = sum(slack.storm.done.values())
    slack.storm.rage(SHARE)
    try:
        for _ in range(processes):
            bots.start()
        callers.begin()
        for kill in range(kills):
            due |= _put(office, dice, f"{seed}-{kill}", letters_a_kill, [*crowd, *slack.teams.small.people])
            _until_calls(slack.storm, dice.randrange(1, 2 * letters_a_kill))
            bots.replace(dice.randrange(len(bots.alive)))
        _until_settled(office, within=6)  # what is left goes through the storm too, for a while
        slack.storm.calm()
        callers.end()
        _until_settled(office, within=SETTLED_WITHIN)
        _by_people(office, slack.teams, bots)
    finally:
        callers.end()
        bots.end()
    outcome = _count(office, due, slack, kills, sum(slack.storm.done.values()) - before) + _heard(office, callers)
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


def _callers(office: Office, crowd: Sequence[str], slack: Slack, bots: Bots, seed: int) -> Callers:
    """Each has an action of which nobody is to be reminded."""
    payloads = Payloads(SECRET, slack.team, "U0WRES", "A0WRES", "http://127.0.0.1:9/nobody")
    made = []
    for number, email in enumerate(crowd):
        office.action(f"2.{number}", None, f"Post {number}")
        user, channel = slack.account(email)
        dice = random.Random(seed + number)
        made.append(Caller(payloads, user, channel, f"2.{number}", lambda: bots.ports, bots.now, dice))
    return Callers(made)


def _heard(office: Office, callers: Callers) -> Outcome:
    """What history holds beside what was taken in: each once, in its order."""
    found = Outcome(lost=[f"command {words}" for words in callers.wrong])
    for caller in callers.each:
        with office.store.read() as db:
            history = events.history(db, office.ids[caller.ref], limit=1_000_000)
        kept = [str(each.words) for each in reversed(history) if each.field == "status" and each.who_id]
        said = [f"number {number}" for number in range(len(caller.said))]
        found.commands += len(said)
        found.lost += [f"command {caller.ref}, {words}" for words in said if words not in kept]
        found.repeated += [f"command {caller.ref}, {words}" for words, times in Counter(kept).items() if times > 1]
        if not found.lost + found.repeated and kept != said:
            found.lost.append(f"command {caller.ref}: {kept[-3:]} is not {said[-3:]}")
    return found


def _by_people(office: Office, teams: HalfTeams, bots: Bots) -> None:
    """What is left to people, and to the next day, where Teams cannot tell."""
    _pass_time(LATE)
    while teams.decide(office, bots.now()):
        _until_settled(office, within=SETTLED_WITHIN)
    if not teams.left(office):
        return
    bots.began -= timedelta(days=1)
    teams.small.day = NEXT_DAY
    for _ in range(len(bots.alive)):
        bots.replace(0)  # the newest is put last
    end = time.monotonic() + SETTLED_WITHIN
    while len(teams.asked_again(teams.keys(office), NEXT_DAY)) < len(teams.next_day) and time.monotonic() < end:
        _pass_time(0.3)
    _until_settled(office, within=SETTLED_WITHIN)


def _put(office: Office, dice: random.Random, mark: str, number: int, crowd: Sequence[str]) -> set[str]:
    """Letters of every kind, as commands and jobs put them: each in its own transaction, known once it is committed."""
    put = set()
    ids = {name: office.ids[name] for name in crowd}
    with office.store.read() as db:
        where = [place.id for place in places.places(db, office.trust)]
    for one in range(number):
        kind, key = dice.choice(KINDS), f"torture:{mark}:{one}"
        card = CARD.dump_python(Card(f"Letter {mark} {one}", (text("Once, please."),)), mode="json")
        to: dict[str, Any] = {"place_id": dice.choice(where)}
        asked = False
        if dice.random() < 0.9:
            email = dice.choice(crowd)
            to, asked = {"person_id": ids[email]}, not email.startswith("teams")
        if not asked and (kind == "reminder" or (kind == "digest" and "person_id" in to)):
            # One nobody can tell of is asked again by the timetable, of a real reminder; and digests are for places.
            kind = "answer"
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
        totals["unsure"] -= sum(letter.state == "unsure" for letter in doubtful(office))  # which wait for a lead
        if not any(totals[state] for state in ("waiting", "claimed", "retry", "unsure")):
            return
        _pass_time(0.3)


def _count(office: Office, due: set[str], slack: Slack, kills: int, faults: int) -> Outcome:
    _pass_time(LATE)  # nothing is on its way any more
    teams, on_slack = slack.teams, slack.keys()
    on_teams = teams.keys(office)
    arrived = on_slack + on_teams
    later = teams.asked_again(arrived, NEXT_DAY)
    with office.store.read() as db:
        totals = outbox.totals(db)
        put = {
            letter.key: f"{letter.key} ({letter.state}: {letter.error})"
            for letter in outbox.letters(db, limit=1_000_000)
        }
    told = [letter for letter in doubtful(office) if letter.key in on_teams or letter.key in later]
    lost = sorted(put.get(key, key) for key in (due | put.keys()) - set(arrived) - later)
    repeated = [key for key, times in on_slack.items() if times > 1 or key in on_teams]
    found = Outcome(
        kills, faults, len(due | put.keys()), lost=lost, repeated=sorted(repeated + teams.too_often(office))
    )
    found.totals = [{"put": len(put), "told": len(told), **totals}]
    found.on_teams.update(
        {
            "letters": on_teams.total(),
            "twice": teams.twice(office),
            "by hand": teams.by_hand.total(),
            "next day": len(later),
        }
    )
    return found
