"""Checks how many people short of an aim each audience is told, where one band alone would be too few to say."""

from datetime import date
from typing import Any

import pytest

from tests.indicators.test_release import Stored, staff
from wres_bot.domain.policy import Policy
from wres_bot.indicators.release.benchmarks import Shortfall
from wres_bot.indicators.release.release import Release, decide_release
from wres_bot.indicators.release.shortfalls import ReleasedShortfall

DAY = date(2025, 12, 31)
POSTS = {"Band 8a": (73, 48), "Band 8b": (17, 6), "Band 8c": (10, 8), "Band 8d": (5, 1), "VSM": (5, 1)}
MODEL = [Shortfall(band, aim, now, "2028", "September 2025") for band, (aim, now) in POSTS.items()]


def told(shorts: list[Shortfall], values: Any = (), audience: Any = "steering", **more: Any) -> Release:
    return decide_release(list(values), DAY, audience, Policy(), shorts=shorts, **more)


def test_a_band_of_one_is_told_with_its_neighbours_to_a_group_and_alone_to_who_holds_the_data() -> None:
    upper = ("Band 8b", "Band 8c", "Band 8d", "VSM")
    assert told(MODEL).shortfalls == (
        ReleasedShortfall(("Band 8a",), 48, 73, "2028", "September 2025"),
        ReleasedShortfall(upper, 16, 37, "2028", "September 2025"),
    )
    assert [aim.bands for aim in told(MODEL, audience="leads").shortfalls] == [(short.band,) for short in MODEL]


def test_a_network_is_told_nothing_of_bands() -> None:
    assert told(MODEL, audience="network").shortfalls == ()
    assert told(MODEL, audience="network").disclosed() == {}


def test_what_stood_together_in_one_post_stands_together_in_the_next() -> None:
    first = told(MODEL)
    assert "WRES 1 September 2025: in post" in first.disclosed()
    grown = [Shortfall(s.band, s.target, max(s.now, 5), s.by, s.as_of) for s in MODEL]
    assert len(told(grown).shortfalls) == len(MODEL)  # alone, each could have been told
    assert [aim.bands for aim in told(grown, earlier=[first.disclosed()]).shortfalls] == [
        aim.bands for aim in first.shortfalls
    ]


@pytest.mark.parametrize(("bme", "kept"), [(12, False), (3, True)])
def test_an_aim_made_of_the_trusts_own_staff_follows_what_is_told_of_them(bme: int, kept: bool) -> None:
    values = [*staff(band_6=(300, 40, 20), band_7=(190, bme, 15), band_8a=(80, 9, 12)), Stored("2", 1.0)]
    shorts = [Shortfall("Band 6", 45, 40, "", "2025", share=True), Shortfall("Band 7", 15, bme, "", "2025", share=True)]
    found = told(shorts, values).shortfalls
    assert [aim.bands for aim in found] == ([("Band 6", "Band 7")] if kept else [("Band 6",), ("Band 7",)])
    assert sum(aim.now for aim in found) == 40 + bme


def test_what_may_be_told_in_no_way_is_kept_back_and_says_so() -> None:
    few = [Shortfall("Band 8d", 5, 1, "", "September 2025"), Shortfall("VSM", 5, 2, "", "September 2025")]
    [aim] = told(few).shortfalls
    assert (aim.withheld, aim.now, aim.target) == (True, 0, 0)
