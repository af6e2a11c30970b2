"""Owns cards about one action: everything about it, what changed, what can be said next; must not change anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

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
from wres_bot.domain.dates import format_day, london_day
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.overdue import last_day_of
from wres_bot.domain.statuses import Status
from wres_bot.store.models import Action, ActionSummary, Event
from wres_bot.views.buttons import render_button, render_show_button, render_undo_button, render_update_buttons
from wres_bot.views.history import format_author, format_event, select_notable
from wres_bot.views.refusals import render_question
from wres_bot.views.viewer import Viewer, format_posts
from wres_bot.views.wording import (
    capitalise,
    format_action,
    format_dates,
    format_milestone_in_full,
    format_plan,
    format_references,
    format_section,
    format_short_day,
    format_short_weekday,
    format_status,
    format_status_with_colour,
    format_target,
    format_times,
    is_count_of_people,
    join_words,
    quote,
    to_sentence,
)

HISTORY_SHOWN = 3
"""So many lines of history stand in `show`; the rest is in `history`."""


@dataclass(frozen=True, slots=True)
class ActionDetails:
    """What `show` says beside the action itself. `snoozed`: reminders paused until, by post or "you"."""

    last: tuple[Event, ...] = ()
    snoozed: tuple[tuple[str, date], ...] = ()
    needs: tuple[Action, ...] = ()
    may_change: bool = False
    mine: bool = False


def render_update_options(action: ActionSummary, viewer: Viewer, *, mine: bool = True) -> Card:
    """A bare `update 2.3`: where it is, and buttons."""
    return Card(
        f"How is {action.ref} going?",
        (
            text(Bold(format_action(action)), f" ({format_plan(action.plan)})"),
            text(_format_position(action, viewer)),
            render_update_buttons(action, snooze=True, mine=mine),
            text(f"Or type: {action.ref} in progress, and a few words", quiet=True),
        ),
    )


def _format_position(action: ActionSummary, viewer: Viewer) -> str:
    now = capitalise(format_status(action.status, viewer.labels, continuing=action.continuing))
    return f"{now}; {format_dates(action.milestones, viewer.today)}."


def render_action(action: Action, viewer: Viewer, around: ActionDetails) -> Card:
    """Everything about one action, for the reader's audience."""
    blocks: list[Text | Facts | Heading | Bullets | Buttons] = [
        text(f"{format_plan(action.plan)}, {format_section(action.section_number, action.section)}", quiet=True),
        Facts(tuple(_fact_rows(action, viewer, around))),
    ]
    if action.need_help is not None and viewer.audience == "network" and not around.mine:
        blocks.append(text(Bold("Help asked for.")))
    elif action.need_help is not None:
        asked = quote(action.need_help) if action.need_help else "nobody has said with what."
        blocks.append(text(Bold("Help asked for: "), asked))
    if action.questions and viewer.audience != "network":
        blocks += [Heading("The plan leaves open"), bullets(to_sentence(q) for q in action.questions)]
    if heard := [said for e in select_notable(around.last) if (said := format_event(e, viewer))][:HISTORY_SHOWN]:
        blocks += [Heading("Last heard"), bullets(heard)]
    if around.may_change:
        blocks.append(render_update_buttons(action, snooze=True, mine=around.mine))
    else:
        blocks.append(Buttons((Button("History", f"history {action.full_ref}", action.ref),)))
    return Card(format_action(action), tuple(blocks))


Detail = Literal["when", "who", "how"]
"""What a question about an action is about."""


def render_in_short(action: Action, viewer: Viewer, asked: Detail, *, may_change: bool) -> Card:
    """A question about one action: the answer is the first line; everything else is behind a button."""
    status = format_status_with_colour(
        action.status, viewer.assess(action), viewer.labels, continuing=action.continuing
    )
    dates, who = format_dates(action.milestones, viewer.today), _owners_with_article(action)
    match asked:
        case "when":
            due = f"{action.ref} is {dates}." if dates.startswith("due by") else f"{action.ref}: {dates}."
            first, rest = due, f"{capitalise(status)}. With {who}."
        case "who":
            first, rest = f"{action.ref} is with {who}.", f"{capitalise(status)}; {dates}."
        case "how":
            first, rest = f"{action.ref}: {status}.", f"{capitalise(dates)}. With {who}."
    items = list(render_update_buttons(action).items[:2]) if may_change else []
    items.append(render_show_button(action, f"All about {action.ref}"))
    return Card(first, (text(Bold(action.title), f" ({format_plan(action.plan)})"), text(rest), Buttons(tuple(items))))


