"""Owns cards about whole plans: the list, which one is used, closing; must not choose a plan."""

from collections.abc import Sequence

from wres_bot.domain.cards import Bold, Button, Buttons, Card, Line, bullets, line, text
from wres_bot.domain.dates import format_day
from wres_bot.store.models import Plan
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import format_plan, pluralise


def render_plans(plans: Sequence[tuple[Plan, int]], chosen: str | None, viewer: Viewer) -> Card:
    """The plans a person may see, and which one they use."""
    if not plans:
        return Card("There is no plan yet.", (text(f"The {viewer.labels.coordinator} can load one."),))
    buttons = [Button(f"Use {format_plan(p)}", f"plan use {p.name}") for p, _ in plans if p.name != chosen and p.open]
    blocks = [bullets(_plan_line(p, count, chosen, viewer) for p, count in plans)]
    tail = (Buttons(tuple(buttons[:5])),) if buttons and len(plans) > 1 else ()
    return Card("Plans", (*blocks, *tail))


def _plan_line(plan: Plan, count: int, chosen: str | None, viewer: Viewer) -> Line:
    state = "closed" if not plan.open else "not begun" if plan.starts > viewer.today else "open"
    mine = ", the one you use" if plan.name == chosen else ""
    ran = f"{format_day(plan.starts)} to {format_day(plan.ends)}"
    return line(Bold(format_plan(plan)), f" ({plan.name}): {pluralise(count, 'action')}, {ran}, {state}{mine}")


def render_plan_chosen(plan: Plan) -> Card:
    return Card(
        f"I'll take {format_plan(plan)} when you don't name a plan.",
        (Buttons((Button("Status", "status"), Button("My actions", "mine"))),),
        tone="good",
    )


def render_close_question(plan: Plan, open_actions: int) -> Card:
    """Closing a plan stops its reminders, so it is asked first."""
    return Card(
        f"Close {format_plan(plan)}?",
        (
            text(f"{pluralise(open_actions, 'action is', 'actions are')} still open. Nobody will be reminded about "
                 "them; everything stays readable."),
            Buttons((Button("Close it", f"plan close {plan.name} yes", strong=True), Button("Leave it open", "plan"))),
        ),
    )  # fmt: skip


def render_plan_closed(plan: Plan) -> Card:
    return Card(
        f"{format_plan(plan)} is closed.",
        (text("Its reminders have stopped. Everything in it can still be read: status plan " + plan.name),),
        tone="good",
    )
