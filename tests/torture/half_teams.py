"""Owns the half of an ordeal that is on Teams: who is there, what arrived, and what people do where nobody can tell.

Teams cannot be asked for a letter. So what its written policy allows is allowed here, and nothing else: an answer, a
preview or a notice once more; a digest when a lead, who looked and did not find it, says so; a reminder the next
working day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.torture.small_teams import TENANT, SmallTeams, account
from tests.world.vocabulary import EDI
from tests.world.world import World
from wres_bot.domain.actor import Actor
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.ports import Conversation, PlaceFacts
from wres_bot.store import conversations, outbox, people, places
from wres_bot.store.models import Letter
from wres_bot.store.outbox import held_digests

CHANNELS = ("teams-one", "teams-two")
ONCE_MORE = {"answer", "preview", "notice"}


def staff(number: int) -> list[str]:
    return [f"teams{n}@esneft.example" for n in range(number)]


@dataclass
class HalfTeams:
    """`by_hand`: how often somebody sent a letter again. `next_day`: reminders that were left to the day after."""

    small: SmallTeams
    by_hand: Counter[str] = field(default_factory=Counter)
    next_day: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, number: int) -> "HalfTeams":
        return cls(SmallTeams.of(staff(number), CHANNELS))

    def prepare(self, world: World, server: str, now: datetime) -> set[str]:
        """Everybody is to be reminded today. Half of them have written before; the rest are found by their address."""
        self.small.day = str(now.date())
        for number, email in enumerate(self.small.people):
            world.add_person(email, f"Teams post {number}", confirmed=False)
            world.add_action(f"3.{number}", "2021-01-31", f"Teams post {number}")
            if number % 2:
                with world.store.write() as db:
                    people.link_identity(db, world.ids[email], "teams", TENANT, account(email), now)
        for name, id_ in self.small.channels.items():
            where = {"service_url": server, "group": self.small.group}
            told = Conversation("teams", TENANT, id_, "channel", name, team=self.small.team, locator=where)
            with world.store.write() as db:
                conversations.save_conversation(db, told, now)
                facts = PlaceFacts(id_, name, "channel", private=True)
                places.use_place(db, world.trust, "teams", TENANT, facts, "network", actor=Actor(None, now))
        return {f"reminder:esneft:{world.ids[email]}:{self.small.day}" for email in self.small.people}

    def keys(self, world: World) -> Counter[str]:
        """Every letter that anybody can read in Teams, by what it says: Teams keeps no name of ours."""
        whose = {self.small.chat(email): world.ids[email] for email in self.small.people}
        found: Counter[str] = Counter()
        for where, posted in self.small.posted.items():
            for message in posted:
                title = message["summary"].partition("\n")[0]
                if title.startswith("Letter "):
                    found[f"torture:{title.removeprefix('Letter ').replace(' ', ':')}"] += 1
                else:
                    found[f"reminder:esneft:{whose[where]}:{message['day']}"] += 1
        return found

    def decide(self, world: World, now: datetime) -> bool:
        """What leads, and whoever runs the bot, do about letters of which nobody can tell. Whether any goes again."""
        arrived, before = self.keys(world), sum(self.by_hand.values())
        for letter in doubtful(world):
            if letter.key in arrived or letter.kind == "reminder":
                continue
            with world.store.write() as db:
                if letter.state == "dead":
                    outbox.retry(db, [letter.id], now)
                else:
                    assert held_digests.send_now(db, letter.key, actor=Actor(world.ids[EDI], now))
            self.by_hand[letter.key] += 1
        return sum(self.by_hand.values()) > before

    def left(self, world: World) -> set[str]:
        """Reminders of which nobody can tell."""
        self.next_day = {letter.key for letter in doubtful(world) if letter.kind == "reminder"}
        return self.next_day

    def asked_again(self, arrived: Mapping[str, int], day: str) -> set[str]:
        """Those of them whose reader was asked on the day after."""
        return {key for key in self.next_day if f"{key.rpartition(':')[0]}:{day}" in arrived}

    def too_often(self, world: World) -> list[str]:
        """What came more often than the policy says."""
        with world.store.read() as db:
            kinds = {letter.key: letter.kind for letter in outbox.list_letters(db, limit=1_000_000)}
        most = {key: 1 + self.by_hand[key] + (kind in ONCE_MORE) for key, kind in kinds.items()}
        return [key for key, times in self.keys(world).items() if times > most.get(key, 0)]

    def twice(self, world: World) -> int:
        return sum(times - 1 for times in self.keys(world).values())


def doubtful(world: World) -> Sequence[Letter]:
    """Letters that may or may not have arrived, and are left to people."""
    with world.store.read() as db:
        unknown = DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN)
        held = [
            each
            for each in outbox.list_letters(db, state="unsure", limit=1_000_000)
            if each.not_before >= held_digests.HELD
        ]
        dead = [each for each in outbox.list_letters(db, state="dead", limit=1_000_000) if each.failure == unknown]
    return [*held, *dead]
