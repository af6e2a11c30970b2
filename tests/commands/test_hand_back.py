"""An action handed back, or claimed, for the coordinator to decide."""

from tests.world.vocabulary import EDI, MEMBER, RESOURCING
from tests.world.world import World, buttons


def test_telling_the_lead_writes_to_the_coordinator(world: World) -> None:
    tell = buttons(world.card(RESOURCING, "2.3 done"))["Tell the EDI lead"]
    assert "I've told the EDI lead that you may be looking after 2.3." in world.click(RESOURCING, tell)
    assert world.letter_cards(EDI)[0].title == "Head of Resourcing may be looking after 2.3."


def test_handing_back_tells_the_coordinator_and_reassigns_nothing(world: World) -> None:
    said = world.say(RESOURCING, "not mine 1.7 head of edi")
    assert said.startswith("Thank you. I've told the EDI lead, who will decide about 1.7.")
    notice = world.letter_cards(EDI)[0]
    assert notice.title == "Head of Resourcing says 1.7 is not theirs."
    assert buttons(notice)["Give it to Head of EDI"].says == "assign esneft-2020-21:1.7 Head of EDI instead"
    assert "Owner: Head of Resourcing" in world.say(MEMBER, "show 1.7")
    assert "1.7 is now with Head of EDI." in world.click(EDI, buttons(notice)["Give it to Head of EDI"])


def test_what_is_not_yours_cannot_be_handed_back(world: World) -> None:
    assert "2.3 isn't down as yours" in world.say(RESOURCING, "not mine 2.3")


def test_a_post_named_in_a_sentence_is_the_hint(world: World) -> None:
    world.say(RESOURCING, "not mine 1.7 it's the Head of EDI now")
    [notice] = world.letter_cards(EDI)
    assert "Give it to Head of EDI" in buttons(notice)
