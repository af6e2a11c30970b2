"""Somebody tells of harm, or names a person: nothing is kept unasked, and somebody who listens is named."""

from wres_bot.domain.cards import Buttons
from wres_bot.domain.policy import Labels
from wres_bot.views import safeguarding as views

LABELS = Labels(guardian="Guardian Pat", support="the helpline")


def test_harm_is_answered_by_naming_who_listens_and_saying_that_nothing_is_kept() -> None:
    said = views.render_listening(LABELS).plain()
    assert "Guardian Pat" in said and "the helpline" in said and "haven't kept" in said


def test_leaving_the_name_out_is_the_strong_button() -> None:
    card = views.render_personal_data_question("keep 1.1 words", "note 1.1", LABELS)
    [buttons] = [block for block in card.blocks if isinstance(block, Buttons)]
    assert [(button.says, button.strong) for button in buttons.items] == [("note 1.1", True), ("keep 1.1 words", False)]
    assert "Nothing has been kept yet." in card.plain() and "Guardian Pat" in card.plain()


def test_words_too_long_for_a_button_can_only_be_left_out() -> None:
    card = views.render_long_personal_data_question("note 1.1")
    [buttons] = [block for block in card.blocks if isinstance(block, Buttons)]
    assert [button.says for button in buttons.items] == ["note 1.1"]
    assert "Nothing has been kept yet." in card.plain()
