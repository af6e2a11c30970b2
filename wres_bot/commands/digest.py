"""Owns `digest`: the quarterly summary shown to the asker only, and held or let go by those who lead. Sends nothing."""

from collections.abc import Callable
from datetime import date

from wres_bot.commands import filters as scope
from wres_bot.commands.context import Context
from wres_bot.digest_building import build_digest
from wres_bot.domain.access import AUDIENCES, lower_audience
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import NhsYear, Quarter, parse_quarter, quarter_of
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import outbox
from wres_bot.store.models import Letter
from wres_bot.store.outbox import held_digests
from wres_bot.views import refusals
from wres_bot.views.digest import digest as views

_NAMED: dict[str, Callable[[date], Quarter]] = {
    "this quarter": quarter_of,
    "last quarter": lambda today: quarter_of(today).previous(),
    "next quarter": lambda today: quarter_of(today).next(),
}


def preview(ctx: Context, command: Command) -> Card:
    filters = {name: value for name, value in command.filters.items() if value}
    plan = scope.find_plans(ctx, filters)[0]
    viewer = ctx.make_viewer(plan.trust_id)
    asked = filters.get("audience", "").casefold()
    if asked and asked not in AUDIENCES:
        raise refusals.unknown_audience()
    own = viewer.audience
    audience = asked if asked else lower_audience(own, "steering")
    if lower_audience(own, audience) != audience:
        raise refusals.audience_not_theirs(viewer.labels)
    quarter = _NAMED["last quarter"](ctx.today)
    if words := filters.get("quarter"):
        near = _NAMED.get(words.casefold())
        read = near(ctx.today) if near else parse_quarter(words, year=NhsYear(plan.year))
        if read is None:
            raise refusals.unreadable_quarter(words)
        quarter = read
    return build_digest(ctx.db, plan, quarter, audience, ctx.now)


def hold_back(ctx: Context, command: Command) -> Card:
    letter = _find_letter(ctx, command)
    held = held_digests.hold(ctx.db, letter.key, actor=ctx.actor)
    return views.render_sent_already() if held is None else views.render_held(letter.key)


def send_now(ctx: Context, command: Command) -> Card:
    letter = _find_letter(ctx, command)
    going = held_digests.send_now(ctx.db, letter.key, actor=ctx.actor)
    return views.render_sent_already() if going is None else views.render_released()


def confirm_arrival(ctx: Context, command: Command) -> Card:
    """Somebody has looked: it is there, and is not sent again."""
    letter = _find_letter(ctx, command)
    settled = held_digests.record_arrival(ctx.db, letter.key, actor=ctx.actor)
    return views.render_sent_already() if settled is None else views.render_arrived()


def _find_letter(ctx: Context, command: Command) -> Letter:
    """The digest the button was for; another trust's is as if there were none.

    Where none is named, the one of which nobody can tell whether it arrived.
    """
    letter = outbox.find_letter_by_key(ctx.db, command.rest.strip())
    if not command.rest.strip():
        doubtful = held_digests.list_doubtful(ctx.db, ctx.trust.id)
        if len(doubtful) > 1:
            raise refusals.several_digests()
        letter = doubtful[0] if doubtful else None
    if letter is None or letter.kind != "digest" or letter.trust_id not in ctx.person.trusts:
        raise refusals.no_such_digest()
    ctx.require_lead(verbs.DIGEST_HOLD, letter.trust_id)
    return letter
