"""Owns `move`: a date changed by those who lead, the first one kept. Must not write SQL or send."""

from dataclasses import replace

from wres_bot.commands import find_action, safeguard
from wres_bot.commands.context import Context
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
    if not words:
        return action.render_move_reason_question(editable.ref, new)
    full = f"move {found.full_ref} {new.isoformat()} {words}"
    safeguard.ask_before_keeping(ctx, words, full, f"show {found.full_ref}")
    moved = _choose_milestone(editable.milestones)
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
        facts, old, new, words, ctx.make_viewer(editable.trust_id), what=action.format_date_name(moved)
    )


def _choose_milestone(unmet: tuple[Milestone, ...]) -> Milestone | None:
    """The earliest deadline; without one, the earliest other date that comes once."""
    dated = [m for m in unmet if m.due is not None]
    once = [m for m in dated if m.kind == "deadline"] or [m for m in dated if m.interval_months is None] or dated
    return min(once, key=lambda m: (last_day_of(m) or m.due, m.id), default=None)
