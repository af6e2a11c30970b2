"""Checks what is kept of conversations, on both databases: found again, brought up to date, apart by platform."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from wres_bot.conversation_memory import ConversationMemory
from wres_bot.domain.ports import Conversation
from wres_bot.store import conversations, people, schema
from wres_bot.store.engine import Store, make_engine

NOW = datetime(2021, 1, 4, 9, 30, tzinfo=UTC)
CHANNEL = Conversation(
    "teams", "tenant", "19:network@thread.tacv2", "channel", "network", team="19:team@thread.tacv2",
    locator={"service_url": "https://teams.example/emea", "group": "0f"},
)  # fmt: skip
CHAT = Conversation("teams", "tenant", "a:1", "direct", person="0a", private=True)


class Memory(ConversationMemory):
    def __init__(self, store: Store) -> None:
        self.at = NOW
        self.store = store
        super().__init__(store, "teams", lambda: self.at)

    def seen_at(self, external: str) -> datetime:
        of = schema.conversations.c
        with self.store.read() as db:
            found: datetime = db.execute(select(of.seen_at).where(of.external == external)).scalar_one()
        return found


@pytest.fixture
def memory(database_url: str) -> Iterator[Memory]:
    store = Store(make_engine(database_url))
    yield Memory(store)
    store.close()


async def test_what_was_told_is_found_again(memory: Memory) -> None:
    await memory.save(CHANNEL)
    await memory.save(CHAT)
    assert await memory.find(CHANNEL.external) == CHANNEL
    assert await memory.find_direct("0a") == CHAT
    assert await memory.find("19:elsewhere") is await memory.find_direct("0b") is None


async def test_a_message_tells_less_than_an_installation_and_takes_nothing_away(memory: Memory) -> None:
    await memory.save(CHANNEL)
    moved = replace(CHANNEL, name="", team=None, locator={"service_url": "https://teams.example/uk"})
    await memory.save(moved)
    kept = await memory.find(CHANNEL.external)
    assert kept == replace(CHANNEL, locator={"service_url": "https://teams.example/uk", "group": "0f"})


async def test_where_the_bot_was_taken_out_it_no_longer_is(memory: Memory) -> None:
    await memory.save(CHANNEL)
    await memory.save(CHAT)
    await memory.save(replace(CHANNEL, member=False))
    assert await memory.list_all() == [CHAT]
    kept = await memory.find(CHANNEL.external)
    assert kept and not kept.member
    await memory.save(CHANNEL)
    assert {each.external for each in await memory.list_all()} == {CHANNEL.external, CHAT.external}


async def test_of_two_chats_with_one_person_the_one_the_bot_is_in_counts(memory: Memory) -> None:
    await memory.save(CHAT)
    memory.at += timedelta(days=2)
    later = replace(CHAT, external="a:2")
    await memory.save(later)
    assert await memory.find_direct("0a") == later
    await memory.save(replace(later, member=False))
    assert await memory.find_direct("0a") == CHAT


async def test_the_one_last_heard_of_comes_first(memory: Memory) -> None:
    await memory.save(CHANNEL)
    memory.at += timedelta(days=2)
    await memory.save(CHAT)
    assert await memory.list_all() == [CHAT, CHANNEL]


async def test_what_is_kept_already_is_written_once_a_day(memory: Memory) -> None:
    await memory.save(CHANNEL)
    memory.at += timedelta(hours=23)
    await memory.save(CHANNEL)
    assert memory.seen_at(CHANNEL.external) == NOW
    memory.at += timedelta(hours=1)
    await memory.save(CHANNEL)
    assert memory.seen_at(CHANNEL.external) == memory.at


async def test_each_platform_remembers_its_own(memory: Memory) -> None:
    await memory.save(CHANNEL)
    other = ConversationMemory(memory.store, "another", lambda: NOW)
    assert await other.find(CHANNEL.external) is None
    await other.save(replace(CHANNEL, platform="another", name="theirs"))
    assert await other.list_all() == [replace(CHANNEL, platform="another", name="theirs")]
    assert await memory.list_all() == [CHANNEL]


async def test_told_by_two_at_once_it_is_kept_once(memory: Memory) -> None:
    await asyncio.gather(*(memory.save(replace(CHANNEL, name=f"name {n}")) for n in range(8)))
    assert len(await memory.list_all()) == 1


async def test_a_chat_with_somebody_nobody_knows_is_forgotten_and_one_of_the_plan_stays(memory: Memory) -> None:
    taken_out = replace(CHANNEL, external="19:out", member=False)
    for each in (CHAT, replace(CHAT, external="a:9", person="0b"), CHANNEL, taken_out):
        await memory.save(each)
    with memory.store.write() as db:
        of = people.save_person(db, "head.of.edi@esneft.example", "Head of EDI")
        people.link_identity(db, of, CHAT.platform, CHAT.workspace, "0a", NOW)
        assert conversations.delete_unused_conversations(db, NOW) == 0
        assert conversations.delete_unused_conversations(db, NOW + timedelta(seconds=1)) == 2
    assert {each.external for each in await memory.list_all()} == {CHAT.external, CHANNEL.external}
    assert await memory.find("19:out") is None
