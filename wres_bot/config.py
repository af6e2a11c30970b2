"""Owns reading the environment and the settings file; nobody else reads either. Must not know what they switch on."""

import os
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wres_bot.domain.errors import ConfigError
from wres_bot.domain.policy import parse_policy

SECRETS = (
    "WRES_DATABASE_URL", "SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "TEAMS_CLIENT_SECRET",
)  # fmt: skip
"""Each may be given as NAME_FILE instead: the path of a file that holds it, as secret stores mount them."""

SLACK_API = "https://slack.com/api/"
TEAMS_SERVICE = "https://smba.trafficmanager.net/teams"
UNAUTHENTICATED = "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS"
"""The Teams library's own name for it: what arrives is believed unsigned, as Microsoft's local test client sends it."""
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_SHARED_TENANTS = {"common", "organizations", "consumers", "botframework.com"}


class Settings(BaseModel):
    """Everything that a process is told from outside. An empty value counts as not given."""

    model_config = ConfigDict(frozen=True)

    database_url: str = Field(default="sqlite:///wres.db", validation_alias="WRES_DATABASE_URL")
    config: Path | None = Field(default=None, validation_alias="WRES_CONFIG")
    host: str = Field(default="127.0.0.1", validation_alias="WRES_HOST")
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="WRES_PORT")
    public_url: str | None = Field(default=None, validation_alias="WRES_PUBLIC_URL")
    slack_signing_secret: str | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET", repr=False)
    slack_bot_token: str | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN", repr=False)
    slack_app_token: str | None = Field(default=None, validation_alias="SLACK_APP_TOKEN", repr=False)
    slack_api_url: str = Field(default=SLACK_API, validation_alias="SLACK_API_URL")
    teams_client_id: str | None = Field(default=None, validation_alias="TEAMS_CLIENT_ID")
    teams_client_secret: str | None = Field(default=None, validation_alias="TEAMS_CLIENT_SECRET", repr=False)
    teams_tenant_id: str | None = Field(default=None, validation_alias="TEAMS_TENANT_ID")
    teams_service_url: str = Field(default=TEAMS_SERVICE, validation_alias="TEAMS_SERVICE_URL")
    unauthenticated: bool = Field(default=False, validation_alias=UNAUTHENTICATED)

    @property
    def has_slack(self) -> bool:
        """Slack is configured: the bot can post, and can tell that what arrives comes from Slack."""
        return bool(self.slack_bot_token and (self.slack_signing_secret or self.slack_app_token))

    @property
    def has_teams(self) -> bool:
        """Teams is configured: the bot can sign in there, and knows whose organisation it serves."""
        return bool(
            self.teams_client_id and self.teams_tenant_id and (self.teams_client_secret or self.unauthenticated)
        )

    def check(self) -> None:
        """Raises `ConfigError` when what is given cannot work together."""
        self._check_slack()
        self._check_teams()
        if not self.database_url.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:", "postgres:")):
            raise ConfigError("WRES_DATABASE_URL must begin with sqlite:/// or postgresql://")

    def _check_slack(self) -> None:
        given = {
            "SLACK_BOT_TOKEN": self.slack_bot_token,
            "SLACK_SIGNING_SECRET": self.slack_signing_secret or self.slack_app_token,
        }
        missing = [name for name, value in given.items() if not value]
        if len(missing) == 1:
            raise ConfigError(f"Slack is half set up: {missing[0]} is missing. Set it, or take the other one away.")

    def _check_teams(self) -> None:
        given = {"TEAMS_CLIENT_ID": self.teams_client_id, "TEAMS_TENANT_ID": self.teams_tenant_id}
        if not self.unauthenticated or self.teams_client_secret:
            given["TEAMS_CLIENT_SECRET"] = self.teams_client_secret
        missing = [name for name, value in given.items() if not value]
        if 0 < len(missing) < len(given):
            are = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
            raise ConfigError(f"Teams is half set up: {are}. Set what is missing, or take the rest away.")
        if (self.teams_tenant_id or "").lower() in _SHARED_TENANTS:
            raise ConfigError(f"TEAMS_TENANT_ID is {self.teams_tenant_id!r}: it must be your own organisation's id.")
        service = urlsplit(self.teams_service_url)
        if service.scheme != "https" and not (service.scheme == "http" and service.hostname in _LOOPBACK):
            raise ConfigError("TEAMS_SERVICE_URL must begin with https://, or be an address of this machine.")
        public = urlsplit(self.public_url or "https://nowhere")
        if self.has_teams and public.scheme != "https" and public.hostname not in _LOOPBACK:
            raise ConfigError(
                f"WRES_PUBLIC_URL is {self.public_url!r}: Teams takes only an address that begins with https://"
            )
        if self.unauthenticated and not self._only_here():
            raise ConfigError(
                f"{UNAUTHENTICATED} is set, so anybody who reaches this bot could speak as anybody. It works only with "
                "WRES_HOST=127.0.0.1 and no public WRES_PUBLIC_URL. Take it away."
            )

    def _only_here(self) -> bool:
        return self.host in _LOOPBACK and (not self.public_url or urlsplit(self.public_url).hostname in _LOOPBACK)

    def read_trust_settings(self) -> dict[str, dict[str, Any]]:
        """The settings file's [trusts.<key>] tables, each checked."""
        if self.config is None:
            return {}
        try:
            found = tomllib.loads(self.config.read_text(encoding="utf-8"))
        except OSError as wrong:
            raise ConfigError(f"WRES_CONFIG names {self.config}, which cannot be read: {wrong.strerror}.") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
            raise ConfigError(f"The settings file {self.config} is not valid TOML: {wrong}.") from None
        if unknown := sorted(set(found) - {"trusts"}):
            raise ConfigError(
                f"The settings file {self.config} has {unknown[0]!r}; only [trusts.<key>] tables belong there."
            )
        trusts: dict[str, dict[str, Any]] = found.get("trusts", {})
        for key, values in trusts.items():
            try:
                parse_policy(values)
            except ConfigError as wrong:
                raise ConfigError(f"In {self.config}, [trusts.{key}]: {wrong}") from None
        return trusts


def read_settings(environ: dict[str, str] | None = None) -> Settings:
    """The settings of this process. Raises `ConfigError` that names the variable and says what to do."""
    env = dict(os.environ if environ is None else environ)
    for name in SECRETS:
        path = env.get(f"{name}_FILE")
        if not path:
            continue
        if env.get(name):
            raise ConfigError(f"Both {name} and {name}_FILE are set. Keep one.")
        try:
            env[name] = Path(path).read_text(encoding="utf-8").strip()
        except OSError as wrong:
            raise ConfigError(f"{name}_FILE names {path}, which cannot be read: {wrong.strerror}.") from None
    names = {f.validation_alias: n for n, f in Settings.model_fields.items()}
    try:
        settings = Settings.model_validate(
            {alias: env[alias] for alias in names if isinstance(alias, str) and env.get(alias)}
        )
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise ConfigError(f"{first['loc'][0]} is {first['input']!r}: {first['msg']}.") from None
    settings.check()
    return settings
