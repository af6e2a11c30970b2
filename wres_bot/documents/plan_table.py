"""Owns the plan as a file of our own format: its columns, and writing rows so that reading gives the same rows back.

Reading any document as a plan is `documents/plan`; this is its door for whoever has a file. Knows no store or chat.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from wres_bot.documents.document import Document
from wres_bot.documents.formats import Grid, read_document
from wres_bot.documents.known_columns import LONGEST_CELL, Column
from wres_bot.documents.milestone_notation import parse_milestones, render_milestones
from wres_bot.documents.plan.owner_cells import read_owners, read_posts, write_posts
from wres_bot.documents.plan.plan_reader import ReadPlan, read_plan_document
from wres_bot.documents.plan.questions import Answers
from wres_bot.documents.plan.reference_cells import read_references
from wres_bot.documents.plan.row_reader import PlanContext, read_due_cells
from wres_bot.documents.plan.status_cells import StatusReading, read_published_status
from wres_bot.documents.tables import PLAN_LIMITS, Reason, Source, Unreadable
from wres_bot.domain.dates import NhsYear
from wres_bot.domain.due_date_parsing import parse_due
from wres_bot.domain.milestones import PublishedMilestone
from wres_bot.domain.plan_rows import PlanRow, Problem
from wres_bot.domain.references import write_reference

COLUMNS = (
    Column("ref", required=True),
    Column("title", required=True),
    Column("section", required=True),
    Column("label"),
    Column("objective"),
    Column("parent"),
    Column("parent status"),
    Column("owners"),
    Column("posts"),
    Column("due"),
    Column("recurrence"),
    Column("alternative due"),
    Column("dates"),
    Column("status"),
    Column("status now"),
    Column("status date"),
    Column("indicators"),
    Column("indicators inferred"),
    Column("depends on"),
    Column("duplicate of"),
    Column("replaced by"),
    Column("monitored by"),
    Column("confidence"),
    Column("questions"),
    Column("notes"),
)
HISTORY = Column("history")
"""Only in what we write, where something has happened since the plan came in; read past when the file comes back."""


def read_plan(
    source: Source,
    *,
    year: NhsYear | str,
    known_posts: Iterable[str] = (),
    today: date | None = None,
    title: str = "",
    answers: Mapping[str, str] | None = None,
    open_document: Callable[[Source], Document] = read_document,
) -> ReadPlan:
    """A file as a plan. Never raises for what is in it: what keeps the whole file out is a problem.

    year: the plan's. known_posts: the trust's own names. title: of the plan, for actions that stand in no section.
    """
    year = NhsYear(year) if isinstance(year, str) else year
    try:
        document = open_document(source)
        for table in document.tables:
            if len(table.rows) > PLAN_LIMITS.rows:
                raise Unreadable(Reason.TOO_MANY_ROWS, table.place, rows=len(table.rows), most=PLAN_LIMITS.rows)
    except Unreadable as wrong:
        return ReadPlan(problems=(Problem(wrong.place.row, None, wrong.found, wrong.expected),))
    context = PlanContext(year, tuple(known_posts), today, title)
    read = read_plan_document(document, context, Answers(answers))
    if not read.rows and not read.problems:
        return replace(read, problems=(_describe_no_plan(document),))
    return read


def _describe_no_plan(document: Document) -> Problem:
    cells = [cell for table in document.tables for row in table.rows for cell in row if cell.strip()]
    if not cells and not document.texts:
        return Problem(None, None, "nothing in it", "a table with one row for each action")
    first = ", ".join(" ".join(cell.split()) for cell in cells[:8])[:120]
    found = f"no table of actions; it begins “{first}”" if first else "text, and no table"
    return Problem(None, None, found, "a table with a heading over what is to be done, and one row for each action")


def write_plan(rows: Iterable[PlanRow], *, year: NhsYear | str, write: Callable[[Grid], bytes]) -> bytes:
    """The plan as a file of the format that `write` makes: what `read_plan` reads back as the same rows."""
    return write(_grid(rows, year))


def _grid(rows: Iterable[PlanRow], year: NhsYear | str) -> list[list[str]]:
    year = NhsYear(year) if isinstance(year, str) else year
    rows = list(rows)
    names = [column.name for column in (*COLUMNS, *((HISTORY,) if any(row.history for row in rows) else ()))]
    lines = [names]
    for row in rows:
        cells = _cells(row, year)
        lines.append([cells.get(name) or "" for name in names])
    return lines


def _cells(row: PlanRow, year: NhsYear) -> dict[str, str | None]:
    """Published words as they were; beside them, stated precisely, whatever they no longer say."""
    read, _, _ = read_due_cells(row.due_words or "", row.recurrence_words or "", row.status_words or "", year)
    dates = row.dates_words
    if dates and _without_source_words(parse_milestones(dates, year)[0]) != _without_source_words(row.milestones):
        dates = render_milestones(row.milestones)
    if not dates and _without_source_words(read) != _without_source_words(row.milestones):
        dates = render_milestones(row.milestones)
    posts = row.posts_words
    if (read_posts(posts) if posts else read_owners(row.owner_words or "")) != row.owners:
        posts = write_posts(row.owners)
    named = read_references(row.indicator_words or "").references
    written = StatusReading(row.status, row.continuing, row.flags)
    published = read_published_status(row.status_words, parent=row.parent_status_words)
    if not row.status_words and (beside := parse_due(row.due_words or "", year=year).status):
        published = StatusReading(beside)
    same = (written.status, written.continuing, written.flags) == (
        published.status,
        published.continuing,
        published.flags,
    )
    now = None if same else row.status + (", continuing" if row.continuing else "")
    inferred = row.indicators_inferred
    return {
        "ref": row.ref,
        "title": row.title,
        "section": row.section,
        "label": row.label,
        "objective": row.objective,
        "parent": row.parent,
        "parent status": row.parent_status_words,
        "owners": row.owner_words,
        "posts": posts,
        "due": row.due_words,
        "recurrence": row.recurrence_words,
        "alternative due": row.alternative_due_words,
        "dates": dates,
        "status": row.status_words,
        "status now": now,
        "status date": row.status_date.isoformat() if row.status_date else None,
        "indicators": row.indicator_words
        if inferred or named == row.references
        else "; ".join(map(write_reference, row.references)),
        "indicators inferred": "; ".join(map(write_reference, row.references)) if inferred else None,
        "depends on": _join_entries(row.depends_on),
        "duplicate of": row.duplicate_of,
        "replaced by": row.replaced_by,
        "monitored by": _join_entries(row.monitored_by),
        "confidence": row.confidence,
        "questions": _join_entries(row.questions),
        "notes": row.notes,
        "history": _join_lines(row.history),
    }


def _join_lines(lines: Iterable[str]) -> str:
    """As many of the first lines as a cell holds."""
    cell = ""
    for line in lines:
        if len(cell) + 1 + len(line) > LONGEST_CELL:
            break
        cell += f"\n{line}" if cell else line
    return cell


def _join_entries(entries: Iterable[str]) -> str:
    return " | ".join(entry.replace("|", "/") for entry in entries)


def _without_source_words(milestones: Iterable[PublishedMilestone]) -> list[PublishedMilestone]:
    """Without the words they were read from."""
    return [replace(milestone, words="", assumption=None) for milestone in milestones]
