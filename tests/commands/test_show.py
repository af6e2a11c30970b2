"""Everything about one action, and its history, for whoever looks."""

import pytest

from tests.world.vocabulary import BOTH, CHAIR, EDI, MEMBER, POSTS, RELATIONS, RESOURCING
from tests.world.world import World, buttons
from wres_bot.commands.show import page_number
from wres_bot.parser.command_types import Command
from wres_bot.store import people


def test_show_depends_on_who_looks(world: World) -> None:
    owner = world.card(RESOURCING, "show 1.3")
    colleague = world.card(MEMBER, "show 1.3")
    assert "Owner: Head of Resourcing (you)" in (owner.plain() if owner else "")
    assert next(iter(buttons(owner))) == "Done"
    assert list(buttons(colleague)) == ["History"]


def test_status_of_an_action_is_the_action(world: World) -> None:
    assert world.say(MEMBER, "status 1.3").startswith("1.3 More interview panels with BAME members")


def test_history_names_people_only_to_leads(world: World) -> None:
    with world.store.write() as db:
        people.save_person(db, RESOURCING, "Sam Example")
    world.say(RESOURCING, "1.3 in progress")
    world.say(EDI, f"assign 1.3 {POSTS[RELATIONS]}")  # who owns it too sees the post of a colleague, as everybody does
    assert "Sam Example, Head of Resourcing" in world.say(EDI, "history 1.3")
    for who in (MEMBER, CHAIR, RELATIONS):
        said = world.say(who, "history 1.3")
        assert "Sam Example" not in said
        assert "(Head of Resourcing)" in said


def test_a_question_about_a_ref_of_two_plans_is_answered_for_each(world: World) -> None:
    said = world.say(BOTH, "show 2.3")
    assert said.startswith("Two plans have 2.3.")
    assert "ESNEFT 2020-21: 2.3 Cultural Ambassadors" in said
    assert "Kingston 2020-21: 2.3 Kingston's own action" in said


@pytest.mark.parametrize(("notes", "more"), [(19, False), (20, True)])
def test_history_comes_in_pages_of_twenty(world: World, notes: int, more: bool) -> None:
    """The loading of the plan is a line of it too."""
    for number in range(notes):
        world.say(RESOURCING, f"note 1.3 words {number}")
    card = world.card(RESOURCING, "history 1.3")
    assert card
    assert (card.more is not None) is more
    second = world.say(RESOURCING, "history 1.3 page 2")
    assert ("taken from the plan's document" in second) is more


@pytest.mark.parametrize(
    ("asked", "page"), [("page 0", 1), ("page 1", 1), ("page 999", 999), ("page 1000", 1), ("", 1)]
)
def test_a_page_is_a_number_of_at_most_three_digits(asked: str, page: int) -> None:
    assert page_number(Command("history", rest=asked)) == page
