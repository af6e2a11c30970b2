"""Owns the quarter in full for a steering group; must not name a person or quote a note."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from wres_bot.domain.cards import (
    Bold,
    Bullets,
    Card,
    Heading,
    Line,
    Picture,
    Progress,
    Table,
    Text,
    bullets,
    line,
    text,
)
from wres_bot.store.actions.quarter import PlanQuarter
from wres_bot.store.models import Action
from wres_bot.views.digest.quarter import NextDate, changed_since, counts, finished_in, next_dates, refs, unanswered
from wres_bot.views.digest.steering_figures import outcome
from wres_bot.views.phrases import day, every, joined, last_day, plural, quoted, sentence, short_day, status_words
from wres_bot.views.progress import clashes, overdue, review_passed
from wres_bot.views.status import colours
from wres_bot.views.view import View, posts

MANY = 10
"""So many actions of one post on one day are worth asking what help is needed."""
QUESTIONS = 8
LISTED = 10

Block = Text | Heading | Bullets | Table | Progress | Picture


def steering(facts: PlanQuarter, *, pictured: bool = False) -> Card:
    view = View(facts.day, facts.policy, "steering")
    blocks: list[Block] = [
        text(_counts(facts)),
        Progress(_colours(facts)),
        _sections(facts),
    ]
    blocks += _part("Finished this quarter", [_titled(a) for a in finished_in(facts)])
    blocks += _part("Since the quarter ended", _since(facts, view))
    # The counts above are of the quarter's last day; this list is of today, and says so.
    by = f" by {short_day(facts.day, facts.day)}" if facts.day > facts.quarter.last else ""
    blocks += _part(f"Dates passed{by}", _passed(facts, view))
    blocks += _part("Dates moved", _moved(facts))
    blocks += _part("For decision", _decisions(facts), ordered=True)
    blocks += _part("Asked, and not answered yet", _silent(facts))
    if facts.vacant:
        blocks += [Heading("Posts nobody holds"), text(f"{joined(facts.vacant)}.")]
    blocks += _part("Dates to come", _dates(facts))
    blocks += outcome(facts, pictured=pictured)
    number = facts.quarter.number
    so_far = "" if facts.over else ", so far"
    return Card(f"{facts.plan.title}, quarter {number} ({facts.quarter.words}){so_far}", tuple(blocks))


def _part(heading: str, lines: Sequence[str | Line], *, ordered: bool = False) -> list[Block]:
    return [Heading(heading), bullets(lines, ordered=ordered)] if lines else []


def _counts(facts: PlanQuarter) -> str:
    """ "Complete 12 (8 with reviews ahead). Under way 14. No update recorded 15. Past date 0." """
    found = counts(facts.then)
    gone = sum(1 for a in facts.then if overdue(a, min(facts.quarter.last, facts.day)))
    ahead = (
        f" ({found.reviewed} with {'a review' if found.reviewed == 1 else 'reviews'} ahead)" if found.reviewed else ""
    )
    parts = [f"{plural(found.all, 'action')}. Complete {found.done}{ahead}."]
    for count, words in (
        (found.under_way, "Under way"),
        (found.delayed, "Delayed"),
        (found.not_started, "Not started"),
        (found.no_update, "No update recorded"),
        (found.cancelled, "Cancelled"),
    ):
        if count:
            parts.append(f"{words} {count}.")
    return " ".join([*parts, f"Past date {gone}."])


def _colours(facts: PlanQuarter) -> tuple[tuple[str, int], ...]:
    """Colours as they stood when the quarter ended, each with its word."""
    view = View(min(facts.quarter.last, facts.day), facts.policy, "steering")
    return colours({a.id: view.standing(a) for a in facts.then}, facts.then, view)


def _sections(facts: PlanQuarter) -> Table:
    by: dict[tuple[str, str], list[Action]] = {}
    for action in facts.then:
        by.setdefault((action.section_number, action.section), []).append(action)
    end = min(facts.quarter.last, facts.day)
    rows: list[tuple[Line, ...]] = []
    for (number, title), held in by.items():
        found = counts(held)
        other = found.delayed + found.not_started + found.cancelled
        gone = sum(1 for a in held if overdue(a, end))
        named = re.match(rf"(?:(?:section|theme|objective|indicators?)\s+)?{re.escape(number)}\b", title, re.IGNORECASE)
        name = title if named else f"{number}. {title}"
        cells = (found.all, found.done, found.under_way, other, found.no_update, gone)
        rows.append((line(name), *(line(str(cell)) for cell in cells)))
    head: tuple[str, ...] = ("Section", "Actions", "Complete", "Under way", "Other", "No update", "Past date")
    if not any(a.status in ("delayed", "not started", "cancelled") for a in facts.then):
        head = head[:4] + head[5:]
        rows = [row[:4] + row[5:] for row in rows]
    return Table(head, tuple(rows), "By section")


def _titled(action: Action) -> Line:
    return line(Bold(action.ref), f" {action.title}")


def _since(facts: PlanQuarter, view: View) -> list[Line]:
    done, other = changed_since(facts)
    return [
        line(Bold(a.ref), f" {a.title}: now {status_words(a.status, view.labels)}") for a in (*done, *other)
    ][:LISTED]  # fmt: skip


def _passed(facts: PlanQuarter, view: View) -> list[str | Line]:
    """What has gone by on the day of telling, and whether the owner has been asked."""
    found: list[tuple[date, Action, str]] = []
    for action in facts.now:
        if gone := overdue(action, facts.day):
            kind = "start" if gone[0].kind == "start" else "date"
            found.append((last_day(gone[0]) or facts.day, action, kind))
    lines: list[str | Line] = []
    for when, action, kind in sorted(found, key=lambda f: (f[0], f[1].position))[:LISTED]:
        asked = "owner asked" if action.asked_at else "owner not asked yet"
        status = status_words(action.status, view.labels)
        what = "was to start by " if kind == "start" else ""
        said = f" {action.title}: {what}{short_day(when, facts.day)}; {status}; {asked}. {posts(action)}"
        lines.append(line(Bold(action.ref), said))
    if len(found) > LISTED:
        lines.append(f"And {len(found) - LISTED} more. To see them all: late")
    reviews = [a for a in facts.now if review_passed(a, facts.day)]
    if reviews:
        lines.append(f"Review dates passed without a word since: {refs(reviews)}.")
    return lines


def _moved(facts: PlanQuarter) -> list[Line]:
    """Dates that moved in the quarter: the first date kept, the date now, how often it has slipped."""
    moved = {e.action_id for e in (*facts.during, *facts.after) if e.field == "due"}
    lines = []
    for action in facts.now:
        if action.id not in moved:
            continue
        for m in action.milestones:
            first, last = m.original_due, last_day(m)
            if first and last and m.slips and first != last:
                times = {1: "once", 2: "twice"}.get(m.slips, f"{m.slips} times")
                lines.append(
                    line(Bold(action.ref), f" {action.title}: first {day(first)}, now {day(last)} (moved {times})")
                )
    return lines


def _decisions(facts: PlanQuarter) -> list[str]:
    """What only the group can settle: help asked for, dates that cannot both hold, doubles, loads, open readings."""
    found = [_help(a) for a in facts.now if a.need_help is not None]
    found += [
        f"{c.action.ref} ({short_day(c.due, facts.day)}) relies on "
        f"{c.needs.ref} ({short_day(c.needs_due, facts.day)}). Move one?"
        for c in clashes(facts.now)
    ]
    found += _doubles(facts.now)
    found += _loads(facts)
    asked = _questions(facts.now, " ".join(found))
    found += asked[:QUESTIONS]
    if len(asked) > QUESTIONS:
        found.append(
            f"{plural(len(asked) - QUESTIONS, 'more question')} the plan leaves open: show an action to read its own."
        )
    return found


def _questions(actions: Sequence[Action], said: str) -> list[str]:
    """What the plan's own words leave open; not what is asked above already in other words."""
    lines = []
    for action in actions:
        others = {*action.needs, action.duplicate_of} if f"{action.ref} " in said else set()
        for question in action.questions if action.status != "cancelled" else ():
            if any(ref and ref in question for ref in others):
                continue
            named = question.startswith(action.ref)
            lines.append(sentence(question) if named else f"{action.ref}: {sentence(question)}")
    return lines


