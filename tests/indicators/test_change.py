"""Checks that a word of change is said only where a test of change supports it."""

from datetime import date

import numpy
import pytest

from tests.indicators.test_release import Stored
from tests.slices import times
from wres_bot.indicators.compute.catalogue import BY_CODE
from wres_bot.indicators.compute.figures import latest_quarterly_figures
from wres_bot.indicators.compute.significance import Proportion
from wres_bot.indicators.release.change import Change, ChangeResult, change_of_percentages, change_of_ratio, find_change

ABUSE, FAIR = BY_CODE["5"], BY_CODE["7"]


def pair(top: int, top_of: int, under: int, under_of: int) -> tuple[Proportion, Proportion]:
    return Proportion(top, top_of), Proportion(under, under_of)


def test_a_steady_difference_of_counts_is_no_clear_change() -> None:
    steady = pair(50, 1000, 30, 1000)
    assert change_of_ratio(steady, steady) == Change(ChangeResult.NO_CLEAR_CHANGE)
    assert change_of_percentages(ABUSE, steady, steady) == Change(ChangeResult.NO_CLEAR_CHANGE)


@pytest.mark.parametrize(
    ("now", "ratio"),
    [
        (pair(300, 1000, 250, 1000), "closer"),
        (pair(300, 1000, 60, 1000), "further"),
        (pair(300, 1000, 160, 1000), None),
    ],
)
def test_a_ratio_moves_where_the_difference_of_the_logarithms_is_more_than_chance(
    now: tuple[Proportion, Proportion], ratio: str | None
) -> None:
    assert change_of_ratio(now, pair(300, 1000, 150, 1000)).ratio == ratio


def test_the_same_distance_seen_from_the_other_side_is_looked_at_as_a_distance() -> None:
    before, now = pair(300, 1000, 150, 1000), pair(150, 1000, 160, 1000)
    assert change_of_ratio(now, before).ratio == "closer"


@pytest.mark.parametrize("few", [4, 5])
def test_a_ratio_of_few_cases_says_nothing_of_which_way_it_moved(few: int) -> None:
    found = change_of_ratio(pair(few, 1000, 300, 1000), pair(300, 1000, 300, 1000))
    assert found.result is (ChangeResult.TOO_FEW if few < 5 else ChangeResult.CLEAR)


def test_percentages_move_for_whom_a_test_supports_and_the_gap_apart() -> None:
    before = pair(300, 1000, 200, 500)
    both = change_of_percentages(ABUSE, pair(200, 1000, 100, 500), before)
    assert (both.focus, both.other) == ("better", "better")
    one = change_of_percentages(ABUSE, pair(300, 1000, 100, 500), before)
    assert (one.focus, one.other, one.gap) == ("better", None, None)  # 10 points then and 10 points the other way now
    wider = change_of_percentages(FAIR, pair(700, 1000, 200, 500), pair(600, 1000, 250, 500))
    assert (wider.focus, wider.other, wider.gap) == ("worse", "better", "wider")


def test_a_gap_that_stays_is_not_called_wider_where_both_groups_move() -> None:
    both = change_of_percentages(ABUSE, pair(200, 1000, 150, 500), pair(300, 1000, 200, 500))
    assert (both.focus, both.other, both.gap) == ("better", "better", None)


def test_twelve_months_that_share_some_with_those_before_are_not_compared() -> None:
    values = [
        Stored("2", ratio, period, measure="relative likelihood", basis="computed")
        for ratio, period in ((1.5, "2025-26Q1"), (1.2, "2025-26Q2"))
    ]
    [figure] = latest_quarterly_figures(values, date(2025, 12, 31))
    counts = pair(300, 1000, 200, 1000)
    assert find_change(figure, counts, counts) == Change(ChangeResult.OVERLAPPING)


@pytest.mark.simulation
@pytest.mark.parametrize("rates", [(0.27, 0.20), (0.05, 0.03), (0.3, 0.28), (0.012, 0.02)])
@pytest.mark.parametrize("bases", [(1467, 322), (4000, 900), (300, 60)])
def test_with_nothing_changed_a_word_of_change_comes_one_time_in_twenty_at_most(
    rates: tuple[float, float], bases: tuple[int, int]
) -> None:
    rng = numpy.random.default_rng(bases[0] + round(1000 * rates[0]))
    runs = times(400)

    def drawn() -> tuple[Proportion, Proportion]:
        top, under = (Proportion(int(rng.binomial(of, rate)), of) for rate, of in zip(rates, bases, strict=True))
        return top, under

    words = [0, 0]
    for _ in range(runs):
        now, before = drawn(), drawn()
        words[0] += change_of_ratio(now, before).result is ChangeResult.CLEAR
        words[1] += change_of_percentages(ABUSE, now, before).result is ChangeResult.CLEAR
    most = 0.05 * runs + 3 * (0.05 * 0.95 * runs) ** 0.5
    assert max(words) <= most, words
