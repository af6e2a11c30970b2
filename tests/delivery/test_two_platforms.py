"""Checks that a person on two platforms is reminded once: where they chose, or were last, or on the other."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import cast

import pytest

from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World
from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.delivery.batch import Pace
from wres_bot.delivery.worker import QUIET, Counts, deliver_all
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Platform, Receipt
from wres_bot.store import people
from wres_bot.store.people import accounts


class Chat(LocalPlatform):
    """A platform with a directory. `shut`: accounts that take no messages."""

    def __init__(self, name: str, world: World) -> None:
        super().__init__(Room(), lambda: world.now)
        self.name = name
        self.shut: set[str] = set()
        self.people: dict[str, str] = {}
        self.lost: list[bool] = []
        """Answers that never come back: was it delivered?"""

    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        if to.external in self.shut:
            raise DeliveryError(f"Their account on {self.name} is switched off.", permanent=True)
        if self.lost:
            if self.lost.pop(0):
                await super().send(to, card, key)
            raise Unsure("no answer")
        return await super().send(to, card, key)

    async def find_address(self, email: str) -> Address | None:
        found = self.people.get(email)
        return Address(self.name, "w", found) if found and found not in self.shut else None

    def got(self) -> list[str]:
        return [m.card.title for m in self.room.list_since(0) if m.card]


class Two:
    """The world with Slack and Teams."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.slack, self.teams = Chat("slack", world), Chat("teams", world)
        world.add_action("1.3", "2021-01-11")

    def known(self, platform: str, external: str, who: str = RESOURCING, **gap: float) -> None:
        with self.world.store.write() as db:
            at = self.world.now - timedelta(days=30) + timedelta(**gap)
            people.link_identity(db, self.world.ids[who], platform, "w", external, at)

    def prefer(self, platform: str) -> None:
        with self.world.store.write() as db:
            people.set_preference(db, self.world.ids[RESOURCING], "platform", platform)

    def run(self) -> Counts:
        platforms = cast(Mapping[str, Platform], {"slack": self.slack, "teams": self.teams})
        return asyncio.run(deliver_all(self.world.store, platforms, lambda: self.world.now, "test", pace=Pace(gap=0)))

    def remind(self) -> tuple[int, int]:
        """How many messages went to each."""
        self.world.put("2021-01-04")
        self.run()
        return len(self.slack.got()), len(self.teams.got())


@pytest.fixture
def two(world: World) -> Two:
    return Two(world)


def test_one_reminder_goes_where_the_person_last_was(two: Two) -> None:
    two.known("slack", "U1@x", days=1)
    two.known("teams", "T1@x", days=2)
    assert two.remind() == (0, 1)


def test_one_reminder_goes_where_the_person_chose(two: Two) -> None:
    two.known("slack", "U1@x", days=1)
    two.known("teams", "T1@x", days=2)
    two.prefer("slack")
    assert two.remind() == (1, 0)


def test_a_choice_of_where_nobody_knows_them_changes_nothing(two: Two) -> None:
    two.known("slack", "U1@x")
    two.prefer("teams")
    assert two.remind() == (1, 0)


def test_the_other_account_is_used_when_the_first_takes_no_messages(two: Two) -> None:
    two.known("slack", "U1@x", days=1)
    two.known("teams", "T1@x", days=2)
    two.teams.shut.add("T1@x")
    assert two.remind() == (1, 0)
    assert two.world.states("reminder") == ["sent"]
    assert two.world.letters("notice") == []  # nothing for a lead to mend
    two.world.tick("2021-01-08")
    assert two.teams.got() == []


def test_somebody_unreachable_on_one_is_looked_for_on_the_other(two: Two) -> None:
    two.known("slack", "U1@x")
    two.slack.shut.add("U1@x")
    two.teams.people[RESOURCING] = "T1@x"
    assert two.remind() == (0, 1)


def test_somebody_is_looked_for_by_a_joined_address_too(two: Two) -> None:
    second = "second.address@nhs.example"
    with two.world.store.write() as db:
        accounts.join_address(db, two.world.ids[RESOURCING], second, two.world.now)
    two.teams.people[second] = "T1@x"
    assert two.remind() == (0, 1)
    with two.world.store.write() as db:
        assert accounts.remove_address(db, two.world.ids[RESOURCING], second) == 1


def test_the_lead_is_told_what_helps_when_neither_takes_messages(two: Two) -> None:
    two.known("slack", "U1@x", days=1)
    two.known("teams", "T1@x", days=2)
    two.known("slack", "U2@x", EDI)
    two.slack.shut.add("U1@x")
    two.teams.shut.add("T1@x")
    two.remind()
    assert two.world.states("reminder") == ["dead"]
    [told] = [m.card.plain() for m in two.slack.room.list_since(0) if m.card]
    assert "switched off" in told
    assert "1.3" in told


def test_the_lead_is_told_what_helps_when_nobody_knows_an_account(two: Two) -> None:
    two.known("teams", "T2@x", EDI)
    two.remind()
    [told] = [m.card.plain() for m in two.teams.room.list_since(0) if m.card]
    assert f"no account of {RESOURCING} is known on Slack or Teams" in told
    assert "install it for everybody" in told
    assert "under Apps" in told
    assert "link, that address" in told


def test_what_may_have_arrived_is_looked_for_where_it_went(two: Two) -> None:
    two.known("slack", "U1@x", days=1)
    two.slack.lost = [True]
    two.remind()
    assert two.world.states("reminder") == ["unsure"]
    two.known("teams", "T1@x", days=20)  # meanwhile they have moved
    two.world.now += QUIET
    two.run()
    assert two.world.states("reminder") == ["sent"]
    assert (len(two.slack.got()), len(two.teams.got())) == (1, 0)


def test_an_answer_on_one_platform_closes_the_card_on_the_other(two: Two) -> None:
    two.known("teams", "T1@x")
    two.remind()
    two.known("slack", "U1@x", days=40)  # they answer there
    two.world.now += timedelta(minutes=5)
    two.world.set_status("1.3", "done")
    two.run()
    assert two.teams.got() == ["1.3 is done. Thank you."]
    assert two.slack.got() == []
