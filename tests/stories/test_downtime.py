"""Stories of a bot that was away, and of clocks that do not run evenly: late rather than never, and never a flood."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.delivery.office import EDI, RESOURCING, Office, at, make
from wres_bot.delivery import schedule
from wres_bot.delivery.worker import LEASE, QUIET
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.letters import ReminderContent
from wres_bot.store import outbox, people

HOUR = timedelta(hours=1)
LATE = "It is late, and the wait was on my side."


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    yield from make(database_url)


def arrived(office: Office) -> int:
    """How often something was handed to the platform."""
    return office.platform.tries


# Away


def test_after_a_month_away_each_person_gets_one_message_with_all_that_is_still_true(office: Office) -> None:
    for number in range(1, 6):
        office.action(f"1.{number}", f"2021-03-{number * 5:02}")
    office.tick("2021-01-29")
    before = len(office.got(RESOURCING))
    office.status("1.3", "done")  # while the bot is away, on a replica's command, say
    office.tick("2021-03-29")
    assert len(office.got(RESOURCING)) == before + 1
    last = office.got(RESOURCING)[-1]
    assert all(f"1.{number} " in last for number in (1, 2, 4, 5))
    assert "1.3 " not in last
    office.tick("2021-03-29", "16:00")
    assert len(office.got(RESOURCING)) == before + 1


def test_what_was_missed_by_more_than_a_working_day_says_that_it_is_late(office: Office) -> None:
    office.action("1.1", "2021-02-19")
    office.action("1.2", "2021-03-05")  # 30 days before: Wednesday 3 February
    office.tick("2021-01-20")
    office.tick("2021-02-08")
    assert f"This was meant for Wednesday 3 February. {LATE}" in office.got(RESOURCING)[-1]


def test_what_was_missed_by_a_working_day_or_less_does_not_apologise(office: Office) -> None:
    office.action("1.1", "2021-02-19")
    office.action("1.2", "2021-03-05")
    office.tick("2021-01-20")
    office.tick("2021-02-04")
    assert "1.2 " in office.got(RESOURCING)[-1]
    assert LATE not in office.got(RESOURCING)[-1]


def test_a_new_holder_is_not_told_that_the_bot_was_late(office: Office) -> None:
    office.action("1.1", "2021-02-19", "Head of EDI")
    office.action("1.2", "2021-03-05")
    office.tick("2021-01-20")
    with office.store.write() as db:
        post = people.save_post(db, office.trust, "Head of Resourcing")
        people.save_holding(db, post, office.ids[EDI], at("2021-02-08").date())
    office.tick("2021-02-08")
    assert "1.2 " in office.got(EDI)[-1]
    assert LATE not in office.got(EDI)[-1]


def test_a_digest_missed_by_most_of_a_quarter_goes_once_and_one_missed_by_more_never(office: Office) -> None:
    office.channel("network", "network")
    office.action("1.3", "2021-07-30")
    office.tick("2021-03-30")
    office.tick("2021-03-31")
    assert [words.split("\n")[0] for words in office.got("network")] == [
        "Our race equality plan: October to December 2020"
    ]
    office.tick("2021-04-12", "10:00")
    assert len(office.got("network")) == 2


def test_letters_already_waiting_when_it_comes_back_go_once_each_and_nothing_twice(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.put("2021-01-04")
    office.put("2021-01-05")
    office.put("2021-01-06")
    office.now = at("2021-01-07")
    office.tick("2021-01-07")
    assert len(office.got(RESOURCING)) == arrived(office) == 1
    assert office.states("reminder").count("moot") == 3


# Clocks


@pytest.mark.parametrize(("change", "local"), [("2021-03-28", "09:00"), ("2020-10-25", "09:00")])
def test_when_the_clocks_change_reminders_keep_their_hour(office: Office, change: str, local: str) -> None:
    day = at(change) + timedelta(days=1)
    office.action("1.3", day.date().isoformat())
    office.action("1.4", (day + timedelta(days=31)).date().isoformat())
    office.tick(day.date().isoformat(), "08:59")
    assert office.got(RESOURCING) == []
    office.tick(day.date().isoformat(), local)
    assert len(office.got(RESOURCING)) == 1


@pytest.mark.parametrize("night", ["2021-03-28", "2020-10-25"])
def test_every_half_hour_of_a_night_when_the_clocks_change_sends_nothing_twice(office: Office, night: str) -> None:
    office.action("1.3", (at(night) + timedelta(days=1)).date().isoformat())
    moment = at(night, "00:00") - timedelta(days=2)
    for _ in range(48 * 4):
        office.now = moment
        schedule.run_jobs(office.store, moment)
        office.deliver()
        moment += timedelta(minutes=30)
    keys = [letter.key for letter in office.letters("reminder") if letter.state == "sent"]
    assert len(keys) == len(set(keys)) == arrived(office)
    assert 1 <= len(keys) <= 2  # the working day before, and the day


def test_leap_day_is_a_day_like_any_other(office: Office) -> None:
    office.action("1.3", "2024-02-29")
    office.settings(lead_days=[30, 7])
    with office.store.write() as db:
        db.exec_driver_sql("UPDATE plan SET ends = '2024-03-31'")
    told = office.days("2024-01-26", "2024-03-01")
    assert told == ["2024-01-30", "2024-02-22", "2024-02-28", "2024-02-29"]


def test_over_new_year_nothing_is_sent_on_a_holiday_and_nothing_is_lost(office: Office) -> None:
    office.action("1.3", "2021-01-01")
    office.action("1.4", "2021-01-03")
    told = office.days("2020-12-23", "2021-01-05")
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


def test_a_server_clock_that_jumps_an_hour_ahead_and_back_sends_nothing_twice(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.tick("2021-01-04")
    for jump in (HOUR, -HOUR, -HOUR, HOUR):
        office.now += jump
        office.put("2021-01-04", office.now.strftime("%H:%M"))
        office.deliver()
    assert len(office.got(RESOURCING)) == arrived(office) == 1


def test_a_clock_put_back_an_hour_delays_what_was_to_be_tried_again_and_loses_nothing(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.put("2021-01-04", "11:00")
    office.platform.before = [DeliveryError("busy")]
    office.one_pass()
    office.now -= HOUR
    assert office.one_pass().claimed == 0
    office.now += HOUR + timedelta(minutes=2)
    assert office.one_pass().sent == 1
    assert len(office.got(RESOURCING)) == 1


def test_a_clock_put_ahead_an_hour_takes_letters_from_the_living_but_repeats_none(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.put("2021-01-04")
    with office.store.write() as db:
        [letter] = outbox.claim(db, "still alive", office.now, 10, LEASE)
        assert outbox.record_content(db, letter.id, "still alive", ReminderContent())
    office.now += HOUR
    assert office.one_pass("another").claimed == 0  # its request may be on its way: it is quiet first
    assert office.states() == ["unsure"]
    with office.store.write() as db:
        assert not outbox.settle(db, letter, "still alive", state="sent", now=office.now)
    office.now += QUIET
    office.platform.before = []
    assert office.one_pass("another").claimed == 2  # looked for, not found, sent
    assert len(office.got(RESOURCING)) == arrived(office) == 1


def test_a_clock_put_ahead_while_a_letter_is_unsure_finds_it_there(office: Office) -> None:
    office.action("1.3", "2021-01-31")
    office.put("2021-01-04")
    office.platform.after = [Unsure("no answer")]
    office.one_pass()
    office.now += HOUR
    assert office.one_pass().sent == 1
    assert len(office.got(RESOURCING)) == arrived(office) == 1


@pytest.mark.parametrize("back", ["2021-01-06", "2021-01-04", "2020-12-08"])
def test_a_tick_of_a_day_gone_by_repeats_nothing_and_loses_nothing(office: Office, back: str) -> None:
    office.channel("network", "network")
    for number, due in enumerate(("2021-01-15", "2021-02-05", "2021-01-01")):
        office.action(f"1.{number}", due)
    office.tick("2021-01-04")
    office.tick("2021-01-08", "10:00")
    before, tries = office.got(RESOURCING), arrived(office)
    office.tick(back, "10:00")
    assert office.got(RESOURCING) == before
    assert arrived(office) == tries
    office.tick("2021-01-11", "10:00")
    office.tick("2021-01-14", "10:00")  # the working day before the first
    assert len(office.got(RESOURCING)) == len(before) + 1
    assert len(office.got("network")) == 1


# Bad destinations


def test_a_channel_that_is_gone_is_told_of_once_and_comes_back_when_named_again(office: Office) -> None:
    office.channel("network", "network")
    office.action("1.3", "2021-07-30")
    gone = DeliveryError("The channel is archived.", permanent=True)
    office.platform.before = [gone]
    office.put("2021-01-08", "10:00")
    office.one_pass()
    for day in ("2021-01-08", "2021-01-11", "2021-01-12"):
        office.tick(day, "11:00")
    told = [words for words in office.got(EDI) if "couldn't post" in words]
    assert len(told) == 1
    assert "use this channel for network" in told[0]
    assert office.got("network") == []
    office.channel("network", "network")
    office.tick("2021-01-13", "11:00")
    assert len(office.got("network")) == 1
    office.tick("2021-01-14", "11:00")
    assert len(office.got("network")) == 1
