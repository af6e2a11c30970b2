"""Owns reading the environment and the settings file; nobody else reads either. Must not know what they switch on."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SkipValidation, ValidationError

from wres_bot.chat.adapter import PlatformSettings
from wres_bot.domain.errors import ConfigError
from wres_bot.domain.policy import parse_policy

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class PlatformEntry:
    """A chat platform: which variables are its own, by how they begin, and "module:class" of its settings.

    The module is loaded only where one of its variables is set.
    """

    variables: tuple[str, ...]
    settings: str

    def load(self) -> type[Any]:
        module, _, name = self.settings.partition(":")
        model: type[Any] = getattr(import_module(module), name)
        return model


PLATFORMS = (
    PlatformEntry(("SLACK_",), "wres_bot.chat.slack.settings:SlackSettings"),
    PlatformEntry(("TEAMS_", "DANGEROUSLY_ALLOW_"), "wres_bot.chat.teams.settings:TeamsSettings"),
)


class Settings(BaseModel):
    """Everything that a process is told from outside. An empty value counts as not given.

    Fields that are left out of a settings' `repr` are secrets: each may be given as NAME_FILE instead, the path of a
    file that holds it, as secret stores mount them.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    database_url: str = Field(default="sqlite:///wres.db", validation_alias="WRES_DATABASE_URL", repr=False)
    config: Path | None = Field(default=None, validation_alias="WRES_CONFIG")
    host: str = Field(default="127.0.0.1", validation_alias="WRES_HOST")
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="WRES_PORT")
    public_url: str | None = Field(default=None, validation_alias="WRES_PUBLIC_URL")
    metrics_token: str | None = Field(default=None, validation_alias="WRES_METRICS_TOKEN", repr=False)
    """Who has it is told the figures and what is wrong; without one, only this machine is."""
    all_upgraded: bool = Field(default=False, validation_alias="WRES_ALL_UPGRADED")
    """No process of an older release runs any more beside this one."""
    platforms: SkipValidation[Mapping[str, PlatformSettings]] = Field(default_factory=dict)
    """By name, each platform of which the environment says anything, though it may not be enough to speak there."""

    def check(self) -> None:
        """Raises `ConfigError` when what is given cannot work together."""
        for platform in self.platforms.values():
            platform.check(self.host, self.public_url)
        if not self.database_url.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:", "postgres:")):
            raise ConfigError("WRES_DATABASE_URL must begin with sqlite:/// or postgresql://")

    def read_trust_settings(self) -> dict[str, dict[str, Any]]:
        """The settings file's [trusts.<key>] tables, each checked. Raises `ConfigError` that names the line."""
        if self.config is None:
            return {}
        try:
            read = tomllib.loads(self.config.read_text(encoding="utf-8"))
        except OSError as wrong:
            raise ConfigError(f"WRES_CONFIG names {self.config}, which cannot be read: {wrong.strerror}.") from None
        except UnicodeDecodeError:
            raise ConfigError(f"The settings file {self.config} is not text in UTF-8. Save it as that.") from None
        except RecursionError:
            raise ConfigError(f"The settings file {self.config} is nested too deep to be settings.") from None
        except ValueError as wrong:  # of TOML, or of a path that no file can have
            raise ConfigError(f"The settings file {self.config} is not valid TOML: {wrong}.") from None
        if unknown := sorted(set(read) - {"trusts"}):
            raise ConfigError(
                f"The settings file {self.config} has {unknown[0]!r}; only [trusts.<key>] tables belong there."
            )
        trusts: Any = read.get("trusts", {})
        if not (isinstance(trusts, dict) and all(isinstance(values, dict) for values in trusts.values())):
            raise ConfigError(f"In {self.config}, each trust is a table: [trusts.<key>], then its settings.")
        for key, values in trusts.items():
            try:
                parse_policy(values)
            except ConfigError as wrong:
                raise ConfigError(f"In {self.config}, [trusts.{key}]: {wrong}") from None
        return trusts


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. Raises `ConfigError` that names the variable and says what to do."""
    env = {name: value for name, value in (os.environ if environ is None else environ).items() if value}
    settings = _read_model(Settings, env)
    given = [each for each in PLATFORMS if any(name.startswith(each.variables) for name in env)]
    platforms = {model.name: _read_model(model, env) for model in (each.load() for each in given)}
    settings = settings.model_copy(update={"platforms": platforms})
    settings.check()
    return settings


def list_variables(model: type[BaseModel]) -> dict[str, str]:
    """Variable -> field, of every one the model reads."""
    fields = model.model_fields.items()
    return {field.validation_alias: name for name, field in fields if isinstance(field.validation_alias, str)}


def list_secrets(model: type[BaseModel]) -> list[str]:
    """The variables that may be given as files."""
    return [variable for variable, name in list_variables(model).items() if not model.model_fields[name].repr]


def _read_model(model: type[M], env: Mapping[str, str]) -> M:
    given = {name: env[name] for name in list_variables(model) if name in env}
    for name in list_secrets(model):
        if path := env.get(f"{name}_FILE"):
            if name in given:
                raise ConfigError(f"Both {name} and {name}_FILE are set. Keep one.")
            given[name] = _read_secret(name, path)
    try:
        return model.model_validate({name: value for name, value in given.items() if value})
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "A setting"
        found = "" if name in list_secrets(model) else f" is {first['input']!r}"
        raise ConfigError(f"{name}{found}: {first['msg']}.") from None


def _read_secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as wrong:
        raise ConfigError(f"{name}_FILE names {path}, which cannot be read: {wrong.strerror}.") from None
    except ValueError:
        raise ConfigError(f"{name}_FILE names {path!r}, which does not hold text in UTF-8.") from None
