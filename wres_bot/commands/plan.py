"""Owns `plan`: which plans there are, which one a person uses, and closing one that is over."""

import re

from wres_bot.commands import filters
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, people, plans
from wres_bot.store.models import Plan
from wres_bot.views import plan as views
from wres_bot.views import refusals


def run(ctx: Context, command: Command) -> Card:
    do, name = command.filters.get("do", "list"), command.filters.get("plan", "")
    if do == "list":
        return _list_plans(ctx)
    if not name:
        raise refusals.no_plan_named(do, _example_plan(ctx))
    if do == "use":
        return _use_plan(ctx, filters.find_plan(ctx, name))
    sure = re.search(r"\s+(?:yes|now|for good)$", name, re.I)
    return _close_plan(ctx, filters.find_plan(ctx, name[: sure.start()] if sure else name), sure=bool(sure))


def _example_plan(ctx: Context) -> str:
    found = ctx.find_open_plans()
    return found[0].name if found else "esneft-2020-21"


def _list_plans(ctx: Context) -> Card:
    mine = [p for t in sorted(ctx.person.trusts) for p in plans.load_plans(ctx.db, t)]
    counted = [(p, len(actions.load_actions(ctx.db, p.id, ctx.today))) for p in mine]
    chosen = ctx.find_chosen_plan()
    return views.render_plans(counted, chosen.name if chosen else None, ctx.make_viewer())


def _use_plan(ctx: Context, plan: Plan) -> Card:
    people.set_preference(ctx.db, ctx.person.id, "plan", plan.name)
    return views.render_plan_chosen(plan)


def _close_plan(ctx: Context, plan: Plan, *, sure: bool) -> Card:
    ctx.require_lead(verbs.PLAN, plan.trust_id)
    if not plan.open:
        raise refusals.closed_already(plan)
    if not sure:
        left = [a for a in actions.load_actions(ctx.db, plan.id, ctx.today) if a.status not in CLOSED]
        return views.render_close_question(plan, len(left))
    plans.close_plan(ctx.db, plan.id, actor=ctx.actor)
    return views.render_plan_closed(plan)
