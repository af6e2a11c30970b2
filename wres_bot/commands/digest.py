"""Owns `digest`: the quarterly summary, shown to the asker only. Sends nothing to a channel."""

from collections.abc import Callable
from datetime import date

from wres_bot.commands import scope
from wres_bot.commands.context import Context
from wres_bot.core.access import AUDIENCES, lower
from wres_bot.core.cards import Card
from wres_bot.core.dates import NhsYear, Quarter, quarter_of, read_quarter
from wres_bot.core.errors import NotAllowed, UserError
from wres_bot.core.grammar import Command
from wres_bot.messages import digest as words_of

_NAMED: dict[str, Callable[[date], Quarter]] = {
    "this quarter": quarter_of,
    "last quarter": lambda today: quarter_of(today).previous(),
    "next quarter": lambda today: quarter_of(today).next(),
}


def run(ctx: Context, command: Command) -> Card:
    filters = {name: value for name, value in command.filters.items() if value}
    plan = scope.plans_asked(ctx, filters)[0]
    view = ctx.view(plan.trust_id)
    asked = filters.get("audience", "").casefold()
    if asked and asked not in AUDIENCES:
        raise UserError("A digest is for network or steering. For example: digest network")
    own = view.audience
    audience = asked if asked else lower(own, "steering")
    if lower(own, audience) != audience:
        labels = view.labels
        raise NotAllowed(
            f"The {labels.group}'s summary is for the chair and the {labels.coordinator}.",
            ("The network's", "digest network"),
        )
    quarter = words_of.last_quarter(ctx.now)
    if words := filters.get("quarter"):
        near = _NAMED.get(words.casefold())
        read = near(ctx.today) if near else read_quarter(words, year=NhsYear(plan.year))
        if read is None:
            raise UserError(f"I can't read {words!r} as a quarter. Write it like 2020-21Q3.")
        quarter = read
    return words_of.build(ctx.db, plan, quarter, audience, ctx.now)
