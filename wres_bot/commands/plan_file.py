"""Owns a plan's file that a lead sends: what was read of it, its questions, importing it, and who holds its posts.

Everything goes through the functions of `plan import`. A preview is an import that is taken back, so never a guess.
"""

import json
import re
from pathlib import Path

from wres_bot.admin.import_report import ImportReport
from wres_bot.admin.imports import PlanFiles, import_plan
from wres_bot.admin.plan_preview import render_counts, render_row
from wres_bot.commands.context import Context
from wres_bot.documents.document_json import load_document
from wres_bot.documents.plan.row_reader import show_place
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import NhsYear, nhs_year_of
from wres_bot.domain.ports import Needs
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import people, plan_drafts, plans
from wres_bot.store.models import Plan
from wres_bot.store.people import posts
from wres_bot.store.plan_drafts import PlanDraft
from wres_bot.views import plan_file as views
from wres_bot.views import refusals

_YEARS = re.compile(r"(?<!\d)(20\d\d)\s?[-/–]\s?(?:20)?(\d\d)(?!\d)")
_SEARCHED = 20_000
"""Characters of a document in which its year is looked for."""


class _OtherRelease(Exception):
    """The draft was read by another release of the bot, which kept what it read in another shape."""


def receive(ctx: Context) -> Card:
    """A file was sent. Raises `Needs` until it has been fetched and read outside the transaction."""
    ctx.require_lead(verbs.PLAN_FILE)
    read = ctx.incoming.read
    if read is None:
        raise Needs("file")
    if read.refused:
        return views.render_unreadable(read.name, read.refused)
    year = _guess_year(f"{read.name} {read.document[:_SEARCHED]}") or nhs_year_of(ctx.today)
    draft = plan_drafts.save_draft(
        ctx.db, ctx.trust.id, ctx.person.id, read.name, str(year), read.document, ctx.now
    )  # fmt: skip
    others = [file.name for file in ctx.incoming.files[1:]]
    return _preview(ctx, draft, others=others)


def run(ctx: Context, command: Command) -> Card:
    """ "plan file 3 answer rag = 1", "plan file 3 import", "plan file posts esneft-2025-26" """
    ctx.require_lead(verbs.PLAN_FILE)
    do, value = command.filters.get("do", "show"), command.filters.get("value", "")
    if do in ("posts", "invite"):
        return _show_posts(ctx, value, invite=do == "invite")
    draft = plan_drafts.find_draft(ctx.db, int(command.filters.get("id") or 0), ctx.person.id)
    if draft is None or draft.trust_id != ctx.trust.id:
        return views.render_draft_gone()
    try:
        return _look_or_import(ctx, draft, do, command.filters.get("name", ""), value)
    except _OtherRelease:
        return views.render_draft_gone()


def _look_or_import(ctx: Context, draft: PlanDraft, do: str, name: str, value: str) -> Card:
    match do:
        case "answer" | "year":
            return _preview(ctx, _answer(ctx, draft, name, value))
        case "import":
            return _import(ctx, draft, value)
        case "later":
            return views.render_later(draft.id, draft.name)
        case "all":
            return _preview(ctx, draft, whole=True)
    return _preview(ctx, draft)


def _guess_year(words: str) -> NhsYear | None:
    """The first two years side by side that are a financial year."""
    for found in _YEARS.finditer(words):
        if int(found[2]) == (int(found[1]) + 1) % 100:
            return NhsYear(f"{found[1]}-{found[2]}")
    return None


def _answer(ctx: Context, draft: PlanDraft, name: str, value: str) -> PlanDraft:
    answers, year = dict(draft.answers), draft.year
    if name:
        answers[name] = value
    else:
        # The year decides what a date without one means, so that what was asked may be another question now.
        year = str(_parse_year(value))
    plan_drafts.set_draft_answers(ctx.db, draft.id, year, answers)
    found = plan_drafts.find_draft(ctx.db, draft.id, ctx.person.id)
    assert found is not None
    return found


def _parse_year(words: str) -> NhsYear:
    try:
        return NhsYear(words)
    except ValueError:
        raise refusals.unreadable_plan_year(words) from None


