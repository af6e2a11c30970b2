"""Makes the plans of this folder and their answer key: `python -m tests.documents.plans.make [part of a name]`.

Owns what stands in each plan. The words and what they mean are in wordings.py, how it looks in layouts.py.
"""

import csv
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tests.documents.plans.expected import FILES, Answer, ExpectedAction, ExpectedPlan, write_plan
from tests.documents.plans.layouts import (
    Cell,
    Document,
    Table,
    Text,
    convert,
    draw_slides,
    draw_text,
    draw_word,
    draw_workbook,
    indent_row,
    track_change,
)
from tests.documents.plans.wordings import OR_DUE, OWNERS, REFERENCES, STATUS, TITLES, UNDATED, read_due

EXAMPLES = Path(__file__).parents[3] / "config" / "examples"
RAG = [Answer(["red", "amber", "green"], "usual")]
LOREM = (
    "This plan was drawn up with the staff networks and staff side. It sets out what we will do over the coming year "
    "and will be looked at by the equality steering group each quarter and by the board once a year."
)


@dataclass
class Row:
    """One action as the document says it."""

    title: str
    owners: str = ""
    due: str = ""
    status: str = ""
    refs: str | None = None
    number: str | None = None
    ref: str | None = None
    section: str | None = None
    place: str | None = None
    due_read: list[Any] | None = None
    status_read: str | None = None
    owners_read: list[str] | None = None

    def expect(self) -> ExpectedAction:
        readings = [self.due_read] if self.due_read is not None else OR_DUE.get(self.due) or [read_due(self.due)]
        status = self.status or (self.due if self.due in STATUS and self.due else "")
        return ExpectedAction(
            title=self.title,
            owners=self.owners_read if self.owners_read is not None else OWNERS[self.owners],
            due=self.due,
            dates=None if self.due in UNDATED else readings,
            status=self.status_read or STATUS[status],
            status_published=self.status if self.status else None,
            references=None if self.refs is None else REFERENCES[self.refs],
            section=self.section,
            ref=self.ref,
            number=self.number,
            place=self.place,
            doubtful=["due"] if self.due in UNDATED else [],
        )


@dataclass
class Made:
    """A document, its actions, and what else is right of it."""

    document: Document
    rows: Sequence[Row]
    unread: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    questions: int = 2
    finish: Callable[[Any], None] | None = None
    landscape: bool = True
    separator: str = ","
    encoding: str = "utf-8"


PLANS: dict[str, tuple[str, str, str | None, Callable[[], Made]]] = {}


def plan(file: str, year: str, kind: str, by: str | None = None) -> Callable[[Callable[[], Made]], Callable[[], Made]]:
    """Puts a plan into the list: its file, its year, what it tries; `by`: drawn as this, then converted."""

    def put(make: Callable[[], Made]) -> Callable[[], Made]:
        PLANS[file] = (year, kind, by, make)
        return make

    return put


def take(
    topic: str,
    count: int,
    owners: Iterable[str],
    dues: Iterable[str],
    statuses: Iterable[str] = ("",),
    refs: Iterable[str | None] = (None,),
    start: int = 0,
    **more: Any,
) -> list[Row]:
    """So many actions of one topic, with posts, dates and statuses going round."""
    titles = TITLES[topic][start : start + count]
    assert len(titles) == count, (topic, count)
    each = (islice(cycle(values), count) for values in (owners, dues, statuses, refs))
    return [Row(title, *cells, **more) for title, *cells in zip(titles, *each, strict=True)]


def number(rows: list[Row], form: str = "{}", start: int = 1, ref: bool = False) -> list[Row]:
    """Gives each row the document's own number; `ref`: in a shape that is a ref already."""
    for n, row in enumerate(rows, start):
        row.number = form.format(n)
        row.ref = row.number if ref else None
    return rows


def under(section: str, rows: list[Row], place: str | None = None) -> list[Row]:
    for row in rows:
        row.section, row.place = section, place
    return rows


