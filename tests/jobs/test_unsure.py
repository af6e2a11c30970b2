"""Checks what becomes of a letter when nobody can tell whether it arrived: it depends on its kind."""

from datetime import timedelta
from typing import Any

import pytest

from tests.jobs.office import EDI, RESOURCING, Office
from wres_bot.core.cards import CARD, Card
from wres_bot.core.errors import DeliveryError, Unsure
from wres_bot.core.ports import Receipt
from wres_bot.jobs.deliver import QUIET
from wres_bot.store import digests, outbox

LOST = Unsure("no answer came back")


@pytest.fixture
def blind(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A platform that cannot tell what was sent."""

    async def find(to: object, key: str) -> Receipt | None:
        raise Unsure("this platform keeps no record")

    monkeypatch.setattr(office.platform, "find", find)
    return office


def unsure(office: Office) -> None:
    """What is ready goes out, and no answer comes back, although it arrived."""
    office.platform.after = [LOST]
    assert office.one_pass().unsure == 1
    office.now += QUIET
    office.one_pass()


def test_a_reminder_nobody_can_tell_about_is_not_repeated_today_and_asked_again_next_working_day(
    blind: Office,
) -> None:
    blind.action("1.3", "2021-01-31")
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


def test_a_digest_nobody_can_tell_about_is_held_for_a_lead_with_a_button(blind: Office) -> None:
    blind.channel("network", "network")
    blind.action("1.3", "2021-04-30")
    blind.tick("2021-01-06", "10:00")
    blind.put("2021-01-08", "10:00")
    unsure(blind)
    [digest] = blind.letters("digest")
    assert (digest.state, digest.not_before) == ("unsure", digests.HELD)
    blind.deliver()
    card = blind.cards(EDI)[-1]
    assert card.title == "I can't tell whether the quarterly summary arrived in network."
    assert f"digest send {digest.key}" in str(card)
    tries = blind.platform.tries
    blind.tick("2021-02-08", "10:00")
    assert (blind.platform.tries, blind.states("digest")) == (tries, ["unsure"])  # nothing more by itself
    with blind.store.write() as db:
        assert digests.let_go(db, digest.key, who=blind.ids[EDI], now=blind.now)
    blind.deliver()
    assert (blind.platform.tries, blind.states("digest")) == (tries + 1, ["sent"])


def test_while_the_platform_may_still_tell_a_digest_is_not_for_sending_again(office: Office) -> None:
    office.channel("network", "network")
    office.action("1.3", "2021-04-30")
    office.put("2021-01-08", "10:00")
    office.platform.after = [LOST]
    office.one_pass()
    [digest] = office.letters("digest")
    with office.store.write() as db:
        assert digests.let_go(db, digest.key, who=office.ids[EDI], now=office.now) is None


def test_anything_else_is_listed_and_not_repeated(blind: Office) -> None:
    card = CARD.dump_python(Card("For the minutes"), mode="json")
    with blind.store.write() as db:
        outbox.put(db, "a", blind.trust, "answer", {}, blind.now, person_id=blind.ids[EDI], card=card)
    unsure(blind)
    [letter] = blind.letters()
    assert (letter.state, letter.error) == ("dead", "Nobody can tell whether it arrived.")
    assert blind.got(EDI) == ["For the minutes"]


def test_a_platform_in_trouble_is_asked_again_until_it_tells(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.action("1.3", "2021-01-31")
    office.put("2021-01-04")
    office.platform.after = [LOST]
    office.one_pass()
    revoked = DeliveryError("the token was taken back", permanent=True, concerns="bot")
    asked, find = [DeliveryError("busy"), revoked], office.platform.find

    async def troubled(to: Any, key: str) -> Receipt | None:
        if asked:
            raise asked.pop()
        return await find(to, key)

    monkeypatch.setattr(office.platform, "find", troubled)
    for _ in range(3):
        assert office.states() == ["unsure"]
        office.now += QUIET
        office.one_pass()
    assert office.states() == ["sent"]
    assert len(office.got(RESOURCING)) == 1


def test_a_reminder_that_turns_out_not_to_have_arrived_gives_way_to_a_newer_one(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.put("2021-01-04", "16:59")
    office.platform.before = [LOST]
    office.one_pass()
    office.put("2021-01-05")
    office.now += QUIET + timedelta(seconds=1)
    office.one_pass()
    office.deliver()
    assert sorted(office.states("reminder")) == ["moot", "sent"]
    assert len(office.got(RESOURCING)) == 1
