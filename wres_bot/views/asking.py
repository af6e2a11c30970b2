"""Owns what is asked back before anything is done: the question first, the likely answers as plain buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, bullets, line, text
from wres_bot.domain.policy import Labels
from wres_bot.domain.statuses import STATUS_NAMES, Status
from wres_bot.store.models import Action, Event
from wres_bot.views.buttons import COMMAND_WIDTH, render_undo_button
from wres_bot.views.history import format_event
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import capitalise, format_action, join_words, pluralise_in_words, quote, shorten

_NOTHING = "Nothing has changed."


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: what the button says to the reader, and the command it is."""

    label: str
    says: str


def _buttons(choices: Sequence[Choice]) -> Buttons:
    return Buttons(tuple(Button(shorten(capitalise(c.label), COMMAND_WIDTH), c.says) for c in choices))


def _titles(actions: Sequence[Action]) -> Block:
    if len(actions) == 1:
        return text(format_action(actions[0]))
    return bullets(line(Bold(a.ref), f" {a.title}") for a in actions)


def _ask(question: str, choices: Sequence[Choice], *blocks: Block, words: str = "") -> Card:
    kept = f"{_NOTHING} I'd keep {quote(words, 40)}." if words else _NOTHING
    buttons = (_buttons(choices),) if choices else ()
    return Card(question, (*blocks, *buttons, text(kept, quiet=True)))


def render_status_question(action: Action, statuses: Sequence[Status], choices: Sequence[Choice], words: str) -> Card:
    """A status in doubt: which of those that fit."""
    question = f"Is {action.ref} {STATUS_NAMES[statuses[0]]}?" if len(statuses) == 1 else f"How is {action.ref} going?"
    return _ask(question, choices, _titles([action]), words=words)


def render_which_status(actions: Sequence[Action], choices: Sequence[Choice], statuses: Sequence[Status]) -> Card:
    said = STATUS_NAMES[statuses[0]] if statuses else "it"
    return _ask(f"Which is {said}?", choices, _titles(actions))


def render_no_such_place(actions: Sequence[Action], count: int, choices: Sequence[Choice]) -> Card:
    """ "the fourth is done", where the last message named three."""
    return _ask(
        f"My last message named {pluralise_in_words(count, 'action')}. Which do you mean?", choices, _titles(actions)
    )


def render_chase_question(choices: Sequence[Choice]) -> Card:
    return _ask("Shall I ask them again?", choices)


def render_hold_question(choices: Sequence[Choice]) -> Card:
    return _ask("Shall I hold the next digest back? Reminders of one action pause with snooze and its ref.", choices)


def render_write_question(choices: Sequence[Choice]) -> Card:
    return _ask("Whom shall I write to?", choices)


def render_which_action_for(verb: str, actions: Sequence[Action], choices: Sequence[Choice]) -> Card:
    """A verb without its action."""
    return _ask(f"Which action: {verb}?", choices, _titles(actions))


def render_which_shown(actions: Sequence[Action], choices: Sequence[Choice]) -> Card:
    """A question whose words are of several actions."""
    return Card("Which of these do you mean?", (_titles(actions), _buttons(choices)))


def render_reviewed_question(actions: Sequence[Action], choices: Sequence[Choice]) -> Card:
    refs = join_words(a.ref for a in actions)
    is_one = len(actions) == 1
    said = "was looked at and stays as it is" if is_one else "were looked at and stay as they are"
    return _ask(f"Shall I keep that {refs} {said}?", choices)


def render_note_question(action: Action, choices: Sequence[Choice], words: str) -> Card:
    return _ask(f"Keep that with {action.ref} as a note?", choices, _titles([action]), words=words)


def render_which_note(actions: Sequence[Action], choices: Sequence[Choice], words: str) -> Card:
    return _ask("Which action is that about? I can keep it as a note.", choices, _titles(actions), words=words)


def render_hand_back_question(actions: Sequence[Action], choices: Sequence[Choice], labels: Labels) -> Card:
    refs = join_words(a.ref for a in actions[:6])
    return _ask(f"Shall I hand {refs} back to the {labels.coordinator}?", choices)


def render_covering_question(choices: Sequence[Choice], labels: Labels) -> Card:
    return _ask(f"Are you covering? I'll tell the {labels.coordinator}, and write to you meanwhile.", choices)


