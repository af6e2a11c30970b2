"""Holds the way in: who is let through, what is understood, and how each kind of request is answered."""

import asyncio
import json
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.chat.slack.conftest import NOW, TS, Desk
from tests.standins.slack import buttons
from tests.standins.slack_payloads import Signed
from wres_bot.chat.slack.verify import MAX_UNSIGNED
from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.domain.errors import DeliveryError, UserError
from wres_bot.domain.ports import Address, Answer, Incoming


async def test_a_slash_command_is_answered_in_the_response_for_the_asker_only(desk: Desk) -> None:
    response = await desk.slash("update 2.3 done")
    said = response.json()
    assert response.status_code == 200
    assert said["response_type"] == "ephemeral"
    assert said["text"] == "2.3 is done\nThank you."
    assert said["blocks"][0] == {
        "type": "header",
        "text": {"type": "plain_text", "text": "2.3 is done", "emoji": False},
    }
    [heard] = desk.heard
    assert (heard.via, heard.text, heard.workspace) == ("command", "update 2.3 done", desk.server.team)
    assert (heard.sender, heard.place, heard.place_kind) == (desk.user, desk.channel, "channel")
    assert heard.id
    assert desk.server.calls == []  # nothing had to be asked of Slack before it was stored
    assert desk.listener.last_heard == NOW


async def test_a_command_in_which_payload_is_written_arrives_whole(desk: Desk) -> None:
    await desk.slash("note 2.3 the payload=x report & more")
    assert desk.heard[0].text == "note 2.3 the payload=x report & more"


async def test_a_command_in_a_direct_message_says_so(desk: Desk) -> None:
    signed = desk.made.slash("mine", ts=TS, user=desk.user, channel="D123")
    assert (await desk.post(signed)).json()["response_type"] == "ephemeral"  # it may be other people's conversation
    assert desk.heard[0].place_kind == "direct"


async def test_an_answer_in_parts_goes_on_through_the_response_url(desk: Desk) -> None:
    desk.answer = Answer(Card("All", tuple(text(f"{n} " + "word " * 200) for n in range(30))))
    first = (await desk.slash("list")).json()
    await desk.settled()
    rest = desk.server.responses()
    assert rest
    assert first["text"].endswith(f"Part 1 of {len(rest) + 1}")
    assert [r["text"].split("\n")[-1] for r in rest] == [
        f"Part {n} of {len(rest) + 1}" for n in range(2, len(rest) + 2)
    ]
    assert {r["response_type"] for r in rest} == {"ephemeral"}


async def test_no_answer_is_an_empty_200(desk: Desk) -> None:
    desk.answer = None
    response = await desk.slash("update 2.3 done")
    assert (response.status_code, response.text) == (200, "")


async def test_slow_work_is_on_it_and_followed_by_the_answer(desk: Desk) -> None:
    free = asyncio.Event()

    async def slow(_: Incoming) -> Answer | None:
        await free.wait()
        return desk.answer

    desk.handle = slow
    desk.impatient()
    response = await desk.slash("status")
    assert response.json()["text"].startswith("On it")
    free.set()
    await desk.settled()
    assert [r["text"] for r in desk.server.responses()] == ["2.3 is done\nThank you."]


async def test_a_refusal_is_said_in_its_own_words(desk: Desk) -> None:
    async def refuse(_: Incoming) -> Answer | None:
        raise UserError("I can't find 2.9 in ESNEFT 2020-21. Nothing has changed.")

    desk.handle = refuse
    response = await desk.slash("update 2.9 done")
    assert response.json()["text"] == "I can't find 2.9 in ESNEFT 2020-21. Nothing has changed."


@pytest.mark.parametrize("error", [RuntimeError("database is locked: secret"), DeliveryError("Slack did not answer.")])
async def test_trouble_of_ours_shows_no_traceback(desk: Desk, error: Exception) -> None:
    async def fail(_: Incoming) -> Answer | None:
        raise error

    desk.handle = fail
    response = await desk.slash("update 2.9 done")
    assert response.status_code == 200
    assert "secret" not in response.text
    assert "try again" in response.text


