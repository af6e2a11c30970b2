"""Checks the closed lists by which published values are read, and that what stands in none is nothing."""

import pytest

from wres_bot.domain.published_terms import (
    is_doubtful_group,
    read_breakdown,
    read_group,
    read_period,
    read_unit,
    read_wres_year,
)


@pytest.mark.parametrize(
    ("words", "unit"),
    [("%", "%"), ("Per cent", "%"), ("Times", "ratio"), ("x", "ratio"), ("People", "people"), ("staff", "people"),
     ("Headcount", "people"), ("applicants", "people"), ("Respondents", "respondents"), ("pp", "pp"),
     ("percentage points", "pp"), ("% (implied)", "% (implied)"), ("pp (published as %)", "pp (published as %)"),
     ("pounds", None), ("years", None), ("", None)],
)  # fmt: skip
def test_a_unit_is_one_of_a_closed_list(words: str, unit: str | None) -> None:
    assert read_unit(words) == unit


@pytest.mark.parametrize(
    ("words", "group"),
    [("BAME staff", "bme"), ("BME", "bme"), ("Ethnic minority applicants", "bme"), ("White staff", "white"),
     ("Null/Not stated", "not known"), ("Unknown/Null", "not known"), ("Disabled staff", "disabled"),
     ("Non-disabled", "not disabled"), ("All staff", "overall"), ("Non-BME", None), ("Martian", None),
     ("Whitest", None)],
)  # fmt: skip
def test_a_group_is_one_of_a_closed_list(words: str, group: str | None) -> None:
    assert read_group(words) == group


@pytest.mark.parametrize(("words", "doubtful"), [("Non-BME", True), ("Non-BAME staff", True), ("BME", False)])
def test_what_is_left_without_one_group_is_doubtful(words: str, doubtful: bool) -> None:
    assert is_doubtful_group(words) is doubtful


@pytest.mark.parametrize(
    ("words", "year"),
    [("2021", "2021"), ("2020-21", "2021"), ("2020/21", "2021"), ("FY 2020-21", "2021"), ("March 2021", "2021"),
     ("As of 31 March 2021", "2021"), ("as at 31st March 2021", "2021"), ("31/03/2021", "2021"), ("31.03.2021", "2021"),
     ("2021-03-31", "2021"), ("WRES 2021", "2021"), ("WRES 2020-21", "2021"), ("year ending March 2021", "2021"),
     ("August 2021", None), ("2011 census", None), ("2020-22", None), ("31 December 2021", None), ("2021-22Q3", None),
     ("not stated", None), ("1999", None)],
)  # fmt: skip
def test_a_wres_year_is_read_however_it_is_written(words: str, year: str | None) -> None:
    assert read_wres_year(words) == year
    assert read_period(words) == (year or words)


@pytest.mark.parametrize(
    ("words", "code", "breakdown"),
    [("", "3", ""), ("All staff", "3", ""), ("Total", "3", ""), ("All staff", "1", "All staff"), ("Overall", "1",
    "All staff"),
     ("", "1", ""), ("8A", "1", "Band 8a"), ("AfC Band 5", "1", "Band 5"), ("Band 5, clinical", "1",
     "Band 5, clinical"),
     ("non clinical", "1", "non-clinical"), ("Medical and Dental", "1", "Medical"), ("Division Surgery", "1",
     "division Surgery"),
     ("Grand Total without medical", "1", "Grand Total without medical"), ("Surgery", "1", None), ("Band 5, blue",
     "1", None)],
)  # fmt: skip
def test_a_breakdown_is_one_of_a_closed_list(words: str, code: str, breakdown: str | None) -> None:
    assert read_breakdown(words, code) == breakdown
