"""Checks that published sets are held against their own counts: every known slip is found, and nothing false."""

import csv
import json
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.admin.commandline import CommandLine
from tests.indicators.identified import Identified
from tests.slices import times
from wres_bot.indicators.audit.claims import check_words
from wres_bot.indicators.audit.recompute import check_values
from wres_bot.indicators.compute.catalogue import BY_CODE
from wres_bot.indicators.compute.formulas import apply_formula, half_up

EXAMPLES = Path(__file__).parents[2] / "config" / "examples"


@dataclass(frozen=True)
class Value(Identified):
    code: str
    value: float | None
    unit: str = "%"
    measure: str = "headcount"
    breakdown: str = ""
    group: str = "bme"
    period: str = "2021"
    standard: str = "WRES"
    basis: str = "published"
    source: str = "report"
    revision: int = 1
    national: float | None = None
    published_text: str | None = None
    reason: str | None = None
    commentary: str | None = None
    note: str | None = None


def heads(band: str, white: int, bme: int, unknown: int, overall: int | None = None) -> list[Value]:
    numbers = {"white": white, "bme": bme, "not known": unknown}
    numbers["overall"] = sum(numbers.values()) if overall is None else overall
    return [Value("1", n, "people", breakdown=band, group=group) for group, n in numbers.items()]


@pytest.fixture
def loaded(lite: CommandLine) -> CommandLine:
    lite("migrate")
    lite("examples", "load")
    return lite


