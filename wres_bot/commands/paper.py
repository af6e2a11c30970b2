"""Owns `paper`: what the next committee paper would say now, for those who lead. Writes and sends nothing."""

from wres_bot.commands import filters as scope
from wres_bot.commands.context import Context
from wres_bot.domain.access import lower_audience
from wres_bot.domain.cards import Card
from wres_bot.paper_building import load_paper
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.views.paper import answers


def show_paper(ctx: Context, command: Command) -> Card:
    filters = {name: value for name, value in command.filters.items() if value and name == "plan"}
    plan = scope.find_plans(ctx, filters)[0]
    ctx.require_lead(verbs.PAPER, plan.trust_id)
    audience = lower_audience(ctx.make_viewer(plan.trust_id).audience, "steering")
    return answers.render_paper(load_paper(ctx.db, plan, audience, command.when, ctx.now))
