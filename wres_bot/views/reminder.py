"""Owns the reminder an owner gets, and what coordinators get for those who cannot; must not choose what is reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from wres_bot.domain.cards import Bold, Bullets, Button, Buttons, Card, Heading, Line, Text, bullets, line, text
from wres_bot.domain.delivery_failures import DeliveryFailure, NobodyToAsk
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.overdue import last_day_of
from wres_bot.domain.reminder_rules import REVIEWED, DueReminder
from wres_bot.store.models import Action
from wres_bot.views.buttons import render_button
from wres_bot.views.failures import list_remedies, nobody_words
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import (
    capitalise,
    format_period,
    format_plan,
    format_short_day,
    format_short_weekday,
    format_target,
    format_times,
    join_words,
    pluralise_in_words,
    quote,
    to_sentence,
)

ASK_EACH = 4
"""So many actions get their own buttons; a longer list is one list, answered by text or one at a time."""

IT_IS_ME = "yes this is me"
PRIVACY = "Please leave out names and individual cases: replies are kept with the plan."


@dataclass(frozen=True, slots=True)
class ReminderEntry:
    """One action to remind of, with the date it is about and the stage that date is at."""

    action: Action
    milestone: Milestone
    due: DueReminder


@dataclass(frozen=True, slots=True)
class Reminder:
    """`posts`: why this person is asked. `new`: they have not said yet who they are. `meant_for`: when it is late.

    `again`: whoever runs the plan has asked for it once more.
    """

    trust: str
    entries: tuple[ReminderEntry, ...]
    posts: tuple[str, ...] = ()
    new: bool = False
    meant_for: date | None = None
    again: bool = False


def render_reminder(facts: Reminder, viewer: Viewer) -> Card:
    """One message, whatever the number of actions, each with the ways to answer."""
    entries = sorted(facts.entries, key=lambda e: (_group_key(e, viewer), e.action.plan.name, e.action.position))
    groups = [list(entries_of_group) for _, entries_of_group in groupby(entries, key=lambda e: _group_key(e, viewer))]
    blocks: list[Text | Heading | Bullets | Buttons] = list(render_identity_question(facts, viewer))
    if facts.meant_for:
        meant = format_short_weekday(facts.meant_for, viewer.today)
        blocks.append(text(f"This was meant for {meant}. It is late, and the wait was on my side.", quiet=True))
    if facts.again:
        blocks.append(text(f"The {viewer.labels.coordinator} asks once more. A word is enough.", quiet=True))
    each = len(entries) <= ASK_EACH
    for group in groups:
        if len(groups) > 1:
            words = f" ({_lower_first(_shared_wording(group))})" if _shared_wording(group) else ""
            blocks.append(Heading(_format_heading(group, viewer) + words))
        elif said := _shared_wording(group):
            blocks.append(text(said))
        if each:
            for entry in group:
                blocks += [Text(_entry_line(entry, group, facts)), render_answer_buttons(entry.action)]
        else:
            blocks.append(bullets(_entry_line(entry, group, facts) for entry in group))
    blocks += _answer_blocks(entries, each=each)
    blocks.append(text(PRIVACY, quiet=True))
    return Card(_format_title(entries, groups, viewer), tuple(blocks))


def render_answer_buttons(action: Action) -> Buttons:
    """The answers to a reminder. A done action that goes on is only reviewed.

    What is in progress already cannot become so again: the answer is then kept as a word that it still is.
    """
    going = "note {} Still in progress." if action.status == "in progress" else "update {} in progress"
    if action.status == "done":
        first = [render_button("Reviewed", "note {} Reviewed, nothing to change.", action)]
    else:
        first = [
            render_button("Done", "update {} done", action),
            render_button("In progress", going, action),
        ]
    rest = [
        render_button("Need help", "need help {}", action),
        render_button("Not mine", "not mine {}", action),
        render_button("Snooze", "snooze {} 7d", action),
    ]
    return Buttons((*first, *rest))


def render_identity_question(facts: Reminder, viewer: Viewer) -> tuple[Text | Buttons, ...]:
    """What is asked first, of whoever has not said who they are."""
    if not facts.new:
        return ()
    whom = f"the {join_words(facts.posts)}" if facts.posts else "an owner"
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


def _purpose_of(entry: ReminderEntry) -> str:
    if entry.milestone.kind in REVIEWED:
        return "review"
    return "start" if entry.milestone.kind == "start" else "finish"


def _has_passed(entry: ReminderEntry, viewer: Viewer) -> bool:
    last = last_day_of(entry.milestone)
    return last is not None and last < viewer.today


def _group_key(entry: ReminderEntry, viewer: Viewer) -> tuple[bool, date, date, str]:
    """What stands under one heading: passed dates first, then by day. A window is told by its first day."""
    first = entry.milestone.due or viewer.today
    return not _has_passed(entry, viewer), first, last_day_of(entry.milestone) or first, _purpose_of(entry)


def _format_heading(group: Sequence[ReminderEntry], viewer: Viewer) -> str:
    entry = group[0]
    last = last_day_of(entry.milestone) or viewer.today
    when = format_short_weekday(last, viewer.today)
    if _has_passed(entry, viewer):
        if _purpose_of(entry) == "start":
            return f"Was to start {format_period(entry.milestone)}"
        return f"{'The review date' if _purpose_of(entry) == 'review' else 'The date'} was {when}"
    if _purpose_of(entry) == "start":
        return f"To start {format_period(entry.milestone)}"
    when = f"today, {when}" if last == viewer.today else f"by {when}"
    return f"To {_purpose_of(entry)} {when}"


def _plan_wording(entry: ReminderEntry) -> str:
    """The plan's own words for the date, where they are less precise than the day we read from them."""
    said = " ".join(entry.milestone.words.split())
    return "" if entry.milestone.precision == "day" or entry.milestone.kind == "start" else said


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:].rstrip(".")


