"""What is said about one action."""

from datetime import date

from tests.world.facts import VIEWER, make_action, make_event, make_holder, make_milestone, make_owner
from wres_bot.domain.cards import Button, Buttons, Card
from wres_bot.views.action import (
    ActionDetails,
    render_action,
    render_already_so,
    render_not_permitted,
    render_update_options,
    render_updated,
)
from wres_bot.views.buttons import render_update_buttons
from wres_bot.views.viewer import Viewer


def buttons(card: Card) -> list[Button]:
    return [b for block in card.blocks if isinstance(block, Buttons) for b in block.items]


def test_show_says_who_when_and_how_it_stands() -> None:
    assert render_action(make_action(), VIEWER, ActionDetails()).plain() == (
        "1.3 More interview panels with BAME members\n"
        "ESNEFT 2020-21, section 1: Workforce data\n"
        "Status: No update recorded (🟠 due soon, not started)\n"
        "Owner: Head of Resourcing\n"
        "Date: Due by 30 April 2021 (the plan says “April 2021”)\n"
        "Indicators: 1 and 9\n"
        "[History]"
    )


def test_a_vacant_post_is_said_to_be_vacant() -> None:
    assert (
        "Owner: Head of EDI, vacant"
        in render_action(make_action(owners=(make_owner("Head of EDI"),)), VIEWER, ActionDetails()).plain()
    )


def test_names_are_for_those_who_may_see_them_and_you_is_always_you() -> None:
    held = make_action(owners=(make_owner("Head of Resourcing", make_holder(7, "Pat Example")),))
    assert "Pat Example" not in render_action(held, VIEWER, ActionDetails()).plain()
    assert (
        "Head of Resourcing (Pat Example)"
        in render_action(held, Viewer(VIEWER.today, names=True), ActionDetails()).plain()
    )
    assert "Head of Resourcing (you)" in render_action(held, Viewer(VIEWER.today, person_id=7), ActionDetails()).plain()


def test_buttons_carry_the_full_ref_and_the_version_they_were_drawn_from() -> None:
    found = buttons(render_update_options(make_action(version=4), VIEWER))
    assert found[0] == Button(
        "Done", "update esneft-2020-21:1.3 done", "1.3 More interview panels with BAME members", 4, strong=True
    )
    assert all(b.version == 4 for b in found)


def test_no_button_offers_what_it_already_is() -> None:
    assert [b.label for b in render_update_buttons(make_action(status="done")).items] == ["In progress"]


def test_a_done_answer_thanks_offers_undo_and_invites_a_note() -> None:
    card = render_updated(make_action(status="done"), "in progress", "", VIEWER)
    assert card.title == "1.3 is now done. Thank you."
    assert "It was in progress." in card.plain()
    assert "Anything to add? note 1.3 and a few words" in card.plain()
    assert [b.label for b in buttons(card)] == ["Undo"]


def test_a_kept_note_is_read_back() -> None:
    card = render_updated(make_action(status="in progress"), "no update", "training booked", VIEWER)
    assert "I've kept your words: “training booked”" in card.plain()
    assert "Next date: Friday 30 April." in card.plain()


def test_a_done_action_with_a_review_says_when() -> None:
    reviewed = make_action(
        status="done", milestones=(make_milestone(date(2021, 5, 31), "review", label="mid-year review"),)
    )
    said = render_updated(reviewed, "delayed", "", VIEWER).plain()
    assert "The plan still has its mid-year review on Monday 31 May." in said
    assert "[It goes on] [Undo]" in said


def test_a_repeat_says_when_it_was_told() -> None:
    told = make_event(new="done")
    card = render_already_so(make_action(status="done"), told, VIEWER, mine=True)
    assert card.plain().startswith("1.3 is already done.")
    assert "You told me on Tuesday 20 April. Nothing has changed." in card.plain()


def test_no_permission_is_kind_and_offers_a_way_on() -> None:
    card = render_not_permitted(make_action("2.3", owners=(make_owner("Head of Employee Relations"),)), VIEWER)
    assert card.plain() == (
        "2.3 sits with the Head of Employee Relations, so I've left it as it was.\n"
        "Covering, or taken over?\n"
        "[Tell the EDI lead]\n"
        "You can read it any time: show 2.3"
    )


def test_open_questions_stay_out_of_network_cards() -> None:
    asks = make_action(questions=("twice a year or every two years",))
    assert "twice a year" not in render_action(asks, VIEWER, ActionDetails()).plain()
    assert (
        "Twice a year or every two years."
        in render_action(asks, Viewer(VIEWER.today, audience="steering"), ActionDetails()).plain()
    )
