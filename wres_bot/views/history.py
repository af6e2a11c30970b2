"""Owns how one line of history is worded, and which are worth a line; must not know a card."""

from collections.abc import Mapping, Sequence
from datetime import date

from wres_bot.domain.dates import london_day
from wres_bot.store.models import Event
from wres_bot.views.phrases import day, joined, quoted, short_day, status_words
from wres_bot.views.view import View

_FIELDS: Mapping[str, str] = {
    "note": "note",
    "need help": "help asked for",
    "not mine": "said it is not theirs",
    "evidence": "evidence added",
    "removed": "no longer in the plan's document",
}


FOR_LEADS = frozenset({"need help", "not mine"})
"""What somebody said here was meant for those who lead: colleagues see that it was said."""


def event_words(event: Event, view: View) -> str:
    """One line of history: "4 January: done, “training booked” (Head of Resourcing)". Nothing for inner workings."""
    said = _event(event, view)
    if not said:
        return ""
    if event.undoes:
        said = f"{said}, by taking back" if event.field == "status" else f"taken back: {said}"
    own = view.audience != "network" or event.who_id == view.viewer
    kept = event.words if own or event.field not in FOR_LEADS else ""
    more = kept if kept and " ".join(kept.split()).casefold() != said.casefold() else ""
    words = f", {quoted(more)}" if more else ""
    by = said_by(event, view)
    return f"{short_day(london_day(event.at), view.today)}: {said}{words}{f' ({by})' if by else ''}"


def _event(event: Event, view: View) -> str:
    match event.field:
        case "status":
            return status_words(event.new or "", view.labels)
        case "imported":
            return "taken from the plan's document"
        case "need help":
            return "help asked for" if event.new is not None else "help no longer needed"
        case "due":
            return f"date moved from {_date(event.old)} to {_date(event.new)}"
        case "owner":
            return f"owner changed from {_posts(event.old)} to {_posts(event.new)}"
        case "removed" if event.new is None:
            return "back in the plan's document"
        case "met":
            return "a date was met" if event.new else ""
        case "progress":
            return f"progress {event.new}"
        case other:
            return _FIELDS.get(other, "")


def _posts(names: str | None) -> str:
    return joined((names or "nobody").split("; "))


def _date(words: str | None) -> str:
    try:
        return day(date.fromisoformat((words or "")[:10]))
    except ValueError:
        return words or "no date"


def said_by(event: Event, view: View) -> str:
    if event.who_id is None:
        return "the plan's document" if event.field in ("status", "due", "note", "need help") else ""
    if event.who_id == view.viewer:
        return "you"
    post = event.post or ""
    if view.names and event.who:
        return f"{event.who}, {post}" if post and post.casefold() != event.who.casefold() else event.who
    return post or "the coordinator"


def notable(events: Sequence[Event]) -> list[Event]:
    """Without the dates that a change met by the way, and without the loading of the plan."""
    return [e for e in events if not by_the_way(e, events) and e.field != "imported"]


def by_the_way(event: Event, events: Sequence[Event]) -> bool:
    return event.field == "met" and any(e.batch == event.batch and e.field != "met" for e in events)
