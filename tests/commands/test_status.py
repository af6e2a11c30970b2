"""How a plan is doing at this moment, and its copy for the minutes."""

from tests.world.vocabulary import CHAIR, MEMBER, RESOURCING
from tests.world.world import World


def test_status_is_of_the_plan_or_of_what_is_asked_for(world: World) -> None:
    assert world.say(MEMBER, "status").startswith("ESNEFT 2020-21")
    assert world.say(MEMBER, "status section 2").startswith("ESNEFT 2020-21, section 2: Recruitment and training")
    assert world.say(MEMBER, "status section 2 not done").startswith("ESNEFT 2020-21: section 2, not done")
    assert world.say(MEMBER, "status section 2 plan esneft-2020-21").startswith("ESNEFT 2020-21, section 2: ")


def test_the_copy_for_the_minutes_comes_to_whoever_asked_and_names_nobody(world: World) -> None:
    before = world.count_events()
    assert world.say(CHAIR, "minutes").startswith("I've sent you a copy for the minutes.")
    [copy] = world.letter_cards(CHAIR, kind="answer")
    assert "ESNEFT 2020-21" in copy.plain()
    assert world.letter_cards(RESOURCING, kind="answer") == []
    assert world.count_events() == before
