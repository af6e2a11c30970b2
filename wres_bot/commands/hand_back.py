"""Owns `not mine` and `tell the lead`: an action handed back to its coordinator, who decides. Reassigns nothing."""

from wres_bot.commands import find_action, safeguard
from wres_bot.commands.context import Context
from wres_bot.commands.find_action import FoundAction
from wres_bot.commands.requests import find_post_in
from wres_bot.domain.cards import Card
from wres_bot.domain.letters import ActionNotice
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, people
from wres_bot.views import action_answers, notices, refusals


def run(ctx: Context, command: Command) -> Card:
    words = command.words.strip()
    ref = find_action.require_one_ref(ctx, verbs.NOT_MINE, command.refs)
    found = find_action.find_action(ctx, verbs.NOT_MINE, ref, words)
    if ctx.person.id not in found.action.owners:
        raise refusals.not_yours(actions.load_action(ctx.db, found.action.id, ctx.today))
    safeguard.ask_before_keeping(ctx, words, f"not mine {found.full_ref} {words}", f"not mine {found.full_ref}")
    _record(ctx, found, words)
    facts, trust = found.summary, found.action.trust_id
    post = _find_named_post(ctx, found, words)
    owners = actions.load_action(ctx.db, facts.id, ctx.today).owners
    give = f"{post} instead" if post and len(owners) == 1 else post
    card = notices.render_handed_back_notice(facts, ctx.speaker_name(trust), words, post, give)
    told = ctx.notify_leads(card, ActionNotice(facts.id, "not mine"), trust, facts.ref)
    return action_answers.render_handed_back(facts, words, ctx.make_viewer(trust).labels, leads_told=bool(told))


def _record(ctx: Context, found: FoundAction, words: str) -> None:
    editable = found.action
    actions.record_not_mine(
        ctx.db, editable.id, editable.version, words or None, actor=ctx.actor, already_read=editable
    )


def _find_named_post(ctx: Context, found: FoundAction, words: str) -> str:
    """The one post that the words name, alone or among others: "it's the Head of OD now"."""
    fits = people.find_posts(ctx.db, found.action.trust_id, words) if words else []
    return fits[0][1] if len(fits) == 1 else find_post_in(ctx, words)


def tell_lead(ctx: Context, command: Command) -> Card:
    """Somebody who may not change an action says that they look after it: the coordinator is told."""
    found = find_action.find_action_to_change(ctx, verbs.TELL_LEAD, command.refs)
    facts = actions.load_action(ctx.db, found.action.id, ctx.today)
    trust, labels = found.action.trust_id, ctx.make_viewer(found.action.trust_id).labels
    card = notices.render_claim_notice(facts, ctx.speaker_name(trust))
    if not ctx.notify_leads(card, ActionNotice(facts.id, "owner"), trust, facts.ref):
        raise refusals.nobody_to_tell(labels)
    return action_answers.render_lead_told(facts, labels)
