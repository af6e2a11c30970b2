"""Checks that bad extracts are refused with file, sheet, row and column, and that no number comes of them."""

import os
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet
import pytest

from tests.indicators.extracts import SMALL, STAFF, patch, read, told, workbook, write

ROWS = [line.split(",") for line in (STAFF, *SMALL)]


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({"staff": ""}, "staff.csv: found an empty file"),
        ({"staff": " \n \n"}, "staff.csv: found an empty file"),
        ({"staff": STAFF + "\n"}, "staff.csv: found a header and no rows"),
        ({"staff": "colour,shape\nred,round\n"}, "staff.csv: found the headings “colour”, “shape”"),
        ({"staff": [STAFF, "P1,A,Band 5,yes,North", "", "P2,Q,Band 5,yes,North"]},
         "staff.csv, row 4, column “ethnicity”: found “Q”"),
        ({"staff": [STAFF, "P1,A,Band 10,yes,North"]}, "staff.csv, row 2, column “band”: found “Band 10”"),
        ({"staff": [STAFF, "P1,A,5,perhaps,North"]}, "staff.csv, row 2, column “clinical”: found “perhaps”"),
        ({"staff": [STAFF, "P1,A,5,yes,North", "P2,A,5,yes"]}, "staff.csv, row 3: found 4 cells"),
        ({"staff": "First Name,ethnicity\nJo,A\n"}, "column “First Name”: found a column that tells who people are"),
        ({"staff": "NHS_Number,ethnicity\n1,A\n"}, "column “NHS_Number”: found a column that tells who people are"),
        ({"staff": "person,ethnicity,dateOfBirth\n1,A,x\n"}, "column “dateOfBirth”"),
        ({"staff": "person,ethnicity\n9434765919,A\n4010232137,B\n"}, "found NHS numbers"),
        ({"staff": "person,ethnicity\na@b.example,A\nc@b.example,B\n"}, "found e-mail addresses"),
        ({"staff": "ethnicity,band,ethnic origin\nA,5,A\n"}, "found two columns for ethnicity"),
        ({"staff": "ethnicity,band,headcount\nA,5,3\nD,5,-1\n"}, "staff.csv, row 3, column “headcount”: found “-1”"),
        ({"staff": "ethnicity,band,headcount\nA,5,3\nD,5,1.5\n"}, "found “1.5”"),
        ({"staff": "group,band,headcount\nbme,5,3\nwhite,5,9\nbme,5,3\n"},
         "row 4, column “band”: found two rows for bme, Band 5"),
        ({"recruitment": "group,shortlisted,appointed\nwhite,10,11\nbme,10,1\n"},
         "recruitment.csv, row 2, column “appointed”: found 11 appointed of 10 shortlisted"),
        ({"staff": "group,band,headcount\nbme,5,3\nwhite,5,9\nBAME,Band 5,3\n"},
         "row 4, column “band”: found two rows for bme, Band 5"),
        ({"recruitment": "group,shortlisted,appointed\nwhite,100,<5\nbme,30,2\n"},
         "row 2, column “appointed”: found “<5”; expected a whole number"),
        ({"recruitment": "group,shortlisted,appointed\nwhite,100,20\nbme,30,*\n"},
         "row 3, column “appointed”: found “*”; expected a whole number"),
        ({"recruitment": "group,shortlisted,appointed\nwhite,100,20\nbme,30,(3)\n"}, "found “(3)”"),
        ({"recruitment": "group,shortlisted,appointed\nwhite,100,20\nbme,n/a,n/a\n"}, "found “n/a”"),
        ({"survey": "question,group,percent\n5,bme,<1%\n"}, "found “<1%”; expected a percentage"),
        ({"survey": "question,group,percent\n5,bme,127%\n"}, "survey.csv, row 2, column “percent”: found “127%”"),
        ({"survey": "question,group,yes,answered\n5,bme,12,11\n"}, "found 12 of 11 who answered"),
        ({"survey": "question,group,percent\n5,bme,12\n5,bme,13\n"}, "found two rows for bme, 5"),
        ({"staff": [STAFF, *SMALL], "cases": "ethnicity,cases\nbme,4\nwhite,2\n"},
         "cases.csv: found 4 BME staff who entered the formal process, of 3 in all"),
        ({"staff": [STAFF, *SMALL], "training": "person,date\nP1,last Tuesday\n"},
         "training.csv, row 2, column “date”: found “last Tuesday”"),
        ({"staff": [STAFF, *SMALL, "Grand Total,,,,"]}, "row 12, column “person”: found a row of totals"),
        ({"other": "a,b\n1,2\n"}, "found no table of an extract"),
    ],
)  # fmt: skip
def test_it_is_refused_with_the_place_and_what_is_expected(
    tables: dict[str, str | list[str]], words: str, tmp_path: Path
) -> None:
    said = told(write(tmp_path / "x", **tables))
    assert words in said and "; expected " in said


