"""Checks who is reminded, when, and of what; knows nothing of how a card is drawn."""

from datetime import date

import pytest

from tests.delivery.office import EDI, EDUCATION, RESOURCING, SECOND, Office, at
from wres_bot.domain.actor import Actor
from wres_bot.domain.errors import DeliveryError
from wres_bot.domain.letters import ReminderContent
from wres_bot.store import actions, outbox, people, plans


def test_two_ticks_of_a_day_make_one_letter(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.tick("2021-01-04")
    office.tick("2021-01-04", "15:00")
    assert len(office.got(RESOURCING)) == 1


def test_an_owner_is_told_at_each_stage_and_no_other_day(office: Office) -> None:
    office.action("1.3", "2021-03-31")
    office.tick("2021-02-01")
    assert office.days("2021-02-02", "2021-05-31") == [
        "2021-03-01", "2021-03-24", "2021-03-30", "2021-03-31", "2021-04-09", "2021-05-10",
    ]  # fmt: skip


def test_a_done_action_is_never_reminded(office: Office) -> None:
    office.action("1.3", "2021-03-31", status="done")
    assert office.days("2021-03-01", "2021-04-12") == []


def test_an_action_done_after_its_letter_was_put_is_not_reminded(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.put("2021-01-04")
    office.status("1.3", "done")
    office.deliver()
    assert office.got(RESOURCING) == []
    assert office.states("reminder") == ["moot"]


def test_what_is_done_drops_out_of_a_letter_and_the_rest_is_sent(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.action("1.7", "2021-01-31")
    office.put("2021-01-04")
    office.status("1.3", "done")
    office.deliver()
    [words] = office.got(RESOURCING)
    assert "1.7 Action 1.7" in words
    assert "1.3" not in words


def test_a_moved_date_is_reminded_at_the_new_date(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.tick("2021-01-04")
    office.move("1.3", "2021-06-30")
    assert office.days("2021-01-05", "2021-06-30") == ["2021-05-28", "2021-06-23", "2021-06-29", "2021-06-30"]


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("2021-04-02", "2021-04-01"),  # Good Friday: the Thursday
        ("2021-04-05", "2021-04-01"),  # Easter Monday: the Thursday too
        ("2021-03-28", "2021-03-26"),  # the clocks go forward that Sunday
        ("2020-10-25", "2020-10-23"),  # and back on this one
    ],
)
def test_a_day_off_moves_the_reminder_earlier(office: Office, due: str, told: str) -> None:
    office.action("1.3", due)
    first = date.fromisoformat(told).replace(day=1).isoformat()
    assert office.days(first, due)[-1] == told


def test_nothing_goes_out_before_the_hour_whatever_the_clock_change(office: Office) -> None:
    office.action("1.3", "2021-03-29")
    assert office.tick("2021-03-29", "08:59").sent == 0
    assert office.tick("2021-03-29", "09:00").sent == 1
    assert at("2021-03-29", "09:00").hour == 8  # summer time has begun


def test_both_holders_of_one_post_are_told(office: Office) -> None:
    office.person(SECOND, "Head of Resourcing")
    office.action("1.3", "2021-01-31")
    office.tick("2021-01-04")
    assert len(office.got(RESOURCING)) == len(office.got(SECOND)) == 1


def test_every_owning_post_is_told(office: Office) -> None:
    office.person(EDUCATION, "Assistant Director of Education")
    office.action("1.3", "2021-01-31", "Head of Resourcing", "Assistant Director of Education")
    office.tick("2021-01-04")
    assert "Shared with Assistant Director of Education" in office.got(RESOURCING)[0]
    assert "Shared with Head of Resourcing" in office.got(EDUCATION)[0]


def test_fourteen_actions_of_one_day_are_one_message(office: Office) -> None:
    for number in range(1, 15):
        office.action(f"1.{number}", "2021-03-31")
    office.tick("2021-03-01")
    [words] = office.got(RESOURCING)
    assert words.startswith("14 actions you look after reach their date")


def test_a_newer_letter_replaces_an_unsent_one_and_loses_nothing(office: Office) -> None:
    office.action("1.3", "2021-03-31")
    office.action("1.7", "2021-04-01")
    office.put("2021-03-01")
    office.put("2021-03-02")
    office.deliver()
    assert office.states("reminder") == ["moot", "sent"]
    assert "1.3" in office.got(RESOURCING)[0]
    assert "1.7" in office.got(RESOURCING)[0]


def test_a_letter_that_could_not_go_for_days_is_made_up_for(office: Office) -> None:
    office.action("1.3", "2021-03-31")
    office.put("2021-03-01")
    office.platform.before = [DeliveryError("busy")]
    office.one_pass()
    assert office.got(RESOURCING) == []
    office.tick("2021-03-04")
    assert len(office.got(RESOURCING)) == 1
    assert "30 days" not in office.got(RESOURCING)[0]


def test_a_letter_sent_days_late_says_so(office: Office) -> None:
    office.action("1.3", "2021-03-31")
    office.put("2021-03-24")
    office.now = at("2021-03-26")
    office.deliver()
    assert "This was meant for Wednesday 24 March." in office.got(RESOURCING)[0]


def test_after_downtime_there_is_one_message_not_one_for_each_day(office: Office) -> None:
    office.action("1.3", "2021-03-31")
    office.tick("2021-02-01")
    office.tick("2021-04-12")
    assert len(office.got(RESOURCING)) == 1


def test_a_snoozed_action_is_told_when_the_pause_is_over(office: Office) -> None:
    office.action("1.3", "2021-03-31")
    office.action("1.7", "2021-04-05")
    office.tick("2021-03-01")
    with office.store.write() as db:
        actions.record_snooze(db, office.ids["1.3"], date(2021, 3, 25), actor=Actor(office.ids[RESOURCING], office.now))
    office.days("2021-03-02", "2021-03-25")
    assert not any("1.3 " in words for words in office.got(RESOURCING)[1:])
    office.tick("2021-03-26")
    assert "1.3 " in office.got(RESOURCING)[-1]


def test_what_is_told_after_a_pause_is_told_once(office: Office) -> None:
    office.action("1.3", "2021-03-31")
    office.tick("2021-03-01")
    with office.store.write() as db:
        actions.record_snooze(db, office.ids["1.3"], date(2021, 3, 8), actor=Actor(office.ids[RESOURCING], office.now))
    assert office.days("2021-03-02", "2021-03-23") == ["2021-03-09"]


def test_a_passed_date_told_late_waits_for_the_next_month_but_one_paused_does_not(office: Office) -> None:
    for ref in ("1.3", "1.7"):
        office.action(ref, "2021-03-31")
    office.tick("2021-04-27")  # a first message, with what passed long ago
    assert office.days("2021-04-28", "2021-06-30") == ["2021-06-07"]  # and not on 10 May, two weeks later
    with office.store.write() as db:
        actions.record_snooze(db, office.ids["1.3"], date(2021, 7, 14), actor=Actor(office.ids[RESOURCING], office.now))
    told = len(office.got(RESOURCING))
    assert office.days("2021-07-01", "2021-07-16") == ["2021-07-07", "2021-07-15"]
    assert ["1.3 " in words for words in office.got(RESOURCING)[told:]] == [False, True]


def test_another_message_does_not_repeat_what_has_passed_and_was_told(office: Office) -> None:
    office.action("1.3", "2021-03-31")
    office.action("1.7", "2021-05-13")
    office.tick("2021-04-27")
    assert office.days("2021-04-28", "2021-05-12") == ["2021-05-06", "2021-05-12"]
    assert not any("1.3 " in words for words in office.got(RESOURCING)[1:])


def test_a_snooze_after_the_letter_was_put_keeps_the_action_out(office: Office) -> None:
    office.action("1.3", "2021-03-31")
    office.put("2021-03-01")
    with office.store.write() as db:
        actions.record_snooze(db, office.ids["1.3"], date(2021, 3, 8), actor=Actor(office.ids[RESOURCING], office.now))
    office.deliver()
    assert office.states("reminder") == ["moot"]


def test_a_closed_plan_reminds_nobody_and_neither_does_one_not_begun(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    assert office.tick("2020-03-25").sent == 0
    with office.store.write() as db:
        plans.close_plan(db, office.plan, actor=Actor(office.ids[EDI], office.now))
    assert office.tick("2021-01-04").sent == 0


def test_a_start_that_has_begun_is_not_asked_about(office: Office) -> None:
    office.action("1.1", "2020-11-01", kind="start", until="2020-11-30", status="in progress")
    assert office.days("2020-10-01", "2021-01-15") == []


def test_a_start_is_asked_about_after_its_window(office: Office) -> None:
    office.action("1.1", "2020-11-01", kind="start", until="2020-11-30")
    office.tick("2020-11-02")
    assert office.days("2020-11-03", "2021-01-15") == ["2020-12-07", "2021-01-08"]


def test_ongoing_work_is_asked_about_gently_round_by_round(office: Office) -> None:
    office.action("2.4", "2020-07-01", kind="ongoing", months=3)
    office.tick("2020-07-02")
    assert office.days("2020-07-03", "2021-01-10") == ["2020-09-24", "2020-10-01", "2020-12-24", "2020-12-31"]
    assert "review" in office.got(RESOURCING)[0]


def test_the_first_message_asks_who_is_reading_until_they_say(office: Office) -> None:
    office.person(EDUCATION, "Assistant Director of Education", confirmed=False)
    office.action("2.1", "2021-02-01", "Assistant Director of Education")
    office.tick("2021-01-04")
    assert "Is this you?" in office.got(EDUCATION)[0]
    with office.store.write() as db:
        people.confirm_person(db, office.ids[EDUCATION], office.now)
    office.tick("2021-01-25")
    assert "Is this you?" not in office.got(EDUCATION)[1]


def test_a_vacant_post_goes_to_the_coordinators_once(office: Office) -> None:
    office.action("2.1", "2021-01-31", "Assistant Director of Education")
    office.action("2.2", "2021-01-31", "Assistant Director of Education")
    office.tick("2021-01-04")
    office.tick("2021-01-05")
    [words] = office.got(EDI)
    assert "Assistant Director of Education: nobody holds this post" in words
    assert "2.1" in words
    assert "2.2" in words


def test_a_leaver_and_somebody_who_said_stop_go_to_the_coordinators(office: Office) -> None:
    office.person(EDUCATION, "Assistant Director of Education")
    office.action("2.1", "2021-01-31", "Assistant Director of Education")
    office.action("1.3", "2021-01-31")
    with office.store.write() as db:
        people.set_active(db, office.ids[EDUCATION], False)
        people.set_preference(db, office.ids[RESOURCING], "reminders", "off")
    office.tick("2021-01-04")
    assert office.got(EDUCATION) == office.got(RESOURCING) == []
    [words] = office.got(EDI)
    assert "Assistant Director of Education: the person who held it has left" in words
    assert "Head of Resourcing: the person who holds it asked me not to write" in words


def test_a_handed_over_post_tells_its_new_holder(office: Office) -> None:
    office.person(SECOND)
    office.action("1.3", "2021-01-31")
    office.put("2021-01-04")
    with office.store.write() as db:
        post = people.save_post(db, office.trust, "Head of Resourcing")
        people.set_holder(db, post, office.ids[SECOND], date(2021, 1, 4))
    office.deliver()
    assert office.got(RESOURCING) == []
    office.tick("2021-01-05")
    assert "1.3" in office.got(SECOND)[0]


def test_asking_about_a_passed_date_is_remembered(office: Office) -> None:
    office.action("1.3", "2021-01-04")
    office.tick("2021-01-04")
    assert office.facts("1.3").asked_at is None  # on the day itself nothing has passed
    office.tick("2021-01-11")
    assert office.facts("1.3").asked_at == at("2021-01-11")


def test_what_was_said_is_kept_for_a_bare_done(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.tick("2021-01-04")
    with office.store.read() as db:
        letter = outbox.find_newest_sent(db, office.ids[RESOURCING])
    assert letter
    assert isinstance(letter.content, ReminderContent)
    assert letter.content.refs == ("esneft-2020-21:1.3",)


def test_in_a_rehearsal_the_coordinator_gets_it_with_whom_it_was_for(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    with office.store.write() as db:
        people.set_rehearsing(db, office.trust, True)
    office.tick("2021-01-04")
    assert office.got(RESOURCING) == []
    assert "Rehearsal: this would have gone to Head of Resourcing." in office.got(EDI)[0]
    with office.store.write() as db:
        people.set_rehearsing(db, office.trust, False)
    office.tick("2021-01-05")
    assert "1.3" in office.got(RESOURCING)[0]  # a rehearsal has told nobody anything


def test_a_letter_put_before_a_rehearsal_reaches_no_owner_in_it(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.put("2021-01-04")
    with office.store.write() as db:
        people.set_rehearsing(db, office.trust, True)
    office.deliver()
    assert office.got(RESOURCING) == []


def test_an_action_of_a_cancelled_or_removed_kind_is_never_reminded(office: Office) -> None:
    office.action("1.3", "2021-01-31", status="cancelled")
    assert office.tick("2021-01-04").sent == 0
