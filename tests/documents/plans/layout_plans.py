"""Plans of Word that are no plain table: forms, nested tables, bullets, colours, ticks, initials with a key."""

from itertools import cycle
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.documents.plans.layouts import Cell, Document, Table, Text
from tests.documents.plans.made import LOREM, RAG, Made, Row, number, plan, take, under

FILLS = {"Green": "92D050", "Amber": "FFC000", "Red": "FF0000", "Blue": "00B0F0"}


def shade(cell: Any, fill: str) -> None:
    mark = OxmlElement("w:shd")
    mark.set(qn("w:val"), "clear")
    mark.set(qn("w:fill"), fill)
    cell._tc.get_or_add_tcPr().append(mark)


@plan("37-colours-without-words.docx", "2025-26", "an ambulance trust's: driver, lead and support; RAG by colour alone")
def colours() -> Made:
    rows = number(
        take(
            "culture",
            8,
            ["Head of Communications", "Freedom to Speak Up Guardian"],
            ["30/09/2025", "31/12/2025", "31/03/2026"],
            ["Green", "Amber", "Red", "Blue"],
        ),
        "{}",
    )
    heads = ["#", "Driver", "What we are going to do", "Lead", "Support", "Start", "End", "RAG"]
    table = Table([[*heads]], widths=[1, 4, 9, 4, 4, 2.5, 2.5, 1.5])
    for row, helper in zip(rows, cycle(["EDI Manager", "HR Business Partners"]), strict=False):
        cells = [row.number, "Staff survey", row.title, row.owners, helper, "01/04/2025", row.due, ""]
        table.rows.append(cells)
        row.owners_read = [row.owners, helper]
    colours = [row.status for row in rows]
    for row, colour in zip(rows, colours, strict=True):
        row.status_read = {"Green": "in progress", "Amber": "in progress", "Red": "delayed", "Blue": "done"}[colour]
        row.status = ""

    def finish(word: Any) -> None:
        for n, colour in enumerate(colours, 1):
            shade(word.tables[0].rows[n].cells[7], FILLS[colour])
        for cell in word.tables[0].rows[0].cells:
            shade(cell, "1F3864")

    return Made([Text("Culture improvement plan 2025-26", 1), Text(LOREM), table], rows, answers=RAG, finish=finish)


@plan("38-a-table-in-a-table.docx", "2024-25", "an ICB's: a form for each objective with a table of actions inside it")
def nested() -> Made:
    document: Document = [Text("System equality objectives", 1), Text(LOREM)]
    rows: list[Row] = []
    parts: list[list[Row]] = []
    for name, topic, sponsor in [
        ("Objective 1: Hear our communities", "services", "Chief Nurse"),
        ("Objective 2: A workforce like the people we serve", "recruitment", "Chief People Officer"),
        ("Objective 3: Leaders who include", "governance", "Deputy Chief Executive"),
    ]:
        mine = under(
            name,
            take(
                topic,
                3,
                ["EDI Lead", "Head of Primary Care"],
                ["September 2024", "March 2025"],
                ["On track", "Not started", "Complete"],
            ),
        )
        parts.append(mine)
        form = Table(
            [
                [Cell(name, 2, bold=True)],
                ["Executive sponsor", sponsor],
                ["Why this matters", "Our population has changed faster than our services."],
                [Cell("", 2)],
            ],
            headings=0,
            widths=[6, 20],
        )
        document.append(form)
        rows += mine

    def finish(word: Any) -> None:
        for form, mine in zip(word.tables, parts, strict=True):
            inner = form.cell(3, 0).add_table(len(mine) + 1, 4)
            inner.style = "Table Grid"
            for c, head in enumerate(["Action", "Lead", "By when", "Status"]):
                inner.cell(0, c).text = head
            for r, row in enumerate(mine, 1):
                for c, words in enumerate([row.title, row.owners, row.due, row.status]):
                    inner.cell(r, c).text = words

    return Made(document, rows, finish=finish)


@plan("39-bullets-under-headings.docx", "2025-26", "a mental health trust's: no table, bullets with who and when")
def bullets() -> Made:
    document: Document = [Text("Our anti-racism plan 2025-26", 1), Text(LOREM)]
    rows: list[Row] = []
    for name, topic in [("Fair recruitment", "recruitment"), ("Speaking up", "relations"), ("Progression", "talent")]:
        mine = under(
            name,
            take(topic, 4, ["Head of EDI", "Medical Director", "EDI Manager"], ["June 2025", "31 March 2026"]),
        )
        document += [Text(name, 2), Text("We have heard that this is where people lose trust in us. We will:")]
        document += [Text(f"• {row.title} (Lead: {row.owners}; by {row.due})") for row in mine]
        rows += mine
    document.append(Text("We will report to the board twice a year."))
    return Made(document, rows, landscape=False)


@plan("40-a-form-an-action.docx", "2024-25", "a form for each action: its words stand right of their labels")
def forms() -> Made:
    rows = number(
        take(
            "disability",
            5,
            ["Health and Wellbeing Lead", "Head of Estates"],
            ["September 2024", "31/01/2025"],
            ["In progress", "Not started", "Complete"],
            ["WDES 8", "WDES 2"],
        ),
        "D{}",
        ref=True,
    )
    document: Document = [Text("WDES: our action cards", 1), Text(LOREM)]
    for row in rows:
        document.append(
            Table(
                [
                    ["Action ref", row.number],
                    ["Action", row.title],
                    ["Metric", row.refs],
                    ["Lead", row.owners],
                    ["Target date", row.due],
                    ["Status", row.status],
                    ["How we will know", "The wait is shorter and people say so."],
                ],
                headings=0,
                widths=[5, 12],
            )
        )
    return Made(document, rows, landscape=False)


