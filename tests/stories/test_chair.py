"""A chair asks how the plan is doing, looks closer, and takes a copy for the minutes."""

from collections.abc import Iterator

import pytest

from tests.world.pilot import Pilot, pilot

CHAIR = "chair.of.inclusion.group"


@pytest.fixture
def whittington(database_url: str) -> Iterator[Pilot]:
    with pilot(database_url, "whittington-2025-26", "2026-02-03") as made:
        yield made


def test_a_chair_gets_the_truth_and_a_copy_for_the_minutes(whittington: Pilot) -> None:
    assert whittington.say(CHAIR, "status") == (
        "Whittington 2025-26\n"
        "12 of 41 complete (8 with reviews ahead). 14 under way and 15 with no update recorded.\n"
        "🔵 done 12, 🟢 on track 14, ⚪ no update recorded 15\n"
        "One review date passed: DR2 Embed and evaluate diverse panel process (31 January).\n"
        "Next: 26 actions on 31 March, then 9 on 30 June.\n"
        "Worth asking: can DR4 (31 March) proceed before WE9 (30 June)?\n"
        "[Passed] [Next] [Figures] [Copy for minutes]"
    )
    assert whittington.say(CHAIR, "late") == (
        "No date to finish or start has passed in Whittington 2025-26.\n\n"
        "Reviews without a word since\n"
        "- DR2 Embed and evaluate diverse panel process; its review date was 31 January\n"
        "[What is next]"
    )
    figures = whittington.say(CHAIR, "indicators")
    assert "Getting the job: shortlisted white applicants were 1.79 times as likely" in figures
    assert whittington.say(CHAIR, "minutes").startswith("I've sent you a copy for the minutes.")
    copy = whittington.got(CHAIR)[-1]
    assert copy.startswith("Whittington 2025-26: for the minutes\nPosition on Tuesday 3 February 2026.\n12 of 41")
    assert "[" not in copy


def test_a_chair_sees_what_an_owner_said_a_moment_ago(whittington: Pilot) -> None:
    whittington.say("recruitment.services.manager", "DR2 done, the panels are standard now")
    assert "13 of 41 complete" in whittington.say(CHAIR, "status")
    assert "2 of 7 complete" in whittington.say(CHAIR, "status section DR")


def test_a_chair_may_not_change_what_others_own(whittington: Pilot) -> None:
    assert "sits with" in whittington.say(CHAIR, "DR2 done")
