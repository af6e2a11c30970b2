"""Checks that an extract is counted as it should be, in every format, and what its quality report says first."""

from decimal import Decimal
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
import pytest

from tests.indicators.extracts import SMALL, STAFF, YEAR, read, value, workbook, write
from wres_bot.domain.measures import NoValue, NoValueCode
from wres_bot.indicators.compute.measures import compute_measures
from wres_bot.indicators.ingest.columns import ColumnMap, read_column_map
from wres_bot.indicators.ingest.extract import read_extract
from wres_bot.indicators.ingest.periods import parse_period
from wres_bot.indicators.ingest.recode import parse_number


@pytest.mark.parametrize(
    ("words", "number"), [("34.3 %", "34.3"), ("*2.14*", "2.14"), ("▶26.7%", "26.7"), ("1,467", "1467"), ("-3", "-3")]
)
def test_published_forms_of_a_number_are_numbers(words: str, number: str) -> None:
    assert parse_number(words) == Decimal(number)


def test_people_are_counted_by_group_band_clinical_division_and_with_or_without_medical(tmp_path: Path) -> None:
    _, found = read(write(tmp_path / "x", staff=[STAFF, *SMALL]))
    parts = {m.breakdown: m.value for each, m in found if each.code == "1" and m.name == "headcount"
             and m.group == "bme"}  # fmt: skip
    assert {name: int(n) for name, n in parts.items() if n is not None} == {
        "All staff": 3, "Band 2": 0, "Band 5": 1, "Band 6": 1, "Band 8a": 1, "VSM": 0, "Medical": 0,
        "without medical": 3, "clinical": 2, "non-clinical": 1, "Band 5, clinical": 1, "Band 6, clinical": 1,
        "Band 2, non-clinical": 0, "Band 8a, non-clinical": 1, "VSM, non-clinical": 0,
        "division North": 2, "division South": 1,
    }  # fmt: skip
    assert value(found, "1", "bme", name="excluding medical").denominator == 9


def test_every_format_gives_the_same(tmp_path: Path) -> None:
    folder = write(tmp_path / "csv", staff=[STAFF, *SMALL])
    rows = [line.split(",") for line in (STAFF, *SMALL)]
    book = workbook(tmp_path / "extract.xlsx", Staff=rows, Notes=[["made by hand"]])
    parquet = tmp_path / "parquet"
    parquet.mkdir()
    pyarrow.parquet.write_table(pyarrow.csv.read_csv(folder / "staff.csv"), parquet / "workforce.parquet")
    text = (folder / "staff.csv").read_text()
    for name, encoding, separator in (("utf16", "utf-16", "\t"), ("excel", "cp1252", ";"), ("bom", "utf-8-sig", ",")):
        (tmp_path / name).mkdir()
        said = "Extract – made 1 April 2021\n\n" + text.replace(",", separator).replace("\n", "\r\n")
        (tmp_path / name / "staff.csv").write_bytes(said.encode(encoding))
    _, first = read(folder)
    for path in (book, parquet, tmp_path / "utf16", tmp_path / "excel", tmp_path / "bom"):
        extract, found = read(path)
        assert extract.quality.blocking == []
        assert found == first, path.name


def test_the_map_names_headings_codes_and_bands(tmp_path: Path) -> None:
    config = read_column_map({
        "tables": {"staff": "ESR dump"}, "columns": {"staff": {"ethnicity": "Heritage", "band": "Level"}},
        "ethnicity": {"Lilac": "bme"}, "bands": {"Top": "VSM"},
    })  # fmt: skip
    folder = write(tmp_path / "x", **{"ESR dump": "Pseudonym,Heritage,Level\n1,lilac,Top\n2,A,5\n"})
    extract, found = read(folder, config)
    assert extract.quality.blocking == []
    assert value(found, "1", "bme", "VSM", "percentage").value == Decimal("100.0")


def test_a_person_counts_once_in_training_and_only_for_what_is_not_mandatory(tmp_path: Path) -> None:
    lines = ("person,mandatory,date", "P1,no,2020-05-01", "P1,no,01/06/2020", "P2,yes,2020-05-01", "P6,no,2020-05-01",
             "P3,no,2019-05-01", "P77,no,2020-05-01")  # fmt: skip
    extract, found = read(write(tmp_path / "x", staff=[STAFF, *SMALL], training=lines))
    assert (value(found, "4", "white").numerator, value(found, "4", "white").denominator) == (1, 5)
    assert value(found, "4", "bme").numerator == 1
    report = extract.quality.words()
    assert "rows dated outside the period" in report and "people trained who are not staff" in report


def test_cases_take_group_and_band_from_the_staff_extract(tmp_path: Path) -> None:
    _, found = read(write(tmp_path / "x", staff=[STAFF, *SMALL], cases="person\nP6\nP1\n"))
    assert value(found, "3", "ratio").value == Decimal("1.67")  # 1 of 3 against 1 of 5
    assert value(found, "3", "bme", "Band 5").numerator == 1
    assert value(found, "3", "bme", "Band 8a").numerator == 0
    assert value(found, "3", "ratio", "Band 8a").no_value == NoValue(NoValueCode.NOBODY_COUNTED, "bme")


