"""An action given to a post."""

from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World, buttons


def test_an_action_is_given_to_a_post(world: World) -> None:
    assert world.say(EDI, "assign 2.3 resourcing instead").startswith("2.3 is now with Head of Resourcing.")
    assert "2.3 is now done." in world.say(RESOURCING, "2.3 done")


def test_a_new_lead_joins_those_who_own_it(world: World) -> None:
    said = world.say(EDI, "assign 2.3 Head of EDI lead")
    assert said.startswith("2.3 is now with Head of EDI and Head of Employee Relations.")


def test_a_post_without_a_holder_is_said_when_it_is_given_something(world: World) -> None:
    said = world.say(EDI, "assign 2.3 Trust Board Chair beside")
    assert "Nobody holds Trust Board Chair yet, so I can't remind anybody there." in said


def test_a_post_that_is_not_clear_is_asked_about(world: World) -> None:
    card = world.card(EDI, "assign 2.3 head of")
    assert buttons(card)["Head of EDI"].says == "assign esneft-2020-21:2.3 Head of EDI"
    assert "I can't find a post called “Chief Wizard”." in world.say(EDI, "assign 2.3 Chief Wizard")


def test_beside_or_instead_is_asked_where_somebody_owns_it(world: World) -> None:
    before = world.count_events()
    card = world.card(EDI, "assign 2.3 resourcing")
    assert card
    assert card.title == "Shall Head of Resourcing have 2.3 instead of Head of Employee Relations, or beside?"
    assert world.count_events() == before
    assert world.click(EDI, buttons(card)["Beside"]).startswith(
        "2.3 is now with Head of Employee Relations and Head of Resourcing."
    )


def test_whoever_owns_it_alone_may_be_made_its_lead_without_a_question(world: World) -> None:
    world.say(EDI, "assign 2.3 resourcing beside")
    assert world.say(EDI, "assign 2.3 Head of EDI instead").startswith("2.3 is now with Head of EDI.")
