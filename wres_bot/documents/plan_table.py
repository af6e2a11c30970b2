"""Owns the plan table: one row of cells is one action, in and out; must not know encodings, store or chat."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from wres_bot.documents.cell_parsing import (
    StatusReading,
    read_indicators,
    read_owners,
    read_posts,
    read_published_status,
    write_posts,
)
from wres_bot.documents.formats import Grid
from wres_bot.documents.known_columns import LONGEST_CELL, Column, KnownRow, read_known_rows
from wres_bot.documents.milestone_notation import KINDS, parse_day, parse_milestones, render_milestones
from wres_bot.documents.tables import Source
from wres_bot.domain.dates import NhsYear
from wres_bot.domain.due_date_parsing import parse_due
from wres_bot.domain.milestones import PublishedMilestone
from wres_bot.domain.plan_rows import PlanFile, PlanRow, Problem, Severity
from wres_bot.domain.refs import normalise_ref, parse_ref
from wres_bot.domain.statuses import STATUS_SYNONYMS

COLUMNS = (
    Column("ref", required=True, also=("action ref", "number", "no")),
    Column("title", required=True, also=("action",)),
    Column("section", required=True, also=("theme",)),
    Column("label"),
    Column("objective"),
    Column("parent", also=("group",)),
    Column("parent status"),
    Column("owners", also=("owner", "lead", "responsible")),
    Column("posts"),
    Column("due", also=("due date", "timescale", "completion date")),
    Column("recurrence", also=("repeats",)),
    Column("alternative due"),
    Column("dates"),
    Column("status", also=("progress",)),
    Column("status now"),
    Column("status date"),
    Column("indicators", also=("indicator", "metrics", "metric")),
    Column("indicators inferred"),
    Column("depends on"),
    Column("duplicate of"),
    Column("replaced by"),
    Column("monitored by", also=("where reported",)),
    Column("confidence"),
    Column("questions"),
    Column("notes", also=("comments",)),
)
HISTORY = Column("history")
"""Only in what we write, where something has happened since the plan came in; read past when the file comes back."""


def read_plan(source: Source, *, year: NhsYear | str, known_posts: Iterable[str] = ()) -> PlanFile:
    """Rows that are good, and every problem. `year` is the plan's; `known_posts` are the trust's own names."""
    year = NhsYear(year) if isinstance(year, str) else year
    sheet = read_known_rows(source, (*COLUMNS, HISTORY))
    reader = _PlanReader(year, tuple(known_posts), list(sheet.problems))
    rows = [row for line in sheet.lines if (row := reader.read_action(line))]
    rows = reader.without_repeats(rows)
    rows = reader.with_known_refs(rows)
    if not rows and not reader.problems:
        reader.problems.append(Problem(None, None, "a header and no rows", "one row for each action"))
    return PlanFile(tuple(rows), tuple(reader.problems))


class _PlanReader:
    """Reads lines, and gathers what is wrong with them."""

    def __init__(self, year: NhsYear, known_posts: tuple[str, ...], problems: list[Problem]) -> None:
        self.year, self.known_posts, self.problems = year, known_posts, problems
        self.bad = False

    def read_action(self, line: KnownRow) -> PlanRow | None:
        self.bad = False
        for column in ("ref", "title", "section"):
            if not line[column]:
                self._report(line, column, "an empty cell", f"the action's {column}")
        ref = parse_ref(line["ref"])
        if line["ref"] and (ref is None or ref.plan):
            self._report(line, "ref", f"“{line['ref'][:40]}”", "a ref such as 2.3, 1.1b, 2iii or DR6")
        status = self._status(line)
        milestones, unread = self._milestones(line)
        owners = read_posts(line["posts"]) or read_owners(line["owners"], known_posts=self.known_posts)
        if not owners:
            self._report(line, "owners", "nobody", "no post is named, so nobody is reminded", "warning")
        named = read_indicators(line["indicators"])
        inferred = read_indicators(line["indicators inferred"])
        confidence = line["confidence"].lower() or None
        if confidence not in (None, "high", "medium", "low"):
            self._report(line, "confidence", f"“{confidence[:40]}”", "high, medium or low")
        row = PlanRow(
            ref=ref.ref if ref else "",
            title=line["title"],
            section=line["section"],
            label=line.words("label"),
            objective=line.words("objective"),
            parent=line.words("parent"),
            parent_status_words=line.words("parent status"),
            owner_words=line.words("owners"),
            posts_words=line.words("posts"),
            owners=owners,
            due_words=line.words("due"),
            recurrence_words=line.words("recurrence"),
            alternative_due_words=line.words("alternative due"),
            dates_words=line.words("dates"),
            milestones=milestones,
            unread=unread,
            status_words=line.words("status"),
            status=status.status,
            continuing=status.continuing,
            flags=status.flags,
            status_date=self._day(line, "status date"),
            indicator_words=line.words("indicators"),
            indicators=named or inferred,
            indicators_inferred=bool(inferred) and not named,
            depends_on=tuple(
                part for raw in line.entries("depends on") for part in re.split(r"\s*[,;]\s*", raw) if part
            ),
            duplicate_of=line.words("duplicate of"),
            replaced_by=line.words("replaced by"),
            monitored_by=line.entries("monitored by"),
            confidence=confidence,  # type: ignore[arg-type]  # told above when it is none of the three
            questions=line.entries("questions"),
            notes=line.words("notes"),
            row=line.number,
        )
        return None if self.bad else row

    def without_repeats(self, rows: list[PlanRow]) -> list[PlanRow]:
        first: dict[str, PlanRow] = {}
        for row in rows:
            if (earlier := first.setdefault(normalise_ref(row.ref), row)) is not row:
                found = f"{row.ref} again (it is also in row {earlier.row})"
                self.problems.append(Problem(row.row, "ref", found, "each ref once"))
        return list(first.values())

    def with_known_refs(self, rows: list[PlanRow]) -> list[PlanRow]:
        keys = {normalise_ref(row.ref) for row in rows}
        good = []
        for row in rows:
            unknown = [
                ref
                for ref in row.depends_on
                if normalise_ref(ref) not in keys or normalise_ref(ref) == normalise_ref(row.ref)
            ]
            for ref in unknown:
                self.problems.append(
                    Problem(row.row, "depends on", f"“{ref[:40]}”", "the ref of another action in this file")
                )
            if not unknown:
                good.append(row)
        return good

    def _report(self, line: KnownRow, column: str, found: str, expected: str, severity: Severity = "error") -> None:
        self.problems.append(Problem(line.number, column, found, expected, severity))
        self.bad = self.bad or severity == "error"

    def _status(self, line: KnownRow) -> StatusReading:
        published = read_published_status(line["status"], parent=line["parent status"])
        if not line["status"] and (beside := parse_due(line["due"], year=self.year).status) == "done":
            published = StatusReading("done" if beside else "no update")
        if line["status now"]:
            name, _, more = line["status now"].lower().partition(",")
            known = STATUS_SYNONYMS.get(name.strip())
            if known is None or more.strip() not in ("", "continuing"):
                expected = "no update, not started, in progress, delayed, done (or “done, continuing”) or cancelled"
                self._report(line, "status now", f"“{line['status now'][:40]}”", expected)
                return published
            return StatusReading(known, bool(more), published.flags)
        if line["status"] and published.status == "no update":
            self._report(
                line,
                "status",
                f"“{line['status'][:60]}”",
                "no status we know; kept as words, no update recorded",
                "assumption",
            )
        return published

    def _milestones(self, line: KnownRow) -> tuple[tuple[PublishedMilestone, ...], str | None]:
        if line["dates"]:
            stated, unread = parse_milestones(line["dates"], self.year)
            if unread:
                self._report(line, "dates", f"“{unread[:60]}”", f"such as “deadline: 31 March 2026”; a kind is {KINDS}")
            # What is published stays what "the plan says": people read it beside the date.
            words = line["due"] or line["recurrence"]
            return tuple(replace(m, words=words) for m in stated), unread
        milestones, unread, assumptions = read_due_cells(line["due"], line["recurrence"], line["status"], self.year)
        if unread:
            self._report(
                line, "due", f"“{unread[:60]}”", "no date we can read; kept as words, and not reminded", "warning"
            )
        for assumption in assumptions:
            self._report(line, "due", f"“{(line['due'] or line['recurrence'])[:60]}”", assumption, "assumption")
        return milestones, unread

    def _day(self, line: KnownRow, column: str) -> date | None:
        if not line[column]:
            return None
        day = parse_day(line[column], self.year)
        if day is None:
            self._report(line, column, f"“{line[column][:40]}”", "a day such as 31 March 2026")
        return day


def read_due_cells(
    due: str, recurrence: str, status: str, year: NhsYear
) -> tuple[tuple[PublishedMilestone, ...], str | None, tuple[str, ...]]:
    """The due and recurrence cells together: what repeats is told once, and counted from the date beside it."""
    reading = parse_due(due, year=year, status=status or None)
    if recurrence and not any(milestone.kind == "recurring" for milestone in reading.milestones):
        reading = parse_due("; ".join(filter(None, (due, recurrence))), year=year, status=status or None)
        words = due or recurrence
        milestones = tuple(replace(m, words=recurrence if m.kind == "recurring" else words) for m in reading.milestones)
        reading = replace(reading, milestones=milestones)
    return reading.milestones, reading.unread, reading.assumptions


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
    named = read_indicators(row.indicator_words or "")
    written = StatusReading(row.status, row.continuing, row.flags)
    published = read_published_status(row.status_words, parent=row.parent_status_words)
    if not row.status_words and parse_due(row.due_words or "", year=year).status == "done":
        published = StatusReading("done")
    now = None if written == published else row.status + (", continuing" if row.continuing else "")
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
        "indicators": row.indicator_words if inferred or named == row.indicators else ", ".join(row.indicators),
        "indicators inferred": ", ".join(row.indicators) if inferred else None,
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