def checked(cli: CommandLine, trust: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(cli("indicators", "check", "--trust", trust, "--json"))
    return found


def shown(found: list[dict[str, Any]]) -> set[tuple[str, str, str, str]]:
    return {(f["code"], f["published"], f["recomputed"], f["cause"]) for f in found}


def test_everything_known_to_be_wrong_at_the_first_trust_is_found_and_nothing_else(loaded: CommandLine) -> None:
    found = checked(loaded, "nscht")
    bands = {f for f in shown(found) if f[0] == "1" and f[3] == "other counts"}
    assert bands == {
        ("1", "37.5%", "28.6%", "other counts"), ("1", "62.5%", "71.4%", "other counts"),
        ("1", "5.7%", "5.8%", "other counts"), ("1", "94.3%", "94.2%", "other counts"),
        ("1", "6.7%", "6.6%", "other counts"), ("1", "93.3%", "93.4%", "other counts"),
    }  # fmt: skip
    assert shown(found) - bands == {
        ("1", "6.2%", "6.4%", "wrong denominator"), ("1", "8.4%", "8.2%", "not known"),
        ("4", "1.67", "1.32", "not clear"),
        ("RDR", "1.64", "1.65", "rounding"), ("RDR", "0.82", "0.91", "other counts"),
        ("RDR", "1.33", "1.49", "other counts"),
        ("3", "“better than average”", "1.39 against 1.16 nationally", "words"),
        ("", "19", "20", "sum does not add"), ("", "1", "0", "rounding"),
        ("", "57.5%", "57.4%", "rounding"), ("", "44", "40", "sum does not add"), ("", "41%", "42%", "rounding"),
        ("", "by 31 March 2020", "the plan begins 1 April 2020", "date"),
    }  # fmt: skip
    assert any("103 of 1,660" in f["why"] for f in found)


def test_the_second_trust_called_it_improved_while_gaps_grew_and_left_two_out_of_its_focus(loaded: CommandLine) -> None:
    assert {(f["code"], f["recomputed"]) for f in checked(loaded, "whittington")} == {
        ("5", "gap 2.8 to 5.3 points"), ("7", "gap 10.1 to 12.1 points"),
        ("3", "1.11 to 2.51"), ("8", "11.8% to 14.4% for BME staff"),
    }  # fmt: skip


def test_the_third_trust_had_met_one_target_and_four_figures_were_worse(loaded: CommandLine) -> None:
    found = checked(loaded, "kingston")
    assert [f["code"] for f in found] == ["", "5", "6", "7", "8"]
    assert (found[0]["published"], found[0]["recomputed"]) == ("1 to reach", "1 already")


def test_trusts_whose_figures_have_no_counts_are_not_accused(loaded: CommandLine) -> None:
    said = loaded("indicators", "check", "--trust", "esneft")
    assert "0 of 1 published percentages and ratios can be recomputed" in said and "Nothing disagrees." in said


def test_what_readers_of_the_document_found_by_hand_is_found_here() -> None:
    """The bundled table says of each value whether it agrees with its counts."""
    with (EXAMPLES / "nscht-2021-22" / "indicators.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    values = [
        Value(r["code"], float(r["value"]) if r["value"] else None, r["unit"], r["measure"], r["breakdown"], r["group"],
              r["period"], basis=r["basis"], source=r["source"], note=r["note"])
        for r in rows
    ]  # fmt: skip
    found = check_values(values)
    by_hand = {(r["code"], r["measure"], r["breakdown"]) for r in rows if r["agrees"] == "no"}
    machine = {(d.code, d.what.split(", ")[0].split(" (")[0]) for d in found.found}
    assert {(code, measure.split(", ")[0].split(" (")[0]) for code, measure, _ in by_hand} <= machine
    right = [r for r in rows if r["agrees"] == "yes" and r["code"] in "239"]
    assert right and not [d for d in found.found if d.code in ("2", "3", "9")]
    assert found.recomputed > 100


def test_a_sum_that_does_not_add_is_told() -> None:
    [found] = check_values(heads("Band 5", 10, 5, 1, 17)).found
    assert (found.cause, found.published, found.recomputed) == ("sum does not add", "17", "16")


@pytest.mark.parametrize(
    ("value", "cause", "recomputed"),
    [(1.30, None, ""), (0.77, "upside down", "1.30"), (1.31, "not clear", "1.30")],
)
def test_a_ratio_is_told_from_one_read_the_other_way_round(value: float, cause: str | None, recomputed: str) -> None:
    counts = [
        Value("2", n, "people", measure, group=group)
        for measure, group, n in (
            ("recruitment shortlisted", "white", 1467), ("recruitment shortlisted", "bme", 322),
            ("recruitment offers made", "white", 391), ("recruitment offers made", "bme", 66),
        )
    ]  # fmt: skip
    found = check_values([*counts, Value("2", value, "ratio", "Relative likelihood", group="ratio")]).found
    assert [(d.cause, d.recomputed) for d in found] == ([(cause, recomputed)] if cause else [])


@pytest.mark.parametrize("value", [0.66, 0.67, 0.68])
def test_a_ratio_of_rounded_percentages_may_be_anything_their_rounding_allows(value: float) -> None:
    values = [Value("4", 26, measure="accessed", group="white"), Value("4", 39, measure="accessed"),
              Value("4", value, "ratio", "Relative likelihood", group="ratio")]  # fmt: skip
    assert check_values(values).found == ()


def test_a_whole_percentage_may_have_been_rounded_to_whole() -> None:
    values = [*heads("All staff", 80, 17, 1), Value("1", 17, measure="workforce share")]
    assert check_values(values).found == ()


def test_improved_is_believed_when_the_figure_is_better_and_the_gap_no_wider() -> None:
    def survey(bme: float, white: float, period: str, said: str | None = None) -> list[Value]:
        return [Value("5", bme, measure="survey", period=period, commentary=said),
                Value("5", white, measure="survey", group="white", period=period)]  # fmt: skip

    assert check_words([*survey(30, 25, "2020"), *survey(28, 25, "2021", "Position improved")]) == []
    assert check_words([*survey(30, 25, "2020"), *survey(28, 20, "2021", "Improvement needed")]) == []
    [told] = check_words([*survey(30, 25, "2020"), *survey(28, 20, "2021", "Some improvement")])
    assert told.recomputed == "gap 5.0 to 8.0 points"


def test_claims_of_ones_own_are_read_and_a_bad_row_is_told(loaded: CommandLine) -> None:
    loaded.write("claims.csv", "says,words,period,value,part,whole", "percent,staff who said so,2021,50,1,3")
    said = loaded("indicators", "check", "--trust", "esneft", "--claims", "claims.csv")
    assert "published 50%, recomputed 33%" in said
    loaded.write("claims.csv", "says,words", "boasts,we are best")
    assert "claims.csv, row 2, says" in loaded.refused("indicators", "check", "--trust", "esneft", "--claims",
                                                       "claims.csv")  # fmt: skip
    assert "There is no trust 'x'" in loaded.refused("indicators", "check", "--trust", "x")


def published(counts: dict[str, dict[str, dict[str, int]]]) -> list[Value]:
    """What a trust that makes no mistake publishes of these counts."""
    told: list[Value] = []
    for code in ("1", "2", "3", "RDR"):
        for m in apply_formula(BY_CODE[code], counts):
            rate = code in ("2", "3") and m.unit == "%"
            if m.value is not None and not rate:
                told.append(Value(code, float(m.value), m.unit, m.name, m.breakdown, m.group))
    for code, what, unit, measure in (("2", "shortlisted", "people", "recruitment shortlisted"),
                                      ("2", "appointed", "people", "recruitment appointed"),
                                      ("3", "cases", "cases", "formal disciplinary cases")):  # fmt: skip
        told += [Value(code, n, unit, measure, group=group) for group, n in counts[what][""].items()]
    return told


@st.composite
def counted(draw: st.DrawFn) -> dict[str, dict[str, dict[str, int]]]:
    def people(least: int, most: int) -> dict[str, int]:
        return {g: draw(st.integers(least, most)) for g in ("white", "bme", "not known")}

    bands = {band: people(0, 400) for band in ("Band 2", "Band 5", "Band 6", "Band 8a", "VSM", "Medical")}
    staff = {**bands, "": {g: sum(by[g] for by in bands.values()) for g in ("white", "bme", "not known")}}
    shortlisted = people(1, 2000)
    had = {g: draw(st.integers(0, n)) for g, n in shortlisted.items()}
    cases = {g: draw(st.integers(0, n)) for g, n in staff[""].items()}
    return {"staff": staff, "shortlisted": {"": shortlisted}, "appointed": {"": had}, "cases": {"": cases}}


@given(counted())
@pytest.mark.simulation
@settings(max_examples=times(60), deadline=None)
def test_a_trust_that_makes_no_mistake_is_accused_of_none(counts: dict[str, dict[str, dict[str, int]]]) -> None:
    assert check_values(published(counts)).found == ()


@given(counted(), st.integers(1, 40))
@pytest.mark.simulation
@settings(max_examples=times(60), deadline=None)
def test_a_slip_put_in_is_found_with_its_cause(counts: dict[str, dict[str, dict[str, int]]], off: int) -> None:
    values = published(counts)
    total = next(v for v in values if (v.breakdown, v.group, v.measure) == ("All staff", "overall", "headcount"))
    assert total.value is not None
    wrong = [replace(v, value=total.value + off) if v is total else v for v in values]
    assert {f.cause for f in check_values(wrong).found} == {"sum does not add"}
    for v in [v for v in values if v.code in ("2", "3") and v.unit == "ratio"]:
        assert v.value is not None
        if not v.value:
            continue  # so small that it is rounded to nothing, which cannot be turned over
        over = half_up(1 / Fraction(v.value).limit_denominator(100), 2)
        if over and 0.5 < over < 0.8:  # far enough from 1 to be another figure, and large enough to keep its digits
            turned = [replace(w, value=float(over)) if w is v else w for w in values]
            assert [f.code for f in check_values(turned).found] == [v.code]


@pytest.mark.parametrize(("white", "said"), [(22.9, ["gap 5.0 to 5.1 points"]), (23.0, []), (23.1, [])])
def test_improved_is_not_doubted_for_a_gap_that_stays(white: float, said: list[str]) -> None:
    values = [
        Value("5", 30.0, measure="survey", period="2020"),
        Value("5", 25.0, measure="survey", group="white", period="2020"),
        Value("5", 28.0, measure="survey", commentary="improved"), Value("5", white, measure="survey", group="white"),
    ]  # fmt: skip
    assert [found.recomputed for found in check_words(values)] == said
