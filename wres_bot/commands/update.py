"""Owns `update`: an action's status, by those who may say it. Must not write SQL or send."""

from dataclasses import dataclass, replace
from typing import Literal

from wres_bot.commands import find_action, note, safeguard
from wres_bot.commands.context import Clarify, Context
from wres_bot.commands.find_action import FoundAction
from wres_bot.domain.cards import Card
from wres_bot.domain.errors import UserError
from wres_bot.domain.refs import ActionRef
from wres_bot.domain.statuses import CLOSED, Status, is_reopening
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, events
from wres_bot.store.errors import ChangeRefused, StaleAction
from wres_bot.store.models import ActionSummary, EditableAction, Event
from wres_bot.views import action as views
from wres_bot.views import action_answers, refusals

_ONGOING = ("ongoing", "continuing", "continues", "continue", "carries on", "carry on", "goes on")


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """What became of one action: its card, and how it stands now."""

    kind: Literal["changed", "same", "refused"]
    card: Card
    action: ActionSummary


def run(ctx: Context, command: Command) -> Card:
    refs = command.refs
    if not refs:
        raise refusals.unclear_action(find_action.find_example_ref(ctx))
    if command.status is None:
        return _show_options(ctx, refs)
    if len(refs) == 1:
        return _update_one(ctx, refs[0], command.status, command.words).card
    return _update_several(ctx, refs, command.status, command.words)


def _format_command(ref: str, status: Status, words: str) -> str:
    return f"update {ref} {_format_tail(status, words)}"


def _format_tail(status: Status, words: str) -> str:
    return f"{status}, {words}" if words else status


def _show_options(ctx: Context, refs: tuple[ActionRef, ...]) -> Card:
    """A bare `update 2.3`: how it is, with buttons."""
    found = [find_action.find_permitted_action(ctx, verbs.UPDATE, ref) for ref in refs]
    viewer = ctx.make_viewer(found[0].action.trust_id)
    if len(found) == 1:
        ctx.origin = f"update {found[0].full_ref}"
        return views.render_update_options(found[0].summary, viewer, mine=ctx.person.id in found[0].action.owners)
    return action_answers.render_several_options([each.summary for each in found], viewer)


def _update_one(ctx: Context, ref: ActionRef, status: Status, words: str) -> UpdateResult:
    found = find_action.find_permitted_action(ctx, verbs.UPDATE, ref, _format_tail(status, words))
    return change_status(ctx, found, status, words)


def change_status(ctx: Context, found: FoundAction, status: Status, words: str) -> UpdateResult:
    """One action to one status, after every reason to ask first has been looked at."""
    editable, facts = found.action, found.summary
    viewer = ctx.make_viewer(editable.trust_id)
    continuing = status == "done" and _says_it_continues(words)
    if status == editable.status and not (continuing and not editable.continuing):
        return _already_so(ctx, found, words)
    if (old := _refuse_outdated_click(ctx, editable)) is not None:
        return UpdateResult("refused", old, facts)
    if status == "cancelled":
        return UpdateResult("refused", _refuse_cancelling(ctx, facts, words), facts)
    if is_reopening(editable.status, status) and not words:
        return UpdateResult("refused", action_answers.render_reopen_question(facts, status), facts)
    full, bare = _format_command(found.full_ref, status, words), _format_command(found.full_ref, status, "")
    safeguard.ask_before_keeping(ctx, words, full, bare)
    changed = actions.set_status(
        ctx.db,
        editable.id,
        editable.version,
        status,
        actor=ctx.actor,
        already_read=editable,
        words=words or None,
        continuing=continuing,
    )
    helped = status == "done" and editable.need_help is not None
    if helped:
        changed = actions.clear_help(ctx.db, editable.id, changed.version, actor=ctx.actor)
    after = replace(
        found.summary,
        status=status,
        need_help=None if helped else editable.need_help,
        continuing=continuing,
        version=changed.version,
        asked_at=None,
    )
    if status not in CLOSED:
        after = replace(after, asked_at=editable.asked_at)
    return UpdateResult("changed", views.render_updated(after, editable.status, words, viewer), after)


def _says_it_continues(words: str) -> bool:
    low = words.casefold()
    return any(sign in low for sign in _ONGOING)


def _already_so(ctx: Context, found: FoundAction, words: str) -> UpdateResult:
    """Already so: a repeat is dropped, new words are kept as a note."""
    last = find_newest_change(ctx, found.action.id)
    told = last if last and last.field == "status" else None
    mine = bool(told and told.who_id == ctx.person.id)
    if words and not (mine and told and told.words == words):
        return UpdateResult("changed", note.keep_note(ctx, found, words), found.summary)
    card = views.render_already_so(found.summary, told, ctx.make_viewer(found.action.trust_id), mine=mine)
    return UpdateResult("same", card, found.summary)


def find_newest_change(ctx: Context, action_id: int) -> Event | None:
    """The first line of the newest change: what it was about, not what it met by the way."""
    told = events.load_history(ctx.db, action_id, 8)
    return min((e for e in told if e.batch == told[0].batch), key=lambda e: e.id, default=None)


def _refuse_outdated_click(ctx: Context, editable: EditableAction) -> Card | None:
    """A click on an older card, when somebody else has spoken since: shown before anything is changed."""
    if ctx.incoming.seen is None or ctx.incoming.seen == editable.version:
        return None
    last = find_newest_change(ctx, editable.id)
    if last and last.who_id == ctx.person.id:
        return None
    current = actions.load_action(ctx.db, editable.id, ctx.today)
    return views.render_outdated_click(current, last, ctx.make_viewer(editable.trust_id))


def _refuse_cancelling(ctx: Context, action: ActionSummary, words: str) -> Card:
    if ctx.person.leads(action.plan.trust_id):
        return action_answers.render_cancel_question(action.ref, words)
    return action_answers.render_cancel_not_theirs(action, ctx.make_viewer(action.plan.trust_id).labels)


def _update_several(ctx: Context, refs: tuple[ActionRef, ...], status: Status, words: str) -> Card:
    """Each that may be changed is; the answer says which were not, and why."""
    done: list[ActionSummary] = []
    not_done: list[str] = []
    for ref in dict.fromkeys(refs):
        try:
            outcome = _update_one(ctx, ref, status, words)
        except (UserError, Clarify, ChangeRefused, StaleAction) as why:
            not_done.append(_why_not_changed(ref, why))
            continue
        if outcome.kind == "changed":
            done.append(outcome.action)
        else:
            not_done.append(outcome.card.title)
    return action_answers.render_several_updated(done, not_done, status, ctx.labels)


def _why_not_changed(ref: ActionRef, why: Exception) -> str:
    if isinstance(why, Clarify):
        return action_answers.format_not_changed(str(ref), why.card.title)
    if isinstance(why, UserError):
        return why.text
    if isinstance(why, ChangeRefused):
        return refusals.change_refused(why).text
    return action_answers.format_changed_meanwhile(str(ref))
