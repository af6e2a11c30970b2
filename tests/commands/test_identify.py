"""Who is speaking: people known, new, unknown, gone; and which trust they mean."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world.vocabulary import BOTH, CHAIR, EDI, MEMBER, RESOURCING
from tests.world.world import World, channel, profile
from wres_bot.domain.actor import Actor
from wres_bot.domain.ports import Conversation, Needs, Profile
from wres_bot.store import conversations, people, places


def test_somebody_new_is_asked_of_the_platform_first(world: World) -> None:
    with pytest.raises(Needs) as needs:
        world.card("U1", "status", platform="slack")
    assert needs.value.what == "profile"


def test_a_verified_address_says_who_somebody_is_and_is_remembered(world: World) -> None:
    assert world.say("U1", "mine", platform="slack", profile=profile(RESOURCING)).startswith("You look after 2")
    assert world.say("U1", "mine", platform="slack").startswith("You look after 2")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (profile("nobody@esneft.example"), "I don't know you yet, so I can't show you a plan."),
        (profile(None), "I can't see a confirmed work e-mail address for you here."),
        (profile(RESOURCING, guest=True), "I can't answer guests."),
        (profile(RESOURCING, active=False), "Your account is no longer active"),
    ],
)
def test_strangers_are_told_whom_to_ask_and_nothing_else(world: World, found: Profile, said: str) -> None:
    before = world.count_events()
    answer = world.say("U1", "1.3 done", platform="slack", profile=found)
    assert answer.startswith(said)
    assert "ESNEFT" not in answer
    assert world.count_events() == before


def test_a_stranger_who_tells_what_happened_is_heard_first(world: World) -> None:
    nobody = profile("nobody@esneft.example")
    answer = world.say("U1", "my manager keeps calling me names", platform="slack", profile=nobody)
    assert answer.startswith("I'm sorry. That sounds hard")
    assert "Freedom to Speak Up Guardian" in answer


def test_a_stranger_is_not_remembered_by_mistake(world: World) -> None:
    world.say("U1", "status", platform="slack", profile=profile("nobody@esneft.example"))
    with pytest.raises(Needs):
        world.card("U1", "status", platform="slack")


def test_a_leaver_is_a_stranger(world: World) -> None:
    with world.store.write() as db:
        people.set_active(db, world.ids[RESOURCING], False)
    answer = world.say(RESOURCING, "1.3 done", profile=profile(RESOURCING))
    assert answer.startswith("I don't know you yet")
    assert world.status("1.3") == "no update"


def test_somebody_without_a_post_any_more_changes_nothing(world: World) -> None:
    world.say(EDI, f'post "Head of Resourcing" is {MEMBER}')
    world.later(days=1)
    assert world.say(RESOURCING, "1.3 done").startswith("You hold no post in a plan at the moment")


def test_a_message_that_needed_a_profile_is_not_taken_for_a_repeat(world: World) -> None:
    with pytest.raises(Needs):
        world.card("U1", "1.3 done", platform="slack", via="message", id="m-1")
    card = world.card("U1", "1.3 done", platform="slack", via="message", id="m-1", profile=profile(RESOURCING))
    assert card
    assert card.title.startswith("1.3 is now done.")


def test_the_place_says_which_trust_a_person_of_two_means(world: World) -> None:
    assert world.say(BOTH, "status").startswith("ESNEFT 2020-21")
    world.say(EDI, "use this channel for network", place="C9", place_facts=channel("C9"))
    assert world.say(BOTH, "status", place="C9").startswith("ESNEFT 2020-21")
    world.say(BOTH, "plan use kingston-2020-21")
    assert world.say(BOTH, "status").startswith("Kingston 2020-21")


def test_a_direct_message_is_where_letters_go_from_then_on(world: World) -> None:
    world.card(CHAIR, "hello", via="message")
    with world.store.read() as db:
        assert people.load_identities(db, world.ids[CHAIR])[0].direct == f"D-{CHAIR}"


def test_what_is_said_elsewhere_or_by_a_command_does_not_move_the_letters(world: World) -> None:
    world.card(CHAIR, "hello", via="message", place="C1")
    world.card(CHAIR, "hello", via="command")
    with world.store.read() as db:
        assert people.load_identities(db, world.ids[CHAIR])[0].direct is None


@pytest.mark.parametrize(("after", "written"), [(timedelta(minutes=59), False), (timedelta(hours=1), False),
                                                (timedelta(hours=1, seconds=1), True)])  # fmt: skip
def test_where_somebody_was_last_is_written_once_an_hour(world: World, after: timedelta, written: bool) -> None:
    world.card(CHAIR, "hello")
    first = world.now
    world.later(seconds=after.total_seconds())
    world.card(CHAIR, "status")
    with world.store.read() as db:
        _, used = people.find_speaker(db, "local", "demo", CHAIR, world.now.date())
    assert used == (world.now if written else first)


def test_a_channel_nobody_named_belongs_to_the_trust_its_team_serves(world: World) -> None:
    """By the team, never by the organisation; and by no team that two trusts share."""
    with world.store.write() as db:
        for team, name in (("T1", "C1"), ("T1", "C2"), ("T2", "C3")):
            told = Conversation("teams", "demo", name, "channel", team=team)
            conversations.save_conversation(db, told, world.now)
        people.link_identity(db, world.ids[BOTH], "teams", "demo", BOTH, world.now)
    lead: dict[str, Any] = {"platform": "teams", "place_facts": channel("C1")}
    said = world.say(BOTH, "use this channel for network, plan kingston-2020-21", place="C1", **lead)
    assert "Kingston" in said
    assert world.say(BOTH, "status", place="C2", platform="teams").startswith("Kingston 2020-21")
    assert world.say(BOTH, "status", place="C3", platform="teams").startswith("ESNEFT 2020-21")
    with world.store.read() as db:
        assert places.find_team_trust(db, "teams", "demo", "C2") == world.ids["kingston"]
        assert places.find_team_trust(db, "teams", "another", "C2") is None
    with world.store.write() as db:
        conversations.save_conversation(db, Conversation("teams", "demo", "C4", "channel", team="T1"), world.now)
        places.use_place(
            db, world.ids["esneft"], "teams", "demo", channel("C4"), "network", actor=Actor(None, world.now)
        )
        assert places.find_team_trust(db, "teams", "demo", "C2") is None


def test_whom_the_bot_was_given_to_and_nobody_knows_is_left_alone_until_they_write(world: World) -> None:
    new: dict[str, Any] = {"platform": "teams", "via": "message", "profile": profile("nobody@esneft.example")}
    assert world.card("U1", "hello", unasked=True, **new) is None
    assert world.letter_cards(EDI) == []
    assert world.say("U1", "hello", **new).startswith("I don't know you yet")
    known = {**new, "profile": profile(RESOURCING)}
    assert world.say("U2", "hello", unasked=True, **known).startswith("Hello")
