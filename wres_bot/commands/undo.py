"""Owns `undo`: a person's whole last command taken back within a day, unless others have spoken since."""

from collections.abc import Sequence
from datetime import timedelta

from wres_bot.commands.context import Context
from wres_bot.domain.cards import Bold, Buttons, Card, bullets, line, text
from wres_bot.domain.errors import UserError
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, events
from wres_bot.store.actions.undo import undo_batch
from wres_bot.store.models import Action, Event
from wres_bot.views.buttons import compute_undo_mark, render_show_button, render_undo_button
from wres_bot.views.history import format_event
from wres_bot.views.wording import format_action, format_plan, format_status, join_words

_OTHER_WAYS = {
    "post": "To put it right, say who holds the post: post “NAME” is their e-mail address",
    "place": "To put it right: use this channel for network, or stop using this channel",
    "plan": "A closed plan can still be read. To open it again, ask whoever looks after the bot.",
    "rehearsal": "To put it right: rehearse on, or rehearse off",
    "preference": "To put it right: start, or stop",
    "digest": "To put it right, use the buttons of the preview.",
    "person": "To put it right: yes this is me, not me, or covering",
    "asked to link": "Nobody has been joined yet. Tell the other trust's leads not to agree; after 30 days it lapses",
    "linked": "To part the two again: unlink, and the address",
    "unlinked": "To join the two again: link, and both addresses",
}
"""What `undo` leaves alone, and the command that does it."""


def run(ctx: Context, command: Command) -> Card:
    hours = ctx.policy.undo_hours
    last = events.load_last_batch(ctx.db, ctx.person.id, ctx.now - timedelta(hours=hours))
    if not last:
        raise UserError(f"You have changed nothing in the last {hours} hours, so there is nothing to take back.")
    if ctx.incoming.via == "click" and ctx.incoming.seen not in (
        None,
        compute_undo_mark(last[0].undoes or last[0].batch),
    ):
        return _refuse_older_button(ctx, last)
    if last[0].undoes:
        raise UserError(
            "Your last change was already an undo, which can't be taken back. Say how it is: update 2.3 done",
            ("My actions", "mine"),
        )
    mine = [e for e in last if e.action_id is not None]
    if not mine:
        raise UserError(f"I can't take that one back for you. {_other_way(last[0])}".strip())
    if since := undo_batch(ctx.db, last[0].batch, actor=ctx.actor):
        return _refuse_changed_since(ctx, mine, since)
    ids = {e.action_id for e in mine if e.action_id is not None}
    return _render_undone(ctx, mine, actions.load_actions_by_id(ctx.db, ids, ctx.today))


def _other_way(event: Event) -> str:
    of_accounts = event.new or "" if event.field == "person" else ""
    return _OTHER_WAYS.get(of_accounts) or _OTHER_WAYS.get(event.field, "")


def _refuse_older_button(ctx: Context, last: Sequence[Event]) -> Card:
    """A click on an older card's Undo: it must not take back what was said since."""
    told = [f"{e.ref}, {said}" for e in last if e.ref and e.field != "met" and (said := format_event(e, ctx.view()))]
    return Card(
        "That button belongs to an earlier change, so nothing has changed.",
        (
            text(f"The last one you made: {join_words(told)}." if told else "You have made another one since."),
            Buttons((render_undo_button(last[0].batch),)),
        ),
        tone="refused",
    )


def _refuse_changed_since(ctx: Context, mine: Sequence[Event], since: Sequence[Event]) -> Card:
    view = ctx.view()
    refs = join_words(dict.fromkeys(e.ref or "" for e in since))
    ids = {e.action_id for e in since if e.action_id is not None}
    both = [e for e in mine if e.field != "met" and e.action_id in ids]
    rows = [
        *(line(Bold("Yours: "), f"{e.ref}, {format_event(e, view)}") for e in both),
        *(line(Bold("Since then: "), f"{e.ref}, {format_event(e, view)}") for e in since),
    ]
    found = actions.load_actions_by_id(ctx.db, ids, ctx.today)
    return Card(
        f"{refs} has changed since, so I've left it as it is.",
        (bullets(rows), Buttons(tuple(render_show_button(a) for a in found[:3]))),
        tone="refused",
    )


def _render_undone(ctx: Context, mine: Sequence[Event], found: Sequence[Action]) -> Card:
    fields = {e.action_id: e.field for e in reversed(mine) if e.field != "met"}
    rows = [line(Bold(format_action(a)), f": {_words_now(ctx, a, fields.get(a.id, 'status'))}") for a in found]
    plans = join_words(dict.fromkeys(format_plan(a.plan) for a in found))
    return Card(
        "I've taken that back.",
        (bullets(rows), text(plans, quiet=True), Buttons(tuple(render_show_button(a) for a in found[:3]))),
    )


def _words_now(ctx: Context, action: Action, field: str) -> str:
    match field:
        case "status":
            return f"{format_status(action.status, ctx.view(action.plan.trust_id).labels)} again"
        case "note":
            return "your note is marked as taken back"
        case "need help":
            return "help is asked for, as before" if action.need_help is not None else "no longer asks for help"
        case "due":
            return "its date is as it was"
        case "owner":
            return f"with {join_words(o.post for o in action.owners)} again"
        case "snooze":
            return "your reminders are as they were"
        case "not mine":
            return "yours again, as far as I'm concerned"
        case _:
            return "as it was"
