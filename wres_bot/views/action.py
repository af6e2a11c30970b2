"""Owns cards about one action: everything about it, what changed, what can be said next; must not change anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wres_bot.domain.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Facts,
    Heading,
    Line,
    Text,
    Tone,
    bullets,
    line,
    text,
)
from wres_bot.domain.dates import london_day
from wres_bot.domain.statuses import Status
from wres_bot.store.models import Action, Event
from wres_bot.views.buttons import choice, choices, show_button, undo_button
from wres_bot.views.event import by_the_way, event_words, notable, said_by
from wres_bot.views.phrases import (
    capital,
    dates_words,
    joined,
    milestone_words,
    plan_words,
    quoted,
    ref_title,
    section_words,
    sentence,
    short_day,
    short_weekday,
    status_words,
)
from wres_bot.views.targets import counts_people, target_words
from wres_bot.views.view import View, posts

SHOWN = 3
"""So many lines of history stand in `show`; the rest is in `history`."""


@dataclass(frozen=True, slots=True)
class Around:
    """What `show` says beside the action itself. `snoozed`: reminders paused until, by post or "you"."""

    last: tuple[Event, ...] = ()
    snoozed: tuple[tuple[str, date], ...] = ()
    needs: tuple[Action, ...] = ()
    may_change: bool = False
    mine: bool = False


def options(action: Action, view: View, *, mine: bool = True) -> Card:
    """A bare `update 2.3`: where it is, and buttons."""
    return Card(
        f"How is {action.ref} going?",
        (
            text(Bold(ref_title(action)), f" ({plan_words(action.plan)})"),
            text(_where(action, view)),
            choices(action, snooze=True, mine=mine),
            text(f"Or type: {action.ref} in progress, and a few words", quiet=True),
        ),
    )


def _where(action: Action, view: View) -> str:
    now = capital(status_words(action.status, view.labels, continuing=action.continuing))
    return f"{now}; {dates_words(action.milestones, view.today)}."


def show(action: Action, view: View, around: Around) -> Card:
    """Everything about one action, for the reader's audience."""
    blocks: list[Text | Facts | Heading | Bullets | Buttons] = [
        text(f"{plan_words(action.plan)}, {section_words(action.section_number, action.section)}", quiet=True),
        Facts(tuple(_facts(action, view, around))),
    ]
    if action.need_help is not None and view.audience == "network" and not around.mine:
        blocks.append(text(Bold("Help asked for.")))
    elif action.need_help is not None:
        asked = quoted(action.need_help) if action.need_help else "nobody has said with what."
        blocks.append(text(Bold("Help asked for: "), asked))
    if action.questions and view.audience != "network":
        blocks += [Heading("The plan leaves open"), bullets(sentence(q) for q in action.questions)]
    if heard := [said for e in notable(around.last) if (said := event_words(e, view))][:SHOWN]:
        blocks += [Heading("Last heard"), bullets(heard)]
    if around.may_change:
        blocks.append(choices(action, snooze=True, mine=around.mine))
    else:
        blocks.append(Buttons((Button("History", f"history {action.full_ref}", action.ref),)))
    return Card(ref_title(action), tuple(blocks))


def _facts(action: Action, view: View, around: Around) -> list[tuple[str, Line]]:
    stands = view.standing(action)
    status, mark = status_words(action.status, view.labels, continuing=action.continuing), stands.words(view.labels)
    said = mark if mark.endswith(f" {status}") else f"{capital(status)} ({mark})"
    rows: list[tuple[str, Line]] = [("Status", line(said))]
    if action.reason:
        replaced = f" Replaced by {action.replaced_by}." if action.replaced_by else ""
        rows.append(("Why", line(sentence(action.reason) + replaced)))
    rows.append((_owner_label(action), line(_owners(action, view))))
    rows += _dates(action)
    hidden = view.audience == "network" and not around.mine
    if aims := [target_words(t) for t in action.targets if not (hidden and counts_people(t))]:
        rows.append(("Aim", line("; ".join(aims))))
    if action.indicators:
        rows.append(("Indicators", line(joined(action.indicators))))
    if around.needs:
        rows.append(("Depends on", line(joined(_need(n, view) for n in around.needs))))
    elif action.needs:
        rows.append(("Depends on", line(joined(action.needs))))
    if action.duplicate_of:
        rows.append(("Looks like", line(action.duplicate_of)))
    if action.monitored_by:
        rows.append(("Watched by", line(action.monitored_by.replace(" | ", "; "))))
    for who, until in around.snoozed:
        rows.append(("Reminders", line(f"paused for {who} until {short_day(until, view.today)}")))
    return rows


def _dates(action: Action) -> list[tuple[str, Line]]:
    """Each date on its own line; the plan's words beside it, or once below when one wording gave several dates."""
    said = [m.words.strip() for m in action.milestones]
    shared = len(said) > 1 and len(set(said)) < len(said)
    lines = [capital(milestone_words(m, says=not shared)) for m in action.milestones]
    labels = ["Date" if len(lines) == 1 else "Dates", *["then"] * (len(lines) - 1)]
    rows: list[tuple[str, Line]] = (
        [(label, line(each)) for label, each in zip(labels, lines, strict=True)] if lines else []
    )
    published = " ".join((action.published_due or "").split())
    if published and (shared or not any(m.words.strip() for m in action.milestones)):
        rows.append(("As published", line(quoted(published, 200))))
    return rows or [("Date", line("None given"))]


