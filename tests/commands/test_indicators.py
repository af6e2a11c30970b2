"""Figures in an answer."""

from tests.world.vocabulary import MEMBER
from tests.world.world import World


def test_figures_that_are_not_there_are_said_not_to_be(world: World) -> None:
    assert world.say(MEMBER, "indicators").startswith("I have no indicator figures for ESNEFT yet.")
    assert "There is no indicator" in world.say(MEMBER, "indicators 22")
