"""Holds the way in from Teams: what is understood, and how each kind of request is answered."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from tests.chat.teams.door import BOT, NOW, OWNER, Door
from tests.patience import PATIENCE
from tests.torture.small_teams import TENANT, account
from wres_bot.chat.teams import webhook
from wres_bot.chat.teams.send import NOT_ELSEWHERE
from wres_bot.domain.cards import Card, text
from wres_bot.domain.errors import DeliveryError, UserError
from wres_bot.domain.ports import Answer, Incoming

UNKNOWN = "That button no longer works, so nothing has changed. Write help to me for what I can do."
SAYS = {"action": "say", "says": "update esneft-2020-21:2.3 done", "version": 4}


async def test_a_message_is_heard_and_answered_in_their_own_chat(door: Door) -> None:
    response = await door.post(door.message("2.3 done"))
    assert (response.status_code, response.content) == (200, b"")
    await door.settled()
    [heard] = door.heard
    assert (heard.via, heard.text, heard.place_kind, heard.thread) == ("message", "2.3 done", "direct", None)
    assert (heard.platform, heard.workspace, heard.sender) == ("teams", TENANT, account(OWNER))
    assert door.said_to(OWNER) == ["2.3 is done\nThank you."]
    assert door.listener.last_heard == NOW


async def test_a_mention_in_a_channel_is_answered_to_the_asker_alone(door: Door) -> None:
    assert (await door.post(door.mention("2.3 done", thread="1609750000001"))).status_code == 200
    await door.settled()
    [heard] = door.heard
    assert (heard.via, heard.text, heard.place, heard.place_kind) == ("mention", "2.3 done", door.channel, "channel")
    assert heard.thread == "1609750000001"
    assert door.said_to(OWNER) == ["2.3 is done\nThank you."]
    assert door.said_in_channel() == ["I've answered you in our own chat."]
    [where] = [each for each in door.there.teams.posted if each.startswith(door.channel)]
    assert where == f"{door.channel};messageid=1609750000001"


async def test_a_message_is_acknowledged_only_once_it_is_stored(door: Door) -> None:
    free, stored = asyncio.Event(), []

    async def store(_: Incoming) -> Answer | None:
        await free.wait()
        stored.append(1)
        return None

    door.handle = store
    asking = asyncio.ensure_future(door.post(door.message("2.3 done")))
    await asyncio.wait({asking}, timeout=0.2)
    assert not asking.done()
    free.set()
    assert (await asking).status_code == 200 and stored


async def test_an_activity_brought_again_has_the_same_identity(door: Door) -> None:
    made = door.message("2.3 done"), door.mention("2.3 done"), door.click(SAYS)
    for activity in made:
        await door.post(activity)
        await door.post(activity)
    await door.post(door.click(SAYS))
    await door.settled()
    assert [heard.id for heard in door.heard[0:6:2]] == [heard.id for heard in door.heard[1:6:2]]
    assert len({heard.id for heard in door.heard}) == 4


async def test_what_nobody_said_to_the_bot_is_ignored(door: Door) -> None:
    plain = door.message("hello")
    for activity in (
        {**plain, "type": "messageUpdate"},
        {**plain, "type": "messageDelete"},
        {**plain, "type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {**plain, "type": "typing"},
        {**plain, "type": "event", "name": "application/vnd.microsoft.readReceipt"},
        {**plain, "type": "somethingNew"},
        {**plain, "from": {"id": BOT, "name": "WRES"}},
        {**plain, "from": {"id": "28:another-bot"}},
        door.in_channel(door.message("2.3 done")),
    ):
        response = await door.post(activity)
        assert (response.status_code, response.content) == (200, b"")
    await door.settled()
    assert door.heard == []
    assert door.there.teams.posted == {}


async def test_somebody_who_waits_sees_that_the_bot_is_typing(door: Door) -> None:
    free = asyncio.Event()

    async def slow(_: Incoming) -> Answer | None:
        await free.wait()
        return door.answer

    door.handle = slow
    door.impatient()
    asking = asyncio.ensure_future(door.post(door.message("status")))
    async with asyncio.timeout(PATIENCE):
        while not any("activities" in each for each in door.there.teams.asked):
            await asyncio.sleep(0.02)
    assert door.said_to(OWNER) == []  # it was the sign that it is typing
    free.set()
    assert (await asking).status_code == 200
    await door.settled()
    assert door.said_to(OWNER) == ["2.3 is done\nThank you."]


async def test_what_takes_too_long_is_acknowledged_and_answered_all_the_same(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wres_bot.chat.teams.webhook.ACKNOWLEDGE_WITHIN", 0.1)
    free = asyncio.Event()

    async def slow(_: Incoming) -> Answer | None:
        await free.wait()
        return door.answer

    door.handle = slow
    assert (await door.post(door.message("status"))).status_code == 200
    free.set()
    await door.settled()
    assert door.said_to(OWNER) == ["2.3 is done\nThank you."]


async def test_while_many_answers_wait_whoever_asks_waits_with_them(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wres_bot.chat.teams.webhook.MAX_QUEUED", 0)
    await door.post(door.message("2.3 done"))
    assert door.said_to(OWNER) == ["2.3 is done\nThank you."]  # before it was acknowledged


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (UserError("I can't find 2.9. Nothing has changed."), "I can't find 2.9. Nothing has changed."),
        (RuntimeError("database is locked: secret"), "Please try again"),
        (DeliveryError("Teams did not answer."), "Please try again"),
    ],
)
async def test_trouble_is_said_in_words_and_shows_nothing_of_the_inside(
    door: Door, error: Exception, says: str
) -> None:
    async def fail(_: Incoming) -> Answer | None:
        raise error

    door.handle = fail
    assert (await door.post(door.message("update 2.9 done"))).status_code == 200
    await door.settled()
    [said] = door.said_to(OWNER)
    assert says in said and "secret" not in said


# Clicks


async def test_a_click_says_what_its_button_says(door: Door) -> None:
    response = await door.post(door.click(SAYS))
    assert response.json() == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": "2.3 is done",
    }
    await door.settled()
    [heard] = door.heard
    assert (heard.via, heard.text, heard.seen, heard.place_kind) == ("click", SAYS["says"], 4, "direct")
    assert door.said_to(OWNER) == ["2.3 is done\nThank you."]


async def test_an_older_kind_of_button_says_the_same(door: Door) -> None:
    activity = door.base("message", value={**SAYS, "version": None}, replyToId="1609750000001")
    assert (await door.post(activity)).status_code == 200
    await door.settled()
    [heard] = door.heard
    assert (heard.via, heard.text, heard.seen) == ("click", SAYS["says"], None)


async def test_a_clicked_card_is_drawn_again_where_it_stands(door: Door) -> None:
    await door.post(door.message("ask me"))
    await door.settled()
    [asked] = door.there.teams.to(OWNER)
    door.answer = Answer(Card("Done", (text("Thank you."),)), redrawn=Card("One is left"))
    await door.post(door.click(SAYS, replyToId=asked["id"]))
    await door.settled()
    assert door.said_to(OWNER) == ["One is left", "Done\nThank you."]


async def test_a_click_that_takes_long_is_answered_in_time_and_followed(door: Door) -> None:
    free = asyncio.Event()

    async def slow(_: Incoming) -> Answer | None:
        await free.wait()
        return door.answer

    door.handle = slow
    door.impatient()
    response = await door.post(door.click(SAYS))
    assert response.json()["value"] == webhook.ON_IT
    free.set()
    await door.settled()
    assert door.said_to(OWNER) == ["2.3 is done\nThank you."]


async def test_a_click_in_a_channel_is_told_where_the_answer_is_and_nobody_else_is(door: Door) -> None:
    response = await door.post(door.in_channel(door.click(SAYS)))
    await door.settled()
    assert response.json()["value"] == "2.3 is done. More in our own chat."
    assert door.said_to(OWNER) == ["2.3 is done\nThank you."]
    assert door.said_in_channel() == []


async def test_a_click_in_a_channel_by_somebody_without_the_app_says_how_to_get_the_answer(door: Door) -> None:
    door.there.teams.blocked.add(OWNER)
    await door.post(door.in_channel(door.click(SAYS)))
    await door.settled()
    assert door.said_in_channel() == [NOT_ELSEWHERE]


async def test_where_the_rest_is_stands_even_after_a_long_title(door: Door) -> None:
    door.answer = Answer(Card("long " * 100))
    said = (await door.post(door.in_channel(door.click(SAYS)))).json()["value"]
    assert len(said) <= 250 and said.endswith("… More in our own chat.")


async def test_a_click_seen_before_says_so(door: Door) -> None:
    door.answer = None
    assert (await door.post(door.click(SAYS))).json()["value"] == webhook.HAD_IT


@pytest.mark.parametrize(
    "data",
    [
        None, {}, [], "say", 7, {"action": "say"}, {"action": "say", "says": None}, {"action": "say", "says": "  "},
        {"action": "say", "says": ["x"]}, {"action": "other", "says": "2.3 done"}, {"says": "2.3 done"},
        {**SAYS, "version": "4"}, {**SAYS, "version": True}, {"action": "say", "says": {"a": 1}},
    ],
)  # fmt: skip
async def test_a_button_nobody_knows_gets_kind_words(door: Door, data: Any) -> None:
    response = await door.post(door.click(data))
    assert (response.status_code, response.json()["value"]) == (200, UNKNOWN)
    assert door.heard == []


async def test_an_older_kind_of_button_nobody_knows_gets_the_same_words(door: Door) -> None:
    await door.post(door.base("message", value={"action": "other"}, replyToId="1609750000001"))
    await door.settled()
    assert [said.replace("\n", " ") for said in door.said_to(OWNER)] == [UNKNOWN]
    assert door.heard == []


async def test_a_refused_click_hears_why(door: Door) -> None:
    async def refuse(_: Incoming) -> Answer | None:
        raise UserError("I can't find 2.9. Nothing has changed.")

    door.handle = refuse
    assert (await door.post(door.click(SAYS))).json()["value"] == "I can't find 2.9. Nothing has changed."


@pytest.mark.parametrize("value", [None, [], "x", 3, {}, {"action": None}, {"action": []}, {"action": {"data": 1}}])
async def test_a_click_of_no_shape_gets_kind_words(door: Door, value: Any) -> None:
    response = await door.post({**door.click({}), "value": value})
    assert (response.status_code, response.json()["value"]) == (200, UNKNOWN)


@pytest.mark.parametrize(
    ("name", "status", "holds"),
    [
        ("task/fetch", 200, '"task"'),
        ("task/submit", 200, '"task"'),
        ("composeExtension/query", 200, '"composeExtension"'),
        ("config/fetch", 200, '"config"'),
        ("message/submitAction", 200, ""),
        ("signin/verifyState", 501, "does not do that"),
        ("fileConsent/invoke", 501, "does not do that"),
        ("brand/new", 501, "does not do that"),
    ],
)
async def test_whatever_else_teams_asks_is_answered(door: Door, name: str, status: int, holds: str) -> None:
    response = await door.post(door.base("invoke", name=name, value={"data": SAYS}))
    assert response.status_code == status
    assert holds in response.text
    assert door.heard == []


# Who is let in, and who is not


async def test_somebody_of_another_organisation_is_refused_politely_and_heard_by_nobody(door: Door) -> None:
    plain = door.message("status")
    elsewhere = "99999999-0000-4000-8000-000000000000"
    for activity in (
        {**plain, "channelData": {"tenant": {"id": elsewhere}}},
        {**plain, "conversation": {**plain["conversation"], "tenantId": elsewhere}},
        {**plain, "from": {**plain["from"], "tenantId": elsewhere}},
    ):
        assert (await door.post(activity)).status_code == 200
        await door.settled()
        assert "one organisation" in door.said_to(OWNER)[-1]
    clicked = await door.post({**door.click(SAYS), "channelData": {"tenant": {"id": elsewhere}}})
    assert "other organisations" in clicked.json()["value"]
    assert door.heard == []
    assert await door.memory.list_all() == []


async def test_somebody_without_an_account_is_asked_to_sign_in(door: Door) -> None:
    plain = door.message("status")
    await door.post({**plain, "from": {"id": "29:somebody", "name": "Somebody"}})
    await door.settled()
    assert "sign in" in door.said_to(OWNER)[0]
    assert door.heard == []


async def test_stopping_waits_for_the_answers_that_are_on_their_way(door: Door) -> None:
    free = asyncio.Event()

    async def slow(_: Incoming) -> Answer | None:
        await free.wait()
        return replace(door.answer) if door.answer else None

    door.handle = slow
    door.impatient()
    await door.post(door.click(SAYS))
    assert await door.listener.close(0.05) > 0
    free.set()