def _run_import(ctx: Context, draft: PlanDraft, *, skip_bad: bool = False, remove: bool = False) -> ImportReport:
    try:
        document = load_document(json.loads(draft.document))
    except (ValueError, TypeError, KeyError) as wrong:
        raise _OtherRelease from wrong
    files = PlanFiles(
        Path(draft.name), ctx.trust.key, draft.year, title=_name_plan(ctx, draft.year), answers=draft.answers,
        document=document,
    )  # fmt: skip
    return import_plan(ctx.db, files, ctx.now, actor=ctx.actor, skip_bad=skip_bad, remove=remove)


def _name_plan(ctx: Context, year: str) -> str | None:
    """As the trust's last plan is called, with the other year."""
    before = [p for p in plans.load_plans(ctx.db, ctx.trust.id) if p.year != year and p.year in p.title]
    last = max(before, key=lambda p: p.starts, default=None)
    return last.title.replace(last.year, year) if last else None


def _preview(ctx: Context, draft: PlanDraft, *, whole: bool = False, others: list[str] | None = None) -> Card:
    with ctx.db.begin_nested() as tried:
        report = _run_import(ctx, draft, skip_bad=True, remove=True)
        tried.rollback()
    report.dry_run = True
    read = report.plan
    if read is None or not read.rows:
        wrong = "; ".join(f"found {p.found}, expected {p.expected}" for p in report.problems)
        return views.render_unreadable(draft.name, f"I found no action in it: {wrong}." if wrong else "")
    first = _parse_year(draft.year).start
    return views.render_preview(
        views.Preview(
            draft.id, draft.name, draft.year, tuple(str(NhsYear(_year_words(y))) for y in range(first - 1, first + 2)),
            counts=render_counts(read),
            changes=(len(report.added), report.changed, report.removed),
            questions=read.questions,
            doubted=tuple((render_row(row), row.doubts) for row in read.rows if row.doubts),
            sure=tuple(render_row(row) for row in read.rows if not row.doubts),
            unread=tuple(f"{show_place(one.place)}: “{' '.join(one.text.split())}”: {one.why}" for one in read.unread),
            notes=read.notes,
            bad=tuple(map(str, read.errors)),
            others=tuple(others or ()),
        ),
        whole=whole,
    )  # fmt: skip


def _year_words(start: int) -> str:
    return f"{start}-{(start + 1) % 100:02}"


def _import(ctx: Context, draft: PlanDraft, how: str) -> Card:
    with ctx.db.begin_nested() as tried:
        report = _run_import(ctx, draft, skip_bad="good rows" in how, remove="whole" in how)
        waiting = report.plan is not None and bool(report.plan.open_questions)
        if report.refused or waiting:
            tried.rollback()
    if waiting:
        return _preview(ctx, draft)
    if report.refused:
        errors = [str(p) for p in report.problems if p.severity == "error"]
        return views.render_not_imported(draft.id, errors, report.removed)
    plan_drafts.delete_draft(ctx.db, draft.id)
    plan = plans.find_plan_by_name(ctx.db, f"{ctx.trust.key}-{draft.year}")
    assert plan is not None
    counts = (len(report.added), len(report.changed), len(report.removed), report.same)
    return _render_posts(ctx, plan, imported=counts)


def _show_posts(ctx: Context, name: str, *, invite: bool) -> Card:
    plan = ctx.find_own_plan(name)
    if plan is None or plan.trust_id != ctx.trust.id:
        raise refusals.no_plan_named("file posts", ctx.trust.key)
    return views.render_invitation(plan, ctx.incoming.platform) if invite else _render_posts(ctx, plan)


def _render_posts(ctx: Context, plan: Plan, imported: tuple[int, int, int, int] | None = None) -> Card:
    vacant = [post for _, post in people.load_vacant_posts(ctx.db, plan.id, max(ctx.today, plan.starts))]
    matched = posts.count_owning_posts(ctx.db, plan.id) - len(vacant)
    known = sorted(people.load_people_of_trust(ctx.db, plan.trust_id, ctx.today), key=lambda p: p.name.casefold())
    return views.render_posts(plan, matched, vacant, [(p.name, p.email) for p in known], imported, ctx.make_viewer())
