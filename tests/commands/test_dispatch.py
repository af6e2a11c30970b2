"""The list of verbs, and how much one message may ask for."""

import pytest

from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World
from wres_bot.commands.dispatch import MOST_AT_ONCE, SPECS, VERBS
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command, Verb
from wres_bot.parser.grammar import parse
from wres_bot.parser.text import LONGEST

# the recipe of a verb: what docs/how-to-add-a-verb.md says of every one


def test_every_verb_is_listed_once_with_what_answers_it() -> None:
    assert sorted(verb.name for verb, _ in VERBS) == sorted(verb.name for verb in verbs.ALL)
    assert tuple(verb for verb, _ in VERBS) == SPECS
    assert {verb.name: verb for verb in verbs.ALL} == verbs.BY_NAME


@pytest.mark.parametrize("verb", verbs.ALL, ids=lambda verb: verb.name)
def test_a_verb_keeps_to_the_recipe(verb: Verb) -> None:
    assert verb.spellings[0] == verb.name
    assert verb.help.endswith(".")
    read = parse(verb.example, verbs.ALL)
    assert isinstance(read, tuple)
    assert [command.verb for command in read] == [verb.name]
    assert (verb.group == "leading") == (verb.permission == "lead" and verb.group is not None)
    if verb.undone:
        assert verb.changes
        assert verb.takes_ref
    if verb.takes_words:
        assert verb.asks_before_keeping
        assert verb.begins_a_story
    if verb.permission == "owner":
        assert verb.takes_ref
        assert verb.changes


CHANGING = [verb for verb in verbs.ALL if verb.undone]


@pytest.mark.parametrize("verb", CHANGING, ids=lambda verb: verb.name)
def test_what_a_verb_changed_is_taken_back_by_undo(world: World, verb: Verb) -> None:
    who = EDI if verb.permission == "lead" else RESOURCING
    said = verb.example.replace("2.3", "1.3").replace("3.8", "1.3").replace("replaced by 3.7", "")
    before = world.count_events()
    world.say(who, said)
    assert world.count_events() > before
    undone = world.say(who, "undo")
    assert undone.startswith("I've taken that back.")
    assert world.status("1.3") == "no update"


@pytest.mark.parametrize("verb", [v for v in verbs.ALL if v.takes_ref and v.changes], ids=lambda verb: verb.name)
def test_a_question_with_the_verb_changes_nothing(world: World, verb: Verb) -> None:
    """Free words may end in a question mark; anything else that does is a question."""
    before = world.count_events()
    world.say(EDI, f"{verb.name} 2.5?")
    if not verb.takes_words:
        assert world.count_events() == before


# how much at once


@pytest.mark.parametrize(
    ("count", "taken"), [(MOST_AT_ONCE - 1, True), (MOST_AT_ONCE, True), (MOST_AT_ONCE + 1, False)]
)
def test_so_many_commands_in_one_message(world: World, count: int, taken: bool) -> None:
    before = world.count_events()
    said = world.say(EDI, "\n".join(f"note 1.3 words {number}" for number in range(count)))
    assert said.startswith(f"That was {count} things." if taken else f"That is {count} things at once, and I take 20")
    assert world.count_events() - before == (count if taken else 0)


@pytest.mark.parametrize(
    ("count", "taken"), [(MOST_AT_ONCE - 1, True), (MOST_AT_ONCE, True), (MOST_AT_ONCE + 1, False)]
)
def test_so_many_actions_in_one_command(world: World, count: int, taken: bool) -> None:
    refs = ", ".join(f"4.{number}" for number in range(1, count + 1))
    said = world.say(EDI, f"{refs} done")
    assert said.startswith(f"That is {count} actions at once") is not taken
    assert said.startswith("Nothing has changed.") is taken


@pytest.mark.parametrize(("length", "read"), [(LONGEST - 1, True), (LONGEST, True), (LONGEST + 1, False)])
def test_so_long_a_message_is_read(world: World, length: int, read: bool) -> None:
    text = "note 1.3 " + "word " * LONGEST
    said = world.say(RESOURCING, text[: length - 1] + "d")
    assert said.startswith("Thank you. I've kept that with 1.3.") is read
    assert said.startswith("That is more than I can take in one message") is not read


def test_most_at_once_is_what_people_are_told() -> None:
    assert MOST_AT_ONCE == 20


def test_a_command_knows_its_verb_by_name() -> None:
    assert verbs.BY_NAME[Command("note").verb] is verbs.NOTE
