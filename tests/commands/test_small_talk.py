"""Greetings and help."""

import pytest

from tests.world.vocabulary import CHAIR, EDI, MEMBER, OTHER, RESOURCING
from tests.world.world import World, channel
from wres_bot.parser import verbs
from wres_bot.views.help import OwnExamples

LISTED = [verb for verb in verbs.ALL if verb.group]


def test_help_shows_leads_what_only_they_can_do(world: World) -> None:
    assert "For plan leads" in world.say(EDI, "help all")
    assert "For plan leads" not in world.say(MEMBER, "help all")


@pytest.mark.parametrize(
    ("who", "first"),
    [(RESOURCING, "- 1.3 done: how an action is going"), (EDI, "- waiting: who has not answered"),
     (CHAIR, "- status: how the plan stands"), (MEMBER, "- news: what has been done")],
)  # fmt: skip
def test_help_is_three_lines_for_whoever_asks_in_their_own_refs(world: World, who: str, first: str) -> None:
    title, *rows, more = world.say(who, "help").splitlines()
    assert title.endswith("For example:")
    assert rows[0].startswith(first)
    assert (len(rows), more) == (3, "[More]")


def test_examples_are_of_the_askers_own_plan_and_no_other_trusts(world: World) -> None:
    said = world.say(OTHER, "help all")
    for other in ("esneft", "Head of Resourcing", "Head of EDI", " 1.7"):
        assert other not in said
    assert "kingston-2020-21" in said and "Head of HR" in said


def test_help_for_each_verb_has_its_example(world: World) -> None:
    examples = OwnExamples(("2.5",), "Head of EDI", "esneft-2020-21", "esneft.example")
    for verb in LISTED:
        assert f"For example: {examples.put_in(verb.example)}" in world.say(EDI, f"help {verb.name}")


def test_every_example_in_help_is_understood(world: World) -> None:
    for verb in LISTED:
        facts = channel() if verb is verbs.USE_CHANNEL else None
        assert "I don't follow" not in world.say(EDI, verb.example, place="C1", place_facts=facts), verb.example


def test_hello_says_what_is_waiting(world: World) -> None:
    assert world.say(RESOURCING, "hello") == (
        "Hello, Head of Resourcing.\nYou look after 2 open actions.\n[My actions] [Status] [Help]"
    )
