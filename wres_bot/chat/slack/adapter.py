"""Owns putting Slack together from its settings: the way out, and in by HTTP or Socket Mode. Decides nothing."""

from wres_bot.chat.adapter import Host, Listener
from wres_bot.chat.slack.send import SlackPlatform
from wres_bot.chat.slack.settings import SlackSettings


class SlackAdapter:
    """`chat.adapter.ChatAdapter` for one workspace. `timeout`: seconds for one call to Slack."""

    name = SlackSettings.name
    reads_store = False

    def __init__(self, settings: SlackSettings, host: Host, *, timeout: float = 10.0) -> None:
        self._settings, self._host = settings, host
        self.platform = SlackPlatform(str(settings.bot_token), settings.api_url, timeout=timeout)

    def listen(self) -> Listener:
        from wres_bot.chat.slack.webhook import SlackListener

        listener = SlackListener(
            signing_secret=self._settings.signing_secret,
            platform=self.platform,
            handle=self._host.handle,
            clock=self._host.clock,
        )
        if not self._settings.app_token:
            return listener
        from wres_bot.chat.slack.socket_mode import SocketMode

        return SocketMode(listener, self._settings.app_token, self._host.clock)

    async def find_problems(self) -> list[str]:
        return await self.platform.find_problems()

    async def close(self) -> None:
        await self.platform.close()
