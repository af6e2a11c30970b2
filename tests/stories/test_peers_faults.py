"""Stories in which peers fail, each by its name: what they lose, repeat or stamp as sent, is sent once here."""

import asyncio
import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.world.pilot import Pilot, pilot
from tests.world.vocabulary import EDI, RESOURCING, at
from tests.world.world import World, one_trust
from wres_bot.delivery import schedule
from wres_bot.delivery.worker import LEASE, QUIET
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import PlaceFacts
from wres_bot.store import outbox, people


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    yield from one_trust(database_url)


@pytest.fixture
def esneft(database_url: str) -> Iterator[Pilot]:
    with pilot(database_url, "esneft-2020-21", "2021-01-04") as made:
        yield made


def crowd(world: World, number: int) -> list[str]:
    """So many people, each with an action to be reminded of."""
    emails = [f"p{n}@esneft.example" for n in range(number)]
    for n, email in enumerate(emails):
        world.add_person(email, f"Post {n}")
        world.add_action(f"1.{n}", "2021-01-31", f"Post {n}")
    return emails


# Sending


def test_a_send_that_raised_is_not_stamped_as_sent(world: World) -> None:
    """Dispatch: the reminder's time of sending is written although the send raised, so it is never sent."""
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    world.platform.before = [RuntimeError("no such attribute")]
    world.one_pass()
    [letter] = world.letters("reminder")
    assert (letter.state, letter.sent_at) == ("unsure", None)
    world.now += QUIET
    world.deliver()
    assert len(world.got(RESOURCING)) == 1


def test_the_exact_minute_may_be_missed(world: World) -> None:
    """Vikunja: a reminder goes only in its minute; whoever was restarted in that minute sends nothing."""
    world.add_action("1.3", "2021-02-04")
    world.tick("2021-01-05", "08:59")
    assert world.got(RESOURCING) == []
    world.tick("2021-01-05", "11:37")
    assert len(world.got(RESOURCING)) == 1


def test_one_persons_failure_skips_nobody_after_them(world: World) -> None:
    """Vikunja: the first user whose notification fails ends the loop for all who come after."""
    emails = crowd(world, 5)
    world.put("2021-01-04")
    world.platform.before = [DeliveryError("This account is switched off.", permanent=True), RuntimeError("broken")]
    world.one_pass()
    assert sum(len(world.got(email)) for email in emails) == 3


def test_a_message_the_platform_was_too_busy_for_is_not_marked_as_sent(world: World) -> None:
    """OnCall (grafana/oncall#5204): a rate-limited message is marked as sent and lost."""
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    world.platform.before = [DeliveryError("slow down", retry_after=30)] * 3
    for _ in range(3):
        world.one_pass()
        assert world.states() == ["retry"]
        world.now += timedelta(seconds=32)
    world.one_pass()
    assert world.states() == ["sent"]
    assert len(world.got(RESOURCING)) == 1


def test_a_crash_between_the_claim_and_the_send_loses_nothing(world: World) -> None:
    """Healthchecks: an alert is claimed before it is sent, so a crash in between loses it."""
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    with world.store.write() as db:
        assert len(outbox.claim(db, "crashed", world.now, 10, LEASE)) == 1
    world.now += LEASE + timedelta(seconds=1)
    world.one_pass()
    assert len(world.got(RESOURCING)) == 1


def test_a_crash_between_the_send_and_the_tick_in_the_list_repeats_nothing(world: World) -> None:
    """python-discord's bot: a reminder is sent and then deleted, so a crash in between sends it again."""
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    world.platform.after = [asyncio.CancelledError()]
    with contextlib.suppress(asyncio.CancelledError):
        world.one_pass("crashed")
    for wait in (LEASE, QUIET, QUIET):
        world.now += wait + timedelta(seconds=1)
        world.one_pass("another")
    assert world.states() == ["sent"]
    assert world.platform.tries == 1


def test_an_answer_lost_on_the_way_back_is_looked_for_and_not_simply_tried_again(world: World) -> None:
    """hyperdxio/hyperdx#2534: a timeout is tried again, and the alert is posted twice."""
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    world.platform.after = [Unsure("timed out")]
    world.one_pass()
    world.now += QUIET
    world.deliver()
    assert world.platform.tries == 1
    assert world.states() == ["sent"]


def test_many_processes_that_wake_at_once_put_one_letter(world: World) -> None:
    """APScheduler (agronholm/apscheduler#160): a job runs once in every worker."""
    emails = crowd(world, 3)
    world.now = at("2021-01-04")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: schedule.run_jobs(world.store, world.now), range(4)))
    world.deliver()
    assert [len(world.got(email)) for email in emails] == [1, 1, 1]
    assert world.platform.tries == 3


def test_a_job_that_wakes_late_still_finds_what_was_due(world: World) -> None:
    """APScheduler (agronholm/apscheduler#296): a run missed by a second is skipped, and nobody is told."""
    world.add_action("1.3", "2021-02-03")
    world.tick("2021-01-04", "23:59")  # its stage was this morning, and no tick came all day
    assert len(world.got(RESOURCING)) == 1


