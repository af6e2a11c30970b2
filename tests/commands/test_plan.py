"""The plans there are, the one that is used, and closing one."""

from tests.world.vocabulary import BOTH, EDI
from tests.world.world import World, buttons


def test_closing_a_plan_is_asked_first(world: World) -> None:
    close = buttons(world.card(EDI, "plan close esneft-2020-21"))["Close it"]
    assert "ESNEFT 2020-21 is closed." in world.click(EDI, close)
    assert "closed already" in world.say(EDI, "plan close esneft-2020-21")


def test_another_trusts_plan_cannot_be_chosen_or_closed(world: World) -> None:
    for words in ("plan use kingston-2020-21", "plan close kingston-2020-21 yes", "status plan kingston"):
        assert "I can't find a plan called" in world.say(EDI, words)


def test_plans_are_listed_chosen_and_remembered(world: World) -> None:
    assert world.say(BOTH, "plan").startswith("Plans\n- ESNEFT 2020-21 (esneft-2020-21): 7 actions")
    assert "I'll take Kingston 2020-21" in world.say(BOTH, "plan use kingston")
    assert world.say(BOTH, "status").startswith("Kingston 2020-21")
    assert "the one you use" in world.say(BOTH, "plan")
