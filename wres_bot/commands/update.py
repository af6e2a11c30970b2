"""Owns `update`: an action's status, by those who may say it. Must not write SQL or send."""

from dataclasses import dataclass, replace
from typing import Literal

from wres_bot.commands import find_action, note, safeguard
from wres_bot.commands.context import Clarify, Context
from wres_bot.commands.find_action import FoundAction
from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, Text, bullets, line, text
from wres_bot.domain.errors import UserError
from wres_bot.domain.refs import ActionRef
from wres_bot.domain.statuses import CLOSED, Status, is_reopening
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, events
from wres_bot.store.models import Action, EditableAction, Event, StaleAction
from wres_bot.views import action as views
from wres_bot.views import lists, refusals
from wres_bot.views.buttons import render_undo_button, render_update_buttons
from wres_bot.views.wording import format_action, format_plan, format_status, join_words

_ONGOING = ("ongoing", "continuing", "continues", "continue", "carries on", "carry on", "goes on")


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """What became of one action: its card, and how it stands now."""

    kind: Literal["changed", "same", "refused"]
    card: Card
    action: Action


def run(ctx: Context, command: Command) -> Card:
    refs = command.refs or tuple(_refs_meant(ctx, command))
    if command.status is None:
        return _show_options(ctx, refs)
    if len(refs) == 1:
        return _update_one(ctx, refs[0], command.status, command.words).card
    return _update_several(ctx, refs, command.status, command.words)


def _format_command(ref: str, status: Status, words: str) -> str:
    return f"update {ref} {_format_tail(status, words)}"


def _format_tail(status: Status, words: str) -> str:
    return f"{status}, {words}" if words else status


def _refs_meant(ctx: Context, command: Command) -> list[ActionRef]:
    """A bare `done`: the one action of the newest reminder; asks when there were several, or none."""
    refs = find_action.load_answered_refs(ctx)
    if len(refs) == 1:
        return refs
    found = [a for ref in refs for a in find_action.find_in_each_plan(ctx, ref)] if refs else _load_own_open(ctx)
    if not found:
        raise UserError("Which action do you mean? Put its number first, such as 2.3 done.", ("My actions", "mine"))
    status = command.status or "done"
    buttons = tuple(
        Button(a.ref, _format_command(a.full_ref, status, command.words), a.title, a.version) for a in found[:10]
    )
    items = bullets(line(Bold(a.ref), f" {a.title}") for a in found[:10])
    title = f"Which action is {format_status(status, ctx.labels)}?"
    raise Clarify(Card(title, (items, Buttons(buttons), text("Nothing has changed yet.", quiet=True))))


def _load_own_open(ctx: Context) -> list[Action]:
    ids = [p.id for p in ctx.find_open_plans()]
    owned = actions.load_owned_actions(ctx.db, ctx.person.id, ctx.today, ids) if ids else []
    return [a for a in owned if a.status not in CLOSED]


def _show_options(ctx: Context, refs: tuple[ActionRef, ...]) -> Card:
    """A bare `update 2.3`: how it is, with buttons."""
    found = [find_action.find_permitted(ctx, verbs.UPDATE, ref) for ref in refs]
    view = ctx.view(found[0].known.trust_id)
    if len(found) == 1:
        ctx.origin = f"update {found[0].full_ref}"
        return views.render_update_options(found[0].facts(), view, mine=ctx.person.id in found[0].known.owners)
    blocks: list[Block] = []
    for each in found:
        facts = each.facts()
        blocks += [Text(lists.render_line(facts, view)), render_update_buttons(facts)]
    return Card("How are they going?", tuple(blocks))


def _update_one(ctx: Context, ref: ActionRef, status: Status, words: str) -> UpdateResult:
    found = find_action.find_permitted(ctx, verbs.UPDATE, ref, _format_tail(status, words))
    return change_status(ctx, found, status, words)


def change_status(ctx: Context, found: FoundAction, status: Status, words: str) -> UpdateResult:
    """One action to one status, after every reason to ask first has been looked at."""
    known, facts = found.known, found.facts()
    view = ctx.view(known.trust_id)
    continuing = status == "done" and _says_it_continues(words)
    if status == known.status and not (continuing and not known.continuing):
        return _already_so(ctx, found, words)
    if (old := _refuse_outdated_click(ctx, known)) is not None:
        return UpdateResult("refused", old, facts)
    if status == "cancelled":
        return UpdateResult("refused", _refuse_cancelling(ctx, found, words), facts)
    if is_reopening(known.status, status) and not words:
        return UpdateResult("refused", _ask_why_reopened(found, status, view.labels.coordinator), facts)
    full, bare = _format_command(found.full_ref, status, words), _format_command(found.full_ref, status, "")
    safeguard.ask_before_keeping(ctx, words, full, bare)
    changed = actions.set_status(
        ctx.db,
        known.id,
        known.version,
        status,
        actor=ctx.actor,
        known=known,
        words=words or None,
        continuing=continuing,
    )
    helped = status == "done" and known.need_help is not None
    if helped:
        changed = actions.clear_help(ctx.db, known.id, changed.version, actor=ctx.actor)
    after = found.after(
        status=status,
        need_help=None if helped else known.need_help,
        continuing=continuing,
        version=changed.version,
        asked_at=None,
    )
    if status not in CLOSED:
        after = replace(after, asked_at=known.asked_at)
    return UpdateResult("changed", views.render_updated(after, known.status, words, view), after)


