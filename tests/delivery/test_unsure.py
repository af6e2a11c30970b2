"""Checks what becomes of a letter when nobody can tell whether it arrived: it depends on its kind."""

from datetime import date, timedelta
from secrets import token_hex
from typing import Any

import pytest

from tests.standins.letters import SOMETHING
from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World
from wres_bot.commands import dispatch
from wres_bot.delivery.worker import QUIET
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import Button, Buttons, Card, Facts
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Incoming, Profile, Receipt
from wres_bot.store import outbox, plans
from wres_bot.store.models import Letter
from wres_bot.store.outbox import held_digests

LOST = Unsure("no answer came back")


@pytest.fixture
def blind(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A platform that cannot tell what was sent."""

    async def find(to: object, key: str) -> Receipt | None:
        raise Unsure("this platform keeps no record")

    monkeypatch.setattr(world.platform, "find_sent", find)
    return world


def buttons(card: Card) -> list[Button]:
    return [button for block in card.blocks if isinstance(block, Buttons) for button in block.items]


def unsure(world: World) -> None:
    """What is ready goes out, and no answer comes back, although it arrived."""
    world.platform.after = [LOST]
    assert world.one_pass().unsure == 1
    world.now += QUIET
    world.one_pass()


def test_a_reminder_nobody_can_tell_about_is_not_repeated_today_and_asked_again_next_working_day(
    blind: World,
) -> None:
    blind.add_action("1.3", "2021-01-31")
    blind.put("2021-01-08")
    unsure(blind)
    assert blind.states() == ["dead"]
    blind.tick("2021-01-08", "15:00")
    blind.tick("2021-01-09")
    assert len(blind.got(RESOURCING)) == 1
    blind.tick("2021-01-11")  # Monday
    assert len(blind.got(RESOURCING)) == 2
    blind.tick("2021-01-12")
    assert len(blind.got(RESOURCING)) == 2


def test_a_digest_nobody_can_tell_about_is_held_for_a_lead_with_a_button(blind: World) -> None:
    blind.add_channel("network", "network")
    blind.add_action("1.3", "2021-04-30")
    blind.tick("2021-01-06", "10:00")
    blind.put("2021-01-08", "10:00")
    unsure(blind)
    [digest] = blind.letters("digest")
    assert (digest.state, digest.not_before) == ("unsure", held_digests.HELD)
    blind.deliver()
    card = blind.cards(EDI)[-1]
    assert card.title == "I can't tell whether the quarterly summary arrived in network."
    assert f"digest send {digest.key}" in str(card)
    tries = blind.platform.tries
    blind.tick("2021-02-08", "10:00")
    assert (blind.platform.tries, blind.states("digest")) == (tries, ["unsure"])  # nothing more by itself
    with blind.store.write() as db:
        assert held_digests.send_now(db, digest.key, actor=Actor(blind.ids[EDI], blind.now))
    blind.deliver()
    assert (blind.platform.tries, blind.states("digest")) == (tries + 1, ["sent"])


def doubt(world: World) -> Letter:
    """A digest of which nobody can tell whether it arrived, and the lead has been asked."""
    world.add_channel("network", "network")
    world.add_action("1.3", "2021-04-30")
    world.tick("2021-01-06", "10:00")
    world.put("2021-01-08", "10:00")
    unsure(world)
    world.deliver()
    [digest] = world.letters("digest")
    return digest


def say(world: World, words: str) -> Card:
    said = Incoming("local", "esneft", EDI, EDI, words, token_hex(4), place_kind="direct", profile=Profile(EDI, EDI))
    answer = world.store.run(lambda db: dispatch.handle(db, said, world.now))
    assert answer is not None
    return answer.card


@pytest.mark.parametrize("typed", [None, "it arrived", "Digest arrived.", "the summary has arrived"])
def test_a_lead_who_sees_the_digest_there_says_so_and_it_is_not_sent_again(blind: World, typed: str | None) -> None:
    digest, tries = doubt(blind), blind.platform.tries
    [button] = [b for b in buttons(blind.cards(EDI)[-1]) if b.label == "It arrived"]
    assert say(blind, typed or button.says).title == "Good, then it is done."
    assert blind.letters("digest")[0].state == "sent"
    blind.tick("2021-01-11", "10:00")
    assert blind.platform.tries == tries
    assert say(blind, button.says).title == "It has gone already, so nothing has changed."
    assert say(blind, f"digest send {digest.key}").title == "It has gone already, so nothing has changed."


@pytest.mark.parametrize("typed", [None, "digest send"])
def test_a_lead_who_does_not_see_the_digest_has_it_sent_again(blind: World, typed: str | None) -> None:
    doubt(blind)
    tries = blind.platform.tries
    [button] = [b for b in buttons(blind.cards(EDI)[-1]) if b.label == "Send it again"]
    assert say(blind, typed or button.says).title == "It is on its way."
    blind.deliver()
    assert (blind.platform.tries, blind.states("digest")) == (tries + 1, ["sent"])


def asked_about(world: World) -> list[str]:
    return [button.says for card in world.cards(EDI) for button in buttons(card) if button.label == "It arrived"]


def test_a_lead_is_asked_about_each_digest_in_doubt_though_they_are_for_one_place_on_one_day(blind: World) -> None:
    with blind.store.write() as db:
        first, last = date(2019, 4, 1), date(2020, 12, 31)
        plans.save_plan(db, blind.trust, "esneft-2019-20", "2019-20", "Another", first, last)
    blind.add_channel("network", "network")
    blind.add_action("1.3", "2021-04-30")
    blind.tick("2021-01-06", "10:00")
    blind.put("2021-01-08", "10:00")
    blind.platform.after = [LOST, LOST]
    blind.one_pass()
    blind.now += QUIET
    blind.deliver()
    keys = [letter.key for letter in blind.letters("digest")]
    assert len(keys) == 2
    assert sorted(asked_about(blind)) == sorted(f"digest arrived {key}" for key in keys)


def test_a_digest_sent_again_and_in_doubt_again_is_asked_about_again(blind: World) -> None:
    digest = doubt(blind)
    blind.now += timedelta(minutes=1)
    say(blind, f"digest send {digest.key}")
    unsure(blind)
    blind.deliver()
    assert asked_about(blind) == [f"digest arrived {digest.key}"] * 2


def test_deliveries_add_up_and_say_of_each_what_to_do(blind: World) -> None:
    doubt(blind)
    card = say(blind, "deliveries")
    [totals] = [block for block in card.blocks if isinstance(block, Facts)]
    numbers = [int("".join(map(str, value))) for _, value in totals.rows]
    assert sum(numbers[:-1]) == numbers[-1] == len(blind.letters())
    assert (
        "Nobody can tell whether it arrived. If it is there, type digest arrived; if not, digest send." in card.plain()
    )
    assert {"It arrived", "Send it again"} <= {button.label for button in buttons(card)}


def test_with_nothing_in_doubt_that_it_arrived_changes_nothing(world: World) -> None:
    assert "I can't find that digest" in say(world, "it arrived").plain()


def test_while_the_platform_may_still_tell_a_digest_is_not_for_sending_again(world: World) -> None:
    world.add_channel("network", "network")
    world.add_action("1.3", "2021-04-30")
    world.put("2021-01-08", "10:00")
    world.platform.after = [LOST]
    world.one_pass()
    [digest] = world.letters("digest")
    with world.store.write() as db:
        assert held_digests.send_now(db, digest.key, actor=Actor(world.ids[EDI], world.now)) is None


def answer(world: World, key: str = "a") -> None:
    card = Card("For the minutes")
    with world.store.write() as db:
        outbox.put(db, key, world.trust, SOMETHING["answer"], world.now, person_id=world.ids[EDI], card=card)


@pytest.fixture
def handed(blind: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that the platform was given to send: this one's room shows no message twice."""
    given, send = [], blind.platform.send

    async def noted(to: Any, card: Card, key: str) -> Receipt:
        given.append(card.plain())
        return await send(to, card, key)

    monkeypatch.setattr(blind.platform, "send", noted)
    return given


def test_anything_else_goes_once_more_and_says_so(blind: World, handed: list[str]) -> None:
    answer(blind)
    unsure(blind)  # which looks for it, and sends it again in the same pass
    assert blind.states() == ["sent"]
    first, second = handed
    assert first == "For the minutes"
    assert second == "For the minutes\nYou may have had this from me before: I couldn't tell whether it arrived."


def test_what_nobody_can_tell_about_twice_is_listed_and_not_sent_a_third_time(blind: World, handed: list[str]) -> None:
    answer(blind)
    blind.platform.after = [LOST, LOST]
    blind.one_pass()
    blind.now += QUIET
    blind.platform.before = [DeliveryError("busy", retry_after=1.0)]
    blind.one_pass()  # put off, which does not make it forgotten that this is the second time
    blind.now += timedelta(seconds=10)
    blind.one_pass()
    blind.now += QUIET
    blind.one_pass()
    blind.deliver()
    [letter] = blind.letters()
    assert (letter.state, letter.failure) == ("dead", DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN))
    assert len(handed) == 3  # of which one was refused


