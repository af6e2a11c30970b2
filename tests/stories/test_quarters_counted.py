"""Stories of figures counted anew each quarter: what a digest says is new, what it compares, and what it leaves out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world.pilot import Pilot, pilot
from tests.world.vocabulary import NETWORK, STEERING, at
from wres_bot.admin import compute_indicators
from wres_bot.indicators.ingest.columns import ColumnMap

PLAN = "esneft-2020-21"


def extract(folder: Path, *, white: tuple[int, int], bme: tuple[int, int], cases: tuple[int, int] = (30, 12)) -> Path:
    """A small made-up trust: of each group, how many were shortlisted and appointed; cases; training; a board."""
    folder.mkdir()
    tables = {
        "staff": "ethnicity,band,headcount\nA,Band 5,3000\nN,Band 5,600\n",
        "recruitment": f"ethnicity,shortlisted,appointed\nA,{white[0]},{white[1]}\nN,{bme[0]},{bme[1]}\n",
        "cases": f"ethnicity,cases\nA,{cases[0]}\nN,{cases[1]}\n",
        "training": "ethnicity,trained\nA,1500\nN,300\n",
        "survey": "question,ethnicity,yes,answered\n5,A,500,2000\n5,N,120,400\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def compute(made: Pilot, folder: Path, period: str, day: str) -> str:
    with made.store.read() as db:
        trust = compute_indicators.find_trust(db, "esneft")
    found = compute_indicators.compute_extract(folder, trust, compute_indicators.require_period(period), ColumnMap())
    assert not found.refused, found.words()
    with made.store.write() as db:
        return compute_indicators.store_measures(db, found, at(day))


@pytest.fixture
def two_quarters(database_url: str, tmp_path: Path) -> Iterator[Pilot]:
    with pilot(database_url, PLAN, "2020-10-05") as made:
        compute(made, extract(tmp_path / "second", white=(1400, 390), bme=(400, 80)), "2020-21Q2", "2020-10-06")
        compute(made, extract(tmp_path / "third", white=(1467, 391), bme=(410, 90)), "2020-21Q3", "2021-01-06")
        made.tick("2021-01-08", "10:00")
        yield made


def line(words: str, about: str) -> str:
    return next(each for each in words.splitlines() if about in each)


def test_the_network_is_told_what_was_counted_this_quarter_in_plain_words(two_quarters: Pilot) -> None:
    [said] = two_quarters.posted(NETWORK)
    assert "New this quarter. The trust counted these from its own records, up to 31 December 2020." in said
    assert "In brackets: the same up to 30 September 2020." in said
    assert line(said, "Getting the job") == (
        "- Getting the job: 27 of every 100 white applicants who were shortlisted, and 22 of every 100 BAME "
        "applicants, were appointed (28 and 20). No clear difference: it could be chance."
    )
    assert line(said, "Training") == (
        "- Training: 50 of every 100 white staff, and 50 of every 100 BAME staff, got it (50 and 50). "
        "No difference. The same as before."
    )
    assert "The staff survey comes once a year, so its figures wait for the next one." in said
    assert "Abuse from the public" not in said


def test_the_group_is_told_who_computed_it_from_what_and_when_and_every_number(two_quarters: Pilot) -> None:
    [said] = two_quarters.posted(STEERING)
    assert "Counted this quarter" in said
    assert "Computed from third on 6 January 2021. Ask the" in said
    assert "They are not published." in said
    row = line(said, "Indicator: 2. Getting the job")
    assert "31 December 2020: 1.21; 30 September 2020: 1.39; 0.8 to 1.25: inside" in row
    assert "no clear difference, p 0.0" in row
    assert "Each is of the whole year to that day, so it changes slowly." in said


def test_a_quarter_that_nobody_counted_is_not_passed_off_as_new(two_quarters: Pilot) -> None:
    two_quarters.tick("2021-04-09", "10:00")
    network, steering = two_quarters.posted(NETWORK)[-1], two_quarters.posted(STEERING)[-1]
    assert "New this quarter" not in network
    assert "Nothing has been counted for this quarter yet; last up to 31 December 2020." in steering


def test_small_numbers_of_a_quarter_are_kept_back_as_those_of_a_year(database_url: str, tmp_path: Path) -> None:
    with pilot(database_url, PLAN, "2021-01-04") as made:
        few = extract(tmp_path / "few", white=(1467, 391), bme=(410, 90), cases=(30, 3))
        compute(made, few, "2020-21Q3", "2021-01-06")
        made.tick("2021-01-08", "10:00")
        for channel, about in ((NETWORK, "Formal disciplinary"), (STEERING, "formal disciplinary")):
            [said] = made.posted(channel)
            assert "not shown, because so few people are counted" in line(said, about)
        assert "not shown" in made.say("head.of.resourcing", "indicators 3")
        assert "3 of 600" in made.say("head.of.edi", "indicators 3")


def test_who_asks_hears_what_was_counted_since_the_yearly_figures(two_quarters: Pilot) -> None:
    said = two_quarters.say("head.of.resourcing", "indicators 2")
    assert "applicants, were appointed (391 of 1,467 and 90 of 410)." in said
    assert "To 31 December 2020: 1.21" in said
    assert "To 30 September 2020: 1.39" in said
    assert "Chance: No clear difference" in said
    assert "Counted since" in two_quarters.say("head.of.resourcing", "indicators")


def test_a_quarter_computed_again_replaces_the_first_and_keeps_it(two_quarters: Pilot, tmp_path: Path) -> None:
    again = extract(tmp_path / "again", white=(1467, 391), bme=(410, 91))
    told = compute(two_quarters, again, "2020-21Q3", "2021-01-20")
    assert "changed (the old ones are kept)" in told
    assert "To 31 December 2020: 1.20" in two_quarters.say("head.of.resourcing", "indicators 2")
