"""Holds the door: a body that is not an activity is turned away in words, signed or not, and nobody hears of it."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from tests.chat.teams.door import Door, opened
from wres_bot.chat.teams import verify

JSON = {"content-type": "application/json"}


def token(door: Door) -> dict[str, str]:
    return {"authorization": f"Bearer {door.keys.keys.token(door.there.url)}", **JSON}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"[{}]", b'"x"', b"7", b"null", b"{}", b"\xff\xfe", b"\xef\xbb\xbf{}", b"NaN",
        b"[" * 100_000, b'{"a":' * 40_000, b'{"a":' * 400 + b"1" + b"}" * 400, b"1" * 10_000,
        b'{"type":"message"}', b'{"type":["message"]}', b"type=message", b"<x/>",
    ],
    ids=lambda body: body[:12].decode(errors="replace") + f" ({len(body)})",
)  # fmt: skip
async def test_a_signed_body_that_is_no_activity_is_400(door: Door, body: bytes) -> None:
    response = await door.raw(body, **token(door))
    assert (response.status_code, response.text) == (400, "cannot be read")
    assert (await door.raw(body, **JSON)).status_code == 401
    assert door.heard == []


async def test_of_what_nobody_has_signed_nothing_is_read(door: Door) -> None:
    """However large or deep it is: ten who send it hold up nobody else."""
    read = 0

    async def endless() -> Any:
        nonlocal read
        while read < 1000:
            read += 1
            yield b'{"a":' * 1000

    for headers in (JSON, {**JSON, "authorization": "Bearer x"}, {**token(door), "authorization": "Basic x"}):
        response = await door.http.post("/teams/messages", content=endless(), headers=headers)
        assert response.status_code == 401
    assert read == 0


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


def activity(**more: Any) -> bytes:
    """As small as a message may be."""
    return json.dumps(
        {
            "type": "message", "id": "1", "channelId": "msteams", "serviceUrl": "https://smba.trafficmanager.net/teams",
            "from": {"id": "29:1"}, "conversation": {"id": "a:1"}, "recipient": {"id": "28:1"}, **more,
        }
    ).encode()  # fmt: skip


def is_let_in(body: bytes) -> bool:
    try:
        verify.parse_activity(body)
    except verify.Refused:
        return False
    return True


def nested(levels: int) -> Any:
    """So many objects inside one another."""
    made: Any = {}
    for _ in range(levels - 1):
        made = {"in": made}
    return made


@pytest.mark.parametrize(("levels", "fits"), [(59, True), (60, True), (61, False)])
def test_an_activity_is_sixty_levels_deep_at_most(levels: int, fits: bool) -> None:
    assert verify.MAX_DEPTH == 60
    assert is_let_in(activity(value=nested(levels - 1))) is fits  # the activity itself is the first


@pytest.mark.parametrize(("length", "fits"), [(0, False), (1, True), (999, True), (1000, True), (1001, False)])
def test_an_id_has_a_length(length: int, fits: bool) -> None:
    assert is_let_in(activity(conversation={"id": "x" * length})) is fits
    assert is_let_in(activity(channelData={"team": {"id": "x" * length}})) is fits
    assert is_let_in(activity(**{"from": {"id": "29:1", "aadObjectId": "x" * length}})) is fits


@pytest.mark.parametrize(("more", "status"), [(-1, 200), (0, 200), (1, 413)])
async def test_a_megabyte_and_not_a_byte_more(door: Door, more: int, status: int) -> None:
    told = door.message("x")
    empty = len(json.dumps(told).encode()) - 1
    body = json.dumps(door.message("x" * (verify.MAX_BODY - empty + more))).encode()
    if len(body) != verify.MAX_BODY + more:  # ids of its own length
        body = body[:-1] + b" " * (verify.MAX_BODY + more - len(body)) + b"}"
    assert len(body) == verify.MAX_BODY + more
    assert (await door.raw(body, **token(door))).status_code == status


PROXIES = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


@pytest.mark.parametrize(
    ("host", "headers", "client", "here"),
    [
        ("127.0.0.1", {}, "127.0.0.1", True), ("localhost", {}, "::1", True), ("bot.example", {}, "127.0.0.1", False),
        ("127.0.0.1", {}, "10.0.0.7", False), ("127.0.0.1", {}, None, False),
        *(("127.0.0.1", {name: "x"}, "127.0.0.1", False) for name in PROXIES),
    ],
)  # fmt: skip
def test_this_machine_is_nobody_elses_name_and_no_proxys(
    host: str, headers: dict[str, str], client: str | None, here: bool
) -> None:
    scope = {
        "type": "http", "method": "POST", "path": "/", "query_string": b"", "scheme": "http", "server": (host, 80),
        "client": (client, 1) if client else None,
        "headers": [(name.encode(), value.encode()) for name, value in {"host": host, **headers}.items()],
    }  # fmt: skip
    assert verify.is_from_this_machine(Request(scope)) is here
