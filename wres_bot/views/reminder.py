"""Owns the reminder an owner gets, and what coordinators get for those who cannot; must not choose what is reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from wres_bot.domain.cards import Bold, Bullets, Button, Buttons, Card, Heading, Line, Text, bullets, line, text
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.reminder_rules import GENTLE, Due
from wres_bot.store.models import Action
from wres_bot.views.accounts import helps
from wres_bot.views.buttons import choice
from wres_bot.views.phrases import (
    capital,
    counted,
    joined,
    last_day,
    milestone_short,
    plan_words,
    quoted,
    sentence,
    short_day,
    short_weekday,
    times,
)
from wres_bot.views.targets import target_words
from wres_bot.views.view import View

ASK_EACH = 4
"""So many actions get their own buttons; a longer list is one list, answered by text or one at a time."""

IT_IS_ME = "yes this is me"
PRIVACY = "Please leave out names and individual cases: replies are kept with the plan."


@dataclass(frozen=True, slots=True)
class Entry:
    """One action to remind of, with the date it is about and the stage that date is at."""

    action: Action
    milestone: Milestone
    due: Due


@dataclass(frozen=True, slots=True)
class Reminder:
    """`posts`: why this person is asked. `new`: they have not said yet who they are. `meant_for`: when it is late."""

    trust: str
    entries: tuple[Entry, ...]
    posts: tuple[str, ...] = ()
    new: bool = False
    meant_for: date | None = None


def reminder(facts: Reminder, view: View) -> Card:
    """One message, whatever the number of actions, each with the ways to answer."""
    entries = sorted(facts.entries, key=lambda e: (_group(e, view), e.action.plan.name, e.action.position))
    groups = [list(found) for _, found in groupby(entries, key=lambda e: _group(e, view))]
    blocks: list[Text | Heading | Bullets | Buttons] = list(hello(facts, view))
    if facts.meant_for:
        meant = short_weekday(facts.meant_for, view.today)
        blocks.append(text(f"This was meant for {meant}. It is late, and the wait was on my side.", quiet=True))
    each = len(entries) <= ASK_EACH
    for group in groups:
        if len(groups) > 1:
            words = f" ({_lowered(_says(group))})" if _says(group) else ""
            blocks.append(Heading(_heading(group, view) + words))
        elif said := _says(group):
            blocks.append(text(said))
        if each:
            for entry in group:
                blocks += [Text(_item(entry, group, facts)), buttons(entry.action)]
        else:
            blocks.append(bullets(_item(entry, group, facts) for entry in group))
    blocks += _answering(entries, each=each)
    blocks.append(text(PRIVACY, quiet=True))
    return Card(_title(entries, groups, view), tuple(blocks))


def buttons(action: Action) -> Buttons:
    """The answers to a reminder. A done action that goes on is only reviewed.

    What is in progress already cannot become so again: the answer is then kept as a word that it still is.
    """
    going = "note {} Still in progress." if action.status == "in progress" else "update {} in progress"
    if action.status == "done":
        first = [choice("Reviewed", "note {} Reviewed, nothing to change.", action)]
    else:
        first = [
            choice("Done", "update {} done", action),
            choice("In progress", going, action),
        ]
    rest = [
        choice("Need help", "need help {}", action),
        choice("Not mine", "not mine {}", action),
        choice("Snooze", "snooze {} 7d", action),
    ]
    return Buttons((*first, *rest))


def hello(facts: Reminder, view: View) -> tuple[Text | Buttons, ...]:
    """What is asked first, of whoever has not said who they are."""
    if not facts.new:
        return ()
    whom = f"the {joined(facts.posts)}" if facts.posts else "an owner"
    return (
        text(
            f"Hello. I look after the dates of {facts.trust}'s race equality plan, and my list has you as {whom}. ",
            Bold("Is this you?"),
        ),
        Buttons(
            (
                Button("Yes", IT_IS_ME, f"you are {whom}"),
                Button("Not me", "not me", f"you are not {whom}"),
                Button("Covering", "covering", f"you are covering for {whom}"),
            )
        ),
    )


def _flavour(entry: Entry) -> str:
    if entry.milestone.kind in GENTLE:
        return "review"
    return "start" if entry.milestone.kind == "start" else "finish"


def _passed(entry: Entry, view: View) -> bool:
    last = last_day(entry.milestone)
    return last is not None and last < view.today


def _group(entry: Entry, view: View) -> tuple[bool, date, date, str]:
    """What stands under one heading: passed dates first, then by day. A window is told by its first day."""
    first = entry.milestone.due or view.today
    return not _passed(entry, view), first, last_day(entry.milestone) or first, _flavour(entry)


def _heading(group: Sequence[Entry], view: View) -> str:
    entry = group[0]
    last = last_day(entry.milestone) or view.today
    when = short_weekday(last, view.today)
    if _passed(entry, view):
        if _flavour(entry) == "start":
            return f"Was to start {_window(entry.milestone)}"
        return f"{'The review date' if _flavour(entry) == 'review' else 'The date'} was {when}"
    if _flavour(entry) == "start":
        return f"To start {_window(entry.milestone)}"
    when = f"today, {when}" if last == view.today else f"by {when}"
    return f"To {_flavour(entry)} {when}"


def _window(milestone: Milestone) -> str:
    """ "in November 2020", "between October 2020 and December 2020" """
    return milestone_short(milestone).removeprefix("starts ").split(" (")[0]


def _words(entry: Entry) -> str:
    """The plan's own words for the date, where they are less precise than the day we read from them."""
    said = " ".join(entry.milestone.words.split())
    return "" if entry.milestone.precision == "day" or entry.milestone.kind == "start" else said


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:].rstrip(".")