# Turned away


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Slack-Signature": "v0=" + "0" * 64}, 401),
        ({"X-Slack-Signature": ""}, 401),
        ({"X-Slack-Signature": "v0=é"}, 401),
        ({"X-Slack-Request-Timestamp": str(TS - 301)}, 401),
        ({"X-Slack-Request-Timestamp": str(TS + 301)}, 401),
        ({"X-Slack-Request-Timestamp": "yesterday"}, 401),
        ({"X-Slack-Request-Timestamp": "9" * 400}, 401),
        ({"X-Slack-Request-Timestamp": ""}, 401),
    ],
)
async def test_what_slack_did_not_sign_is_turned_away(desk: Desk, headers: dict[str, str], status: int) -> None:
    signed = desk.made.slash("update 2.3 done", ts=TS, user=desk.user, channel=desk.channel)
    response = await desk.http.post(
        "/slack/events",
        content=signed.body,
        headers=[(k.encode(), v.encode()) for k, v in {**signed.headers, **headers}.items()],
    )
    assert response.status_code == status
    assert desk.heard == []


async def test_an_old_request_is_turned_away_though_well_signed(desk: Desk) -> None:
    response = await desk.slash("update 2.3 done", ts=TS - 301)
    assert response.status_code == 401


async def test_a_request_without_any_signature_is_turned_away(desk: Desk) -> None:
    for body in (b"", b"{", b"command=/wres&text=x", json.dumps({"type": "url_verification"}).encode()):
        response = await desk.http.post("/slack/events", content=body)
        assert response.status_code == 401


async def test_a_signed_body_that_is_changed_is_turned_away(desk: Desk) -> None:
    signed = desk.made.slash("update 2.3 done", ts=TS, user=desk.user, channel=desk.channel)
    response = await desk.post(replace(signed, body=signed.body.replace(b"2.3", b"2.4")))
    assert response.status_code == 401


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b'"x"', "application/json"),
        (b"{}", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"type":"event_callback","event":"x"}', "application/json"),
        (b'{"type":"event_callback","event":[1]}', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"payload=%7B", "application/x-www-form-urlencoded"),
        (b"payload=[]", "application/x-www-form-urlencoded"),
        (b'payload={"type":"block_actions","user":{"id":"U1"},"actions":[]}', "application/x-www-form-urlencoded"),
        (b'payload={"type":"block_actions","user":{"id":"U1"},"actions":[1]}', "application/x-www-form-urlencoded"),
        (b'payload={"type":"block_actions","actions":[{}]}', "application/x-www-form-urlencoded"),
        (b"command=/wres", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"a=1&" * 1000, "application/x-www-form-urlencoded"),
        (b"<x/>", "text/xml"),
        (b"command=/wres&channel_id=C1&user_id=U1&text=x", "application/x-www-form-urlencoded"),  # no trigger
        (b"command=/wres&channel_id=C1&user_id=U1%00&trigger_id=1", "application/x-www-form-urlencoded"),
        (b'{"type":5}', "application/json"),
        (b'{"type":"event_callback","event":{"type":["message"]}}', "application/json"),
        (b'{"type":"event_callback","event":{"type":"message","text":"\\ud800"}}', "application/json"),
        (b'{"type":"event_callback","event":{"type":"message","text":7}}', "application/json"),
        (b'{"type":"event_callback","event":{"type":"message"},"authorizations":[[]]}', "application/json"),
        (b'payload={"type":"block_actions","user":{"id":"U1"},"actions":[{}]}', "application/x-www-form-urlencoded"),
        (
            b'payload={"type":"block_actions","user":{"id":"U1"},"actions":[{"action_id":1}]}',
            "application/x-www-form-urlencoded",
        ),
        (
            b'payload={"type":"block_actions","user":{"id":[]},"actions":[{"action_id":"a"}]}',
            "application/x-www-form-urlencoded",
        ),
    ],
)
async def test_a_signed_body_that_makes_no_sense_is_400(desk: Desk, body: bytes, kind: str) -> None:
    response = await desk.post(Signed(body, desk.made.sign(body, TS, kind)))
    assert response.status_code == 400
    assert desk.heard == []


async def test_two_megabytes_are_too_many(desk: Desk) -> None:
    body = urlencode({"command": "/wres", "text": "x" * 2_000_000}).encode()
    assert (await desk.post(Signed(body, desk.made.sign(body, TS)))).status_code == 413


async def test_forty_kilobytes_of_text_arrive(desk: Desk) -> None:
    await desk.slash("x" * 40_000)
    assert len(desk.heard[0].text) == 40_000


async def test_slacks_own_checks_are_answered(desk: Desk) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "t"}).encode()
    response = await desk.post(Signed(body, desk.made.sign(body, TS, "application/json")))
    assert (response.status_code, response.json()) == (200, {"challenge": "abc"})
    body = b"ssl_check=1&token=t"
    assert (await desk.post(Signed(body, desk.made.sign(body, TS)))).status_code == 200


