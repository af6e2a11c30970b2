"""What `update` does, and what it refuses."""

from tests.commands.world import RESOURCING, World


def test_an_owner_says_how_it_is_going(world: World) -> None:
    assert world.say(RESOURCING, "1.3 in progress, training booked") == (
        "1.3 is now in progress. Thank you.\n"
        "1.3 More interview panels with BAME members (ESNEFT 2020-21)\n"
        "It was no update recorded. I've kept your words: “training booked”\n"
        "Next date: Friday 30 April.\n"
        "[Done] [Undo]"
    )
    assert world.status("1.3") == "in progress"
    assert world.history("1.3")[-1] == "status: no update -> in progress (training booked)"
