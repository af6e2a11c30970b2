"""Owns how a message already sent looks once it has been answered; must not know which messages those are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, Heading, Line, bullets, line, text
from wres_bot.domain.dates import london_day
from wres_bot.domain.statuses import CLOSED
from wres_bot.store.models import Action, Event
from wres_bot.views.buttons import render_button, render_show_button
from wres_bot.views.history import format_author, format_event
from wres_bot.views.reminder import ASK_EACH, Reminder, render_identity_question, render_reminder
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import (
    capitalise,
    format_plan,
    format_short_day,
    format_status,
    join_words,
    pluralise_in_words,
    to_sentence,
)

READ_ONLY_COMMANDS = ("show", "history", "mine", "help", "deliveries", "status")
"""Buttons that stay under a notice when what it told of has moved on: they change nothing."""


@dataclass(frozen=True, slots=True)
class AnsweredAction:
    """An action asked about, and what was said of it since; nothing where it only fell away."""

    action: Action
    event: Event | None = None


def render_refreshed_reminder(facts: Reminder, answered: Sequence[AnsweredAction], viewer: Viewer) -> Card:
    """The same reminder now: what is open keeps its buttons, what is answered says how, and who said so."""
    answers = bullets(_answer_line(each, viewer) for each in answered)
    if facts.entries:
        card = render_reminder(facts, viewer)
        return replace(card, blocks=(*card.blocks, Heading("Answered, thank you"), answers)) if answered else card
    plans = join_words(dict.fromkeys(format_plan(each.action.plan) for each in answered))
    blocks: list[Block] = [*render_identity_question(facts, viewer), answers, text(plans, quiet=True)]
    if len(answered) <= ASK_EACH:
        blocks.append(Buttons(tuple(_change_button(each.action) for each in answered)))
    return Card(_format_title(answered, viewer), tuple(blocks), tone="good")


def _format_title(answered: Sequence[AnsweredAction], viewer: Viewer) -> str:
    if len(answered) != 1:
        return f"{capitalise(pluralise_in_words(len(answered), 'action'))} answered. Thank you."
    action, event = answered[0].action, answered[0].event
    if event is not None and event.field != "status":
        return f"{action.ref} is answered. Thank you."
    return f"{action.ref} is {format_status(action.status, viewer.labels)}. Thank you."


def _change_button(action: Action) -> Button:
    return (
        render_show_button(action)
        if action.status in CLOSED
        else render_button(f"Change {action.ref}", "update {}", action)
    )


def _answer_line(answered: AnsweredAction, viewer: Viewer) -> Line:
    """ "2.3 Cultural Ambassadors. 4 January: done, “eight trained” (you)" """
    action = answered.action
    return line(Bold(action.ref), f" {to_sentence(action.title)} {_format_answer(answered, viewer)}")


def _format_answer(answered: AnsweredAction, viewer: Viewer) -> str:
    event, action = answered.event, answered.action
    if event is None:
        return f"{capitalise(format_status(action.status, viewer.labels))}; I no longer ask about it here."
    if event.field == "snooze" and event.new:
        until = format_short_day(date.fromisoformat(event.new), viewer.today)
        return f"No reminders until after {until} ({format_author(event, viewer)})"
    return format_event(event, viewer) or f"{format_short_day(london_day(event.at), viewer.today)}: {event.field}"


def render_reminder_handed_back(facts: Reminder, viewer: Viewer) -> Card:
    """After "Not me": nothing is asked of them any more."""
    return Card(
        "You told me that this is not you. Thank you.",
        (text(f"The {viewer.labels.coordinator} knows, and I won't remind you about it."),),
    )


def render_refreshed_notice(card: Card, answered: AnsweredAction, viewer: Viewer) -> Card:
    """A notice about an action, with what has happened since. Where nothing has, its buttons are as fresh as it is."""
    if answered.event is None:
        return replace(card, blocks=tuple(_with_current_version(block, answered.action) for block in card.blocks))
    kept = [unchanging for block in card.blocks if (unchanging := _without_changing_buttons(block))]
    since = text(Bold("Since then: "), format_event(answered.event, viewer))
    at = next((n for n, block in enumerate(kept) if isinstance(block, Buttons)), len(kept))
    return replace(card, blocks=(*kept[:at], since, *kept[at:]), tone="plain")


def _with_current_version(block: Block, action: Action) -> Block:
    if not isinstance(block, Buttons):
        return block
    return Buttons(tuple(replace(b, version=action.version) if b.version is not None else b for b in block.items))


def _without_changing_buttons(block: Block) -> Block | None:
    if not isinstance(block, Buttons):
        return block
    items = tuple(b for b in block.items if b.says.split(" ")[0] in READ_ONLY_COMMANDS)
    return Buttons(items) if items else None


def render_preview_gone(place: str) -> Card:
    """A preview of what can no longer be held or sent."""
    return Card(
        f"The quarterly summary for {place} is no longer waiting.",
        (text("There is nothing left to hold or send here."), Buttons((Button("Deliveries", "deliveries"),))),
    )
