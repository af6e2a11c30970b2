"""Holds what is Teams' own: being added, group chats, guests, who cannot be written to, and answers that get lost."""

import pytest

from tests.contract.chat import DIGEST_MORNING, FIRST_MORNING, SHARED, Chat, joined
from tests.contract.teams import POINTER, TeamsChat
from tests.world.vocabulary import EDI, NETWORK, RELATIONS, RESOURCING, STEERING, at

GUEST = "guest@partner.example"


@pytest.fixture
def teams(chat: Chat) -> TeamsChat:
    assert isinstance(chat, TeamsChat)
    return chat


pytestmark = pytest.mark.parametrize("chat", ["teams"], indirect=True)


# Being added


def test_who_adds_the_bot_for_themselves_is_greeted_with_what_they_can_do(teams: TeamsChat) -> None:
    [hello] = teams.add(by=RESOURCING)
    assert "Hello" in hello.words
    assert "Help" in hello.labels
    assert hello.only == RESOURCING


def test_a_channel_is_told_what_the_bot_is_for_without_any_figure(teams: TeamsChat) -> None:
    [hello] = teams.add(teams.server.world.group)
    assert "I look after the race equality plan" in hello.words
    assert "22" not in hello.words
    assert teams.click(RESOURCING, hello, "Help").only == RESOURCING


def test_a_shared_channel_is_told_what_cannot_come_there(teams: TeamsChat) -> None:
    assert "people of other organisations may read it" in joined(teams.greetings[SHARED])
    assert "people of other organisations" not in joined(teams.greetings[NETWORK])


# In a channel and a group chat


@pytest.mark.parametrize("place", [NETWORK, "group"])
def test_where_others_read_the_answer_is_only_pointed_to(teams: TeamsChat, place: str) -> None:
    there = teams.server.world.group if place == "group" else place
    told = teams.mention(RELATIONS, there, "2.3 in progress, eight people trained")
    assert told.only == RELATIONS
    assert "eight people trained" in told.words
    [shown] = teams.server.history(there)
    assert shown["text"] == POINTER
    assert "attachments" not in shown


def test_the_pointer_stands_in_the_thread_of_the_question(teams: TeamsChat) -> None:
    teams.mention(RELATIONS, NETWORK, "mine")
    assert teams.last
    [shown] = teams.server.history(NETWORK)
    assert shown["in"] == teams.last.activity["conversation"]["id"]


def test_a_group_chat_has_its_digest_and_its_questions(teams: TeamsChat) -> None:
    group = teams.server.world.group
    teams.add(group)
    assert "Plan group" in teams.mention(EDI, group, "use this channel for steering").words
    teams.tick(DIGEST_MORNING)
    assert "ESNEFT 2020-21, quarter 3" in joined(teams.read_channel(group))
    assert "22" in teams.mention(RESOURCING, group, "status").words


def test_what_is_not_said_to_the_bot_is_left_alone(teams: TeamsChat) -> None:
    teams.mention(RELATIONS, NETWORK, "mine")
    assert teams.last
    teams.server.proxy.forget()
    overheard = {**teams.last.activity, "id": "overheard", "text": "esneft-2020-21:2.3 done", "entities": []}
    assert teams.server.proxy.bring(overheard).status == 200
    assert teams.status("2.3") == "no update"
    assert teams.server.calls == []


# Who


def test_a_guest_is_refused_kindly_and_learns_nothing(teams: TeamsChat) -> None:
    for told in (teams.write(GUEST, "show 2.3"), teams.mention(GUEST, NETWORK, "status")):
        assert "I can't answer guests" in told.words
        assert "Cultural Ambassadors" not in told.words
        assert "22" not in told.words


def test_somebody_of_another_organisation_is_refused_though_their_address_is_known(teams: TeamsChat) -> None:
    teams.server.world.foreign.add(RELATIONS)
    before = teams.happened()
    assert "2.3 is now done" not in teams.write(RELATIONS, "2.3 done").words
    assert teams.happened() == before


def test_who_is_known_only_by_their_id_in_the_chat_is_recognised(teams: TeamsChat) -> None:
    teams.server.world.by_directory = False  # as in Microsoft's client on one's own computer
    assert "2.3" in teams.write(RELATIONS, "mine").words
    assert "2.3 is now done" in teams.mention(RELATIONS, NETWORK, "2.3 done").words


def test_who_does_not_have_the_app_is_listed_with_what_can_be_done(teams: TeamsChat) -> None:
    teams.server.world.blocked.add(RELATIONS)
    teams.tick(FIRST_MORNING)
    assert teams.read_direct(RELATIONS) == []
    told = joined(teams.read_direct(EDI)) + teams.write(EDI, "deliveries").words
    assert "Head of Employee Relations" in told
    assert "add the app" in told


# Lost on the way


def test_a_reminder_that_may_have_arrived_is_not_repeated_that_day(teams: TeamsChat) -> None:
    teams.confirm(RELATIONS)
    teams.server.faults.add("post", "drop_response", times=10)
    teams.tick(FIRST_MORNING)
    teams.server.faults.clear()
    for time in ("09:40", "10:30", "15:00"):
        teams.tick(at("2021-01-04", time))
    assert len([each for each in teams.read_direct(RELATIONS) if "2.3" in each.words]) == 1
    teams.tick(at("2021-01-05"))
    assert len([each for each in teams.read_direct(RELATIONS) if "2.3" in each.words]) == 2


def test_a_digest_that_may_have_arrived_is_the_leads_to_decide(teams: TeamsChat) -> None:
    teams.set_up_channels()
    teams.server.faults.add("post", "drop_response", times=50)
    teams.tick(DIGEST_MORNING)
    teams.server.faults.clear()
    for time in ("10:10", "10:30", "11:00"):
        teams.tick(at("2021-01-08", time))
    assert len(teams.read_channel(STEERING)) == 1
    assert STEERING in joined(teams.read_direct(EDI))


def test_a_busy_teams_is_asked_again_when_it_says(teams: TeamsChat) -> None:
    teams.server.faults.add("post", "rate_limited", times=3, retry_after=60)
    teams.tick(FIRST_MORNING)
    teams.tick(at("2021-01-04", "09:45"))
    assert len([each for each in teams.read_direct(RELATIONS) if each.key]) == 1
