"""Lists, status, history and figures: what is answered, to whom, and of which plan."""

import pytest

from tests.world.vocabulary import BOTH, CHAIR, EDI, MEMBER, OTHER, RELATIONS, RESOURCING
from tests.world.world import World, buttons, channel
from wres_bot.store import people


def test_mine_puts_the_most_pressing_first(world: World) -> None:
    said = world.say(EDI, "mine")
    assert said.startswith("You look after 1 open action in ESNEFT 2020-21.")
    assert "2.5 Diversity in the talent strategy" in said


def test_whoever_owns_nothing_is_told_so_kindly(world: World) -> None:
    assert world.say(MEMBER, "mine").startswith("You have no open actions.")


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


def test_show_depends_on_who_looks(world: World) -> None:
    owner = world.card(RESOURCING, "show 1.3")
    colleague = world.card(MEMBER, "show 1.3")
    assert "Owner: Head of Resourcing (you)" in (owner.plain() if owner else "")
    assert next(iter(buttons(owner))) == "Done"
    assert list(buttons(colleague)) == ["History"]


def test_status_of_an_action_is_the_action(world: World) -> None:
    assert world.say(MEMBER, "status 1.3").startswith("1.3 More interview panels with BAME members")


def test_history_names_people_only_to_owners_and_leads(world: World) -> None:
    with world.store.write() as db:
        people.save_person(db, RESOURCING, "Sam Example")
    world.say(RESOURCING, "1.3 in progress")
    assert "Sam Example, Head of Resourcing" in world.say(EDI, "history 1.3")
    for who in (MEMBER, CHAIR, RELATIONS):
        said = world.say(who, "history 1.3")
        assert "Sam Example" not in said
        assert "(Head of Resourcing)" in said


def test_a_question_about_a_ref_of_two_plans_is_answered_for_each(world: World) -> None:
    said = world.say(BOTH, "show 2.3")
    assert said.startswith("Two plans have 2.3.")
    assert "ESNEFT 2020-21: 2.3 Cultural Ambassadors" in said
    assert "Kingston 2020-21: 2.3 Kingston's own action" in said


def test_nothing_of_another_trust_is_seen(world: World) -> None:
    for words in ("status", "list", "late", "due 1y", "mine", "plan", "who head of resourcing", "status plan esneft",
                  "show esneft-2020-21:1.3", "history esneft-2020-21:1.3", "list plan esneft-2020-21", "digest",
                  "indicators"):  # fmt: skip
        said = world.say(OTHER, words)
        assert "ESNEFT 2020-21" not in said
        assert "BAME" not in said


def test_the_place_says_which_plan_is_meant(world: World) -> None:
    said = world.say(BOTH, "use this channel for network, plan kingston-2020-21", place="C9", place_facts=channel("C9"))
    assert "quarterly summary, in plain words, without names or counts of people about Kingston 2020-21." in said
    assert "2.3 is now done." in world.say(BOTH, "2.3 done", place="C9")
    assert (world.status("2.3"), world.status("2.3", "kingston-2020-21")) == ("no update", "done")
    assert world.say(BOTH, "status", place="C9").startswith("Kingston 2020-21")


def test_a_channel_of_another_trust_tells_its_guest_nothing(world: World) -> None:
    world.say(EDI, "use this channel for network", place="C9", place_facts=channel("C9", shared=True))
    assert world.say(OTHER, "status", place="C9").startswith("Kingston 2020-21")


def test_figures_that_are_not_there_are_said_not_to_be(world: World) -> None:
    assert world.say(MEMBER, "indicators").startswith("I have no indicator figures for ESNEFT yet.")
    assert "There is no indicator" in world.say(MEMBER, "indicators 22")


def test_a_digest_is_shown_only_to_the_audience_it_is_for(world: World) -> None:
    assert world.say(MEMBER, "digest").startswith("Our race equality plan: October to December 2020")
    assert "summary is for the chair and the EDI lead" in world.say(MEMBER, "digest steering")
    assert world.say(CHAIR, "digest steering").startswith("ESNEFT 2020-21, quarter 3")
    assert "begins on" in world.say(CHAIR, "digest 2019-20Q3 steering")
    assert "2021-22Q1 has not begun." in world.say(CHAIR, "digest 2021-22Q1 steering")


def test_plans_are_listed_chosen_and_remembered(world: World) -> None:
    assert world.say(BOTH, "plan").startswith("Plans\n- ESNEFT 2020-21 (esneft-2020-21): 7 actions")
    assert "I'll take Kingston 2020-21" in world.say(BOTH, "plan use kingston")
    assert world.say(BOTH, "status").startswith("Kingston 2020-21")
    assert "the one you use" in world.say(BOTH, "plan")


def test_a_post_that_is_only_alike_is_asked_about_and_not_listed(world: World) -> None:
    card = world.card(MEMBER, "list owner head of recruitment")
    assert card
    assert card.title.startswith("I can't find a post called “head of recruitment”. Is it one of these?")


@pytest.mark.parametrize("words", ["digest floob", "digest kingston-2020-21"])
def test_a_digest_of_something_unknown_is_not_answered_with_another(world: World, words: str) -> None:
    card = world.card(EDI, words)
    assert card
    assert card.tone == "refused"
    assert "I can't" in card.title
