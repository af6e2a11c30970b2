"""Owns who is who in Teams: what rosters say of a person, and whose address is vouched for; sends nothing."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable

from wres_bot.chat.teams.connector import Connector, Member
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.ports import Conversation, Memory, Profile

FRESH_FOR = 600.0
"""Seconds for which a whole roster is believed: a hundred letters to people unknown take one reading of it."""
_MAX_ASKED, _MAX_SEEN = 30, 5_000
_MAX_CHATS = 200  # of one person's, asked at one reading: an organisation may have given the bot to everybody
_OUTSIDE_ROLES = {"guest", "anonymous"}


class Rosters:
    """`seen`: where somebody spoke last, so that nobody has to be looked for in every team."""

    def __init__(self, connector: Connector, memory: Memory, tenant: str, server: str) -> None:
        self._connector, self._memory, self._tenant, self._server = connector, memory, tenant.lower(), server
        self._seen: dict[str, str] = {}
        self._people: dict[str, set[str]] = {}
        self._chats: dict[str, Member | None] = {}
        self._read_at: float | None = None
        self._reading: asyncio.Task[None] | None = None

    def note_seen(self, person: str, place: str) -> None:
        if len(self._seen) > _MAX_SEEN:
            self._seen.clear()
        self._seen[person] = place

    async def fetch_profile(self, sender: str) -> Profile | None:
        async for conversation in self._likely_conversations(sender):
            if (member := await self._find_member(conversation, sender)) is not None:
                return self._profile(sender, member)
        return None

    async def find_person(self, email: str) -> str | None:
        """The one account in the organisation with this address, among everybody the bot shares a team or chat with."""
        if self._read_at is None or time.monotonic() - self._read_at > FRESH_FOR:
            if self._reading is None or self._reading.done():  # one for all who ask meanwhile
                self._reading = asyncio.ensure_future(self._read_people())
            await asyncio.shield(self._reading)
        people = self._people.get(email.lower(), set())
        return next(iter(people)) if len(people) == 1 else None

    async def _read_people(self) -> None:
        self._people = await self._fetch_people()
        self._read_at = time.monotonic()

    async def has_outsiders(self, conversation: Conversation) -> bool:
        """Whether somebody of another organisation is in a chat."""
        server = service_url_of(conversation, self._server)
        async for member in self._connector.fetch_members(server, conversation.external):
            if not self._is_ours(member):
                return True
        return False

    async def _find_member(self, conversation: Conversation, sender: str) -> Member | None:
        # Microsoft's local client knows people by their id in the chat only, which a chat with one person tells.
        for who in filter(None, (sender, conversation.locator.get("user"))):
            try:
                server = service_url_of(conversation, self._server)
                member = await self._connector.fetch_member(server, conversation.external, who)
            except DeliveryError as error:
                if not error.permanent or error.concerns == "bot":
                    raise
                continue  # they are not in this one, or the bot is not
            if member is not None and member.aad in ("", sender):
                return member
        return None

    def _profile(self, sender: str, member: Member) -> Profile:
        ours = self._is_ours(member)
        return Profile(sender, member.email or None if ours else None, member.name, active=True, guest=not ours)

    def _is_ours(self, member: Member) -> bool:
        # A bot has neither a tenant nor a role. Of everybody else Teams says both.
        return member.tenant == self._tenant and member.role not in _OUTSIDE_ROLES

    async def _likely_conversations(self, sender: str) -> AsyncIterator[Conversation]:
        """Where this person may be found, the likeliest first."""
        direct = await self._memory.find_direct(sender)
        if direct is not None and direct.member:
            yield direct
        here = await self._memory.find(self._seen[sender]) if sender in self._seen else None
        if here is not None and here != direct:
            yield here
        for each in _one_per_team(await self._memory.list_all())[:_MAX_ASKED]:
            yield each

    async def _fetch_people(self) -> dict[str, set[str]]:
        people: dict[str, set[str]] = {}
        for conversation in _one_per_team(await self._memory.list_all()):
            try:
                server = service_url_of(conversation, self._server)
                async for member in self._connector.fetch_members(server, conversation.external):
                    if member.aad and member.email and self._is_ours(member):
                        people.setdefault(member.email, set()).add(member.aad)
            except DeliveryError as error:
                if not error.permanent or error.concerns == "bot":
                    raise
        for each in await self._fetch_chat_members():
            people.setdefault(each.email, set()).add(each.aad)
        return people

    async def _fetch_chat_members(self) -> list[Member]:
        """Who has the app, and may share no team with it. Each chat is asked once, and of many only some at a time."""
        chats = [each for each in await self._memory.list_all() if each.kind == "direct" and each.person]
        for chat in [each for each in chats if each.external not in self._chats][:_MAX_CHATS]:
            self._chats[chat.external] = await self._find_member(chat, str(chat.person))
        members = [self._chats.get(each.external) for each in chats]
        return [each for each in members if each is not None and each.aad and each.email and self._is_ours(each)]


def service_url_of(conversation: Conversation | None, otherwise: str) -> str:
    return (conversation.locator.get("service_url") if conversation else None) or otherwise


def _one_per_team(conversations: Iterable[Conversation]) -> list[Conversation]:
    """One of each team: its standard channels have the same people. Chats with one person know nobody else."""
    chosen: dict[str, Conversation] = {}
    for each in conversations:
        if each.kind != "direct":
            own = each.locator.get("channel_type") in ("private", "shared")
            chosen.setdefault(each.external if own or not each.team else each.team, each)
    return list(chosen.values())
