"""Owns cards about many actions: lists, what is mine, what has passed, what comes next; must not choose the actions."""

from collections.abc import Mapping, Sequence
from datetime import date

from wres_bot.domain.cards import Bold, Bullets, Button, Buttons, Card, Heading, Line, Text, bullets, line, text
from wres_bot.domain.overdue import Assessment, find_overdue, find_passed_review, last_day_of
from wres_bot.store.models import Action, ActionSummary, Plan
from wres_bot.views.buttons import render_show_button, render_update_buttons
from wres_bot.views.viewer import Viewer, format_few_posts
from wres_bot.views.wording import (
    capitalise,
    format_action,
    format_dates,
    format_plan,
    format_short_day,
    format_short_weekday,
    format_status,
    format_status_with_colour,
    join_words,
    pluralise,
    pluralise_in_words,
)

ASK_EACH = 3
"""So many actions get their own buttons; more would bury the reader."""


def render_line(action: Action, viewer: Viewer) -> Line:
    """ "1.3 More panels: in progress (🟢 on track), due by 30 April. Head of Resourcing" """
    who = f". {capitalise(viewer.format_few_owners(action))}" if action.owners else ""
    return line(Bold(action.ref), f"{_format_short_line(action, viewer)}{who}")


def render_short_line(action: ActionSummary, viewer: Viewer, *, plan: bool = False) -> Line:
    """The same without its owners; `plan`: with the name of its plan."""
    return line(Bold(action.ref), _format_short_line(action, viewer, plan=plan))


def _format_short_line(action: ActionSummary, viewer: Viewer, *, plan: bool = False) -> str:
    when = _format_when(action, viewer.assess(action), viewer)
    name = f" {action.title}{_format_plan_suffix(action, plan)}"
    return f"{name}: {format_status_and_colour(action, viewer)}{when}"


def format_status_and_colour(action: ActionSummary, viewer: Viewer) -> str:
    """ "in progress (🟢 on track)" """
    assessed = viewer.assess(action)
    return format_status_with_colour(action.status, assessed, viewer.labels, continuing=action.continuing)


def _format_plan_suffix(action: ActionSummary, plan: bool) -> str:
    """Which plan it is of, where a list holds several."""
    return f" ({format_plan(action.plan)})" if plan else ""


def _span_plans(actions: Sequence[Action]) -> bool:
    return len({a.plan.id for a in actions}) > 1


def _format_when(action: ActionSummary, stands: Assessment, viewer: Viewer) -> str:
    if action.status == "cancelled":
        return ""
    if stands.passed_day:
        return f"; its date was {format_short_day(stands.passed_day, viewer.today)}"
    if stands.next_day and stands.next:
        if stands.next.kind in ("review", "recurring", "ongoing"):
            return f"; review by {format_short_day(stands.next_day, viewer.today)}"
        begins = "starts by" if stands.next.kind == "start" else "due by"
        return f", {begins} {format_short_day(stands.next_day, viewer.today)}"
    if review := find_passed_review(action, viewer.today):
        return f"; its review date was {format_short_day(last_day_of(review) or viewer.today, viewer.today)}"
    if action.status == "done":
        return ""
    chances = [m for m in action.milestones if m.kind == "opportunistic" and m.met_on is None]
    return f", {format_dates(chances, viewer.today)}" if chances else ""


def render_list(
    title: str, actions: Sequence[Action], viewer: Viewer, *, total: int, more: str | None = None, first: int = 1
) -> Card:
    """One page of a list. `first` is the number of the first one shown."""
    if not actions:
        return Card(title, (text("Nothing fits. Try fewer words, or list alone."),))
    shown = f"{first} to {first + len(actions) - 1} of {total}" if total > len(actions) else pluralise(total, "action")
    return Card(title, (text(shown, quiet=True), bullets(render_line(a, viewer) for a in actions)), more=more)


def render_nothing_mine(plans: Sequence[Plan], viewer: Viewer) -> Card:
    names = join_words(format_plan(p) for p in plans)
    where = f" in {names}" if names else ""
    return Card(
        "You have no open actions.",
        (
            text(f"No action{where} is waiting for you. If that looks wrong, tell the {viewer.labels.coordinator}."),
            Buttons((Button("Status", "status", "how the plan is doing"),)),
        ),
    )


def render_mine(
    actions: Sequence[Action], viewer: Viewer, *, done: int, more: str | None = None, total: int = 0
) -> Card:
    """The person's own open actions, the most pressing first; up to three with their buttons."""
    total = total or len(actions)
    if not actions:
        return render_nothing_mine((), viewer)
    plans = list(dict.fromkeys(format_plan(a.plan) for a in actions))
    title = f"You look after {pluralise(total, 'open action')} in {join_words(plans)}."
    if done:
        title += f" {pluralise(done, 'is', 'are')} done."
    if len(actions) > ASK_EACH:
        hint = text(f"To answer: update {actions[0].ref} in progress, and a few words", quiet=True)
        rows = bullets(render_short_line(a, viewer, plan=len(plans) > 1) for a in actions)
        return Card(title, (rows, hint), more=more)
    blocks: list[Text | Buttons] = []
    for action in actions:
        blocks += [Text(render_short_line(action, viewer, plan=len(plans) > 1)), render_update_buttons(action)]
    blocks.append(text(f"Or type: {actions[0].ref} in progress, and a few words", quiet=True))
    return Card(title, tuple(blocks), more=more)


