"""Owns what is asked when somebody changes or takes away what they said; must not know what is done about it."""

from collections.abc import Sequence

from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.store.models import Event
from wres_bot.views.buttons import render_undo_button
from wres_bot.views.history import format_event
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import join_words

NAMED = 3


def _format_taken(changed: Sequence[Event], viewer: Viewer) -> str:
    """ "2.3, 4 January: done (you)" """
    said = [f"{event.ref}, {words}" for event in changed[:NAMED] if (words := format_event(event, viewer))]
    more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
    return join_words(said) + more


def _undo(mark: int) -> Button:
    button = render_undo_button()
    return Button(button.label, button.says, button.about, mark)


def render_taken_away(changed: Sequence[Event], mark: int | None, viewer: Viewer) -> Card:
    """`mark`: that of the change, where it can still be taken back with one tap."""
    buttons = (Buttons((_undo(mark),)),) if mark is not None else ()
    return Card(
        "You deleted a message, and what I did with it stands.",
        (text(f"{_format_taken(changed, viewer)}."), *buttons),
    )


def render_changed(changed: Sequence[Event], says: str, mark: int | None, viewer: Viewer) -> Card:
    """`says`: the command that takes the new words in place of the old; nothing where no button can carry it."""
    stands = text(f"I had taken: {_format_taken(changed, viewer)}. That stands until you say so.")
    items = []
    if mark is not None:
        items = [Button("Take it instead", says, "the first is taken back", mark)] if says else []
        items.append(_undo(mark))
    hint = () if items else (text("To change it, say it again: the action and how it is going.", quiet=True),)
    title = "You changed your message. Shall I take what it says now?"
    return Card(title, (stands, *hint, *((Buttons(tuple(items)),) if items else ())))
