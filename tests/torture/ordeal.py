"""Owns one ordeal: processes killed at random while letters are put and platforms misbehave; then what came is counted.

What was due is known here and not only from the bot's own table.
"""

import random
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import IO, Any

from tests.patience import PATIENCE
from tests.standins.letters import SOMETHING
from tests.standins.slack_payloads import Payloads
from tests.torture.bots import STARTS, Bots
from tests.torture.callers import SECRET, Caller, Callers
from tests.torture.child import LATE
from tests.torture.followed import FollowUps
from tests.torture.half_slack import Slack
from tests.torture.half_teams import HalfTeams, doubtful
from tests.torture.outcome import NEXT_DAY, Outcome, count, heard
from tests.torture.storm import Storm
from tests.world.world import World, one_trust
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import Card, text
from wres_bot.domain.letters import LetterKind
from wres_bot.domain.ports import PlaceFacts
from wres_bot.store import outbox, places

CALLERS = 4
KINDS: tuple[LetterKind, ...] = ("digest", "reminder", "notice", "answer", "preview")
SHARE = 0.12  # of all calls something happens to


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
    world = next(made := one_trust(database))
    due = _prepare(world, crowd, slack) | slack.teams.prepare(world, slack.teams_url, STARTS)
    bots = Bots(database, slack.told, gap, log)
    follow_ups = FollowUps()
    callers = _callers(world, crowd[:CALLERS], slack, bots, follow_ups, seed)
    before = sum(slack.storm.done.values())
    slack.storm.rage(SHARE)
    try:
        for _ in range(processes):
            bots.start()
        callers.begin()
        for kill in range(kills):
            due |= _put(world, dice, f"{seed}-{kill}", letters_a_kill, [*crowd, *slack.teams.small.people])
            _until_calls(slack.storm, dice.randrange(1, 2 * letters_a_kill))
            bots.replace(dice.randrange(len(bots.alive)))
        _until_settled(world, within=6)  # what is left goes through the storm too, for a while
        _until_tried(callers, slack.storm, kills)
        slack.storm.calm()
        callers.end()
        _until_settled(world, within=PATIENCE)
        _by_people(world, slack.teams, bots)
    finally:
        callers.end()
        bots.end()
        follow_ups.close()
    _pass_time(LATE)  # nothing is on its way any more
    outcome = count(world, due, slack, kills, sum(slack.storm.done.values()) - before) + heard(world, callers)
    next(made, None)  # which closes its store
    return outcome


def _prepare(world: World, crowd: Sequence[str], slack: Slack) -> set[str]:
    """Everybody has an action to be reminded of today, by the timetable's own tick. The keys those letters get."""
    for number, email in enumerate(crowd):
        world.add_person(email, f"Post {number}", confirmed=False)
        world.add_action(f"1.{number}", "2021-01-31", f"Post {number}")
    with world.store.write() as db:
        for name, id in slack.channels.items():
            facts = PlaceFacts(id, name, "channel", private=False)
            places.use_place(db, world.trust, "slack", slack.team, facts, "network", actor=Actor(None, STARTS))
    return {f"reminder:esneft:{world.ids[email]}:{STARTS.date()}" for email in crowd}


def _callers(world: World, crowd: Sequence[str], slack: Slack, bots: Bots, follow_ups: FollowUps, seed: int) -> Callers:
    """Each has an action of which nobody is to be reminded."""
    payloads = Payloads(SECRET, slack.team, "U0WRES", "A0WRES", follow_ups.url)
    made = []
    for number, email in enumerate(crowd):
        world.add_action(f"2.{number}", None, f"Post {number}")
        user, channel = slack.account(email)
        dice = random.Random(seed + number)
        made.append(Caller(payloads, user, channel, f"2.{number}", lambda: bots.ports, bots.now, dice, follow_ups))
    return Callers(made)


def _by_people(world: World, teams: HalfTeams, bots: Bots) -> None:
    """What is left to people, and to the next day, where Teams cannot tell."""
    _pass_time(LATE)
    while teams.decide(world, bots.now()):
        _until_settled(world, within=PATIENCE)
    if not teams.left(world):
        return
    bots.began -= timedelta(days=1)
    teams.small.day = NEXT_DAY
    for _ in range(len(bots.alive)):
        bots.replace(0)  # the newest is put last
    end = time.monotonic() + PATIENCE
    while len(teams.asked_again(teams.keys(world), NEXT_DAY)) < len(teams.next_day) and time.monotonic() < end:
        _pass_time(0.3)
    _until_settled(world, within=PATIENCE)


def _put(world: World, dice: random.Random, mark: str, number: int, crowd: Sequence[str]) -> set[str]:
    """Letters of every kind, as commands and jobs put them: each in its own transaction, known once it is committed."""
    put = set()
    ids = {name: world.ids[name] for name in crowd}
    with world.store.read() as db:
        where = [place.id for place in places.load_places(db, world.trust)]
    for one in range(number):
        kind, key = dice.choice(KINDS), f"torture:{mark}:{one}"
        card = Card(f"Letter {mark} {one}", (text("Once, please."),))
        to: dict[str, Any] = {"place_id": dice.choice(where)}
        asked = False
        if dice.random() < 0.9:
            email = dice.choice(crowd)
            to, asked = {"person_id": ids[email]}, not email.startswith("teams")
        if not asked and (kind == "reminder" or (kind == "digest" and "person_id" in to)):
            # One nobody can tell of is asked again by the timetable, of a real reminder; and digests are for places.
            kind = "answer"
        with world.store.write() as db:
            assert outbox.put(db, key, world.trust, SOMETHING[kind], STARTS, card=card, **to)
        put.add(key)
    return put


def _until_calls(storm: Storm, number: int) -> None:
    """A process dies in the midst of things: after so many more calls, or soon when nothing is going on."""
    end, seen = time.monotonic() + 1.5, storm.seen
    while storm.seen < seen + number and time.monotonic() < end:
        _pass_time(0.01)


def _until_tried(callers: Callers, storm: Storm, kills: int) -> None:
    """On a busy machine little is said between two deaths: it goes on until there was more to lose than there died."""
    end = time.monotonic() + PATIENCE
    while min(callers.said, storm.done.total()) <= kills and time.monotonic() < end and not callers.wrong:
        _pass_time(0.1)


def _pass_time(seconds: float) -> None:
    """The processes need real time to get somewhere before they die."""
    time.sleep(seconds)


def _until_settled(world: World, within: float) -> None:
    end = time.monotonic() + within
    while time.monotonic() < end:
        with world.store.read() as db:
            totals = outbox.count_by_state(db)
        totals["unsure"] -= sum(letter.state == "unsure" for letter in doubtful(world))  # which wait for a lead
        if not any(totals[state] for state in ("waiting", "claimed", "retry", "unsure")):
            return
        _pass_time(0.3)
