"""Owns `status` and its copy for the minutes: how a plan is doing at this moment. Changes nothing."""

from wres_bot.commands import filters as scope
from wres_bot.commands import show
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card, text
from wres_bot.parser.grammar import Command
from wres_bot.store import people
from wres_bot.store.models import PlanFacts
from wres_bot.views import status as words_of
from wres_bot.views.phrases import section_words
from wres_bot.views.progress import clashes
from wres_bot.views.status import Whole


def run(ctx: Context, command: Command) -> Card:
    if command.refs:
        return show.run(ctx, command)
    whole, plan = _whole(ctx, command)
    return words_of.status(whole, ctx.view(plan.trust_id))


def minutes(ctx: Context, command: Command) -> Card:
    """The copy goes by direct message, where it stays."""
    whole, plan = _whole(ctx, command)
    card = words_of.minutes(whole, ctx.view(plan.trust_id, names=False))
    ctx.write(ctx.who.id, "answer", card, {"plan": plan.id, "why": "minutes"}, plan.trust_id, "minutes")
    return Card("I've sent you a copy for the minutes.", (text("It comes as a direct message, ready to paste."),))


def _others(ctx: Context, plan: PlanFacts) -> tuple[PlanFacts, ...]:
    return tuple(p for p in ctx.open_plans() if p.trust_id == plan.trust_id and p.id != plan.id)


def _whole(ctx: Context, command: Command) -> tuple[Whole, PlanFacts]:
    filters = {name: value for name, value in command.filters.items() if value and name != "page"}
    plan = scope.plans_asked(ctx, filters)[0]
    every = scope.load(ctx, [plan])
    rows = scope.fitting(ctx, every, filters)
    said = scope.told({name: value for name, value in filters.items() if name != "plan"})
    name = scope.name_of([plan]) + (f": {said}" if said else "")
    if filters.get("section") and rows and said == f"section {filters['section']}":
        name = f"{scope.name_of([plan])}, {section_words(rows[0].section_number, rows[0].section)}"
    shown = {a.id for a in rows}
    whole = Whole(
        name,
        tuple(rows),
        scope=scope.again("", filters).strip(),
        vacant=tuple(post for _, post in people.vacant_posts(ctx.db, plan.id, ctx.today)),
        others=() if filters else _others(ctx, plan),
        clashes=tuple(c for c in clashes(every) if c.action.id in shown),
    )
    return whole, plan
