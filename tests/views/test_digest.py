"""Checks the two digests from facts made by hand; the bundled plans are read word for word in the stories."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tests.world.facts import PLAN, TRUST, make_action, make_day, make_event, make_owner
from wres_bot.digest_building import decide_digest
from wres_bot.domain.dates import Quarter
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.policy import Labels, Policy
from wres_bot.store.models import Action, Event, PlanQuarter
from wres_bot.views.digest.digest import render_digest, render_preview
from wres_bot.views.digest.quarter_counts import find_next_dates

DAY, QUARTER = date(2021, 1, 8), Quarter(2020, 3)


def action(ref: str, title: str = "", *dates: Milestone, **more: Any) -> Action:
    return make_action(ref, title or f"Action {ref}", milestones=dates, position=int(ref.replace(".", "")), **more)


def facts(*actions: Action, **more: object) -> PlanQuarter:
    made = PlanQuarter(TRUST, PLAN, QUARTER, DAY, True, actions, actions, {}, (), (), (), ())
    return replace(made, **more)  # type: ignore[arg-type]


def network(*actions: Action, **more: object) -> str:
    return render_digest(decide_digest(facts(*actions, **more), "network")).plain()


def steering(*actions: Action, **more: object) -> str:
    return render_digest(decide_digest(facts(*actions, **more), "steering")).plain()


def event(field: str, action_id: int, new: str, at: datetime, who: int | None = 7) -> Event:
    return make_event(field, action_id=action_id, new=new, at=at, who_id=who)


JANUARY, MARCH = make_day(date(2021, 1, 31)), make_day(date(2021, 3, 31))


def test_silence_is_not_called_failure() -> None:
    assert "We have no update on any of them yet; that doesn't mean nothing has happened." in network(action("1.1"))


def test_counts_name_only_what_there_is() -> None:
    said = network(action("1.1", status="done"), action("1.2", status="in progress"), action("1.3", status="cancelled"))
    assert "Of 3 actions, 1 is finished and 1 is under way. One will not go ahead." in said


def test_none_finished_is_said_without_a_nought() -> None:
    assert "Of 2 actions, 1 is under way and none is finished yet." in network(
        action("1.1", status="in progress"), action("1.2")
    )


def test_few_actions_on_the_next_date_are_named_and_many_are_counted() -> None:
    few = [action("1.1", "Inclusive panels", JANUARY)]
    many = [action(f"2.{n}", f"Title {n}", MARCH) for n in range(1, 6)]
    said = network(*few, *many)
    assert "Next: Inclusive panels, by 31 January. By 31 March: 5 actions to finish." in said
    assert "Title 1" not in said


def test_an_action_counts_once_on_a_date_and_finishing_outweighs_reviewing() -> None:
    both = action("1.1", "Both", MARCH, make_day(date(2021, 3, 31), "review"))
    [found] = find_next_dates([both], DAY)
    assert found.count_by_purpose() == [(1, "finish")]


def test_the_network_reads_no_post_no_person_and_no_words_of_help() -> None:
    needy = replace(action("1.1"), need_help="the trainer left after a complaint")
    said = network(needy)
    assert "complaint" not in said
    assert "Head of Resourcing" not in said


def test_the_group_reads_what_is_asked_of_it() -> None:
    needy = replace(action("1.1"), need_help="no budget for a trainer")
    early = replace(action("1.2", "Early", JANUARY), needs=("1.3",))
    late = replace(action("1.3", "Late", MARCH), duplicate_of="1.4")
    twin = action("1.4", "Late again", MARCH)
    open_ = replace(action("1.5"), questions=("Is it twice a year, or every two years?",))
    said = steering(needy, early, late, twin, open_)
    assert "1. 1.1 needs help: “no budget for a trainer”. Head of Resourcing" in said
    assert "2. 1.2 (31 January) relies on 1.3 (31 March). Move one?" in said
    assert "3. 1.3 and 1.4 look the same. Merge?" in said
    assert "4. 1.5: Is it twice a year, or every two years?" in said


def test_a_question_already_asked_in_our_own_words_is_not_asked_twice() -> None:
    early = replace(action("1.2", "Early", JANUARY), needs=("1.3",), questions=("This relies on 1.3. Move a date?",))
    assert "This relies on" not in steering(early, action("1.3", "Late", MARCH))


def test_a_post_with_many_actions_on_one_day_is_asked_what_it_needs() -> None:
    said = steering(
        *(action(f"2.{n}", f"Title {n}", MARCH, owners=(make_owner("Inclusion Directors"),)) for n in range(1, 15))
    )
    assert "The Inclusion Directors have 14 actions on 31 March. What help is needed?" in said


def test_owners_who_were_asked_and_said_nothing_are_told_by_post() -> None:
    asked = replace(action("1.1", "Panels", make_day(date(2020, 11, 30))), asked_at=datetime(2020, 12, 7, tzinfo=UTC))
    answered = replace(asked, id=asked.id + 1000, ref="1.2")
    word = event("note", answered.id, "x", datetime(2020, 12, 9, tzinfo=UTC))
    said = steering(asked, answered, during=(word,))
    assert "Asked, and not answered yet\n- Head of Resourcing: 1.1" in said


def test_vacant_posts_are_named_to_the_group() -> None:
    assert "Posts nobody holds\nHead of Education." in steering(action("1.1"), vacant=("Head of Education",))


def test_colours_always_come_with_their_words() -> None:
    said = steering(action("1.1", status="done"), action("1.2", status="cancelled"), action("1.3"))
    assert "🔵 done 1, ⚪ no update recorded 1, ⚪ cancelled 1" in said


def test_an_unfinished_quarter_says_so_far() -> None:
    assert render_digest(decide_digest(facts(action("1.1"), over=False), "network")).title.endswith("so far")


def test_labels_are_the_trusts_own() -> None:
    own = replace(TRUST, policy=Policy(labels=Labels(coordinator="Head of Inclusion", guardian="Guardian Service")))
    said = network(action("1.1"), trust=own)
    assert "Ask the Head of Inclusion." in said
    assert "the Guardian Service will listen" in said


def test_a_preview_says_where_and_when_and_how_to_hold_it() -> None:
    shown = render_digest(decide_digest(facts(action("1.1")), "network"))
    place, going, now = "network-channel", datetime(2021, 1, 8, 10, tzinfo=UTC), datetime(2021, 1, 6, 10, tzinfo=UTC)
    said = render_preview(shown, place, going, "digest:k", held=False, now=now)
    assert "This goes to network-channel on Friday 8 January. It goes by itself unless you hold it." in said.plain()
    held = render_preview(shown, place, going, "digest:k", held=True, now=now)
    assert "nothing goes out until you press Send now" in held.plain()
