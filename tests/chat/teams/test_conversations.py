"""Holds what is remembered of conversations in Teams, and what the bot says where it is added."""

from typing import Any

import pytest

from tests.chat.teams.door import BOT, LEAD, OWNER, Door
from tests.torture.small_teams import TENANT, account
from wres_bot.domain.ports import Answer, Incoming


async def test_a_conversation_is_remembered_before_it_is_answered(door: Door) -> None:
    async def look(incoming: Incoming) -> Answer | None:
        kept.append(await door.memory.find(incoming.place))
        return None

    kept: list[Any] = []
    door.handle = look
    await door.post(door.message("hello"))
    await door.post(door.mention("hello"))
    direct, channel = kept
    assert (direct.kind, direct.person, direct.locator["user"]) == ("direct", account(OWNER), f"29:{account(OWNER)}")
    assert (channel.kind, channel.team, channel.locator["group"]) == (
        "channel", door.there.teams.team, door.there.teams.group,
    )  # fmt: skip
    assert {direct.locator["service_url"], channel.locator["service_url"]} == {door.there.url}


async def test_memory_that_fails_keeps_nobody_from_an_answer(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_: Any) -> None:
        raise RuntimeError("database is locked")

    monkeypatch.setattr(door.memory, "save", fail)
    await door.post(door.message("2.3 done"))
    await door.settled()
    assert len(door.heard) == 1


async def test_somebody_who_adds_the_bot_is_greeted_as_if_they_had_said_hello(door: Door) -> None:
    added = door.base("installationUpdate", action="add")
    await door.post(added)
    await door.post(door.base("conversationUpdate", membersAdded=[{"id": BOT}]))
    await door.settled()
    [heard] = door.heard
    assert (heard.text, heard.via, heard.place_kind) == ("hello", "message", "direct")
    assert door.said_to(OWNER) == ["2.3 is done\nThank you."]
    kept = await door.memory.find_direct(account(OWNER))
    assert kept and kept.member


async def test_a_channel_is_greeted_once_and_again_when_the_bot_comes_back(door: Door) -> None:
    added = door.in_channel(door.base("installationUpdate", action="add"))
    for activity in (added, added, door.in_channel(door.base("conversationUpdate", membersAdded=[{"id": BOT}]))):
        await door.post(activity)
    await door.settled()
    [said] = door.said_in_channel()
    assert "use this channel for network" in said and "private channel" not in said
    assert door.heard == []
    await door.post({**added, "action": "remove"})
    kept = await door.memory.find(door.channel)
    assert kept and not kept.member
    await door.post(added)
    await door.settled()
    assert len(door.said_in_channel()) == 2


@pytest.mark.parametrize(
    ("kind", "says"), [("private", "This is a private channel"), ("shared", "people of other organisations")]
)
async def test_the_bot_says_what_it_cannot_do_in_a_channel_when_it_is_added(door: Door, kind: str, says: str) -> None:
    await door.post(door.in_channel(door.base("installationUpdate", action="add"), type=kind))
    await door.settled()
    assert says in door.said_in_channel()[0]
    kept = await door.memory.find(door.channel)
    assert kept and (kept.private, kept.shared) == (kind == "private", kind == "shared")
    # A message says less than that, and takes nothing away.
    await door.post(door.mention("status"))
    again = await door.memory.find(door.channel)
    assert again and (again.private, again.shared) == (kept.private, kept.shared)


async def test_what_happens_to_a_team_is_known_of_all_its_channels(door: Door) -> None:
    async def told(event: str, **data: Any) -> None:
        activity = door.in_channel(door.base("conversationUpdate"))
        activity["conversation"]["id"] = door.there.teams.team
        activity["channelData"] |= {"eventType": event, **data}
        await door.post(activity)

    door.answer = None
    steering = door.there.teams.channels["steering"]
    await door.post(door.mention("status"))
    await told("channelCreated", channel={"id": steering, "name": "Steering"})
    kept = await door.memory.find(steering)
    assert kept and (kept.kind, kept.name, kept.team) == ("channel", "Steering", door.there.teams.team)
    await told("channelRenamed", channel={"id": steering, "name": "The group"})
    kept = await door.memory.find(steering)
    assert kept and kept.name == "The group"
    await told("channelDeleted", channel={"id": steering, "name": "The group"})
    kept = await door.memory.find(steering)
    assert kept and not kept.member
    await told("channelRestored", channel={"id": steering, "name": "The group"})
    assert {each.external for each in await door.memory.list_all()} == {steering, door.channel}
    await told("teamRenamed", team={"id": door.there.teams.team, "name": "Fairness"})
    assert {each.locator["team_name"] for each in await door.memory.list_all()} == {"Fairness"}
    await told("teamDeleted", team={"id": door.there.teams.team})
    assert await door.memory.list_all() == []


async def test_a_bot_taken_out_of_a_team_is_in_none_of_its_channels(door: Door) -> None:
    door.answer = None
    await door.post(door.mention("status"))
    gone = door.in_channel(door.base("conversationUpdate", by=LEAD, membersRemoved=[{"id": BOT}]))
    gone["conversation"]["id"] = door.there.teams.team
    await door.post(gone)
    assert await door.memory.list_all() == []


async def test_people_who_come_and_go_change_nothing_else(door: Door) -> None:
    for who in ("membersAdded", "membersRemoved"):
        activity = door.base("conversationUpdate") | {who: [{"id": f"29:{account(LEAD)}"}]}
        await door.post(door.in_channel(activity))
    await door.settled()
    assert [each.external for each in await door.memory.list_all()] == [door.channel]
    assert door.said_in_channel() == []


async def test_somebody_who_goes_and_has_no_id_of_any_kind_leaves_the_rest_kept(door: Door) -> None:
    await door.post(door.in_channel(door.base("conversationUpdate", membersRemoved=[{"id": {"a": 1}}, {}])))
    assert [each.external for each in await door.memory.list_all()] == [door.channel]


async def test_a_chat_with_people_of_another_organisation_counts_as_shared(door: Door) -> None:
    group = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}
    other = {"id": "29:other", "tenantId": "another"}
    await door.post({**door.base("conversationUpdate", membersAdded=[other]), "conversation": group})
    [kept] = await door.memory.list_all()
    assert (kept.kind, kept.shared, kept.private) == ("group", True, True)
