"""Owns conversations kept in memory, with who may see each message; must not know a card's words or any clock."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from wres_bot.domain.cards import Card
from wres_bot.domain.ports import PlaceFacts, Profile

PLATFORM = "local"
BOT = "wres_bot"


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a card from the bot or words from a person, never both.

    `place` is a channel's name or, for direct messages, the person's e-mail. `only_for` is the e-mail of the one person
    who may see it. `drawn` counts how often it has been drawn, so that a page notices a redrawn one.
    """

    id: int
    at: datetime
    workspace: str
    place: str
    sender: str
    text: str = ""
    card: Card | None = None
    key: str | None = None
    only_for: str | None = None
    drawn: int = 1


class Room:
    """Every conversation of one local chat. Safe to use from several threads.

    A channel nobody has told the room about is private: nothing said here leaves this process.
    """

    def __init__(self, channels: Iterable[PlaceFacts] = (), people: Iterable[Profile] = ()) -> None:
        self._lock = Lock()
        self._messages: dict[int, Message] = {}
        self._places: dict[tuple[str, str], list[int]] = {}
        self._keys: dict[tuple[str, str, str], int] = {}
        self._channels = {c.external: c for c in channels}
        self._people = {p.external.casefold(): p for p in people}

    @property
    def last_id(self) -> int:
        """The id of the newest message, 0 while there is none."""
        with self._lock:
            return len(self._messages)

    def add_channel(self, facts: PlaceFacts) -> None:
        with self._lock:
            self._channels[facts.external] = facts

    def add_person(self, profile: Profile) -> None:
        with self._lock:
            self._people[profile.external.casefold()] = profile

    def find_channel(self, external: str) -> PlaceFacts:
        with self._lock:
            facts = self._channels.get(external)
        if facts:
            return facts
        direct = "@" in external
        return PlaceFacts(external, external, "direct" if direct else "channel", private=True)

    def find_person(self, external: str) -> Profile | None:
        """Whoever is at this computer vouches for the e-mail they chose, so it counts as verified."""
        with self._lock:
            profile = self._people.get(external.casefold())
        return profile or (Profile(external, external) if "@" in external else None)

    def add_words(
        self, workspace: str, place: str, sender: str, text: str, at: datetime, *, only_for: str | None = None
    ) -> Message:
        """What a person wrote."""
        with self._lock:
            return self._add(Message(0, at, workspace, place, sender, text=text, only_for=only_for))

    def add_card(
        self,
        workspace: str,
        place: str,
        card: Card,
        at: datetime,
        *,
        key: str | None = None,
        only_for: str | None = None,
    ) -> Message:
        """What the bot says; a key already used in this conversation gives the message it made then."""
        with self._lock:
            if key is not None and (earlier := self._keys.get((workspace, place, key))):
                return self._messages[earlier]
            return self._add(Message(0, at, workspace, place, BOT, card=card, key=key, only_for=only_for))

    def replace_card(self, message: int, card: Card) -> Message | None:
        """The same message with another card; None when there is no such message of the bot's."""
        with self._lock:
            old = self._messages.get(message)
            if old is None or old.card is None:
                return None
            new = self._messages[message] = replace(old, card=card, drawn=old.drawn + 1)
            return new

    def find_message(self, id_: int) -> Message | None:
        with self._lock:
            return self._messages.get(id_)

    def find_by_key(self, workspace: str, place: str, key: str) -> Message | None:
        with self._lock:
            id_ = self._keys.get((workspace, place, key))
            return self._messages[id_] if id_ else None

    def list_messages(self, workspace: str, place: str, *, viewer: str | None = None) -> list[Message]:
        """A conversation, oldest first, as `viewer` sees it; without a viewer everything in it."""
        with self._lock:
            messages = [self._messages[i] for i in self._places.get((workspace, place), ())]
        return [m for m in messages if viewer is None or m.only_for in (None, viewer)]

    def list_since(self, id_: int) -> list[Message]:
        """Everything said anywhere after that message, oldest first."""
        with self._lock:
            return [self._messages[i] for i in range(id_ + 1, len(self._messages) + 1)]

    def _add(self, message: Message) -> Message:
        added = replace(message, id=len(self._messages) + 1)
        self._messages[added.id] = added
        self._places.setdefault((added.workspace, added.place), []).append(added.id)
        if added.key is not None:
            self._keys[added.workspace, added.place, added.key] = added.id
        return added
