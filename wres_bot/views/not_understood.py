"""Owns the answers to words that are no command: the nearest ones, a click away; must not choose what is near."""

from collections.abc import Sequence

from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.views.buttons import COMMAND_WIDTH, FIRST_STEPS
from wres_bot.views.wording import quote, shorten


def render_not_understood(words: str, meant: Sequence[str]) -> Card:
    """Not understood: the nearest commands, a click away. Nothing was changed."""
    said = f"I don't follow {quote(words, 60)}." if words.strip() else "I don't follow that."
    if not meant:
        hint = text("Nothing has changed. Try: mine, status, or 2.3 done and a few words.")
        return Card(said, (hint, FIRST_STEPS), tone="refused")
    return Card(
        f"{said} Did you mean:",
        (
            Buttons(tuple(Button(shorten(m, COMMAND_WIDTH), m) for m in meant[:3])),
            text("Nothing has changed.", quiet=True),
        ),
        tone="refused",
    )


def render_unknown_status(ref: str, words: str, suggestions: Sequence[str]) -> Card:
    """A ref with words that are no status: they may be a note."""
    says = [*((command, command) for command in suggestions[:2])]
    says += [("See it", f"show {ref}"), ("Choose a status", f"update {ref}")]
    return Card(
        f"Is that how {ref} is going, or a note about it?",
        (
            text(f"I can't tell a status from {quote(words, 60)}. Nothing has changed."),
            Buttons(tuple(Button(shorten(label, COMMAND_WIDTH), command) for label, command in says)),
        ),
        tone="refused",
    )


def render_too_long(limit: int) -> Card:
    return Card(
        "That is more than I can take in one message, so I've kept none of it.",
        (text(f"Please send it again in under {limit} characters. A longer report can stay where it is: note 2.3 and "
              "where to find it."),),
        tone="refused",
    )  # fmt: skip
