"""Owns what follows when somebody changes or takes away what they said: taken anew, or asked about. Must not parse.

What a message has changed is never changed again by editing it: that is asked, and said.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from wres_bot.commands import undo
from wres_bot.commands.context import Context
from wres_bot.commands.safeguard import LONGEST_ON_BUTTON
from wres_bot.domain.cards import Card
from wres_bot.parser.command_types import Command
from wres_bot.parser.safeguarding import is_story, names_a_person
from wres_bot.store import events
from wres_bot.views import corrections as views
from wres_bot.views import safeguarding
from wres_bot.views.buttons import compute_undo_mark

_LONGEST_AGO = timedelta(days=30)
_TAKE = Callable[[str], Card | None]


def answer_correction(ctx: Context, take: _TAKE) -> Card | None:
    """`take` answers words as if they were said now. None where nothing has to be said."""
    words, batch = ctx.incoming.text, f"{ctx.incoming.platform}:{ctx.incoming.workspace}:{ctx.incoming.corrects}"
    since = ctx.now - _LONGEST_AGO
    told = events.load_message_events(ctx.db, ctx.person.id, batch, since)
    changed = [event for event in told if event.action_id is not None and event.field != "met"]
    if not changed:
        return take(words) if words.strip() else None
    newest = events.load_last_batch(ctx.db, ctx.person.id, since)
    last = bool(newest) and newest[0].batch == changed[-1].batch and not newest[0].undoes
    mark = compute_undo_mark(changed[-1].batch) if last else None
    viewer = ctx.make_viewer()
    if not words.strip():
        return views.render_taken_away(changed, mark, viewer)
    if is_story(words, commanded=True):
        return safeguarding.render_listening(ctx.labels)
    whole = last and len({event.batch for event in changed}) == 1
    says = f"{INSTEAD} {words}" if _may_be_carried(words) else ""
    return views.render_changed(changed, says, mark if whole else None, viewer)


INSTEAD = "take instead"


def _may_be_carried(words: str) -> bool:
    return len(words) <= LONGEST_ON_BUTTON and not names_a_person(words)


def take_instead(ctx: Context, command: Command, take: _TAKE, combine: Callable[[Sequence[Card]], Card]) -> Card:
    """The last change is taken back and the words are taken in its place; neither where undo may not."""
    undone = undo.run(ctx, Command("undo"))
    taken = take(command.rest)
    return combine([undone, taken]) if taken is not None else undone
