"""Greetings and help."""

from tests.world.vocabulary import EDI, MEMBER, RESOURCING
from tests.world.world import World, channel
from wres_bot.parser import verbs

LISTED = [verb for verb in verbs.ALL if verb.group]


def test_help_shows_leads_what_only_they_can_do(world: World) -> None:
    assert "For plan leads" in world.say(EDI, "help")
    assert "For plan leads" not in world.say(MEMBER, "help")


def test_help_for_each_verb_has_its_example(world: World) -> None:
    for verb in LISTED:
        assert f"For example: {verb.example}" in world.say(EDI, f"help {verb.name}")


def test_every_example_in_help_is_understood(world: World) -> None:
    for verb in LISTED:
        facts = channel() if verb is verbs.USE_CHANNEL else None
        assert "I don't follow" not in world.say(EDI, verb.example, place="C1", place_facts=facts), verb.example


def test_hello_says_what_is_waiting(world: World) -> None:
    assert world.say(RESOURCING, "hello") == (
        "Hello, Head of Resourcing.\nYou look after 2 open actions.\n[My actions] [Status] [Help]"
    )