def test_a_merged_header_is_refused_with_its_cells(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", Staff=ROWS)
    book = openpyxl.load_workbook(path)
    book["Staff"].merge_cells("B1:C1")
    book.save(path)
    assert "x.xlsx, sheet Staff, row 1, column “B”: found merged cells B1:C1 in the header" in told(path)


def test_a_formula_never_calculated_is_refused_with_its_cell(tmp_path: Path) -> None:
    rows = [*ROWS[:3], ["P3", "=UPPER(A2)", "5", "yes", "North"]]
    said = told(workbook(tmp_path / "x.xlsx", Staff=rows))
    assert "x.xlsx, sheet Staff, row 4, column “ethnicity”: found a formula that was never calculated" in said


def test_merged_cells_below_the_header_are_refused_since_all_but_one_read_as_empty(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", Staff=ROWS)
    book = openpyxl.load_workbook(path)
    book["Staff"].merge_cells("B3:B5")
    book.save(path)
    assert "x.xlsx, sheet Staff, row 3, column “B”: found merged cells B3:B5" in told(path)


@pytest.mark.parametrize("value", ["#N/A", "#REF!"])
def test_a_cell_with_an_error_is_refused_and_not_taken_for_empty(value: str, tmp_path: Path) -> None:
    said = told(workbook(tmp_path / "x.xlsx", Staff=[*ROWS, ["P99", value, "5", "yes", "North"]]))
    assert "x.xlsx, sheet Staff, row 12, column “ethnicity”: found an error in place of a value" in said


def test_a_formula_is_looked_for_however_the_markup_is_written(tmp_path: Path) -> None:
    """Some programs put a prefix before every name."""
    path = workbook(tmp_path / "x.xlsx", Staff=ROWS)
    cell = b'<x:c r="B12"><x:f>1+1</x:f><x:v/></x:c>'
    patch(path, "xl/worksheets/sheet1.xml", {b"</sheetData>": b'<row r="12">' + cell + b"</row></sheetData>"})
    assert "row 12, column “ethnicity”: found a formula that was never calculated" in told(path)


def test_a_sheet_larger_than_it_declares_is_refused(tmp_path: Path) -> None:
    """A bomb whose size was written down wrong, so that nobody refuses it for its size."""
    path = workbook(tmp_path / "x.xlsx", Staff=ROWS)
    whole, declared = path.read_bytes(), b""
    with zipfile.ZipFile(path) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
        declared = size.to_bytes(4, "little")
    path.write_bytes(whole.replace(declared, (size - 40).to_bytes(4, "little")))
    assert "x.xlsx" in told(path) and "that cannot be" in told(path)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"person": [[1], [2]], "ethnicity": ["A", "D"]}, "column “person”: found values of another kind"),
        ({"person": ["a", "b"], "ethnicity": [b"\xff", b"D"]}, "column “ethnicity”: found values of another kind"),
        ({"group": ["white", "bme"], "headcount": [10.5, 5.0]}, "row 1, column “headcount”: found “10.5”"),
    ],
)
def test_parquet_columns_of_another_kind_are_refused(table: dict[str, Any], words: str, tmp_path: Path) -> None:
    pyarrow.parquet.write_table(pa.table(table), tmp_path / "staff.parquet")
    assert f"staff.parquet, {words}" in told(tmp_path / "staff.parquet")


@pytest.mark.parametrize("kind", ["dangling", "device", "pipe", "folder"])
def test_what_is_no_file_is_no_table(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    match kind:
        case "dangling":
            path.symlink_to(tmp_path / "gone.csv")
        case "device":
            path.symlink_to("/dev/zero")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
    assert "found no table of an extract" in told(tmp_path)


def test_a_formula_in_a_column_we_do_not_use_is_let_be(tmp_path: Path) -> None:
    rows = [[*ROWS[0], "remark"], *[[*row, "=1+1"] for row in ROWS[1:]]]
    extract, found = read(workbook(tmp_path / "x.xlsx", Staff=rows))
    assert extract.quality.blocking == [] and found


def test_bad_codes_in_a_workbook_name_sheet_and_row_although_rows_are_empty(tmp_path: Path) -> None:
    rows = [["Made in March"], [], ROWS[0], ROWS[1], [], ["P2", "Q", "5", "yes", "North"]]
    said = told(workbook(tmp_path / "x.xlsx", Workforce=rows))
    assert "x.xlsx, sheet Workforce, row 6, column “ethnicity”: found “Q”" in said


def test_a_file_of_two_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    folder = write(tmp_path / "x", staff=[STAFF, *SMALL])
    with (folder / "staff.csv").open("r+b") as file:
        file.truncate(2_000_000_000)
    assert "staff.csv: found a file of 2,000 MB; expected at most 600 MB" in told(folder)


def test_a_zip_bomb_dressed_as_a_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", Staff=ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        with packed.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part:
            for _ in range(60):
                part.write(b"\x00" * 10_000_000)
    assert "found a workbook that unpacks to a very large size" in told(path)


def test_one_stray_cell_far_away_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", Staff=ROWS)
    change = {b"</sheetData>": b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'}
    patch(path, "xl/worksheets/sheet1.xml", change)
    assert "found a sheet of 1,048,576 rows and 16,384 columns" in told(path)


@pytest.mark.parametrize("data", [b"PK\x03\x04 no zip at all", b"PAR1 nor this", b"\x00\x01\x02\x03" * 100])
@pytest.mark.parametrize("name", ["staff.xlsx", "staff.parquet", "staff.csv"])
def test_a_file_that_is_not_what_it_says_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert f"{name}: found " in told(tmp_path / name)


def test_two_tables_of_one_kind_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "x", staff=[STAFF, *SMALL], workforce=[STAFF, *SMALL])
    assert "found a second staff table" in told(folder)
