"""The list of plans: which are open, closed or not begun, and which of them may be chosen."""

from dataclasses import replace
from datetime import date

import pytest

from tests.world.facts import PLAN, VIEWER
from wres_bot.domain.cards import Buttons
from wres_bot.views import plan as views


@pytest.mark.parametrize(
    ("starts", "open", "state"),
    [
        (date(2021, 4, 20), True, "open"),
        (VIEWER.today, True, "open"),
        (date(2021, 4, 22), True, "not begun"),
        (date(2021, 4, 22), False, "closed"),
    ],
)
def test_how_a_plan_stands(starts: date, open: bool, state: str) -> None:
    card = views.render_plans([(replace(PLAN, starts=starts, open=open), 41)], None, VIEWER)
    assert card.plain().splitlines()[1].endswith(f", {state}")


def test_another_open_plan_may_be_chosen_and_the_chosen_one_says_so() -> None:
    other = replace(PLAN, id=2, name="esneft-2021-22", title="ESNEFT 2021-22")
    old = replace(PLAN, id=3, name="esneft-2019-20", open=False)
    card = views.render_plans([(PLAN, 41), (other, 1), (old, 2)], PLAN.name, VIEWER)
    says = [button.says for block in card.blocks if isinstance(block, Buttons) for button in block.items]
    assert says == ["plan use esneft-2021-22"]
    assert card.plain().count("the one you use") == 1
    alone = views.render_plans([(PLAN, 41)], None, VIEWER)
    assert not [block for block in alone.blocks if isinstance(block, Buttons)]


def test_a_plan_is_closed_only_after_a_second_word() -> None:
    card = views.render_close_question(PLAN, 1)
    assert "1 action is still open." in card.plain()
    assert "plan close esneft-2020-21 yes" in str(card.blocks)
