"""Whom messages reached, and whom they did not."""

from tests.world.vocabulary import EDI, RESOURCING
from tests.world.world import World


def test_deliveries_add_up_and_name_who_was_not_reached(world: World) -> None:
    world.remind(RESOURCING, "1.3")
    said = world.say(EDI, "deliveries")
    assert said.startswith("Deliveries: 1 message\nSent: 1\nAll: 1\nEverybody written to was reached")
    assert "Assistant Director of Education: nobody holds this post" in said
