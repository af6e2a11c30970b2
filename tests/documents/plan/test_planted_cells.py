"""Two hundred cells that are easily read wrongly: each is read right, or its row says what is doubtful of it.

Each stands in a plan of its own kind of column. What is right was written down before the reader was asked.
"""

import re
from dataclasses import dataclass

import pytest

from wres_bot.admin.plan_preview import flatten_plan
from wres_bot.documents.csv_files import write_csv
from wres_bot.documents.plan_table import read_plan

YEAR = "2024-25"
TOLD = "told"
"""Nobody can be sure of it: it has to be told, whatever is made of it."""

D = "deadline "
DUES: dict[str, str | list[str]] = {
    "30/06/24": [D + "2024-06-30"], "1/4/25": [D + "2025-04-01"], "12.05.2024": [D + "2024-05-12"],
    "5-Nov-24": [D + "2024-11-05"], "Nov-24": [D + "2024-11-30"], "Nov 24": [D + "2024-11-30"], "24 Nov": TOLD,
    "End Feb 2025": [D + "2025-02-28"], "29 February 2025": TOLD, "31/06/2024": TOLD,
    "2024-09-01": [D + "2024-09-01"], "01/09/2024 00:00": [D + "2024-09-01"], "45565": TOLD, "44": TOLD, "Q1": TOLD,
    "Q2 24/25": [D + "2024-09-30"], "Q4 2024/25": [D + "2025-03-31"], "Quarter 3 2024-25": [D + "2024-12-31"],
    "Q5": TOLD, "Q3 2024": TOLD, "Summer 2024": TOLD, "Mid 2024": TOLD, "Early 2025": TOLD, "Late October 2024": TOLD,
    "TBC": TOLD, "TBA": TOLD, "n/a": TOLD, "-": TOLD, "?": TOLD, "See notes": TOLD,
    "In line with policy review": TOLD, "Monthly": TOLD, "Bi-monthly": TOLD, "Biannual": TOLD, "Every 6 weeks": TOLD,
    "Fortnightly": TOLD, "Daily": TOLD, "Every quarter": TOLD, "Termly": TOLD, "Each Board meeting": TOLD,
    "Every 2 years": TOLD, "Biennially": TOLD, "Ongoing": TOLD, "Continuous": TOLD, "Rolling": TOLD,
    "Business as usual": TOLD, "On appointment": TOLD, "By March": TOLD, "March": TOLD, "By 2025": TOLD, "2025": TOLD,
    "2024/25": [D + "2025-03-31"], "24/25": [D + "2025-03-31"], "2024-2026": TOLD, "Year end": [D + "2025-03-31"],
    "Financial year end": [D + "2025-03-31"], "Year 1": TOLD, "Within 3 months": TOLD, "3 months": TOLD,
    "6-12 months": TOLD, "Medium term": TOLD, "Immediately": TOLD, "June/July 2024": [D + "2024-07-31"],
    "June 2024 - September 2024": [D + "2024-09-30"],
    "June 2024 and December 2024": [D + "2024-06-30", D + "2024-12-31"], "Not before June 2024": TOLD,
    "After June 2024": TOLD, "From June 2024": ["start 2024-06-01 to 2024-06-30"],
    "June 2024 onwards": ["start 2024-06-01 to 2024-06-30"],
    "Was June 2024, now October 2024": [D + "2024-10-31, moved from 2024-06-30"],
    "June 2024 October 2024": [D + "2024-06-30", D + "2024-10-31"], "Extended to December 2024": [D + "2024-12-31"],
    "Jun-24 (slipped to Sep-24)": [D + "2024-09-30, moved from 2024-06-30"], "w/c 10 June 2024": TOLD, "Week 1": TOLD,
    "Month 6": TOLD, "Phase 2": TOLD, "31st March 2025": [D + "2025-03-31"],
    "Friday 28 June 2024": [D + "2024-06-28"], "28/6": TOLD, "06/2024": [D + "2024-06-30"], "6.24": TOLD,
    "202406": TOLD, "31032025": TOLD, "Sept": TOLD, "Complete": TOLD, "Overdue": TOLD, "June 2042": TOLD,
    "June 1924": TOLD, "30/06/2204": TOLD,
}  # fmt: skip
STATUSES: dict[str, str] = {
    "Not complete": "in progress", "Incomplete": TOLD, "Nearly complete": "in progress", "Almost done": "in progress",
    "90% complete": "in progress", "99%": "in progress", "100%": "done", "0%": "not started", "110%": TOLD,
    "1": TOLD, "0.5": TOLD, "3 of 4 complete": "in progress", "4 of 4 complete": "done", "Complete?": TOLD,
    "To be completed": TOLD, "Completion due June": TOLD, "Completed except training": "in progress",
    "Complete for doctors only": "in progress", "Not started": "not started", "Yet to start": "not started",
    "Not yet complete": "in progress", "No longer required": "cancelled", "Paused": "delayed", "On hold": "delayed",
    "Slipping": "delayed", "No delay": TOLD, "Not delayed": TOLD, "Delay resolved": TOLD, "Behind": "delayed",
    "On track": "in progress", "Not on track": "delayed", "Off track": "delayed", "Back on track": "in progress",
    "Yes": TOLD, "No": TOLD, "Y": TOLD, "N": TOLD, "N/A": "no update", "TBC": "no update", "Unknown": TOLD,
    "Good": TOLD,
    "High": TOLD, "4": TOLD, "Partially": TOLD, "Partly complete": "in progress", "Achieved in part": "in progress",
    "Not achieved": TOLD, "Partially achieved": "in progress", "Fully achieved": "done",
    "Substantially complete": "in progress",
    "Signed off": "done", "Awaiting sign off": TOLD, "Ready to close": TOLD, "Closed - not achieved": TOLD,
    "Closed": "done", "Open": "no update", "Reopened": TOLD, "Superseded by 3.2": TOLD, "Merged with 2.1": TOLD,
    "Transferred": TOLD, "Ongoing": "in progress", "Ongoing - complete": TOLD, "Complete and ongoing": "done",
    "Started": "in progress", "Starting June": TOLD, "Planned": "not started", "Scheduled for May": TOLD,
    "Deferred": "delayed", "Under review": TOLD, "Draft": "in progress", "Drafted": "in progress", "Approved": TOLD,
    "Published": TOLD,
    "Escalated": TOLD, "At risk": "in progress", "Some slippage": "delayed", "Delivered late": "done",
    "Could not be completed": TOLD, "Failed": TOLD, "Abandoned": "cancelled", "Cancelled": "cancelled",
    "Complete - see 2.1": "done", "Not applicable": TOLD, "Done (mostly)": "in progress", "Unfinished": TOLD,
}  # fmt: skip
OWNERS: dict[str, str | list[str]] = {
    "Head of Nursing and Midwifery": ["Head of Nursing and Midwifery"],
    "Director of Nursing, Quality and Safety": ["Director of Nursing, Quality and Safety"],
    "HR & OD": TOLD, "OD and HR Director": ["OD and HR Director"], "CEO/CPO": ["CEO", "CPO"],
    "Chief Executive and Chair": ["Chief Executive", "Chair"],
    "All managers": ["All managers"], "Everyone": ["Everyone"], "TBC": TOLD, "Vacant": TOLD, "As above": TOLD,
    "Anna Bell": TOLD, "Anna Bell, Head of HR": TOLD, "Head of HR (Anna Bell)": TOLD, "A. Bell": TOLD, "AB": TOLD,
    "Head of HR - Anna Bell": TOLD, "head.of.hr@trust.example": TOLD, "Dr Bell": TOLD,
    "EDI Lead supported by Comms Team": ["EDI Lead", "Comms Team"],
    "Equality, Diversity and Inclusion Lead": ["Equality, Diversity and Inclusion Lead"],
    "Workforce/EDI Lead": TOLD, "EDI & Recruitment Leads": TOLD, "Head of HR; EDI Lead": ["Head of HR", "EDI Lead"],
    "Head of HR, EDI Lead and Comms Manager": ["Head of HR", "EDI Lead", "Comms Manager"],
    "Research and Development Manager": ["Research and Development Manager"],
}  # fmt: skip
REFERENCES: dict[str, str | list[str]] = {
    "1-8": ["WRES 1", "WRES 2", "WRES 3", "WRES 4", "WRES 5", "WRES 6", "WRES 7", "WRES 8"], "01-Aug": TOLD,
    "1.8": TOLD, "2 & 3": ["WRES 2", "WRES 3"], "WDES 4": ["WDES 4"], "WRES 10": TOLD, "HIA 7": TOLD, "12": TOLD,
    "Indicator 5": ["WRES 5"], "Metric 4a": TOLD, "EDS2": ["EDS"], "EDS 2 outcome 3": ["EDS 3"],
    "WRES/WDES": ["WRES", "WDES"],
    "High Impact Action 2 and 6": ["HIA 2", "HIA 6"], "All": [f"WRES {n}" for n in range(1, 10)],
    "Gender pay gap": TOLD, "WRES 2, WDES 2": ["WRES 2", "WDES 2"],
    "Q14": TOLD, "2024": TOLD, "WRES2": ["WRES 2"], "WDES metrics 1 to 3": ["WDES 1", "WDES 2", "WDES 3"],
}  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """One cell: its column, what stands in it, and what is right."""

    column: str
    words: str
    right: str | list[str]


