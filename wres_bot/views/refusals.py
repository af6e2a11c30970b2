"""Owns how a request is refused kindly, and what is asked where something is missing; must not decide to refuse."""

from collections.abc import Sequence

from wres_bot.domain.cards import Block, Button, Buttons, Card, text
from wres_bot.views.buttons import COMMAND_WIDTH, FIRST_STEPS
from wres_bot.views.wording import quote, shorten


def render_repeated_message() -> Card:
    """A message brought a second time, whose first answer may have been lost."""
    said = "I dealt with it once, but my answer may have been lost on the way. This shows how things stand."
    return Card("I've had that message already.", (text(said), FIRST_STEPS))


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


def render_refusal(words: str, says: Sequence[tuple[str, str]] = ()) -> Card:
    """A request that cannot be done: what to do next, in the first sentence."""
    first, _, rest = words.partition("\n")
    blocks: list[Block] = [text(rest)] if rest else []
    if says:
        blocks.append(Buttons(tuple(Button(label, command) for label, command in says)))
    return Card(first, tuple(blocks), tone="refused")


def render_question(question: str, why: str, says: Sequence[tuple[str, str]] = (), example: str = "") -> Card:
    """Something is missing before a change can be made."""
    blocks: list[Block] = [text(why)] if why else []
    if example:
        blocks.append(text(f"For example: {example}"))
    if says:
        blocks.append(Buttons(tuple(Button(label, command) for label, command in says)))
    return Card(question, tuple(blocks))


def render_unknown_person(who_to_ask: str, email: str) -> Card:
    """Nobody we know: whom to ask, and nothing about any plan."""
    return Card(
        "I don't know you yet, so I can't show you a plan.",
        (
            text(f"Please ask {who_to_ask} to add your work e-mail address, {email}. Then say hello to me again."),
            text("In the plan with another address? They can join the two.", quiet=True),
        ),
        tone="refused",
    )


def render_unverified(who_to_ask: str) -> Card:
    return Card(
        "I can't see a confirmed work e-mail address for you here.",
        (
            text(
                f"I use it to know which actions are yours. Please check your profile, or ask {who_to_ask} to link you."
            ),
        ),
        tone="refused",
    )


def render_guest_refused() -> Card:
    return Card(
        "I can't answer guests.",
        (text("This plan belongs to one organisation. Please ask the person who invited you."),),
        tone="refused",
    )


def render_no_post(who_to_ask: str) -> Card:
    """Known, but holding no post and no role any more."""
    return Card(
        "You hold no post in a plan at the moment, so I've changed nothing.",
        (text(f"If that is wrong, {who_to_ask} can put it right."),),
        tone="refused",
    )


def render_inactive(who_to_ask: str) -> Card:
    return Card(
        "Your account is no longer active in a trust's plan, so I've changed nothing.",
        (text(f"If that is wrong, {who_to_ask} can put it right."),),
        tone="refused",
    )