def render_date_question(actions: Sequence[Action], choices: Sequence[Choice], labels: Labels, *, leads: bool) -> Card:
    if leads:
        return _ask("Move the date?", choices, _titles(actions))
    who = f"the {labels.coordinator}"
    return _ask(f"Only {who} can move a date. Shall I ask them?", choices, _titles(actions))


def render_pause_question(actions: Sequence[Action], choices: Sequence[Choice]) -> Card:
    refs = join_words(a.ref for a in actions)
    return _ask(f"Shall I stop asking about {refs} for now?", choices)


def render_undo_question(mine: Sequence[Event], batch: str, viewer: Viewer) -> Card:
    changes = [f"{e.ref}, {said}" for e in mine[:3] if e.ref and (said := format_event(e, viewer))]
    return Card(
        f"Take back your last change? {join_words(changes)}".rstrip(),
        (Buttons((render_undo_button(batch),)), text(_NOTHING, quiet=True)),
    )


def render_nothing_to_take_back() -> Card:
    return Card("There is nothing of yours to take back.", (Buttons((Button("My actions", "mine"),)),))


def render_correction_question(changed: Event, other: Action, choices: Sequence[Choice]) -> Card:
    return _ask(f"Is it {other.ref} that is {changed.new}, and not {changed.ref}?", choices, _titles([other]))


def render_help_question(actions: Sequence[Action], choices: Sequence[Choice], labels: Labels) -> Card:
    return _ask(f"Shall I ask the {labels.coordinator} for help?", choices, _titles(actions))


def render_cancel_question(
    actions: Sequence[Action], choices: Sequence[Choice], labels: Labels, *, leads: bool
) -> Card:
    refs = join_words(a.ref for a in actions)
    if leads:
        return _ask(f"Cancel {refs}? Say why, and it is kept with it.", choices, _titles(actions))
    return _ask(f"Cancelling is for the {labels.coordinator}. Shall I ask them about {refs}?", choices)


def render_close_question(choices: Sequence[Choice], labels: Labels, *, leads: bool) -> Card:
    if leads:
        return _ask("Close the whole plan? Its reminders stop; no action changes.", choices)
    return _ask(f"Closing a plan is for the {labels.coordinator}.", choices)


def render_owner_question(choices: Sequence[Choice], example: str) -> Card:
    return _ask(f"Who should have it? For example: assign {example} and the post's name", choices)


_FOR_LEAD = {
    "away": "Thank you for telling me. Shall I let the {} know that you are away?",
    "decision": "Shall I pass that decision to the {}, to record?",
    "voice": "Shall I pass that to the {}, for the network?",
    "progress": "Shall I tell the {} how far it is?",
    "evidence": "Shall I tell the {} where it is?",
    "leaving": "Shall I tell the {} that you have moved on?",
}


def render_lead_question(kind: str, choices: Sequence[Choice], labels: Labels) -> Card:
    said = _FOR_LEAD.get(kind, "Shall I pass that to the {}?")
    return _ask(said.format(labels.coordinator), choices)


def render_stop_question(choices: Sequence[Choice]) -> Card:
    return _ask("Shall I stop writing to you?", choices)


def render_likely(likely: Sequence[Button]) -> Card:
    """Words in which nothing of the plan was found: what this person is likely to want."""
    return Card(
        "I look after the plan's actions and dates. Is it one of these?",
        (Buttons(tuple(likely)), text("Nothing has changed.", quiet=True)),
    )


def render_not_placed(words: str, likely: Sequence[Button]) -> Card:
    """The same of one part of a message, beside others that were understood."""
    return Card(
        f"I couldn't place {quote(words, 120)}, so I've not kept it.",
        (Buttons(tuple(likely)), text("Nothing has changed.", quiet=True)),
    )


def render_unanswered(choices: Sequence[Choice], likely: Sequence[Button]) -> Card:
    """A question to which nothing here is the answer."""
    return Card(
        "I don't have the answer to that. Shall I pass it on?",
        (Buttons((*_buttons(choices).items, *likely)), text("Nothing has changed.", quiet=True)),
    )


def render_slip(meant: str) -> Card:
    """A command with a slip of the finger, asked about because it changes something."""
    return _ask(f"Did you mean {quote(meant, 60)}?", [Choice("Yes", meant)])
