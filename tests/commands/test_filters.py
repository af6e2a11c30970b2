"""The filters people type."""

from tests.world.vocabulary import BOTH, EDI, MEMBER, RELATIONS, RESOURCING
from tests.world.world import World


def test_filters_combine(world: World) -> None:
    world.say(RELATIONS, "2.3 in progress")
    said = world.say(MEMBER, "list section 2 in progress")
    assert said.startswith("ESNEFT 2020-21: section 2, in progress\n1 action\n- 2.3 Cultural Ambassadors")
    assert "3 actions" in world.say(MEMBER, "list section 2")
    assert "2 actions" in world.say(MEMBER, "list owner resourcing")
    assert "1 action\n- 1.7" in world.say(MEMBER, "list trained pool")
    assert "Nothing fits." in world.say(MEMBER, "list section 2 done")


def test_a_filter_that_cannot_be_says_what_can(world: World) -> None:
    assert world.say(MEMBER, "list section 9").startswith("I can't find section 9. The sections are 1 and 2.")


def test_a_post_that_is_only_alike_is_asked_about_and_not_listed(world: World) -> None:
    card = world.card(MEMBER, "list owner head of recruitment")
    assert card
    assert card.title.startswith("I can't find a post called “head of recruitment”. Is it one of these?")


def test_an_owner_may_be_oneself(world: World) -> None:
    for me in ("me", "mine"):
        said = world.say(RESOURCING, f"list owner {me}")
        assert "2 actions" in said
        assert "1.3" in said
        assert "1.7" in said
    assert "Nothing fits." in world.say(MEMBER, "list owner me")


def test_what_is_open_and_what_asks_for_help(world: World) -> None:
    world.say(EDI, "1.3 done")
    world.say(RESOURCING, "need help 1.7 waiting for a trainer")
    assert "6 actions" in world.say(MEMBER, "list not done")
    assert "1 action\n- 1.7" in world.say(MEMBER, "list help needed")
    assert "1 action\n- 1.3" in world.say(MEMBER, "list done")


def test_a_plan_may_be_named_by_its_year_or_part_of_its_name(world: World) -> None:
    for name in ("esneft-2020-21", "2020-21", "esneft"):
        assert world.say(MEMBER, f"status plan {name}").startswith("ESNEFT 2020-21"), name


def test_a_plan_that_several_are_called_is_asked_about(world: World) -> None:
    assert world.say(BOTH, "status plan 2020-21").startswith("I can't find one plan called “2020-21”.")
    assert world.say(BOTH, "status plan nowhere").startswith("I can't find a plan called “nowhere”.")


def test_a_section_may_be_named_by_words_of_its_title_but_not_by_part_of_a_number(world: World) -> None:
    assert "3 actions" in world.say(MEMBER, 'list section "recruitment"')
    assert world.say(MEMBER, "list section 22").startswith("I can't find section 22.")