def test_counts_that_were_not_told_apart_by_band_say_nothing_of_bands(tmp_path: Path) -> None:
    _, found = read(write(tmp_path / "x", staff=[STAFF, *SMALL], cases="ethnicity,cases\nwhite,2\nbme,1\n"))
    assert {m.breakdown for each, m in found if each.code == "3"} == {""}


def test_one_row_an_applicant_and_counts_give_the_same_ratio(tmp_path: Path) -> None:
    rows = ["applicant,ethnicity,shortlisted,appointed"]
    rows += [f"a{n},A,yes,{'yes' if n < 4 else 'no'}" for n in range(10)]
    rows += [f"b{n},D,yes,{'yes' if n < 2 else 'no'}" for n in range(10)]
    rows += ["c1,D,no,no", "c2,D,no,yes"]
    extract, found = read(write(tmp_path / "rows", recruitment=rows))
    assert value(found, "2", "ratio").value == Decimal("2.00")
    assert "applicants appointed but not shortlisted" in extract.quality.words()
    _, counted = read(write(tmp_path / "counts", recruitment="group,shortlisted,appointed\nwhite,10,4\nbame,10,2\n"))
    assert value(counted, "2", "ratio") == value(found, "2", "ratio")


def test_survey_percentages_are_kept_as_they_are_and_few_answers_are_not_reported(tmp_path: Path) -> None:
    lines = ("question,group,percent,answered", "5,bme,27.3 %,55", "5,white,*27.65*,700", "6,bme,n/a,55",
             "Q7,bme,88.2,8")  # fmt: skip
    _, found = read(write(tmp_path / "x", survey=lines))
    assert value(found, "5", "bme").value == Decimal("27.3")
    assert value(found, "5", "white").value == Decimal("27.7")
    assert value(found, "6", "bme").no_value == NoValue(NoValueCode.SURVEY_GIVES_WORDS, "n/a")
    assert value(found, "7", "bme").no_value == NoValue(NoValueCode.TOO_FEW_ANSWERS, "bme, 11")


def test_survey_counts_become_percentages_with_their_base(tmp_path: Path) -> None:
    _, found = read(write(tmp_path / "x", survey="question,group,yes,answered\n8,bme,7,56\n8,white,41,700\n"))
    assert (value(found, "8", "bme").value, value(found, "8", "bme").denominator) == (Decimal("12.5"), 56)


def test_a_survey_of_both_standards_has_a_group_under_one_column_of_each_row(tmp_path: Path) -> None:
    lines = ("question,group,disability,yes,answered", "8,bme,,7,56", "8,white,,41,700", "8,,yes,9,90", "8,,no,30,600")
    extract, found = read(write(tmp_path / "x", survey=lines))
    assert not extract.quality.findings
    assert (value(found, "8", "bme").value, value(found, "8", "bme").denominator) == (Decimal("12.5"), 56)


def test_survey_rows_of_no_group_at_all_stop_it_where_there_are_two(tmp_path: Path) -> None:
    lines = ("question,group,disability,yes,answered", "8,bme,,7,56", "8,,,9,90", "8,,,30,600")
    extract, found = read(write(tmp_path / "x", survey=lines))
    assert not found
    assert "two rows for not known, 8" in extract.quality.words()


def test_a_quarter_has_no_survey_figures_of_its_own_and_says_so(tmp_path: Path) -> None:
    folder = write(tmp_path / "x", staff=[STAFF, *SMALL], survey="question,group,yes,answered\n8,bme,7,56\n")
    period = parse_period("2020-21Q3")
    assert period is not None
    extract = read_extract(folder, ColumnMap(), period)
    found = compute_measures(extract, ColumnMap(), period)
    assert {each.code for each, _ in found if each.standard == "WRES"} == {"1", "RDR"}
    assert "survey: figures come once a year" in extract.quality.words()


def test_only_the_rows_of_the_trust_and_year_asked_for_count(tmp_path: Path) -> None:
    lines = ("person,trust,year,ethnicity,band", "1,here,2021,A,5", "2,here,2020-21,D,5", "3,here,2020,D,5",
             "4,there,2021,D,5")  # fmt: skip
    extract, found = read(write(tmp_path / "x", staff=lines))
    assert value(found, "1", "bme", "All staff", "percentage").denominator == 2
    assert "rows of other trusts" in extract.quality.words() and "rows of other years" in extract.quality.words()


def test_the_quality_report_counts_what_is_soft(tmp_path: Path) -> None:
    extract, found = read(write(tmp_path / "x", staff=[STAFF, *SMALL, "P1,D,Band 7,no,", "P11,A,,no,"]))
    report = extract.quality.words()
    assert "staff: 11 people, ethnicity not known of 3 (27.3%)" in report
    assert "row 12, column “person”: found a person's id again" in report
    assert "staff without a band" in report
    assert value(found, "1", "bme", "All staff", "percentage").denominator == 11


def test_another_standard_is_computed_from_another_column(tmp_path: Path) -> None:
    lines = ["person,disability,band", *[f"P{n},{'yes' if n < 3 else 'no'},5" for n in range(10)]]
    _, found = read(write(tmp_path / "x", staff=lines, capability="person\nP0\nP5\n"))
    [ratio] = [m for each, m in found if each.standard == "WDES" and each.code == "3" and m.unit == "ratio"
               and not m.breakdown]  # fmt: skip
    assert ratio.value == Decimal("2.33")
    assert YEAR.label == "2021"
