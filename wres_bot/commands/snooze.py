"""Owns `snooze`: a person's own pause of reminders about one action. Must not move the action's date."""

from datetime import timedelta

from wres_bot.commands import find_action
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import parse_date
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions
from wres_bot.views import action, refusals


def run(ctx: Context, command: Command) -> Card:
    ref = find_action.require_one_ref(ctx, verbs.SNOOZE, command.refs)
    when = (command.when or command.words or command.rest or "7d").strip()
    found = find_action.find_action(ctx, verbs.SNOOZE, ref, when)
    editable = found.action
    if ctx.person.id not in editable.owners:
        raise refusals.no_reminders_to_pause(editable.ref)
    if editable.status in CLOSED:
        raise refusals.closed_needs_no_pause(editable.ref, editable.status)
    read = parse_date(when, today=ctx.today)
    if read is None:
        raise refusals.unreadable_pause(when, editable.ref)
    until, limit = read[0], ctx.policy.snooze_limit_days
    if until <= ctx.today:
        raise refusals.pause_behind_us(until, ctx.today, editable.ref)
    last = ctx.today + timedelta(days=limit)
    if until > last:
        raise refusals.pause_too_long(limit, last, ctx.today, found.full_ref, ctx.labels)
    actions.record_snooze(ctx.db, editable.id, until, actor=ctx.actor)
    return action.render_snoozed(found.summary, until, ctx.make_viewer(editable.trust_id))
