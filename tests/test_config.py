"""Settings come from the environment and one file, and every mistake in them says what to do."""

from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from wres_bot.app import describe_database_error
from wres_bot.chat.slack.settings import SlackSettings
from wres_bot.chat.teams.settings import TeamsSettings
from wres_bot.config import Settings, read_settings
from wres_bot.domain.errors import ConfigError
from wres_bot.domain.policy import parse_policy
from wres_bot.store.engine import make_engine


def slack(settings: Settings) -> SlackSettings:
    found = settings.platforms["slack"]
    assert isinstance(found, SlackSettings)
    return found


def teams(settings: Settings) -> TeamsSettings:
    found = settings.platforms["teams"]
    assert isinstance(found, TeamsSettings)
    return found


def test_nothing_set_means_sqlite_on_loopback_without_slack() -> None:
    settings = read_settings({})
    assert (settings.database_url, settings.host, settings.port) == ("sqlite:///wres.db", "127.0.0.1", 8000)
    assert settings.platforms == {}


def test_a_secret_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-from-a-file\n")
    (tmp_path / "secret").write_text("signing\n")
    settings = read_settings(
        {"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token"), "SLACK_SIGNING_SECRET_FILE": str(tmp_path / "secret")}
    )
    assert slack(settings).bot_token == "xoxb-from-a-file"
    assert slack(settings).is_complete
    assert "xoxb" not in repr(settings)


