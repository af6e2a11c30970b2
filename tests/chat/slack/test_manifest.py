"""Holds the manifest to what the bot does: the least it may do, where Slack sends things, what it listens to."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.standins.slack import SlackServer
from wres_bot.chat.slack.client import SCOPES

MANIFEST = Path(__file__).parents[3] / "config" / "slack-manifest.yaml"


@pytest.fixture
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(MANIFEST.read_text())
    return found


def test_the_tests_run_with_the_scopes_of_the_manifest_and_no_more(
    manifest: dict[str, Any], slack_process: SlackServer
) -> None:
    token = next(t for t in slack_process.seed["tokens"] if t["token"] == slack_process.token)
    assert set(token["scopes"]) == set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES


def test_everything_comes_in_by_one_door(manifest: dict[str, Any]) -> None:
    addresses = [
        manifest["features"]["slash_commands"][0]["url"],
        manifest["settings"]["event_subscriptions"]["request_url"],
        manifest["settings"]["interactivity"]["request_url"],
    ]
    assert set(addresses) == {"https://wres.example/slack/events"}


def test_the_bot_hears_only_what_is_said_to_it(manifest: dict[str, Any]) -> None:
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == {"app_mention", "message.im"}


def test_no_scope_lets_it_act_for_people_or_everywhere(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes) == {"bot"}
    assert not [s for s in scopes["bot"] if "public" in s or "admin" in s or s.startswith(("chat:write.", "mpim"))]


def test_people_can_answer_a_reminder_by_typing(manifest: dict[str, Any]) -> None:
    home = manifest["features"]["app_home"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]
