"""Checks that an extract which says who people are is refused wherever it says so, and that no error repeats it."""

from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indicators.extracts import SMALL, STAFF, read, told, workbook, write
from wres_bot.indicators.ingest.pii import find_personal_data, heading_names_people, is_nhs_number, quote_safely

REAL = ("9434765919", "4010232137")  # made up, with the right check digit
SURNAMES = ("Smith", "Patel", "Nowak", "Brown", "Kaur", "Green", "Orme", "Lunt", "Ahmed", "Pell", "Quill", "Voss")


@pytest.mark.parametrize(
    "words",
    ["Full name", "NHS No.", "NHSNo", "nhsnumber", "Patient name", "Name of employee", "Known As", "NI Number",
     "Date of Birth", "DOB", "E-mail", "Home Tel", "staff_full_name", "FORENAME1", "Line manager", "GMC number",
     "Forename(s)", "Username", "surname_hash", "Post code", "Board member name"],
)  # fmt: skip
def test_a_heading_that_names_people_is_known(words: str) -> None:
    assert heading_names_people(words)


@pytest.mark.parametrize(
    "words",
    ["Division name", "Name of course", "Ward Name", "Job title", "Ethnic Origin Name", "Date", "Post held", ""],
)
def test_a_heading_that_names_things_is_let_be(words: str) -> None:
    assert not heading_names_people(words)


@pytest.mark.parametrize(
    ("column", "values", "found"),
    [
        ("ref", [REAL[0], "x", "y"], "NHS numbers"),
        ("ref", ["943 476 5919", "", ""], "NHS numbers"),
        ("notes", ["", "ask a.person@trust.example", ""], "e-mail addresses"),
        ("ref", ["QQ", "AB 12 34 56 C", ""], "National Insurance numbers"),
        ("who", ["Mr Smith", "Mrs Brown", "Dr Pell"], "names"),
    ],
)
def test_a_column_with_an_innocent_heading_is_refused_for_what_is_in_it(
    column: str, values: list[str], found: str, tmp_path: Path
) -> None:
    rows = [f"P{n},A,{value}" for n, value in enumerate(values)]
    said = told(write(tmp_path / "x", staff=[f"person,ethnicity,{column}", *rows]))
    assert f"staff.csv, column “{column}”: found {found}; expected no names" in said and "Nothing was stored" in said
    assert not any(value in said for value in values if len(value) > 3)


def test_names_without_a_heading_that_says_so_are_refused(tmp_path: Path) -> None:
    for rows in ([f"P{n},A,{name}" for n, name in enumerate(SURNAMES)],
                 [f"P{n},A,Aldo {name}" for n, name in enumerate(SURNAMES)]):  # fmt: skip
        said = told(write(tmp_path / "x", staff=["person,ethnicity,remark", *rows]))
        assert "column “remark”: found names" in said and "Smith" not in said


def test_job_titles_and_divisions_are_no_names(tmp_path: Path) -> None:
    jobs = ("Staff Nurse", "Ward Manager", "Health Visitor")
    parts = ("Elderly Care", "Acute Medicine", "Green Ward", "Estates", "Mary Seacole Ward", "Grace Ward")
    rows = [f"P{n},A,{jobs[n % 3]},{parts[n % 6]}" for n in range(40)]
    extract, found = read(write(tmp_path / "x", staff=["person,ethnicity,job,division", *rows]))
    assert extract.quality.blocking == [] and found


def test_ids_are_looked_at_to_the_last_row(tmp_path: Path) -> None:
    rows = [f"P{n},A,5" for n in range(5000)]
    assert "column “person”: found e-mail addresses" in told(
        write(tmp_path / "x", staff=["person,ethnicity,band", *rows, "a.b@trust.example,A,5"])
    )
    assert "column “person”: found NHS numbers" in told(
        write(tmp_path / "y", staff=["person,ethnicity,band", *rows, f"{REAL[0]},A,5", f"{REAL[1]},D,5"])
    )


