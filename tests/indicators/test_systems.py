"""Checks that files are read as the systems write them, without a map, and that what is not read is named.

Twelve made-up files in the shapes of ESR, Trac, NHS Jobs, OLM, trackers of cases, survey reports, board lists and the
national submission.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.indicators.extracts import read, told, value, workbook, write
from wres_bot.indicators.compute.measures import Measures
from wres_bot.indicators.ingest.extract import Extract

ESR_HEAD = ("Organisation,Employee Number,Assignment Number,Primary Assignment,Staff Group,Role,Pay Scale,"
            "Ethnic Origin,Assignment Category,Assignment Status,FTE,Headcount,Latest Start Date")  # fmt: skip


NURSES = "Nursing and Midwifery Registered"


def esr(
    number: str, ethnic: str, scale: str = "NHS|XR05|Review Body Band 5", group: str = NURSES,
    category: str = "Permanent", primary: str = "Yes",
) -> str:  # fmt: skip
    person = number.partition("-")[0]
    return (f"999 Any Trust,{person},{number},{primary},{group},Practitioner,{scale},{ethnic},{category},"
            "Active Assignment,1.00,1,01/04/2015")  # fmt: skip


def opened(folder: Path) -> tuple[Extract, Measures]:
    extract, found = read(folder)
    assert extract.quality.blocking == [], extract.quality.words()
    return extract, found


def heads(found: Measures, group: str = "overall") -> dict[str, int]:
    return {m.breakdown: int(m.value) for each, m in found if m.name == "headcount" and m.group == group and m.value
            and each.standard == "WRES"}  # fmt: skip


def test_esr_staff_in_post_with_lines_above_its_headings(tmp_path: Path) -> None:
    rows = ["Staff in Post,,,,,,,,,,,,", "As at 31 March 2021,,,,,,,,,,,,",
        ",,,,,,,,,,,,", ESR_HEAD, esr("20000001", "A White - British"),
            esr("20000002", "N Black or Black British - African", "NHS|XN08|Non Review Body Band 8 - Range A",
                "Administrative and Clerical"),
            esr("20000002-2", "N Black or Black British - African", primary="No"),
            esr("20000003", "CP White Polish", "YC72|Consultant", "Medical and Dental"),
            esr("20000004", "Z Not Stated", category="Bank")]  # fmt: skip
    extract, found = opened(write(tmp_path / "x", **{"Staff in Post 31.03.2021": rows}))
    assert heads(found) == {"All staff": 3, "Band 5": 1, "Band 8a": 1, "Medical": 1, "clinical": 2, "non-clinical": 1,
                            "Band 5, clinical": 1, "Band 8a, non-clinical": 1, "without medical": 2}  # fmt: skip
    said = extract.quality.words()
    assert "“999 Any Trust” under “Organisation”; expected it is taken for this trust" in said
    assert "headings that are none of ours: “Role”, “FTE”" in said


def test_an_organisation_column_with_several_parts_is_asked_with_the_line_to_paste(tmp_path: Path) -> None:
    rows = ["Employee Number,Organisation,Ethnic Origin", "1,999 Surgery,A", "2,999 Medicine,H"]
    folder = write(tmp_path / "x", staff=rows)
    assert "found the trusts 999 Medicine, 999 Surgery" in told(folder)
    assert 'division = "Organisation"  # if these are parts of the trust' in read(folder)[0].quality.words()


def test_trac_applicants_are_counted_by_the_stage_they_reached(tmp_path: Path) -> None:
    rows = ["Vacancy ref,Application ID,Pay band,Ethnic origin,Application stage,Date shortlisted,Start date agreed"]
    stages = [
        "Application received",
        "Shortlisted",
        "Interviewed",
        "Offered",
        "Appointed",
        "Withdrawn",
        "Not shortlisted",
    ]
    rows += [f"1,A{n},NHS AfC: Band 6,White - British,{stage},," for n, stage in enumerate(stages)]
    rows += [
        "1,B1,Band 6,Asian or Asian British - Indian,Withdrawn,05/06/2020,",
        "1,B2,Band 6,Black - African,Appointed,,",
    ]
    extract, found = opened(write(tmp_path / "x", **{"Trac export": rows}))
    assert (value(found, "2", "white").numerator, value(found, "2", "white").denominator) == (1, 4)
    assert (value(found, "2", "bme").numerator, value(found, "2", "bme").denominator) == (1, 2)
    assert "recruitment, stage: shortlisted: Shortlisted 1, Interviewed 1, Offered 1" in extract.quality.words()


def test_nhs_jobs_applicants_are_known_by_their_headings(tmp_path: Path) -> None:
    rows = ["Job Reference,Application Reference,Date Applied,Ethnicity,Applicant Status",
            "999-1,AR-1,12/05/2020,White: Irish,Offer accepted",
                "999-1,AR-2,12/05/2020,Mixed: White and Asian,Interview",
            "999-2,AR-3,12/05/2019,White: Irish,Offer accepted",
                "999-2,AR-4,12/05/2020,Prefer not to say,Longlisted"]  # fmt: skip
    extract, found = opened(write(tmp_path / "x", **{"Export 2 of 3": rows}))
    assert value(found, "2", "white").denominator == 1 and value(found, "2", "bme").denominator == 1
    assert "rows dated outside the period" in extract.quality.words()


def test_a_tracker_of_cases_beside_a_staff_list(tmp_path: Path) -> None:
    staff = [
        "Staff ID,Ethnicity,Band",
        *(f"{n},White British,Band 5" for n in range(8)),
        "8,Indian,Band 6",
        "9,Indian,Band 6",
    ]
    cases = ["Ref,ER Case Type,Formal or Informal,Staff ID,Case Opened,Case Closed,Manager view",
             "1,Disciplinary,Formal,8,01/09/2020,,", "2,Disciplinary,Formal,8,01/10/2020,,",
             "3,Misconduct,Formal,1,01/10/2020,,", "4,Bullying and Harassment,Formal,2,01/10/2020,,",
             "5,Disciplinary,Informal,3,01/10/2020,,"]  # fmt: skip
    extract, found = opened(write(tmp_path / "x", workforce=staff, **{"HR log": cases}))
    assert value(found, "3", "ratio").value == Decimal("4.00")
    assert "“Ref”, “Case Closed”, “Manager view”" in extract.quality.words()


def test_olm_training(tmp_path: Path) -> None:
    staff = ["Employee Number,Ethnic Origin", *(f"{n},A" for n in range(8)), "8,R Chinese", "9,SC Filipino"]
    olm = ["Employee Number,Class Name,Course Category,Enrolment Status,Class End Date",
           "1,Mentoring,CPD,Completed,30-Jun-2020", "8,Mentoring,CPD,Completed,30-Jun-2020",
           "8,Coaching,CPD,Attended,30-Jul-2020", "9,Fire,Mandatory,Completed,30-Jul-2020"]  # fmt: skip
    _, found = opened(write(tmp_path / "x", staff=staff, olm=olm))
    assert (value(found, "4", "white").numerator, value(found, "4", "bme").numerator) == (1, 1)


@pytest.mark.parametrize(
    ("year", "asked"), [(2021, ("Q13a", "Q13b-c", "Q14", "Q15b")), (2022, ("q14a", "q14b & c", "q15", "q16b"))]
)
def test_a_survey_as_it_is_printed(
    year: int, asked: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.indicators import extracts
    from wres_bot.indicators.ingest.periods import wres_year

    monkeypatch.setattr(extracts, "YEAR", wres_year(year))
    rows: list[list[Any]] = [["NHS Staff Survey: WRES indicators"], [],
                             ["Organisation", "Indicator", "White: Your org", "White: n", "BME: Your org",
                                 "BME: n", "Benchmark White",
                              "Benchmark BME"]]  # fmt: skip
    rows += [["RXX", q, 25.4 + n, 800, 27.1 + n, 96, 25.0, 32.0] for n, q in enumerate(asked)]
    _, found = opened(workbook(tmp_path / "NSS.xlsx", WRES=rows))
    assert [value(found, str(n), "bme").value for n in (5, 6, 7, 8)] == [Decimal(f"{27 + n}.1") for n in range(4)]
    assert value(found, "5", "white").denominator == 800
    assert value(found, "5", "white").value == Decimal("25.4")


def test_a_board_list_by_executive_and_voting(tmp_path: Path) -> None:
    rows = ["Post,Executive/NED,Voting Y/N,Ethnic Origin", "Chair,NED,Y,A White - British",
        "Chief Executive,Executive,Y,A White - British",
            "Medical Director,Executive,Y,H Asian or Asian British - Indian",
                "Chief People Officer,Executive,N,Not stated"]  # fmt: skip
    _, found = opened(write(tmp_path / "x", **{"Members March 2021": rows}))
    shares = {m.name: (m.numerator, m.denominator) for each, m in found if each.code == "9" and m.unit == "%"
              and each.standard == "WRES"}  # fmt: skip
    assert shares == {"board membership": (1, 4), "voting board members": (1, 3),
                      "executive members of the board": (1, 3)}  # fmt: skip


SUBMISSION: tuple[list[Any], ...] = (
    ["Workforce Race Equality Standard submission"], [],
    ["INDICATOR", "DATA ITEM", "31 March 2020", "", "", "31 March 2021", "", ""],
    ["", "", "White", "BME", "Ethnicity Unknown/Null", "White", "BME", "Ethnicity Unknown/Null"],
    ["1a) Non Clinical workforce", "Under Band 1", 9, 9, 9, 2, 1, 0],
    ["", "Band 5", 9, 9, 9, 40, 10, 2],
    ["", "Band 8A", 9, 9, 9, 10, 2, 0],
    ["1b) Clinical workforce of which Non Medical", "Band 5", 9, 9, 9, 200, 80, 5],
    ["", "Band 7", 9, 9, 9, 60, 12, 1],
    ["", "VSM", 9, 9, 9, 5, 0, 0],
    ["of which Medical & Dental", "Consultants", 9, 9, 9, 30, 30, 1],
    ["", "of which Senior medical manager", 9, 9, 9, 3, 1, 0],
    ["", "Non-consultant career grade", 9, 9, 9, 4, 6, 0],
    ["", "Trainee grades", 9, 9, 9, 8, 9, 1],
    ["2", "Number of shortlisted applicants", 9, 9, 9, 1467, 322, 34],
    ["", "Number appointed from shortlisting", 9, 9, 9, 391, 66, 6],
    ["", "Relative likelihood of appointment from shortlisting", 1, 1, 1, 0.27, 0.2, 0.18],
    ["3", "Number of staff entering the formal disciplinary process", 9, 9, 9, 6, 2, 0],
    ["4", "Number of staff accessing non-mandatory training and CPD", 9, 9, 9, 100, 40, 2],
    ["9", "Total Board members", 9, 9, 9, 11, 3, 0],
    ["", "of which: Voting Board members", 9, 9, 9, 9, 2, 0],
    ["", "of which: Exec Board members", 9, 9, 9, 5, 1, 0],
    ["", "Number of staff in overall workforce", 9, 9, 9, 359, 150, 10],
)  # fmt: skip


def test_the_national_submission_workbook(tmp_path: Path) -> None:
    extract, found = opened(workbook(tmp_path / "WRES 2021.xlsx", Data=SUBMISSION))
    bme = heads(found, "bme")
    assert (bme["All staff"], bme["Band 5"], bme["Medical"], bme["Band 8a, non-clinical"]) == (150, 90, 45, 2)
    assert value(found, "2", "ratio").value == Decimal("1.30")
    assert (value(found, "3", "bme").numerator, value(found, "3", "bme").denominator) == (2, 150)
    assert value(found, "4", "white").numerator == 100
    shares = {
        m.name: m.numerator for each, m in found if each.code == "9" and m.unit == "%" and each.standard == "WRES"
    }
    assert shares == {"board membership": 3, "voting board members": 2, "executive members of the board": 1}
    assert "columns of 2020" in extract.quality.words()


def test_two_years_side_by_side_with_nothing_that_says_which_are_refused(tmp_path: Path) -> None:
    rows = ["Item,White,BME,White,BME", "Shortlisted,10,5,9,4", "Appointed,2,1,2,1"]
    assert "found two columns for white; expected one of 2021" in told(write(tmp_path / "x", recruitment=rows))


def test_a_published_summary_is_counted_as_the_people_it_says(tmp_path: Path) -> None:
    rows = ["Ethnicity,Number of colleagues,% of workforce", "BME,980,13%", 'White,"6,310",85%', "Not declared,130,2%",
            'Total,"7,420",100%']  # fmt: skip
    _, found = opened(write(tmp_path / "x", staff=rows))
    share = value(found, "1", "bme", "All staff", "percentage")
    assert (share.numerator, share.denominator, share.value) == (980, 7420, Decimal("13.2"))


def test_a_summary_in_which_nothing_counts_people_is_refused_and_not_counted_as_three(tmp_path: Path) -> None:
    said = told(write(tmp_path / "x", staff="Ethnicity,Share of workforce\nBME,13%\nWhite,85%\nNot declared,2%\n"))
    assert "found the headings “Ethnicity”, “Share of workforce”, none of which names a person" in said


def test_counts_in_rows_of_stages_are_refused_and_not_counted_as_applications(tmp_path: Path) -> None:
    rows = "Stage,Ethnicity,Number\nShortlisted,White,380\nShortlisted,BME,120\nAppointed,White,115\nAppointed,BME,20\n"
    assert "column “Number”: found 380 people in one row" in told(write(tmp_path / "x", recruitment=rows))


def test_percentages_under_an_indicators_number_are_no_bands(tmp_path: Path) -> None:
    rows = "WRES Indicator,White,BME\n5,25.0%,30.0%\n6,22%,27%\n7,58%,45%\n8,7%,14%\n"
    _, found = read(write(tmp_path / "x", results=rows))
    assert [str(value(found, code, "bme").value) for code in "5678"] == ["30.0", "27.0", "45.0", "14.0"]
    _, found = read(write(tmp_path / "y", results=rows.replace("%", "").replace(".0", "")))
    assert all(m.value is None for each, m in found if each.code == "1")


def test_a_heading_that_speaks_of_ethnicity_is_taken_and_said_and_none_or_two_are_asked(tmp_path: Path) -> None:
    extract, found = read(write(tmp_path / "x", staff="Person Number,NHS Ethnic Origin\n1,A\n2,H\n"))
    assert value(found, "1", "bme", "All staff", "headcount").value == 1
    assert "“NHS Ethnic Origin”, which speaks of ethnicity" in extract.quality.words()
    assert "none of which is a group of people" in told(write(tmp_path / "y", staff="Person Number,Band\n1,5\n"))
    two = "Person Number,Old ethnicity,Ethnicity (new)\n1,A,H\n"
    assert "two headings that speak of ethnicity" in told(write(tmp_path / "z", staff=two))


def test_cases_of_which_nothing_says_formal_are_told(tmp_path: Path) -> None:
    people = "person,ethnicity\n1,A\n2,H\n"
    extract, _ = read(write(tmp_path / "x", staff=people, cases="person,case type\n1,Disciplinary\n"))
    assert "no column that says which cases are formal" in extract.quality.words()


def test_a_table_on_its_side_is_read(tmp_path: Path) -> None:
    rows = [
        "Ethnicity,BME,White,Unknown,Total",
        "Applications,40,900,10,950",
        "Shortlisted,12,380,5,397",
        "Appointed,3,115,0,118",
    ]
    _, found = opened(write(tmp_path / "x", recruitment=rows))
    assert value(found, "2", "ratio").value == Decimal("1.21")


@pytest.mark.parametrize("appointed", [(1, 0), (0, 1), (1, 1), (0, 0)])
def test_counts_by_group_with_at_most_one_appointed_are_counts(appointed: tuple[int, int], tmp_path: Path) -> None:
    rows = ["ethnicity,shortlisted,appointed", f"A,40,{appointed[0]}", f"H,7,{appointed[1]}"]
    _, found = opened(write(tmp_path / "x", recruitment=rows))
    assert [value(found, "2", group).numerator for group in ("white", "bme")] == list(appointed)
    assert [value(found, "2", group).denominator for group in ("white", "bme")] == [40, 7]


def survey(tmp_path: Path, *rows: str) -> Path:
    return write(tmp_path / "x", survey=rows)


def test_two_values_of_one_question_and_group_are_an_error(tmp_path: Path) -> None:
    for head, row in (("question,ethnicity,percent", "5,BME,33.3"), ("question,ethnicity,yes,answered", "5,BME,14,42")):
        assert "found two rows for bme, 5" in told(survey(tmp_path, head, row, row))


def test_parts_of_a_group_are_added_where_they_are_counts_and_asked_where_they_are_percentages(tmp_path: Path) -> None:
    _, found = opened(
        survey(tmp_path, "question,ethnicity,yes,answered", "5,A White British,20,80", "5,C White other,10,20")
    )
    assert (value(found, "5", "white").numerator, value(found, "5", "white").denominator) == (30, 100)
    said = told(
        survey(tmp_path, "question,ethnicity,percent,answered", "5,A White British,25,80", "5,C White other,50,20")
    )
    assert "of parts the numbers who said yes and who answered" in said


def test_parts_never_overwrite_the_group(tmp_path: Path) -> None:
    for rows in (("5,White,27.3", "5,B White Irish,50"), ("5,B White Irish,50", "5,White,27.3")):
        extract, found = opened(survey(tmp_path, "question,ethnicity,percent", *rows))
        assert value(found, "5", "white").value == Decimal("27.3")
        assert "parts of white, 5 beside the group itself" in extract.quality.words()


@pytest.mark.parametrize(
    ("percent", "right"), [("27.3", True), ("27", True), ("27.27", True), ("27.2", False), ("28", False)]
)
def test_a_percentage_beside_counts_is_held_against_them(percent: str, right: bool, tmp_path: Path) -> None:
    folder = survey(tmp_path, "question,ethnicity,percent,yes,answered", f"5,White,{percent},30,110")
    if right:
        assert value(opened(folder)[1], "5", "white").numerator == 30
    else:
        assert f"found {percent} beside 30 of 110, which is 27.3%" in told(folder)
