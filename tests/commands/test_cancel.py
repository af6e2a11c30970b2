"""An action cancelled, with a reason and perhaps another in its place."""

from tests.world.vocabulary import EDI, MEMBER, RESOURCING
from tests.world.world import World


def test_a_cancelled_action_says_why_and_what_replaces_it(world: World) -> None:
    said = world.say(EDI, "cancel 1.7 no longer needed, replaced by 1.3")
    assert said.startswith("1.7 is cancelled. 1.3 takes its place.")
    assert "Why: No longer needed. Replaced by 1.3." in world.say(MEMBER, "show 1.7")


def test_cancelling_needs_a_reason_and_a_real_replacement(world: World) -> None:
    assert world.say(EDI, "cancel 1.7").startswith("Why is 1.7 cancelled?")
    assert "I can't find 9.9" in world.say(EDI, "cancel 1.7 merged, replaced by 9.9")
    assert "can't take its own place" in world.say(EDI, "cancel 1.7 merged, replaced by 1.7")
    assert world.status("1.7") == "no update"


def test_cancelling_is_for_those_who_lead(world: World) -> None:
    assert "Cancelling is for the EDI lead, so 1.3 is as it was." in world.say(RESOURCING, "1.3 cancelled")
    assert "To cancel 1.3, say why." in world.say(EDI, "update 1.3 cancelled")
    assert world.status("1.3") == "no update"
