"""Owns `use this channel` and `stop using this channel`: where the summaries go, as those who lead say."""

import re

from wres_bot.commands import filters
from wres_bot.commands.context import Context
from wres_bot.domain.access import AUDIENCES, Audience
from wres_bot.domain.cards import Card
from wres_bot.domain.ports import Needs, PlaceFacts
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import places
from wres_bot.views import notices, refusals

_PLAN = re.compile(r"\bplan[ :=]+\"?([\w-]+)", re.I)


def use_channel(ctx: Context, command: Command) -> Card:
    named = _PLAN.search(command.rest)
    plan = filters.find_plan(ctx, named[1]) if named else None
    trust = plan.trust_id if plan else ctx.trust.id
    ctx.require_lead(verbs.USE_CHANNEL, trust)
    audience = next((a for a in AUDIENCES if a == command.filters.get("audience")), None)
    if audience is None:
        raise refusals.no_audience_named()
    if ctx.direct:
        raise refusals.no_channel_here()
    facts = _require_place_facts(ctx)
    _require_fit(ctx, facts, audience)
    known = places.use_place(
        ctx.db,
        trust,
        ctx.incoming.platform,
        ctx.incoming.workspace,
        facts,
        audience,
        actor=ctx.actor,
        plan_id=plan.id if plan else None,
    )
    return notices.render_channel_used(known.name, audience, plan, ctx.make_viewer(trust))


def _require_place_facts(ctx: Context) -> PlaceFacts:
    """What the platform says of the channel at this moment: only it knows whether it is still private."""
    if ctx.incoming.place_facts is None:
        raise Needs("place")
    return ctx.incoming.place_facts


def _require_fit(ctx: Context, facts: PlaceFacts, audience: Audience) -> None:
    if facts.archived:
        raise refusals.archived_channel()
    if not facts.member:
        raise refusals.not_in_channel()
    if audience != "network" and facts.shared:
        raise refusals.shared_channel(audience, ctx.labels)
    if audience != "network" and not facts.private:
        raise refusals.public_channel(audience, ctx.labels)


def stop_using_channel(ctx: Context, command: Command) -> Card:
    ctx.require_lead(verbs.USE_CHANNEL)
    known = ctx.place
    if known is None or known.audience is None:
        raise refusals.channel_not_used()
    places.stop_place(ctx.db, known.id, actor=ctx.actor)
    return notices.render_channel_stopped(known.name)
