"""Checks that a count is known however it was written, and that what is not understood keeps its figure back."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.indicators.test_release import Stored, one, told
from wres_bot.indicators.compute.significance import Proportion
from wres_bot.indicators.release.inversion import is_narrowing
from wres_bot.indicators.release.normalise import (
    Kind,
    WrittenCounts,
    read_counts_in_words,
    read_kind,
    read_part,
    read_periods,
)

RATIO = Stored("3", 4.35, measure="Relative likelihood BME/white entering formal disciplinary")
CASES = Stored("3", 2, group="bme", unit="cases", measure="formal disciplinary cases")


@dataclass(frozen=True)
class Noted(Stored):
    note: str | None = None
    commentary: str | None = None
    recomputed: str | None = None


def beside(bme: Any, **more: Any) -> list[Any]:
    """A ratio, and the cases of either group, written in some way."""
    return [RATIO, replace(bme, value=5.0, group="white", **more), replace(bme, **more)]


@pytest.mark.parametrize(
    "unit",
    ["cases", "Cases", "CASES", "People", "people ", "staff", "Staff members", "headcount", "Head count", "applicants",
     "employees", "number", "no.", "n", "#", "count", "persons", "number of staff", "WTE", "individuals", "seats",
     "widgets", "", "BME staff", "cases (formal)", "Nos", "FTE", "ppl", "per 1480", "cases/1480", "1480", "tally",
     "qty",
     "ratio of cases", "bodies", "investigations", "frequency"],
)  # fmt: skip
def test_a_count_counts_whatever_its_unit_is_called(unit: str) -> None:
    assert one(beside(CASES, unit=unit), "3").withheld


@pytest.mark.parametrize(
    "breakdown",
    ["", "All staff", "all staff", "ALL", "Whole trust", "Trust total", "overall", "Total", "workforce", "Everybody",
     "as a whole", "Surgery and the rest", "Total workforce (excl bank)", "Trust (total)", "All Staff*", "both",
     "all grades", "AfC and medical", "substantive"],
)  # fmt: skip
def test_a_count_counts_whatever_everybody_is_called(breakdown: str) -> None:
    assert one(beside(CASES, breakdown=breakdown), "3").withheld


@pytest.mark.parametrize(
    "period",
    ["2025", "2024-25", "2024/25", "2024/2025", "2024–25", "As of 31 March 2025", "31/03/2025", "2025-03-31", "FY25",
     "FY 2024/25", "24/25", "WRES 2025", "year to March 2025", "June 2024", "2024-06-30", "last year", "2024/5",
     "1 April 2024 to 31 March 2025",
     "Apr 2024 - Mar 2025", "Q4 2024/25", "2024-25Q4", "12 months to Mar 25", "31.03.25", "Mar-25", "current",
     "FYE 2025",
     "2024 to 2025", "yr ending 3/25"],
)  # fmt: skip
def test_a_count_counts_however_its_year_is_written(period: str) -> None:
    assert one(beside(CASES, period=period), "3").withheld


@pytest.mark.parametrize("basis", ["published", "derived", "Derived", "computed", "estimated", "benchmark", "target"])
def test_a_count_counts_whatever_it_is_said_to_rest_on(basis: str) -> None:
    assert one(beside(CASES, basis=basis), "3").withheld


@pytest.mark.parametrize(
    "group",
    [
        "bme",
        "BAME",
        "BME staff",
        "Ethnic minority",
        "Global majority",
        "Bangladeshi",
        "B.M.E.",
        "Non-white",
        "Mixed",
        "Total less white",
        "Other than white",
    ],
)
def test_a_count_counts_whatever_its_group_is_called(group: str) -> None:
    assert one([RATIO, replace(CASES, group=group)], "3").withheld


@pytest.mark.parametrize(
    "parts",
    [{"division Surgery": 1, "division Medicine": 1}, {"Band 5": 2, "Band 6": 0}, {"clinical": 1, "non-clinical": 1}],
)  # fmt: skip
def test_counts_of_parts_that_are_everybody_are_added_up(parts: dict[str, int]) -> None:
    assert one([RATIO, *(replace(CASES, breakdown=part, value=n) for part, n in parts.items())], "3").withheld


def test_a_total_beside_its_parts_tells_the_part_that_is_left_out() -> None:
    cases = [replace(CASES, value=n, group=g) for g, n in (("white", 40.0), ("bme", 20.0), ("overall", 63.0))]
    assert one([RATIO, *cases], "3").withheld
    assert not one([RATIO, *cases[:2], replace(cases[2], value=60.0)], "3").withheld


def test_a_count_that_is_given_as_too_small_to_say_is_small() -> None:
    assert one([RATIO, replace(CASES, value=None, reason="fewer than 5")], "3").withheld


@pytest.mark.parametrize(
    "note", ["3/24", "3 / 24", "3 of 24", "three out of 24", "3 of the 24 who answered", "n = 24", "24 respondents",
             "of 24 BME staff", "3 in 24", "3 from 24", "3:24", "24 of whom 3", "(3)", "3 (12.5%)", "base 24",
             "out of 24", "n: 24", "(n24)", "numerator 3 denominator 24", "one colleague", "fewer than five", "<5",
             "less than 5 cases", "3 | 24", "3 vs 21", "three said yes", "3 yes, 21 no", "only three", "yes: 3",
             "24 asked", "of the 24 asked", "sample of 24", "24 surveys returned", "twenty-four staff",
             "3 of twenty four", "3\u00a0/\u00a024", "3\u204424", "3 ÷ 24", "a handful of staff", "2 BME and 22 white"],
)  # fmt: skip
def test_counts_in_a_note_count(note: str) -> None:
    said = Noted("5", 12.5, group="bme", unit="%", measure="abuse", note=note)
    assert one([said], "5").withheld
    silent = replace(said, note=None)
    for elsewhere in (replace(silent, published_text=note), replace(silent, commentary=note)):
        assert one([elsewhere], "5").withheld


@pytest.mark.parametrize(
    "note", ["values for 5-8 published for BME only", "target range 0.8-1.25; inside", "unchanged on 2024", "page 3",
             "survey 24/25", "25/19=1.32", "as on 31/03/2025", "1.39*", "improvement of 3.2 points",
             "unchanged since 2023", "up 3 points on 2024", "about one in eight", "second year running",
             "table 4 of the report", "published on 4 March 2025", "Q14a", "indicators 5 to 8",
             "in 2 of the last 3 years",
             "top 3 of 24 trusts", "4 of the 9 indicators improved", "27 of every 100"],
)  # fmt: skip
def test_other_numbers_in_a_note_are_no_counts(note: str) -> None:
    said = read_counts_in_words((note,))
    assert not said.pairs and not said.heads
    assert not one([Noted("5", 28.3, group="bme", unit="%", measure="abuse", note=note)], "5").withheld


@pytest.mark.parametrize(("printed", "value"), [("2", 2.0), ("3 times", 3.0), ("1.3:1", 1.3), ("2 (was 3.1)", 2.0)])
def test_the_figure_itself_is_no_count_in_its_words(printed: str, value: float) -> None:
    assert not one([replace(RATIO, value=value, published_text=printed)], "3").withheld


def test_words_that_count_are_read() -> None:
    assert read_counts_in_words(("3/24 and five of 1,480",)).pairs == (Proportion(3, 24), Proportion(5, 1480))
    assert read_counts_in_words(("2 BME cases, 24 in all",)) == WrittenCounts(heads=(2,), loose=(24,))
    assert read_kind("% (implied)") is Kind.SHARE and read_kind("pp (published as %)") is Kind.POINTS
    assert read_part("VSM") == "VSM" and read_part("Grand Total without medical") == "grand total without medical"
    assert read_periods("2020-21 Q3") == {"2020-21Q3"} and read_periods("time of report, August 2021") == {2021, 2022}


def test_how_many_were_asked_beside_a_percentage_tells_how_many_said_so() -> None:
    asked = Stored("8", 24, group="bme", unit="respondents", measure="respondents")
    share = Stored("8", 12.5, group="bme", unit="%", measure="discrimination")
    assert one([share, asked], "8").withheld
    assert not one([share, replace(asked, value=240.0)], "8").withheld
    assert one([share, replace(asked, group="overall")], "8").withheld


HEADS = [Stored("1", n, group=g, unit="people", measure="headcount", breakdown="All staff")
         for g, n in (("white", 1480.0), ("bme", 136.0), ("not known", 44.0))]  # fmt: skip


def test_a_ratio_beside_headcounts_is_turned_round_before_it_is_told() -> None:
    assert one([RATIO, *HEADS], "3").withheld
    assert one([replace(RATIO, value=4.353), *HEADS], "3").withheld
    assert not one([RATIO], "3").withheld
    assert not one([RATIO, *HEADS], "3", "leads").withheld
    # Beside the shortlisted, or beside both groups' counts that give that very ratio, it is looked at in the same way.
    shortlisted = [replace(h, code="2", measure="shortlisted", breakdown="") for h in HEADS]
    assert one([Stored("2", 0.23, measure="relative likelihood"), *shortlisted], "2").withheld


@pytest.mark.parametrize(
    ("ratio", "top", "under", "narrowing"),
    [(4.35, 136, 1480, True), (1.1, 1480, 136, False), (1.0, 20, 20, False), (2.0, 11, 900, False)],
)  # fmt: skip
def test_a_ratio_narrows_where_some_of_one_to_four_could_have_given_it_and_others_not(
    ratio: float, top: int, under: int, narrowing: bool
) -> None:
    assert is_narrowing(ratio, top, under) is narrowing


def test_no_part_of_a_trust_is_its_headline() -> None:
    part = Stored("2", 9.9, measure="relative likelihood", breakdown="division Surgery")
    whole = Stored("2", 1.2, measure="relative likelihood", breakdown="All staff")
    assert [str(one([part, whole], "2").now["ratio"].value)] == ["1.2"]
    assert not told([part]).figures


def test_words_of_a_report_that_name_a_few_people_are_not_passed_on() -> None:
    said = Stored("3", None, measure="relative likelihood", reason="only 2 BME cases")
    assert one([said], "3").withheld
    assert one([replace(said, reason="not collected this year")], "3").missing
