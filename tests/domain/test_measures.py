"""What a value measures is read from its published name once, and stays what it was; reasons are codes."""

import csv
from pathlib import Path

import pytest

from wres_bot.domain.measures import PUBLISHED_NAMES, MeasureId, NoValue, NoValueCode, identify_measure, read_reason

EXAMPLES = Path(__file__).parents[2] / "config" / "examples"
NONE_OF_OURS = {
    ("local population benchmark (census)", "%"), ("national target across pay grades", "%"),
    ("workforce share implied (8.2-0.8)", "% (implied)"),
    ("change in workforce share from 2020", "pp (published as %)"),
}  # fmt: skip


def test_every_name_that_the_examples_publish_is_known_or_named_here() -> None:
    unknown = set()
    for path in EXAMPLES.glob("*/indicators.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if identify_measure(row["code"], row["unit"], row["measure"], row.get("breakdown") or "") is None:
                    unknown.add((row["measure"], row["unit"]))
    assert unknown <= NONE_OF_OURS


@pytest.mark.parametrize(
    ("code", "unit", "name", "breakdown", "measure"),
    [
        ("1", "%", "workforce share, not known in denominator", "", MeasureId.WORKFORCE_SHARE),
        ("1", "%", "Workforce share", "", MeasureId.WORKFORCE_SHARE),
        ("1", "%", "workforce share excluding medical", "", MeasureId.WORKFORCE_SHARE_WITHOUT_MEDICAL),
        ("1", "%", "workforce share", "medical", MeasureId.WORKFORCE_SHARE_WITHOUT_MEDICAL),
        ("1", "%", "workforce share (not known excluded)", "", MeasureId.WORKFORCE_SHARE_OF_KNOWN),
        ("1", "%", 'workforce share, text says "if not known included"', "", MeasureId.WORKFORCE_SHARE_IN_TEXT),
        ("1", "%", "national NHS workforce share", "", MeasureId.NATIONAL_SHARE),
        ("1", "%", "percentage of band (not known excluded, Appendix 1)", "Band 3", MeasureId.BAND_SHARE_OF_KNOWN),
        ("1", "people", "workforce share", "", None),
        ("2", "ratio", "Relative likelihood", "", MeasureId.LIKELIHOOD_RATIO),
        ("2", "ratio", "white to BME", "", MeasureId.OTHER_RATIO),
        ("4", "ratio", "ratio, medical excluded", "", MeasureId.LIKELIHOOD_RATIO_OF_PART),
        ("4", "ratio", "Relative likelihood", "medical staff", MeasureId.LIKELIHOOD_RATIO_OF_PART),
        ("2", "people", "recruitment applications (FY to 31 March 2021)", "", MeasureId.APPLICATIONS),
        ("2", "people", "recruitment offers made (FY to 31 March 2021)", "", MeasureId.APPOINTED),
        ("2", "%", "share of applicants who were appointed", "", MeasureId.RATE),
        ("7", "%", "Equal opportunities", "", MeasureId.SURVEY_SHARE),
        ("7", "%", "Equal opportunities, medical", "", MeasureId.SURVEY_SHARE_OF_PART),
        ("9", "%", "BME board membership (voting and non-voting)", "", MeasureId.BOARD_MEMBERSHIP),
        ("9", "%", "voting board members", "", MeasureId.BOARD_SHARE_OF_PART),
        ("9", "%", "executive team", "", MeasureId.EXECUTIVE_SHARE),
        ("9", "%", "members of the Board", "", MeasureId.BOARD_SHARE),
        ("RDR", "ratio", "race disparity ratio lower to middle", "", MeasureId.DISPARITY_LOWER_MIDDLE),
        ("RDR", "ratio", "race disparity ratio", "", None),
    ],
)
def test_a_name_is_of_one_measure(code: str, unit: str, name: str, breakdown: str, measure: MeasureId | None) -> None:
    assert identify_measure(code, unit, name, breakdown) is measure


def test_every_measure_has_a_name_it_is_known_by() -> None:
    assert {name.measure for name in PUBLISHED_NAMES} == set(MeasureId)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (None, None), ("", None), (".", None),
        ("the trust did not publish it", "the trust did not publish it"),
        ("no value, because nobody was asked. ", "nobody was asked"),
    ],
)  # fmt: skip
def test_a_reports_own_reason_can_be_said_after_because(words: str | None, reason: str | None) -> None:
    assert read_reason(words) == (None if reason is None else NoValue(NoValueCode.AS_PUBLISHED, reason))