def test_a_crash_before_anything_left_costs_nobody_a_letter_where_the_platform_cannot_tell(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a whole batch only what had begun to leave is in doubt; the rest goes as if nothing had been."""
    monkeypatch.setattr(world.platform, "cannot_tell", True, raising=False)
    monkeypatch.setattr("wres_bot.delivery.batch.IN_FLIGHT", 1)
    for number in range(5):
        answer(world, f"a{number}")
    found: list[str] = []
    send = world.platform.send

    async def dying(to: Any, card: Card, key: str) -> Receipt:
        if not found:
            with world.store.write() as db:
                outbox.release(db, "test")  # what becomes of a process's letters when it goes
            found.extend(sorted(world.states()))
        return await send(to, card, key)

    monkeypatch.setattr(world.platform, "send", dying)
    world.one_pass()
    assert found == ["unsure", "waiting", "waiting", "waiting", "waiting"]
    assert len(world.got(EDI)) == 1  # what is no longer this process's is not sent by it


def test_a_platform_in_trouble_is_asked_again_until_it_tells(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    world.platform.after = [LOST]
    world.one_pass()
    revoked = DeliveryError("the token was taken back", permanent=True, concerns="bot")
    asked, find = [DeliveryError("busy"), revoked], world.platform.find_sent

    async def troubled(to: Any, key: str) -> Receipt | None:
        if asked:
            raise asked.pop()
        return await find(to, key)

    monkeypatch.setattr(world.platform, "find_sent", troubled)
    for _ in range(3):
        assert world.states() == ["unsure"]
        world.now += QUIET
        world.one_pass()
    assert world.states() == ["sent"]
    assert len(world.got(RESOURCING)) == 1


def test_a_reminder_that_turns_out_not_to_have_arrived_gives_way_to_a_newer_one(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04", "16:59")
    world.platform.before = [LOST]
    world.one_pass()
    world.put("2021-01-05")
    world.now += QUIET + timedelta(seconds=1)
    world.one_pass()
    world.deliver()
    assert sorted(world.states("reminder")) == ["moot", "sent"]
    assert len(world.got(RESOURCING)) == 1


def test_time_asked_for_while_looking_is_given_by_every_process(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def find(to: object, key: str) -> Receipt | None:
        asked.append(key)
        raise DeliveryError("slow down", retry_after=600)

    monkeypatch.setattr(world.platform, "find_sent", find)
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-08")
    world.platform.after = [LOST]
    world.one_pass()
    world.now += QUIET
    world.one_pass()
    assert (len(asked), world.states()) == (1, ["unsure"])
    answer(world, "other")
    tries = world.platform.tries
    world.now += timedelta(seconds=599)
    world.one_pass("another")
    assert (len(asked), world.platform.tries) == (1, tries)
    world.now += timedelta(seconds=2)
    world.one_pass("another")
    assert len(asked) == 2