@plan("41-ticked-boxes.docx", "2025-26", "statuses as boxes of which one is ticked; quarters marked with a dot")
def ticks() -> Made:
    rows = number(
        take("talent", 6, ["Head of Learning and Development", "HR Business Partners"], [""], ["In progress"]), "{}"
    )
    heads = ["No", "Action", "Who", "Q1 25/26", "Q2 25/26", "Q3 25/26", "Q4 25/26", "Progress"]
    table = Table([[*heads]], widths=[1, 9, 4, 2, 2, 2, 2, 5])
    ends = ["2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31"]
    names = ["Not started", "In progress", "Complete"]
    for n, row in enumerate(rows):
        last = n % 4
        dots = ["●" if k <= last and k >= last - 1 else "" for k in range(4)]
        ticked = n % 3
        boxes = "\n".join(f"{'☒' if k == ticked else '☐'} {name}" for k, name in enumerate(names))
        table.rows.append([row.number, row.title, row.owners, *dots, boxes])
        row.due_read, row.status = [{"kind": "deadline", "on": ends[last]}], ""
        row.status_read = ["not started", "in progress", "done"][ticked]
    return Made([Text("Talent plan", 1), table], rows)


@plan("42-initials-with-a-key.docx", "2024-25", "owners as initials of their posts, with a key below the plan")
def initials() -> Made:
    key = {"HE": "Head of EDI", "CPO": "Chief People Officer", "FTSUG": "Freedom to Speak Up Guardian"}
    rows: list[Row] = []
    owners = ["HE", "CPO", "FTSUG", "HE / CPO"]
    dues = ["June 2024", "Q3 24/25", "31 March 2025"]
    statuses = ["On track", "Completed", "Not started"]
    for n, row in enumerate(take("relations", 7, [""], dues, statuses)):
        row.number, row.owners = str(n + 1), owners[n % 4]
        row.owners_read = [key[part] for part in row.owners.split(" / ")]
        rows.append(row)
    table = Table([["No.", "Action", "Owner", "Timescale", "Status"]], widths=[1.5, 11, 3, 4, 3])
    table.rows += [[row.number, row.title, row.owners, row.due, row.status] for row in rows]
    posts = Table([["Initials", "Post"]] + [[short, post] for short, post in key.items()])
    return Made([Text("Fair processes", 1), table, Text("Key to owners", 2), posts], rows)


@plan("43-high-impact-with-eds.docx", "2025-26", "High Impact Actions merged down, EDS domains, short and long term")
def high_impact() -> Made:
    table = Table(
        [["High Impact Action", "EDS domain", "Local action", "Accountable / responsible", "Timescale", "Position"]],
        widths=[5, 2, 9, 5, 4, 4],
    )
    rows: list[Row] = []
    for n, (name, topic, domain) in enumerate(
        [
            ("Board members have measurable objectives", "governance", "3"),
            ("Overhaul recruitment and embed talent management", "recruitment", "2"),
            ("Eliminate pay gaps", "pay", "2"),
        ],
        1,
    ):
        mine = take(
            topic,
            4,
            ["Chief People Officer", "Head of EDI / Head of Resourcing"],
            ["Q2 2025/26", "Within 6 months", "March 2026"],
            ["Underway", "Not yet started", "Completed"],
        )
        for m, row in enumerate(mine):
            first: list[Any] = [Cell(f"{n}. {name}", down=4), Cell(domain, down=4)] if not m else []
            table.rows.append([*first, row.title, row.owners, row.due, row.status])
            row.refs = f"HIA {n}; EDS {domain}"
        rows += mine
    return Made([Text("NHS EDI improvement plan and EDS 2022: combined plan", 1), Text(LOREM), table], rows)


@plan("44-rows-over-pages.pdf", "2025-26", "an acute trust's: two heading rows, rows cut by pages", "docx")
def over_pages() -> Made:
    rows: list[Row] = []
    more = (
        " so that every team can see how it is doing, what has changed since last year and what is still to be done "
        "before the next survey opens in the autumn"
    )
    for topic, count in [("recruitment", 8), ("culture", 8)]:
        for row in take(
            topic,
            count,
            ["Head of EDI\nDirector of Finance", "Divisional Directors", "Associate Director of Culture & Engagement"],
            ["30 September 2025", "31 March 2026", "Quarterly"],
            ["In progress", "Completed", "Not started"],
        ):
            row.title += more
            if "\n" in row.owners:
                row.owners_read = row.owners.split("\n")
            rows.append(row)
    number(rows, "A{}", ref=True)
    table = Table(
        [
            [Cell("Ref", down=2), Cell("Action", down=2), Cell("Delivery", 2), Cell("Progress", 2)],
            ["Lead", "Date", "Status", "Comment"],
        ],
        headings=2,
        widths=[1.3, 5, 3.4, 2.6, 2.4, 3.6],
    )
    for n, row in enumerate(rows):
        said = "Spoken about with the networks, who asked for a shorter version." if n % 2 else ""
        table.rows.append([row.number, row.title, row.owners, row.due, row.status, said])
    return Made([Text("Race equality plan 2025-26", 1), Text(LOREM), table], rows, landscape=False)