async def test_slack_looks_at_the_certificate_without_signing(desk: Desk) -> None:
    body = b"ssl_check=1&token=t"
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert (await desk.http.post("/slack/events", content=body, headers=form)).status_code == 200
    assert (await desk.http.get("/slack/events", params={"ssl_check": "1"})).status_code == 200
    assert (await desk.http.get("/slack/events")).status_code == 405
    for more in (b"&command=/wres&user_id=U1&channel_id=C1&trigger_id=1&text=2.3+done", b"&payload={}"):
        assert (await desk.http.post("/slack/events", content=body + more, headers=form)).text == ""
    assert desk.heard == []


async def test_of_what_nobody_signed_little_is_read(desk: Desk) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    for size, status in ((MAX_UNSIGNED - 1, 401), (MAX_UNSIGNED, 401), (MAX_UNSIGNED + 1, 413)):
        response = await desk.http.post("/slack/events", content=b"x" * size, headers=form)
        assert response.status_code == status


# Messages


async def test_a_direct_message_is_heard_and_answered_where_only_they_see_it(desk: Desk) -> None:
    user = desk.user
    place = desk.server.direct(user)
    response = await desk.post(desk.made.message("1.3 in progress, booked", user=user, channel=place, ts=TS))
    assert response.status_code == 200
    await desk.settled()
    assert (desk.heard[0].via, desk.heard[0].place_kind, desk.heard[0].text) == (
        "message",
        "direct",
        "1.3 in progress, booked",
    )
    assert [m["text"] for m in desk.server.messages_to(user)] == ["2.3 is done\nThank you."]


async def test_a_mention_is_answered_to_the_asker_only(desk: Desk) -> None:
    await desk.mention("2.3 done", thread="1609750000.000100")
    await desk.settled()
    assert (desk.heard[0].via, desk.heard[0].text, desk.heard[0].thread) == ("mention", "2.3 done", "1609750000.000100")
    [shown] = desk.server.ephemerals("network.member")
    assert shown.fields["text"] == "2.3 is done\nThank you."
    assert "2.3 is done" not in str(desk.server.history("race-equality-network"))


@pytest.mark.parametrize("why", ["user_not_in_channel", "channel_not_found", "restricted_action", "not_in_channel"])
async def test_an_answer_that_slack_will_not_show_there_comes_directly(desk: Desk, why: str) -> None:
    """The change is made: whoever asked for it hears so."""
    desk.server.faults.add("chat.postEphemeral", "error", error=why)
    await desk.mention("2.3 done")
    await desk.settled()
    assert [m["text"] for m in desk.server.messages_to(desk.user)] == ["2.3 is done\nThank you."]
    assert desk.server.ephemerals("network.member") == []


async def test_a_clicks_answer_whose_address_is_used_up_comes_directly(desk: Desk) -> None:
    message = await asked(desk, desk.channel)
    signed = desk.made.click(
        buttons(message)["Done"], user=desk.user, channel=desk.channel, message=message, ts=TS,
        response_url=f"{desk.server.api_url}/gone",
    )  # fmt: skip
    await desk.post(signed)
    await desk.settled()
    assert [m["text"] for m in desk.server.messages_to(desk.user)] == ["2.3 is done\nThank you."]


async def test_a_message_delivered_twice_has_one_identity(desk: Desk) -> None:
    desk.answer = None
    at = f"{TS}.000777"
    for event, retry in (("Ev1", 0), ("Ev1", 1), ("Ev2", 0)):
        assert (await desk.mention("2.3 done", at=at, event=event, retry=retry)).status_code == 200
    assert len({heard.id for heard in desk.heard}) == 1
    await desk.mention("2.3 done")
    assert len({heard.id for heard in desk.heard}) == 2


async def test_what_is_brought_again_after_a_break_is_told_from_what_was_only_slow(desk: Desk) -> None:
    signed = desk.made.mention("2.3 done", ts=TS, user=desk.user, channel=desk.channel, retry=1)
    for reason, again in (("http_timeout", False), ("connection_failed", True), ("http_error", True)):
        await desk.post(signed, **{"X-Slack-Retry-Reason": reason})
        assert desk.heard[-1].again is again
    await desk.mention("2.3 done")
    assert desk.heard[-1].again is False


