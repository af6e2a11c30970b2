"""Owns the chair's view: how a plan is doing at this moment, and its copy for the minutes; must not choose actions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wres_bot.domain.cards import Bold, Button, Buttons, Card, Heading, Line, Progress, Text, bullets, line, text
from wres_bot.domain.dates import format_day
from wres_bot.domain.overdue import (
    Assessment,
    Clash,
    ColourReason,
    find_clashes,
    find_coming,
    find_overdue,
    find_passed_review,
    has_reviews_ahead,
    last_day_of,
)
from wres_bot.domain.statuses import COLOURS, Colour
from wres_bot.store.models import Action, Plan
from wres_bot.views.viewer import Viewer, format_posts
from wres_bot.views.wording import (
    capitalise,
    format_colour,
    format_plan,
    format_short_day,
    format_weekday,
    join_words,
    pluralise,
    pluralise_in_words,
    quote,
)

NAMED = 5
"""So many of a kind are named; the rest are a button away."""


@dataclass(frozen=True, slots=True)
class PlanScope:
    """What a status is about: "ESNEFT 2020-21" or one section of it. `scope` is how the commands say it again.

    `others`: more open plans of the same trust, which this says nothing about.
    """

    name: str
    actions: tuple[Action, ...]
    scope: str = ""
    vacant: tuple[str, ...] = ()
    others: tuple[Plan, ...] = ()
    clashes: tuple[Clash[Action], ...] | None = None

    def clashing(self) -> tuple[Clash[Action], ...]:
        return find_clashes(self.actions) if self.clashes is None else self.clashes


def render_status(whole: PlanScope, viewer: Viewer) -> Card:
    """The truth at this moment, in a few lines, with ways to look closer."""
    actions = whole.actions
    if not actions:
        return Card(f"{whole.name} has no actions yet.", (text("Nothing has been loaded for it."),))
    stands = {a.id: viewer.assess(a) for a in actions}
    blocks: list[Text | Progress | Buttons] = [
        text(format_counts(actions)),
        Progress(count_colours(stands, actions, viewer)),
    ]
    blocks += [text(said) for said in _format_dates(actions, stands, viewer)]
    blocks += [text(said) for said in _format_requests(whole, viewer)]
    if whole.others:
        names = join_words(format_plan(p) for p in whole.others)
        blocks.append(text(f"Still open too: {names}.", quiet=True))
    after = f" {whole.scope}" if whole.scope else ""
    blocks.append(
        Buttons(
            (
                Button("Passed", f"late{after}", "dates that have passed"),
                Button("Next", f"due 90d{after}", "dates to come"),
                Button("Figures", "indicators", "the latest indicator figures"),
                Button("Copy for minutes", f"minutes{after}", "sent to you as a direct message"),
                *(Button(format_plan(p), f"status plan {p.name}", "another open plan") for p in whole.others[:2]),
            )
        )
    )
    return Card(whole.name, tuple(blocks))


def format_counts(actions: Sequence[Action]) -> str:
    """ "12 of 41 complete (8 with reviews ahead). 14 under way, 15 with no update recorded." """
    by = Counter(a.status for a in actions)
    ahead = sum(1 for a in actions if has_reviews_ahead(a))
    done = f"{by['done']} of {len(actions)} complete"
    done += f" ({ahead} with {'a review' if ahead == 1 else 'reviews'} ahead)." if ahead else "."
    rest = [
        f"{by['in progress']} under way" if by["in progress"] else "",
        f"{by['delayed']} delayed" if by["delayed"] else "",
        f"{by['not started']} not started" if by["not started"] else "",
        f"{by['no update']} with no update recorded" if by["no update"] else "",
        f"{by['cancelled']} cancelled" if by["cancelled"] else "",
    ]
    said = join_words(rest)
    return f"{done} {said[:1].upper()}{said[1:]}." if said else done


def count_statuses(actions: Sequence[Action]) -> dict[str, int]:
    """The numbers of `format_counts` by name, for scripts."""
    by = Counter(a.status for a in actions)
    return {
        "complete": by["done"],
        "under_way": by["in progress"],
        "delayed": by["delayed"],
        "not_started": by["not started"],
        "no_update": by["no update"],
        "cancelled": by["cancelled"],
    }


def count_colours(
    stands: dict[int, Assessment], actions: Sequence[Action], viewer: Viewer
) -> tuple[tuple[str, int], ...]:
    """How many of each colour, each with its word; grey says which grey."""
    by: Counter[Colour] = Counter(stands[a.id].colour for a in actions)
    gone = sum(1 for a in actions if a.status == "cancelled")
    parts: list[tuple[str, int]] = []
    for shown in sorted(COLOURS, key=("blue", "green", "amber", "red", "grey").index):
        count = by[shown] - (gone if shown == "grey" else 0)
        if count:
            parts.append((format_colour(shown, viewer.labels), count))
    if gone:
        parts.append((format_colour("grey", viewer.labels, ColourReason.CANCELLED), gone))
    return tuple(parts)


def _format_dates(actions: Sequence[Action], stands: dict[int, Assessment], viewer: Viewer) -> list[str]:
    today = viewer.today
    said = []
    if passed := [a for a in actions if find_overdue(a, today)]:
        names = _format_names([(a, stands[a.id].passed_day) for a in passed], viewer)
        asked = sum(1 for a in passed if a.asked_at)
        who = "The owner has" if len(passed) == 1 else "Their owners have"
        note = (
            f" {who} been asked." if asked == len(passed) else f" {asked} of the owners asked so far." if asked else ""
        )
        said.append(f"{capitalise(pluralise_in_words(len(passed), 'date'))} passed: {names}.{note}")
    if reviews := [(a, last_day_of(m)) for a in actions if (m := find_passed_review(a, today))]:
        said.append(
            f"{capitalise(pluralise_in_words(len(reviews), 'review date'))} passed: {_format_names(reviews, viewer)}."
        )
    if ahead := count_next_dates(actions, today):
        first, count = ahead[0]
        said.append(f"Next: {pluralise(count, 'action')} on {format_short_day(first, today)}.")
        if len(ahead) > 1:
            then = join_words(f"{c} on {format_short_day(d, today)}" for d, c in ahead[1:3])
            said[-1] = said[-1][:-1] + f", then {then}."
    return said


def count_next_dates(actions: Sequence[Action], today: date) -> list[tuple[date, int]]:
    """The dates to come, and how many actions each has; what comes round again and again is left out."""
    by: Counter[date] = Counter()
    for action in actions:
        by.update({last for m in find_coming(action, today) if m.interval_months is None and (last := last_day_of(m))})
    return sorted(by.items())


def _format_names(actions: Sequence[tuple[Action, date | None]], viewer: Viewer) -> str:
    actions = sorted(actions, key=lambda f: (f[1] or viewer.today, f[0].position))
    shown = [
        f"{a.ref} {a.title}" + (f" ({format_short_day(d, viewer.today)})" if d else "") for a, d in actions[:NAMED]
    ]
    rest = len(actions) - len(shown)
    return "; ".join(shown) + (f"; and {rest} more" if rest else "")


def _format_requests(whole: PlanScope, viewer: Viewer) -> list[str]:
    said = []
    if helps := [a for a in whole.actions if a.need_help is not None]:
        said.append(f"Help asked for: {join_words(_format_help(a, viewer) for a in helps[:NAMED])}.")
    if clash := whole.clashing():
        first = clash[0]
        said.append(
            f"Worth asking: can {first.action.ref} ({format_short_day(first.due, viewer.today)}) proceed before "
            f"{first.needs.ref} ({format_short_day(first.needs_due, viewer.today)})?"
        )
    if whole.vacant and viewer.audience == "leads":
        said.append(f"Nobody holds: {join_words(whole.vacant[:NAMED])}.")
    return said


def _format_help(action: Action, viewer: Viewer) -> str:
    if viewer.audience == "network" or not action.need_help:
        return action.ref
    return f"{action.ref} ({quote(action.need_help, 120)})"


def render_minutes(whole: PlanScope, viewer: Viewer) -> Card:
    """Plain lines ready to paste into minutes: posts, never names."""
    actions = whole.actions
    stands = {a.id: viewer.assess(a) for a in actions}
    blocks: list[Text | Heading] = [text(f"Position on {format_weekday(viewer.today)}."), text(format_counts(actions))]
    for said in (*_format_dates(actions, stands, viewer), *_format_requests(whole, viewer)):
        blocks.append(text(said))
    passed = [a for a in actions if find_overdue(a, viewer.today)]
    lines = [_minute_line(a, stands[a.id].passed_day) for a in passed]
    body = (bullets(lines),) if lines else ()
    head = (Heading("Dates passed"),) if lines else ()
    return Card(f"{whole.name}: for the minutes", (*blocks, *head, *body))


def render_minutes_sent() -> Card:
    return Card("I've sent you a copy for the minutes.", (text("It comes as a direct message, ready to paste."),))


def _minute_line(action: Action, when: date | None) -> Line:
    date_words = f", {format_day(when)}" if when else ""
    return line(Bold(action.ref), f" {action.title}{date_words}. {format_posts(action)}")