def example(name: str) -> list[dict[str, str]]:
    """A bundled plan's rows: published documents in our own words."""
    with (EXAMPLES / name / "plan.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


# --- The three documents, rebuilt ------------------------------------------------------------------------------------


def esneft() -> Made:
    rows: list[Row] = []
    document: Document = [Text("Workforce Race Equality Standard: action plan 2020-21", 1), Text(LOREM), Text(LOREM)]
    launch = "November 2020 (launch)\nMay 2021 (mid-year review)\nNovember 2021 (annual review)"
    owners = {
        "Head of EDI & HR Business Partners": "Head of EDI &\nHR Business Partners",
        "Head of EDI (Lead) / Director of Governance": "Head of EDI (Lead)\nDirector of Governance",
        "Trust Board Chair (Lead) / CEO": "Trust Board Chair (Lead)\nCEO",
        "Freedom to Speak Up": "Freedom to Speak Up Guardian",
        "AD Education (lead)": "Assistant Director of Education",
        "Head of Employee relations (lead)": "Head of Employee Relations",
    }
    references = {"1": "1 and 9", "2": "2, 3, 4", "3": "5, 6, 7 and 8"}
    found = example("esneft-2020-21")
    for name in dict.fromkeys(row["section"] for row in found):
        refs = references[name[0]]
        head = f"{name} – Metrics {refs}"
        table = Table(
            [
                [Cell(head, 5, bold=True)],
                ["Objectives", Cell("Better representation at senior levels and a smaller gap in experience.", 4)],
                ["Why these actions?", Cell("Our figures show fewer BAME colleagues from band 8a upwards.", 4)],
                ["Reference", "Action to be taken", "Responsible owner(s)", "Completion date", "Outcomes"],
            ],
            headings=4,
            widths=[2.2, 9.5, 4.5, 4, 6],
        )
        for row in (row for row in found if row["section"] == name):
            due = launch if row["ref"] == "2.3" else row["due"]
            made = Row(
                row["title"],
                owners.get(row["owners"], row["owners"]),
                due,
                ref=row["ref"],
                number=row["ref"],
                section=name,
            )
            rows.append(made)
            table.rows.append(
                [row["ref"], made.title, made.owners, due, f"Seen in {row['indicators'].lower()} next year"]
            )
        document += [Text(""), table]
    return Made(document, rows)


plan(
    "01-owners-and-outcomes-by-section.docx", "2020-21", "headings in the author's words, a block of headings a section"
)(esneft)
plan("02-owners-and-outcomes-by-section.pdf", "2020-21", "landscape tables over pages, headings repeated", "docx")(
    esneft
)


def kingston() -> Made:
    figures = [
        ["WRES Indicator", "2019", "2020", "2021"],
        ["2. Likelihood of being appointed from shortlisting", "1.36", "1.31", "1.05"],
        ["3. Likelihood of entering the formal disciplinary process", "1.27", "2.7", "1.04"],
        ["5. Harassment, bullying or abuse from patients or the public", "34.3 %", "36.5%", "41.8%"],
        ["9. BME board membership", "6.7%", "13.3%", "13.3%"],
    ]
    ad = "Assistant Director – Equality, Diversity & Inclusion"
    two = "Head of Equality, Diversity & Inclusion\nHead of Recruitment"
    blocks = [
        (
            "2. Likelihood of white applicants being appointed from shortlisting",
            "1.05",
            ["2"],
            [
                (two, "January 2022"),
                (two, "January 2022"),
                (two, "March 2022"),
                (two, "March 2022"),
                (ad, "Quarterly"),
                (ad, "December 2021"),
                (f"EMC with support from {ad}", "March 2022"),
            ],
        ),
        (
            "3. Likelihood of BME staff entering the formal disciplinary process",
            "1.04",
            ["3"],
            [
                (ad, "Ongoing"),
                (ad, "Ongoing"),
            ],
        ),
        (
            "4. Likelihood of white staff accessing non-mandatory training",
            "0.76",
            ["4"],
            [
                ("Head of Equality, Diversity & Inclusion", "Quarterly"),
                ("Head of Equality, Diversity & Inclusion", "January 2022"),
            ],
        ),
        ("9. BME board membership", "13.3%", ["9"], [(ad, "Ongoing")]),
    ]
    titles = iter([row["title"] for row in example("kingston-2021-22") if row["ref"][0] in "2349"])
    table = Table(
        [["WRES Indicator", "Trust Score", "Actions", "Timescale", "Lead Responsibility"]], widths=[6, 2, 9, 3, 6]
    )
    rows: list[Row] = []
    for indicator, score, refs, actions in blocks:
        for n, (owner, due) in enumerate(actions):
            row = Row(next(titles), owner, due, refs=refs[0], section=indicator)
            rows.append(row)
            first = [Cell(indicator, down=len(actions)), Cell(score, down=len(actions))] if not n else []
            table.rows.append([*first, row.title, due, owner])
    return Made(
        [
            Text("Workforce Race Equality Standard 2021: data and action plan", 1),
            Text(LOREM),
            Text("2021 data", 2),
            Table([*figures]),
            Text("Action plan", 2, break_before=True),
            table,
            Text("The next report goes to the Equality, Diversity and Inclusion Committee."),
        ],
        rows,
    )


plan(
    "03-by-indicator-with-scores.docx", "2021-22", "grouped by indicator with merged cells; a table of figures before"
)(kingston)
plan("04-by-indicator-with-scores.pdf", "2021-22", "the same with merged cells on paper", "docx")(kingston)


@plan(
    "05-progress-report.docx", "2020-21", "ACTION n above the words, the status in capitals at the head of the comments"
)
def nscht_progress() -> Made:
    cells = [
        (
            "Advance four workforce inclusion projects",
            "Project Leads",
            "Bi-monthly progress reports",
            "ACHIEVED AND ONGOING",
        ),
        (
            "Deliver the aspirational target plan for senior representation",
            "Recruiting managers",
            "Throughout year",
            "PROGRESS MADE & ONGOING",
        ),
        (
            "Trust-wide race inclusion learning programme with role play",
            "DofWF with D&I Lead & Leadership Development Lead",
            "To be rolled out from Q3 2020-21",
            "DELIVERY DELAYED.\nPART ACHIEVED AND ONGOING",
        ),
        ("Keep supporting alumni of the leadership course", "D&I Lead", "Delivery in 2020-21", "ACHIEVED AND ONGOING"),
        (
            "Plan a second wave of the leadership course",
            "DofWF with D&I Lead",
            "Plan in place by end of March 2021",
            "DELAYED BUT PROGRESSING",
        ),
        (
            "Deliver People Plan race inclusion commitments",
            "DofWF with D&I Lead",
            "Within year",
            "PROGRESS MADE 2020-21",
        ),
        ("Recruit to new positive-action roles", "Associate Directors", "Within year", "ACTION CANCELLED"),
    ]
    heads = [
        "WRES ACTION PRIORITIES 2020-21",
        "By Who",
        "By When",
        "Comments / Progress to date",
        "Where reported / monitored",
    ]
    table = Table([list(heads)], widths=[8, 4, 4, 8, 3])
    rows = []
    for n, (title, owners, due, status) in enumerate(cells, 1):
        rows.append(Row(title, owners, due, status, number=f"ACTION {n}"))
        said = f"{status}\nThe group heard about this in the autumn and will return to it."
        table.rows.append([f"ACTION {n}:\n\n{title}", owners, due, said, "Inclusion Council"])
    bands = Table(
        [
            ["Bands", "White", "BME"],
            ["Band 5", "87.2%", "12.8%"],
            ["Band 6", "95.8%", "4.2%"],
            ["Grand Total", "93.3%", "6.7%"],
        ]
    )
    return Made(
        [Text("Appendix 1: progress on the plan of 2020-21", 1), table, Text("Workforce by band", 2), bands], rows
    )


@plan("06-next-years-plan.odt", "2021-22", "OpenDocument; financial years and seasons as dates", "docx")
def nscht_next() -> Made:
    people = "Director of People, OD & Inclusion\nD&I Lead"
    cells = [
        ("Build inclusion into leadership programme design", "Indicators 1-9", people, "Throughout 2021-22"),
        ("Deliver the high impact recruitment plan", "Indicator 2", "Recruitment Lead\nD&I Lead", "Throughout 2021-22"),
        ("One race inclusion action per directorate", "various", "Directorate AD", "Through 2021-22"),
        ("Target BAME staff for the new reverse mentoring cohort", "various", "D&I Lead", "From Autumn 2021"),
        (
            "Take the four inclusion projects further, with race as their focus",
            "Indicators 1-9",
            "Project Leads",
            "Ongoing",
        ),
    ]
    heads = [
        "WRES ACTION PRIORITIES\n2021-22",
        "Relates to WRES Indicator(s)",
        "By Who",
        "By When",
        "Comments / progress to date",
        "Where reported/ monitored",
    ]
    rows = [
        Row(title, owners, due, refs=refs, number=f"Action {n}")
        for n, (title, refs, owners, due) in enumerate(cells, 1)
    ]
    table = Table(
        [list(heads)]
        + [[f"{row.number}\n\n{row.title}", row.refs, row.owners, row.due, "", "Inclusion Council"] for row in rows]
    )
    return Made([Text("Appendix 2: WRES action plan 2021/22", 1), table], rows)


# --- Documents of Word ----------------------------------------------------------------------------------------------


def five_sections() -> Made:
    dues = [
        "Completed",
        "Ongoing 31.01.2026",
        "31.03.2026",
        "Ongoing – progress review 31.03.2026",
        "30.06.2026",
        "Completed Review 31.03.26",
        "Quarterly",
        "Review 31.03.26",
        "Completed 30.06.2026",
        "30.06.26",
    ]
    owners = ["Inclusion Directors", "Recruitment Services Manager & EDI Lead", "Recruitment Team", "EDI Lead"]
    topics = [
        ("Debiasing recruitment", "recruitment", 10, "1, 2"),
        ("Anti-racist culture", "culture", 9, "5, 6 & 8"),
        ("Employee relations", "relations", 7, "3"),
        ("Career development and progression", "talent", 9, "4"),
        ("Governance and leadership", "governance", 6, "9"),
    ]
    document: Document = [Text("WRES action plan 2025-26", 1), Text(LOREM)]
    everything: list[Row] = []
    for shift, (name, topic, count, refs) in enumerate(topics):
        turned = dues[shift * 3 :] + dues[: shift * 3]
        rows = number(under(name, take(topic, count, owners, turned, refs=[refs])))
        heads = ["No.", "WRES Indicators", "Action", "Leads", "Review/Target Completion"]
        table = Table([[Cell(name, 5, bold=True)], [*heads]], headings=2, widths=[1.3, 3, 12, 5, 5])
        table.rows += [[row.number, row.refs, row.title, row.owners, row.due] for row in rows]
        document.append(table)
        everything += rows
    return Made(document, everything)


plan(
    "07-five-sections-status-in-the-date.pdf",
    "2025-26",
    "41 actions; banner rows, numbering restarts, status in the date column",
    "docx",
)(five_sections)
plan("08-five-sections-status-in-the-date.docx", "2025-26", "the same in Word")(five_sections)


@plan("09-combined-frameworks.docx", "2025-26", "WRES, WDES and gender pay gap in one table with a framework column")
def combined() -> Made:
    parts = [
        ("WRES", "recruitment", 8, "WRES"),
        ("WRES", "culture", 6, "WRES"),
        ("WDES", "disability", 8, "WDES"),
        ("GPG", "pay", 6, "GPG"),
        ("WRES", "networks", 2, "WRES"),
    ]
    owners = [
        "Head of EDI",
        "Head of Resourcing",
        "Head of Health, Wellbeing and Engagement",
        "EDI Lead / Recruitment Manager",
    ]
    dues = ["March 2026", "30 June 2025", "Q2 2025/26", "Quarterly", "September 2025", "Ongoing"]
    statuses = ["In progress", "Not started", "Complete", "On track"]
    rows: list[Row] = []
    for _, topic, count, refs in parts:
        rows += take(topic, count, owners, dues, statuses, [refs], start=len(rows) % 3 if topic == "culture" else 0)
    number(rows, "{}")
    table = Table(
        [["#", "Framework", "What we will do", "Lead", "Target date", "Current status", "Evidence"]],
        widths=[1, 2.5, 10, 5, 3, 3, 3],
    )
    table.rows += [[row.number, row.refs, row.title, row.owners, row.due, row.status, ""] for row in rows]
    for row in rows:
        row.refs = None
    return Made([Text("Combined equality action plan 2025-26", 1), Text(LOREM), table], rows)


@plan("10-equality-delivery-system.docx", "2024-25", "EDS domains and outcomes; ratings beside the actions")
def eds() -> Made:
    heads = ["Domain", "Outcome", "Rating", "Improvement action", "Owner", "Timescale"]
    table = Table([list(heads)])
    rows: list[Row] = []
    for n, (name, topic) in enumerate(
        [
            ("Domain 1: Commissioned or provided services", "services"),
            ("Domain 2: Workforce health and wellbeing", "disability"),
            ("Domain 3: Inclusive leadership", "governance"),
        ],
        1,
    ):
        mine = under(
            name,
            take(
                topic,
                3,
                ["Head of Patient Experience", "Health and Wellbeing Lead", "Trust Secretary"],
                ["March 2025", "Q3/4 2024-25", "Six monthly"],
            ),
        )
        for m, row in enumerate(mine):
            first: list[Cell | Any] = [Cell(name, down=3)] if not m else []
            table.rows.append([*first, f"{n}{'ABC'[m]}", "Developing", row.title, row.owners, row.due])
        rows += mine
    return Made([Text("Equality Delivery System 2022: report and improvement plan", 1), Text(LOREM), table], rows)


@plan("11-equality-objectives-two-heading-rows.docx", "2024-25", "PSED objectives; two rows of headings")
def psed() -> Made:
    rows = under(
        "Objective 1: Accessible services",
        take(
            "services",
            4,
            ["Head of Patient Experience", "Head of Communications"],
            ["March 2025", "October 2024"],
            ["In progress", "Achieved"],
        ),
    )
    rows += under(
        "Objective 2: A fair employer",
        take(
            "data",
            4,
            ["EDI Manager", "Chief People Officer"],
            ["December 2024", "31/03/2025"],
            ["Not started", "Delayed"],
        ),
    )
    table = Table(
        [
            [
                Cell("Equality objective", down=2),
                Cell("Actions", down=2),
                Cell("Responsibility", 2),
                Cell("Progress", 2),
            ],
            ["Who", "By when", "Status", "Comment"],
        ],
        headings=2,
    )
    for n, row in enumerate(rows):
        first: list[Cell | Any] = [Cell(row.section, down=4)] if n % 4 == 0 else []
        table.rows.append(
            [*first, row.title, row.owners, row.due, row.status, "Discussed with the networks." if n % 2 else ""]
        )
    return Made(
        [
            Text("Public sector equality duty: our objectives", 1),
            Text(LOREM),
            table,
            Text("Published under the specific duties."),
        ],
        rows,
    )


@plan("12-tracked-changes.docx", "2025-26", "tracked changes, read as accepted and said so")
def tracked() -> Made:
    rows = number(
        take(
            "networks",
            6,
            ["EDI Lead", "Head of Communications"],
            ["June 2025", "December 2025"],
            ["Not started", "In progress"],
        ),
        "1.{}",
        ref=True,
    )
    table = Table([["Ref", "Action", "Lead", "Deadline", "Status"]])
    table.rows += [[row.number, row.title, row.owners, row.due, row.status] for row in rows]
    rows[1].due, rows[1].status = "March 2026", "Delayed"
    rows[3].owners = "Head of EDI"
    table.rows[2][3:5] = ["[December 2025]", "[In progress]"]
    table.rows[4][2] = "[Head of Communications]"

    def finish(word: Any) -> None:
        track_change(word, "[December 2025]", "March 2026")
        track_change(word, "[In progress]", "Delayed")
        track_change(word, "[Head of Communications]", "Head of EDI")

    return Made([Text("Staff networks: action plan", 1), table], rows, finish=finish, unread=["tracked"])


@plan(
    "13-merged-owners-and-other-tables.docx",
    "2024-25",
    "owners merged down; membership and sign-off tables are no plan",
)
def merged_owners() -> Made:
    members = Table(
        [
            ["Name of group", "Role", "Meets"],
            ["Race Equality Network", "Advises", "Monthly"],
            ["Staff side", "Consulted", "Quarterly"],
        ]
    )
    table = Table([["Theme", "Action", "Responsible", "Completion date", "RAG"]], widths=[4, 10, 5, 4, 2])
    rows: list[Row] = []
    for name, topic, owner in [
        ("Recruitment", "recruitment", "Head of Resourcing"),
        ("Speaking up", "relations", "Freedom to Speak Up Guardian"),
        ("Belonging", "culture", "Associate Director of Culture & Engagement"),
        ("Data", "data", "Deputy Director of Workforce"),
    ]:
        mine = under(
            name,
            take(
                topic,
                4,
                [owner],
                ["June 2024", "30 September 2024", "March 2025", "Monthly"],
                ["Green", "Amber", "Red", "Blue"],
            ),
        )
        for n, row in enumerate(mine):
            theme: list[Cell | Any] = [Cell(name, down=4)] if not n else []
            who: list[Cell | Any] = [Cell(owner, down=4)] if not n else []
            table.rows.append([*theme, row.title, *who, row.due, row.status])
        rows += mine
    table.rows.append([Cell("Total actions: 16", 5)])
    signed = Table(
        [
            ["Version", "Approved by", "Date"],
            ["1.0", "People Committee", "12 June 2024"],
            ["1.1", "Trust Board", "3 July 2024"],
        ]
    )
    return Made(
        [
            Text("EDI action plan", 1),
            Text("Who was asked", 2),
            members,
            Text("The plan", 2),
            table,
            Text("Versions", 2),
            signed,
        ],
        rows,
        answers=RAG,
    )


@plan("14-three-actions.docx", "2025-26", "a note with three actions")
def three() -> Made:
    rows = take(
        "pay",
        3,
        ["Chief People Officer", "Head of HR and Payroll", "Medical Director"],
        ["By end of March 2025", "End of FY25/26", "Annually"],
    )
    table = Table([["Action", "Who", "When"]] + [[row.title, row.owners, row.due] for row in rows])
    return Made(
        [Text("Pay gap: what we will do", 1), Text(LOREM), table, Text("Please send questions to the equality team.")],
        rows,
        landscape=False,
    )


@plan("15-headings-as-questions.docx", "2025-26", "headings as questions; measures of success beside the actions")
def questions() -> Made:
    rows = take(
        "international",
        6,
        ["Chief Nurse", "Chief Nurse & Medical Director"],
        ["Jan 2026", "Autumn 2025", "By the end of December 2025"],
        ["On track", "Underway", "Not yet started"],
    )
    rows += take(
        "talent",
        5,
        ["Head of Learning and Development", "Director of Workforce and Organisational Development"],
        ["Complete by June 2025", "Half yearly", "End of financial year 2025/26"],
        ["Behind schedule", "Completed"],
    )
    table = Table(
        [
            [
                "What will we do?",
                "How will we know it has worked?",
                "Who will lead this?",
                "When will it be done by?",
                "How is it going?",
            ]
        ]
    )
    table.rows += [[row.title, "More people say yes in the survey", row.owners, row.due, row.status] for row in rows]
    return Made([Text("Belonging here: our plan", 1), table], rows)


@plan("16-several-actions-in-a-cell.docx", "2024-25", "bullets in one cell are actions of their own")
def bullets() -> Made:
    rows: list[Row] = []
    table = Table([["Objective", "Actions", "Lead", "Deadline"]], widths=[5, 12, 4, 4])
    for name, topic, owner, due in [
        ("A fair process", "relations", "Head of Employee Relations", "December 2024"),
        ("A safe place", "culture", "Health and Wellbeing Lead", "March 2025"),
    ]:
        mine = take(topic, 3, [owner], [due])  # whether an objective is a section is a matter of taste
        table.rows.append([name, "\n".join(f"• {row.title}" for row in mine), owner, due])
        rows += mine
    return Made([Text("Actions from the staff survey", 1), table], rows)


@plan("17-rows-that-begin-further-right.docx", "2024-25", "rows without their first cell (gridBefore)")
def ragged() -> Made:
    rows = under(
        "Widening access",
        take(
            "recruitment", 4, ["Recruitment Manager", "EDI Manager"], ["Sept 2024", "November 2024"], ["Open", "Closed"]
        ),
    )
    rows += under("Better data", take("data", 3, ["EDI Manager"], ["Jan 2025"], ["Open"]))
    table = Table([["Workstream", "Key action", "Owner", "Due", "Open/Closed"]])
    table.rows += [
        [row.section if n in (0, 4) else "", row.title, row.owners, row.due, row.status] for n, row in enumerate(rows)
    ]

    def finish(word: Any) -> None:
        for n in (2, 3, 4, 6, 7):
            indent_row(word, 0, n)

    return Made([Text("Workstreams", 1), table], rows, finish=finish)


# --- Workbooks -------------------------------------------------------------------------------------------------------


@plan("18-a-sheet-a-theme.xlsx", "2024-25", "cover sheet, then a sheet for each theme")
def sheets() -> Made:
    document: Document = [
        Text("EDI programme 2024-25", 1),
        Text("Version 3, agreed by the board"),
        Text("Owner: people directorate"),
    ]
    rows: list[Row] = []
    for letter, (name, topic) in zip(
        "RTCN",
        [("Recruitment", "recruitment"), ("Talent", "talent"), ("Culture", "culture"), ("Networks", "networks")],
        strict=True,
    ):
        mine = number(
            under(
                name,
                take(
                    topic,
                    6,
                    ["Head of EDI", "HR Business Partners", "Head of EDI / Head of Resourcing"],
                    ["30/06/2024", "31/12/2024", "31/03/2025"],
                    ["Complete", "In progress", "Not started"],
                ),
                name,
            ),
            letter + "{}",
            ref=True,
        )
        table = Table(
            [["Ref", "Action", "Owner", "Due date", "Status", "Notes"]], widths=[2, 10, 5, 3, 3, 5], sheet=name
        )
        for row in mine:
            day, month, year = (int(part) for part in row.due.split("/"))
            table.rows.append(
                [
                    row.number,
                    row.title,
                    row.owners,
                    Cell(date(year, month, day), shown_as="DD/MM/YYYY"),
                    row.status,
                    None,
                ]
            )
        document.append(table)
        rows += mine
    return Made(document, rows)


@plan("19-red-amber-green.xlsx", "2024-25", "RAG words; version control and a key in other sheets; headings in row 6")
def rag() -> Made:
    rows = number(
        take(
            "recruitment",
            8,
            ["Head of Resourcing", "Recruitment Manager"],
            ["Jun-24", "Sep-24", "Mar-25"],
            ["Green", "Amber", "Blue", "Red"],
        ),
        "{}",
    )
    rows += number(
        take("relations", 7, ["Head of Employee Relations"], ["Dec-24", "Mar-25"], ["Amber", "Red", "Green"]),
        "{}",
        start=9,
    )
    top: Document = [
        Text("Race equality action plan", 1),
        Text("Sponsor: Chief People Officer"),
        Text("Position at 30 September 2024"),
        Text(""),
    ]
    table = Table(
        [["No", "Action required", "Action owner", "Target date", "RAG rating", "Update"]], widths=[1.5, 11, 5, 3, 3, 8]
    )
    table.rows += [
        [int(row.number or 0), row.title, row.owners, row.due, row.status, "Going as agreed." if n % 3 else None]
        for n, row in enumerate(rows)
    ]
    key = Table(
        [
            ["Colour", "Meaning"],
            ["Blue", "Complete"],
            ["Green", "On track"],
            ["Amber", "Some risk"],
            ["Red", "Off track"],
        ],
        sheet="Key",
    )
    return Made([*top, table, key], rows, answers=RAG)


@plan("20-quarters-as-columns.xlsx", "2025-26", "a column for each quarter")
def quarters() -> Made:
    names = ["Q1 Apr - Jun 2025", "Q2 Jul - Sep 2025", "Q3 Oct - Dec 2025", "Q4 Jan - Mar 2026"]
    ends = ["2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31"]
    table = Table([["Priority", *names]], widths=[4, 8, 8, 8, 8])
    rows: list[Row] = []
    for name, topic in [
        ("Recruit fairly", "recruitment"),
        ("Grow our people", "talent"),
        ("Keep people safe", "culture"),
    ]:
        mine = under(name, take(topic, 4, [""], [""]))
        for row, end, head in zip(mine, ends, names, strict=True):
            row.due, row.due_read = head, [{"kind": "deadline", "on": end}]
        table.rows.append([name, *(row.title for row in mine)])
        rows += mine
    return Made([Text("Year at a glance 2025-26", 1), table], rows)


@plan("21-numbers-and-per-cents.xlsx", "2025-26", "refs, dates and per cents as the sheet shows them")
def formats() -> Made:
    dues = ["Jan-26", "31/03/2026", "Sep-25", "30/06/2025"]
    days = [date(2026, 1, 1), date(2026, 3, 31), date(2025, 9, 1), date(2025, 6, 30)]
    rows = take("recruitment", 12, ["Head of EDI", "Head of Resourcing"], dues, ["50%", "100%", "0%", "75%", "10%"])
    number(rows, "1.{}", ref=True)
    table = Table([["Ref", "Action", "Lead officer", "Completion date", "% complete"]], widths=[2, 12, 5, 3, 2])
    for n, row in enumerate(rows):
        formats = ["MMM-YY", "DD/MM/YYYY"]
        table.rows.append(
            [
                Cell(float(f"1.{n + 1}"), shown_as="0.00" if n >= 9 else "0.0"),
                row.title,
                row.owners,
                Cell(days[n % 4], shown_as=formats[n % 2]),
                Cell(int(row.status[:-1]) / 100, shown_as="0%"),
            ]
        )
    return Made([table], rows)


@plan("22-high-impact-actions.xlsx", "2025-26", "45 actions under six High Impact Actions, several frameworks each")
def high_impact() -> Made:
    parts = [
        ("High Impact Action 1: Measurable objectives on EDI for board members", "governance", 8, "HIA 1"),
        ("High Impact Action 2: Fair recruitment and talent management", "recruitment", 10, "HIA 2; WRES 2"),
        ("High Impact Action 3: Eliminate pay gaps", "pay", 6, "HIA 3"),
        ("High Impact Action 4: Health inequalities in the workforce", "disability", 7, "HIA 4"),
        ("High Impact Action 5: Internationally recruited staff", "international", 6, "HIA 5"),
        ("High Impact Action 6: Bullying, discrimination, harassment and violence", "culture", 8, "HIA 6"),
    ]
    heads = [
        "Ref",
        "Framework",
        "Action",
        "Executive lead",
        "Operational lead",
        "Deadline",
        "Status",
        "Success measure",
    ]
    table = Table([list(heads)], widths=[2, 4, 12, 5, 5, 3, 3, 6])
    rows: list[Row] = []
    for n, (name, topic, count, refs) in enumerate(parts, 1):
        mine = number(
            under(
                name,
                take(
                    topic,
                    count,
                    ["EDI Lead", "HR Business Partners", "Recruitment Manager"],
                    ["Q1 2025/26", "Q2 2025/26", "Q3 2025/26", "Q4 2025/26"],
                    ["In progress", "Not started", "Completed", "Delayed"],
                    [refs],
                ),
            ),
            f"{n}." + "{}",
            ref=True,
        )
        table.rows.append([Cell(name, 8, bold=True)])
        for row in mine:
            table.rows.append(
                [
                    row.number,
                    row.refs,
                    row.title,
                    "Chief People Officer",
                    row.owners,
                    row.due,
                    row.status,
                    "Survey score",
                ]
            )
            row.owners_read = [*OWNERS[row.owners], "Chief People Officer"]
        rows += mine
    return Made([Text("NHS EDI improvement plan: our six High Impact Actions", 1), table], rows)


@plan("23-initials-and-two-leads.xlsx", "2024-25", "initials after posts; an executive lead and a lead")
def initials() -> Made:
    rows = take(
        "services",
        7,
        ["EDI Manager (QX)", "OD Specialist (AB)", "Workforce Analyst (JK) / EDI Manager (QX)"],
        ["June 2024", "Within 6 months", "31 March 2025"],
        ["Open", "Closed"],
    )
    rows += take("council", 7, ["Recruitment Manager (ZT)", "EDI Manager (QX)"], ["Annual", "December 2024"], ["Open"])
    number(rows, "EDI-{:03}")
    table = Table(
        [["Action ID", "Description of action", "Lead (initials)", "Deadline", "Open / closed", "Comments"]],
        widths=[2, 12, 6, 4, 3, 6],
    )
    table.rows += [[row.number, row.title, row.owners, row.due, row.status, None] for row in rows]
    return Made([Text("Equality tracker", 1), Text("Printed for the steering group"), table], rows)


@plan("24-errors-and-formulas.xlsx", "2024-25", "error cells, a formula never calculated, a hidden sheet")
def errors() -> Made:
    rows = number(take("data", 6, ["Head of EDI"], ["June 2024", "March 2025"], ["Complete", "In progress"]), "{}")
    table = Table([["Ref", "Action", "Owner", "Due", "Status"]])
    table.rows += [[int(row.number or 0), row.title, row.owners, row.due, row.status] for row in rows]
    table.rows.append([7, "#REF!", "Head of EDI", "June 2024", "Open"])
    table.rows[3][3] = "#N/A"
    rows[2].due, rows[2].due_read = "", []
    table.rows[5][2] = "#NAME?"
    rows[4].owners, rows[4].owners_read = "", []
    hidden = Table(
        [
            ["Ref", "Action", "Owner", "Due", "Status"],
            ["X1", "An old action nobody keeps", "Head of EDI", "June 2020", "Closed"],
        ],
        sheet="Old",
    )

    def finish(book: Any) -> None:
        book["Old"].sheet_state = "hidden"

    return Made([table, hidden], rows, unread=["#REF!", "#N/A", "#NAME?", "Old"], finish=finish)


@plan(
    "25-committee-action-log.ods",
    "2024-25",
    "a committee's action log: minute numbers, Open and Closed, meeting dates",
    "xlsx",
)
def log() -> Made:
    rows = take(
        "governance",
        8,
        ["Company Secretary", "Deputy Chief Executive", "Trust Secretary"],
        ["10/07/2024", "11/09/2024", "13/11/2024"],
        ["CLOSED", "OPEN", "OPEN"],
    )
    rows += take("data", 6, ["Chief People Officer", "Director of Finance"], ["15/01/2025", "12/03/2025"], ["OPEN"])
    number(rows, "PC24/{:03}")
    table = Table(
        [["Minute ref", "Date of meeting", "Agreed action", "Action by", "Due date", "Status", "Comments"]],
        widths=[3, 3, 12, 5, 3, 3, 6],
    )
    table.rows += [
        [
            row.number,
            "08/05/2024",
            row.title,
            row.owners,
            row.due,
            row.status,
            "Closed at the last meeting." if row.status == "CLOSED" else "",
        ]
        for row in rows
    ]
    return Made([Text("People Committee: action log", 1), table], rows)


@plan("26-phases-and-rhythms.ods", "2024-25", "phases, from-to, six monthly, every August, immediately", "xlsx")
def phases() -> Made:
    dues = [
        "Phase 1 – June 2024\nPhase 2 – December 2024",
        "April 2024 – March 2025",
        "Jan – Mar 2025",
        "Six monthly",
        "6 monthly",
        "Twice a year",
        "Every August",
        "Annually in March",
        "October to December 2024",
        "Immediate",
        "Year 2",
        "Weekly",
    ]
    rows = take("council", 12, ["Head of Housing", "Democratic Services Manager", "Library Services Manager"], dues)
    table = Table([["Equality aim", "Activity", "Responsible service", "Timescale"]], widths=[5, 12, 6, 5])
    for row in rows:
        row.section = "Fair access"
    table.rows += [["Fair access", row.title, row.owners, row.due] for row in rows]
    return Made([table], rows)


# --- Text ------------------------------------------------------------------------------------------------------------


@plan("27-council-semicolons.csv", "2024-25", "semicolons, Windows-1252, a council's words")
def council() -> Made:
    rows = take(
        "council",
        12,
        ["Head of Housing", "Head of Procurement", "Policy Officer"],
        ["31/03/2025", "30/09/2024", "Ongoing"],
        ["On track", "Completed", "Not started"],
    )
    rows += take("services", 2, ["Head of Communications"], ["Q4 2024/25"], ["On track"])
    for row, name in zip(rows, cycle(["Fair services", "Fair employer"]), strict=False):
        row.section = name
    table = Table([["Equality objective", "Planned action", "Responsible officer", "Target date", "Progress – status"]])
    table.rows += [[row.section, row.title, row.owners, row.due, row.status] for row in rows]
    return Made([table], rows, separator=";", encoding="cp1252")


@plan("28-headings-far-down.csv", "2024-25", "a title and notes above, headings in row 11, totals below")
def far_down() -> Made:
    rows = number(
        take(
            "disability",
            8,
            ["EDI Lead", "Head of Estates"],
            ["May 2024", "1 October 2024", "28 February 2025"],
            ["Achieved", "Delayed", "In progress"],
        ),
        "D{}",
        ref=True,
    )
    notes = [Text(f"Note {n} on this version") for n in range(1, 8)]
    top: Document = [Text("WDES action plan 2024/25"), Text(""), *notes, Text("")]
    table = Table([["Ref No.", "Action(s)", "Lead(s)", "Due date (month)", "Status / RAG", "Metrics"]])
    metrics = ["Metric 4a", "Metric 2", "Metric 8", "Metric 1"]
    for row, refs in zip(rows, cycle(metrics), strict=False):
        row.refs = refs
        table.rows.append([row.number, row.title, row.owners, row.due, row.status, refs])
    table.rows.append(["Total", "8 actions", "", "", "", ""])
    return Made([*top, table], rows)


@plan("29-pasted.tsv", "2024-25", "tabs, as pasted from a document")
def pasted() -> Made:
    rows = take(
        "international",
        6,
        ["Chief Nurse", "Diversity and Inclusion Manager"],
        ["November 2024", "Bi-monthly progress reports", "TBC"],
    )
    rows += take("networks", 2, ["Equality and Diversity Manager"], ["Quarterly reports to People Committee"])
    table = Table([["Action", "Lead", "Timescale"]] + [[row.title, row.owners, row.due] for row in rows])
    return Made([table], rows, separator="\t")


@plan(
    "30-lines-in-cells.csv",
    "2025-26",
    "a byte order mark; line breaks within cells; blue, amber, green, red as letters",
)
def lines() -> Made:
    rows = take(
        "culture",
        6,
        ["EDI Manager\nRecruitment Manager", "Head of Communications"],
        ["Phase 1: September 2025\nPhase 2: March 2026", "By end of Q2", "To be completed by October 2025"],
        ["G", "A", "B", "R"],
    )
    rows += take("governance", 4, ["Trust Secretary"], ["2025/26", "Per annum"], ["A", "G"])
    number(rows, "Commitment {}")
    table = Table([["Commitment", "Activity", "Accountable", "Timeframe", "BRAG"]])
    table.rows += [[row.number, row.title, row.owners, row.due, row.status] for row in rows]
    return Made([table], rows, encoding="utf-8-sig", answers=RAG)


# --- Slides ----------------------------------------------------------------------------------------------------------


def slides() -> Made:
    document: Document = [Text("Race equality: where we are\nUpdate for the board\nThree priorities this year")]
    rows: list[Row] = []
    for name, topic in [
        ("Recruitment", "recruitment"),
        ("Talent and development", "talent"),
        ("Speaking up", "relations"),
    ]:
        mine = under(
            name,
            take(
                topic,
                6,
                ["Head of EDI", "HR Business Partner Lead"],
                ["Dec 2025", "March 2026", "Q3 2025/26"],
                ["On track", "Complete", "Not started"],
            ),
        )
        table = Table([["Action", "Owner", "By when", "Status"]], widths=[15, 6, 4.5, 4], sheet=name)
        table.rows += [[row.title, row.owners, row.due, row.status] for row in mine]
        document.append(table)
        rows += mine
    return Made([*document, Text("Thank you\nQuestions to the equality team")], rows)


plan("31-a-slide-a-theme.pptx", "2025-26", "a table on each slide; the slide's title is the section")(slides)
plan("32-a-slide-a-theme.pdf", "2025-26", "the same slides on paper", "pptx")(slides)


@plan(
    "33-one-table-over-slides.pptx",
    "2025-26",
    "one table over two slides with its headings repeated, numbering going on",
)
def over_slides() -> Made:
    rows = number(
        take(
            "disability",
            8,
            ["Health and Wellbeing Lead", "Head of Estates"],
            ["30.09.25", "31.12.25", "31.03.26"],
            ["25%", "50%", "100%", "0%"],
            ["WDES 8", "WDES 2", "WDES 4a"],
        ),
        "{}",
    )
    document: Document = []
    for part in (rows[:4], rows[4:]):
        table = Table(
            [["No.", "WDES metric", "Action", "Lead", "Date", "Progress (%)"]],
            widths=[1.5, 3, 14, 6, 4, 3],
            sheet="WDES plan",
        )
        table.rows += [[row.number, row.refs, row.title, row.owners, row.due, row.status] for row in part]
        document.append(table)
    return Made(document, rows)


# --- Paper -----------------------------------------------------------------------------------------------------------


@plan("34-wide-sheet-on-paper.pdf", "2025-26", "a wide spreadsheet printed without lines", "xlsx")
def wide() -> Made:
    rows: list[Row] = []
    for topic, count in [("recruitment", 10), ("talent", 8), ("international", 6)]:
        rows += take(
            topic,
            count,
            ["Head of EDI", "Head of Resourcing", "Chief Nurse & Medical Director"],
            ["30/06/2025", "30/09/2025", "31/03/2026", "Ongoing"],
            ["In progress", "Complete", "Not started", "Delayed"],
            ["WRES 2", "WRES 7", "WRES 9"],
        )
    number(rows, "A{}", ref=True)
    table = Table(
        [["Ref", "Indicator", "Action", "Owner", "Due date", "Status", "Comments"]], widths=[2, 3, 14, 6, 3, 3, 6]
    )
    table.rows += [[row.number, row.refs, row.title, row.owners, row.due, row.status, ""] for row in rows]

    def finish(book: Any) -> None:
        book.active.print_title_rows = "1:1"

    return Made([table], rows, finish=finish)


@plan(
    "35-action-log-portrait.pdf",
    "2024-25",
    "a log on upright pages: narrow cells that wrap, numbers of minutes",
    "docx",
)
def portrait() -> Made:
    rows = take(
        "governance",
        8,
        ["Company Secretary", "Deputy Chief Executive"],
        ["10 July 2024", "11 September 2024"],
        ["Closed", "Open"],
    )
    rows += take(
        "culture",
        10,
        ["Associate Director of Culture & Engagement", "Divisional Directors"],
        ["13 November 2024", "15 January 2025", "12 March 2025"],
        ["Open"],
    )
    number(rows, "BOD 24/{:02}")
    table = Table([["Minute", "Action", "Lead", "Date due", "Status"]], widths=[2.2, 6.5, 3.6, 2.8, 1.9])
    table.rows += [[row.number, row.title, row.owners, row.due, row.status] for row in rows]
    return Made(
        [
            Text("Board of Directors: matters arising", 1),
            Text("Actions agreed at earlier meetings."),
            table,
            Text("End of the log."),
        ],
        rows,
        landscape=False,
    )


@plan(
    "36-council-objectives.odt",
    "2025-26",
    "a council's objectives in OpenDocument; narrative before each table",
    "docx",
)
def objectives() -> Made:
    document: Document = [Text("Equality objectives 2024-28: year two", 1), Text(LOREM)]
    rows: list[Row] = []
    for name, topic in [
        ("Objective 1: Homes and safety", "council"),
        ("Objective 2: A council that listens", "services"),
    ]:
        mine = under(
            name,
            take(
                topic,
                5,
                ["Head of Housing", "Programme Manager", "Policy Officer"],
                ["Autumn 2025", "31 March 2026", "Ongoing"],
                ["Partially complete", "Complete", "Not started"],
            ),
        )
        table = Table(
            [["Action", "Responsible", "Completion date", "Status"]]
            + [[row.title, row.owners, row.due, row.status] for row in mine]
        )
        document += [Text(name, 2), Text("Residents told us this matters."), table]
        rows += mine
    return Made(document, rows)


def draw(file: str) -> None:
    """Draws one plan and writes its answer key."""
    year, kind, by, make = PLANS[file]
    made = make()
    target = FILES / file
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.{by}" if by else target
        match source.suffix:
            case ".docx":
                draw_word(made.document, source, made.landscape, made.finish)
            case ".xlsx":
                draw_workbook(made.document, source, made.finish)
            case ".pptx":
                draw_slides(made.document, source)
            case _:
                draw_text(made.document, source, made.separator, made.encoding)
        if by:
            convert(source, target.suffix.removeprefix("."), target)
    expected = [row.expect() for row in made.rows]
    write_plan(ExpectedPlan(file, year, kind, expected, made.questions, made.answers, made.unread))


def main() -> None:
    FILES.mkdir(exist_ok=True)
    wanted = [file for file in PLANS if not sys.argv[1:] or any(words in file for words in sys.argv[1:])]
    for file in wanted:
        draw(file)
        print(f"{file}: {(FILES / file).stat().st_size // 1024 + 1} KB")


if __name__ == "__main__":
    main()
