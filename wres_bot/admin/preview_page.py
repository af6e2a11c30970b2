"""Owns the page on which a plan's file is looked at before it is imported; writes a file and nothing else."""

from importlib.resources import files
from typing import Any

from wres_bot.admin.import_report import ImportReport
from wres_bot.admin.plan_preview import describe_dates, render_counts, sort_by_doubt
from wres_bot.documents.plan.layout import Leftover
from wres_bot.documents.plan.plan_reader import ReadPlan
from wres_bot.documents.plan.row_reader import show_place
from wres_bot.domain.plan_rows import PlanRow
from wres_bot.domain.statuses import STATUS_NAMES
from wres_bot.views.wording import format_references, join_words


def render_preview_page(report: ImportReport, read: ReadPlan, *, file: str, year: str) -> str:
    """Everything that was understood of the file as one page of HTML: the most doubtful action first."""
    from jinja2 import Environment  # no other import of a file needs it

    template = files("wres_bot.admin").joinpath("templates/plan_preview.html").read_text(encoding="utf-8")
    doubted, sure = sort_by_doubt(read)
    bad = [str(problem) for problem in report.problems if problem.severity == "error"]
    listed: dict[str, Any] = {
        "questions": read.open_questions,
        "bad": bad,
        "doubted": [_show_row(row) for row in doubted],
        "sure": [_show_row(row) for row in sure],
        "changed": report.changed,
        "removed": report.removed,
        "unread": [_show_leftover(one) for one in read.unread],
        "notes": [*read.notes, *report.notes],
    }
    titles = (
        "Questions",
        "To mend",
        "Please look",
        "Without doubt",
        "Would change",
        "Would leave",
        "Not read",
        "Notes",
    )
    parts = [(name, title, len(listed[name])) for name, title in zip(listed, titles, strict=True)]
    counts = [f"{len(report.added)} would be new", f"{len(report.changed)} would change"]
    counts += [f"{len(report.removed)} would leave the plan's lists", f"{report.same} stay the same"]
    return Environment(autoescape=True, trim_blocks=True).from_string(template).render(
        listed, file=file, year=year, counts=render_counts(read), changes=f"{join_words(counts)}.", parts=parts
    )  # fmt: skip


def _show_row(row: PlanRow) -> dict[str, Any]:
    number = f"“{row.label}” in the document" if row.label else ""
    return {
        "ref": row.ref,
        "title": row.title,
        "where": "; ".join(filter(None, (row.section, row.place, number))),
        "owners": "\n".join(o.name for o in sorted(row.owners, key=lambda owner: not owner.lead)) or "no owner",
        "dates": describe_dates(row),
        "due": row.due_words,
        "status": STATUS_NAMES[row.status],
        "said": row.status_words,
        "references": format_references(row.references) if row.references else "",
        "notes": row.notes,
        "doubts": row.doubts,
    }


def _show_leftover(one: Leftover) -> str:
    return f"{show_place(one.place)}: “{' '.join(one.text.split())}”: {one.why}".removeprefix(": ")
