"""Stories of numbers too small to post: kept back, still kept back when a correction would give them away."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.world.pilot import Pilot, pilot
from tests.world.vocabulary import NETWORK, STEERING, at
from wres_bot.domain.dates import london_day
from wres_bot.domain.measures import MeasureId
from wres_bot.domain.plan_rows import SnapshotRow
from wres_bot.domain.policy import Policy
from wres_bot.indicators.release.release import decide_release
from wres_bot.store.disclosure_log import load_disclosed_figures
from wres_bot.store.outbox import forget
from wres_bot.store.plans import find_plan_by_name
from wres_bot.store.snapshots import load_snapshots, save_snapshots

PLAN = "nscht-2021-22"
KEPT = "not shown, because so few people are counted"


@pytest.fixture
def combined(database_url: str) -> Iterator[Pilot]:
    with pilot(database_url, PLAN, "2022-01-03") as made:
        yield made


def correct(made: Pilot, **cases: int) -> None:
    """The cases of 2021 counted again, and their ratio: groups that were not known have been found out."""
    ratio = round(Decimal(cases["bme"]) / 136 / (Decimal(cases["white"]) / 1480), 2)
    name = "Relative likelihood BME/white entering formal disciplinary"
    again = SnapshotRow("WRES", "3", name, "", "ratio", "2021", "", "published", "WRES 2021 report", 2, ratio, "ratio")
    again = replace(again, measure_id=MeasureId.LIKELIHOOD_RATIO)
    rows = [
        again,
        *(SnapshotRow("WRES", "3", "formal disciplinary cases", "", group.replace("_", " "), "2021", "", "published",
                    "WRES 2021 report", 2, Decimal(count), "cases")
          for group, count in {**cases, "overall": sum(cases.values())}.items()),
    ]  # fmt: skip
    with made.store.write() as db:
        plan = find_plan_by_name(db, PLAN)
        assert plan
        save_snapshots(db, plan.trust_id, rows)


def line(words: str, about: str) -> str:
    return next(each for each in words.splitlines() if about in each)


@pytest.mark.parametrize(("channel", "about"), [(NETWORK, "Formal disciplinary"), (STEERING, "formal disciplinary")])
def test_a_second_digest_does_not_tell_what_the_first_kept_back(combined: Pilot, channel: str, about: str) -> None:
    combined.tick("2022-01-10", "10:00")
    [first] = combined.posted(channel)
    assert KEPT in line(first, about)
    assert "4.35" not in first
    # Two cases were of BME staff, and three of nobody-knows-whom turn out to be as well: now no number is small.
    correct(combined, white=25, bme=5, not_known=0)
    with combined.store.read() as db:
        plan = find_plan_by_name(db, PLAN)
        assert plan
        held = load_snapshots(db, plan.trust_id)
    unwary = decide_release(held, london_day(combined.now), "steering", Policy())
    assert not next(f for f in unwary.figures if f.indicator.code == "3").withheld  # alone, it would have been told
    combined.tick("2022-04-07", "10:00")
    second = combined.posted(channel)[-1]
    assert second != first
    assert KEPT in line(second, about)
    assert "4.35" not in second and "2.18" not in second


def test_who_asks_is_told_no_more_than_was_posted_and_who_holds_the_data_is_told_all(combined: Pilot) -> None:
    combined.tick("2022-01-10", "10:00")
    correct(combined, white=25, bme=5, not_known=0)
    everybody, lead = "recruitment.lead", "d.and.i.lead"
    assert KEPT in combined.say(everybody, "indicators 3")
    assert "4.35" not in combined.say(everybody, "indicators")
    assert "2.18" in combined.say(lead, "indicators 3")


def test_a_figure_kept_back_says_why_and_where_the_trusts_own_is(combined: Pilot) -> None:
    said = combined.say("recruitment.lead", "indicators 9")
    assert "21.4" not in said
    assert "could point at someone. The trust's own figures are in its WRES 2021 report." in said


def test_what_somebody_was_told_who_asked_counts_as_told_and_is_kept_once(combined: Pilot) -> None:
    for _ in range(3):
        combined.say("recruitment.lead", "indicators 2")
    with combined.store.read() as db:
        plan = find_plan_by_name(db, PLAN)
        assert plan
        [told] = load_disclosed_figures(db, plan.trust_id, ["network"])
        assert load_disclosed_figures(db, plan.trust_id, ["steering"]) == []
    assert {name.split(":")[0] for name in told} <= {f"WRES 2 {year}" for year in range(2015, 2022)}
    assert all(blocks for blocks in told.values())
    combined.say("d.and.i.lead", "indicators 3")  # who holds the data is told all, and that tells nobody else
    with combined.store.read() as db:
        assert len(load_disclosed_figures(db, plan.trust_id, ["network", "steering", "leads"])) == 1


def test_what_was_told_is_remembered_longer_than_letters_are(combined: Pilot) -> None:
    combined.say("recruitment.lead", "indicators 2")
    combined.tick("2022-01-10", "10:00")
    with combined.store.write() as db:
        plan = find_plan_by_name(db, PLAN)
        assert plan
        before = load_disclosed_figures(db, plan.trust_id, ["network", "steering"])
        forget(db, plan.trust_id, at("2030-01-01"), at("2030-01-01"))
        assert load_disclosed_figures(db, plan.trust_id, ["network", "steering"]) == before
        assert len(before) == 3
