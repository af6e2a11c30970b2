"""Plan files as spreadsheets really write them, good and bad."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.documents.csv_files import write_csv
from wres_bot.documents.known_columns import read_grid
from wres_bot.documents.plan.plan_reader import ReadPlan
from wres_bot.documents.plan_table import COLUMNS, read_plan, write_plan
from wres_bot.documents.tables import (
    FORMULA_STARTS,
    clean_cell,
    escape_formula,
    unescape_formula,
)
from wres_bot.documents.workbooks import write_workbook
from wres_bot.domain.milestones import PublishedMilestone
from wres_bot.domain.plan_rows import OwnerRow, PlanRow, Problem

YEAR = "2020-21"
HEAD = "ref,title,section,owners,due"
ROW = "2.3,Café rota,Section 2,Head of EDI,January 2021"
TEMPLATES = Path(__file__).parents[2] / "config" / "templates"


def plan(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *lines)).encode()


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]


def doubts(read: ReadPlan) -> list[str]:
    return [doubt for row in read.rows for doubt in row.doubts]


GOOD = plan(ROW)


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"\n", b"\r\n"),
        GOOD.replace(b",", b";"),
        GOOD.replace(b",", b"\t"),
        GOOD.decode().encode("cp1252"),
        GOOD.decode().encode("utf-16"),
        GOOD + b"\n\n,,,,\n\n",
        b"Our plan,,,,\n\n" + GOOD,
        GOOD.replace(b"ref,title", b"Ref,TITLE").replace(b"owners", b"Owner").replace(b"due", b"Due date"),
    ],
)
def test_a_plan_is_read_however_a_spreadsheet_saved_it(data: bytes) -> None:
    read = read_plan(data, year=YEAR)
    assert told(read.problems) == []
    (row,) = read.rows
    assert (row.ref, row.title, row.section, row.owners) == (
        "2.3", "Café rota", "Section 2", (OwnerRow("Head of EDI", True, "only_owner"),),
    )  # fmt: skip
    assert [m.due for m in row.milestones] == [date(2021, 1, 31)]


def test_a_workbook_is_read_with_its_numbers_and_dates() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ref", "title", "section", "owners", "due"])
    sheet.append([2.3, "A", 1, "CEO", date(2021, 3, 31)])
    sheet.append([])
    sheet.append([3, "B", "1", "CEO", "Quarterly"])
    out = io.BytesIO()
    book.save(out)
    rows = read_plan(out.getvalue(), year=YEAR).rows
    assert [(row.ref, row.section, row.row) for row in rows] == [("2.3", "1", 2), ("3", "1", 4)]
    assert rows[0].milestones[0].due == date(2021, 3, 31)


def test_where_no_heading_says_which_column_holds_the_actions_it_is_asked_once() -> None:
    rows = (
        "2.3,Open the café at night,Section 2,Head of EDI,January 2021",
        "2.4,Train every panel chair,S,CEO,May 2021",
    )
    read = read_plan(plan(*rows, head="ref,tittle,section,owners,due"), year=YEAR)
    assert [row.title for row in read.rows] == ["Open the café at night", "Train every panel chair"]
    (question,) = read.questions
    assert question.asks == "Which column says what is to be done? I think “tittle”."
    assert (question.taken, question.answered) == ("tittle", False)
    again = read_plan(plan(*rows, head="ref,tittle,section,owners,due"), year=YEAR, answers={"action-column": "tittle"})
    assert not again.open_questions


def test_no_row_is_lost_for_its_ref() -> None:
    read = read_plan(
        plan(
            ROW,
            "2.3,Again,S,CEO,May 2021",
            ",No ref,S,CEO,",
            "not a ref!,T,S,CEO,",
            "2.4,,S,CEO,",
            "2.5,Good,S,CEO,TBC",
        ),
        year=YEAR,
    )
    assert [(row.ref, row.label) for row in read.rows] == [
        ("2.3", None), ("2.3b", "2.3"), ("SB1", None), ("SB2", "not a ref!"), ("2.5", None),
    ]  # fmt: skip
    assert "ref 2.3 stands twice, so this one is 2.3b" in doubts(read)[0]
    assert [(leftover.place.row, leftover.text) for leftover in read.unread] == [(6, "2.4 | S | CEO"), (7, "TBC")]
    assert read.rows[-1].unread == "TBC"


def test_what_was_assumed_is_told() -> None:
    read = read_plan(plan("1,A,S,CEO,Ongoing 31.01.2021"), year=YEAR)
    assert ["taken as a review" in doubt for doubt in doubts(read)] == [True]
    assert not read.errors


def test_a_column_we_have_no_place_for_is_kept_with_the_notes() -> None:
    read = read_plan(plan(ROW + ",9", head=HEAD + ",shoe size"), year=YEAR)
    assert [row.notes for row in read.rows] == ["shoe size: 9"]


def test_two_headings_for_one_meaning_are_both_kept() -> None:
    (row,) = read_plan(plan(ROW + ",x", head=HEAD + ",Title"), year=YEAR).rows
    assert (row.title, row.notes) == ("Café rota", "Title: x")


def test_a_formula_is_kept_as_text_and_said_so() -> None:
    read = read_plan(plan('2.3,"=HYPERLINK(""http://x"")",S,CEO,'), year=YEAR)
    assert read.rows[0].title == '=HYPERLINK("http://x")'
    assert any("a formula" in doubt for doubt in doubts(read))
    assert b"'=HYPERLINK" in write_plan(read.rows, year=YEAR, write=write_csv)


def test_a_dependency_on_an_action_that_is_not_there_is_refused() -> None:
    head = HEAD + ",depends on"
    read = read_plan(plan("1,A,S,CEO,,2", "2,B,S,CEO,,9", "3,C,S,CEO,,3", head=head), year=YEAR)
    assert [row.ref for row in read.rows] == ["1"]
    assert [(p.row, p.column) for p in read.errors] == [(3, "depends on"), (4, "depends on")]


def test_statuses_and_dates_can_be_stated_precisely() -> None:
    head = HEAD + ",posts,dates,status,status now,status date"
    row = "1,A,S,Everybody,Ongoing,CEO; Head of EDI (lead),deadline: 30 June 2021 (report),ACHIEVED,delayed,31.08.2021"
    (only,) = read_plan(plan(row, head=head), year=YEAR).rows
    assert [(o.name, o.lead, o.basis) for o in only.owners] == [("CEO", False, None), ("Head of EDI", True, "explicit")]
    assert [(m.kind, m.due, m.label) for m in only.milestones] == [("deadline", date(2021, 6, 30), "report")]
    assert (only.status, only.status_words, only.status_date) == ("delayed", "ACHIEVED", date(2021, 8, 31))


def test_a_precise_cell_that_is_not_precise_is_refused() -> None:
    head = HEAD + ",dates,status now,status date,confidence"
    read = read_plan(plan("1,A,S,CEO,,by then,nearly,soon,very", head=head), year=YEAR)
    assert {problem.column for problem in read.errors} == {"confidence", "status now", "dates", "status date"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "an empty file"),
        (b"   \n", "an empty file"),
        (b"\x00\x01\x02binary", "a file that is not text"),
        (b"PK\x03\x04broken", "a workbook that cannot be opened"),
        (b"\xd0\xcf\x11\xe0broken", "a file that cannot be opened"),
        (b"hello there\nno table", "no table of actions; it begins “hello there, no table”"),
        (HEAD.encode(), "no table of actions"),
        (b'ref,title,section\n1,"never closed ' + b"x" * 200_000, "a quote that is never closed"),
        (plan(*["1,A,S,CEO,"] * 20_001), "20,002 rows"),
        (b"x" * 10_000_001, "a file of 10 MB"),
    ],
)
def test_what_is_no_plan_gets_a_clear_answer(data: bytes, words: str) -> None:
    read = read_plan(data, year=YEAR)
    assert read.errors
    assert any(words in problem for problem in told(read.problems))


def test_a_very_long_cell_is_cut_and_said_so() -> None:
    read = read_plan(plan("1," + "x" * 5_000 + ",S,CEO,"), year=YEAR)
    assert len(read.rows[0].title) == 4_000
    assert any("5,000 characters, of which the first 4,000 are kept" in doubt for doubt in doubts(read))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "plan.csv"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    read = read_plan(huge, year=YEAR)
    assert told(read.errors) == [
        "the file: found a file of 100 MB; expected at most 50 MB; a plan is far smaller, so this may be another file"
    ]


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert "no file that can be read" in told(read_plan(tmp_path / "none.csv", year=YEAR).errors)[0]


def test_a_workbook_with_a_cell_far_away_is_refused() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["XFD1048576"] = "far"
    out = io.BytesIO()
    book.save(out)
    assert "1,048,576 rows" in told(read_plan(out.getvalue(), year=YEAR).errors)[0]


def test_a_workbook_that_unpacks_to_very_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    assert "very large size" in told(read_plan(out.getvalue(), year=YEAR).errors)[0]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_harm(data: bytes) -> None:
    for start in (b"", HEAD.encode() + b"\n", b"PK\x03\x04"):
        read_plan(start + data, year=YEAR)


@given(st.text())
def test_a_neutral_cell_reads_back_and_never_starts_a_formula(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text
    assert not escape_formula(text).startswith(tuple(FORMULA_STARTS))


CELLS = st.text(max_size=30).map(clean_cell)
MILESTONES = st.dates(date(2000, 1, 1), date(2090, 1, 1)).map(
    lambda day: PublishedMilestone("deadline", due=day, until=day, precision="day", period=day.isoformat())
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_a_grid_survives_both_formats(rows: list[tuple[str, str]]) -> None:
    grid = [["first", "second"], *(["x" + a.replace("\r", ""), b.replace("\r", "")] for a, b in rows)]
    assert read_grid(write_csv(grid)) == grid
    assert [row + [""] * (2 - len(row)) for row in read_grid(write_workbook(grid))] == grid


@given(
    st.lists(CELLS.filter(bool), min_size=1, max_size=3, unique=True),
    CELLS,
    MILESTONES,
    st.sampled_from(["no update", "in progress", "done"]),
    st.booleans(),
)
def test_an_exported_row_reads_back(
    titles: list[str], words: str, milestone: PublishedMilestone, status: str, continuing: bool
) -> None:
    rows = tuple(
        PlanRow(
            ref=f"{number}.1",
            title=title,
            section="S",
            owner_words="CEO",
            owners=(OwnerRow("CEO", True, "only_owner"),),
            due_words=words or None,
            milestones=(milestone,),
            status=status,  # type: ignore[arg-type]
            continuing=continuing and status == "done",
            notes=words or None,
        )
        for number, title in enumerate(titles, 1)
    )
    for written in (write_plan(rows, year=YEAR, write=write_csv), write_plan(rows, year=YEAR, write=write_workbook)):
        again = read_plan(written, year=YEAR).rows
        assert [(r.ref, r.title, r.due_words, r.status, r.continuing, r.notes, r.owners) for r in again] == [
            (r.ref, r.title, r.due_words, r.status, r.continuing, r.notes, r.owners) for r in rows
        ]
        assert [[(m.kind, m.due, m.until, m.precision) for m in r.milestones] for r in again] == [
            [(milestone.kind, milestone.due, milestone.until, milestone.precision)] for r in rows
        ]


def test_templates_name_every_column() -> None:
    assert read_grid((TEMPLATES / "plan.csv").read_bytes())[0] == [column.name for column in COLUMNS]
    for name in ("plan", "people", "targets", "indicators"):
        assert len(read_grid((TEMPLATES / f"{name}.csv").read_bytes())) == 1
