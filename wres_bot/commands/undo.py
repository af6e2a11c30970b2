"""Owns `undo`: a person's whole last command taken back within a day, unless others have spoken since."""

from datetime import timedelta

from wres_bot.commands.context import Context
from wres_bot.core.cards import Card
from wres_bot.core.errors import UserError
from wres_bot.core.grammar import Command


def run(ctx: Context, command: Command) -> Card:
    since = ctx.now - timedelta(hours=ctx.policy.undo_hours)
    raise UserError(f"There is nothing of yours to take back since {since:%H:%M} yesterday.")
