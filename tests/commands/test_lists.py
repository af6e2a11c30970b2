"""Many actions at once: whose, which have passed, which come next."""

from tests.world.vocabulary import CHAIR, EDI, MEMBER
from tests.world.world import World
from wres_bot.store import people


def test_mine_puts_the_most_pressing_first(world: World) -> None:
    said = world.say(EDI, "mine")
    assert said.startswith("You look after 1 open action in ESNEFT 2020-21.")
    assert "2.5 Diversity in the talent strategy" in said


def test_whoever_owns_nothing_is_told_so_kindly(world: World) -> None:
    assert world.say(MEMBER, "mine").startswith("You have no open actions.")


def test_a_long_list_has_pages(world: World) -> None:
    with world.store.write() as db:
        people.save_trust(db, "esneft", "ESNEFT", {"page_size": 3})
    first = world.card(MEMBER, "list")
    assert first
    assert (first.more, "1 to 3 of 7" in first.plain()) == ("list page 2", True)
    last = world.card(MEMBER, "list page 3")
    assert last
    assert (last.more, "7 to 7 of 7" in last.plain()) == (None, True)
    assert world.say(MEMBER, "list page 9").startswith("There is no page 9. The last one is 3.")


def test_late_says_what_passed_and_whether_anybody_was_asked(world: World) -> None:
    said = world.say(CHAIR, "late")
    assert said.startswith("3 dates have passed in ESNEFT 2020-21.")
    assert "- 2.3 Cultural Ambassadors: start date 30 November 2020 (🟠 date passed)." in said
    assert "the owner has not been asked yet" in said


def test_due_takes_a_time_as_people_say_it(world: World) -> None:
    for words, there, not_there in (
        ("due", "31 January", "30 April"),
        ("due this quarter", "31 January", "30 April"),
        ("due april", "30 April", "31 January"),
        ("due by 31 May", "31 May", "nothing"),
        ("due next quarter", "30 April", "31 January"),
        ("due 200d", "30 April", "nothing"),
    ):
        said = world.say(MEMBER, words).partition("\n")[2]
        assert there in said, words
        assert not_there not in said, words


def test_due_in_the_past_points_to_what_passed(world: World) -> None:
    assert world.say(MEMBER, "due 1 December 2020").startswith("That time is behind us.")
