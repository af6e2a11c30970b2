"""Owns the conversations of Teams: what is known of one, who may read it, how one with a person begins; posts nothing.

What Teams told of a conversation is kept in a `Memory`; only by that can it be found again.
"""

from typing import Any

from wres_bot.chat.teams.connector import Connector
from wres_bot.chat.teams.credentials import NAME
from wres_bot.chat.teams.rosters import Rosters, service_url_of
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.ports import Address, Conversation, Memory, PlaceFacts
from wres_bot.logs import get_logger

log = get_logger(__name__)

_CLOSED = {"private", "hiddenMembership"}
_CHOOSE = "Choose a chat, or a channel of a private team, with use this channel."
NOT_THERE = (
    "The bot is not in that conversation in Teams. Add the app to the team or chat, then type use this channel there."
)


class Conversations:
    """`server`: where to ask about what nothing is known of."""

    def __init__(self, connector: Connector, memory: Memory, rosters: Rosters, tenant: str, server: str) -> None:
        self._connector, self._memory, self._rosters = connector, memory, rosters
        self._tenant, self.server = tenant, server

    async def find(self, to: Address) -> Conversation:
        """The conversation of an address; one with a person is begun when there is none yet."""
        if to.kind == "direct":
            conversation = await self._memory.find_direct(to.external)
            return (
                conversation if conversation is not None and conversation.member else await self.open_chat(to.external)
            )
        conversation = await self._memory.find(to.external)
        if conversation is None or not conversation.member:
            raise DeliveryError(NOT_THERE, permanent=True, reason="BotNotInConversationRoster")
        return conversation

    async def open_chat(self, person: str) -> Conversation:
        """Raises `DeliveryError` when they do not have the app and the organisation has not given it to everybody."""
        conversation = await self._memory.find_direct(person)
        server = service_url_of(conversation or next(iter(await self._memory.list_all()), None), self.server)
        # Teams knows people by their account's id too, where theirs in the bot's chats was never told.
        user = (conversation.locator.get("user") if conversation else None) or person
        made = await self._connector.create_chat(server, user)
        if not made:
            raise DeliveryError("Teams made no chat with them.")
        locator = {**(conversation.locator if conversation else {}), "service_url": server, "tenant": self._tenant}
        begun = Conversation(NAME, self._tenant, made, "direct", person=person, private=True, locator=locator)
        await self._memory.save(begun)
        return begun

    async def fetch_place(self, place: str) -> PlaceFacts | None:
        conversation = await self._memory.find(place)
        if conversation is None or not conversation.member:
            return None
        if conversation.kind == "direct":
            return PlaceFacts(place, conversation.name or "direct message", "direct", private=True)
        try:
            return await (self._channel(conversation) if conversation.kind == "channel" else self._chat(conversation))
        except DeliveryError as error:
            if error.permanent and error.concerns == "recipient":
                return None
            raise

    async def check_private(self, there: Conversation) -> None:
        """Asked right before posting: a team can be opened up after its channel was chosen."""
        facts = await self.fetch_place(there.external)
        if facts is None:
            raise DeliveryError(NOT_THERE, permanent=True, reason="BotNotInConversationRoster")
        if facts.archived:
            wrong = "The team is archived"
        elif facts.shared:
            wrong = "People of another organisation are in the conversation"
        elif not facts.private:
            wrong = "The team is public, or does not let the bot see that it is private"
        else:
            return
        raise DeliveryError(f"{wrong}, so this was not posted there. {_CHOOSE}", permanent=True)

    async def _chat(self, conversation: Conversation) -> PlaceFacts:
        """A chat has only the people who were asked in."""
        shared = await self._rosters.has_outsiders(conversation)
        return PlaceFacts(
            conversation.external, conversation.name or "group chat", "group", private=True, shared=shared
        )

    async def _channel(self, conversation: Conversation) -> PlaceFacts:
        server, team = (
            service_url_of(conversation, self.server),
            conversation.team or conversation.locator.get("team") or conversation.external,
        )
        channels = {str(each.get("id")): each for each in await self._connector.fetch_channels(server, team)}
        channel = channels.get(conversation.external)
        kind = str((channel or {}).get("type") or conversation.locator.get("channel_type") or "standard").lower()
        if channel is None and kind == "standard" and channels:
            raise DeliveryError(NOT_THERE, permanent=True, reason="BotNotInConversationRoster")
        settings = await self._settings(conversation, server, team)
        return PlaceFacts(
            external=conversation.external,
            name=str((channel or {}).get("name") or conversation.name or "General"),
            kind="channel",
            # Everybody in the organisation reads the standard channels of a public team.
            private=kind == "private" or (kind == "standard" and settings.get("visibility") in _CLOSED),
            # Teams does not say with whom a shared channel is shared.
            shared=kind == "shared" or conversation.shared,
            archived=bool(settings.get("isArchived")),
        )

    async def _settings(self, conversation: Conversation, server: str, team: str) -> dict[str, Any]:
        """Whether a team is private is known to Microsoft Graph alone, and only where the team's owner lets it tell."""
        group = conversation.locator.get("group")
        try:
            group = group or str((await self._connector.fetch_team(server, team)).get("aadGroupId") or "")
            return await self._connector.fetch_team_settings(group) if group else {}
        except DeliveryError as error:
            if not error.permanent:
                raise
            log.info("team_visibility_unknown", error=str(error))
            return {}
