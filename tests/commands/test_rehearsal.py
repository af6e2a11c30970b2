"""Every message to the coordinator, while it is rehearsed."""

from tests.world.vocabulary import EDI
from tests.world.world import World


def test_rehearsal_goes_on_and_off(world: World) -> None:
    assert world.say(EDI, "rehearse").startswith("Rehearsal is off.")
    assert world.say(EDI, "rehearse on").startswith("Rehearsal is on.")
    assert world.say(EDI, "rehearse").startswith("Rehearsal is on.")
    assert world.say(EDI, "rehearse off").startswith("Rehearsal is off.")
