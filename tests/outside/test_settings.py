"""Holds the environment and the settings file to the names that operators have written."""

from pydantic import TypeAdapter

from tests.outside.agreed import agreed
from wres_bot.config import SECRETS, read_settings
from wres_bot.domain.policy import Policy


def test_every_variable_is_known_by_its_name_and_has_its_default() -> None:
    fields = type(read_settings({})).model_fields
    found = {str(each.validation_alias): each.default for each in fields.values()}
    agreed("environment", {name: None if value is None else str(value) for name, value in sorted(found.items())})


def test_a_secret_may_be_given_as_a_file() -> None:
    agreed("secrets", sorted(f"{name}_FILE" for name in SECRETS))


def test_every_setting_of_a_trust_is_known_by_its_key_and_has_its_default() -> None:
    agreed("trust-settings", TypeAdapter(Policy).dump_python(Policy(), mode="json"))
