"""Holds that what a click brings along of its card is only ever looked at, and spoils nothing."""

import pytest

from tests.world.vocabulary import RESOURCING
from tests.world.world import World


@pytest.mark.parametrize(
    "origin",
    ["update 1.7 done", "1.7 done", "note 1.7 hello", "mine; 1.7 done", "undo", "x" * 9000, "show 99.9"],
)
def test_what_comes_back_with_a_click_is_never_done(world: World, origin: str) -> None:
    said = world.card(RESOURCING, "update esneft-2020-21:1.3 done", via="click", seen=1, origin=origin)
    assert said is not None
    assert said.tone != "refused"
    assert (world.status("1.3"), world.status("1.7")) == ("done", "no update")
