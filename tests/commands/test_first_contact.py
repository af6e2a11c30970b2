"""The answers to "Is this you?"."""

from datetime import date

from tests.world.vocabulary import BOTH, EDI, FIRST_DAY, RESOURCING
from tests.world.world import World
from wres_bot.store import people


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
