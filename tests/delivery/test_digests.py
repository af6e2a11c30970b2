"""Checks when a digest and its preview go, and that they can be held; knows little of their words."""

import pytest

from tests.world.vocabulary import EDI, RESOURCING, at
from tests.world.world import World
from wres_bot.domain.actor import Actor
from wres_bot.domain.errors import DeliveryError
from wres_bot.store import places, plans
from wres_bot.store.outbox import held_digests


@pytest.fixture
def quarter(world: World) -> World:
    """A plan with a network and a steering group, at the end of October to December 2020."""
    world.add_channel("network", "network")
    world.add_channel("steering", "steering")
    world.add_action("1.3", "2021-04-30")
    return world


def said(world: World, channel: str) -> list[str]:
    return world.got(channel)


def told(world: World, who: str) -> str:
    """All that somebody got: two letters to one person may arrive in either order."""
    return "\n".join(world.got(who))


def test_it_goes_on_the_fifth_working_day_at_ten_and_once(quarter: World) -> None:
    quarter.tick("2021-01-08", "09:59")
    assert said(quarter, "network") == []
    quarter.tick("2021-01-08", "10:00")
    quarter.tick("2021-01-08", "10:10")
    quarter.tick("2021-01-11", "10:00")
    assert len(said(quarter, "network")) == len(said(quarter, "steering")) == 1
    assert said(quarter, "network")[0].startswith("Our race equality plan: October to December 2020")
    assert said(quarter, "steering")[0].startswith("ESNEFT 2020-21, quarter 3")


def test_the_coordinator_reads_it_two_working_days_before(quarter: World) -> None:
    quarter.tick("2021-01-05", "12:00")
    assert quarter.got(EDI) == []
    quarter.tick("2021-01-06", "10:00")
    assert sorted(words.split("\n")[0] for words in quarter.got(EDI)) == [
        "Preview. ESNEFT 2020-21, quarter 3 (October to December 2020)",
        "Preview. Our race equality plan: October to December 2020",
    ]
    assert "This goes to network on Friday 8 January." in told(quarter, EDI)
    assert said(quarter, "network") == []


def test_a_held_one_waits_until_somebody_sends_it(quarter: World) -> None:
    quarter.tick("2021-01-06", "10:00")
    key = "digest:esneft:esneft-2020-21:{}:2020-21Q3".format(quarter.letters("digest")[0].place_id)
    with quarter.store.write() as db:
        held = held_digests.hold(db, key, actor=Actor(quarter.ids[EDI], quarter.now))
    assert held
    assert held_digests.is_held(held)
    quarter.tick("2021-01-12", "10:00")
    assert said(quarter, "network") == []
    with quarter.store.write() as db:
        assert held_digests.send_now(db, key, actor=Actor(quarter.ids[EDI], quarter.now))
    quarter.deliver()
    assert len(said(quarter, "network")) == 1
    with quarter.store.write() as db:
        assert held_digests.hold(db, key, actor=Actor(quarter.ids[EDI], quarter.now)) is None  # it has gone


def test_sent_early_it_goes_at_once_and_never_again(quarter: World) -> None:
    quarter.tick("2021-01-06", "10:00")
    letter = next(each for each in quarter.letters("digest"))
    with quarter.store.write() as db:
        held_digests.send_now(db, letter.key, actor=Actor(quarter.ids[EDI], quarter.now))
    quarter.deliver()
    quarter.tick("2021-01-08", "10:00")
    assert len(said(quarter, "network")) == 1


def test_one_that_was_missed_goes_late_but_never_after_a_quarter(quarter: World) -> None:
    quarter.tick("2021-03-30")
    assert len(said(quarter, "network")) == 1
    quarter.tick("2021-04-09", "10:00")
    assert [words.split("\n")[0] for words in said(quarter, "network")][1:] == [
        "Our race equality plan: January to March 2021"
    ]


def test_with_approval_required_nothing_goes_by_itself(quarter: World) -> None:
    quarter.set_policy(digest_needs_approval=True)
    quarter.tick("2021-01-06", "10:00")
    quarter.tick("2021-01-29", "10:00")
    assert said(quarter, "network") == []
    assert "nothing goes out until you press Send now" in told(quarter, EDI)


def test_a_pause_moves_it_to_the_first_working_day_after(quarter: World) -> None:
    quarter.set_policy(digest_paused=[["2021-01-04", "2021-01-22"]])
    quarter.tick("2021-01-22", "10:00")
    assert said(quarter, "network") == []
    quarter.tick("2021-01-25", "10:00")
    assert len(said(quarter, "network")) == 1


def test_dates_of_our_own_replace_the_fifth_working_day(quarter: World) -> None:
    quarter.set_policy(digest_dates=["2021-02-10", "2021-05-12"])
    quarter.tick("2021-01-29", "10:00")
    assert said(quarter, "network") == []
    quarter.tick("2021-02-10", "10:00")
    quarter.tick("2021-02-11", "10:00")
    assert len(said(quarter, "network")) == 1


def test_a_closed_plan_and_one_not_begun_have_no_digest(quarter: World) -> None:
    quarter.tick("2020-04-08")  # the plan began in the quarter now running, not in the one that ended
    assert said(quarter, "network") == []
    with quarter.store.write() as db:
        plans.close_plan(db, quarter.plan, actor=Actor(quarter.ids[EDI], quarter.now))
    quarter.tick("2021-01-08", "10:00")
    assert said(quarter, "network") == []


