"""Holds the local chat to what any platform promises: delivered once, found again, redrawn, refused where due."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.ports import Address, PlaceFacts, Platform, Profile

MONDAY = datetime(2021, 1, 4, 9, tzinfo=UTC)
HEAD = "head.of.edi@esneft.example"
DIRECT = Address("local", "esneft", HEAD)
STEERING = Address("local", "esneft", "edi-steering-group", "channel", must_be_private=True)


@pytest.fixture
def local() -> LocalPlatform:
    return LocalPlatform(Room(), lambda: MONDAY)


def test_local_chat_is_a_platform(local: LocalPlatform) -> None:
    platform: Platform = local
    assert platform.name == "local"


async def test_a_letter_sent_twice_under_one_key_is_one_message(local: LocalPlatform) -> None:
    first = await local.send(DIRECT, Card("Hello"), "esneft:reminder:1")
    second = await local.send(DIRECT, Card("Hello again"), "esneft:reminder:1")
    assert first == second == await local.find_sent(DIRECT, "esneft:reminder:1")
    assert [m.card for m in local.room.list_messages("esneft", HEAD)] == [Card("Hello")]


async def test_a_letter_never_sent_is_not_found(local: LocalPlatform) -> None:
    assert await local.find_sent(DIRECT, "esneft:reminder:1") is None


async def test_two_trusts_with_a_channel_of_one_name_do_not_read_one_another(local: LocalPlatform) -> None:
    await local.send(STEERING, Card("Ours"), "1")
    assert local.room.list_messages("whittington", "edi-steering-group") == []


async def test_redrawing_changes_the_message_in_its_place(local: LocalPlatform) -> None:
    receipt = await local.send(DIRECT, Card("Is it done?"), "1")
    await local.send(DIRECT, Card("Another"), "2")
    await local.update(receipt, Card("Thank you"))
    assert [m.card.title for m in local.room.list_messages("esneft", HEAD) if m.card] == ["Thank you", "Another"]


async def test_redrawing_a_message_that_is_gone_is_a_permanent_failure(local: LocalPlatform) -> None:
    receipt = await local.send(DIRECT, Card("Hello"), "1")
    with pytest.raises(DeliveryError) as failed:
        await LocalPlatform(Room(), lambda: MONDAY).update(receipt, Card("Late"))
    assert failed.value.permanent


async def test_a_person_who_has_left_gets_nothing(local: LocalPlatform) -> None:
    local.room.add_person(Profile(HEAD, HEAD, active=False))
    with pytest.raises(DeliveryError):
        await local.send(DIRECT, Card("Hello"), "1")
    assert local.room.last_id == 0


@pytest.mark.parametrize("change", [{"private": False}, {"shared": True}, {"archived": True}, {"member": False}])
async def test_a_private_summary_is_refused_where_the_channel_is_no_longer_private(
    local: LocalPlatform, change: dict[str, bool]
) -> None:
    local.room.add_channel(
        PlaceFacts(**{"external": STEERING.external, "name": "x", "kind": "channel", "private": True, **change})  # type: ignore[arg-type]
    )
    with pytest.raises(DeliveryError) as failed:
        await local.send(STEERING, Card("For the group"), "1")
    assert failed.value.permanent
    assert local.room.last_id == 0


async def test_a_text_that_is_no_e_mail_names_nobody(local: LocalPlatform) -> None:
    assert await local.fetch_profile("U123") is None
    known = await local.fetch_profile(HEAD)
    assert known is not None
    assert known.email == HEAD


def test_what_only_one_person_may_see_is_hidden_from_the_others() -> None:
    room = Room()
    room.add_card("esneft", "edi-network", Card("For all"), MONDAY)
    room.add_card("esneft", "edi-network", Card("For one"), MONDAY, only_for=HEAD)
    seen = room.list_messages("esneft", "edi-network", viewer="someone@esneft.example")
    assert [m.card.title for m in seen if m.card] == ["For all"]
    assert len(room.list_messages("esneft", "edi-network", viewer=HEAD)) == 2


def test_a_person_s_own_words_are_never_redrawn_as_the_bot_s() -> None:
    room = Room()
    said = room.add_words("esneft", HEAD, HEAD, "mine", MONDAY)
    assert room.replace_card(said.id, Card("No")) is None


def test_many_threads_with_few_keys_make_one_message_for_each_key() -> None:
    room = Room()

    def put(n: int) -> int:
        return room.add_card("esneft", HEAD, Card(str(n)), MONDAY, key=str(n % 7)).id

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(put, range(400)))
    assert len(ids) == len(room.list_messages("esneft", HEAD)) == room.last_id == 7
