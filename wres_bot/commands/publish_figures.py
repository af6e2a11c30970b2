"""Owns `release survey` and `publish as printed`: what leads decide about their figures. Must not find or word one."""

from wres_bot.admin import decide_figures
from wres_bot.commands import safeguard
from wres_bot.commands.context import Clarify, Context
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import parse_date
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.views import figures_that_wait as views
from wres_bot.views import refusals


def release_survey(ctx: Context, command: Command) -> Card:
    """From a day on an audience may hear a year's Staff Survey figures."""
    ctx.require_lead(verbs.RELEASE_SURVEY)
    period, audience = command.filters.get("period", ""), command.filters.get("audience", "")
    if not period or not command.when:
        raise Clarify(views.render_which_survey(decide_figures.unreleased_surveys(ctx.db, ctx.trust)))
    read = parse_date(command.when, today=ctx.today)
    if read is None:
        raise refusals.unreadable_date(command.when, "11 March 2021")
    chosen = [audience] if audience else []
    return views.render_decided(decide_figures.release_survey(ctx.db, ctx.trust, period, chosen, read[0].isoformat()))


def publish_as_printed(ctx: Context, command: Command) -> Card:
    """A figure with an open finding may be told as it is printed, for the reason that is given."""
    ctx.require_lead(verbs.AS_PRINTED)
    code, period, why = command.filters.get("indicator", ""), command.filters.get("period", ""), command.words.strip()
    if not code or not period:
        raise Clarify(views.render_which_figure(decide_figures.waiting_figures(ctx.db, ctx.trust)))
    named = f"publish as printed {code} {period}"
    if not why:
        raise Clarify(views.render_why_as_printed(named))
    safeguard.ask_before_keeping(ctx, why, f"{named} {why}", named)
    said = decide_figures.publish_as_printed(ctx.db, ctx.trust, code, period, why, ctx.now)
    return views.render_decided(said)
