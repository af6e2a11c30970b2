"""Owns what an import says of itself: adds, changes, removals, assumptions, bad rows, and who is still missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from wres_bot.admin.plan_preview import render_counts, render_questions, render_rows, render_unread
from wres_bot.admin.plan_writer import PlanChanges
from wres_bot.documents.plan.plan_reader import ReadPlan
from wres_bot.domain.access import Audience
from wres_bot.domain.plan_rows import Problem
from wres_bot.store.models import Action
from wres_bot.views.wording import format_dates, format_references, join_words, pluralise

MOST_LINES = 60
"""Lines of one kind that are written out; the rest are counted. A whole plan's actions fit."""


@dataclass
class ImportReport:
    """One import, done or only tried. `refused` means that nothing was written, because of what is bad."""

    what: str
    read: int = 0
    notes: list[str] = field(default_factory=list)
    unit: str = "action"
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    checklist: list[str] = field(default_factory=list)
    claimed: dict[str, int] = field(default_factory=dict)
    """Addresses in the file that are joined to somebody of another trust, and to whom."""
    refused: bool = False
    dry_run: bool = False
    plan: ReadPlan | None = None

    def set_changes(self, changes: PlanChanges, today: date) -> None:
        """What the plan's file adds, changes and no longer has; what reads as before is counted as the same."""
        self.added = [_render_added(action, today) for action in changes.added]
        self.changed = [line for old, new in changes.kept if (line := _render_change(old, new, today))]
        self.removed = [f"{action.ref} {action.title}" for action in changes.removed]
        self.same = self.read - len(self.added) - len(self.changed)

    @property
    def has_changes(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def is_waiting(self) -> bool:
        """Whether something about the file has to be answered first."""
        return self.plan is not None and bool(self.plan.open_questions)

    def words(self) -> str:
        bad = [p for p in self.problems if p.severity == "error"]
        lines = [self._first_line(), *self.notes]
        lines += render_questions(self.plan) if self.plan else []
        if self.refused:
            lines.append(_render_refusal(bad, self.read) if bad or not self.read else "Nothing was written.")
        else:
            add, change = ("to add", "to change") if self.dry_run else ("added", "changed")
            counts = [f"{len(self.added)} {add}", f"{len(self.changed)} {change}"]
            counts += [f"{len(self.removed)} no longer there", f"{self.same} the same"]
            lines.append(", ".join(counts) + ("." if not self.dry_run else ". Nothing is written yet."))
        lines += _render_part("To mend" if self.refused else "Left out", map(str, bad))
        if self.refused:
            lines += _render_part("Not in the file", self.removed)
        else:
            # A preview shows every action as it was understood; what a first import adds is the whole file.
            added = self.added if (self.changed or self.removed) and not (self.plan and self.dry_run) else []
            lines += _render_part("To add" if self.dry_run else "Added", added)
            lines += _render_part("To change" if self.dry_run else "Changed", self.changed)
            lines += _render_part("No longer in the file (out of every list; their history stays)", self.removed)
        for title, severity in (("Assumed, please check", "assumption"), ("Worth a look", "warning")):
            lines += _render_part(title, (_render_problem(p) for p in self.problems if p.severity == severity))
        lines += self._show_plan()
        lines += self.checklist
        return "\n".join(lines)

    def _first_line(self) -> str:
        if self.plan and self.plan.rows:
            return f"{self.what}: {render_counts(self.plan)}"
        return f"{self.what}: {pluralise(self.read, self.unit)} read."

    def _show_plan(self) -> list[str]:
        """How every action was understood before it is written; afterwards only what is doubtful of it."""
        if self.plan is None:
            return []
        lines = render_rows(self.plan)
        if not self.dry_run and "Read without doubt:" in lines:
            lines = lines[: lines.index("Read without doubt:")]
        return [*lines, *render_unread(self.plan.unread), *self.plan.notes]


def _render_refusal(bad: Sequence[Problem], read: int) -> str:
    """What keeps the file out. Leaving bad rows out is offered only where some rows are good."""
    if not read:
        return "Nothing was written: there is nothing in it that can be read. Mend the file and import it again."
    rows = pluralise(len({(p.row, (p.column or "").partition(" ")[0]) for p in bad}), "row")
    needs = "needs" if rows == "1 row" else "need"
    return f"Nothing was written: {rows} {needs} mending. Mend the file, or add --skip-bad to leave bad rows out."


def _render_problem(problem: Problem) -> str:
    where = ", ".join(part for part in (f"row {problem.row}" if problem.row else "", problem.column or "") if part)
    return f"{where or 'the file'}: {problem.found}: {problem.expected}"


def _render_part(title: str, entries: Iterable[str]) -> list[str]:
    found = list(entries)
    more = [f"  … and {len(found) - MOST_LINES} more"] if len(found) > MOST_LINES else []
    return [f"{title}:", *(f"  {e}" for e in found[:MOST_LINES]), *more] if found else []


def _render_added(action: Action, today: date) -> str:
    """How its dates and owners were read, for whoever checks the import."""
    owners = join_words(o.post for o in action.owners) or "no owner"
    return f"{action.ref} {action.title}: {format_dates(action.milestones, today)}; {owners}"


def _render_change(old: Action, new: Action, today: date) -> str:
    """ "2.3 Cultural ambassadors: dates were April 2021, now June 2021"; nothing where all reads as before."""
    told = []
    if old.title != new.title:
        told.append(f"title was “{old.title}”")
    if old.section_id != new.section_id:
        told.append(f"section was {old.section}")
    was, now = format_dates(old.milestones, today), format_dates(new.milestones, today)
    if was != now:
        told.append(f"dates were {was}, now {now}")
    owners = [[o.post for o in a.owners] for a in (old, new)]
    if owners[0] != owners[1]:
        told.append(f"owners were {join_words(owners[0]) or 'nobody'}, now {join_words(owners[1]) or 'nobody'}")
    if old.references != new.references:
        were, now = (format_references(a.references) or "none" for a in (old, new))
        told.append(f"indicators were {were}, now {now}")
    if not told and (old.published_status, old.questions, old.objective) != (
        new.published_status,
        new.questions,
        new.objective,
    ):
        told.append("its published words")
    return f"{new.ref} {new.title}: {'; '.join(told)}" if told else ""


def render_checklist(matched: int, vacant: Sequence[str]) -> list[str]:
    """ "Posts: 19 matched, 5 to do." and which those are."""
    if not matched and not vacant:
        return ["Posts: no action has an owner yet."]
    if not vacant:
        return [f"Posts: all {matched} matched." if matched > 1 else "Posts: 1 matched."]
    return [f"Posts: {matched} matched, {len(vacant)} to do: {join_words(vacant)}.",
            "Add them to people.csv and import it, or in chat: post \"NAME\" is PERSON."]  # fmt: skip


def ask_survey_releases(waiting: Sequence[tuple[str, Audience]], trust: str) -> list[str]:
    """Which survey figures wait for a day on which they may be told, with the line that enters it."""
    lines = []
    for period in dict.fromkeys(period for period, _ in waiting):
        audiences = [audience for each, audience in waiting if each == period]
        named = "".join(f" --audience {audience}" for audience in audiences)
        lines += [
            f"Survey figures of {period} wait until you say from when they may be told to {join_words(audiences)}:",
            f"  wres-bot indicators release-survey --trust {trust} --period {period} --from DAY{named}",
        ]
    return lines
