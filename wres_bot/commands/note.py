"""Owns `note` and `evidence`: words or a link kept with an action. Must not write SQL or send."""

from dataclasses import replace

from wres_bot.commands import find_action, safeguard
from wres_bot.commands.context import Context
from wres_bot.commands.find_action import FoundAction
from wres_bot.domain.cards import Card
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions
from wres_bot.views import action_answers


def run(ctx: Context, command: Command) -> Card:
    words = command.words.strip()
    found = find_action.find_action_to_change(ctx, verbs.NOTE, command.refs, words)
    if not words:
        return action_answers.render_words_question(verbs.NOTE, found.action.ref)
    return keep_note(ctx, found, words)


def keep_note(ctx: Context, found: FoundAction, words: str) -> Card:
    """The words kept and read back. A coming review counts as met by them: the store sees to that."""
    editable = found.action
    safeguard.ask_before_keeping(ctx, words, f"note {found.full_ref} {words}", f"show {found.full_ref}")
    change = actions.add_note(
        ctx.db, editable.id, editable.version, actor=ctx.actor, words=words, already_read=editable
    )
    return action_answers.render_kept(replace(found.summary, version=change.version), words, met=bool(change.met))


def keep_evidence(ctx: Context, command: Command) -> Card:
    """A link, or words, that show what was done; it answers a coming review as a note does."""
    words = command.words.strip()
    found = find_action.find_action_to_change(ctx, verbs.EVIDENCE, command.refs, words)
    editable = found.action
    if not words:
        return action_answers.render_words_question(verbs.EVIDENCE, editable.ref)
    safeguard.ask_before_keeping(ctx, words, f"evidence {found.full_ref} {words}", f"show {found.full_ref}")
    change = actions.add_evidence(ctx.db, editable.id, editable.version, words, actor=ctx.actor, already_read=editable)
    return action_answers.render_kept(replace(found.summary, version=change.version), words, met=bool(change.met))