def _fact_rows(action: Action, viewer: Viewer, around: ActionDetails) -> list[tuple[str, Line]]:
    status = format_status_with_colour(
        action.status, viewer.assess(action), viewer.labels, continuing=action.continuing, capital=True
    )
    rows: list[tuple[str, Line]] = [("Status", line(status))]
    if action.reason:
        replaced = f" Replaced by {action.replaced_by}." if action.replaced_by else ""
        rows.append(("Why", line(to_sentence(action.reason) + replaced)))
    rows.append((_owner_label(action), line(_format_owners(action, viewer))))
    rows += _date_rows(action)
    hidden = viewer.audience == "network" and not around.mine
    if aims := [format_target(t) for t in action.targets if not (hidden and is_count_of_people(t))]:
        rows.append(("Aim", line("; ".join(aims))))
    if action.references:
        rows.append(("Indicators", line(format_references(action.references))))
    if around.needs:
        rows.append(("Depends on", line(join_words(_format_dependency(n, viewer) for n in around.needs))))
    elif action.needs:
        rows.append(("Depends on", line(join_words(action.needs))))
    if action.duplicate_of:
        rows.append(("Looks like", line(action.duplicate_of)))
    if action.monitored_by:
        rows.append(("Watched by", line(action.monitored_by.replace(" | ", "; "))))
    for who, until in around.snoozed:
        rows.append(("Reminders", line(f"paused for {who} until {format_short_day(until, viewer.today)}")))
    return rows


def _date_rows(action: Action) -> list[tuple[str, Line]]:
    """Each date on its own line; the plan's words beside it, or once below when one wording gave several dates."""
    said = [m.words.strip() for m in action.milestones]
    shared = len(said) > 1 and len(set(said)) < len(said)
    lines = [capitalise(format_milestone_in_full(m, says=not shared)) for m in action.milestones]
    labels = ["Date" if len(lines) == 1 else "Dates", *["then"] * (len(lines) - 1)]
    rows: list[tuple[str, Line]] = (
        [(label, line(each)) for label, each in zip(labels, lines, strict=True)] if lines else []
    )
    published = " ".join((action.published_due or "").split())
    if published and (shared or not any(m.words.strip() for m in action.milestones)):
        rows.append(("As published", line(quote(published, 200))))
    return rows or [("Date", line("None given"))]


def _owner_label(action: Action) -> str:
    return "Owner" if len(action.owners) < 2 else "Owners"


def _format_owners(action: Action, viewer: Viewer) -> str:
    said = viewer.format_owners(action)
    if len(action.owners) < 2:
        return said
    lead = action.owners[0]
    if lead.basis == "first_named_assumed":
        return f"{said}. The plan names no lead; I take the first"
    return f"{said}. {lead.post} leads" if lead.lead else said


def _format_dependency(need: Action, viewer: Viewer) -> str:
    status = format_status(need.status, viewer.labels)
    return f"{format_action(need)} ({status}, {format_dates(need.milestones, viewer.today)})"


def render_updated(action: ActionSummary, old: Status, words: str, viewer: Viewer) -> Card:
    """What an owner reads after a change of status."""
    now = format_status(action.status, viewer.labels, continuing=action.continuing)
    said = "Nothing was recorded before." if old == "no update" else f"It was {format_status(old, viewer.labels)}."
    kept = f" I've kept your words: {quote(words)}" if words else ""
    blocks: list[Text | Buttons] = [text(format_action(action), f" ({format_plan(action.plan)})"), text(said + kept)]
    if after := _format_next_step(action, viewer):
        blocks.append(text(after))
    if not words:
        blocks.append(text(f"Anything to add? note {action.ref} and a few words", quiet=True))
    blocks.append(Buttons((*_follow_up_buttons(action), render_undo_button())))
    tone: Tone = "good" if action.status == "done" else "plain"
    return Card(f"{action.ref} is now {now}. Thank you.", tuple(blocks), tone=tone)


