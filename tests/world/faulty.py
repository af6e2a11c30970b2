"""Owns a local chat that fails when a test says so; knows no letter."""

from typing import Any

from wres_bot.chat.local.send import LocalPlatform
from wres_bot.domain.cards import Card
from wres_bot.domain.ports import Address, PlaceFacts, Receipt


class FaultyPlatform:
    """The local chat with faults: those in `before` are raised instead of sending, those in `after` once sent."""

    name = "local"

    def __init__(self, inner: LocalPlatform) -> None:
        self.inner = inner
        self.before: list[BaseException] = []
        self.after: list[BaseException] = []
        self.tries = 0

    async def fetch_profile(self, sender: str) -> Any:
        return await self.inner.fetch_profile(sender)

    async def fetch_place(self, place: str) -> PlaceFacts | None:
        return await self.inner.fetch_place(place)

    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        self.tries += 1
        if self.before:
            raise self.before.pop(0)
        receipt = await self.inner.send(to, card, key)
        if self.after:
            raise self.after.pop(0)
        return receipt

    async def find_sent(self, to: Address, key: str) -> Receipt | None:
        return await self.inner.find_sent(to, key)

    async def update(self, receipt: Receipt, card: Card) -> None:
        await self.inner.update(receipt, card)
