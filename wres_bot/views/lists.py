"""Owns cards about many actions: lists, what is mine, what has passed, what comes next; must not choose the actions."""

from collections.abc import Sequence
from datetime import date

from wres_bot.domain.cards import Bold, Bullets, Button, Buttons, Card, Heading, Line, Text, bullets, line, text
from wres_bot.store.models import Action, Plan
from wres_bot.views.buttons import choices, show_button
from wres_bot.views.phrases import (
    capital,
    counted,
    dates_words,
    joined,
    last_day,
    plan_words,
    plural,
    ref_title,
    short_day,
    short_weekday,
    status_words,
)
from wres_bot.views.progress import Standing, overdue, review_passed
from wres_bot.views.view import View, few_posts

ASK_EACH = 3
"""So many actions get their own buttons; more would bury the reader."""


def one_line(action: Action, view: View, *, owner: bool = True, plan: bool = False) -> Line:
    """ "1.3 More panels: in progress (🟢 on track), due by 30 April. Head of Resourcing" """
    when = _when(action, view.standing(action), view)
    who = f". {capital(view.few_owners(action))}" if owner and action.owners else ""
    return line(Bold(action.ref), f" {action.title}{_of(action, plan)}: {shown_status(action, view)}{when}{who}")


def shown_status(action: Action, view: View) -> str:
    """ "in progress (🟢 on track)", or "🔵 done" where the colour's word says it all."""
    status = status_words(action.status, view.labels, continuing=action.continuing)
    mark = view.standing(action).words(view.labels)
    return mark if mark.endswith(f" {status}") else f"{status} ({mark})"


def _of(action: Action, plan: bool) -> str:
    """Which plan it is of, where a list holds several."""
    return f" ({plan_words(action.plan)})" if plan else ""


def _several(actions: Sequence[Action]) -> bool:
    return len({a.plan.id for a in actions}) > 1


def _when(action: Action, stands: Standing, view: View) -> str:
    if action.status == "cancelled":
        return ""
    if stands.passed_day:
        return f"; its date was {short_day(stands.passed_day, view.today)}"
    if stands.next_day and stands.next:
        if stands.next.kind in ("review", "recurring", "ongoing"):
            return f"; review by {short_day(stands.next_day, view.today)}"
        begins = "starts by" if stands.next.kind == "start" else "due by"
        return f", {begins} {short_day(stands.next_day, view.today)}"
    if review := review_passed(action, view.today):
        return f"; its review date was {short_day(last_day(review) or view.today, view.today)}"
    if action.status == "done":
        return ""
    words = dates_words([m for m in action.milestones if m.kind == "opportunistic"], view.today)
    return "" if words == "no date given" else f", {words}"


def listed(
    title: str, actions: Sequence[Action], view: View, *, total: int, more: str | None = None, first: int = 1
) -> Card:
    """One page of a list. `first` is the number of the first one shown."""
    if not actions:
        return Card(title, (text("Nothing fits. Try fewer words: list, or list section 2."),))
    shown = f"{first} to {first + len(actions) - 1} of {total}" if total > len(actions) else plural(total, "action")
    return Card(title, (text(shown, quiet=True), bullets(one_line(a, view) for a in actions)), more=more)


def nothing_mine(plans: Sequence[Plan], view: View) -> Card:
    names = joined(plan_words(p) for p in plans)
    where = f" in {names}" if names else ""
    return Card(
        "You have no open actions.",
        (
            text(f"No action{where} is waiting for you. If that looks wrong, tell the {view.labels.coordinator}."),
            Buttons((Button("Status", "status", "how the plan is doing"),)),
        ),
    )


def mine(actions: Sequence[Action], view: View, *, done: int, more: str | None = None, total: int = 0) -> Card:
    """The person's own open actions, the most pressing first; up to three with their buttons."""
    total = total or len(actions)
    if not actions:
        return nothing_mine((), view)
    plans = list(dict.fromkeys(plan_words(a.plan) for a in actions))
    title = f"You look after {plural(total, 'open action')} in {joined(plans)}."
    if done:
        title += f" {plural(done, 'is', 'are')} done."
    if len(actions) > ASK_EACH:
        hint = text(f"To answer: update {actions[0].ref} in progress, and a few words", quiet=True)
        rows = bullets(one_line(a, view, owner=False, plan=len(plans) > 1) for a in actions)
        return Card(title, (rows, hint), more=more)
    blocks: list[Text | Buttons] = []
    for action in actions:
        blocks += [Text(one_line(action, view, owner=False, plan=len(plans) > 1)), choices(action)]
    blocks.append(text(f"Or type: {actions[0].ref} in progress, and a few words", quiet=True))
    return Card(title, tuple(blocks), more=more)


