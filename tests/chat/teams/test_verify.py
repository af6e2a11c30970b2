"""Holds the door: a body that is not an activity is turned away in words, signed or not, and nobody hears of it."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chat.teams.door import Door, opened
from wres_bot.chat.teams import verify

JSON = {"content-type": "application/json"}


def token(door: Door) -> dict[str, str]:
    return {"authorization": f"Bearer {door.keys.keys.token(door.there.url)}", **JSON}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"[{}]", b'"x"', b"7", b"null", b"{}", b"\xff\xfe", b"\xef\xbb\xbf{}", b"NaN",
        b"[" * 100_000, b'{"a":' * 100_000, b'{"a":' * 400 + b"1" + b"}" * 400, b"1" * 10_000,
        b'{"type":"message"}', b'{"type":["message"]}', b"type=message", b"<x/>",
    ],
    ids=lambda body: body[:12].decode(errors="replace") + f" ({len(body)})",
)  # fmt: skip
async def test_a_body_that_is_no_activity_is_400_signed_or_not(door: Door, body: bytes) -> None:
    for headers in (token(door), JSON):
        response = await door.raw(body, **headers)
        assert (response.status_code, response.text) == (400, "cannot be read")
    assert door.heard == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
async def test_what_does_not_call_itself_json_is_415(door: Door, kind: str) -> None:
    body = json.dumps(door.message("hello")).encode()
    assert (await door.raw(body, **{**token(door), "content-type": kind})).status_code == 415
    assert (await door.raw(body, **{**token(door), "content-type": "Application/JSON; charset=utf-8"})).is_success


async def test_five_megabytes_are_too_many_said_or_unsaid(door: Door) -> None:
    body = json.dumps(door.message("x" * 5_000_000)).encode()

    async def parts() -> Any:
        for start in range(0, len(body), 100_000):
            yield body[start : start + 100_000]

    assert (await door.raw(body, **token(door))).status_code == 413
    response = await door.http.post("/teams/messages", content=parts(), headers=token(door))
    assert response.status_code == 413
    assert (await door.raw(b"{}", **token(door), **{"content-length": "many"})).status_code == 413
    assert door.heard == []


BROKEN: dict[str, Any] = {
    "type": [None, "", 7, "a\x00b", "\ud800"],
    "id": [None, 7, ["1"], "x" * 2000, "1\x00"],
    "channelId": [None, "webchat", "directline", 7],
    "serviceUrl": [None, "", 7, {"url": "x"}, "http://[half"],
    "from": [None, {}, [], "29:1", {"id": None}, {"id": ""}, {"id": "29:1", "aadObjectId": 7}],
    "conversation": [None, {}, [], {"id": 7}, {"id": "a:1\n"}, {"id": "a:1", "tenantId": {}}],
    "recipient": [None, {}, "28:1", {"id": []}],
    "channelData": [[], "x", 7, {"tenant": "x"}, {"tenant": {"id": 7}}, {"team": []}, {"channel": {"id": {}}}],
    "entities": [{}, "x", [1], [None], [[]]],
    "membersAdded": [{}, "x", ["29:1"]],
    "text": [7, ["x"], {}],
    "replyToId": [7, {}],
}


@pytest.mark.parametrize(
    "url", ["http://[half", "https://x:99999/", "//x", "file:///x", "javascript:x", "http://u:p@x"]
)
async def test_a_service_url_that_is_none_is_turned_away(sqlite_url: str, url: str) -> None:
    async with opened(sqlite_url, unauthenticated=True) as door:
        assert (await door.raw({**door.message("2.3 done"), "serviceUrl": url})).status_code == 401
        assert door.heard == []


@pytest.mark.parametrize("name", BROKEN)
async def test_a_part_of_another_kind_than_teams_documents_is_turned_away(door: Door, name: str) -> None:
    for value in BROKEN[name]:
        body = json.dumps({**door.message("2.3 done"), name: value}).encode()
        assert (await door.raw(body, **token(door))).status_code in (400, 401), value
    assert door.heard == []
    assert await door.memory.list_all() == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
NAMES = ("type", "id", "channelId", "serviceUrl", "from", "conversation", "recipient", "channelData", "entities",
         "text", "value", "name", "membersAdded", "action", "replyToId", "tenant", "aadObjectId")  # fmt: skip


@given(st.dictionaries(st.sampled_from(NAMES), anything))
def test_whatever_comes_is_an_activity_or_refused(found: dict[str, Any]) -> None:
    with suppress(verify.Refused):
        activity = verify.parse_activity(json.dumps(found).encode())
        assert activity["type"] and activity["from"]["id"] and activity["conversation"]["id"]
