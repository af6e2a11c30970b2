"""Owns the buttons of an action, each with the version it was drawn from; must not decide who may press one."""

from zlib import crc32

from wres_bot.domain.cards import Button, Buttons
from wres_bot.domain.statuses import CLOSED, Status
from wres_bot.store.models import ActionSummary

_STATUS_BUTTONS: tuple[tuple[str, str, Status], ...] = (
    ("Done", "done", "done"),
    ("In progress", "in progress", "in progress"),
    ("Delayed", "delayed", "delayed"),
)


def render_button(label: str, says: str, action: ActionSummary, *, strong: bool = False) -> Button:
    """A button that says `says` about the action, with the full ref and the version it was drawn from."""
    return Button(label, says.format(action.full_ref), f"{action.ref} {action.title}", action.version, strong)


def render_update_buttons(action: ActionSummary, *, snooze: bool = False, mine: bool = True) -> Buttons:
    """What may be said of an action, except what it already is; `mine` adds what only its owners say."""
    items = [
        render_button(label, f"update {{}} {word}", action, strong=status == "done")
        for label, word, status in _STATUS_BUTTONS
        if status != action.status and not (action.status in CLOSED and status == "delayed")
    ]
    if action.status not in CLOSED:
        items.append(render_button("Need help", "need help {}", action))
    if action.status not in CLOSED and mine:
        items.append(render_button("Not mine", "not mine {}", action))
    if snooze and mine and action.status not in CLOSED:
        items.append(render_button("Snooze 7 days", "snooze {} 7d", action))
    return Buttons(tuple(items))


def render_undo_button(batch: str = "") -> Button:
    """Undo of one change: its mark is how a later click knows that another change has been made since."""
    return Button("Undo", "undo", "the last change you made", compute_undo_mark(batch) if batch else None)


def compute_undo_mark(batch: str) -> int:
    return crc32(batch.encode())


def render_show_button(action: ActionSummary, label: str = "") -> Button:
    return Button(label or f"Show {action.ref}", f"show {action.full_ref}", action.title)


COMMAND_WIDTH = 28
"""Characters of a command on a button: so many have room on a telephone, however wide its letters are."""
FIRST_STEPS = Buttons((Button("My actions", "mine"), Button("Status", "status"), Button("Help", "help")))
