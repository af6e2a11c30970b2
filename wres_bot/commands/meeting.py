"""Owns `worry` and `agenda`: what is worth a word in a plan, and what the group is to decide. Changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from wres_bot.commands import filters as scope
from wres_bot.commands.context import Context
from wres_bot.commands.since import load_changes
from wres_bot.commands.waiting import load_open_questions
from wres_bot.domain.cards import Card
from wres_bot.domain.overdue import Clash, ColourReason, find_clashes, find_coming, last_day_of
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser.command_types import Command
from wres_bot.plan_changes import find_last_meeting
from wres_bot.store.models import Action, Plan
from wres_bot.views import meeting as views
from wres_bot.views.changes import format_changes, format_since
from wres_bot.views.digest.steering import format_decisions
from wres_bot.views.lists import format_filters
from wres_bot.views.meeting import Agenda, Worry, WorryReason
from wres_bot.views.plan_status import count_next_dates
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import format_plan

_SOON = timedelta(days=30)
_ORDER = {reason: number for number, reason in enumerate(WorryReason)}


def show_worries(ctx: Context, command: Command) -> Card:
    plan, rows, name = _find_rows(ctx, command)
    viewer = ctx.make_viewer(plan.trust_id)
    asked = {question.action.id: question.asked[-1] for question in load_open_questions(ctx, plan, rows)}
    worries = [replace(worry, asked=asked.get(worry.action.id)) for worry in find_worries(rows, viewer)]
    named = {worry.action.id for worry in worries}
    silent = sum(1 for a in rows if a.status == "no update" and a.id not in named)
    return views.render_worries(worries, name, silent, viewer)


def _find_rows(ctx: Context, command: Command) -> tuple[Plan, list[Action], str]:
    """The plan, its actions that are asked about, and what those are called: "ESNEFT 2020-21, section 2"."""
    filters = {k: v for k, v in command.filters.items() if v and k in ("section", "indicator", "owner", "plan")}
    plan = scope.find_plans(ctx, filters)[0]
    said = format_filters({name: value for name, value in filters.items() if name != "plan"})
    rows = scope.filter_actions(ctx, scope.load_actions(ctx, [plan]), filters)
    return plan, rows, ", ".join(filter(None, (format_plan(plan), said)))


def find_worries(actions: Sequence[Action], viewer: Viewer) -> list[Worry]:
    """Each action once, under its most pressing reason; the most pressing reasons first, then the oldest date."""
    clashes = {clash.action.id: clash for clash in find_clashes(actions)}
    worries = (_find_worry(a, clashes, viewer) for a in actions if a.status not in CLOSED)
    found = [worry for worry in worries if worry is not None]
    return sorted(found, key=lambda worry: (_ORDER[worry.reason], worry.day or viewer.today, worry.action.position))


def _find_worry(action: Action, clashes: Mapping[int, Clash[Action]], viewer: Viewer) -> Worry | None:
    assessed = viewer.assess(action)
    if action.need_help is not None:
        return Worry(WorryReason.HELP_ASKED, action, assessed.passed_day)
    if assessed.passed:
        reason = WorryReason.NO_ANSWER if assessed.colour == "red" else WorryReason.DATE_PASSED
        return Worry(reason, action, assessed.passed_day)
    if clash := clashes.get(action.id):
        return Worry(WorryReason.NEEDS_LATER, action, clash.due, clash.needs)
    soon = _find_soon(action, viewer.today)
    if soon is None:
        return None
    if not any(owner.holders for owner in action.owners):
        return Worry(WorryReason.NOBODY_OWNS, action, soon)
    if action.status == "delayed":
        return Worry(WorryReason.DELAYED, action, soon)
    return Worry(WorryReason.NOT_BEGUN, action, soon) if assessed.reason is ColourReason.DUE_SOON else None


def _find_soon(action: Action, today: date) -> date | None:
    days = (last_day_of(m) for m in find_coming(action, today) if m.kind in ("deadline", "start"))
    return min((day for day in days if day and day - today <= _SOON), default=None)


def show_agenda(ctx: Context, command: Command) -> Card:
    plan, rows, name = _find_rows(ctx, command)
    viewer = ctx.make_viewer(plan.trust_id)
    told = rows if viewer.audience != "network" else [a for a in rows if a.need_help is None]
    day, understood = find_last_meeting(ctx.db, plan, ctx.today)
    changes = load_changes(ctx, plan, day, understood=understood)
    said = format_changes(changes, viewer) or "nothing new is recorded"
    ahead = count_next_dates(rows, ctx.today)
    agenda = Agenda(
        name,
        tuple(format_decisions(told, ctx.today)),
        f"{format_since(changes, ctx.today)}: {said}.",
        ahead[0] if ahead else None,
        len(load_open_questions(ctx, plan, rows)) if viewer.audience != "network" else 0,
    )
    return views.render_agenda(agenda, viewer)
