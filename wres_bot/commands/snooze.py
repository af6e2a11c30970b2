"""Owns `snooze`: a person's own pause of reminders about one action. Must not move the action's date."""

from datetime import timedelta

from wres_bot.commands import find_action
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import parse_date
from wres_bot.domain.errors import UserError
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions
from wres_bot.views import action
from wres_bot.views.wording import format_short_day


def run(ctx: Context, command: Command) -> Card:
    ref = find_action.require_one_ref(ctx, verbs.SNOOZE, command.refs)
    when = (command.when or command.words or command.rest or "7d").strip()
    found = find_action.find_one(ctx, verbs.SNOOZE, ref, when)
    known = found.known
    if ctx.person.id not in known.owners:
        raise UserError(f"I don't remind you about {known.ref}, so there is nothing to pause.", ("My actions", "mine"))
    if known.status in CLOSED:
        raise UserError(f"{known.ref} is {known.status}, so I won't remind you about it.")
    read = parse_date(when, today=ctx.today)
    if read is None:
        raise UserError(f"I can't read “{when}” as a date. Try: snooze {known.ref} 7d, or snooze {known.ref} 14 May")
    until, limit = read[0], ctx.policy.snooze_limit_days
    if until <= ctx.today:
        raise UserError(f"{format_short_day(until, ctx.today)} is not ahead of us. Try: snooze {known.ref} 7d")
    last = ctx.today + timedelta(days=limit)
    if until > last:
        raise UserError(
            f"I can pause reminders for {limit} days at most, until {format_short_day(last, ctx.today)}. "
            f"If the date itself should move, the {ctx.labels.coordinator} can do that.",
            (f"Until {format_short_day(last, ctx.today)}", f"snooze {found.full_ref} {limit}d"),
        )
    actions.record_snooze(ctx.db, known.id, until, actor=ctx.actor)
    return action.render_snoozed(found.facts(), until, ctx.view(known.trust_id))
