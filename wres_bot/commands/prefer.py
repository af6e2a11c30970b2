"""Owns `prefer`: where a person who uses several platforms is written to. Must not send or address."""

from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import UserError
from wres_bot.parser.command_types import Command
from wres_bot.store import events, people
from wres_bot.views import accounts as words_of


def run(ctx: Context, command: Command) -> Card:
    known = [each.platform for each in people.load_identities(ctx.db, ctx.person.id)]
    old = people.load_preference(ctx.db, ctx.person.id, "platform")
    asked = command.filters.get("platform")
    if asked is None:
        if command.rest.strip():
            raise UserError(
                "I can write to you on Slack or on Teams. Nothing has changed.\nSay: prefer teams, prefer slack, or "
                "prefer either for where you last used me."
            )
        return words_of.prefers(old, known)
    new = None if asked == "any" else asked
    if new != old:
        people.set_preference(ctx.db, ctx.person.id, "platform", new)
        events.append_event(
            ctx.db, trust_id=ctx.trust.id, field="preference", old=old, new=new, words="platform", who_id=ctx.person.id,
            at=ctx.now, batch=ctx.batch, platform=ctx.incoming.platform, place=ctx.mark,
        )  # fmt: skip
    return words_of.prefers(new, known)
