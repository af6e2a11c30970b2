"""Owns `move`: a date changed by those who lead, the first one kept. Must not write SQL or send."""

from dataclasses import replace
from datetime import date

from wres_bot.commands import find_action, safeguard
from wres_bot.commands.context import Clarify, Context
from wres_bot.commands.find_action import FoundAction
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import parse_date
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.overdue import last_day_of
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions
from wres_bot.views import action, refusals


def run(ctx: Context, command: Command) -> Card:
    when, words = command.when.strip(), command.words.strip()
    found = find_action.find_action_to_change(ctx, verbs.MOVE, command.refs, f"{when} {words}")
    editable = found.action
    if editable.status in CLOSED:
        raise refusals.date_of_closed_action(editable.ref, editable.status, ctx.labels)
    if not when:
        return action.render_move_question(editable.ref)
    read = parse_date(when, today=ctx.today)
    if read is None:
        raise refusals.unreadable_date(when, "30 June 2021")
    new, precision = read
    if new < ctx.today:
        raise refusals.date_behind_us(new)
    moved = _find_moved(ctx, found, command, new)
    start = f"from {command.filters['from']} to " if command.filters.get("from") else ""
    if not words:
        return action.render_move_reason_question(f"{editable.ref} {start}".strip(), editable.ref, new)
    full = f"move {found.full_ref} {start}{new.isoformat()} {words}"
    safeguard.ask_before_keeping(ctx, words, full, f"show {found.full_ref}")
    changed = actions.move_due(
        ctx.db,
        editable.id,
        editable.version,
        moved.id if moved else None,
        new,
        actor=ctx.actor,
        precision=precision,
        words=words,
        already_read=editable,
    )
    old = last_day_of(moved) if moved else None
    slipped = int(old is not None and new > old)
    facts = replace(found.summary, version=changed.version, slips=editable.slips + slipped)
    return action.render_date_moved(
        facts, old, new, words, ctx.make_viewer(editable.trust_id), what=action.format_date_name(moved),
        out_of_order=_find_out_of_order(editable.milestones, moved, new),
    )  # fmt: skip


def _find_moved(ctx: Context, found: FoundAction, command: Command, new: date) -> Milestone | None:
    """The date that is moved: the one named, or the only one. Raises Clarify where there are several."""
    dated = [m for m in found.action.milestones if m.due is not None]
    if named := command.filters.get("from"):
        read = parse_date(named, today=ctx.today)
        fits = [m for m in dated if read and read[0] in (m.due, m.until)]
        if not fits:
            raise refusals.no_such_date(found.action.ref, named, [last_day_of(m) for m in dated])
        return fits[0]
    if len(dated) > 1:
        words = command.words.strip()
        raise Clarify(
            action.render_which_date(found.summary, dated, new, words, ctx.make_viewer(found.action.trust_id))
        )
    return choose_milestone(found.action.milestones)


_STAGES = {"start": 0, "deadline": 1}


def _find_out_of_order(unmet: tuple[Milestone, ...], moved: Milestone | None, new: date) -> Milestone | None:
    """A date of the action that the moved one has now overtaken, such as a start that comes after its deadline."""
    if moved is None:
        return None
    for other in unmet:
        last = last_day_of(other)
        if other.id == moved.id or last is None or moved.interval_months or other.interval_months:
            continue
        mine, its = _STAGES.get(moved.kind, 1), _STAGES.get(other.kind, 1)
        if (mine < its and new > last) or (mine > its and new < last):
            return other
    return None


def choose_milestone(unmet: tuple[Milestone, ...]) -> Milestone | None:
    """The earliest deadline; without one, the earliest other date that comes once."""
    dated = [m for m in unmet if m.due is not None]
    once = [m for m in dated if m.kind == "deadline"] or [m for m in dated if m.interval_months is None] or dated
    return min(once, key=lambda m: (last_day_of(m) or m.due, m.id), default=None)
