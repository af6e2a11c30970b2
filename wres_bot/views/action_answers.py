"""Owns the answers to what is said of an action: kept, asked for help, handed back, taken back; must not change any."""

import re
from collections.abc import Sequence
from dataclasses import replace

from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, Heading, Text, bullets, line, text
from wres_bot.domain.policy import Labels
from wres_bot.domain.statuses import Status
from wres_bot.parser.command_types import Verb
from wres_bot.store.models import Action, ActionSummary, Event
from wres_bot.views.buttons import render_button, render_show_button, render_undo_button, render_update_buttons
from wres_bot.views.history import format_event
from wres_bot.views.lists import render_short_line
from wres_bot.views.refusals import render_question
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import (
    capitalise,
    format_action,
    format_plan,
    format_status,
    join_words,
    pluralise_in_words,
    quote,
)


def _title_of(action: ActionSummary) -> Text:
    return text(format_action(action), f" ({format_plan(action.plan)})")


# kept


def render_kept(action: ActionSummary, words: str, *, met: bool) -> Card:
    """Words kept with an action. `met`: they also answer a review that is near."""
    review = " That also answers its review." if met else ""
    buttons = (*render_update_buttons(action).items[:2], render_show_button(action), render_undo_button())
    return Card(
        f"Thank you. I've kept that with {action.ref}.",
        (_title_of(action), text(f"{quote(words)}{review}"), Buttons(buttons)),
        tone="good",
    )


def render_words_question(verb: Verb, ref: str) -> Card:
    """The verb was said of an action without the words it keeps; the verb's example shows where they go."""
    _, _, words = verb.example.removeprefix(verb.name).strip().partition(" ")
    return render_question(verb.question.format(ref), "", example=f"{verb.name} {ref} {words}")


# help


def render_help_asked(action: ActionSummary, words: str, viewer: Viewer, *, leads_told: bool) -> Card:
    """`leads_told`: somebody who leads was written to."""
    labels = viewer.labels
    heard = f"I've told the {labels.coordinator}" if leads_told else "It shows in the status"
    buttons = Buttons((_no_longer_needed(action), render_undo_button()))
    if not words:
        return Card(
            f"{action.ref} is marked as needing help. What would help?",
            (
                _title_of(action),
                text(f"{heard}. A few words make it easier: need help {action.ref} waiting for a trainer"),
                buttons,
            ),
        )
    return Card(
        f"Thank you for asking. {heard} about {action.ref}.",
        (
            _title_of(action),
            text(quote(words)),
            text(f"The {labels.group} will see it in its summary until it is sorted.", quiet=True),
            buttons,
        ),
        tone="good",
    )


def render_help_already_asked(action: ActionSummary) -> Card:
    said = f"You or a colleague said: {quote(action.need_help)}" if action.need_help else "Nobody has said with what."
    return Card(
        f"Help is already asked for with {action.ref}.",
        (
            text(f"{said} Nothing has changed."),
            Buttons((_no_longer_needed(action), render_show_button(action))),
        ),
    )


def render_help_ended(ref: str) -> Card:
    return Card(f"Good. {ref} no longer asks for help.", (Buttons((render_undo_button(),)),), tone="good")


def _no_longer_needed(action: ActionSummary) -> Button:
    return render_button("No longer needed", "need help {} no longer", action)


# handed back


def render_handed_back(action: ActionSummary, words: str, labels: Labels, *, leads_told: bool) -> Card:
    heard = (
        f"I've told the {labels.coordinator}, who will decide" if leads_told else f"The {labels.coordinator} can see it"
    )
    more = () if words else (text(f"Know whose it is? not mine {action.ref} and their post", quiet=True),)
    return Card(
        f"Thank you. {heard} about {action.ref}.",
        (_title_of(action), text("Until then it stays where it is."), *more, Buttons((render_undo_button(),))),
    )


def render_lead_told(action: ActionSummary, labels: Labels) -> Card:
    return Card(
        f"I've told the {labels.coordinator} that you may be looking after {action.ref}.",
        (text("You will be able to change it once they agree."), Buttons((render_show_button(action),))),
        tone="good",
    )


# several actions at once


def render_several_options(actions: Sequence[ActionSummary], viewer: Viewer) -> Card:
    """A bare `update 2.3 2.5`: each action with its buttons."""
    blocks: list[Block] = []
    for action in actions:
        blocks += [Text(render_short_line(action, viewer)), render_update_buttons(action)]
    return Card("How are they going?", tuple(blocks))


def render_several_updated(
    done: Sequence[ActionSummary], not_done: Sequence[str], status: Status, labels: Labels
) -> Card:
    """Each that was changed, and in whole sentences why the others were not."""
    if not done:
        return Card(
            "Nothing has changed.", (bullets(not_done), Buttons((Button("My actions", "mine"),))), tone="refused"
        )
    plans = join_words(dict.fromkeys(format_plan(a.plan) for a in done))
    blocks: list[Block] = [bullets(format_action(a) for a in done), text(plans, quiet=True)]
    if not_done:
        blocks += [text(Bold("Not changed:")), bullets(not_done)]
    blocks.append(Buttons((render_undo_button(),)))
    refs, verb = join_words(a.ref for a in done), "is" if len(done) == 1 else "are"
    title = f"{refs} {verb} now {format_status(status, labels)}. Thank you."
    return Card(title, tuple(blocks), tone="good" if not not_done else "plain")


