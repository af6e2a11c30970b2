"""Owns the history of an action: how one line is worded, which are worth a line, the card; must not read the store."""

from collections.abc import Mapping, Sequence
from datetime import date

from wres_bot.domain.cards import (
    Buttons,
    Card,
    bullets,
    text,
)
from wres_bot.domain.dates import format_day, london_day
from wres_bot.store.models import Action, Event
from wres_bot.views.buttons import render_show_button
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import (
    format_action,
    format_plan,
    format_short_day,
    format_status,
    join_words,
    quote,
)

_FIELDS: Mapping[str, str] = {
    "note": "note",
    "need help": "help asked for",
    "not mine": "said it is not theirs",
    "removed": "no longer in the plan's document",
}


WORDS_FOR_LEADS = frozenset({"need help", "not mine"})
"""What somebody said here was meant for those who lead: colleagues see that it was said."""


def format_event(event: Event, viewer: Viewer) -> str:
    """One line of history: "4 January: done, “training booked” (Head of Resourcing)". Nothing for inner workings."""
    said = _format_change(event, viewer)
    if not said:
        return ""
    if event.undoes:
        said = f"{said}, by taking back" if event.field == "status" else f"taken back: {said}"
    own = viewer.audience != "network" or event.who_id == viewer.person_id
    kept = event.words if own or event.field not in WORDS_FOR_LEADS else ""
    more = kept if kept and " ".join(kept.split()).casefold() != said.casefold() else ""
    words = f", {quote(more)}" if more else ""
    by = format_author(event, viewer)
    return f"{format_short_day(london_day(event.at), viewer.today)}: {said}{words}{f' ({by})' if by else ''}"


def _format_change(event: Event, viewer: Viewer) -> str:
    match event.field:
        case "status":
            return format_status(event.new or "", viewer.labels)
        case "imported":
            return "taken from the plan's document"
        case "need help":
            return "help asked for" if event.new is not None else "help no longer needed"
        case "due":
            return f"date moved from {_format_date(event.old)} to {_format_date(event.new)}"
        case "owner":
            return f"owner changed from {_format_posts(event.old)} to {_format_posts(event.new)}"
        case "removed" if event.new is None:
            return "back in the plan's document"
        case "met":
            return "a date was met" if event.new else ""
        case "evidence":
            return f"evidence, {quote(event.new or event.old or '')}"
        case "progress":
            return f"progress {event.new}"
        case other:
            return _FIELDS.get(other, "")


def _format_posts(names: str | None) -> str:
    return join_words((names or "nobody").split("; "))


def _format_date(words: str | None) -> str:
    try:
        return format_day(date.fromisoformat((words or "")[:10]))
    except ValueError:
        return words or "no date"


def format_author(event: Event, viewer: Viewer) -> str:
    if event.who_id is None:
        return "the plan's document" if event.field in ("status", "due", "note", "need help") else ""
    if event.who_id == viewer.person_id:
        return "you"
    post = event.post or ""
    if viewer.names and event.who:
        return f"{event.who}, {post}" if post and post.casefold() != event.who.casefold() else event.who
    return post or "the coordinator"


def select_notable(events: Sequence[Event]) -> list[Event]:
    """Without the dates that a change met by the way, and without the loading of the plan."""
    return [e for e in events if not is_side_effect(e, events) and e.field != "imported"]


def is_side_effect(event: Event, events: Sequence[Event]) -> bool:
    return event.field == "met" and any(e.batch == event.batch and e.field != "met" for e in events)


def list_history(events: Sequence[Event], viewer: Viewer, *, imported: bool = False) -> list[str]:
    """A line for each thing that happened, in the order given. `imported`: the loading of the plan is one of them."""
    shown = [e for e in events if not is_side_effect(e, events)] if imported else select_notable(events)
    return [said for e in shown if (said := format_event(e, viewer))]


def render_history(action: Action, events: Sequence[Event], viewer: Viewer, *, more: str | None = None) -> Card:
    """What was said about an action, newest first. Who leads sees names; everybody else posts."""
    lines = list_history(events, viewer, imported=True)
    body = bullets(lines) if lines else text("Nothing has been recorded since the plan was loaded.")
    return Card(
        f"History of {action.ref}",
        (text(format_action(action), f" ({format_plan(action.plan)})"), body, Buttons((render_show_button(action),))),
        more=more,
    )
