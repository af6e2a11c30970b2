"""Somebody tells of harm, or names a person: nothing is kept unasked, and somebody who listens is named."""

from wres_bot.domain.cards import Buttons
from wres_bot.domain.policy import Labels
from wres_bot.views import safeguarding as views

LABELS = Labels(
    guardian="Guardian Pat",
    support="the helpline",
    guardian_contact="ext. 1",
    union="the union",
    crisis="the crisis line",
)


def test_harm_is_answered_by_naming_who_listens_and_saying_that_nothing_is_kept_or_reported() -> None:
    said = views.render_listening(LABELS).plain()
    for named in ("Guardian Pat (ext. 1)", "the union", "the helpline", "the crisis line", "kept none of it"):
        assert named in said
    assert "Nothing has been reported by writing here." in said


def test_before_anybody_has_said_who_listens_somebody_is_named_all_the_same() -> None:
    said = views.render_listening(Labels()).plain()
    assert "Freedom to Speak Up Guardian will listen in confidence" in said
    assert "Samaritans on 116 123" in said and "999" in said


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
