"""Owns `move`: a date changed by those who lead, the first one kept. Must not write SQL or send."""

from wres_bot.commands import lookup, said
from wres_bot.commands.context import Context
from wres_bot.core.cards import Card
from wres_bot.core.dates import day_words, read_date
from wres_bot.core.errors import UserError
from wres_bot.core.grammar import Command
from wres_bot.core.statuses import CLOSED
from wres_bot.messages import plan as words_of
from wres_bot.messages import welcome
from wres_bot.messages.phrases import last_day, status_words
from wres_bot.store import actions
from wres_bot.store.facts import MilestoneFacts


def run(ctx: Context, command: Command) -> Card:
    ref = lookup.sole(ctx, command.refs, "move")
    when, words = command.when.strip(), command.words.strip()
    found = lookup.target(ctx, ref, f"move {{}} {lookup.safe(when)} {lookup.safe(words)}".rstrip())
    known = found.known
    ctx.lead_only("Moving a date", known.trust_id)
    if known.status in CLOSED:
        raise UserError(f"{known.ref} is {status_words(known.status, ctx.labels)}, so its date has not moved.")
    if not when:
        return welcome.ask_words(
            f"Move {known.ref} to when, and why?", "", example=f"move {known.ref} 30 June 2021 panel dates were moved"
        )
    read = read_date(when, today=ctx.today)
    if read is None:
        raise UserError(f"I can't read “{when}” as a date. Write it like 30 June 2021. Nothing has changed.")
    new, precision = read
    if new < ctx.today:
        raise UserError(f"{day_words(new)} has passed. Choose a date that is still ahead. Nothing has changed.")
    if not words:
        return welcome.ask_words(
            f"Why does {known.ref} move to {day_words(new)}?",
            "The reason is kept beside the first date. Nothing has changed yet.",
            example=f"move {known.ref} {day_words(new)} panel dates were moved",
        )
    full = f"move {found.full_ref} {new.isoformat()} {words}"
    said.careful(ctx, words, full, f"show {found.full_ref}")
    moved = _which(known.milestones)
    changed = actions.move_due(
        ctx.db, known.id, known.version, moved.id if moved else None, new, precision=precision, who=ctx.who.id,
        now=ctx.now, batch=ctx.batch, words=words, known=known, platform=ctx.incoming.platform, place=ctx.mark,
    )  # fmt: skip
    old = last_day(moved) if moved else None
    slipped = int(old is not None and new > old)
    facts = found.after(version=changed.version, slips=known.slips + slipped)
    return words_of.moved(facts, old, new, words, ctx.view(known.trust_id), what=_name(moved))


def _name(moved: MilestoneFacts | None) -> str:
    """What a date is called when it is not the deadline."""
    if moved is None or moved.kind == "deadline":
        return ""
    if moved.kind == "start":
        return "start"
    return moved.label if moved.label and "review" in moved.label.casefold() else "next review"


def _which(unmet: tuple[MilestoneFacts, ...]) -> MilestoneFacts | None:
    """The earliest deadline; without one, the earliest other date that comes once."""
    dated = [m for m in unmet if m.due is not None]
    once = [m for m in dated if m.kind == "deadline"] or [m for m in dated if m.interval_months is None] or dated
    return min(once, key=lambda m: (last_day(m) or m.due, m.id), default=None)
