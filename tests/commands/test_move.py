"""A date moved by those who lead, and the first one kept."""

from tests.world.vocabulary import EDI
from tests.world.world import World, buttons


def test_a_moved_date_keeps_the_first_one_and_counts(world: World) -> None:
    said = world.say(EDI, "move 1.3 30 June 2021 panel dates were moved")
    assert said.startswith("1.3 is now due by 30 June 2021.")
    assert "It was 30 April 2021; the first date is kept. Why: “panel dates were moved”" in said
    assert "Due by 30 June 2021; moved once, first set for 30 April 2021" in world.say(EDI, "show 1.3")


def test_with_several_dates_it_is_asked_which_and_the_other_is_looked_at(world: World) -> None:
    before = world.count_events()
    card = world.card(EDI, "move 2.3 30 June 2021 panel dates were moved")
    assert card
    assert card.title == "Which date of 2.3 moves to 30 June?"
    assert world.count_events() == before
    said = world.click(EDI, buttons(card)["Start, 30 November 2020"])
    assert said.startswith("The start of 2.3 is now 30 June 2021.")
    assert "Its mid-year review is 31 May, which no longer fits. Move that one too?" in said


def test_a_date_is_named_by_its_day(world: World) -> None:
    said = world.say(EDI, "move 2.3 from 31 May to 30 June 2021 the trainer left")
    assert said.startswith("The mid-year review of 2.3 is now 30 June 2021.")
    assert "no longer fits" not in said
    assert world.say(EDI, "move 2.3 from 1 May to 30 June 2021 because").startswith("2.3 has no date 1 May.")


def test_a_move_needs_a_date_ahead_and_words(world: World) -> None:
    before = world.count_events()
    assert world.say(EDI, "move 1.3 30 June 2021").startswith("Why does 1.3 move to 30 June 2021?")
    assert world.say(EDI, "move 1.3").startswith("Move 1.3 to when, and why?")
    assert world.say(EDI, "move 1.3 1 July 2020 because").startswith("1 July 2020 has passed.")
    assert world.count_events() == before
