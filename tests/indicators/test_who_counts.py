"""Checks whom a table counts: bands and grades, the standard's filters, one person once, and that all of it is said."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.indicators.extracts import read, told, value, write
from wres_bot.indicators.ingest.columns import read_column_map


def staff(tmp_path: Path, head: str, *rows: str) -> tuple[object, str]:
    extract, found = read(write(tmp_path / "x", staff=[head, *rows]))
    assert extract.quality.blocking == []
    share = value(found, "1", "bme", "All staff", "percentage")
    return (share.numerator, share.denominator), extract.quality.words()


@pytest.mark.parametrize(
    "heading", ["Employee Number", "Person ID", "Payroll Number", "Staff ID", "Pseudonym", "ESR number"]
)
def test_several_assignments_of_one_person_count_once(heading: str, tmp_path: Path) -> None:
    counted, said = staff(tmp_path, f"{heading},Assignment Number,Ethnic Origin,AfC Band", "1,1,A,Band 5",
                          "2,2,H,Band 5", "2,2-2,H,Band 7")  # fmt: skip
    assert counted == (1, 2)
    assert "of 1 with several, the assignment of the highest band counts" in said


def test_an_assignment_number_alone_tells_people_apart_without_its_last_part(tmp_path: Path) -> None:
    counted, said = staff(tmp_path, "Assignment Number,Ethnic Origin", "10000001,A", "10000002,H", "10000002-2,H")
    assert counted == (1, 2)
    assert "“Assignment Number” tells people apart; what follows a dash" in said


def test_the_primary_assignment_goes_before_the_highest_band(tmp_path: Path) -> None:
    rows = ("1,Yes,Band 3,A", "1,No,Band 8a,A", "2,No,Band 7,D", "2,No,Band 6,D")
    extract, found = read(write(tmp_path / "x", staff=["person,Primary Assignment,band,ethnicity", *rows]))
    heads = {m.breakdown for each, m in found if m.name == "headcount" and m.group == "overall" and m.value
             and each.standard == "WRES"}  # fmt: skip
    assert {"Band 3", "Band 7"} <= heads and not heads & {"Band 8a", "Band 6"}
    assert "the primary assignment counts" in extract.quality.words()


def test_of_two_rows_the_one_that_knows_the_group_says_it(tmp_path: Path) -> None:
    counted, _ = staff(tmp_path, "person,ethnicity,band", "1,Z Not Stated,Band 8a", "1,H,Band 5", "2,A,Band 5")
    assert counted == (1, 2)


def test_two_different_groups_of_one_person_are_told_and_count_as_not_known(tmp_path: Path) -> None:
    counted, said = staff(tmp_path, "person,ethnicity,band", "1,A,Band 8a", "1,H,Band 5", "2,A,Band 5")
    assert counted == (0, 2)
    assert "people with two different groups of ethnicity; expected one; they count as not known" in said


@pytest.mark.parametrize(
    "head", ["Ward,Ethnic Origin,Band", "FTE,Ethnic Origin,Site", "Position Number,Ethnic Origin,Grade Step"]
)
def test_a_staff_file_in_which_no_column_names_a_person_is_refused_with_its_headings(head: str, tmp_path: Path) -> None:
    said = told(write(tmp_path / "x", staff=[head, "1,A,2", "2,H,3"]))
    assert "none of which names a person" in said and all(f"“{each}”" in said for each in head.split(","))


def test_unknown_headings_are_named(tmp_path: Path) -> None:
    _, said = staff(tmp_path, "person,ethnicity,Cost Centre Lead,Grade Step", "1,A,x,1", "2,D,y,2")
    assert "headings that are none of ours: “Cost Centre Lead”, “Grade Step”" in said


def test_bank_and_leavers_are_out_and_fixed_term_is_in(tmp_path: Path) -> None:
    head = "person,ethnicity,Assignment Category,Assignment Status,Termination Date,Latest Start Date"
    counted, said = staff(
        tmp_path, head, "1,A,Permanent,Active Assignment,,01/04/2015", "2,H,Fixed Term Temp,Career Break,,01/04/2015",
        "3,H,Bank,Active Assignment,,01/04/2015", "4,H,Honorary,Active Assignment,,01/04/2015",
        "5,H,Permanent,Active Assignment,30/03/2021,01/04/2015",
        "6,H,Permanent,Active Assignment,31/03/2021,01/04/2015",
        "7,H,Permanent,Active Assignment,01/04/2021,01/04/2015", "8,H,Permanent,Terminate Assignment,,01/04/2015",
        "9,H,Permanent,Active Assignment,,31/03/2021", "10,H,Permanent,Active Assignment,,01/04/2021",
    )  # fmt: skip
    assert counted == (4, 5)
    assert "bank, agency or honorary assignments (2 times)" in said and "people who had left (2 times)" in said
    assert "people who had not started" in said


def test_somebody_with_a_bank_post_beside_their_own_counts_by_their_own(tmp_path: Path) -> None:
    counted, _ = staff(tmp_path, "person,ethnicity,Assignment Category,band", "1,H,Bank,Band 7", "1,H,Permanent,Band 5",
                       "2,A,Permanent,Band 5")  # fmt: skip
    assert counted == (1, 2)


def test_a_category_nobody_knows_is_asked_with_its_count(tmp_path: Path) -> None:
    rows = ["person,ethnicity,Assignment Category", "1,A,Permanent", "2,A,Zero hours flexi", "3,A,Zero hours flexi"]
    folder = write(tmp_path / "x", staff=rows)
    assert "found “Zero hours flexi” (2 times); expected which of in, out is it?" in told(folder)
    config = read_column_map({"assignments": {"Zero hours flexi": "out"}})
    assert value(read(folder, config)[1], "1", "overall", "All staff", "headcount").value == 1


STAFF = ["person,ethnicity,Termination Date", *(f"W{n},A," for n in range(10)), *(f"B{n},H," for n in range(4)),
         "L1,H,01/02/2021"]  # fmt: skip


def test_somebody_with_six_cases_is_one_and_cases_stand_beside(tmp_path: Path) -> None:
    cases = ["person,date", "W0,2020-05-01", "W1,2020-05-01", *(f"B0,2020-{month:02}-01" for month in range(4, 10))]
    extract, found = read(write(tmp_path / "x", staff=STAFF, cases=cases))
    assert value(found, "3", "ratio").value == Decimal("1.25")
    assert "cases: 8 cases of 3 people; people count for the ratio" in extract.quality.words()


def test_only_formal_disciplinary_cases_of_the_year_count_and_of_those_who_left_too(tmp_path: Path) -> None:
    cases = ["Case ID,Case Type,Formal/Informal,Employee Number,Date Opened",
             "1,Disciplinary,Formal,W0,01/04/2020", "2,Disciplinary,Informal,W1,01/05/2020",
             "3,Grievance,Formal,B0,01/05/2020", "4,Conduct,Formal,L1,31/03/2021",
             "5,Disciplinary,Formal,B1,01/04/2021",
             "6,Disciplinary,Formal,B2,31/03/2020"]  # fmt: skip
    extract, found = read(write(tmp_path / "x", staff=STAFF, cases=cases))
    assert (value(found, "3", "bme").numerator, value(found, "3", "bme").denominator) == (1, 4)
    assert value(found, "3", "white").numerator == 1
    said = extract.quality.words()
    assert (
        "cases that are not disciplinary" in said
        and "informal cases" in said
        and "rows dated outside the period" in said
    )


def test_a_case_of_bank_staff_is_out_and_an_unknown_case_type_is_asked(tmp_path: Path) -> None:
    people = ["person,ethnicity,Assignment Category", "1,A,Permanent", "2,H,Permanent", "3,H,Bank"]
    cases = ["person,Case Type", "1,Disciplinary", "2,Disciplinary", "3,Disciplinary"]
    extract, found = read(write(tmp_path / "x", staff=people, cases=cases))
    assert value(found, "3", "bme").numerator == 1
    assert "cases of bank, agency or honorary staff" in extract.quality.words()
    said = told(write(tmp_path / "y", staff=people, cases=[*cases, "1,Hearing about tea"]))
    assert "found “Hearing about tea”; expected which of disciplinary, capability, other is it?" in said


def test_courses_that_are_mandatory_or_not_attended_do_not_count(tmp_path: Path) -> None:
    courses = ["Employee Number,Course Name,Statutory/Mandatory,Attendance Status,Course End Date",
               "W0,Leading well,Non Mandatory,Completed,01/05/2020", "W0,Coaching,Non Mandatory,Attended,01/06/2020",
               "W1,Fire,Mandatory,Completed,01/05/2020", "B0,Coaching,Non Mandatory,Did Not Attend,01/06/2020",
               "B1,Coaching,CPD,Completed,01/06/2020"]  # fmt: skip
    extract, found = read(write(tmp_path / "x", staff=STAFF, training=courses))
    assert [value(found, "4", group).numerator for group in ("white", "bme")] == [1, 1]
    assert "training: 3 courses of 2 people" in extract.quality.words()
    without = ["Employee Number,Course Name", "W0,Leading well"]
    assert "no column that says which are mandatory" in told(write(tmp_path / "y", staff=STAFF, training=without))


def test_a_part_in_which_only_those_who_left_had_a_case_has_no_value_and_the_rest_is_counted(tmp_path: Path) -> None:
    people = ["person,ethnicity,band,Termination Date", *(f"W{n},A,Band {5 + (n > 7)}," for n in range(9)),
              "B1,H,Band 5,",
              "B2,H,Band 6,01/02/2021"]  # fmt: skip
    extract, found = read(write(tmp_path / "x", staff=people, cases="person\nW1\nB2\n"))
    assert extract.quality.blocking == []
    assert value(found, "3", "bme").numerator == 1
    assert [m for each, m in found if each.code == "3" and m.breakdown == "Band 6"] == []
    assert "people who left are among them, so it has no value" in extract.quality.words()
