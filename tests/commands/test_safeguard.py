"""Words that name a person are asked about before they are kept."""

import pytest

from tests.world.vocabulary import RESOURCING
from tests.world.world import World, buttons


def test_words_that_name_a_person_are_asked_about_first(world: World) -> None:
    card = world.card(RESOURCING, "1.3 in progress, Priya Sharma is trained")
    assert card and card.title == "Does that name a person or describe a case?"
    assert world.status("1.3") == "no update"
    world.click(RESOURCING, buttons(card)["Leave it out"])
    assert world.history("1.3")[-1] == "status: no update -> in progress"


def test_words_about_a_person_are_kept_when_asked_for(world: World) -> None:
    card = world.card(RESOURCING, "1.3 in progress, Priya Sharma is trained")
    world.click(RESOURCING, buttons(card)["Keep it"])
    assert world.history("1.3")[-1] == "status: no update -> in progress (Priya Sharma is trained)"


@pytest.mark.parametrize(
    "said",
    [
        "2.3 done but I had racist abuse", "1.3 done, my manager called me a slur",
        "1.3 in progress. I can't cope any more",
        "done but I was racially abused in the last session", "1.3 and 1.7 done; I was assaulted on the ward",
    ],
)  # fmt: skip
def test_care_comes_before_a_status_and_the_words_are_kept_nowhere(world: World, said: str) -> None:
    before = world.count_events()
    card = world.card(RESOURCING, said)
    assert card and card.title.startswith("I'm sorry.") and "Nothing has been reported by writing here" in card.plain()
    assert all("Keep" not in label and "abuse" not in button.says for label, button in buttons(card).items())
    assert world.count_events() == before
