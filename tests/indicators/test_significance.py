"""Checks intervals, the exact test and the words for them, against published counts and independent arithmetic."""

import subprocess
import sys
from fractions import Fraction
from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats.contingency import relative_risk

from tests.patience import PATIENCE
from tests.slices import times
from wres_bot.domain.policy import Labels
from wres_bot.indicators.compute.catalogue import BY_CODE
from wres_bot.indicators.compute.significance import (
    Proportion,
    Verdict,
    compare_rates,
    fisher_p,
    ratio_interval,
)
from wres_bot.views.indicators.comparisons import chance_words, interval_words


@pytest.mark.parametrize(
    ("top", "under", "ratio", "interval", "p", "words"),
    [
        (Proportion(391, 1467), Proportion(66, 322), "1.30", "1.03 to 1.64", 0.024,
         "white applicants more likely: 1.30, likely between 1.03 and 1.64"),
        (Proportion(351, 1815), Proportion(45, 439), "1.89", "1.41 to 2.53", 0.0,
         "white applicants more likely: 1.89, likely between 1.41 and 2.53"),
        (Proportion(2, 136), Proportion(5, 1480), "4.35", "0.85 to 22.2", 0.11, "too few to say"),
    ],
)  # fmt: skip
def test_published_ratios_have_their_intervals(
    top: Proportion, under: Proportion, ratio: str, interval: str, p: float, words: str
) -> None:
    found = compare_rates(top, under)
    assert found is not None and found.ratio is not None and found.interval is not None
    assert f"{found.ratio:.2f}" == ratio
    assert interval_words(found.interval) == interval
    assert found.p == pytest.approx(p, abs=0.005)
    assert chance_words(BY_CODE["2"], found, Labels()) == words


def test_a_difference_that_chance_would_make_is_no_clear_difference() -> None:
    found = compare_rates(Proportion(100, 400), Proportion(24, 100))
    assert found is not None and chance_words(BY_CODE["2"], found, Labels()) == "no clear difference"


def test_the_other_group_is_named_when_it_is_the_likelier() -> None:
    found = compare_rates(Proportion(100, 1000), Proportion(60, 300))
    assert found is not None and chance_words(BY_CODE["2"], found, Labels()).startswith(
        "white applicants less likely: 0.50, likely between"
    )


def test_where_interval_and_exact_test_disagree_nothing_is_called_clear() -> None:
    every = [compare_rates(Proportion(a, 40), Proportion(c, 40)) for a in range(1, 40, 2) for c in range(1, 40, 2)]
    disagreeing = [f for f in every if f and f.interval and (f.p < 0.05) == (f.interval.low <= 1 <= f.interval.high)]
    assert disagreeing, "there are such tables"
    assert {found.verdict for found in disagreeing} <= {Verdict.NO_CLEAR_DIFFERENCE, Verdict.TOO_FEW}


def test_nobody_in_one_group_leaves_chance_to_ask_and_no_interval() -> None:
    found = compare_rates(Proportion(5, 100), Proportion(0, 40))
    assert found is not None and (found.ratio, found.interval, found.verdict) == (None, None, Verdict.TOO_FEW)
    assert compare_rates(Proportion(5, 100), Proportion(0, 0)) is None


def test_nobody_of_very_many_is_told_from_chance_by_the_exact_test_alone() -> None:
    found = compare_rates(Proportion(0, 972), Proportion(29, 4000))
    assert found is not None and (found.ratio, found.interval, found.verdict) == (None, None, "under")
    assert found.p == pytest.approx(float(_by_counting(0, 972, 29, 4000)), rel=1e-9) and found.p < 0.05
    assert chance_words(BY_CODE["3"], found, Labels()) == "BME staff less likely"
    turned = compare_rates(Proportion(29, 4000), Proportion(0, 972))
    assert turned is not None and chance_words(BY_CODE["4"], turned, Labels()) == "white staff more likely"


