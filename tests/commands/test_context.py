"""What is of one trust stays in it."""

from tests.world.vocabulary import EDI, OTHER
from tests.world.world import World, channel


def test_nothing_of_another_trust_is_seen(world: World) -> None:
    for words in ("status", "list", "late", "due 1y", "mine", "plan", "who head of resourcing", "status plan esneft",
                  "show esneft-2020-21:1.3", "history esneft-2020-21:1.3", "list plan esneft-2020-21", "digest",
                  "indicators"):  # fmt: skip
        said = world.say(OTHER, words)
        assert "ESNEFT 2020-21" not in said
        assert "BAME" not in said


def test_a_channel_of_another_trust_tells_its_guest_nothing(world: World) -> None:
    world.say(EDI, "use this channel for network", place="C9", place_facts=channel("C9", shared=True))
    assert world.say(OTHER, "status", place="C9").startswith("Kingston 2020-21")
