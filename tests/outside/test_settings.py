"""Holds the environment and the settings file to the names that operators have written."""

from pydantic import BaseModel, TypeAdapter

from tests.outside.agreed import agreed
from wres_bot.config import PLATFORMS, Settings, list_secrets, list_variables
from wres_bot.domain.policy import Policy

MODELS: tuple[type[BaseModel], ...] = (Settings, *(each.load() for each in PLATFORMS))


def test_every_variable_is_known_by_its_name_and_has_its_default() -> None:
    found = {
        variable: model.model_fields[name].default
        for model in MODELS
        for variable, name in list_variables(model).items()
    }
    agreed("environment", {name: None if value is None else str(value) for name, value in sorted(found.items())})


def test_a_secret_may_be_given_as_a_file() -> None:
    agreed("secrets", sorted(f"{name}_FILE" for model in MODELS for name in list_secrets(model)))


def test_every_setting_of_a_trust_is_known_by_its_key_and_has_its_default() -> None:
    agreed("trust-settings", TypeAdapter(Policy).dump_python(Policy(), mode="json"))