@pytest.mark.parametrize(
    ("top", "under"), [(Proportion(0, 5000), Proportion(4, 20)), (Proportion(0, 100), Proportion(10, 10))]
)
def test_few_cases_or_few_people_beside_nobody_stay_too_few(top: Proportion, under: Proportion) -> None:
    found = compare_rates(top, under)
    assert found is not None and found.p < 0.05 and found.verdict is Verdict.TOO_FEW


@pytest.mark.simulation
def test_intervals_agree_with_scipy_on_many_data_sets() -> None:
    random = Random(1)
    for _ in range(times(1000)):
        n, m = random.randint(1, 5000), random.randint(1, 5000)
        a, c = random.randint(1, n), random.randint(1, m)
        found = ratio_interval(Proportion(a, n), Proportion(c, m))
        theirs = relative_risk(a, n, c, m).confidence_interval(0.95)
        assert found is not None
        assert found.low == pytest.approx(theirs.low, rel=1e-9)
        assert found.high == pytest.approx(theirs.high, rel=1e-9)


@pytest.mark.simulation
def test_the_exact_test_agrees_with_whole_number_arithmetic_on_many_data_sets() -> None:
    random = Random(2)
    for _ in range(times(1000)):
        n, m = random.randint(1, 120), random.randint(1, 120)
        a, c = random.randint(0, n), random.randint(0, m)
        assert fisher_p(Proportion(a, n), Proportion(c, m)) == pytest.approx(
            float(_by_counting(a, n, c, m)), rel=1e-9, abs=1e-12
        )


def _by_counting(a: int, n: int, c: int, m: int) -> Fraction:
    """Every table with these margins that is no likelier than this one."""
    k = a + c
    ways = {i: comb(n, i) * comb(m, k - i) for i in range(max(0, k - m), min(n, k) + 1)}
    return Fraction(sum(w for w in ways.values() if w <= ways[a]), comb(n + m, k))


@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_turning_the_ratio_over_turns_the_interval_over(n: int, m: int, data: st.DataObject) -> None:
    top, under = Proportion(data.draw(st.integers(1, n)), n), Proportion(data.draw(st.integers(1, m)), m)
    one, other = ratio_interval(top, under), ratio_interval(under, top)
    assert one is not None and other is not None
    assert one.low * other.high == pytest.approx(1) and one.low <= one.high


def test_the_slow_import_of_the_first_verdict_is_done_ahead_and_not_at_the_start() -> None:
    said = "import sys, wres_bot.server as s; c = 'scipy' in sys.modules; s.import_ahead()"
    said += "; print(c, 'scipy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, timeout=PATIENCE)
    assert run.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("top", "under", "verdict"),
    [
        (Proportion(4, 100), Proportion(6, 100), Verdict.TOO_FEW),
        (Proportion(5, 100), Proportion(6, 100), Verdict.NO_CLEAR_DIFFERENCE),
        (Proportion(6, 100), Proportion(4, 100), Verdict.TOO_FEW),
        (Proportion(6, 100), Proportion(5, 100), Verdict.NO_CLEAR_DIFFERENCE),
        (Proportion(6, 10), Proportion(50, 100), Verdict.TOO_FEW),
        (Proportion(6, 11), Proportion(50, 100), Verdict.NO_CLEAR_DIFFERENCE),
        (Proportion(4, 12), Proportion(0, 1000), Verdict.TOO_FEW),
        (Proportion(5, 12), Proportion(0, 1000), Verdict.TOP),
        (Proportion(0, 1000), Proportion(5, 12), Verdict.UNDER),
        (Proportion(5, 10), Proportion(0, 1000), Verdict.TOO_FEW),
        (Proportion(5, 11), Proportion(0, 1000), Verdict.TOP),
    ],
)
def test_five_cases_and_eleven_people_are_enough(top: Proportion, under: Proportion, verdict: Verdict) -> None:
    found = compare_rates(top, under)
    assert found is not None and found.verdict == verdict