def _shared_wording(group: Sequence[ReminderEntry]) -> str:
    words = {_plan_wording(entry) for entry in group}
    said = words.pop() if len(words) == 1 else ""
    return f"The plan says {quote(said, 120)}." if said else ""


def _entry_line(entry: ReminderEntry, group: Sequence[ReminderEntry], facts: Reminder) -> Line:
    """ "1.3 More interview panels. Aim: 80% at band 8a and above. Shared with the Head of EDI." """
    action = entry.action
    parts = [to_sentence(action.title)]
    if entry.milestone.label and entry.milestone.label.casefold() not in ("review", "quarterly"):
        parts.append(to_sentence(entry.milestone.label))
    if action.targets:
        parts.append(to_sentence(f"Aim: {format_target(action.targets[0])}"))
    if entry.milestone.slips:
        parts.append(f"The date has moved {format_times(entry.milestone.slips)}.")
    if (
        (said := _plan_wording(entry))
        and not _shared_wording(group)
        and said.casefold() != (entry.milestone.label or "").casefold()
    ):
        parts.append(f"The plan says {quote(said, 120)}.")
    others = [owner.post for owner in action.owners if owner.post not in facts.posts]
    if facts.posts and others and len(others) < len(action.owners):
        parts.append(f"Shared with {join_words(others)}.")
    return line(Bold(action.ref), " " + " ".join(parts))