def _format_next_step(action: ActionSummary, viewer: Viewer) -> str:
    stands = viewer.assess(action)
    if action.status == "done":
        if stands.next and stands.next_day:
            name = stands.next.label or "review"
            when = format_short_weekday(stands.next_day, viewer.today)
            if action.continuing:
                return f"Its next date is its {name}, {when}."
            return f"The plan still has its {name} on {when}. If the work goes on, I'll ask about it then."
        return "I won't remind you about it again."
    if action.status == "cancelled":
        return "I won't remind anybody about it again."
    if stands.passed_day:
        passed = f"Its date was {format_short_day(stands.passed_day, viewer.today)}."
        return f"{passed} If it needs a new one, the {viewer.labels.coordinator} can move it."
    if stands.next_day and stands.next:
        return f"Next date: {format_short_weekday(stands.next_day, viewer.today)}."
    return ""


def _follow_up_buttons(action: ActionSummary) -> tuple[Button, ...]:
    if action.status in ("delayed", "not started", "no update") and action.need_help is None:
        return (render_button("Need help", "need help {}", action),)
    if action.status == "in progress":
        return (render_button("Done", "update {} done", action),)
    if action.status == "done" and not action.continuing and any(m.kind == "review" for m in action.milestones):
        return (render_button("It goes on", "update {} done, and continuing", action),)
    return ()


def render_already_so(action: ActionSummary, event: Event | None, viewer: Viewer, *, mine: bool) -> Card:
    """A repeat: nothing was changed, and the answer says when it was told."""
    now = format_status(action.status, viewer.labels, continuing=action.continuing)
    said_when = ""
    if event:
        who = "You told me" if mine else f"{capitalise(format_author(event, viewer)) or 'Somebody'} told me"
        said_when = f"{who} on {format_short_weekday(london_day(event.at), viewer.today)}. "
    return Card(
        f"{action.ref} is already {now}.",
        (
            text(format_action(action), f" ({format_plan(action.plan)})"),
            text(f"{said_when}Nothing has changed."),
            Buttons((*((render_undo_button(event.batch),) if mine and event else ()), render_show_button(action))),
        ),
    )


def render_outdated_click(action: ActionSummary, event: Event | None, viewer: Viewer) -> Card:
    """A click on an old card: what it is now, and fresh buttons."""
    changed_when = ""
    if event:
        by = format_author(event, viewer)
        changed_when = f" since {format_short_day(london_day(event.at), viewer.today)}" + (f" ({by})" if by else "")
    now = format_status(action.status, viewer.labels, continuing=action.continuing)
    return Card(
        f"{action.ref} has changed since that message.",
        (
            text(format_action(action), f" ({format_plan(action.plan)})"),
            text(f"It is {now}{changed_when}. I've left it as it is. Is there something newer to say?"),
            render_update_buttons(action),
        ),
    )


def render_not_permitted(action: Action, viewer: Viewer) -> Card:
    """The action belongs to somebody else: left alone, and a way on."""
    return Card(
        f"{action.ref} sits with {_owners_with_article(action)}, so I've left it as it was.",
        (
            text("Covering, or taken over?"),
            Buttons((render_button(f"Tell the {viewer.labels.coordinator}", "tell the lead {}", action),)),
            text(f"You can read it any time: show {action.ref}"),
        ),
        tone="refused",
    )


def _owners_with_article(action: Action) -> str:
    posts = format_posts(action)
    return posts if not action.owners or posts.casefold().startswith(("the ", "all ")) else f"the {posts}"


def render_move_question(ref: str) -> Card:
    return render_question(
        f"Move {ref} to when, and why?", "", example=f"move {ref} 30 June 2021 panel dates were moved"
    )


