"""Stories of owners: a reminder comes, is answered in the ways people answer, and is not heard of again."""

from collections.abc import Iterator

import pytest

from tests.world.pilot import Pilot, pilot


@pytest.fixture
def esneft(database_url: str) -> Iterator[Pilot]:
    with pilot(database_url, "esneft-2020-21", "2021-01-04") as made:
        yield made


def test_the_head_of_resourcing_is_reminded_and_answers_with_a_button(esneft: Pilot) -> None:
    esneft.tick("2021-03-31")
    [first] = esneft.got("head.of.resourcing")
    assert "Is this you?" in first
    assert "1.3 " in first
    assert "1.7" in first
    esneft.press("head.of.resourcing", "Yes")
    said = esneft.press("head.of.resourcing", "Done")
    assert said.startswith("1.3 is now done")
    esneft.tick("2021-04-23")
    assert "1.3 " not in esneft.got("head.of.resourcing")[-1]
    assert "Is this you?" not in esneft.got("head.of.resourcing")[-1]


def test_a_bare_done_answers_the_one_action_a_message_named(esneft: Pilot) -> None:
    esneft.tick("2021-01-04")
    [first] = esneft.got("head.of.employee.relations")
    assert first.startswith("One action you look after was to start in November 2020.")
    assert esneft.say("head.of.employee.relations", "done").startswith("2.3 is now done")


def test_words_typed_under_a_reminder_update_the_action(esneft: Pilot) -> None:
    esneft.tick("2021-03-31")
    said = esneft.say("head.of.resourcing", "1.3 in progress, training booked")
    assert said.startswith("1.3 is now in progress")
    assert "training booked" in said


def test_nobody_hears_twice_of_one_stage_in_a_month(esneft: Pilot) -> None:
    esneft.days("2021-01-04", "2021-01-29")
    mine = [words for words in esneft.got("head.of.employee.relations") if "2.3" in words]
    assert len(mine) == 1  # what a first message owes; the next monthly question is for February


def test_several_passed_dates_are_one_message_a_month(esneft: Pilot) -> None:
    esneft.days("2021-01-04", "2021-04-20")
    chased = [words for words in esneft.got("trust.board.chair") if "have dates that have passed" in words]
    assert len(chased) == 3  # in February, March and April, each about both
    assert all("1.6" in words and "1.9" in words for words in chased)


def test_somebody_who_is_not_the_one_stops_it_and_the_coordinator_hears(esneft: Pilot) -> None:
    esneft.tick("2021-01-04")
    esneft.press("assistant.director.of.education", "Not me")
    assert any("do not hold" in words for words in esneft.got("head.of.edi"))
    esneft.tick("2021-01-25")
    esneft.tick("2021-02-08")
    assert len(esneft.got("assistant.director.of.education")) == 1
    assert any("I had nobody to ask" in words for words in esneft.got("head.of.edi"))


def test_a_snoozed_action_keeps_quiet_until_its_day(esneft: Pilot) -> None:
    esneft.tick("2021-03-31")
    esneft.press("head.of.resourcing", "Snooze")
    esneft.tick("2021-04-06")
    assert not any("1.3 " in words for words in esneft.got("head.of.resourcing")[1:])


def test_an_action_is_red_only_after_its_owner_was_asked_and_had_time(esneft: Pilot) -> None:
    assert "date passed" in esneft.say("head.of.edi", "show 1.6")  # nobody was asked, so it is no worse than that
    esneft.tick("2021-01-04")
    assert "past its date" not in esneft.say("head.of.edi", "show 1.6")
    esneft.tick("2021-01-12")
    assert "past its date" in esneft.say("head.of.edi", "show 1.6")


def test_saying_again_that_it_is_in_progress_answers_a_review(database_url: str) -> None:
    with pilot(database_url, "whittington-2025-26", "2026-01-26") as whittington:
        whittington.tick("2026-01-26")
        assert "DR2" in whittington.press("recruitment.services.manager", "In progress")
        whittington.days("2026-01-27", "2026-02-10")
        assert len(whittington.got("recruitment.services.manager")) == 1


def test_a_post_with_fourteen_actions_on_one_day_gets_one_message(database_url: str) -> None:
    with pilot(database_url, "whittington-2025-26", "2026-02-27") as whittington:
        whittington.tick("2026-02-27")
        [words] = whittington.got("inclusion.directors")
        assert words.startswith("14 actions you look after have a date on Tuesday 31 March.")
        whittington.press("inclusion.directors", "See all")
