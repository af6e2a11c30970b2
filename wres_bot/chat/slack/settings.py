"""Owns what the environment says of Slack. Must not load Slack's libraries: every command reads its settings."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from wres_bot.chat.adapter import ChatAdapter, Host, is_safe_server
from wres_bot.domain.errors import ConfigError

API_URL = "https://slack.com/api/"


class SlackSettings(BaseModel):
    """With an app token Socket Mode is used, and nothing is let in by HTTP."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "slack"

    signing_secret: str | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET", repr=False)
    bot_token: str | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN", repr=False)
    app_token: str | None = Field(default=None, validation_alias="SLACK_APP_TOKEN", repr=False)
    api_url: str = Field(default=API_URL, validation_alias="SLACK_API_URL")

    @property
    def is_complete(self) -> bool:
        """The bot can post, and can tell that what arrives comes from Slack."""
        return bool(self.bot_token and (self.signing_secret or self.app_token))

    def check(self, host: str, public_url: str | None) -> None:
        if not is_safe_server(self.api_url):
            raise ConfigError("SLACK_API_URL must begin with https://, or be an address of this machine.")
        given = {"SLACK_BOT_TOKEN": self.bot_token, "SLACK_SIGNING_SECRET": self.signing_secret or self.app_token}
        missing = [name for name, value in given.items() if not value]
        if len(missing) == 1:
            raise ConfigError(f"Slack is half set up: {missing[0]} is missing. Set it, or take the other one away.")

    def find_dangers(self) -> list[str]:
        return []

    def make_adapter(self, host: Host) -> ChatAdapter:
        from wres_bot.chat.slack.adapter import SlackAdapter

        return SlackAdapter(self, host)