def _says_it_continues(words: str) -> bool:
    low = words.casefold()
    return any(sign in low for sign in _ONGOING)


def _already_so(ctx: Context, found: FoundAction, words: str) -> UpdateResult:
    """Already so: a repeat is dropped, new words are kept as a note."""
    last = find_newest_change(ctx, found.known.id)
    told = last if last and last.field == "status" else None
    mine = bool(told and told.who_id == ctx.person.id)
    if words and not (mine and told and told.words == words):
        return UpdateResult("changed", note.keep_note(ctx, found, words), found.facts())
    card = views.render_already_so(found.facts(), told, ctx.view(found.known.trust_id), mine=mine)
    return UpdateResult("same", card, found.facts())


def find_newest_change(ctx: Context, action_id: int) -> Event | None:
    """The first line of the newest change: what it was about, not what it met by the way."""
    told = events.load_history(ctx.db, action_id, 8)
    return min((e for e in told if e.batch == told[0].batch), key=lambda e: e.id, default=None)


def _refuse_outdated_click(ctx: Context, known: EditableAction) -> Card | None:
    """A click on an older card, when somebody else has spoken since: shown before anything is changed."""
    if ctx.incoming.seen is None or ctx.incoming.seen == known.version:
        return None
    last = find_newest_change(ctx, known.id)
    if last and last.who_id == ctx.person.id:
        return None
    current = actions.load_action(ctx.db, known.id, ctx.today)
    return views.render_outdated_click(current, last, ctx.view(known.trust_id))


def _refuse_cancelling(ctx: Context, found: FoundAction, words: str) -> Card:
    label = ctx.view(found.known.trust_id).labels.coordinator
    ref = found.known.ref
    if ctx.person.leads(found.known.trust_id):
        example = f"cancel {ref} {words}" if words else f"cancel {ref} no longer needed"
        return refusals.render_question(f"To cancel {ref}, say why.", "Nothing has changed yet.", example=example)
    return refusals.render_question(
        f"Cancelling is for the {label}, so {ref} is as it was.",
        f"Tell them why, and they will see it: note {ref} and a few words.",
        (("Need help", f"need help {found.full_ref}"),),
    )


def _ask_why_reopened(found: FoundAction, status: Status, label: str) -> Card:
    ref, now = found.known.ref, format_status(found.known.status)
    return refusals.render_question(
        f"{ref} is {now}. What has changed?",
        "Opening it again needs a few words, for those who follow the plan. Nothing has changed yet.",
        example=f"{ref} {status}, two divisions still to do",
    )


def _update_several(ctx: Context, refs: tuple[ActionRef, ...], status: Status, words: str) -> Card:
    """Each that may be changed is; the answer says which were not, and why."""
    done: list[Action] = []
    not_done: list[str] = []
    view = ctx.view()
    for ref in dict.fromkeys(refs):
        try:
            outcome = _update_one(ctx, ref, status, words)
        except (UserError, Clarify, StaleAction) as why:
            not_done.append(_why_not_changed(ref, why))
            continue
        if outcome.kind == "changed":
            done.append(outcome.action)
        else:
            not_done.append(outcome.card.title)
    if not done:
        return Card(
            "Nothing has changed.", (bullets(not_done), Buttons((Button("My actions", "mine"),))), tone="refused"
        )
    now = format_status(status, view.labels)
    refs_now = join_words(a.ref for a in done)
    plans = join_words(dict.fromkeys(format_plan(a.plan) for a in done))
    blocks: list[Block] = [bullets(format_action(a) for a in done), text(plans, quiet=True)]
    if not_done:
        blocks += [text(Bold("Not changed:")), bullets(not_done)]
    blocks.append(Buttons((render_undo_button(),)))
    verb = "is" if len(done) == 1 else "are"
    return Card(f"{refs_now} {verb} now {now}. Thank you.", tuple(blocks), tone="good" if not not_done else "plain")


def _why_not_changed(ref: ActionRef, why: Exception) -> str:
    if isinstance(why, Clarify):
        return f"{ref}: {why.card.title}" if ref.ref not in why.card.title else why.card.title
    if isinstance(why, UserError):
        return why.text
    return f"{ref}: somebody else changed it at the same moment. Please say it again."
