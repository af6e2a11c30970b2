"""Accounts are asked about again once a day: switched off, on again, a guest's, and a platform that does not answer."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.world.vocabulary import CHAIR, EDI, GOVERNANCE, MEMBER, RELATIONS, RESOURCING
from tests.world.world import World, two_trusts
from wres_bot.delivery.account_checks import EVERY, Checked, check_accounts
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.ports import Platform, Profile
from wres_bot.store import schema

I = schema.identities.c  # noqa: E741  # as its table's letter
SOME = (EDI, RESOURCING, RELATIONS, GOVERNANCE, CHAIR, MEMBER)


class _Busy:
    """The local platform, which answers so many questions and then no more."""

    def __init__(self, inner: Platform, answers: int) -> None:
        self.inner, self.answers = inner, answers

    async def fetch_profile(self, sender: str) -> Profile | None:
        self.answers -= 1
        if self.answers < 0:
            raise DeliveryError("It could not be reached.")
        return await self.inner.fetch_profile(sender)


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    for world in two_trusts(database_url):
        with world.store.read() as db:
            for email in db.execute(select(schema.persons.c.email)).scalars():
                world.room.add_person(Profile(email, email))
        yield world


def check(world: World, **more: object) -> Checked:
    return asyncio.run(check_accounts(world.store, world.platforms, lambda: world.now, gap=0, **more))  # type: ignore[arg-type]  # mypy takes the values for every option


def reachable(world: World) -> dict[str, bool]:
    with world.store.read() as db:
        return {row.external: row.reachable for row in db.execute(select(I.external, I.reachable))}


def told(world: World) -> list[str]:
    with world.store.read() as db:
        said = select(schema.events.c.new).where(schema.events.c.new.startswith("account")).order_by(schema.events.c.id)
        return list(db.execute(said).scalars())


def test_an_account_switched_off_is_found_and_tried_again_once_it_is_on(world: World) -> None:
    everybody = len(reachable(world))
    assert check(world) == Checked(asked=everybody)
    assert check(world) == Checked()  # once a day
    world.room.add_person(Profile(RELATIONS, RELATIONS, active=False))
    world.now += EVERY - timedelta(seconds=1)
    assert check(world) == Checked()
    world.later(seconds=1)
    assert check(world) == Checked(asked=everybody, off=1)
    assert not reachable(world)[RELATIONS] and sum(reachable(world).values()) == everybody - 1
    world.later(days=1)
    assert check(world) == Checked(asked=everybody)  # said once
    world.room.add_person(Profile(RELATIONS, RELATIONS))
    world.later(days=1)
    assert check(world) == Checked(asked=everybody, on=1)
    assert all(reachable(world).values())
    assert told(world) == ["account switched off", "account works again"]


def test_an_account_that_became_a_guests_has_no_voice_any_more(world: World) -> None:
    world.room.add_person(Profile(RELATIONS, RELATIONS, guest=True))
    assert check(world).parted == 1
    assert RELATIONS not in reachable(world)
    said = world.say(RELATIONS, "note 2.3 still here", profile=Profile(RELATIONS, RELATIONS, guest=True))
    assert "I can't answer guests" in said
    assert told(world) == ["account of a guest or outsider parted"]


def test_a_platform_that_does_not_answer_is_left_alone_until_later(world: World) -> None:
    everybody = len(reachable(world))
    busy = {"local": _Busy(world.platform, 2)}
    done = asyncio.run(check_accounts(world.store, busy, lambda: world.now, gap=0))  # type: ignore[arg-type]  # asked for profiles alone
    assert done == Checked(asked=2)
    assert check(world, most=3) == Checked(asked=3)  # a few at a time, those never asked about first
    assert check(world) == Checked(asked=everybody - 5)
    assert all(reachable(world).values())
