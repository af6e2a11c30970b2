"""Owns what goes to Slack: `domain.ports.Platform` over its Web API; must not know letters, verbs or the store."""

import asyncio
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from wres_bot.chat.slack.client import SCOPES, BotIdentity, SlackClient
from wres_bot.chat.slack.failures import BlocksRefused, translate_errors
from wres_bot.chat.slack.incoming import NAME
from wres_bot.chat.slack.paginate import MAX_CHARACTERS
from wres_bot.chat.slack.render import Message, render
from wres_bot.chat.slack.settings import API_URL
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Answer, Incoming, PlaceFacts, Profile, Receipt, SentFile
from wres_bot.logs import get_logger

log = get_logger(__name__)

EVENT = "wres_letter"
_PAGES, _PAGE = 3, 200  # how far back a letter is looked for
_UPDATE_TEXT = 3900  # chat.update takes less text than chat.postMessage
ABOVE = "This is all in the message above now."
_NO_SUCH_PERSON = {"user_not_found", "user_not_visible", "users_not_found"}
_NO_SUCH_PLACE = {"channel_not_found", "not_in_channel", "missing_scope", "method_not_supported_for_channel_type"}


class SlackPlatform:
    """One workspace. Connections are made on first use, in the loop that uses them; `close` ends them."""

    name = NAME

    def __init__(self, token: str, url: str = API_URL, *, timeout: float = 10.0) -> None:
        self.timeout = timeout
        self._api = SlackClient(token, url, timeout)
        self._direct: dict[str, str] = {}

    @property
    def client(self) -> AsyncWebClient:
        return self._api.client

    async def close(self) -> None:
        await self._api.close()

    async def fetch_identity(self) -> BotIdentity:
        """The bot, asked once. Raises `DeliveryError` when Slack cannot say."""
        return await self._api.fetch_identity()

    async def find_problems(self) -> list[str]:
        """What is wrong with the bot's token and permissions, in words; for whoever runs it."""
        try:
            who = await self._api.fetch_identity(anew=True)
        except DeliveryError as error:
            return [str(error)]
        lacking = sorted(SCOPES - who.scopes) if who.scopes else []
        if not lacking:
            return []
        return [f"In Slack the bot lacks {', '.join(lacking)}. Update the app from its manifest and install it again."]

    async def fetch_file(self, file: SentFile, most: int) -> bytes:
        return await self._api.fetch_file(file, most)

    async def fetch_profile(self, sender: str) -> Profile | None:
        answer = await self._api.call_or_none("users.info", _NO_SUCH_PERSON, user=sender)
        if answer is None:
            return None
        user = answer.get("user") or {}
        if user.get("is_bot") or user.get("id") == "USLACKBOT":
            return None
        about = user.get("profile") or {}
        # Somebody of another organisation: its workspace, not ours, says what their address is.
        stranger = bool(user.get("is_stranger")) or not await self._is_ours(user)
        verified = user.get("is_email_confirmed") is not False and not stranger
        return Profile(
            external=sender,
            email=(about.get("email") or None) if verified else None,
            name=str(about.get("real_name") or user.get("real_name") or user.get("name") or ""),
            active=not user.get("deleted"),
            guest=stranger or bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        )

    async def find_address(self, email: str) -> Address | None:
        """Somebody who has never written to the bot, by the address Slack has verified."""
        answer = await self._api.call_or_none("users.lookupByEmail", _NO_SUCH_PERSON, email=email.lower())
        user = (answer.get("user") or {}) if answer is not None else {}
        profile = await self.fetch_profile(str(user["id"])) if user.get("id") else None
        if profile is None or not profile.active or (profile.email or "").casefold() != email.casefold():
            return None
        return Address(self.name, (await self.fetch_identity()).team, profile.external)

    async def fetch_place(self, place: str) -> PlaceFacts | None:
        if place.startswith("D"):
            return PlaceFacts(place, "direct message", "direct", private=True)
        answer = await self._api.call_or_none("conversations.info", _NO_SUCH_PLACE, channel=place)
        if answer is None:
            return None
        channel = answer.get("channel") or {}
        return PlaceFacts(
            external=place,
            name=str(channel.get("name") or ""),
            kind="direct" if channel.get("is_im") else "group" if channel.get("is_mpim") else "channel",
            private=bool(channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim")),
            shared=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
            archived=bool(channel.get("is_archived")),
            member=bool(channel.get("is_member") or channel.get("is_im") or channel.get("is_mpim")),
        )

    async def send(self, to: Address, card: Card, key: str) -> Receipt:
        place = await self._find_channel(to)
        if to.must_be_private:
            await self._check_private(place)
        files = await self._api.upload_pictures(card)
        try:
            return await self._post_all(place, render(card, files), key, to)
        except BlocksRefused as error:
            log.warning("blocks_refused", error=str(error), pictures=len(files))
        if files:
            # Slack takes a picture only once it has looked at it.
            await asyncio.sleep(min(1.0, self.timeout))
            try:
                return await self._post_all(place, render(card, files), key, to)
            except BlocksRefused as error:
                log.warning("blocks_refused_again", error=str(error), pictures=len(files))
        return await self._post_all(place, render(card, budget=MAX_CHARACTERS // 2), key, to, words_will_do=True)

    async def find_sent(self, to: Address, key: str) -> Receipt | None:
        place = await self._find_channel(to)
        parts = await self._find_parts(place, key, to.locator.get("thread"))
        if not parts or set(parts) != set(range(1, next(iter(parts.values()))[1] + 1)):
            return None
        return Receipt(place, ",".join(at for _, (at, _) in sorted(parts.items())))

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Every part it was sent in stays, so that it can be drawn again and again: an empty one says so."""
        messages, shown = render(card, await self._api.upload_pictures(card)), receipt.message.split(",")
        if len(messages) > len(shown):
            words = "It no longer fits into the messages it was sent in."
            raise DeliveryError(words, permanent=True, concerns="message")
        messages += [Message([], ABOVE)] * (len(shown) - len(messages))
        with translate_errors():
            for at, message in zip(shown, messages, strict=True):
                text = message.text if len(message.text) < _UPDATE_TEXT else card.title or "Changed"
                await self._api.call(
                    "chat.update", channel=receipt.place, ts=at, text=text[:_UPDATE_TEXT], blocks=message.blocks
                )

    async def post_answer(self, incoming: Incoming, answer: Answer) -> None:
        """Beside the question: seen by the asker only, except where nobody else is."""
        if not answer.only_asker or incoming.place_kind == "direct":
            for message in render(answer.card):
                await self._post(incoming.place, message, incoming.thread, None)
            return
        try:
            with translate_errors():
                for message in render(answer.card):
                    await self._api.call(
                        "chat.postEphemeral",
                        channel=incoming.place,
                        user=incoming.sender,
                        thread_ts=incoming.thread,
                        text=message.text,
                        blocks=message.blocks,
                    )
        except DeliveryError as error:
            log.info("ephemeral_refused", error=error.reason or str(error))
            await self.post_directly(incoming.sender, answer.card)

    async def post_directly(self, person: str, card: Card) -> None:
        """To one person alone: what could not be shown beside their question."""
        place = await self._find_channel(Address(self.name, "", person))
        for message in render(card):
            await self._post(place, message, None, None)

    async def _find_channel(self, to: Address) -> str:
        if not to.external.startswith(("U", "W")):
            return to.external
        if to.external not in self._direct:
            with translate_errors():
                opened = await self._api.call("conversations.open", users=to.external)
            self._direct[to.external] = str((opened.get("channel") or {}).get("id") or "")
        return self._direct[to.external]

    async def _check_private(self, place: str) -> None:
        """Asked right before posting: a channel can be opened up after it was chosen."""
        facts = await self.fetch_place(place)
        if facts is None:
            wrong = "is gone, or the bot is not in it"
        elif facts.archived:
            wrong = "is archived"
        elif facts.shared:
            wrong = "is shared with another organisation"
        elif not facts.private:
            wrong = "is public"
        else:
            return
        words = f"The channel {wrong}, so this was not posted there. Choose a private one with /wres use this channel."
        raise DeliveryError(words, permanent=True)

    async def _post_all(
        self, place: str, messages: list[Message], key: str, to: Address, *, words_will_do: bool = False
    ) -> Receipt:
        thread = to.locator.get("thread")
        # A letter in several parts goes on where an earlier try ended.
        sent = await self._find_parts(place, key, thread) if len(messages) > 1 else {}
        shown: list[str] = []
        for number, message in enumerate(messages, 1):
            if number in sent:
                shown.append(sent[number][0])
                continue
            payload = {"key": key, "part": number, "parts": len(messages)}
            metadata = {"event_type": EVENT, "event_payload": payload}
            try:
                try:
                    at = await self._post(place, message, thread, metadata)
                except BlocksRefused:
                    if not shown and not words_will_do:
                        raise
                    at = await self._post(place, Message([], message.text), thread, metadata)
            except DeliveryError as error:
                if not shown or error.permanent:
                    raise
                # Part of it is there: the next try finds that and goes on.
                raise Unsure("Only a part was posted.") from error
            shown.append(at)
        return Receipt(place, ",".join(shown))

    async def _post(self, place: str, message: Message, thread: str | None, metadata: dict[str, Any] | None) -> str:
        with translate_errors(posting=True):
            posted = await self._api.call(
                "chat.postMessage",
                channel=place,
                text=message.text,
                blocks=message.blocks or None,
                thread_ts=thread,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
            )
        return str(posted["ts"])

    async def _find_parts(self, place: str, key: str, thread: str | None) -> dict[int, tuple[str, int]]:
        """What was posted under a key: part -> (message, number of parts)."""
        posted: dict[int, tuple[str, int]] = {}
        method, cursor = "conversations.replies" if thread else "conversations.history", None
        for _ in range(_PAGES):
            with translate_errors():
                page = await self._api.call(
                    method, channel=place, ts=thread, limit=_PAGE, cursor=cursor, include_all_metadata=True
                )
            for message in page.get("messages") or []:
                metadata = message.get("metadata") or {}
                payload = metadata.get("event_payload") or {}
                if metadata.get("event_type") == EVENT and payload.get("key") == key:
                    part, parts = int(payload.get("part") or 1), int(payload.get("parts") or 1)
                    posted.setdefault(part, (str(message["ts"]), parts))
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if posted or not cursor:
                break
        return posted

    async def _is_ours(self, user: Mapping[str, Any]) -> bool:
        team = (await self.fetch_identity()).team
        teams = (user.get("enterprise_user") or {}).get("teams") or []
        return not user.get("team_id") or user["team_id"] == team or team in teams
