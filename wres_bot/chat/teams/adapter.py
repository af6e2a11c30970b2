"""Owns putting Teams together from its settings: the way out and in, and where pictures are. Decides nothing."""

import asyncio

from wres_bot.chat.adapter import Host, Listener
from wres_bot.chat.teams.credentials import make_sdk
from wres_bot.chat.teams.render import inline_picture
from wres_bot.chat.teams.send import TeamsPlatform
from wres_bot.chat.teams.settings import TeamsSettings
from wres_bot.domain.cards import Picture


class TeamsAdapter:
    """`chat.adapter.ChatAdapter` for one organisation. `timeout`: seconds for one call to Teams."""

    name = TeamsSettings.name
    reads_store = True

    def __init__(self, settings: TeamsSettings, host: Host, *, timeout: float = 10.0) -> None:
        self._settings, self._host = settings, host
        self._publish = host.open_pictures(settings.client_secret)
        tenant = str(settings.tenant_id).lower()
        sdk = make_sdk(
            str(settings.client_id),
            settings.client_secret,
            tenant,
            settings.service_url,
            timeout=timeout,
            unauthenticated=settings.unauthenticated,
        )
        self.platform = TeamsPlatform(
            sdk,
            host.memory(self.name),
            tenant=tenant,
            service_url=settings.service_url,
            picture=self._place_picture,
            timeout=timeout,
        )

    def listen(self) -> Listener:
        from wres_bot.chat.teams.webhook import TeamsListener

        return TeamsListener(
            platform=self.platform,
            handle=self._host.handle,
            clock=self._host.clock,
            unauthenticated=self._settings.unauthenticated,
        )

    async def find_problems(self) -> list[str]:
        return await self.platform.find_problems()

    async def close(self) -> None:
        await self.platform.close()

    async def _place_picture(self, picture: Picture) -> str | None:
        """Where Teams finds a picture: at an address of the bot's, or in the card itself. Without it, words do."""
        if self._publish:
            return await self._publish(picture.png)
        return await asyncio.to_thread(inline_picture, picture)
