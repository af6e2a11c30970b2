"""Owns cards about whole plans, their dates and the channels that follow them; must not choose a plan."""

from collections.abc import Sequence
from datetime import date

from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Bold, Button, Buttons, Card, Line, bullets, line, text
from wres_bot.store.models import Action, Plan
from wres_bot.views.phrases import day, plan_words, plural, quoted, ref_title, short_day, times
from wres_bot.views.view import View


def plans(found: Sequence[tuple[Plan, int]], chosen: str | None, view: View) -> Card:
    """The plans a person may see, and which one they use."""
    if not found:
        return Card("There is no plan yet.", (text(f"The {view.labels.coordinator} can load one."),))
    buttons = [Button(f"Use {plan_words(p)}", f"plan use {p.name}") for p, _ in found if p.name != chosen and p.open]
    blocks = [bullets(_plan(p, count, chosen, view) for p, count in found)]
    tail = (Buttons(tuple(buttons[:5])),) if buttons and len(found) > 1 else ()
    return Card("Plans", (*blocks, *tail))


def _plan(plan: Plan, count: int, chosen: str | None, view: View) -> Line:
    state = "closed" if not plan.open else "not begun" if plan.starts > view.today else "open"
    mine = ", the one you use" if plan.name == chosen else ""
    ran = f"{day(plan.starts)} to {day(plan.ends)}"
    return line(Bold(plan_words(plan)), f" ({plan.name}): {plural(count, 'action')}, {ran}, {state}{mine}")


def using(plan: Plan) -> Card:
    return Card(
        f"I'll take {plan_words(plan)} when you don't name a plan.",
        (Buttons((Button("Status", "status"), Button("My actions", "mine"))),),
        tone="good",
    )


def close_first(plan: Plan, open_actions: int) -> Card:
    """Closing a plan stops its reminders, so it is asked first."""
    return Card(
        f"Close {plan_words(plan)}?",
        (
            text(f"{plural(open_actions, 'action is', 'actions are')} still open. Nobody will be reminded about them; "
                 "everything stays readable."),
            Buttons((Button("Close it", f"plan close {plan.name} yes", strong=True), Button("Leave it open", "plan"))),
        ),
    )  # fmt: skip


def closed(plan: Plan) -> Card:
    return Card(
        f"{plan_words(plan)} is closed.",
        (text("Its reminders have stopped. Everything in it can still be read: status plan " + plan.name),),
        tone="good",
    )


def moved(action: Action, old: date | None, new: date, words: str, view: View, *, what: str = "") -> Card:
    """`what` names the date when it is not the deadline: "mid-year review"."""
    was = f"It was {day(old)}; the first date is kept." if old else "It had no date before."
    again = f" It has moved {times(action.slips)}." if action.slips > 1 else ""
    title = f"The {what} of {action.ref} is now {day(new)}." if what else f"{action.ref} is now due by {day(new)}."
    return Card(
        title,
        (
            text(Bold(ref_title(action)), f" ({plan_words(action.plan)})"),
            text(f"{was}{again} Why: {quoted(words)}"),
            Buttons((Button("Undo", "undo", "the last change you made"),)),
        ),
        tone="good",
    )


def cancelled(action: Action, words: str, view: View) -> Card:
    replaced = f" {action.replaced_by} takes its place." if action.replaced_by else ""
    return Card(
        f"{action.ref} is cancelled.{replaced}",
        (
            text(Bold(ref_title(action)), f" ({plan_words(action.plan)})"),
            text(f"Why: {quoted(words)}. Nobody will be reminded about it. It stays in the plan's history."),
            Buttons((Button("Undo", "undo", "the last change you made"),)),
        ),
    )


def snoozed(action: Action, until: date, view: View) -> Card:
    return Card(
        f"I won't remind you about {action.ref} until after {short_day(until, view.today)}.",
        (
            text(ref_title(action), f" ({plan_words(action.plan)})"),
            text(f"Its date stays as it is. The {view.labels.coordinator} can see the pause.", quiet=True),
            Buttons((Button("Undo", "undo", "the last change you made"),)),
        ),
    )


AUDIENCE_WORDS: dict[Audience, str] = {
    "network": "the network's quarterly summary, in plain words, without names or counts of people",
    "steering": "the {group}'s quarterly summary, with dates passed and what is asked for",
    "leads": "what those who run the plan need to see",
}


def place_used(name: str, audience: Audience, plan: Plan | None, view: View) -> Card:
    about = f" about {plan_words(plan)}" if plan else ""
    return Card(
        f"{_channel(name)} will get {AUDIENCE_WORDS[audience].format(group=view.labels.group)}{about}.",
        (
            text(f"The {view.labels.coordinator} sees each one two working days before it goes."),
            Buttons((Button("Preview it", f"digest {audience}"), Button("Stop", "stop using this channel"))),
        ),
        tone="good",
    )


def place_stopped(name: str) -> Card:
    return Card(
        f"I'll send nothing more to {_channel(name)}.", (text("You can still ask me things here."),), tone="good"
    )


def _channel(name: str) -> str:
    return name if name.startswith("#") or " " in name or not name else f"#{name}"


def rehearsing(on: bool, view: View) -> Card:
    if on:
        return Card(
            "Rehearsal is on.",
            (
                text(f"Every message now comes to the {view.labels.coordinator}, marked with whom it was for. Nobody "
                     "else is written to."),
                Buttons((Button("Rehearsal off", "rehearse off"), Button("Deliveries", "deliveries"))),
            ),
            tone="good",
        )  # fmt: skip
    return Card(
        "Rehearsal is off.",
        (text("Messages go to the people they are for."), Buttons((Button("Deliveries", "deliveries"),))),
        tone="good",
    )
