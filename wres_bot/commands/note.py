"""Owns `note`: words of progress kept with an action. Must not write SQL or send."""

from wres_bot.commands import find_action, safeguard
from wres_bot.commands.context import Context
from wres_bot.commands.find_action import FoundAction
from wres_bot.domain.cards import Buttons, Card, text
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions
from wres_bot.views import refusals
from wres_bot.views.buttons import render_show_button, render_undo_button, render_update_buttons
from wres_bot.views.wording import format_action, format_plan, quote


def run(ctx: Context, command: Command) -> Card:
    words = command.words.strip()
    found = find_action.find_for(ctx, verbs.NOTE, command.refs, words)
    if not words:
        question = f"What would you like to note about {found.known.ref}?"
        return refusals.render_question(question, "", example=f"note {found.known.ref} first cohort trained")
    return keep_note(ctx, found, words)


def keep_note(ctx: Context, found: FoundAction, words: str) -> Card:
    """The words kept and read back. A coming review counts as met by them: the store sees to that."""
    known = found.known
    safeguard.ask_before_keeping(ctx, words, f"note {found.full_ref} {words}", f"show {found.full_ref}")
    change = actions.add_note(ctx.db, known.id, known.version, actor=ctx.actor, words=words, known=known)
    facts = found.after(version=change.version)
    met = " That also answers its review." if change.met else ""
    return Card(
        f"Thank you. I've kept that with {known.ref}.",
        (
            text(format_action(facts), f" ({format_plan(facts.plan)})"),
            text(f"{quote(words)}{met}"),
            Buttons((*render_update_buttons(facts).items[:2], render_show_button(facts), render_undo_button())),
        ),
        tone="good",
    )
