"""Small talk, help, first contact, and what a person tells that must never be kept."""

from datetime import date

from tests.world.vocabulary import BOTH, EDI, FIRST_DAY, MEMBER, RESOURCING
from tests.world.world import World, buttons, channel
from wres_bot.commands.dispatch import SPECS, VERBS
from wres_bot.parser import verbs
from wres_bot.store import people

LISTED = [verb for verb in verbs.ALL if verb.group]


def test_every_verb_of_the_grammar_has_somebody_who_answers() -> None:
    assert {verb.name for verb, _ in VERBS} == {verb.name for verb in verbs.ALL}
    assert len(SPECS) == len(VERBS)


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


def test_an_empty_message_gets_a_few_words_of_help(world: World) -> None:
    assert world.say(RESOURCING, "").startswith("Hello. I look after the race equality plan's actions and dates.")


def test_hello_says_what_is_waiting(world: World) -> None:
    assert world.say(RESOURCING, "hello") == (
        "Hello, Head of Resourcing.\nYou look after 2 open actions.\n[My actions] [Status] [Help]"
    )


def test_a_slip_is_answered_with_the_nearest_command(world: World) -> None:
    card = world.card(RESOURCING, "stauts")
    assert "status" in buttons(card)
    assert "Nothing has changed." in (card.plain() if card else "")


def test_words_that_are_no_status_may_be_kept_as_a_note(world: World) -> None:
    card = world.card(RESOURCING, "1.3 going swimmingly well")
    assert card
    assert card.title == "Is that how 1.3 is going, or a note about it?"
    world.click(RESOURCING, next(b for b in buttons(card).values() if b.says.startswith("note")))
    assert world.history("1.3")[-1] == "note: None -> None (going swimmingly well)"


def test_a_denial_is_never_taken_for_done(world: World) -> None:
    world.say(RESOURCING, "1.3 not done")
    world.say(RESOURCING, "1.3 isn't complete yet")
    assert world.status("1.3") == "no update"


STORIES = (
    "my manager called me a name in front of everybody",
    "I was passed over again because of my accent",
    "someone on the ward shouted racist things at me",
)


def test_a_story_is_answered_privately_and_points_to_people_who_listen(world: World) -> None:
    before = world.count_events()
    for words in STORIES:
        said = world.say(MEMBER, words, place="C1", via="mention")
        assert "Freedom to Speak Up Guardian will listen in confidence" in said
        assert "your trust's staff support line" in said
        assert "Did you mean" not in said
    assert (world.count_events(), world.letter_cards(EDI)) == (before, [])


def test_stop_and_start_are_the_persons_own(world: World) -> None:
    assert world.say(RESOURCING, "stop").startswith("I've stopped your reminders.")
    with world.store.read() as db:
        assert people.load_preference(db, world.ids[RESOURCING], "reminders") == "off"
    assert world.say(RESOURCING, "start").startswith("Your reminders are on again.")
    assert world.say(RESOURCING, "start").startswith("Hello")


def test_yes_this_is_me_is_remembered(world: World) -> None:
    assert "I have you down for Head of Resourcing." in world.say(RESOURCING, "yes this is me")


def test_not_me_stops_reminders_and_tells_whoever_leads_but_ends_nothing(world: World) -> None:
    said = world.say(RESOURCING, "not me")
    assert "I won't remind you about Head of Resourcing in the meantime." in said
    assert world.letter_cards(EDI)[0].title == "Head of Resourcing says they do not hold Head of Resourcing."
    assert world.letter_cards(BOTH)
    assert "holds it" in world.say(EDI, "who head of resourcing")


def test_covering_is_noted_and_said(world: World) -> None:
    assert world.say(RESOURCING, "covering").startswith("Thank you for covering.")
    assert "covering" in world.say(EDI, "who head of resourcing")
    assert world.letter_cards(EDI)[0].title == "Head of Resourcing is covering for Head of Resourcing."


def test_covering_does_not_last_longer_than_was_agreed(world: World) -> None:
    with world.store.write() as db:
        post = people.save_post(db, world.ids["esneft"], "Head of Resourcing")
        people.save_holding(db, post, world.ids[RESOURCING], FIRST_DAY, date(2021, 2, 28))
    world.say(RESOURCING, "covering")
    with world.store.read() as db:
        [held] = people.load_holders(db, post, date(2021, 1, 4))
    assert (held.covering, held.ends) == (True, date(2021, 2, 28))
