"""Owns `undo`: a person's whole last command taken back within a day, unless others have spoken since."""

from datetime import timedelta

from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, events
from wres_bot.store.actions.undo import undo_batch
from wres_bot.views import action_answers, refusals
from wres_bot.views.buttons import compute_undo_mark


def run(ctx: Context, command: Command) -> Card:
    hours = ctx.policy.undo_hours
    last = events.load_last_batch(ctx.db, ctx.person.id, ctx.now - timedelta(hours=hours))
    if not last:
        raise refusals.nothing_to_undo(hours)
    if ctx.incoming.via == "click" and ctx.incoming.seen not in (
        None,
        compute_undo_mark(last[0].undoes or last[0].batch),
    ):
        return action_answers.render_older_undo_button(last, ctx.make_viewer())
    if last[0].undoes:
        raise refusals.undone_already()
    mine = [e for e in last if e.action_id is not None]
    if not mine:
        raise refusals.beyond_undo(last[0])
    if since := undo_batch(ctx.db, last[0].batch, actor=ctx.actor):
        theirs = {e.action_id for e in since if e.action_id is not None}
        shown = actions.load_actions_by_id(ctx.db, theirs, ctx.today)
        return action_answers.render_changed_since(mine, since, shown, ctx.make_viewer())
    ids = {e.action_id for e in mine if e.action_id is not None}
    fields = {e.action_id: e.field for e in reversed(mine) if e.field != "met"}
    undone = [(a, fields.get(a.id, "status")) for a in actions.load_actions_by_id(ctx.db, ids, ctx.today)]
    return action_answers.render_undone(undone, ctx.labels)
