"""Owns Socket Mode: one connection that Slack sends through, watched; must not know what comes in by it.

Connections have been known to go deaf after reconnecting while still answering pings. Slack replaces each about
hourly and says so, and an hour without a word is made into a new connection here.
"""

import asyncio
from datetime import datetime, timedelta

from aiohttp import WSMessage
from fastapi import FastAPI
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from wres_bot.chat.adapter import is_safe_server
from wres_bot.chat.slack.webhook import SlackListener
from wres_bot.domain.errors import ConfigError
from wres_bot.domain.ports import Clock
from wres_bot.logs import get_logger

log = get_logger(__name__)

RECONNECT_AFTER = timedelta(minutes=20)
"""So long without a word from Slack, and the connection is made anew: a new one is greeted."""
CHECK_EVERY = 30.0
PING_EVERY = 10.0


class SafeSocket(SocketModeClient):
    """A connection to where Slack says, as long as nobody on the way can read it."""

    async def issue_new_wss_url(self) -> str:
        url: str = await super().issue_new_wss_url()
        if not is_safe_server(url.replace("ws", "http", 1)):
            raise ConfigError("Slack named an address without TLS for Socket Mode, so nothing was connected.")
        return url


class SafeHandler(AsyncSocketModeHandler):
    """Bolt's own, which makes a connection of the library's, with ours."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self.app, self.app_token = app, app_token
        self.client = SafeSocket(app_token, app.logger, app.client, ping_interval=PING_EVERY)
        self.client.socket_mode_request_listeners.append(self._hear)

    async def _hear(self, _: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        await self.handle(self.client, request)


class SocketMode:
    """Socket Mode for one process. `find_problem` is None while it can hear."""

    def __init__(
        self, listener: SlackListener, app_token: str, clock: Clock, *, quiet: timedelta = RECONNECT_AFTER
    ) -> None:
        self._listener = listener
        self._app_token = app_token
        self._clock = clock
        self._quiet = quiet
        self._client: SocketModeClient | None = None
        self._begun = clock()
        self.last_heard: datetime | None = None

    async def run(self) -> None:
        """Until cancelled."""
        handler = SafeHandler(self._listener.app, self._app_token)
        self._client = client = handler.client
        client.on_message_listeners.append(self._note_heard)
        try:
            await client.connect()  # type: ignore[no-untyped-call]  # slack_sdk has no types there
            while True:
                await asyncio.sleep(min(CHECK_EVERY, self._quiet.total_seconds() / 2))
                await self._reconnect_if_silent(client)
        finally:
            await client.close()  # type: ignore[no-untyped-call]  # nor there

    def mount(self, api: FastAPI) -> None:
        """Nothing of Slack's comes in by HTTP."""

    async def close(self, within: float = 5.0) -> int:
        return await self._listener.close(within)

    def find_problem(self) -> str | None:
        """For readiness: why nothing would come in, in words."""
        if self._client is None or self._client.current_session is None or self._client.current_session.closed:
            return "Socket Mode is not connected to Slack"
        if self._clock() - (self.last_heard or self._begun) > 2 * self._quiet:
            return "Slack has said nothing for a long time"
        return None

    async def _note_heard(self, message: WSMessage) -> None:
        self.last_heard = self._listener.last_heard = self._clock()

    async def _reconnect_if_silent(self, client: SocketModeClient) -> None:
        if self._clock() - (self.last_heard or self._begun) < self._quiet:
            return
        log.warning("socket_silent")
        try:
            await client.connect_to_new_endpoint(force=True)
        except Exception as error:
            # Whatever it was, the next look tries again.
            log.warning("socket_not_reconnected", error=type(error).__name__)
