"""Owns `need help`: a call that leads and the steering group see, until it is answered. Must not write SQL or send."""

from dataclasses import replace

from wres_bot.commands import find_action, safeguard
from wres_bot.commands.context import Context
from wres_bot.commands.find_action import FoundAction
from wres_bot.domain.cards import Card
from wres_bot.domain.letters import ActionNotice
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions
from wres_bot.views import action_answers, notices, refusals

_OVER = ("no longer", "no more", "not any more", "sorted", "over", "not now", "help came", "it's sorted")


def run(ctx: Context, command: Command) -> Card:
    words = command.words.strip()
    found = find_action.find_action_to_change(ctx, verbs.NEED_HELP, command.refs, words)
    if words.casefold().rstrip(".") in _OVER:
        return _end_help(ctx, found)
    return _ask_for_help(ctx, found, words)


def _ask_for_help(ctx: Context, found: FoundAction, words: str) -> Card:
    editable = found.action
    if editable.status == "cancelled":
        raise refusals.help_for_cancelled(editable.ref, found.full_ref)
    if editable.need_help is not None and words in ("", editable.need_help):
        return action_answers.render_help_already_asked(found.summary)
    safeguard.ask_before_keeping(ctx, words, f"need help {found.full_ref} {words}", f"need help {found.full_ref}")
    changed = actions.set_help(
        ctx.db, editable.id, editable.version, actor=ctx.actor, words=words, already_read=editable
    )
    facts = replace(found.summary, version=changed.version, need_help=words)
    told = _notify_leads(ctx, found, words)
    return action_answers.render_help_asked(facts, words, ctx.make_viewer(editable.trust_id), leads_told=bool(told))


def _end_help(ctx: Context, found: FoundAction) -> Card:
    editable = found.action
    if editable.need_help is None:
        raise refusals.help_not_asked(editable.ref)
    actions.clear_help(ctx.db, editable.id, editable.version, actor=ctx.actor, already_read=editable)
    return action_answers.render_help_ended(editable.ref)


def _notify_leads(ctx: Context, found: FoundAction, words: str) -> int:
    facts = found.summary
    card = notices.render_help_notice(facts, ctx.speaker_name(found.action.trust_id), words)
    return ctx.notify_leads(card, ActionNotice(facts.id, "need help"), found.action.trust_id, facts.ref)
