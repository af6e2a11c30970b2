"""Tables under known column names: where the header may stand, how much there may be, and what each cell may hold."""

from decimal import Decimal

import pytest

from wres_bot.documents.csv_files import write_csv
from wres_bot.documents.known_columns import CheckedRow, Column, KnownRow, read_known_rows
from wres_bot.documents.workbooks import write_workbook

COLUMNS = (Column("ref", required=True, also=("number",)), Column("due date"), Column("notes"))
HEADER = ["ref", "due date", "notes"]


def rows_of(*grid: list[str]) -> list[tuple[int, dict[str, str]]]:
    read = read_known_rows(write_csv(grid), COLUMNS)
    assert not [p for p in read.problems if p.severity == "error"], read.problems
    return [(line.number, line.cells) for line in read.lines]


def problem_of(*grid: list[str]) -> str:
    return str(read_known_rows(write_csv(grid), COLUMNS).problems[0])


@pytest.mark.parametrize("above", [0, 1, 9])
def test_the_header_is_among_the_first_ten_rows(above: int) -> None:
    found = rows_of(*[["A title", "", ""]] * above, HEADER, ["1.1", "May 2026", "x"])
    assert found == [(above + 2, {"ref": "1.1", "due date": "May 2026", "notes": "x"})]


def test_an_eleventh_row_is_no_header() -> None:
    assert "a first row that names the columns: ref" in problem_of(*[["A title", "", ""]] * 10, HEADER, ["1.1", "", ""])


def test_headings_are_known_by_their_letters_and_figures() -> None:
    assert rows_of(["Number:", "DUE_DATE"], ["1.1", "soon"]) == [(2, {"ref": "1.1", "due date": "soon"})]


def test_blank_rows_and_the_header_again_are_no_entries_and_count() -> None:
    assert [number for number, _ in rows_of(HEADER, ["1", "", ""], ["", "", ""], HEADER, ["2", "", ""])] == [2, 5]


def test_twenty_thousand_rows_are_read_and_one_more_is_not() -> None:
    body = [["1.1"]] * 19_999
    assert len(rows_of(["ref"], *body)) == 19_999
    assert problem_of(["ref"], ["1.1"], *body) == "the file: found 20,001 rows; expected at most 20,000; split the file"


def test_a_cell_of_four_thousand_characters_is_read_and_one_more_is_not() -> None:
    assert rows_of(["ref", "notes"], ["1", "x" * 4_000])[0][1]["notes"] == "x" * 4_000
    assert problem_of(["ref", "notes"], ["1", "x" * 4_001]).startswith("row 2, notes: found 4,001 characters")


def test_the_first_sheet_that_holds_anything_is_read() -> None:
    assert read_known_rows(write_workbook([HEADER, ["1", "", ""]]), COLUMNS).lines[0].number == 2
    assert str(read_known_rows(write_workbook([]), COLUMNS).problems[0]).startswith("the file: found an empty workbook")


def test_entries_of_a_cell_are_divided_by_bars_and_lines() -> None:
    row = KnownRow(2, {"notes": " a | b\n|c|| "})
    assert (row.entries("notes"), row.entries("ref")) == (("a", "b", "c"), ())
    assert (row.words("notes"), row.words("ref"), row["ref"]) == (" a | b\n|c|| ", None, "")


def test_a_checked_row_gathers_what_is_not_as_expected() -> None:
    row = CheckedRow(KnownRow(7, {"n": "34.3 %", "bad": "some", "kind": "NOT_KNOWN", "odd": "x" * 70, "agrees": "Yes"}))
    assert (row.number("n"), row.number("none"), row.number("bad")) == (Decimal("34.3"), None, None)
    assert (row.choice("kind", {"not known": 1}, "a kind"), row.choice("odd", {"": 1}, "nothing")) == (1, None)
    assert (row.yes_or_no("agrees"), row.yes_or_no("none")) == (True, None)
    assert (row.require("n", "it"), row.require("none", "something")) == ("34.3 %", "")
    assert [(p.row, p.column, p.found, p.expected) for p in row.problems] == [
        (7, "bad", "“some”", "a number or nothing"),
        (7, "odd", f"“{'x' * 60}”", "nothing"),
        (7, "none", "an empty cell", "something"),
    ]
