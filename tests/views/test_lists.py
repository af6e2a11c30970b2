"""What lists of actions say."""

from datetime import UTC, date, datetime

from tests.world.facts import VIEWER, make_action, make_holder, make_milestone, make_owner
from wres_bot.domain.cards import Buttons, plain_words
from wres_bot.views.lists import render_due, render_late, render_line, render_list, render_mine, render_which_plan
from wres_bot.views.viewer import Viewer


def test_a_line_has_the_status_the_colour_with_its_word_and_the_date() -> None:
    assert plain_words(render_line(make_action(status="in progress"), VIEWER)) == (
        "1.3 More interview panels with BAME members: in progress (🟢 on track), due by 30 April. Head of Resourcing"
    )


def test_a_word_is_not_said_twice() -> None:
    unknown = make_action(milestones=())
    assert "no update recorded" in plain_words(render_line(unknown, VIEWER))
    assert plain_words(render_line(unknown, VIEWER)).count("no update recorded") == 1


def test_a_page_says_where_it_is() -> None:
    card = render_list("Actions", [make_action(), make_action("1.4")], VIEWER, total=22, first=11, more="list page 3")
    assert "11 to 12 of 22" in card.plain()
    assert card.plain().endswith("More: list page 3")


def test_three_own_actions_have_buttons_and_fourteen_have_one_list() -> None:
    few = render_mine([make_action(str(n)) for n in range(3)], VIEWER, done=0)
    many = render_mine([make_action(str(n)) for n in range(14)], VIEWER, done=1)
    assert sum(isinstance(b, Buttons) for b in few.blocks) == 3
    assert not any(isinstance(b, Buttons) for b in many.blocks)
    assert many.title == "You look after 14 open actions in ESNEFT 2020-21. 1 is done."


def test_a_passed_date_blames_nobody() -> None:
    gone = make_action(milestones=(make_milestone(due=date(2021, 3, 31)),), asked_at=datetime(2021, 4, 8, tzinfo=UTC))
    said = render_late([gone], VIEWER, total=1, name="ESNEFT 2020-21").plain()
    assert said.startswith("1 date has passed in ESNEFT 2020-21.")
    assert "date 31 March (🔴 past its date). No update recorded; the owner has been asked." in said
    assert not any(blame in said for blame in ("late", "overdue"))


def test_coming_dates_stand_under_their_day() -> None:
    said = render_due(
        [(date(2021, 4, 30), [make_action()])], VIEWER, until=date(2021, 6, 30), name="ESNEFT 2020-21"
    ).plain()  # fmt: skip
    assert "\nFriday 30 April\n- 1.3 More interview panels with BAME members" in said


def test_two_plans_with_one_ref_are_asked_about_with_the_full_command() -> None:
    card = render_which_plan("2.3", [make_action("2.3", owners=(make_owner("Head of EDI"),))], "update {} done")
    shown = [b for block in card.blocks if isinstance(block, Buttons) for b in block.items]
    assert [b.says for b in shown] == ["update esneft-2020-21:2.3 done"]


def test_an_action_of_six_posts_names_its_lead_and_the_reader_in_a_list() -> None:
    six = make_action(owners=(make_owner("Chair"), *(make_owner(f"Post {n}", make_holder(n)) for n in range(1, 6))))
    said = plain_words(render_line(six, Viewer(VIEWER.today, person_id=4)))
    assert said.endswith("Chair, vacant, Post 4 (you) and 4 others")
