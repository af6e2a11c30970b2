"""Checks how figures are said; reads no published plan."""

from collections.abc import Sequence
from datetime import date

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


@pytest.mark.parametrize(
    ("code", "now", "before", "told"),
    [
        ("2", 1.79, 1.63, "shortlisted white applicants were 1.79 times as likely to be appointed (1.63). Wider."),
        ("3", 2.51, 1.11, "BME staff were 2.51 times as likely to enter it (1.11). Wider."),
        ("4", 1.09, 0.84, "(0.84). Closer to equal, and now in favour of white staff."),
        ("4", 0.67, 0.78, "(0.78). Further from equal, in favour of BME staff."),
        ("2", 1.05, 1.31, "(1.31). Closer to equal."),
        ("2", 1.31, 1.31, "(1.31). Unchanged."),
        ("4", 0.7, 1.3, "(1.30). Further from equal, and now in favour of BME staff."),
    ],
)
def test_a_ratio_is_said_in_words_with_which_way_it_moved(code: str, now: float, before: float, told: str) -> None:
    assert said(value(code, "ratio", before, 2024), value(code, "ratio", now)).endswith(told)


def survey(code: str, bme: float, white: float, year: int) -> list[Snapshot]:
    return [value(code, "bme", bme, year, "survey"), value(code, "white", white, year, "survey")]


@pytest.mark.parametrize(
    ("code", "now", "before", "told"),
    [
        ("5", (28.3, 23.0), (30.0, 27.2), "Better for both; gap wider."),
        ("6", (24.1, 20.9), (25.1, 20.6), "Better for BME staff, worse for white staff; gap narrower."),
        ("7", (46.9, 59.0), (46.3, 56.4), "Better for both; gap wider."),
        ("8", (14.4, 7.9), (11.8, 7.4), "Worse for both; gap wider."),
        ("8", (14.4, 7.9), (14.4, 7.9), "The same for both; gap unchanged."),
    ],
)
def test_a_survey_figure_says_for_whom_and_what_the_gap_did(
    code: str, now: tuple[float, float], before: tuple[float, float], told: str
) -> None:
    assert said(*survey(code, *before, 2024), *survey(code, *now, 2025)).endswith(told)


def test_a_figure_for_white_staff_that_is_there_is_not_said_to_be_missing() -> None:
    before, now = value("5", "bme", 42.0, 2024, "survey"), survey("5", 27.3, 27.6, 2025)
    assert said(before, *now).endswith("Better for BME staff; no earlier figure for white staff to compare.")
    assert said(before, now[0]).endswith("Better for BME staff; no figure for white staff to compare.")


def test_a_value_two_years_old_is_not_passed_off_as_last_years() -> None:
    line = said(value("2", "ratio", 2.14, 2019), value("2", "ratio", 1.79))
    assert "(2019: 2.14)" in line


def test_the_trusts_own_word_is_used() -> None:
    line = plain_words(plain_line(stands(value("3", "ratio", 1.1)), Labels(bme="BAME"), 2025))
    assert "BAME staff were 1.10 times as likely" in line


@pytest.mark.parametrize(
    ("code", "ratio", "told"),
    [
        ("2", 1.79, "above 0.8 to 1.25, favours white applicants"),
        ("3", 2.51, "above 0.8 to 1.25, worse for BME staff"),
        ("3", 0.5, "below 0.8 to 1.25, worse for white staff"),
        ("4", 0.67, "below 0.8 to 1.25, favours BME staff"),
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
        "Indicator 2, getting the job: 1 of 2 linked actions complete; 1.79 (1.63), above 0.8 to 1.25, "
        "favours white applicants. Wider."
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
