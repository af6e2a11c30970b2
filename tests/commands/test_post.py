"""Who holds a post, from when, and who may read it."""

from tests.world.vocabulary import EDI, MEMBER, OTHER
from tests.world.world import World


def test_a_new_holder_answers_from_their_first_day(world: World) -> None:
    said = world.say(
        EDI, 'post "Assistant Director of Education" is network.member@esneft.example from 11 January 2021'
    )
    assert said.startswith("Assistant Director of Education is Network member from 11 January.")
    assert "sits with" in world.say(MEMBER, "2.1 done")
    world.later(days=7)
    assert "2.1 is now done." in world.say(MEMBER, "2.1 done")


def test_a_post_that_is_only_alike_is_asked_about_and_nothing_changes(world: World) -> None:
    before = world.count_events()
    for words in ("assign 1.3 Head of Wizardry", 'post "Head of Resoucing" is network.member@esneft.example'):
        said = world.say(EDI, words)
        assert "Nothing has changed" in said and ("Which post do you mean" in said or "can't find a post" in said)
    assert world.count_events() == before


def test_a_post_can_be_left_empty(world: World) -> None:
    assert world.say(EDI, 'post "Head of Resourcing" is vacant').startswith(
        "Nobody holds Head of Resourcing from today."
    )
    assert "Nobody holds it at the moment" in world.say(EDI, "who head of resourcing")
    assert "Nobody holds Head of Resourcing already" in world.say(EDI, "post Head of Resourcing is nobody")


def test_a_person_of_another_trust_is_nobody_here(world: World) -> None:
    assert "I don't know anybody called" in world.say(EDI, f'post "Head of EDI" is {OTHER}')


def test_who_names_people_only_to_those_who_may_see_names(world: World) -> None:
    assert "head.of.resourcing@esneft.example" in world.say(EDI, "who head of resourcing")
    assert "head.of.resourcing@esneft.example" not in world.say(MEMBER, "who is the head of resourcing?")
    assert "Nobody holds it at the moment" in world.say(MEMBER, "who trust board chair")