def test_after_downtime_nothing_is_lost_and_nobody_is_flooded(world: World) -> None:
    """matrix-reminder-bot#9 and #89: after being away, reminders are lost, or all come at once."""
    for number in range(1, 7):
        world.add_action(f"1.{number}", f"2021-02-{number * 3:02}")
    world.tick("2021-03-10")
    [only] = world.got(RESOURCING)
    assert all(f"1.{number} " in only for number in range(1, 7))


def test_an_hour_is_kept_when_the_clocks_change(world: World) -> None:
    """matrix-reminder-bot#57: what was for nine comes at ten once the clocks have changed."""
    world.add_action("1.3", "2021-03-29")
    world.add_action("1.4", "2021-03-26")
    assert [world.tick(day, "08:59").sent for day in ("2021-03-26", "2021-03-29")] == [0, 0]
    assert [world.tick(day, "09:00").sent for day in ("2021-03-26", "2021-03-29")] == [1, 1]


# People and places


def test_what_was_done_before_the_letter_went_is_not_asked_about(world: World) -> None:
    """glpi#1370: people are reminded of what they have done."""
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    world.set_status("1.3", "done")
    world.deliver()
    assert world.got(RESOURCING) == []
    assert world.states() == ["moot"]


def test_one_message_a_day_however_much_there_is_to_say(world: World) -> None:
    """kanboard#3098: one message for each task, until nobody reads any."""
    for number in range(14):
        world.add_action(f"1.{number}", "2021-03-31")
    for time in ("09:00", "09:05", "12:00", "16:55"):
        world.tick("2021-03-31", time)
    assert len(world.got(RESOURCING)) == 1


def test_a_dead_channel_is_not_tried_for_ever_and_somebody_hears_of_it(world: World) -> None:
    """target/goalert#2176: a channel is renamed or archived, and every alert after that fails in silence."""
    world.add_channel("network", "network")
    world.add_action("1.3", "2021-07-30")
    world.platform.before = [DeliveryError("The channel is archived.", permanent=True)]
    world.put("2021-01-08", "10:00")
    world.one_pass()
    tries = world.platform.tries
    for day in ("2021-01-08", "2021-01-11", "2021-01-12"):
        world.tick(day, "15:00")
    assert world.platform.tries == tries + 1  # the one is the word to the lead
    assert "I couldn't post the quarterly summary in network." in world.got(EDI)[-1]


def test_a_channel_made_public_since_is_refused_at_the_moment_of_sending(world: World) -> None:
    """adcp#2861: what was private when it was chosen is posted for everybody to read."""
    world.add_channel("steering", "steering")
    world.add_action("1.3", "2021-04-30")
    world.room.add_channel(PlaceFacts("steering", "steering", "channel", private=False))
    world.tick("2021-01-08", "10:00")
    assert world.got("steering") == []


def test_who_did_not_get_it_is_known_and_only_they_get_it_again(world: World) -> None:
    """microsoft-teams-apps-company-communicator#177: nobody can tell who failed, so everybody gets it again."""
    emails = crowd(world, 4)
    world.put("2021-01-04")
    world.platform.before = [DeliveryError("Refused.", permanent=True, concerns="message")]
    world.one_pass()
    with world.store.write() as db:
        totals = outbox.count_by_state(db)
        assert (totals["sent"], totals["dead"], sum(totals.values())) == (3, 1, 4)
        [missed] = outbox.list_letters(db, state="dead")
        assert outbox.retry(db, [missed.id], world.now) == 1
    world.deliver()
    assert [len(world.got(email)) for email in emails] == [1, 1, 1, 1]
    assert world.platform.tries == 5


def test_a_leaver_is_not_written_to_and_the_lead_hears_whose_post_is_empty(world: World) -> None:
    """slashdeploy#85: messages go on to an account of somebody who has left."""
    world.add_action("1.3", "2021-01-31")
    with world.store.write() as db:
        people.set_active(db, world.ids[RESOURCING], False)
    world.tick("2021-01-04")
    assert world.got(RESOURCING) == []
    assert "Head of Resourcing" in world.got(EDI)[0]


# What came in


def test_a_click_delivered_twice_changes_one_thing_once(esneft: Pilot) -> None:
    """vercel/chat#667: a redelivered event is dropped before it was done, or done twice."""
    esneft.tick("2021-01-04")
    esneft.press("head.of.employee.relations", "Yes")
    said = esneft.say("head.of.employee.relations", "2.3 in progress, training booked")
    assert said.startswith("2.3 is now in progress")
    esneft.messages -= 1  # the same message again, as a platform redelivers it
    assert esneft.say("head.of.employee.relations", "2.3 in progress, training booked") == ""
    assert esneft.say("head.of.edi", "history 2.3").count("training booked") == 1


def test_somebody_who_types_it_again_after_a_false_timeout_is_not_counted_twice(esneft: Pilot) -> None:
    """integrations/slack#352: the platform says it timed out, people try again, and it is there twice."""
    for _ in range(2):
        esneft.say("head.of.employee.relations", "2.3 in progress, training booked")
    assert esneft.say("head.of.edi", "history 2.3").count("training booked") == 1
