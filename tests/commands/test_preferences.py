"""Where somebody is written to, and whether at all."""

from tests.world.vocabulary import RESOURCING
from tests.world.world import World
from wres_bot.store import people


def test_stop_and_start_are_the_persons_own(world: World) -> None:
    assert world.say(RESOURCING, "stop").startswith("I've stopped your reminders.")
    with world.store.read() as db:
        assert people.load_preference(db, world.ids[RESOURCING], "reminders") == "off"
    assert world.say(RESOURCING, "start").startswith("Your reminders are on again.")
    assert world.say(RESOURCING, "start").startswith("Hello")
