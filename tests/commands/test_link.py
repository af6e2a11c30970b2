"""One person with two accounts: joined by a lead, told to them, parted again; and accounts that nobody knows."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world.vocabulary import (
    BOTH,
    CHAIR,
    EDI,
    FIRST_DAY,
    MEMBER,
    OTHER,
    OTHER_TRUST,
    POSTS,
    RELATIONS,
    RESOURCING,
)
from tests.world.world import World, buttons, channel, profile
from wres_bot.delivery.compose import compose
from wres_bot.domain.cards import CARD
from wres_bot.domain.letters import UnknownAccountsNotice
from wres_bot.domain.ports import Needs
from wres_bot.store import outbox, people, schema
from wres_bot.store.people import accounts

SECOND = "second.address@nhs.example"
TOLD = "I know no joined address like that"


def teams(world: World, words: str, email: str | None = SECOND, **more: Any) -> str:
    """Said from an account on Teams."""
    found = profile(email, **more.pop("profile", {})) if email else None
    return world.say("teams-1", words, platform="teams", via="message", profile=found, **more)


def notices(world: World, who: str) -> list[tuple[str, str | None]]:
    """Title of each, and the platform it goes to."""
    with world.store.read() as db:
        letters = [x for x in outbox.list_letters(db, kind="notice") if x.person_id == world.ids[who]]
    return [(CARD.validate_python(x.card).title, x.platform) for x in reversed(letters)]


def strangers(world: World) -> int:
    """How often the lead was told of somebody unknown."""
    with world.store.read() as db:
        told = [x for x in outbox.list_letters(db, kind="notice") if isinstance(x.subject, UnknownAccountsNotice)]
    return len([x for x in told if x.person_id == world.ids[EDI]])


def platforms(world: World, who: str) -> set[str]:
    with world.store.read() as db:
        return {each.platform for each in people.load_identities(db, world.ids[who])}


def test_the_same_verified_address_is_the_same_person_on_both(world: World) -> None:
    assert teams(world, "1.3 done", RESOURCING).startswith("1.3 is now done")
    assert platforms(world, RESOURCING) == {"local", "teams"}
    assert world.status("1.3") == "done"


def test_a_lead_joins_a_second_address_and_it_answers_for_the_person(world: World) -> None:
    assert teams(world, "1.3 done").startswith("I don't know you yet")
    told = world.say(EDI, f"link {SECOND} to {RESOURCING}")
    assert told.startswith(f"{SECOND} is Head of Resourcing as well")
    assert teams(world, "1.3 done").startswith("1.3 is now done")
    assert platforms(world, RESOURCING) == {"local", "teams"}
    assert "status: no update -> done" in "\n".join(world.history("1.3"))


@pytest.mark.parametrize(
    "words",
    ["link {new} with {old}", "join {new} and {old}", "link {old} to {new}", "link <mailto:{new}|{new}> to {old}",
     "connect the account {new} to Head of Resourcing", 'link {new} to "Head of Resourcing"', "LINK {new} = {old}"],
)  # fmt: skip
def test_it_is_said_as_people_say_it(world: World, words: str) -> None:
    world.say(EDI, words.format(new=SECOND, old=RESOURCING))
    with world.store.read() as db:
        assert accounts.find_person_by_joined_address(db, SECOND) == world.ids[RESOURCING]


def test_the_person_hears_of_it_where_they_are_known_and_says_no_with_one_click(world: World) -> None:
    world.say(EDI, f"link {SECOND} to {RESOURCING}")
    assert notices(world, RESOURCING) == [(f"Head of EDI has joined {SECOND} to you.", "local")]
    teams(world, "1.3 done")
    assert notices(world, RESOURCING)[1:] == [
        ("You have written to me on Teams for the first time.", "local"),
        ("I know you here as Head of Resourcing.", "teams"),
    ]
    [told] = [c for c in world.letter_cards(RESOURCING) if "for the first time" in c.title]
    assert world.click(RESOURCING, buttons(told)["Not me"]).startswith(f"{SECOND} is no longer yours")
    assert platforms(world, RESOURCING) == {"local"}
    assert teams(world, "1.7 done").startswith("I don't know you yet")
    assert world.status("1.7") == "no update"
    assert any(f"says that {SECOND} is not theirs" in title for title, _ in notices(world, EDI))


def test_only_a_lead_joins_and_whoever_is_joined_or_leads_parts(world: World) -> None:
    assert "for the EDI lead" in world.say(RESOURCING, f"link {SECOND} to {RESOURCING}")
    assert "for the EDI lead" in world.say(CHAIR, f"link {SECOND} to {CHAIR}")
    world.say(EDI, f"link {SECOND} to {RESOURCING}")
    for who in (RELATIONS, CHAIR, OTHER):
        assert world.say(who, f"unlink {SECOND}").startswith(TOLD)
    assert world.say(EDI, f"unlink {SECOND}").startswith(f"{SECOND} is no longer Head of Resourcing's")
    with world.store.read() as db:
        assert accounts.find_person_by_joined_address(db, SECOND) is None


def test_another_trusts_people_are_neither_joined_nor_shown(world: World) -> None:
    for words in (f"link {SECOND} to {OTHER}", f"link {OTHER} to {RESOURCING}", f"link {OTHER}"):
        told = world.say(EDI, words)
        assert "Head of HR" not in told
        assert "Kingston" not in told
    with world.store.read() as db:
        assert (
            accounts.load_joined_addresses(db, world.ids[OTHER])
            == accounts.load_joined_addresses(db, world.ids[RESOURCING])
            == []
        )
    assert world.say(EDI, f"link {OTHER} to {RESOURCING}").startswith("That address is somebody else's here already")


def test_no_lead_of_one_trust_gives_anybody_a_voice_in_anothers_plan(world: World) -> None:
    told = world.say(EDI, f"link {SECOND} to {BOTH}")
    assert told.startswith(f"{SECOND} is not joined to EDI partner yet.") and "I've asked them" in told
    assert "Kingston" not in told
    assert "Nobody has been joined yet" in world.say(EDI, "undo")
    assert teams(world, "mine").startswith("I don't know you yet")
    assert "not joined" in world.say(EDI, f"link {SECOND} to {BOTH}")  # asking twice is no second opinion
    [card, _] = [each for each in world.letter_cards(BOTH) if "would like to join" in each.title]
    assert "is EDI partner as well, from now on" in world.click(BOTH, buttons(card)["Join them"])
    assert "1.3 is now done" in teams(world, "1.3 done in esneft-2020-21")


def test_a_lead_of_each_trust_agrees_and_a_word_given_long_ago_does_not_count(world: World) -> None:
    with world.store.write() as db:
        people.save_membership(db, world.ids[OTHER], world.ids["kingston"], "coordinator", FIRST_DAY)
    world.say(EDI, f"link {SECOND} to {BOTH}")
    world.later(days=31)
    assert "not joined" in world.say(OTHER, f"link {SECOND} to {BOTH}")
    assert "from now on" in world.say(EDI, f"link {SECOND} to {BOTH}")
    assert any(f"joined {SECOND}" in title for title, _ in notices(world, BOTH))


def test_who_is_in_two_plans_and_leads_one_joins_their_own_second_address(world: World) -> None:
    with world.store.write() as db:
        people.save_membership(db, world.ids[EDI], world.ids["kingston"], "member", FIRST_DAY)
    assert "from now on" in world.say(EDI, f"link {SECOND} to me")


def test_two_people_are_never_made_one(world: World) -> None:
    told = world.say(EDI, f"link {RELATIONS} to {RESOURCING}")
    assert "person of their own here with the post “Head of Employee Relations”" in told
    assert "with a role in the plan" in world.say(EDI, f"link {CHAIR} to {RESOURCING}")
    assert "person of their own" in world.say(EDI, f"link me to {RESOURCING}")
    world.say(EDI, f"link {SECOND} to {RESOURCING}")
    assert "somebody else's here already" in world.say(EDI, f"link {SECOND} to {RELATIONS}")


def test_somebody_with_a_past_is_joined_only_knowingly(world: World) -> None:
    world.say(RELATIONS, "2.3 in progress")
    world.say(EDI, f'post "Head of Employee Relations" is {MEMBER}')
    world.later(days=1)
    card = world.card(EDI, f"link {RELATIONS} to {RESOURCING}")
    assert card
    assert card.title == f"{RELATIONS} was somebody here before."
    assert "You hold no post" in world.say(RELATIONS, "mine")
    world.click(EDI, buttons(card)["Join them"])
    assert world.say(RELATIONS, "mine").startswith("You look after 2")  # the account speaks for the other one now
    assert any("in progress" in line for line in world.history("2.3"))
    world.say(EDI, f"unlink {RELATIONS}")
    assert "look after 2" not in world.say(RELATIONS, "mine", profile=profile(RELATIONS))


def test_an_account_without_an_address_is_joined_by_its_mention(world: World) -> None:
    assert "confirmed work e-mail" in world.say("U9", "mine", platform="slack", profile=profile(None))
    world.say("U1", "mine", platform="slack", profile=profile(EDI))
    assert "as well" in world.say("U1", f"link <@U9> to {RESOURCING}", platform="slack", mentioned=profile(None))
    assert world.say("U9", "mine", platform="slack").startswith("You look after 2")
    world.say("U1", "unlink <@U9>", platform="slack")
    assert "confirmed work e-mail" in world.say("U9", "mine", platform="slack", profile=profile(None))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"guest": True}, "a guest's, or of another organisation"),
        ({"active": False}, "switched off, a bot's, or unknown"),
    ],
)
def test_only_a_colleagues_account_is_joined(world: World, found: Any, said: str) -> None:
    """Its platform is asked first. A guest, an account of Slack Connect, a bot or nobody at all gets no voice."""
    world.say("U1", "mine", platform="slack", profile=profile(EDI))
    with pytest.raises(Needs) as needs:
        world.say("U1", f"link <@U9> to {RESOURCING}", platform="slack")
    assert (needs.value.what, needs.value.account) == ("mentioned", "U9")
    told = world.say("U1", f"link <@U9> to {RESOURCING}", platform="slack", mentioned=profile(None, **found))
    assert said in told
    assert "confirmed work e-mail" in world.say("U9", "mine", platform="slack", profile=profile(None))


def test_an_account_that_is_somebodys_own_is_not_joined_to_another(world: World) -> None:
    world.say("U1", "mine", platform="slack", profile=profile(EDI))
    told = world.say("U1", f"link <@U9> to {RESOURCING}", platform="slack", mentioned=profile(CHAIR))
    assert "a person of their own here" in told
    told = world.say("U1", f"link <@U9> to {RESOURCING}", platform="slack", mentioned=profile(f"new.lead@{KINGSTON}"))
    assert "an address of another trust" in told


KINGSTON = OTHER.partition("@")[2]


def test_an_address_of_another_trusts_domain_is_for_that_trust(world: World) -> None:
    """Though it knows nobody with it yet: who they make its lead would be somebody of ours."""
    address = f"new.lead@{KINGSTON}"
    for words in (f"link {address} to me", f"link {address} to {RESOURCING}"):
        told = world.say(EDI, words)
        assert told.startswith(f"{address} looks like an address of another trust, so nothing has changed.")
        assert "Kingston " not in told
    with world.store.read() as db:
        assert accounts.find_person_by_joined_address(db, address) is None
    title = f"Somebody of another trust tried to join {address} to a person of theirs."
    assert [each for each, _ in notices(world, BOTH)].count(title) == 1  # once a day
    assert address in world.say(BOTH, f"link {address} to {OTHER}")  # their own lead may
    with world.store.read() as db:
        assert accounts.find_person_by_joined_address(db, address) == world.ids[OTHER]


def test_a_domain_that_both_trusts_use_says_nothing(world: World) -> None:
    world.add_person("porter@shared.example", trust=OTHER_TRUST, role="member")
    assert "as well, from now on" in world.say(EDI, f"link second@shared.example to {RESOURCING}")


def test_no_post_goes_to_somebody_of_another_trust_by_an_address_joined_to_them(world: World) -> None:
    """Not though they have left their own trust since, and so belong nowhere."""
    address = "new.lead@young.example"
    world.say(EDI, f"link {address} to {RESOURCING}")
    world.add_role(OTHER, OTHER_TRUST, "coordinator")
    for _ in range(2):
        told = world.say(OTHER, f'post "{POSTS[OTHER]}" is {address}')
        assert told.startswith("I don't know anybody"), told
        with world.store.write() as db:
            db.execute(schema.holdings.update().where(schema.holdings.c.person_id == world.ids[RESOURCING])
                       .values(ends=world.today - timedelta(days=1)))  # fmt: skip


def test_joining_cannot_be_undone_by_undo_which_says_how(world: World) -> None:
    world.say(EDI, f"link {SECOND} to {RESOURCING}")
    assert "unlink" in world.say(EDI, "undo")


def test_link_by_itself_says_who_is_unknown_and_who_is_joined(world: World) -> None:
    assert world.say(EDI, "link").startswith("Nobody I don't know has written to me")
    at_home = "new.account@esneft.example"
    teams(world, "hello", at_home)
    assert f"{at_home}, on Teams, 4 January" in world.say(EDI, "link")
    assert f"{at_home}, on Teams, 4 January" in world.say(EDI, "deliveries")
    world.say(EDI, f"link {at_home} to {RESOURCING}")
    assert world.say(EDI, "link").startswith("Nobody I don't know")
    assert f"Joined: {at_home}." in world.say(EDI, f"link {RESOURCING}")
    assert f"Joined: {at_home}." in world.say(RESOURCING, "link")


def test_leads_are_told_of_strangers_once_a_day_and_of_nothing_they_wrote(world: World) -> None:
    for n in range(3):
        world.say(f"U{n}", "what about Brenda", platform="teams", profile=profile(f"someone{n}@esneft.example"))
    with world.store.read() as db:
        [letter] = [x for x in outbox.list_letters(db, kind="notice") if x.person_id == world.ids[EDI]]
        assert "someone" not in f"{letter.subject}{letter.card}"  # a letter is kept for longer than the address
        worded = compose(db, letter, world.now)
    assert worded
    for n in range(3):
        assert f"someone{n}@esneft.example, on Teams" in worded.card.plain()
    assert "Brenda" not in worded.card.plain()
    world.later(days=1)
    world.say(EDI, f"link someone1@esneft.example to {RESOURCING}")
    world.say("U1", "hello again", platform="teams", profile=profile("someone2@esneft.example"))
    assert strangers(world) == 1


@pytest.mark.parametrize(
    "found",
    [profile(None), profile("a@esneft.example", guest=True), profile("a@esneft.example", active=False)],
)
def test_nobody_is_told_of_guests_and_unverified_accounts(world: World, found: Any) -> None:
    world.say("U1", "hello", platform="teams", profile=found)
    assert strangers(world) == 0


def test_whoever_tells_what_happened_to_them_is_not_reported_to_anybody(world: World) -> None:
    told = teams(world, "my manager keeps calling me names", "nurse@esneft.example")
    assert told.startswith("I'm sorry. That sounds hard")
    assert strangers(world) == 0
    assert world.say(EDI, "link").startswith("Nobody I don't know")


def test_a_stranger_is_the_business_of_the_trust_whose_channel_it_was(world: World) -> None:
    teams(world, "hello", "x@elsewhere.example")
    assert strangers(world) == 0  # two trusts, and no sign of either
    world.say(EDI, "use this channel for network", place="C9", place_facts=channel("C9"))
    world.say("U7", "hello", platform="local", place="C9", profile=profile("y@elsewhere.example"))
    assert strangers(world) == 1


# Where to be written to


def test_prefer_is_kept_and_shown_and_taken_back(world: World) -> None:
    teams(world, "hello", RESOURCING)
    assert world.say(RESOURCING, "prefer").startswith("I write to you where you last used me.")
    assert world.say(RESOURCING, "prefer teams").startswith("I write to you on Teams.")
    assert world.say(RESOURCING, "prefer?").startswith("I write to you on Teams.")
    assert world.say(RESOURCING, "write to me on slack please").startswith("I'll write to you on Slack as soon as")
    assert world.say(RESOURCING, "prefer either").startswith("I write to you where you last used me.")
    with world.store.read() as db:
        assert people.load_preference(db, world.ids[RESOURCING], "platform") is None


def test_a_preference_nobody_can_meet_changes_nothing(world: World) -> None:
    assert "on Slack or on Teams" in world.say(RESOURCING, "i prefer not to say")
    assert "on Slack or on Teams" in world.say(RESOURCING, "prefer fax")


def test_help_speaks_of_it_to_those_with_two_accounts(world: World) -> None:
    assert "prefer teams" not in world.say(RESOURCING, "help all")
    assert "link second" not in world.say(RESOURCING, "help all")
    assert "link second" in world.say(EDI, "help all")
    teams(world, "hello", RESOURCING)
    assert "prefer teams" in world.say(RESOURCING, "help all")


def test_any_use_of_an_account_makes_it_the_one_used_last(world: World) -> None:
    teams(world, "hello", RESOURCING)
    world.later(hours=3)
    world.say(RESOURCING, "mine")
    with world.store.read() as db:
        assert [each.platform for each in people.load_identities(db, world.ids[RESOURCING])] == ["local", "teams"]
