"""Settings come from the environment and one file, and every mistake in them says what to do."""

from pathlib import Path

import pytest

from wres_bot.core.errors import ConfigError
from wres_bot.core.policy import read_policy
from wres_bot.settings import read_settings


def test_nothing_set_means_sqlite_on_loopback_without_slack() -> None:
    settings = read_settings({})
    assert (settings.database_url, settings.host, settings.port) == ("sqlite:///wres.db", "127.0.0.1", 8000)
    assert not settings.slack


def test_a_secret_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-from-a-file\n")
    (tmp_path / "secret").write_text("signing\n")
    settings = read_settings(
        {"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token"), "SLACK_SIGNING_SECRET_FILE": str(tmp_path / "secret")}
    )
    assert settings.slack_bot_token == "xoxb-from-a-file"
    assert settings.slack
    assert "xoxb" not in repr(settings)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"WRES_PORT": "http"}, "WRES_PORT"),
        ({"WRES_PORT": "99999"}, "WRES_PORT"),
        ({"WRES_DATABASE_URL": "mysql://db/wres"}, "sqlite:/// or postgresql://"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET is missing"),
        ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN_FILE": "nowhere/token"}, "SLACK_BOT_TOKEN_FILE names nowhere/token"),
        ({"SLACK_BOT_TOKEN": "a", "SLACK_BOT_TOKEN_FILE": "b"}, "Keep one"),
    ],
)
def test_a_wrong_setting_is_named(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_settings(environ)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[trusts.a]\nlead_dayz = [1]", "lead_dayz"),
        ("[trusts.a]\ndigest_at = 'noon'", "digest_at"),
        ("[trusts.a.labels]\nboss = 'x'", "labels.boss"),
        ("[trust.a]\n", "'trust'"),
        ("not toml", "not valid TOML"),
    ],
)
def test_a_wrong_line_of_the_settings_file_is_named(tmp_path: Path, toml: str, says: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(toml)
    with pytest.raises(ConfigError, match=says):
        read_settings({"WRES_CONFIG": str(path)}).trusts()


def test_the_example_settings_file_is_the_defaults() -> None:
    example = Path(__file__).parent.parent / "config" / "settings.example.toml"
    trusts = read_settings({"WRES_CONFIG": str(example)}).trusts()
    values = {k: v for k, v in trusts["esneft"].items() if k != "labels"}
    assert read_policy(values) == read_policy({})
