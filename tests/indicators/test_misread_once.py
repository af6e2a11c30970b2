"""Checks small inputs that were once read wrongly or gave somebody away, one by one, each with what is right."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.indicators.extracts import read, told, write
from tests.indicators.test_as_written import HEADS, RATIO, Noted
from tests.indicators.test_release import Stored, one

CASES = [
    Stored("3", n, group=g, unit="cases", measure="formal disciplinary cases")
    for g, n in (("white", 5.0), ("bme", 2.0))
]
BANK = ["person,ethnicity,band,Assignment Category,Termination Date",
        *(f"W{n},A,5,Permanent," for n in range(90)), *(f"B{n},H,5,Permanent," for n in range(10)),
        *(f"X{n},H,5,Bank," for n in range(20)), *(f"L{n},H,5,Permanent,2020-06-30" for n in range(15))]  # fmt: skip
ONE_WITH_SIX = {
    "staff": ["person,ethnicity", *(f"W{n},A" for n in range(100)), *(f"B{n},H" for n in range(20))],
    "cases": ["person,date", *(f"W{n},2020-05-01" for n in range(8)), *(f"B0,2020-{n:02}-01" for n in range(4, 10))],
}


@pytest.mark.parametrize(
    ("tables", "key", "right"),
    [
        ({"staff": ["person,ethnicity,band", "1,A White - British,5", "2,A White - British,5", "3,H Indian,5", "4,NK,5",
                    "5,No response,5", "6,Do not wish to say,6", "7,NS,6"]}, ("1", "workforce share"), "14.3"),
        ({"staff": ["person,ethnicity", "1,A1", "2,A2", "3,B1", "4,B2", "5,M1"]}, ("1", "workforce share"), "100.0"),
        ({"staff": ["Employee Number,Assignment ID,Ethnic Origin", "101,51,A White - British", "102,52,H Indian",
                    "102,53,H Indian"]}, ("1", "workforce share"), "50.0"),
        ({"staff": BANK}, ("1", "workforce share"), "10.0"),
        ({"staff": ["person,ethnicity,band", "1,Z Not Stated,", "1,H Indian,Band 8a", "2,A White - British,Band 5"]},
         ("1", "workforce share"), "50.0"),
        ({"staff": ["Ethnicity,Number of colleagues,% of workforce", "BME,980,13%", 'White,"6,310",85%',
                    "Not declared,130,2%"]}, ("1", "workforce share"), "13.2"),
        (ONE_WITH_SIX, ("3", "relative likelihood"), "0.63"),
        ({"recruitment": ["Ethnicity,BME,White,Unknown,Total", "Applications,40,900,10,950", "Shortlisted,12,380,5,397",
                          "Appointed,3,115,0,118"]}, ("2", "relative likelihood"), "1.21"),
        ({"recruitment": ["ethnicity,shortlisted,appointed", "A,40,1", "H,7,0"]}, ("2", "share of"), "0.0"),
        ({"survey": ["question,ethnicity,percent,yes,answered", "5,White,27.3,30,110", "5,BME,33.3,14,42"]},
         ("5", "abuse"), "33.3"),
    ],
    ids=["nk", "self-defined", "assignments", "bank", "two rows of one person", "summary", "one person six cases",
         "on its side", "at most one appointed", "survey"],
)  # fmt: skip
def test_an_extract_is_read_right(
    tables: dict[str, list[str]], key: tuple[str, str], right: str, tmp_path: Path
) -> None:
    extract, found = read(write(tmp_path / "x", **tables))
    assert extract.quality.blocking == []
    values = [str(m.value) for each, m in found if each.code == key[0] and key[1] in m.name.casefold()
              and m.group in ("bme", "ratio") and m.breakdown == ""]  # fmt: skip
    assert values[0] == right


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"staff": ["Ward,Ethnic Origin,AfC Band", "North,A White - British,5"]}, "none of which names a person"),
        ({"staff": ["Assignment Number,Organisation,Pay Scale,Ethnic Origin", "1,999 Any Trust,Personal Salary,A"]},
         "found “Personal Salary”"),
        ({"survey": ["question,ethnicity,percent,answered", "5,A White British,27.3,100", "5,C White other,35.0,20",
                     "5,H Indian,33.3,42"]}, "two rows for white, 5"),
    ],
    ids=["nobody named", "a pay scale of no list", "two values of one key"],
)  # fmt: skip
def test_what_cannot_be_known_is_asked(tables: dict[str, list[str]], said: str, tmp_path: Path) -> None:
    assert said in told(write(tmp_path / "x", **tables))


@pytest.mark.parametrize(
    "values",
    [
        [replace(RATIO, breakdown="All staff"), *(replace(each, breakdown="All staff") for each in CASES)],
        [RATIO, *(replace(each, basis="derived") for each in CASES)],
        [RATIO, *(replace(each, period="2024-25") for each in CASES)],
        *([RATIO, *(replace(each, unit=unit) for each in CASES)] for unit in ("People", "staff", "applicants")),
        [RATIO, *HEADS],
    ],
    ids=["all staff", "derived", "2024-25", "People", "staff", "applicants", "headcounts alone"],
)
def test_a_ratio_on_few_cases_is_kept_back(values: list[Stored]) -> None:
    assert one(values, "3").withheld


def test_a_percentage_of_few_people_is_kept_back() -> None:
    asked = Stored("8", 24, group="bme", unit="respondents", measure="respondents")
    assert one([Stored("8", 12.5, group="bme", unit="%", measure="Discrimination"), asked], "8").withheld
    board = Noted("9", 26.7, group="bme", unit="%", measure="BME board membership")
    assert one([board], "9").withheld
    assert one([replace(board, value=21.4, note="3/14")], "9").withheld
