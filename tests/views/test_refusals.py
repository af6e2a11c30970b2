"""Requests that cannot be done: each says what to do next. What the store refuses is in test_store_refusals.py."""

from datetime import date

import pytest

from tests.world.facts import PLAN, make_action
from wres_bot.domain.cards import Buttons
from wres_bot.domain.dates import Quarter, quarter_of
from wres_bot.domain.policy import Labels
from wres_bot.views import refusals as views
from wres_bot.views.accounts import linking_is_for_leads

LABELS = Labels(coordinator="Inclusion Manager")


def test_a_refusal_begins_with_its_first_line_and_offers_its_commands() -> None:
    card = views.render_refusal("First.\nThen more.", [("See it", "show 1.1")])
    assert card.title == "First." and "Then more." in card.plain() and card.tone == "refused"
    assert [block.items[0].says for block in card.blocks if isinstance(block, Buttons)] == ["show 1.1"]


def test_a_question_is_no_refusal_and_may_give_an_example() -> None:
    card = views.render_question("Which?", "", example="mine")
    assert card.tone == "plain" and "For example: mine" in card.plain()


def test_strangers_are_told_whom_to_ask_and_of_no_plan() -> None:
    said = views.render_unknown_person("pat@nhs.example", LABELS).plain()
    assert "pat@nhs.example" in said and "Inclusion Manager" in said and PLAN.title not in said


@pytest.mark.parametrize("day", [date(2021, 1, 1), date(2021, 3, 31)])
def test_a_quarter_not_begun_names_the_one_that_runs(day: date) -> None:
    said = views.quarter_not_begun(Quarter(2021, 1), day).text
    assert said.startswith(f"{Quarter(2021, 1)} has not begun.") and str(Quarter(2020, 4)) in said


def test_a_plan_that_begins_later_names_its_first_quarter() -> None:
    said = views.plan_begins_later(PLAN).text
    assert PLAN.title in said and str(quarter_of(PLAN.starts)) in said


def test_an_unknown_ref_is_named() -> None:
    assert "1.9" in views.no_such_ref("1.9", [PLAN], [make_action("1.3"), make_action("2.1")]).text


def test_what_is_for_those_who_lead_says_who_they_are() -> None:
    assert "Inclusion Manager" in linking_is_for_leads("a@nhs.example", LABELS).text
