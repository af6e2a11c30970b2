"""Checks what published values are read to say; every value is made up or a trust's published one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indicators.identified import Identified
from wres_bot.domain.measures import NoValue, NoValueCode
from wres_bot.indicators.compute.catalogue import BY_CODE, INDICATORS, find_indicator
from wres_bot.indicators.compute.figures import Figure, is_known_by, latest_figures

DAY = date(2025, 12, 31)
MEASURES = {
    "1": "workforce share", "2": "Relative likelihood white/BME", "3": "Relative likelihood BME/white",
    "4": "Relative likelihood white/BME", "9": "BME board representation", "RDR": "race disparity ratio lower to upper",
}  # fmt: skip


@dataclass(frozen=True)
class Value(Identified):
    code: str
    value: float | None
    period: str = "2025"
    group: str = "ratio"
    unit: str = "ratio"
    measure: str = ""
    breakdown: str = ""
    standard: str = "WRES"
    basis: str = "published"
    source: str = "our report"
    revision: int = 1
    national: float | None = None
    published_text: str | None = None
    reason: str | None = None


def ratio(code: str, value: float, period: str = "2025", measure: str = "", revision: int = 1) -> Value:
    return Value(code, value, period, measure=measure or MEASURES[code], revision=revision)


def survey(code: str, group: str, value: float, period: str = "2025") -> Value:
    return Value(code, value, period, group, "%", "survey")


def one(*values: Value, day: date = DAY) -> Figure:
    [found] = latest_figures(values, day)
    return found


def test_there_are_nine_indicators_and_the_disparity_ratio() -> None:
    assert [each.code for each in INDICATORS] == [*"123456789", "RDR"]


@pytest.mark.parametrize("said", ["2", " indicator 2", "Metric 2", "#2"])
def test_an_indicator_is_found_however_it_is_named(said: str) -> None:
    assert find_indicator(said) is BY_CODE["2"]


def test_the_latest_year_stands_beside_the_one_before() -> None:
    found = one(ratio("2", 1.63, "2024"), ratio("2", 1.79), ratio("2", 2.14, "2019"))
    assert (found.year, found.before_year) == (2025, 2024)
    assert found.ratio
    assert found.ratio.shown == "1.79"
    assert found.moved("ratio") == "worse"


def test_half_is_rounded_up() -> None:
    assert one(ratio("2", 1.295)).now["ratio"].shown == "1.30"
    assert one(survey("5", "bme", 28.25)).now["bme"].shown == "28.3%"


@pytest.mark.parametrize(
    ("now", "before", "moved"), [(1.09, 0.84, "better"), (0.76, 0.98, "worse"), (0.5, 2.1, "better")]
)
def test_below_one_is_as_far_from_equal_as_above_it(now: float, before: float, moved: str) -> None:
    assert one(ratio("4", before, "2024"), ratio("4", now)).moved("ratio") == moved


@pytest.mark.parametrize(
    ("value", "side"), [(0.67, "below"), (0.79, "below"), (0.8, "inside"), (1.25, "inside"), (1.26, "above")]
)
def test_a_ratio_has_a_side_of_the_range_and_both_ends_belong_to_it(value: float, side: str) -> None:
    assert one(ratio("4", value)).side(0.8, 1.25) == side


def test_better_for_both_can_still_widen_the_gap() -> None:
    values = [survey("7", "bme", 46.3, "2024"), survey("7", "white", 56.4, "2024")]
    found = one(*values, survey("7", "bme", 46.9), survey("7", "white", 59.0))
    assert found.moved("bme") == found.moved("white") == "better"
    assert (found.gap, found.gap_before) == (Decimal("12.1"), Decimal("10.1"))


def test_lower_is_better_for_abuse_and_higher_for_a_fair_chance() -> None:
    for code, moved in (("5", "worse"), ("7", "better")):
        assert one(survey(code, "bme", 20, "2024"), survey(code, "bme", 30)).moved("bme") == moved


def test_a_break_in_a_series_is_not_crossed() -> None:
    found = one(survey("7", "bme", 70, "2021"), survey("7", "bme", 50, "2022"), day=date(2022, 12, 31))
    assert found.broken
    assert found.before_year is None
    assert found.moved("bme") is None


def test_a_year_is_not_known_before_its_figures_are_submitted() -> None:
    assert not is_known_by(2021, date(2021, 6, 30))
    assert is_known_by(2021, date(2021, 9, 30))
    found = one(ratio("2", 1.3, "2021"), ratio("2", 1.89, "2020"), day=date(2021, 3, 31))
    assert found.year == 2020


def test_very_few_cases_say_nothing_of_which_way_things_moved() -> None:
    cases = [Value("3", n, "2021", g, "cases", "formal disciplinary cases") for g, n in (("white", 5), ("bme", 2))]
    found = one(ratio("3", 1.39, "2020"), ratio("3", 4.35, "2021"), *cases, day=date(2021, 12, 31))
    assert found.few
    assert found.moved("ratio") is None


def test_parts_of_an_indicator_are_not_taken_for_its_headline() -> None:
    found = one(ratio("4", 0.67), ratio("4", 1.67, measure="ratio, medical excluded"))
    assert found.ratio
    assert found.ratio.shown == "0.67"
    shares = {"BME board membership (voting and non-voting)": 21.4, "executive team": 37.5, "voting board members": 9.1}
    board = [Value("9", share, "2025", "bme", "%", measure) for measure, share in shares.items()]
    assert one(*board).now["bme"].shown == "21.4%"


def test_the_newest_revision_counts() -> None:
    found = one(ratio("2", 1.5), ratio("2", 1.4, revision=2))
    assert found.ratio
    assert found.ratio.shown == "1.40"


def test_a_missing_value_and_a_benchmark_make_no_figure() -> None:
    assert latest_figures([Value("2", None, measure=MEASURES["2"])], DAY) == []
    assert latest_figures([Value("1", 7.6, "2011 census", "bme", "%", "workforce share", basis="benchmark")], DAY) == []


def test_a_newer_value_that_could_not_be_had_says_why_and_an_older_one_does_not_stand_in_for_it() -> None:
    why = "no value, because no BME staff entered the formal process"
    none = Value("3", None, measure=MEASURES["3"], reason=why)
    found = one(none, ratio("3", 1.39, "2024"))
    assert (found.year, found.now, found.before_year) == (2025, {}, 2024)
    assert found.missing == NoValue(NoValueCode.AS_PUBLISHED, "no BME staff entered the formal process")
    assert one(ratio("3", 1.1, "2026"), none, ratio("3", 1.39, "2024"), day=date(2026, 12, 31)).before_year == 2024


@given(st.floats(0.01, 50), st.floats(0.01, 50))
def test_a_ratio_and_its_mirror_move_the_same_way(now: float, before: float) -> None:
    now, before = round(now, 2), round(before, 2)
    found = one(ratio("2", before, "2024"), ratio("2", now))
    assert found.moved("ratio") in ("better", "worse", "same")
    if now == before:
        assert found.moved("ratio") == "same"


@pytest.mark.parametrize(
    ("white", "bme", "few"), [(9, 4, True), (9, 5, False), (9, 6, False), (4, 9, True), (5, 9, False)]
)
def test_fewer_than_five_cases_in_either_group_are_few(white: int, bme: int, few: bool) -> None:
    cases = [Value("3", n, group=group, unit="cases", measure="formal disciplinary cases")
             for group, n in (("white", white), ("bme", bme))]  # fmt: skip
    found = one(ratio("3", 1.5), ratio("3", 1.2, "2024"), *cases)
    assert found.few is few
    assert found.moved("ratio") == (None if few else "worse")


@pytest.mark.parametrize(("day", "known"), [((2025, 8, 30), False), ((2025, 8, 31), True), ((2025, 9, 1), True)])
def test_figures_are_known_from_the_last_day_of_august(day: tuple[int, int, int], known: bool) -> None:
    assert bool(latest_figures([ratio("2", 1.5)], date(*day))) is known
    assert is_known_by(2025, date(*day)) is known


@pytest.mark.parametrize(
    ("value", "side"),
    [(0.79, "below"), (0.8, "inside"), (0.81, "inside"), (1.24, "inside"), (1.25, "inside"), (1.26, "above")],
)
def test_both_ends_of_the_range_belong_to_it(value: float, side: str) -> None:
    assert one(ratio("2", value)).side(0.8, 1.25) == side


@pytest.mark.parametrize(
    ("code", "bme", "before", "moved"),
    [
        ("5", 28.0, 27.9, "worse"), ("5", 28.0, 28.0, "same"), ("5", 28.0, 28.1, "better"),
        ("7", 48.0, 47.9, "better"), ("7", 48.0, 48.0, "same"), ("7", 48.0, 48.1, "worse"),
    ],
)  # fmt: skip
def test_lower_or_higher_is_better_as_the_catalogue_says(code: str, bme: float, before: float, moved: str) -> None:
    assert one(survey(code, "bme", bme), survey(code, "bme", before, "2024")).moved("bme") == moved
