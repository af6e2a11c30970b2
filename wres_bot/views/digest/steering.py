"""Owns the quarter in full for a steering group; must not name a person or quote a note."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
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
from wres_bot.domain.dates import format_day
from wres_bot.domain.overdue import find_clashes, find_overdue, find_passed_review, last_day_of
from wres_bot.indicators.release.release import Release
from wres_bot.store.models import Action, PlanQuarter
from wres_bot.views.digest.quarter_counts import (
    NextDate,
    count_actions,
    find_changed_since,
    find_finished,
    find_next_dates,
    find_unanswered,
    format_refs,
)
from wres_bot.views.digest.steering_figures import render_figures
from wres_bot.views.indicators.cards import standard_blocks
from wres_bot.views.plan_status import count_colours
from wres_bot.views.viewer import Viewer, format_posts
from wres_bot.views.wording import (
    format_interval,
    format_short_day,
    format_status,
    join_words,
    pluralise,
    quote,
    to_sentence,
)

HEAVY_LOAD = 10
"""So many actions of one post on one day are worth asking what help is needed."""
QUESTIONS = 8
LISTED = 10

Block = Text | Heading | Bullets | Table | Progress | Picture


def render_steering_digest(
    facts: PlanQuarter, release: Release | None, others: Sequence[Release] = (), *, pictured: bool = False
) -> Card:
    viewer = Viewer(facts.day, facts.policy, "steering")
    blocks: list[Block] = [
        text(_format_counts(facts)),
        Progress(_count_colours(facts)),
        _section_table(facts),
    ]
    blocks += _list_blocks("Finished this quarter", [_title_line(a) for a in find_finished(facts)])
    blocks += _list_blocks("Since the quarter ended", _since_lines(facts, viewer))
    # The counts above are of the quarter's last day; this list is of today, and says so.
    by = f" by {format_short_day(facts.day, facts.day)}" if facts.day > facts.quarter.last else ""
    blocks += _list_blocks(f"Dates passed{by}", _passed_lines(facts, viewer))
    blocks += _list_blocks("Dates moved", _moved_lines(facts))
    blocks += _list_blocks("For decision", _format_decisions(facts), ordered=True)
    blocks += _list_blocks("Asked, and not answered yet", _unanswered_lines(facts))
    if facts.vacant:
        blocks += [Heading("Posts nobody holds"), text(f"{join_words(facts.vacant)}.")]
    blocks += _list_blocks("Dates to come", _date_lines(facts))
    blocks += render_figures(facts, release, pictured=pictured)
    for other in others:
        blocks += standard_blocks(other, viewer)
    number = facts.quarter.number
    so_far = "" if facts.over else ", so far"
    return Card(f"{facts.plan.title}, quarter {number} ({facts.quarter.words}){so_far}", tuple(blocks))


def _list_blocks(heading: str, lines: Sequence[str | Line], *, ordered: bool = False) -> list[Block]:
    return [Heading(heading), bullets(lines, ordered=ordered)] if lines else []


def _format_counts(facts: PlanQuarter) -> str:
    """ "Complete 12 (8 with reviews ahead). Under way 14. No update recorded 15. Past date 0." """
    counts = count_actions(facts.then)
    gone = sum(1 for a in facts.then if find_overdue(a, min(facts.quarter.last, facts.day)))
    ahead = (
        f" ({counts.reviewed} with {'a review' if counts.reviewed == 1 else 'reviews'} ahead)"
        if counts.reviewed
        else ""
    )
    parts = [f"{pluralise(counts.all, 'action')}. Complete {counts.done}{ahead}."]
    for count, words in (
        (counts.under_way, "Under way"),
        (counts.delayed, "Delayed"),
        (counts.not_started, "Not started"),
        (counts.no_update, "No update recorded"),
        (counts.cancelled, "Cancelled"),
    ):
        if count:
            parts.append(f"{words} {count}.")
    return " ".join([*parts, f"Past date {gone}."])


def _count_colours(facts: PlanQuarter) -> tuple[tuple[str, int], ...]:
    """Colours as they stood when the quarter ended, each with its word."""
    viewer = Viewer(min(facts.quarter.last, facts.day), facts.policy, "steering")
    return count_colours({a.id: viewer.assess(a) for a in facts.then}, facts.then, viewer)


def _section_table(facts: PlanQuarter) -> Table:
    by: dict[tuple[str, str], list[Action]] = {}
    for action in facts.then:
        by.setdefault((action.section_number, action.section), []).append(action)
    end = min(facts.quarter.last, facts.day)
    rows: list[tuple[Line, ...]] = []
    for (number, title), actions in by.items():
        counts = count_actions(actions)
        other = counts.delayed + counts.not_started + counts.cancelled
        gone = sum(1 for a in actions if find_overdue(a, end))
        named = re.match(rf"(?:(?:section|theme|objective|indicators?)\s+)?{re.escape(number)}\b", title, re.IGNORECASE)
        name = title if named else f"{number}. {title}"
        cells = (counts.all, counts.done, counts.under_way, other, counts.no_update, gone)
        rows.append((line(name), *(line(str(cell)) for cell in cells)))
    head: tuple[str, ...] = ("Section", "Actions", "Complete", "Under way", "Other", "No update", "Past date")
    if not any(a.status in ("delayed", "not started", "cancelled") for a in facts.then):
        head = head[:4] + head[5:]
        rows = [row[:4] + row[5:] for row in rows]
    return Table(head, tuple(rows), "By section")


def _title_line(action: Action) -> Line:
    return line(Bold(action.ref), f" {action.title}")


def _since_lines(facts: PlanQuarter, viewer: Viewer) -> list[Line]:
    done, other = find_changed_since(facts)
    return [
        line(Bold(a.ref), f" {a.title}: now {format_status(a.status, viewer.labels)}") for a in (*done, *other)
    ][:LISTED]  # fmt: skip


def _passed_lines(facts: PlanQuarter, viewer: Viewer) -> list[str | Line]:
    """What has gone by on the day of telling, and whether the owner has been asked."""
    passed: list[tuple[date, Action, str]] = []
    for action in facts.now:
        if gone := find_overdue(action, facts.day):
            kind = "start" if gone[0].kind == "start" else "date"
            passed.append((last_day_of(gone[0]) or facts.day, action, kind))
    lines: list[str | Line] = []
    for when, action, kind in sorted(passed, key=lambda f: (f[0], f[1].position))[:LISTED]:
        asked = "owner asked" if action.asked_at else "owner not asked yet"
        status = format_status(action.status, viewer.labels)
        what = "was to start by " if kind == "start" else ""
        said = f" {action.title}: {what}{format_short_day(when, facts.day)}; {status}; {asked}. {format_posts(action)}"
        lines.append(line(Bold(action.ref), said))
    if len(passed) > LISTED:
        lines.append(f"And {len(passed) - LISTED} more. To see them all: late")
    reviews = [a for a in facts.now if find_passed_review(a, facts.day)]
    if reviews:
        lines.append(f"Review dates passed without a word since: {format_refs(reviews)}.")
    return lines


def _moved_lines(facts: PlanQuarter) -> list[Line]:
    """Dates that moved in the quarter: the first date kept, the date now, how often it has slipped."""
    moved = {e.action_id for e in (*facts.during, *facts.after) if e.field == "due"}
    lines = []
    for action in facts.now:
        if action.id not in moved:
            continue
        for m in action.milestones:
            first, last = m.original_due, last_day_of(m)
            if first and last and m.slips and first != last:
                times = {1: "once", 2: "twice"}.get(m.slips, f"{m.slips} times")
                lines.append(
                    line(
                        Bold(action.ref),
                        f" {action.title}: first {format_day(first)}, now {format_day(last)} (moved {times})",
                    )
                )
    return lines


def format_decisions(actions: Sequence[Action], today: date) -> list[str]:
    """What only the group can settle: help asked for, dates that cannot both hold, doubles, loads."""
    decisions = [_format_help(a) for a in actions if a.need_help is not None]
    decisions += [
        f"{c.action.ref} ({format_short_day(c.due, today)}) relies on "
        f"{c.needs.ref} ({format_short_day(c.needs_due, today)}). Move one?"
        for c in find_clashes(actions)
    ]
    decisions += [f"{first.ref} and {second.ref} look the same. Merge?" for first, second in _find_duplicates(actions)]
    return decisions + _format_loads(actions, today)


def _format_decisions(facts: PlanQuarter) -> list[str]:
    """The same, and what the plan's own words leave open."""
    decisions = format_decisions(facts.now, facts.day)
    named = {a.id for a in facts.now if a.need_help is not None}
    named |= {a.id for c in find_clashes(facts.now) for a in (c.action, c.needs)}
    named |= {a.id for pair in _find_duplicates(facts.now) for a in pair}
    asked = _format_questions(facts.now, named)
    decisions += asked[:QUESTIONS]
    if len(asked) > QUESTIONS:
        decisions.append(
            f"{pluralise(len(asked) - QUESTIONS, 'more question')} the plan leaves open: "
            "show an action to read its own."
        )
    return decisions


