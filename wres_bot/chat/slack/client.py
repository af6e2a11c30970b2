"""Owns calls to Slack's Web API: the connection, its limits, who the bot is there; must not know letters."""

import asyncio
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from wres_bot.chat.slack import files
from wres_bot.chat.slack.failures import error_code, translate_errors
from wres_bot.domain.cards import Card, Picture
from wres_bot.domain.ports import SentFile
from wres_bot.logs import get_logger

log = get_logger(__name__)

SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
        "users:read.email",
    }
)
"""What the manifest asks for; there it says why."""
_READ = {
    "auth.test",
    "users.info",
    "users.lookupByEmail",
    "conversations.info",
    "conversations.history",
    "conversations.replies",
}


class RedirectRefused(aiohttp.ClientError):
    """Slack's servers answer themselves: no word of ours goes to an address that an answer names."""


async def _refuse_redirect(_session: aiohttp.ClientSession, _: Any, sent: aiohttp.TraceRequestRedirectParams) -> None:
    sent.response.close()
    raise RedirectRefused


def make_session(seconds: float) -> aiohttp.ClientSession:
    """A session whose requests go where they are sent and no further."""
    watch = aiohttp.TraceConfig()
    watch.on_request_redirect.append(_refuse_redirect)
    limits = aiohttp.ClientTimeout(total=seconds, sock_connect=min(5.0, seconds))
    return aiohttp.ClientSession(timeout=limits, trace_configs=[watch])


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """The bot, as the workspace knows it."""

    team: str
    user: str
    bot: str
    scopes: frozenset[str]


class SlackClient:
    """Connections are made on first use, in the loop that uses them; `close` ends them."""

    def __init__(self, token: str, url: str, timeout: float) -> None:
        self._timeout, self._url = timeout, url
        # No retries inside the SDK: a message sent twice is worse than one sent late, and the outbox retries.
        self.client = AsyncWebClient(token=token, base_url=url, timeout=int(timeout) or 1, retry_handlers=[])
        self._loop: asyncio.AbstractEventLoop | None = None
        self._identity: BotIdentity | None = None

    async def close(self) -> None:
        if self.client.session is not None:
            await self.client.session.close()

    async def fetch_identity(self, *, anew: bool = False) -> BotIdentity:
        """Asked once, or `anew`. Raises `DeliveryError` when Slack cannot say."""
        if self._identity is None or anew:
            with translate_errors():
                answer = await self.call("auth.test")
            scopes = answer.headers.get("x-oauth-scopes", "") if answer.headers else ""
            self._identity = BotIdentity(
                team=str(answer.get("team_id") or ""),
                user=str(answer.get("user_id") or ""),
                bot=str(answer.get("bot_id") or ""),
                scopes=frozenset(s.strip() for s in scopes.split(",") if s.strip()),
            )
        return self._identity

    async def upload_pictures(self, card: Card) -> list[str | None]:
        """The pictures' ids at Slack. A picture that cannot be uploaded is said in words."""
        uploaded: list[str | None] = []
        for picture in (block for block in card.blocks if isinstance(block, Picture)):
            try:
                self._connect()
                done = await self.client.files_upload_v2(
                    content=picture.png, filename="picture.png", title=picture.alt[:80], alt_txt=picture.alt[:1000]
                )
                uploaded.append(str(done["files"][0]["id"]))
            except (SlackApiError, SlackRequestError, aiohttp.ClientError, TimeoutError) as error:
                log.warning("picture_not_uploaded", error=type(error).__name__)
                uploaded.append(None)
        return uploaded if any(uploaded) else []

    async def fetch_file(self, file: SentFile, most: int) -> bytes:
        self._connect()
        session, token = self.client.session, self.client.token
        assert session is not None and token is not None
        return await files.fetch_file(session, token, self._url, file, most)

    def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        if self.client.session is None or self.client.session.closed or self._loop is not loop:
            self._loop = loop
            self.client.session = make_session(self._timeout)

    async def call_or_none(self, method: str, unknown: set[str], **arguments: Any) -> AsyncSlackResponse | None:
        with translate_errors():
            try:
                return await self.call(method, **arguments)
            except SlackApiError as error:
                if error_code(error) in unknown:
                    return None
                raise

    async def call(self, method: str, **arguments: Any) -> AsyncSlackResponse:
        self._connect()
        given = {name: value for name, value in arguments.items() if value is not None}
        if method in _READ:  # Slack reads no JSON in these
            return await self.client.api_call(method, http_verb="GET", params=given)
        return await self.client.api_call(method, json=given)
