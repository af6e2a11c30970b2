"""Owns the chair's view: how a plan is doing at this moment, and its copy for the minutes; must not choose actions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wres_bot.domain.cards import Bold, Button, Buttons, Card, Heading, Line, Progress, Text, bullets, line, text
from wres_bot.domain.statuses import COLOURS, Colour
from wres_bot.store.models import Action, Plan
from wres_bot.views.phrases import (
    capital,
    colour_words,
    counted,
    day,
    joined,
    last_day,
    plan_words,
    plural,
    quoted,
    short_day,
    weekday,
)
from wres_bot.views.progress import Clash, Standing, clashes, coming, overdue, review_passed
from wres_bot.views.view import View, posts

SHOWN = 5
"""So many of a kind are named; the rest are a button away."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What a status is about: "ESNEFT 2020-21" or one section of it. `scope` is how the commands say it again.

    `others`: more open plans of the same trust, which this says nothing about.
    """

    name: str
    actions: tuple[Action, ...]
    scope: str = ""
    vacant: tuple[str, ...] = ()
    others: tuple[Plan, ...] = ()
    clashes: tuple[Clash, ...] | None = None

    def clashing(self) -> tuple[Clash, ...]:
        return clashes(self.actions) if self.clashes is None else self.clashes


def status(whole: Whole, view: View) -> Card:
    """The truth at this moment, in a few lines, with ways to look closer."""
    actions = whole.actions
    if not actions:
        return Card(f"{whole.name} has no actions yet.", (text("Nothing has been loaded for it."),))
    stands = {a.id: view.standing(a) for a in actions}
    blocks: list[Text | Progress | Buttons] = [text(counts(actions)), Progress(colours(stands, actions, view))]
    blocks += [text(said) for said in _dates(actions, stands, view)]
    blocks += [text(said) for said in _asks(whole, view)]
    if whole.others:
        names = joined(plan_words(p) for p in whole.others)
        blocks.append(text(f"Still open too: {names}.", quiet=True))
    after = f" {whole.scope}" if whole.scope else ""
    blocks.append(
        Buttons(
            (
                Button("Passed", f"late{after}", "dates that have passed"),
                Button("Next", f"due 90d{after}", "dates to come"),
                Button("Figures", "indicators", "the latest indicator figures"),
                Button("Copy for minutes", f"minutes{after}", "sent to you as a direct message"),
                *(Button(plan_words(p), f"status plan {p.name}", "another open plan") for p in whole.others[:2]),
            )
        )
    )
    return Card(whole.name, tuple(blocks))


def counts(actions: Sequence[Action]) -> str:
    """ "12 of 41 complete (8 with reviews ahead). 14 under way, 15 with no update recorded." """
    by = Counter(a.status for a in actions)
    ahead = sum(1 for a in actions if a.status == "done" and _reviews(a))
    done = f"{by['done']} of {len(actions)} complete"
    done += f" ({ahead} with {'a review' if ahead == 1 else 'reviews'} ahead)." if ahead else "."
    rest = [
        f"{by['in progress']} under way" if by["in progress"] else "",
        f"{by['delayed']} delayed" if by["delayed"] else "",
        f"{by['not started']} not started" if by["not started"] else "",
        f"{by['no update']} with no update recorded" if by["no update"] else "",
        f"{by['cancelled']} cancelled" if by["cancelled"] else "",
    ]
    said = joined(rest)
    return f"{done} {said[:1].upper()}{said[1:]}." if said else done


def _reviews(action: Action) -> bool:
    return any(m.met_on is None and m.kind in ("review", "recurring", "ongoing") for m in action.milestones)


def colours(stands: dict[int, Standing], actions: Sequence[Action], view: View) -> tuple[tuple[str, int], ...]:
    """How many of each colour, each with its word; grey says which grey."""
    by: Counter[Colour] = Counter(stands[a.id].colour for a in actions)
    gone = sum(1 for a in actions if a.status == "cancelled")
    parts: list[tuple[str, int]] = []
    for shown in sorted(COLOURS, key=("blue", "green", "amber", "red", "grey").index):
        count = by[shown] - (gone if shown == "grey" else 0)
        if count:
            parts.append((colour_words(shown, view.labels), count))
    if gone:
        parts.append((colour_words("grey", view.labels, "cancelled"), gone))
    return tuple(parts)


def _dates(actions: Sequence[Action], stands: dict[int, Standing], view: View) -> list[str]:
    today = view.today
    said = []
    if passed := [a for a in actions if overdue(a, today)]:
        names = _named([(a, stands[a.id].passed_day) for a in passed], view)
        asked = sum(1 for a in passed if a.asked_at)
        who = "The owner has" if len(passed) == 1 else "Their owners have"
        note = (
            f" {who} been asked." if asked == len(passed) else f" {asked} of the owners asked so far." if asked else ""
        )
        said.append(f"{capital(counted(len(passed), 'date'))} passed: {names}.{note}")
    if reviews := [(a, last_day(m)) for a in actions if (m := review_passed(a, today))]:
        said.append(f"{capital(counted(len(reviews), 'review date'))} passed: {_named(reviews, view)}.")
    if ahead := next_dates(actions, today):
        first, count = ahead[0]
        said.append(f"Next: {plural(count, 'action')} on {short_day(first, today)}.")
        if len(ahead) > 1:
            then = joined(f"{c} on {short_day(d, today)}" for d, c in ahead[1:3])
            said[-1] = said[-1][:-1] + f", then {then}."
    return said


def next_dates(actions: Sequence[Action], today: date) -> list[tuple[date, int]]:
    """The dates to come, and how many actions each has; what comes round again and again is left out."""
    by: Counter[date] = Counter()
    for action in actions:
        by.update({last for m in coming(action, today) if m.interval_months is None and (last := last_day(m))})
    return sorted(by.items())


def _named(found: Sequence[tuple[Action, date | None]], view: View) -> str:
    found = sorted(found, key=lambda f: (f[1] or view.today, f[0].position))
    shown = [f"{a.ref} {a.title}" + (f" ({short_day(d, view.today)})" if d else "") for a, d in found[:SHOWN]]
    rest = len(found) - len(shown)
    return "; ".join(shown) + (f"; and {rest} more" if rest else "")


def _asks(whole: Whole, view: View) -> list[str]:
    said = []
    if helps := [a for a in whole.actions if a.need_help is not None]:
        said.append(f"Help asked for: {joined(_help(a, view) for a in helps[:SHOWN])}.")
    if clash := whole.clashing():
        first = clash[0]
        said.append(
            f"Worth asking: can {first.action.ref} ({short_day(first.due, view.today)}) proceed before "
            f"{first.needs.ref} ({short_day(first.needs_due, view.today)})?"
        )
    if whole.vacant and view.audience == "leads":
        said.append(f"Nobody holds: {joined(whole.vacant[:SHOWN])}.")
    return said


def _help(action: Action, view: View) -> str:
    if view.audience == "network" or not action.need_help:
        return action.ref
    return f"{action.ref} ({quoted(action.need_help, 120)})"


def minutes(whole: Whole, view: View) -> Card:
    """Plain lines ready to paste into minutes: posts, never names."""
    actions = whole.actions
    stands = {a.id: view.standing(a) for a in actions}
    blocks: list[Text | Heading] = [text(f"Position on {weekday(view.today)}."), text(counts(actions))]
    for said in (*_dates(actions, stands, view), *_asks(whole, view)):
        blocks.append(text(said))
    passed = [a for a in actions if overdue(a, view.today)]
    lines = [_minute(a, stands[a.id].passed_day) for a in passed]
    body = (bullets(lines),) if lines else ()
    head = (Heading("Dates passed"),) if lines else ()
    return Card(f"{whole.name}: for the minutes", (*blocks, *head, *body))


def _minute(action: Action, when: date | None) -> Line:
    date_words = f", {day(when)}" if when else ""
    return line(Bold(action.ref), f" {action.title}{date_words}. {posts(action)}")
