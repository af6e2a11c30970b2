"""Owns a platform's memory of its conversations, on the store. Part of the composition: decides nothing."""

import asyncio
from functools import partial

from wres_bot.domain.ports import Clock, Conversation
from wres_bot.store import conversations
from wres_bot.store.engine import Store


class ConversationMemory:
    """`domain.ports.Memory` of one platform. Whoever writes nothing new waits for no writer."""

    def __init__(self, store: Store, platform: str, now: Clock) -> None:
        self._store, self._platform, self._now = store, platform, now

    async def save(self, conversation: Conversation) -> None:
        now = self._now()
        if await asyncio.to_thread(self._is_new, conversation):
            call = partial(conversations.save_conversation, told=conversation, now=now)
            await asyncio.wrap_future(self._store.submit(call))

    async def find(self, external: str) -> Conversation | None:
        return await asyncio.to_thread(self._find, external)

    async def find_direct(self, person: str) -> Conversation | None:
        return await asyncio.to_thread(self._find_direct, person)

    async def list_all(self) -> list[Conversation]:
        return await asyncio.to_thread(self._list_all)

    def _is_new(self, conversation: Conversation) -> bool:
        with self._store.read() as db:
            return conversations.merge_conversation(db, conversation, self._now()) is not None

    def _find(self, external: str) -> Conversation | None:
        with self._store.read() as db:
            return conversations.find_conversation(db, self._platform, external)

    def _find_direct(self, person: str) -> Conversation | None:
        with self._store.read() as db:
            return conversations.find_direct_conversation(db, self._platform, person)

    def _list_all(self) -> list[Conversation]:
        with self._store.read() as db:
            return conversations.load_conversations(db, self._platform)