def _help(action: Action) -> str:
    said = f": {quoted(action.need_help)}" if action.need_help else ""
    return f"{action.ref} needs help{said}. {posts(action)}"


def _doubles(actions: Sequence[Action]) -> list[str]:
    by_ref = {a.ref: a for a in actions}
    pairs: dict[frozenset[str], str] = {}
    for a in actions:
        if a.duplicate_of and a.duplicate_of in by_ref and "cancelled" not in (a.status, by_ref[a.duplicate_of].status):
            first, second = sorted((a, by_ref[a.duplicate_of]), key=lambda each: (each.section_id, each.position))
            pairs.setdefault(frozenset((a.ref, a.duplicate_of)), f"{first.ref} and {second.ref} look the same. Merge?")
    return list(pairs.values())


def _loads(facts: PlanQuarter) -> list[str]:
    said = []
    for each in next_dates(facts.now, facts.day):
        by: Counter[str] = Counter(owner.post for action in each.actions for owner in action.owners)
        many = [(post, count) for post, count in by.most_common() if count >= MANY]
        when = short_day(each.day, facts.day)
        if len(many) == 1:
            post, count = many[0]
            have = "have" if post.endswith("s") and not post.endswith("ss") else "has"
            said.append(f"The {post} {have} {count} actions on {when}. What help is needed?")
        elif many:
            names = joined(f"{post} ({count})" for post, count in many)
            said.append(f"Many actions on {when} sit with the same posts: {names}. What help is needed?")
    return said


