"""Signed bodies that Slack would never send, thousands of them: taken or refused, never a failure of ours."""

import json
import random
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.chat.slack.conftest import TS, Desk
from tests.slices import times
from tests.standins.slack_payloads import Signed

ODD: tuple[Any, ...] = (
    None, 0, -1, 10**40, 1.5, True, "", " ", "x", "\x00", "\ud800", "\U0001f44d", "x" * 5000, [], {}, [1], [None], [[]],
    {"id": 1}, {"id": "U1"}, {"type": "im"}, {"user": 3}, "event_callback", "block_actions", "view_submission",
)  # fmt: skip


def payloads(desk: Desk) -> list[dict[str, Any]]:
    where: dict[str, Any] = {"user": desk.user, "channel": desk.channel, "ts": TS}
    button = {"action_id": "say:1", "text": {"type": "plain_text", "text": "Done"}, "value": '{"says": "mine"}'}
    made = desk.made
    return [
        json.loads(made.mention("mine", **where).body),
        json.loads(made.message("1.3 done", **where).body),
        json.loads(made.event({"type": "app_home_opened", "user": desk.user, "channel": "D1"}, ts=TS).body),
        made.press(button, message={"ts": "1.2"}, **where),
        {
            "type": "view_submission",
            "team": {"id": "T1"},
            "user": {"id": "U1"},
            "view": {"type": "modal", "callback_id": "x"},
        },
        {"type": "shortcut", "callback_id": "x", "team": {"id": "T1"}, "user": {"id": "U1"}, "trigger_id": "1"},
        {"type": "block_suggestion", "action_id": "x", "block_id": "y", "value": "z", "user": {"id": "U1"}},
        {"type": "url_verification", "challenge": "abc", "token": "t"},
        {"command": "/wres", "text": "mine", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2"},
    ]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) there is, at any depth."""
    found: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        found += [(value, key) for key in value]
    elif isinstance(value, list):
        found += [(value, index) for index in range(len(value))]
    return found + [each for container, key in list(found) for each in places(container[key])]


def made_odd(payload: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    odd: dict[str, Any] = json.loads(json.dumps(payload))
    for _ in range(chance.randint(1, 3)):
        container, key = chance.choice(places(odd))
        if isinstance(container, dict) and chance.random() < 0.25:
            del container[key]
        else:
            container[key] = deepcopy(chance.choice(ODD))
        if not places(odd):
            break
    return odd


def as_form(payload: dict[str, Any], chance: random.Random) -> tuple[bytes, str]:
    if "command" in payload:
        pairs = {key: str(value).encode("utf-8", "surrogatepass") for key, value in payload.items()}
        return urlencode(pairs).encode(), "application/x-www-form-urlencoded"
    body = json.dumps(payload)
    if chance.random() < 0.5:
        return urlencode({"payload": body}).encode(), "application/x-www-form-urlencoded"
    return body.encode(), "application/json"


@pytest.mark.simulation
async def test_no_body_however_odd_is_a_failure_of_ours(desk: Desk) -> None:
    desk.answer = None
    chance = random.Random(13)
    patterns, seen = payloads(desk), set[int]()
    for number in range(times(400)):
        body, kind = as_form(made_odd(chance.choice(patterns), chance), chance)
        response = await desk.post(Signed(body, desk.made.sign(body, TS, kind)))
        seen.add(response.status_code)
        assert response.status_code < 500, (number, body)
    assert {200, 400} <= seen
    for incoming in desk.heard:
        for words in (incoming.text, incoming.id, incoming.sender, incoming.place, incoming.workspace):
            assert "\0" not in words.encode().decode()


async def test_each_body_as_slack_sends_it_is_taken(desk: Desk) -> None:
    for payload in payloads(desk):
        body, kind = as_form(payload, random.Random(1))
        assert (await desk.post(Signed(body, desk.made.sign(body, TS, kind)))).status_code in (200, 404), payload
