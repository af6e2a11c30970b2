"""Questions asked back: the question is the first line, the likely answers are plain buttons, nothing has changed."""

import pytest

from tests.world.facts import make_action, make_event
from wres_bot.domain.cards import Button, Buttons, Card
from wres_bot.domain.policy import Labels
from wres_bot.views import asking
from wres_bot.views.asking import Choice

ACTION, OTHER = make_action("1.3"), make_action("1.7", "A trained pool")
LABELS = Labels()
ONE = [Choice("in progress", "update 1.3 in progress"), Choice("done", "update 1.3 done")]


def labels(card: Card) -> list[str]:
    return [b.label for block in card.blocks if isinstance(block, Buttons) for b in block.items]


def test_a_status_in_doubt_is_asked_about_with_the_words_kept_ready() -> None:
    card = asking.render_status_question(ACTION, ("in progress", "done"), ONE, "done, bar one site")
    assert card.plain() == (
        "How is 1.3 going?\n"
        "1.3 More interview panels with BAME members\n"
        "[In progress] [Done]\n"
        "Nothing has changed. I'd keep “done, bar one site”."
    )


@pytest.mark.parametrize(
    "card",
    [asking.render_which_status([ACTION, OTHER], ONE, ("done",)), asking.render_note_question(ACTION, ONE, "booked"),
     asking.render_which_note([ACTION, OTHER], ONE, "booked"), asking.render_which_action_for("snooze", [ACTION], ONE),
     asking.render_hand_back_question([ACTION, OTHER], ONE, LABELS), asking.render_covering_question(ONE, LABELS),
     asking.render_date_question([ACTION], ONE, LABELS, leads=False), asking.render_pause_question([ACTION], ONE),
     asking.render_date_question([ACTION], ONE, LABELS, leads=True), asking.render_help_question([ACTION], ONE, LABELS),
     asking.render_cancel_question([ACTION], ONE, LABELS, leads=True), asking.render_stop_question(ONE),
     asking.render_cancel_question([ACTION], ONE, LABELS, leads=False), asking.render_slip("snooze 2.3 7d"),
     asking.render_close_question(ONE, LABELS, leads=True), asking.render_owner_question(ONE, "1.3"),
     asking.render_close_question(ONE, LABELS, leads=False), asking.render_reviewed_question([ACTION], ONE),
     *(asking.render_lead_question(kind, ONE, LABELS) for kind in ("away", "decision", "voice", "question", "leaving")),
     asking.render_correction_question(make_event(new="done"), OTHER, ONE)],
    ids=lambda card: str(card.title),
)  # fmt: skip
def test_a_question_comes_first_and_says_that_nothing_has_changed(card: Card) -> None:
    assert card.title.rstrip().endswith(("?", ".", "name"))
    assert labels(card)
    assert "Nothing has changed." in card.plain()


def test_words_that_mean_nothing_here_are_met_with_what_is_likely() -> None:
    card = asking.render_likely([Button("My actions", "mine"), Button("Status", "status")])
    assert "follow" not in card.plain()
    assert labels(card) == ["My actions", "Status"]


def test_nothing_to_take_back_is_said_so() -> None:
    assert asking.render_nothing_to_take_back().title == "There is nothing of yours to take back."
