"""Owns `since` and `news`: what has changed in a plan since a day or the last meeting. Changes nothing."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from wres_bot.commands import filters as scope
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import london_instant, quarter_of
from wres_bot.parser.command_types import Command
from wres_bot.plan_changes import find_changes, find_start
from wres_bot.store import events
from wres_bot.store.models import Plan
from wres_bot.views import changes as views
from wres_bot.views.changes import Changes
from wres_bot.views.lists import format_filters
from wres_bot.views.wording import format_plan

_NEW_QUARTER = timedelta(days=30)
"""So long the news is of the quarter before as well."""


def show_changes(ctx: Context, command: Command) -> Card:
    filters = {name: value for name, value in command.filters.items() if value and name != "page"}
    plan = scope.find_plans(ctx, filters)[0]
    day, understood = find_start(ctx.db, plan, command.when, ctx.today)
    changes = load_changes(ctx, plan, day, filters, understood)
    return views.render_changes(changes, ctx.make_viewer(plan.trust_id))


def show_news(ctx: Context, command: Command) -> Card:
    filters = {name: value for name, value in command.filters.items() if value and name != "page"}
    plan = scope.find_plans(ctx, filters)[0]
    quarter = quarter_of(ctx.today)
    day = quarter.first if ctx.today - quarter.first >= _NEW_QUARTER else quarter.previous().first
    changes = load_changes(ctx, plan, max(day, plan.starts), filters)
    actions = scope.filter_actions(ctx, scope.load_actions(ctx, [plan]), filters)
    return views.render_news(changes, actions, ctx.make_viewer(plan.trust_id))


def load_changes(
    ctx: Context, plan: Plan, day: date, filters: Mapping[str, str] | None = None, understood: str = ""
) -> Changes:
    """What has become of the plan's actions, or of those that fit, from that day on."""
    asked = filters or {}
    rows = scope.filter_actions(ctx, scope.load_actions(ctx, [plan]), asked)
    start = london_instant(day, time(0)) - timedelta(microseconds=1)
    told = events.load_events_between(ctx.db, plan.id, start, ctx.now)
    about = format_filters({name: value for name, value in asked.items() if name != "plan"})
    return find_changes(rows, told, Changes(format_plan(plan), day, understood, about, len(rows)))
