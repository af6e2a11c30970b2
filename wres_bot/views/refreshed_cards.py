"""Owns how a letter looks once what it asked has been answered; must not know which letters those are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, Heading, Line, bullets, line, text
from wres_bot.domain.dates import london_day
from wres_bot.domain.statuses import CLOSED
from wres_bot.store.models import Action, Event
from wres_bot.views.buttons import choice, show_button
from wres_bot.views.event import event_words, said_by
from wres_bot.views.phrases import capital, counted, joined, plan_words, sentence, short_day, status_words
from wres_bot.views.reminder import ASK_EACH, Reminder, hello, reminder
from wres_bot.views.view import View

LOOKS = ("show", "history", "mine", "help", "deliveries", "status")
"""Buttons that stay under a notice when what it told of has moved on: they change nothing."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An action asked about, and what was said of it since; nothing where it only fell away."""

    action: Action
    event: Event | None = None


def redrawn(facts: Reminder, answered: Sequence[Answered], view: View) -> Card:
    """The same reminder now: what is open keeps its buttons, what is answered says how, and who said so."""
    told = bullets(_answer(each, view) for each in answered)
    if facts.entries:
        card = reminder(facts, view)
        return replace(card, blocks=(*card.blocks, Heading("Answered, thank you"), told)) if answered else card
    plans = joined(dict.fromkeys(plan_words(each.action.plan) for each in answered))
    blocks: list[Block] = [*hello(facts, view), told, text(plans, quiet=True)]
    if len(answered) <= ASK_EACH:
        blocks.append(Buttons(tuple(_change(each.action) for each in answered)))
    return Card(_thanks(answered, view), tuple(blocks), tone="good")


def _thanks(answered: Sequence[Answered], view: View) -> str:
    if len(answered) != 1:
        return f"{capital(counted(len(answered), 'action'))} answered. Thank you."
    action, event = answered[0].action, answered[0].event
    if event is not None and event.field != "status":
        return f"{action.ref} is answered. Thank you."
    return f"{action.ref} is {status_words(action.status, view.labels)}. Thank you."


def _change(action: Action) -> Button:
    return show_button(action) if action.status in CLOSED else choice(f"Change {action.ref}", "update {}", action)


def _answer(answered: Answered, view: View) -> Line:
    """ "2.3 Cultural Ambassadors. 4 January: done, “eight trained” (you)" """
    action = answered.action
    return line(Bold(action.ref), f" {sentence(action.title)} {_said(answered, view)}")


def _said(answered: Answered, view: View) -> str:
    event, action = answered.event, answered.action
    if event is None:
        return f"{capital(status_words(action.status, view.labels))}; I no longer ask about it here."
    if event.field == "snooze" and event.new:
        until = short_day(date.fromisoformat(event.new), view.today)
        return f"No reminders until after {until} ({said_by(event, view)})"
    return event_words(event, view) or f"{short_day(london_day(event.at), view.today)}: {event.field}"


def not_them(facts: Reminder, view: View) -> Card:
    """After "Not me": nothing is asked of them any more."""
    return Card(
        "You told me that this is not you. Thank you.",
        (text(f"The {view.labels.coordinator} knows, and I won't remind you about it."),),
    )


def moved_on(card: Card, answered: Answered, view: View) -> Card:
    """A notice about an action, with what has happened since. Where nothing has, its buttons are as fresh as it is."""
    if answered.event is None:
        return replace(card, blocks=tuple(_fresh(block, answered.action) for block in card.blocks))
    kept = [found for block in card.blocks if (found := _looks(block))]
    since = text(Bold("Since then: "), event_words(answered.event, view))
    at = next((n for n, block in enumerate(kept) if isinstance(block, Buttons)), len(kept))
    return replace(card, blocks=(*kept[:at], since, *kept[at:]), tone="plain")


def _fresh(block: Block, action: Action) -> Block:
    if not isinstance(block, Buttons):
        return block
    return Buttons(tuple(replace(b, version=action.version) if b.version is not None else b for b in block.items))


def _looks(block: Block) -> Block | None:
    if not isinstance(block, Buttons):
        return block
    items = tuple(b for b in block.items if b.says.split(" ")[0] in LOOKS)
    return Buttons(items) if items else None


def gone(place: str) -> Card:
    """A preview of what can no longer be held or sent."""
    return Card(
        f"The quarterly summary for {place} is no longer waiting.",
        (text("There is nothing left to hold or send here."), Buttons((Button("Deliveries", "deliveries"),))),
    )
