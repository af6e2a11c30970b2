"""Owns who is who in Teams: what rosters say of a person, and whose address is vouched for; sends nothing."""

import time
from collections.abc import AsyncIterator, Iterable

from wres_bot.chat.teams.connector import Member, Wire
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.ports import Conversation, Memory, Profile

FRESH = 600.0
"""Seconds for which a whole roster is believed: a hundred letters to people unknown take one reading of it."""
_ASKED, _SEEN = 30, 5_000
_CHATS = 200  # of one person's, asked at one reading: an organisation may have given the bot to everybody
_OUTSIDE = {"guest", "anonymous"}


class Rosters:
    """`seen`: where somebody spoke last, so that nobody has to be looked for in every team."""

    def __init__(self, wire: Wire, memory: Memory, tenant: str, server: str) -> None:
        self._wire, self._memory, self._tenant, self._server = wire, memory, tenant.lower(), server
        self._seen: dict[str, str] = {}
        self._people: dict[str, set[str]] = {}
        self._chats: dict[str, Member | None] = {}
        self._read_at: float | None = None

    def seen(self, person: str, place: str) -> None:
        if len(self._seen) > _SEEN:
            self._seen.clear()
        self._seen[person] = place

    async def profile(self, sender: str) -> Profile | None:
        async for conversation in self._where(sender):
            if (member := await self._in(conversation, sender)) is not None:
                return self._profile(sender, member)
        return None

    async def find(self, email: str) -> str | None:
        """The one account in the organisation with this address, among everybody the bot shares a team or chat with."""
        if self._read_at is None or time.monotonic() - self._read_at > FRESH:
            self._people = await self._everybody()
            self._read_at = time.monotonic()
        found = self._people.get(email.lower(), set())
        return next(iter(found)) if len(found) == 1 else None

    async def mixed(self, conversation: Conversation) -> bool:
        """Whether somebody of another organisation is in a chat."""
        server = server_of(conversation, self._server)
        async for member in self._wire.members(server, conversation.external):
            if not self._ours(member):
                return True
        return False

    async def _in(self, conversation: Conversation, sender: str) -> Member | None:
        # Microsoft's local client knows people by their id in the chat only, which a chat with one person tells.
        for who in filter(None, (sender, conversation.locator.get("user"))):
            try:
                member = await self._wire.member(server_of(conversation, self._server), conversation.external, who)
            except DeliveryError as error:
                if not error.permanent or error.concerns == "bot":
                    raise
                continue  # they are not in this one, or the bot is not
            if member is not None and member.aad in ("", sender):
                return member
        return None

    def _profile(self, sender: str, member: Member) -> Profile:
        ours = self._ours(member)
        return Profile(sender, member.email or None if ours else None, member.name, active=True, guest=not ours)

    def _ours(self, member: Member) -> bool:
        # A bot has neither a tenant nor a role. Of everybody else Teams says both.
        return member.tenant == self._tenant and member.role not in _OUTSIDE

    async def _where(self, sender: str) -> AsyncIterator[Conversation]:
        """Where this person may be found, the likeliest first."""
        direct = await self._memory.direct(sender)
        if direct is not None and direct.member:
            yield direct
        here = await self._memory.recall(self._seen[sender]) if sender in self._seen else None
        if here is not None and here != direct:
            yield here
        for each in _apart(await self._memory.known())[:_ASKED]:
            yield each

    async def _everybody(self) -> dict[str, set[str]]:
        people: dict[str, set[str]] = {}
        for conversation in _apart(await self._memory.known()):
            try:
                async for member in self._wire.members(server_of(conversation, self._server), conversation.external):
                    if member.aad and member.email and self._ours(member):
                        people.setdefault(member.email, set()).add(member.aad)
            except DeliveryError as error:
                if not error.permanent or error.concerns == "bot":
                    raise
        for each in await self._alone():
            people.setdefault(each.email, set()).add(each.aad)
        return people

    async def _alone(self) -> list[Member]:
        """Who has the app, and may share no team with it. Each chat is asked once, and of many only some at a time."""
        known = [each for each in await self._memory.known() if each.kind == "direct" and each.person]
        for chat in [each for each in known if each.external not in self._chats][:_CHATS]:
            self._chats[chat.external] = await self._in(chat, str(chat.person))
        found = [self._chats.get(each.external) for each in known]
        return [each for each in found if each is not None and each.aad and each.email and self._ours(each)]


def server_of(conversation: Conversation | None, otherwise: str) -> str:
    return (conversation.locator.get("service_url") if conversation else None) or otherwise


def _apart(known: Iterable[Conversation]) -> list[Conversation]:
    """One of each team: its standard channels have the same people. Chats with one person know nobody else."""
    found: dict[str, Conversation] = {}
    for each in known:
        if each.kind != "direct":
            own = each.locator.get("channel_type") in ("private", "shared")
            found.setdefault(each.external if own or not each.team else each.team, each)
    return list(found.values())
