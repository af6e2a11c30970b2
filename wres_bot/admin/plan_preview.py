"""Owns showing how a plan's file was understood before anything is written: as objects for scripts, and as text."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from wres_bot.documents.plan.layout import Leftover
from wres_bot.documents.plan.plan_reader import ReadPlan
from wres_bot.documents.plan.row_reader import show_place
from wres_bot.domain.milestones import Milestone, PublishedMilestone, first_occurrence
from wres_bot.domain.plan_rows import PlanRow
from wres_bot.domain.statuses import STATUS_NAMES
from wres_bot.views.wording import format_milestone, format_references, join_words, pluralise


def flatten_plan(read: ReadPlan) -> dict[str, Any]:
    """The outside contract of `plan import --dry-run --json`: actions, questions, and text that was not read."""
    return {
        "actions": [flatten_action(row) for row in read.rows],
        "questions": [
            {
                "question": q.question,
                "asks": q.asks,
                "choices": list(q.choices),
                "taken": q.taken,
                "answered": q.answered,
            }
            for q in read.questions
        ],
        "unread": [
            *(
                {"place": f"row {p.row}, {p.column}", "text": p.found, "why": f"expected {p.expected}"}
                for p in read.errors
            ),
            *(flatten_leftover(leftover) for leftover in read.unread),
        ],
    }


def flatten_action(row: PlanRow) -> dict[str, Any]:
    """One action as it would be imported, beside the words it was read from."""
    return {
        "ref": row.ref,
        "label": row.label,
        "title": row.title,
        "section": row.section,
        "owners": [o.name for o in sorted(row.owners, key=lambda owner: not owner.lead)],
        "due": row.due_words,
        "dates": [describe_milestone(m) for m in row.milestones],
        "status": row.status,
        "status_published": row.status_words,
        "status_date": row.status_date.isoformat() if row.status_date else None,
        "references": [str(reference) for reference in row.references],
        "notes": row.notes,
        "place": row.place,
        "doubts": list(row.doubts),
    }


def flatten_leftover(leftover: Leftover) -> dict[str, str]:
    return {"place": show_place(leftover.place), "text": leftover.text, "why": leftover.why}


def describe_milestone(m: PublishedMilestone) -> str:
    """ "deadline 2024-06-30", "start 2024-10-01 to 2024-10-31", "recurring every 6 months from 2024-09-30" """
    label = f" ({m.label})" if m.label else ""
    if m.interval_months and m.anchor:
        first = first_occurrence(m.anchor, m.interval_months, m.anchor + timedelta(days=1))
        every = f"every {m.interval_months} months" if m.interval_months > 1 else "every month"
        if m.interval_weeks:
            every = f"every {m.interval_weeks} weeks" if m.interval_weeks > 1 else "every week"
        return f"{m.kind} {every} from {first.isoformat()}{label}"
    if m.due is None:
        return f"{m.kind}{label}"
    until = f" to {m.until.isoformat()}" if m.until and m.until != m.due else ""
    moved = f", moved from {m.moved_from.isoformat()}" if m.moved_from else ""
    return f"{m.kind} {m.due.isoformat()}{until}{moved}{label}"


# As text


def render_counts(read: ReadPlan) -> str:
    """ "41 actions in 41 rows of 10 tables: 12 done, 14 in progress, 15 with no update recorded; 0 texts unread." """
    statuses = Counter(row.status for row in read.rows)
    told = ", ".join(f"{count} {STATUS_NAMES[status]}" for status, count in statuses.most_common())
    where = f"{pluralise(read.read_rows, 'row')} of {pluralise(read.tables, 'table')}"
    unread = f"{pluralise(len(read.unread), 'text')} unread"
    return f"{pluralise(len(read.rows), 'action')} in {where}: {told or 'none'}; {unread}."


def render_questions(read: ReadPlan) -> list[str]:
    """What has to be answered before it can be imported, and how."""
    if not read.open_questions:
        return []
    lines = ["To be answered before it can be imported:"]
    for q in read.open_questions:
        lines.append(f"  {q.asks}")
        lines += [
            f"    {n}. {choice}{' (as shown here)' if choice == q.taken else ''}"
            for n, choice in enumerate(q.choices, 1)
        ]
        lines.append(f"    Answer with --answer {q.question}={q.choices.index(q.taken) + 1}")
    return lines


def render_rows(read: ReadPlan) -> list[str]:
    """Every action as it was understood: the most doubtful first, with what is doubted."""
    doubted, sure = sort_by_doubt(read)
    lines = [f"Please look at {'these' if len(doubted) > 1 else 'this'}:"] if doubted else []
    for row in doubted:
        lines += [f"  {render_row(row)}", *(f"    ? {doubt}" for doubt in row.doubts)]
    lines += ["Read without doubt:"] if sure else []
    return lines + [f"  {render_row(row)}" for row in sure]


def sort_by_doubt(read: ReadPlan) -> tuple[list[PlanRow], list[PlanRow]]:
    """The actions of which something is doubted, the most doubtful first, and the others in their order."""
    doubted = sorted((row for row in read.rows if row.doubts), key=lambda row: -len(row.doubts))
    return doubted, [row for row in read.rows if not row.doubts]


def describe_dates(row: PlanRow) -> str:
    """ "due by 31 March 2026, then every 3 months"; "no date given"."""
    return join_words((format_milestone(_store(m)) for m in row.milestones), "then") or "no date given"


def render_row(row: PlanRow) -> str:
    """ "1.3 Reverse mentoring: due by 31 March 2026; Head of EDI; in progress; WRES 2 (1. Recruitment; row 4)" """
    named = f"{row.ref} {' '.join(row.title.split())}"
    label = f"“{row.label}”, " if row.label else ""
    owners = join_words(o.name for o in row.owners) or "no owner"
    parts = [describe_dates(row), owners, STATUS_NAMES[row.status]]
    parts += [f"indicators {format_references(row.references)}"] if row.references else []
    return f"{named}: {'; '.join(parts)} ({label}{row.section}; {row.place})"


def render_unread(leftovers: Sequence[Leftover]) -> list[str]:
    """What the file holds that went nowhere, with its place."""
    if not leftovers:
        return []
    return [
        "Not read:",
        *(f"  {show_place(one.place)}: “{' '.join(one.text.split())[:160]}”: {one.why}" for one in leftovers),
    ]


def _store(m: PublishedMilestone) -> Milestone:
    """A published milestone as the store would give it, for wording it the same."""
    due, until = m.due, m.until
    if m.interval_months and m.anchor:
        due = until = first_occurrence(m.anchor, m.interval_months, m.anchor + timedelta(days=1))
    return Milestone(
        id=0, action_id=0, kind=m.kind, due=due, until=until, original_due=m.moved_from, precision=m.precision,
        period=m.period, label=m.label, words=m.words, assumption=m.assumption, interval_months=m.interval_months,
        anchor=m.anchor, met_on=until if m.met else None, slips=1 if m.moved_from else 0,
    )  # fmt: skip
