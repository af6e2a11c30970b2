"""Words that are no command: at most three guesses are offered, and it is said that nothing was changed."""

import pytest

from wres_bot.domain.cards import Button, Buttons, Card
from wres_bot.views import not_understood as views


def buttons(card: Card) -> list[Button]:
    return [button for block in card.blocks if isinstance(block, Buttons) for button in block.items]


@pytest.mark.parametrize(("guesses", "offered"), [(1, 1), (3, 3), (4, 3)])
def test_at_most_three_guesses_are_offered(guesses: int, offered: int) -> None:
    card = views.render_not_understood("shwo 1.1", [f"show 1.{n}" for n in range(guesses)])
    assert [button.says for button in buttons(card)] == [f"show 1.{n}" for n in range(offered)]
    assert "Nothing has changed." in card.plain()
    assert card.tone == "refused"


def test_without_a_guess_the_first_steps_are_shown() -> None:
    card = views.render_not_understood("gobbledegook", ())
    assert "gobbledegook" in card.title and "Nothing has changed." in card.plain()
    assert buttons(card)


def test_blank_words_are_not_quoted() -> None:
    assert "“" not in views.render_not_understood("  ", ()).title


def test_a_status_that_is_none_can_be_chosen_or_the_action_seen() -> None:
    card = views.render_unknown_status("1.1", "nearly", ("update 1.1 done", "note 1.1 nearly", "a third"))
    assert [button.says for button in buttons(card)] == [
        "update 1.1 done", "note 1.1 nearly", "show 1.1", "update 1.1"]  # fmt: skip


def test_a_message_too_long_says_how_long_it_may_be() -> None:
    card = views.render_too_long(4000)
    assert "4000" in card.plain() and "kept none" in card.title
