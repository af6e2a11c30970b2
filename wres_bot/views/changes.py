"""Owns what has changed since a day, in full and as news for a network; must not choose what has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from wres_bot.domain.cards import Block, Bold, Button, Buttons, Card, Text, text
from wres_bot.domain.overdue import find_coming, last_day_of
from wres_bot.domain.statuses import Status
from wres_bot.store.models import Action
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import capitalise, format_short_day, format_status, join_words, pluralise_in_words

NAMED = 3
"""So many actions are named in one line; the rest are counted."""
Kind = tuple[str, str]
"""What became of one action, and of several: "date moved", "dates moved"."""
_ORDER: tuple[Status, ...] = ("done", "in progress", "delayed", "not started", "cancelled", "no update")


@dataclass(frozen=True, slots=True)
class Changes:
    """Actions by what has become of them since `day`, each in the plan's order, under every change they had.

    understood: which day that is taken to be, as a sentence, where it was not said as a date. about: what the answer
    is about beside the plan, in the words of a title. looked_at: how many actions that is. statuses: those whose status
    is another, by what it is now. spoken: those of which something was said and nothing else changed.
    """

    name: str
    day: date
    understood: str = ""
    about: str = ""
    looked_at: int = 0
    statuses: Mapping[Status, Sequence[Action]] = field(default_factory=dict)
    moved: Sequence[Action] = ()
    helped: Sequence[Action] = ()
    owned: Sequence[Action] = ()
    spoken: Sequence[Action] = ()

    def groups(self, viewer: Viewer) -> list[tuple[Kind, Sequence[Action]]]:
        """What changed, and of which actions; a network hears of statuses and dates."""
        found: list[tuple[Kind, Sequence[Action]]] = [
            (_format_now(status, viewer), self.statuses.get(status, ())) for status in _ORDER
        ]
        found.append((("date moved", "dates moved"), self.moved))
        if viewer.audience != "network":
            found.append((("asked for help", "asked for help"), self.helped))
            found.append((("given to somebody else", "given to somebody else"), self.owned))
            found.append((("with news", "with news"), self.spoken))
        return [(kind, actions) for kind, actions in found if actions]


def _format_now(status: Status, viewer: Viewer) -> Kind:
    words = "finished" if status == "done" else format_status(status, viewer.labels)
    return words, words


def format_changes(changes: Changes, viewer: Viewer) -> str:
    """ "two finished, one delayed, one with news"; nothing where nothing changed."""
    return join_words(pluralise_in_words(len(actions), *kind) for kind, actions in changes.groups(viewer))


def format_since(changes: Changes, today: date) -> str:
    """ "Since 8 January" """
    return f"Since {format_short_day(changes.day, today)}"


def render_changes(changes: Changes, viewer: Viewer) -> Card:
    since = format_since(changes, viewer.today) + (f", on {changes.about}" if changes.about else "")
    said = format_changes(changes, viewer)
    if not said:
        looked = f" I looked at {pluralise_in_words(changes.looked_at, 'action')}." if changes.about else ""
        nothing = text(f"That doesn't mean nothing has happened.{looked}", quiet=True)
        title = f"{since}: nothing new is recorded in {changes.name}."
        return Card(title, (nothing, *_understood(changes), _ways_on(viewer)))
    rows = [
        text(Bold(f"{capitalise(kind[len(actions) > 1])}: "), f"{_format_named(actions)}.")
        for kind, actions in changes.groups(viewer)
    ]
    return Card(f"{since}: {said} in {changes.name}.", (*rows, *_understood(changes), _ways_on(viewer)))


def _understood(changes: Changes) -> tuple[Text, ...]:
    return (text(changes.understood, quiet=True),) if changes.understood else ()


def _ways_on(viewer: Viewer) -> Buttons:
    items = [Button("How it stands", "status")]
    if viewer.audience != "network":
        items += [Button("Who hasn't answered", "waiting"), Button("For the minutes", "minutes")]
    return Buttons(tuple(items))


def _format_named(actions: Sequence[Action]) -> str:
    more = f"; and {len(actions) - NAMED} more" if len(actions) > NAMED else ""
    return "; ".join(f"{a.ref} {a.title}" for a in actions[:NAMED]) + more


def render_news(changes: Changes, actions: Sequence[Action], viewer: Viewer) -> Card:
    """What was done, in plain words: titles, no refs, nobody's name and no count of people."""
    done, begun = changes.statuses.get("done", ()), changes.statuses.get("in progress", ())
    since = f"Since {changes.day:%B}" + (f", on {changes.about}" if changes.about else "")
    if done:
        title = f"{since} {pluralise_in_words(len(done), 'action has', 'actions have')} been finished."
    else:
        title = f"{since} nothing is recorded as finished; that doesn't mean nothing has happened."
    blocks: list[Block] = []
    if done:
        blocks.append(text(Bold("Finished: "), f"{_format_titles(done)}."))
    if begun:
        blocks.append(text(Bold("Begun: "), f"{_format_titles(begun)}."))
    if coming := _find_next(actions, viewer.today):
        day, next_ones = coming
        blocks.append(text(Bold("Next: "), f"{_format_titles(next_ones)}, by {format_short_day(day, viewer.today)}."))
    ask = Button(f"Ask the {viewer.labels.coordinator}", "ask the lead")
    blocks.append(Buttons((Button("What was promised", "list"), Button("The figures", "indicators"), ask)))
    return Card(title, tuple(blocks))


def _format_titles(actions: Sequence[Action]) -> str:
    more = f"; and {len(actions) - NAMED} more" if len(actions) > NAMED else ""
    return "; ".join(a.title for a in actions[:NAMED]) + more


def _find_next(actions: Sequence[Action], today: date) -> tuple[date, list[Action]] | None:
    """The next date to finish something, and what is to be finished by then."""
    ahead: dict[date, list[Action]] = {}
    for action in actions:
        days = {last_day_of(m) for m in find_coming(action, today) if m.kind == "deadline"}
        for day in days - {None}:
            if day is not None:
                ahead.setdefault(day, []).append(action)
    return min(ahead.items(), key=lambda each: each[0]) if ahead else None