def _silent(facts: PlanQuarter) -> list[Line]:
    """By post, never by person."""
    by: dict[str, list[Action]] = {}
    for action in unanswered(facts):
        by.setdefault(action.owners[0].post if action.owners else "Nobody yet", []).append(action)
    return [line(Bold(post), f": {refs(held)}") for post, held in by.items()]


def _dates(facts: PlanQuarter) -> list[Line]:
    """The next quarter's dates and the one after, month by month."""
    horizon = facts.quarter.next().next().last
    ahead = [d for d in next_dates(facts.now, facts.day) if d.day <= horizon]
    lines = [_date(each, facts) for each in ahead]
    again = [(a, m) for a in facts.now for m in a.milestones
             if m.interval_months and a.status not in ("done", "cancelled")]  # fmt: skip
    by: dict[int, list[Action]] = {}
    for action, milestone in again:
        by.setdefault(milestone.interval_months or 0, []).append(action)
    for months, held in sorted(by.items()):
        lines.append(line(f"Looked at {every(months)}: {refs(held, 8)}"))
    later = [d for d in next_dates(facts.now, facts.day) if d.day > horizon]
    if later:
        total = len({a.id for d in later for a in d.actions})
        lines.append(line(f"After {day(horizon)}: {plural(total, 'action')}, the first on {day(later[0].day)}"))
    return lines


def _date(each: NextDate, facts: PlanQuarter) -> Line:
    when = Bold(f"{short_day(each.day, facts.day)}: ")
    alone = [what for what in ("finish", "start", "review") if len(getattr(each, what)) == len(each.actions)]
    how = f"to {alone[0]}" if alone else each.counts()
    if len(each.actions) <= 6:
        return line(when, f"{refs(each.actions)} ({how})")
    return line(when, f"{len(each.actions)} actions ({how})")
