"""Owns `status` and its copy for the minutes: how a plan is doing at this moment. Changes nothing."""

from wres_bot.commands import filters as scope
from wres_bot.commands import show
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.letters import PlanAnswer
from wres_bot.domain.overdue import find_clashes
from wres_bot.parser.command_types import Command
from wres_bot.store import people
from wres_bot.store.models import Plan
from wres_bot.views import plan_status as views
from wres_bot.views import refusals
from wres_bot.views.lists import format_filters
from wres_bot.views.plan_status import PlanScope
from wres_bot.views.wording import format_section


def show_status(ctx: Context, command: Command) -> Card:
    if command.refs:
        return show.show_action(ctx, command)
    whole, plan = _load_whole(ctx, command)
    return views.render_status(whole, ctx.make_viewer(plan.trust_id))


def send_minutes(ctx: Context, command: Command) -> Card:
    """The copy goes by direct message, where it stays."""
    whole, plan = _load_whole(ctx, command)
    card = views.render_minutes(whole, ctx.make_viewer(plan.trust_id, names=False))
    ctx.put_letter(ctx.person.id, card, PlanAnswer(plan.id, "minutes"), plan.trust_id, "minutes")
    return views.render_minutes_sent()


def _other_open_plans(ctx: Context, plan: Plan) -> tuple[Plan, ...]:
    return tuple(p for p in ctx.find_open_plans() if p.trust_id == plan.trust_id and p.id != plan.id)


def _load_whole(ctx: Context, command: Command) -> tuple[PlanScope, Plan]:
    filters = {name: value for name, value in command.filters.items() if value and name != "page"}
    plan = scope.find_plans(ctx, filters)[0]
    every = scope.load_actions(ctx, [plan])
    rows = scope.filter_actions(ctx, every, filters)
    if every and not rows:
        raise refusals.nothing_fits(filters, plan)
    said = format_filters({name: value for name, value in filters.items() if name != "plan"})
    name = scope.join_plan_names([plan]) + (f": {said}" if said else "")
    if rows and filters.keys() - {"plan"} == {"section"}:
        name = f"{scope.join_plan_names([plan])}, {format_section(rows[0].section_number, rows[0].section)}"
    shown = {a.id for a in rows}
    whole = PlanScope(
        name,
        tuple(rows),
        scope=scope.format_command("", filters).strip(),
        vacant=tuple(post for _, post in people.load_vacant_posts(ctx.db, plan.id, ctx.today)),
        others=() if filters else _other_open_plans(ctx, plan),
        clashes=tuple(c for c in find_clashes(every) if c.action.id in shown),
    )
    return whole, plan
