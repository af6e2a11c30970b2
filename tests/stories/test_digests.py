"""Stories of a quarter's end: what a network and a steering group read, of each bundled plan, word for word.

After a change of words on purpose, WRES_TEST_GOLDEN=write writes the golden files anew; read them before committing.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world.pilot import Pilot, pilot
from tests.world.vocabulary import NETWORK, STEERING, at
from wres_bot.admin import examples
from wres_bot.domain.actor import Actor
from wres_bot.domain.letters import DigestContent, DigestSubject
from wres_bot.resources import find_shipped
from wres_bot.store import outbox, people, plans
from wres_bot.store.outbox import held_digests

GOLDEN = Path(__file__).parent / "golden"
QUARTERS = {
    "esneft-2020-21": "2021-01-08",
    "bradford-2022-23": "2023-01-09",
    "nscht-2020-21": "2021-01-08",
    "nscht-2021-22": "2022-01-10",
    "kingston-2021-22": "2022-01-10",
    "whittington-2025-26": "2026-01-08",
}
"""Each plan, and the fifth working day after its third quarter."""


@pytest.fixture
def whittington(database_url: str) -> Iterator[Pilot]:
    with pilot(database_url, "whittington-2025-26", "2026-01-05") as made:
        yield made


@pytest.mark.parametrize("plan", QUARTERS)
def test_both_digests_of_a_plan_read_as_they_should(sqlite_url: str, plan: str) -> None:
    with pilot(sqlite_url, plan, QUARTERS[plan]) as made:
        made.tick(QUARTERS[plan], "10:00")
        for channel, name in ((NETWORK, "network"), (STEERING, "steering")):
            [words] = made.posted(channel)
            same_as_golden(f"{plan}-{name}.txt", words)


def same_as_golden(name: str, words: str) -> None:
    file = GOLDEN / name
    if os.environ.get("WRES_TEST_GOLDEN") == "write":
        file.write_text(words + "\n", encoding="utf-8")
    assert words + "\n" == file.read_text(encoding="utf-8")


def test_whittington_counts_are_those_of_the_published_plan(whittington: Pilot) -> None:
    whittington.tick("2026-01-08", "10:00")
    [network], [steering] = whittington.posted(NETWORK), whittington.posted(STEERING)
    for said in (
        "Of 41 actions, 12 are finished (8 will be reviewed) and 14 are under way. For 15 we have no update",
        "by 31 January. By 31 March: 8 actions to finish, 18 to review.",
        "shortlisted white applicants were 1.79 times as likely to be appointed (1.63).",
        "BME staff were 2.51 times as likely to enter it (1.11).",
        "white staff were 1.09 times as likely to get it (0.84).",
        "BME 28.3% (30.0%), white 23.0% (27.2%).",
        "BME 46.9% (46.3%), white 59.0% (56.4%).",
        "BME 14.4% (11.8%), white 7.9% (7.4%).",
        "BME share of the Board: in the trust's own report.",
        "the Freedom to Speak Up Guardian will listen",
    ):
        assert said in network
    for said in (
        "Complete 12 (8 with reviews ahead). Under way 14. No update recorded 15. Past date 0.",
        "31 January: DR2 (to review)",
        "31 March: 26 actions (8 to finish, 18 to review)",
        "30 June: 9 actions",
        "DR4 (31 March) relies on WE9 (30 June). Move one?",
        "CDP3 and WE3 look the same. Merge?",
        "ARC9: Is the review twice a year, or every two years?",
        "The Inclusion Directors have 14 actions on 31 March. What help is needed?",
        "6 of 23 linked actions complete; 1.79 (1.63); above 1.25, favours white applicants.",
        "4 of 14 linked actions complete; 2.51 (1.11); above 1.25, worse for BME staff.",
    ):
        assert said in steering


def test_the_coordinator_reads_both_first_and_can_hold_one(whittington: Pilot) -> None:
    whittington.tick("2026-01-06", "10:00")
    assert len(whittington.got("edi.lead")) >= 2
    previews = [n for n, words in enumerate(whittington.got("edi.lead")) if words.startswith("Preview.")]
    assert "It is held." in whittington.press("edi.lead", "Hold", card=previews[0])
    whittington.tick("2026-01-08", "10:00")
    assert [len(whittington.posted(channel)) for channel in (NETWORK, STEERING)] == [0, 1]
    assert "on its way" in whittington.press("edi.lead", "Send now", card=previews[0])
    assert len(whittington.posted(NETWORK)) == 1


def test_nobody_but_a_lead_can_hold_a_digest(whittington: Pilot) -> None:
    whittington.tick("2026-01-06", "10:00")
    hold = next(b for n, words in enumerate(whittington.got("edi.lead")) if words.startswith("Preview.")
                for b in whittington.buttons("edi.lead", n) if b.label == "Hold")  # fmt: skip
    whittington.say("inclusion.directors", hold.says)
    whittington.tick("2026-01-08", "10:00")
    assert len(whittington.posted(NETWORK)) == 1


def test_no_digest_names_a_person(whittington: Pilot) -> None:
    whittington.tick("2026-01-08", "10:00")
    assert not any("@" in words for channel in (NETWORK, STEERING) for words in whittington.posted(channel))


def test_what_was_done_in_the_quarter_and_since_is_told_apart(whittington: Pilot) -> None:
    whittington.say("edi.lead", "WE7 done")
    whittington.tick("2026-01-08", "10:00")
    [network] = whittington.posted(NETWORK)
    assert "12 are finished" in network
    assert "Finished since then: WRES outcomes in Trust Navigators' remit." in network
    whittington.tick("2026-04-10", "10:00")
    later = whittington.posted(NETWORK)[-1]
    assert "13 are finished" in later
    assert "Finished this quarter: WRES outcomes in Trust Navigators' remit." in later


def test_people_short_of_an_aim_are_told_alike_in_a_second_digest(database_url: str) -> None:
    with pilot(database_url, "kingston-2021-22", "2022-01-04") as made:
        made.tick("2022-01-10", "10:00")
        made.tick("2022-04-07", "10:00")
        for words in made.posted(STEERING):
            assert "Band 8a: 48 of 73 BME staff" in words
            assert "Bands 8b to VSM: 17 of 38 BME staff" in words
        assert len(made.posted(STEERING)) == 2
        assert not any("People in post" in words for words in made.posted(NETWORK))


@pytest.fixture
def two_plans(database_url: str) -> Iterator[Pilot]:
    """A trust whose plan for 2020-21 is still told of when the one for 2021-22 has begun."""
    with pilot(database_url, "nscht-2020-21", "2021-07-01") as made:
        with made.store.write() as db:
            list(
                examples.load_examples(
                    db, find_shipped("config/examples"), ["nscht-2021-22"], at("2021-07-01"), local=True
                )
            )
        yield made


ELSEWHERE = "The figures are in the message about the plan for 2021-22."


@pytest.mark.parametrize(("channel", "figure"), [(NETWORK, "Getting the job:"), (STEERING, "getting the job:")])
def test_of_two_plans_on_one_day_the_newest_has_the_figures_and_the_other_says_where(
    two_plans: Pilot, channel: str, figure: str
) -> None:
    two_plans.tick("2021-07-05", "10:00")
    previews = [said for said in two_plans.got("d.and.i.lead") if said.startswith("Preview.")]
    assert len(previews) == 4 and sum(ELSEWHERE in said for said in previews) == 2
    two_plans.tick("2021-07-07", "10:00")
    posted = two_plans.posted(channel)
    assert len(posted) == 2
    [older] = [said for said in posted if ELSEWHERE in said]
    [newest] = [said for said in posted if ELSEWHERE not in said]
    assert figure in newest
    for word in (figure, "Delivery beside outcome", "in brackets", "What the words mean"):
        assert word not in older
    with two_plans.store.read() as db:
        old = plans.find_plan_by_name(db, "nscht-2020-21")
        assert old
        letters = [
            each
            for each in outbox.list_letters(db, kind="digest")
            if isinstance(each.subject, DigestSubject) and each.subject.plan == old.id
        ]
    assert [each.content.figures for each in letters if isinstance(each.content, DigestContent)] == [{}, {}]


def test_when_the_newest_plan_is_closed_the_other_has_the_figures(two_plans: Pilot) -> None:
    two_plans.tick("2021-07-05", "10:00")
    with two_plans.store.write() as db:
        new = plans.find_plan_by_name(db, "nscht-2021-22")
        assert new
        plans.close_plan(db, new.id, actor=Actor(None, two_plans.now))
    two_plans.tick("2021-07-07", "10:00")
    [network] = two_plans.posted(NETWORK)
    assert "Getting the job:" in network and ELSEWHERE not in network


def test_figures_that_are_held_are_not_told_in_the_message_about_another_plan(two_plans: Pilot) -> None:
    two_plans.tick("2021-07-05", "10:00")
    with two_plans.store.write() as db:
        lead = people.find_person_by_email(db, "d.and.i.lead@nscht.example", two_plans.now.date())
        assert lead
        held = [each.key for each in outbox.list_letters(db) if each.kind == "digest" and ":nscht-2021-22:" in each.key]
        for key in held:
            assert held_digests.hold(db, key, actor=Actor(lead.id, two_plans.now))
    two_plans.tick("2021-07-07", "10:00")
    [network] = two_plans.posted(NETWORK)
    assert ELSEWHERE in network and "Getting the job:" not in network
