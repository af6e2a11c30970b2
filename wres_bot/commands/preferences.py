"""Owns what a person prefers of messages: `prefer` (on which platform), `stop` and `start` again. Must not send."""

from wres_bot.commands.context import Context
from wres_bot.commands.find_action import find_example_ref
from wres_bot.domain.cards import Card
from wres_bot.parser.command_types import Command
from wres_bot.store import events, people
from wres_bot.views import accounts as views
from wres_bot.views import notices, refusals


def prefer_platform(ctx: Context, command: Command) -> Card:
    known = [each.platform for each in people.load_identities(ctx.db, ctx.person.id)]
    old = people.load_preference(ctx.db, ctx.person.id, "platform")
    asked = command.filters.get("platform")
    if asked is None:
        if command.rest.strip():
            raise refusals.unknown_platform()
        return views.render_preference(old, known)
    new = None if asked == "any" else asked
    if new != old:
        _set_preference(ctx, "platform", old, new)
    return views.render_preference(new, known)


def stop_reminders(ctx: Context, command: Command) -> Card:
    if not _are_off(ctx):
        _set_preference(ctx, "reminders", "on", "off")
    return notices.render_stopped(ctx.labels, find_example_ref(ctx))


def start_reminders(ctx: Context) -> Card | None:
    """ "start" after "stop" is an answer to it, not a greeting; None when it is a greeting."""
    if not _are_off(ctx) or "start" not in ctx.incoming.text.casefold():
        return None
    _set_preference(ctx, "reminders", "off", "on")
    return notices.render_started()


def _are_off(ctx: Context) -> bool:
    return people.load_preference(ctx.db, ctx.person.id, "reminders") == "off"


def _set_preference(ctx: Context, name: str, old: str | None, new: str | None) -> None:
    people.set_preference(ctx.db, ctx.person.id, name, new)
    events.append_event(
        ctx.db, actor=ctx.actor, trust_id=ctx.trust.id, field="preference", old=old, new=new, words=name
    )
