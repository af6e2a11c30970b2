"""Checks how figures are said; reads no published plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.world.facts import make_action
from wres_bot.domain.cards import plain_words
from wres_bot.domain.measures import identify_measure
from wres_bot.domain.policy import Labels, Policy
from wres_bot.indicators.compute.catalogue import BY_CODE
from wres_bot.indicators.compute.figures import Figure, latest_figures
from wres_bot.indicators.release.benchmarks import Benchmarked
from wres_bot.indicators.release.release import decide_release
from wres_bot.store.models import Action, Snapshot
from wres_bot.views.indicators.cards import indicator_card, indicators_card
from wres_bot.views.indicators.comparisons import delivery_line, plain_line
from wres_bot.views.indicators.figures import side_words
from wres_bot.views.viewer import Viewer

LABELS, POLICY, DAY = Labels(), Policy(), date(2026, 1, 8)


def value(code: str, group: str, number: float, year: int = 2025, measure: str = "Relative likelihood") -> Snapshot:
    unit = "ratio" if group == "ratio" else "%"
    return Snapshot(
        standard="WRES", code=code, measure=measure, breakdown="", group=group, period=str(year), basis="published",
        source="", revision=1, value=number, reason=None, unit=unit, national=None, peer=None, survey_year=None,
        published_text=f"{number}", note=None, measure_id=identify_measure(code, unit, measure),
    )  # fmt: skip


def figure(*values: Snapshot) -> Figure:
    [found] = latest_figures(values, DAY)
    return found


def stands(*values: Snapshot, actions: Sequence[Action] = ()) -> Benchmarked:
    release = decide_release(values, DAY, "leads", POLICY, actions=actions)
    [found] = release.benchmarked_of(release.figures)
    return found


def said(*values: Snapshot) -> str:
    return plain_words(plain_line(stands(*values), LABELS, 2025))


def survey(code: str, bme: float, white: float, year: int) -> list[Snapshot]:
    return [value(code, "bme", bme, year, "survey"), value(code, "white", white, year, "survey")]


def counted(code: str, bme: Any, white: Any, year: int) -> list[Snapshot]:
    """A year with how many of how many of either group."""
    measure = "survey" if code in "5678" else "share who did"
    rates = [
        replace(value(code, group, round(100 * had / of, 1), year, measure), numerator=had, denominator=of)
        for group, (had, of) in (("bme", bme), ("white", white))
    ]
    top, under = (bme, white) if code == "3" else (white, bme)
    ratio = round(top[0] * under[1] / (top[1] * under[0]), 2)
    return rates if code in "5678" else [value(code, "ratio", ratio, year), *rates]


@pytest.mark.parametrize("now", [1.79, 1.2, 0.7])
def test_a_ratio_without_the_numbers_behind_it_has_no_word_of_change(now: float) -> None:
    assert said(value("2", "ratio", 1.63, 2024), value("2", "ratio", now)).endswith(
        f"were {now:.2f} times as likely to be appointed (1.63)."
    )
    same = said(value("2", "ratio", 1.31, 2024), value("2", "ratio", 1.31))
    assert same.endswith("(1.31). The same as before.")


@pytest.mark.parametrize(
    ("code", "now", "before", "told"),
    [
        ("2", ((66, 322), (391, 1467)), ((45, 439), (351, 1815)), "No clear change since 2024."),
        ("3", ((90, 1000), (60, 2000)), ((30, 1000), (60, 2000)), "Further from equal."),
        ("4", ((480, 1000), (1000, 2000)), ((300, 1000), (1000, 2000)), "Closer to equal."),
        ("4", ((700, 1000), (900, 2000)), ((450, 1000), (1000, 2000)),
         "Further from equal, and now in favour of BME staff."),
        ("2", ((50, 1000), (30, 1000)), ((50, 1000), (30, 1000)), "No clear change since 2024."),
    ],
)  # fmt: skip
def test_a_ratio_has_a_word_of_change_where_a_test_supports_it(code: str, now: Any, before: Any, told: str) -> None:
    assert said(*counted(code, before[0], before[1], 2024), *counted(code, now[0], now[1], 2025)).endswith(told)


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (((300, 1000), (400, 2000)), ((400, 1000), (600, 2000)), "Better for both."),
        (((300, 1000), (460, 2000)), ((300, 1000), (600, 2000)), "Better for white staff; gap wider."),
        (((200, 1000), (600, 2000)), ((300, 1000), (500, 2000)), "Better for BME staff, worse for white staff."),
        (((300, 1000), (400, 2000)), ((300, 1000), (400, 2000)), "No clear change since 2024."),
        (((310, 1000), (400, 2000)), ((300, 1000), (410, 2000)), "No clear change since 2024."),
    ],
)
def test_a_survey_figure_says_for_whom_it_changed_where_a_test_supports_it(now: Any, before: Any, told: str) -> None:
    assert said(*counted("5", before[0], before[1], 2024), *counted("5", now[0], now[1], 2025)).endswith(told)


def test_the_answer_about_one_figure_says_from_what_to_what_it_went() -> None:
    release = decide_release([*survey("5", 28.3, 23.0, 2024), *survey("5", 30.0, 23.0, 2025)], DAY, "network", POLICY)
    card = indicator_card(release, BY_CODE["5"], "Whittington", (), Viewer(DAY)).plain()
    without = "without the numbers behind it we can't say whether that is chance"
    assert f"Change: BME up from 28.3% to 30.0%; {without}." in card
    assert "An unequal figure matters whether or not it changed" in card


def test_how_many_figures_were_looked_at_is_said_where_one_is_called_unlikely_to_be_chance() -> None:
    figures = [f for code in "45678" for f in counted(code, (300, 1000), (600, 2000), 2025)]
    unequal = counted("2", (66, 322), (391, 1467), 2025)
    cases = counted("3", (20, 1000), (40, 2000), 2025)
    told = overview([*unequal, *cases, *figures], "A trust", Viewer(DAY))
    assert "We looked at seven figures, and one is called unlikely to be chance." in told
    assert "one at least would look unequal in about one report of three or four." in told
    assert "We looked at" not in overview([*cases, *figures], "A trust", Viewer(DAY))
    assert "We looked at" not in overview(unequal, "A trust", Viewer(DAY))


def test_what_the_board_is_stands_in_the_trusts_own_report() -> None:
    share = replace(value("9", "bme", 26.7, measure="BME board membership"), source="WRES 2025 report")
    told = overview([share], "A trust", Viewer(DAY))
    assert "BME share of the Board: in the trust's own report." in told
    assert "26.7" not in told and "its WRES 2025 report" in told


def test_a_value_two_years_old_is_not_passed_off_as_last_years() -> None:
    line = said(value("2", "ratio", 2.14, 2019), value("2", "ratio", 1.79))
    assert "(2019: 2.14)" in line


def test_the_trusts_own_word_is_used() -> None:
    line = plain_words(plain_line(stands(value("3", "ratio", 1.1)), Labels(bme="BAME"), 2025))
    assert "BAME staff were 1.10 times as likely" in line


@pytest.mark.parametrize(
    ("code", "ratio", "told"),
    [
        ("2", 1.79, "above 1.25, favours white applicants"),
        ("3", 2.51, "above 1.25, worse for BME staff"),
        ("3", 0.5, "below 0.8, worse for white staff"),
        ("4", 0.67, "below 0.8, favours BME staff"),
        ("4", 1.25, "inside 0.8 to 1.25"),
    ],
)
def test_the_side_of_the_range_is_always_named(code: str, ratio: float, told: str) -> None:
    assert side_words(figure(value(code, "ratio", ratio)), POLICY) == told


def test_delivery_stands_beside_outcome_and_a_cancelled_action_does_not_count() -> None:
    actions = [
        make_action(status="done", indicators=("2",)),
        make_action(indicators=("2",)),
        make_action(status="cancelled", indicators=("2",)),
    ]
    line = plain_words(
        delivery_line(stands(value("2", "ratio", 1.63, 2024), value("2", "ratio", 1.79), actions=actions), POLICY)
    )
    assert line == (
        "Indicator 2, getting the job: 1 of 2 linked actions complete; 1.79 (1.63); above 1.25, "
        "favours white applicants."
    )


def overview(values: Sequence[Snapshot], trust: str, viewer: Viewer) -> str:
    return indicators_card(decide_release(values, DAY, viewer.audience, viewer.policy), trust, viewer).plain()


def test_a_network_is_told_no_figure_of_bands() -> None:
    disparity = value("RDR", "ratio", 1.65, 2025, "race disparity ratio lower to upper")
    assert "1.65" not in overview([disparity], "NSCHT", Viewer(DAY))
    assert "1.65" in overview([disparity], "NSCHT", Viewer(DAY, audience="steering"))


def test_one_indicator_says_what_it_asks_and_which_way_is_better() -> None:
    snapshots = [value("2", "ratio", 1.63, 2024), value("2", "ratio", 1.79)]
    done = [make_action(status="done", indicators=("2",))]
    release = decide_release(snapshots, DAY, "network", POLICY, actions=done)
    card = indicator_card(release, BY_CODE["2"], "Whittington", done, Viewer(DAY)).plain()
    assert "Are shortlisted white and BME applicants equally likely to be appointed?" in card
    assert "2025: 1.79" in card
    assert "1 is equal; above 1 is worse for BME staff." in card
    assert "1 linked action, 1 complete." in card


def test_without_figures_it_says_so_and_what_to_do() -> None:
    assert "I have no indicator figures for Bradford yet." in overview([], "Bradford", Viewer(DAY))
