"""Owns `undo`: a person's whole last command taken back, by somebody who may still say it, unless others spoke since.

It lasts to the end of the next working day, as people look at their messages, and for `undo_hours` at least.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from wres_bot.commands.context import Context
from wres_bot.commands.find_action import find_example_ref, permit
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import WorkingDays, london_day, london_instant
from wres_bot.domain.policy import Policy
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command, Verb
from wres_bot.store import actions, events
from wres_bot.store.actions.change import load_editable_action
from wres_bot.store.actions.undo import undo_batch
from wres_bot.store.models import Event
from wres_bot.views import action_answers, refusals
from wres_bot.views.buttons import compute_undo_mark

LONGEST = timedelta(days=14)
"""No next working day is further away, nor does `undo_hours` go beyond it."""


def run(ctx: Context, command: Command) -> Card:
    last = events.load_last_batch(ctx.db, ctx.person.id, ctx.now - LONGEST)
    if not last or ctx.now > find_undo_end(last[0].at, ctx.policy):
        raise refusals.nothing_to_undo(find_example_ref(ctx))
    if ctx.incoming.via == "click" and ctx.incoming.seen not in (
        None,
        compute_undo_mark(last[0].undoes or last[0].batch),
    ):
        return action_answers.render_older_undo_button(last, ctx.make_viewer())
    if last[0].undoes:
        raise refusals.undone_already(find_example_ref(ctx))
    mine = [e for e in last if e.action_id is not None]
    if not mine:
        raise refusals.beyond_undo(last[0])
    _permit(ctx, mine)
    if since := undo_batch(ctx.db, last[0].batch, actor=ctx.actor):
        theirs = {e.action_id for e in since if e.action_id is not None}
        shown = actions.load_actions_by_id(ctx.db, theirs, ctx.today)
        return action_answers.render_changed_since(mine, since, shown, ctx.make_viewer())
    ids = {e.action_id for e in mine if e.action_id is not None}
    fields = {e.action_id: e.field for e in reversed(mine) if e.field != "met"}
    undone = [(a, fields.get(a.id, "status")) for a in actions.load_actions_by_id(ctx.db, ids, ctx.today)]
    return action_answers.render_undone(undone, ctx.labels)


def find_undo_end(at: datetime, policy: Policy) -> datetime:
    """Until when what was done then can be taken back."""
    day = WorkingDays(policy.extra_holidays).add(london_day(at), 1)
    return max(london_instant(day + timedelta(days=1), time()), at + timedelta(hours=policy.undo_hours))


def _permit(ctx: Context, mine: Sequence[Event]) -> None:
    """Taking back is a change like any other: it needs the right that the person has now. Raises for who has not."""
    for id in sorted({event.action_id for event in mine if event.action_id is not None}):
        editable = load_editable_action(ctx.db, id, ctx.today)
        for verb in _find_verbs(event for event in mine if event.action_id == id):
            permit(ctx, verb, editable)


def _find_verbs(written: Iterable[Event]) -> set[Verb]:
    """The verbs that write such events. What no verb is known to write is for those who lead."""
    found = set()
    for event in written:
        if "cancelled" in (event.old, event.new):
            found.add(verbs.CANCEL)
        else:
            found.add(next((v for v in verbs.ALL if v.undone and event.field in v.writes), verbs.MOVE))
    return found
