"""Figures in an answer."""

import pytest

from tests.world.vocabulary import CHAIR, MEMBER
from tests.world.world import World
from wres_bot.parser.arguments import read_indicators


def test_figures_that_are_not_there_are_said_not_to_be(world: World) -> None:
    assert world.say(MEMBER, "indicators").startswith("I have no indicator figures for ESNEFT yet.")
    assert "There is no indicator" in world.say(MEMBER, "indicators 22")


@pytest.mark.parametrize(
    ("said", "first"),
    [("indicators how many BME staff in band 8", "I don't hold a single count like that."),
     ("indicators gender pay gap", "I don't hold that."), ("indicators turnover of black nurses", "I don't hold that."),
     ("indicators harassment", "Which of these do you mean?")],
)  # fmt: skip
def test_what_is_not_held_is_said_and_no_other_figure_stands_in_for_it(world: World, said: str, first: str) -> None:
    assert world.say(CHAIR, said).startswith(first)


@pytest.mark.parametrize(
    ("words", "code"),
    [("2", "2"), ("rdr", "RDR"), ("our indicator 2", "2"), ("metric 4 please", "4"), ("board representation", "9"),
     ("the shortlisting ratio", "2"), ("are BME staff more likely to be disciplined", "3"), ("2?", "2")],
)  # fmt: skip
def test_a_figure_is_found_by_number_or_by_what_it_is_about(words: str, code: str) -> None:
    assert read_indicators(words).filters.get("indicator") == code


@pytest.mark.parametrize("words", ["band 8", "how many in band 8", "the last 2 years", "2.3", "up 3%", "5 staff"])
def test_a_number_that_is_no_indicators_is_none(words: str) -> None:
    assert read_indicators(words).filters.get("indicator") in (None, "1")