def test_ids_of_ten_digits_are_ids_when_their_check_digits_are_chance(tmp_path: Path) -> None:
    rows = [f"{1_000_000_000 + 7 * n},A,5" for n in range(500)]
    assert 20 < sum(is_nhs_number(row.split(",")[0]) for row in rows) < 80
    extract, found = read(write(tmp_path / "x", staff=["person,ethnicity,band", *rows]))
    assert extract.quality.blocking == [] and found


@pytest.mark.parametrize("state", ["visible", "hidden", "veryHidden"])
@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Surname", "Paid"], ["Pell", 1]], "sheet Notes, row 1, column “Surname”: found a column that tells who"),
        ([["a", "b"], ["x", int(REAL[0])], ["y", int(REAL[1])]], "sheet Notes, column “b”: found NHS numbers"),
    ],
)
def test_sheets_nobody_asked_for_are_looked_at_hidden_or_not(
    state: Any, rows: list[list[Any]], words: str, tmp_path: Path
) -> None:
    table = [line.split(",") for line in (STAFF, *SMALL)]
    path = workbook(tmp_path / "x.xlsx", Staff=table, Notes=rows)
    book = openpyxl.load_workbook(path)
    book["Notes"].sheet_state = state
    book.save(path)
    assert words in told(path)


def test_a_hidden_column_without_a_heading_is_looked_at_and_named_by_its_letter(tmp_path: Path) -> None:
    table = [[*line.split(","), ""] for line in (STAFF, *SMALL)]
    table[2][5] = "943 476 5919"
    path = workbook(tmp_path / "x.xlsx", Staff=table)
    book = openpyxl.load_workbook(path)
    book["Staff"].column_dimensions["F"].hidden = True
    book.save(path)
    assert "sheet Staff, column “F”: found NHS numbers" in told(path)


def test_parquet_columns_nobody_uses_are_looked_at(tmp_path: Path) -> None:
    table = pa.table({"person": ["a", "b"], "ethnicity": ["A", "D"], "ref": [int(REAL[0]), int(REAL[1])]})
    pyarrow.parquet.write_table(table, tmp_path / "staff.parquet")
    assert "staff.parquet, column “ref”: found NHS numbers" in told(tmp_path / "staff.parquet")


def test_a_line_about_who_made_it_is_no_table(tmp_path: Path) -> None:
    table = [line.split(",") for line in (STAFF, *SMALL)]
    extract, found = read(workbook(tmp_path / "x.xlsx", Staff=table, Cover=[["Made by the EDI team, edi@x.example"]]))
    assert extract.quality.blocking == [] and found


@pytest.mark.parametrize(
    ("first", "kept"),
    [("Jane Pell,A,5\nP2,D,6\n", "Pell"), ("P1,A,a.person@x.example\n", "person"), (REAL[0], REAL[0])],
)
def test_a_file_without_headings_is_refused_without_repeating_its_first_row(
    first: str, kept: str, tmp_path: Path
) -> None:
    said = told(write(tmp_path / "x", staff=first))
    assert "found " in said and kept not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [("Q", "“Q”"), ("Band 10", "“Band 10”"), ("2020-13-45", "“2020-13-45”"), ("Jane Pell", "words that may be a name"),
     ("PATEL", "words that may be a name"), ("943 476 5919", "a long number"), ("a@b.example", "an e-mail address")],
)  # fmt: skip
def test_an_error_repeats_a_cell_only_where_it_cannot_be_somebody(text: str, said: str) -> None:
    assert quote_safely(text) == said


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9))
def test_an_nhs_number_in_groups_is_always_known(digits: list[int]) -> None:
    rest = 11 - sum(d * (10 - n) for n, d in enumerate(digits)) % 11
    if rest == 10:
        return
    text = "".join(map(str, [*digits, rest % 11]))
    assert find_personal_data([f"{text[:3]} {text[3:6]} {text[6:]}"]) == "NHS numbers"
    assert text not in quote_safely(text)
