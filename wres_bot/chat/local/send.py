"""Owns delivery into a Room, as any other platform delivers; must not know a web page or a verb."""

from wres_bot.chat.local.room import PLATFORM, Message, Room
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.ports import Address, Clock, PlaceFacts, Profile, Receipt


class LocalPlatform:
    """`domain.ports.Platform` over a Room. A person's external id is their e-mail, a channel's is its name."""

    name = PLATFORM

    def __init__(self, room: Room, clock: Clock) -> None:
        self.room = room
        self._clock = clock

    async def fetch_profile(self, sender: str) -> Profile | None:
        return self.room.find_person(sender)

    async def fetch_place(self, place: str) -> PlaceFacts | None:
        facts = self.room.find_channel(place)
        return facts if facts.member else None

    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        self._check(to)
        message = self.room.add_card(to.workspace, to.external, card, self._clock(), key=key)
        return _receipt(to, message)

    async def find_sent(self, to: Address, key: str) -> Receipt | None:
        message = self.room.find_by_key(to.workspace, to.external, key)
        return _receipt(to, message) if message else None

    async def update(self, receipt: Receipt, card: Card) -> None:
        number, _, key = receipt.message.partition(":")
        message = self.room.find_message(int(number)) if number.isdecimal() else None
        same = message is not None and (message.place, message.key or "") == (receipt.place, key)
        if message is None or not same or not self.room.replace_card(message.id, card):
            raise DeliveryError("That message is no longer there.", permanent=True)

    def _check(self, to: Address) -> None:
        """What a real platform would refuse, refused here too, so that the demo tells the truth."""
        if to.kind == "direct":
            person = self.room.find_person(to.external)
            if person is None or not person.active:
                raise DeliveryError("This person cannot be reached here any more.", permanent=True)
            return
        place = self.room.find_channel(to.external)
        if place.archived or not place.member:
            raise DeliveryError("This channel is closed, or the bot is not in it.", permanent=True)
        if to.must_be_private and (not place.private or place.shared):
            raise DeliveryError("This channel is no longer private.", permanent=True)


def _receipt(to: Address, message: Message) -> Receipt:
    """With the letter's key: a room is as long as its process, and the next one counts from one again."""
    return Receipt(to.external, f"{message.id}:{message.key or ''}")