def _says(group: Sequence[Entry]) -> str:
    words = {_words(entry) for entry in group}
    said = words.pop() if len(words) == 1 else ""
    return f"The plan says {quoted(said, 120)}." if said else ""


def _item(entry: Entry, group: Sequence[Entry], facts: Reminder) -> Line:
    """ "1.3 More interview panels. Aim: 80% at band 8a and above. Shared with the Head of EDI." """
    action = entry.action
    parts = [sentence(action.title)]
    if entry.milestone.label and entry.milestone.label.casefold() not in ("review", "quarterly"):
        parts.append(sentence(entry.milestone.label))
    if action.targets:
        parts.append(sentence(f"Aim: {target_words(action.targets[0])}"))
    if entry.milestone.slips:
        parts.append(f"The date has moved {times(entry.milestone.slips)}.")
    if (said := _words(entry)) and not _says(group) and said.casefold() != (entry.milestone.label or "").casefold():
        parts.append(f"The plan says {quoted(said, 120)}.")
    others = [owner.post for owner in action.owners if owner.post not in facts.posts]
    if facts.posts and others and len(others) < len(action.owners):
        parts.append(f"Shared with {joined(others)}.")
    return line(Bold(action.ref), " " + " ".join(parts))


def _title(entries: Sequence[Entry], groups: Sequence[Sequence[Entry]], view: View) -> str:
    count = len({entry.action.id for entry in entries})
    who = capital(counted(count, "action"))
    many = count != 1
    if len(groups) > 1:
        if all(_passed(entry, view) for entry in entries):
            return f"{who} you look after {'have dates' if many else 'has dates'} that have passed."
        days = sorted({last_day(e.milestone) or view.today for e in entries if not _passed(e, view)})
        if len(days) == 1 and not any(_passed(entry, view) for entry in entries):
            have = "have a date" if many else "has dates"
            return f"{who} you look after {have} on {short_weekday(days[0], view.today)}."
        return f"{who} you look after {'have' if many else 'has'} dates to think about."
    entry = groups[0][0]
    last = last_day(entry.milestone) or view.today
    when = short_weekday(last, view.today)
    today = last == view.today
    if _passed(entry, view):
        if _flavour(entry) == "start":
            return f"{who} you look after {'were' if many else 'was'} to start {_window(entry.milestone)}."
        what = "review date" if _flavour(entry) == "review" else "date"
        have = f"have reached their {what}" if many else f"has reached its {what}"
        return f"{who} you look after {have}, {when}."
    if _flavour(entry) == "start":
        return f"{who} you look after {'are' if many else 'is'} to start {_window(entry.milestone)}."
    when = f"today, {when}" if today else f"on {when}"
    if _flavour(entry) == "review":
        return f"{who} you look after {'come' if many else 'comes'} up for review {when}."
    return f"{who} you look after {'reach their' if many else 'reaches its'} date {when}."


def _answering(entries: Sequence[Entry], *, each: bool) -> list[Text | Buttons]:
    plans = list(dict.fromkeys(entry.action.plan.name for entry in entries))
    first = entries[0].action
    ref = first.ref if len(plans) == 1 else first.full_ref
    example = f"note {ref} nothing to change" if first.status == "done" else f"{ref} in progress, training booked"
    how = "How is it going?" if len({e.action.id for e in entries}) == 1 else "How are they going?"
    names = joined(list(dict.fromkeys(plan_words(entry.action.plan) for entry in entries)))
    if each:
        return [text(f"{how} Press a button, or reply: {example}"), text(names, quiet=True)]
    second = next((e.action for e in entries if e.action.id != first.id), first)
    both = f"{ref} {second.ref} done" if len(plans) == 1 else f"{ref} done"
    return [
        text(f"{how} Reply for one, or for several at once: {example}, or: {both}"),
        text(names, quiet=True),
        Buttons(
            (
                Button("See all", "mine", "the actions you look after"),
                choice("Answer for the first", "update {}", first),
            )
        ),
    ]


@dataclass(frozen=True, slots=True)
class Unreached:
    """A post or person who could not be asked, why, and the actions that were waiting for them."""

    post: str
    why: str
    entries: tuple[Entry, ...]


def unreachable(trust: str, found: Sequence[Unreached], view: View) -> Card:
    """To a coordinator: one list a day of what I could not ask anybody about."""
    count = len({entry.action.id for each in found for entry in each.entries})
    blocks: list[Text | Heading | Bullets | Buttons] = []
    for each in found:
        blocks += [
            Heading(f"{each.post}: {each.why}"),
            bullets(_short(entry, view) for entry in each.entries),
        ]
    blocks += [text(words) for words in helps(each.why for each in found)]
    blocks.append(
        text(f'To name somebody: post "{found[0].post}" is their e-mail address. To give an action away: assign '
             f"{found[0].entries[0].action.ref} and the post's name.")
    )  # fmt: skip
    return Card(f"I had nobody to ask about {counted(count, 'action')} in {trust}'s plan.", tuple(blocks))


def _short(entry: Entry, view: View) -> Line:
    last = last_day(entry.milestone)
    when = short_day(last, view.today) if last else "no date"
    begins = _flavour(entry)
    said = f"date passed, {when}" if _passed(entry, view) else f"to {begins} by {when}"
    return line(Bold(entry.action.ref), f" {entry.action.title}: {said}")


def rehearsal(card: Card, whom: str) -> Card:
    """The same card for the coordinator who practises, saying whom it was for.

    Nobody answers "Is this you?" for somebody else, so it comes without those buttons.
    """
    note = text(Bold(f"Rehearsal: this would have gone to {whom}."), " Buttons here change the real plan.")
    kept = (each for each in card.blocks if not (isinstance(each, Buttons) and each.items[0].says == IT_IS_ME))
    return Card(card.title, (note, *kept), card.tone, card.more)