def format_not_changed(ref: str, question: str) -> str:
    """Why one of several was not changed, by the title of the card that asks about it."""
    return f"{ref}: {question}" if ref not in question else question


def format_changed_meanwhile(ref: str) -> str:
    return f"{ref}: somebody else changed it at the same moment. Please say it again."


_UNCHANGED = re.compile(r",? so nothing has changed(?=\.)|\s*\bNothing has changed(?: yet)?\.")
"""What a card that stands alone says of the whole plan."""


def render_together(cards: Sequence[Card], *, changed: bool) -> Card:
    """The answers to several commands of one message, each under its own title. `changed`: one of them did something,
    so that none of the others may say that nothing has changed."""
    blocks: list[Block] = []
    for card in [_without_unchanged(card) for card in cards] if changed else cards:
        blocks += [Heading(card.title), *card.blocks]
    refused = sum(1 for card in cards if card.tone == "refused")
    left = f" {capitalise(pluralise_in_words(refused, 'of them', 'of them'))} could not be done." if refused else ""
    return Card(f"That was {pluralise_in_words(len(cards), 'thing')}.{left}", tuple(blocks))


def _without_unchanged(card: Card) -> Card:
    blocks = (_cut_unchanged(block) if isinstance(block, Text) else block for block in card.blocks)
    left = tuple(b for b in blocks if not isinstance(b, Text) or any(not isinstance(s, str) or s for s in b.line))
    return replace(card, title=_UNCHANGED.sub("", card.title), blocks=left)


def _cut_unchanged(block: Text) -> Text:
    line = tuple(_UNCHANGED.sub("", span).lstrip("\n") if isinstance(span, str) else span for span in block.line)
    return replace(block, line=line)


# an update that asks first


def render_cancel_question(ref: str, words: str) -> Card:
    """Somebody who leads said "cancelled" by an update: a reason is wanted."""
    example = f"cancel {ref} {words}" if words else f"cancel {ref} no longer needed"
    return render_question(f"To cancel {ref}, say why.", "Nothing has changed yet.", example=example)


def render_cancel_not_theirs(action: ActionSummary, labels: Labels) -> Card:
    ref = action.ref
    return render_question(
        f"Cancelling is for the {labels.coordinator}, so {ref} is as it was.",
        f"Tell them why, and they will see it: note {ref} and a few words.",
        (("Need help", f"need help {action.full_ref}"),),
    )


def render_reopen_question(action: ActionSummary, status: Status) -> Card:
    return render_question(
        f"{action.ref} is {format_status(action.status)}. What has changed?",
        "Opening it again needs a few words, for those who follow the plan. Nothing has changed yet.",
        example=f"{action.ref} {status}, two divisions still to do",
    )


# taken back


def render_older_undo_button(last: Sequence[Event], viewer: Viewer) -> Card:
    """A click on an older card's Undo: it must not take back what was said since."""
    changes = [f"{e.ref}, {said}" for e in last if e.ref and e.field != "met" and (said := format_event(e, viewer))]
    return Card(
        "That button belongs to an earlier change, so nothing has changed.",
        (
            text(f"The last one you made: {join_words(changes)}." if changes else "You have made another one since."),
            Buttons((render_undo_button(last[0].batch),)),
        ),
        tone="refused",
    )


def render_changed_since(
    mine: Sequence[Event], since: Sequence[Event], actions: Sequence[Action], viewer: Viewer
) -> Card:
    """What was to be taken back, what others have said since of the same actions; it stays as it is."""
    refs = join_words(dict.fromkeys(e.ref or "" for e in since))
    ids = {action.id for action in actions}
    both = [e for e in mine if e.field != "met" and e.action_id in ids]
    rows = [
        *(line(Bold("Yours: "), f"{e.ref}, {format_event(e, viewer)}") for e in both),
        *(line(Bold("Since then: "), f"{e.ref}, {format_event(e, viewer)}") for e in since),
    ]
    return Card(
        f"{refs} has changed since, so I've left it as it is.",
        (bullets(rows), Buttons(tuple(render_show_button(a) for a in actions[:3]))),
        tone="refused",
    )


def render_undone(undone: Sequence[tuple[Action, str]], labels: Labels) -> Card:
    """Each action as it is again, with the field of history that was taken back."""
    rows = [line(Bold(format_action(a)), f": {_format_undone(a, field, labels)}") for a, field in undone]
    plans = join_words(dict.fromkeys(format_plan(a.plan) for a, _ in undone))
    buttons = Buttons(tuple(render_show_button(a) for a, _ in undone[:3]))
    return Card("I've taken that back.", (bullets(rows), text(plans, quiet=True), buttons))


def _format_undone(action: Action, field: str, labels: Labels) -> str:
    match field:
        case "status":
            return f"{format_status(action.status, labels)} again"
        case "note" | "evidence":  # words stay where they were kept
            return f"your {field} is marked as taken back"
        case "need help":
            return "help is asked for, as before" if action.need_help is not None else "no longer asks for help"
        case "due":
            return "its date is as it was"
        case "owner":
            return f"with {join_words(o.post for o in action.owners)} again"
        case "snooze":
            return "your reminders are as they were"
        case "not mine":
            return "yours again, as far as I'm concerned"
        case _:
            return "as it was"