def render_move_reason_question(said: str, ref: str, new: date) -> Card:
    """`said`: the ref, and which of its dates is meant, as the command says them."""
    return render_question(
        f"Why does {ref} move to {format_day(new)}?",
        "The reason is kept beside the first date. Nothing has changed yet.",
        example=f"move {said} {format_day(new)} panel dates were moved",
    )


def render_which_date(action: ActionSummary, dated: Sequence[Milestone], new: date, words: str, viewer: Viewer) -> Card:
    """An action with several dates: the one that is to move is chosen."""
    buttons = []
    for milestone in dated:
        day = last_day_of(milestone) or viewer.today
        name = f"{capitalise(format_date_name(milestone) or 'deadline')}, {format_short_day(day, viewer.today)}"
        says = f"move {{}} from {day.isoformat()} to {new.isoformat()} {words}".rstrip()
        buttons.append(render_button(name, says, action))
    return Card(
        f"Which date of {action.ref} moves to {format_short_day(new, viewer.today)}?",
        (Buttons(tuple(buttons[:5])), text("Nothing has changed yet.", quiet=True)),
    )


def render_cancel_reason_question(ref: str) -> Card:
    why = "The reason stays with the plan. Nothing has changed yet."
    return render_question(f"Why is {ref} cancelled?", why, example=f"cancel {ref} no longer needed")


def format_replaced_by(ref: str) -> str:
    """The reason of a cancelling that gave none but the action that takes its place."""
    return f"Replaced by {ref}"


def format_date_name(moved: Milestone | None) -> str:
    """What a date is called when it is not the deadline."""
    if moved is None or moved.kind == "deadline":
        return ""
    if moved.kind == "start":
        return "start"
    return moved.label if moved.label and "review" in moved.label.casefold() else "next review"


def render_date_moved(
    action: ActionSummary, old: date | None, new: date, words: str, viewer: Viewer, *, what: str = "",
    out_of_order: Milestone | None = None,
) -> Card:  # fmt: skip
    """`what` names the date when it is not the deadline: "mid-year review". `out_of_order`: one it has overtaken."""
    was = f"It was {format_day(old)}; the first date is kept." if old else "It had no date before."
    again = f" It has moved {format_times(action.slips)}." if action.slips > 1 else ""
    title = (
        f"The {what} of {action.ref} is now {format_day(new)}."
        if what
        else f"{action.ref} is now due by {format_day(new)}."
    )
    return Card(
        title,
        (
            text(Bold(format_action(action)), f" ({format_plan(action.plan)})"),
            text(f"{was}{again} Why: {quote(words)}"),
            *_format_out_of_order(out_of_order, viewer),
            Buttons((Button("Undo", "undo", "the last change you made"),)),
        ),
        tone="good",
    )


def _format_out_of_order(other: Milestone | None, viewer: Viewer) -> tuple[Text, ...]:
    day = last_day_of(other) if other else None
    if other is None or day is None:
        return ()
    name = format_date_name(other) or "deadline"
    return (text(f"Its {name} is {format_short_day(day, viewer.today)}, which no longer fits. Move that one too?"),)


def render_cancelled(action: ActionSummary, words: str, *, replaced_by: str | None) -> Card:
    replaced = f" {replaced_by} takes its place." if replaced_by else ""
    return Card(
        f"{action.ref} is cancelled.{replaced}",
        (
            text(Bold(format_action(action)), f" ({format_plan(action.plan)})"),
            text(f"Why: {quote(words)}. Nobody will be reminded about it. It stays in the plan's history."),
            Buttons((Button("Undo", "undo", "the last change you made"),)),
        ),
    )


def render_snoozed(action: ActionSummary, until: date, viewer: Viewer) -> Card:
    return Card(
        f"I won't remind you about {action.ref} until after {format_short_day(until, viewer.today)}.",
        (
            text(format_action(action), f" ({format_plan(action.plan)})"),
            text(f"Its date stays as it is. The {viewer.labels.coordinator} can see the pause.", quiet=True),
            Buttons((Button("Undo", "undo", "the last change you made"),)),
        ),
    )
