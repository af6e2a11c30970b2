"""Checks published figures as reports print them: what a file lacks is asked once, nothing impossible is let in."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from wres_bot.documents.figures_table import read_indicators_file
from wres_bot.documents.printed_figures import AboutFile
from wres_bot.domain.measures import MeasureId

PRINTED = (
    ["Indicator", "", "March 2022", "March 2023", "March 2024", "National 2023"],
    ["1", "BME staff", "19.5%", "20%", "23%", "24.2%"], ["", "White staff", "79%", "78.5%", "75%", ""],
    ["", "Null/Not stated", "1.5%", "1.5%", "2%", ""], ["3", "BME compared to White", "", "1.3 times", "1.6 times",
    "1.14"],
    ["9", "Board BME", "", "", "15%", ""], ["", "Board Non-BME", "", "", "85%", ""],
)  # fmt: skip
ABOUT = AboutFile("WRES", "Report 2024", {"non bme": "white"})
HEAD = "standard,code,measure,breakdown,group,period,basis,source,value,unit\n"


def csv_of(rows: tuple[list[str], ...]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_column_a_year_is_read_with_groups_and_units_from_the_cells(kind: str, tmp_path: Path) -> None:
    source: bytes | Path = csv_of(PRINTED)
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in PRINTED:
            book.worksheets[0].append(row)
        source = tmp_path / "report.xlsx"
        book.save(source)
    read = read_indicators_file(source, ABOUT)
    assert read.problems == ()
    found = {(r.code, r.group, r.period): (r.value, r.unit, r.measure_id, r.national) for r in read.rows}
    assert len(found) == 13
    assert found["1", "bme", "2023"] == (Decimal(20), "%", MeasureId.WORKFORCE_SHARE, Decimal("24.2"))
    assert found["3", "ratio", "2023"] == (Decimal("1.3"), "ratio", MeasureId.LIKELIHOOD_RATIO, Decimal("1.14"))
    assert found["9", "bme", "2024"][2] is MeasureId.BOARD_MEMBERSHIP
    assert found["1", "not known", "2024"][0] == Decimal(2)


def printed(*lines: str) -> tuple[list[tuple[str, ...]], list[str]]:
    read = read_indicators_file("\n".join(lines).encode(), ABOUT)
    rows: list[tuple[str, ...]] = [
        (r.code, r.group, r.period, str(r.value), r.unit or "", str(r.measure_id), r.breakdown) for r in read.rows
    ]
    return rows, [str(each) for each in read.problems]


SURVEY = [("5", "bme", "2023", "30.1", "%"), ("5", "white", "2023", "25", "%"), ("5", "bme", "2024", "28", "%"),
          ("5", "white", "2024", "24.5", "%")]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ("Indicator,BME 2023,White 2023,BME 2024,White 2024", "5,30.1%,25%,28%,24.5%"),
        ("Indicator,2023,,2024,", ",BME,White,BME,White", "5,30.1%,25%,28%,24.5%"),
        ("Metric,BME,,White,", ",31 March 2023,Mar-24,2022/23,2023-24", "5,30.1%,28%,25%,24.5%"),
        ("Indicator,2023,2024", "5 BME,30.1%,28% ↓", "5 White,25%*,24.5%"),
        ("Indicator,BME,White,Year", "5,30.1%,25%,2023", "5,28%,24.5%,2024"),
    ],
)
def test_groups_and_years_stand_in_headings_in_any_order(lines: tuple[str, ...]) -> None:
    found, wrong = printed(*lines)
    assert {each[:5] for each in found} == set(SURVEY) and wrong == []


@pytest.mark.parametrize(
    ("row", "right"),
    [
        ("2 Relative likelihood of White staff being appointed,1.4",
         [("2", "ratio", "1.4", "ratio", "likelihood_ratio", "")]),
        ("3,1.3:1", [("3", "ratio", "1.3", "ratio", "likelihood_ratio", "")]),
        ("1. Percentage of BME staff in the workforce,19.1%", [("1", "bme", "19.1", "%", "workforce_share", "")]),
        ("Indicator 1 Band 8a BME,8%", [("1", "bme", "8", "%", "band_share", "Band 8a")]),
        ("1 BME headcount,\"1,002\"", [("1", "bme", "1002", "people", "headcount", "")]),
        ("1 BME,948 (9.5%)",
         [("1", "bme", "9.5", "%", "workforce_share", ""), ("1", "bme", "948", "people", "headcount", "")]),
        ("3 Relative likelihood of disciplinary: clinical,1.3",
         [("3", "ratio", "1.3", "ratio", "likelihood_ratio", "clinical")]),
    ],
)  # fmt: skip
def test_a_row_says_its_indicator_group_unit_and_part(row: str, right: list[tuple[str, ...]]) -> None:
    found, wrong = printed("Indicator,2024", row)
    assert [(code, *rest) for code, group, _, *more in found for rest in [(group, *more)]] == right and wrong == []


@pytest.mark.parametrize(
    "row",
    ["5 BME,\"30,1%\"", "5 BME,0.28", "1 Percentage of BME staff,0.19", "5 BME,<5", "2 Likelihood,140%", "5,28%",
     "2 Relative likelihood (internationally recruited only),1.3"],
)  # fmt: skip
def test_what_a_cell_does_not_say_is_asked_and_never_guessed(row: str) -> None:
    found, wrong = printed("Indicator,2024", row)
    assert found == [] and wrong


def test_how_many_answered_beside_a_percentage_is_kept_with_it_and_columns_without_a_year_are_named() -> None:
    lines = ("Indicator,2024,National average,Trend,Target 2025", "5 BME,28% (n=24),29.2%,up,25%")
    [row] = read_indicators_file("\n".join(lines).encode(), ABOUT).rows
    assert (row.value, row.note, row.national) == (Decimal(28), "n=24", Decimal("29.2"))
    assert printed(*lines)[1] == [
        "row 1: found columns that name no year: “Trend”, “Target 2025”; expected they are left out"]  # fmt: skip


def test_standard_and_source_are_asked_once_for_the_file_and_non_bme_by_its_row() -> None:
    [asked] = read_indicators_file(csv_of(PRINTED)).errors
    assert "--standard WRES and --source" in asked.expected
    [asked] = read_indicators_file(csv_of(PRINTED), AboutFile("WRES", "Report")).errors
    assert (asked.row, asked.column) == (7, "group") and "--means" in asked.expected


def values(*lines: str) -> tuple[list[tuple[object, ...]], list[str]]:
    read = read_indicators_file((HEAD + "\n".join(lines)).encode())
    return [(r.code, r.group, r.period, r.value, r.unit) for r in read.rows], [str(p) for p in read.errors]


def test_units_may_stand_in_the_value_and_periods_are_wres_years() -> None:
    rows, wrong = values("WRES,1,workforce share,,BAME staff,2022-23,published,R,18.5%,",
                         "WRES,3,relative likelihood,,ratio,As of 31 March 2023,published,R,1.7 times,",
                         "WDES,4a,abuse,,Disabled,2023,published,R,36.7,%",
                         "WRES,5,abuse,,White,2023,Published,R,n/a,%")  # fmt: skip
    assert wrong == []
    assert rows == [("1", "bme", "2023", Decimal("18.5"), "%"), ("3", "ratio", "2023", Decimal("1.7"), "ratio"),
                    ("4a", "disabled", "2023", Decimal("36.7"), "%"), ("5", "white", "2023", None, "%")]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "unit", "right"),
    [("-0.01", "ratio", False), ("0.01", "ratio", True), ("-1", "%", False), ("0", "%", True), ("100", "%", True),
     ("100.1", "%", False), ("145", "%", False), ("-1", "people", False), ("1.5", "people", False), ("0",
     "people", True),
     ("-100", "pp", True), ("-101", "pp", False), ("1.7 times", "%", False), ("3", "pounds", False), ("5", "", False)],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_row_and_column(value: str, unit: str, right: bool) -> None:
    _, wrong = values(f"WRES,3,relative likelihood,,bme,2021,published,R,{value},{unit}")
    assert bool(wrong) is not right
    assert all(each.startswith(("row 2, value", "row 2, unit")) for each in wrong)


def test_a_ratio_of_exactly_0_is_asked_and_taken_when_counts_say_so() -> None:
    ratio = "WRES,3,Relative likelihood,,ratio,2021,published,R,0,ratio"
    assert "found a ratio of exactly 0; expected counts beside it" in values(ratio)[1][0]
    counts = ("WRES,3,formal disciplinary cases,,bme,2021,published,R,0,cases",
              "WRES,3,formal disciplinary cases,,white,2021,published,R,12,cases")  # fmt: skip
    assert values(ratio, *counts)[1] == []
    other = tuple(each.replace("2021", "2020") for each in counts)
    assert len(values(ratio, *other)[1]) == 1


def test_a_breakdown_of_no_list_is_refused_and_one_by_another_name_is_known() -> None:
    rows, wrong = values(
        "WRES,1,percentage of band,8A,bme,2021,published,R,12,%", "WRES,1,share,Surgery,bme,2021,published,R,12,%"
    )
    assert len(rows) == 1 and "row 3, breakdown: found “Surgery”" in wrong[0]
