"""Owns what goes to Teams: `domain.ports.Platform` over its connector; must not know letters, verbs or the store."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from microsoft_teams.apps import App

from wres_bot.chat.teams.connector import Connector, card_activity, text_activity, thread_conversation_id
from wres_bot.chat.teams.conversations import Conversations
from wres_bot.chat.teams.credentials import NAME
from wres_bot.chat.teams.failures import CardRefused, ConversationGone
from wres_bot.chat.teams.files import fetch_file
from wres_bot.chat.teams.render import Message, render
from wres_bot.chat.teams.rosters import Rosters, service_url_of
from wres_bot.chat.teams.settings import SERVICE_URL
from wres_bot.domain.cards import Card, Picture
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import (
    Address,
    Answer,
    Conversation,
    Incoming,
    Memory,
    PlaceFacts,
    Profile,
    Receipt,
    SentFile,
)
from wres_bot.logs import get_logger

log = get_logger(__name__)

ELSEWHERE = "I've answered you in our own chat."
NOT_ELSEWHERE = (
    "That answer is for you alone, and I can't write to you: add me for yourself in Teams (Apps, then my name), and "
    "ask me again there."
)
ABOVE = "This is all in the message above now."
_MAX_TEXT = 20_000  # characters of a message that goes without its card
_MAX_TRIES, _MAX_WAIT = 4, 5.0
"""Of a further part of one message, and the most seconds between two: only this process knows what has arrived."""


StorePicture = Callable[[Picture], Awaitable[str | None]]
"""Sees to it that Teams can fetch a picture, and says where; None where it cannot, and is told in words."""


async def keep_no_picture(_: Picture) -> str | None:
    return None


class TeamsPlatform:
    """One organisation. `picture` gives the address under which Teams can fetch a picture."""

    name = NAME
    cannot_tell = True
    """Teams has no way to ask a bot's own messages back by a name of ours."""

    def __init__(
        self,
        sdk: App,
        memory: Memory,
        *,
        tenant: str,
        service_url: str = SERVICE_URL,
        picture: StorePicture = keep_no_picture,
        timeout: float = 10.0,
    ) -> None:
        self.sdk, self.memory, self.tenant, self.timeout = sdk, memory, tenant, timeout
        self._picture, self._service_url = picture, service_url
        self._connector = Connector(sdk, tenant, service_url, timeout)
        self._rosters = Rosters(self._connector, memory, tenant, service_url)
        self._conversations = Conversations(self._connector, memory, self._rosters, tenant, service_url)

    async def close(self) -> None:
        await self._connector.close()

    async def find_problems(self) -> list[str]:
        """What is wrong with the bot's sign-in and its connection, in words; for whoever runs it."""
        try:
            await self._connector.fetch_token()
            for conversation in (await self.memory.list_all())[:1]:
                await self._conversations.fetch_place(conversation.external)
        except (DeliveryError, Unsure) as error:
            return [str(error)]
        return []

    def note_seen(self, person: str, place: str) -> None:
        """Where somebody has just spoken: their profile is asked for there."""
        self._rosters.note_seen(person, place)

    async def fetch_profile(self, sender: str) -> Profile | None:
        return await self._rosters.fetch_profile(sender)

    async def fetch_file(self, file: SentFile, most: int) -> bytes:
        return await fetch_file(self._service_url, self.timeout, file, most)

    async def find_address(self, email: str) -> Address | None:
        """Somebody who has never written to the bot, where they share a team with it."""
        person = await self._rosters.find_person(email)
        return Address(self.name, self.tenant, person) if person else None

    async def fetch_place(self, place: str) -> PlaceFacts | None:
        return await self._conversations.fetch_place(place)

    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        there = await self._conversations.find(to)
        if to.must_be_private:
            await self._conversations.check_private(there)
        try:
            return await self._post_all(there, await self._render(card), to.locator.get("thread"))
        except ConversationGone:
            if to.kind != "direct":
                raise
            # The chat that was known was of an earlier installation. Teams makes one again, or says why not.
            there = await self._conversations.open_chat(to.external)
            return await self._post_all(there, await self._render(card), None)

    async def find_sent(self, to: Address, key: str) -> Receipt | None:
        raise Unsure("Teams cannot be asked what it was sent.")

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Drawn again where it stands, for everybody who sees it. A part left empty stays, and can be filled again."""
        there = await self.memory.find(receipt.place)
        server, conversation = service_url_of(there, self._conversations.server), receipt.place
        messages, shown = await self._render(card), [each for each in receipt.message.split(",") if each]
        for id_, message in zip(shown, messages, strict=False):
            try:
                await self._connector.update(server, conversation, id_, card_activity(message.card, message.summary))
            except CardRefused as error:
                log.warning("card_refused", error=str(error))
                await self._connector.update(server, conversation, id_, text_activity(message.summary[:_MAX_TEXT]))
        for id_ in shown[len(messages) :]:
            await self._connector.update(server, conversation, id_, text_activity(ABOVE))
        for message in messages[len(shown) :] if shown else ():
            await self._post(server, conversation, message)

    async def post_answer(
        self, incoming: Incoming, answer: Answer, *, clicked: str | None = None, notified: bool = False
    ) -> Receipt | None:
        """Beside the question; what is for the asker alone goes to their own chat, and a sign that it did stays here.

        clicked: the message whose button was pressed, drawn again where nobody else sees it.
        notified: whoever pressed has read under the card where the answer is, so that nobody else needs a sign.
        """
        if answer.only_asker and incoming.place_kind != "direct":
            return await self._answer_privately(incoming, answer, notified=notified)
        if clicked and answer.redrawn and incoming.place_kind == "direct":
            await self._redraw(Receipt(incoming.place, clicked), answer.redrawn)
        there = await self._find_conversation(incoming)
        return await self._post_all(there, await self._render(answer.card), incoming.thread)

    async def _redraw(self, clicked: Receipt, card: Card) -> None:
        """A look: nobody minds when it is gone or too old to change. What is more than one message stays as it was."""
        with suppress(DeliveryError, Unsure):
            if len(await self._render(card)) == 1:
                await self.update(clicked, card)

    async def _render(self, card: Card) -> list[Message]:
        pictures = [each for each in card.blocks if isinstance(each, Picture)]
        return render(card, {each: await self._picture(each) for each in pictures}.get)

    async def post_typing(self, incoming: Incoming) -> None:
        """That an answer is on its way. Nobody minds when this is lost."""
        with suppress(DeliveryError, Unsure):
            there = await self._find_conversation(incoming)
            server = service_url_of(there, self._conversations.server)
            await self._connector.post_typing(server, thread_conversation_id(incoming.place, incoming.thread))

    async def _answer_privately(self, incoming: Incoming, answer: Answer, *, notified: bool) -> Receipt | None:
        to, receipt = Address(self.name, self.tenant, incoming.sender), None
        words = ELSEWHERE
        try:
            receipt = await self.send(to, answer.card, "")
        except Unsure:
            pass  # it may well be there
        except DeliveryError as error:
            if not error.permanent:
                raise
            log.info("no_chat_with_asker", error=str(error))
            words = NOT_ELSEWHERE
        if notified and words == ELSEWHERE:
            return receipt
        server = service_url_of(await self._find_conversation(incoming), self._conversations.server)
        place = thread_conversation_id(incoming.place, incoming.thread)
        await self._connector.post(server, place, text_activity(words))
        return receipt

    async def _find_conversation(self, incoming: Incoming) -> Conversation:
        conversation = await self.memory.find(incoming.place)
        return conversation or Conversation(self.name, self.tenant, incoming.place, incoming.place_kind)

    async def _post_all(self, there: Conversation, messages: Sequence[Message], thread: str | None) -> Receipt:
        server = service_url_of(there, self._conversations.server)
        conversation = thread_conversation_id(there.external, thread)
        shown: list[str] = []
        for message in messages:
            for more in range(_MAX_TRIES, 0, -1):
                try:
                    shown.append(await self._post(server, conversation, message))
                    break
                except DeliveryError as error:
                    if not shown:
                        raise
                    if error.permanent or more == 1:
                        # Part of it is there, and a second whole one would be the first part twice.
                        raise Unsure("Only a part was posted.") from error
                    await asyncio.sleep(min(error.retry_after or 1.0, _MAX_WAIT))
        return Receipt(there.external, ",".join(each for each in shown if each))

    async def _post(self, server: str, conversation: str, message: Message) -> str:
        try:
            return await self._connector.post(server, conversation, card_activity(message.card, message.summary))
        except CardRefused as error:
            log.warning("card_refused", error=str(error))
        return await self._connector.post(server, conversation, text_activity(message.summary[:_MAX_TEXT]))
