"""Owns `indicators`: the published figures, for the asker's audience. Must not compute a figure."""

from wres_bot.commands import scope
from wres_bot.commands.context import Context
from wres_bot.core.cards import Card
from wres_bot.core.errors import UserError
from wres_bot.core.grammar import Command
from wres_bot.indicators.catalogue import indicator
from wres_bot.indicators.telling import heard_by
from wres_bot.messages import indicators as words_of
from wres_bot.store.posted import figures_posted
from wres_bot.store.snapshots import snapshots


def run(ctx: Context, command: Command) -> Card:
    plan = scope.plans_asked(ctx, {})[0]
    trust = ctx.trust_of(plan.trust_id)
    found, view = snapshots(ctx.db, trust.id), ctx.view(trust.id)
    earlier = figures_posted(ctx.db, trust.id, heard_by(view.audience))
    code = command.filters.get("indicator", "")
    if not code:
        return words_of.overview(found, trust.name, view, earlier)
    wanted = indicator(code)
    if wanted is None:
        raise UserError(f"There is no indicator “{code}”. They are numbered 1 to 9.", ("All of them", "indicators"))
    return words_of.one(found, wanted, trust.name, scope.load(ctx, [plan]), view, earlier)
