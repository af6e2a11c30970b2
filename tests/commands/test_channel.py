"""Which channel gets the summaries, and which may not."""

from dataclasses import replace
from typing import Any

import pytest

from tests.world.vocabulary import EDI
from tests.world.world import World, channel
from wres_bot.domain.ports import Needs

UNFIT: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("steering", {"private": False}, "Anybody can read this channel"),
    ("leads", {"private": False}, "Anybody can read this channel"),
    ("steering", {"shared": True}, "Another organisation is in this channel"),
    ("network", {"archived": True}, "This channel is archived"),
    ("network", {"member": False}, "I'm not in this channel yet"),
)


def test_a_channel_is_looked_at_before_it_is_used(world: World) -> None:
    with pytest.raises(Needs) as needs:
        world.card(EDI, "use this channel for steering", place="C1")
    assert needs.value.what == "place"
    said = world.say(EDI, "use this channel for steering", place="C1", place_facts=channel())
    assert said.startswith("#edi-steering will get the steering group's quarterly summary")


def test_an_unfit_channel_is_refused(world: World) -> None:
    before = world.count_events()
    for audience, facts, said in UNFIT:
        place = replace(channel(), **facts)
        assert world.say(EDI, f"use this channel for {audience}", place="C1", place_facts=place).startswith(said)
    assert world.count_events() == before


def test_a_public_channel_may_serve_the_network(world: World) -> None:
    open_to_all = channel(private=False)
    assert "network's quarterly summary" in world.say(
        EDI, "use this channel for network", place="C1", place_facts=open_to_all
    )


def test_a_channel_can_be_left(world: World) -> None:
    world.say(EDI, "use this channel for network", place="C1", place_facts=channel())
    assert world.say(EDI, "stop using this channel", place="C1").startswith("I'll send nothing more to #edi-steering.")
    assert "I don't send anything to this channel" in world.say(EDI, "stop using this channel", place="C1")
