"""Checks who is reminded, when, and of what; knows nothing of how a card is drawn."""

from datetime import date

import pytest

from tests.world.vocabulary import EDI, EDUCATION, RESOURCING, SECOND, at
from tests.world.world import World
from wres_bot.domain.actor import Actor
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.letters import ReminderContent
from wres_bot.store import actions, outbox, people, plans


def test_two_ticks_of_a_day_make_one_letter(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.tick("2021-01-04")
    world.tick("2021-01-04", "15:00")
    assert len(world.got(RESOURCING)) == 1


def test_an_owner_is_told_at_each_stage_and_no_other_day(world: World) -> None:
    world.add_action("1.3", "2021-03-31")
    world.tick("2021-02-01")
    assert world.days("2021-02-02", "2021-05-31") == [
        "2021-03-01", "2021-03-24", "2021-03-30", "2021-03-31", "2021-04-09", "2021-05-10",
    ]  # fmt: skip


def test_a_done_action_is_never_reminded(world: World) -> None:
    world.add_action("1.3", "2021-03-31", status="done")
    assert world.days("2021-03-01", "2021-04-12") == []


def test_an_action_done_after_its_letter_was_put_is_not_reminded(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    world.set_status("1.3", "done")
    world.deliver()
    assert world.got(RESOURCING) == []
    assert world.states("reminder") == ["moot"]


def test_what_is_done_drops_out_of_a_letter_and_the_rest_is_sent(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.add_action("1.7", "2021-01-31")
    world.put("2021-01-04")
    world.set_status("1.3", "done")
    world.deliver()
    [words] = world.got(RESOURCING)
    assert "1.7 Action 1.7" in words
    assert "1.3" not in words


def test_a_moved_date_is_reminded_at_the_new_date(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.tick("2021-01-04")
    world.move_due("1.3", "2021-06-30")
    assert world.days("2021-01-05", "2021-06-30") == ["2021-05-28", "2021-06-23", "2021-06-29", "2021-06-30"]


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("2021-04-02", "2021-04-01"),  # Good Friday: the Thursday
        ("2021-04-05", "2021-04-01"),  # Easter Monday: the Thursday too
        ("2021-03-28", "2021-03-26"),  # the clocks go forward that Sunday
        ("2020-10-25", "2020-10-23"),  # and back on this one
    ],
)
def test_a_day_off_moves_the_reminder_earlier(world: World, due: str, told: str) -> None:
    world.add_action("1.3", due)
    first = date.fromisoformat(told).replace(day=1).isoformat()
    assert world.days(first, due)[-1] == told


def test_nothing_goes_out_before_the_hour_whatever_the_clock_change(world: World) -> None:
    world.add_action("1.3", "2021-03-29")
    assert world.tick("2021-03-29", "08:59").sent == 0
    assert world.tick("2021-03-29", "09:00").sent == 1
    assert at("2021-03-29", "09:00").hour == 8  # summer time has begun


def test_both_holders_of_one_post_are_told(world: World) -> None:
    world.add_person(SECOND, "Head of Resourcing")
    world.add_action("1.3", "2021-01-31")
    world.tick("2021-01-04")
    assert len(world.got(RESOURCING)) == len(world.got(SECOND)) == 1


def test_every_owning_post_is_told(world: World) -> None:
    world.add_person(EDUCATION, "Assistant Director of Education")
    world.add_action("1.3", "2021-01-31", "Head of Resourcing", "Assistant Director of Education")
    world.tick("2021-01-04")
    assert "Shared with Assistant Director of Education" in world.got(RESOURCING)[0]
    assert "Shared with Head of Resourcing" in world.got(EDUCATION)[0]


def test_fourteen_actions_of_one_day_are_one_message(world: World) -> None:
    for number in range(1, 15):
        world.add_action(f"1.{number}", "2021-03-31")
    world.tick("2021-03-01")
    [words] = world.got(RESOURCING)
    assert words.startswith("14 actions you look after reach their date")


def test_a_newer_letter_replaces_an_unsent_one_and_loses_nothing(world: World) -> None:
    world.add_action("1.3", "2021-03-31")
    world.add_action("1.7", "2021-04-01")
    world.put("2021-03-01")
    world.put("2021-03-02")
    world.deliver()
    assert world.states("reminder") == ["moot", "sent"]
    assert "1.3" in world.got(RESOURCING)[0]
    assert "1.7" in world.got(RESOURCING)[0]


def test_a_letter_that_could_not_go_for_days_is_made_up_for(world: World) -> None:
    world.add_action("1.3", "2021-03-31")
    world.put("2021-03-01")
    world.platform.before = [DeliveryError("busy")]
    world.one_pass()
    assert world.got(RESOURCING) == []
    world.tick("2021-03-04")
    assert len(world.got(RESOURCING)) == 1
    assert "30 days" not in world.got(RESOURCING)[0]


def test_a_letter_sent_days_late_says_so(world: World) -> None:
    world.add_action("1.3", "2021-03-31")
    world.put("2021-03-24")
    world.now = at("2021-03-26")
    world.deliver()
    assert "This was meant for Wednesday 24 March." in world.got(RESOURCING)[0]


def test_after_downtime_there_is_one_message_not_one_for_each_day(world: World) -> None:
    world.add_action("1.3", "2021-03-31")
    world.tick("2021-02-01")
    world.tick("2021-04-12")
    assert len(world.got(RESOURCING)) == 1


def test_a_snoozed_action_is_told_when_the_pause_is_over(world: World) -> None:
    world.add_action("1.3", "2021-03-31")
    world.add_action("1.7", "2021-04-05")
    world.tick("2021-03-01")
    with world.store.write() as db:
        actions.record_snooze(db, world.ids["1.3"], date(2021, 3, 25), actor=Actor(world.ids[RESOURCING], world.now))
    world.days("2021-03-02", "2021-03-25")
    assert not any("1.3 " in words for words in world.got(RESOURCING)[1:])
    world.tick("2021-03-26")
    assert "1.3 " in world.got(RESOURCING)[-1]


def test_what_is_told_after_a_pause_is_told_once(world: World) -> None:
    world.add_action("1.3", "2021-03-31")
    world.tick("2021-03-01")
    with world.store.write() as db:
        actions.record_snooze(db, world.ids["1.3"], date(2021, 3, 8), actor=Actor(world.ids[RESOURCING], world.now))
    assert world.days("2021-03-02", "2021-03-23") == ["2021-03-09"]


def test_a_passed_date_told_late_waits_for_the_next_month_but_one_paused_does_not(world: World) -> None:
    for ref in ("1.3", "1.7"):
        world.add_action(ref, "2021-03-31")
    world.tick("2021-04-27")  # a first message, with what passed long ago
    assert world.days("2021-04-28", "2021-06-30") == ["2021-06-07"]  # and not on 10 May, two weeks later
    with world.store.write() as db:
        actions.record_snooze(db, world.ids["1.3"], date(2021, 7, 14), actor=Actor(world.ids[RESOURCING], world.now))
    told = len(world.got(RESOURCING))
    assert world.days("2021-07-01", "2021-07-16") == ["2021-07-07", "2021-07-15"]
    assert ["1.3 " in words for words in world.got(RESOURCING)[told:]] == [False, True]


def test_another_message_does_not_repeat_what_has_passed_and_was_told(world: World) -> None:
    world.add_action("1.3", "2021-03-31")
    world.add_action("1.7", "2021-05-13")
    world.tick("2021-04-27")
    assert world.days("2021-04-28", "2021-05-12") == ["2021-05-06", "2021-05-12"]
    assert not any("1.3 " in words for words in world.got(RESOURCING)[1:])


def test_a_snooze_after_the_letter_was_put_keeps_the_action_out(world: World) -> None:
    world.add_action("1.3", "2021-03-31")
    world.put("2021-03-01")
    with world.store.write() as db:
        actions.record_snooze(db, world.ids["1.3"], date(2021, 3, 8), actor=Actor(world.ids[RESOURCING], world.now))
    world.deliver()
    assert world.states("reminder") == ["moot"]


def test_a_closed_plan_reminds_nobody_and_neither_does_one_not_begun(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    assert world.tick("2020-03-25").sent == 0
    with world.store.write() as db:
        plans.close_plan(db, world.plan, actor=Actor(world.ids[EDI], world.now))
    assert world.tick("2021-01-04").sent == 0


def test_a_start_that_has_begun_is_not_asked_about(world: World) -> None:
    world.add_action("1.1", "2020-11-01", kind="start", until="2020-11-30", status="in progress")
    assert world.days("2020-10-01", "2021-01-15") == []


def test_a_start_is_asked_about_after_its_window(world: World) -> None:
    world.add_action("1.1", "2020-11-01", kind="start", until="2020-11-30")
    world.tick("2020-11-02")
    assert world.days("2020-11-03", "2021-01-15") == ["2020-12-07", "2021-01-08"]


def test_ongoing_work_is_asked_about_gently_round_by_round(world: World) -> None:
    world.add_action("2.4", "2020-07-01", kind="ongoing", months=3)
    world.tick("2020-07-02")
    assert world.days("2020-07-03", "2021-01-10") == ["2020-09-24", "2020-10-01", "2020-12-24", "2020-12-31"]
    assert "review" in world.got(RESOURCING)[0]


def test_the_first_message_asks_who_is_reading_until_they_say(world: World) -> None:
    world.add_person(EDUCATION, "Assistant Director of Education", confirmed=False)
    world.add_action("2.1", "2021-02-01", "Assistant Director of Education")
    world.tick("2021-01-04")
    assert "Is this you?" in world.got(EDUCATION)[0]
    with world.store.write() as db:
        people.confirm_person(db, world.ids[EDUCATION], world.now)
    world.tick("2021-01-25")
    assert "Is this you?" not in world.got(EDUCATION)[1]


def test_a_vacant_post_goes_to_the_coordinators_once(world: World) -> None:
    world.add_action("2.1", "2021-01-31", "Assistant Director of Education")
    world.add_action("2.2", "2021-01-31", "Assistant Director of Education")
    world.tick("2021-01-04")
    world.tick("2021-01-05")
    [words] = world.got(EDI)
    assert "Assistant Director of Education: nobody holds this post" in words
    assert "2.1" in words
    assert "2.2" in words


def test_a_leaver_and_somebody_who_said_stop_go_to_the_coordinators(world: World) -> None:
    world.add_person(EDUCATION, "Assistant Director of Education")
    world.add_action("2.1", "2021-01-31", "Assistant Director of Education")
    world.add_action("1.3", "2021-01-31")
    with world.store.write() as db:
        people.set_active(db, world.ids[EDUCATION], False)
        people.set_preference(db, world.ids[RESOURCING], "reminders", "off")
    world.tick("2021-01-04")
    assert world.got(EDUCATION) == world.got(RESOURCING) == []
    [words] = world.got(EDI)
    assert "Assistant Director of Education: the person who held it has left" in words
    assert "Head of Resourcing: the person who holds it asked me not to write" in words


def test_a_handed_over_post_tells_its_new_holder(world: World) -> None:
    world.add_person(SECOND)
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    with world.store.write() as db:
        post = people.save_post(db, world.trust, "Head of Resourcing")
        people.set_holder(db, post, world.ids[SECOND], date(2021, 1, 4))
    world.deliver()
    assert world.got(RESOURCING) == []
    world.tick("2021-01-05")
    assert "1.3" in world.got(SECOND)[0]


def test_asking_about_a_passed_date_is_remembered(world: World) -> None:
    world.add_action("1.3", "2021-01-04")
    world.tick("2021-01-04")
    assert world.load_action("1.3").asked_at is None  # on the day itself nothing has passed
    world.tick("2021-01-11")
    assert world.load_action("1.3").asked_at == at("2021-01-11")


def test_what_was_said_is_kept_for_a_bare_done(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.tick("2021-01-04")
    with world.store.read() as db:
        letter = outbox.find_newest_sent(db, world.ids[RESOURCING])
    assert letter
    assert isinstance(letter.content, ReminderContent)
    assert letter.content.refs == ("esneft-2020-21:1.3",)


def test_in_a_rehearsal_the_coordinator_gets_it_with_whom_it_was_for(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    with world.store.write() as db:
        people.set_rehearsing(db, world.trust, True)
    world.tick("2021-01-04")
    assert world.got(RESOURCING) == []
    assert "Rehearsal: this would have gone to Head of Resourcing." in world.got(EDI)[0]
    with world.store.write() as db:
        people.set_rehearsing(db, world.trust, False)
    world.tick("2021-01-05")
    assert "1.3" in world.got(RESOURCING)[0]  # a rehearsal has told nobody anything


def test_a_letter_put_before_a_rehearsal_reaches_no_owner_in_it(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    with world.store.write() as db:
        people.set_rehearsing(db, world.trust, True)
    world.deliver()
    assert world.got(RESOURCING) == []


def test_an_action_of_a_cancelled_or_removed_kind_is_never_reminded(world: World) -> None:
    world.add_action("1.3", "2021-01-31", status="cancelled")
    assert world.tick("2021-01-04").sent == 0