async def test_what_nobody_said_to_the_bot_is_ignored(desk: Desk) -> None:
    made, user, place = desk.made, desk.user, "D0SOME"
    for signed in (
        made.message("x", user=user, channel=place, ts=TS, subtype="message_changed"),
        made.message("x", user=user, channel=place, ts=TS, subtype="message_deleted"),
        made.message("x", user=user, channel=place, ts=TS, bot_id="B0OTHER"),
        made.message("x", user=desk.server.bot, channel=place, ts=TS),
        made.message("x", user=user, channel=desk.channel, ts=TS, channel_type="channel"),
        made.message("x", user=user, channel=place, ts=TS, edited={"user": user, "ts": "1.1"}),
        made.event({"type": "app_home_opened", "user": user, "channel": place}, ts=TS),
        made.event({"type": "message", "channel": place}, ts=TS),
    ):
        assert (await desk.post(signed)).status_code == 200
    assert desk.heard == []


async def test_an_event_that_was_not_stored_is_brought_again(desk: Desk) -> None:
    async def fail(_: Incoming) -> Answer | None:
        raise RuntimeError("database is locked")

    desk.handle = fail
    assert (await desk.mention("2.3 done")).status_code == 500
    last = await desk.mention("2.3 done", retry=3)
    await desk.settled()
    assert last.status_code == 200
    [shown] = desk.server.ephemerals("network.member")
    assert "Sorry" in shown.fields["text"]


# Clicks

ASK = Card(
    "How is it going?",
    (Buttons((Button("Done", "update esneft-2020-21:2.3 done & dusted", version=4), Button("Later", "snooze 2.3"))),),
)


async def asked(desk: Desk, channel: str) -> dict[str, object]:
    await desk.platform.send(Address("slack", desk.server.team, channel, "channel"), ASK, "k1")
    return desk.server.history(channel)[-1]


async def test_a_click_says_what_its_button_says(desk: Desk) -> None:
    place = desk.server.direct(desk.user)
    message = await asked(desk, place)
    response = await desk.click(buttons(message)["Done"], message, place=place)
    assert (response.status_code, response.text) == (200, "")
    await desk.settled()
    [heard] = desk.heard
    assert (heard.via, heard.text, heard.seen) == ("click", "update esneft-2020-21:2.3 done & dusted", 4)
    assert heard.place_kind == "direct"
    [shown] = desk.server.responses()
    # Their own conversation with the bot: the answer stays.
    assert (shown["response_type"], shown["replace_original"]) == ("in_channel", False)


async def test_two_clicks_have_two_identities(desk: Desk) -> None:
    message = await asked(desk, desk.channel)
    for label in ("Done", "Done", "Later"):
        await desk.click(buttons(message)[label], message)
    await desk.settled()
    assert len({heard.id for heard in desk.heard}) == 3


async def test_a_click_redraws_only_what_nobody_else_sees(desk: Desk) -> None:
    desk.answer = Answer(Card("Done", (text("Thank you."),)), redrawn=Card("One is left"))
    message = await asked(desk, desk.channel)
    button = buttons(message)["Done"]
    await desk.click(button, message)
    await desk.settled()
    await desk.click(button, message, ephemeral=True)
    await desk.settled()
    assert [(r["response_type"], r["replace_original"]) for r in desk.server.responses()] == [
        ("ephemeral", False),
        ("ephemeral", True),
        ("ephemeral", False),
    ]


async def test_a_slow_click_is_acknowledged_in_time(desk: Desk) -> None:
    free = asyncio.Event()

    async def slow(_: Incoming) -> Answer | None:
        await free.wait()
        return desk.answer

    desk.handle = slow
    message = await asked(desk, desk.channel)
    desk.impatient()
    response = await desk.click(buttons(message)["Done"], message)
    assert response.status_code == 200
    free.set()
    await desk.settled()
    assert sorted(r["text"] for r in desk.server.responses())[-1].startswith("On it")
    assert len(desk.server.responses()) == 2


async def test_a_button_of_another_time_says_so(desk: Desk) -> None:
    button = {
        "type": "button",
        "action_id": "say:0",
        "text": {"type": "plain_text", "text": "Old"},
        "value": "{not json",
    }
    await desk.click(button, {"ts": "1.1"})
    await desk.settled()
    assert desk.heard == []
    assert "no longer works" in desk.server.responses()[0]["text"]


async def test_what_is_not_ours_is_acknowledged(desk: Desk) -> None:
    button = {"action_id": "other", "text": {"type": "plain_text", "text": "Other"}, "value": "x"}
    response = await desk.click(button, {"ts": "1.1"})
    assert response.status_code == 200
    body = urlencode({"payload": json.dumps({"type": "shortcut", "callback_id": "x", "user": {"id": "U1"}})}).encode()
    assert (await desk.post(Signed(body, desk.made.sign(body, TS)))).status_code == 200