def _format_questions(actions: Sequence[Action], named: Collection[int]) -> list[str]:
    """What the plan's own words leave open; not what is asked above of the actions `named` there, in other words."""
    lines = []
    for action in actions:
        others = {*action.needs, action.duplicate_of} if action.id in named else set()
        for question in action.questions if action.status != "cancelled" else ():
            if any(ref and ref in question for ref in others):
                continue
            lines.append(
                to_sentence(question) if question.startswith(action.ref) else f"{action.ref}: {to_sentence(question)}"
            )
    return lines


def _format_help(action: Action) -> str:
    said = f": {quote(action.need_help)}" if action.need_help else ""
    return f"{action.ref} needs help{said}. {format_posts(action)}"


def _find_duplicates(actions: Sequence[Action]) -> list[tuple[Action, Action]]:
    """Actions that the plan itself has twice, each pair once, in the plan's order."""
    by_ref = {a.ref: a for a in actions}
    pairs: dict[frozenset[str], tuple[Action, Action]] = {}
    for a in actions:
        if a.duplicate_of and a.duplicate_of in by_ref and "cancelled" not in (a.status, by_ref[a.duplicate_of].status):
            first, second = sorted((a, by_ref[a.duplicate_of]), key=lambda each: (each.section_id, each.position))
            pairs.setdefault(frozenset((a.ref, a.duplicate_of)), (first, second))
    return list(pairs.values())


