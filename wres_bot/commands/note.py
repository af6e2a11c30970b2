"""Owns `note`: words of progress kept with an action. Must not write SQL or send."""

from wres_bot.commands import lookup, said
from wres_bot.commands.context import Context
from wres_bot.commands.lookup import Target
from wres_bot.core.cards import Buttons, Card, text
from wres_bot.core.grammar import Command
from wres_bot.messages import welcome
from wres_bot.messages.buttons import choices, show_button, undo_button
from wres_bot.messages.phrases import plan_words, quoted, ref_title
from wres_bot.store import actions


def run(ctx: Context, command: Command) -> Card:
    words = command.words.strip()
    ref = lookup.sole(ctx, command.refs, "note")
    found = lookup.owned(ctx, ref, f"note {{}} {lookup.safe(words)}")
    if not words:
        question = f"What would you like to note about {found.known.ref}?"
        return welcome.ask_words(question, "", example=f"note {found.known.ref} first cohort trained")
    return keep(ctx, found, words)


def keep(ctx: Context, found: Target, words: str) -> Card:
    """The words kept and read back. A coming review counts as met by them: the store sees to that."""
    known = found.known
    said.careful(ctx, words, f"note {found.full_ref} {words}", f"show {found.full_ref}")
    change = actions.add_note(
        ctx.db, known.id, known.version, who=ctx.who.id, now=ctx.now, batch=ctx.batch, words=words,
        platform=ctx.incoming.platform, place=ctx.mark, known=known,
    )  # fmt: skip
    facts = found.after(version=change.version)
    met = " That also answers its review." if change.met else ""
    return Card(
        f"Thank you. I've kept that with {known.ref}.",
        (
            text(ref_title(facts), f" ({plan_words(facts.plan)})"),
            text(f"{quoted(words)}{met}"),
            Buttons((*choices(facts).items[:2], show_button(facts), undo_button())),
        ),
        tone="good",
    )
