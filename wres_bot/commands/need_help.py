"""Owns `need help`: a call that leads and the steering group see, until it is answered. Must not write SQL or send."""

from wres_bot.commands import find_action, safeguard
from wres_bot.commands.context import Context
from wres_bot.commands.find_action import FoundAction
from wres_bot.domain.cards import Buttons, Card, text
from wres_bot.domain.errors import UserError
from wres_bot.domain.letters import ActionNotice
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions
from wres_bot.views import notices
from wres_bot.views.buttons import render_button, render_show_button, render_undo_button
from wres_bot.views.wording import format_action, format_plan, quote

_OVER = ("no longer", "no more", "not any more", "sorted", "over", "not now", "help came", "it's sorted")


def run(ctx: Context, command: Command) -> Card:
    words = command.words.strip()
    found = find_action.find_for(ctx, verbs.NEED_HELP, command.refs, words)
    if words.casefold().rstrip(".") in _OVER:
        return _end_help(ctx, found)
    return _ask_for_help(ctx, found, words)


def _ask_for_help(ctx: Context, found: FoundAction, words: str) -> Card:
    known = found.known
    if known.status == "cancelled":
        raise UserError(
            f"{known.ref} is cancelled, so there is nothing to help with.", ("Show it", f"show {found.full_ref}")
        )
    if known.need_help is not None and words in ("", known.need_help):
        return _already_asked(ctx, found)
    safeguard.ask_before_keeping(ctx, words, f"need help {found.full_ref} {words}", f"need help {found.full_ref}")
    changed = actions.set_help(ctx.db, known.id, known.version, actor=ctx.actor, words=words, known=known)
    facts = found.after(version=changed.version, need_help=words)
    told = _notify_leads(ctx, found, words)
    label, group = ctx.view(known.trust_id).labels.coordinator, ctx.view(known.trust_id).labels.group
    heard = f"I've told the {label}" if told else "It shows in the status"
    buttons = Buttons((render_button("No longer needed", "need help {} no longer", facts), render_undo_button()))
    if not words:
        return Card(
            f"{known.ref} is marked as needing help. What would help?",
            (
                text(format_action(facts), f" ({format_plan(facts.plan)})"),
                text(f"{heard}. A few words make it easier: need help {known.ref} waiting for a trainer"),
                buttons,
            ),
        )
    return Card(
        f"Thank you for asking. {heard} about {known.ref}.",
        (
            text(format_action(facts), f" ({format_plan(facts.plan)})"),
            text(quote(words)),
            text(f"The {group} will see it in its summary until it is sorted.", quiet=True),
            buttons,
        ),
        tone="good",
    )


def _already_asked(ctx: Context, found: FoundAction) -> Card:
    facts = found.facts()
    said_so = f"You or a colleague said: {quote(facts.need_help)}" if facts.need_help else "Nobody has said with what."
    return Card(
        f"Help is already asked for with {facts.ref}.",
        (
            text(f"{said_so} Nothing has changed."),
            Buttons((render_button("No longer needed", "need help {} no longer", facts), render_show_button(facts))),
        ),
    )


def _end_help(ctx: Context, found: FoundAction) -> Card:
    known = found.known
    if known.need_help is None:
        raise UserError(f"Nobody has asked for help with {known.ref}, so nothing has changed.")
    actions.clear_help(ctx.db, known.id, known.version, actor=ctx.actor, known=known)
    return Card(f"Good. {known.ref} no longer asks for help.", (Buttons((render_undo_button(),)),), tone="good")


def _notify_leads(ctx: Context, found: FoundAction, words: str) -> int:
    facts = found.facts()
    who = ctx.speaker_name(found.known.trust_id)
    card = notices.render_notice(
        f"{who} asks for help with {facts.ref}.",
        (
            f"{format_action(facts)} ({format_plan(facts.plan)})",
            quote(words) if words else "They have not said with what.",
        ),
        (render_show_button(facts), render_button("No longer needed", "need help {} no longer", facts)),
    )
    return ctx.notify_leads(card, ActionNotice(facts.id, "need help"), found.known.trust_id, facts.ref)