def _format_loads(actions: Sequence[Action], today: date) -> list[str]:
    said = []
    for next_date in find_next_dates(actions, today):
        by: Counter[str] = Counter(owner.post for action in next_date.actions for owner in action.owners)
        many = [(post, count) for post, count in by.most_common() if count >= HEAVY_LOAD]
        when = format_short_day(next_date.day, today)
        if len(many) == 1:
            post, count = many[0]
            have = "have" if post.endswith("s") and not post.endswith("ss") else "has"
            said.append(f"The {post} {have} {count} actions on {when}. What help is needed?")
        elif many:
            names = join_words(f"{post} ({count})" for post, count in many)
            said.append(f"Many actions on {when} sit with the same posts: {names}. What help is needed?")
    return said


def _unanswered_lines(facts: PlanQuarter) -> list[Line]:
    """By post, never by person."""
    by: dict[str, list[Action]] = {}
    for action in find_unanswered(facts):
        by.setdefault(action.owners[0].post if action.owners else "Nobody yet", []).append(action)
    return [line(Bold(post), f": {format_refs(actions)}") for post, actions in by.items()]


def _date_lines(facts: PlanQuarter) -> list[Line]:
    """The next quarter's dates and the one after, month by month."""
    horizon = facts.quarter.next().next().last
    ahead = [d for d in find_next_dates(facts.now, facts.day) if d.day <= horizon]
    lines = [_date_line(each, facts) for each in ahead]
    again = [(a, m) for a in facts.now for m in a.milestones
             if m.interval_months and a.status not in ("done", "cancelled")]  # fmt: skip
    by: dict[int, list[Action]] = {}
    for action, milestone in again:
        by.setdefault(milestone.interval_months or 0, []).append(action)
    for months, actions in sorted(by.items()):
        lines.append(line(f"Looked at {format_interval(months)}: {format_refs(actions, 8)}"))
    later = [d for d in find_next_dates(facts.now, facts.day) if d.day > horizon]
    if later:
        total = len({a.id for d in later for a in d.actions})
        lines.append(
            line(f"After {format_day(horizon)}: {pluralise(total, 'action')}, the first on {format_day(later[0].day)}")
        )
    return lines


def _date_line(next_date: NextDate, facts: PlanQuarter) -> Line:
    when = Bold(f"{format_short_day(next_date.day, facts.day)}: ")
    alone = [what for what in ("finish", "start", "review") if len(getattr(next_date, what)) == len(next_date.actions)]
    how = f"to {alone[0]}" if alone else ", ".join(f"{count} to {what}" for count, what in next_date.count_by_purpose())
    if len(next_date.actions) <= 6:
        return line(when, f"{format_refs(next_date.actions)} ({how})")
    return line(when, f"{len(next_date.actions)} actions ({how})")