def late(
    actions: Sequence[Action],
    view: View,
    *,
    total: int,
    name: str,
    more: str | None = None,
    reviews: Sequence[Action] = (),
    several: bool = False,
) -> Card:
    """Dates that have passed. No blame: it says what is known, and whether the owner has been asked."""
    plans = several or _several([*actions, *reviews])
    after: list[Heading | Bullets] = []
    if reviews:
        rows = (line(Bold(a.ref), f" {a.title}{_of(a, plans)}{_when(a, view.standing(a), view)}") for a in reviews)
        after = [Heading("Reviews without a word since"), bullets(rows)]
    if not actions:
        ahead = Buttons((Button("What is next", "due"),))
        return Card(f"No date to finish or start has passed in {name}.", (*after, ahead), tone="good")
    title = f"{plural(total, 'date')} {'has' if total == 1 else 'have'} passed in {name}."
    quiet = text("A date passed; that doesn't mean nothing has happened.", quiet=True)
    return Card(title, (bullets(_late(a, view, plans) for a in actions), *after, quiet), more=more)


def _late(action: Action, view: View, plan: bool) -> Line:
    gone = overdue(action, view.today)
    when = view.standing(action).passed_day
    kind = "start date" if gone and gone[0].kind == "start" else "date"
    name = f" {action.title}{_of(action, plan)}"
    said = f"{name}: {kind} {short_day(when, view.today)}" if when else name
    asked = "the owner has been asked" if action.asked_at else "the owner has not been asked yet"
    mark = view.standing(action).words(view.labels)
    status = capital(status_words(action.status, view.labels))
    return line(Bold(action.ref), f"{said} ({mark}). {status}; {asked}. {capital(view.few_owners(action))}")


def due(
    days: Sequence[tuple[date, Sequence[Action]]], view: View, *, until: date, name: str, more: str | None = None
) -> Card:
    """What reaches its date until a day, date by date."""
    if not days:
        return Card(
            f"Nothing reaches its date by {short_day(until, view.today)} in {name}.",
            (Buttons((Button("This year", "due year"), Button("Passed", "late"))),),
        )
    blocks: list[Heading | Bullets] = []
    plans = _several([a for _, actions in days for a in actions])
    for when, actions in days:
        blocks += [Heading(short_weekday(when, view.today)), bullets(_due(a, when, view, plans) for a in actions)]
    return Card(f"Dates up to {short_day(until, view.today)} in {name}", tuple(blocks), more=more)


def _due(action: Action, when: date, view: View, plan: bool) -> Line:
    kinds = {m.kind for m in action.milestones if m.met_on is None and (m.until or m.due) == when}
    what = "" if "deadline" in kinds else " (to start)" if "start" in kinds else " (review)" if kinds else ""
    name = f" {action.title}{_of(action, plan)}{what}"
    return line(Bold(action.ref), f"{name}: {shown_status(action, view)}. {capital(few_posts(action))}")


def which_plan(ref: str, actions: Sequence[Action], says: str) -> Card:
    """A ref that several plans have: the person chooses; `says` is the command with {} for the full ref."""
    buttons = [Button(plan_words(a.plan), says.format(a.full_ref), ref_title(a)) for a in actions]
    return Card(
        f"Which {ref} do you mean?",
        (
            bullets(line(Bold(plan_words(a.plan)), f": {ref_title(a)}") for a in actions),
            Buttons(tuple(buttons)),
            text("Nothing has changed yet.", quiet=True),
        ),
    )


def each(actions: Sequence[Action], view: View) -> Card:
    """A question about a ref that several plans have: answered for each, in short."""
    blocks: list[Text | Buttons] = [text(Bold(plan_words(a.plan)), ": ", *one_line(a, view)) for a in actions]
    blocks.append(Buttons(tuple(show_button(a, plan_words(a.plan)) for a in actions)))
    return Card(f"{capital(counted(len(actions), 'plan'))} have {actions[0].ref}.", tuple(blocks))
