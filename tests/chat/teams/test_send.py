"""Checks what goes to Teams: to whom, where, redrawn in place, and what is refused; against real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.chat.teams.connector import Connector, connector
from tests.patience import PATIENCE
from tests.torture.small_teams import TENANT, Answer, account
from wres_bot.chat.teams.credentials import make_sdk
from wres_bot.chat.teams.send import ABOVE, ELSEWHERE, NOT_ELSEWHERE, TeamsPlatform
from wres_bot.conversation_memory import ConversationMemory
from wres_bot.domain.cards import Bullets, Button, Buttons, Card, Text, text
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Conversation, Incoming, PlaceKind, Receipt
from wres_bot.domain.ports import Answer as Said
from wres_bot.store.engine import Store, make_engine

EDI, RESOURCING, NURSING = (
    f"{post}@esneft.example" for post in ("head.of.edi", "head.of.resourcing", "director.of.nursing")
)
NOW = datetime(2021, 1, 4, 9, 30, tzinfo=UTC)


@dataclass
class Desk:
    """The platform beside the Teams it speaks to."""

    platform: TeamsPlatform
    there: Connector
    memory: ConversationMemory

    def to(self, email: str, **more: Any) -> Address:
        return Address("teams", TENANT, account(email), **more)

    def channel(self, name: str = "network", **more: Any) -> Address:
        return Address("teams", TENANT, self.there.teams.channels[name], "channel", **more)

    async def installed(self, name: str = "network", **locator: str) -> None:
        teams = self.there.teams
        await self.memory.save(
            Conversation(
                "teams", TENANT, teams.channels[name], "channel", name, team=teams.team,
                locator={"service_url": self.there.url, **locator},
            )
        )  # fmt: skip

    def asked(self, email: str, place: str, kind: PlaceKind = "channel", thread: str | None = None) -> Incoming:
        return Incoming("teams", TENANT, account(email), place, "status", "1", place_kind=kind, thread=thread)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    store = Store(make_engine(sqlite_url))
    async with connector([EDI, RESOURCING, NURSING], ["network", "steering"]) as there:
        memory = ConversationMemory(store, "teams", lambda: NOW)
        sdk = make_sdk("the-bot", None, TENANT, there.url)
        platform = TeamsPlatform(sdk, memory, tenant=TENANT, service_url=there.url, timeout=PATIENCE)
        yield Desk(platform, there, memory)
        await platform.close()
    store.close()


def words(message: Answer) -> str:
    return str(message.get("summary") or message.get("text"))


def card(message: Answer) -> Any:
    [attachment] = message["attachments"]
    return attachment["content"]


LONG = Card("The plan", tuple(Text((f"Action {n}: " + "all its words. " * 60,)) for n in range(60)))


async def test_somebody_who_never_wrote_gets_a_chat_of_their_own(desk: Desk) -> None:
    receipt = await desk.platform.send(desk.to(EDI), Card("One action needs you", (text("2.3 is due."),)), "k")
    [message] = desk.there.teams.to(EDI)
    assert receipt == Receipt(desk.there.teams.chat(EDI), message["id"])
    assert message["summary"] == "One action needs you\n2.3 is due."
    assert "text" not in message  # with which Teams would name no message
    kept = await desk.memory.find_direct(account(EDI))
    assert kept and kept.external == receipt.place and kept.locator["service_url"] == desk.there.url


async def test_the_chat_that_is_known_is_not_asked_for_again(desk: Desk) -> None:
    for _ in range(2):
        await desk.platform.send(desk.to(EDI), Card("Hello"), "k")
    assert desk.there.teams.asked.count("POST v3/conversations") == 1


async def test_a_chat_of_an_earlier_installation_is_made_again(desk: Desk) -> None:
    await desk.memory.save(Conversation("teams", TENANT, "a:1old", "direct", person=account(EDI)))
    desk.there.teams.gone.add("a:1old")
    receipt = await desk.platform.send(desk.to(EDI), Card("Hello"), "k")
    assert receipt.place == desk.there.teams.chat(EDI)


async def test_somebody_without_the_app_is_out_of_reach_and_the_words_say_what_helps(desk: Desk) -> None:
    desk.there.teams.blocked.add(EDI)
    with pytest.raises(DeliveryError, match="administrator") as refused:
        await desk.platform.send(desk.to(EDI), Card("Hello"), "k")
    assert (refused.value.permanent, refused.value.concerns) == (True, "recipient")


async def test_a_digest_begins_a_thread_and_an_answer_stays_in_its_own(desk: Desk) -> None:
    await desk.installed()
    await desk.platform.send(desk.channel(), Card("Quarter 3"), "a")
    receipt = await desk.platform.send(desk.channel(locator={"thread": "1600000000001"}), Card("Since then"), "b")
    place = desk.there.teams.channels["network"]
    assert list(desk.there.teams.posted) == [place, f"{place};messageid=1600000000001"]
    assert receipt.place == place


async def test_a_chat_has_no_threads(desk: Desk) -> None:
    await desk.platform.send(desk.to(EDI, locator={"thread": "1"}), Card("Hello"), "k")
    assert list(desk.there.teams.posted) == [desk.there.teams.chat(EDI)]


async def test_nothing_goes_to_a_channel_the_bot_was_taken_out_of(desk: Desk) -> None:
    with pytest.raises(DeliveryError, match="not in that conversation") as refused:
        await desk.platform.send(desk.channel(), Card("Quarter 3"), "k")
    assert refused.value.permanent
    assert desk.there.teams.asked == []


async def test_a_long_card_goes_in_parts_under_one_receipt_and_is_redrawn_as_one(desk: Desk) -> None:
    receipt = await desk.platform.send(desk.to(EDI), LONG, "k")
    sent = desk.there.teams.to(EDI)
    assert len(sent) > 1
    assert receipt.message == ",".join(message["id"] for message in sent)
    for _ in range(2):
        await desk.platform.update(receipt, Card("All done"))
        first, *rest = desk.there.teams.to(EDI)
        assert words(first) == "All done"
        assert {each["text"] for each in rest} == {ABOVE}
    await desk.platform.update(receipt, LONG)
    assert [words(each) for each in desk.there.teams.to(EDI)] == [words(each) for each in sent]


async def test_a_part_put_off_is_waited_for_so_that_none_is_sent_twice(desk: Desk) -> None:
    await desk.platform.send(desk.to(EDI), Card("Hello"), "k")
    sent = desk.platform._connector.post
    calls = 0

    async def busy(*given: Any) -> str:
        nonlocal calls
        calls += 1
        if calls == 2:
            desk.there.goes_wrong("POST /v3/conversations/", 429, headers={"Retry-After": "1"})
        return await sent(*given)

    desk.platform._connector.post = busy  # type: ignore[method-assign, assignment]
    await desk.platform.send(desk.to(EDI), LONG, "k")
    said = [words(message) for message in desk.there.teams.to(EDI)]
    assert len(said) == len(set(said)) > 2


async def test_a_part_refused_for_good_leaves_nobody_sure(desk: Desk) -> None:
    await desk.platform.send(desk.to(EDI), Card("Hello"), "k")
    sent, calls = desk.platform._connector.post, 0

    async def then_blocked(*given: Any) -> str:
        nonlocal calls
        calls += 1
        if calls == 2:
            desk.there.teams.blocked.add(EDI)
        return await sent(*given)

    desk.platform._connector.post = then_blocked  # type: ignore[method-assign, assignment]
    with pytest.raises(Unsure):
        await desk.platform.send(desk.to(EDI), LONG, "k")


async def test_what_teams_cannot_draw_goes_once_more_in_words(desk: Desk) -> None:
    desk.there.goes_wrong("/activities", 400, "BadSyntax")
    await desk.platform.send(desk.to(EDI), Card("Hello", (text("2.3 is due."),)), "k")
    [message] = desk.there.teams.to(EDI)
    assert (message["text"], message["textFormat"]) == ("Hello\n2.3 is due.", "plain")
    desk.there.goes_wrong("/activities", 413, "MessageSizeTooBig", times=2)
    with pytest.raises(DeliveryError) as refused:
        await desk.platform.send(desk.to(EDI), Card("Hello"), "k")
    assert (refused.value.permanent, refused.value.concerns) == (True, "message")


async def test_teams_cannot_tell_what_was_sent(desk: Desk) -> None:
    with pytest.raises(Unsure):
        await desk.platform.find_sent(desk.to(EDI), "k")


async def test_the_token_is_shown_to_teams_only(desk: Desk) -> None:
    async with connector([EDI], ["network"]) as elsewhere:
        await desk.installed(service_url=elsewhere.url)
        with pytest.raises(DeliveryError, match="server the bot does not know") as refused:
            await desk.platform.send(desk.channel(), Card("Quarter 3"), "k")
        assert refused.value.permanent
        assert elsewhere.tokens == set()


# Who may read a channel


@pytest.mark.parametrize(("visibility", "private"), [("private", True), ("public", False), (None, False)])
async def test_a_channel_is_private_when_its_team_is_known_to_be(
    desk: Desk, visibility: str | None, private: bool
) -> None:
    await desk.installed("steering")
    desk.there.teams.visibility = visibility
    facts = await desk.platform.fetch_place(desk.there.teams.channels["steering"])
    assert facts and (facts.name, facts.kind, facts.private) == ("steering", "channel", private)
    if private:
        await desk.platform.send(desk.channel("steering", must_be_private=True), Card("Quarter 3"), "k")
        return
    with pytest.raises(DeliveryError, match="was not posted there") as refused:
        await desk.platform.send(desk.channel("steering", must_be_private=True), Card("Quarter 3"), "k")
    assert refused.value.permanent and refused.value.concerns == "recipient"
    assert desk.there.teams.within("steering") == []


async def test_a_shared_channel_is_told_from_the_others(desk: Desk) -> None:
    await desk.installed()
    desk.there.teams.types[desk.there.teams.channels["network"]] = "shared"
    facts = await desk.platform.fetch_place(desk.there.teams.channels["network"])
    assert facts and facts.shared and not facts.private


async def test_a_chat_with_somebody_of_another_organisation_is_shared(desk: Desk) -> None:
    teams = desk.there.teams
    teams.channels["chat"] = "19:chat@thread.v2"
    await desk.memory.save(Conversation("teams", TENANT, "19:chat@thread.v2", "group", "Chat"))
    facts = await desk.platform.fetch_place("19:chat@thread.v2")
    assert facts and facts.private and not facts.shared
    teams.away.add(NURSING)
    facts = await desk.platform.fetch_place("19:chat@thread.v2")
    assert facts and facts.shared


async def test_what_the_bot_is_not_in_cannot_be_described(desk: Desk) -> None:
    assert await desk.platform.fetch_place("19:nowhere@thread.tacv2") is None
    await desk.installed()
    desk.there.goes_wrong("GET /v3/teams", 403, "BotNotInConversationRoster")
    assert await desk.platform.fetch_place(desk.there.teams.channels["network"]) is None


# Who is who


async def test_an_address_counts_only_for_a_member_of_the_organisation(desk: Desk) -> None:
    await desk.installed()
    found = await desk.platform.fetch_profile(account(EDI))
    assert found and (found.email, found.guest, found.active) == (EDI, False, True)
    desk.there.teams.guests.add(EDI)
    desk.there.teams.away.add(RESOURCING)
    for email in (EDI, RESOURCING):
        found = await desk.platform.fetch_profile(account(email))
        assert found and (found.email, found.guest) == (None, True)
    assert await desk.platform.fetch_profile(account("nobody@esneft.example")) is None


async def test_a_profile_is_asked_for_where_the_person_has_just_spoken(desk: Desk) -> None:
    teams = desk.there.teams
    await desk.installed("network")
    teams.channels["chat"] = "19:chat@thread.v2"
    await desk.memory.save(Conversation("teams", TENANT, "19:chat@thread.v2", "group", "Chat"))
    desk.platform.note_seen(account(EDI), "19:chat@thread.v2")
    assert await desk.platform.fetch_profile(account(EDI))
    assert teams.asked == [f"GET v3/conversations/19:chat@thread.v2/members/{account(EDI)}"]


async def test_somebody_who_never_wrote_is_found_on_a_later_page_of_a_roster(desk: Desk) -> None:
    await desk.installed()
    desk.there.teams.page = 1
    assert await desk.platform.find_address(NURSING.title()) == desk.to(NURSING)
    read = len(desk.there.teams.asked)
    assert await desk.platform.find_address("nobody@esneft.example") is None
    assert len(desk.there.teams.asked) == read  # one reading does for many letters


async def test_many_who_are_looked_for_at_once_take_one_reading(desk: Desk) -> None:
    await desk.installed()
    desk.there.teams.page = 1
    found = await asyncio.gather(*(desk.platform.find_address(f"nobody.{n}@esneft.example") for n in range(14)))
    assert found == [None] * 14
    together = len(desk.there.teams.asked)
    desk.platform._rosters._read_at = None
    await desk.platform.find_address("nobody@esneft.example")
    assert len(desk.there.teams.asked) == 2 * together


async def test_somebody_who_has_the_app_and_shares_no_team_with_it_is_found(desk: Desk) -> None:
    """As when it was given to them before anybody had told the bot who they are."""
    chat = desk.there.teams.chat(NURSING)
    await desk.memory.save(Conversation("teams", TENANT, chat, "direct", person=account(NURSING), private=True))
    await desk.memory.save(Conversation("teams", TENANT, "a:gone", "direct", person=account(EDI), private=True))
    desk.there.teams.gone.add("a:gone")
    assert await desk.platform.find_address(NURSING) == desk.to(NURSING)
    assert await desk.platform.find_address(EDI) is None
    assert desk.there.teams.asked == [
        f"GET v3/conversations/{place}/members/{account(who)}" for place, who in (("a:gone", EDI), (chat, NURSING))
    ]


async def test_a_guest_is_not_found_by_their_address(desk: Desk) -> None:
    await desk.installed()
    desk.there.teams.guests.add(EDI)
    desk.there.teams.away.add(RESOURCING)
    assert await desk.platform.find_address(EDI) is await desk.platform.find_address(RESOURCING) is None


# Answers


async def test_what_is_for_the_asker_alone_goes_to_their_own_chat_and_the_channel_gets_no_figures(desk: Desk) -> None:
    await desk.installed()
    place = desk.there.teams.channels["network"]
    receipt = await desk.platform.post_answer(desk.asked(EDI, place, thread="7"), Said(Card("2.3 is overdue")))
    [private] = desk.there.teams.to(EDI)
    assert receipt == Receipt(desk.there.teams.chat(EDI), private["id"])
    [sign] = desk.there.teams.posted[f"{place};messageid=7"]
    assert sign["text"] == ELSEWHERE


async def test_where_there_is_no_own_chat_the_channel_is_told_how_to_get_one(desk: Desk) -> None:
    await desk.installed()
    desk.there.teams.blocked.add(EDI)
    place = desk.there.teams.channels["network"]
    assert await desk.platform.post_answer(desk.asked(EDI, place), Said(Card("2.3 is overdue"))) is None
    [sign] = desk.there.teams.within("network")
    assert sign["text"] == NOT_ELSEWHERE


async def test_what_everybody_may_read_stays_beside_the_question(desk: Desk) -> None:
    await desk.installed()
    place = desk.there.teams.channels["network"]
    await desk.platform.post_answer(desk.asked(EDI, place, thread="7"), Said(Card("Help"), only_asker=False))
    assert [words(one) for one in desk.there.teams.posted[f"{place};messageid=7"]] == ["Help"]
    assert desk.there.teams.to(EDI) == []


async def test_the_card_that_was_clicked_is_drawn_again_before_its_answer(desk: Desk) -> None:
    buttons = Buttons((Button("More", "list 2"),))
    shown = await desk.platform.send(desk.to(EDI), Card("Page 1", (buttons,)), "k")
    question = desk.asked(EDI, shown.place, "direct")
    await desk.platform.post_answer(question, Said(Card("Done"), redrawn=Card("Page 2")), clicked=shown.message)
    assert [words(one) for one in desk.there.teams.to(EDI)] == ["Page 2", "Done"]
    await desk.platform.post_answer(question, Said(Card("So"), redrawn=Card("Page 3")), clicked="1")  # which is gone
    assert [words(one) for one in desk.there.teams.to(EDI)] == ["Page 2", "Done", "So"]


async def test_a_clicked_card_of_a_channel_is_not_replaced_by_what_is_for_one_person(desk: Desk) -> None:
    await desk.installed()
    shown = await desk.platform.send(desk.channel(), Card("Quarter 3"), "k")
    question = desk.asked(EDI, shown.place)
    await desk.platform.post_answer(question, Said(Card("2.3 is overdue"), redrawn=Card("Mine")), clicked=shown.message)
    assert [words(one) for one in desk.there.teams.within("network")] == ["Quarter 3", ELSEWHERE]


async def test_a_sign_of_typing_that_is_lost_harms_nothing(desk: Desk) -> None:
    desk.there.goes_wrong("/activities")
    await desk.platform.post_typing(desk.asked(EDI, desk.there.teams.chat(EDI), "direct"))


async def test_a_message_that_is_gone_cannot_be_redrawn(desk: Desk) -> None:
    with pytest.raises(DeliveryError, match="no longer there") as refused:
        await desk.platform.update(Receipt(desk.there.teams.chat(EDI), "1"), Card("Changed"))
    assert (refused.value.permanent, refused.value.concerns) == (True, "message")


async def test_a_card_with_buttons_is_drawn_as_one(desk: Desk) -> None:
    blocks = (Bullets((("2.3",),)), Buttons((Button("Done", "update 2.3 done"),)))
    await desk.platform.send(desk.to(EDI), Card("One action needs you", blocks), "k")
    assert "update 2.3 done" in str(card(desk.there.teams.to(EDI)[0]))


# For whoever runs it


async def test_all_is_well_when_teams_answers(desk: Desk) -> None:
    await desk.installed()
    assert await desk.platform.find_problems() == []


async def test_a_refused_sign_in_is_a_problem_in_words(desk: Desk) -> None:
    await desk.installed()
    desk.there.goes_wrong("GET /v3/teams", 401)
    [words] = await desk.platform.find_problems()
    assert "TEAMS_CLIENT_SECRET" in words


async def test_each_event_loop_has_connections_of_its_own(desk: Desk) -> None:
    await desk.platform.send(desk.to(EDI), Card("Hello"), "k")
    first = desk.platform.sdk.api.http.http
    desk.platform._connector._loop = None  # as in another loop
    await desk.platform.send(desk.to(EDI), Card("Hello"), "k")
    assert desk.platform.sdk.api.http.http is not first
