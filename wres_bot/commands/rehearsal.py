"""Owns `rehearse`: every message to the coordinator, marked with whom it was for. Sends nothing itself."""

from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import events, people
from wres_bot.views import notices, refusals

_ON, _OFF = ("on", "start", "yes", "begin"), ("off", "stop", "no", "end", "go live", "live")


def run(ctx: Context, command: Command) -> Card:
    ctx.require_lead(verbs.REHEARSE)
    asked = (command.rest or command.words).strip(" .").casefold()
    if asked not in (*_ON, *_OFF):
        raise refusals.unclear_rehearsal(ctx.trust.rehearsing)
    on = asked in _ON
    if on != ctx.trust.rehearsing:
        people.set_rehearsing(ctx.db, ctx.trust.id, on)
        old, new = ("off", "on") if on else ("on", "off")
        events.append_event(ctx.db, actor=ctx.actor, trust_id=ctx.trust.id, field="rehearsal", old=old, new=new)
    return notices.render_rehearsal(on, ctx.make_viewer())