def test_a_channel_no_longer_in_use_gets_nothing(quarter: World) -> None:
    quarter.tick("2021-01-06", "10:00")
    with quarter.store.write() as db:
        for place in places.load_places(db, quarter.trust):
            places.stop_place(db, place.id, actor=Actor(quarter.ids[EDI], quarter.now))
    quarter.tick("2021-01-08", "10:00")
    assert said(quarter, "network") == said(quarter, "steering") == []


def test_what_happened_after_the_preview_is_told(quarter: World) -> None:
    quarter.tick("2021-01-06", "10:00")
    quarter.now = at("2021-01-07")
    quarter.set_status("1.3", "done")
    quarter.tick("2021-01-08", "10:00")
    assert "Finished since then: Action 1.3." in said(quarter, "network")[0]
    assert "1.3 Action 1.3: now done" in said(quarter, "steering")[0]


def test_a_quarter_is_told_as_it_stood_at_its_end(quarter: World) -> None:
    quarter.now = at("2020-12-30")
    quarter.set_status("1.3", "in progress", EDI)
    quarter.now = at("2021-01-05")
    quarter.set_status("1.3", "delayed", EDI)
    quarter.tick("2021-01-08", "10:00")
    assert "Of 1 action, 1 is under way" in said(quarter, "network")[0]
    assert "One action has news since then." in said(quarter, "network")[0]


def test_a_moved_date_shows_both_dates(quarter: World) -> None:
    quarter.now = at("2020-12-01")
    quarter.move_due("1.3", "2021-06-30")
    quarter.tick("2021-01-08", "10:00")
    assert "1.3 Action 1.3: first 30 April 2021, now 30 June 2021 (moved once)" in said(quarter, "steering")[0]


def test_an_owner_asked_and_silent_is_named_by_post(quarter: World) -> None:
    quarter.add_action("1.5", "2020-12-14")
    quarter.tick("2020-12-21")
    quarter.tick("2021-01-08", "10:00")
    words = said(quarter, "steering")[-1]
    assert "Asked, and not answered yet\n- Head of Resourcing: 1.5" in words
    assert "head.of.resourcing" not in words


def test_a_channel_opened_up_since_is_told_nothing_secret(quarter: World) -> None:
    quarter.room.add_channel(quarter.room.find_channel("steering").__class__("steering", "steering", "channel", False))
    quarter.tick("2021-01-08", "10:00")
    assert said(quarter, "steering") == []
    assert len(said(quarter, "network")) == 1
    [notice] = [words for words in quarter.got(EDI) if "couldn't post" in words]
    assert "steering" in notice


def test_a_channel_named_again_gets_its_digest_after_all(quarter: World) -> None:
    quarter.platform.before = [DeliveryError("The channel is gone.", permanent=True)] * 2
    quarter.put("2021-01-08", "10:00")
    quarter.one_pass()
    assert said(quarter, "network") == []
    quarter.add_channel("network", "network")
    quarter.tick("2021-01-11", "10:00")
    assert len(said(quarter, "network")) == 1
    assert said(quarter, "steering") == []


def test_in_a_rehearsal_it_comes_to_the_coordinator(quarter: World) -> None:
    quarter.rehearse(True)
    quarter.tick("2021-01-08", "10:00")
    assert said(quarter, "network") == []
    assert "Rehearsal: this would have gone to network." in told(quarter, EDI)


def test_one_that_fell_into_a_rehearsal_is_previewed_before_it_goes(quarter: World) -> None:
    quarter.rehearse(True)
    quarter.tick("2021-01-08", "10:00")
    quarter.now = at("2021-01-11", "09:00")
    quarter.rehearse(False)
    quarter.tick("2021-01-11", "10:00")
    assert said(quarter, "network") == []
    assert "This goes to network on Wednesday 13 January." in told(quarter, EDI)
    quarter.tick("2021-01-13", "10:00")
    assert len(said(quarter, "network")) == 1


def test_a_channel_named_in_mid_quarter_gets_nothing_unseen(world: World) -> None:
    world.add_action("1.3", "2021-04-30")
    world.now = at("2021-02-01")
    world.add_channel("network", "network")
    world.tick("2021-02-01", "10:00")
    assert said(world, "network") == []
    assert "This goes to network on Wednesday 3 February." in told(world, EDI)


def test_a_network_digest_names_no_person_and_quotes_no_note(quarter: World) -> None:
    quarter.now = at("2020-12-30")
    quarter.set_status("1.3", "in progress", RESOURCING)
    quarter.tick("2021-01-08", "10:00")
    assert "head.of" not in said(quarter, "network")[0]


def test_a_plan_that_nobody_closes_is_told_of_until_its_last_action_has_come_to_its_end(world: World) -> None:
    world.add_channel("network", "network")
    world.add_action("1.3", "2021-04-30")
    world.set_status("1.3", "in progress")
    told = []
    for number, day in enumerate(("2021-07-07", "2021-10-07", "2022-01-10", "2022-04-07", "2022-07-07", "2022-10-07")):
        if number == 3:
            world.now = at("2022-02-01")
            world.set_status("1.3", "done")
        before = len(said(world, "network"))
        world.tick(day, "10:00")
        told += [day] if len(said(world, "network")) > before else []
    assert told == ["2021-07-07", "2021-10-07", "2022-01-10", "2022-04-07"]


def test_a_plan_done_by_its_end_is_told_of_for_its_last_quarter_and_the_one_after(world: World) -> None:
    world.add_channel("network", "network")
    world.add_action("1.3", "2020-12-31")
    world.set_status("1.3", "done")
    days = ("2021-04-09", "2021-07-07", "2021-10-07", "2022-01-10")
    for day in days:
        world.tick(day, "10:00")
    assert [words.split("\n")[0].rpartition(": ")[2] for words in said(world, "network")] == [
        "January to March 2021",
        "April to June 2021",
    ]
