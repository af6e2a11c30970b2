"""Holds that one real process serves Slack and Teams together, and that nothing of Teams is loaded where it is not."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import respx

from tests.patience import PATIENCE, get, post
from tests.standins.slack import SlackServer
from tests.standins.teams import TeamsServer
from tests.test_server import env, load, serving, slack_env
from tests.world.vocabulary import RELATIONS
from wres_bot.app import build_app, run_checks
from wres_bot.config import read_settings

UNLOCKED = {"DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS": "true"}


def teams_env(teams: TeamsServer, **more: str) -> dict[str, str]:
    return {
        "TEAMS_CLIENT_ID": teams.world.client_id,
        "TEAMS_CLIENT_SECRET": "secret-of-the-tests",
        "TEAMS_TENANT_ID": teams.world.tenant,
        "TEAMS_SERVICE_URL": teams.service_url,
        **more,
    }


def test_slack_and_teams_are_answered_by_one_process(
    sqlite_url: str, slack_server: SlackServer, teams_server: TeamsServer, tmp_path: Path
) -> None:
    chats = {**slack_env(slack_server), **teams_env(teams_server, **UNLOCKED)}
    with serving(load(sqlite_url), sqlite_url, slack_server, tmp_path, **chats) as served:
        ready = {"ready": True, "problems": {}}
        served.until(lambda: get(f"{served.url}/health/ready").json() == ready, "ready")
        teams_server.reset(f"{served.url}/teams/messages")
        arrived = teams_server.write(RELATIONS, "update 2.3 in progress, rooms booked")
        assert arrived.status == 200
        assert served.status("2.3") == "in progress"
        served.until(lambda: any(call.what == "post" for call in teams_server.calls), "answered in Teams")
        posted = next(call for call in teams_server.calls if call.what == "post")
        assert "2.3 is now in progress" in json.dumps(posted.body)
        # The same person, by the same address, on the other platform.
        assert "2.3 is now done" in served.answer("update 2.3 done")
        # Through a proxy nobody is heard unsigned.
        passed_on = {"X-Forwarded-For": "203.0.113.7"}
        refused = post(f"{served.url}/teams/messages", json=arrived.activity, headers=passed_on)
        assert refused.status_code == 401
        assert served.stop() == 0
        log = served.log.read_text()
        assert "rooms booked" not in log and "secret-of-the-tests" not in log and RELATIONS not in log


def test_signed_requests_alone_come_in_and_no_key_server_is_said(
    sqlite_url: str, slack_server: SlackServer, teams_server: TeamsServer, tmp_path: Path
) -> None:
    # Nothing outside this machine is asked: what would be Microsoft's key server refuses every call.
    nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}
    settings = {**teams_env(teams_server), **nowhere}
    with serving(load(sqlite_url), sqlite_url, slack_server, tmp_path, **settings) as served:
        url = f"{served.url}/teams/messages"
        activity = {
            "type": "message", "id": "1", "channelId": "msteams", "serviceUrl": teams_server.service_url,
            "text": "hello",
            "from": {"id": "29:1", "aadObjectId": "a"}, "recipient": {"id": "28:b"}, "conversation": {"id": "a:1"},
        }  # fmt: skip
        assert post(url, json=activity).status_code == 401
        token = {"Authorization": f"Bearer {teams_server.keys.token(teams_server.service_url)}"}
        assert post(url, json=activity, headers=token).status_code == 503
        served.until(lambda: not get(f"{served.url}/health/ready").is_success, "not ready")
        assert "key server" in get(f"{served.url}/health/ready").json()["problems"]["teams"]
        assert get(f"{served.url}/health/live").status_code == 200
        assert served.stop() == 0


def test_a_door_without_a_lock_is_not_opened_to_a_network(sqlite_url: str) -> None:
    settings = env(sqlite_url, **UNLOCKED, WRES_HOST="0.0.0.0")
    begun = [sys.executable, "-m", "wres_bot", "serve"]
    ended = subprocess.run(begun, env=settings, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 2
    assert "anybody who reaches this bot could speak as anybody" in ended.stderr
    assert "Traceback" not in ended.stderr


LOADED = """
import sys
from wres_bot.app import build_app
from wres_bot.server import ServerProcess
from wres_bot.config import read_settings
ServerProcess(build_app(read_settings())).api()
print([name for name in sys.modules if name.startswith("microsoft_teams")][:1])
"""


@pytest.mark.parametrize("teams", [False, True])
def test_the_teams_library_is_loaded_only_where_teams_is_set_up(tmp_path: Path, teams: bool) -> None:
    settings = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "WRES_DATABASE_URL": "sqlite:///x.db"}
    if teams:
        settings |= {"TEAMS_CLIENT_ID": "a", "TEAMS_CLIENT_SECRET": "b", "TEAMS_TENANT_ID": "c"}
    assert ("microsoft_teams" in _run(LOADED, tmp_path, settings)) == teams


def test_a_file_of_settings_in_the_working_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS=true\nCLIENT_SECRET=x\nSURPRISE=1\n")
    settings = {"TEAMS_CLIENT_ID": "a", "TEAMS_CLIENT_SECRET": "b", "TEAMS_TENANT_ID": "c"}
    code = LOADED + "import os; print(os.environ.get('SURPRISE'), os.environ.get('CLIENT_SECRET'))"
    assert _run(code, tmp_path, settings).endswith("None None")


def _run(code: str, folder: Path, settings: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env={**os.environ, **settings}, capture_output=True, text=True,
        timeout=PATIENCE, check=True,
    )  # fmt: skip
    return done.stdout.strip()


async def _findings(url: str, **more: str) -> dict[str, list[tuple[str, str]]]:
    app = build_app(read_settings({"WRES_DATABASE_URL": url, **more}))
    found: dict[str, Any] = {}
    for finding in await run_checks(app):
        found.setdefault(finding.what, []).append((finding.state, finding.words))
    app.store.close()
    return found


async def test_doctor_says_whether_teams_works(sqlite_url: str, teams_server: TeamsServer) -> None:
    found = await _findings(sqlite_url, **teams_env(teams_server))
    assert found["teams"] == [("ok", "It knows this bot.")]
    assert "chat" not in found
    found = await _findings(sqlite_url, **teams_env(teams_server), **UNLOCKED)
    assert [state for state, _ in found["teams"]] == ["ok", "look"]
    assert "anybody on this machine can speak as anybody" in found["teams"][1][1]


async def test_doctor_says_when_microsoft_refuses_the_bot(sqlite_url: str) -> None:
    given = {"TEAMS_CLIENT_ID": "a", "TEAMS_CLIENT_SECRET": "b", "TEAMS_TENANT_ID": "c"}
    with respx.mock:
        respx.post(url__regex=".*/oauth2/v2.0/token").respond(401, json={"error": "invalid_client"})
        found = await _findings(sqlite_url, **given)
    [(state, words)] = found["teams"]
    assert state == "broken" and "TEAMS_CLIENT_SECRET" in words
