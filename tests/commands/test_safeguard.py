"""Words that name a person are asked about before they are kept."""

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