def _format_title(entries: Sequence[ReminderEntry], groups: Sequence[Sequence[ReminderEntry]], viewer: Viewer) -> str:
    count = len({entry.action.id for entry in entries})
    who = capitalise(pluralise_in_words(count, "action"))
    many = count != 1
    if len(groups) > 1:
        if all(_has_passed(entry, viewer) for entry in entries):
            return f"{who} you look after {'have dates' if many else 'has dates'} that have passed."
        days = sorted({last_day_of(e.milestone) or viewer.today for e in entries if not _has_passed(e, viewer)})
        if len(days) == 1 and not any(_has_passed(entry, viewer) for entry in entries):
            have = "have a date" if many else "has dates"
            return f"{who} you look after {have} on {format_short_weekday(days[0], viewer.today)}."
        return f"{who} you look after {'have' if many else 'has'} dates to think about."
    entry = groups[0][0]
    last = last_day_of(entry.milestone) or viewer.today
    when = format_short_weekday(last, viewer.today)
    today = last == viewer.today
    if _has_passed(entry, viewer):
        if _purpose_of(entry) == "start":
            return f"{who} you look after {'were' if many else 'was'} to start {format_period(entry.milestone)}."
        what = "review date" if _purpose_of(entry) == "review" else "date"
        have = f"have reached their {what}" if many else f"has reached its {what}"
        return f"{who} you look after {have}, {when}."
    if _purpose_of(entry) == "start":
        return f"{who} you look after {'are' if many else 'is'} to start {format_period(entry.milestone)}."
    when = f"today, {when}" if today else f"on {when}"
    if _purpose_of(entry) == "review":
        return f"{who} you look after {'come' if many else 'comes'} up for review {when}."
    return f"{who} you look after {'reach their' if many else 'reaches its'} date {when}."


def _answer_blocks(entries: Sequence[ReminderEntry], *, each: bool) -> list[Text | Buttons]:
    plans = list(dict.fromkeys(entry.action.plan.name for entry in entries))
    first = entries[0].action
    ref = first.ref if len(plans) == 1 else first.full_ref
    example = f"note {ref} nothing to change" if first.status == "done" else f"{ref} in progress, training booked"
    how = "How is it going?" if len({e.action.id for e in entries}) == 1 else "How are they going?"
    names = join_words(list(dict.fromkeys(format_plan(entry.action.plan) for entry in entries)))
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
                render_button("Answer for the first", "update {}", first),
            )
        ),
    ]


@dataclass(frozen=True, slots=True)
class UnreachableOwner:
    """A post or person who could not be asked, why, and the actions that were waiting for them."""

    post: str
    why: DeliveryFailure | NobodyToAsk
    entries: tuple[ReminderEntry, ...]


def render_unreachable(trust: str, owners: Sequence[UnreachableOwner], viewer: Viewer) -> Card:
    """To a coordinator: one list a day of what I could not ask anybody about."""
    count = len({entry.action.id for owner in owners for entry in owner.entries})
    blocks: list[Text | Heading | Bullets | Buttons] = []
    for owner in owners:
        blocks += [
            Heading(f"{owner.post}: {nobody_words(owner.why)}"),
            bullets(_short_line(entry, viewer) for entry in owner.entries),
        ]
    blocks += [text(words) for words in list_remedies(owner.why for owner in owners)]
    blocks.append(
        text(f'To name somebody: post "{owners[0].post}" is their e-mail address. To give an action away: assign '
             f"{owners[0].entries[0].action.ref} and the post's name.")
    )  # fmt: skip
    return Card(f"I had nobody to ask about {pluralise_in_words(count, 'action')} in {trust}'s plan.", tuple(blocks))


def _short_line(entry: ReminderEntry, viewer: Viewer) -> Line:
    last = last_day_of(entry.milestone)
    when = format_short_day(last, viewer.today) if last else "no date"
    begins = _purpose_of(entry)
    said = f"date passed, {when}" if _has_passed(entry, viewer) else f"to {begins} by {when}"
    return line(Bold(entry.action.ref), f" {entry.action.title}: {said}")


def mark_as_rehearsal(card: Card, whom: str) -> Card:
    """The same card for the coordinator who practises, saying whom it was for.

    Nobody answers "Is this you?" for somebody else, so it comes without those buttons.
    """
    note = text(Bold(f"Rehearsal: this would have gone to {whom}."), " Buttons here change the real plan.")
    kept = (each for each in card.blocks if not (isinstance(each, Buttons) and each.items[0].says == IT_IS_ME))
    return Card(card.title, (note, *kept), card.tone, card.more)
