"""The three published documents rebuilt in our own words."""

from tests.documents.plans.layouts import Cell, Document, Table, Text
from tests.documents.plans.made import LOREM, Made, Row, example, plan


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
