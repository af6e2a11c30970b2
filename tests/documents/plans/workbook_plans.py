"""Plans as workbooks."""

from datetime import date
from itertools import cycle
from typing import Any

from tests.documents.plans.layouts import Cell, Document, Table, Text
from tests.documents.plans.made import RAG, Made, Row, number, plan, take, under
from tests.documents.plans.wordings import OWNERS


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


@plan("45-a-column-a-quarter-of-progress.xlsx", "2025-26", "an ICB's: merged banners, a RAG for each quarter")
def quarters_of_progress() -> Made:
    heads = ["Ref", "Action", "SRO", "Delivery lead", "Due", "Q1 RAG", "Q1 update", "Q2 RAG", "Q2 update", "Q3 RAG"]
    table = Table([[Cell("EDI delivery plan: position at December 2025", 10, bold=True)], [*heads]], headings=2)
    rows: list[Row] = []
    for n, (name, topic) in enumerate([("Inclusive recruitment", "recruitment"), ("Safe at work", "culture")], 1):
        mine = number(
            under(
                f"Priority {n}: {name}",
                take(
                    topic,
                    5,
                    ["Head of Resourcing", "EDI Manager"],
                    ["31/12/2025", "31/03/2026"],
                    ["On track", "Delayed", "Complete"],
                ),
            ),
            f"{n}." + "{}",
            ref=True,
        )
        table.rows.append([Cell(f"Priority {n}: {name}", 10, bold=True)])
        for m, row in enumerate(mine):
            rags = ["Not started", "On track", row.status] if m % 2 else ["On track", row.status, None]
            day, month, year = (int(part) for part in row.due.split("/"))
            table.rows.append(
                [
                    row.number,
                    row.title,
                    "Chief People Officer",
                    row.owners,
                    Cell(date(year, month, day), shown_as="DD/MM/YYYY"),
                    rags[0],
                    "Scoping done.",
                    rags[1],
                    "Going as agreed.",
                    rags[2],
                ]
            )
            row.owners_read = [row.owners, "Chief People Officer"]
        rows += mine
    notes = Table(
        [["Notes"], ["Updates are collected in the second week after each quarter."], ["RAG is set by the SRO."]],
        sheet="Notes",
    )
    old = Table([["Ref", "Action", "SRO"], ["0.1", "Something from an earlier year", "Chief Nurse"]], sheet="2023-24")

    def finish(book: Any) -> None:
        book["2023-24"].sheet_state = "hidden"

    return Made([table, notes, old], rows, unread=["2023-24"], finish=finish)


@plan("46-three-reports-in-one.xlsx", "2025-26", "WRES, WDES and gender pay gap, a sheet each, indicators by number")
def three_reports() -> Made:
    document: Document = []
    rows: list[Row] = []
    for sheet, topic, refs in [
        ("WRES", "recruitment", ["1", "2", "7"]),
        ("WDES", "disability", ["2", "8", "7"]),
        ("Gender pay gap", "pay", [""]),
    ]:
        mine = number(
            under(
                sheet,
                take(
                    topic,
                    5,
                    ["Head of EDI", "Head of HR and Payroll"],
                    ["Jun-25", "Mar-26"],
                    ["Not started", "In progress"],
                ),
                sheet,
            )
        )
        head = {"WRES": "Indicator", "WDES": "Metric"}.get(sheet, "Measure")
        table = Table([["No.", "Action", head, "Owner", "Completion", "Status"]], sheet=sheet)
        for row, ref in zip(mine, cycle(refs), strict=False):
            table.rows.append([int(row.number or 0), row.title, ref, row.owners, row.due, row.status])
            row.refs = f"{sheet} {ref}" if ref else None
        document.append(table)
        rows += mine
    return Made(document, rows)


@plan("47-raised-and-closed.xlsx", "2024-25", "a log: date raised, target date, date closed; no status column")
def raised() -> Made:
    rows = number(
        take(
            "data",
            6,
            ["Company Secretary", "Director of Finance"],
            ["30/06/2024", "30/09/2024", "31/01/2025"],
        )
        + take("governance", 4, ["Trust Secretary"], ["31/03/2025"]),
        "EDIG-{:02}",
    )
    table = Table(
        [["Log no.", "Date raised", "Raised at", "Action", "Action owner", "Target date", "Date closed", "Comments"]],
        widths=[2, 3, 4, 12, 5, 3, 3, 6],
    )
    for n, row in enumerate(rows):
        day, month, year = (int(part) for part in row.due.split("/"))
        closed = Cell(date(2024, 7, 2 + n), shown_as="DD/MM/YYYY") if n % 3 == 0 else None
        table.rows.append(
            [
                row.number,
                Cell(date(2024, 4, 3 + n), shown_as="DD/MM/YYYY"),
                "EDI steering group",
                row.title,
                row.owners,
                Cell(date(year, month, day), shown_as="DD/MM/YYYY"),
                closed,
                "Done sooner than planned." if closed else None,
            ]
        )
        row.status_read = "done" if closed else "no update"
    return Made([Text("EDI steering group: action log"), table], rows)
