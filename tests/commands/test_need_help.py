"""A call for help, and its end."""

from tests.world.vocabulary import BOTH, EDI, RESOURCING
from tests.world.world import World, buttons


def test_a_call_for_help_reaches_the_coordinator(world: World) -> None:
    said = world.say(RESOURCING, "need help 1.3 waiting for a trainer")
    assert said.startswith("Thank you for asking. I've told the EDI lead about 1.3.")
    notice = world.letter_cards(EDI)[0]
    assert notice.title == "Head of Resourcing asks for help with 1.3."
    assert "“waiting for a trainer”" in notice.plain()
    assert "Help asked for: “waiting for a trainer”" in world.say(EDI, "show 1.3")


def test_help_without_words_is_marked_and_words_are_asked_for(world: World) -> None:
    said = world.say(RESOURCING, "need help 1.3")
    assert said.startswith("1.3 is marked as needing help. What would help?")
    assert "They have not said with what." in world.letter_cards(EDI)[0].plain()
    assert "Help is already asked for with 1.3." in world.say(RESOURCING, "need help 1.3")


def test_help_that_came_is_said_with_a_button(world: World) -> None:
    over = buttons(world.card(RESOURCING, "need help 1.3 no trainer"))["No longer needed"]
    assert world.click(RESOURCING, over).startswith("Good. 1.3 no longer asks for help.")


def test_a_lead_who_asks_for_help_is_not_written_to_about_it(world: World) -> None:
    assert world.say(EDI, "need help 2.5 no data").startswith("Thank you for asking.")
    assert not world.letter_cards(EDI)
    assert world.letter_cards(BOTH)
