"""Checks Slack's local server and the proxy before it; knows nothing of the bot."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import yaml
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.patience import PATIENCE
from tests.standins.slack import ROOT, SlackServer, buttons
from tests.standins.slack_limits import problems

BLOCKS: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*2.3* How is it going?"}},
    {
        "type": "actions",
        "block_id": "act",
        "elements": [
            {"type": "button", "action_id": "a1", "text": {"type": "plain_text", "text": "Done"}, "value": "2.3 done"}
        ],
    },
]


@pytest.fixture
async def client(slack_server: SlackServer) -> AsyncIterator[AsyncWebClient]:
    # By itself the SDK tries again after a lost answer, which would hide the faults, and ignores its own timeout
    # when it is given a session.
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
        yield AsyncWebClient(
            token=slack_server.token, base_url=slack_server.api_url, session=session, retry_handlers=[]
        )


async def test_the_bot_knows_who_it_is(slack_server: SlackServer, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("U0WRES", "B0WRES", slack_server.team)


def test_the_bot_has_the_scopes_of_its_manifest_and_no_other(slack_server: SlackServer) -> None:
    manifest = yaml.safe_load((ROOT / "config" / "slack-manifest.yaml").read_text())
    [token] = [token for token in slack_server.seed["tokens"] if token["token"] == slack_server.token]
    assert sorted(manifest["oauth_config"]["scopes"]["bot"]) == token["scopes"]


async def test_a_message_is_found_again_by_its_metadata(slack_server: SlackServer, client: AsyncWebClient) -> None:
    channel = slack_server.channels["edi-steering-group"]
    metadata = {"event_type": "letter", "event_payload": {"key": "esneft/digest/1"}}
    sent = await client.chat_postMessage(channel=channel, text="Hello", blocks=BLOCKS, metadata=metadata)
    found = await client.conversations_history(channel=channel, include_all_metadata=True, limit=50)
    assert [m["metadata"] for m in found["messages"] if m["ts"] == sent["ts"]] == [metadata]
    unasked = await client.conversations_history(channel=channel)
    assert "metadata" not in unasked["messages"][0]
    later = await client.conversations_history(channel=channel, oldest=sent["ts"])
    assert sent["ts"] not in [m["ts"] for m in later["messages"]]


async def test_a_message_to_a_person_is_a_direct_message(slack_server: SlackServer, client: AsyncWebClient) -> None:
    person = await client.users_lookupByEmail(email="head.of.resourcing@esneft.example")
    await client.chat_postMessage(channel=person["user"]["id"], text="One", blocks=BLOCKS)
    await client.chat_postMessage(channel=person["user"]["id"], text="Two")
    messages = slack_server.messages_to("head.of.resourcing")
    assert [m["text"] for m in messages] == ["One", "Two"]
    assert buttons(messages[0])["Done"]["value"] == "2.3 done"


async def test_what_only_the_asker_sees_is_not_in_the_channel(
    slack_server: SlackServer, client: AsyncWebClient
) -> None:
    channel, user = slack_server.channels["race-equality-network"], slack_server.users["network.member"]
    await client.chat_postEphemeral(channel=channel, user=user, text="Only you")
    assert [call.fields["text"] for call in slack_server.ephemerals("network.member")] == ["Only you"]
    assert "Only you" not in [m["text"] for m in slack_server.history("race-equality-network")]


async def test_a_message_is_redrawn(slack_server: SlackServer, client: AsyncWebClient) -> None:
    channel = slack_server.channels["wres-leads"]
    sent = await client.chat_postMessage(channel=channel, text="Before", blocks=BLOCKS)
    await client.chat_update(channel=channel, ts=sent["ts"], text="After", blocks=BLOCKS[:1])
    [message] = [m for m in slack_server.history("wres-leads") if m["ts"] == sent["ts"]]
    assert message["text"] == "After"
    assert buttons(message) == {}


async def test_a_picture_is_uploaded(slack_server: SlackServer, client: AsyncWebClient) -> None:
    answer = await client.files_upload_v2(
        channel=slack_server.channels["wres-leads"], content=b"\x89PNG", filename="a.png", alt_txt="A chart"
    )
    assert answer["files"][0]["id"]


@pytest.mark.parametrize(
    ("name", "field", "expected"),
    [("guest", "is_restricted", True), ("unverified", "is_email_confirmed", False), ("left", "deleted", True)],
)
async def test_people_are_what_slack_says_they_are(
    slack_server: SlackServer, client: AsyncWebClient, name: str, field: str, expected: bool
) -> None:
    answer = await client.users_info(user=slack_server.users[name])
    assert answer["user"][field] is expected
    usual = await client.users_info(user=slack_server.users["head.of.edi"])
    assert usual["user"][field] is not expected


async def test_somebody_who_has_left_is_not_found(slack_server: SlackServer, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="users_not_found"):
        await client.users_lookupByEmail(email="left@esneft.example")
    with pytest.raises(SlackApiError, match="user_disabled"):
        await client.conversations_open(users=slack_server.users["left"])


async def test_the_bot_posts_only_where_it_may(slack_server: SlackServer, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.chat_postMessage(channel=slack_server.channels["board-room"], text="Hello")
    slack_server.archive("wres-leads")
    with pytest.raises(SlackApiError, match="is_archived"):
        await client.chat_postMessage(channel=slack_server.channels["wres-leads"], text="Hello")
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.conversations_create(name="another")


async def test_a_channel_shared_with_another_organisation_says_so(
    slack_server: SlackServer, client: AsyncWebClient
) -> None:
    shared = await client.conversations_info(channel=slack_server.channels["shared-with-council"])
    own = await client.conversations_info(channel=slack_server.channels["race-equality-network"])
    assert (shared["channel"]["is_ext_shared"], own["channel"]["is_ext_shared"]) == (True, False)


async def test_people_can_be_added(slack_process: SlackServer) -> None:
    slack_process.reset(people=["matron.of.everything@esneft.example"])
    assert slack_process.user("matron.of.everything@esneft.example").startswith("U")


async def test_blocks_slack_would_refuse_are_refused(slack_server: SlackServer, client: AsyncWebClient) -> None:
    long = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await client.chat_postMessage(channel=slack_server.channels["wres-leads"], text="x", blocks=long)
    assert problems(BLOCKS) == []
    assert problems([{"type": "divider"}] * 51) == ["51 blocks, at most 50"]


async def test_a_refused_call_says_when_to_try_again(slack_server: SlackServer, client: AsyncWebClient) -> None:
    slack_server.faults.add("chat.postMessage", "rate_limited", retry_after=7)
    channel = slack_server.channels["wres-leads"]
    with pytest.raises(SlackApiError) as raised:
        await client.chat_postMessage(channel=channel, text="Hello")
    assert raised.value.response.headers["Retry-After"] == "7"
    await client.chat_postMessage(channel=channel, text="Hello")
    assert [call.status for call in slack_server.calls] == [429, 200]


@pytest.mark.parametrize(
    ("kind", "posted"),
    [("drop_request", False), ("drop_response", True), ("hang", True), ("server_error", False), ("error", False)],
)
async def test_a_fault_does_or_does_not_post(
    slack_server: SlackServer, client: AsyncWebClient, kind: Any, posted: bool
) -> None:
    slack_server.faults.add("chat.postMessage", kind)
    given_up = asyncio.timeout(2 if kind == "hang" else PATIENCE)
    with pytest.raises((aiohttp.ClientError, asyncio.TimeoutError, SlackApiError)):
        async with given_up:
            await client.chat_postMessage(channel=slack_server.channels["wres-leads"], text="Hello")
    assert ("Hello" in [m["text"] for m in slack_server.history("wres-leads")]) is posted


async def test_nothing_is_left_from_the_test_before(slack_server: SlackServer) -> None:
    assert [m["text"] for m in slack_server.history("wres-leads") if m.get("text") == "Hello"] == []
    assert slack_server.calls == []
    assert slack_server.faults.waiting == []


def test_every_payload_carries_a_signature_slack_would_make(slack_server: SlackServer) -> None:
    made, ts = slack_server.payloads, 1_609_750_800
    user, channel = slack_server.users["network.member"], slack_server.channels["wres-leads"]
    button = BLOCKS[1]["elements"][0]
    requests = [
        made.slash("update 2.3 done", user=user, channel=channel, ts=ts),
        made.click(button, message={"ts": "1.2"}, user=user, channel=channel, ts=ts),
        made.message("done", user=user, channel=channel, ts=ts),
        made.mention("status", user=user, channel=channel, ts=ts, retry=1),
    ]
    verifier = SignatureVerifier(slack_server.signing_secret, clock=type("At", (), {"now": lambda self: ts})())
    for request in requests:
        assert verifier.is_valid_request(request.body, request.headers)
    assert json.loads(requests[3].body)["event"]["text"] == "<@U0WRES> status"
    assert requests[3].headers["X-Slack-Retry-Num"] == "1"


async def test_an_answer_to_a_response_url_is_kept(slack_server: SlackServer) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{slack_server.payloads.response_url}/1", json={"text": "Later"}) as response:
            assert response.status == 200
    assert slack_server.responses() == [{"text": "Later"}]
