"""Checks the formulas on published counts, on counts that give no value, and against an independent implementation."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.slices import times
from wres_bot.domain.measures import NoValue, NoValueCode, identify_measure
from wres_bot.indicators.compute import formulas
from wres_bot.indicators.compute.catalogue import BY_CODE, CATALOGUE, INDICATORS, Indicator, Inputs
from wres_bot.indicators.compute.formulas import ComputedValue, apply_formula, half_up
from wres_bot.indicators.compute.significance import Proportion, compare_rates

PUBLISHED_BANDS: dict[str, tuple[int, int, int]] = {
    "Under Band 1": (14, 1, 1), "Band 1": (3, 0, 0), "Band 2": (97, 6, 1), "Band 3": (343, 25, 23),
    "Band 4": (134, 6, 3), "Band 5": (205, 30, 5), "Band 6": (339, 15, 2), "Band 7": (181, 12, 2),
    "Band 8a": (75, 5, 2), "Band 8b": (35, 1, 0), "Band 8c": (18, 0, 1), "Band 8d": (6, 0, 0), "Band 9": (1, 0, 0),
    "VSM": (5, 2, 0), "Medical": (24, 33, 4), "": (1480, 136, 44),
}  # fmt: skip
STAFF = {band: dict(zip(("white", "bme", "not known"), n, strict=True)) for band, n in PUBLISHED_BANDS.items()}


def of(found: list[ComputedValue], name: str, group: str, breakdown: str = "") -> ComputedValue:
    [one] = [m for m in found if name in m.name and m.group == group and m.breakdown == breakdown]
    return one


def both(white: int, bme: int, unknown: int = 0) -> dict[str, dict[str, int]]:
    return {"": {"white": white, "bme": bme, "not known": unknown}}


@pytest.mark.parametrize(
    ("code", "counts", "value"),
    [
        ("2", {"appointed": both(391, 66, 6), "shortlisted": both(1467, 322, 34)}, "1.30"),
        ("2", {"appointed": both(351, 45, 7), "shortlisted": both(1815, 439, 41)}, "1.89"),
        ("3", {"cases": both(5, 2, 1), "staff": STAFF}, "4.35"),
    ],
)
def test_published_ratios_come_out_of_their_counts(code: str, counts: Any, value: str) -> None:
    assert of(apply_formula(BY_CODE[code], counts), "likelihood", "ratio").value == Decimal(value)


def test_the_workforce_comes_out_as_published_and_as_it_should_have_been() -> None:
    found = apply_formula(BY_CODE["1"], {"staff": STAFF})
    assert [m.value for m in found if m.name == "workforce share"] == [Decimal("8.2")]
    assert of(found, "excluding medical", "bme").value == Decimal("6.4")
    assert of(found, "percentage of band", "bme", "Under Band 1").value == Decimal("6.3")
    assert of(found, "percentage of band", "not known", "Band 3").value == Decimal("5.9")


def test_the_disparity_ratio_comes_from_the_bands_without_medical_staff() -> None:
    assert [m.value for m in apply_formula(BY_CODE["RDR"], {"staff": STAFF})] == list(
        map(Decimal, ("1.65", "0.91", "1.49"))
    )
    three = {**STAFF, "VSM": {"white": 5, "bme": 3, "not known": 0}}
    assert [m.value for m in apply_formula(BY_CODE["RDR"], {"staff": three})] == list(
        map(Decimal, ("1.65", "0.81", "1.33"))
    )


@given(st.lists(st.integers(1, 5000), min_size=6, max_size=6))
def test_the_whole_disparity_is_the_product_of_its_steps(n: list[int]) -> None:
    bands = {band: {"white": n[2 * i], "bme": n[2 * i + 1]} for i, band in enumerate(("Band 5", "Band 6", "Band 9"))}
    low, high, whole = apply_formula(BY_CODE["RDR"], {"staff": bands})
    exact = Fraction(n[2] * n[1], n[0] * n[3]) * Fraction(n[4] * n[3], n[2] * n[5])
    assert whole.value == half_up(exact, 2)
    assert low.value is not None and high.value is not None


def test_the_board_is_shown_raw_and_against_the_workforce() -> None:
    counts = {"board": {"": {"bme": 3, "white": 11}, "voting": {"bme": 1, "white": 10}}, "staff": STAFF}
    found = apply_formula(BY_CODE["9"], counts)
    assert {m.name: m.value for m in found} == {
        "board membership": Decimal("21.4"), "board membership minus workforce": Decimal("13.2"),
        "voting board members": Decimal("9.1"), "voting board members minus workforce": Decimal("0.9"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ({"appointed": both(0, 5), "shortlisted": both(10, 10)}, NoValue(NoValueCode.NOBODY_COUNTED, "white")),
        ({"appointed": both(5, 0), "shortlisted": both(10, 10)}, NoValue(NoValueCode.NOBODY_COUNTED, "bme")),
        ({"appointed": both(5, 0), "shortlisted": both(10, 0)}, NoValue(NoValueCode.NOBODY_ELIGIBLE, "bme")),
        ({"appointed": both(0, 0), "shortlisted": both(0, 0)}, NoValue(NoValueCode.NOBODY_ELIGIBLE, "white")),
    ],
)
def test_there_is_no_value_and_a_reason_rather_than_nothing_or_infinity(counts: Any, why: NoValue) -> None:
    found = of(apply_formula(BY_CODE["2"], counts), "likelihood", "ratio")
    assert (found.value, found.interval, found.no_value) == (None, None, why)


def test_an_indicator_whose_counts_were_not_given_says_nothing() -> None:
    assert apply_formula(BY_CODE["4"], {"staff": STAFF}) == []


def test_those_whose_group_is_not_known_are_in_neither_group_of_a_ratio() -> None:
    counts = {"appointed": both(10, 5), "shortlisted": both(20, 20)}
    with_unknown = {"appointed": both(10, 5, 90), "shortlisted": both(20, 20, 100)}
    assert (
        apply_formula(BY_CODE["2"], counts)[-1].value
        == apply_formula(BY_CODE["2"], with_unknown)[-1].value
        == Decimal("2.00")
    )


@pytest.mark.parametrize(
    ("code", "counts", "value"),
    [
        ("1", {"staff": {"": {"disabled": 10, "not disabled": 80, "not known": 10}}}, "10.0"),
        ("2", {"appointed": {"": {"disabled": 5, "not disabled": 20}},
               "shortlisted": {"": {"disabled": 40, "not disabled": 100}}}, "1.60"),
        ("3", {"capability": {"": {"disabled": 4, "not disabled": 8}},
               "staff": {"": {"disabled": 100, "not disabled": 400}}}, "2.00"),
    ],
)  # fmt: skip
def test_another_standard_needs_rows_and_no_code(code: str, counts: Any, value: str) -> None:
    each = CATALOGUE["WDES", code]
    lead = [m for m in apply_formula(each, counts) if m.unit == "ratio" or m.name == "workforce share"]
    assert [m.value for m in lead] == [Decimal(value)]


def test_nothing_but_the_catalogue_and_a_column_knows_of_another_standard() -> None:
    """So that a third is rows too: no formula, comparison or picture asks which standard it is."""
    rooms = Path(formulas.__file__).parent
    naming = {path.name for path in rooms.glob("*.py") if "WDES" in path.read_text(encoding="utf-8")}
    assert naming == {"catalogue.py"}
    assert all(CATALOGUE[key].shape in {each.shape for each in INDICATORS} for key in CATALOGUE if key[0] != "WRES")
    inputs = Inputs("became", "applied", who="doctors", did="became one", were="applied")
    doctors = Indicator(
        "2", "Becoming a consultant", "?", "ratio", "equal", "Consultants", standard="MWRES", inputs=inputs
    )
    [*_, found] = apply_formula(doctors, {"became": both(10, 3), "applied": both(20, 12)})
    assert (found.value, found.name) == (Decimal("2.00"), "relative likelihood white/BME: becoming a consultant")


@given(st.fractions(-1000, 1000), st.integers(0, 3))
def test_a_half_is_rounded_away_from_zero_and_never_by_more_than_a_half(exact: Fraction, places: int) -> None:
    found = half_up(exact, places)
    error = abs(Fraction(found)) - abs(exact)
    assert -Fraction(1, 2) / 10**places < error <= Fraction(1, 2) / 10**places
    assert half_up(Fraction(1305, 1000), 2) == Decimal("1.31") and half_up(Fraction(-125, 100), 1) == Decimal("-1.3")


@pytest.mark.simulation
def test_rates_and_ratios_agree_with_fairlearn_on_many_data_sets() -> None:
    # Imported here: it brings scikit-learn, which takes seconds and which no other test needs.
    from fairlearn.metrics import MetricFrame, selection_rate

    random = np.random.default_rng(4)
    each: Indicator = BY_CODE["2"]
    compared = 0
    while compared < times(100):
        n = int(random.integers(40, 400))
        white = random.random(n) < random.uniform(0.2, 0.8)
        appointed = random.random(n) < random.uniform(0.1, 0.9)
        counts = [(int((appointed & g).sum()), int(g.sum())) for g in (white, ~white)]
        if any(not had or not base for had, base in counts):
            continue
        compared += 1
        frame = MetricFrame(
            metrics=selection_rate, y_true=appointed, y_pred=appointed,
            sensitive_features=np.where(white, "white", "bme"),
        )  # fmt: skip
        rates = {g: frame.by_group[g] for g in ("white", "bme")}
        for group, (had, base) in zip(("white", "bme"), counts, strict=True):
            assert abs(had / base - rates[group]) < 1e-9
        top, under = (Proportion(*c) for c in counts)
        found = compare_rates(top, under)
        assert found is not None and found.ratio is not None
        assert abs(found.ratio - rates["white"] / rates["bme"]) < 1e-9 * found.ratio
        shown = apply_formula(each, {"appointed": both(top.count, under.count), "shortlisted": both(top.of, under.of)})[
            -1
        ]
        assert shown.value is not None and abs(float(shown.value) - found.ratio) <= 0.005 + 1e-9


def test_what_is_computed_is_called_what_it_measures() -> None:
    """A value of 0.1.0 is known by its name; the same value of today says its measure. They agree."""
    counts: Any = {
        "staff": {"": {"white": 80, "bme": 20}, **STAFF}, "appointed": {"": {"white": 4, "bme": 1}},
        "shortlisted": {"": {"white": 9, "bme": 9}}, "cases": {"": {"white": 1, "bme": 0}},
        "trained": {"": {"white": 1, "bme": 1}}, "board": {"": {"bme": 3}, "voting": {"bme": 1}, "executive": {}},
        **{f"{said} {n}": {"": {"white": 9, "bme": 4}} for said in ("said yes to", "answered") for n in (5, 6, 7, 8)},
    }  # fmt: skip
    made = [(each, value) for each in INDICATORS for value in apply_formula(each, counts)]
    assert {each.code for each, _ in made} == {each.code for each in INDICATORS}
    for each, value in made:
        assert identify_measure(each.code, value.unit, value.name) is value.measure, value.name
