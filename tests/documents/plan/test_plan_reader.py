"""Whole tables as authors lay them out: every action found, none invented, every doubt told."""

import json
import random

import pytest

from tests.documents.plans.expected import list_plans, load_plan
from tests.documents.plans.score import choose, score_plan
from tests.slices import times
from wres_bot.admin.plan_preview import flatten_plan
from wres_bot.documents.csv_files import write_csv
from wres_bot.documents.plan.plan_reader import ReadPlan
from wres_bot.documents.plan_table import read_plan

YEAR = "2024-25"


def read(*rows: str, year: str = YEAR, **more: str) -> ReadPlan:
    return read_plan("\n".join(rows).encode(), year=year, title="Plan", answers=more)


def told(plan: ReadPlan) -> list[tuple[str, str, str]]:
    return [(row.ref, row.title, row.section) for row in plan.rows]


HEADINGS = [
    "Reference,Action to be taken,Responsible owner(s),Completion date,Outcomes",
    "Ref No.,Actions,Leads,Due date (month),Comments",
    "No.,What will we do?,Who will lead this?,By when,How will we know it has worked?",
    "Item,Key action,Lead officer,Timescale,Measure of success",
    "ID,Deliverable,SRO,Target completion,Evidence",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings_in_the_authors_words_are_known(heading: str) -> None:
    plan = read(heading, "1.1,Advertise posts in community venues,Head of Resourcing,June 2024,More applicants")
    (row,) = plan.rows
    assert (row.ref, row.title, [o.name for o in row.owners]) == (
        "1.1", "Advertise posts in community venues", ["Head of Resourcing"],
    )  # fmt: skip
    assert [str(m.due) for m in row.milestones] == ["2024-06-30"]
    assert row.notes is not None and row.notes.endswith(": More applicants")
    assert not plan.questions and not plan.unread


def test_sections_come_from_banners_and_numbers_that_restart_stay_apart() -> None:
    plan = read(
        "Anti-racist culture,,,", "No.,Action,Lead,Review/Target Completion", "1,Refresh the guidance,EDI "
                                                                              "Lead,31.03.2025",
        ",,,", "Career development,,,", "No.,Action,Leads,Target Completion", "1,Open the scheme,Head of "
                                                                              "OD,30.06.2025",
        "Total,2 actions,,",
    )  # fmt: skip
    assert told(plan) == [
        ("AC1", "Refresh the guidance", "Anti-racist culture"), ("CD1", "Open the scheme", "Career development"),
    ]  # fmt: skip
    assert [row.label for row in plan.rows] == ["1", "1"]
    assert not plan.unread


def test_two_rows_of_headings_are_one() -> None:
    (row,) = read(
        ",,Who,When,",
        "Objectives,Actions,Officer,By,Update",
        "Leadership,Name a lead,Planning Manager,March 2025,Achieved",
    ).rows
    assert (row.section, row.status, [o.name for o in row.owners]) == ("Leadership", "done", ["Planning Manager"])


def test_headings_far_down_and_what_stands_above_them() -> None:
    plan = read(*(f"Version note {n}" for n in range(11)), "ref,title,section,owner,due", "1,Adopt it,S,CEO,June 2024")
    assert told(plan) == [("1", "Adopt it", "S")]
    assert len(plan.unread) == 11


def test_quarters_may_be_columns_and_figures_are_none() -> None:
    plan = read(",Q1 Apr - Jun 2024,Q3/4 Oct 2024 - Mar 2025", "Represented,Train the officers,Run workshops")
    assert [(r.ref, [str(m.due) for m in r.milestones]) for r in plan.rows] == [
        ("R1", ["2024-06-30"]), ("R2", ["2025-03-31"]),
    ]  # fmt: skip
    assert read("Indicator,2023,2024", "BME staff,19.5%,20%", "White staff,79%,78%").rows == ()


def test_several_actions_in_a_cell_are_offered_apart() -> None:
    plan = read(
        "No,Action,Lead,When", '1,"1. Record the reasons.\n2. Train managers.",EDI Lead,"1. May 2024\n2. June 2024"'
    )
    assert [(r.ref, r.title, str(r.milestones[0].due)) for r in plan.rows] == [
        ("1.1", "Record the reasons.", "2024-05-31"), ("1.2", "Train managers.", "2024-06-30"),
    ]  # fmt: skip
    assert all("one cell held 2 actions" in row.doubts[0] for row in plan.rows)
    listed = read("No,Action,Lead,When", '1,"Report on:\n• leavers\n• joiners",EDI Lead,May 2024')
    assert len(listed.rows) == 1


def test_owners_merged_down_are_taken_from_above_and_told() -> None:
    plan = read(
        "No,Action,Lead,When", "1,Open a café,Head of HR,May 2024", "2,Train panels,,May 2024", "3,Go on,As above,"
    )
    assert [[o.name for o in row.owners] for row in plan.rows] == [["Head of HR"]] * 3
    assert [any("row above" in doubt for doubt in row.doubts) for row in plan.rows] == [False, True, True]


def test_the_status_may_stand_in_the_action_or_beside_the_date() -> None:
    plan = read("No,Action,Lead", '1,"Minutes\nAmend the third item.\nStatus: complete",CEO')
    assert [(row.title, row.status) for row in plan.rows] == [("Minutes\nAmend the third item.", "done")]
    beside = read("No,Action,Lead,When", "1,A thing to do,CEO,Ongoing 31.01.2025", "2,B thing to do,CEO,Completed")
    assert [row.status for row in beside.rows] == ["in progress", "done"]


def test_a_date_inside_the_action_is_offered() -> None:
    plan = read("Section,Ref,Action", "S,1,Review panels (December 24)", "S,2,Publish it by 31 March 2025")
    assert [str(row.milestones[0].due) for row in plan.rows] == ["2024-12-31", "2025-03-31"]
    assert all("own words" in " ".join(row.doubts) for row in plan.rows)


def test_a_spreadsheets_error_is_told_with_its_place() -> None:
    plan = read("ref,title,section,owners,due", "1,#NAME?,S,CEO,June 2024", "2,B,S,#N/A,#REF!")
    assert [row.ref for row in plan.rows] == ["2"] and plan.rows[0].owners == ()
    errors = [(one.place.row, one.place.column, one.text) for one in plan.unread if one.text.startswith("#")]
    assert errors == [(2, "title", "#NAME?"), (3, "owners", "#N/A"), (3, "due", "#REF!")]


def test_what_colours_mean_is_asked_once_or_read_from_the_key() -> None:
    rows = ("Action,Lead,When,RAG", "Open a café,CEO,May 2024,Green", "Train,CEO,May 2024,Blue", "Go,CEO,May 2024,R")
    plan = read(*rows)
    assert [q.question for q in plan.questions] == ["rag"]
    assert [row.status for row in plan.rows] == ["in progress", "done", "delayed"]
    answered = read(*rows, rag="green done, amber in progress, red not started")
    assert [row.status for row in answered.rows] == ["done", "done", "not started"] and not answered.open_questions
    keyed = read("Key: Green = complete; Blue = on track; Red = not started,,,", *rows)
    assert [row.status for row in keyed.rows] == ["done", "in progress", "not started"] and not keyed.questions


def test_dates_that_count_from_a_beginning_are_asked_once() -> None:
    rows = ("Action,Lead,When", "Open a café,CEO,Within 6 months", "Train,CEO,Year 2", "Go on,CEO,At each Board")
    plan = read(*rows)
    assert [q.question for q in plan.questions] == ["relative-dates"]
    assert [[str(m.due) for m in row.milestones] for row in plan.rows] == [["2024-09-30"], ["2026-03-31"], []]
    left = read(*rows, **{"relative-dates": "leave them as words, and remind nobody"})
    assert [row.milestones for row in left.rows] == [(), (), ()]
    assert [one.text for one in left.unread] == ["Within 6 months", "Year 2", "At each Board"]


def test_numbers_belong_to_the_framework_the_document_names() -> None:
    one = read("WDES action plan,,,", "Action,Indicator,Lead,When", "Open a café,2,CEO,May 2024")
    assert [str(r) for r in one.rows[0].references] == ["WDES 2"]
    both = read("WRES and WDES action plan,,,", "Action,Indicator,Lead,When", "Open a café,2,CEO,May 2024")
    assert [q.question for q in both.questions] == ["framework"]


def test_a_last_years_zero_lost_by_a_spreadsheet_is_found_or_told() -> None:
    rows = [f"2.{n},Do thing {n} well,CEO,May 2024" for n in (8, 9, 1, 11)]
    plan = read("No,Action,Lead,When", "2.1,Do thing one,CEO,May 2024", *rows)
    assert [row.ref for row in plan.rows] == ["2.1", "2.8", "2.9", "2.10", "2.11"]


@pytest.mark.parametrize("file", list_plans())
def test_a_plan_of_the_corpus_is_read_right_or_told(file: str) -> None:
    plan = load_plan(file)
    printed = flatten_plan(read_plan(plan.path, year=plan.year, title="TRIED " + plan.year))
    answers = {q["question"]: choose(plan, q) for q in printed["questions"]}
    asked = len(answers)
    if answers:
        printed = flatten_plan(read_plan(plan.path, year=plan.year, title="TRIED " + plan.year, answers=answers))
    assert score_plan(plan, json.loads(json.dumps(printed)), asked).complaints == []


DUES = {
    "Six monthly": "recurring every 6", "31 August (annually)": "recurring every 12 months from 2024-08-31",
    "January – March 2025": "deadline 2025-03-31", "Q3/4": "deadline 2025-03-31", "Complete by March 25":
        "deadline 2025-03-31",
    "Phase 1 June 2024 Phase 2 Dec 2024": "deadline 2024-06-30 (Phase 1) deadline 2024-12-31", "FY25/26":
        "deadline 2026-03-31",
    "31/03/25 (revised from 31/12/24)": "deadline 2025-03-31, moved from 2024-12-31", "45473": "deadline 2024-06-30",
    "TBC": "told", "At each Board": "told", "early 2025": "told", "31.02.2025": "told", "": "told", "Q3 2024": "told",
}  # fmt: skip
STATUSES = {
    "50% complete": "in progress", "Not complete": "no update", "No progress": "not started", "Completed": "done",
    "Stage 1 completed; stage 2 in progress": "in progress", "Overdue": "delayed", "Superseded": "cancelled",
    "to be completed soon": "told", "as discussed": "told", "Complete?": "told", "Mainly completed": "in progress",
}  # fmt: skip
OWNERS = {
    "Diversity and Inclusion Manager": "Diversity and Inclusion Manager", "Head of HR and Learning":
        "Head of HR and Learning",
    "EDI Lead, HR Director and CEO": "EDI Lead|HR Director|CEO", "Head of EDI (QZ)": "told", "Zarina Quillfeather":
        "told",
    "TBC": "told", "Learning & Development": "told", "Estates Manager": "Estates Manager",
}  # fmt: skip
INDICATORS = {
    "WDES 4a": "WDES 4a", "1-3": "WRES 1 WRES 2 WRES 3", "HIA 6": "HIA 6", "01-Aug": "told", "17": "told", "various":
        "told",
    "4a": "told", "WRES 2; PSED": "WRES 2 PSED",
}  # fmt: skip


@pytest.mark.simulation
@pytest.mark.parametrize("seed", range(times(2)))
def test_of_two_hundred_cells_that_may_go_wrong_each_is_right_or_told(seed: int) -> None:
    """Fifty rows of four such cells each, put together by chance."""
    chance = random.Random(seed)
    kinds = (OWNERS, DUES, STATUSES, INDICATORS)
    planted = [[chance.choice(list(kind)) for kind in kinds] for _ in range(50)]
    rows = [["No", "Action", "Responsible", "By when", "Status", "WRES/WDES ref", "Rev"]]
    rows[0][5] = "Indicators"
    rows += [[f"{n}.1", f"Do thing number {n} for everybody", *cells, ""] for n, cells in enumerate(planted, 1)]
    plan = flatten_plan(read_plan(write_csv(rows), year=YEAR, answers={}))
    assert len(plan["actions"]) == 50
    for cells, action in zip(planted, plan["actions"], strict=True):
        got = ["|".join(action["owners"]), " ".join(action["dates"]), action["status"], " ".join(action["references"])]
        doubted = ["owners:", "due:", "status:", "indicators:"]
        for kind, words, value, about in zip(kinds, cells, got, doubted, strict=True):
            right = kind[words]
            is_told = any(doubt.startswith(about) for doubt in action["doubts"])
            assert is_told if right == "told" else value.startswith(right) or right in value, (words, value, action)


PASTED = """Equality action plan 2024 - 2025
This plan was drawn up with the networks, and says what is done.
1. Workforce data - Metrics 1 and 9
Objectives   Better figures
Reference   Action to be taken  Responsible owner(s)  Completion date Outcomes

1.1  Pair each senior leader with
a colleague for a year

Trust Board Chair, CEO
and HR Director

January 2025   Leaders speak of what they heard

1.2 Widen panels at every site

Head of Resourcing May 2024 • Panels are mixed
1. Workforce data - Metrics 1 and 9
Objectives   Better figures
Reference   Action to be taken  Responsible owner(s)  Completion date Outcomes
1.3 Report twice a year
Associate Director of
Education

Ongoing
2. Relations - Metric 3
Reference   Action to be taken  Responsible owner(s)  Completion date Outcomes
2.1 Look at every case

No owner stands here
"""


def test_numbered_actions_are_read_from_text_pasted_from_a_page_and_every_one_is_doubted() -> None:
    plan = read_plan(PASTED.encode(), year=YEAR)
    assert [(r.ref, r.title, r.section[:9], [o.name for o in r.owners], r.due_words) for r in plan.rows] == [
        ("1.1", "Pair each senior leader with a colleague for a year", "1. Workfo",
         ["Trust Board Chair", "CEO", "HR Director"], "January 2025"),
        ("1.2", "Widen panels at every site", "1. Workfo", ["Head of Resourcing"], "May 2024"),
        ("1.3", "Report twice a year", "1. Workfo", ["Associate Director of Education"], "Ongoing"),
        ("2.1", "Look at every case", "2. Relati", [], None),
    ]  # fmt: skip
    assert all("columns were lost" in row.doubts[-1] for row in plan.rows)


FIGURES = """# WRES report 2021

| Indicator | 2020 | 2021 |
|---|---|---|
| 2. Relative likelihood of appointment | 1.31 | 1.05 |
| 9. BME board membership | 13.3% | 13.4% |
| 5. Harassment by patients | 36.5% | 41.8% |

| Ref | Action | Lead | Due |
|---|---|---|---|
| 1.1 | Train every panel | Head of HR | March 2025 |
"""


def test_figures_beside_the_plan_are_asked_about_once_and_what_is_none_is_told() -> None:
    seen = read_plan(FIGURES.encode(), year=YEAR, title="Plan")
    [asked] = seen.questions
    assert asked.asks == "It holds 4 published figures of 2020 to 2021 too. Bring them in?"
    assert asked.choices[0] == "as WRES figures of “WRES report 2021”"
    assert [(f.standard, f.code, f.group, f.period, str(f.value)) for f in seen.figures] == [
        ("WRES", "2", "ratio", "2020", "1.31"), ("WRES", "2", "ratio", "2021", "1.05"),
        ("WRES", "9", "bme", "2020", "13.3"), ("WRES", "9", "bme", "2021", "13.4"),
    ]  # fmt: skip
    assert any("5. Harassment by patients" in left.text for left in seen.unread)
    assert any("Harassment by patients" in note for note in seen.notes)


def test_figures_that_are_left_out_are_told_as_text() -> None:
    left = read_plan(FIGURES.encode(), year=YEAR, title="Plan", answers={"figures": "leave them out"})
    assert left.figures == () and not left.open_questions
    assert any("9. BME board membership | 13.3% | 13.4%" in one.text for one in left.unread)


def test_a_form_or_a_list_that_is_no_plan_makes_no_action() -> None:
    for text in (
        "| Name of group | Race network |\n|---|---|\n| Chair | Elected |\n| Meets | Monthly |\n",
        "- Bring a pen\n- Sign in at reception\n- Parking is free\n",
        "# Who we are\n- Head of EDI\n- Chief Nurse\n",
        "# What we found\n- More people were promoted (March 2021)\n- The gap fell to 4% – 2020\n"
        "17 staff of band 8b – 2021\n",
        "# Board\nA session was held (August 2020)\nEncourage staff to join the network\n- We will:\n- listen\n",
        "Indicator      2020     2021\n1. Share of staff      12%     13%\nActions:\n• Train panels      Head of HR\n"
        "• Report it      Head of EDI (March 2021)\n• Listen more – Head of HR – June 2021\n",
    ):
        assert read_plan(text.encode(), year=YEAR, title="Plan").rows == ()


def test_a_column_of_statuses_with_nothing_in_it_is_told() -> None:
    def read_page(status: str) -> ReadPlan:
        rows = "".join(f"<tr><td>{n}<td>Do it as agreed<td>Head of HR<td>June 2024<td>{status}" for n in range(1, 4))
        head = "<!doctype html><table><tr><th>No<th>Action<th>Lead<th>Due<th>RAG"
        return read_plan(f"{head}{rows}</table>".encode(), year=YEAR, title="Plan")

    assert "“RAG” is empty in every row" in read_page("").notes[0]
    assert read_page("Done").notes == ()


def test_a_heading_with_labels_below_it_is_an_action_under_the_heading_above() -> None:
    labels = "Lead: Head of HR\nBy when: June 2024\nWhy: it matters\nStatus: On track\n"
    words = f"# Our plan\n## Recruit fairly\n### Publish outcomes\n{labels}"
    words += "### Test adverts\nLead: EDI Lead\nBy when: March 2025\n"
    seen = read_plan(words.encode(), year=YEAR, title="P")
    assert [(r.title, r.section, r.owners[0].name, r.due_words, r.status) for r in seen.rows] == [
        ("Publish outcomes", "Recruit fairly", "Head of HR", "June 2024", "in progress"),
        ("Test adverts", "Recruit fairly", "EDI Lead", "March 2025", "no update"),
    ]
    assert "Why: it matters" in (seen.rows[0].notes or "")


@pytest.mark.parametrize(
    ("line", "owner", "due"),
    [
        ("- Train every panel (Head of HR, March 2025)", "Head of HR", "March 2025"),
        ("- Train every panel [Head of HR; by March 2025]", "Head of HR", "March 2025"),
        ("- Train every panel – Head of HR – March 2025", "Head of HR", "March 2025"),
        ("- Train every panel. Lead: Head of HR. Deadline: March 2025", "Head of HR", "March 2025"),
        ("- Train every panel\n  Lead: Head of HR\n  By when: March 2025", "Head of HR", "March 2025"),
        ("- Train every panel (March 2025, Head of HR)", "Head of HR", "March 2025"),
    ],
)
def test_a_point_of_a_list_says_who_and_when(line: str, owner: str, due: str) -> None:
    seen = read_plan(
        f"# Fair recruitment\n\n{line}\n- Report it (EDI Lead, June 2024)\n".encode(), year=YEAR, title="P"
    )
    assert [(r.title, [o.name for o in r.owners], r.due_words) for r in seen.rows] == [
        ("Train every panel", [owner], due), ("Report it", ["EDI Lead"], "June 2024"),
    ]  # fmt: skip