def _owner_label(action: Action) -> str:
    return "Owner" if len(action.owners) < 2 else "Owners"


def _owners(action: Action, view: View) -> str:
    said = view.owners(action)
    if len(action.owners) < 2:
        return said
    lead = action.owners[0]
    if lead.basis == "first_named_assumed":
        return f"{said}. The plan names no lead; I take the first"
    return f"{said}. {lead.post} leads" if lead.lead else said


def _need(need: Action, view: View) -> str:
    return f"{ref_title(need)} ({status_words(need.status, view.labels)}, {dates_words(need.milestones, view.today)})"


def history(action: Action, events: Sequence[Event], view: View, *, more: str | None = None) -> Card:
    """What was said about an action, newest first. Colleagues see posts; owners and leads see names."""
    lines = [said for e in events if not by_the_way(e, events) and (said := event_words(e, view))]
    body = bullets(lines) if lines else text("Nothing has been recorded since the plan was loaded.")
    return Card(
        f"History of {action.ref}",
        (text(ref_title(action), f" ({plan_words(action.plan)})"), body, Buttons((show_button(action),))),
        more=more,
    )


def updated(action: Action, old: Status, words: str, view: View) -> Card:
    """What an owner reads after a change of status."""
    now = status_words(action.status, view.labels, continuing=action.continuing)
    said = "Nothing was recorded before." if old == "no update" else f"It was {status_words(old, view.labels)}."
    kept = f" I've kept your words: {quoted(words)}" if words else ""
    blocks: list[Text | Buttons] = [text(ref_title(action), f" ({plan_words(action.plan)})"), text(said + kept)]
    if after := _next(action, view):
        blocks.append(text(after))
    if not words:
        blocks.append(text(f"Anything to add? note {action.ref} and a few words", quiet=True))
    blocks.append(Buttons((*_offers(action), undo_button())))
    tone: Tone = "good" if action.status == "done" else "plain"
    return Card(f"{action.ref} is now {now}. Thank you.", tuple(blocks), tone=tone)


def _next(action: Action, view: View) -> str:
    stands = view.standing(action)
    if action.status == "done":
        if stands.next and stands.next_day:
            name = stands.next.label or "review"
            when = short_weekday(stands.next_day, view.today)
            if action.continuing:
                return f"Its next date is its {name}, {when}."
            return f"The plan still has its {name} on {when}. If the work goes on, I'll ask about it then."
        return "I won't remind you about it again."
    if action.status == "cancelled":
        return "I won't remind anybody about it again."
    if stands.passed_day:
        passed = f"Its date was {short_day(stands.passed_day, view.today)}."
        return f"{passed} If it needs a new one, the {view.labels.coordinator} can move it."
    if stands.next_day and stands.next:
        return f"Next date: {short_weekday(stands.next_day, view.today)}."
    return ""


def _offers(action: Action) -> tuple[Button, ...]:
    if action.status in ("delayed", "not started", "no update") and action.need_help is None:
        return (choice("Need help", "need help {}", action),)
    if action.status == "in progress":
        return (choice("Done", "update {} done", action),)
    if action.status == "done" and not action.continuing and any(m.kind == "review" for m in action.milestones):
        return (choice("It goes on", "update {} done, and continuing", action),)
    return ()


def already(action: Action, event: Event | None, view: View, *, mine: bool) -> Card:
    """A repeat: nothing was changed, and the answer says when it was told."""
    now = status_words(action.status, view.labels, continuing=action.continuing)
    told = ""
    if event:
        who = "You told me" if mine else f"{capital(said_by(event, view)) or 'Somebody'} told me"
        told = f"{who} on {short_weekday(london_day(event.at), view.today)}. "
    return Card(
        f"{action.ref} is already {now}.",
        (
            text(ref_title(action), f" ({plan_words(action.plan)})"),
            text(f"{told}Nothing has changed."),
            Buttons((*((undo_button(event.batch),) if mine and event else ()), show_button(action))),
        ),
    )


def moved_on(action: Action, event: Event | None, view: View) -> Card:
    """A click on an old card: what it is now, and fresh buttons."""
    told = ""
    if event:
        by = said_by(event, view)
        told = f" since {short_day(london_day(event.at), view.today)}" + (f" ({by})" if by else "")
    now = status_words(action.status, view.labels, continuing=action.continuing)
    return Card(
        f"{action.ref} has changed since that message.",
        (
            text(ref_title(action), f" ({plan_words(action.plan)})"),
            text(f"It is {now}{told}. I've left it as it is. Is there something newer to say?"),
            choices(action),
        ),
    )


def not_permitted(action: Action, view: View) -> Card:
    """The action belongs to somebody else: left alone, and a way on."""
    return Card(
        f"{action.ref} sits with {_the(posts(action))}, so I've left it as it was.",
        (
            text("Covering, or taken over?"),
            Buttons((choice(f"Tell the {view.labels.coordinator}", "tell the lead {}", action),)),
            text(f"You can read it any time: show {action.ref}"),
        ),
        tone="refused",
    )


def _the(post: str) -> str:
    return post if post == "nobody yet" or post.casefold().startswith(("the ", "all ")) else f"the {post}"
