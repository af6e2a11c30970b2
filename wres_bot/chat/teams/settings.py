"""Owns what the environment says of Teams. Must not load Teams' libraries: every command reads its settings."""

from typing import ClassVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from wres_bot.chat.adapter import LOOPBACK, ChatAdapter, Host, is_safe_server
from wres_bot.domain.errors import ConfigError

SERVICE_URL = "https://smba.trafficmanager.net/teams"
UNAUTHENTICATED = "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS"
"""The Teams library's own name for it: what arrives is believed unsigned, as Microsoft's local test client sends it."""
_SHARED_TENANTS = {"common", "organizations", "consumers", "botframework.com"}


class TeamsSettings(BaseModel):
    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "teams"

    client_id: str | None = Field(default=None, validation_alias="TEAMS_CLIENT_ID")
    client_secret: str | None = Field(default=None, validation_alias="TEAMS_CLIENT_SECRET", repr=False)
    tenant_id: str | None = Field(default=None, validation_alias="TEAMS_TENANT_ID")
    service_url: str = Field(default=SERVICE_URL, validation_alias="TEAMS_SERVICE_URL")
    unauthenticated: bool = Field(default=False, validation_alias=UNAUTHENTICATED)

    @property
    def is_complete(self) -> bool:
        """The bot can sign in there, and knows whose organisation it serves."""
        return bool(self.client_id and self.tenant_id and (self.client_secret or self.unauthenticated))

    def check(self, host: str, public_url: str | None) -> None:
        self._check_complete()
        if (self.tenant_id or "").lower() in _SHARED_TENANTS:
            raise ConfigError(f"TEAMS_TENANT_ID is {self.tenant_id!r}: it must be your own organisation's id.")
        if not is_safe_server(self.service_url):
            raise ConfigError("TEAMS_SERVICE_URL must begin with https://, or be an address of this machine.")
        public = urlsplit(public_url or "https://nowhere")
        if self.is_complete and public.scheme != "https" and public.hostname not in LOOPBACK:
            raise ConfigError(
                f"WRES_PUBLIC_URL is {public_url!r}: Teams takes only an address that begins with https://"
            )
        only_here = host in LOOPBACK and (not public_url or public.hostname in LOOPBACK)
        if self.unauthenticated and not only_here:
            raise ConfigError(
                f"{UNAUTHENTICATED} is set, so anybody who reaches this bot could speak as anybody. It works only with "
                "WRES_HOST=127.0.0.1 and no public WRES_PUBLIC_URL. Take it away."
            )

    def _check_complete(self) -> None:
        given = {"TEAMS_CLIENT_ID": self.client_id, "TEAMS_TENANT_ID": self.tenant_id}
        if not self.unauthenticated or self.client_secret:
            given["TEAMS_CLIENT_SECRET"] = self.client_secret
        missing = [name for name, value in given.items() if not value]
        if 0 < len(missing) < len(given):
            are = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
            raise ConfigError(f"Teams is half set up: {are}. Set what is missing, or take the rest away.")

    def find_dangers(self) -> list[str]:
        if not self.unauthenticated:
            return []
        return [f"{UNAUTHENTICATED} is set: anybody on this machine can speak as anybody. Only for trying things out."]

    def make_adapter(self, host: Host) -> ChatAdapter:
        from wres_bot.chat.teams.adapter import TeamsAdapter

        return TeamsAdapter(self, host)
