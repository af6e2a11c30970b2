"""Owns `indicators`: the published figures, for the asker's audience. Must not compute or draw one."""

from collections.abc import Mapping
from typing import Any

from wres_bot.commands import filters
from wres_bot.commands.context import Context
from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Card
from wres_bot.domain.letter_keys import PictureKey
from wres_bot.domain.letters import PictureSubject
from wres_bot.indicators.compute.catalogue import find_indicator
from wres_bot.indicators.release.benchmarks import find_shortfalls
from wres_bot.indicators.release.release import audiences_heard_by, decide_release
from wres_bot.parser.command_types import Command
from wres_bot.store import outbox, plans
from wres_bot.store.disclosure_log import load_disclosed_figures, record_disclosure
from wres_bot.store.models import Trust
from wres_bot.store.snapshots import load_snapshots
from wres_bot.views import refusals
from wres_bot.views.indicators import cards as views
from wres_bot.views.indicators import pictures

PICTURE_FOLLOWS = "There is a picture of all the years in your direct messages."


def run(ctx: Context, command: Command) -> Card:
    plan = filters.find_plans(ctx, {})[0]
    trust = ctx.find_trust(plan.trust_id)
    found, view = load_snapshots(ctx.db, trust.id), ctx.view(trust.id)
    earlier = load_disclosed_figures(ctx.db, trust.id, audiences_heard_by(view.audience))
    code = command.filters.get("indicator", "")
    if not code:
        _log_disclosed(
            ctx,
            trust,
            decide_release(found, ctx.today, view.audience, view.policy, earlier).disclosed_in_answer(),
            view.audience,
        )
        return views.indicators_card(found, trust.name, view, earlier)
    wanted = find_indicator(code)
    if wanted is None:
        raise refusals.unknown_indicator(code)
    picture = ""
    if pictures.find_series(found, wanted, ctx.today, view.audience, view.policy, earlier) is not None:
        _send_picture(ctx, wanted.code, trust)
        picture = PICTURE_FOLLOWS
    aims = [aim for each in plans.load_plans(ctx.db, trust.id) for aim in plans.load_targets(ctx.db, each.id)]
    short = find_shortfalls(aims, found, ctx.today) if wanted.code == "1" else []
    telling = decide_release(found, ctx.today, view.audience, view.policy, earlier, short)
    _log_disclosed(ctx, trust, telling.disclosed_in_answer(wanted.code), view.audience)
    return views.indicator_card(
        found, wanted, trust.name, filters.load_actions(ctx, [plan]), view, earlier, picture, short
    )


def _log_disclosed(ctx: Context, trust: Trust, figures: Mapping[str, Any], audience: Audience) -> None:
    """Whoever asks may ask again after a correction, or read the next digest: it must not tell by difference."""
    if audience != "leads":
        record_disclosure(ctx.db, trust.id, ctx.person.id, audience, figures, ctx.now)


def _send_picture(ctx: Context, code: str, trust: Trust) -> None:
    """An answer cannot carry a picture, and drawing takes a second: it follows as a direct message, once a day."""
    key = PictureKey(trust.key, ctx.person.id, code, ctx.today)
    outbox.put(ctx.db, key, trust.id, PictureSubject(code), ctx.now, person_id=ctx.person.id)
