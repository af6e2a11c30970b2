"""Stories of a bot that was away, and of clocks that do not run evenly: late rather than never, and never a flood."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.world.vocabulary import EDI, RESOURCING, at
from tests.world.world import World, one_trust
from wres_bot.delivery import schedule
from wres_bot.delivery.worker import LEASE, QUIET
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.letters import ReminderContent
from wres_bot.store import outbox, people

HOUR = timedelta(hours=1)
LATE = "It is late, and the wait was on my side."


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    yield from one_trust(database_url)


def arrived(world: World) -> int:
    """How often something was handed to the platform."""
    return world.platform.tries


# Away


def test_after_a_month_away_each_person_gets_one_message_with_all_that_is_still_true(world: World) -> None:
    for number in range(1, 6):
        world.add_action(f"1.{number}", f"2021-03-{number * 5:02}")
    world.tick("2021-01-29")
    before = len(world.got(RESOURCING))
    world.set_status("1.3", "done")  # while the bot is away, on a replica's command, say
    world.tick("2021-03-29")
    assert len(world.got(RESOURCING)) == before + 1
    last = world.got(RESOURCING)[-1]
    assert all(f"1.{number} " in last for number in (1, 2, 4, 5))
    assert "1.3 " not in last
    world.tick("2021-03-29", "16:00")
    assert len(world.got(RESOURCING)) == before + 1


def test_what_was_missed_by_more_than_a_working_day_says_that_it_is_late(world: World) -> None:
    world.add_action("1.1", "2021-02-19")
    world.add_action("1.2", "2021-03-05")  # 30 days before: Wednesday 3 February
    world.tick("2021-01-20")
    world.tick("2021-02-08")
    assert f"This was meant for Wednesday 3 February. {LATE}" in world.got(RESOURCING)[-1]


def test_what_was_missed_by_a_working_day_or_less_does_not_apologise(world: World) -> None:
    world.add_action("1.1", "2021-02-19")
    world.add_action("1.2", "2021-03-05")
    world.tick("2021-01-20")
    world.tick("2021-02-04")
    assert "1.2 " in world.got(RESOURCING)[-1]
    assert LATE not in world.got(RESOURCING)[-1]


def test_a_new_holder_is_not_told_that_the_bot_was_late(world: World) -> None:
    world.add_action("1.1", "2021-02-19", "Head of EDI")
    world.add_action("1.2", "2021-03-05")
    world.tick("2021-01-20")
    with world.store.write() as db:
        post = people.save_post(db, world.trust, "Head of Resourcing")
        people.save_holding(db, post, world.ids[EDI], at("2021-02-08").date())
    world.tick("2021-02-08")
    assert "1.2 " in world.got(EDI)[-1]
    assert LATE not in world.got(EDI)[-1]


def test_a_digest_missed_by_most_of_a_quarter_goes_once_and_one_missed_by_more_never(world: World) -> None:
    world.add_channel("network", "network")
    world.add_action("1.3", "2021-07-30")
    world.tick("2021-03-30")
    world.tick("2021-03-31")
    assert [words.split("\n")[0] for words in world.got("network")] == [
        "Our race equality plan: October to December 2020"
    ]
    world.tick("2021-04-12", "10:00")
    assert len(world.got("network")) == 2


def test_letters_already_waiting_when_it_comes_back_go_once_each_and_nothing_twice(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    world.put("2021-01-05")
    world.put("2021-01-06")
    world.now = at("2021-01-07")
    world.tick("2021-01-07")
    assert len(world.got(RESOURCING)) == arrived(world) == 1
    assert world.states("reminder").count("moot") == 3


# Clocks


@pytest.mark.parametrize(("change", "local"), [("2021-03-28", "09:00"), ("2020-10-25", "09:00")])
def test_when_the_clocks_change_reminders_keep_their_hour(world: World, change: str, local: str) -> None:
    day = at(change) + timedelta(days=1)
    world.add_action("1.3", day.date().isoformat())
    world.add_action("1.4", (day + timedelta(days=31)).date().isoformat())
    world.tick(day.date().isoformat(), "08:59")
    assert world.got(RESOURCING) == []
    world.tick(day.date().isoformat(), local)
    assert len(world.got(RESOURCING)) == 1


@pytest.mark.parametrize("night", ["2021-03-28", "2020-10-25"])
def test_every_half_hour_of_a_night_when_the_clocks_change_sends_nothing_twice(world: World, night: str) -> None:
    world.add_action("1.3", (at(night) + timedelta(days=1)).date().isoformat())
    moment = at(night, "00:00") - timedelta(days=2)
    for _ in range(48 * 4):
        world.now = moment
        schedule.run_jobs(world.store, moment)
        world.deliver()
        moment += timedelta(minutes=30)
    keys = [letter.key for letter in world.letters("reminder") if letter.state == "sent"]
    assert len(keys) == len(set(keys)) == arrived(world)
    assert 1 <= len(keys) <= 2  # the working day before, and the day


def test_leap_day_is_a_day_like_any_other(world: World) -> None:
    world.add_action("1.3", "2024-02-29")
    world.set_policy(lead_days=[30, 7])
    with world.store.write() as db:
        db.exec_driver_sql("UPDATE plan SET ends = '2024-03-31'")
    told = world.days("2024-01-26", "2024-03-01")
    assert told == ["2024-01-30", "2024-02-22", "2024-02-28", "2024-02-29"]


def test_over_new_year_nothing_is_sent_on_a_holiday_and_nothing_is_lost(world: World) -> None:
    world.add_action("1.3", "2021-01-01")
    world.add_action("1.4", "2021-01-03")
    told = world.days("2020-12-23", "2021-01-05")
    assert "2020-12-31" in told
    assert set(told) <= {
        "2020-12-23",
        "2020-12-24",
        "2020-12-29",
        "2020-12-30",
        "2020-12-31",
        "2021-01-04",
        "2021-01-05",
    }


def test_a_server_clock_that_jumps_an_hour_ahead_and_back_sends_nothing_twice(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.tick("2021-01-04")
    for jump in (HOUR, -HOUR, -HOUR, HOUR):
        world.now += jump
        world.put("2021-01-04", world.now.strftime("%H:%M"))
        world.deliver()
    assert len(world.got(RESOURCING)) == arrived(world) == 1


def test_a_clock_put_back_an_hour_delays_what_was_to_be_tried_again_and_loses_nothing(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04", "11:00")
    world.platform.before = [DeliveryError("busy")]
    world.one_pass()
    world.now -= HOUR
    assert world.one_pass().claimed == 0
    world.now += HOUR + timedelta(minutes=2)
    assert world.one_pass().sent == 1
    assert len(world.got(RESOURCING)) == 1


def test_a_clock_put_ahead_an_hour_takes_letters_from_the_living_but_repeats_none(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    with world.store.write() as db:
        [letter] = outbox.claim(db, "still alive", world.now, 10, LEASE)
        assert outbox.record_content(db, letter.id, "still alive", ReminderContent())
    world.now += HOUR
    assert world.one_pass("another").claimed == 0  # its request may be on its way: it is quiet first
    assert world.states() == ["unsure"]
    with world.store.write() as db:
        assert not outbox.settle(db, letter, "still alive", state="sent", now=world.now)
    world.now += QUIET
    world.platform.before = []
    assert world.one_pass("another").claimed == 2  # looked for, not found, sent
    assert len(world.got(RESOURCING)) == arrived(world) == 1


def test_a_clock_put_ahead_while_a_letter_is_unsure_finds_it_there(world: World) -> None:
    world.add_action("1.3", "2021-01-31")
    world.put("2021-01-04")
    world.platform.after = [Unsure("no answer")]
    world.one_pass()
    world.now += HOUR
    assert world.one_pass().sent == 1
    assert len(world.got(RESOURCING)) == arrived(world) == 1


@pytest.mark.parametrize("back", ["2021-01-06", "2021-01-04", "2020-12-08"])
def test_a_tick_of_a_day_gone_by_repeats_nothing_and_loses_nothing(world: World, back: str) -> None:
    world.add_channel("network", "network")
    for number, due in enumerate(("2021-01-15", "2021-02-05", "2021-01-01")):
        world.add_action(f"1.{number}", due)
    world.tick("2021-01-04")
    world.tick("2021-01-08", "10:00")
    before, tries = world.got(RESOURCING), arrived(world)
    world.tick(back, "10:00")
    assert world.got(RESOURCING) == before
    assert arrived(world) == tries
    world.tick("2021-01-11", "10:00")
    world.tick("2021-01-14", "10:00")  # the working day before the first
    assert len(world.got(RESOURCING)) == len(before) + 1
    assert len(world.got("network")) == 1


# Bad destinations


def test_a_channel_that_is_gone_is_told_of_once_and_comes_back_when_named_again(world: World) -> None:
    world.add_channel("network", "network")
    world.add_action("1.3", "2021-07-30")
    gone = DeliveryError("The channel is archived.", permanent=True)
    world.platform.before = [gone]
    world.put("2021-01-08", "10:00")
    world.one_pass()
    for day in ("2021-01-08", "2021-01-11", "2021-01-12"):
        world.tick(day, "11:00")
    told = [words for words in world.got(EDI) if "couldn't post" in words]
    assert len(told) == 1
    assert "use this channel for network" in told[0]
    assert world.got("network") == []
    world.add_channel("network", "network")
    world.tick("2021-01-13", "11:00")
    assert len(world.got("network")) == 1
    world.tick("2021-01-14", "11:00")
    assert len(world.got("network")) == 1
