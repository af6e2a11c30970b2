"""Owns `cancel`: a coordinator's word, with a reason, and perhaps the action that takes its place."""

from dataclasses import replace

from wres_bot.commands import find_action, safeguard
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.refs import parse_ref
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions
from wres_bot.views import action, refusals


def run(ctx: Context, command: Command) -> Card:
    words, other = command.words.strip(), command.filters.get("replaced by", "")
    found = find_action.find_action_to_change(ctx, verbs.CANCEL, command.refs[:1], _why(words, other))
    editable = found.action
    if editable.status == "cancelled":
        raise refusals.cancelled_already(editable.ref, found.full_ref)
    reason, replaced = words, None
    if other:
        named = parse_ref(other)
        if named is None:
            raise refusals.unreadable_replacement(other, editable.ref)
        replaced = find_action.find_action(ctx, verbs.SHOW, named)
        if replaced.action.id == editable.id:
            raise refusals.replaced_by_itself(editable.ref)
        if replaced.plan.trust_id != found.plan.trust_id:
            raise refusals.replaced_by_another_trusts(str(named))
    if not reason and replaced:
        reason = action.format_replaced_by(replaced.action.ref)
    if not reason:
        return action.render_cancel_reason_question(editable.ref)
    safeguard.ask_before_keeping(
        ctx, reason, f"cancel {found.full_ref} {_why(reason, other)}", f"show {found.full_ref}"
    )
    changed = actions.set_status(
        ctx.db,
        editable.id,
        editable.version,
        "cancelled",
        actor=ctx.actor,
        already_read=editable,
        words=reason,
        reason=reason,
        replaced_by=replaced.action.id if replaced else None,
    )
    facts = replace(found.summary, status="cancelled", reason=reason, version=changed.version)
    return action.render_cancelled(facts, reason, replaced_by=replaced.action.ref if replaced else None)


def _why(reason: str, other: str) -> str:
    """The reason as it is typed, with the action that takes its place."""
    return reason + (f" replaced by {other}" if other else "")