PLANTED = [
    Planted(column, words, right)
    for column, cells in (("due", DUES), ("status", STATUSES), ("owners", OWNERS), ("references", REFERENCES))
    for words, right in cells.items()
]
HEADS = {"due": "By when", "status": "Status", "owners": "Lead", "references": "WRES indicator"}
USUAL = {"due": "31/03/2025", "status": "In progress", "owners": "Head of EDI", "references": "WRES 2"}
TOLD_BY = {"due": "due:", "status": "status:", "owners": "owners:", "references": "indicators:"}


def read_planted(column: str) -> list[tuple[Planted, dict[str, object], str]]:
    """Each planted cell of a column with its row as read, and what is told of the file beside."""
    cells = [one for one in PLANTED if one.column == column]
    rows = [["Ref", "Action", *HEADS.values()]]
    for n, one in enumerate(cells, 1):
        said = USUAL | {column: one.words}
        rows.append([f"P{n}", f"Do what was agreed as number {n}", *(said[name] for name in HEADS)])
    printed = flatten_plan(read_plan(write_csv(rows), year=YEAR, title="Plan"))
    assert [action["ref"] for action in printed["actions"]] == [f"P{n}" for n in range(1, len(cells) + 1)]
    unread = [str(one["text"]) for one in printed["unread"]] + [str(one["asks"]) for one in printed["questions"]]
    return [(one, action, "\n".join(unread)) for one, action in zip(cells, printed["actions"], strict=True)]


@pytest.mark.parametrize("column", HEADS)
def test_a_planted_cell_is_right_or_told(column: str) -> None:
    silent = []
    for one, action, unread in read_planted(column):
        got = action[column]
        if column == "due":  # a label beside a date is the document's own word
            got = [re.sub(r" \([^()]*\)$", "", str(date)) for date in action["dates"]]  # type: ignore[attr-defined]
        told = any(TOLD_BY[column] in doubt for doubt in action["doubts"]) or one.words in unread.splitlines()  # type: ignore[attr-defined]
        if got != one.right and not told:
            silent.append((one.words, got, one.right))
    assert silent == [], "\n".join(map(str, silent))


def test_there_are_two_hundred() -> None:
    assert len(PLANTED) >= 200
