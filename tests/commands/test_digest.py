"""The quarterly summary, previewed."""

import pytest

from tests.world.vocabulary import CHAIR, EDI, MEMBER
from tests.world.world import World


def test_a_digest_is_shown_only_to_the_audience_it_is_for(world: World) -> None:
    assert world.say(MEMBER, "digest").startswith("Our race equality plan: October to December 2020")
    assert "summary is for the chair and the EDI lead" in world.say(MEMBER, "digest steering")
    assert world.say(CHAIR, "digest steering").startswith("ESNEFT 2020-21, quarter 3")
    assert "begins on" in world.say(CHAIR, "digest 2019-20Q3 steering")
    assert "2021-22Q1 has not begun." in world.say(CHAIR, "digest 2021-22Q1 steering")


@pytest.mark.parametrize("words", ["digest floob", "digest kingston-2020-21"])
def test_a_digest_of_something_unknown_is_not_answered_with_another(world: World, words: str) -> None:
    card = world.card(EDI, words)
    assert card
    assert card.tone == "refused"
    assert "I can't" in card.title