def render_late(
    actions: Sequence[Action],
    viewer: Viewer,
    *,
    total: int,
    name: str,
    more: str | None = None,
    reviews: Sequence[Action] = (),
    several: bool = False,
) -> Card:
    """Dates that have passed. No blame: it says what is known, and whether the owner has been asked."""
    plans = several or _span_plans([*actions, *reviews])
    after: list[Heading | Bullets] = []
    if reviews:
        rows = (
            line(Bold(a.ref), f" {a.title}{_format_plan_suffix(a, plans)}{_format_when(a, viewer.assess(a), viewer)}")
            for a in reviews
        )
        after = [Heading("Reviews without a word since"), bullets(rows)]
    if not actions:
        ahead = Buttons((Button("What is next", "due"),))
        return Card(f"No date to finish or start has passed in {name}.", (*after, ahead), tone="good")
    title = f"{pluralise(total, 'date')} {'has' if total == 1 else 'have'} passed in {name}."
    quiet = text("A date passed; that doesn't mean nothing has happened.", quiet=True)
    return Card(title, (bullets(_late_line(a, viewer, plans) for a in actions), *after, quiet), more=more)


def _late_line(action: Action, viewer: Viewer, plan: bool) -> Line:
    gone = find_overdue(action, viewer.today)
    when = viewer.assess(action).passed_day
    kind = "start date" if gone and gone[0].kind == "start" else "date"
    name = f" {action.title}{_format_plan_suffix(action, plan)}"
    said = f"{name}: {kind} {format_short_day(when, viewer.today)}" if when else name
    asked = "the owner has been asked" if action.asked_at else "the owner has not been asked yet"
    mark = viewer.format_colour(action)
    status = capitalise(format_status(action.status, viewer.labels))
    return line(Bold(action.ref), f"{said} ({mark}). {status}; {asked}. {capitalise(viewer.format_few_owners(action))}")


def render_due(
    days: Sequence[tuple[date, Sequence[Action]]], viewer: Viewer, *, until: date, name: str, more: str | None = None
) -> Card:
    """What reaches its date until a day, date by date."""
    if not days:
        return Card(
            f"Nothing reaches its date by {format_short_day(until, viewer.today)} in {name}.",
            (Buttons((Button("This year", "due year"), Button("Passed", "late"))),),
        )
    blocks: list[Heading | Bullets] = []
    plans = _span_plans([a for _, actions in days for a in actions])
    for when, actions in days:
        blocks += [
            Heading(format_short_weekday(when, viewer.today)),
            bullets(_due_line(a, when, viewer, plans) for a in actions),
        ]
    return Card(f"Dates up to {format_short_day(until, viewer.today)} in {name}", tuple(blocks), more=more)


def _due_line(action: Action, when: date, viewer: Viewer, plan: bool) -> Line:
    kinds = {m.kind for m in action.milestones if m.met_on is None and (m.until or m.due) == when}
    what = "" if "deadline" in kinds else " (to start)" if "start" in kinds else " (review)" if kinds else ""
    name = f" {action.title}{_format_plan_suffix(action, plan)}{what}"
    return line(
        Bold(action.ref), f"{name}: {format_status_and_colour(action, viewer)}. {capitalise(format_few_posts(action))}"
    )


def render_which_plan(ref: str, actions: Sequence[ActionSummary], says: str) -> Card:
    """A ref that several plans have: the person chooses; `says` is the command with {} for the full ref."""
    buttons = [Button(format_plan(a.plan), says.format(a.full_ref), format_action(a)) for a in actions]
    return Card(
        f"Which {ref} do you mean?",
        (
            bullets(line(Bold(format_plan(a.plan)), f": {format_action(a)}") for a in actions),
            Buttons(tuple(buttons)),
            text("Nothing has changed yet.", quiet=True),
        ),
    )


def render_each(actions: Sequence[Action], viewer: Viewer) -> Card:
    """A question about a ref that several plans have: answered for each, in short."""
    blocks: list[Text | Buttons] = [text(Bold(format_plan(a.plan)), ": ", *render_line(a, viewer)) for a in actions]
    blocks.append(Buttons(tuple(render_show_button(a, format_plan(a.plan)) for a in actions)))
    return Card(f"{capitalise(pluralise_in_words(len(actions), 'plan'))} have {actions[0].ref}.", tuple(blocks))


def format_filters(filters: Mapping[str, str]) -> str:
    """ "section 2, in progress": what was asked for, in a title."""
    parts = [
        f"section {filters['section']}" if filters.get("section") else "",
        f"indicator {filters['indicator']}" if filters.get("indicator") else "",
        format_status(filters["status"]) if filters.get("status") else "",
        "need help" if filters.get("help") else "",
        "not done" if filters.get("open") else "",
        "date passed" if filters.get("late") else "",
        f"owner {filters['owner']}" if filters.get("owner") else "",
        f"“{filters['words']}”" if filters.get("words") else "",
    ]
    return ", ".join(p for p in parts if p)
