"""The list of verbs, and how much one message may ask for."""

import pytest

from tests.world.vocabulary import EDI, MEMBER, RESOURCING
from tests.world.world import World, buttons
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
    assert [command.verb for command in read if isinstance(command, Command)] == [verb.name]
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


# several things in one message


@pytest.mark.parametrize(
    "said", ["1.3 done, 9.9 done", "1.3 done, 2.3 delayed", "1.3 done; move 2.3 30 June", "1.3 done. 1.7 maybe done"]
)
def test_a_card_that_says_what_has_changed_never_says_that_nothing_has(world: World, said: str) -> None:
    answer = world.say(RESOURCING, said)
    assert world.status("1.3") == "done"
    assert "1.3 is now done" in answer
    assert "othing has changed" not in answer


def test_where_nothing_changed_each_part_still_says_so(world: World) -> None:
    assert "Nothing has changed" in world.say(RESOURCING, "9.8 done, 9.9 done")


def test_a_part_that_could_not_be_placed_is_quoted_back(world: World) -> None:
    answer = world.say(EDI, "2.5 in progress\npurple monkeys dishwasher")
    assert "purple monkeys dishwasher" in answer


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


STORIES = (
    "my manager called me a name in front of everybody",
    "I was passed over again because of my accent",
    "someone on the ward shouted racist things at me",
)


def test_an_empty_message_gets_a_few_words_of_help(world: World) -> None:
    assert world.say(RESOURCING, "").startswith("Hello. I look after the race equality plan's actions and dates.")


def test_a_slip_may_look_and_is_asked_about_before_it_changes_anything(world: World) -> None:
    assert world.say(RESOURCING, "stauts") == world.say(RESOURCING, "status")
    card = world.card(RESOURCING, "1.3 donee")
    assert card
    assert card.title == "Is 1.3 done?"
    assert world.status("1.3") == "no update"
    world.click(RESOURCING, buttons(card)["Done"])
    assert world.status("1.3") == "done"


def test_words_that_are_no_status_may_be_kept_as_a_note(world: World) -> None:
    card = world.card(RESOURCING, "1.3 going swimmingly well")
    assert card
    assert card.title == "Keep that with 1.3 as a note?"
    world.click(RESOURCING, next(b for b in buttons(card).values() if b.says.startswith("note")))
    assert world.history("1.3")[-1] == "note: None -> None (going swimmingly well)"


def test_a_denial_is_never_taken_for_done(world: World) -> None:
    world.say(RESOURCING, "1.3 not done")
    world.say(RESOURCING, "1.3 isn't complete yet")
    assert world.status("1.3") == "no update"


def test_a_story_is_answered_privately_and_points_to_people_who_listen(world: World) -> None:
    before = world.count_events()
    for words in STORIES:
        said = world.say(MEMBER, words, place="C1", via="mention")
        assert "Freedom to Speak Up Guardian will listen in confidence" in said
        assert "your trust's staff support line" in said
        assert "Did you mean" not in said
    assert (world.count_events(), world.letter_cards(EDI)) == (before, [])


@pytest.mark.parametrize(
    "origin",
    ["update 1.7 done", "1.7 done", "note 1.7 hello", "mine; 1.7 done", "undo", "x" * 9000, "show 99.9"],
)
def test_what_comes_back_with_a_click_is_never_done(world: World, origin: str) -> None:
    said = world.card(RESOURCING, "update esneft-2020-21:1.3 done", via="click", seen=1, origin=origin)
    assert said is not None
    assert said.tone != "refused"
    assert (world.status("1.3"), world.status("1.7")) == ("done", "no update")


def test_two_commands_in_one_message_are_both_answered(world: World) -> None:
    said = world.say(RESOURCING, "1.3 done\n1.7 in progress, half trained")
    assert said.startswith("That was two things.")
    assert (world.status("1.3"), world.status("1.7")) == ("done", "in progress")
    assert said.count("[Undo]") + said.count(" [Undo]") == 2  # one button, in the last answer only


def test_a_question_changes_nothing(world: World) -> None:
    assert world.say(RESOURCING, "is 1.3 done?").startswith("1.3: ⚪ no update recorded.")
    assert world.status("1.3") == "no update"


def test_a_command_caught_on_the_way_and_sent_again_does_nothing(world: World) -> None:
    """Its signature is good for five minutes, and its trigger is known."""
    assert world.card(RESOURCING, "note 1.3 the rooms are booked", id="trigger-1")
    before = world.count_events()
    for _ in range(6):
        assert world.card(RESOURCING, "note 1.3 the rooms are booked", id="trigger-1") is None
    assert world.count_events() == before


def test_an_undo_sent_again_takes_back_nothing_that_came_later(world: World) -> None:
    world.say(RESOURCING, "1.3 in progress")
    world.say(RESOURCING, "undo", id="trigger-2")
    world.say(RESOURCING, "1.7 done")
    assert world.card(RESOURCING, "undo", id="trigger-2") is None
    assert world.status("1.7") == "done"


def test_a_command_that_failed_may_be_sent_again(world: World) -> None:
    """Slack shows no more than that it failed; whoever types it again has another trigger, but nothing is lost."""
    assert world.say(RESOURCING, "9.9 done", id="trigger-3").startswith("I can't find 9.9")
    assert world.say(RESOURCING, "1.3 done", id="trigger-4").startswith("1.3")


def test_the_same_message_delivered_twice_changes_once(world: World) -> None:
    assert world.card(RESOURCING, "1.3 done", via="message", id="again")
    assert world.card(RESOURCING, "1.3 done", via="message", id="again") is None


def test_who_may_have_lost_the_answer_reads_that_it_was_heard_once(world: World) -> None:
    assert world.card(RESOURCING, "1.3 done", via="message", id="again")
    told = world.count_events()
    assert "had that message already" in world.say(RESOURCING, "1.3 done", via="message", id="again", again=True)
    assert world.count_events() == told
    assert "1.7 is now done." in world.say(RESOURCING, "1.7 done", via="message", id="other", again=True)
