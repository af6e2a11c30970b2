"""Plans as text, slides and pages of paper."""

from itertools import cycle
from typing import Any

from tests.documents.plans.layouts import Document, Table, Text
from tests.documents.plans.made import LOREM, RAG, Made, Row, number, plan, take, under


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


@plan("48-start-and-end.csv", "2024-25", "semicolons, Windows-1252, pounds and dashes, a start and an end, lines below")
def start_and_end() -> Made:
    rows = number(
        take(
            "council",
            10,
            ["Head of Housing", "Library Services Manager", "Head of Procurement"],
            ["30/09/2024", "31/03/2025", "31/12/2024"],
            ["On track", "Complete", "Behind schedule"],
        ),
        "EQ{:02}",
    )
    for row, name in zip(rows, cycle(["Homes", "Libraries"]), strict=False):
        row.section = name
    heads = ["Ref", "Service area", "Action", "Lead officer", "Start date", "End date", "Cost (£)", "Traffic light"]
    table = Table([[*heads, "Officer’s comments – October"]])
    for n, row in enumerate(rows):
        said = "Within budget – no concerns." if n % 2 else ""
        cells = [row.number, row.section, row.title, row.owners, "01/04/2024", row.due, f"£{n + 1},500", row.status]
        table.rows.append([*cells, said])
    below: Document = [Text(""), Text("Report run on 14 October 2024"), Text("Total actions: 10")]
    return Made([Text("Equality plan – monitoring"), table, *below], rows, separator=";", encoding="cp1252")


@plan("49-a-slide-an-objective.pptx", "2025-26", "no tables: each slide an objective, its bullets say who and when")
def slide_an_objective() -> Made:
    document: Document = [Text("Belonging: our plan for the year\nFor the board")]
    rows: list[Row] = []
    for name, topic in [("Grow our leaders", "talent"), ("Be safe at work", "culture"), ("Pay fairly", "pay")]:
        mine = under(name, take(topic, 3, ["Head of EDI", "Chief Nurse"], ["December 2025", "March 2026"]))
        bullets = [f"{row.title} – {row.owners} – {row.due}" for row in mine]
        document.append(Text("\n".join([name, *bullets])))
        rows += mine
    return Made([*document, Text("Thank you\nWe welcome your questions")], rows)
