"""The answers to what is said of an action: what was kept, whom it reached, and the way back."""

import pytest

from tests.world.facts import VIEWER, make_action, make_event
from wres_bot.domain.cards import Buttons, Card
from wres_bot.domain.policy import Labels
from wres_bot.views import action_answers as views

LABELS = Labels(coordinator="Inclusion Manager")
ACTION = make_action("1.3", "Inclusive panels")


def commands(card: Card) -> list[str]:
    return [button.says for block in card.blocks if isinstance(block, Buttons) for button in block.items]


@pytest.mark.parametrize(("done", "tone"), [(0, "refused"), (1, "plain"), (2, "plain")])
def test_what_could_not_be_done_is_told_beside_what_could(done: int, tone: str) -> None:
    changed = [make_action(f"2.{n}") for n in range(done)]
    card = views.render_several_updated(changed, ["9.9: no such action"], "done", LABELS)
    assert card.tone == tone and "9.9: no such action" in card.plain()
    assert all(action.ref in card.title for action in changed)


def test_several_changes_without_a_refusal_are_good_and_can_be_undone() -> None:
    card = views.render_several_updated([ACTION], (), "done", LABELS)
    assert card.tone == "good" and any(said.startswith("undo") for said in commands(card))


@pytest.mark.parametrize(("refused", "told"), [(0, False), (1, True), (2, True)])
def test_of_several_answers_those_refused_are_counted(refused: int, told: bool) -> None:
    cards = [Card("One", tone="good"), Card("Two", tone="good")]
    cards[:refused] = [Card("No", tone="refused")] * refused
    card = views.render_together(cards, changed=True)
    assert ("could not be done" in card.title) is told


def test_why_one_was_not_changed_names_it_once() -> None:
    assert views.format_not_changed("1.3", "To cancel 1.3, say why.") == "To cancel 1.3, say why."
    assert views.format_not_changed("1.3", "Say why.") == "1.3: Say why."


def test_cancelling_is_for_those_who_lead_and_they_are_named() -> None:
    card = views.render_cancel_not_theirs(ACTION, LABELS)
    assert "Inclusion Manager" in card.title and commands(card) == [f"need help {ACTION.full_ref}"]


def test_an_older_undo_button_takes_nothing_back() -> None:
    card = views.render_older_undo_button([make_event(new="done", batch="b7")], VIEWER)
    assert card.tone == "refused" and "nothing has changed" in card.title


@pytest.mark.parametrize(
    ("field", "words"),
    [("status", "no update recorded again"), ("note", "taken back"), ("due", "date is as it was"), ("x", "as it was")],
)
def test_what_was_taken_back_is_named(field: str, words: str) -> None:
    assert words in views.render_undone([(ACTION, field)], Labels()).plain()
