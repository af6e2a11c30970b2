"""Owns `digest`: the quarterly summary shown to the asker only, and held or let go by those who lead. Sends nothing."""

from collections.abc import Callable
from datetime import date

from wres_bot.commands import filters as scope
from wres_bot.commands.context import Context
from wres_bot.domain.access import AUDIENCES, lower_audience
from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.domain.dates import NhsYear, Quarter, parse_quarter, quarter_of
from wres_bot.domain.errors import NotAllowed, UserError
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import outbox
from wres_bot.store.models import Letter
from wres_bot.store.outbox import held_digests
from wres_bot.views.digest import digest as views

_NAMED: dict[str, Callable[[date], Quarter]] = {
    "this quarter": quarter_of,
    "last quarter": lambda today: quarter_of(today).previous(),
    "next quarter": lambda today: quarter_of(today).next(),
}


def preview(ctx: Context, command: Command) -> Card:
    filters = {name: value for name, value in command.filters.items() if value}
    plan = scope.find_plans(ctx, filters)[0]
    view = ctx.view(plan.trust_id)
    asked = filters.get("audience", "").casefold()
    if asked and asked not in AUDIENCES:
        raise UserError("A digest is for network or steering. For example: digest network")
    own = view.audience
    audience = asked if asked else lower_audience(own, "steering")
    if lower_audience(own, audience) != audience:
        labels = view.labels
        raise NotAllowed(
            f"The {labels.group}'s summary is for the chair and the {labels.coordinator}.",
            ("The network's", "digest network"),
        )
    quarter = views.find_last_quarter(ctx.now)
    if words := filters.get("quarter"):
        near = _NAMED.get(words.casefold())
        read = near(ctx.today) if near else parse_quarter(words, year=NhsYear(plan.year))
        if read is None:
            raise UserError(f"I can't read “{words}” as a quarter. Write it like 2020-21Q3.")
        quarter = read
    return views.build_digest(ctx.db, plan, quarter, audience, ctx.now)


def hold_back(ctx: Context, command: Command) -> Card:
    letter = _find_letter(ctx, command)
    held = held_digests.hold(ctx.db, letter.key, actor=ctx.actor)
    if held is None:
        return _already_sent()
    again = Button("Send now", f"digest send {letter.key}")
    return Card("It is held.", (text("Nothing goes out until somebody sends it."), Buttons((again,))), tone="good")


def send_now(ctx: Context, command: Command) -> Card:
    letter = _find_letter(ctx, command)
    going = held_digests.send_now(ctx.db, letter.key, actor=ctx.actor)
    if going is None:
        return _already_sent()
    return Card("It is on its way.", (text("It goes within a minute or so."),), tone="good")


def confirm_arrival(ctx: Context, command: Command) -> Card:
    """Somebody has looked: it is there, and is not sent again."""
    letter = _find_letter(ctx, command)
    if held_digests.record_arrival(ctx.db, letter.key, actor=ctx.actor) is None:
        return _already_sent()
    return Card("Good, then it is done.", (text("I won't send that summary again."),), tone="good")


def _find_letter(ctx: Context, command: Command) -> Letter:
    """The digest the button was for; another trust's is as if there were none.

    Where none is named, the one of which nobody can tell whether it arrived.
    """
    letter = outbox.find_letter_by_key(ctx.db, command.rest.strip())
    if not command.rest.strip():
        doubtful = held_digests.list_doubtful(ctx.db, ctx.trust.id)
        if len(doubtful) > 1:
            raise UserError("There are several. Use the buttons of the message about the one you mean.")
        letter = doubtful[0] if doubtful else None
    if letter is None or letter.kind != "digest" or letter.trust_id not in ctx.person.trusts:
        raise UserError("I can't find that digest. Use the buttons of its preview.", ("Preview it", "digest"))
    ctx.require_lead(verbs.DIGEST_HOLD, letter.trust_id)
    return letter


def _already_sent() -> Card:
    return Card("It has gone already, so nothing has changed.", (Buttons((Button("Deliveries", "deliveries"),)),))