TEAMS = {"TEAMS_CLIENT_ID": "a-bot", "TEAMS_CLIENT_SECRET": "teams-secret", "TEAMS_TENANT_ID": "a-tenant"}


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
        ({"SLACK_API_URL": "http://slack.com/api/"}, "SLACK_API_URL must begin with https://"),
        ({"SLACK_API_URL": "slack.com/api/"}, "SLACK_API_URL must begin with https://"),
        ({"SLACK_API_URL": "http://[half/api/"}, "SLACK_API_URL must begin with https://"),
        ({"TEAMS_CLIENT_ID": "a"}, "TEAMS_TENANT_ID and TEAMS_CLIENT_SECRET are missing"),
        ({"TEAMS_CLIENT_ID": "a", "TEAMS_CLIENT_SECRET": "b"}, "half set up: TEAMS_TENANT_ID is missing"),
        ({"TEAMS_TENANT_ID": "a", "TEAMS_CLIENT_SECRET": "b"}, "TEAMS_CLIENT_ID is missing"),
        ({"TEAMS_CLIENT_ID": "a", "TEAMS_TENANT_ID": "b"}, "TEAMS_CLIENT_SECRET is missing"),
        ({"TEAMS_CLIENT_SECRET_FILE": "nowhere/secret"}, "TEAMS_CLIENT_SECRET_FILE names nowhere/secret"),
        ({**TEAMS, "TEAMS_TENANT_ID": "common"}, "your own organisation's id"),
        ({**TEAMS, "TEAMS_SERVICE_URL": "http://smba.trafficmanager.net"}, "must begin with https://"),
        ({**TEAMS, "TEAMS_SERVICE_URL": "smba.trafficmanager.net"}, "must begin with https://"),
        ({**TEAMS, "WRES_PUBLIC_URL": "http://wres.esneft.example"}, "only an address that begins with https"),
        ({**TEAMS, "WRES_PUBLIC_URL": "wres.esneft.example"}, "only an address that begins with https"),
        ({"DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS": "perhaps"}, "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS"),
    ],
)
def test_a_wrong_setting_is_named(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_settings(environ)


def test_teams_is_set_up_by_three_names_and_its_secret_may_be_a_file(tmp_path: Path) -> None:
    settings = read_settings(TEAMS)
    assert teams(settings).is_complete and settings.platforms.keys() == {"teams"}
    assert "teams-secret" not in repr(settings)
    assert teams(settings).service_url.startswith("https://smba.trafficmanager.net")
    (tmp_path / "secret").write_text("from-a-file\n")
    rest = {name: value for name, value in TEAMS.items() if name != "TEAMS_CLIENT_SECRET"}
    read = teams(read_settings({**rest, "TEAMS_CLIENT_SECRET_FILE": str(tmp_path / "secret")}))
    assert (read.is_complete, read.client_secret) == (True, "from-a-file")


@pytest.mark.parametrize("value", ["true", "1", "yes", "on", "TRUE"])
def test_a_door_without_a_lock_opens_on_this_machine_only(value: str) -> None:
    unlocked = {"DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS": value}
    for here in ("127.0.0.1", "::1", "localhost"):
        assert teams(read_settings({**TEAMS, **unlocked, "WRES_HOST": here})).unauthenticated
    for elsewhere in (
        {"WRES_HOST": "0.0.0.0"},
        {"WRES_HOST": "::"},
        {"WRES_HOST": "10.0.0.7"},
        {"WRES_PUBLIC_URL": "https://wres.esneft.example"},
    ):
        for more in (TEAMS, {}):
            with pytest.raises(ConfigError, match=r"anybody who reaches this bot could speak as anybody.*127\.0\.0\.1"):
                read_settings({**more, **unlocked, **elsewhere})
    # For the local test client no secret is needed: nobody is shown one.
    local = {"TEAMS_CLIENT_ID": "a-bot", "TEAMS_TENANT_ID": "a-tenant"}
    assert teams(read_settings({**local, **unlocked})).is_complete


@pytest.mark.parametrize("value", ["false", "0", "no", ""])
def test_a_door_said_to_be_locked_is_locked(value: str) -> None:
    environ = {**TEAMS, "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS": value, "WRES_HOST": "0.0.0.0"}
    assert not teams(read_settings(environ)).unauthenticated


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
        read_settings({"WRES_CONFIG": str(path)}).read_trust_settings()


def test_the_example_settings_file_is_the_defaults() -> None:
    example = Path(__file__).parent.parent / "config" / "settings.example.toml"
    trusts = read_settings({"WRES_CONFIG": str(example)}).read_trust_settings()
    values = {k: v for k, v in trusts["esneft"].items() if k != "labels"}
    assert parse_policy(values) == parse_policy({})


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://wres:p@ss:hunter2/x@host/wres", "postgresql://wres:hunter2@host:port/wres",
        "postgresql://wres:hunter2@[half/wres", "postgresql://wres:hunter2\0@host/wres", "hunter2", "postgresql://",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_read_is_said_without_its_password(url: str) -> None:
    """Whether it is refused or fails to connect."""

    def use() -> None:
        read_settings({"WRES_DATABASE_URL": url})
        make_engine(url).connect()

    with pytest.raises((ConfigError, DBAPIError)) as raised:
        use()
    error = raised.value
    said = describe_database_error(error) if isinstance(error, DBAPIError) else str(error)
    assert "hunter2" not in said
    assert "WRES_DATABASE_URL" in said or "did not answer" in said


def test_a_secret_in_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(b"\xff\xfe\x00secret")
    for path in (str(tmp_path / "token"), str(tmp_path), "a\0b"):
        with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN_FILE names"):
            read_settings({"SLACK_BOT_TOKEN_FILE": path})


@pytest.mark.parametrize(
    "written",
    [b"a = " + b"[" * 3000 + b"]" * 3000, b"\xff\xfe", b"[trusts", b"[trusts.a]\nb = 1e400000000000", b"\0",
     b"trusts = 3", b"[trusts]\na = 3", b"[trusts.a]\nlabels = 3", b"[[trusts]]"],
    ids=range(9),
)  # fmt: skip
def test_a_settings_file_that_is_none_is_said_in_words(tmp_path: Path, written: bytes) -> None:
    file = tmp_path / "wres.toml"
    file.write_bytes(written)
    with pytest.raises(ConfigError, match=r"wres\.toml|trusts"):
        read_settings({"WRES_CONFIG": str(file)}).read_trust_settings()
