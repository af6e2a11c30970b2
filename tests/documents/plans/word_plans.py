"""Plans as documents of Word."""

from typing import Any

from tests.documents.plans.layouts import Cell, Document, Table, Text, indent_row, track_change
from tests.documents.plans.made import LOREM, RAG, Made, Row, number, plan, take, under


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
